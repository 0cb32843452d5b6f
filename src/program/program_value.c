// Values read from texts by their type, as --set gives them.
#include "config.h"

#include "program/program.h"

#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "base/version.h"
#include "check/model_draft.h"
#include "program/program_find.h"

// A stretch of the text that is read as one value.
struct piece {
    struct program *program;
    const struct type *type;
    const struct source *source;
    const char *text;
    size_t size;
};

static struct span piece_span(const struct piece *piece) {
    uint32_t begin = piece->source->base + (uint32_t)(piece->text - piece->source->text);
    return (struct span){begin, begin + (uint32_t)piece->size};
}

static struct diagnostic *piece_error(const struct piece *piece, const char *problem) {
    return diagnostic_error(piece->program->diagnostics, CODE_INVALID_VALUE, piece_span(piece),
                            "\"%.*s\" %s", (int)piece->size, piece->text, problem);
}

static const struct expr *fail(const struct piece *piece, const char *problem, const char *cure) {
    diagnostic_cure(piece->program->diagnostics, piece_error(piece, problem), "%s", cure);
    return NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct piece trimmed(struct piece piece) {
    while (piece.size > 0 && is_blank(piece.text[0])) {
        piece.text++;
        piece.size--;
    }
    while (piece.size > 0 && is_blank(piece.text[piece.size - 1]))
        piece.size--;
    return piece;
}

static bool piece_is(const struct piece *piece, const char *word) {
    return piece->size == strlen(word) && memcmp(piece->text, word, piece->size) == 0;
}

// A constant with a node that stands for it, so that it can be shown like one in a policy.
struct constant {
    struct expr *expr;
    struct node *node;
};

static struct constant constant_new(const struct piece *piece, enum node_kind kind) {
    struct arena *arena = piece->program->arena;
    struct constant made = {ARENA_NEW(arena, struct expr), ARENA_NEW(arena, struct node)};
    made.node->kind = kind;
    made.node->depth = 1;
    made.node->span = piece_span(piece);
    made.expr->id = piece->program->expression_count++;
    made.expr->kind = EXPR_CONSTANT;
    made.expr->type = *piece->type;
    made.expr->node = made.node;
    return made;
}

static const struct expr *read_bool(const struct piece *piece) {
    bool truth = piece_is(piece, "true");
    if (!truth && !piece_is(piece, "false"))
        return fail(piece, "is not a bool", "write true or false");
    struct constant made = constant_new(piece, NODE_BOOL);
    made.expr->truth = made.node->truth = truth;
    return made.expr;
}

static const struct expr *make_number(const struct piece *piece, struct decimal number) {
    bool quantity = !dimension_equal(piece->type->dimension, DIMENSION_NONE);
    struct constant made = constant_new(piece, quantity ? NODE_QUANTITY : NODE_NUMBER);
    made.node->dimension = piece->type->dimension;
    made.node->percent = !quantity && piece->text[piece->size - 1] == '%';
    made.expr->number = made.node->number = number;
    return made.expr;
}

static const struct expr *read_int(const struct piece *piece) {
    struct decimal number;
    int64_t whole;
    if (decimal_parse(piece->text, piece->size, &number) == DECIMAL_OK &&
        decimal_to_int(number, &whole))
        return make_number(piece, number);
    return fail(piece, "is not an int", "write a whole number within 64 bits");
}

// The unit that is meant by the last word, for a cure, or NULL.
static const char *near_unit(const struct piece *piece) {
    size_t start = piece->size;
    while (start > 0 && (unsigned char)piece->text[start - 1] > '9')
        start--;
    if (start == piece->size || unit_find(piece->text + start, piece->size - start) != NULL)
        return NULL;
    return unit_nearest(piece->text + start, piece->size - start);
}

static const struct expr *read_number(const struct piece *piece) {
    struct decimal number;
    struct dimension dimension, needed = piece->type->dimension;
    const struct dimension_words *words = dimension_words(needed);
    struct diagnostics *diagnostics = piece->program->diagnostics;
    struct arena *arena = piece->program->arena;
    if (!quantity_parse(piece->text, piece->size, &number, &dimension)) {
        const char *unit = near_unit(piece);
        struct diagnostic *error =
            piece_error(piece, arena_printf(arena, "cannot be read where %s", words->needed));
        if (memmem(piece->text, piece->size, "\xC2\xA0", 2) != NULL)
            diagnostic_cure(diagnostics, error,
                            "it has a no-break space (U+00A0); write a plain blank");
        else if (unit != NULL)
            diagnostic_cure(diagnostics, error, "a unit is %s", unit);
        else
            diagnostic_cure(diagnostics, error, "write for example %s", words->examples);
        return NULL;
    }
    if (number.nano == 0 || dimension_equal(dimension, needed))
        return make_number(piece, number);
    const char *kind =
        dimension_equal(dimension, DIMENSION_NONE) ? "plain number" : dimension_name(dimension);
    return fail(piece,
                arena_printf(arena, "is %s%s where %s",
                             dimension_equal(dimension, DIMENSION_BYTES) ? "" : "a ",
                             kind != NULL ? kind : "quantity of another kind", words->needed),
                arena_printf(arena, "write for example %s", words->examples));
}

static const struct expr *read_time(const struct piece *piece) {
    int64_t time;
    if (!time_parse(piece->text, piece->size, false, &time))
        return fail(piece, "is not a time", "write 2026-11-23 or 2026-11-23T10:00:00Z");
    struct constant made = constant_new(piece, NODE_TIME);
    made.expr->time = made.node->time = time;
    return made.expr;
}

// In quotes, which a setting does not need: they would become part of the text, which would never
// match.
static bool is_quoted(const struct piece *piece) {
    const char *text = piece->text;
    size_t size = piece->size;
    return size >= 2 && (*text == '"' || *text == '\'') && text[size - 1] == *text;
}

static const struct expr *read_text(const struct piece *piece) {
    struct program *program = piece->program;
    struct constant made = constant_new(piece, NODE_TEXT);
    uint32_t id = intern_add(program->names, piece->text, piece->size);
    made.expr->text = made.node->text = intern_text(program->names, id);
    return made.expr;
}

static const struct expr *read_choice(const struct piece *piece) {
    const struct type *type = piece->type;
    struct program *program = piece->program;
    for (uint32_t i = 0; i < type->choice_count; i++)
        if (piece_is(piece, type->choices[i]))
            return read_text(piece);
    struct diagnostic *error = piece_error(
        piece, arena_printf(program->arena, "is not %s", type_text(program->arena, type)));
    struct parse parse = {program->arena, program->names, program->diagnostics};
    cure_nearest(&parse, error, arena_copy(program->arena, piece->text, piece->size), type->choices,
                 type->choice_count);
    return NULL;
}

static const struct expr *read_list(const struct piece *piece);

static const struct expr *read_piece(struct piece piece) {
    if (piece.type->kind != TYPE_TEXT)
        piece = trimmed(piece);
    if (piece.type->kind != TYPE_LIST && is_quoted(&piece))
        return fail(&piece, "stands in quotes", "write it without them");
    switch (piece.type->kind) {
    case TYPE_BOOL:
        return read_bool(&piece);
    case TYPE_INT:
        return read_int(&piece);
    case TYPE_NUMBER:
        return read_number(&piece);
    case TYPE_TEXT:
        return read_text(&piece);
    case TYPE_TIME:
        return read_time(&piece);
    case TYPE_VERSION:
        return version_valid(piece.text, piece.size)
                   ? read_text(&piece)
                   : fail(&piece, "is not a version", "write for example 10.0.17763");
    case TYPE_ENUM:
        return read_choice(&piece);
    case TYPE_LIST:
        return read_list(&piece);
    case TYPE_RECORD:
        return fail(&piece, "cannot be a record", "give a record in a facts file");
    case TYPE_POISON:
        break;
    }
    return NULL;
}

// Where the element that begins at a place ends: a comma, but none within quotes around it.
static const char *element_end(const char *at, const char *end) {
    const char *first = at;
    while (first < end && is_blank(*first))
        first++;
    if (first < end && (*first == '"' || *first == '\'')) {
        const char *close = memchr(first + 1, *first, (size_t)(end - first - 1));
        at = close != NULL ? close : at;
    }
    const char *comma = memchr(at, ',', (size_t)(end - at));
    return comma != NULL ? comma : end;
}

// Quotes are for elements with a comma in them.
static struct piece without_quotes(struct piece element) {
    if (is_quoted(&element) && memchr(element.text, ',', element.size) != NULL) {
        element.text++;
        element.size -= 2;
    }
    return element;
}

// The part before the next comma; *rest becomes what follows it, or NULL.
static struct piece next_element(const struct piece *list, const char **rest) {
    struct piece element = *list;
    const char *end = list->text + list->size;
    const char *comma = element_end(*rest, end);
    element.type = list->type->element;
    element.text = *rest;
    element.size = (size_t)(comma - *rest);
    *rest = comma < end ? comma + 1 : NULL;
    return without_quotes(trimmed(element));
}

static const struct expr *make_list(const struct piece *piece, const struct expr **items,
                                    size_t count) {
    struct arena *arena = piece->program->arena;
    struct constant made = constant_new(piece, NODE_LIST);
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, count);
    for (size_t i = 0; i < count; i++)
        nodes[i] = items[i]->node;
    made.node->items = nodes;
    made.node->depth = 2;
    made.expr->kind = EXPR_ITEMS;
    made.expr->items = items;
    made.node->count = made.expr->count = (uint32_t)count;
    return made.expr;
}

// Elements are divided by commas; nothing at all is the empty list.
static const struct expr *read_list(const struct piece *piece) {
    const struct expr **items = NULL;
    size_t count = 0, capacity = 0;
    const char *rest = piece->size > 0 ? piece->text : NULL;
    if (rest != NULL && *rest == '[')
        return fail(piece, "stands in brackets", "write the elements and commas only, as in a,b");
    while (rest != NULL) {
        struct piece element = next_element(piece, &rest);
        if (element.size == 0)
            return fail(piece, "has an element without a value", "write for example a,b");
        const struct expr *item = read_piece(element);
        if (item == NULL)
            return NULL;
        ARENA_PUSH(piece->program->arena, items, count, capacity) = item;
    }
    return make_list(piece, items, count);
}

const struct expr *program_value(struct program *program, const struct type *type, const char *what,
                                 const char *text) {
    size_t size = strlen(text);
    const char *name = arena_copy(program->arena, what, strlen(what));
    if (utf8_check(text, size) < size) {
        diagnostic_fact(program->diagnostics, CODE_NOT_TEXT, DIAGNOSTIC_ERROR, name, NULL,
                        "is not UTF-8");
        return NULL;
    }
    const struct source *source = add_source(program, name, text, size);
    if (source == NULL)
        return NULL;
    return read_piece((struct piece){program, type, source, source->text, size});
}
