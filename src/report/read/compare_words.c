// The words of a comparison.
#include "report/read/compare_words.h"

#include <inttypes.h>
#include <string.h>

#include "lang/unit.h"
#include "report/page.h"
#include "report/read/compare_parts.h"

void compare_add_rule(struct text *out, const struct past_rule *rule) {
    size_t policy = strcspn(rule->id, "/");
    text_add(out, rule->id);
    if (strlen(rule->root) != policy || strncmp(rule->id, rule->root, policy) != 0)
        text_addf(out, " for %s", rule->root);
}

void compare_add_verdicts(struct text *out, const struct rule_change *change) {
    const struct past_rule *before = change->before, *after = change->after;
    if (before == NULL)
        text_addf(out, "%s, was not there", verdict_text(after->verdict));
    else if (after == NULL)
        text_addf(out, "not there, was %s", verdict_text(before->verdict));
    else if (before->verdict != after->verdict)
        text_addf(out, "%s, was %s", verdict_text(after->verdict), verdict_text(before->verdict));
    else
        text_add(out, verdict_text(after->verdict));
}

void compare_add_severity(struct text *out, const struct rule_change *change) {
    if (change->before != NULL && change->after != NULL &&
        change->before->severity != change->after->severity)
        text_addf(out, "severity %s, was %s", severity_text(change->after->severity),
                  severity_text(change->before->severity));
}

void compare_add_left_out(struct text *out, const struct rule_change *change) {
    if (change->left_out > 0)
        text_addf(out, "%s%" PRIu64 " that a report does not name are not compared",
                  change->more ? "more fail than did; " : "", change->left_out);
}

// The same change on the other side, of another value.
static const struct past_tailoring *other_side(const struct rule_change *change, size_t index) {
    const struct past_tailoring *wanted = change->tailored[index];
    for (size_t i = 0; i < change->tailored_count; i++) {
        const struct past_tailoring *at = change->tailored[i];
        if (change->lifted[i] != change->lifted[index] && strcmp(at->kind, wanted->kind) == 0 &&
            compare_same(at->param, wanted->param))
            return at;
    }
    return NULL;
}

void compare_add_tailoring(struct text *out, const struct rule_change *change, size_t index) {
    const struct past_tailoring *tailored = change->tailored[index];
    const struct past_tailoring *other = other_side(change, index);
    if (change->lifted[index] && other != NULL)
        return;
    text_add(out, change->lifted[index] ? "no longer tailored by " : "tailored by ");
    text_addf(out, "%s: ", tailored->by);
    if (tailored->param != NULL)
        text_addf(out, "%s = ", tailored->param);
    else if (strcmp(tailored->kind, "severity") == 0)
        text_add(out, "severity ");
    text_add(out, tailored->to);
    if (other != NULL)
        text_addf(out, ", was %s by %s", other->to, other->by);
}

void compare_add_about(struct text *out, const struct run_change *change) {
    if (strcmp(change->what, "digest") == 0) {
        text_add(out, "digest: another; facts, policies, options or the time differ");
        return;
    }
    text_addf(out, "%s: ", change->what);
    if (change->before == NULL)
        text_addf(out, "%s, was not there", change->after);
    else if (change->after == NULL)
        text_addf(out, "not there, was %s", change->before);
    else
        text_addf(out, "%s, was %s", change->after, change->before);
}

// ---- margins ----

void compare_add_margins(struct text *out, const struct margin_change *change) {
    text_addf(out, "%s, was %s", change->after->margin.text, change->before->margin.text);
}

static struct dimension dimension_of(const char *type) {
    static const struct dimension all[] = {{1, 0}, {0, 1}, {0, -1}, {1, -1}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(dimension_name(all[i]), type) == 0)
            return all[i];
    return DIMENSION_NONE;
}

// "87.5%"
static void add_percent(struct text *out, struct decimal share) {
    struct decimal percent;
    char digits[DECIMAL_TEXT];
    if (!decimal_multiply(share, decimal_from_int(100), &percent) ||
        !decimal_round_to(percent, 1, &percent))
        return;
    decimal_format(percent, digits);
    text_addf(out, "%s%%", digits);
}

// A margin of shares is one of plain numbers, and shown as people wrote them.
static bool is_percent(const struct past_margin *margin) {
    return strcmp(margin->type, "number") == 0 && strchr(margin->text, '%') != NULL;
}

void compare_add_loss(struct text *out, const struct margin_change *change) {
    struct decimal by = change->by, share = change->share;
    bool less = by.nano < 0;
    if (less && (!decimal_negate(by, &by) || !decimal_negate(share, &share)))
        return;
    if (is_percent(&change->before->margin) || is_percent(&change->after->margin))
        add_percent(out, by);
    else
        quantity_show(out, by, dimension_of(change->after->margin.type));
    text_add(out, less ? " less" : " more");
    if (change->has_share) {
        text_add(out, " (");
        add_percent(out, share);
        text_add_char(out, ')');
    }
}

// ---- names ----

void compare_add_subjects(struct text *out, const struct subject_change *change, size_t most) {
    const char *between = change->count > 0 ? page_between(change->items[0]->text) : "";
    if (change->count == 1 && change->items[0]->text[0] == '\0')
        return;
    for (size_t i = 0; i < change->count && i < most; i++)
        text_addf(out, "%s%s", i > 0 ? between : "", change->items[i]->text);
    if (change->count > most)
        text_addf(out, "%sand %zu more", between, change->count - most);
}

void compare_add_keys(struct text *out, const char *const *keys, size_t count, size_t most) {
    for (size_t i = 0; i < count && i < most; i++) {
        text_add(out, i > 0 ? ", " : "");
        text_add(out, keys[i]);
    }
    if (count > most)
        text_addf(out, ", and %zu more", count - most);
}

void compare_add_passed(struct text *out, const struct list_change *change) {
    text_addf(out, "%s: %zu of %zu pass, was %zu of %zu", change->name, change->passed[1],
              change->all[1], change->passed[0], change->all[0]);
}

// ---- sums ----

bool compare_is_told(const struct run_pair *pair) {
    return pair->before == NULL || pair->after == NULL || pair->about_count > 0 ||
           pair->rule_count > 0 || pair->margin_count > 0 || pair->list_count > 0;
}

static void add_count(struct text *out, size_t count, const char *one, const char *many) {
    if (count == 0)
        return;
    text_addf(out, "%s%zu %s", out->size > 0 ? ", " : "", count, count == 1 ? one : many);
}

static size_t count_runs(const struct run_comparison *comparison, bool came) {
    size_t count = 0;
    for (size_t i = 0; i < comparison->count; i++)
        count += came ? comparison->pairs[i].before == NULL : comparison->pairs[i].after == NULL;
    return count;
}

// What makes a run look better than it is.
static void add_leniency(struct text *out, const struct run_comparison *comparison) {
    struct text said = {0};
    add_count(&said, comparison->uncounted, "rule that fails or is unknown counts no more",
              "rules that fail or are unknown count no more");
    add_count(&said, comparison->left_out, "rule that failed or was unknown was not evaluated",
              "rules that failed or were unknown were not evaluated");
    if (said.size > 0)
        text_addf(out, "; but %s", text_data(&said));
    text_clear(&said);
}

void compare_add_sum(struct text *out, const struct run_comparison *comparison) {
    struct text sum = {0};
    const size_t *rules = comparison->rules;
    add_count(&sum, rules[RULE_WORSE], "rule worse", "rules worse");
    add_count(&sum, comparison->undecided, "run decides nothing", "runs decide nothing");
    add_count(&sum, rules[RULE_NOTED], "more that does not count", "more that do not count");
    add_count(&sum, rules[RULE_MENDED], "mended", "mended");
    add_count(&sum, rules[RULE_CHANGED], "changed", "changed");
    add_count(&sum, rules[RULE_CAME], "new rule", "new rules");
    add_count(&sum, rules[RULE_WENT], "rule went", "rules went");
    add_count(&sum, comparison->shrank, "margin shrank", "margins shrank");
    add_count(&sum, comparison->margins_lost, "by too much", "by too much");
    add_count(&sum, comparison->grew, "margin grew", "margins grew");
    add_count(&sum, comparison->came, "element came", "elements came");
    add_count(&sum, comparison->went, "element went", "elements went");
    add_count(&sum, count_runs(comparison, true), "run came", "runs came");
    add_count(&sum, count_runs(comparison, false), "run went", "runs went");
    text_add(out, sum.size > 0 ? text_data(&sum) : "no difference");
    add_leniency(out, comparison);
    text_clear(&sum);
}
