// Writing JSON: commas, indentation and escapes.
#include "base/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

// Every whole number up to it is a double, hence safe with every reader.
#define LARGEST_EXACT ((UINT64_C(1) << 53) - 1)

void json_add_quoted(struct text *out, const char *value) {
    size_t size = strlen(value), good = utf8_check(value, size), start = 0;
    text_add_char(out, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)value[i];
        bool bad = i == good;
        if (!bad && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        text_add_bytes(out, value + start, i - start);
        start = i + 1;
        if (bad)
            text_add(out, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\')
            text_add_bytes(out, (const char[]){'\\', (char)c}, 2);
        else
            text_addf(out, "\\u%04x", c);
        if (bad)
            good = start + utf8_check(value + start, size - start);
    }
    text_add_bytes(out, value + start, size - start);
    text_add_char(out, '"');
}

static void begin_line(struct json *json) {
    if (json->compact)
        return;
    text_add_char(json->out, '\n');
    text_add_repeat(json->out, ' ', (size_t)json->depth * 2);
}

static void begin_value(struct json *json, const char *name) {
    if (json->filled)
        text_add_char(json->out, ',');
    if (json->depth > 0)
        begin_line(json);
    json->filled = true;
    if (name != NULL) {
        json_add_quoted(json->out, name);
        text_add(json->out, json->compact ? ":" : ": ");
    }
}

void json_begin(struct json *json, const char *name, char bracket) {
    begin_value(json, name);
    text_add_char(json->out, bracket);
    json->depth++;
    json->filled = false;
}

void json_end(struct json *json, char bracket) {
    json->depth--;
    if (json->filled)
        begin_line(json);
    text_add_char(json->out, bracket);
    json->filled = true;
    if (json->depth == 0 && !json->compact)
        text_add_char(json->out, '\n');
}

void json_text(struct json *json, const char *name, const char *value) {
    begin_value(json, name);
    if (value == NULL)
        text_add(json->out, "null");
    else
        json_add_quoted(json->out, value);
}

void json_int(struct json *json, const char *name, int64_t value) {
    begin_value(json, name);
    text_addf(json->out, "%" PRId64, value);
}

void json_quantity(struct json *json, const char *name, uint64_t value, const char *unit) {
    begin_value(json, name);
    if (value <= LARGEST_EXACT)
        text_addf(json->out, "%" PRIu64, value);
    else
        text_addf(json->out, "\"%" PRIu64 " %s\"", value, unit);
}

void json_bool(struct json *json, const char *name, bool value) {
    json_raw(json, name, value ? "true" : "false");
}

void json_raw(struct json *json, const char *name, const char *value) {
    begin_value(json, name);
    text_add(json->out, value);
}
