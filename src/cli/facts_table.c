// Columns from checked paths, rows from the lists that nest in each other.
#include "cli/facts_table.h"

#include <string.h>

static bool has_plain_loops(const struct sequence *sequence) {
    for (uint32_t i = 0; sequence != NULL && i < sequence->loop_count; i++)
        if (sequence->loops[i].space == NULL || sequence->loops[i].guard != NULL)
            return false;
    return true;
}

static bool is_path(enum expr_kind kind) {
    switch (kind) {
    case EXPR_ROOT:
    case EXPR_SLOT:
    case EXPR_COLUMN:
    case EXPR_SEQUENCE:
        return true;
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_LOOKUP:
    case EXPR_APPLY:
    case EXPR_IF:
    case EXPR_DEFAULT:
    case EXPR_KNOWN:
    case EXPR_CALL:
    case EXPR_ITEMS:
    case EXPR_FOLD:
    case EXPR_TEMPLATE:
        break;
    }
    return false;
}

// Whether an expression is names and fields, nothing else. As deep as the checker allows.
static void check_plain(void *state, const struct expr *expr) {
    bool *plain = state;
    *plain = *plain && is_path(expr->kind) && has_plain_loops(expr->sequence);
    if (*plain)
        expr_each_child(expr, check_plain, plain);
}

static bool is_plain(const struct expr *expr) {
    bool plain = true;
    check_plain(&plain, expr);
    return plain;
}

static bool is_below(const struct space_def *space, const struct space_def *above) {
    while (space != NULL && space != above)
        space = space->parent;
    return space != NULL;
}

static bool enter(struct facts_table *table, const struct space_def *space) {
    if (table->space == NULL || is_below(space, table->space))
        table->space = space;
    return is_below(table->space, space);
}

static bool has_column(const struct facts_table *table, const struct column_def *column) {
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i] == column)
            return true;
    return false;
}

static void add_column(struct facts_table *table, const struct column_def *column) {
    if (!has_column(table, column))
        ARENA_PUSH(table->arena, table->columns, table->count, table->room) = column;
}

// The facts of a record, those of records in it too, but no lists. As deep as the model.
static void add_shape(struct facts_table *table, const struct shape *shape) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        if (member->kind == MEMBER_COLUMN)
            add_column(table, member->column);
        else if (member->kind == MEMBER_NESTED)
            add_shape(table, member->nested);
    }
}

bool facts_table_add(struct facts_table *table, const struct expr *expr,
                     const struct space_def **beside) {
    *beside = NULL;
    if (!is_plain(expr))
        return false;
    const struct space_def *space = NULL;
    const struct expr *last = expr;
    if (expr->kind == EXPR_SEQUENCE) {
        last = expr->sequence->element;
        space = expr->sequence->loops[expr->sequence->loop_count - 1].space;
    }
    const struct shape *shape = last->type.kind == TYPE_RECORD ? last->type.shape : NULL;
    const struct column_def *column = last->kind == EXPR_COLUMN ? last->column
                                      : shape == NULL           ? space->columns[0]
                                                                : NULL;
    space = shape != NULL ? shape->space : column->space;
    if (!enter(table, space)) {
        *beside = space;
        return false;
    }
    if (shape != NULL)
        add_shape(table, shape);
    else
        add_column(table, column);
    return true;
}

static void make_chain(struct facts_table *table) {
    for (const struct space_def *at = table->space; at->parent != NULL; at = at->parent)
        table->depth++;
    table->chain = ARENA_ARRAY(table->arena, const struct space_def *, table->depth);
    uint32_t i = table->depth;
    for (const struct space_def *at = table->space; at->parent != NULL; at = at->parent)
        table->chain[--i] = at;
}

void facts_table_begin(struct facts_table *table) {
    const struct column_def **asked = table->columns;
    size_t count = table->count;
    struct facts_table keys = {.arena = table->arena};
    make_chain(table);
    for (uint32_t i = 0; i < table->depth; i++)
        if (table->chain[i]->key != NULL && !has_column(table, table->chain[i]->key))
            add_column(&keys, table->chain[i]->key);
    for (size_t i = 0; i < count; i++)
        add_column(&keys, asked[i]);
    table->columns = keys.columns;
    table->count = keys.count;
}

const char *facts_table_name(const struct facts_table *table, size_t column) {
    const struct column_def *def = table->columns[column];
    if (def->space->shape == NULL && def->space->parent != NULL)
        return def->space->path;
    return arena_printf(table->arena, "%s%s%s", def->space->path,
                        def->space->parent != NULL ? "." : "", def->path);
}

// ---- rows ----

struct walk {
    const struct facts_table *table;
    const struct store *store;
    void (*take)(void *state, const uint32_t *rows);
    void *state;
    uint32_t *levels; // the row of each space of the chain
    uint32_t *rows;   // of each column
};

static uint32_t row_of(const struct walk *walk, const struct column_def *column) {
    for (uint32_t i = 0; i < walk->table->depth; i++)
        if (walk->table->chain[i] == column->space)
            return walk->levels[i];
    return 0;
}

static void take_row(const struct walk *walk) {
    for (size_t i = 0; i < walk->table->count; i++)
        walk->rows[i] = row_of(walk, walk->table->columns[i]);
    walk->take(walk->state, walk->rows);
}

// As deep as the model. An unknown list gets one row, which says so.
static void walk_level(const struct walk *walk, uint32_t level, uint32_t parent) {
    if (level == walk->table->depth) {
        take_row(walk);
        return;
    }
    const struct space *space = &walk->store->spaces[walk->table->chain[level]->id];
    if (parent == TABLE_ABSENT || !bit_get(space->present, parent)) {
        walk->levels[level] = TABLE_ABSENT;
        walk_level(walk, level + 1, TABLE_ABSENT);
        return;
    }
    for (uint32_t row = space->offsets[parent]; row < space->offsets[parent + 1]; row++) {
        walk->levels[level] = row;
        walk_level(walk, level + 1, row);
    }
}

void facts_table_rows(const struct facts_table *table, const struct store *store,
                      void (*take)(void *state, const uint32_t *rows), void *state) {
    struct walk walk = {table, store, take, state, NULL, NULL};
    walk.levels = ARENA_ARRAY(table->arena, uint32_t, table->depth);
    walk.rows = ARENA_ARRAY(table->arena, uint32_t, table->count);
    walk_level(&walk, 0, 0);
}
