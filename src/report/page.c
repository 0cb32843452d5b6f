// The lines of one rule in the text report.
#include "report/page.h"

#include <inttypes.h>
#include <string.h>

enum { VALUES_WIDTH = 90, MISSING_SHOWN = 3, SUBJECTS_SHOWN = 3 };

void page_style(struct page *page, enum style style) {
    static const char *const codes[] = {"0", "1", "2", "31", "32", "33"};
    if (page->report->colour)
        text_addf(page->out, "\033[%sm", codes[style]);
}

bool page_fails(const struct report *report, const struct rule *rule) {
    return rule->severity == SEVERITY_ERROR || report_counts(report, rule);
}

// ---- columns ----

static void add_column(struct page *page, const char *text, size_t width) {
    size_t before = page->out->size;
    text_add_clean(page->out, text);
    size_t used = utf8_width(page->out->data + before, page->out->size - before);
    text_add_repeat(page->out, ' ', (used < width ? width - used : 0) + PAGE_GAP);
}

static void begin_line(struct page *page, size_t depth) {
    text_add_repeat(page->out, ' ', PAGE_INDENT + depth * 2);
}

static void add_line(struct page *page, size_t depth, const char *text) {
    begin_line(page, depth);
    text_add_clean(page->out, text);
    text_add_char(page->out, '\n');
}

// The first line of a rule: verdict, name, and one or two columns about it.
static void write_first(struct page *page, const struct rule_finding *finding, const char *middle,
                        const char *right) {
    static const enum style styles[] = {STYLE_GREEN, STYLE_RED, STYLE_YELLOW, STYLE_DIM, STYLE_DIM};
    bool warns = finding->verdict == VERDICT_FAIL && !page_fails(page->report, finding->rule);
    const char *word =
        warns ? severity_text(finding->rule->severity) : verdict_text(finding->verdict);
    text_add_repeat(page->out, ' ', PAGE_MARGIN);
    page_style(page, warns ? STYLE_YELLOW : styles[finding->verdict]);
    text_add(page->out, word);
    page_style(page, STYLE_NONE);
    text_add_repeat(page->out, ' ', PAGE_WORD - strlen(word));
    add_column(page, finding->rule->name, page->name_width);
    if (right != NULL) {
        add_column(page, middle, page->shown_width);
        text_add_clean(page->out, right);
    } else {
        text_add_clean(page->out, middle);
    }
    text_add_char(page->out, '\n');
}

// ---- requirements ----

// A margin says more than a comparison without one, and that more than nothing.
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

static const char *loop_name(const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    return rule->loop_count > 0 ? rule->loops[rule->loop_count - 1].name : NULL;
}

// "5 short (vm "db01")"
static void add_margin(struct text *out, const struct margin *margin) {
    text_add(out, margin->text);
    if (margin->subject.text[0] != '\0')
        text_addf(out, "  (%s)", margin->subject.text);
}

static void add_remark(struct text *out, const char *remark) {
    text_addf(out, "%s%s", out->size > 0 ? "; " : "", remark);
}

// How many there were: "2 of 9 vm", "each of 9 vm".
static void add_subjects(struct text *out, const struct rule_finding *finding,
                         const struct requirement_finding *requirement) {
    if (requirement->verdict == VERDICT_FAIL)
        text_addf(out, "%" PRIu64 " of %" PRIu64 " %s", requirement->failed_count,
                  finding->subjects, loop_name(finding));
    else
        text_addf(out, "each of %" PRIu64 " %s", finding->subjects, loop_name(finding));
}

static bool is_compared(const struct rule_finding *finding,
                        const struct requirement_finding *requirement) {
    return requirement->shown != NULL &&
           (requirement->margin.present || finding->rule->loop_count == 0);
}

// Both sides where there is one comparison; what was asked where it failed; else of how many it
// holds, or the title.
static void add_middle(struct text *out, const struct rule_finding *finding,
                       const struct requirement_finding *requirement) {
    if (is_compared(finding, requirement))
        text_add(out, requirement->shown);
    else if (requirement->verdict == VERDICT_FAIL)
        text_add(out, requirement->requirement->text);
    else if (loop_name(finding) != NULL)
        add_subjects(out, finding, requirement);
    else
        text_add(out, finding->rule->title);
}

// The margin, or how many failed; and whether nothing was looked at.
static void add_right(struct text *out, const struct rule_finding *finding,
                      const struct requirement_finding *requirement) {
    if (requirement->margin.present)
        add_margin(out, &requirement->margin);
    else if (loop_name(finding) != NULL && requirement->verdict == VERDICT_FAIL)
        add_subjects(out, finding, requirement);
    if (requirement->vacuous)
        add_remark(out, "nothing to check: its list is empty");
}

static bool has_vacuous(const struct rule_finding *finding) {
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (finding->requirements[i].vacuous)
            return true;
    return false;
}

static void write_judged(struct page *page, const struct rule_finding *finding) {
    const struct requirement_finding *foremost = page_foremost(finding);
    struct text middle = {0}, right = {0};
    if (foremost == NULL) {
        write_first(page, finding, finding->rule->title, NULL);
        return;
    }
    add_middle(&middle, finding, foremost);
    add_right(&right, finding, foremost);
    if (!foremost->vacuous && has_vacuous(finding))
        add_remark(&right, "in part nothing to check: a list is empty");
    write_first(page, finding, text_data(&middle), right.size > 0 ? text_data(&right) : NULL);
    text_clear(&middle);
    text_clear(&right);
}

// ---- failures ----

// Whether a value is only put together from others that are shown.
static bool is_composed(const struct failed_subject *failed, uint32_t index) {
    static const char *const operators[] = {" + ", " - ", " * ", " / ", " mod "};
    const char *text = failed->values[index].text;
    bool operates = false, contains = false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        operates |= strstr(text, operators[i]) != NULL;
    for (uint32_t i = 0; operates && !contains && i < failed->value_count; i++)
        contains = i != index && strstr(text, failed->values[i].text) == text;
    return contains;
}

// The values on as few lines as they take.
static void write_values(struct page *page, size_t depth, const struct failed_subject *failed) {
    struct text all = {0}, value = {0}, *line = &all;
    for (uint32_t i = 0; i < failed->value_count; i++) {
        if (!page->report->verbose && is_composed(failed, i))
            continue;
        text_reset(&value);
        text_addf(&value, "%s = %s", failed->values[i].text, failed->values[i].value);
        if (line->size > 0 && line->size + value.size > VALUES_WIDTH) {
            add_line(page, depth, text_data(line));
            text_reset(line);
        }
        text_addf(line, "%s%s", line->size > 0 ? ", " : "", text_data(&value));
    }
    if (line->size > 0)
        add_line(page, depth, text_data(line));
    text_clear(line);
    text_clear(&value);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void write_remedy(struct page *page, size_t depth, const char *remedy) {
    begin_line(page, depth);
    text_add(page->out, "-> ");
    text_add_clean(page->out, remedy);
    text_add_char(page->out, '\n');
}

// Subject and message, its values, and the remedy unless all have the same.
static void write_subject(struct page *page, const struct failed_subject *failed, bool remedy) {
    struct text line = {0};
    size_t depth = failed->subject->text[0] != '\0' ? 1 : 0;
    text_add(&line, failed->subject->text);
    if (failed->message != NULL)
        text_addf(&line, "%s%s", line.size > 0 ? ": " : "", failed->message);
    if (line.size > 0)
        add_line(page, 0, text_data(&line));
    write_values(page, depth, failed);
    if (remedy && failed->remedy != NULL)
        write_remedy(page, depth, failed->remedy);
    text_clear(&line);
}

static bool shares_remedy(const struct rule_finding *finding, const char **shared) {
    bool any = false;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        for (uint32_t j = 0; j < finding->requirements[i].failed_shown; j++) {
            const char *remedy = finding->requirements[i].failed[j].remedy;
            if (any && !same_text(remedy, *shared))
                return false;
            *shared = remedy;
            any = true;
        }
    return true;
}

static void write_more(struct page *page, const struct requirement_finding *requirement,
                       uint32_t shown) {
    enum { NAMED = 5 };
    struct text line = {0};
    uint64_t more = requirement->failed_count - shown;
    if (more == 0)
        return;
    text_addf(&line, "and %" PRIu64 " more", more);
    for (uint64_t i = 0; i < more && i < NAMED; i++)
        text_addf(&line, "%s%s", i == 0 ? ": " : ", ",
                  requirement->failed_subjects[shown + i].text);
    if (more > NAMED)
        text_add(&line, ", …");
    add_line(page, 0, text_data(&line));
    text_clear(&line);
}

static void write_failed(struct page *page, const struct requirement_finding *requirement,
                         bool remedy) {
    uint32_t most = page->report->verbose ? requirement->failed_shown : SUBJECTS_SHOWN;
    uint32_t shown = requirement->failed_shown < most ? requirement->failed_shown : most;
    for (uint32_t i = 0; i < shown; i++)
        write_subject(page, &requirement->failed[i], remedy);
    write_more(page, requirement, shown);
}

// A further requirement on a line of its own.
static void write_requirement(struct page *page, const struct rule_finding *finding,
                              const struct requirement_finding *requirement) {
    struct text line = {0}, right = {0};
    text_addf(&line, "%s: %s", verdict_text(requirement->verdict), requirement->requirement->text);
    add_right(&right, finding, requirement);
    if (requirement->shown != NULL && requirement->margin.present)
        text_addf(&line, "   %s", requirement->shown);
    if (right.size > 0)
        text_addf(&line, "   %s", text_data(&right));
    add_line(page, 0, text_data(&line));
    text_clear(&line);
    text_clear(&right);
}

// ---- missing facts ----

// Distinct missing facts of a rule, in order.
struct missing_lines {
    struct page *page;
    struct intern *seen;
    const struct rule_finding *finding;
    uint64_t count, most;
};

static void write_missing_list(struct missing_lines *lines, const struct missing_fact *missing,
                               uint32_t count) {
    struct text line = {0};
    for (uint32_t i = 0; i < count; i++) {
        text_reset(&line);
        report_add_missing(&line, &missing[i]);
        if (intern_add(lines->seen, text_data(&line), line.size) < lines->count)
            continue;
        lines->count++;
        if (lines->count == 1 && lines->finding->verdict == VERDICT_UNKNOWN)
            write_first(lines->page, lines->finding, text_data(&line), NULL);
        else if (lines->count <= lines->most)
            add_line(lines->page, 0, text_data(&line));
    }
    text_clear(&line);
}

static void write_missing(struct page *page, const struct rule_finding *finding) {
    struct arena *arena = arena_new();
    struct missing_lines lines = {page, intern_new(arena), finding, 0,
                                  page->report->verbose ? UINT64_MAX : MISSING_SHOWN};
    write_missing_list(&lines, finding->missing, finding->missing_count);
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        write_missing_list(&lines, finding->requirements[i].missing,
                           finding->requirements[i].missing_count);
    if (lines.count == 0 && finding->verdict == VERDICT_UNKNOWN)
        write_first(page, finding, finding->rule->title, NULL);
    if (lines.count > lines.most) {
        begin_line(page, 0);
        text_addf(page->out, "and %" PRIu64 " more; --verbose shows them\n",
                  lines.count - lines.most);
    }
    arena_free(arena);
}

// ---- rules ----

static void write_title(struct page *page, const struct rule *rule) {
    begin_line(page, 0);
    text_add_clean(page->out, rule->title);
    if (rule->severity != SEVERITY_ERROR)
        text_addf(page->out, " (%s)", severity_text(rule->severity));
    text_add_char(page->out, '\n');
}

static void write_place(struct page *page, const struct rule *rule) {
    struct place place = sources_place(page->report->program->sources, rule->span.begin);
    begin_line(page, 0);
    page_style(page, STYLE_DIM);
    text_add_clean(page->out, place.source->name);
    text_addf(page->out, ":%" PRIu32, place.line);
    page_style(page, STYLE_NONE);
    text_add_char(page->out, '\n');
}

static uint32_t count_failed(const struct rule_finding *finding) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        count += finding->requirements[i].verdict == VERDICT_FAIL;
    return count;
}

static void write_failure(struct page *page, const struct rule_finding *finding) {
    const char *remedy = NULL;
    bool shared = shares_remedy(finding, &remedy), verbose = page->report->verbose;
    bool several = count_failed(finding) > 1;
    write_judged(page, finding);
    write_title(page, finding->rule);
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        if (verbose || (several && at->verdict == VERDICT_FAIL))
            write_requirement(page, finding, at);
        write_failed(page, at, !shared);
    }
    write_missing(page, finding);
    if (shared && remedy != NULL)
        write_remedy(page, 0, remedy);
    write_place(page, finding->rule);
}

static void write_details(struct page *page, const struct rule_finding *finding) {
    write_title(page, finding->rule);
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        write_requirement(page, finding, &finding->requirements[i]);
    write_place(page, finding->rule);
}

void page_rule(struct page *page, const struct rule_finding *finding) {
    switch (finding->verdict) {
    case VERDICT_PASS:
        write_judged(page, finding);
        break;
    case VERDICT_FAIL:
    case VERDICT_WAIVED:
        write_failure(page, finding);
        return;
    case VERDICT_UNKNOWN:
        write_missing(page, finding);
        break;
    case VERDICT_SKIP:
        write_first(page, finding, finding->skipped != NULL ? finding->skipped : "", NULL);
        break;
    }
    if (page->report->verbose)
        write_details(page, finding);
}
