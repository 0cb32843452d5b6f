// Looking around in the tokens of a JSON document.
#include "facts/tokens.h"

#include <string.h>

#include "base/sort.h"
#include "facts/escape.h"
#include "facts/path.h"

bool token_is_text(const struct scan_token *token, const char *text) {
    return token->kind == SCAN_TEXT && token->size == strlen(text) &&
           memcmp(token->as.at, text, token->size) == 0;
}

const char *tokens_text(const struct scan_token *token, struct arena *arena) {
    return arena_copy(arena, token->as.at, token->size);
}

const struct scan_token *tokens_member(const struct scan_token *object, const char *name) {
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *at = object + 1; at < end; at = scan_next(at + 1))
        if (token_is_text(at, name))
            return at + 1;
    return NULL;
}

// ---- keeping ----

const struct scan_token *tokens_keep(struct arena *arena, const struct scan *scan) {
    struct scan_token *tokens = ARENA_ARRAY(arena, struct scan_token, scan->count);
    memcpy(tokens, scan->tokens, scan->count * sizeof *tokens);
    for (size_t i = 0; i < scan->count; i++) {
        if (tokens[i].kind != SCAN_ESCAPED)
            continue;
        const char *decoded = escape_text(arena, &tokens[i]);
        tokens[i].kind = SCAN_TEXT;
        tokens[i].size = (uint32_t)strlen(decoded);
        tokens[i].as.at = decoded;
    }
    return tokens;
}

static int compare_names(const void *a, const void *b) {
    const struct scan_token *left = *(const struct scan_token *const *)a;
    const struct scan_token *right = *(const struct scan_token *const *)b;
    uint32_t size = left->size < right->size ? left->size : right->size;
    int compared = memcmp(left->as.at, right->as.at, size);
    return compared != 0 ? compared : (left->size > right->size) - (left->size < right->size);
}

static const struct scan_token *doubled_in(const struct scan_token *object, struct arena *arena) {
    struct arena_mark mark = arena_mark(arena);
    const struct scan_token **names =
        ARENA_ARRAY(arena, const struct scan_token *, object->size / 2 + 1);
    const struct scan_token *end = scan_next(object), *doubled = NULL;
    size_t count = 0;
    for (const struct scan_token *name = object + 1; name < end; name = scan_next(name + 1))
        names[count++] = name;
    sort_array(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count && doubled == NULL; i++)
        if (compare_names(&names[i - 1], &names[i]) == 0)
            doubled = names[i]; // either has the same place
    arena_rewind(arena, mark);
    return doubled;
}

const struct scan_token *tokens_doubled(const struct scan_token *tokens, size_t count,
                                        struct arena *arena) {
    const struct scan_token *doubled = NULL;
    for (size_t i = 0; i < count && doubled == NULL; i++)
        if (tokens[i].kind == SCAN_OBJECT)
            doubled = doubled_in(&tokens[i], arena);
    return doubled;
}

// ---- places ----

// Adds the path of WANTED, which lies within VALUE, which is at PATH.
static void add_place(struct text *out, const struct scan_token *value,
                      const struct scan_token *wanted, const struct path *path) {
    const struct scan_token *end = scan_next(value);
    struct path step = {path, NULL, 0};
    struct text name = {0};
    bool object = value->kind == SCAN_OBJECT;
    if (value == wanted || value->kind < SCAN_LIST) {
        path_show(out, path);
        return;
    }
    for (const struct scan_token *at = value + 1; at < end; step.index++) {
        const struct scan_token *element = object ? at + 1 : at;
        if (at <= wanted && wanted < scan_next(element)) {
            if (object) {
                text_add_bytes(&name, at->as.at, at->size);
                step.name = text_data(&name);
            }
            add_place(out, element, wanted > element ? wanted : element, &step);
            break;
        }
        at = scan_next(element);
    }
    text_clear(&name);
}

void tokens_add_place(struct text *out, const struct scan_token *root,
                      const struct scan_token *wanted) {
    add_place(out, root, wanted, NULL);
}

void tokens_line(const char *text, const char *at, unsigned long *line, unsigned long *column) {
    *line = *column = 1;
    for (; text < at; text++) {
        *column = *text == '\n' ? 1 : *column + 1;
        *line += *text == '\n';
    }
}

// ---- writing ----

// Texts that end with a NUL, for each in turn.
struct writing {
    struct json *json;
    struct text name, value;
};

static void write_value(struct writing *writing, const char *name, const struct scan_token *value);

// As deep as the scan lets values nest.
static void write_all(struct writing *writing, const char *name, const struct scan_token *value) {
    const struct scan_token *end = scan_next(value);
    bool object = value->kind == SCAN_OBJECT;
    json_begin(writing->json, name, object ? '{' : '[');
    for (const struct scan_token *at = value + 1; at < end; at = scan_next(at)) {
        if (object) {
            text_reset(&writing->name);
            text_add_bytes(&writing->name, at->as.at, at->size);
            at++;
        }
        write_value(writing, object ? text_data(&writing->name) : NULL, at);
    }
    json_end(writing->json, object ? '}' : ']');
}

static void write_value(struct writing *writing, const char *name, const struct scan_token *value) {
    struct json *json = writing->json;
    text_reset(&writing->value);
    switch (value->kind) {
    case SCAN_NULL:
        json_text(json, name, NULL);
        break;
    case SCAN_FALSE:
    case SCAN_TRUE:
        json_bool(json, name, value->kind == SCAN_TRUE);
        break;
    case SCAN_WHOLE:
        json_int(json, name, value->as.whole);
        break;
    case SCAN_DECIMAL:
    case SCAN_INEXACT:
        text_add_bytes(&writing->value, value->as.at, value->size);
        json_raw(json, name, text_data(&writing->value));
        break;
    case SCAN_TEXT:
    case SCAN_ESCAPED:
        text_add_bytes(&writing->value, value->as.at, value->size);
        json_text(json, name, text_data(&writing->value));
        break;
    case SCAN_LIST:
    case SCAN_OBJECT:
        write_all(writing, name, value);
        break;
    }
}

void tokens_write(struct json *json, const char *name, const struct scan_token *value) {
    struct writing writing = {.json = json};
    write_value(&writing, name, value);
    text_clear(&writing.name);
    text_clear(&writing.value);
}
