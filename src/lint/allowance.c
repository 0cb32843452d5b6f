// Comments that allow what a rule of the linter finds.
#include "lint/allowance.h"

#include <string.h>

#include "grammar/tree_test.h"

static const char form[] = "write # lint: allow NAME because \"…\"";

// ---- what a comment says ----

struct cursor {
    const char *at, *end;
};

static void skip_blanks(struct cursor *c) {
    while (c->at < c->end && strchr(" \t\r", *c->at) != NULL)
        c->at++;
}

static bool take(struct cursor *c, const char *word) {
    size_t size = strlen(word);
    skip_blanks(c);
    if ((size_t)(c->end - c->at) < size || memcmp(c->at, word, size) != 0)
        return false;
    c->at += size;
    return true;
}

static bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static size_t take_name(struct cursor *c) {
    skip_blanks(c);
    const char *begin = c->at;
    while (c->at < c->end && is_name_character(*c->at))
        c->at++;
    return (size_t)(c->at - begin);
}

// Whether a text in quotes ends the comment, and has more than blanks in it.
static bool take_reason(struct cursor *c) {
    skip_blanks(c);
    if (c->at == c->end || *c->at != '"')
        return false;
    struct cursor reason = {c->at + 1, c->at + 1};
    while (reason.end < c->end && *reason.end != '"')
        reason.end++;
    skip_blanks(&reason);
    bool said = reason.at < reason.end && reason.end < c->end;
    c->at = reason.end + 1;
    return said;
}

static void read_words(struct allowance *out, struct cursor c, struct span span,
                       struct arena *arena) {
    const char *begin = c.at;
    if (!take(&c, "#") || !take(&c, "lint:") || !take(&c, "allow")) {
        out->wrong = arena_printf(arena, "this comment says nothing to the linter; %s", form);
        return;
    }
    size_t size = take_name(&c);
    uint32_t end = span.begin + (uint32_t)(c.at - begin);
    out->named = (struct span){end - (uint32_t)size, end};
    if (size == 0)
        out->wrong = arena_printf(arena, "this allows no rule by its name; %s", form);
    else if (!take(&c, "because") || !take_reason(&c))
        out->wrong = arena_printf(arena, "this gives no reason; %s", form);
    else
        out->rule = arena_copy(arena, begin + (out->named.begin - span.begin), size);
}

// ---- what it covers ----

struct covering {
    struct span comment, found;
};

// The first statement behind the comment; of those that begin together the outermost.
static void consider(struct covering *c, struct span span) {
    if (span.begin < c->comment.end)
        return;
    bool nearer = c->found.end == 0 || span.begin < c->found.begin ||
                  (span.begin == c->found.begin && span.end > c->found.end);
    if (nearer)
        c->found = span;
}

static void consider_order(struct covering *c, const struct statements *order) {
    for (uint32_t i = 0; i < order->count; i++)
        consider(c, order->list[i].span);
}

static struct span statement_after(const struct file_node *file, struct span comment) {
    struct covering covering = {.comment = comment};
    consider_order(&covering, &file->order);
    for (uint32_t i = 0; i < file->rule_count; i++)
        consider_order(&covering, &file->rules[i].order);
    for (uint32_t i = 0; i < file->record_count; i++)
        consider_order(&covering, &file->records[i].order);
    return covering.found;
}

static bool begins_line(const struct source *source, uint32_t at) {
    while (at > 0 && strchr(" \t\r", source->text[at - 1]) != NULL)
        at--;
    return at == 0 || source->text[at - 1] == '\n';
}

static struct span line_of(const struct source *source, uint32_t at) {
    uint32_t begin = at, end = at;
    while (begin > 0 && source->text[begin - 1] != '\n')
        begin--;
    while (end < source->size && source->text[end] != '\n')
        end++;
    return (struct span){source->base + begin, source->base + end};
}

static struct span covered(const struct file_node *file, struct span comment) {
    const struct source *source = file->source;
    const struct span line = line_of(source, comment.begin - source->base);
    const struct span whole = {source->base, source->base + source->size};
    uint32_t first = file->order.count > 0 ? file->order.list[0].span.begin : whole.end;
    if (begins_line(source, comment.begin - source->base))
        return comment.end <= first ? whole : statement_after(file, comment);
    return line.begin <= first && first < line.end ? whole : line;
}

// ---- all of a file ----

static bool is_for_linter(struct cursor c) {
    return take(&c, "#") && take(&c, "lint") && take(&c, ":");
}

void allowances_read(struct allowances *all, const struct file_node *file, struct arena *arena) {
    const struct source *source = file->source;
    for (uint32_t i = 0; i < file->remark_count; i++) {
        struct span span = file->remarks[i].span;
        struct cursor cursor = {source->text + (span.begin - source->base),
                                source->text + (span.end - source->base)};
        if (file->remarks[i].kind != REMARK_COMMENT || !is_for_linter(cursor))
            continue;
        struct allowance one = {.comment = span, .covers = covered(file, span)};
        read_words(&one, cursor, span, arena);
        ARENA_PUSH(arena, all->items, all->count, all->room) = one;
    }
}

bool allowances_cover(struct allowances *all, const char *rule, struct span span) {
    bool covered = false;
    for (uint32_t i = 0; i < all->count; i++) {
        struct allowance *one = &all->items[i];
        if (one->rule == NULL || strcmp(one->rule, rule) != 0 || span.begin < one->covers.begin ||
            span.begin >= one->covers.end)
            continue;
        one->used = true;
        covered = true;
    }
    return covered;
}
