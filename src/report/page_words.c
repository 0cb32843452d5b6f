// The words about a requirement in the text report, without the lines that they stand on.
#include <inttypes.h>
#include <string.h>

#include "report/cut.h"
#include "report/page.h"
#include "report/plain.h"

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

static bool has_several(const struct findings *findings) {
    for (uint32_t i = 1; i < findings->rule_count; i++)
        if (findings->rules[i].policy != findings->rules[0].policy)
            return true;
    return false;
}

void page_add_rule(struct text *out, const struct report *report,
                   const struct rule_finding *finding) {
    if (has_several(report->findings))
        plain_add_id(out, finding);
    else
        text_add(out, finding->rule->name);
}

// What the subjects are: the list's name, for the rule's own may be short.
static const char *subject_noun(const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    if (rule->loop_count == 0)
        return NULL;
    const struct loop *last = &rule->loops[rule->loop_count - 1];
    return last->space != NULL ? last->space->name : last->name;
}

static const char *excused_word(const struct excused *excused) {
    return excused->baseline == 0 ? "waived" : excused->waived == 0 ? "in the baseline" : "excused";
}

// How many subjects: "2 of 9 vm", "each of 9 vm". Those that are excused stand behind those that
// count, where there are any.
static void add_subjects(struct text *out, const struct rule_finding *finding,
                         const struct requirement_finding *requirement) {
    uint64_t excused = requirement->failed_covered, counting = requirement->failed_count - excused;
    const char *noun = subject_noun(finding);
    if (counting > 0 && excused > 0)
        text_addf(out, "%" PRIu64 " of %" PRIu64 " %s, %" PRIu64 " %s", counting, finding->subjects,
                  noun, excused, excused_word(&requirement->failed_excused));
    else if (requirement->failed_count > 0)
        text_addf(out, "%" PRIu64 " of %" PRIu64 " %s", requirement->failed_count,
                  finding->subjects, noun);
    else
        text_addf(out, "each of %" PRIu64 " %s", finding->subjects, noun);
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

// The bytes of a text in quotes at the start, its quotes included.
static size_t quoted_size(const char *text) {
    size_t at = 1;
    while (text[at] != '\0' && text[at] != '"')
        at += text[at] == '\\' && text[at + 1] != '\0' ? 2 : 1;
    return text[at] == '"' ? at + 1 : at;
}

// Adds a text in quotes; of a long one both ends, and how long it is.
static void add_quoted(struct text *out, const char *quoted, size_t size, bool whole) {
    enum { LONG = 120, MOST = 60, QUOTES = 2 };
    if (whole || size < LONG || quoted[size - 1] != '"') {
        text_add_bytes(out, quoted, size);
        return;
    }
    text_add_char(out, '"');
    cut_add_bytes(out, quoted + 1, size - QUOTES, MOST);
    text_addf(out, "\" (%zu characters)", utf8_length(quoted + 1, size - QUOTES));
}

void page_add_shown(struct text *out, const char *shown, bool whole) {
    for (size_t i = 0; shown[i] != '\0';) {
        if (shown[i] == '"') {
            size_t size = quoted_size(shown + i);
            add_quoted(out, shown + i, size, whole);
            i += size;
        } else if (is_whole_minute(shown, i)) {
            i += 3;
        } else {
            text_add_char(out, shown[i++]);
        }
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
                      const struct requirement_finding *requirement, bool whole) {
    if (is_compared(finding, requirement))
        page_add_shown(out, requirement->shown, whole);
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
                   const struct requirement_finding *requirement, bool whole) {
    add_sides(out, finding, requirement, whole);
    add_tightest(out, requirement);
    if (requirement->verdict == VERDICT_PASS && finding->sure == 0)
        text_add(out, "; unknown whether any is meant");
    if (requirement->vacuous)
        text_addf(out, "; nothing to check: %s", requirement->empty);
    else if (has_vacuous(finding))
        text_add(out, "; in part nothing to check: a list is empty");
}

void page_add_requirement(struct text *out, const struct rule_finding *finding,
                          const struct requirement_finding *requirement, bool whole) {
    struct text lead = {0};
    page_add_lead(&lead, finding, requirement);
    text_addf(out, "%s: %s%s%s", verdict_text(requirement->verdict), text_data(&lead),
              lead.size > 0 ? "   " : "", requirement->requirement->text);
    if (requirement->shown != NULL && requirement->margin.present) {
        text_add(out, "   ");
        page_add_shown(out, requirement->shown, whole);
    }
    add_tightest(out, requirement);
    if (requirement->vacuous)
        text_addf(out, "   nothing to check: %s", requirement->empty);
    text_clear(&lead);
}

void page_add_verdict(struct text *out, const struct rule_finding *finding) {
    const struct requirement_finding *foremost = page_foremost(finding);
    const struct missing_fact *missing =
        finding->verdict == VERDICT_UNKNOWN ? report_first_missing(finding) : NULL;
    struct text lead = {0};
    text_add(out, verdict_text(finding->verdict));
    if (missing != NULL) {
        text_addf(out, ": %s, %s", missing->fact, missing->words);
    } else if (finding->verdict == VERDICT_SKIP && finding->skipped != NULL) {
        text_addf(out, ": %s", finding->skipped);
    } else if (foremost != NULL) {
        page_add_lead(&lead, finding, foremost);
        text_addf(out, ": %s%s", text_data(&lead), lead.size > 0 ? "   " : "");
        page_add_rest(out, finding, foremost, false);
    }
    text_clear(&lead);
}
