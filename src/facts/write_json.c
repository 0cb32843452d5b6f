// Writing JSON: a thin layer over cJSON that keeps integers exact.
#include "config.h"

#include "facts/write_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

// The largest integer below which every integer is a double, hence safe with every JSON reader.
#define LARGEST_EXACT ((UINT64_C(1) << 53) - 1)

static cJSON *owned(cJSON *item) {
    if (!item)
        out_of_memory();
    return item;
}

cJSON *json_object(void) {
    return owned(cJSON_CreateObject());
}

cJSON *json_list(void) {
    return owned(cJSON_CreateArray());
}

void json_add(cJSON *object, const char *name, cJSON *value) {
    if (!cJSON_AddItemToObject(object, name, owned(value)))
        out_of_memory();
}

void json_append(cJSON *list, cJSON *value) {
    if (!cJSON_AddItemToArray(list, owned(value)))
        out_of_memory();
}

void json_add_text(cJSON *object, const char *name, const char *value) {
    json_add(object, name, cJSON_CreateString(value));
}

void json_add_bool(cJSON *object, const char *name, bool value) {
    json_add(object, name, cJSON_CreateBool(value));
}

void json_add_raw_number(cJSON *object, const char *name, const char *text) {
    json_add(object, name, cJSON_CreateRaw(text));
}

void json_add_int(cJSON *object, const char *name, int64_t value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    json_add_raw_number(object, name, digits);
}

void json_add_quantity(cJSON *object, const char *name, uint64_t value, const char *unit) {
    char text[40];
    if (value <= LARGEST_EXACT) {
        json_add_int(object, name, (int64_t)value);
        return;
    }
    snprintf(text, sizeof text, "%" PRIu64 " %s", value, unit);
    json_add_text(object, name, text);
}

cJSON *json_add_object(cJSON *object, const char *name) {
    cJSON *value = json_object();
    json_add(object, name, value);
    return value;
}

cJSON *json_add_list(cJSON *object, const char *name) {
    cJSON *value = json_list();
    json_add(object, name, value);
    return value;
}

cJSON *json_append_object(cJSON *list) {
    cJSON *value = json_object();
    json_append(list, value);
    return value;
}

void json_append_text(cJSON *list, const char *value) {
    json_append(list, cJSON_CreateString(value));
}

static void make_exact(cJSON *number) {
    char digits[32];
    double value = number->valuedouble;
    if (value < -(double)LARGEST_EXACT || value > (double)LARGEST_EXACT ||
        (double)(int64_t)value != value)
        return;
    snprintf(digits, sizeof digits, "%" PRId64, (int64_t)value);
    cJSON *raw = owned(cJSON_CreateRaw(digits));
    // The node stays in its place in the tree; only what it holds is exchanged.
    number->valuestring = raw->valuestring;
    number->type = cJSON_Raw;
    raw->valuestring = NULL;
    cJSON_Delete(raw);
}

// The recursion is as deep as the text that cJSON accepted, at most CJSON_NESTING_LIMIT.
void json_exact_integers(cJSON *tree) {
    cJSON *child = NULL;
    if (cJSON_IsNumber(tree))
        make_exact(tree);
    cJSON_ArrayForEach(child, tree) json_exact_integers(child);
}

// Text that grows while it is indented.
struct page {
    char *text;
    size_t length, capacity;
};

static void page_put(struct page *page, const char *text, size_t length) {
    if (page->capacity - page->length < length + 1) {
        page->capacity = (page->capacity + length + 1) * 2;
        page->text = realloc(page->text, page->capacity);
        if (!page->text)
            out_of_memory();
    }
    memcpy(page->text + page->length, text, length);
    page->length += length;
    page->text[page->length] = '\0';
}

static void page_line(struct page *page, size_t depth) {
    page_put(page, "\n", 1);
    for (size_t i = 0; i < depth; i++)
        page_put(page, "  ", 2);
}

// Returns the length of the string literal that TEXT begins with, quotes included.
static size_t string_length(const char *text) {
    size_t i = 1;
    while (text[i] && text[i] != '"')
        i += text[i] == '\\' && text[i + 1] ? 2 : 1;
    return text[i] ? i + 1 : i;
}

static bool opens(char c) {
    return c == '{' || c == '[';
}

static bool closes(char c) {
    return c == '}' || c == ']';
}

// Indents compact JSON; works on the text so that raw numbers pass through untouched.
static void indent(struct page *page, const char *text) {
    size_t depth = 0;
    while (*text) {
        size_t length = *text == '"' ? string_length(text) : 1;
        bool empty = opens(text[0]) && closes(text[1]);
        if (empty)
            length = 2;
        if (closes(*text))
            page_line(page, --depth);
        page_put(page, text, length);
        if (!empty && (opens(*text) || *text == ','))
            page_line(page, depth += opens(*text) ? 1 : 0);
        else if (*text == ':')
            page_put(page, " ", 1);
        text += length;
    }
    page_put(page, "\n", 1);
}

char *json_print(const cJSON *tree, bool pretty) {
    char *compact = cJSON_PrintUnformatted(tree);
    struct page page = {0};
    if (!compact)
        out_of_memory();
    if (!pretty)
        return compact;
    indent(&page, compact);
    cJSON_free(compact);
    return page.text;
}
