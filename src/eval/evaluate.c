// Evaluating expressions: one function per kind of expression.
#include "eval/evaluate.h"

#include <assert.h>
#include <string.h>

#include "eval/coverage.h"
#include "eval/elements.h"
#include "eval/profile.h"
#include "eval/kernel.h"
#include "eval/lookup.h"

static struct vector constant(struct env *env, const struct expr *expr) {
    enum rep rep = rep_of(&expr->type);
    int64_t whole = 0;
    if (type_is_numeric(&expr->type) && !decimal_to_int(expr->number, &whole))
        rep = REP_DECIMAL;
    struct cells cells = cells_new(env->arena, rep, 1);
    cells.valid[0] = 1;
    switch (rep) {
    case REP_BIT:
        cells.at.bits[0] = expr->truth;
        break;
    case REP_INT:
        cells.at.ints[0] = expr->type.kind == TYPE_TIME ? expr->time : whole;
        break;
    case REP_DECIMAL:
        cells.at.decimals[0] = expr->number;
        break;
    case REP_TEXT:
        cells.at.ids[0] = run_text_id(env->run, expr->text, strlen(expr->text));
        break;
    case REP_ROW:
    case REP_LIST:
        assert(false && "no constants of records or lists");
    }
    return cells_vector(cells);
}

static struct vector single_row(uint32_t row) {
    struct vector rows = {
        .rep = REP_ROW, .n = 1, .valid = bits_all, .contiguous = true, .first = row};
    return rows;
}

static struct vector now(struct env *env) {
    struct cells cells = cells_new(env->arena, REP_INT, 1);
    cells.valid[0] = 1;
    cells.at.ints[0] = env->run->now;
    return cells_vector(cells);
}

static struct vector slot(struct env *env, uint32_t index) {
    struct env *holder;
    const struct binding *binding = env_find(env, index, &holder);
    if (binding->values.n == 1)
        return binding->values;
    const uint32_t *owners = env_owners(env, holder);
    return owners ? vector_gather(env->arena, &binding->values, owners, env->n) : binding->values;
}

// Texts as they are in the facts.
static struct vector column_as_read(struct env *env, const struct expr *expr) {
    struct vector rows = evaluate(env, expr->items[0]);
    return column_load(env->arena, store_column(env->run->store, expr->column), &rows);
}

static struct vector column(struct env *env, const struct expr *expr) {
    struct vector values = column_as_read(env, expr);
    return store_column(env->run->store, expr->column)->loose
               ? run_same_texts(env->run, env->arena, &values)
               : values;
}

// Lane by lane: a where the mask says so, else b.
static struct vector choose(struct env *env, const uint64_t *mask, struct vector a,
                            struct vector b) {
    struct arena *arena = env->arena;
    if (a.rep != b.rep) {
        a = vector_widen(arena, a);
        b = vector_widen(arena, b);
    }
    a = vector_spread(arena, a, env->n);
    b = vector_spread(arena, b, env->n);
    struct cells out = cells_new(arena, a.rep, env->n);
    for (uint32_t w = 0; w < words_for(env->n); w++)
        out.valid[w] = (mask[w] & a.valid[w]) | (~mask[w] & b.valid[w]);
    kernel_choose(mask, &a, &b, &out);
    return cells_vector(out);
}

static struct vector unknown(struct env *env, const struct expr *expr) {
    if (expr->type.kind != TYPE_LIST)
        return vector_unknown(env->arena, rep_of(&expr->type), env->n);
    struct elements none = {.arena = env->arena, .rep = rep_of(expr->type.element)};
    return elements_lists_where(&none, env->n, bits_none);
}

static uint64_t *alloc_lanes(const struct env *env) {
    return arena_alloc(env->arena, words_for(env->n) * sizeof(uint64_t));
}

struct vector evaluate_asked(struct env *env, const struct expr *expr, const uint64_t *lanes) {
    struct asking before;
    if (!env_ask(env, lanes, &before))
        return unknown(env, expr);
    struct vector value = evaluate(env, expr);
    env_ask_end(env, &before);
    return value;
}

// An alternative that is taken in some lanes: coverage counts it only there. One that is taken in
// none is then not evaluated, for what is kept of it would not be counted later.
static struct vector alternative(struct env *env, const struct expr *expr, const uint64_t *taken) {
    if (env->run->coverage == NULL)
        return evaluate_asked(env, expr, taken);
    if (!coverage_any(env, taken))
        return unknown(env, expr);
    const uint64_t *counted = env->counted;
    coverage_narrow(env, taken);
    struct vector value = evaluate(env, expr);
    env->counted = counted;
    return value;
}

static struct vector defaulted(struct env *env, const struct expr *expr) {
    struct vector a = evaluate_lanes(env, expr->items[0]);
    uint64_t *absent = alloc_lanes(env);
    for (uint32_t w = 0; w < words_for(env->n); w++)
        absent[w] = ~a.valid[w];
    return choose(env, a.valid, a, alternative(env, expr->items[1], absent));
}

static struct vector conditional(struct env *env, const struct expr *expr) {
    struct vector condition = evaluate_lanes(env, expr->items[0]);
    uint64_t *holds = alloc_lanes(env), *fails = alloc_lanes(env), *valid = alloc_lanes(env);
    for (uint32_t w = 0; w < words_for(env->n); w++) {
        holds[w] = condition.valid[w] & condition.at.bits[w];
        fails[w] = condition.valid[w] & ~condition.at.bits[w];
    }
    struct vector chosen = choose(env, condition.at.bits, alternative(env, expr->items[1], holds),
                                  alternative(env, expr->items[2], fails));
    for (uint32_t w = 0; w < words_for(env->n); w++)
        valid[w] = chosen.valid[w] & condition.valid[w];
    chosen.valid = valid;
    return chosen;
}

static struct vector known(struct env *env, const struct expr *expr) {
    struct vector value = evaluate(env, expr->items[0]);
    struct vector known = {.rep = REP_BIT, .n = value.n, .valid = bits_all};
    known.at.bits = value.valid;
    return known;
}

static void *copy_bytes(struct arena *arena, const void *bytes, size_t size) {
    return memcpy(arena_alloc(arena, size), bytes, size);
}

struct vector vector_keep(struct arena *arena, const struct vector *vector) {
    struct vector kept = *vector;
    size_t bitmap = words_for(vector->n) * sizeof(uint64_t);
    kept.valid = copy_bytes(arena, vector->valid, bitmap);
    if (!vector->contiguous)
        kept.at.bits = copy_bytes(arena, vector->at.bits, rep_bytes(vector->rep, vector->n));
    if (vector->rep == REP_LIST) {
        struct vector *elements = arena_alloc(arena, sizeof *elements);
        *elements = vector_keep(arena, vector->elements);
        kept.elements = elements;
        kept.sure = copy_bytes(arena, vector->sure, words_for(elements->n) * sizeof(uint64_t));
    }
    return kept;
}

struct env *call_begin_with(struct env *env, const struct expr *call, uint64_t parameters) {
    struct env *body = env_begin(env->run, NULL, NULL, env->n);
    body->caller = env;
    body->counted = env->counted;
    body->asked = env->asked;
    for (uint32_t i = 0; i < call->count; i++) {
        if (!(parameters >> i & 1))
            continue;
        struct binding parameter = {
            .slot = i, .source = call->items[i], .values = evaluate(env, call->items[i])};
        env_bind(body, parameter);
    }
    return body;
}

struct env *call_begin(struct env *env, const struct expr *call) {
    return call_begin_with(env, call, UINT64_MAX);
}

static struct vector call(struct env *env, const struct expr *expr) {
    struct env *body = call_begin(env, expr);
    struct vector value = evaluate(body, expr->function->body);
    struct vector kept = vector_keep(env->arena, &value);
    env_end(body);
    return kept;
}

static struct vector costly(struct env *env, const struct expr *expr) {
    if (expr->kind == EXPR_CALL)
        return call(env, expr);
    if (env->n == 1 || env_varies(env, expr->uses))
        return expr->kind == EXPR_FOLD    ? fold_sequence(env, expr)
               : expr->kind == EXPR_APPLY ? apply(env, expr)
                                          : list_of(env, expr);
    struct env *single = env_at_lane(env, 0);
    struct vector value = costly(single, expr);
    struct vector kept = vector_keep(env->arena, &value);
    env_end(single);
    return kept;
}

static bool takes_list(const struct expr *expr) {
    for (uint32_t i = 0; i < expr->count; i++)
        if (expr->items[i]->type.kind == TYPE_LIST)
            return true;
    return expr->type.kind == TYPE_LIST;
}

// What is kept for the lanes that it depends on.
static bool is_costly(const struct expr *expr) {
    return expr->kind == EXPR_CALL || expr->kind == EXPR_ITEMS || expr->kind == EXPR_SEQUENCE ||
           expr->kind == EXPR_FOLD || (expr->kind == EXPR_APPLY && takes_list(expr));
}

static struct vector compute(struct env *env, const struct expr *expr) {
    if (is_costly(expr))
        return costly(env, expr);
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return constant(env, expr);
    case EXPR_PARAM:
        return evaluate(env, env->run->policy->params[expr->index].value);
    case EXPR_NOW:
        return now(env);
    case EXPR_ROOT:
        return single_row(0);
    case EXPR_SLOT:
        return slot(env, expr->index);
    case EXPR_COLUMN:
        return column(env, expr);
    case EXPR_LOOKUP:
        return lookup(env, expr);
    case EXPR_IF:
        return conditional(env, expr);
    case EXPR_DEFAULT:
        return defaulted(env, expr);
    case EXPR_KNOWN:
        return known(env, expr);
    case EXPR_APPLY:
        return apply(env, expr);
    case EXPR_CALL:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_FOLD:
    case EXPR_TEMPLATE:
        break;
    }
    assert(false && "templates are rendered by the evidence");
    return single_row(0);
}

static struct vector value_of(struct env *env, const struct expr *expr) {
    if (env->run->profile == NULL)
        return compute(env, expr);
    struct profile_frame frame;
    profile_begin(env->run, &frame, profile_cost(env->run->profile, expr));
    struct vector value = compute(env, expr);
    profile_end(env->run, &frame, env->n);
    return value;
}

// Costly expressions are evaluated over the lanes of the environment they depend on, kept there,
// and seen from here through the owners.
static struct vector value_at_home(struct env *env, const struct expr *expr) {
    struct env *home = env_home(env, expr->uses);
    const struct vector *kept = memo_find(home, MEMO_VALUE, expr);
    if (!kept) {
        struct vector *made = arena_alloc(home->arena, sizeof *made);
        *made = value_of(home, expr);
        memo_add(home, MEMO_VALUE, expr, made);
        kept = made;
    }
    if (home == env || kept->n == 1)
        return *kept;
    const uint32_t *owners = env_owners(env, home);
    return owners ? vector_gather(env->arena, kept, owners, env->n) : *kept;
}

static bool is_computed(const struct expr *expr) {
    return is_costly(expr) || expr->kind == EXPR_APPLY || expr->kind == EXPR_IF ||
           expr->kind == EXPR_DEFAULT;
}

// Values stay until the environment ends: those of a very long expression would take all memory.
// Where there are many, the next one counts more.
static uint64_t node_steps(const struct env *env) {
    enum { MUCH = 64 << 20, LANE_STEPS = 64 };
    return NODE_STEPS + (arena_taken(env->arena) > MUCH ? (uint64_t)LANE_STEPS * env->n : 0);
}

// Once the budget is spent, the value no longer matters, for the run is refused; but who goes on to
// the next of many elements is not to pay for each of them.
struct vector evaluate(struct env *env, const struct expr *expr) {
    if (!run_step(env->run, node_steps(env)) && is_computed(expr))
        return unknown(env, expr);
    struct vector value = is_costly(expr) ? value_at_home(env, expr) : value_of(env, expr);
    coverage_count(env, expr, &value);
    return value;
}

struct vector evaluate_texts(struct env *env, const struct expr *expr) {
    if (expr->kind != EXPR_COLUMN)
        return evaluate(env, expr);
    struct vector value = column_as_read(env, expr);
    coverage_count(env, expr, &value);
    return value;
}

struct vector evaluate_lanes(struct env *env, const struct expr *expr) {
    return vector_spread(env->arena, evaluate(env, expr), env->n);
}
