// The elements of lists in derivations: those that make a value come first.
#include <stdlib.h>
#include <string.h>

#include "eval/evaluate.h"
#include "eval/logic.h"
#include "eval/rounds.h"
#include "eval/show.h"
#include "finding/derivation.h"
#include "finding/subject.h"

// A round of the list: a smaller place, then a smaller rank and a smaller order come first.
struct round_found {
    const struct subject_loops *loops;
    const uint32_t *at;
    bool sure;
    int place, rank; // rank 0 decides
    struct decimal order;
};

struct gathering {
    struct deriving *deriving;
    const struct expr *expr;
    const struct expr *element; // NULL: only whether it counts
    bool largest;
    struct subject_loops loops;
    struct arena *arena;
    struct round_found *rounds;
    size_t count, room;
    bool decided; // a round decides
    struct missing_list absent;
};

// ---- which come first ----

// What decides a quantifier comes first, then what is unknown.
static int truth_rank(const struct gathering *gathering, const struct vector *values,
                      uint32_t lane) {
    bool deciding = gathering->expr->fold != FOLD_EVERY;
    if (!vector_known(values, lane))
        return 1;
    return bit_get(values->at.bits, lane) == deciding ? 0 : 2;
}

static bool is_truth_fold(const struct expr *expr) {
    return expr->kind == EXPR_FOLD && fold_is_quantifier(expr->fold);
}

static bool is_ordered(const struct gathering *gathering, const struct type *type) {
    bool number = type_is_numeric(type) || type->kind == TYPE_TIME;
    return number && (gathering->expr->kind == EXPR_FOLD || gathering->largest);
}

// The numbers themselves where the least comes first, else those with the other sign.
static struct decimal order_of(const struct gathering *gathering, const struct vector *values,
                               uint32_t lane) {
    bool least = gathering->expr->kind == EXPR_FOLD && gathering->expr->fold == FOLD_MIN;
    struct decimal order = vector_decimal(values, lane);
    if (!least)
        order.nano = -order.nano;
    return order;
}

static void rank(const struct gathering *gathering, const struct vector *values, uint32_t lane,
                 struct round_found *round) {
    round->rank = round->sure ? 1 : 0;
    if (gathering->element == NULL)
        return;
    const struct type *type = &gathering->element->type;
    if (is_truth_fold(gathering->expr)) {
        round->rank = truth_rank(gathering, values, lane);
        round->place = gathering->deriving->unknown_first && round->rank == 1 ? 0 : 1;
    } else if (!vector_known(values, lane))
        round->rank = 0;
    else if (is_ordered(gathering, type))
        round->order = order_of(gathering, values, lane);
}

// Batches come in any order: elements that are alike stand as their lists have them.
static int compare(const void *a, const void *b) {
    const struct round_found *left = a, *right = b;
    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    int order = decimal_compare(left->order, right->order);
    return order != 0 ? order : positions_compare(left->loops, left->at, right->at);
}

// ---- gathering ----

static void visit(void *state, const struct round *round) {
    struct gathering *gathering = state;
    struct vector values = {.n = 1, .valid = bits_all};
    if (gathering->element != NULL)
        values = evaluate_lanes(round->env, gathering->element);
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        if (!bit_get(round->maybe, lane))
            continue;
        uint32_t *at = ARENA_ARRAY(gathering->arena, uint32_t, gathering->loops.count);
        positions_of(round->env, lane, &gathering->loops, at);
        struct round_found found = {&gathering->loops, at, bit_get(round->sure, lane), 0, 0, {0}};
        rank(gathering, &values, lane, &found);
        gathering->decided |= found.rank == 0;
        ARENA_PUSH(gathering->arena, gathering->rounds, gathering->count, gathering->room) = found;
    }
}

static void absent(void *state, const struct absence *absence) {
    struct gathering *gathering = state;
    missing_loop(&gathering->absent, absence->env, absence->lane, absence->loop);
}

static struct gathering gather(struct deriving *deriving, struct env *env, const struct expr *expr,
                               bool largest) {
    const struct sequence *sequence = expr->sequence;
    bool counts = expr->kind == EXPR_FOLD && expr->fold == FOLD_COUNT;
    struct gathering gathering = {.deriving = deriving, .expr = expr, .largest = largest};
    gathering.element = counts ? NULL : sequence->element;
    gathering.arena = env->arena;
    gathering.absent = missing_list_another(deriving->missing, deriving->arena);
    return gathering;
}

// ---- the parts ----

// The elements of a list that is written out are their own names.
static bool is_written_out(const struct gathering *gathering) {
    const struct loop *loop = gathering->loops.loops[0];
    return gathering->loops.count == 1 && loop->space == NULL && loop->values->kind == EXPR_ITEMS;
}

static const char *label_of(const struct gathering *gathering, struct env *env) {
    if (is_written_out(gathering))
        return NULL;
    struct found_subject subject =
        subject_found(env, &gathering->loops, gathering->deriving->arena);
    return subject.text;
}

static void add_guards(const struct gathering *gathering, struct env *env, struct derivation *to) {
    struct deriving *deriving = gathering->deriving;
    for (uint32_t i = 0; i < gathering->loops.count; i++) {
        const struct expr *guard = gathering->loops.loops[i]->guard;
        struct derivation *part = guard != NULL ? derive(deriving, env, guard) : NULL;
        derivation_add(deriving, to, part);
        if (part != NULL)
            part->role = "where";
    }
}

static struct derivation *derive_element(const struct gathering *gathering, struct env *env) {
    struct deriving *deriving = gathering->deriving;
    const struct expr *element = gathering->element;
    struct derivation *part = NULL;
    if (element != NULL)
        part = is_truth_fold(gathering->expr) ? derive_verdict(deriving, env, element)
                                              : derive(deriving, env, element);
    return part != NULL ? part : derivation_new(deriving, NULL, "");
}

static void add_element(const struct gathering *gathering, struct env *env,
                        const struct round_found *round, struct derivation *to) {
    const struct subject_loops *loops = &gathering->loops;
    struct env *single = subject_env(env, loops, loops->count, round->at);
    struct derivation *part = derive_element(gathering, single);
    part->subject = label_of(gathering, single);
    part->doubtful = !round->sure;
    part->idle =
        is_truth_fold(gathering->expr) && !to->unknown && gathering->decided && round->rank > 0;
    add_guards(gathering, single, part);
    env_end(single);
    derivation_add(gathering->deriving, to, part);
}

void derive_elements(struct deriving *deriving, struct env *env, const struct expr *expr,
                     bool largest, struct derivation *to) {
    const struct sequence *sequence = expr->sequence;
    struct gathering gathering = gather(deriving, env, expr, largest);
    for (uint32_t i = 0; i < sequence->loop_count && i < SUBJECT_LOOPS; i++)
        gathering.loops.loops[gathering.loops.count++] = &sequence->loops[i];
    rounds_of_sequence(env, sequence, visit, absent, &gathering);
    missing_list_end(&gathering.absent);
    if (gathering.count > 0)
        qsort(gathering.rounds, gathering.count, sizeof *gathering.rounds, compare);
    size_t shown = gathering.count;
    if (!deriving->whole && shown > DERIVED_ELEMENTS)
        shown = DERIVED_ELEMENTS;
    for (size_t i = 0; i < shown; i++)
        add_element(&gathering, env, &gathering.rounds[i], to);
    to->more = gathering.count - shown;
    for (size_t i = 0; i < gathering.absent.count; i++)
        derivation_add_missing(deriving, to, &gathering.absent.facts[i]);
}
