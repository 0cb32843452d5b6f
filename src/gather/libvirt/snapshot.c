// The snapshots of a machine, with the tree they form.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// One snapshot of a machine. All texts are owned; `parent` is "" for the first one and NULL where
// libvirt does not describe the snapshot.
struct snapshot {
    char *name, *parent, *path, *reason;
    enum snapshot_memory memory;
    bool dated;
    uint64_t created;
};

// A snapshot names what it did with memory; one that says nothing took it if the machine ran.
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

static void describe(struct snapshot *snapshot, virDomainSnapshotPtr handle) {
    char *text = virDomainSnapshotGetXMLDesc(handle, 0);
    xmlDocPtr document = xml_parse(text);
    xmlNodePtr root = xml_root(document);
    const char *parent = xml_text(xml_find(root, "parent/name"));
    snapshot->reason = string_copy(text ? "its description does not tell" : libvirt_reason());
    snapshot->name = string_copy(virDomainSnapshotGetName(handle));
    snapshot->parent = root ? string_copy(parent ? parent : "") : NULL;
    snapshot->memory = memory_of(root);
    snapshot->dated = number_read(xml_text(xml_child(root, "creationTime")), &snapshot->created);
    xmlFreeDoc(document);
    free(text);
}

static struct snapshot *find(struct snapshot *all, size_t count, const char *name) {
    for (size_t i = 0; name && i < count; i++) {
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    }
    return NULL;
}

// Returns NAME with each / written \/, so that a joined path can be taken apart again.
static char *escaped(const char *name) {
    char *text = memory_new(2 * strlen(name) + 1), *out = text;
    for (; *name; name++) {
        if (*name == '/')
            *out++ = '\\';
        *out++ = *name;
    }
    return text;
}

// Walks from a snapshot to the first one; a tree of COUNT snapshots has no longer way. Returns NULL
// where an ancestor is not known.
static char *path_of(struct snapshot *all, size_t count, struct snapshot *snapshot) {
    char *path = escaped(snapshot->name);
    for (size_t steps = 0; snapshot->parent && *snapshot->parent; steps++) {
        struct snapshot *parent = find(all, count, snapshot->parent);
        if (!parent || steps == count) {
            free(path);
            return NULL;
        }
        char *name = escaped(parent->name), *longer = string_format("%s/%s", name, path);
        free(name);
        free(path);
        path = longer;
        snapshot = parent;
    }
    if (snapshot->parent)
        return path;
    free(path);
    return NULL;
}

static int compare_snapshots(const void *left, const void *right) {
    const struct snapshot *a = left, *b = right;
    int order = strcmp(a->path ? a->path : "", b->path ? b->path : "");
    return order != 0 ? order : strcmp(a->name, b->name);
}

static void collect_created(struct subject *subject, const struct snapshot *snapshot) {
    char text[sizeof "9999-12-31T23:59:59Z"];
    struct tm parts;
    time_t moment = (time_t)snapshot->created;
    bool told = snapshot->dated && gmtime_r(&moment, &parts) &&
                strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
    fact_text(subject, "created", told ? text : NULL, snapshot->reason);
}

static void collect_snapshot(struct subject *machine, cJSON *list, const struct snapshot *snapshot,
                             const char *current, const char *current_reason) {
    struct subject subject = subject_element(machine, list, "snapshot", snapshot->name);
    bool is_current = current && strcmp(current, snapshot->name) == 0;
    json_add_text(subject.object, "id", snapshot->name);
    json_add_text(subject.object, "name", snapshot->name);
    fact_text(&subject, "parent", snapshot->parent, snapshot->reason);
    fact_text(&subject, "path", snapshot->path, "a snapshot before it is not known");
    fact_bool(&subject, "current", current != NULL, is_current, current_reason);
    fact_bool(&subject, "memory", snapshot->memory != SNAPSHOT_MEMORY_UNKNOWN,
              snapshot->memory == SNAPSHOT_MEMORY_SOME, snapshot->reason);
    collect_created(&subject, snapshot);
    subject_clear(&subject);
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

enum snapshot_memory collect_snapshots(struct subject *machine, struct snapshots *snapshots) {
    struct snapshot *all = snapshots->all;
    size_t count = snapshots->count;
    if (snapshots->reason) {
        fact_missing(machine, "snapshot", snapshots->reason);
        return SNAPSHOT_MEMORY_UNKNOWN;
    }
    cJSON *list = json_add_list(machine->object, "snapshot");
    for (size_t i = 0; i < count; i++)
        all[i].path = path_of(all, count, &all[i]);
    table_sort(all, count, sizeof *all, compare_snapshots);
    for (size_t i = 0; i < count; i++)
        collect_snapshot(machine, list, &all[i], snapshots->current, snapshots->current_reason);
    return any_memory(snapshots);
}

// Keeps the name of the current snapshot, "" if there is none, or why it is not known.
static void ask_current(struct snapshots *snapshots, virDomainPtr domain) {
    virDomainSnapshotPtr current = virDomainSnapshotCurrent(domain, 0);
    if (current) {
        snapshots->current = string_copy(virDomainSnapshotGetName(current));
        virDomainSnapshotFree(current);
    } else if (virGetLastErrorCode() == VIR_ERR_NO_DOMAIN_SNAPSHOT) {
        snapshots->current = string_copy("");
    } else {
        snapshots->current_reason = string_copy(libvirt_reason());
    }
}

void snapshots_ask(struct snapshots *snapshots, virDomainPtr domain) {
    virDomainSnapshotPtr *handles = NULL;
    int found = virDomainListAllSnapshots(domain, &handles, 0);
    if (found < 0)
        snapshots->reason = string_copy(libvirt_reason());
    for (int i = 0; i < found; i++) {
        snapshots->all = table_add(snapshots->all, &snapshots->count, sizeof *snapshots->all);
        describe(&snapshots->all[snapshots->count - 1], handles[i]);
        virDomainSnapshotFree(handles[i]);
    }
    free(handles);
    if (found > 0)
        ask_current(snapshots, domain);
}

void snapshots_clear(struct snapshots *snapshots) {
    for (size_t i = 0; i < snapshots->count; i++) {
        free(snapshots->all[i].name);
        free(snapshots->all[i].parent);
        free(snapshots->all[i].path);
        free(snapshots->all[i].reason);
    }
    free(snapshots->all);
    free(snapshots->reason);
    free(snapshots->current);
    free(snapshots->current_reason);
}
