// Writing JSON: commas, indentation and escapes.
#include "config.h"

#include "base/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

// Every whole number up to it is a double, hence safe with every reader.
#define LARGEST_EXACT ((UINT64_C(1) << 53) - 1)

static void add_code(struct text *out, uint32_t code) {
    text_add_bytes(out, "\\u", 2);
    text_add_hex(out, code, 4);
}

// A quote, a backslash, a control or what is no UTF-8.
static void add_escaped(struct text *out, unsigned char c) {
    if (c == '"' || c == '\\')
        text_add_bytes(out, (const char[]){'\\', (char)c}, 2);
    else if (c < 0x80)
        add_code(out, c);
    else
        text_add(out, "\xEF\xBF\xBD");
}

// A character beyond ASCII, as an escape where a terminal must not be sent it: all of those have
// four digits.
static void add_sequence(struct text *out, const char *sequence, size_t size) {
    uint32_t code;
    utf8_decode(sequence, &code);
    if (text_is_unsafe(code))
        add_code(out, code);
    else
        text_add_bytes(out, sequence, size);
}

// Adds what begins a text and does not stand for itself; returns its bytes.
static size_t add_special(struct text *out, const char *value, size_t size) {
    size_t sequence = (unsigned char)*value < 0x80 ? 0 : utf8_sequence(value, size < 4 ? size : 4);
    if (sequence > 0)
        add_sequence(out, value, sequence);
    else
        add_escaped(out, (unsigned char)*value);
    return sequence > 0 ? sequence : 1;
}

static void add_rest(struct text *out, const char *value, size_t size) {
    while (size > 0) {
        size_t special = add_special(out, value, size),
               plain = text_plain_length(value + special, size - special);
        text_add_bytes(out, value + special, plain);
        value += special + plain;
        size -= special + plain;
    }
}

// Most texts are plain.
void json_add_quoted(struct text *out, const char *value) {
    size_t size = strlen(value), plain = text_plain_length(value, size);
    char *end = text_reserve(out, plain + 2);
    end[0] = '"';
    memcpy(end + 1, value, plain);
    text_put(out, plain + 1);
    add_rest(out, value + plain, size - plain);
    text_add_char(out, '"');
}

static bool is_compact(const struct json *json) {
    return json->compact || json->line > 0;
}

static void begin_line(struct json *json) {
    if (is_compact(json))
        return;
    text_add_char(json->out, '\n');
    text_add_repeat(json->out, ' ', (size_t)json->depth * 2);
}

static void begin_value(struct json *json, const char *name) {
    text_pass_on(json->out);
    if (json->filled)
        text_add_char(json->out, ',');
    if (json->depth > 0)
        begin_line(json);
    json->filled = true;
    if (name != NULL) {
        json_add_quoted(json->out, name);
        text_add(json->out, is_compact(json) ? ":" : ": ");
    }
}

void json_begin(struct json *json, const char *name, char bracket) {
    begin_value(json, name);
    text_add_char(json->out, bracket);
    json->depth++;
    json->filled = false;
}

void json_begin_line(struct json *json, const char *name, char bracket) {
    json_begin(json, name, bracket);
    if (json->line == 0)
        json->line = json->depth;
}

void json_end(struct json *json, char bracket) {
    bool ends_line = json->line == json->depth;
    json->depth--;
    if (json->filled)
        begin_line(json);
    if (ends_line)
        json->line = 0;
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
