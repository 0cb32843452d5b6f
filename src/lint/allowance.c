// Comments that allow what a rule of the linter finds.
#include "lint/allowance.h"

#include <string.h>

#include "base/sort.h"

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

// Statements in order of place; of those that begin together the outermost first.
struct places {
    struct span *items;
    uint32_t count;
    size_t room;
};

static int compare_spans(const void *left, const void *right) {
    const struct span *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

static void take_order(struct places *places, const struct statements *order, struct arena *arena) {
    for (uint32_t i = 0; i < order->count; i++)
        ARENA_PUSH(arena, places->items, places->count, places->room) = order->list[i].span;
}

static void take_places(struct places *places, const struct file_node *file, struct arena *arena) {
    take_order(places, &file->order, arena);
    for (uint32_t i = 0; i < file->rule_count; i++)
        take_order(places, &file->rules[i].order, arena);
    for (uint32_t i = 0; i < file->record_count; i++)
        take_order(places, &file->records[i].order, arena);
    sort_array(places->items, places->count, sizeof *places->items, compare_spans);
}

// The first statement behind the comment.
static struct span statement_after(const struct places *places, struct span comment) {
    uint32_t low = 0, high = places->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places->items[middle].begin < comment.end)
            low = middle + 1;
        else
            high = middle;
    }
    return low < places->count ? places->items[low] : (struct span){0, 0};
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

static struct span covered(const struct file_node *file, const struct places *places,
                           struct span comment) {
    const struct source *source = file->source;
    const struct span line = line_of(source, comment.begin - source->base);
    const struct span whole = {source->base, source->base + source->size};
    uint32_t first = file->order.count > 0 ? file->order.list[0].span.begin : whole.end;
    if (begins_line(source, comment.begin - source->base))
        return comment.end <= first ? whole : statement_after(places, comment);
    return line.begin <= first && first < line.end ? whole : line;
}

// ---- all of a file ----

static bool is_for_linter(struct cursor c) {
    return take(&c, "#") && take(&c, "lint") && take(&c, ":");
}

static int compare_allowed(const void *left, const void *right) {
    const struct allowed *a = left, *b = right;
    int order = strcmp(a->rule, b->rule);
    return order != 0 ? order : compare_spans(&a->span, &b->span);
}

// Sorted, with those of one rule joined that overlap or touch.
static void join_allowed(struct allowances *all, struct arena *arena) {
    struct allowed *items = ARENA_ARRAY(arena, struct allowed, all->count + 1);
    uint32_t count = 0, joined = 0;
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i].rule != NULL)
            items[count++] = (struct allowed){all->items[i].rule, all->items[i].covers};
    sort_array(items, count, sizeof *items, compare_allowed);
    for (uint32_t i = 0; i < count; i++) {
        struct allowed *last = joined > 0 ? &items[joined - 1] : NULL;
        if (last == NULL || strcmp(last->rule, items[i].rule) != 0 ||
            items[i].span.begin > last->span.end)
            items[joined++] = items[i];
        else
            last->span = span_join(last->span, items[i].span);
    }
    all->allowed = items;
    all->allowed_count = joined;
}

void allowances_read(struct allowances *all, const struct file_node *file, struct arena *arena) {
    const struct source *source = file->source;
    struct places places = {0};
    for (uint32_t i = 0; i < file->remark_count; i++) {
        struct span span = file->remarks[i].span;
        struct cursor cursor = {source->text + (span.begin - source->base),
                                source->text + (span.end - source->base)};
        if (file->remarks[i].kind != REMARK_COMMENT || !is_for_linter(cursor))
            continue;
        if (places.items == NULL)
            take_places(&places, file, arena);
        struct allowance one = {.comment = span, .covers = covered(file, &places, span)};
        read_words(&one, cursor, span, arena);
        ARENA_PUSH(arena, all->items, all->count, all->room) = one;
    }
    join_allowed(all, arena);
}

bool allowances_cover(const struct allowances *all, const char *rule, struct span span) {
    uint32_t low = 0, high = all->allowed_count; // the first that is behind
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct allowed *one = &all->allowed[middle];
        int order = strcmp(one->rule, rule);
        if (order < 0 || (order == 0 && one->span.begin <= span.begin))
            low = middle + 1;
        else
            high = middle;
    }
    const struct allowed *last = low > 0 ? &all->allowed[low - 1] : NULL;
    return last != NULL && strcmp(last->rule, rule) == 0 && span.begin < last->span.end;
}
