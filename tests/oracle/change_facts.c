// Changing facts: in ways that must not matter, and by taking one away.
#include <stdlib.h>
#include <string.h>

#include "make_facts.h"

static void swap_children(struct random *random, cJSON *parent) {
    size_t count = (size_t)cJSON_GetArraySize(parent), i = 0;
    if (count < 2)
        return;
    cJSON **children = malloc(count * sizeof *children), *child;
    cJSON_ArrayForEach(child, parent) children[i++] = child;
    for (i = count - 1; i > 0; i--) {
        size_t other = random_below(random, (uint32_t)i + 1);
        child = children[i];
        children[i] = children[other];
        children[other] = child;
    }
    for (i = 0; i < count; i++) {
        children[i]->prev = children[i ? i - 1 : count - 1];
        children[i]->next = i + 1 < count ? children[i + 1] : NULL;
    }
    parent->child = children[0];
    free(children);
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool has_all_keys(const cJSON *list, const struct space_def *space) {
    if (space->key == NULL)
        return false;
    size_t count = (size_t)cJSON_GetArraySize(list), found = 0;
    char **keys = malloc((count + 1) * sizeof *keys);
    const cJSON *element;
    cJSON_ArrayForEach(element, list) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(element, space->key->path);
        if (value != NULL && !cJSON_IsNull(value))
            keys[found++] = cJSON_PrintUnformatted(value);
    }
    bool all = found == count;
    qsort(keys, found, sizeof *keys, compare_texts);
    for (size_t i = 1; i < found; i++)
        all &= strcmp(keys[i - 1], keys[i]) != 0;
    for (size_t i = 0; i < found; i++)
        free(keys[i]);
    free(keys);
    return all;
}

static void shuffle_record(struct random *random, const struct shape *shape, cJSON *record) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        cJSON *value = cJSON_GetObjectItemCaseSensitive(record, shape->record->fields[i]->name);
        cJSON *element;
        if (!value || member->kind == MEMBER_COLUMN || cJSON_IsNull(value))
            continue;
        if (member->kind == MEMBER_NESTED) {
            shuffle_record(random, member->nested, value);
            continue;
        }
        if (!member->list->shape)
            continue;
        cJSON_ArrayForEach(element, value) shuffle_record(random, member->list->shape, element);
        if (has_all_keys(value, member->list))
            swap_children(random, value);
    }
    swap_children(random, record);
}

void shuffle_facts(struct random *random, const struct model *model, cJSON *facts) {
    shuffle_record(random, model->root_shape, facts);
}

// ---- written otherwise ----

// Some blanks behind a token; `most` is the most.
static void add_blanks(struct random *random, struct text *out, uint32_t most) {
    static const char blanks[] = {' ', '\n', '\t', '\r'};
    text_add_repeat(out, RANDOM_OF(random, blanks), random_below(random, most + 1));
}

// One of some texts is longer than what one thread reads alone.
static uint32_t most_blanks(struct random *random, size_t size) {
    enum { LONG_PERCENT = 12, LONG_BYTES = 3000000 };
    if (random_percent(random, LONG_PERCENT))
        return (uint32_t)(LONG_BYTES / (size + 1)) + 1;
    return random_below(random, 3);
}

void spread_facts(struct random *random, const char *json, struct text *out) {
    uint32_t most = most_blanks(random, strlen(json));
    bool within = false;
    for (const char *c = json; *c != '\0'; c++) {
        bool letter = within && *c >= 'a' && *c <= 'z';
        if (*c == '"')
            within = !within;
        if (letter && random_percent(random, 2 * most))
            text_addf(out, "\\u%04x", (unsigned)*c);
        else
            text_add_char(out, *c);
        if (*c == '\\')
            text_add_char(out, *++c);
        if (!within && strchr("{[,:]}", *c) != NULL)
            add_blanks(random, out, most);
    }
}

// ---- removing ----

// A fact is chosen among all that are met, each as likely as the others.
struct removal {
    struct random *random;
    uint32_t met;
    cJSON *parent, *chosen;
    bool element; // of a list, which is then null in its place
    bool keys;    // nothing but keys is met
};

static void meet(struct removal *removal, cJSON *parent, cJSON *fact, bool element) {
    if (cJSON_IsNull(fact) || random_below(removal->random, ++removal->met) > 0)
        return;
    removal->parent = parent;
    removal->chosen = fact;
    removal->element = element;
}

static void meet_record(struct removal *removal, const struct shape *shape, cJSON *record);

static void meet_elements(struct removal *removal, const struct space_def *space, cJSON *list) {
    cJSON *element;
    cJSON_ArrayForEach(element, list) {
        if (!removal->keys)
            meet(removal, list, element, true);
        if (space->shape && !cJSON_IsNull(element))
            meet_record(removal, space->shape, element);
    }
}

static void meet_record(struct removal *removal, const struct shape *shape, cJSON *record) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct field *field = shape->record->fields[i];
        const struct member *member = &shape->members[i];
        cJSON *value = cJSON_GetObjectItemCaseSensitive(record, field->name);
        bool stands_in = member->kind == MEMBER_LIST && member->list->fallback;
        if (!value || cJSON_IsNull(value))
            continue;
        if (!stands_in && (!removal->keys || field == shape->record->key))
            meet(removal, record, value, false);
        if (member->kind == MEMBER_NESTED)
            meet_record(removal, member->nested, value);
        if (member->kind == MEMBER_LIST)
            meet_elements(removal, member->list, value);
    }
}

bool remove_fact(struct random *random, const struct model *model, cJSON *facts) {
    struct removal removal = {.random = random, .keys = random_percent(random, 30)};
    meet_record(&removal, model->root_shape, facts);
    if (!removal.chosen && removal.keys) {
        removal.keys = false;
        meet_record(&removal, model->root_shape, facts);
    }
    if (!removal.chosen)
        return false;
    if (removal.element)
        cJSON_ReplaceItemViaPointer(removal.parent, removal.chosen, cJSON_CreateNull());
    else
        cJSON_Delete(cJSON_DetachItemViaPointer(removal.parent, removal.chosen));
    return true;
}
