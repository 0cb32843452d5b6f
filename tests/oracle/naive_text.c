// Functions over texts, versions, addresses and local times.
#include "config.h"

#include <fnmatch.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "check/pattern.h"
#include "naive.h"

enum { GROUPS = 10 };

static struct value change_case(struct naive *n, const char *text, char first) {
    char *copy = arena_copy(n->arena, text, strlen(text));
    for (char *c = copy; *c; c++)
        if (*c >= first && *c <= first + 25)
            *c = (char)(first == 'A' ? *c - 'A' + 'a' : *c - 'a' + 'A');
    return value_text(copy);
}

static struct value trim(struct naive *n, const char *text) {
    size_t from = strspn(text, " \t\r\n"), to = strlen(text);
    while (to > from && strchr(" \t\r\n", text[to - 1]))
        to--;
    return value_text(arena_copy(n->arena, text + from, to - from));
}

static struct value replace(struct naive *n, const char *text, const char *old, const char *new) {
    const char *out = "";
    for (const char *at; *old && (at = strstr(text, old)); text = at + strlen(old))
        out = arena_printf(n->arena, "%s%.*s%s", out, (int)(at - text), text, new);
    return value_text(arena_printf(n->arena, "%s%s", out, text));
}

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), tail = strlen(end);
    return tail <= size && memcmp(text + size - tail, end, tail) == 0;
}

static struct value match(struct naive *n, const struct expr *expr, const char *text,
                          const char *by) {
    enum pattern_kind kind = expr->op == BUILTIN_LIKE ? PATTERN_LIKE : PATTERN_MATCHES;
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(n->arena, kind, by, strlen(by), &error);
    if (!pattern)
        return naive_fault(n, expr, "not a valid pattern");
    struct pattern_scratch *scratch = pattern_scratch_new();
    int matched = pattern_match(pattern, scratch, text, strlen(text));
    pattern_scratch_free(scratch);
    return matched < 0 ? naive_fault(n, expr, "the text is too long for this pattern")
                       : value_truth(matched > 0);
}

static struct value number_of(struct naive *n, const struct expr *expr, const char *text) {
    struct decimal number;
    return decimal_parse(text, strlen(text), &number) == DECIMAL_OK
               ? value_number(number)
               : naive_fault(n, expr, "not a number");
}

// ---- versions ----

static struct value version_number(struct naive *n, const struct expr *expr, const char *version,
                                   struct decimal place) {
    struct decimal number;
    int64_t whole;
    if (place.nano < decimal_from_int(1).nano)
        return naive_fault(n, expr, "there is no such part");
    const char *digits = naive_version_part(n->arena, version, place);
    digits += strspn(digits, "0");
    decimal_parse(*digits ? digits : "0", *digits ? strlen(digits) : 1, &number);
    return strlen(digits) < 20 && decimal_to_int(number, &whole)
               ? value_number(number)
               : naive_fault(n, expr, "the result does not fit 64 bits");
}

// ---- parts of texts ----

static struct value part(struct naive *n, const struct expr *expr, const struct value *v) {
    struct value parts = naive_split(n, v[0].text, v[1].text);
    int64_t at;
    decimal_to_int(v[2].number, &at);
    if (at == 0 || at > parts.count || at < -(int64_t)parts.count)
        return naive_fault(n, expr, "there is no such part");
    return parts.items[at > 0 ? at - 1 : parts.count + at];
}

// The groups of expressions in which POSIX and RE2 agree; which texts are some, RE2 alone says.
static struct value capture(struct naive *n, const struct expr *expr, const struct value *v) {
    regex_t pattern;
    regmatch_t groups[GROUPS];
    int64_t group;
    struct pattern_error error;
    if (!pattern_compile(n->arena, PATTERN_MATCHES, v[1].text, strlen(v[1].text), &error) ||
        regcomp(&pattern, v[1].text, REG_EXTENDED) != 0)
        return naive_fault(n, expr, "not a valid pattern");
    bool found = regexec(&pattern, v[0].text, GROUPS, groups, 0) == 0 &&
                 decimal_to_int(v[2].number, &group) && group >= 0 &&
                 group <= (int64_t)pattern.re_nsub;
    regfree(&pattern);
    if (!found)
        return naive_fault(n, expr, "the pattern is not found, or has no such group");
    regmatch_t at = groups[group];
    return value_text(
        at.rm_so < 0 ? ""
                     : arena_copy(n->arena, v[0].text + at.rm_so, (size_t)(at.rm_eo - at.rm_so)));
}

// ---- local times ----

static const char *const days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// By the C library's calendar.
static struct value local(struct naive *n, const struct expr *expr, const struct value *v) {
    int hours = 0, minutes = 0, second = 1000000000;
    const char *offset = v[1].text;
    if (strcmp(offset, "Z") != 0 &&
        (fnmatch("[+-][0-2][0-9]:[0-5][0-9]", offset, 0) != 0 ||
         sscanf(offset + 1, "%d:%d", &hours, &minutes) != 2 || hours > 23))
        return naive_fault(n, expr, "not an offset from UTC such as +01:00");
    int shift = (*offset == '-' ? -60 : 60) * (60 * hours + minutes);
    time_t at = (time_t)(v[0].time / second - (v[0].time % second < 0)) + shift;
    struct tm there;
    gmtime_r(&at, &there);
    return expr->op == BUILTIN_HOUR ? value_number(decimal_from_int(there.tm_hour))
                                    : value_text(days[there.tm_wday]);
}

static struct value in_network(struct naive *n, const struct expr *expr, const struct value *v) {
    enum truth lies = naive_in_network(n->arena, v[0].text, v[1].text);
    return lies == UNKNOWN_
               ? naive_fault(n, expr, "not an IP address and a network such as 10.0.0.0/8")
               : value_truth(lies == TRUE_);
}

// ---- all ----

struct value naive_known(struct naive *n, const struct expr *expr, const struct value *v) {
    switch ((int)expr->op) {
    case BUILTIN_CONCAT:
        return value_text(arena_printf(n->arena, "%s%s", v[0].text, v[1].text));
    case BUILTIN_LOWER:
        return change_case(n, v[0].text, 'A');
    case BUILTIN_UPPER:
        return change_case(n, v[0].text, 'a');
    case BUILTIN_LENGTH:
        return value_number(decimal_from_int((int64_t)utf8_length(v[0].text, strlen(v[0].text))));
    case BUILTIN_STARTS_WITH:
        return value_truth(strncmp(v[0].text, v[1].text, strlen(v[1].text)) == 0);
    case BUILTIN_ENDS_WITH:
        return value_truth(ends_with(v[0].text, v[1].text));
    case BUILTIN_CONTAINS:
        return value_truth(strstr(v[0].text, v[1].text) != NULL);
    case BUILTIN_TRIM:
        return trim(n, v[0].text);
    case BUILTIN_REPLACE:
        return replace(n, v[0].text, v[1].text, v[2].text);
    case BUILTIN_MATCHES:
    case BUILTIN_LIKE:
        return match(n, expr, v[0].text, v[1].text);
    case BUILTIN_MAJOR:
        return version_number(n, expr, v[0].text, decimal_from_int(1));
    case BUILTIN_VERSION_PART:
        return version_number(n, expr, v[0].text, v[1].number);
    case BUILTIN_PART:
        return part(n, expr, v);
    case BUILTIN_CAPTURE:
        return capture(n, expr, v);
    case BUILTIN_IN_NETWORK:
        return in_network(n, expr, v);
    case BUILTIN_HOUR:
    case BUILTIN_WEEKDAY:
        return local(n, expr, v);
    case BUILTIN_NUMBER:
        return number_of(n, expr, v[0].text);
    case BUILTIN_TEXT:
        return value_text(naive_shown(n, &expr->items[0]->type, &v[0]));
    default: // VERSION
        return naive_is_version(v[0].text) ? value_text(v[0].text)
                                           : naive_fault(n, expr, "not a version");
    }
}
