// Source texts and places in them.
#include "lang/source.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

// A known place: the start of a line, or a step within a long one, so that finding a column never
// reads far.
struct mark {
    uint32_t offset; // in its source
    uint32_t line, column;
};

enum { MARK_STEP = 4096 };

struct entry {
    struct source source;
    struct mark *marks;
    size_t mark_count, mark_room;
};

struct sources {
    struct arena *arena;
    struct entry **entries;
    size_t count, room;
    uint32_t size; // of all texts, with a byte between two, so that the end of one is not the start
                   // of the next
};

struct sources *sources_new(struct arena *arena) {
    struct sources *sources = ARENA_NEW(arena, struct sources);
    sources->arena = arena;
    return sources;
}

static void add_mark(struct sources *sources, struct entry *entry, struct mark mark) {
    ARENA_PUSH(sources->arena, entry->marks, entry->mark_count, entry->mark_room) = mark;
}

// The steps of a line that is longer than one.
static void mark_steps(struct sources *sources, struct entry *entry, struct mark now,
                       uint32_t end) {
    uint32_t last = now.offset;
    for (; now.offset < end; now.offset++) {
        bool whole = !utf8_is_continuation(entry->source.text[now.offset]);
        if (now.offset - last >= MARK_STEP && whole) {
            add_mark(sources, entry, now);
            last = now.offset;
        }
        now.column += whole;
    }
}

const char *next_line(const char *at, const char *end) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    const char *carriage = memchr(at, '\r', (size_t)((feed ? feed : end) - at));
    if (carriage && carriage + 1 != feed)
        return carriage + 1;
    return feed ? feed + 1 : NULL;
}

static void mark_lines(struct sources *sources, struct entry *entry) {
    const char *text = entry->source.text, *next;
    struct mark now = {0, 1, 1};
    do {
        add_mark(sources, entry, now);
        next = next_line(text + now.offset, text + entry->source.size);
        uint32_t end = next ? (uint32_t)(next - text) : entry->source.size;
        if (end - now.offset > MARK_STEP)
            mark_steps(sources, entry, now, end);
        now = (struct mark){end, now.line + 1, 1};
    } while (next);
}

const struct source *sources_add(struct sources *sources, const char *name, const char *text,
                                 size_t size) {
    if (size > SOURCE_FILE_LIMIT || sources->size + size > SOURCES_LIMIT)
        return NULL;
    struct entry *entry = ARENA_NEW(sources->arena, struct entry);
    char *copy = arena_alloc(sources->arena, size + 2);
    memcpy(copy, text, size);
    memset(copy + size, 0, 2);
    entry->source = (struct source){arena_copy(sources->arena, name, strlen(name)), copy,
                                    (uint32_t)size, sources->size};
    sources->size += (uint32_t)size + 1;
    mark_lines(sources, entry);
    ARENA_PUSH(sources->arena, sources->entries, sources->count, sources->room) = entry;
    return &entry->source;
}

static const struct entry *find_entry(const struct sources *sources, uint32_t offset) {
    size_t low = 0, high = sources->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->entries[middle]->source.base <= offset)
            low = middle;
        else
            high = middle;
    }
    return sources->entries[low];
}

const struct source *sources_at(const struct sources *sources, size_t index) {
    return index < sources->count ? &sources->entries[index]->source : NULL;
}

const struct source *sources_find(const struct sources *sources, uint32_t offset) {
    return &find_entry(sources, offset)->source;
}

struct place sources_place(const struct sources *sources, uint32_t offset) {
    const struct entry *entry = find_entry(sources, offset);
    uint32_t at = offset - entry->source.base;
    size_t low = 0, high = entry->mark_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (entry->marks[middle].offset <= at)
            low = middle;
        else
            high = middle;
    }
    struct mark mark = entry->marks[low];
    for (uint32_t i = mark.offset; i < at; i++)
        mark.column += !utf8_is_continuation(entry->source.text[i]);
    return (struct place){&entry->source, mark.line, mark.column};
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_quote(char c) {
    return c == '"' || c == '\'';
}

// Bytes of the text in quotes that begins here, up to its end on this line.
static size_t quoted_size(const char *text, size_t size) {
    for (size_t i = 1; i < size && text[i] != '\n'; i++) {
        if (text[i] == text[0])
            return i + 1;
        if (text[i] == '\\' && text[0] == '"')
            i++;
    }
    return 1;
}

// Bytes of a text in quotes, or up to the next one or the next gap.
static size_t piece_size(const char *text, size_t size) {
    size_t i = 1;
    if (is_quote(text[0]))
        return quoted_size(text, size);
    while (i < size && !is_blank(text[i]) && text[i] != '#' && !is_quote(text[i]))
        i++;
    return i;
}

// Bytes of white space and comments.
static size_t gap_size(const char *text, size_t size) {
    size_t i = 0;
    while (i < size && (is_blank(text[i]) || text[i] == '#')) {
        if (text[i] == '#')
            while (i < size && text[i] != '\n')
                i++;
        else
            i++;
    }
    return i;
}

// Whether a gap that stands between two bytes is left out: a line broken inside of a bracket.
static bool is_break_in_bracket(const char *gap, size_t size, char before, char behind) {
    bool bracket = before == '(' || before == '[' || behind == ')' || behind == ']';
    return bracket && memchr(gap, '\n', size);
}

const char *sources_excerpt(const struct sources *sources, struct span span, struct arena *arena) {
    const struct source *source = sources_find(sources, span.begin);
    const char *text = source->text + (span.begin - source->base);
    size_t size = span.end - span.begin;
    struct text out = {0};
    for (size_t i = 0; i < size;) {
        size_t gap = gap_size(text + i, size - i);
        if (gap > 0) {
            if (out.size > 0 && i + gap < size &&
                !is_break_in_bracket(text + i, gap, text[i - 1], text[i + gap]))
                text_add_char(&out, ' ');
            i += gap;
            continue;
        }
        size_t taken = piece_size(text + i, size - i);
        text_add_bytes(&out, text + i, taken);
        i += taken;
    }
    char *copy = text_copy(&out, arena);
    text_clear(&out);
    return copy;
}
