// Why a value is unknown: walking the tree down to the facts that are missing.
#include "finding/missing.h"

#include <string.h>

#include "base/intern.h"
#include "eval/evaluate.h"
#include "eval/locate.h"
#include "eval/logic.h"
#include "eval/lookup.h"
#include "eval/match.h"
#include "eval/nameless.h"
#include "eval/rounds.h"
#include "eval/show.h"
#include "finding/verdict.h"

struct missing_list missing_list_new(struct run *run, struct arena *arena) {
    struct missing_shared *shared = ARENA_NEW(arena, struct missing_shared);
    shared->left = MISSING_COUNTED;
    return (struct missing_list){
        .arena = arena,
        .reasons = reasons_new(run),
        .answers = run->store->model->purposes[PURPOSE_ANSWERS].space,
        .shared = shared,
    };
}

struct missing_list missing_list_another(const struct missing_list *list, struct arena *arena) {
    return (struct missing_list){
        .arena = arena, .reasons = list->reasons, .answers = list->answers, .shared = list->shared};
}

static bool is_full(const struct missing_list *list) {
    return list->only_counting || list->count == MISSING_LIMIT;
}

bool missing_list_goes_on(struct missing_list *list) {
    bool ends = is_full(list) && list->shared->left == 0;
    list->bounded |= ends;
    return !ends;
}

static bool is_answer(const struct missing_list *list, const struct fact_path *path) {
    return list->answers != NULL && path->count > 0 &&
           strcmp(path->steps[0].text, list->answers->path) == 0;
}

// Texts of what was found, each once.
struct missing_keys {
    struct arena *arena;
    struct intern *set;
    struct text text; // the one that is being made
};

static struct missing_keys *keys_new(void) {
    struct arena *arena = arena_new();
    struct missing_keys *keys = ARENA_NEW(arena, struct missing_keys);
    keys->arena = arena;
    keys->set = intern_new(arena);
    return keys;
}

struct missing_facts missing_list_end(struct missing_list *list) {
    if (list->keys != NULL) {
        text_clear(&list->keys->text);
        arena_free(list->keys->arena);
        list->keys = NULL;
    }
    return (struct missing_facts){list->facts, (uint32_t)list->count, list->distinct,
                                  list->bounded};
}

// Whether it was not found before, with that cause. Where there is a reason, the path has it.
static bool is_new(struct missing_list *list, const struct missing_fact *missing) {
    if (list->keys == NULL)
        list->keys = keys_new();
    struct text *key = &list->keys->text;
    text_reset(key);
    text_add_char(key, (char)('A' + missing->cause));
    if (missing->path.count > 0)
        fact_path_show(key, &missing->path);
    else
        text_add(key, missing->fact);
    uint32_t before = intern_count(list->keys->set);
    return intern_add(list->keys->set, text_data(key), key->size) == before;
}

// Adds a copy.
static void add(struct missing_list *list, struct missing_fact missing) {
    struct arena *arena = list->arena;
    const char *words = cause_words(missing.cause)->words;
    bool full = is_full(list);
    list->found++;
    list->shared->left -= full && list->shared->left > 0;
    if (!is_new(list, &missing))
        return;
    list->distinct++;
    if (full)
        return;
    missing.path = fact_path_copy(&missing.path, arena);
    missing.fact = missing.path.count > 0 ? fact_path_text(&missing.path, arena)
                                          : arena_copy(arena, missing.fact, strlen(missing.fact));
    missing.is_answer = is_answer(list, &missing.path);
    missing.words = words;
    if (missing.reason) {
        missing.reason = arena_copy(arena, missing.reason, strlen(missing.reason));
        missing.words = arena_printf(arena, "%s: %s", words, missing.reason);
    }
    ARENA_PUSH(arena, list->facts, list->count, list->room) = missing;
}

// A fact of a space that is absent, or its source's reason.
static void add_fact(struct missing_list *list, struct env *env, const struct space_def *space,
                     struct fact_path path, enum cause cause) {
    const char *reason = reasons_find(list->reasons, space, &path, env->arena);
    add(list, (struct missing_fact){
                  .path = path, .cause = reason ? CAUSE_NOT_COLLECTED : cause, .reason = reason});
}

static void add_absent(struct missing_list *list, struct env *env, const struct space_def *space,
                       uint32_t row, const char *member, const struct space_def *named) {
    add_fact(list, env, named, locate_member(env->run, space, row, member, env->arena),
             CAUSE_ABSENT);
}

static void add_fault(struct missing_list *list, struct env *env, const struct expr *expr,
                      enum cause cause) {
    add(list,
        (struct missing_fact){.fact = show_source(env->run, expr, env->arena), .cause = cause});
}

// What finds the facts that an expression misses.
typedef void collector(struct missing_list *list, struct env *env, const struct expr *expr);

static bool is_unknown(struct env *env, const struct expr *expr) {
    struct vector value = evaluate(env, expr);
    return !bit_get(value.valid, 0);
}

// Adds what makes an expression unknown of which that is known.
static void collect_unknown(struct missing_list *list, struct env *env, const struct expr *expr);

// The operands of an expression that are unknown.
struct operand_search {
    struct missing_list *list;
    struct env *env;
    bool any;
};

static void collect_operand(void *state, const struct expr *operand) {
    struct operand_search *search = state;
    if (!is_unknown(search->env, operand))
        return;
    collect_unknown(search->list, search->env, operand);
    search->any = true;
}

// Whether there are any, or nothing matters any more since the budget is spent.
static bool collect_operands(struct missing_list *list, struct env *env, const struct expr *expr) {
    struct operand_search search = {list, env, false};
    expr_each_child(expr, collect_operand, &search);
    return search.any || run_is_spent(env->run);
}

static void missing_operands(struct missing_list *list, struct env *env, const struct expr *expr) {
    collect_operands(list, env, expr);
}

static void missing_column(struct missing_list *list, struct env *env, const struct expr *expr) {
    struct vector row = evaluate(env, expr->items[0]);
    if (!bit_get(row.valid, 0))
        missing_collect(list, env, expr->items[0]);
    else
        add_absent(list, env, expr->column->space, vector_row(&row, 0), expr->column->path,
                   expr->column->space);
}

// An element of a list of values that is unknown itself.
static void missing_element(struct missing_list *list, struct env *env,
                            const struct binding *binding) {
    const struct loop *loop = binding->loop;
    uint32_t position = binding_position(binding, 0);
    if (loop->space)
        add(list,
            (struct missing_fact){.path = locate_row(env->run, loop->space, position, env->arena),
                                  .cause = CAUSE_ABSENT});
    else if (loop->values->kind == EXPR_ITEMS)
        missing_collect(list, env, loop->values->items[position]);
    else
        missing_collect(list, env, loop->values);
}

// Whether a list found anything in an expression.
struct walk {
    uint64_t list;
    bool found;
};

// What an expression misses in that environment: a list finds it at the first walk, and after that
// finds it again without another one.
static void missing_once(struct missing_list *list, struct env *env, const struct expr *expr,
                         collector *collect) {
    const struct walk *walked = memo_find(env, MEMO_MISSING, expr);
    if (list->number == 0)
        list->number = ++list->shared->lists;
    if (walked != NULL && walked->list == list->number) {
        list->found += walked->found;
        return;
    }
    uint64_t before = list->found;
    collect(list, env, expr);
    struct walk *walk = ARENA_NEW(env->arena, struct walk);
    *walk = (struct walk){list->number, list->found > before};
    memo_add(env, MEMO_MISSING, expr, walk);
}

static void missing_slot(struct missing_list *list, struct env *env, const struct expr *expr) {
    struct env *holder;
    const struct binding *binding = env_find(env, expr->index, &holder);
    if (binding->loop)
        missing_element(list, env, binding);
    else // its uses may be as many as those in a define to the power of its depth
        missing_once(list, env_of_source(env, holder), binding->source, missing_collect);
}

static void missing_key(struct missing_list *list, struct env *env, const struct space_def *space,
                        uint32_t row) {
    if (nameless_row(env->run, space, row))
        add_absent(list, env, space, row, space->key->path, space);
}

// Any of the elements without a key may be the one that is sought.
static void missing_keys(struct missing_list *list, struct env *env, const struct space_def *space,
                         uint32_t parent) {
    const struct space *rows = &env->run->store->spaces[space->id];
    for (uint32_t row = rows->offsets[parent]; row < rows->offsets[parent + 1]; row++)
        missing_key(list, env, space, row);
}

static void missing_lookup(struct missing_list *list, struct env *env, const struct expr *expr) {
    if (collect_operands(list, env, expr))
        return;
    struct vector parent = evaluate(env, expr->items[0]), key = evaluate(env, expr->items[1]);
    if (run_is_spent(env->run))
        return; // neither may be known any more
    uint32_t row = vector_row(&parent, 0);
    if (!bit_get(env->run->store->spaces[expr->space->id].present, row)) {
        add_absent(list, env, expr->space->parent, row, expr->space->member, expr->space);
        return;
    }
    struct fact_path fact =
        locate_member(env->run, expr->space->parent, row, expr->space->member, env->arena);
    locate_add_key(&fact, env->run, &expr->items[1]->type, &key, 0, env->arena);
    if (lookup_matches(env, expr->space, row, &key, 0) > 1)
        add(list, (struct missing_fact){.path = fact, .cause = CAUSE_TWO_SUCH_KEYS});
    else if (nameless_among(env->run, expr->space, row))
        missing_keys(list, env, expr->space, row);
    else
        add_fact(list, env, expr->space, fact, CAUSE_NO_SUCH_KEY);
}

static bool is_by_zero(struct env *env, const struct expr *expr) {
    struct vector divisor = evaluate(env, expr->items[1]);
    return vector_decimal(&divisor, 0).nano == 0;
}

static bool is_below_one(struct env *env, const struct expr *expr) {
    struct vector n = evaluate(env, expr->items[1]);
    return vector_decimal(&n, 0).nano <= 0;
}

// Of a pattern that can be matched, only a group of it can be missing. The budget may end here.
static enum cause pattern_fault(struct env *env, const struct expr *expr) {
    struct vector text = evaluate(env, expr->items[0]), pattern = evaluate(env, expr->items[1]);
    bool known = bit_get(text.valid, 0) && bit_get(pattern.valid, 0);
    enum match match =
        known ? match_text(env->run, expr, pattern.at.ids[0], text.at.ids[0]) : MATCH_EXHAUSTED;
    return match == MATCH_MALFORMED   ? CAUSE_MALFORMED_PATTERN
           : match == MATCH_EXHAUSTED ? CAUSE_PATTERN_BUDGET
                                      : CAUSE_NO_SUCH_GROUP;
}

static bool always(struct env *env, const struct expr *expr) {
    (void)env;
    (void)expr;
    return true;
}

// The faults of builtins: the cause where the test holds, and where it does not; or what finds it.
static const struct {
    bool (*test)(struct env *env, const struct expr *expr);
    enum cause cause, otherwise;
    enum cause (*find)(struct env *env, const struct expr *expr);
} faults[BUILTIN_COUNT_OF] = {
#define NO_FAULT OVERFLOWS
#define OVERFLOWS FAULT(NULL, OVERFLOW_128, OVERFLOW_128)
#define TOO_LONG FAULT(NULL, TEXT_LIMIT, TEXT_LIMIT)
#define FAULT(test, cause, otherwise) test, CAUSE_##cause, CAUSE_##otherwise, NULL
#define FOUND(find) NULL, CAUSE_ABSENT, CAUSE_ABSENT, find
#define BUILTIN(id, word, form, a, b, c, result, function, bounds, fault, description)             \
    [BUILTIN_##id] = {fault},
#include "check/builtins.def"
#undef BUILTIN
#undef FOUND
#undef FAULT
#undef TOO_LONG
#undef OVERFLOWS
#undef NO_FAULT
};

// Why a builtin has no value although its operands have.
static enum cause fault_of(struct env *env, const struct expr *expr) {
    if (faults[expr->op].find)
        return faults[expr->op].find(env, expr);
    bool holds = faults[expr->op].test && faults[expr->op].test(env, expr);
    enum cause cause = holds ? faults[expr->op].cause : faults[expr->op].otherwise;
    return cause == CAUSE_OVERFLOW_128 && expr->type.kind == TYPE_INT ? CAUSE_OVERFLOW_64 : cause;
}

// What makes rounds of a fold or sequence unknown. The rounds whose body is known do not count, nor
// those that guards exclude.
struct search {
    struct missing_list *list;
    const struct expr *expr;
    const struct expr *element; // NULL: only lists and guards
    uint64_t rounds;            // that surely belong
};

static bool is_quantifier(const struct expr *expr) {
    return expr->kind == EXPR_FOLD && fold_is_quantifier(expr->fold);
}

// A round of a quantifier that would decide nothing even if it belonged: not C or true is true, C
// and false is false.
static bool is_idle(const struct search *search, const struct vector *values, uint32_t lane) {
    const struct expr *expr = search->expr;
    return is_quantifier(expr) && bit_get(values->at.bits, lane) == (expr->fold == FOLD_EVERY);
}

static void missing_guards(struct missing_list *list, struct env *env,
                           const struct sequence *sequence) {
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        if (sequence->loops[i].guard)
            missing_collect(list, env, sequence->loops[i].guard);
}

static void visit(void *state, const struct round *round) {
    struct search *search = state;
    struct vector values = {.n = 1, .valid = bits_all};
    if (search->element)
        values = evaluate_lanes(round->env, search->element);
    for (uint32_t w = 0; w < words_for(round->env->n); w++)
        search->rounds += (uint64_t)__builtin_popcountll(round->sure[w]);
    for (uint32_t lane = 0; lane < round->env->n && missing_list_goes_on(search->list); lane++) {
        bool doubtful = !bit_get(round->sure, lane), unknown = !vector_known(&values, lane);
        if (!bit_get(round->maybe, lane) || (!doubtful && !unknown) ||
            (!unknown && is_idle(search, &values, lane)))
            continue;
        struct env *single = env_at_lane(round->env, lane);
        if (doubtful)
            missing_guards(search->list, single, search->expr->sequence);
        if (unknown)
            missing_collect(search->list, single, search->element);
        env_end(single);
    }
}

static void absent(void *state, const struct absence *absence) {
    missing_loop(((struct search *)state)->list, absence->env, absence->lane, absence->loop);
}

void missing_loop(struct missing_list *list, struct env *env, uint32_t lane,
                  const struct loop *loop) {
    struct env *single = env_at_lane(env, lane);
    const struct expr *source = loop->space ? loop->parent : loop->values;
    struct vector value = evaluate(single, source);
    if (!loop->space || !bit_get(value.valid, 0))
        missing_collect(list, single, source);
    else
        add_absent(list, single, loop->space->parent, vector_row(&value, 0), loop->space->member,
                   loop->space);
    env_end(single);
}

static uint64_t missing_rounds(struct missing_list *list, struct env *env,
                               const struct expr *expr) {
    const struct sequence *sequence = expr->sequence;
    bool count = expr->kind == EXPR_FOLD && expr->fold == FOLD_COUNT;
    struct search search = {list, expr, count ? NULL : sequence->element, 0};
    struct rounds rounds = {.loops = sequence->loops,
                            .loop_count = sequence->loop_count,
                            .visit = visit,
                            .absent = absent,
                            .state = &search,
                            .body = is_quantifier(expr) ? sequence->element : NULL,
                            .negated = expr->fold == FOLD_EVERY};
    rounds_run(&rounds, env, bits_all, bits_all);
    return search.rounds;
}

void missing_elements(struct missing_list *list, struct env *env, const struct expr *quantifier) {
    missing_rounds(list, env, quantifier);
}

static void missing_sequence(struct missing_list *list, struct env *env, const struct expr *expr) {
    missing_rounds(list, env, expr);
}

static void missing_fold(struct missing_list *list, struct env *env, const struct expr *expr) {
    size_t before = list->found;
    uint64_t rounds = missing_rounds(list, env, expr);
    if (list->found > before)
        return;
    if (rounds == 0)
        add_fault(list, env, expr, CAUSE_EMPTY_LIST);
    else
        add_fault(list, env, expr,
                  expr->type.kind == TYPE_INT ? CAUSE_SUM_OVERFLOW_64 : CAUSE_SUM_OVERFLOW_128);
}

// The keys that would put the elements of a list in order.
struct order_search {
    struct missing_list *list;
    const struct sequence *sequence;
};

static void missing_order(struct missing_list *list, struct env *env, const struct expr *expr);

static void visit_order(void *state, const struct round *round) {
    struct order_search *search = state;
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        if (!bit_get(round->maybe, lane))
            continue;
        struct env *single = env_at_lane(round->env, lane);
        for (uint32_t i = 0; i < search->sequence->loop_count; i++) {
            const struct loop *loop = &search->sequence->loops[i];
            if (loop->space == NULL)
                missing_order(search->list, single, loop->values);
            else
                missing_key(search->list, single, loop->space, nameless_position(single, loop, 0));
        }
        env_end(single);
    }
}

static void absent_order(void *state, const struct absence *absence) {
    (void)state;
    (void)absence;
}

// Functions keep the order of their first list, or have one of their own.
static void missing_order(struct missing_list *list, struct env *env, const struct expr *expr) {
    bool keeps =
        expr->kind == EXPR_APPLY && (expr->op == BUILTIN_DISTINCT || expr->op == BUILTIN_MISSING);
    if (keeps) {
        missing_order(list, env, expr->items[0]);
    } else if (expr->kind == EXPR_SEQUENCE) {
        struct order_search search = {list, expr->sequence};
        rounds_of_sequence(env, expr->sequence, visit_order, absent_order, &search);
    }
}

static void missing_places(struct missing_list *list, struct env *env, const struct expr *expr) {
    if (expr->op != BUILTIN_ASCENDING && expr->op != BUILTIN_JOIN)
        return;
    struct vector lists = evaluate(env, expr->items[0]);
    if (is_disordered(&lists, 0))
        missing_order(list, env, expr->items[0]);
}

// A list is known as a value even where elements are not: look inside the operands that are lists.
static void missing_builtin(struct missing_list *list, struct env *env, const struct expr *expr) {
    size_t before = list->found;
    bool any = collect_operands(list, env, expr);
    for (uint32_t i = 0; i < expr->count; i++)
        if (expr->items[i]->type.kind == TYPE_LIST && !is_unknown(env, expr->items[i]))
            missing_collect(list, env, expr->items[i]);
    missing_places(list, env, expr);
    if (!any && list->found == before)
        add_fault(list, env, expr, fault_of(env, expr));
}

static void missing_if(struct missing_list *list, struct env *env, const struct expr *expr) {
    struct vector condition = evaluate(env, expr->items[0]);
    if (!bit_get(condition.valid, 0))
        missing_collect(list, env, expr->items[0]);
    else
        missing_collect(list, env, expr->items[bit_get(condition.at.bits, 0) ? 1 : 2]);
}

static void missing_call(struct missing_list *list, struct env *env, const struct expr *expr) {
    struct env *body = call_begin(env, expr);
    missing_collect(list, body, expr->function->body);
    env_end(body);
}

// What collects for each kind of expression; NULL for those that are always known.
static collector *collector_of(enum expr_kind kind) {
    switch (kind) {
    case EXPR_COLUMN:
        return missing_column;
    case EXPR_SLOT:
        return missing_slot;
    case EXPR_LOOKUP:
        return missing_lookup;
    case EXPR_APPLY:
        return missing_builtin;
    case EXPR_IF:
        return missing_if;
    case EXPR_DEFAULT:
    case EXPR_ITEMS:
        return missing_operands;
    case EXPR_CALL:
        return missing_call;
    case EXPR_SEQUENCE:
        return missing_sequence;
    case EXPR_FOLD:
        return missing_fold;
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_KNOWN:
    case EXPR_TEMPLATE:
        break;
    }
    return NULL;
}

// Whether it may go through lists, and uses no variable: it then misses the same facts wherever it
// is met, which may be once for each pair of elements.
static bool is_constant_walk(const struct expr *expr) {
    return expr->uses == 0 &&
           (expr->kind == EXPR_CALL || expr->kind == EXPR_FOLD || expr->kind == EXPR_SEQUENCE);
}

static void collect_unknown(struct missing_list *list, struct env *env, const struct expr *expr) {
    collector *collect = collector_of(expr->kind);
    if (collect == NULL || run_is_spent(env->run))
        return;
    if (is_constant_walk(expr))
        missing_once(list, env->run->root, expr, collect);
    else
        collect(list, env, expr);
}

// Lists are looked into even where they are known as values.
void missing_collect(struct missing_list *list, struct env *env, const struct expr *expr) {
    bool inside = expr->kind == EXPR_SEQUENCE || expr->kind == EXPR_ITEMS;
    if (inside || is_unknown(env, expr))
        collect_unknown(list, env, expr);
}
