// Facts as reports in JSON name them.
#include "report/json_fact.h"

#include <inttypes.h>
#include <stdio.h>

void json_fact_index(struct json *json, const struct fact_step *step) {
    char digits[sizeof "18446744073709551615"];
    switch (step->kind) {
    case FACT_STEP_NAME:
        break;
    case FACT_STEP_POSITION:
        snprintf(digits, sizeof digits, "%" PRIu64, step->position);
        json_raw(json, "position", digits);
        break;
    case FACT_STEP_VALUE:
        json_text(json, "value", step->text);
        break;
    case FACT_STEP_KEY:
        json_text(json, "key", step->text);
        break;
    }
}

// A name takes the index behind it along.
void json_fact_steps(struct json *json, const struct fact_path *path) {
    json_begin_line(json, "steps", '[');
    for (size_t i = 0; i < path->count; i++) {
        const struct fact_step *step = &path->steps[i];
        bool is_name = !fact_step_is_index(step);
        json_begin(json, NULL, '{');
        if (is_name)
            json_text(json, "name", step->text);
        if (is_name && i + 1 < path->count && fact_step_is_index(&step[1]))
            step = &path->steps[++i];
        json_fact_index(json, step);
        json_end(json, '}');
    }
    json_end(json, ']');
}

void json_fact_paths(struct json *json, const struct found_subject *subject) {
    struct text shown = {0};
    json_begin(json, "paths", '[');
    for (size_t i = 0; i < subject->path_count; i++) {
        text_reset(&shown);
        fact_path_show(&shown, &subject->paths[i]);
        json_begin(json, NULL, '{');
        json_text(json, "path", text_data(&shown));
        json_fact_steps(json, &subject->paths[i]);
        json_end(json, '}');
    }
    json_end(json, ']');
    text_clear(&shown);
}

void json_fact_path_texts(struct json *json, const char *name,
                          const struct found_subject *const *subjects, uint64_t count) {
    struct text path = {0};
    json_begin(json, name, '[');
    for (uint64_t i = 0; i < count; i++) {
        json_begin_line(json, NULL, '[');
        for (size_t p = 0; p < subjects[i]->path_count; p++) {
            text_reset(&path);
            fact_path_show(&path, &subjects[i]->paths[p]);
            json_text(json, NULL, text_data(&path));
        }
        json_end(json, ']');
    }
    json_end(json, ']');
    text_clear(&path);
}

static const char *what_is(const struct missing_fact *missing) {
    return missing->path.count == 0 ? "expression" : missing->is_answer ? "answer" : "fact";
}

void json_fact_missing(struct json *json, const char *name, const struct missing_facts *missing) {
    json_begin(json, name, '[');
    for (uint32_t i = 0; i < missing->count; i++) {
        const struct missing_fact *fact = &missing->facts[i];
        json_begin(json, NULL, '{');
        json_text(json, "fact", fact->fact);
        json_text(json, "what", what_is(fact));
        json_text(json, "cause", fact->words);
        json_text(json, "kind", cause_words(fact->cause)->kind);
        json_text(json, "reason", fact->reason);
        json_fact_steps(json, &fact->path);
        json_end(json, '}');
    }
    json_end(json, ']');
}
