// The report as commands of the GitHub Actions runner, which makes annotations of them. It shows
// ten of a kind, so that what fails the run comes first.
#include "report/page.h"
#include "report/plain.h"

#include <inttypes.h>
#include <string.h>

static const char *command_of(const struct rule_finding *finding, enum plain_state state) {
    static const char *const commands[] = {
        [SEVERITY_INFO] = "notice", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "warning"};
    return state == PLAIN_NOTED ? commands[finding->rule->severity] : "error";
}

// Who fails the requirement that the line above is about, bounded; those that are excused stand
// behind the others, and are left out.
static void add_subjects(struct text *message, const struct rule_finding *finding) {
    enum { NAMED = 10 };
    const struct requirement_finding *at =
        finding->verdict == VERDICT_FAIL ? page_foremost(finding) : NULL;
    uint64_t count = at != NULL ? excused_not(at->failed_elements, &at->failed_excused) : 0;
    if (count == 0 || at->failed_subjects.subjects[0]->text[0] == '\0')
        return;
    for (uint64_t i = 0; i < count && i < NAMED; i++) {
        const char *text = at->failed_subjects.subjects[i]->text;
        text_addf(message, "%s%s", i == 0 ? "\nfails for " : page_between(text), text);
    }
    if (count > NAMED)
        text_addf(message, " and %" PRIu64 " more", count - NAMED);
}

static void write_rule(struct text *out, const struct report *report,
                       const struct rule_finding *finding, enum plain_state state) {
    struct place place = plain_place(report, finding);
    struct text title = {0}, message = {0};
    plain_add_id(&title, finding);
    text_addf(&title, ": %s", verdict_text(finding->verdict));
    text_addf(&message, "%s\n", finding->rule->title);
    plain_add_reason(&message, report, finding);
    add_subjects(&message, finding);
    if (plain_remedy(finding) != NULL)
        text_addf(&message, "\n-> %s", plain_remedy(finding));
    text_addf(out, "::%s file=", command_of(finding, state));
    text_add_workflow(out, place.source->name, true);
    text_addf(out, ",line=%" PRIu32 ",col=%" PRIu32 ",title=", place.line, place.column);
    text_add_workflow(out, text_data(&title), true);
    text_add(out, "::");
    text_add_workflow(out, text_data(&message), false);
    text_add_char(out, '\n');
    text_clear(&title);
    text_clear(&message);
}

static void write(const struct report *report, struct text *out) {
    static const enum plain_state order[] = {PLAIN_FAIL, PLAIN_UNKNOWN, PLAIN_NOTED};
    const struct findings *findings = report->findings;
    const char *undecided = plain_undecided(report);
    if (undecided != NULL)
        text_addf(out, "::error title=plimsoll::%s\n", undecided);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (uint32_t j = 0; j < findings->rule_count; j++)
            if (plain_state(report, &findings->rules[j]) == order[i])
                write_rule(out, report, &findings->rules[j], order[i]);
}

const struct report_writer report_github = {
    .name = "github",
    .description = "annotations for GitHub Actions",
    .write = write,
};
