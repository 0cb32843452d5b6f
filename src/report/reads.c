// What rules read: walking their expressions.
#include "report/reads.h"

#include <string.h>

#include "base/sort.h"

struct reads reads_new(struct arena *arena, const struct program *program,
                       const struct policy *policy) {
    const struct model *model = program->model;
    return (struct reads){
        .arena = arena,
        .program = program,
        .policy = policy,
        .columns = ARENA_ARRAY(arena, bool, model->column_count),
        .spaces = ARENA_ARRAY(arena, bool, model->space_count),
        .params = ARENA_ARRAY(arena, bool, policy->param_count),
        .defines.arena = arena,
    };
}

// Where expressions are read: in a rule, or in the body of a define that is called from elsewhere.
struct reading {
    struct reads *reads;
    const struct rule *rule; // NULL in a define
    const struct expr *call; // NULL in a rule
    const struct reading *caller;
};

// ---- keys of answers ----

// What a slot holds where that is an expression: an argument of the call, or a let; else NULL.
// *where becomes the place in which that is read.
static const struct expr *slot_value(const struct reading **where, uint32_t slot) {
    const struct reading *here = *where;
    if (here->call != NULL) {
        *where = here->caller;
        return slot < here->call->count ? here->call->items[slot] : NULL;
    }
    const struct rule *rule = here->rule;
    for (uint32_t i = 0; i < rule->let_count; i++)
        if (rule->lets[i].slot == slot)
            return rule->lets[i].value;
    for (uint32_t i = 0; i < rule->loop_count; i++)
        for (uint32_t j = 0; j < rule->loops[i].let_count; j++)
            if (rule->loops[i].lets[j].slot == slot)
                return rule->loops[i].lets[j].value;
    return NULL;
}

// A key in the making. Lets and parameters that use each other twice would make it twice as long
// from one to the next, and no answer has such a key: the rest is left out.
struct key {
    struct text text;
    uint32_t parts;
};
enum { KEY_MOST = 4096, KEY_PARTS = 1000 };

static void add_key(const struct reading *where, struct key *key, const struct expr *expr) {
    const struct expr *value = NULL;
    if (key->text.size > KEY_MOST || key->parts++ > KEY_PARTS)
        return;
    if (expr->kind == EXPR_SLOT)
        value = slot_value(&where, expr->index);
    if (value != NULL) {
        add_key(where, key, value);
    } else if (expr->kind == EXPR_CONSTANT && expr->text != NULL) {
        text_add(&key->text, expr->text);
    } else if (expr->kind == EXPR_TEMPLATE ||
               (expr->kind == EXPR_APPLY && expr->op == BUILTIN_CONCAT)) {
        for (uint32_t i = 0; i < expr->count; i++)
            add_key(where, key, expr->items[i]);
    } else {
        struct reads *reads = where->reads;
        text_addf(&key->text, "{%s}",
                  sources_excerpt(reads->program->sources, expr->node->span, reads->arena));
    }
}

struct sought_answer {
    const struct reads *reads;
    const char *key;
};

static bool is_sought(const void *wanted, uint32_t number) {
    const struct sought_answer *sought = wanted;
    return strcmp(sought->reads->answers[number], sought->key) == 0;
}

static struct hash_slot *answer_slot(const struct reads *reads, const char *key, uint32_t hash) {
    return hash_find(&reads->answer_table, hash, is_sought, &(struct sought_answer){reads, key});
}

static uint32_t hash_of(const char *key) {
    return hash_bytes(NULL, key, strlen(key));
}

size_t reads_answer(const struct reads *reads, const char *key) {
    return answer_slot(reads, key, hash_of(key))->link - 1;
}

static void take_answer(struct reads *reads, const char *key) {
    uint32_t hash = hash_of(key);
    hash_reserve(&reads->answer_table, reads->arena, reads->answer_count + 1);
    struct hash_slot *slot = answer_slot(reads, key, hash);
    if (slot->link != 0)
        return;
    hash_take(&reads->answer_table, reads->arena, slot, hash, (uint32_t)reads->answer_count);
    ARENA_PUSH(reads->arena, reads->answers, reads->answer_count, reads->answer_room) =
        arena_text(reads->arena, key);
}

static void add_answer(const struct reading *here, const struct expr *key) {
    struct key made = {0};
    here->reads->asked++;
    add_key(here, &made, key);
    take_answer(here->reads, text_data(&made.text));
    text_clear(&made.text);
}

// ---- walking ----

static void read_space(struct reads *reads, const struct space_def *space) {
    if (space != NULL)
        reads->spaces[space->id] = true;
}

static void read_call(const struct reading *here, const struct expr *call);

// As deep as the checker allows.
static void read_expr(void *state, const struct expr *expr) {
    const struct reading *here = state;
    struct reads *reads = here->reads;
    if (expr->kind == EXPR_COLUMN)
        reads->columns[expr->column->id] = true;
    if (expr->kind == EXPR_PARAM && expr->index < reads->policy->param_count)
        reads->params[expr->index] = true;
    if (expr->kind == EXPR_LOOKUP) {
        read_space(reads, expr->space);
        if (expr->space == reads->program->model->purposes[PURPOSE_ANSWERS].space)
            add_answer(here, expr->items[1]);
    }
    for (uint32_t i = 0; expr->sequence != NULL && i < expr->sequence->loop_count; i++)
        read_space(reads, expr->sequence->loops[i].space);
    expr_each_child(expr, read_expr, state);
    if (expr->kind == EXPR_CALL)
        read_call(here, expr);
}

// A define reads the same at each use, but for the keys of answers that are made of its parameters.
static void read_call(const struct reading *here, const struct expr *call) {
    struct reads *reads = here->reads;
    const struct number_key define = {{key_pointer(call->function)}};
    if (numbered_has(&reads->defines, define))
        return;
    uint64_t before = reads->asked;
    read_expr(&(struct reading){reads, NULL, call, here}, call->function->body);
    if (reads->asked == before || call->count == 0)
        numbered_add(&reads->defines, define);
}

static void read_any(struct reading *here, const struct expr *expr) {
    if (expr != NULL)
        read_expr(here, expr);
}

static void read_lets(struct reading *here, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        read_expr(here, lets[i].value);
}

static void read_loop(struct reading *here, const struct loop *loop) {
    read_space(here->reads, loop->space);
    read_any(here, loop->parent);
    read_any(here, loop->values);
    read_any(here, loop->guard);
    read_lets(here, loop->lets, loop->let_count);
}

void reads_add_rule(struct reads *reads, const struct rule *rule) {
    struct reading here = {reads, rule, NULL, NULL};
    read_any(&here, rule->when);
    read_lets(&here, rule->lets, rule->let_count);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        read_loop(&here, &rule->loops[i]);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        read_expr(&here, rule->requirements[i].condition);
}

// ---- the facts ----

static bool lies_in(const struct space_def *inner, const struct space_def *outer) {
    while (inner != NULL && inner != outer)
        inner = inner->parent;
    return inner != NULL;
}

// Whether something in a list is read, which says that the list is.
static bool is_implied(const struct reads *reads, const struct space_def *space) {
    const struct model *model = reads->program->model;
    for (uint32_t i = 0; i < model->column_count; i++)
        if (reads->columns[i] && lies_in(model->columns[i]->space, space))
            return true;
    for (uint32_t i = 0; i < model->space_count; i++)
        if (reads->spaces[i] && model->spaces[i] != space && lies_in(model->spaces[i], space))
            return true;
    return false;
}

static struct read_fact list_fact(const struct space_def *space) {
    return (struct read_fact){space->path, space->field->type, space->field, space};
}

static struct read_fact column_fact(const struct reads *reads, const struct column_def *column) {
    const struct space_def *space = column->space;
    if (space->parent == NULL)
        return (struct read_fact){column->path, column->type, column->field, space};
    if (space->shape == NULL)
        return list_fact(space);
    return (struct read_fact){arena_printf(reads->arena, "%s.%s", space->path, column->path),
                              column->type, column->field, space};
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct read_fact *)a)->path, ((const struct read_fact *)b)->path);
}

struct read_facts reads_facts(const struct reads *reads) {
    const struct model *model = reads->program->model;
    struct read_facts facts = {0};
    for (uint32_t i = 0; i < model->column_count; i++)
        if (reads->columns[i])
            ARENA_PUSH(reads->arena, facts.items, facts.count, facts.room) =
                column_fact(reads, model->columns[i]);
    for (uint32_t i = 1; i < model->space_count; i++)
        if (reads->spaces[i] && !is_implied(reads, model->spaces[i]))
            ARENA_PUSH(reads->arena, facts.items, facts.count, facts.room) =
                list_fact(model->spaces[i]);
    sort_array(facts.items, facts.count, sizeof *facts.items, by_path);
    return facts;
}
