// Reading facts: JSON against a model into columns.
#ifndef PLIM_FACTS_LOAD_H
#define PLIM_FACTS_LOAD_H

#include "facts/store.h"
#include "lang/diagnostic.h"

// What to read and how. Zero it, fill in what is needed.
struct load_options {
    const bool *wanted_columns; // by column id: which columns to keep; NULL: all. Everything is
                                // checked whether kept or not.
    const bool *wanted_spaces;  // by space id; NULL: all
    const int *compared;        // by column id: 0 where nobody asks which texts are the same; NULL:
                                // may be asked of all
    bool keep_extras;           // keep what the model does not know as extras of the spaces
    bool strict;                // fields the model does not know are errors, not warnings
    // Sees all bytes as they are read, which then stay until its next call; size 0 ends an input.
    // Or NULL.
    void (*observe)(void *state, const char *bytes, size_t size);
    void *state; // of observe
};

// Loads facts in steps: any number of files and texts, then finish. Mistakes go to the diagnostics
// while finishing; the store is NULL if there were any errors. Names and texts that are given are
// copied.
struct loader;
struct loader *loader_new(const struct model *model, const struct load_options *options,
                          struct diagnostics *diagnostics);

// A facts file, a pipe, "-" or /dev/stdin. `spec` may be "LIST=FILE" (--facts vm=machines.ndjson):
// newline-delimited JSON, one element a line, for the list root (or list below a root record,
// "source.vm") named before the '='.
void loader_add_file(struct loader *loader, const char *spec);
size_t loader_list_length(const char *spec); // of LIST, 0 where there is none
void loader_add_text(struct loader *loader, const char *name, const char *text, size_t size);

// Takes only what lies under `source_root` of that file, as root `root` ("--source before.json":
// the file's root source; "--dest X": its dest). A fleet file's host of that name: root list `list`
// element `key` becomes root `root` ("--source hv01").
void loader_take(struct loader *loader, const char *file, const char *root);
void loader_pick(struct loader *loader, const char *list, const char *key, const char *root);

// Keeps only the elements of a root list whose key matches the glob ("--select vm=web*"); several
// for one root add up. An error where nothing matches.
void loader_select(struct loader *loader, const char *root, const char *glob);

// Makes fields that the model does not know errors, as load_options.strict does.
void loader_be_strict(struct loader *loader);

// Frees a loader that is not to be finished.
void loader_free(struct loader *loader);

// Sorts by key, applies defaults of roots and selections, frees the loader. NULL if there were
// errors.
struct store *loader_finish(struct loader *loader);

#endif
