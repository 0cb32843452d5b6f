// Constructors of texts: escapes, and the expressions within { }.
#include "grammar/parse.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

// A text token taken apart. Where its closing quote is missing (which the scanner has reported) the
// content reaches to the end of the token.
struct quoted {
    struct span content;
    bool raw, open;
};

static size_t quote_size(const char *text, size_t size) {
    return size >= 3 && (unsigned char)text[0] == 0xE2 ? 3 : 1;
}

static bool is_quote(const char *text, size_t size, bool raw) {
    if (size == 1)
        return *text == (raw ? '\'' : '"');
    return (unsigned char)text[0] == 0xE2 && (unsigned char)text[1] == 0x80 &&
           (text[2] & 0x7C) == 0x18;
}

// Whether it ends in the quote that closes it, which after an odd number of backslashes would be an
// escape. A curly quote is read together with its closing one only.
static bool is_closed(const char *text, size_t size, size_t begin, bool raw) {
    if (begin > 1)
        return true;
    if (size == begin || !is_quote(text + size - 1, 1, raw))
        return false;
    size_t last = size - 1;
    while (!raw && last > begin && text[last - 1] == '\\')
        last--;
    return (size - 1 - last) % 2 == 0;
}

static struct quoted take_apart(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    size_t size = span.end - span.begin, begin = quote_size(text, size);
    struct quoted quoted = {{span.begin + (uint32_t)begin, span.end}, false, false};
    quoted.raw = begin == 1 ? *text == '\'' : (unsigned char)text[2] < 0x9C;
    quoted.open = !is_closed(text, size, begin, quoted.raw);
    if (!quoted.open)
        quoted.content.end -= is_quote(text + size - 1, 1, quoted.raw) ? 1 : 3;
    return quoted;
}

static void say_escape(struct parser *p, uint32_t at, uint32_t size) {
    struct span span = {at, at + size};
    const char *text = parser_text(p, span);
    struct diagnostics *all = p->parse->diagnostics;
    struct diagnostic *d =
        diagnostic_error(all, CODE_UNKNOWN_ESCAPE, span, "%.*s is not an escape", (int)size, text);
    if (text[1] == '{') {
        diagnostic_cure(all, d, "write {{ for a brace that begins no expression");
        diagnostic_fix(all, d, span, "{{");
    } else {
        diagnostic_cure(
            all, d,
            "escapes are \\\" \\\\ \\n \\t \\u{1F600}; in '…' a backslash stands for itself");
    }
}

// Bytes of what was meant as an escape: \u with its digits, else one character.
static uint32_t escape_size(const char *text, uint32_t size) {
    uint32_t code, close = 2;
    if (size < 2)
        return 1;
    while (text[1] == 'u' && close < size && close < 12 &&
           (text[close] == '{' || isalnum((unsigned char)text[close])))
        close++;
    if (close > 2)
        return close + (close < size && text[close] == '}');
    return 1 + (uint32_t)utf8_decode(text + 1, &code);
}

// Adds the character of the escape at a place; returns its bytes.
static uint32_t unescape(struct parser *p, uint32_t at, uint32_t end, struct text *out) {
    const char *text = parser_text(p, (struct span){at, end});
    uint32_t size = (uint32_t)text_add_unescaped(out, text, end - at);
    if (size > 0)
        return size;
    size = escape_size(text, end - at);
    if (p->escape_text != end) // the cure is one for all of a text
        say_escape(p, at, size);
    p->escape_text = end;
    return size;
}

static bool is_brace(char c) {
    return c == '{' || c == '}';
}

// Bytes up to an escape or, in a template, a brace.
static uint32_t run_size(const char *text, uint32_t size, bool raw, bool braces) {
    uint32_t i = 0;
    if (!braces) {
        const char *escape = raw ? NULL : memchr(text, '\\', size);
        return escape != NULL ? (uint32_t)(escape - text) : size;
    }
    while (i < size && (raw || text[i] != '\\') && !is_brace(text[i]))
        i++;
    return i;
}

static const char *interned(struct parser *p, const char *bytes, size_t size) {
    return intern_text(p->parse->names, intern_add(p->parse->names, bytes, size));
}

// The content of a stretch of a text, interned. In a template a brace is written twice.
static const char *decode(struct parser *p, struct span span, bool raw, bool braces) {
    struct text out = {0};
    const char *text = parser_text(p, span);
    uint32_t size = span.end - span.begin, i = run_size(text, size, raw, braces);
    if (i == size)
        return interned(p, text, size);
    text_add_bytes(&out, text, i);
    while (i < size) {
        if (is_brace(text[i])) {
            text_add_char(&out, text[i]);
            i += 2;
        } else {
            i += unescape(p, span.begin + i, span.end, &out);
        }
        uint32_t run = i < size ? run_size(text + i, size - i, raw, braces) : 0;
        text_add_bytes(&out, text + i, run);
        i += run;
    }
    const char *made = interned(p, text_data(&out), out.size);
    text_clear(&out);
    return made;
}

const char *make_string(struct parser *p, struct span span) {
    struct quoted quoted = take_apart(p, span);
    return decode(p, quoted.content, quoted.raw, false);
}

static struct node *make_piece(struct parser *p, struct span span, bool raw, bool braces) {
    struct node *node = make_leaf(p, NODE_TEXT, span);
    node->raw = raw;
    node->text = decode(p, span, raw, braces);
    return node;
}

struct node *make_text(struct parser *p, struct span span) {
    struct quoted quoted = take_apart(p, span);
    struct node *node = make_piece(p, quoted.content, quoted.raw, false);
    node->span = span;
    return node;
}

// Where the next single brace stands, or the end.
static uint32_t find_brace(struct parser *p, struct span span) {
    const char *text = parser_text(p, span);
    uint32_t size = span.end - span.begin;
    for (uint32_t i = 0; i < size; i++) {
        if (text[i] == '\\')
            i += escape_size(text + i, size - i) - 1;
        else if ((text[i] == '{' || text[i] == '}') && i + 1 < size && text[i + 1] == text[i])
            i++;
        else if (text[i] == '{' || text[i] == '}')
            return span.begin + i;
    }
    return span.end;
}

// Where the } of an expression stands, or the end; texts in it are '…'.
static uint32_t find_close(struct parser *p, uint32_t begin, uint32_t end) {
    const char *text = parser_text(p, (struct span){begin, end});
    bool quoted = false;
    for (uint32_t at = begin; at < end; at++) {
        char c = text[at - begin];
        if (c == '\'')
            quoted = !quoted;
        else if (c == '}' && !quoted)
            return at;
    }
    return end;
}

bool ends_inside_braces(struct parser *p, struct span text) {
    struct quoted quoted = take_apart(p, text);
    struct span rest = quoted.content;
    while (!quoted.raw) {
        uint32_t brace = find_brace(p, rest);
        if (brace == rest.end)
            return false;
        bool opens = *parser_text(p, (struct span){brace, rest.end}) == '{';
        rest.begin = opens ? find_close(p, brace + 1, rest.end) : brace + 1;
        if (opens && rest.begin == rest.end)
            return true;
    }
    return false;
}

// A single brace that is meant as text stands twice.
static void say_brace(struct parser *p, enum code code, uint32_t at, struct span span,
                      const char *message, const char *twice) {
    struct diagnostics *all = p->parse->diagnostics;
    struct diagnostic *d = diagnostic_error(all, code, span, "%s", message);
    diagnostic_cure(all, d, "write %s for a brace that is meant as text", twice);
    diagnostic_fix(all, d, (struct span){at, at + 1}, twice);
}

// What is known of the } of a template, so that of many { without one the rest is not read for
// each.
struct closes {
    uint32_t last[2]; // the last } behind an even and an odd number of '; 0 where there is none
    uint32_t reached; // up to where ' are counted,
    bool odd;         // and whether there is an odd number of them
};

static struct closes find_last_closes(struct parser *p, struct span content) {
    struct closes closes = {.reached = content.begin};
    const char *text = parser_text(p, content);
    bool odd = false;
    for (uint32_t at = content.begin; at < content.end; at++, text++) {
        odd ^= *text == '\'';
        if (*text == '}')
            closes.last[odd] = at;
    }
    return closes;
}

// Whether find_close finds a }. The places are asked for in their order.
static bool is_followed(struct parser *p, struct closes *closes, uint32_t at) {
    for (; closes->reached < at; closes->reached++)
        closes->odd ^= *parser_text(p, (struct span){closes->reached, at}) == '\'';
    return at <= closes->last[closes->odd];
}

// Adds the text up to the next expression, and the expression; *at moves behind it.
static void add_pieces(struct parser *p, struct quoted quoted, struct closes *closes, uint32_t *at,
                       struct nodes *pieces) {
    uint32_t end = quoted.content.end, brace = find_brace(p, (struct span){*at, end});
    *pieces = add_node(p, *pieces, make_piece(p, (struct span){*at, brace}, false, true));
    *at = brace + 1;
    if (brace == end)
        return;
    uint32_t close = is_followed(p, closes, *at) ? find_close(p, *at, end) : end;
    if (*parser_text(p, (struct span){brace, end}) == '}') {
        say_brace(p, CODE_STRAY_BRACE, brace, (struct span){brace, brace + 1},
                  "this } ends no expression", "}}");
    } else if (close < end) {
        *pieces = add_node(p, *pieces, parse_inner(p, (struct span){*at, close}));
        *at = close + 1;
    } else if (!quoted.open) {
        say_brace(p, CODE_UNCLOSED_BRACE, brace, (struct span){brace, end}, "this { has no }",
                  "{{");
    }
}

struct node *make_template(struct parser *p, struct span span) {
    struct quoted quoted = take_apart(p, span);
    struct nodes pieces = {0};
    if (quoted.raw)
        return make_text(p, span);
    struct closes closes = find_last_closes(p, quoted.content);
    for (uint32_t at = quoted.content.begin; at <= quoted.content.end;)
        add_pieces(p, quoted, &closes, &at, &pieces);
    if (pieces.count > 1)
        return make_pieces(p, pieces, span);
    struct node *text = make_piece(p, quoted.content, false, true);
    text->span = span;
    return text;
}
