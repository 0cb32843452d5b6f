// The reasons that sources gave for leaving facts out, found by the facts that they cover.
#include "finding/reasons.h"

#include <string.h>

#include "facts/column.h"
#include "finding/verdict.h"
#include "lang/fact_index.h"

struct fact_reasons {
    struct run *run;
    bool read;
    struct fact_index index;
};

// Where the facts say why others are missing; its space is NULL where the model has no such list.
static const struct purpose_list *purpose(const struct model *model) {
    return &model->purposes[PURPOSE_REASONS];
}

void findings_want_reasons(struct program *program) {
    const struct purpose_list *list = purpose(program->model);
    if (list->space == NULL)
        return;
    wanted_column(program->wanted, list->parts[REASONS_FACT]);
    wanted_column(program->wanted, list->parts[REASONS_REASON]);
}

struct fact_reasons *reasons_new(struct run *run) {
    struct fact_reasons *reasons = ARENA_NEW(run->arena, struct fact_reasons);
    reasons->run = run;
    return reasons;
}

static const char *text_at(const struct run *run, const struct column *column, uint32_t row) {
    return column_known(column, row) ? run_text(run, column_text(column, row)) : NULL;
}

// A text that is no path covers nothing.
static void add(struct fact_reasons *reasons, const char *fact, const char *reason) {
    struct fact_path path;
    size_t wrong;
    if (fact != NULL && reason != NULL && fact_path_parse(fact, reasons->run->arena, &path, &wrong))
        fact_index_add(&reasons->index, reasons->run->arena, path, reason);
}

static void read_reasons(struct fact_reasons *reasons) {
    const struct store *store = reasons->run->store;
    const struct purpose_list *list = purpose(store->model);
    const struct space *space = list->space != NULL ? &store->spaces[list->space->id] : NULL;
    if (space == NULL || space->columns == NULL)
        return;
    const struct column *fact = store_column(store, list->parts[REASONS_FACT]);
    const struct column *reason = store_column(store, list->parts[REASONS_REASON]);
    for (uint32_t row = 0; row < space->rows; row++)
        add(reasons, text_at(reasons->run, fact, row), text_at(reasons->run, reason, row));
    fact_index_seal(&reasons->index);
}

// host["hv01"].memory for source.memory, where source is that host.
static struct fact_path in_list(const struct picked *picked, const struct fact_path *fact,
                                struct arena *arena) {
    struct fact_path path = {0};
    fact_path_add_name(&path, arena, picked->list);
    fact_path_add_key(&path, arena, picked->key);
    fact_path_join(&path, arena, fact, 1);
    return path;
}

static const char *find_picked(const struct fact_reasons *reasons, const struct fact_path *fact,
                               struct arena *arena) {
    const struct store *store = reasons->run->store;
    const char *reason = fact_index_find(&reasons->index, fact);
    for (size_t i = 0; reason == NULL && i < store->picked_count; i++) {
        struct fact_path path;
        if (strcmp(fact->steps[0].text, store->picked[i].root) != 0)
            continue;
        path = in_list(&store->picked[i], fact, arena);
        reason = fact_index_find(&reasons->index, &path);
    }
    return reason;
}

const char *reasons_find(struct fact_reasons *reasons, const struct space_def *space,
                         const struct fact_path *fact, struct arena *arena) {
    if (!reasons->read)
        read_reasons(reasons);
    reasons->read = true;
    if (fact_index_is_empty(&reasons->index))
        return NULL;
    const char *reason = find_picked(reasons, fact, arena);
    while (space->parent != NULL && space->parent->parent != NULL)
        space = space->parent;
    if (reason != NULL || space->fallback == NULL || strcmp(fact->steps[0].text, space->path) != 0)
        return reason;
    struct fact_path other = {0};
    fact_path_add_name(&other, arena, space->fallback->path);
    fact_path_join(&other, arena, fact, 1);
    return find_picked(reasons, &other, arena);
}
