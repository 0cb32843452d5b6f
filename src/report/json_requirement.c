// A requirement in the report in JSON.
#include "report/json_fact.h"
#include "report/json_part.h"

// All of them, as people and as programs name them.
static void write_subjects(struct json *json, const char *texts, const char *paths,
                           const struct found_subject *const *subjects, uint64_t count) {
    json_begin(json, texts, '[');
    for (uint64_t i = 0; i < count; i++)
        json_text(json, NULL, subjects[i]->text);
    json_end(json, ']');
    json_fact_path_texts(json, paths, subjects, count);
}

void json_requirement(struct json *json, const struct report *report,
                      const struct rule_finding *rule, const struct requirement_finding *finding) {
    json_begin(json, NULL, '{');
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_text(json, "text", finding->requirement->text);
    json_place(json, report, finding->requirement->span);
    json_bool(json, "vacuous", finding->vacuous);
    json_text(json, "shown", finding->shown);
    json_margin(json, &finding->margin);
    json_int(json, "failed_count", (int64_t)finding->failed_count);
    write_subjects(json, "failed_subjects", "failed_paths", finding->failed_subjects,
                   finding->failed_elements);
    json_int(json, "waived_count", (int64_t)finding->failed_excused.waived);
    json_int(json, "baseline_count", (int64_t)finding->failed_excused.baseline);
    json_begin(json, "failed", '[');
    for (uint32_t i = 0; i < finding->failed_shown; i++)
        json_failed(json, &finding->failed[i]);
    json_end(json, ']');
    if (report->all_subjects)
        json_all_subjects(json, rule, finding);
    json_int(json, "unknown_count", (int64_t)finding->unknown_count);
    if (finding->unknown_count == 0 || finding->unknown_subjects != NULL)
        write_subjects(json, "unknown_subjects", "unknown_paths", finding->unknown_subjects,
                       finding->unknown_count);
    json_int(json, "unknown_waived", (int64_t)finding->unknown_excused.waived);
    json_int(json, "unknown_baseline", (int64_t)finding->unknown_excused.baseline);
    if (finding->unknown_subjects != NULL)
        write_subjects(json, "partly_unknown_subjects", "partly_unknown_paths",
                       finding->partly_unknown, finding->partly_unknown_count);
    json_int(json, "missing_count", (int64_t)finding->missing_total);
    json_bool(json, "missing_bounded", finding->missing_bounded);
    json_fact_missing(json, "missing", finding->missing, finding->missing_count);
    json_end(json, '}');
}
