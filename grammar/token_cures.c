// Tokens of other languages, each with what to write here.
#include "grammar/parse.h"

#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "grammar/parser.h"

// While tokens are skipped after a mistake nothing more is reported about them.
#define REPORT(p, code, span, ...)                                                                 \
    ((p)->recovering ? NULL : diagnostic_error((p)->parse->diagnostics, code, span, __VA_ARGS__))

static int size_of(struct span span) {
    return (int)(span.end - span.begin < 40 ? span.end - span.begin : 40);
}

#define CURE(p, ...) diagnostic_cure((p)->parse->diagnostics, __VA_ARGS__)
#define FIX(p, ...) diagnostic_fix((p)->parse->diagnostics, __VA_ARGS__)

void say_capitals(struct parser *p, struct span span, const char *lower) {
    struct diagnostic *d =
        REPORT(p, CODE_WORD_CASE, span, "the words of the language are written in lower case");
    CURE(p, d, "write %s", lower);
    FIX(p, d, span, lower);
}

static const struct {
    const char *text;
    int token;
    const char *cure, *fix; // fix: what to write in its place, or NULL
} operators[] = {
    {"&&", TOKEN_AND, "write and", "and"},
    {"&", TOKEN_AND, "write and; two texts are joined with +", "and"},
    {"||", TOKEN_OR, "write or", "or"},
    {"|", TOKEN_OR, "write or", "or"},
    {"!", TOKEN_NOT, "write not", "not"},
    {"<>", TOKEN_UNEQUAL, "write !=", "!="},
    {"!==", TOKEN_UNEQUAL, "write !=", "!="},
    {"≠", TOKEN_UNEQUAL, "write !=", "!="},
    {"===", TOKEN_EQUAL, "write ==", "=="},
    {"=>", TOKEN_AT_LEAST, "write >=", ">="},
    {"≥", TOKEN_AT_LEAST, "write >=", ">="},
    {"=<", TOKEN_AT_MOST, "write <=", "<="},
    {"≤", TOKEN_AT_MOST, "write <=", "<="},
    {"=~", TOKEN_MATCHES, "write matches", "matches"},
    {"~", TOKEN_MATCHES, "write matches", "matches"},
    {"!~", TOKEN_MATCHES, "write not TEXT matches PATTERN", NULL},
    {"%", TOKEN_MOD, "write mod for a remainder; a percentage has no blank, as in 90%", "mod"},
    {"**", '*', "write the multiplication out", NULL},
    {"^", '*', "write the multiplication out", NULL},
    {":=", '=', "write =", "="},
    {"-eq", TOKEN_EQUAL, "write ==", "=="},
    {"-ne", TOKEN_UNEQUAL, "write !=", "!="},
    {"-lt", '<', "write <", "<"},
    {"-le", TOKEN_AT_MOST, "write <=", "<="},
    {"-gt", '>', "write >", ">"},
    {"-ge", TOKEN_AT_LEAST, "write >=", ">="},
    {"-like", TOKEN_LIKE, "write like", "like"},
    {"-match", TOKEN_MATCHES, "write matches", "matches"},
    {"-in", TOKEN_IN, "write in", "in"},
    {"-and", TOKEN_AND, "write and", "and"},
    {"-or", TOKEN_OR, "write or", "or"},
    {"-not", TOKEN_NOT, "write not", "not"},
};

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Writes a word in place of a sign, which needs no blanks around it as the word does.
static void fix_operator(struct parser *p, struct diagnostic *d, struct span span,
                         const char *text) {
    const char *sign = parser_text(p, span);
    bool word = is_word_byte(*text);
    bool before = word && span.begin > p->begin && is_word_byte(sign[-1]);
    bool after = word && span.end < p->end && is_word_byte(sign[span.end - span.begin]);
    FIX(p, d, span,
        arena_printf(p->parse->arena, "%s%s%s", before ? " " : "", text, after ? " " : ""));
}

int say_operator(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    size_t size = span.end - span.begin, i = 0;
    while (strlen(operators[i].text) != size || memcmp(operators[i].text, text, size) != 0)
        i++;
    struct diagnostic *d =
        REPORT(p, CODE_FOREIGN_OPERATOR, span, "'%s' is not an operator", operators[i].text);
    CURE(p, d, "%s", operators[i].cure);
    if (operators[i].fix)
        fix_operator(p, d, span, operators[i].fix);
    return operators[i].token;
}

// 31.01.2027 as 2027-01-31, or NULL.
static const char *day_first(struct parser *p, const char *text, size_t size) {
    int64_t instant;
    const char *month = memchr(text, '.', size), *year = month ? strchr(month + 1, '.') : NULL;
    if (!year || text + size - year != 5 || month - text > 2 || year - month > 3)
        return NULL;
    const char *date = arena_printf(p->parse->arena, "%.4s-%s%.*s-%s%.*s", year + 1,
                                    year - month < 3 ? "0" : "", (int)(year - month - 1), month + 1,
                                    month - text < 2 ? "0" : "", (int)(month - text), text);
    return time_parse(date, strlen(date), false, &instant) ? date : NULL;
}

int say_dotted(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    const char *date = size_of(span) <= 10 ? day_first(p, text, span.end - span.begin) : NULL;
    struct diagnostic *d =
        REPORT(p, CODE_DOTTED_NUMBER, span, "%.*s is not a number", size_of(span), text);
    if (date) {
        CURE(p, d, "write %s for the day", date);
        FIX(p, d, span, date);
    } else if (p->current.kind == TOKEN_VERSION) {
        CURE(p, d, "write version \"%.*s\"", size_of(span), text);
        FIX(p, d, span, arena_printf(p->parse->arena, "\"%.*s\"", size_of(span), text));
    } else {
        CURE(p, d, "write version(\"%.*s\") for a version, \"%.*s\" for a text", size_of(span),
             text, size_of(span), text);
    }
    return TOKEN_BAD;
}

int say_digits(struct parser *p, struct span span) {
    struct diagnostic *d = REPORT(p, CODE_NUMBER_FORMAT, span, "a number has no _");
    CURE(p, d, "write its digits alone");
    for (uint32_t at = span.begin; d && at < span.end; at++)
        if (*parser_text(p, (struct span){at, span.end}) == '_')
            FIX(p, d, (struct span){at, at + 1}, "");
    return TOKEN_BAD;
}

int say_percent(struct parser *p, struct span span) {
    int digits = (int)strcspn(parser_text(p, span), " \t");
    struct diagnostic *d = REPORT(p, CODE_NUMBER_FORMAT, span, "a percentage has no blank");
    CURE(p, d, "write %.*s%%", digits, parser_text(p, span));
    FIX(p, d, (struct span){span.begin + (uint32_t)digits, span.end - 1}, "");
    return TOKEN_BAD;
}

// 5%%, as formats of other languages write it.
int say_percents(struct parser *p, struct span span) {
    int digits = (int)strcspn(parser_text(p, span), " \t%");
    struct diagnostic *d = REPORT(p, CODE_NUMBER_FORMAT, span, "a percentage has one %%");
    CURE(p, d, "write %.*s%%", digits, parser_text(p, span));
    FIX(p, d, (struct span){span.begin + (uint32_t)digits, span.end - 1}, "");
    return TOKEN_BAD;
}

void say_each(struct parser *p, struct span span) {
    struct diagnostic *d = REPORT(p, CODE_UNEXPECTED_TOKEN, span, "expected 'each' after 'for'");
    CURE(p, d, "write for each …");
    FIX(p, d, span, "each");
}

int say_fraction(struct parser *p, struct span span) {
    struct diagnostic *d = REPORT(p, CODE_NUMBER_FORMAT, span, "a number begins with a digit");
    CURE(p, d, "write 0%.*s", size_of(span), parser_text(p, span));
    FIX(p, d, (struct span){span.begin, span.begin}, "0");
    return TOKEN_BAD;
}

static bool has_curly(const char *text, size_t size) {
    for (size_t i = 0; i + 2 < size; i++)
        if (memcmp(text + i, "\xE2\x80", 2) == 0 && (text[i + 2] & 0x7C) == 0x1C)
            return true;
    return false;
}

int say_open_text(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    struct diagnostic *d =
        REPORT(p, CODE_UNCLOSED_TEXT, span, "this text has no closing %c on its line", *text);
    if (*text == '"' && has_curly(text, span.end - span.begin))
        CURE(p, d, "close it with a straight \"");
    else if (*text == '"')
        CURE(p, d, "close it with \"; \\n stands for the end of a line");
    p->open_text = span;
    return TOKEN_STRING;
}

// A quote is one byte or, where it is curly, three.
int say_curly(struct parser *p, struct span span) {
    const char *text = parser_text(p, span), last = text[span.end - span.begin - 1];
    bool twofold = (unsigned char)text[2] >= 0x9C;
    const char *quote = twofold ? "\"" : "'";
    struct diagnostic *d =
        REPORT(p, CODE_CURLY_QUOTES, span, "a text is written with straight quotes");
    CURE(p, d, twofold ? "write \"…\" in place of “…”" : "write '…' in place of ‘…’");
    FIX(p, d, (struct span){span.begin, span.begin + 3}, quote);
    if (last != *quote)
        FIX(p, d, (struct span){span.end - 3, span.end}, quote);
    return TOKEN_STRING;
}

int say_ticks(struct parser *p, struct span span) {
    struct diagnostic *d =
        REPORT(p, CODE_CURLY_QUOTES, span, "a text is written with straight quotes");
    CURE(p, d, "write '…' in place of `…`");
    FIX(p, d, (struct span){span.begin, span.begin + 1}, "'");
    FIX(p, d, (struct span){span.end - 1, span.end}, "'");
    return TOKEN_BAD;
}

void say_space(struct parser *p, struct span span) {
    uint32_t code;
    utf8_decode(parser_text(p, span), &code);
    struct diagnostic *d = REPORT(p, CODE_SPECIAL_BLANK, span, "this is a %s (U+%04X)",
                                  code == 0xA0 ? "no-break space" : "special blank", code);
    CURE(p, d, "write a plain blank");
    FIX(p, d, span, " ");
}

void say_comment(struct parser *p, struct span span) {
    bool line = parser_text(p, span)[1] == '/';
    span.end = span.begin + 2;
    struct diagnostic *d = REPORT(p, CODE_FOREIGN_COMMENT, span, "a comment begins with #");
    CURE(p, d, "write # …");
    if (line)
        FIX(p, d, span, "#");
}

int say_letters(struct parser *p, struct span span) {
    REPORT(p, CODE_NAME_CHARACTER, span, "names are written with the letters a to z, digits and _");
    return TOKEN_BAD;
}

void say_root(struct parser *p, struct span span) {
    struct diagnostic *d =
        REPORT(p, CODE_STRAY_CHARACTER, span, "paths begin with the name of a root");
    CURE(p, d, "write it without $.");
    FIX(p, d, span, "");
}

static const struct {
    const char *text, *cure, *fix;
} characters[] = {
    {"$", "names are written without it", ""},
    {"@", "names are written without it", ""},
    {";", "statements need nothing between them", " "},
    {"?",
     "write VALUE default OTHER for what may be unknown, or if CONDITION then VALUE else VALUE",
     NULL},
    {".", "a dot stands within a number, as in 2.5, or directly before a field, as in vm.memory",
     NULL},
    {"\\", "a statement goes on in the next line without it", " "},
    {"“", "write straight quotes", NULL},
    {"”", "write straight quotes", NULL},
    {"„", "write straight quotes", NULL},
    {"‘", "write straight quotes", NULL},
    {"’", "write straight quotes", NULL},
    {"–", "write -", "-"},
    {"—", "write -", "-"},
    {"−", "write -", "-"},
    {"×", "write *", "*"},
    {"÷", "write /", "/"},
    {"…", "write the list out", NULL},
};

static void cure_character(struct parser *p, struct diagnostic *d, struct span span) {
    const char *text = parser_text(p, span);
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        size_t size = strlen(characters[i].text);
        if (size != span.end - span.begin || memcmp(characters[i].text, text, size) != 0)
            continue;
        CURE(p, d, "%s", characters[i].cure);
        if (characters[i].fix)
            FIX(p, d, span, characters[i].fix);
    }
}

int say_character(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    uint32_t code;
    size_t size = utf8_decode(text, &code);
    struct diagnostic *d =
        code < 0x21 || code == 0x7F
            ? REPORT(p, CODE_STRAY_CHARACTER, span,
                     "a control character (U+%04X) has no meaning here", code)
        : size == 1 ? REPORT(p, CODE_STRAY_CHARACTER, span, "'%c' has no meaning here", *text)
                    : REPORT(p, CODE_STRAY_CHARACTER, span, "'%.*s' (U+%04X) has no meaning here",
                             (int)size, text, code);
    cure_character(p, d, (struct span){span.begin, span.begin + (uint32_t)size});
    return TOKEN_BAD;
}
