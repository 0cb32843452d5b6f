// Dividing facts: among two files, and into the elements of a list that are selected and those that
// are not.
#include <stdlib.h>
#include <string.h>

#include "make_facts.h"

static void give(cJSON *to, const char *name, const cJSON *value) {
    cJSON_AddItemToObject(to, name, cJSON_Duplicate(value, true));
}

static void divide_record(struct random *random, const struct shape *shape, const cJSON *record,
                          cJSON *const parts[2]);

// Each part names the elements of which it has facts; one of the parts has all of them, so that an
// element without facts is in none the less.
static void divide_elements(struct random *random, const struct space_def *space, const cJSON *list,
                            cJSON *const parts[2]) {
    const char *key = space->key->path;
    const cJSON *element;
    cJSON_ArrayForEach(element, list) {
        cJSON *halves[2] = {cJSON_CreateObject(), cJSON_CreateObject()};
        divide_record(random, space->shape, element, halves);
        for (int i = 0; i < 2; i++) {
            cJSON_DeleteItemFromObjectCaseSensitive(halves[i], key);
            give(halves[i], key, cJSON_GetObjectItemCaseSensitive(element, key));
            if (i == 0 || cJSON_GetArraySize(halves[i]) > 1)
                cJSON_AddItemToArray(parts[i], halves[i]);
            else
                cJSON_Delete(halves[i]);
        }
    }
}

static void divide_record(struct random *random, const struct shape *shape, const cJSON *record,
                          cJSON *const parts[2]) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const char *name = shape->record->fields[i]->name;
        const struct member *member = &shape->members[i];
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(record, name);
        bool keyed = member->kind == MEMBER_LIST && cJSON_IsArray(value) &&
                     has_all_keys(value, member->list);
        if (value == NULL)
            continue;
        if (member->kind == MEMBER_NESTED && cJSON_IsObject(value)) {
            cJSON *halves[2] = {cJSON_AddObjectToObject(parts[0], name),
                                cJSON_AddObjectToObject(parts[1], name)};
            divide_record(random, member->nested, value, halves);
        } else if (keyed && random_percent(random, 70)) {
            cJSON *halves[2] = {cJSON_AddArrayToObject(parts[0], name),
                                cJSON_AddArrayToObject(parts[1], name)};
            divide_elements(random, member->list, value, halves);
        } else {
            give(parts[random_below(random, 2)], name, value);
        }
    }
}

void divide_facts(struct random *random, const struct model *model, const cJSON *facts,
                  cJSON *parts[2]) {
    static const char *const heads[] = {"facts", "version"};
    for (int i = 0; i < 2; i++) {
        parts[i] = cJSON_CreateObject();
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
            give(parts[i], heads[h], cJSON_GetObjectItemCaseSensitive(facts, heads[h]));
    }
    divide_record(random, model->root_shape, facts, parts);
}

// ---- selecting ----

// Keys of the test model are texts or whole numbers of one digit or more.
static bool is_meant(const cJSON *element, const char *key, char digit) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(element, key);
    if (cJSON_IsString(value))
        return strchr(value->valuestring, digit) != NULL;
    char *digits = cJSON_PrintUnformatted(value);
    bool meant = strchr(digits, digit) != NULL;
    free(digits);
    return meant;
}

bool select_facts(const struct space_def *space, cJSON *list, char digit) {
    if (!cJSON_IsArray(list) || !has_all_keys(list, space))
        return false;
    cJSON *element = list->child, *next;
    for (; element != NULL; element = next) {
        next = element->next;
        if (!is_meant(element, space->key->path, digit))
            cJSON_Delete(cJSON_DetachItemViaPointer(list, element));
    }
    return cJSON_GetArraySize(list) > 0;
}
