// Writes tokens of JSON in the one form that a value has.
#include "config.h"

#include "facts/compact.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/sort.h"
#include "facts/record.h"

// A member of an object: its name, decoded, and its value.
struct pair_of_tokens {
    const char *name;
    const struct scan_token *value;
};

static const char *text_of(struct reader *reader, const struct scan_token *token) {
    struct scan_token plain = read_json_decode(reader, token);
    return arena_copy(reader->scratch, plain.as.at, plain.size);
}

static int compare_members(const void *a, const void *b) {
    return strcmp(((const struct pair_of_tokens *)a)->name,
                  ((const struct pair_of_tokens *)b)->name);
}

static void add_list(struct text *out, struct reader *reader, const struct scan_token *list) {
    const struct scan_token *end = scan_next(list);
    for (const struct scan_token *at = list + 1; at < end; at = scan_next(at)) {
        text_add(out, at == list + 1 ? "" : ",");
        compact_add(out, reader, at);
    }
}

static void add_object(struct text *out, struct reader *reader, const struct scan_token *object) {
    struct pair_of_tokens *members =
        ARENA_ARRAY(reader->scratch, struct pair_of_tokens, (size_t)object->size / 2 + 1);
    size_t count = 0;
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *at = object + 1; at < end; at = scan_next(at + 1))
        members[count++] = (struct pair_of_tokens){text_of(reader, at), at + 1};
    sort_array(members, count, sizeof *members, compare_members);
    for (size_t i = 0; i < count; i++) {
        text_add(out, i == 0 ? "" : ",");
        json_add_quoted(out, members[i].name);
        text_add_char(out, ':');
        compact_add(out, reader, members[i].value);
    }
}

static void add_number(struct text *out, const struct scan_token *token) {
    struct decimal value;
    char digits[DECIMAL_TEXT];
    if (decimal_parse(token->as.at, token->size, &value) != DECIMAL_OK) {
        text_add_bytes(out, token->as.at, token->size);
        return;
    }
    decimal_format(value, digits);
    text_add(out, digits);
}

// As deep as the scan allows.
void compact_add(struct text *out, struct reader *reader, const struct scan_token *token) {
    switch (token->kind) {
    case SCAN_NULL:
        text_add(out, "null");
        break;
    case SCAN_FALSE:
    case SCAN_TRUE:
        text_add(out, token->kind == SCAN_TRUE ? "true" : "false");
        break;
    case SCAN_WHOLE:
        text_addf(out, "%lld", (long long)token->as.whole);
        break;
    case SCAN_DECIMAL:
    case SCAN_INEXACT:
        add_number(out, token);
        break;
    case SCAN_TEXT:
    case SCAN_ESCAPED:
        json_add_quoted(out, text_of(reader, token));
        break;
    case SCAN_LIST:
        text_add_char(out, '[');
        add_list(out, reader, token);
        text_add_char(out, ']');
        break;
    case SCAN_OBJECT:
        text_add_char(out, '{');
        add_object(out, reader, token);
        text_add_char(out, '}');
        break;
    }
}
