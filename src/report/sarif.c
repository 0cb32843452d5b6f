// The report as SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS: a rule of a
// policy is a rule there, and each subject that fails it a result, where the rule stands.
#include "report/plain.h"

#include <string.h>

#include "finding/baseline.h"
#include "lang/diagnostic.h"

// Of one requirement; GitHub reads 25,000 results of a run.
enum { SUBJECTS = 100 };

static const char *level_of(const struct rule *rule) {
    static const char *const levels[] = {
        [SEVERITY_INFO] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    return levels[rule->severity];
}

static void write_message(struct json *json, const char *name, const char *text) {
    json_begin(json, name, '{');
    json_text(json, "text", text);
    json_end(json, '}');
}

// ---- rules ----

static void write_help(struct json *json, const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    struct text help = {0};
    text_add(&help, rule->title);
    if (finding->remedy != NULL)
        text_addf(&help, "\nWhat to do: %s", finding->remedy);
    for (uint32_t i = 0; i < rule->see_count; i++)
        text_addf(&help, "\nSee: %s", rule->see[i]);
    write_message(json, "help", text_data(&help));
    text_clear(&help);
}

static void write_tags(struct json *json, const struct rule *rule) {
    json_begin(json, "properties", '{');
    json_begin(json, "tags", '[');
    for (uint32_t i = 0; i < rule->tag_count; i++)
        json_text(json, NULL, rule->tags[i]);
    json_end(json, ']');
    json_end(json, '}');
}

static void write_rule(struct json *json, const struct rule_finding *finding) {
    struct text id = {0};
    plain_add_id(&id, finding);
    json_begin(json, NULL, '{');
    json_text(json, "id", text_data(&id));
    write_message(json, "shortDescription", finding->rule->title);
    write_help(json, finding);
    json_begin(json, "defaultConfiguration", '{');
    json_text(json, "level", level_of(finding->rule));
    json_end(json, '}');
    if (finding->rule->tag_count > 0)
        write_tags(json, finding->rule);
    json_end(json, '}');
    text_clear(&id);
}

static void write_tool(struct json *json, const struct report *report) {
    json_begin(json, "tool", '{');
    json_begin(json, "driver", '{');
    json_text(json, "name", "Plimsoll");
    json_text(json, "semanticVersion", report->version);
    json_begin(json, "rules", '[');
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        write_rule(json, &report->findings->rules[i]);
    json_end(json, ']');
    json_end(json, '}');
    json_end(json, '}');
}

// ---- results ----

static void write_location(struct json *json, const struct report *report, struct span span,
                           const char *subject) {
    struct place place = sources_place(report->program->sources, span.begin);
    struct text uri = {0};
    text_add_uri(&uri, place.source->name);
    json_begin(json, "locations", '[');
    json_begin(json, NULL, '{');
    json_begin(json, "physicalLocation", '{');
    json_begin(json, "artifactLocation", '{');
    json_text(json, "uri", text_data(&uri));
    json_end(json, '}');
    json_begin(json, "region", '{');
    json_int(json, "startLine", place.line);
    json_int(json, "startColumn", place.column);
    json_end(json, '}');
    json_end(json, '}');
    if (subject[0] != '\0') {
        json_begin(json, "logicalLocations", '[');
        json_begin(json, NULL, '{');
        json_text(json, "fullyQualifiedName", subject);
        json_end(json, '}');
        json_end(json, ']');
    }
    json_end(json, '}');
    json_end(json, ']');
    text_clear(&uri);
}

static void write_suppression(struct json *json, const struct waiver_finding *waiver) {
    json_begin(json, "suppressions", '[');
    json_begin(json, NULL, '{');
    json_text(json, "kind", "external");
    if (waiver != NULL)
        json_text(json, "justification", waiver->waiver->node->because);
    json_end(json, '}');
    json_end(json, ']');
}

struct result {
    const struct report *report;
    const struct rule_finding *finding;
    uint32_t rule;
    struct span span;
    const char *subject, *message;
    bool waived;
    const char *baseline; // its state beside an earlier run; NULL: there is none
};

// What the baseline does not excuse although it has it is another now.
static const char *baseline_state(const struct baseline_item *item) {
    bool same = item != NULL && (item->state == BASELINE_EXCUSES || item->state == BASELINE_WAIVED);
    return item == NULL ? "new" : same ? "unchanged" : "updated";
}

static const char *subject_state(const struct result *result,
                                 const struct requirement_finding *requirement, uint64_t place) {
    const struct findings *findings = result->report->findings;
    const struct named_subjects *named = &requirement->failed_subjects;
    if (findings->baseline == NULL)
        return NULL;
    if (place >= named->count)
        return place < excused_not(requirement->failed_elements, &requirement->failed_excused)
                   ? "new"
                   : "unchanged";
    return baseline_state(
        baseline_find(findings, result->finding, requirement, named->subjects[place]));
}

static const char *rule_state(const struct result *result) {
    const struct findings *findings = result->report->findings;
    if (findings->baseline == NULL)
        return NULL;
    return result->finding->verdict == VERDICT_BASELINE   ? "unchanged"
           : baseline_has_rule(findings, result->finding) ? "updated"
                                                          : "new";
}

static void write_result(struct json *json, const struct result *result) {
    struct text id = {0};
    char fingerprint[DIGEST_HEX];
    plain_add_id(&id, result->finding);
    plain_fingerprint(result->finding, result->subject, fingerprint);
    json_begin(json, NULL, '{');
    json_text(json, "ruleId", text_data(&id));
    json_int(json, "ruleIndex", result->rule);
    json_text(json, "level", level_of(result->finding->rule));
    write_message(json, "message", result->message);
    write_location(json, result->report, result->span, result->subject);
    json_begin(json, "partialFingerprints", '{');
    json_text(json, "policyRuleSubject/v1", fingerprint);
    json_end(json, '}');
    if (result->baseline != NULL)
        json_text(json, "baselineState", result->baseline);
    if (result->waived)
        write_suppression(json, plain_waiver(result->report, result->finding));
    json_begin(json, "properties", '{');
    json_text(json, "verdict", verdict_text(result->finding->verdict));
    json_end(json, '}');
    json_end(json, '}');
    text_clear(&id);
}

// What is said of one subject: its message, else that of the rule and whom it is about.
static void add_message(struct text *out, const struct result *result,
                        const struct requirement_finding *requirement, uint64_t index) {
    const struct failed_subject *failed =
        index < requirement->failed_shown ? &requirement->failed[index] : NULL;
    if (failed != NULL && failed->message != NULL)
        text_add(out, failed->message);
    else if (result->subject[0] != '\0')
        text_addf(out, "%s fails for %s", result->finding->rule->title, result->subject);
    else
        plain_add_reason(out, result->report, result->finding);
    if (failed != NULL && failed->remedy != NULL)
        text_addf(out, "\nWhat to do: %s", failed->remedy);
}

static void write_failed(struct json *json, struct result result,
                         const struct requirement_finding *requirement) {
    uint64_t waived_from = requirement->failed_elements - requirement->failed_excused.waived;
    struct text message = {0};
    result.span = requirement->requirement->span;
    for (uint64_t i = 0; i < requirement->failed_elements && i < SUBJECTS; i++) {
        text_reset(&message);
        result.subject = requirement->failed_subjects.subjects[i]->text;
        result.waived = i >= waived_from;
        result.baseline = subject_state(&result, requirement, i);
        add_message(&message, &result, requirement, i);
        result.message = text_data(&message);
        write_result(json, &result);
    }
    if (requirement->failed_elements > SUBJECTS) {
        text_reset(&message);
        text_addf(&message, "and %llu more",
                  (unsigned long long)(requirement->failed_elements - SUBJECTS));
        result.subject = "";
        result.message = text_data(&message);
        result.waived = waived_from <= SUBJECTS;
        result.baseline = subject_state(&result, requirement, SUBJECTS);
        write_result(json, &result);
    }
    text_clear(&message);
}

static void write_unknown(struct json *json, struct result result) {
    struct text message = {0};
    text_add(&message, "unknown: ");
    plain_add_reason(&message, result.report, result.finding);
    result.message = text_data(&message);
    result.waived = result.finding->verdict == VERDICT_WAIVED;
    result.baseline = rule_state(&result);
    write_result(json, &result);
    text_clear(&message);
}

static void write_finding(struct json *json, const struct report *report, uint32_t index) {
    const struct rule_finding *finding = &report->findings->rules[index];
    struct result result = {report, finding, index, finding->rule->span, "", NULL, false, NULL};
    uint64_t failed = 0;
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        write_failed(json, result, &finding->requirements[i]);
        failed += finding->requirements[i].failed_elements;
    }
    bool open = finding->verdict != VERDICT_PASS && finding->verdict != VERDICT_SKIP;
    if (open && failed == 0)
        write_unknown(json, result);
}

// ---- the run ----

// A run in which nothing was decided must not look as if all were well.
static void write_undecided(struct json *json, const char *undecided) {
    json_begin(json, "toolExecutionNotifications", '[');
    json_begin(json, NULL, '{');
    json_text(json, "level", "error");
    write_message(json, "message", undecided);
    json_end(json, '}');
    json_end(json, ']');
}

static void write_invocation(struct json *json, const struct report *report) {
    const char *undecided = plain_undecided(report);
    json_begin(json, "invocations", '[');
    json_begin(json, NULL, '{');
    json_bool(json, "executionSuccessful", undecided == NULL);
    if (undecided != NULL)
        write_undecided(json, undecided);
    json_end(json, '}');
    json_end(json, ']');
}

static void write(const struct report *report, struct text *out) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_text(&json, "version", "2.1.0");
    json_begin(&json, "runs", '[');
    json_begin(&json, NULL, '{');
    write_tool(&json, report);
    write_invocation(&json, report);
    json_text(&json, "columnKind", "unicodeCodePoints");
    json_begin(&json, "results", '[');
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        write_finding(&json, report, i);
    json_end(&json, ']');
    json_end(&json, '}');
    json_end(&json, ']');
    json_end(&json, '}');
}

const struct report_writer report_sarif = {
    .name = "sarif",
    .description = "SARIF 2.1.0, for code scanning",
    .write = write,
};
