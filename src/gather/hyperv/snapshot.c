// The checkpoints of a machine, with the tree they form, and whether a saved state exists.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool same(const char *left, const char *right) {
    return left != NULL && right != NULL && strcasecmp(left, right) == 0;
}

static bool is_saved(const char *state) {
    return same(state, "Saved") || same(state, "FastSaved") || same(state, "SavedCritical") ||
           same(state, "FastSavedCritical");
}

// What is on its way from or to a saved state, hibernated, or not known may have one.
static bool is_unsaved(const char *state) {
    static const char *const names[] = {"Running",         "Off",         "Paused",
                                        "Pausing",         "Stopping",    "Reset",
                                        "RunningCritical", "OffCritical", "PausedCritical"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same(state, names[i]))
            return true;
    return false;
}

static const struct row *find(const struct rows *rows, const char *id) {
    for (size_t i = 0; i < rows->count; i++)
        if (same(field_text(&rows->first[i], "Id"), id))
            return &rows->first[i];
    return NULL;
}

// The checkpoint before a checkpoint or a machine: "" for none, which is null or all zeros; NULL
// where the property is not there, which tells nothing.
static const char *parent_of(const struct row *row) {
    const char *id = field_text(row, "ParentSnapshotId");
    if (id == NULL)
        return document_member(row->object, "ParentSnapshotId") != NULL ? "" : NULL;
    return strspn(id, "0-") == strlen(id) ? "" : id;
}

static const char *escaped(struct arena *arena, const char *name) {
    char *text = arena_alloc(arena, 2 * strlen(name) + 1), *out = text;
    for (; *name != '\0'; name++) {
        if (*name == '/')
            *out++ = '\\';
        *out++ = *name;
    }
    *out = '\0';
    return text;
}

// The names from the first checkpoint to this one, or NULL where one before it is not told.
static const char *path_of(struct arena *arena, const struct rows *rows, const struct row *row) {
    const char *path = NULL;
    for (size_t steps = 0; steps <= rows->count; steps++) {
        const char *name = row ? field_text(row, "Name") : NULL;
        if (name == NULL)
            return NULL;
        path =
            path ? arena_printf(arena, "%s/%s", escaped(arena, name), path) : escaped(arena, name);
        const char *parent = parent_of(row);
        if (parent == NULL || *parent == '\0')
            return parent != NULL ? path : NULL;
        row = find(rows, parent);
    }
    return NULL;
}

// Whether a saved state exists, as far as the checkpoints tell.
struct memories {
    bool some, unknown;
};

static void add_memory(struct subject *snapshot, const struct row *row, struct memories *memories) {
    const char *state = field_enum(row, "State", enum_state);
    bool memory = is_saved(state), none = same(state, "Off");
    fact_bool(snapshot, "memory", memory || none, memory,
              "Get-VMSnapshot did not tell whether the checkpoint holds a running machine");
    memories->some = memories->some || memory;
    memories->unknown = memories->unknown || !(memory || none);
}

static void add_snapshot(const struct export *export, struct subject *machine, cJSON *list,
                         const struct rows *rows, const struct row *row, const char *current,
                         struct memories *memories) {
    const char *id = field_text(row, "Id"), *parent = parent_of(row);
    if (id == NULL) {
        document_wrong(row->document, row->object, "a checkpoint needs Id");
        return;
    }
    struct subject snapshot = subject_element(machine, list, "snapshot", id);
    json_add_text(snapshot.object, "id", id);
    import_text(export, &snapshot, "name", row, GET_VM_SNAPSHOT, "Name");
    fact_text(&snapshot, "parent", parent,
              export_reason(export, GET_VM_SNAPSHOT, "ParentSnapshotId"));
    fact_text(&snapshot, "path", path_of(export->arena, rows, row),
              "a checkpoint before this one is not told");
    fact_bool(&snapshot, "current", current != NULL, same(current, id),
              export_reason(export, GET_VM, "ParentSnapshotId"));
    add_memory(&snapshot, row, memories);
    const char *created = field_time(row, "CreationTime");
    fact_text(&snapshot, "created", created,
              export_reason(export, GET_VM_SNAPSHOT, "CreationTime with a zone"));
    subject_clear(&snapshot);
}

static void warn_of_equal_names(const struct export *export, const struct subject *machine,
                                const struct rows *rows) {
    for (size_t i = 0; i < rows->count; i++)
        for (size_t j = 0; j < i; j++)
            if (same(field_text(&rows->first[i], "Name"), field_text(&rows->first[j], "Name"))) {
                problem_warn(export->problem, machine->path, "several checkpoints are named %s",
                             field_text(&rows->first[i], "Name"));
                return;
            }
}

void hyperv_snapshots(const struct export *export, struct subject *machine, const struct row *row,
                      const char *id) {
    struct rows rows = {0};
    struct memories memories = {false, false};
    const char *reason = "neither the state nor the checkpoints tell", *state, *current;
    bool told = export_rows(export, GET_VM_SNAPSHOT, id, &rows, &reason);
    current = parent_of(row);
    if (told) {
        cJSON *list = json_add_list(machine->object, "snapshot");
        for (size_t i = 0; i < rows.count; i++)
            add_snapshot(export, machine, list, &rows, &rows.first[i], current, &memories);
        warn_of_equal_names(export, machine, &rows);
    } else {
        fact_missing(machine, "snapshot", reason);
    }
    state = field_enum(row, "State", enum_state);
    bool saved = is_saved(state) || memories.some;
    fact_bool(machine, "saved_state", saved || (is_unsaved(state) && told && !memories.unknown),
              saved, reason);
}
