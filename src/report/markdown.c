// The report in Markdown, as a comment on a merge request: the verdict, a table of what needs
// attention, and the details folded. What would make it too long is left out, and counted.
#include "report/plain.h"

#include <inttypes.h>

#include "report/based.h"
#include "report/cut.h"
#include "report/tell.h"

// GitHub takes 65,536 characters; a pipeline may add words of its own.
enum { MOST = 60000, ROOM_FOR_END = 1000 };

static const char *const headings[] = {
    [VERDICT_PASS] = "✅ **pass**: all that was asked holds",
    [VERDICT_FAIL] = "❌ **fail**",
    [VERDICT_UNKNOWN] = "❔ **unknown**: something could not be decided",
};

static const char *mark_of(const struct rule_finding *finding, enum plain_state state) {
    return state == PLAIN_NOTED                  ? "⚠️"
           : finding->verdict == VERDICT_PASS    ? "✅"
           : finding->verdict == VERDICT_FAIL    ? "❌"
           : finding->verdict == VERDICT_UNKNOWN ? "❔"
                                                 : "➖";
}

static bool needs_attention(enum plain_state state) {
    return state == PLAIN_FAIL || state == PLAIN_UNKNOWN || state == PLAIN_NOTED;
}

static void add_short(struct text *out, const char *string, bool code) {
    enum { COLUMNS = 200 };
    struct text cut = {0};
    cut_add(&cut, string, COLUMNS);
    report_add_cell(out, text_data(&cut), code);
    text_clear(&cut);
}

// What was asked of what: the policies of the command line, each with its summary.
static void write_subjects(struct text *out, const struct report *report) {
    enum { MOST_OF_SUBJECTS = 4000 };
    const struct program *program = report->program;
    for (uint32_t i = 0; i < program->policy_count && out->size < MOST_OF_SUBJECTS; i++) {
        const struct policy *policy = program->policies[i];
        const char *summary = report->findings->summaries[i];
        if (policy->root != policy->name)
            continue;
        add_short(out, policy->title != NULL ? policy->title : policy->name, false);
        if (summary != NULL) {
            text_add(out, ": ");
            add_short(out, summary, true);
        }
        text_add(out, "\n\n");
    }
}

static void write_head(struct text *out, const struct report *report) {
    const struct findings *findings = report->findings;
    const char *undecided = plain_undecided(report);
    struct text counts = {0};
    text_add(out, "### Plimsoll\n\n");
    bool excused = findings->counts[VERDICT_BASELINE] > 0 && findings->verdict == VERDICT_PASS;
    text_add(out, excused ? "✅ **pass**: nothing fails that did not fail in the baseline"
                          : headings[findings->verdict]);
    if (undecided != NULL)
        text_addf(out, " (%s)", undecided);
    text_add(out, "\n\n");
    write_subjects(out, report);
    plain_add_counts(&counts, report);
    if (findings->rule_count > 0)
        text_addf(out, "Rules: %s.\n", text_data(&counts));
    else
        text_add(out, "No rules.\n");
    text_clear(&counts);
}

// What a baseline excuses, and what of it is needed no more.
static void write_baseline(struct text *out, const struct report *report) {
    enum { NAMES_MOST = 20 };
    const struct baseline_finding *finding = report->findings->baseline;
    struct text said = {0};
    size_t count;
    if (finding == NULL)
        return;
    struct arena *arena = arena_new();
    const struct baseline_item **items = based_needless(finding, arena, &count);
    based_add_sum(&said, finding);
    text_add(out, "\nBaseline ");
    add_short(out, text_data(&said), true);
    text_add(out, count > 0 ? ".\n\nNeeded no more, so make it anew: " : ".\n");
    for (size_t i = 0; i < count && i < NAMES_MOST; i++) {
        text_reset(&said);
        based_add_name(&said, items[i]);
        text_add(out, i > 0 ? ", " : "");
        add_short(out, text_data(&said), true);
    }
    if (count > NAMES_MOST)
        text_addf(out, ", and %zu more", count - NAMES_MOST);
    text_add(out, count > 0 ? ".\n" : "");
    text_clear(&said);
    arena_free(arena);
}

static void write_row(struct text *out, const struct report *report,
                      const struct rule_finding *finding, enum plain_state state) {
    struct text id = {0}, reason = {0};
    plain_add_id(&id, finding);
    plain_add_reason(&reason, report, finding);
    text_addf(out, "| %s %s | ", mark_of(finding, state), verdict_text(finding->verdict));
    report_add_cell(out, text_data(&id), true);
    text_addf(out, " | %s | ", severity_text(finding->rule->severity));
    report_add_cell(out, finding->rule->title, false);
    text_add(out, " | ");
    report_add_cell(out, text_data(&reason), true);
    text_add(out, " |\n");
    text_clear(&id);
    text_clear(&reason);
}

static void write_told(struct text *out, const struct report *report,
                       const struct rule_finding *finding) {
    enum { TOLD = 10 };
    struct arena *arena = arena_new();
    struct told_rule told = tell_rule(report, finding, TOLD, arena);
    const char *heading = "\nHow to get what is missing:\n\n";
    for (size_t i = 0; i < told.count; i++) {
        if (told.items[i].command[0] == '\0')
            continue;
        text_addf(out, "%s- ", heading);
        text_add_markdown_code(out, told.items[i].command);
        text_add_char(out, '\n');
        heading = "";
    }
    arena_free(arena);
}

// The details are the lines of the text report, between more backticks than they hold.
static void write_details(struct text *out, const struct report *report,
                          const struct rule_finding *finding) {
    struct text id = {0}, lines = {0};
    plain_add_id(&id, finding);
    plain_add_details(&lines, report, finding);
    size_t run = 0, longest = 2;
    for (const char *at = text_data(&lines); *at != '\0'; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    text_add(out, "\n<details><summary>");
    text_add_xml(out, text_data(&id));
    text_add(out, "</summary>\n\n");
    text_add_repeat(out, '`', longest + 1);
    text_addf(out, "text\n%s", text_data(&lines));
    text_add_repeat(out, '`', longest + 1);
    text_add_char(out, '\n');
    write_told(out, report, finding);
    text_add(out, "\n</details>\n");
    text_clear(&id);
    text_clear(&lines);
}

// Writes a part for each rule that needs attention, as long as there is room; returns how many are
// left out.
static uint32_t write_parts(struct text *out, const struct report *report, bool details) {
    static const enum plain_state order[] = {PLAIN_FAIL, PLAIN_UNKNOWN, PLAIN_NOTED};
    const struct findings *findings = report->findings;
    struct text part = {0};
    uint32_t left_out = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (uint32_t j = 0; j < findings->rule_count; j++) {
            if (plain_state(report, &findings->rules[j]) != order[i])
                continue;
            text_reset(&part);
            if (details)
                write_details(&part, report, &findings->rules[j]);
            else
                write_row(&part, report, &findings->rules[j], order[i]);
            if (out->size + part.size + ROOM_FOR_END <= MOST)
                text_add_bytes(out, text_data(&part), part.size);
            else
                left_out++;
        }
    }
    text_clear(&part);
    return left_out;
}

static void write_left_out(struct text *out, uint32_t count, const char *what) {
    if (count > 0)
        text_addf(out, "\n_%" PRIu32 " %s%s left out, as the comment would be too long._\n", count,
                  what, count == 1 ? " is" : "s are");
}

// What is waived, by whom and until when; what would be too long is left out and counted.
static void write_waivers(struct text *out, const struct report *report) {
    const struct findings *findings = report->findings;
    uint32_t left_out = 0;
    if (findings->waiver_count > 0)
        text_add(out, "\n| waiver | until | state | because | approved by |\n"
                      "|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < findings->waiver_count; i++) {
        const struct waiver_finding *finding = &findings->waivers[i];
        struct text name = {0}, row = {0};
        char day[TIME_TEXT];
        text_addf(&name, "%s/%s", finding->waiver->policy->name, finding->waiver->rule->name);
        report_day(finding->waiver->node->until, day);
        text_add(&row, "| ");
        report_add_cell(&row, text_data(&name), true);
        text_addf(&row, " | %s | %s | ", day, waiver_state_text(finding->state));
        report_add_cell(&row, finding->waiver->node->because, true);
        text_add(&row, " | ");
        report_add_cell(&row, finding->waiver->node->approved, true);
        text_add(&row, " |\n");
        if (out->size + row.size + ROOM_FOR_END <= MOST)
            text_add_bytes(out, text_data(&row), row.size);
        else
            left_out++;
        text_clear(&name);
        text_clear(&row);
    }
    write_left_out(out, left_out, "waiver");
}

static bool any_needs_attention(const struct report *report) {
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        if (needs_attention(plain_state(report, &report->findings->rules[i])))
            return true;
    return false;
}

static void write(const struct report *report, struct text *out) {
    write_head(out, report);
    write_baseline(out, report);
    bool attention = any_needs_attention(report);
    if (attention) {
        text_add(out, "\n| verdict | rule | severity | what has to hold | what is |\n"
                      "|---|---|---|---|---|\n");
        write_left_out(out, write_parts(out, report, false), "row");
    }
    write_waivers(out, report);
    if (attention)
        write_left_out(out, write_parts(out, report, true), "detail");
    text_addf(out, "\n<sub>plimsoll %s, %s</sub>\n", report->version, report->digest);
}

const struct report_writer report_markdown = {
    .name = "markdown",
    .description = "a comment for a merge request",
    .has_digest = true,
    .write = write,
};
