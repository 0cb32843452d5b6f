// The report as TAP, version 14 of the Test Anything Protocol: a line for each rule. What fails
// without failing the run is marked as that, with TODO.
#include "report/plain.h"

#include <inttypes.h>

// A member of the YAML below a line; texts in JSON are texts in YAML.
static void write_member(struct text *out, const char *name, const char *value) {
    text_addf(out, "  %s: ", name);
    json_add_quoted(out, value);
    text_add_char(out, '\n');
}

static void write_why(struct text *out, const struct report *report,
                      const struct rule_finding *finding) {
    struct text reason = {0}, at = {0};
    plain_add_reason(&reason, report, finding);
    report_add_place(&at, report, finding->rule->span);
    text_add(out, "  ---\n");
    write_member(out, "verdict", verdict_text(finding->verdict));
    write_member(out, "severity", severity_text(finding->rule->severity));
    write_member(out, "title", finding->rule->title);
    write_member(out, "message", text_data(&reason));
    if (plain_remedy(finding) != NULL)
        write_member(out, "remedy", plain_remedy(finding));
    write_member(out, "at", text_data(&at));
    text_add(out, "  ...\n");
    text_clear(&reason);
    text_clear(&at);
}

static void write_directive(struct text *out, const struct report *report,
                            const struct rule_finding *finding, enum plain_state state) {
    struct text reason = {0};
    if (state == PLAIN_SKIP)
        plain_add_reason(&reason, report, finding);
    else
        text_addf(&reason, "its severity is %s", severity_text(finding->rule->severity));
    text_add(out, state == PLAIN_SKIP ? " # SKIP " : " # TODO ");
    text_add_tap(out, text_data(&reason));
    text_clear(&reason);
}

static void write_rule(struct text *out, const struct report *report,
                       const struct rule_finding *finding, uint32_t number) {
    enum plain_state state = plain_state(report, finding);
    bool good = state == PLAIN_PASS || state == PLAIN_SKIP;
    struct text name = {0};
    plain_add_id(&name, finding);
    text_addf(out, "%sok %" PRIu32 " - ", good ? "" : "not ", number);
    text_add_tap(out, text_data(&name));
    if (state == PLAIN_SKIP || state == PLAIN_NOTED)
        write_directive(out, report, finding, state);
    text_add_char(out, '\n');
    if (!good)
        write_why(out, report, finding);
    text_clear(&name);
}

static void write(const struct report *report, struct text *out) {
    const struct findings *findings = report->findings;
    const char *undecided = plain_undecided(report);
    uint32_t count = findings->rule_count + (undecided != NULL);
    text_addf(out, "TAP version 14\n1..%" PRIu32 "\n", count);
    for (uint32_t i = 0; i < findings->rule_count; i++)
        write_rule(out, report, &findings->rules[i], i + 1);
    if (undecided != NULL)
        text_addf(out, "not ok %" PRIu32 " - %s\n", count, undecided);
}

const struct report_writer report_tap = {
    .name = "tap",
    .description = "TAP 14: a line for each rule",
    .write = write,
};
