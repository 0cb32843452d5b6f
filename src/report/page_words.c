// The words about a requirement in the text report, without the lines that they stand on.
#include <inttypes.h>
#include <string.h>

#include "report/page.h"

// A margin shows more than a comparison without one, and that more than nothing.
static int rank_of(const struct requirement_finding *finding) {
    return finding->shown == NULL ? 0 : finding->margin.present ? 2 : 1;
}

static bool is_tighter(const struct margin *a, const struct margin *b) {
    return a->present && b->present && a->type.kind == b->type.kind &&
           dimension_equal(a->type.dimension, b->type.dimension) &&
           decimal_compare(a->value, b->value) < 0;
}

const struct requirement_finding *page_foremost(const struct rule_finding *finding) {
    const struct requirement_finding *best = NULL;
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        if (at->verdict != finding->verdict)
            continue;
        if (best == NULL || rank_of(at) > rank_of(best) || is_tighter(&at->margin, &best->margin))
            best = at;
    }
    return best;
}

// What the subjects are: the list's name, for the rule's own may be short.
static const char *subject_noun(const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    if (rule->loop_count == 0)
        return NULL;
    const struct loop *last = &rule->loops[rule->loop_count - 1];
    return last->space != NULL ? last->space->name : last->name;
}

// How many subjects: "2 of 9 vm", "each of 9 vm".
static void add_subjects(struct text *out, const struct rule_finding *finding,
                         const struct requirement_finding *requirement) {
    if (requirement->failed_count > 0)
        text_addf(out, "%" PRIu64 " of %" PRIu64 " %s", requirement->failed_count,
                  finding->subjects, subject_noun(finding));
    else
        text_addf(out, "each of %" PRIu64 " %s", finding->subjects, subject_noun(finding));
}

void page_add_lead(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement) {
    if (requirement->margin.present)
        text_add(out, requirement->margin.text);
    else if (subject_noun(finding) != NULL && requirement->failed_count > 0)
        add_subjects(out, finding, requirement);
}

// Whether the seconds of a time are zero, as in "T10:00:00Z".
static bool is_whole_minute(const char *text, size_t at) {
    return at >= 6 && text[at - 6] == 'T' && text[at - 3] == ':' &&
           strncmp(text + at, ":00Z", 4) == 0;
}

void page_add_shown(struct text *out, const char *shown) {
    bool quoted = false;
    for (size_t i = 0; shown[i] != '\0'; i++) {
        quoted ^= shown[i] == '"';
        if (!quoted && is_whole_minute(shown, i))
            i += 3;
        else if (quoted && shown[i] == '\\' && shown[i + 1] != '\0')
            text_add_char(out, shown[i++]);
        text_add_char(out, shown[i]);
    }
}

static bool is_compared(const struct rule_finding *finding,
                        const struct requirement_finding *requirement) {
    return requirement->shown != NULL &&
           (requirement->margin.present || finding->rule->loop_count == 0);
}

// Both sides where there is one comparison; what was asked where it failed; else of how many it
// holds, or the title.
static void add_sides(struct text *out, const struct rule_finding *finding,
                      const struct requirement_finding *requirement) {
    if (is_compared(finding, requirement))
        page_add_shown(out, requirement->shown);
    else if (requirement->failed_count > 0)
        text_add(out, requirement->requirement->text);
    else if (subject_noun(finding) != NULL && requirement->verdict == VERDICT_PASS)
        add_subjects(out, finding, requirement);
    else
        text_add(out, finding->rule->title);
}

// Whose margin it is: (vm "db01").
static void add_tightest(struct text *out, const struct requirement_finding *requirement) {
    if (requirement->margin.present && requirement->margin.subject.text[0] != '\0')
        text_addf(out, "  (%s)", requirement->margin.subject.text);
}

static bool has_vacuous(const struct rule_finding *finding) {
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (finding->requirements[i].vacuous)
            return true;
    return false;
}

void page_add_rest(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement) {
    add_sides(out, finding, requirement);
    add_tightest(out, requirement);
    if (requirement->verdict == VERDICT_PASS && finding->sure == 0)
        text_add(out, "; unknown whether any is meant");
    if (requirement->vacuous)
        text_addf(out, "; nothing to check: %s", requirement->empty);
    else if (has_vacuous(finding))
        text_add(out, "; in part nothing to check: a list is empty");
}

void page_add_requirement(struct text *out, const struct rule_finding *finding,
                          const struct requirement_finding *requirement) {
    struct text lead = {0};
    page_add_lead(&lead, finding, requirement);
    text_addf(out, "%s: %s%s%s", verdict_text(requirement->verdict), text_data(&lead),
              lead.size > 0 ? "   " : "", requirement->requirement->text);
    if (requirement->shown != NULL && requirement->margin.present) {
        text_add(out, "   ");
        page_add_shown(out, requirement->shown);
    }
    add_tightest(out, requirement);
    if (requirement->vacuous)
        text_addf(out, "   nothing to check: %s", requirement->empty);
    text_clear(&lead);
}
