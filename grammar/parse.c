// Drives scanner and grammar: the entry points, and the tokens between the two.
#include "grammar/parse.h"

#include <string.h>

#include "base/utf8.h"
#include "grammar/parser.h"
#include "grammar/words.h"

// Of flex, which writes no header of its own.
typedef void *yyscan_t;
int plim_yylex_init_extra(struct parser *p, yyscan_t *scanner);
int plim_yylex_destroy(yyscan_t scanner);
struct yy_buffer_state *plim_yy_scan_bytes(const char *bytes, int size, yyscan_t scanner);
int scan_token(struct span *span, yyscan_t scanner);

struct span parser_take(struct parser *p, uint32_t size) {
    struct span span = {p->offset, p->offset + size};
    p->offset = span.end;
    return span;
}

// The reserved word that a word in capitals would be.
static const struct word *word_in_capitals(const char *text, size_t size) {
    char lower[WORD_LENGTH];
    if (size > WORD_LENGTH)
        return NULL;
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i]);
    return word_find(lower, size);
}

static bool has_capitals(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            return true;
    return false;
}

int word_token(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    size_t size = span.end - span.begin;
    const struct word *word = word_find(text, size);
    if (word)
        return word->token;
    if (!has_capitals(text, size))
        return TOKEN_NAME;
    word = word_in_capitals(text, size);
    if (!word || (word->roles & WORD_NAME))
        return TOKEN_UPPER;
    say_capitals(p, span, word->text);
    return word->token;
}

// The token shrinks to its first bytes.
static void shrink(struct parser *p, struct span *span, int *size, size_t kept) {
    *size = (int)kept;
    p->offset = span->end = span->begin + (uint32_t)kept;
}

// The colon of "x := 1" is not the word's.
int label_token(struct parser *p, struct span *span, int *size) {
    const char *text = parser_text(p, *span);
    size_t length = strcspn(text, ": \t");
    if (text[*size] == '=') {
        shrink(p, span, size, length);
        return word_token(p, *span);
    }
    const struct word *word = word_find(text, length);
    return word && (word->roles & WORD_RULE) ? TOKEN_COLON_WORD : TOKEN_LABEL;
}

// "GiB/s" is one token, but "GiB/size" is a division.
int unit_token(struct parser *p, struct span *span, int *size) {
    const char *text = parser_text(p, *span);
    const char *slash = memchr(text, '/', (size_t)*size);
    if (slash + 2 == text + *size)
        return TOKEN_UNIT;
    shrink(p, span, size, (size_t)(slash - text));
    return word_token(p, *span);
}

// Whether a value stands at this place on its line, so that a '%' before it was meant to divide.
static bool value_follows(const struct parser *p, uint32_t at) {
    const char *text = p->source->text - p->source->base;
    while (at < p->end && (text[at] == ' ' || text[at] == '\t'))
        at++;
    uint32_t end = at;
    while (end < p->end && is_word_byte(text[end]))
        end++;
    return end > at ? !is_reserved(text + at, end - at) : at < p->end && text[at] == '(';
}

// "10 % 3" is meant as a remainder, "90 %" as a percentage.
int percent_token(struct parser *p, struct span *span, int *size) {
    if (!value_follows(p, span->end))
        return say_percent(p, *span);
    shrink(p, span, size, strcspn(parser_text(p, *span), " \t"));
    return TOKEN_NUMBER;
}

// Counts brackets: the "for" of sum(x for each y) is no statement of a rule.
static int count_brackets(struct parser *p, int token) {
    if (token == '(' || token == '[')
        p->brackets++;
    else if ((token == ')' || token == ']') && p->brackets > 0)
        p->brackets--;
    else if (token == TOKEN_FOR && p->brackets > 0)
        return TOKEN_INNER_FOR;
    else if (token == '{' || token == '}' || begins_statement(token))
        p->brackets = 0;
    return token;
}

static struct token next_token(struct parser *p) {
    struct token token = p->pending;
    p->pending.kind = -1;
    if (token.kind < 0)
        token.kind = scan_token(&token.span, p->scanner);
    if (token.kind == 0)
        token.span = (struct span){p->end, p->end};
    return token;
}

// Where a name is made: the token before it, and those that follow the name.
static const struct {
    int before, after[2];
} naming[] = {
    {TOKEN_LET, {'=', TOKEN_EQUAL}},    {TOKEN_DEFINE, {'=', '('}},
    {TOKEN_EACH, {TOKEN_IN, TOKEN_IN}}, {TOKEN_EVERY, {TOKEN_IN, TOKEN_IN}},
    {TOKEN_SOME, {TOKEN_IN, TOKEN_IN}}, {TOKEN_NO, {TOKEN_IN, TOKEN_IN}},
};

// A reserved word where a name is made is reported and taken for the name.
static bool is_name(struct parser *p, struct token token) {
    if (p->recovering || !is_reserved_token(token.kind))
        return false;
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
        if (p->current.kind == naming[i].before) {
            p->pending = next_token(p);
            return p->pending.kind == naming[i].after[0] || p->pending.kind == naming[i].after[1];
        }
    }
    return false;
}

// What other languages write for each.
static bool is_each(const struct parser *p, struct token token) {
    const char *text = parser_text(p, token.span);
    uint32_t size = token.span.end - token.span.begin;
    return (p->current.kind == TOKEN_FOR || p->current.kind == TOKEN_INNER_FOR) &&
           (token.kind == TOKEN_EVERY ||
            (token.kind == TOKEN_NAME && size == 3 &&
             (memcmp(text, "all", size) == 0 || memcmp(text, "any", size) == 0)));
}

// After a mistake a word that may be a name begins no statement, for it may stand anywhere.
static bool is_skipped(const struct parser *p, struct token token) {
    const struct word *word = p->recovering ? word_of_token(token.kind) : NULL;
    return word && (word->roles & WORD_FILE) && (word->roles & WORD_NAME);
}

// The next token that belongs to no block which is a mistake; the next rule is not within one.
static struct token token_outside(struct parser *p) {
    struct token token = next_token(p);
    for (; p->blocks > 0 && (token.kind == '}' || token.kind == '{'); token = next_token(p))
        p->blocks += token.kind == '{' ? 1 : -1;
    const struct word *word = word_of_token(token.kind);
    if (word != NULL && word->roles == WORD_FILE)
        p->blocks = 0;
    return token;
}

static void keep_token(struct parser *p, struct token token) {
    struct tokens *tokens = p->tokens;
    if (tokens && token.kind != 0)
        ARENA_PUSH(p->parse->arena, tokens->items, tokens->count, tokens->capacity) = token;
}

void keep_expected(struct parser *p, struct expected expected) {
    struct tokens *kept = p->expected;
    if (p->current.span.begin < p->end || kept->count > 0)
        return;
    for (size_t i = 0; i < expected.count; i++)
        ARENA_PUSH(p->parse->arena, kept->items, kept->count, kept->capacity) =
            (struct token){expected.tokens[i], p->current.span};
}

// What the grammar calls for its next token.
int plim_yylex(PLIM_YYSTYPE *value, struct span *span, struct parser *p) {
    (void)value;
    if (p->start) {
        int start = p->start;
        p->start = 0;
        *span = (struct span){p->begin, p->begin};
        return start;
    }
    struct token token = token_outside(p);
    if (is_name(p, token)) {
        say_reserved(p, token.span);
        token.kind = TOKEN_NAME;
    } else if (is_each(p, token)) {
        say_each(p, token.span);
        token.kind = TOKEN_EACH;
    } else if (is_skipped(p, token)) {
        token.kind = TOKEN_NAME;
    }
    if (token.kind == 0 && p->expected != NULL && p->current.kind != TOKEN_BAD)
        token.kind = TOKEN_BAD; // the end would be taken for that of all that is open
    token.kind = count_brackets(p, token.kind);
    if (p->current.kind < 0)
        p->begins_well = token.kind == TOKEN_POLICY || token.kind == TOKEN_FACTS;
    p->empty = p->current.kind < 0 && token.kind == 0;
    if (begins_statement(token.kind) || token.kind == TOKEN_FOR)
        p->recovering = false;
    p->before = p->current;
    p->current = token;
    keep_token(p, token);
    *span = token.span;
    return token.kind;
}

// Parses a stretch of the source from one of the two start tokens.
static void parser_run(struct parser *p, struct parse *parse, const struct source *source,
                       struct span span, int start) {
    p->parse = parse;
    p->source = source;
    p->begin = p->offset = span.begin;
    p->end = span.end;
    p->start = start;
    p->pending.kind = -1;
    p->before = p->current = (struct token){-1, {span.begin, span.begin}};
    if (plim_yylex_init_extra(p, &p->scanner) != 0)
        out_of_memory();
    plim_yy_scan_bytes(parser_text(p, span), (int)(span.end - span.begin), p->scanner);
    plim_yyparse(p);
    plim_yylex_destroy(p->scanner);
}

// A carriage return that no line feed follows, or NULL. It ends a line on the screen, so that what
// stands behind it in a comment would look like a rule.
static const char *lone_return(const struct source *source) {
    const char *at = source->text;
    while ((at = memchr(at, '\r', source->size - (size_t)(at - source->text))) != NULL)
        if (*++at != '\n')
            return at - 1;
    return NULL;
}

static bool check_lines(struct parse *parse, const struct source *source) {
    const char *lone = lone_return(source);
    if (lone == NULL)
        return true;
    uint32_t at = source->base + (uint32_t)(lone - source->text);
    diagnostic_cure(parse->diagnostics,
                    diagnostic_error(parse->diagnostics, CODE_NOT_TEXT, (struct span){at, at + 1},
                                     "a line ends with a carriage return alone"),
                    "end lines with a line feed, or with both");
    return false;
}

// A text that has a NUL, is not UTF-8 or has lines without a line feed is not looked at further.
static bool check_bytes(struct parse *parse, const struct source *source) {
    size_t bad = utf8_check(source->text, source->size);
    const char *nul = memchr(source->text, '\0', bad);
    uint32_t at = source->base + (uint32_t)(nul ? (size_t)(nul - source->text) : bad);
    struct span span = {at, at + 1};
    if (nul)
        diagnostic_error(parse->diagnostics, CODE_NOT_TEXT, span,
                         "a NUL byte: this is not a text file");
    else if (bad < source->size)
        diagnostic_cure(parse->diagnostics,
                        diagnostic_error(parse->diagnostics, CODE_NOT_TEXT, span,
                                         "byte 0x%02x is not UTF-8",
                                         (unsigned char)source->text[bad]),
                        "save the file in the encoding UTF-8");
    return !nul && bad == source->size && check_lines(parse, source);
}

// The whole text but for a byte order mark.
static struct span source_span(const struct source *source) {
    bool marked = source->size >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0;
    return (struct span){source->base + (marked ? 3 : 0), source->base + source->size};
}

static struct file_node *parse_whole(struct parser *p, struct parse *parse,
                                     const struct source *source) {
    size_t mistakes = diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR);
    p->file = ARENA_NEW(parse->arena, struct file_node);
    p->file->source = source;
    p->file->kind = FILE_NODE_BAD;
    if (check_bytes(parse, source))
        parser_run(p, parse, source, source_span(source), TOKEN_START_FILE);
    p->file->sound = diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR) == mistakes;
    return p->file;
}

struct file_node *parse_file(struct parse *parse, const struct source *source) {
    struct parser p = {0};
    return parse_whole(&p, parse, source);
}

struct file_node *parse_statements(struct parse *parse, const struct source *source) {
    struct parser p = {.headless = true};
    return parse_whole(&p, parse, source);
}

struct file_node *parse_file_tokens(struct parse *parse, const struct source *source,
                                    struct tokens *tokens) {
    struct parser p = {.tokens = tokens};
    return parse_whole(&p, parse, source);
}

struct file_node *parse_tokens(struct parse *parse, const struct source *source,
                               struct tokens *tokens) {
    struct parser p = {.tokens = tokens, .bare = true};
    return parse_whole(&p, parse, source);
}

void parse_expected(struct parse *parse, const struct source *source, struct tokens *expected) {
    struct parser p = {.file = ARENA_NEW(parse->arena, struct file_node), .expected = expected};
    p.file->source = source;
    if (check_bytes(parse, source))
        parser_run(&p, parse, source, source_span(source), TOKEN_START_FILE);
}

const struct node *parse_expression(struct parse *parse, const struct source *source) {
    struct parser p = {0};
    size_t mistakes = diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR);
    if (check_bytes(parse, source))
        parser_run(&p, parse, source, source_span(source), TOKEN_START_EXPRESSION);
    return diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR) == mistakes ? p.expression
                                                                               : NULL;
}

struct node *parse_inner(struct parser *outer, struct span span) {
    struct parser p = {.interpolated = true};
    parser_run(&p, outer->parse, outer->source, span, TOKEN_START_EXPRESSION);
    return p.expression ? p.expression : make_bad(outer, span);
}
