// The checkpoints of a machine, with the tree they form, and whether a saved state exists.
#include "config.h"

#include "gather/hyperv/import.h"
#include "gather/snapshot_path.h"

#include <string.h>

static bool is_saved(const char *state) {
    return same_name(state, "Saved") || same_name(state, "FastSaved") ||
           same_name(state, "SavedCritical") || same_name(state, "FastSavedCritical");
}

// A machine that is being saved or restored, is hibernated, or whose state is unknown may have a
// saved state.
static bool is_unsaved(const char *state) {
    static const char *const names[] = {"Running",         "Off",         "Paused",
                                        "Pausing",         "Stopping",    "Reset",
                                        "RunningCritical", "OffCritical", "PausedCritical"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same_name(state, names[i]))
            return true;
    return false;
}

// The checkpoint before a checkpoint or a machine: "" for none, which is null or all zeros; NULL
// where the property is missing, so that it is unknown.
static const char *parent_of(const struct row *row) {
    const char *id = field_text(row, "ParentSnapshotId");
    if (id == NULL)
        return tokens_member(row->object, "ParentSnapshotId") != NULL ? "" : NULL;
    return strspn(id, "0-") == strlen(id) ? "" : id;
}

// The names from the first checkpoint to this one, or NULL where one before it is unknown. The
// paths that it grows through are kept no longer.
static const char *path_of(struct arena *arena, const struct rows *rows, const struct row *row) {
    struct arena *working = arena_new();
    const char *path = NULL, *whole = NULL;
    for (int steps = 0; row != NULL && steps < LONGEST_SNAPSHOT_PATH; steps++) {
        const char *name = field_text(row, "Name"), *parent = parent_of(row);
        if (name == NULL || parent == NULL)
            break;
        path = snapshot_path(working, name, path);
        if (*parent == '\0') {
            whole = arena_text(arena, path);
            break;
        }
        row = import_find(rows, "Id", parent);
    }
    arena_free(working);
    return whole;
}

// The checkpoints of a machine while they are added: `current` is the one before the machine, as
// parent_of returns it. `some`: a checkpoint has a saved state; `unknown`: one may have.
struct checkpoints {
    const struct machine *machine;
    struct subject list;
    struct rows rows;
    const char *current;
    bool some, unknown;
};

static void add_memory(struct checkpoints *all, const struct subject *snapshot,
                       const struct row *row) {
    const char *state = field_enum(row, "State", enum_state);
    bool memory = is_saved(state), none = same_name(state, "Off");
    fact_bool(snapshot, "memory", memory || none, memory,
              "Get-VMSnapshot did not tell whether the checkpoint holds a running machine");
    all->some = all->some || memory;
    all->unknown = all->unknown || !(memory || none);
}

static void add_snapshot(struct checkpoints *all, const struct row *row) {
    const char *id = field_text(row, "Id"), *current = all->current;
    if (id == NULL) {
        document_wrong(row->document, row->object, "a checkpoint needs Id");
        return;
    }
    struct subject snapshot = subject_element(&all->list, id);
    item_add_text(snapshot.item, "id", id);
    import_text(&snapshot, "name", row, "Name");
    fact_text(&snapshot, "parent", parent_of(row), field_reason(row, "ParentSnapshotId"));
    fact_text(&snapshot, "path", path_of(row->arena, &all->rows, row),
              "a checkpoint before this one is unknown");
    fact_bool(&snapshot, "current", current != NULL, same_name(current, id),
              field_reason(all->machine->row, "ParentSnapshotId"));
    add_memory(all, &snapshot, row);
    bool automatic = false, known = field_bool(row, "IsAutomaticCheckpoint", &automatic);
    // They came with Windows Server 2019.
    known = known || release_before(all->machine->export, "10.0.17763");
    fact_text(&snapshot, "type", import_name(row, "SnapshotType", enum_snapshot),
              field_reason(row, "SnapshotType"));
    fact_bool(&snapshot, "automatic", known, automatic, field_reason(row, "IsAutomaticCheckpoint"));
    import_quantity(&snapshot, "size", row, "SizeOfSystemFiles", &scale_bytes);
    fact_text(&snapshot, "created", field_time(row, "CreationTime"),
              field_reason(row, "CreationTime with a zone"));
}

static void warn_of_equal_names(const struct checkpoints *all) {
    const struct rows *rows = &all->rows;
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = field_text(&rows->first[i], "Name");
        const struct rows before = {rows->first, i};
        if (import_find(&before, "Name", name) == NULL)
            continue;
        diagnostic_fact(all->machine->export->warnings, CODE_UNCLEAR_EXPORT, DIAGNOSTIC_WARNING,
                        all->machine->subject.path, NULL, "several checkpoints are named %s", name);
        return;
    }
}

void hyperv_snapshots(const struct machine *machine) {
    const char *reason = "neither the state nor the checkpoints tell";
    struct checkpoints all = {.machine = machine, .current = parent_of(machine->row)};
    bool known = export_rows(machine->export, GET_VM_SNAPSHOT, machine->id, &all.rows, &reason);
    if (known) {
        all.list = subject_list(&machine->subject, "snapshot");
        for (size_t i = 0; i < all.rows.count; i++)
            add_snapshot(&all, &all.rows.first[i]);
        warn_of_equal_names(&all);
    } else {
        fact_missing(&machine->subject, "snapshot", reason);
    }
    const char *state = field_enum(machine->row, "State", enum_state);
    bool saved = is_saved(state) || all.some;
    fact_bool(&machine->subject, "saved_state",
              saved || (is_unsaved(state) && known && !all.unknown), saved, reason);
}
