// Aggregates and quantifiers: one value for each lane from the rounds of a sequence.
#include <assert.h>
#include <string.h>

#include "eval/evaluate.h"
#include "eval/logic.h"
#include "eval/rounds.h"

// The state of a fold over the lanes of the environment it is evaluated in. What each fold needs of
// it: COUNT total; SUM total or decimal; AVG also counts; MIN, MAX best and seen; EVERY, SOME, NO,
// KNOWN decided.
struct folding {
    const struct expr *expr;
    uint32_t n;
    uint64_t *unknown; // something that counts is unknown
    uint64_t *decided; // EVERY, KNOWN: a counterexample was seen; SOME, NO: an example
    uint64_t *seen;    // MIN, MAX: best is set
    uint64_t *overflow;
    __int128 *total;         // whole numbers
    struct decimal *decimal; // sums of decimals, and the best of MIN and MAX
    int64_t *counts;
};

static void mark(uint64_t *marks, const struct round *round, const uint64_t *lanes) {
    for (uint32_t w = 0; w < words_for(round->env->n); w++)
        for (uint64_t bits = lanes[w]; bits; bits &= bits - 1) {
            bit_set(marks, round_owner(round, w * 64 + (uint32_t)__builtin_ctzll(bits)));
            if (round->base == NULL)
                return;
        }
}

// Lanes that surely count with a known value; what else may count makes its owner unknown.
static void countable(struct folding *folding, const struct round *round,
                      const struct vector *values, uint64_t *lanes) {
    uint64_t doubtful[BATCH_WORDS];
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        uint64_t known = values ? values->valid[w] : UINT64_MAX;
        lanes[w] = round->sure[w] & known;
        doubtful[w] = round->maybe[w] & ~lanes[w];
    }
    mark(folding->unknown, round, doubtful);
}

static void fold_count(struct folding *folding, const struct round *round) {
    uint64_t lanes[BATCH_WORDS];
    countable(folding, round, NULL, lanes);
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        if (round->base == NULL) {
            folding->counts[round->lane] += __builtin_popcountll(lanes[w]);
            continue;
        }
        for (uint64_t bits = lanes[w]; bits; bits &= bits - 1)
            folding->counts[round_owner(round, w * 64 + (uint32_t)__builtin_ctzll(bits))]++;
    }
}

static void add_decimal(struct folding *folding, uint32_t owner, struct decimal value) {
    if (!decimal_add(folding->decimal[owner], value, &folding->decimal[owner]))
        bit_set(folding->overflow, owner);
}

// Whole numbers are added in 128 bits, where 2^64 of them fit; decimals one by one.
static void fold_sum(struct folding *folding, const struct round *round) {
    struct vector values = evaluate_lanes(round->env, folding->expr->sequence->element);
    uint64_t lanes[BATCH_WORDS];
    countable(folding, round, &values, lanes);
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        if (round->base == NULL && values.rep == REP_INT && lanes[w] == UINT64_MAX) {
            __int128 total = 0;
            for (uint32_t i = w * 64; i < w * 64 + 64; i++)
                total += values.at.ints[i];
            folding->total[round->lane] += total;
            folding->counts[round->lane] += 64;
            continue;
        }
        for (uint64_t bits = lanes[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits),
                     owner = round_owner(round, lane);
            folding->counts[owner]++;
            if (values.rep == REP_INT)
                folding->total[owner] += values.at.ints[lane];
            else
                add_decimal(folding, owner, values.at.decimals[lane]);
        }
    }
}

// The best of a full word of whole numbers, for the long lists of one owner.
static int64_t best_of_word(const int64_t *values, bool least) {
    int64_t best = values[0];
    for (uint32_t i = 1; i < 64; i++)
        best =
            least ? (values[i] < best ? values[i] : best) : (values[i] > best ? values[i] : best);
    return best;
}

static void take_best(struct folding *folding, uint32_t owner, struct decimal value) {
    int order = decimal_compare(value, folding->decimal[owner]);
    bool better = folding->expr->fold == FOLD_MIN ? order < 0 : order > 0;
    if (better || !bit_get(folding->seen, owner))
        folding->decimal[owner] = value;
    bit_set(folding->seen, owner);
}

// Times have no decimals of their own: their nanoseconds pass through as whole numbers.
static void fold_best(struct folding *folding, const struct round *round) {
    struct vector values = evaluate_lanes(round->env, folding->expr->sequence->element);
    bool least = folding->expr->fold == FOLD_MIN;
    uint64_t lanes[BATCH_WORDS];
    countable(folding, round, &values, lanes);
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        if (round->base == NULL && values.rep == REP_INT && lanes[w] == UINT64_MAX) {
            take_best(folding, round->lane,
                      decimal_from_int(best_of_word(values.at.ints + w * 64, least)));
            continue;
        }
        for (uint64_t bits = lanes[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            take_best(folding, round_owner(round, lane), vector_decimal(&values, lane));
        }
    }
}

// every x where C has B is every (not C or B); some x where C has B is some (C and B).
static void fold_quantifier(struct folding *folding, const struct round *round) {
    struct vector values = evaluate_lanes(round->env, folding->expr->sequence->element);
    uint64_t deciding[BATCH_WORDS], open[BATCH_WORDS];
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        struct truths member = {round->sure[w], round->maybe[w]}, body = truths_at(&values, w);
        struct truths example =
            truths_and(member, folding->expr->fold == FOLD_EVERY ? truths_not(body) : body);
        deciding[w] = example.sure;
        open[w] = example.maybe & ~example.sure & round->maybe[w];
    }
    mark(folding->decided, round, deciding);
    mark(folding->unknown, round, open);
}

// Known only where every guard and every element that may belong to the list is.
static void fold_known(struct folding *folding, const struct round *round) {
    struct vector values = evaluate_lanes(round->env, folding->expr->sequence->element);
    uint64_t lanes[BATCH_WORDS];
    countable(folding, round, &values, lanes);
}

static void visit(void *state, const struct round *round) {
    struct folding *folding = state;
    switch (folding->expr->fold) {
    case FOLD_COUNT:
        fold_count(folding, round);
        break;
    case FOLD_SUM:
    case FOLD_AVG:
        fold_sum(folding, round);
        break;
    case FOLD_MIN:
    case FOLD_MAX:
        fold_best(folding, round);
        break;
    case FOLD_EVERY:
    case FOLD_SOME:
    case FOLD_NO:
        fold_quantifier(folding, round);
        break;
    case FOLD_KNOWN:
        fold_known(folding, round);
        break;
    }
}

static void absent(void *state, const struct absence *absence) {
    struct folding *folding = state;
    bit_set(folding->unknown, absence->owner);
}

// The sum of an owner's whole and decimal parts as a decimal.
static bool total_of(const struct folding *folding, uint32_t owner, struct decimal *total) {
    struct decimal whole;
    if (bit_get(folding->overflow, owner) ||
        __builtin_mul_overflow(folding->total[owner], DECIMAL_ONE, &whole.nano))
        return false;
    return decimal_add(whole, folding->decimal[owner], total);
}

static bool number_at(const struct folding *folding, uint32_t owner, struct decimal *number) {
    switch (folding->expr->fold) {
    case FOLD_COUNT:
        *number = decimal_from_int(folding->counts[owner]);
        return true;
    case FOLD_SUM:
        return total_of(folding, owner, number);
    case FOLD_AVG:
        return folding->counts[owner] && total_of(folding, owner, number) &&
               decimal_divide(*number, decimal_from_int(folding->counts[owner]), number);
    case FOLD_MIN:
    case FOLD_MAX:
        *number = folding->decimal[owner];
        return bit_get(folding->seen, owner);
    case FOLD_EVERY:
    case FOLD_SOME:
    case FOLD_NO:
    case FOLD_KNOWN:
        break;
    }
    return false;
}

// Numbers come out whole and 64 bits wide where all lanes fit, as decimals otherwise.
static struct vector number_result(const struct folding *folding, struct arena *arena) {
    struct cells decimals = cells_new(arena, REP_DECIMAL, folding->n),
                 ints = cells_new(arena, REP_INT, folding->n);
    bool whole = true;
    for (uint32_t i = 0; i < folding->n; i++) {
        struct decimal number = {0};
        int64_t integer = 0;
        bool known = !bit_get(folding->unknown, i) && number_at(folding, i, &number);
        bool fits = decimal_to_int(number, &integer);
        whole &= fits || !known;
        if (folding->expr->type.kind == TYPE_INT || folding->expr->type.kind == TYPE_TIME)
            known &= fits;
        decimals.at.decimals[i] = number;
        ints.at.ints[i] = integer;
        if (known)
            bit_set(decimals.valid, i);
        else
            bit_clear(decimals.valid, i);
    }
    memcpy(ints.valid, decimals.valid, words_for(folding->n) * sizeof(uint64_t));
    return cells_vector(whole || folding->expr->type.kind == TYPE_INT ? ints : decimals);
}

static struct vector truth_result(const struct folding *folding, struct arena *arena) {
    struct cells out = cells_new(arena, REP_BIT, folding->n);
    bool when_decided = folding->expr->fold == FOLD_SOME;
    for (uint32_t w = 0; w < words_for(folding->n); w++) {
        if (folding->expr->fold == FOLD_KNOWN) {
            out.valid[w] = UINT64_MAX;
            out.at.bits[w] = ~folding->unknown[w];
            continue;
        }
        out.valid[w] = folding->decided[w] | ~folding->unknown[w];
        out.at.bits[w] = when_decided ? folding->decided[w] : ~folding->decided[w];
    }
    return cells_vector(out);
}

// What cannot decide a quantifier need not be visited: what the body is false for, of EVERY true.
static void run_rounds(struct folding *folding, struct env *env) {
    const struct sequence *sequence = folding->expr->sequence;
    struct rounds rounds = {.loops = sequence->loops,
                            .loop_count = sequence->loop_count,
                            .visit = visit,
                            .absent = absent,
                            .state = folding};
    if (fold_is_quantifier(folding->expr->fold)) {
        rounds.body = sequence->element;
        rounds.negated = folding->expr->fold == FOLD_EVERY;
        rounds.decided = folding->decided;
    }
    rounds_run(&rounds, env, env_asked(env), env_asked(env));
}

struct vector fold_sequence(struct env *env, const struct expr *expr) {
    struct arena *arena = env->arena;
    struct folding folding = {.expr = expr, .n = env->n};
    size_t words = words_for(env->n);
    folding.unknown = ARENA_ARRAY(arena, uint64_t, words);
    folding.decided = ARENA_ARRAY(arena, uint64_t, words);
    folding.seen = ARENA_ARRAY(arena, uint64_t, words);
    folding.overflow = ARENA_ARRAY(arena, uint64_t, words);
    folding.counts = ARENA_ARRAY(arena, int64_t, env->n);
    if (expr->type.kind != TYPE_BOOL) {
        folding.total = ARENA_ARRAY(arena, __int128, env->n);
        folding.decimal = ARENA_ARRAY(arena, struct decimal, env->n);
    }
    run_rounds(&folding, env);
    if (run_is_spent(env->run))
        memset(folding.unknown, 0xff, words * sizeof(uint64_t));
    return expr->type.kind == TYPE_BOOL ? truth_result(&folding, arena)
                                        : number_result(&folding, arena);
}
