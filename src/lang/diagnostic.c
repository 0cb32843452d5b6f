// Messages about mistakes: collected, sorted by place.
#include "lang/diagnostic.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One kept message with what sorting needs: messages without a span follow, by file in order of
// appearance.
struct kept {
    struct diagnostic diagnostic;
    size_t file_rank, order;
};

struct diagnostics {
    struct arena *arena;
    const struct sources *sources;
    struct kept **kept;
    size_t count, room;
    size_t totals[DIAGNOSTIC_LEVELS]; // by level, those not kept too
    bool sorted;
    struct diagnostic spare; // handed out where a message is not kept
};

struct diagnostics *diagnostics_new(struct arena *arena, const struct sources *sources) {
    struct diagnostics *all = ARENA_NEW(arena, struct diagnostics);
    all->arena = arena;
    all->sources = sources;
    return all;
}

const struct sources *diagnostics_sources(const struct diagnostics *all) {
    return all->sources;
}

size_t diagnostics_count(const struct diagnostics *all, enum diagnostic_level level) {
    return all->totals[level];
}

__attribute__((format(printf, 2, 0))) static const char *
format_text(struct arena *arena, const char *format, va_list arguments) {
    assert(format);
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t room = size > 0 ? (size_t)size + 1 : 1;
    char *text = arena_alloc(arena, room);
    text[0] = '\0';
    vsnprintf(text, room, format, arguments);
    return text;
}

// One mistake often breaks two rules at the same place: the first message stands.
static bool is_known(const struct diagnostics *all, struct span span) {
    for (size_t i = all->count; i > 0; i--) {
        const struct diagnostic *one = &all->kept[i - 1]->diagnostic;
        if (one->has_span && one->level == DIAGNOSTIC_ERROR && one->span.begin == span.begin &&
            one->span.end == span.end)
            return true;
    }
    return false;
}

static size_t file_rank(const struct diagnostics *all, const char *file) {
    for (size_t i = all->count; i > 0; i--) {
        const struct diagnostic *one = &all->kept[i - 1]->diagnostic;
        if (!one->has_span &&
            (file && one->file ? strcmp(one->file, file) == 0 : one->file == file))
            return all->kept[i - 1]->file_rank;
    }
    return all->count;
}

static struct diagnostic *keep(struct diagnostics *all, struct diagnostic diagnostic, size_t rank,
                               const char *format, va_list arguments) {
    all->totals[diagnostic.level]++;
    all->spare = diagnostic;
    if (all->count == DIAGNOSTIC_LIMIT)
        return &all->spare;
    struct kept *kept = ARENA_NEW(all->arena, struct kept);
    *kept = (struct kept){diagnostic, rank, all->count};
    kept->diagnostic.message = format_text(all->arena, format, arguments);
    all->sorted = false;
    ARENA_PUSH(all->arena, all->kept, all->count, all->room) = kept;
    return &kept->diagnostic;
}

struct diagnostic *diagnostic_error(struct diagnostics *all, enum code code, struct span span,
                                    const char *format, ...) {
    struct diagnostic diagnostic = {
        .level = DIAGNOSTIC_ERROR, .code = code, .has_span = true, .span = span};
    if (all->count < DIAGNOSTIC_LIMIT && is_known(all, span))
        return &all->spare;
    va_list arguments;
    va_start(arguments, format);
    struct diagnostic *kept = keep(all, diagnostic, 0, format, arguments);
    va_end(arguments);
    return kept;
}

struct diagnostic *diagnostic_warning(struct diagnostics *all, enum code code, struct span span,
                                      const char *format, ...) {
    struct diagnostic diagnostic = {
        .level = DIAGNOSTIC_WARNING, .code = code, .has_span = true, .span = span};
    va_list arguments;
    va_start(arguments, format);
    struct diagnostic *kept = keep(all, diagnostic, 0, format, arguments);
    va_end(arguments);
    return kept;
}

struct diagnostic *diagnostic_lint(struct diagnostics *all, enum diagnostic_level level,
                                   const char *rule, struct span span, const char *format, ...) {
    struct diagnostic diagnostic = {
        .level = level, .code = CODE_LINT, .rule = rule, .has_span = true, .span = span};
    va_list arguments;
    va_start(arguments, format);
    struct diagnostic *kept = keep(all, diagnostic, 0, format, arguments);
    va_end(arguments);
    return kept;
}

static const char *copy_or_null(struct arena *arena, const char *text) {
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

struct diagnostic *diagnostic_fact(struct diagnostics *all, enum code code,
                                   enum diagnostic_level level, const char *file, const char *path,
                                   const char *format, ...) {
    struct diagnostic diagnostic = {.level = level, .code = code};
    if (all->count < DIAGNOSTIC_LIMIT) {
        diagnostic.file = copy_or_null(all->arena, file);
        diagnostic.path = copy_or_null(all->arena, path);
    }
    va_list arguments;
    va_start(arguments, format);
    struct diagnostic *kept = keep(all, diagnostic, file_rank(all, file), format, arguments);
    va_end(arguments);
    return kept;
}

void diagnostic_cure(struct diagnostics *all, struct diagnostic *diagnostic, const char *format,
                     ...) {
    if (!diagnostic || diagnostic == &all->spare)
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnostic->cure = format_text(all->arena, format, arguments);
    va_end(arguments);
}

void diagnostic_fix(struct diagnostics *all, struct diagnostic *diagnostic, struct span span,
                    const char *text) {
    if (!diagnostic || diagnostic == &all->spare)
        return;
    struct fix fix = {span, arena_copy(all->arena, text, strlen(text))};
    ARENA_PUSH(all->arena, diagnostic->fixes, diagnostic->fix_count, diagnostic->fix_room) = fix;
    struct fix *at = &diagnostic->fixes[diagnostic->fix_count - 1];
    for (; at > diagnostic->fixes && at[-1].span.begin > span.begin; at--)
        *at = at[-1];
    *at = fix;
}

static int compare_sizes(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int compare_kept(const void *left, const void *right) {
    const struct kept *a = *(struct kept *const *)left, *b = *(struct kept *const *)right;
    if (a->diagnostic.has_span != b->diagnostic.has_span)
        return a->diagnostic.has_span ? -1 : 1;
    if (a->diagnostic.span.begin != b->diagnostic.span.begin)
        return compare_sizes(a->diagnostic.span.begin, b->diagnostic.span.begin);
    if (a->file_rank != b->file_rank)
        return compare_sizes(a->file_rank, b->file_rank);
    return compare_sizes(a->order, b->order);
}

const struct diagnostic *diagnostics_next(struct diagnostics *all, size_t *index) {
    if (!all->sorted && all->count > 0)
        qsort(all->kept, all->count, sizeof *all->kept, compare_kept);
    all->sorted = true;
    return *index < all->count ? &all->kept[(*index)++]->diagnostic : NULL;
}
