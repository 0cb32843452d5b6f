// Reads the properties of exported objects.
#include "config.h"

#include "gather/hyperv/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"

enum { MILLISECOND = 1000000 };

bool is_cut(const struct scan_token *token) {
    static const char *const names[] = {
        "Microsoft.HyperV.",     "Microsoft.Vhd.", "Microsoft.Management.", "Microsoft.Windows.",
        "Microsoft.PowerShell.", "System.",        "CimInstance#",          "@{"};
    for (size_t i = 0; token->kind == SCAN_TEXT && i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (token->size > size && memcmp(token->as.at, names[i], size) == 0)
            return true;
    }
    return false;
}

void cut_wrong(const struct document *document, const struct scan_token *token) {
    document_wrong(document, token,
                   "the export was cut off here, at \"%.*s\": export again with a greater -Depth",
                   token->size > 60 ? 60 : (int)token->size, token->as.at);
}

static const char *kind_name(const struct scan_token *token) {
    switch (token->kind) {
    case SCAN_NULL:
        return "null";
    case SCAN_FALSE:
    case SCAN_TRUE:
        return "true or false";
    case SCAN_WHOLE:
    case SCAN_DECIMAL:
    case SCAN_INEXACT:
        return "a number";
    case SCAN_TEXT:
    case SCAN_ESCAPED:
        return "a text";
    case SCAN_LIST:
        return "a list";
    case SCAN_OBJECT:
        return "an object";
    }
    return "";
}

static void wrong_kind(const struct row *row, const struct scan_token *token, const char *needed) {
    if (is_cut(token))
        cut_wrong(row->document, token);
    else
        document_wrong(row->document, token, "needs %s, but is %s", needed, kind_name(token));
}

// The value of a property, or NULL if it is absent or null.
static const struct scan_token *find(const struct row *row, const char *name) {
    const struct scan_token *token = row->object ? tokens_member(row->object, name) : NULL;
    return token != NULL && token->kind != SCAN_NULL ? token : NULL;
}

bool field_has(const struct row *row, const char *name) {
    return find(row, name) != NULL;
}

const char *origin_reason(const struct origin *origin, struct arena *arena, const char *property) {
    return origin->reason != NULL
               ? origin->reason
               : arena_printf(arena, "%s did not tell %s", origin->cmdlet, property);
}

const char *field_reason(const struct row *row, const char *property) {
    return origin_reason(row->origin, row->arena, property);
}

// The value inside an object that carries more about it: {"value": 2, "Value": "Running"} for an
// enumeration, {"Value": "S-1-5-18"} for an identifier, {"value": "...", "DateTime": "..."} for a
// time.
static const struct scan_token *unwrap(const struct scan_token *token) {
    if (token->kind != SCAN_OBJECT)
        return token;
    const struct scan_token *named = tokens_member(token, "Value");
    const struct scan_token *plain = tokens_member(token, "value");
    if (named != NULL && named->kind == SCAN_TEXT)
        return named;
    return plain != NULL ? plain : token;
}

static const char *copy(const struct row *row, const struct scan_token *token) {
    return arena_copy(row->arena, token->as.at, token->size);
}

const char *element_text(const struct row *row, const struct scan_token *element) {
    const struct scan_token *token = unwrap(element);
    if (token->kind == SCAN_TEXT && !is_cut(token))
        return copy(row, token);
    wrong_kind(row, token, "a text");
    return NULL;
}

const char *field_text(const struct row *row, const char *name) {
    const struct scan_token *token = find(row, name);
    return token != NULL ? element_text(row, token) : NULL;
}

// Compares in place: a search through many objects would fill the arena with copies.
bool field_is(const struct row *row, const char *name, const char *value) {
    const struct scan_token *token = find(row, name);
    if (token == NULL)
        return false;
    token = unwrap(token);
    if (token->kind != SCAN_TEXT || is_cut(token)) {
        wrong_kind(row, token, "a text");
        return false;
    }
    return token->size == strlen(value) && strncasecmp(token->as.at, value, token->size) == 0;
}

bool field_bool(const struct row *row, const char *name, bool *value) {
    const struct scan_token *token = find(row, name);
    if (token == NULL)
        return false;
    bool yes = token->kind == SCAN_TRUE || token_is_text(token, "True");
    if (!yes && token->kind != SCAN_FALSE && !token_is_text(token, "False")) {
        wrong_kind(row, token, "true or false");
        return false;
    }
    *value = yes;
    return true;
}

// Reads digits only; false where there is anything else or the number is too large.
static bool read_digits(const char *at, size_t size, uint64_t *value) {
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++) {
        uint64_t digit = (uint64_t)(at[i] - '0');
        if (at[i] < '0' || at[i] > '9' || number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *value = number;
    return size > 0;
}

bool field_number(const struct row *row, const char *name, uint64_t *value) {
    const struct scan_token *token = find(row, name);
    return token != NULL && element_number(row, token, value);
}

bool element_number(const struct row *row, const struct scan_token *token, uint64_t *value) {
    if (token->kind == SCAN_WHOLE && token->as.whole >= 0) {
        *value = (uint64_t)token->as.whole;
        return true;
    }
    bool digits =
        token->kind == SCAN_DECIMAL || token->kind == SCAN_INEXACT || token->kind == SCAN_TEXT;
    if (digits && read_digits(token->as.at, token->size, value))
        return true;
    if (token->kind == SCAN_WHOLE || (digits && token->kind != SCAN_TEXT))
        document_wrong(row->document, token, "needs a whole number from 0 to 2^64-1");
    else
        wrong_kind(row, token, "a whole number");
    return false;
}

const char *element_enum(const struct row *row, const struct scan_token *element,
                         const struct enumerator *table) {
    const struct scan_token *token = unwrap(element);
    uint64_t number;
    if (token->kind == SCAN_TEXT && !is_cut(token)) {
        const char *text = copy(row, token);
        const char *name =
            read_digits(text, token->size, &number) ? enum_name(table, (int64_t)number) : NULL;
        return name != NULL ? name : text;
    }
    if (token->kind != SCAN_WHOLE) {
        wrong_kind(row, token, "a name or its number");
        return NULL;
    }
    const char *name = enum_name(table, token->as.whole);
    return name != NULL ? name : arena_printf(row->arena, "%lld", (long long)token->as.whole);
}

const char *field_enum(const struct row *row, const char *name, const struct enumerator *table) {
    const struct scan_token *token = find(row, name);
    return token != NULL ? element_enum(row, token, table) : NULL;
}

const char *field_known(const struct row *row, const char *name, const struct enumerator *table) {
    return enum_known(table, field_enum(row, name, table));
}

// /Date(1488869314761)/, with an offset behind the number that does not change the instant.
static bool read_date(const char *text, int64_t *instant, bool *in_range) {
    static const char begin[] = "/Date(";
    if (strncmp(text, begin, sizeof begin - 1) != 0)
        return false;
    const char *at = text + sizeof begin - 1;
    bool negative = *at == '-';
    size_t size = strspn(at + negative, "0123456789");
    uint64_t milliseconds;
    if (!read_digits(at + negative, size, &milliseconds))
        return false;
    at += (size_t)negative + size;
    if (*at == '+' || *at == '-')
        at += 1 + strspn(at + 1, "0123456789");
    if (strcmp(at, ")/") != 0)
        return false;
    *in_range = milliseconds <= (uint64_t)(TIME_LAST / MILLISECOND);
    if (*in_range)
        *instant = (negative ? -1 : 1) * (int64_t)milliseconds * MILLISECOND;
    *in_range = *in_range && *instant >= TIME_FIRST;
    return true;
}

// Whether it is a time but for its year. .NET and Windows write the first or the last year that
// they have (0001, 1601, 9999) where there is no time.
static bool is_unset(const struct row *row, const char *text) {
    int64_t instant;
    if (strspn(text, "0123456789") != 4)
        return false;
    char *leap = arena_printf(row->arena, "2000%s", text + 4);
    return time_parse(leap, strlen(leap), false, &instant);
}

const char *field_time(const struct row *row, const char *name) {
    const struct scan_token *token = find(row, name);
    int64_t instant = 0;
    bool in_range = true;
    if (token == NULL)
        return NULL;
    token = unwrap(token);
    const char *text = element_text(row, token);
    if (text == NULL)
        return NULL;
    if (!read_date(text, &instant, &in_range)) {
        in_range = time_parse(text, token->size, true, &instant);
        if (!in_range && !is_unset(row, text))
            document_wrong(row->document, token,
                           "needs a time such as 2026-11-23T10:00:00Z or /Date(1488869314761)/");
    }
    char *out = arena_alloc(row->arena, TIME_TEXT);
    if (in_range)
        time_format(instant, out);
    return in_range ? out : NULL;
}

const struct scan_token *list_behind(const struct scan_token *token) {
    if (token->kind != SCAN_OBJECT)
        return token;
    const struct scan_token *list = tokens_member(token, "value");
    bool wrapped = list != NULL && list->kind == SCAN_LIST && tokens_member(token, "Count");
    return wrapped ? list : token;
}

bool field_list(const struct row *row, const char *name,
                void (*visit)(void *state, const struct row *row, const struct scan_token *element),
                void *state) {
    const struct scan_token *token = find(row, name);
    if (token == NULL)
        return false;
    token = list_behind(token);
    if (token->kind != SCAN_LIST) {
        // A list without elements becomes "" beyond the depth of an export.
        if (token->kind != SCAN_TEXT || token->size > 0)
            visit(state, row, token);
        return true;
    }
    const struct scan_token *end = scan_next(token);
    for (const struct scan_token *at = token + 1; at < end; at = scan_next(at))
        if (at->kind != SCAN_NULL)
            visit(state, row, at);
    return true;
}
