// The elements of root lists that a failing verdict looked up, wherever a policy computes the keys.
#include "base/hash.h"
#include "eval/evaluate.h"
#include "eval/locate.h"
#include "finding/evidence.h"

static bool is_root_list(const struct space_def *space) {
    return space->parent != NULL && space->parent->parent == NULL;
}

// Distinct paths in the order they are found, in the arena.
struct path_list {
    struct arena *arena;
    struct consulted_fact *facts;
    size_t count, room;
    struct hash table;
};

struct sought {
    const struct path_list *list;
    const struct fact_path *path;
};

static bool is_sought(const void *wanted, uint32_t number) {
    const struct sought *sought = wanted;
    return fact_path_compare(&sought->list->facts[number].path, sought->path) == 0;
}

static void add(struct path_list *list, const struct fact_path *path) {
    uint32_t hash = fact_path_hash(path);
    hash_reserve(&list->table, list->arena, 1);
    struct hash_slot *slot = hash_find(&list->table, hash, is_sought, &(struct sought){list, path});
    if (slot->link != 0 || list->count == MISSING_LIMIT)
        return;
    hash_take(&list->table, list->arena, slot, hash, (uint32_t)list->count);
    ARENA_PUSH(list->arena, list->facts, list->count, list->room) =
        (struct consulted_fact){fact_path_copy(path, list->arena), NULL};
}

static void collect(struct path_list *list, struct env *env, const struct expr *expr);

static void collect_lookup(struct path_list *list, struct env *env, const struct expr *expr) {
    struct vector key = evaluate(env, expr->items[1]);
    if (!is_root_list(expr->space) || !bit_get(key.valid, 0))
        return;
    struct fact_path path = {0};
    fact_path_add_name(&path, env->arena, expr->space->path);
    locate_add_key(&path, env->run, &expr->items[1]->type, &key, 0, env->arena);
    add(list, &path);
}

// What an argument looked up is found at the first use of the parameter.
static void collect_source(struct path_list *list, struct env *env, const struct expr *source) {
    if (memo_find(env, MEMO_CONSULTED, source) != NULL)
        return;
    memo_add(env, MEMO_CONSULTED, source, source);
    collect(list, env, source);
}

static void collect_slot(struct path_list *list, struct env *env, const struct expr *expr) {
    struct env *holder;
    const struct binding *binding = env_find(env, expr->index, &holder);
    const struct loop *loop = binding->loop;
    if (loop != NULL && loop->space != NULL && is_root_list(loop->space)) {
        struct fact_path path =
            locate_row(env->run, loop->space, binding_position(binding, 0), env->arena);
        add(list, &path);
    }
    if (loop == NULL)
        collect_source(list, env_of_source(env, holder), binding->source);
}

// The branch that was taken, and what decided it.
static void collect_if(struct path_list *list, struct env *env, const struct expr *expr) {
    struct vector condition = evaluate(env, expr->items[0]);
    collect(list, env, expr->items[0]);
    if (bit_get(condition.valid, 0))
        collect(list, env, expr->items[bit_get(condition.at.bits, 0) ? 1 : 2]);
}

static void collect_default(struct path_list *list, struct env *env, const struct expr *expr) {
    struct vector first = evaluate(env, expr->items[0]);
    collect(list, env, expr->items[0]);
    if (!bit_get(first.valid, 0))
        collect(list, env, expr->items[1]);
}

static void collect_call(struct path_list *list, struct env *env, const struct expr *expr) {
    struct env *body = call_begin(env, expr);
    collect(list, body, expr->function->body);
    env_end(body);
}

struct consulting {
    struct path_list *list;
    struct env *env;
};

static void collect_child(void *state, const struct expr *child) {
    struct consulting *consulting = state;
    collect(consulting->list, consulting->env, child);
}

static void collect(struct path_list *list, struct env *env, const struct expr *expr) {
    struct consulting consulting = {list, env};
    if (!run_step(env->run, NODE_STEPS))
        return;
    switch (expr->kind) {
    case EXPR_IF:
        collect_if(list, env, expr);
        break;
    case EXPR_DEFAULT:
        collect_default(list, env, expr);
        break;
    case EXPR_SLOT:
        collect_slot(list, env, expr);
        break;
    case EXPR_CALL:
        collect_call(list, env, expr);
        break;
    case EXPR_FOLD:
    case EXPR_SEQUENCE:
        break; // what is looked up within rounds has keys of their elements
    case EXPR_LOOKUP:
        expr_each_child(expr, collect_child, &consulting);
        collect_lookup(list, env, expr);
        break;
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_COLUMN:
    case EXPR_APPLY:
    case EXPR_KNOWN:
    case EXPR_ITEMS:
    case EXPR_TEMPLATE:
        expr_each_child(expr, collect_child, &consulting);
        break;
    }
}

void evidence_consulted(struct rule_state *rule, const struct requirement_state *state,
                        struct requirement_finding *finding) {
    struct path_list list = {.arena = rule->arena};
    size_t known = 0;
    size_t width = subject_width(&state->loops);
    for (size_t i = 0; i < state->failed.count && i < rule->options->walked; i++) {
        struct env *env = subject_env(rule->base, &state->loops, state->loops.count,
                                      state->failed.at + i * width);
        collect(&list, env, state->body);
        const char *remedy = known < list.count ? evidence_remedy(rule, env) : NULL;
        for (; known < list.count; known++)
            list.facts[known].remedy = remedy;
        env_end(env);
    }
    finding->consulted = list.facts;
    finding->consulted_count = list.count;
}
