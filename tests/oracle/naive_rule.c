// Rules: subjects, requirements, margins.
#include <string.h>

#include "account.h"

// A rule's subjects and its requirements share loops up to this many, as the evaluator has it.
enum { NAMED_LOOPS = 16, WALKED = UNKNOWN_WALKED };

// What was found for one requirement. Its outermost every and no are taken off: their loops name
// the elements that fail.
struct judged {
    const struct requirement *requirement;
    const struct expr *body;
    bool negated;
    struct loop own[NAMED_LOOPS];
    uint32_t own_count;
    uint64_t elements, unknown_count;
    struct names failed;
    struct margin_line margin;
    const struct reasons *missing;
    bool subject_failed, subject_unknown; // while a subject is judged
};

struct judging {
    struct naive *n;
    struct frame frame;
    const struct rule *rule;
    struct judged *requirements;
    struct judged *at; // the requirement being judged
    const char *labels[2 * NAMED_LOOPS];
    uint64_t subjects, sure;
    bool lists_unknown;
    const struct reasons *missing;
};

static void take_apart(struct judged *judged, const struct rule *rule,
                       const struct requirement *requirement) {
    const struct expr *body = requirement->condition;
    judged->requirement = requirement;
    while (body->kind == EXPR_FOLD && (body->fold == FOLD_EVERY || body->fold == FOLD_NO) &&
           !judged->negated &&
           rule->loop_count + judged->own_count + body->sequence->loop_count <= NAMED_LOOPS) {
        for (uint32_t i = 0; i < body->sequence->loop_count; i++)
            judged->own[judged->own_count++] = body->sequence->loops[i];
        judged->negated = body->fold == FOLD_NO;
        body = body->sequence->element;
    }
    judged->body = body;
}

static const struct loop *loop_of(struct judging *j, uint32_t at) {
    return at < j->rule->loop_count ? &j->rule->loops[at] : &j->at->own[at - j->rule->loop_count];
}

static const char *list_of(struct judging *j, uint32_t at) {
    const struct loop *loop = loop_of(j, at);
    return loop->space ? loop->space->name : loop->name;
}

// Elements of lists of one name are told apart by the names of their loops.
static const char *subject_text(struct judging *j, uint32_t loops) {
    const char *text = "";
    for (uint32_t i = 0; i < loops; i++) {
        const char *joint = i ? " " : "", *name = "";
        for (uint32_t k = 0; k < loops; k++)
            if (k != i && strcmp(list_of(j, k), list_of(j, i)) == 0) {
                const char *own = loop_of(j, i)->name;
                joint = i ? ", " : "";
                name =
                    strcmp(own, list_of(j, i)) == 0 ? "" : arena_printf(j->n->arena, "%s = ", own);
            }
        text = arena_printf(j->n->arena, "%s%s%s%s", text, joint, name, j->labels[i]);
    }
    return text;
}

static const char *element_text(struct judging *j) {
    return subject_text(j, j->rule->loop_count + j->at->own_count);
}

// ---- margins ----

static void take_margin(struct judging *j, struct decimal value, bool bounded) {
    struct margin_line *margin = &j->at->margin;
    if (margin->present && margin->value.nano <= value.nano)
        return;
    *margin = (struct margin_line){true, bounded, value, element_text(j)};
}

static void find_margin(struct judging *j, const struct value *truth) {
    const struct expr *body = j->at->body;
    bool left = body->op == BUILTIN_GREATER || body->op == BUILTIN_AT_LEAST;
    struct value capacity = naive_value(j->n, &j->frame, body->items[left ? 0 : 1]);
    struct value load = naive_value(j->n, &j->frame, body->items[left ? 1 : 0]);
    struct decimal margin;
    struct range difference = range_add(capacity.range, range_negate(load.range));
    if (body->items[0]->type.kind == TYPE_TIME)
        difference = range_divide(difference, range_point(decimal_from_int(DECIMAL_ONE)));
    if (capacity.known && load.known) {
        if (body->items[0]->type.kind == TYPE_TIME)
            take_margin(j, (struct decimal){(__int128)capacity.time - load.time}, false);
        else if (decimal_subtract(capacity.number, load.number, &margin))
            take_margin(j, margin, false);
    } else if (truth->known && (truth->truth ? difference.has_low : difference.has_high)) {
        take_margin(j, truth->truth ? difference.low : difference.high, true);
    }
}

static bool has_margin(const struct judged *judged) {
    const struct expr *body = judged->body;
    if (judged->negated || body->kind != EXPR_APPLY || body->op < BUILTIN_LESS ||
        body->op > BUILTIN_AT_LEAST)
        return false;
    const struct type *type = &body->items[0]->type;
    return type_is_numeric(type) || type->kind == TYPE_TIME;
}

// ---- one requirement ----

static void judge_element(void *state, enum truth member, const struct reasons *reasons) {
    struct judging *j = state;
    struct judged *at = j->at;
    (void)reasons;
    struct value body = naive_value(j->n, &j->frame, at->body);
    at->elements++;
    if (member == TRUE_ && has_margin(at))
        find_margin(j, &body);
    bool holds = body.known && body.truth != at->negated;
    if (holds)
        return;
    if (body.known && member == TRUE_) {
        ARENA_PUSH(j->n->arena, at->failed.at, at->failed.count, at->failed.room) = element_text(j);
        at->subject_failed = true;
    } else {
        at->subject_unknown = true;
    }
}

static void absent_element(void *state, uint32_t at, const struct reasons *reasons) {
    struct judging *j = state;
    (void)at;
    (void)reasons;
    j->at->subject_unknown = true;
}

static void judge_requirement(struct judging *j, struct judged *judged, enum truth member,
                              const struct reasons *reasons) {
    j->at = judged;
    judged->subject_failed = judged->subject_unknown = false;
    struct walk walk = {.n = j->n,
                        .frame = &j->frame,
                        .loops = judged->own,
                        .count = judged->own_count,
                        .visit = judge_element,
                        .absent = absent_element,
                        .state = j,
                        .labels = j->labels + j->rule->loop_count};
    naive_walk(&walk, member, reasons);
    if (judged->subject_failed || !judged->subject_unknown)
        return;
    if (judged->unknown_count++ >= WALKED)
        return;
    struct value condition = naive_value(j->n, &j->frame, judged->requirement->condition);
    judged->missing = reasons_join(j->n->arena, judged->missing, reasons);
    judged->missing = reasons_join(j->n->arena, judged->missing, condition.reasons);
}

static void judge_subject(void *state, enum truth member, const struct reasons *reasons) {
    struct judging *j = state;
    j->subjects++;
    j->sure += member == TRUE_;
    for (uint32_t i = 0; i < j->rule->requirement_count; i++)
        judge_requirement(j, &j->requirements[i], member, reasons);
}

static void absent_subjects(void *state, uint32_t at, const struct reasons *reasons) {
    struct judging *j = state;
    (void)at;
    j->lists_unknown = true;
    j->missing = reasons_join(j->n->arena, j->missing, reasons);
}

// ---- verdicts ----

static enum verdict judged_verdict(const struct judging *j, const struct judged *judged) {
    if (judged->failed.count)
        return VERDICT_FAIL;
    if (judged->unknown_count || j->lists_unknown)
        return VERDICT_UNKNOWN;
    return j->subjects ? VERDICT_PASS : VERDICT_SKIP;
}

// The verdict of a rule whose `when` holds; the worst of its requirements.
static enum verdict worst_verdict(const struct judging *j) {
    static const enum verdict order[] = {VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS};
    for (size_t v = 0; v < sizeof order / sizeof *order; v++)
        for (uint32_t i = 0; i < j->rule->requirement_count; i++)
            if (judged_verdict(j, &j->requirements[i]) == order[v])
                return order[v];
    return VERDICT_SKIP;
}

static void account_judged(struct text *out, const struct judging *j, const struct judged *judged) {
    struct requirement_line line = {.text = judged->requirement->text,
                                    .verdict = judged_verdict(j, judged),
                                    .unknown_count = judged->unknown_count,
                                    .margin = judged->margin,
                                    .failed = judged->failed};
    if (line.verdict == VERDICT_UNKNOWN)
        line.margin.present = false;
    line.margin.bounded |= judged->unknown_count > 0 || j->lists_unknown;
    line.vacuous = line.verdict == VERDICT_PASS && judged->own_count && !judged->elements;
    line.missing = reasons_list(j->n->arena, judged->missing);
    account_requirement(out, &line);
}

static void run_subjects(struct judging *j) {
    const struct rule *rule = j->rule;
    for (uint32_t i = 0; i < rule->let_count; i++)
        j->frame.slots[rule->lets[i].slot] = naive_value(j->n, &j->frame, rule->lets[i].value);
    struct walk walk = {.n = j->n,
                        .frame = &j->frame,
                        .loops = rule->loops,
                        .count = rule->loop_count,
                        .visit = judge_subject,
                        .absent = absent_subjects,
                        .state = j,
                        .labels = j->labels};
    naive_walk(&walk, TRUE_, NULL);
}

// The verdict, and whether it decides something.
static enum verdict account_one(struct text *out, struct naive *n, const struct rule *rule,
                                bool *decides) {
    struct judging *j = ARENA_NEW(n->arena, struct judging);
    struct value when = value_truth(true);
    j->n = n;
    j->rule = rule;
    j->requirements = ARENA_ARRAY(n->arena, struct judged, rule->requirement_count);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        take_apart(&j->requirements[i], rule, &rule->requirements[i]);
    if (rule->when)
        when = naive_value(n, &j->frame, rule->when);
    bool applies = when.known && when.truth;
    if (applies)
        run_subjects(j);
    enum verdict verdict = !when.known  ? VERDICT_UNKNOWN
                           : when.truth ? worst_verdict(j)
                                        : VERDICT_SKIP;
    const struct reasons *why = reasons_join(n->arena, j->missing, when.reasons);
    struct names missing = reasons_list(n->arena, why);
    account_rule(out, rule->name, verdict, j->subjects, &missing);
    for (uint32_t i = 0; applies && i < rule->requirement_count; i++)
        account_judged(out, j, &j->requirements[i]);
    *decides = verdict == VERDICT_FAIL || (verdict == VERDICT_PASS && j->sure > 0);
    return verdict;
}

// With --fail-on error.
void account_naive(struct text *out, struct naive *n) {
    enum verdict all = VERDICT_PASS;
    bool decided = false, decided_lesser = false, errors = false;
    for (uint32_t i = 0; i < n->policy->rule_count; i++) {
        const struct rule *rule = &n->policy->rules[i];
        bool decides;
        enum verdict verdict = account_one(out, n, rule, &decides);
        if (rule->severity != SEVERITY_ERROR) {
            decided_lesser |= decides;
            continue;
        }
        errors = true;
        decided |= decides;
        if (verdict == VERDICT_FAIL || (verdict == VERDICT_UNKNOWN && all == VERDICT_PASS))
            all = verdict;
    }
    account_verdict(out, (errors ? decided : decided_lesser) ? all : VERDICT_UNKNOWN);
}

void account_naive_value(struct text *out, struct naive *n, const struct expr *expr) {
    struct frame *frame = ARENA_NEW(n->arena, struct frame);
    struct value value = naive_value(n, frame, expr);
    struct names missing = reasons_list(n->arena, value.reasons);
    account_value(out, &expr->type, naive_json(n, &expr->type, &value), &missing);
}
