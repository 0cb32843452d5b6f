// The waivers of a run in the report in JSON.
#include "report/json_part.h"

// What the waiver names: "vm["db01"].disk", or nothing where it is of the whole rule.
static void write_subject(struct json *json, const struct waiver *waiver) {
    struct text shown = {0};
    fact_path_show(&shown, &waiver->subject);
    json_text(json, "subject", shown.size > 0 ? text_data(&shown) : NULL);
    json_text(json, "like", waiver->node->like);
    text_clear(&shown);
}

static void write_other(struct json *json, const struct report *report,
                        const struct waiver *other) {
    struct text at = {0};
    if (other != NULL)
        report_add_place(&at, report, other->node->span);
    json_text(json, "replaced_by", other != NULL ? text_data(&at) : NULL);
    text_clear(&at);
}

static void write_waiver(struct json *json, const struct report *report,
                         const struct waiver_finding *finding) {
    const struct waiver *waiver = finding->waiver;
    char until[TIME_TEXT];
    struct text rule = {0};
    text_addf(&rule, "%s/%s", waiver->policy->name, waiver->rule->name);
    json_begin(json, NULL, '{');
    json_text(json, "rule", text_data(&rule));
    write_subject(json, waiver);
    json_bool(json, "even_if_unknown", waiver->node->even_if_unknown);
    json_text(json, "state", waiver_state_text(finding->state));
    write_other(json, report, finding->other);
    report_day(waiver->node->until, until);
    json_text(json, "until", until);
    json_int(json, "days_left", finding->days_left);
    json_text(json, "because", waiver->node->because);
    json_text(json, "approved", waiver->node->approved);
    json_place(json, report, waiver->node->span);
    json_bool(json, "whole", finding->whole);
    json_texts(json, "subjects", finding->subjects, finding->subject_count);
    if (finding->left_out > 0)
        json_int(json, "subjects_left_out", (int64_t)finding->left_out);
    json_end(json, '}');
    text_clear(&rule);
}

void json_waivers(struct json *json, const struct report *report) {
    const struct findings *findings = report->findings;
    json_bool(json, "waivers_applied", !findings->no_waivers);
    json_begin(json, "waivers", '[');
    for (uint32_t i = 0; i < findings->waiver_count; i++)
        write_waiver(json, report, &findings->waivers[i]);
    json_end(json, ']');
}
