// Changes of facts by paths and values, as --with and --without have them, which are made to the
// JSON too.
#include <stdlib.h>
#include <string.h>

#include "make_facts.h"

// One of all changes that are met, each as likely as the others.
struct choosing {
    struct random *random;
    struct arena *arena;
    uint32_t met;
    bool both; // a list of the root is there beside the one that it stands for
    const char *path;
    cJSON *parent, *old; // the object or the list, and what goes
    const char *name;    // in an object
    cJSON *value;        // what comes; NULL: nothing
    const char *text;    // as --with has it
};

static const char *const texts[] = {"a", "d1", "", "red", "a\"b", " b ", "1.10"};

// A value of the type in JSON, and as it is written behind --with.
static cJSON *make_value(struct choosing *choosing, const struct type *type, const char **text) {
    switch (type->kind) {
    case TYPE_BOOL:
        *text = random_percent(choosing->random, 50) ? "true" : "false";
        return cJSON_CreateRaw(*text);
    case TYPE_INT:
        *text = "2";
        return cJSON_CreateRaw(*text);
    case TYPE_NUMBER:
        *text = dimension_equal(type->dimension, DIMENSION_BYTES)       ? "3 GiB"
                : dimension_equal(type->dimension, DIMENSION_DURATION)  ? "90 min"
                : dimension_equal(type->dimension, DIMENSION_FREQUENCY) ? "2 kHz"
                : dimension_equal(type->dimension, DIMENSION_BANDWIDTH) ? "10 KB/s"
                                                                        : "1";
        return strlen(*text) > 1 ? cJSON_CreateString(*text) : cJSON_CreateRaw(*text);
    case TYPE_TIME:
        *text = "2026-11-16T10:00:00Z";
        return cJSON_CreateString(*text);
    case TYPE_VERSION:
        *text = "9.10";
        return cJSON_CreateString(*text);
    case TYPE_ENUM:
        *text = type->choices[random_below(choosing->random, type->choice_count)];
        return cJSON_CreateString(*text);
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_RECORD:
    case TYPE_POISON:
        break;
    }
    *text = RANDOM_OF(choosing->random, texts);
    return cJSON_CreateString(*text);
}

// Something goes, or another value comes in its place; type NULL: it goes.
static void meet(struct choosing *choosing, const char *path, cJSON *parent, const char *name,
                 cJSON *old, const struct type *type) {
    if (random_below(choosing->random, ++choosing->met) > 0)
        return;
    cJSON_Delete(choosing->value);
    choosing->path = path;
    choosing->parent = parent;
    choosing->name = name;
    choosing->old = old;
    choosing->text = NULL;
    choosing->value = type != NULL ? make_value(choosing, type, &choosing->text) : NULL;
}

// A record of which nothing is known has nothing to take away.
static bool is_known(const cJSON *value) {
    const cJSON *member;
    if (!cJSON_IsObject(value))
        return value != NULL && !cJSON_IsNull(value);
    cJSON_ArrayForEach(member, value) if (is_known(member)) return true;
    return false;
}

static void meet_record(struct choosing *choosing, const char *path, const struct shape *shape,
                        cJSON *record);

static const char *element_path(struct choosing *choosing, const char *path,
                                const struct space_def *space, const cJSON *element, uint32_t at) {
    if (space->key == NULL)
        return arena_printf(choosing->arena, "%s[%u]", path, at);
    const cJSON *key = cJSON_GetObjectItemCaseSensitive(element, space->key->path);
    return cJSON_IsString(key) ? arena_printf(choosing->arena, "%s[\"%s\"]", path, key->valuestring)
                               : arena_printf(choosing->arena, "%s[%s]", path, key->valuestring);
}

static bool has_key(const cJSON *list, const struct space_def *space, const char *key) {
    const cJSON *element;
    bool found = false;
    cJSON_ArrayForEach(element, list) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(element, space->key->path);
        found |= cJSON_IsRaw(value) && strcmp(value->valuestring, key) == 0;
    }
    return found;
}

// An element that comes has a key and one fact.
static void meet_new(struct choosing *choosing, const char *path, const struct space_def *space,
                     cJSON *list) {
    uint32_t field = random_below(choosing->random, space->shape->record->field_count);
    const struct member *member = &space->shape->members[field];
    bool number = space->key->type.kind == TYPE_INT;
    const char *key = number ? "77" : "\"d77\"";
    if (member->kind != MEMBER_COLUMN || member->column == space->key || has_key(list, space, key))
        return;
    const char *name = space->shape->record->fields[field]->name;
    meet(choosing, arena_printf(choosing->arena, "%s[%s].%s", path, key, name), list, NULL, NULL,
         &member->column->type);
    if (choosing->parent != list || choosing->old != NULL)
        return;
    cJSON *element = cJSON_CreateObject();
    cJSON_AddItemToObject(element, space->key->path, cJSON_CreateRaw(key));
    cJSON_AddItemToObject(element, name, choosing->value);
    choosing->value = element;
}

static void meet_list(struct choosing *choosing, const char *path, const struct space_def *space,
                      cJSON *list) {
    bool keyed = space->key != NULL;
    uint32_t at = 0;
    cJSON *element;
    if (keyed && !has_all_keys(list, space))
        return;
    if (keyed)
        meet_new(choosing, path, space, list);
    cJSON_ArrayForEach(element, list) {
        const char *way = element_path(choosing, path, space, element, at++);
        meet(choosing, way, list, NULL, element, NULL);
        if (space->shape == NULL)
            meet(choosing, way, list, NULL, element, &space->element);
        else if (cJSON_IsObject(element))
            meet_record(choosing, way, space->shape, element);
    }
}

static void meet_record(struct choosing *choosing, const char *path, const struct shape *shape,
                        cJSON *record) {
    bool root = path[0] == '\0';
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct field *field = shape->record->fields[i];
        const struct member *member = &shape->members[i];
        cJSON *value = cJSON_GetObjectItemCaseSensitive(record, field->name);
        bool key = member->kind == MEMBER_COLUMN && member->column == shape->space->key;
        const char *way =
            root ? field->name : arena_printf(choosing->arena, "%s.%s", path, field->name);
        // what stands in for what is not looked at here
        if (strcmp(field->name, "collected") == 0 ||
            (choosing->both && (strcmp(way, "device") == 0 || strcmp(way, "here") == 0 ||
                                strcmp(way, "here.device") == 0)))
            continue;
        if (member->kind == MEMBER_COLUMN && !key)
            meet(choosing, way, record, field->name, value, &member->column->type);
        if (is_known(value) && !key)
            meet(choosing, way, record, field->name, value, NULL);
        if (member->kind == MEMBER_NESTED && cJSON_IsObject(value))
            meet_record(choosing, way, member->nested, value);
        if (member->kind == MEMBER_LIST && cJSON_IsArray(value))
            meet_list(choosing, way, member->list, value);
    }
}

static void make_change(struct choosing *choosing) {
    cJSON *parent = choosing->parent;
    bool element = choosing->name == NULL;
    if (choosing->old != NULL && element && choosing->value != NULL)
        cJSON_ReplaceItemViaPointer(parent, choosing->old, choosing->value);
    else if (choosing->old != NULL)
        cJSON_Delete(cJSON_DetachItemViaPointer(parent, choosing->old));
    if (choosing->value != NULL && element && choosing->old == NULL)
        cJSON_AddItemToArray(parent, choosing->value);
    else if (choosing->value != NULL && !element)
        cJSON_AddItemToObject(parent, choosing->name, choosing->value);
}

static bool is_idle(const struct choosing *choosing) {
    char *old = cJSON_PrintUnformatted(choosing->old);
    char *value = cJSON_PrintUnformatted(choosing->value);
    bool idle = old != NULL && value != NULL && strcmp(old, value) == 0;
    free(old);
    free(value);
    return idle;
}

bool change_fact(struct random *random, struct arena *arena, const struct model *model,
                 cJSON *facts, struct session_change *change) {
    struct choosing choosing = {.random = random, .arena = arena};
    const cJSON *here = cJSON_GetObjectItemCaseSensitive(facts, "here");
    choosing.both = cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(facts, "device")) &&
                    cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(here, "device"));
    meet_record(&choosing, "", model->root_shape, facts);
    if (choosing.path == NULL || is_idle(&choosing)) {
        cJSON_Delete(choosing.value);
        return false;
    }
    make_change(&choosing);
    // a list that stands in for another is that
    static const char list[] = "here.device[";
    bool stands_in = !is_known(cJSON_GetObjectItemCaseSensitive(facts, "device")) &&
                     strncmp(choosing.path, list, sizeof list - 1) == 0;
    const char *path = choosing.path + (stands_in && random_percent(random, 50) ? 5 : 0);
    *change = (struct session_change){path, choosing.text};
    return true;
}
