// From a text to its layout, and the proof that it says the same.
#include "format/format.h"

#include <string.h>

#include "format/statement.h"
#include "grammar/tree.h"

struct reading {
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct file_node *file; // NULL where the text is too long
    struct tokens tokens;
};

static void read_text(struct reading *reading, const char *name, const char *text, size_t size) {
    struct sources *sources = sources_new(reading->arena);
    reading->diagnostics = diagnostics_new(reading->arena, sources);
    const struct source *source = sources_add(sources, name, text, size);
    struct parse parse = {reading->arena, intern_new(reading->arena), reading->diagnostics};
    if (source == NULL)
        diagnostic_fact(reading->diagnostics, CODE_TOO_LARGE, DIAGNOSTIC_ERROR, name, NULL,
                        "is larger than %d MiB", SOURCE_FILE_LIMIT >> 20);
    else
        reading->file = parse_tokens(&parse, source, &reading->tokens);
}

static bool is_sound(const struct reading *reading) {
    return diagnostics_count(reading->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

static void lay_out(const struct reading *reading, struct text *out) {
    struct layout layout = {
        .pieces = pieces_cut(reading->file, &reading->tokens, reading->arena),
        .arena = reading->arena,
    };
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

// Whether the layout has the same words, and read again the same tokens, and so makes the same
// tree.
static bool says_the_same(const struct reading *before, const char *name, const char *text,
                          size_t size) {
    struct reading after = {.arena = before->arena};
    const struct source *source = before->file->source;
    read_text(&after, name, text, size);
    return same_but_blanks(source->text, source->size, text, size) && is_sound(&after) &&
           same_pieces(pieces_cut(before->file, &before->tokens, before->arena),
                       pieces_cut(after.file, &after.tokens, after.arena));
}

enum format_result format_text(const char *name, const char *text, size_t size, struct text *out) {
    struct reading reading = {.arena = arena_new()};
    enum format_result result = FORMAT_DONE;
    size_t begin = out->size;
    read_text(&reading, name, text, size);
    if (!is_sound(&reading)) {
        diagnostics_render(reading.diagnostics, out);
        result = FORMAT_MISTAKES;
    } else {
        lay_out(&reading, out);
        if (!says_the_same(&reading, name, text_data(out) + begin, out->size - begin))
            result = FORMAT_CHANGED;
    }
    arena_free(reading.arena);
    return result;
}
