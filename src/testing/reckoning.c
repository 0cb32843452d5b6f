// Expectations against findings: verdicts, margins, missing facts, values and messages.
#include "testing/reckoning.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/show.h"
#include "finding/subject.h"
#include "testing/twin.h"

// ---- subjects ----

// The subject that is expected, under all of its names.
struct asked {
    struct fact_path paths[2];
    uint32_t count;
};

static struct asked asked_of(const struct reckoning *reckoning) {
    struct asked asked;
    asked.count = twin_paths(overlay_store(reckoning->overlay), &reckoning->expected->subject,
                             reckoning->arena, asked.paths);
    return asked;
}

static bool is_asked(const struct asked *asked, const struct judged_subject *judged) {
    for (uint32_t i = 0; i < asked->count; i++)
        if (subject_is_within(&judged->subject, &asked->paths[i]))
            return true;
    return false;
}

// The worst verdict first.
static int rank_of(enum verdict verdict) {
    static const int ranks[] = {[VERDICT_PASS] = 1,
                                [VERDICT_SKIP] = 0,
                                [VERDICT_WAIVED] = 2,
                                [VERDICT_UNKNOWN] = 3,
                                [VERDICT_FAIL] = 4};
    return ranks[verdict];
}

// Of an element that is among the facts but no subject of the rule, the verdict is skip; unless it
// is unknown what the subjects are.
static enum verdict verdict_of_subject(const struct reckoning *reckoning) {
    const struct rule_finding *finding = reckoning->finding;
    const struct asked asked = asked_of(reckoning);
    enum verdict verdict = finding->missing.count > 0 ? VERDICT_UNKNOWN : VERDICT_SKIP;
    for (uint32_t i = 0; i < finding->judged_count; i++) {
        const struct judged_subject *judged = &finding->judged[i];
        if (is_asked(&asked, judged) && rank_of(judged->verdict) > rank_of(verdict))
            verdict = judged->verdict;
    }
    return verdict;
}

static bool is_there(const struct reckoning *reckoning) {
    const struct rule_finding *finding = reckoning->finding;
    const struct asked asked = asked_of(reckoning);
    for (uint32_t i = 0; i < finding->judged_count; i++)
        if (is_asked(&asked, &finding->judged[i]))
            return true;
    return overlay_knows(reckoning->overlay, &reckoning->expected->subject);
}

static enum verdict verdict_of(const struct reckoning *reckoning) {
    const struct rule_finding *finding = reckoning->finding;
    return reckoning->expected->has_subject ? verdict_of_subject(reckoning) : finding->verdict;
}

// ---- margins ----

// The smallest margin found so far.
struct least {
    bool found;
    struct decimal value;
    struct type type;
};

// A margin of another dimension than the one expected is no answer to it; a plain 0 is of any.
static void consider(struct least *least, const struct expr *expected, struct decimal value,
                     const struct type *type) {
    struct dimension wanted = expected->type.dimension;
    bool zero = expected->number.nano == 0 && dimension_equal(wanted, DIMENSION_NONE);
    bool comparable = zero || dimension_equal(wanted, type->dimension);
    if (comparable && (!least->found || decimal_compare(value, least->value) < 0))
        *least = (struct least){true, value, *type};
}

static struct least least_of_rule(const struct reckoning *reckoning) {
    const struct rule_finding *finding = reckoning->finding;
    struct least least = {0};
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct margin *margin = &finding->requirements[i].margin;
        if (margin->present && !margin->bounded)
            consider(&least, reckoning->expected->margin, margin->value, &margin->type);
    }
    return least;
}

static struct least least_of_subject(const struct reckoning *reckoning) {
    const struct rule_finding *finding = reckoning->finding;
    struct least least = {0};
    for (uint32_t i = 0; i < finding->judged_count; i++) {
        const struct judged_subject *judged = &finding->judged[i];
        if (judged->margin.present && !judged->margin.bounded &&
            subject_is_within(&judged->subject, &reckoning->expected->subject))
            consider(&least, reckoning->expected->margin, judged->margin.value,
                     &judged->margin.type);
    }
    return least;
}

static struct least add_margin(const struct reckoning *reckoning, struct text *came) {
    struct least least =
        reckoning->expected->has_subject ? least_of_subject(reckoning) : least_of_rule(reckoning);
    text_add(came, least.found ? ", margin " : ", no margin");
    if (least.found)
        number_show_exact(came, least.value, &least.type);
    return least;
}

// ---- missing facts ----

static bool lists(const struct missing_facts *missing, const struct fact_path *path) {
    for (uint32_t i = 0; i < missing->count; i++)
        if (fact_path_covers(path, &missing->facts[i].path) > 0)
            return true;
    return false;
}

static bool is_missing(const struct rule_finding *finding, const struct fact_path *path) {
    if (lists(&finding->missing, path))
        return true;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (lists(&finding->requirements[i].missing, path))
            return true;
    return false;
}

// Under either name.
static bool lacks(const struct reckoning *reckoning, const struct fact_path *path) {
    struct fact_path twin;
    return is_missing(reckoning->finding, path) ||
           (twin_path(overlay_store(reckoning->overlay), path, reckoning->arena, &twin) &&
            is_missing(reckoning->finding, &twin));
}

static bool add_missing(const struct reckoning *reckoning, struct text *came) {
    const struct expectation *expected = reckoning->expected;
    bool met = true;
    for (uint32_t i = 0; i < expected->missing_count; i++) {
        if (lacks(reckoning, &expected->missing[i]))
            continue;
        text_addf(came, ", %s not missing",
                  fact_path_text(&expected->missing[i], reckoning->arena));
        met = false;
    }
    return met;
}

// ---- each kind of expectation ----

static bool compare_rule(struct reckoning *reckoning, struct text *came) {
    const struct expectation *expected = reckoning->expected;
    struct least least = {0};
    enum verdict verdict = verdict_of(reckoning);
    text_add(came, verdict_text(verdict));
    if (expected->margin != NULL)
        least = add_margin(reckoning, came);
    bool rest = add_missing(reckoning, came) && verdict == expected->verdict;
    bool same = expected->margin == NULL ||
                (least.found && decimal_compare(least.value, expected->margin->number) == 0);
    reckoning->only_margin = rest && !same && least.found;
    reckoning->margin = least.value;
    reckoning->type = least.type;
    return rest && same;
}

static bool compare_run(struct reckoning *reckoning, struct text *came) {
    text_addf(came, "run %s", verdict_text(reckoning->findings->verdict));
    return reckoning->findings->verdict == reckoning->expected->verdict;
}

static void add_sides(struct env *env, const struct expr *expr, struct text *came) {
    show_part(env, came, expr->items[0], expr, true);
    text_add(came, " == ");
    show_part(env, came, expr->items[1], expr, true);
}

static bool compare_value(struct reckoning *reckoning, struct text *came) {
    const struct expectation *expected = reckoning->expected;
    struct run *run =
        run_new(reckoning->program, overlay_store(reckoning->overlay), reckoning->now, 0);
    run_policy(run, reckoning->program->policies[expected->policy]);
    struct vector value = evaluate(run->root, expected->value);
    bool met = bit_get(value.valid, 0) && bit_get(value.at.bits, 0);
    if (expected->value->kind == EXPR_APPLY && expected->value->count == 2)
        add_sides(run->root, expected->value, came);
    else
        show_value(run, came, &expected->value->type, &value, 0, true);
    run_free(run);
    return met;
}

static bool compare_message(struct reckoning *reckoning, struct text *came) {
    const struct rule_finding *finding = reckoning->finding;
    const char *wanted = reckoning->expected->node->message, *first = NULL;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        for (uint32_t j = 0; j < finding->requirements[i].failed_shown; j++) {
            const char *message = finding->requirements[i].failed[j].message;
            if (message != NULL && strcmp(message, wanted) == 0)
                return true;
            first = first == NULL ? message : first;
        }
    text_add(came, verdict_text(finding->verdict));
    text_add(came, first != NULL ? ", message " : ", no message");
    if (first != NULL)
        text_add_quoted(came, first);
    return false;
}

static bool no_subject(struct reckoning *reckoning) {
    reckoning->came =
        arena_printf(reckoning->arena, "there is no %s, in the facts or among the subjects of %s",
                     fact_path_text(&reckoning->expected->subject, reckoning->arena),
                     reckoning->finding->rule->name);
    return false;
}

bool reckoning_make(struct reckoning *reckoning) {
    static bool (*const compare[])(struct reckoning *, struct text *) = {
        [EXPECT_RULE] = compare_rule,
        [EXPECT_RUN] = compare_run,
        [EXPECT_VALUE] = compare_value,
        [EXPECT_MESSAGE] = compare_message,
    };
    const struct expectation *expected = reckoning->expected;
    struct text came = {0};
    if (expected->has_subject && !is_there(reckoning))
        return no_subject(reckoning);
    reckoning->met = compare[expected->node->kind](reckoning, &came);
    reckoning->came = text_copy(&came, reckoning->arena);
    text_clear(&came);
    return true;
}
