// Reading facts without a store.
#include "facts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The same JSON is read as two spaces where a root's default stands in for it.
struct kept_rows {
    struct kept_rows *next;
    const cJSON *list;
    const struct space_def *space;
    struct rows rows;
};
enum { KEPT = 4096 };

struct facts *facts_new(struct arena *arena, const struct model *model, const char *text) {
    cJSON *json = cJSON_Parse(text);
    if (!json)
        return NULL;
    struct facts *facts = ARENA_NEW(arena, struct facts);
    facts->arena = arena;
    facts->model = model;
    facts->json = json;
    facts->root = (struct row){.object = json, .space = model->spaces[0], .path = "", .label = ""};
    facts->kept = ARENA_ARRAY(arena, struct kept_rows, KEPT);
    return facts;
}

void facts_free(struct facts *facts) {
    cJSON_Delete(facts->json);
}

const cJSON *facts_field(const struct row *row, const char *path) {
    const cJSON *at = row->object;
    char name[256];
    while (at && *path) {
        size_t size = strcspn(path, ".");
        snprintf(name, sizeof name, "%.*s", (int)size, path);
        at = cJSON_GetObjectItemCaseSensitive(at, name);
        path += size + (path[size] == '.');
    }
    return cJSON_IsNull(at) ? NULL : at;
}

static const struct {
    const char *name;
    int64_t factor;
} units[] = {{"B", 1},
             {"KiB", 1 << 10},
             {"MiB", 1 << 20},
             {"GiB", 1 << 30},
             {"TiB", INT64_C(1) << 40},
             {"MB", 1000000},
             {"GB", 1000000000},
             {"s", 1},
             {"min", 60},
             {"h", 3600},
             {"kHz", 1000},
             {"KB/s", 1000}};

static bool unit_number(const char *text, struct decimal *out) {
    const char *blank = strchr(text, ' ');
    if (!blank || decimal_parse(text, (size_t)(blank - text), out) != DECIMAL_OK)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, blank + 1) == 0)
            return decimal_multiply(*out, decimal_from_int(units[i].factor), out);
    return false;
}

bool facts_number(const cJSON *json, struct decimal *out) {
    char digits[64];
    if (cJSON_IsString(json))
        return unit_number(json->valuestring, out);
    double value = json->valuedouble;
    if (value == floor(value) && fabs(value) < 9007199254740992.0)
        *out = decimal_from_int((int64_t)value);
    else
        return decimal_parse(digits, (size_t)snprintf(digits, sizeof digits, "%.15g", value),
                             out) == DECIMAL_OK;
    return true;
}

const char *facts_quoted(struct facts *facts, const char *text) {
    char *out = arena_alloc(facts->arena, 8 * strlen(text) + 3), *at = out;
    *at++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            *at++ = '\\', *at++ = (char)c;
        else if (c == '\n' || c == '\t')
            *at++ = '\\', *at++ = c == '\n' ? 'n' : 't';
        else if (c < 0x20 || c == 0x7f)
            at += sprintf(at, "\\u{%x}", c);
        else
            *at++ = (char)c;
    }
    *at++ = '"';
    *at = '\0';
    return out;
}

// The key as messages show it; NULL where the space has none or it is unknown. Keys of the test
// model are texts and whole numbers.
static const char *key_text(struct facts *facts, const struct row *row) {
    if (!row->space->key)
        return NULL;
    const cJSON *key = facts_field(row, row->space->key->path);
    if (cJSON_IsString(key))
        return facts_quoted(facts, key->valuestring);
    return cJSON_IsNumber(key) ? arena_printf(facts->arena, "%.0f", key->valuedouble) : NULL;
}

// Known keys first, in their order; else as they stand.
static int compare_keys(const struct row *a, const struct row *b) {
    const char *path = a->space->key->path;
    const cJSON *x = facts_field(a, path), *y = facts_field(b, path);
    if (!x || !y)
        return (x == NULL) - (y == NULL);
    if (cJSON_IsString(x))
        return strcmp(x->valuestring, y->valuestring);
    return (x->valuedouble > y->valuedouble) - (x->valuedouble < y->valuedouble);
}

// qsort is not stable.
static int compare_rows(const void *a, const void *b) {
    const struct row *x = a, *y = b;
    int order = compare_keys(x, y);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static void name_rows(struct facts *facts, const struct row *parent, struct row *rows,
                      uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const struct space_def *space = rows[i].space;
        const char *key = key_text(facts, &rows[i]);
        const char *in = key ? key : arena_printf(facts->arena, "%u", i);
        rows[i].path =
            arena_printf(facts->arena, "%s[%s]", facts_path(facts, parent, space->member), in);
        rows[i].label = arena_printf(facts->arena, key ? "%s %s" : "%s[%s]", space->name, in);
    }
    for (uint32_t i = 1; rows && i < count && rows->space->key; i++)
        if (facts_field(&rows[i], rows->space->key->path) &&
            compare_keys(&rows[i - 1], &rows[i]) == 0)
            rows[i - 1].doubled = rows[i].doubled = true;
}

static struct rows order_rows(struct facts *facts, const struct row *parent, const cJSON *list,
                              const struct space_def *space) {
    uint32_t count = (uint32_t)cJSON_GetArraySize(list), i = 0;
    struct row *rows = ARENA_ARRAY(facts->arena, struct row, count);
    const cJSON *element;
    cJSON_ArrayForEach(element, list) {
        const cJSON *object = cJSON_IsNull(element) ? NULL : element;
        rows[i] = (struct row){.object = object, .space = space, .place = i};
        i++;
    }
    if (space->key)
        qsort(rows, count, sizeof *rows, compare_rows);
    name_rows(facts, parent, rows, count);
    return (struct rows){rows, count};
}

static const cJSON *find_list(const struct facts *facts, const struct row *parent,
                              const struct space_def *space) {
    const cJSON *list = facts_field(parent, space->member);
    if (!list && space->fallback)
        list = facts_field(&facts->root, space->fallback->path);
    return list;
}

bool facts_list(struct facts *facts, const struct row *parent, const struct space_def *space,
                struct rows *out) {
    const cJSON *list = find_list(facts, parent, space);
    if (!list)
        return false;
    size_t slot = ((uintptr_t)list / 16 * 31 + space->id) % KEPT;
    struct kept_rows *kept = &facts->kept[slot];
    while (kept && (kept->list != list || kept->space != space))
        kept = kept->next;
    if (!kept) {
        kept = ARENA_NEW(facts->arena, struct kept_rows);
        kept->list = list;
        kept->space = space;
        kept->rows = order_rows(facts, parent, list, space);
        kept->next = facts->kept[slot].next;
        facts->kept[slot].next = kept;
    }
    *out = kept->rows;
    return true;
}

const char *facts_path(struct facts *facts, const struct row *row, const char *member) {
    return arena_printf(facts->arena, "%s%s%s", row->path, *row->path ? "." : "", member);
}

// The longest listed path that is this one or holds it.
static const char *listed_reason(struct facts *facts, const char *path) {
    const cJSON *source, *entry, *list = facts_field(&facts->root, "collected");
    const char *found = NULL;
    size_t longest = 0;
    cJSON_ArrayForEach(source, list) {
        const cJSON *missing = cJSON_GetObjectItemCaseSensitive(source, "missing");
        cJSON_ArrayForEach(entry, missing) {
            struct row row = {.object = entry};
            const cJSON *fact = facts_field(&row, "fact"), *why = facts_field(&row, "reason");
            size_t size = fact ? strlen(fact->valuestring) : 0;
            if (!why || size <= longest || strncmp(path, fact->valuestring, size) != 0 ||
                !strchr(".[", path[size])) // its NUL counts
                continue;
            longest = size;
            found = why->valuestring;
        }
    }
    return found;
}

const char *facts_cause(struct facts *facts, const struct space_def *space, const char *path) {
    const char *reason = listed_reason(facts, path);
    while (space->parent && space->parent->parent)
        space = space->parent;
    size_t size = strlen(space->path);
    if (!reason && space->fallback && strncmp(path, space->path, size) == 0)
        reason = listed_reason(
            facts, arena_printf(facts->arena, "%s%s", space->fallback->path, path + size));
    return reason ? arena_printf(facts->arena, "could not be collected: %s", reason)
                  : "not in the facts";
}
