// Tokens, comments and empty lines of a file, brought together in the order of the source.
#include "format/pieces.h"

#include <string.h>

#include "base/utf8.h"
#include "grammar/parser.h"
#include "grammar/words.h"

struct cutting {
    const struct file_node *file;
    struct arena *arena;
    struct pieces *pieces;
    uint32_t remark; // the next one
    uint32_t end;    // of the piece or comment before
    struct comment *comments;
    uint32_t comment_count;
    size_t comment_room;
};

static const char *text_at(const struct cutting *c, uint32_t offset) {
    return c->file->source->text + (offset - c->file->source->base);
}

// Whether a line ends between the piece or comment before and this offset.
static bool is_fresh(const struct cutting *c, uint32_t offset) {
    return memchr(text_at(c, c->end), '\n', offset - c->end) != NULL || c->pieces->count == 0;
}

static struct comment comment_of(const struct cutting *c, struct span span, bool spaced) {
    struct comment comment = {text_at(c, span.begin), span.end - span.begin, spaced};
    while (strchr(" \t\f\v\r", comment.text[comment.size - 1]) != NULL)
        comment.size--;
    return comment;
}

// Takes the remarks before an offset; returns whether an empty line is the last of them.
static bool take_remarks(struct cutting *c, uint32_t offset) {
    const struct file_node *file = c->file;
    bool spaced = false;
    c->comments = NULL;
    c->comment_count = 0;
    c->comment_room = 0;
    for (; c->remark < file->remark_count; c->remark++) {
        const struct remark_node *remark = &file->remarks[c->remark];
        if (remark->span.begin >= offset)
            break;
        if (remark->kind == REMARK_EMPTY_LINES) {
            spaced = true;
            continue;
        }
        struct comment comment = comment_of(c, remark->span, spaced);
        if (is_fresh(c, remark->span.begin)) {
            ARENA_PUSH(c->arena, c->comments, c->comment_count, c->comment_room) = comment;
        } else {
            struct comment *behind = ARENA_NEW(c->arena, struct comment);
            *behind = comment;
            c->pieces->items[c->pieces->count - 1].behind = behind;
        }
        c->end = remark->span.end;
        spaced = false;
    }
    return spaced;
}

// Blanks between a label and its colon do not count.
static void take_text(struct piece *piece, const char *text, uint32_t size, struct arena *arena) {
    piece->text = text;
    piece->size = size;
    uint32_t word = size;
    if (piece->kind == TOKEN_LABEL || piece->kind == TOKEN_COLON_WORD)
        for (word = size - 1; text[word - 1] == ' ' || text[word - 1] == '\t'; word--)
            continue;
    if (word + 1 < size) {
        piece->text = arena_printf(arena, "%.*s:", (int)word, text);
        piece->size = word + 1;
    }
    piece->width = (uint32_t)utf8_width(piece->text, piece->size);
}

static void take_piece(struct cutting *c, int kind, struct span span) {
    struct piece *piece = &c->pieces->items[c->pieces->count];
    piece->kind = kind;
    piece->spaced = take_remarks(c, span.begin);
    piece->above = c->comments;
    piece->above_count = c->comment_count;
    piece->fresh = is_fresh(c, span.begin);
    take_text(piece, text_at(c, span.begin), span.end - span.begin, c->arena);
    c->end = span.end;
    c->pieces->count++;
}

static bool opens(int kind) {
    return kind == '(' || kind == '[' || kind == '{';
}

static bool closes(int kind) {
    return kind == ')' || kind == ']' || kind == '}';
}

// Brackets match in a file without a mistake.
static void match_brackets(struct pieces *pieces, struct arena *arena) {
    uint32_t *open = ARENA_ARRAY(arena, uint32_t, pieces->count + 1), depth = 0;
    for (uint32_t i = 0; i < pieces->count; i++) {
        struct piece *piece = &pieces->items[i];
        if (opens(piece->kind))
            open[depth++] = i;
        if (closes(piece->kind) && depth > 0) {
            piece->partner = open[--depth];
            pieces->items[piece->partner].partner = i;
        }
    }
}

// ---- where statements begin ----

// Statements are marked in the order of the source, so that one look at each token is enough.
struct marking {
    struct pieces *pieces;
    const struct tokens *tokens;
};

static void mark(struct marking *m, struct span span) {
    uint32_t low = 0, high = m->tokens->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->tokens->items[middle].span.begin < span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    m->pieces->items[low].begins = true;
}

static void mark_order(struct marking *m, const struct statements *order) {
    for (uint32_t i = 0; i < order->count; i++)
        mark(m, order->list[i].span);
}

static void mark_steps(struct marking *m, const struct steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++)
        mark(m, steps->items[i].span);
}

static void mark_test(struct marking *m, const struct test_node *test) {
    mark_steps(m, &test->steps);
    for (uint32_t i = 0; i < test->case_count; i++) {
        mark(m, test->cases[i].span);
        mark_steps(m, &test->cases[i].steps);
    }
}

static void mark_tailors(struct marking *m, const struct tailors *tailors) {
    for (uint32_t i = 0; i < tailors->count; i++)
        mark(m, tailors->items[i].span);
}

static void mark_statements(struct pieces *pieces, const struct file_node *file,
                            const struct tokens *tokens) {
    struct marking m = {pieces, tokens};
    mark_order(&m, &file->order);
    for (uint32_t i = 0; i < file->record_count; i++)
        mark_order(&m, &file->records[i].order);
    for (uint32_t i = 0; i < file->rule_count; i++)
        mark_order(&m, &file->rules[i].order);
    for (uint32_t i = 0; i < file->use_count; i++)
        mark_tailors(&m, &file->uses[i].tailors);
    for (uint32_t i = 0; i < file->test_count; i++)
        mark_test(&m, &file->tests[i]);
}

// ---- widths ----

static void measure(struct pieces *pieces, struct arena *arena) {
    uint32_t column = 0, comments = 0;
    pieces->columns = ARENA_ARRAY(arena, uint32_t, pieces->count + 1);
    pieces->comments = ARENA_ARRAY(arena, uint32_t, pieces->count + 1);
    for (uint32_t i = 0; i <= pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        column += piece->apart;
        comments += piece->above_count;
        pieces->columns[i] = column;
        pieces->comments[i] = comments;
        column += piece->width;
        comments += piece->behind != NULL;
    }
}

uint32_t pieces_width(const struct pieces *pieces, uint32_t begin, uint32_t end) {
    return begin == end
               ? 0
               : pieces->columns[end - 1] + pieces->items[end - 1].width - pieces->columns[begin];
}

bool pieces_have_comment(const struct pieces *pieces, uint32_t begin, uint32_t end) {
    return begin != end && pieces->comments[end - 1] != pieces->comments[begin];
}

bool piece_is_name(int kind) {
    const struct word *word = word_of_token(kind);
    return kind == TOKEN_NAME || kind == TOKEN_UPPER || (word != NULL && (word->roles & WORD_NAME));
}

// "min -5" and "margin -5 GiB": these may be names too, so that the source says what they are.
static bool is_bound(const struct pieces *pieces, uint32_t at) {
    const struct piece *sign = &pieces->items[at], *word = sign - 1;
    bool bounds = word->kind == TOKEN_MIN || word->kind == TOKEN_MAX || word->kind == TOKEN_MARGIN;
    return bounds && sign->kind == '-' && sign->text + 1 == sign[1].text;
}

bool piece_follows_value(const struct pieces *pieces, uint32_t at) {
    if (at == 0 || is_bound(pieces, at))
        return false;
    switch (pieces->items[at - 1].kind) {
    case ')':
    case ']':
    case TOKEN_FIELD:
    case TOKEN_NUMBER:
    case TOKEN_UNIT:
    case TOKEN_TIME:
    case TOKEN_STRING:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        return true;
    default:
        return piece_is_name(pieces->items[at - 1].kind);
    }
}

struct pieces *pieces_cut(const struct file_node *file, const struct tokens *tokens,
                          struct arena *arena) {
    struct pieces *pieces = ARENA_NEW(arena, struct pieces);
    struct cutting c = {.file = file, .arena = arena, .pieces = pieces};
    uint32_t end = file->source->base + file->source->size;
    pieces->items = ARENA_ARRAY(arena, struct piece, tokens->count + 1);
    c.end = file->source->base;
    for (uint32_t i = 0; i < tokens->count; i++)
        take_piece(&c, tokens->items[i].kind, tokens->items[i].span);
    take_piece(&c, 0, (struct span){end, end});
    pieces->count--;
    match_brackets(pieces, arena);
    mark_statements(pieces, file, tokens);
    pieces_space(pieces);
    measure(pieces, arena);
    return pieces;
}
