// Random facts.
#include "make_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {"a",
                                    "b",
                                    "ab",
                                    "",
                                    "a,b",
                                    " b ",
                                    "10.5",
                                    "-3",
                                    "1e3",
                                    "é→",
                                    "A",
                                    "Zebra",
                                    "x y",
                                    "d1",
                                    "d2",
                                    "d3",
                                    "red",
                                    "a\"b",
                                    "back\\",
                                    "tab\tnl\n",
                                    "1.10",
                                    "10.0.0.7",
                                    "10.200.0.1",
                                    "fd00::7:1",
                                    "fe80::1%eth0",
                                    "::ffff:10.0.0.1",
                                    "10.0.0.0/9",
                                    "+05:30",
                                    "a-b--c",
                                    "v2.0"};
static const char *const versions[] = {"1.0",
                                       "1.0.0",
                                       "1.0-rc1",
                                       "9.9",
                                       "9.10",
                                       "2",
                                       "1.0.1",
                                       "v1.0",
                                       "1:0.9",
                                       "0:1.00",
                                       "1.0~rc1",
                                       "1.0~~",
                                       "9.9-4+deb12u2",
                                       "9.9-4",
                                       "6.1.0-18-amd64",
                                       "10.0.17763",
                                       "1.0-RC.1",
                                       "1.0.beta2",
                                       "99999999999999999999.3",
                                       "1.0-x",
                                       "1.0_1"};
static const char *const instants[] = {
    "2026-11-23T10:00:00Z", "2026-11-23T11:00:00+01:00", "2026-11-22T09:59:59Z",
    "2261-12-31T23:59:59Z", "1678-01-01T00:00:00Z",      "2026-11-23T10:00:00.000000001Z",
    "1970-01-01T00:00:00Z", "2026-11-16T10:00:00Z",      "2000-02-29T12:00:00.5Z"};
static const char *const whole[] = {"9007199254740991", "-9007199254740991", "4294967296",
                                    "2147483647",       "1000000000000",     "-1"};
static const char *const fractions[] = {"0.1",
                                        "0.2",
                                        "0.3",
                                        "2.5",
                                        "-0.5",
                                        "1e20",
                                        "1e-9",
                                        "0.333333333",
                                        "9e28",
                                        "-9e28",
                                        "123456.789012345"};
static const char *const sizes[] = {
    "1073741824", "0", "1", "4294967296", "1073741823", "536870912", "107374182400", "1024"};
static const char *const seconds[] = {"3600", "0", "0.000000001", "86400", "1.5", "604800", "-60"};

static cJSON *small_number(struct random *random, int64_t from, int64_t to) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld",
             (long long)(from + random_below(random, (uint32_t)(to - from + 1))));
    return cJSON_CreateRaw(digits);
}

static cJSON *make_number(struct random *random, const struct field *field,
                          const struct type *type) {
    int64_t low = -3, high = 10;
    if (field->has_min)
        decimal_to_int(field->min, &low);
    if (field->has_max)
        decimal_to_int(field->max, &high);
    if (high < low)
        low = high - 5;
    bool bounded = field->has_min || field->has_max;
    if (type->kind == TYPE_INT)
        return !bounded && random_percent(random, 15) ? cJSON_CreateRaw(RANDOM_OF(random, whole))
                                                      : small_number(random, low, high);
    if (dimension_equal(type->dimension, DIMENSION_NONE))
        return !bounded && random_percent(random, 40)
                   ? cJSON_CreateRaw(RANDOM_OF(random, fractions))
               : random_percent(random, 20) ? cJSON_CreateRaw("0.25")
                                            : small_number(random, low, high);
    if (dimension_equal(type->dimension, DIMENSION_BYTES))
        return random_percent(random, 20) ? cJSON_CreateString("4 GiB")
                                          : cJSON_CreateRaw(RANDOM_OF(random, sizes));
    if (dimension_equal(type->dimension, DIMENSION_DURATION))
        return random_percent(random, 20) ? cJSON_CreateString("90 min")
                                          : cJSON_CreateRaw(seconds[random_below(random, 6)]);
    return small_number(random, 0, 100000);
}

static cJSON *make_plain(struct random *random, const struct field *field,
                         const struct type *type) {
    if (type_is_numeric(type))
        return make_number(random, field, type);
    if (type->kind == TYPE_BOOL)
        return cJSON_CreateBool(random_percent(random, 60));
    if (type->kind == TYPE_TIME)
        return cJSON_CreateString(RANDOM_OF(random, instants));
    if (type->kind == TYPE_VERSION)
        return cJSON_CreateString(RANDOM_OF(random, versions));
    if (type->kind == TYPE_ENUM)
        return cJSON_CreateString(type->choices[random_below(random, type->choice_count)]);
    return cJSON_CreateString(RANDOM_OF(random, texts));
}

// Distinct keys, shuffled, except for some that another element has, too.
static cJSON *make_key(struct random *random, const struct facts_plan *plan,
                       const struct type *type, uint32_t place) {
    char key[24];
    if (random_percent(random, plan->doubles))
        place = random_below(random, 3);
    else
        place = place * 7 % 5 + place / 5 * 5; // shuffled by fives
    snprintf(key, sizeof key, type->kind == TYPE_INT ? "%u" : "d%u", place);
    return type->kind == TYPE_INT ? cJSON_CreateRaw(key) : cJSON_CreateString(key);
}

static cJSON *make_record(struct random *random, const struct facts_plan *plan,
                          const struct shape *shape, uint32_t place);

// Elements that are values may be unknown, records only their fields.
static cJSON *make_element(struct random *random, const struct facts_plan *plan,
                           const struct space_def *space, uint32_t place) {
    if (space->shape)
        return make_record(random, plan, space->shape, place);
    return random_percent(random, plan->holes / 3)
               ? cJSON_CreateNull()
               : make_plain(random, space->field, &space->element);
}

static cJSON *make_list(struct random *random, const struct facts_plan *plan,
                        const struct space_def *space, uint32_t length) {
    cJSON *list = cJSON_CreateArray();
    for (uint32_t i = 0; i < length; i++)
        cJSON_AddItemToArray(list, make_element(random, plan, space, i));
    return list;
}

// Big lists have small elements.
static cJSON *make_member(struct random *random, const struct facts_plan *plan,
                          const struct shape *shape, uint32_t index, uint32_t place) {
    const struct member *member = &shape->members[index];
    const struct field *field = shape->record->fields[index];
    bool big = plan->big && shape->space->id == 0 && strcmp(plan->big, field->name) == 0;
    uint32_t length = random_below(random, plan->length);
    switch (member->kind) {
    case MEMBER_NESTED:
        return make_record(random, plan, member->nested, 0);
    case MEMBER_LIST:
        if (plan->big && shape->space->id != 0)
            length = random_below(random, 3);
        return make_list(random, plan, member->list, big ? plan->big_length : length);
    case MEMBER_COLUMN:
        break;
    }
    if (field == shape->record->key)
        return make_key(random, plan, &field->type, place);
    return make_plain(random, field, &field->type);
}

static cJSON *make_record(struct random *random, const struct facts_plan *plan,
                          const struct shape *shape, uint32_t place) {
    cJSON *record = cJSON_CreateObject();
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct field *field = shape->record->fields[i];
        bool key = field == shape->record->key;
        cJSON *member = make_member(random, plan, shape, i, place);
        bool hole = random_percent(random, key ? plan->holes / 3 : plan->holes);
        if (hole) {
            cJSON_Delete(member);
            member = random_percent(random, 30) ? cJSON_CreateNull() : NULL;
        }
        if (member)
            cJSON_AddItemToObject(record, field->name, member);
    }
    return record;
}

// Reasons for missing facts, which may be any facts.
static cJSON *make_collected(struct random *random) {
    static const char *const facts[] = {
        "here", "here.device",     "device", "there.limit", "here.device[\"d1\"]",
        "slot", "there.core.cache"};
    cJSON *list = cJSON_CreateArray(), *one = cJSON_CreateObject(), *missing = cJSON_CreateArray();
    for (uint32_t i = random_below(random, 3); i > 0; i--) {
        cJSON *lack = cJSON_CreateObject();
        cJSON_AddStringToObject(lack, "fact", RANDOM_OF(random, facts));
        cJSON_AddStringToObject(lack, "reason", i == 1 ? "not supported" : "no answer");
        cJSON_AddItemToArray(missing, lack);
    }
    cJSON_AddItemToObject(one, "missing", missing);
    cJSON_AddItemToArray(list, one);
    return list;
}

static bool has_key(const cJSON *list, const char *name, const cJSON *key) {
    const cJSON *element;
    cJSON_ArrayForEach(element, list) {
        const cJSON *other = cJSON_GetObjectItemCaseSensitive(element, name);
        if (cJSON_Compare(key, other, true))
            return true;
    }
    return false;
}

static cJSON *member_at(cJSON *object, const char *path) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(path, "."), path);
    cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    const char *rest = strchr(path, '.');
    return member && rest ? member_at(member, rest + 1) : member;
}

// A list that is given beside its default may only choose from it.
static void choose_only(const struct space_def *space, cJSON *facts) {
    cJSON *list = member_at(facts, space->path), *from = member_at(facts, space->fallback->path);
    cJSON *element, *next;
    for (element = cJSON_IsArray(list) ? list->child : NULL; element; element = next) {
        const cJSON *key = cJSON_GetObjectItemCaseSensitive(element, space->key->path);
        next = element->next;
        if (key && !cJSON_IsNull(key) && cJSON_IsArray(from) &&
            !has_key(from, space->key->path, key))
            cJSON_Delete(cJSON_DetachItemViaPointer(list, element));
    }
}

cJSON *make_facts(struct random *random, const struct model *model, const struct facts_plan *plan) {
    cJSON *facts = make_record(random, plan, model->root_shape, 0);
    cJSON_AddStringToObject(facts, "facts", model->name);
    cJSON_AddItemToObject(facts, "version", cJSON_CreateRaw("1"));
    cJSON_DeleteItemFromObjectCaseSensitive(facts, "collected");
    if (random_percent(random, 40))
        cJSON_AddItemToObject(facts, "collected", make_collected(random));
    for (uint32_t i = 0; i < model->spaces[0]->child_count; i++)
        if (model->spaces[0]->children[i]->fallback)
            choose_only(model->spaces[0]->children[i], facts);
    return facts;
}
