// The words that the checker's messages are made of.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "check/check_make.h"
#include "check/check_message.h"

enum { SHOWN_CHARACTERS = 60, MESSAGE_SIZE = 1024 };

struct diagnostic *mistake(struct checker *c, enum code code, struct span span, const char *format,
                           ...) {
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return diagnostic_error(c->diagnostics, code, span, "%s", message);
}

void cure(struct checker *c, struct diagnostic *diagnostic, const char *format, ...) {
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    diagnostic_cure(c->diagnostics, diagnostic, "%s", message);
}

void fix(struct checker *c, struct diagnostic *diagnostic, struct span span, const char *text) {
    diagnostic_fix(c->diagnostics, diagnostic, span, text);
}

void cure_call(struct checker *c, struct diagnostic *d, const char *function,
               const struct node *argument, struct span span) {
    const char *text = sources_excerpt(c->checking->sources, argument->span, c->arena);
    cure(c, d, "write %s(%s)", function, shown(c, argument));
    fix(c, d, span, arena_printf(c->arena, "%s(%s)", function, text));
}

// ---- expressions as text ----

const char *shown(struct checker *c, const struct node *node) {
    const char *text = sources_excerpt(c->checking->sources, node->span, c->arena);
    size_t size = strlen(text), cut = 0;
    for (int i = 0; i < SHOWN_CHARACTERS && cut < size; i++) {
        uint32_t code;
        cut += utf8_decode(text + cut, &code);
    }
    return cut < size ? arena_printf(c->arena, "%.*s...", (int)cut, text) : text;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

// Of a node in parentheses that of these, unless a comment stands between.
struct span outer_span(struct checker *c, const struct node *node) {
    struct span span = node->span;
    if (!node->parenthesised)
        return span;
    const struct source *source = sources_find(c->checking->sources, span.begin);
    const char *begin = source->text + (span.begin - source->base);
    const char *end = source->text + (span.end - source->base);
    while (is_blank(begin[-1]))
        begin--;
    while (is_blank(*end))
        end++;
    if (begin[-1] == '(' && *end == ')')
        span = (struct span){source->base + (uint32_t)(begin - 1 - source->text),
                             source->base + (uint32_t)(end + 1 - source->text)};
    return span;
}

static const char *outer_text(struct checker *c, const struct node *node) {
    return sources_excerpt(c->checking->sources, outer_span(c, node), c->arena);
}

const char *link_text(struct checker *c, const struct node *left, enum op op,
                      const struct node *right) {
    return arena_printf(c->arena, "%s %s %s", outer_text(c, left), operator_text(op),
                        outer_text(c, right));
}

// ---- types as text ----

static const char *quantity_noun(struct checker *c, struct dimension dimension) {
    if (dimension_equal(dimension, DIMENSION_NONE))
        return "a plain number";
    if (dimension_equal(dimension, DIMENSION_BYTES))
        return "bytes";
    const char *name = dimension_name(dimension);
    if (name != NULL)
        return arena_printf(c->arena, "a %s", name);
    char symbol[32];
    return arena_printf(c->arena, "a quantity in %s", dimension_symbol(dimension, symbol));
}

static const char *with_article(struct checker *c, const char *name) {
    return arena_printf(c->arena, "%s %s", strchr("aeiou", name[0]) != NULL ? "an" : "a", name);
}

const char *example_field(const struct record *record) {
    if (record->key != NULL)
        return record->key->name;
    return record->field_count > 0 ? record->fields[0]->name : "x";
}

static const char *type_words(struct checker *c, const struct type *type) {
    struct text text;
    text_init(&text);
    type_show(&text, type);
    const char *copy = text_copy(&text, c->arena);
    text_clear(&text);
    return copy;
}

const char *noun(struct checker *c, const struct type *type) {
    switch (type->kind) {
    case TYPE_POISON:
        return "unclear";
    case TYPE_BOOL:
        return "true or false";
    case TYPE_INT:
        return "a whole number";
    case TYPE_NUMBER:
        return quantity_noun(c, type->dimension);
    case TYPE_TEXT:
        return "a text";
    case TYPE_TIME:
        return "a time";
    case TYPE_VERSION:
        return "a version";
    case TYPE_ENUM:
        return type_words(c, type);
    case TYPE_LIST:
        return type->element->kind == TYPE_POISON ? "an empty list"
                                                  : with_article(c, type_words(c, type));
    case TYPE_RECORD:
        return with_article(c, type->record->name);
    }
    return "";
}

// ---- a list where one value is needed ----

static const char *list_cure(struct checker *c, const struct reached *r, const char *text,
                             const char *each) {
    const struct type *element = r->whole ? r->value->type.element : &r->value->type;
    switch (element->kind) {
    case TYPE_INT:
    case TYPE_NUMBER:
        return arena_printf(c->arena, "use sum(%s), or for each %s", text, each);
    case TYPE_BOOL:
        return arena_printf(c->arena, "use every %s has %s, or for each %s", each, text, each);
    case TYPE_TEXT:
    case TYPE_ENUM:
    case TYPE_TIME:
    case TYPE_VERSION:
        return arena_printf(c->arena,
                            "use every x in %s has ..., some x in %s has ..., or for "
                            "each %s",
                            text, text, each);
    case TYPE_POISON:
    case TYPE_LIST:
    case TYPE_RECORD:
        break;
    }
    return arena_printf(c->arena, "use count(%s), or for each %s", text, each);
}

// In "for each x in LIST" the path LIST.field was meant as x.field: that, or NULL.
static const char *element_path(struct checker *c, const struct scope *scope,
                                const struct reached *r, const struct step *last) {
    if (reached_elements(r) || r->count > 1 || r->node->kind != NODE_FIELD)
        return NULL;
    for (; scope != NULL; scope = scope->outer)
        if (scope->kind == VARIABLE_VALUE && scope->value->kind == EXPR_SLOT &&
            scope->value->type.kind == TYPE_RECORD &&
            scope->value->type.record == last->loop.type.record)
            return arena_printf(c->arena, "%s.%s", scope->name, r->node->name.text);
    return NULL;
}

void list_mistake(struct checker *c, const struct scope *scope, const struct reached *r) {
    const char *text = shown(c, r->node);
    if (r->whole) {
        cure(c,
             mistake(c, CODE_RECORD_NOT_VALUE, r->node->span, "%s is %s, where one value is needed",
                     text, noun(c, &r->value->type)),
             "use it with in, every, some, no, count ...");
        return;
    }
    const struct step *last = &r->steps[r->count - 1];
    const char *each = shown(c, last->loop.node);
    struct diagnostic *d = !reached_elements(r)
                               ? mistake(c, CODE_LIST_NOT_VALUE, r->node->span,
                                         "%s is a list (one for each %s)", text, last->loop.name)
                               : mistake(c, CODE_LIST_NOT_VALUE, r->node->span,
                                         "%s is a list, where one value is needed", text);
    const char *path = element_path(c, scope, r, last);
    cure(c, d, path != NULL ? "write %s" : "%s", path != NULL ? path : list_cure(c, r, text, each));
}

// ---- two types that do not meet ----

void cure_unit(struct checker *c, struct diagnostic *d, const struct expr *plain,
               struct dimension dimension) {
    const char *format = dimension_words(dimension)->completions;
    if (plain->kind != EXPR_CONSTANT || format == NULL)
        return;
    const char *number = shown(c, plain->node), *rest = format;
    struct text text;
    text_init(&text);
    for (const char *at; (at = strstr(rest, "%s")) != NULL; rest = at + 2) {
        text_add_bytes(&text, rest, (size_t)(at - rest));
        text_add(&text, number);
    }
    text_add(&text, rest);
    cure(c, d, "%s", text_data(&text));
    text_clear(&text);
}

static bool is_plain(const struct type *type) {
    return type_is_numeric(type) && dimension_equal(type->dimension, DIMENSION_NONE);
}

// The plain number last, underlined by the caret: it is most likely what has to change.
static void quantity_mismatch(struct checker *c, const struct expr *a, const struct expr *b) {
    const struct expr *plain = is_plain(&b->type) ? b : a, *other = plain == b ? a : b;
    struct diagnostic *d =
        mistake(c, CODE_MISSING_UNIT, plain->node->span, "%s is %s, but %s is a plain number",
                shown(c, other->node), noun(c, &other->type), shown(c, plain->node));
    d->has_also = true;
    d->also = other->node->span;
    cure_unit(c, d, plain, other->type.dimension);
}

static bool is_value_of(const char *text, const struct type *type) {
    struct decimal number;
    struct dimension dimension;
    int64_t time;
    if (type->kind == TYPE_BOOL)
        return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
    if (type->kind == TYPE_TIME)
        return time_parse(text, strlen(text), false, &time);
    return type_is_numeric(type) && quantity_parse(text, strlen(text), &number, &dimension) &&
           dimension_equal(dimension, type->dimension);
}

void cure_quotes(struct checker *c, struct diagnostic *d, const struct expr *text,
                 const struct type *type) {
    if (text->kind == EXPR_CONSTANT && text->type.kind == TYPE_TEXT &&
        is_value_of(text->text, type)) {
        cure(c, d, "write it without quotes: %s", text->text);
        fix(c, d, text->node->span, text->text);
    }
}

static void cure_text(struct checker *c, struct diagnostic *d, const struct expr *a,
                      const struct expr *b) {
    const struct expr *text = b->type.kind == TYPE_TEXT ? b : a, *other = text == b ? a : b;
    if (a->type.kind == TYPE_VERSION && type_is_numeric(&b->type) && b->kind == EXPR_CONSTANT) {
        cure(c, d, "write it in quotes: \"%s\"", shown(c, b->node));
        fix(c, d, b->node->span, arena_printf(c->arena, "\"%s\"", shown(c, b->node)));
    }
    if (text->type.kind != TYPE_TEXT)
        return;
    if (text->kind == EXPR_CONSTANT)
        cure_quotes(c, d, text, &other->type);
    else if (other->type.kind == TYPE_VERSION)
        cure_call(c, d, "version", text->node, text->node->span);
    else if (is_plain(&other->type) && text == b)
        cure_call(c, d, "number", text->node, text->node->span);
}

// 2026/1/22 as 2026-01-22, or NULL.
static const char *day_with_slashes(struct checker *c, const struct node *node) {
    unsigned year, month, day;
    char end;
    int64_t time;
    if (sscanf(shown(c, node), "%4u/%2u/%2u%c", &year, &month, &day, &end) != 3)
        return NULL;
    const char *text = arena_printf(c->arena, "%04u-%02u-%02u", year, month, day);
    return time_parse(text, strlen(text), false, &time) ? text : NULL;
}

static void cure_day(struct checker *c, struct diagnostic *d, const struct expr *a,
                     const struct expr *b) {
    const struct expr *other = a->type.kind == TYPE_TIME ? b : a;
    const char *day = is_plain(&other->type) ? day_with_slashes(c, other->node) : NULL;
    if (day == NULL)
        return;
    cure(c, d, "write %s", day);
    fix(c, d, other->node->span, day);
}

// x == "" asks in other languages whether x is there.
static void cure_empty_text(struct checker *c, struct diagnostic *d, const struct expr *a,
                            const struct expr *b) {
    if (b->kind == EXPR_CONSTANT && b->type.kind == TYPE_TEXT && *b->text == '\0')
        cure(c, d, "known(%s) asks whether a fact is there", shown(c, a->node));
}

void mismatch(struct checker *c, const struct expr *a, const struct expr *b) {
    bool numbers = type_is_numeric(&a->type) && type_is_numeric(&b->type);
    if (numbers && is_plain(&a->type) != is_plain(&b->type)) {
        quantity_mismatch(c, a, b);
        return;
    }
    struct diagnostic *d =
        mistake(c, CODE_TYPE_MISMATCH, b->node->span, "%s is %s, but %s is %s", shown(c, a->node),
                noun(c, &a->type), shown(c, b->node), noun(c, &b->type));
    d->has_also = true;
    d->also = a->node->span;
    cure_text(c, d, a, b);
    cure_empty_text(c, d, a, b);
    if (a->type.kind == TYPE_TIME || b->type.kind == TYPE_TIME)
        cure_day(c, d, a, b);
}
