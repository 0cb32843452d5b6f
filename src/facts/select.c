// Selections: globs over the keys of root lists.
#include "facts/select.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "facts/filter.h"
#include "facts/rows.h"
#include "check/pattern.h"

// The list with a key whose name is nearest, or NULL.
static const char *nearest_list(const struct store *store, const char *name) {
    const struct space_def *root = store->model->spaces[0];
    const char **names = ARENA_ARRAY(store->arena, const char *, root->child_count);
    size_t count = 0;
    for (uint32_t i = 0; i < root->child_count; i++)
        if (root->children[i]->key != NULL)
            names[count++] = root->children[i]->member;
    return nearest_word(name, names, count);
}

static const struct space_def *find_list(const struct store *store, const char *name,
                                         struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if (strcmp(def->member, name) == 0 && def->key != NULL)
            return def;
    }
    struct diagnostic *made =
        diagnostic_fact(diagnostics, CODE_UNKNOWN_LIST, DIAGNOSTIC_ERROR, NULL, NULL,
                        "\"%s\" is no list with a key to select from", name);
    const char *nearest = nearest_list(store, name);
    if (nearest != NULL)
        diagnostic_cure(diagnostics, made, "did you mean %s?", nearest);
    return NULL;
}

static const char *key_text(const struct store *store, const struct space_def *def, struct cell key,
                            struct text *shown) {
    text_reset(shown);
    if (!key.known)
        return NULL;
    if (key.rep == REP_TEXT)
        text_add(shown, intern_text(store->dictionary, key.as.id));
    else
        rows_show_cell(shown, store, def->key, key);
    return text_data(shown);
}

// Whether an element without a key is meant is unknown.
static bool report_nameless(const struct space_def *def, const char *glob, uint32_t row,
                            struct diagnostics *diagnostics) {
    char path[24];
    struct diagnostic *made;
    snprintf(path, sizeof path, "%" PRIu32, row);
    made = diagnostic_fact(diagnostics, CODE_NAMELESS_ELEMENT, DIAGNOSTIC_ERROR, NULL, NULL,
                           "%s[%s] has no %s: whether \"%s\" selects it is unknown", def->path,
                           path, def->key->field->name, glob);
    diagnostic_cure(diagnostics, made, "put its %s into the facts, or select all with %s='*'",
                    def->key->field->name, def->path);
    return false;
}

// What keys are matched with.
struct matcher {
    const struct store *store;
    const struct space_def *def;
    struct pattern_scratch *scratch;
    struct text shown;
};

static bool matches(struct matcher *matcher, const struct pattern *pattern, struct cell cell) {
    const char *key = key_text(matcher->store, matcher->def, cell, &matcher->shown);
    return key != NULL && pattern_match(pattern, matcher->scratch, key, matcher->shown.size) == 1;
}

static void matcher_clear(struct matcher *matcher) {
    text_clear(&matcher->shown);
    pattern_scratch_free(matcher->scratch);
}

static bool mark_matches(const struct store *store, const struct space_def *def,
                         const struct pattern *pattern, uint64_t *keep) {
    struct matcher matcher = {store, def, pattern_scratch_new(), {0}};
    bool any = false;
    for (uint32_t row = 0; row < store->spaces[def->id].rows; row++)
        if (matches(&matcher, pattern, column_cell(store_column(store, def->key), row))) {
            bit_set(keep, row);
            any = true;
        }
    matcher_clear(&matcher);
    return any;
}

static bool all_named(const struct store *store, const struct space_def *def, const char *glob,
                      struct diagnostics *diagnostics) {
    bool named = true;
    for (uint32_t row = 0; row < store->spaces[def->id].rows; row++)
        if (!column_known(store_column(store, def->key), row))
            named = report_nameless(def, glob, row, diagnostics);
    return named;
}

static void mark_all(const struct store *store, const struct space_def *def, uint64_t *keep) {
    for (uint32_t row = 0; row < store->spaces[def->id].rows; row++)
        bit_set(keep, row);
}

static void report_none(const struct space_def *def, const char *glob,
                        struct diagnostics *diagnostics) {
    struct text option = {0};
    text_addf(&option, "--select %s=%s", def->path, glob);
    struct diagnostic *error =
        diagnostic_fact(diagnostics, CODE_UNKNOWN_ELEMENT, DIAGNOSTIC_ERROR, text_data(&option),
                        NULL, "no element of %s matches \"%s\"", def->path, glob);
    text_clear(&option);
    if (strchr(glob, ',') != NULL)
        diagnostic_cure(diagnostics, error, "repeat the option: --select %s=A --select %s=B",
                        def->path, def->path);
}

static void mark_selection(const struct store *store, const struct space_def *def, const char *glob,
                           uint64_t *keep, struct diagnostics *diagnostics) {
    struct pattern_error error;
    struct pattern *pattern =
        pattern_compile(store->arena, PATTERN_LIKE, glob, strlen(glob), &error);
    if (pattern == NULL)
        diagnostic_fact(diagnostics, CODE_INVALID_PATTERN, DIAGNOSTIC_ERROR, NULL, NULL,
                        "\"%s\" is no pattern: %s", glob, error.message);
    else if (strcmp(glob, "*") == 0 && store->spaces[def->id].rows > 0)
        mark_all(store, def, keep);
    else if (all_named(store, def, glob, diagnostics) && !mark_matches(store, def, pattern, keep))
        report_none(def, glob, diagnostics);
}

// The selections of one list, which add up. One that is selected as a whole, be its elements known
// or not, is what it was.
static void select_list(struct store *store, const struct space_def *def,
                        struct diagnostics *diagnostics) {
    uint64_t *keep = NULL;
    bool whole = false;
    for (size_t i = 0; i < store->selection_count; i++) {
        const struct selection *selection = &store->selections[i];
        if (strcmp(selection->root, def->member) != 0)
            continue;
        if (keep == NULL)
            keep = heap_array(store->spaces[def->id].rows / 64 + 1, sizeof(uint64_t));
        mark_selection(store, def, selection->glob, keep, diagnostics);
        whole |= strcmp(selection->glob, "*") == 0;
    }
    if (keep != NULL && !whole)
        filter_rows(store, def, keep);
    free(keep);
}

// Of the lists that may stand in for another, or of all others.
static void select_lists(struct store *store, bool standing, struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if ((def->fallback != NULL) != standing)
            continue;
        if (standing && !bit_get(store->spaces[def->id].present, 0))
            filter_alias(store, def, def->fallback);
        if (def->key != NULL)
            select_list(store, def, diagnostics);
    }
}

void select_rows(struct store *store, struct diagnostics *diagnostics) {
    for (size_t i = 0; i < store->selection_count; i++)
        find_list(store, store->selections[i].root, diagnostics);
    select_lists(store, false, diagnostics);
    select_lists(store, true, diagnostics);
}

bool select_takes(const struct store *store, const struct space_def *def, struct cell key) {
    struct matcher matcher = {store, def, pattern_scratch_new(), {0}};
    bool takes = false;
    for (size_t i = 0; !takes && i < store->selection_count; i++) {
        const struct selection *selection = &store->selections[i];
        struct pattern_error error;
        struct pattern *pattern = NULL;
        if (strcmp(selection->root, def->member) == 0)
            pattern = pattern_compile(store->arena, PATTERN_LIKE, selection->glob,
                                      strlen(selection->glob), &error);
        takes = pattern != NULL && matches(&matcher, pattern, key);
    }
    matcher_clear(&matcher);
    return takes;
}

bool select_leaves(const struct store *store, const struct space_def *def, struct cell key) {
    const struct space *whole = store->spaces[def->id].whole;
    bool found = false;
    for (uint32_t row = 0; whole != NULL && !found && row < whole->rows; row++) {
        struct cell cell = column_cell(&whole->columns[def->key->index], row);
        found = cell.known && cell_equal(cell, key);
    }
    return found && !select_takes(store, def, key);
}
