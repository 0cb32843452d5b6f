// From a text to its layout, and the proof that it says the same.
#include "format/format.h"

#include <string.h>

#include "format/statement.h"
#include "grammar/tree.h"

struct reading {
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct pieces *pieces; // where it has no mistakes
};

static bool is_sound(const struct reading *reading) {
    return diagnostics_count(reading->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

static void parse_text(struct reading *reading, const struct source *source) {
    struct parse parse = {reading->arena, intern_new(reading->arena), reading->diagnostics};
    struct tokens tokens = {0};
    const struct file_node *file = parse_tokens(&parse, source, &tokens);
    if (is_sound(reading))
        reading->pieces = pieces_cut(file, &tokens, reading->arena);
}

static struct reading read_text(struct arena *arena, const char *name, const char *text,
                                size_t size) {
    struct sources *sources = sources_new(arena);
    struct reading reading = {arena, diagnostics_new(arena, sources), NULL};
    const struct source *source = sources_add(sources, name, text, size);
    if (source == NULL)
        diagnostic_fact(reading.diagnostics, CODE_TOO_LARGE, DIAGNOSTIC_ERROR, name, NULL,
                        "is larger than %d MiB", SOURCE_FILE_LIMIT >> 20);
    else
        parse_text(&reading, source);
    return reading;
}

static void lay_out(const struct reading *reading, struct text *out) {
    struct layout layout = {.pieces = reading->pieces, .arena = reading->arena};
    sheet_begin(&layout.sheet, reading->arena);
    statements_put(&layout);
    sheet_end(&layout.sheet, out);
}

static bool same_pieces(const struct pieces *left, const struct pieces *right) {
    if (left->count != right->count)
        return false;
    for (uint32_t i = 0; i < left->count; i++) {
        const struct piece *a = &left->items[i], *b = &right->items[i];
        if (a->kind != b->kind || a->size != b->size || memcmp(a->text, b->text, a->size) != 0)
            return false;
    }
    return true;
}

static bool is_blank(char c) {
    return c != '\0' && strchr(" \t\r\n\f\v", c) != NULL;
}

// Whether two texts are the same but for their blanks, and a byte order mark before the first.
static bool same_but_blanks(const char *left, size_t left_size, const char *right,
                            size_t right_size) {
    size_t i = left_size >= 3 && memcmp(left, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, k = 0;
    for (;; i++, k++) {
        while (i < left_size && is_blank(left[i]))
            i++;
        while (k < right_size && is_blank(right[k]))
            k++;
        if (i == left_size || k == right_size)
            return i == left_size && k == right_size;
        if (left[i] != right[k])
            return false;
    }
}

enum format_result format_text(const char *name, const char *text, size_t size, struct text *out) {
    struct arena *arena = arena_new();
    const struct reading before = read_text(arena, name, text, size);
    size_t begin = out->size;
    enum format_result result = FORMAT_MISTAKES;
    if (is_sound(&before)) {
        lay_out(&before, out);
        const char *made = text_data(out) + begin;
        size_t made_size = out->size - begin;
        // Read again it has the same tokens, and so the same tree.
        const struct reading after = read_text(arena, name, made, made_size);
        bool same = same_but_blanks(text, size, made, made_size) && is_sound(&after) &&
                    same_pieces(before.pieces, after.pieces);
        result = same                            ? FORMAT_DONE
                 : made_size > SOURCE_FILE_LIMIT ? FORMAT_TOO_LARGE
                                                 : FORMAT_CHANGED;
    } else {
        diagnostics_render(before.diagnostics, out);
    }
    arena_free(arena);
    return result;
}
