// Selections: globs over the keys of root lists.
#include "facts/select.h"

#include <stdlib.h>
#include <string.h>

#include "facts/filter.h"
#include "facts/rows.h"
#include "check/pattern.h"

static const struct space_def *find_list(const struct store *store, const char *name,
                                         struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    const char *names[64];
    size_t count = 0;
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if (strcmp(def->member, name) == 0 && def->key != NULL)
            return def;
        if (def->key != NULL && count < sizeof names / sizeof *names)
            names[count++] = def->member;
    }
    struct diagnostic *made =
        diagnostic_fact(diagnostics, CODE_UNKNOWN_LIST, DIAGNOSTIC_ERROR, NULL, NULL,
                        "\"%s\" is no list with a key to select from", name);
    const char *nearest = nearest_word(name, names, count);
    if (nearest != NULL)
        diagnostic_cure(diagnostics, made, "did you mean %s?", nearest);
    return NULL;
}

static const char *key_text(const struct store *store, const struct space_def *def, uint32_t row,
                            struct text *shown) {
    text_reset(shown);
    struct cell key = column_cell(store_column(store, def->key), row);
    if (!key.known)
        return NULL;
    if (key.rep == REP_TEXT)
        text_add(shown, intern_text(store->dictionary, key.as.id));
    else
        rows_show_cell(shown, store, def->key, key);
    return text_data(shown);
}

static bool mark_matches(const struct store *store, const struct space_def *def,
                         const struct pattern *pattern, uint64_t *keep) {
    struct pattern_scratch *scratch = pattern_scratch_new();
    struct text shown;
    text_init(&shown);
    bool any = false;
    for (uint32_t row = 0; row < store->spaces[def->id].rows; row++) {
        const char *key = key_text(store, def, row, &shown);
        if (key != NULL && pattern_match(pattern, scratch, key, shown.size) == 1) {
            bit_set(keep, row);
            any = true;
        }
    }
    text_clear(&shown);
    pattern_scratch_free(scratch);
    return any;
}

static void mark_selection(const struct store *store, const struct space_def *def, const char *glob,
                           uint64_t *keep, struct diagnostics *diagnostics) {
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(PATTERN_LIKE, glob, strlen(glob), &error);
    if (pattern == NULL)
        diagnostic_fact(diagnostics, CODE_INVALID_PATTERN, DIAGNOSTIC_ERROR, NULL, NULL,
                        "\"%s\" is no pattern: %s", glob, error.message);
    else if (!mark_matches(store, def, pattern, keep))
        diagnostic_fact(diagnostics, CODE_UNKNOWN_ELEMENT, DIAGNOSTIC_ERROR, NULL, NULL,
                        "no element of %s matches \"%s\"", def->path, glob);
    pattern_free(pattern);
}

void select_rows(struct store *store, const struct selection *selections, size_t count,
                 struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    uint64_t **keep = calloc(store->model->space_count, sizeof *keep);
    if (keep == NULL)
        out_of_memory();
    for (size_t i = 0; i < count; i++) {
        const struct space_def *def = find_list(store, selections[i].root, diagnostics);
        if (def == NULL)
            continue;
        if (keep[def->id] == NULL)
            keep[def->id] = calloc(store->spaces[def->id].rows / 64 + 1, sizeof(uint64_t));
        if (keep[def->id] == NULL)
            out_of_memory();
        mark_selection(store, def, selections[i].glob, keep[def->id], diagnostics);
    }
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if (keep[def->id] != NULL)
            filter_rows(store, def, keep[def->id]);
        free(keep[def->id]);
    }
    free(keep);
}
