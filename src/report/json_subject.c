// Subjects in the report in JSON: margins, values, and what becomes of each.
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

static void write_measures(struct json *json, const struct margin *margin) {
    write_decimal(json, "value", margin->value);
    write_types(json, margin);
    json_text(json, "text", margin->text);
    json_bool(json, "bounded", margin->bounded);
    write_side(json, "left", margin, margin->left);
    write_side(json, "right", margin, margin->right);
    json_text(json, "capacity", margin->capacity_left ? "left" : "right");
}

void json_margin(struct json *json, const struct margin *margin) {
    const struct found_subject *subject = &margin->subject;
    if (!margin->present) {
        json_raw(json, "margin", "null");
        return;
    }
    json_begin(json, "margin", '{');
    write_measures(json, margin);
    if (subject->text != NULL) {
        json_text(json, "subject", subject->text[0] != '\0' ? subject->text : NULL);
        json_fact_paths(json, subject);
    }
    json_end(json, '}');
}

static void write_value(struct json *json, const struct shown_value *value) {
    struct text type = {0};
    type_show(&type, &value->type);
    json_begin_line(json, NULL, '{');
    json_text(json, "text", value->text);
    json_text(json, "value", value->value);
    json_text(json, "type", text_data(&type));
    json_raw(json, "exact", value->exact != NULL ? value->exact : "null");
    json_end(json, '}');
    text_clear(&type);
}

static void write_values(struct json *json, const struct shown_value *values, uint32_t count) {
    json_begin(json, "values", '[');
    for (uint32_t i = 0; i < count; i++)
        write_value(json, &values[i]);
    json_end(json, ']');
}

void json_failed(struct json *json, const struct failed_subject *failed) {
    json_begin(json, NULL, '{');
    json_text(json, "subject", failed->subject->text);
    json_fact_paths(json, failed->subject);
    json_text(json, "message", failed->message);
    json_text(json, "remedy", failed->remedy);
    json_bool(json, "waived", failed->verdict == VERDICT_WAIVED);
    json_bool(json, "baseline", failed->verdict == VERDICT_BASELINE);
    write_values(json, failed->values, failed->value_count);
    json_end(json, '}');
}

static void write_judged(struct json *json, const struct judged_subject *judged) {
    json_begin(json, NULL, '{');
    json_text(json, "subject", judged->subject.text);
    json_fact_paths(json, &judged->subject);
    json_bool(json, "element", judged->is_element);
    json_text(json, "verdict", verdict_text(judged->verdict));
    json_margin(json, &judged->margin);
    write_values(json, judged->values, judged->value_count);
    json_end(json, '}');
}

void json_all_subjects(struct json *json, const struct rule_finding *rule,
                       const struct requirement_finding *requirement) {
    json_begin(json, "all_subjects", '[');
    for (uint32_t i = 0; i < requirement->judged_count; i++)
        write_judged(json, &rule->judged[requirement->judged_first + i]);
    json_end(json, ']');
    if (requirement->judged_left_out > 0)
        json_int(json, "all_subjects_left_out", (int64_t)requirement->judged_left_out);
}
