// Facts and changes of them in the words of a test, against a file with the changed facts.
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "lang/unit.h"
#include "make_facts.h"
#include "runs.h"

// ---- facts as the language writes them ----

// JSON may write a number with an exponent, and a quantity as a number of its base unit.
static void add_number(struct text *out, const struct type *type, const char *json) {
    char digits[DECIMAL_TEXT], buffer[32];
    struct decimal number;
    decimal_parse(json, strlen(json), &number);
    decimal_format(number, digits);
    text_add(out, digits);
    const char *unit = dimension_symbol(type->dimension, buffer);
    text_addf(out, "%s%s", unit[0] != '\0' ? " " : "", unit);
}

// A text that stands for a value of the type, as JSON or --with have it.
static void add_word(struct text *out, const struct type *type, const char *word) {
    bool quoted = type->kind == TYPE_TEXT || type->kind == TYPE_VERSION || type->kind == TYPE_ENUM;
    if (quoted)
        text_add_quoted(out, word);
    else
        text_add(out, word);
}

static void add_plain(struct text *out, const struct type *type, const cJSON *value) {
    if (cJSON_IsBool(value))
        text_add(out, cJSON_IsTrue(value) ? "true" : "false");
    else if (cJSON_IsRaw(value) && type_is_numeric(type))
        add_number(out, type, value->valuestring);
    else
        add_word(out, type, value->valuestring);
}

static bool add_record(struct text *out, const struct shape *shape, const cJSON *record);

// False for a value that is unknown within a list, which no test can say.
static bool add_list(struct text *out, const struct space_def *space, const cJSON *list) {
    const cJSON *element;
    bool said = true;
    text_add(out, "[");
    cJSON_ArrayForEach(element, list) {
        text_add(out, element != list->child ? ", " : "");
        said &= !cJSON_IsNull(element);
        if (space->shape != NULL)
            said &= add_record(out, space->shape, element);
        else if (!cJSON_IsNull(element))
            add_plain(out, &space->element, element);
    }
    text_add(out, "]");
    return said;
}

static bool add_record(struct text *out, const struct shape *shape, const cJSON *record) {
    bool said = true, any = false;
    text_add(out, "{");
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        const char *name = shape->record->fields[i]->name;
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(record, name);
        if (value == NULL || cJSON_IsNull(value))
            continue;
        text_addf(out, "%s%s: ", any ? ", " : " ", name);
        any = true;
        if (member->kind == MEMBER_NESTED)
            said &= add_record(out, member->nested, value);
        else if (member->kind == MEMBER_LIST)
            said &= add_list(out, member->list, value);
        else
            add_plain(out, &member->column->type, value);
    }
    text_add(out, " }");
    return said;
}

// ---- changes ----

static const struct type *type_at(const struct model *model, const char *path,
                                  struct arena *arena) {
    struct fact_path steps;
    size_t wrong;
    if (!fact_path_parse(path, arena, &steps, &wrong))
        return NULL;
    const struct field *field = model_find(model, &steps);
    return field == NULL                   ? NULL
           : field->type.kind == TYPE_LIST ? field->type.element
                                           : &field->type;
}

// "with PATH = VALUE" or "without PATH"; nothing where nothing is changed.
static void add_change(struct runs *runs, cJSON *facts, struct text *out) {
    const struct model *model = runs->trial->program->model;
    struct session_change change;
    if (!random_percent(&runs->random, 60) ||
        !change_fact(&runs->random, runs->arena, model, facts, &change))
        return;
    text_addf(out, "%s %s", change.value != NULL ? "with" : "without", change.path);
    if (change.value != NULL) {
        text_add(out, " = ");
        add_word(out, type_at(model, change.path, runs->arena), change.value);
    }
    text_add(out, "\n");
}

enum judged trial_judge_given(struct trial *trial, struct text *wrong) {
    enum { LARGEST = 30000 }; // bytes of facts
    struct runs runs = runs_begin(trial, wrong);
    struct trial other = *trial;
    struct text given = {0}, of_all = {0}, of_case = {0};
    cJSON *facts = cJSON_Duplicate(trial->json, true);
    text_add(&given, "given ");
    bool said = strlen(trial->facts) <= LARGEST &&
                add_record(&given, trial->program->model->root_shape, facts);
    const struct findings *findings = NULL;
    if (said) {
        text_add(&given, "\n");
        add_change(&runs, facts, &of_all);
        add_change(&runs, facts, &of_case);
        text_add(&given, text_data(&of_all));
        other.facts = cJSON_PrintUnformatted(facts);
        findings = runs_judge(&runs, &other, NULL);
        free(other.facts);
    }
    if (findings != NULL)
        trial_expect(trial, text_data(&given), text_data(&of_case), findings, wrong);
    text_clear(&given);
    text_clear(&of_all);
    text_clear(&of_case);
    cJSON_Delete(facts);
    runs_end(&runs);
    return findings != NULL ? JUDGED : JUDGED_NEVER;
}
