// Globs as PCRE2 expressions.
//
// PCRE2 has a converter of its own, but 10.42 turns [!a] into [^sa] where '/' is not to be special.
#include "check/pattern_glob.h"

#include <stdio.h>
#include "base/utf8.h"

struct glob {
    const char *text;
    size_t size, at;
    struct text *out;
    struct pattern_error *error;
};

static bool fail(struct glob *glob, size_t offset, const char *message) {
    snprintf(glob->error->message, sizeof glob->error->message, "%s", message);
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
    text_addf(out, "\\x{%x}", (unsigned)code);
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

// The parts between stars. The first is where the text begins; each that has a star on both sides
// is best found as early as possible, so its group is atomic; the last lies where the text ends.
static void add_part(struct text *out, const struct text *part, bool first, bool last) {
    if (first && last)
        text_addf(out, "%s\\z", text_data(part));
    else if (first)
        text_add(out, text_data(part));
    else if (!last && part->size > 0)
        text_addf(out, "(?>.*?%s)", text_data(part));
    else if (last && part->size > 0)
        text_addf(out, ".*%s\\z", text_data(part));
}

static bool add_parts(struct glob *glob, struct text *part, struct text *out) {
    bool first = true;
    while (!at_end(glob)) {
        if (next_is(glob, '*')) {
            add_part(out, part, first, false);
            text_reset(part);
            first = false;
            glob->at++;
        } else if (!add_one(glob)) {
            return false;
        }
    }
    add_part(out, part, first, true);
    return true;
}

bool glob_translate(const char *text, size_t size, struct text *out, struct pattern_error *error) {
    struct text part;
    text_init(&part);
    struct glob glob = {text, size, 0, &part, error};
    text_add(out, "(?s)\\A");
    bool good = add_parts(&glob, &part, out);
    text_clear(&part);
    return good;
}
