// Constructors of names, numbers, quantities and times from the text of their tokens.
#include "grammar/tree_make.h"

#include <string.h>

#include "base/time.h"

static uint32_t length_of(struct span span) {
    return span.end - span.begin;
}

static struct diagnostic *report(struct parser *p, enum code code, struct span span,
                                 const char *message) {
    return diagnostic_error(p->parse->diagnostics, code, span, "%s", message);
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

// backupAge becomes backup_age, VM becomes vm.
static const char *lower_name(struct parser *p, const char *text, size_t size) {
    struct text lower = {0};
    for (size_t i = 0; i < size; i++) {
        if (i > 0 && is_capital(text[i]) && is_small(text[i - 1]))
            text_add_char(&lower, '_');
        text_add_char(&lower, (char)(is_capital(text[i]) ? text[i] + ('a' - 'A') : text[i]));
    }
    const char *copy = text_copy(&lower, p->parse->arena);
    text_clear(&lower);
    return copy;
}

// The span without a dot before the word, a colon and blanks after it.
static struct span trim_word(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    if (*text == '.') {
        span.begin++;
        text++;
    }
    uint32_t size = 0;
    while (size < length_of(span) && !strchr(" \t:", text[size]))
        size++;
    span.end = span.begin + size;
    return span;
}

static struct diagnostic *say_name(struct parser *p, struct span word, const char *name) {
    if (means_null(name) || strcmp(name, "none") == 0) {
        say_null(p, word, arena_copy(p->parse->arena, parser_text(p, word), length_of(word)));
        return NULL;
    }
    if (unit_find(parser_text(p, word), length_of(word)) != NULL) {
        const char *unit = arena_copy(p->parse->arena, parser_text(p, word), length_of(word));
        struct diagnostic *d =
            report(p, CODE_NAME_CASE, word,
                   arena_printf(p->parse->arena, "%s is a unit, not a name", unit));
        diagnostic_cure(p->parse->diagnostics, d, "write it behind a number, as in 1 %s", unit);
        return NULL;
    }
    struct diagnostic *d = report(p, CODE_NAME_CASE, word, "names are written in lower case");
    diagnostic_cure(p->parse->diagnostics, d, "write %s", name);
    return d;
}

// The same name is reported where it comes first; the cure changes it everywhere.
static void say_capitals_once(struct parser *p, struct span word, const char *name) {
    const char *known = intern_name(p->parse->names, name);
    size_t i = 0;
    while (i < p->capital_count && p->capitals[i].name != known)
        i++;
    if (i == DIAGNOSTIC_LIMIT) { // of so many only the number counts
        say_name(p, word, name);
        return;
    }
    if (i == p->capital_count)
        ARENA_PUSH(p->parse->arena, p->capitals, p->capital_count, p->capital_room) =
            (struct capital){known, say_name(p, word, name)};
    diagnostic_fix(p->parse->diagnostics, p->capitals[i].diagnostic, word, name);
}

struct name make_word(struct parser *p, struct span span) {
    struct span word = trim_word(p, span);
    const char *text = parser_text(p, word);
    size_t size = length_of(word);
    bool lower = true;
    for (size_t i = 0; i < size; i++)
        lower &= !is_capital(text[i]);
    if (!lower) {
        const char *name = lower_name(p, text, size);
        say_capitals_once(p, word, name);
        text = name;
        size = strlen(name);
    }
    uint32_t id = intern_add(p->parse->names, text, size);
    return (struct name){intern_text(p->parse->names, id), word};
}

struct name make_dotted(struct parser *p, struct name name, struct span field) {
    struct name last = make_word(p, field);
    const char *joined = arena_printf(p->parse->arena, "%s.%s", name.text, last.text);
    return (struct name){intern_name(p->parse->names, joined), span_join(name.span, last.span)};
}

// A number token, which may end in %.
static bool read_number(struct parser *p, struct span span, struct decimal *number) {
    const char *text = parser_text(p, span);
    size_t size = length_of(span);
    bool percent = text[size - 1] == '%';
    struct decimal value, back, hundred = decimal_from_int(100);
    enum decimal_error error = decimal_parse(text, percent ? size - 1 : size, &value);
    if (error == DECIMAL_OK && percent) {
        if (!decimal_divide(value, hundred, number) || !decimal_multiply(*number, hundred, &back) ||
            decimal_compare(back, value) != 0)
            error = DECIMAL_TOO_PRECISE;
    } else if (error == DECIMAL_OK) {
        *number = value;
    }
    if (error == DECIMAL_TOO_PRECISE)
        report(p, CODE_NUMBER_PRECISION, span, "a number has at most nine digits after the point");
    else if (error != DECIMAL_OK)
        report(p, CODE_NUMBER_RANGE, span, "this number is too large");
    return error == DECIMAL_OK;
}

struct node *make_number(struct parser *p, struct span span) {
    struct node *node = make_leaf(p, NODE_NUMBER, span);
    if (!read_number(p, span, &node->number))
        return make_bad(p, span);
    node->percent = parser_text(p, span)[length_of(span) - 1] == '%';
    return node;
}

static struct node *say_unit(struct parser *p, struct span number, struct span unit) {
    const char *text = parser_text(p, unit);
    int size = (int)(length_of(unit) < 40 ? length_of(unit) : 40);
    const char *nearest = unit_nearest(text, length_of(unit));
    struct diagnostics *all = p->parse->diagnostics;
    struct diagnostic *d =
        diagnostic_error(all, CODE_UNKNOWN_UNIT, unit, "%.*s is not a unit", size, text);
    if (nearest) {
        diagnostic_cure(all, d, "write %s", nearest);
        if (unit_find(nearest, strlen(nearest)) != NULL) // not a choice of two
            diagnostic_fix(all, d, unit, nearest);
    } else if (text[0] == '_') {
        diagnostic_cure(all, d, "write the digits of a number without _");
    } else if (text[0] == 'e' || text[0] == 'E') {
        diagnostic_cure(all, d, "write the number out, without an exponent");
    } else {
        diagnostic_cure(
            all, d,
            "units are B KB MB GB TB, KiB MiB GiB TiB, bit Kbit Mbit Gbit, each also with /s, "
            "ns us ms s min h d, Hz KHz MHz GHz");
    }
    return make_bad(p, span_join(number, unit));
}

// Number and unit stand on one line: what comes on the next is another thing.
static bool on_one_line(struct parser *p, struct span number, struct span unit) {
    struct span between = {number.end, unit.begin};
    const char *text = parser_text(p, between);
    if (!memchr(text, '\n', length_of(between)) && !memchr(text, '#', length_of(between)))
        return true;
    int size = (int)(length_of(unit) < 40 ? length_of(unit) : 40);
    diagnostic_error(p->parse->diagnostics, CODE_UNEXPECTED_TOKEN, unit,
                     "expected an operator or a statement before '%.*s'", size,
                     parser_text(p, unit));
    return false;
}

static bool add_part(struct parser *p, struct node *node, const struct node *before,
                     struct span part) {
    if (before && !dimension_equal(before->dimension, node->dimension)) {
        report(p, CODE_MIXED_QUANTITY, part, "the parts of a quantity measure one thing");
        return false;
    }
    if (before && !decimal_add(before->number, node->number, &node->number)) {
        report(p, CODE_NUMBER_RANGE, part, "this quantity is too large");
        return false;
    }
    return true;
}

static void say_scale(struct parser *p, struct span part, struct decimal number,
                      const struct unit *unit) {
    struct decimal product;
    report(p,
           decimal_multiply(number, unit->factor, &product) ? CODE_NUMBER_PRECISION
                                                            : CODE_NUMBER_RANGE,
           part,
           decimal_multiply(number, unit->factor, &product)
               ? "this quantity needs more than nine digits after the point in its base unit"
               : "this quantity is too large");
}

struct node *make_quantity(struct parser *p, struct node *before, struct span number,
                           struct span unit) {
    struct span part = span_join(number, unit);
    struct node *node = make_leaf(p, NODE_QUANTITY, before ? span_join(before->span, part) : part);
    const struct unit *row = unit_find(parser_text(p, unit), length_of(unit));
    struct decimal value;
    if (!on_one_line(p, number, unit) || !read_number(p, number, &value) ||
        (before && before->kind == NODE_BAD))
        return make_bad(p, node->span);
    if (!row)
        return say_unit(p, number, unit);
    if (!quantity_scale(value, row, &node->number)) {
        say_scale(p, part, value, row);
        return make_bad(p, node->span);
    }
    node->dimension = row->dimension;
    return add_part(p, node, before, part) ? node : make_bad(p, node->span);
}

struct node *make_negative(struct parser *p, struct node *literal, struct span span) {
    literal->span = span;
    if (literal->kind == NODE_TIME) {
        report(p, CODE_SIGNED_TIME, span, "a time has no sign");
        return make_bad(p, span);
    }
    if (literal->kind != NODE_BAD)
        decimal_negate(literal->number, &literal->number);
    return literal;
}

// 2026-1-5 as 2026-01-05, where only zeros are missing.
static const char *pad_date(struct parser *p, const char *text, size_t size) {
    int digits = 0;
    struct text padded = {0};
    for (size_t i = 0; i <= size; i++) {
        bool digit = i < size && text[i] >= '0' && text[i] <= '9';
        if (!digit && digits == 1) {
            char last = padded.data[--padded.size];
            text_add_char(&padded, '0');
            text_add_char(&padded, last);
        }
        digits = digit ? digits + 1 : 0;
        if (i < size)
            text_add_char(&padded, text[i]);
    }
    const char *copy = text_copy(&padded, p->parse->arena);
    text_clear(&padded);
    return copy;
}

static void say_time(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    const char *padded = pad_date(p, text, length_of(span) < 40 ? length_of(span) : 40);
    int64_t instant;
    int days = time_days_exceeded(padded, strlen(padded));
    struct diagnostic *d =
        diagnostic_error(p->parse->diagnostics, CODE_INVALID_TIME, span, "%.*s is not a time",
                         (int)(length_of(span) < 40 ? length_of(span) : 40), text);
    if (days > 0) {
        diagnostic_cure(p->parse->diagnostics, d, "%.7s has %d days", padded, days);
    } else if (time_parse(padded, strlen(padded), false, &instant)) {
        diagnostic_cure(p->parse->diagnostics, d, "write %s", padded);
        diagnostic_fix(p->parse->diagnostics, d, span, padded);
    } else {
        diagnostic_cure(
            p->parse->diagnostics, d,
            "a time is a day of the years 1678 to 2261, as 2026-11-23 or 2026-11-23T10:00:00Z");
    }
}

struct node *make_time(struct parser *p, struct span span) {
    struct node *node = make_leaf(p, NODE_TIME, span);
    if (time_parse(parser_text(p, span), length_of(span), false, &node->time))
        return node;
    say_time(p, span);
    return make_bad(p, span);
}
