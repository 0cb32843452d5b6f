// A requirement in the report in JSON.
#include "report/json_fact.h"
#include "report/json_part.h"

// Those that are named, as people and as programs name them.
static void write_subjects(struct json *json, const char *texts, const char *paths,
                           const char *left_out, const struct named_subjects *named) {
    json_begin(json, texts, '[');
    for (uint64_t i = 0; i < named->count; i++)
        json_text(json, NULL, named->subjects[i]->text);
    json_end(json, ']');
    json_fact_path_texts(json, paths, named->subjects, named->count);
    if (named->left_out > 0)
        json_int(json, left_out, (int64_t)named->left_out);
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
    write_subjects(json, "failed_subjects", "failed_paths", "failed_left_out",
                   &finding->failed_subjects);
    json_int(json, "waived_count", (int64_t)finding->failed_excused.waived);
    json_int(json, "baseline_count", (int64_t)finding->failed_excused.baseline);
    json_begin(json, "failed", '[');
    for (uint32_t i = 0; i < finding->failed_shown; i++)
        json_failed(json, &finding->failed[i]);
    json_end(json, ']');
    if (report->all_subjects)
        json_all_subjects(json, rule, finding);
    json_int(json, "unknown_count", (int64_t)finding->unknown_count);
    if (finding->unknown_count == 0 || finding->names_unknown)
        write_subjects(json, "unknown_subjects", "unknown_paths", "unknown_left_out",
                       &finding->unknown_subjects);
    json_int(json, "unknown_waived", (int64_t)finding->unknown_excused.waived);
    json_int(json, "unknown_baseline", (int64_t)finding->unknown_excused.baseline);
    if (finding->names_unknown)
        write_subjects(json, "partly_unknown_subjects", "partly_unknown_paths",
                       "partly_unknown_left_out", &finding->partly_unknown);
    json_int(json, "missing_count", (int64_t)finding->missing.total);
    json_bool(json, "missing_bounded", finding->missing.bounded);
    json_fact_missing(json, "missing", &finding->missing);
    json_end(json, '}');
}
