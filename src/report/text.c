// The report for people at a terminal: one screen where all is well.
#include <inttypes.h>
#include <string.h>

#include "report/page.h"
#include "report/plain.h"

// ---- widths ----

// What tailoring skips is shown always.
static bool is_shown(const struct report *report, const struct rule_finding *finding) {
    return !report->quiet || finding->rule->skipped ||
           (finding->verdict != VERDICT_PASS && finding->verdict != VERDICT_SKIP);
}

static void measure(struct page *page, const struct policy *policy) {
    const struct findings *findings = page->report->findings;
    struct arena *arena = arena_new();
    struct page_columns names = {0}, leads = {0};
    struct text name = {0}, lead = {0};
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *finding = &findings->rules[i];
        if (finding->policy != policy || !is_shown(page->report, finding))
            continue;
        text_reset(&name);
        page_add_name(&name, finding);
        page_columns_add(&names, arena, text_data(&name));
        const struct requirement_finding *requirement = page_foremost(finding);
        if (requirement == NULL)
            continue;
        text_reset(&lead);
        page_add_lead(&lead, finding, requirement);
        page_columns_add(&leads, arena, text_data(&lead));
    }
    page->name_width = page_columns_width(&names, page);
    page->lead_width = page_columns_width(&leads, page);
    text_clear(&name);
    text_clear(&lead);
    arena_free(arena);
}

// ---- the sections ----

static void write_header(struct page *page, uint32_t index) {
    const struct policy *policy = page->report->program->policies[index];
    const char *summary = page->report->findings->summaries[index];
    struct text name = {0}, about = {0};
    text_add_clean(&name, policy->name);
    if (policy->version != NULL)
        text_addf(&name, " %s", policy->version);
    if (policy->root != policy->name && !policy->shared)
        text_addf(&name, " for %s", policy->root);
    if (summary != NULL || policy->title != NULL)
        text_addf(&about, "   %s", summary != NULL ? summary : policy->title);
    page_style(page, STYLE_BOLD);
    text_add(page->out, text_data(&name));
    page_style(page, STYLE_NONE);
    page_flow(page, utf8_width(text_data(&name), name.size), PAGE_MARGIN, text_data(&about));
    text_add(page->out, "\n\n");
    text_clear(&name);
    text_clear(&about);
}

static void write_rules(struct page *page, const struct policy *policy) {
    const struct report *report = page->report;
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        if (finding->policy == policy && is_shown(report, finding))
            page_rule(page, finding);
    }
}

// A policy of which no rule is shown has no section.
static void write_policy(struct page *page, uint32_t index) {
    const struct report *report = page->report;
    const struct policy *policy = report->program->policies[index];
    bool any = false;
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        any |= report->findings->rules[i].policy == policy &&
               is_shown(report, &report->findings->rules[i]);
    if (!any)
        return;
    write_header(page, index);
    if (report->by != NULL)
        return;
    measure(page, policy);
    write_rules(page, policy);
    text_add_char(page->out, '\n');
}

static void write_warnings(struct page *page) {
    size_t before = page->out->size;
    page_tailoring_warnings(page);
    page_waiver_warnings(page);
    page_baseline_end(page);
    if (page->out->size > before)
        text_add_char(page->out, '\n');
}

// ---- the last line ----

static void write_counts(struct page *page) {
    enum verdict verdict = page->report->findings->verdict;
    const char *undecided = plain_undecided(page->report);
    struct text line = {0};
    plain_add_counts(&line, page->report);
    if (undecided != NULL)
        text_addf(&line, "%s%s", line.size > 0 ? ": " : "no rule: ", undecided);
    page_style(page, verdict == VERDICT_PASS   ? STYLE_GREEN
                     : verdict == VERDICT_FAIL ? STYLE_RED
                                               : STYLE_YELLOW);
    page_flow(page, 0, PAGE_MARGIN, text_data(&line));
    page_style(page, STYLE_NONE);
    text_add_char(page->out, '\n');
    text_clear(&line);
}

// Facts that were not read but supposed.
static void write_changes(struct page *page) {
    const struct report *report = page->report;
    for (size_t i = 0; i < report->change_count; i++) {
        const struct session_change *change = &report->changes[i];
        struct text line = {0};
        text_addf(&line, "what if: %s%s%s", change->value != NULL ? "" : "without ", change->path,
                  change->value != NULL ? " = " : "");
        text_add(&line, change->value != NULL ? change->value : "");
        page_flow(page, 0, PAGE_MARGIN, text_data(&line));
        text_add_char(page->out, '\n');
        text_clear(&line);
    }
    if (report->change_count > 0)
        text_add_char(page->out, '\n');
}

static void write(const struct report *report, struct text *out) {
    struct page page = {.report = report, .out = out};
    write_changes(&page);
    for (uint32_t i = 0; i < report->program->policy_count; i++)
        write_policy(&page, i);
    if (report->by != NULL)
        page_by(&page);
    else
        page_closing(&page);
    write_warnings(&page);
    write_counts(&page);
}

const struct report_writer report_text = {
    .name = "text",
    .description = "for people at a terminal",
    .write = write,
};
