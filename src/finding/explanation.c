// The derivation of one rule: its parts in their order, for one subject.
#include "finding/explanation.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/show.h"
#include "finding/evidence.h"
#include "finding/explanation_subject.h"

static struct derivation *add_part(struct explaining *x, const char *role, const char *text) {
    struct derivation *part = derivation_new(&x->deriving, role, text);
    derivation_add(&x->deriving, x->out->root, part);
    return part;
}

// An expression under its role; a constant, too.
static struct derivation *add_expression(struct explaining *x, struct derivation *to,
                                         const char *role, struct env *env,
                                         const struct expr *expr) {
    struct derivation *part = derive(&x->deriving, env, expr);
    if (part == NULL)
        part = derivation_new(&x->deriving, NULL, show_source(env->run, expr, x->deriving.arena));
    part->role = role;
    derivation_add(&x->deriving, to, part);
    return part;
}

static void add_lets(struct explaining *x, struct derivation *to, struct env *env,
                     const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        add_expression(x, to, arena_printf(x->deriving.arena, "let %s", lets[i].name), env,
                       lets[i].value);
}

static void add_guard(struct explaining *x, struct derivation *to, struct env *env,
                      const struct loop *loop) {
    if (loop->guard != NULL)
        add_expression(x, to, "where", env, loop->guard);
}

// ---- the subject ----

// One loop after the other: what its guard and its lets say stands before the next.
static void add_loops(struct explaining *x, const struct subject_chosen *subject) {
    const struct subject_loops *loops = &x->state->loops;
    for (uint32_t i = 0; i < loops->count; i++) {
        const struct loop *loop = loops->loops[i];
        struct env *env = subject_env(x->state->base, loops, i + 1, subject->at);
        struct text label = {0};
        struct env *holder;
        const struct binding *binding = env_find(env, loop->slot, &holder);
        if (loop->space != NULL && strcmp(loop->name, loop->space->name) != 0)
            text_addf(&label, "%s = ", loop->name);
        show_element(env->run, &label, loop, &binding->values, binding_position(binding, 0));
        struct derivation *part = add_part(x, "for each", text_copy(&label, x->deriving.arena));
        text_clear(&label);
        add_guard(x, part, env, loop);
        add_lets(x, part, env, loop->lets, loop->let_count);
        env_end(env);
    }
}

// ---- requirements ----

static void judge(struct explaining *x, struct derivation *part,
                  const struct requirement *requirement, enum verdict verdict) {
    part->role = "require";
    part->text = requirement->text;
    part->judged = true;
    part->verdict = verdict;
    derivation_add(&x->deriving, x->out->root, part);
}

static void add_says(struct explaining *x, struct derivation *to, struct env *env,
                     const struct requirement_state *state) {
    const struct expr *says[] = {state->requirement->message, x->state->rule->remedy};
    static const char *const roles[] = {"message", "remedy"};
    for (size_t i = 0; i < 2 && to->verdict == VERDICT_FAIL; i++)
        if (says[i] != NULL)
            derivation_add(
                &x->deriving, to,
                derivation_new(&x->deriving, roles[i],
                               show_template(env, says[i], state->body, x->deriving.arena)));
}

// Where what fails is waived, what is unknown decides.
static void need_unknown(struct derivation *part) {
    for (size_t i = 0; i < part->part_count; i++)
        if (part->parts[i]->unknown)
            part->parts[i]->idle = false;
}

static void derive_requirement(struct explaining *x, uint32_t index,
                               const struct subject_chosen *subject) {
    const struct requirement_state *state = &x->state->requirements[index];
    const struct subject_loops *loops = &x->state->loops;
    struct env *env = subject_env(x->state->base, loops, loops->count, subject->at);
    bool out = subject->verdict == VERDICT_SKIP;
    enum verdict verdict = out ? VERDICT_SKIP : explanation_requirement(x, index, subject);
    x->deriving.unknown_first = verdict == VERDICT_UNKNOWN;
    struct derivation *part = derive_verdict(&x->deriving, env, state->requirement->condition);
    if (part == NULL)
        part = derivation_new(&x->deriving, NULL, "");
    judge(x, part, state->requirement, verdict);
    if (part->verdict == VERDICT_UNKNOWN)
        need_unknown(part);
    if (state->own_count == 0)
        add_says(x, part, env, state);
    env_end(env);
}

static void derive_element(struct explaining *x, uint32_t index,
                           const struct subject_chosen *element) {
    const struct requirement_state *state = &x->state->requirements[index];
    struct derivation *part = derivation_new(&x->deriving, NULL, "");
    judge(x, part, state->requirement, element->verdict);
    struct env *env = subject_env(x->state->base, &state->loops, state->loops.count, element->at);
    for (uint32_t i = 0; i < state->own_count; i++)
        add_guard(x, part, env, &state->own[i]);
    struct derivation *body = derive_verdict(&x->deriving, env, state->body);
    if (body != NULL)
        body->role = state->negated ? "must not hold" : NULL;
    derivation_add(&x->deriving, part, body);
    add_says(x, part, env, state);
    env_end(env);
}

// ---- the rule ----

static void explain_subject(struct explaining *x, const struct subject_chosen *subject) {
    struct found_subject found = *evidence_subject(x->state, &x->state->loops, subject->at);
    x->out->subject = found.text;
    x->out->verdict = subject->verdict;
    add_loops(x, subject);
    for (uint32_t i = 0; i < x->finding->requirement_count; i++)
        derive_requirement(x, i, subject);
}

// Of the elements that were asked for the worst, whose name is then all that is asked for.
static bool choose_element(struct explaining *x) {
    struct subject_chosen worst = {0};
    const struct subject_loops *loops = NULL;
    for (uint32_t i = 0; i < x->finding->requirement_count; i++) {
        struct subject_chosen element = explanation_element(x, i);
        if (element.found &&
            (loops == NULL || verdict_graver(element.verdict, worst.verdict) != worst.verdict)) {
            worst = element;
            loops = &x->state->requirements[i].loops;
        }
    }
    if (loops == NULL)
        return false;
    x->out->asked = evidence_subject(x->state, loops, worst.at)->text;
    x->path = x->typed = (struct fact_path){0};
    return true;
}

// An element of a requirement, of several where more than one looks at it.
static bool explain_elements(struct explaining *x) {
    if (!choose_element(x))
        return false;
    x->out->subject = x->out->asked;
    x->out->verdict = VERDICT_SKIP;
    bool any = false;
    for (uint32_t i = 0; i < x->finding->requirement_count; i++) {
        struct subject_chosen element = explanation_element(x, i);
        if (!element.found)
            continue;
        if (!any)
            add_loops(x, &element);
        x->out->verdict = verdict_graver(x->out->verdict, element.verdict);
        derive_element(x, i, &element);
        any = true;
    }
    return true;
}

static bool explain_named(struct explaining *x) {
    struct subject_chosen subject = explanation_asked(x);
    if (subject.found)
        explain_subject(x, &subject);
    return subject.found || explain_elements(x);
}

// A subject as reports name it, or a path; else the key of one.
static void explain_asked(struct explaining *x) {
    bool found = explain_named(x);
    if (!found && explanation_key(x))
        found = explain_named(x);
    if (!found)
        x->out->root = NULL;
}

// The lists that are absent, so that there may be further subjects.
static void add_absent(struct explaining *x) {
    for (uint32_t i = 0; i < x->finding->missing.count; i++)
        derivation_add_missing(&x->deriving, x->out->root, &x->finding->missing.facts[i]);
}

static void explain_rule(struct explaining *x) {
    struct rule_state *state = x->state;
    if (state->rule->when != NULL)
        add_expression(x, x->out->root, "when", state->run->root, state->rule->when);
    if (state->when != TRUTH_TRUE)
        return;
    add_lets(x, x->out->root, state->base, state->rule->lets, state->rule->let_count);
    if (x->out->asked != NULL) {
        explain_asked(x);
        return;
    }
    struct subject_chosen subject = explanation_foremost(x);
    if (subject.found)
        explain_subject(x, &subject);
    x->out->verdict = x->finding->verdict;
    add_absent(x);
}

// With its quotes, or without: then a key may look like a number.
static void read_paths(struct explaining *x) {
    const char *asked = x->out->asked;
    size_t wrong;
    if (asked == NULL || strpbrk(asked, "[.") == NULL)
        return;
    fact_path_parse(asked, x->deriving.arena, &x->path, &wrong);
    const char *rest = fact_path_parse_typed(asked, x->deriving.arena, &x->typed);
    if (rest == NULL || *rest != '\0')
        x->typed = (struct fact_path){0};
}

void explanation_make(struct rule_state *state, const struct rule_finding *finding,
                      struct explanation *explanation) {
    struct explaining x = {.state = state, .finding = finding, .out = explanation};
    x.deriving.arena = state->arena;
    x.deriving.missing = state->missing;
    x.deriving.whole = explanation->whole;
    explanation->subject = "";
    explanation->verdict = finding->verdict;
    explanation->root = derivation_new(&x.deriving, "rule", finding->rule->title);
    read_paths(&x);
    explain_rule(&x);
    if (explanation->root != NULL) {
        explanation->root->judged = true;
        explanation->root->verdict = explanation->verdict;
    }
}
