// Members without a field in the model: sorted by row, so that those of a record are found.
#include "facts/extra.h"

#include <string.h>

#include "base/sort.h"
#include "base/utf8.h"
#include "facts/path.h"
#include "facts/rows.h"

enum { SHOWN_LENGTH = 60 };

static const char *keep_text(struct store *store, const char *text) {
    return arena_copy(store->arena, text, strlen(text));
}

void extra_add(struct build *build, const struct shape *shape, uint32_t row, const char *name,
               const char *json) {
    struct store *store = build->store;
    struct space *space = &store->spaces[shape->space->id];
    struct extra extra = {.prefix = shape->prefix, .row = row, .input = build->input};
    extra.name = keep_text(store, name);
    extra.json = keep_text(store, json);
    ARENA_PUSH(store->arena, space->extras, space->extra_count,
               build->spaces[shape->space->id].extra_room) = extra;
}

static int compare_records(const struct extra *a, const struct extra *b) {
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return strcmp(a->prefix, b->prefix);
}

static int compare_members(const struct extra *a, const struct extra *b) {
    int compared = compare_records(a, b);
    return compared != 0 ? compared : strcmp(a->name, b->name);
}

static int compare_extras(const void *a, const void *b) {
    const struct extra *left = a, *right = b;
    int compared = compare_members(left, right);
    return compared != 0 ? compared : (int)left->input - (int)right->input;
}

static void show_json(struct text *out, const char *json) {
    size_t size = strlen(json), cut = utf8_cut(json, size, SHOWN_LENGTH);
    text_add_bytes(out, json, cut);
    text_add(out, cut < size ? "…" : "");
}

static void report_conflict(const struct build *build, const struct space_def *def,
                            const struct extra *first, const struct extra *other,
                            struct diagnostics *diagnostics) {
    const char *const *files = (const char *const *)build->store->files;
    struct text steps = {0}, path = {0}, message = {0};
    rows_show_path(&path, build, def, other->row, NULL);
    extra_show_steps(&steps, other);
    text_addf(&path, "%s%s", path.size == 0 || text_data(&steps)[0] == '[' ? "" : ".",
              text_data(&steps));
    show_json(&message, other->json);
    text_add(&message, " here, but ");
    show_json(&message, first->json);
    text_addf(&message, " in %s", files[first->input]);
    diagnostic_fact(diagnostics, CODE_INVALID_FACT, DIAGNOSTIC_ERROR, files[other->input],
                    text_data(&path), "%s", text_data(&message));
    text_clear(&steps);
    text_clear(&path);
    text_clear(&message);
}

// Leaves one of each member.
static void join_alike(struct build *build, const struct space_def *def, struct space *space,
                       struct diagnostics *diagnostics) {
    size_t kept = 0;
    for (size_t i = 0; i < space->extra_count; i++) {
        const struct extra *extra = &space->extras[i];
        if (kept == 0 || compare_members(&space->extras[kept - 1], extra) != 0)
            space->extras[kept++] = *extra;
        else if (strcmp(space->extras[kept - 1].json, extra->json) != 0)
            report_conflict(build, def, &space->extras[kept - 1], extra, diagnostics);
    }
    space->extra_count = kept;
}

void extra_arrange(struct build *build, const struct space_def *def, const uint32_t *places,
                   struct diagnostics *diagnostics) {
    struct space *space = &build->store->spaces[def->id];
    for (size_t i = 0; places != NULL && i < space->extra_count; i++)
        space->extras[i].row = places[space->extras[i].row];
    sort_array(space->extras, space->extra_count, sizeof *space->extras, compare_extras);
    join_alike(build, def, space, diagnostics);
}

void extra_keep(struct store *store, struct space *space, const uint32_t *rows, uint32_t count) {
    struct extra *kept = ARENA_ARRAY(store->arena, struct extra, space->extra_count);
    size_t at = 0, kept_count = 0;
    for (uint32_t row = 0; row < count; row++)
        for (; at < space->extra_count && space->extras[at].row <= rows[row]; at++)
            if (space->extras[at].row == rows[row]) {
                kept[kept_count] = space->extras[at];
                kept[kept_count++].row = row;
            }
    space->extras = kept;
    space->extra_count = kept_count;
}

// The first extra that is not before the record of `sought`.
static size_t find_record(const struct space *space, const struct extra *sought) {
    size_t low = 0, high = space->extra_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_records(&space->extras[middle], sought) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct extras extra_of(const struct store *store, const struct shape *shape, uint32_t row) {
    const struct space *space = &store->spaces[shape->space->id];
    struct extra sought = {.prefix = shape->prefix, .row = row};
    size_t first = find_record(space, &sought), end = first;
    while (end < space->extra_count && compare_records(&space->extras[end], &sought) == 0)
        end++;
    return (struct extras){end > first ? space->extras + first : NULL, end - first};
}

void extra_show_steps(struct text *out, const struct extra *extra) {
    size_t length = strlen(extra->prefix);
    bool first = length == 0;
    text_add_bytes(out, extra->prefix, first ? 0 : length - 1);
    path_add_step(out, extra->name, first);
}
