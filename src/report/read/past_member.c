// Members of a report that is read.
#include "report/read/past_member.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// ---- errors ----

static const char *place_of(const struct past_reading *reading, const struct scan_token *token,
                            struct text *place) {
    struct text path = {0};
    unsigned long line, column;
    if (token != NULL)
        tokens_add_place(&path, reading->root, token);
    if (reading->several) {
        tokens_line(reading->text, reading->at, &line, &column);
        text_addf(place, "line %lu%s", line, path.size > 0 ? ", " : "");
    }
    text_add(place, text_data(&path));
    text_clear(&path);
    return place->size > 0 ? text_data(place) : NULL;
}

bool past_refuse(struct past_reading *reading, const struct scan_token *token, const char *problem,
                 const char *cure) {
    struct diagnostics *all = reading->past->diagnostics;
    struct text place = {0};
    if (reading->failed)
        return false;
    struct diagnostic *made =
        diagnostic_fact(all, CODE_INVALID_REPORT, DIAGNOSTIC_ERROR, reading->file,
                        place_of(reading, token, &place), "%s", problem);
    if (cure != NULL)
        diagnostic_cure(all, made, "%s", cure);
    reading->failed = true;
    text_clear(&place);
    return false;
}

bool past_wrong(struct past_reading *reading, const struct scan_token *token, const char *format,
                ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return past_refuse(reading, token, message, NULL);
}

// ---- shapes ----

static bool is_number(enum scan_kind kind) {
    return kind == SCAN_WHOLE || kind == SCAN_DECIMAL || kind == SCAN_INEXACT;
}

static bool fits(const struct scan_token *token, enum past_shape shape) {
    switch (shape) {
    case PAST_TEXT:
        return token->kind == SCAN_TEXT;
    case PAST_TEXT_OR_NULL:
        return token->kind == SCAN_TEXT || token->kind == SCAN_NULL;
    case PAST_COUNT:
        return token->kind == SCAN_WHOLE && token->as.whole >= 0;
    case PAST_NUMBER:
        return is_number(token->kind);
    case PAST_BOOL:
        return token->kind == SCAN_TRUE || token->kind == SCAN_FALSE;
    case PAST_LIST:
        return token->kind == SCAN_LIST;
    case PAST_OBJECT:
        return token->kind == SCAN_OBJECT;
    case PAST_OBJECT_OR_NULL:
        return token->kind == SCAN_OBJECT || token->kind == SCAN_NULL;
    }
    return false;
}

const struct scan_token *past_shaped(struct past_reading *reading, const struct scan_token *token,
                                     enum past_shape shape) {
    static const char *const words[] = {
        [PAST_TEXT] = "a text",          [PAST_TEXT_OR_NULL] = "a text or null",
        [PAST_COUNT] = "a whole number", [PAST_NUMBER] = "a number",
        [PAST_BOOL] = "true or false",   [PAST_LIST] = "a list",
        [PAST_OBJECT] = "an object",     [PAST_OBJECT_OR_NULL] = "an object or null",
    };
    if (fits(token, shape))
        return token;
    past_wrong(reading, token, "%s is expected", words[shape]);
    return NULL;
}

const struct scan_token *past_optional(struct past_reading *reading,
                                       const struct scan_token *object, const char *name,
                                       enum past_shape shape) {
    const struct scan_token *value = tokens_member(object, name);
    return value != NULL ? past_shaped(reading, value, shape) : NULL;
}

const struct scan_token *past_member(struct past_reading *reading, const struct scan_token *object,
                                     const char *name, enum past_shape shape) {
    if (tokens_member(object, name) == NULL)
        past_wrong(reading, object, "the member %s is missing", name);
    return past_optional(reading, object, name, shape);
}

// ---- values ----

const char *past_text(struct past_reading *reading, const struct scan_token *object,
                      const char *name, enum past_shape shape) {
    const struct scan_token *token = past_member(reading, object, name, shape);
    if (token == NULL)
        return "";
    return token->kind == SCAN_NULL ? NULL : tokens_text(token, reading->past->arena);
}

uint64_t past_count(struct past_reading *reading, const struct scan_token *object,
                    const char *name) {
    const struct scan_token *token = past_member(reading, object, name, PAST_COUNT);
    return token != NULL ? (uint64_t)token->as.whole : 0;
}

bool past_bool(struct past_reading *reading, const struct scan_token *object, const char *name) {
    const struct scan_token *token = past_member(reading, object, name, PAST_BOOL);
    return token != NULL && token->kind == SCAN_TRUE;
}

struct decimal past_number(struct past_reading *reading, const struct scan_token *object,
                           const char *name) {
    const struct scan_token *token = past_member(reading, object, name, PAST_NUMBER);
    struct decimal value = {0};
    if (token == NULL)
        return value;
    if (token->kind == SCAN_WHOLE)
        return decimal_from_int(token->as.whole);
    if (decimal_parse(token->as.at, token->size, &value) != DECIMAL_OK)
        past_wrong(reading, token, "this number is none that a report has");
    return value;
}

enum verdict past_verdict(struct past_reading *reading, const struct scan_token *object) {
    const struct scan_token *token = past_member(reading, object, "verdict", PAST_TEXT);
    for (int verdict = VERDICT_PASS; token != NULL && verdict < VERDICTS; verdict++)
        if (token_is_text(token, verdict_text((enum verdict)verdict)))
            return (enum verdict)verdict;
    if (token != NULL)
        past_wrong(reading, token, "this is no verdict");
    return VERDICT_SKIP;
}

size_t past_length(const struct scan_token *list) {
    size_t count = 0;
    if (list == NULL)
        return 0;
    for (const struct scan_token *at = list + 1; at < scan_next(list); at = scan_next(at))
        count++;
    return count;
}
