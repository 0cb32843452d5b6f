// Editing margins in the text of a file with tests.
#include "testing/test_update.h"

#include <stdlib.h>

#include "base/file.h"
#include "lang/type.h"

// The text of a span is to be another.
struct update {
    struct span span;
    const char *text;
};
struct updates {
    struct update *items;
    size_t count, room;
};

// An expectation before the first of several cases holds for all of them.
static bool is_shared(const struct test_case *test, struct span span) {
    return test->test->case_count > 1 && span.begin < test->test->cases[0].span.begin;
}

static void add_outcome(struct updates *updates, const struct outcome *outcome,
                        struct arena *arena) {
    for (uint32_t i = 0; i < outcome->shortfall_count; i++) {
        const struct shortfall *shortfall = &outcome->shortfalls[i];
        struct text text = {0};
        if (!shortfall->only_margin || is_shared(outcome->test, shortfall->expected->span))
            continue;
        number_show_exact(&text, shortfall->margin, &shortfall->type);
        ARENA_PUSH(arena, updates->items, updates->count, updates->room) =
            (struct update){shortfall->expected->node->margin->span, text_copy(&text, arena)};
        text_clear(&text);
    }
}

static int by_place(const void *a, const void *b) {
    const struct update *left = a, *right = b;
    return (left->span.begin > right->span.begin) - (left->span.begin < right->span.begin);
}

static struct updates find_updates(const struct test_run *run, const struct test_file *file,
                                   struct arena *arena) {
    struct updates updates = {0};
    for (size_t i = 0; i < run->count; i++)
        if (run->outcomes[i].test->file == file)
            add_outcome(&updates, &run->outcomes[i], arena);
    if (updates.count > 0)
        qsort(updates.items, updates.count, sizeof *updates.items, by_place);
    return updates;
}

// The stretch of the source from one offset to another, with the updates that lie in it.
static void add_stretch(struct text *out, const struct source *source,
                        const struct updates *updates, uint32_t from, uint32_t to) {
    for (size_t i = 0; i < updates->count; i++) {
        const struct update *update = &updates->items[i];
        uint32_t begin = update->span.begin - source->base;
        if (begin < from || begin >= to)
            continue;
        text_add_bytes(out, source->text + from, begin - from);
        text_add(out, update->text);
        from = update->span.end - source->base;
    }
    text_add_bytes(out, source->text + from, to - from);
}

static bool has_update(const struct source *source, const struct updates *updates, uint32_t from,
                       uint32_t to) {
    for (size_t i = 0; i < updates->count; i++) {
        uint32_t begin = updates->items[i].span.begin - source->base;
        if (begin >= from && begin < to)
            return true;
    }
    return false;
}

static void add_line(struct text *diff, char sign, const struct text *line) {
    text_add_char(diff, sign);
    text_add_clean(diff, text_data(line));
    text_add_char(diff, '\n');
}

static void add_lines(struct text *diff, const struct source *source, const struct updates *updates,
                      uint32_t from, uint32_t to) {
    static const struct updates none;
    struct text before = {0}, after = {0};
    add_stretch(&before, source, &none, from, to);
    add_stretch(&after, source, updates, from, to);
    add_line(diff, '-', &before);
    add_line(diff, '+', &after);
    text_clear(&before);
    text_clear(&after);
}

static void add_diff(struct text *diff, const struct source *source,
                     const struct updates *updates) {
    uint32_t from = 0;
    for (uint32_t line = 1; from < source->size; line++) {
        uint32_t to = from;
        while (to < source->size && source->text[to] != '\n')
            to++;
        if (has_update(source, updates, from, to)) {
            text_add_clean(diff, source->name);
            text_addf(diff, ":%u\n", (unsigned)line);
            add_lines(diff, source, updates, from, to);
        }
        from = to + 1;
    }
}

int test_update(const struct test_run *run, const struct test_file *file, struct text *diff,
                size_t *count) {
    struct arena *arena = arena_new();
    struct updates updates = find_updates(run, file, arena);
    int problem = 0;
    if (updates.count > 0) {
        const struct source *source =
            sources_find(file->session->program->sources, updates.items[0].span.begin);
        struct text text = {0};
        add_diff(diff, source, &updates);
        add_stretch(&text, source, &updates, 0, source->size);
        problem = file_write(source->name, text_data(&text), text.size);
        text_clear(&text);
        *count += problem == 0 ? updates.count : 0;
    }
    arena_free(arena);
    return problem;
}
