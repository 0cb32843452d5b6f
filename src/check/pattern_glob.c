// Globs as regular expressions.
#include "check/pattern_glob.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct glob {
    const char *text;
    size_t size, at;
    struct text *out;
    struct pattern_error *error;
};

static bool fail(struct glob *glob, size_t offset, const char *message) {
    snprintf(glob->error->message, sizeof glob->error->message, "%s", message);
    glob->error->cure = NULL;
    glob->error->offset = offset;
    return false;
}

static bool at_end(const struct glob *glob) {
    return glob->at == glob->size;
}

static bool next_is(const struct glob *glob, char c) {
    return !at_end(glob) && glob->text[glob->at] == c;
}

// The next character, with a backslash before it or not; the glob is not at its end.
static bool take_literal(struct glob *glob, uint32_t *code) {
    if (next_is(glob, '\\') && ++glob->at == glob->size)
        return fail(glob, glob->size - 1, "nothing follows the last \\");
    glob->at += utf8_decode(glob->text + glob->at, code);
    return true;
}

static void add_literal(struct text *out, uint32_t code) {
    char bytes[4];
    if (code < 0x80 && strchr("\\.[](){}*+?|^$-", (int)code) != NULL)
        text_add_char(out, '\\');
    text_add_bytes(out, bytes, utf8_encode(code, bytes));
}

// One character of a set, or a range of them.
static bool add_range(struct glob *glob) {
    size_t start = glob->at;
    uint32_t first, last;
    if (next_is(glob, '[') && start + 1 < glob->size && glob->text[start + 1] == ':')
        return fail(glob, start, "a glob has no named sets; use matches");
    if (!take_literal(glob, &first))
        return false;
    add_literal(glob->out, first);
    if (!next_is(glob, '-') || glob->at + 1 >= glob->size || glob->text[glob->at + 1] == ']')
        return true;
    glob->at++;
    if (!take_literal(glob, &last))
        return false;
    if (last < first)
        return fail(glob, start, "the range runs backwards");
    text_add_char(glob->out, '-');
    add_literal(glob->out, last);
    return true;
}

static bool add_set(struct glob *glob) {
    size_t start = glob->at++;
    text_add_char(glob->out, '[');
    if (next_is(glob, '!') || next_is(glob, '^')) {
        text_add_char(glob->out, '^');
        glob->at++;
    }
    // A ']' that comes first is a member.
    do {
        if (at_end(glob))
            return fail(glob, start, "the set has no closing ]");
        if (!add_range(glob))
            return false;
    } while (!next_is(glob, ']'));
    glob->at++;
    text_add_char(glob->out, ']');
    return true;
}

static bool add_one(struct glob *glob) {
    uint32_t code;
    if (next_is(glob, '['))
        return add_set(glob);
    if (next_is(glob, '?')) {
        text_add_char(glob->out, '.');
        glob->at++;
        return true;
    }
    if (!take_literal(glob, &code))
        return false;
    add_literal(glob->out, code);
    return true;
}

bool glob_translate(const char *text, size_t size, struct text *out, struct pattern_error *error) {
    struct glob glob = {text, size, 0, out, error};
    text_add(out, "(?s)^");
    while (!at_end(&glob)) {
        if (next_is(&glob, '*')) {
            text_add(out, ".*");
            while (next_is(&glob, '*'))
                glob.at++;
        } else if (!add_one(&glob)) {
            return false;
        }
    }
    text_add_char(out, '$');
    return true;
}
