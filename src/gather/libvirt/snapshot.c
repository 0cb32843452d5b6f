// The snapshots of a machine, with the tree they form.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"
#include "gather/snapshot_path.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// One snapshot of a machine. `parent` is "" for the first one and NULL where libvirt does not
// describe the snapshot.
struct snapshot {
    const char *name, *parent, *path, *reason;
    enum snapshot_memory memory;
    bool dated;
    uint64_t created;
};

// A snapshot says whether it has memory; else it has if the machine ran.
static enum snapshot_memory memory_of(xmlNodePtr root) {
    const char *memory = xml_attribute(xml_child(root, "memory"), "snapshot");
    const char *state = xml_text(xml_child(root, "state"));
    if (memory)
        return strcmp(memory, "no") == 0 ? SNAPSHOT_MEMORY_NONE : SNAPSHOT_MEMORY_SOME;
    if (!state)
        return SNAPSHOT_MEMORY_UNKNOWN;
    if (strcmp(state, "running") == 0 || strcmp(state, "paused") == 0)
        return SNAPSHOT_MEMORY_SOME;
    bool off = strcmp(state, "shutoff") == 0 || strcmp(state, "disk-snapshot") == 0;
    return off ? SNAPSHOT_MEMORY_NONE : SNAPSHOT_MEMORY_UNKNOWN;
}

static struct snapshot describe(struct arena *arena, virDomainSnapshotPtr handle) {
    char *text = virDomainSnapshotGetXMLDesc(handle, 0);
    const char *reason = // before the next call takes the message away
        text ? "its description does not tell" : arena_text(arena, virGetLastErrorMessage());
    xmlDocPtr document = xml_parse(text);
    xmlNodePtr root = xml_root(document);
    const char *parent = xml_text(xml_find(root, "parent/name"));
    struct snapshot snapshot = {
        .reason = reason,
        .name = arena_text(arena, virDomainSnapshotGetName(handle)),
        .parent = !root    ? NULL
                  : parent ? arena_text(arena, parent)
                           : "",
        .memory = memory_of(root),
    };
    snapshot.dated = number_read(xml_text(xml_child(root, "creationTime")), &snapshot.created);
    xmlFreeDoc(document);
    free(text);
    return snapshot;
}

static const struct snapshot *find(const struct snapshot *all, size_t count, const char *name) {
    for (size_t i = 0; name && i < count; i++) {
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    }
    return NULL;
}

// Walks from a snapshot to the first one. Returns NULL where an ancestor is unknown, or there are
// too many. The paths that it grows through are kept no longer.
static const char *path_of(struct arena *arena, const struct snapshots *snapshots,
                           const struct snapshot *snapshot) {
    struct arena *working = arena_new();
    const char *path = NULL, *whole = NULL;
    for (int steps = 0; snapshot && snapshot->parent && steps < LONGEST_SNAPSHOT_PATH; steps++) {
        path = snapshot_path(working, snapshot->name, path);
        if (*snapshot->parent == '\0') {
            whole = arena_text(arena, path);
            break;
        }
        snapshot = find(snapshots->all, snapshots->count, snapshot->parent);
    }
    arena_free(working);
    return whole;
}

static int compare_snapshots(const void *left, const void *right) {
    const struct snapshot *a = left, *b = right;
    int order = strcmp(a->path ? a->path : "", b->path ? b->path : "");
    return order != 0 ? order : strcmp(a->name, b->name);
}

static void collect_created(const struct subject *subject, const struct snapshot *snapshot) {
    char text[sizeof "9999-12-31T23:59:59Z"];
    struct tm parts;
    time_t moment = (time_t)snapshot->created;
    bool known = snapshot->dated && gmtime_r(&moment, &parts) &&
                 strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
    fact_text(subject, "created", known ? text : NULL, snapshot->reason);
}

static void collect_snapshot(const struct subject *list, const struct snapshots *snapshots,
                             const struct snapshot *snapshot) {
    struct subject subject = subject_element(list, snapshot->name);
    bool is_current = text_is(snapshots->current, snapshot->name);
    item_add_text(subject.item, "id", snapshot->name);
    item_add_text(subject.item, "name", snapshot->name);
    fact_text(&subject, "parent", snapshot->parent, snapshot->reason);
    fact_text(&subject, "path", snapshot->path, "a snapshot before it is not known");
    fact_bool(&subject, "current", snapshots->current != NULL, is_current,
              snapshots->current_reason);
    fact_bool(&subject, "memory", snapshot->memory != SNAPSHOT_MEMORY_UNKNOWN,
              snapshot->memory == SNAPSHOT_MEMORY_SOME, snapshot->reason);
    collect_created(&subject, snapshot);
}

static enum snapshot_memory any_memory(const struct snapshots *snapshots) {
    enum snapshot_memory result = SNAPSHOT_MEMORY_NONE;
    for (size_t i = 0; i < snapshots->count; i++) {
        if (snapshots->all[i].memory == SNAPSHOT_MEMORY_SOME)
            return SNAPSHOT_MEMORY_SOME;
        if (snapshots->all[i].memory == SNAPSHOT_MEMORY_UNKNOWN)
            result = SNAPSHOT_MEMORY_UNKNOWN;
    }
    return result;
}

enum snapshot_memory collect_snapshots(const struct subject *machine, struct snapshots *snapshots) {
    struct snapshot *all = snapshots->all;
    size_t count = snapshots->count;
    if (snapshots->reason) {
        fact_missing(machine, "snapshot", snapshots->reason);
        return SNAPSHOT_MEMORY_UNKNOWN;
    }
    struct subject list = subject_list(machine, "snapshot");
    for (size_t i = 0; i < count; i++)
        all[i].path = path_of(subject_arena(machine), snapshots, &all[i]);
    sort_array(all, count, sizeof *all, compare_snapshots);
    for (size_t i = 0; i < count; i++)
        collect_snapshot(&list, snapshots, &all[i]);
    return any_memory(snapshots);
}

// Keeps the name of the current snapshot, "" if there is none, or why it is unknown.
static void ask_current(struct snapshots *snapshots, virDomainPtr domain, struct arena *arena) {
    virDomainSnapshotPtr current = virDomainSnapshotCurrent(domain, 0);
    if (current) {
        snapshots->current = arena_text(arena, virDomainSnapshotGetName(current));
        virDomainSnapshotFree(current);
    } else if (virGetLastErrorCode() == VIR_ERR_NO_DOMAIN_SNAPSHOT) {
        snapshots->current = "";
    } else {
        snapshots->current_reason = arena_text(arena, virGetLastErrorMessage());
    }
}

void snapshots_ask(struct snapshots *snapshots, virDomainPtr domain, struct arena *arena) {
    virDomainSnapshotPtr *handles = NULL;
    int found = virDomainListAllSnapshots(domain, &handles, 0);
    if (found < 0)
        snapshots->reason = arena_text(arena, virGetLastErrorMessage());
    for (int i = 0; i < found; i++) {
        ARENA_PUSH(arena, snapshots->all, snapshots->count, snapshots->room) =
            describe(arena, handles[i]);
        virDomainSnapshotFree(handles[i]);
    }
    free(handles);
    if (found > 0)
        ask_current(snapshots, domain, arena);
}
