// How messages look: the place, the line with its number, carets, and the cure.
#include "lang/diagnostic.h"

#include "base/utf8.h"

// Of a long line no more is shown than this many bytes before and after the caret.
enum { BYTES_BEFORE = 70, BYTES_AFTER = 50 };

// The part of a line that is shown, as offsets in its source.
struct window {
    uint32_t begin, end;
    bool cut_before, cut_after;
};

static struct window line_window(const struct source *source, uint32_t at) {
    struct window w = {at, at, false, false};
    while (w.begin > 0 && source->text[w.begin - 1] != '\n' && at - w.begin < BYTES_BEFORE)
        w.begin--;
    while (w.begin < at && utf8_is_continuation(source->text[w.begin]))
        w.begin++;
    while (w.end < source->size && source->text[w.end] != '\n' &&
           w.end - w.begin < BYTES_BEFORE + BYTES_AFTER)
        w.end++;
    while (w.end > at && w.end < source->size && utf8_is_continuation(source->text[w.end]))
        w.end--;
    w.cut_before = w.begin > 0 && source->text[w.begin - 1] != '\n';
    w.cut_after = w.end < source->size && source->text[w.end] != '\n';
    if (!w.cut_after && w.end > w.begin && source->text[w.end - 1] == '\r')
        w.end--;
    return w;
}

static char mark_at(const struct diagnostic *one, uint32_t offset) {
    if (offset == one->span.begin)
        return '^';
    if (offset > one->span.begin && offset < one->span.end)
        return '~';
    return one->has_also && offset >= one->also.begin && offset < one->also.end ? '~' : ' ';
}

// Adds the marks under one character of a width; those after its first column go on as the next
// character's do.
static void add_mark(struct text *marks, const struct diagnostic *one, uint32_t offset,
                     size_t width) {
    if (width == 0)
        return;
    text_add_char(marks, mark_at(one, offset));
    text_add_repeat(marks, mark_at(one, offset + 1), width - 1);
}

static void add_marks_line(struct text *out, struct text *marks) {
    while (marks->size > 0 && marks->data[marks->size - 1] == ' ')
        marks->size--;
    text_add(out, "      | ");
    text_add_bytes(out, text_data(marks), marks->size);
    text_add_char(out, '\n');
}

static void add_line(struct text *out, const struct diagnostic *one, struct place place) {
    const struct source *source = place.source;
    struct window w = line_window(source, one->span.begin - source->base);
    struct text marks = {0};
    text_addf(out, "%5u | %s", place.line, w.cut_before ? "…" : "");
    text_add(&marks, w.cut_before ? " " : "");
    for (uint32_t at = w.begin; at < w.end;) {
        size_t width, size = text_add_clean_character(out, source->text + at, w.end - at, &width);
        add_mark(&marks, one, source->base + at, width);
        at += (uint32_t)size;
    }
    if (one->span.begin - source->base >= w.end)
        text_add_char(&marks, '^');
    text_add(out, w.cut_after ? "…\n" : "\n");
    add_marks_line(out, &marks);
    text_clear(&marks);
}

const char *diagnostic_level_text(enum diagnostic_level level) {
    static const char *const texts[DIAGNOSTIC_LEVELS] = {"error", "warning", "info"};
    return texts[level];
}

static void add_place(struct text *out, const struct diagnostic *one, struct place place) {
    if (one->has_span) {
        text_add_clean(out, place.source->name);
        text_addf(out, ":%u:%u: ", place.line, place.column);
        return;
    }
    if (one->file) {
        text_add_clean(out, one->file);
        text_add(out, ": ");
    }
    if (one->path) {
        text_add_clean(out, one->path);
        text_add(out, ": ");
    }
}

static void render_one(struct diagnostics *all, const struct diagnostic *one, struct text *out) {
    struct place place = {0};
    if (one->has_span)
        place = sources_place(diagnostics_sources(all), one->span.begin);
    add_place(out, one, place);
    text_addf(out, "%s: ", diagnostic_level_text(one->level));
    text_add_clean(out, one->message);
    if (one->rule != NULL)
        text_addf(out, " [%s]", one->rule);
    text_add_char(out, '\n');
    if (one->has_span)
        add_line(out, one, place);
    if (one->cure) {
        text_add(out, "      = ");
        text_add_clean(out, one->cure);
        text_add_char(out, '\n');
    }
}

void diagnostics_render(struct diagnostics *all, struct text *out) {
    size_t index = 0, total = 0;
    for (int level = 0; level < DIAGNOSTIC_LEVELS; level++)
        total += diagnostics_count(all, (enum diagnostic_level)level);
    for (const struct diagnostic *one; (one = diagnostics_next(all, &index));)
        render_one(all, one, out);
    if (total > index)
        text_addf(out, "and %zu more\n", total - index);
}
