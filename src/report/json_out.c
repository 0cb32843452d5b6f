// Writing JSON: commas, indentation and escapes.
#include "report/json_out.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

static void add_quoted(struct text *out, const char *value) {
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
            text_addf(out, "\\%c", c);
        else
            text_addf(out, "\\u%04x", c);
        if (bad)
            good = start + utf8_check(value + start, size - start);
    }
    text_add_bytes(out, value + start, size - start);
    text_add_char(out, '"');
}

static void begin_line(struct json_out *json) {
    text_add_char(json->out, '\n');
    text_add_repeat(json->out, ' ', (size_t)json->depth * 2);
}

static void begin_value(struct json_out *json, const char *name) {
    if (json->filled)
        text_add_char(json->out, ',');
    if (json->depth > 0)
        begin_line(json);
    json->filled = true;
    if (name != NULL) {
        add_quoted(json->out, name);
        text_add(json->out, ": ");
    }
}

void json_out_begin(struct json_out *json, const char *name, char bracket) {
    begin_value(json, name);
    text_add_char(json->out, bracket);
    json->depth++;
    json->filled = false;
}

void json_out_end(struct json_out *json, char bracket) {
    json->depth--;
    if (json->filled)
        begin_line(json);
    text_add_char(json->out, bracket);
    json->filled = true;
    if (json->depth == 0)
        text_add_char(json->out, '\n');
}

void json_out_text(struct json_out *json, const char *name, const char *value) {
    begin_value(json, name);
    if (value == NULL)
        text_add(json->out, "null");
    else
        add_quoted(json->out, value);
}

void json_out_int(struct json_out *json, const char *name, int64_t value) {
    begin_value(json, name);
    text_addf(json->out, "%" PRId64, value);
}

void json_out_bool(struct json_out *json, const char *name, bool value) {
    json_out_raw(json, name, value ? "true" : "false");
}

void json_out_raw(struct json_out *json, const char *name, const char *value) {
    begin_value(json, name);
    text_add(json->out, value);
}
