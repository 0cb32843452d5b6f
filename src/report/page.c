// The lines of one rule in the text report.
#include "report/page.h"

#include "program/program_touch.h"

#include <inttypes.h>
#include <string.h>

enum { VALUES_WIDTH = 90, MISSING_SHOWN = 3, SUBJECTS_SHOWN = 3 };

// ---- names ----

static void add_severity(struct text *out, const struct rule *rule) {
    if (rule->severity != SEVERITY_ERROR)
        text_addf(out, " (%s)", severity_text(rule->severity));
}

void page_add_name(struct text *out, const struct rule_finding *finding) {
    text_add(out, finding->rule->name);
    if (finding->verdict == VERDICT_UNKNOWN)
        add_severity(out, finding->rule);
}

// The first line of a rule.
static void write_first(struct page *page, const struct rule_finding *finding, const char *lead,
                        const char *rest) {
    struct text name = {0};
    page_add_name(&name, finding);
    page_row(page, finding, text_data(&name), lead, rest);
    text_clear(&name);
}

// ---- requirements ----

static void write_judged(struct page *page, const struct rule_finding *finding) {
    const struct requirement_finding *foremost = page_foremost(finding);
    struct text lead = {0}, rest = {0};
    if (foremost == NULL) {
        write_first(page, finding, "", finding->rule->title);
        return;
    }
    page_add_lead(&lead, finding, foremost);
    page_add_rest(&rest, finding, foremost, page->report->verbose);
    write_first(page, finding, text_data(&lead), text_data(&rest));
    text_clear(&lead);
    text_clear(&rest);
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
    size_t width = page->report->width, indent = PAGE_INDENT + depth * 2 + 2;
    size_t most = width > indent && width - indent < VALUES_WIDTH ? width - indent : VALUES_WIDTH;
    for (uint32_t i = 0; i < failed->value_count; i++) {
        if (!page->report->verbose && is_composed(failed, i))
            continue;
        text_reset(&value);
        text_addf(&value, "%s = ", failed->values[i].text);
        page_add_shown(&value, failed->values[i].value, page->report->verbose);
        if (line->size > 0 && line->size + value.size > most) {
            page_line(page, depth, text_data(line));
            text_reset(line);
        }
        text_addf(line, "%s%s", line->size > 0 ? ", " : "", text_data(&value));
    }
    if (line->size > 0)
        page_line(page, depth, text_data(line));
    text_clear(line);
    text_clear(&value);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void write_remedy(struct page *page, size_t depth, const char *remedy) {
    struct text line = {0};
    text_addf(&line, "-> %s", remedy);
    page_line(page, depth, text_data(&line));
    text_clear(&line);
}

static const char *excused_word(enum verdict verdict) {
    return verdict == VERDICT_WAIVED     ? " (waived)"
           : verdict == VERDICT_BASELINE ? " (baseline)"
                                         : "";
}

// Subject and message, its values, and the remedy unless all have the same.
static void write_subject(struct page *page, const struct failed_subject *failed, bool remedy) {
    struct text line = {0};
    size_t depth = failed->subject->text[0] != '\0' ? 1 : 0;
    text_addf(&line, "%s%s", failed->subject->text, excused_word(failed->verdict));
    if (failed->message != NULL)
        text_addf(&line, "%s%s", line.size > 0 ? ": " : "", failed->message);
    if (line.size > 0)
        page_line(page, 0, text_data(&line));
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

const char *page_between(const char *subject) {
    return strstr(subject, ", ") != NULL ? "; " : ", "; // "a = …, b = …"
}

static void add_subject(const void *state, uint64_t index, struct text *out) {
    const struct found_subject *const *subjects = state;
    text_add(out, subjects[index]->text);
}

static void write_more(struct page *page, const struct requirement_finding *requirement,
                       uint64_t shown, uint64_t count) {
    const struct named_subjects *all = &requirement->failed_subjects;
    uint64_t most = all->count < count ? all->count : count;
    struct text line = {0};
    if (count == shown)
        return;
    text_addf(&line, "and %" PRIu64 " more", count - shown);
    if (most > shown) {
        struct page_names names = {add_subject, all->subjects + shown, most - shown,
                                   page_between(all->subjects[shown]->text), true};
        text_add(&line, ": ");
        page_add_names(page, &line, PAGE_INDENT, &names);
    }
    if (page->report->verbose && most < count)
        text_addf(&line, "; %" PRIu64 " of them are not named", count - most);
    page_line(page, 0, text_data(&line));
    text_clear(&line);
}

static void write_failed(struct page *page, const struct requirement_finding *requirement,
                         bool remedy) {
    bool verbose = page->report->verbose;
    uint64_t count = requirement->failed_elements;
    if (!verbose)
        count = excused_not(count, &requirement->failed_excused);
    uint64_t most = verbose ? requirement->failed_shown : SUBJECTS_SHOWN;
    uint64_t shown = count < most ? count : most;
    for (uint64_t i = 0; i < shown; i++)
        write_subject(page, &requirement->failed[i], remedy);
    write_more(page, requirement, shown, count);
}

static void write_requirement(struct page *page, const struct rule_finding *finding,
                              const struct requirement_finding *requirement) {
    struct text line = {0};
    page_add_requirement(&line, finding, requirement, page->report->verbose);
    page_line(page, 0, text_data(&line));
    text_clear(&line);
}

// ---- missing facts ----

// Distinct missing facts of a rule, in order.
struct missing_lines {
    struct page *page;
    struct intern *seen;
    const struct rule_finding *finding;
    uint64_t count, most;
};

static void write_missing_list(struct missing_lines *lines, const struct missing_facts *missing) {
    struct text line = {0};
    for (uint32_t i = 0; i < missing->count; i++) {
        text_reset(&line);
        report_add_missing(&line, &missing->facts[i]);
        if (intern_add(lines->seen, text_data(&line), line.size) < lines->count)
            continue;
        lines->count++;
        if (lines->count == 1 && lines->finding->verdict == VERDICT_UNKNOWN)
            write_first(lines->page, lines->finding, "", text_data(&line));
        else if (lines->count <= lines->most)
            page_line(lines->page, 0, text_data(&line));
    }
    text_clear(&line);
}

static void write_missing(struct page *page, const struct rule_finding *finding) {
    struct arena *arena = arena_new();
    struct missing_lines lines = {page, intern_new(arena), finding, 0,
                                  page->report->verbose ? UINT64_MAX : MISSING_SHOWN};
    write_missing_list(&lines, &finding->missing);
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        write_missing_list(&lines, &finding->requirements[i].missing);
    if (lines.count == 0 && finding->verdict == VERDICT_UNKNOWN)
        write_first(page, finding, "", finding->rule->title);
    if (lines.count > lines.most) {
        struct text more = {0};
        text_addf(&more, "and %" PRIu64 " more; --verbose shows them", lines.count - lines.most);
        page_line(page, 0, text_data(&more));
        text_clear(&more);
    }
    arena_free(arena);
}

// ---- rules ----

static void write_title(struct page *page, const struct rule *rule) {
    struct text line = {0};
    text_add(&line, rule->title);
    add_severity(&line, rule);
    if (line.size > 0)
        page_line(page, 0, text_data(&line));
    text_clear(&line);
}

static void write_place(struct page *page, const struct rule *rule) {
    struct place place = sources_place(page->report->program->sources, rule->span.begin);
    text_add_repeat(page->out, ' ', PAGE_INDENT);
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
    page_waivers(page, finding);
    page_baseline(page, finding);
    if (shared && remedy != NULL)
        write_remedy(page, 0, remedy);
    write_place(page, finding->rule);
}

// What is excused is shown in full only where that is asked for.
static void write_excused(struct page *page, const struct rule_finding *finding) {
    if (page->report->verbose) {
        write_failure(page, finding);
        return;
    }
    write_judged(page, finding);
    page_waivers(page, finding);
    page_baseline(page, finding);
}

static void write_details(struct page *page, const struct rule_finding *finding) {
    write_title(page, finding->rule);
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        write_requirement(page, finding, &finding->requirements[i]);
    write_place(page, finding->rule);
}

// ---- tailoring ----

// A file of settings is named already.
static void add_tailored_at(const struct page *page, const struct tailoring *tailoring,
                            struct text *line) {
    struct place place = sources_place(page->report->program->sources, tailoring->span.begin);
    if (strcmp(place.source->name, tailoring->by) == 0)
        text_addf(line, " (line %" PRIu32 ")", place.line);
    else
        text_addf(line, " (%s:%" PRIu32 ")", place.source->name, place.line);
}

static void add_tailoring(struct text *line, const struct page *page, const struct policy *policy,
                          const struct tailoring *tailoring) {
    text_addf(line, "tailored by %s: ", tailoring->by);
    if (tailoring->kind == TAILOR_SET)
        text_addf(line, "%s = %s", policy->params[tailoring->index].name, tailoring->to);
    else
        text_addf(line, "%s%s", tailoring->kind == TAILOR_SEVERITY ? "severity " : "",
                  tailoring->to);
    if (tailoring->from != NULL)
        text_addf(line, ", was %s", tailoring->from);
    if (tailoring->span.end > 0)
        add_tailored_at(page, tailoring, line);
}

static void write_tailoring(struct page *page, const struct policy *policy,
                            const struct tailoring *tailoring) {
    struct text line = {0};
    add_tailoring(&line, page, policy, tailoring);
    page_line(page, 0, text_data(&line));
    text_clear(&line);
}

static void write_tailorings(struct page *page, const struct rule_finding *finding) {
    const struct policy *policy = finding->policy;
    for (uint32_t i = 0; i < policy->tailoring_count; i++)
        if (tailoring_touches(page->report->program, policy, &policy->tailorings[i], finding->rule))
            write_tailoring(page, policy, &policy->tailorings[i]);
}

static void write_finding(struct page *page, const struct rule_finding *finding) {
    switch (finding->verdict) {
    case VERDICT_PASS:
        write_judged(page, finding);
        break;
    case VERDICT_FAIL:
        write_failure(page, finding);
        return;
    case VERDICT_WAIVED:
    case VERDICT_BASELINE:
        write_excused(page, finding);
        return;
    case VERDICT_UNKNOWN:
        write_missing(page, finding);
        page_waivers(page, finding);
        page_baseline(page, finding);
        break;
    case VERDICT_SKIP:
        write_first(page, finding, "", finding->skipped != NULL ? finding->skipped : "");
        break;
    }
    if (page->report->verbose)
        write_details(page, finding);
}

static void warn_of_tailoring(struct page *page, const struct policy *policy,
                              const struct tailoring *tailoring) {
    struct text line = {0};
    text_addf(&line, "%s, ", policy->name);
    add_tailoring(&line, page, policy, tailoring);
    text_add(&line, ": no rule reads it");
    page_warning(page, text_data(&line));
    text_clear(&line);
}

void page_tailoring_warnings(struct page *page) {
    const struct program *program = page->report->program;
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        for (uint32_t i = 0; i < policy->tailoring_count; i++)
            if (tailoring_is_apart(program, policy, &policy->tailorings[i]))
                warn_of_tailoring(page, policy, &policy->tailorings[i]);
    }
}

void page_rule(struct page *page, const struct rule_finding *finding) {
    write_finding(page, finding);
    write_tailorings(page, finding);
}
