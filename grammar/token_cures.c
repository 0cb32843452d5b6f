// Tokens that other languages have: each is met with what to write here.
#include "grammar/parse.h"

#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "grammar/parser.h"

// While tokens are skipped after a mistake nothing more is said about them.
#define REPORT(p, code, span, ...)                                                                 \
    ((p)->recovering ? NULL : diagnostic_error((p)->parse->diagnostics, code, span, __VA_ARGS__))

static int size_of(struct span span) {
    return (int)(span.end - span.begin < 40 ? span.end - span.begin : 40);
}

#define CURE(p, ...) diagnostic_cure((p)->parse->diagnostics, __VA_ARGS__)

void report_capitals(struct parser *p, struct span span, const char *lower) {
    CURE(p, REPORT(p, CODE_WORD_CASE, span, "the words of the language are written in lower case"),
         "write %s", lower);
}

static const struct {
    const char *text;
    int token;
    const char *cure;
} operators[] = {
    {"&&", TOKEN_AND, "write and"},
    {"&", TOKEN_AND, "write and; two texts are joined with +"},
    {"||", TOKEN_OR, "write or"},
    {"|", TOKEN_OR, "write or"},
    {"!", TOKEN_NOT, "write not"},
    {"<>", TOKEN_UNEQUAL, "write !="},
    {"!==", TOKEN_UNEQUAL, "write !="},
    {"≠", TOKEN_UNEQUAL, "write !="},
    {"===", TOKEN_EQUAL, "write =="},
    {"=>", TOKEN_AT_LEAST, "write >="},
    {"≥", TOKEN_AT_LEAST, "write >="},
    {"=<", TOKEN_AT_MOST, "write <="},
    {"≤", TOKEN_AT_MOST, "write <="},
    {"=~", TOKEN_MATCHES, "write matches"},
    {"!~", TOKEN_MATCHES, "write not TEXT matches PATTERN"},
    {"%", TOKEN_MOD, "write mod for a remainder; a percentage has no blank, as in 90%"},
    {"**", '*', "write the multiplication out"},
    {"^", '*', "write the multiplication out"},
    {":=", '=', "write ="},
    {"-eq", TOKEN_EQUAL, "write =="},
    {"-ne", TOKEN_UNEQUAL, "write !="},
    {"-lt", '<', "write <"},
    {"-le", TOKEN_AT_MOST, "write <="},
    {"-gt", '>', "write >"},
    {"-ge", TOKEN_AT_LEAST, "write >="},
    {"-like", TOKEN_LIKE, "write like"},
    {"-match", TOKEN_MATCHES, "write matches"},
    {"-in", TOKEN_IN, "write in"},
    {"-and", TOKEN_AND, "write and"},
    {"-or", TOKEN_OR, "write or"},
    {"-not", TOKEN_NOT, "write not"},
};

int report_operator(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    size_t size = span.end - span.begin, i = 0;
    while (strlen(operators[i].text) != size || memcmp(operators[i].text, text, size) != 0)
        i++;
    CURE(p, REPORT(p, CODE_FOREIGN_OPERATOR, span, "'%s' is not an operator", operators[i].text),
         "%s", operators[i].cure);
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

int report_dotted(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    const char *date = size_of(span) <= 10 ? day_first(p, text, span.end - span.begin) : NULL;
    struct diagnostic *d =
        REPORT(p, CODE_DOTTED_NUMBER, span, "%.*s is not a number", size_of(span), text);
    if (date)
        CURE(p, d, "write %s for the day", date);
    else if (p->current.kind == TOKEN_VERSION)
        CURE(p, d, "write version \"%.*s\"", size_of(span), text);
    else
        CURE(p, d, "write version(\"%.*s\") for a version, \"%.*s\" for a text", size_of(span),
             text, size_of(span), text);
    return TOKEN_BAD;
}

int report_digits(struct parser *p, struct span span) {
    CURE(p, REPORT(p, CODE_NUMBER_FORMAT, span, "a number has no _"), "write its digits alone");
    return TOKEN_BAD;
}

int report_fraction(struct parser *p, struct span span) {
    CURE(p, REPORT(p, CODE_NUMBER_FORMAT, span, "a number begins with a digit"), "write 0%.*s",
         size_of(span), parser_text(p, span));
    return TOKEN_BAD;
}

static bool has_curly(const char *text, size_t size) {
    for (size_t i = 0; i + 2 < size; i++)
        if (memcmp(text + i, "\xE2\x80", 2) == 0 && (text[i + 2] & 0x7C) == 0x1C)
            return true;
    return false;
}

int report_open_text(struct parser *p, struct span span) {
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

int report_curly(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    CURE(p, REPORT(p, CODE_CURLY_QUOTES, span, "a text is written with straight quotes"),
         (unsigned char)text[2] >= 0x9C ? "write \"…\" in place of “…”"
                                        : "write '…' in place of ‘…’");
    return TOKEN_STRING;
}

void report_space(struct parser *p, struct span span) {
    uint32_t code;
    utf8_decode(parser_text(p, span), &code);
    CURE(p,
         REPORT(p, CODE_SPECIAL_BLANK, span, "this is a %s (U+%04X)",
                code == 0xA0 ? "no-break space" : "special blank", code),
         "write a plain blank");
}

void report_comment(struct parser *p, struct span span) {
    span.end = span.begin + 2;
    CURE(p, REPORT(p, CODE_FOREIGN_COMMENT, span, "a comment begins with #"), "write # …");
}

int report_letters(struct parser *p, struct span span) {
    REPORT(p, CODE_NAME_CHARACTER, span, "names are written with the letters a to z, digits and _");
    return TOKEN_BAD;
}

static const struct {
    const char *text, *cure;
} characters[] = {
    {"$", "names are written without it"},
    {"@", "names are written without it"},
    {";", "statements need nothing between them"},
    {"?", "write if CONDITION then VALUE else VALUE"},
    {".", "a dot stands within a number, as in 2.5, or directly before a field, as in vm.memory"},
    {"\\", "a statement goes on in the next line without it"},
    {"“", "write straight quotes"},
    {"”", "write straight quotes"},
    {"„", "write straight quotes"},
    {"‘", "write straight quotes"},
    {"’", "write straight quotes"},
    {"–", "write -"},
    {"—", "write -"},
    {"−", "write -"},
    {"×", "write *"},
    {"÷", "write /"},
    {"…", "write the list out"},
};

static const char *cure_character(const char *text, size_t size) {
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        if (strlen(characters[i].text) == size && memcmp(characters[i].text, text, size) == 0)
            return characters[i].cure;
    return NULL;
}

int report_character(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    uint32_t code;
    size_t size = utf8_decode(text, &code);
    const char *cure = cure_character(text, size);
    struct diagnostic *d =
        code < 0x21 || code == 0x7F
            ? REPORT(p, CODE_STRAY_CHARACTER, span,
                     "a control character (U+%04X) has no meaning here", code)
        : size == 1 ? REPORT(p, CODE_STRAY_CHARACTER, span, "'%c' has no meaning here", *text)
                    : REPORT(p, CODE_STRAY_CHARACTER, span, "'%.*s' (U+%04X) has no meaning here",
                             (int)size, text, code);
    if (cure)
        CURE(p, d, "%s", cure);
    return TOKEN_BAD;
}
