// A requirement in the report in JSON: its margin and its subjects.
#include "report/json_fact.h"
#include "report/json_part.h"

// Exact, as JSON does not limit the digits of a number.
static void write_decimal(struct json *json, const char *name, struct decimal value) {
    char digits[DECIMAL_TEXT];
    decimal_format(value, digits);
    json_raw(json, name, digits);
}

static void write_side(struct json *json, const char *name, const struct margin *margin,
                       struct decimal side) {
    if (margin->sides_known)
        write_decimal(json, name, side);
    else
        json_raw(json, name, "null");
}

// What a margin and its sides are counted in; sides that are times count seconds since 1970.
static void write_types(struct json *json, const struct margin *margin) {
    struct text type = {0};
    char buffer[32];
    const char *unit = dimension_symbol(margin->type.dimension, buffer);
    type_show(&type, &margin->type);
    json_text(json, "type", text_data(&type));
    json_text(json, "unit", unit[0] != '\0' ? unit : NULL);
    json_text(json, "sides", margin->of_times ? "time" : text_data(&type));
    text_clear(&type);
}

static void write_margin(struct json *json, const struct margin *margin) {
    if (!margin->present) {
        json_raw(json, "margin", "null");
        return;
    }
    json_begin(json, "margin", '{');
    write_decimal(json, "value", margin->value);
    write_types(json, margin);
    json_text(json, "text", margin->text);
    json_bool(json, "bounded", margin->bounded);
    write_side(json, "left", margin, margin->left);
    write_side(json, "right", margin, margin->right);
    json_text(json, "capacity", margin->capacity_left ? "left" : "right");
    json_text(json, "subject", margin->subject.text[0] != '\0' ? margin->subject.text : NULL);
    json_fact_paths(json, &margin->subject);
    json_end(json, '}');
}

static void write_failed(struct json *json, const struct failed_subject *failed) {
    json_begin(json, NULL, '{');
    json_text(json, "subject", failed->subject->text);
    json_fact_paths(json, failed->subject);
    json_text(json, "message", failed->message);
    json_text(json, "remedy", failed->remedy);
    json_bool(json, "waived", failed->waived);
    json_begin(json, "values", '[');
    for (uint32_t i = 0; i < failed->value_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "text", failed->values[i].text);
        json_text(json, "value", failed->values[i].value);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}

// All of them, as people and as programs name them.
static void write_subjects(struct json *json, const struct requirement_finding *finding) {
    json_begin(json, "failed_subjects", '[');
    for (uint64_t i = 0; i < finding->failed_elements; i++)
        json_text(json, NULL, finding->failed_subjects[i].text);
    json_end(json, ']');
    json_fact_path_texts(json, "failed_paths", finding->failed_subjects, finding->failed_elements);
}

void json_requirement(struct json *json, const struct report *report,
                      const struct requirement_finding *finding) {
    json_begin(json, NULL, '{');
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_text(json, "text", finding->requirement->text);
    json_place(json, report, finding->requirement->span);
    json_bool(json, "vacuous", finding->vacuous);
    json_text(json, "shown", finding->shown);
    write_margin(json, &finding->margin);
    json_int(json, "failed_count", (int64_t)finding->failed_count);
    write_subjects(json, finding);
    json_int(json, "waived_count", (int64_t)finding->waived_count);
    json_begin(json, "failed", '[');
    for (uint32_t i = 0; i < finding->failed_shown; i++)
        write_failed(json, &finding->failed[i]);
    json_end(json, ']');
    json_int(json, "unknown_count", (int64_t)finding->unknown_count);
    json_int(json, "unknown_waived", (int64_t)finding->unknown_waived);
    json_int(json, "missing_count", finding->missing_count);
    json_fact_missing(json, "missing", finding->missing, finding->missing_count);
    json_end(json, '}');
}
