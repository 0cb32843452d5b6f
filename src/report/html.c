// The report as one page of HTML that needs nothing else: for those who decide, and do not know the
// tool. The verdict comes first; then what does not hold, what is not known, and what was looked
// at.
#include "report/html.h"

#include <inttypes.h>
#include <string.h>

#include "report/based.h"
#include "report/counted.h"
#include "report/page.h"

// Lines of html.css and html.js, as html_assets.awk makes them.
#include "report/html_assets.h"

void html_add(struct text *out, const char *string) {
    struct text clean = {0};
    text_add_clean(&clean, string);
    text_add_xml(out, text_data(&clean));
    text_clear(&clean);
}

void html_heading(struct text *out, const char *id, const char *heading) {
    text_addf(out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n", id, id, heading);
}

void html_table_begin(struct text *out, const char *id, const char *heading, const char *sentence,
                      const char *const *columns, size_t count) {
    html_heading(out, id, heading);
    if (sentence != NULL)
        text_addf(out, "<p>%s</p>\n", sentence);
    text_addf(out,
              "<p class=\"screen\"><label>Filter <input type=\"search\" aria-controls=\"%s-table\">"
              "</label> <span role=\"status\" class=\"soft\"></span></p>\n"
              "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table: %s\">\n"
              "<table id=\"%s-table\"><thead><tr>",
              id, heading, id);
    for (size_t i = 0; i < count; i++) {
        text_add(out, "<th scope=\"col\"><button type=\"button\">");
        html_add(out, columns[i]);
        text_add(out, "</button></th>");
    }
    text_add(out, "</tr></thead><tbody>\n");
}

void html_table_end(struct text *out) {
    text_add(out, "</tbody></table></div>\n");
}

const char *html_class(enum plain_state state) {
    static const char *const classes[] = {[PLAIN_PASS] = "pass",
                                          [PLAIN_FAIL] = "fail",
                                          [PLAIN_UNKNOWN] = "unknown",
                                          [PLAIN_NOTED] = "noted",
                                          [PLAIN_SKIP] = "skip"};
    return classes[state];
}

void html_add_word(struct text *out, const struct rule_finding *finding, enum plain_state state) {
    static const char *const marks[] = {[PLAIN_PASS] = "✓",
                                        [PLAIN_FAIL] = "✗",
                                        [PLAIN_UNKNOWN] = "?",
                                        [PLAIN_NOTED] = "!",
                                        [PLAIN_SKIP] = "–"};
    bool noted = state == PLAIN_NOTED;
    text_addf(out, "<span class=\"word %s\">%s %s%s%s</span>", html_class(state), marks[state],
              verdict_text(finding->verdict), noted ? ", " : "",
              noted ? severity_text(finding->rule->severity) : "");
}

// ---- the verdict ----

static const char *const headings[] = {[PLAIN_FAIL] = "What does not hold",
                                       [PLAIN_UNKNOWN] = "What is not known",
                                       [PLAIN_NOTED] = "Warnings and notes"};

static uint32_t count(const struct report *report, enum plain_state state) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        count += plain_state(report, &report->findings->rules[i]) == state;
    return count;
}

// How many pass of the list that most rules are about.
static void add_promise(struct text *out, const struct report *report) {
    const struct element_list *list = counted_main(report->findings);
    struct arena *arena = arena_new();
    struct text said = {0};
    if (list != NULL) {
        const struct counted_list counted = counted_list(report, list, arena);
        counted_add_promise(&said, report, &counted, true, arena);
        text_add_char(out, ' ');
        html_add(out, text_data(&said));
        text_add_char(out, '.');
    }
    text_clear(&said);
    arena_free(arena);
}

static void add_link(struct text *out, const char *id, const char *heading) {
    text_addf(out, "<a href=\"#%s\">%s</a>", id, heading);
}

// What a reader does next.
static void add_next(struct text *out, uint32_t failed, uint32_t open) {
    if (failed + open == 0)
        return;
    text_add(out, " Next: work through ");
    if (failed > 0)
        add_link(out, "failed", headings[PLAIN_FAIL]);
    text_add(out, failed > 0 && open > 0 ? " and " : "");
    if (open > 0)
        add_link(out, "open", headings[PLAIN_UNKNOWN]);
    text_add(out, ", then check again.");
}

static void add_failed(struct text *out, uint32_t failed, uint32_t open) {
    text_addf(out, "%" PRIu32 " %s not hold", failed, failed == 1 ? "rule does" : "rules do");
    if (open > 0)
        text_addf(out, ", and %" PRIu32 " could not be decided", open);
    text_add_char(out, '.');
}

static void add_sentence(struct text *out, const struct report *report) {
    const char *undecided = plain_undecided(report);
    uint32_t failed = count(report, PLAIN_FAIL), open = count(report, PLAIN_UNKNOWN);
    if (undecided != NULL)
        text_addf(out, "Undecided: %s.", undecided);
    else if (failed > 0)
        add_failed(out, failed, open);
    else if (open > 0)
        text_addf(out,
                  "No rule fails, but %" PRIu32 " could not be decided: a fact is missing. "
                  "What is not known never passes.",
                  open);
    else if (report->never_fail)
        text_add(out, "What does not hold or is not known is only shown.");
    else if (report->findings->counts[VERDICT_BASELINE] > 0)
        text_add(out, "Nothing fails that did not fail in the baseline.");
    else
        text_add(out, "All that has to hold does.");
    add_promise(out, report);
    add_next(out, failed, open);
}

static void add_subtitle(struct text *out, const struct report *report) {
    const struct program *program = report->program;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        const char *summary = report->findings->summaries[i];
        if (policy->root != policy->name)
            continue;
        text_add(out, "<p><strong>");
        html_add(out, policy->title != NULL ? policy->title : policy->name);
        text_add(out, "</strong>");
        if (summary != NULL) {
            text_add(out, "<br>");
            html_add(out, summary);
        }
        text_add(out, "</p>\n");
    }
}

// What a baseline excuses, and what of it is needed no more.
static void write_baseline(struct text *out, const struct report *report) {
    enum { NAMES_MOST = 500 };
    const struct baseline_finding *finding = report->findings->baseline;
    struct text said = {0};
    size_t count;
    if (finding == NULL)
        return;
    struct arena *arena = arena_new();
    const struct baseline_item **items = based_needless(finding, arena, &count);
    based_add_sum(&said, finding);
    text_add(out, "<p>Baseline ");
    html_add(out, text_data(&said));
    text_add(out, "</p>\n");
    if (count > 0)
        text_addf(out, "<details>\n<summary>%zu needed no more, so make it anew</summary>\n<ul>\n",
                  count);
    for (size_t i = 0; i < count && i < NAMES_MOST; i++) {
        text_reset(&said);
        based_add_name(&said, items[i]);
        text_add(out, "<li>");
        html_add(out, text_data(&said));
        text_add(out, "</li>\n");
    }
    if (count > NAMES_MOST)
        text_addf(out, "<li>and %zu more</li>\n", count - NAMES_MOST);
    text_add(out, count > 0 ? "</ul>\n</details>\n" : "");
    text_clear(&said);
    arena_free(arena);
}

static const char *heading_of(const struct report *report) {
    static const char *const words[] = {
        [VERDICT_PASS] = "✓ Pass: nothing checked stands in the way",
        [VERDICT_FAIL] = "✗ Fail: not yet, something stands in the way",
        [VERDICT_UNKNOWN] = "? Unknown: not yet, something has to be known first"};
    const struct findings *findings = report->findings;
    if (findings->verdict != VERDICT_PASS)
        return words[findings->verdict];
    if (report->never_fail)
        return "✓ Pass: no rule was to stand in the way";
    return findings->counts[VERDICT_BASELINE] > 0 ? "✓ Pass: nothing new stands in the way"
                                                  : words[VERDICT_PASS];
}

static void write_verdict(struct text *out, const struct report *report) {
    const char *verdict = verdict_text(report->findings->verdict);
    struct text counts = {0};
    text_addf(out, "<header>\n<div class=\"verdict %s\">\n<h1>%s</h1>\n</div>\n", verdict,
              heading_of(report));
    add_subtitle(out, report);
    text_add(out, "<p>");
    add_sentence(out, report);
    text_add(out, "</p>\n");
    plain_add_counts(&counts, report);
    text_addf(out, "<p class=\"counts\">%s</p>\n", text_data(&counts));
    write_baseline(out, report);
    text_add(out, "</header>\n");
    text_clear(&counts);
}

// ---- what needs attention ----

static void write_state(struct text *out, const struct report *report, enum plain_state state,
                        const char *id) {
    if (count(report, state) == 0)
        return;
    html_heading(out, id, headings[state]);
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        if (plain_state(report, &report->findings->rules[i]) == state)
            html_rule(out, report, &report->findings->rules[i]);
    text_add(out, "</section>\n");
}

// Every remedy of what fails, once, in the order of the rules.
static void write_remedies(struct text *out, const struct report *report) {
    struct arena *arena = arena_new();
    struct intern *seen = intern_new(arena);
    uint32_t told = 0;
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        for (uint32_t j = 0; j < finding->requirement_count; j++) {
            const struct requirement_finding *at = &finding->requirements[j];
            for (uint32_t k = 0; k < at->failed_shown; k++) {
                const char *remedy = at->failed[k].remedy;
                if (at->failed[k].verdict != VERDICT_FAIL || remedy == NULL ||
                    intern_add(seen, remedy, strlen(remedy)) < told)
                    continue;
                if (told++ == 0) {
                    html_heading(out, "todo", "What to do");
                    text_add(out, "<ul class=\"todo\">\n");
                }
                text_add(out, "<li><label><input type=\"checkbox\"> <span>");
                html_add(out, remedy);
                text_add(out, "</span></label></li>\n");
            }
        }
    }
    text_add(out, told > 0 ? "</ul>\n</section>\n" : "");
    arena_free(arena);
}

// ---- what was looked at ----

static void write_row(struct text *out, const struct report *report,
                      const struct rule_finding *finding) {
    enum plain_state state = plain_state(report, finding);
    struct text id = {0}, reason = {0};
    plain_add_id(&id, finding);
    plain_add_reason(&reason, report, finding);
    text_addf(out, "<tr><td data-key=\"%d\">", (int)finding->verdict);
    html_add_word(out, finding, state);
    text_add(out, "</td><th scope=\"row\"><code>");
    html_add(out, text_data(&id));
    text_add(out, "</code></th><td>");
    html_add(out, finding->rule->title);
    text_add(out, "</td><td>");
    html_add(out, text_data(&reason));
    text_add(out, "</td></tr>\n");
    text_clear(&id);
    text_clear(&reason);
}

static void write_all(struct text *out, const struct report *report) {
    static const char *const columns[] = {"Verdict", "Rule", "What has to hold", "What is"};
    html_table_begin(out, "all", "All rules", NULL, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        write_row(out, report, &report->findings->rules[i]);
    html_table_end(out);
    text_add(out, "</section>\n");
}

// The load lines of rules that pass, each where it is tightest; those of others stand with what is
// said of them.
static void write_loads(struct text *out, const struct report *report) {
    bool begun = false;
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        const struct requirement_finding *tightest = page_foremost(finding);
        if (finding->verdict != VERDICT_PASS || tightest == NULL || !html_is_drawn(tightest))
            continue;
        if (!begun) {
            html_heading(out, "loads", "What is to spare");
            text_add(out, "<div class=\"loads\">\n");
        }
        begun = true;
        text_add(out, "<article>\n<h3>");
        html_add(out, finding->rule->title);
        text_add(out, "</h3>\n");
        html_load_line(out, finding, tightest);
        text_add(out, "</article>\n");
    }
    text_add(out, begun ? "</div>\n</section>\n" : "");
}

static void write_waiver(struct text *out, const struct waiver_finding *finding) {
    const struct waiver *waiver = finding->waiver;
    struct text rule = {0};
    char day[TIME_TEXT];
    text_addf(&rule, "%s/%s", waiver->policy->name, waiver->rule->name);
    report_day(waiver->node->until, day);
    text_add(out, "<tr><th scope=\"row\"><code>");
    html_add(out, text_data(&rule));
    text_addf(out, "</code></th><td>%s</td><td>%s</td><td>", day,
              waiver_state_text(finding->state));
    html_add(out, waiver->node->because);
    text_add(out, "</td><td>");
    html_add(out, waiver->node->approved);
    text_add(out, "</td></tr>\n");
    text_clear(&rule);
}

static void write_waivers(struct text *out, const struct report *report) {
    static const char *const columns[] = {"Rule", "Until", "State", "Because", "Approved by"};
    const struct findings *findings = report->findings;
    if (findings->waiver_count == 0)
        return;
    html_table_begin(out, "waivers", "Waivers", NULL, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < findings->waiver_count; i++)
        write_waiver(out, &findings->waivers[i]);
    html_table_end(out);
    text_add(out, "</section>\n");
}

// ---- the page ----

static void write_lines(struct text *out, const char *const *lines) {
    for (; *lines != NULL; lines++)
        text_addf(out, "%s\n", *lines);
}

static void write_head(struct text *out, const struct report *report) {
    text_addf(out,
              "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
              "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>%s: ",
              verdict_text(report->findings->verdict));
    html_add(out, report->program->first->name);
    text_add(out, "</title>\n<style>\n");
    write_lines(out, style);
    text_add(out, "</style>\n</head>\n<body>\n");
}

static void write_foot(struct text *out, const struct report *report) {
    const struct program *program = report->program;
    char now[TIME_TEXT];
    time_format(report->findings->now, now);
    text_addf(out, "<footer>\n<dl>\n<dt>Checked</dt><dd><time>%s</time> by Plimsoll %s</dd>\n", now,
              report->version);
    text_add(out, "<dt>Policies</dt>");
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        text_add(out, "<dd>");
        html_add(out, policy->name);
        text_addf(out, "%s%s, ", policy->version != NULL ? " " : "",
                  policy->version != NULL ? policy->version : "");
        html_add(out, policy->source->name);
        text_add(out, "</dd>\n");
    }
    for (size_t i = 0; i < report->change_count; i++) {
        const struct session_change *change = &report->changes[i];
        text_addf(out, "<dt>Supposed</dt><dd>%s", change->value != NULL ? "" : "without ");
        html_add(out, change->path);
        text_add(out, change->value != NULL ? " = " : "");
        html_add(out, change->value != NULL ? change->value : "");
        text_add(out, "</dd>\n");
    }
    text_addf(out,
              "<dt>Digest of policies, options and facts</dt><dd><code>%s</code></dd>\n</dl>\n"
              "</footer>\n<script>\n",
              report->digest);
    write_lines(out, script);
    text_add(out, "</script>\n</body>\n</html>\n");
}

static void write(const struct report *report, struct text *out) {
    write_head(out, report);
    write_verdict(out, report);
    text_add(out, "<main>\n");
    write_state(out, report, PLAIN_FAIL, "failed");
    write_state(out, report, PLAIN_UNKNOWN, "open");
    write_remedies(out, report);
    html_matrix(out, report);
    write_state(out, report, PLAIN_NOTED, "noted");
    write_waivers(out, report);
    write_loads(out, report);
    write_all(out, report);
    text_add(out, "</main>\n");
    write_foot(out, report);
}

const struct report_writer report_html = {
    .name = "html",
    .description = "one page for a browser, also for those who do not know the tool",
    .has_digest = true,
    .write = write,
};
