// What the grammar's regular expressions cannot tell: units, words before a colon, and texts whose
// braces are in order. It keeps no state.
#include <string.h>

#include "tree_sitter/parser.h"

// In the order of externals in grammar.js.
enum { UNIT, LABEL, TEMPLATE_OPEN, ERROR_SENTINEL };

static const char *const units[] = {
    "B",   "KB",  "kB",  "MB",  "GB",   "TB",   "PB",   "EB",   "KiB", "MiB", "GiB",
    "TiB", "PiB", "EiB", "bit", "Kbit", "kbit", "Mbit", "Gbit", "ns",  "us",  "ms",
    "s",   "min", "h",   "d",   "Hz",   "KHz",  "kHz",  "MHz",  "GHz",
};

// Room for every unit; a longer word is none.
enum { UNIT_LENGTH = 5 };

static bool is_letter(int32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(int32_t c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_unit(const char *word) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i], word) == 0)
            return true;
    return false;
}

static bool is_size(const char *word) {
    size_t length = strlen(word);
    return word[length - 1] == 'B' || (length >= 3 && strcmp(word + length - 3, "bit") == 0);
}

// Skips blanks before a token; whether they stay on the line.
static bool skip_blanks(TSLexer *lexer) {
    bool on_line = true;
    while (lexer->lookahead == ' ' || (lexer->lookahead >= '\t' && lexer->lookahead <= '\r')) {
        on_line &= lexer->lookahead != '\n';
        lexer->advance(lexer, true);
    }
    return on_line;
}

// Takes "/s" too behind a size, unless a longer word follows the stroke.
static void take_per_second(TSLexer *lexer) {
    lexer->advance(lexer, false);
    if (lexer->lookahead != 's')
        return;
    lexer->advance(lexer, false);
    if (!is_word(lexer->lookahead) && lexer->lookahead != '(')
        lexer->mark_end(lexer);
}

// A word is a label before its colon, and a unit behind its number. The colon of ":=" is another
// token's.
static bool scan_word(TSLexer *lexer, const bool *valid, bool on_line) {
    char word[UNIT_LENGTH + 1] = {0};
    size_t length = 0;
    bool lower = true;
    for (; is_word(lexer->lookahead); length++) {
        if (length < UNIT_LENGTH)
            word[length] = (char)lexer->lookahead;
        lower &= lexer->lookahead < 'A' || lexer->lookahead > 'Z';
        lexer->advance(lexer, false);
    }
    lexer->mark_end(lexer);
    if (valid[UNIT] && on_line && length <= UNIT_LENGTH && is_unit(word)) {
        lexer->result_symbol = UNIT;
        if (lexer->lookahead == '/' && is_size(word))
            take_per_second(lexer);
        else
            while (lexer->lookahead == ' ' || lexer->lookahead == '\t')
                lexer->advance(lexer, false);
        if (lexer->lookahead != ':' || !valid[LABEL])
            return true;
    }
    while (lexer->lookahead == ' ' || lexer->lookahead == '\t')
        lexer->advance(lexer, false);
    if (!valid[LABEL] || lexer->lookahead != ':' || !lower)
        return false;
    lexer->advance(lexer, false);
    lexer->result_symbol = LABEL;
    return lexer->lookahead != '=';
}

// Skips the expression behind a brace; whether it ends before its text does.
static bool skip_expression(TSLexer *lexer) {
    bool quoted = false;
    for (;; lexer->advance(lexer, false)) {
        if (lexer->lookahead == '"' || lexer->lookahead == '\n' || lexer->eof(lexer))
            return false;
        if (lexer->lookahead == '\'')
            quoted = !quoted;
        else if (lexer->lookahead == '}' && !quoted)
            return true;
    }
}

// The quote of a text whose expressions in braces all end within it.
static bool scan_template(TSLexer *lexer) {
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    lexer->result_symbol = TEMPLATE_OPEN;
    while (lexer->lookahead != '"') {
        int32_t first = lexer->lookahead;
        if (first == '\n' || lexer->eof(lexer))
            return false;
        lexer->advance(lexer, false);
        if (first == '{' && lexer->lookahead != '{' && !skip_expression(lexer))
            return false;
        if (first == '\\' || first == '{')
            lexer->advance(lexer, false);
    }
    return true;
}

bool tree_sitter_plimsoll_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    (void)payload;
    if (valid[ERROR_SENTINEL]) // after a mistake everything is valid: texts and words are as
                               // elsewhere
        return false;
    bool on_line = skip_blanks(lexer);
    if (valid[TEMPLATE_OPEN] && lexer->lookahead == '"')
        return scan_template(lexer);
    return (valid[UNIT] || valid[LABEL]) && is_letter(lexer->lookahead) &&
           scan_word(lexer, valid, on_line);
}

void *tree_sitter_plimsoll_external_scanner_create(void) {
    return NULL;
}

void tree_sitter_plimsoll_external_scanner_destroy(void *payload) {
    (void)payload;
}

unsigned tree_sitter_plimsoll_external_scanner_serialize(void *payload, char *buffer) {
    (void)payload;
    (void)buffer;
    return 0;
}

void tree_sitter_plimsoll_external_scanner_deserialize(void *payload, const char *buffer,
                                                       unsigned length) {
    (void)payload;
    (void)buffer;
    (void)length;
}
