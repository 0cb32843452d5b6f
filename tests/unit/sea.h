/* Facts of ships, loaded for a test, and what was said of them. */
#ifndef TESTS_UNIT_SEA_H
#define TESTS_UNIT_SEA_H

#include "facts/load.h"

/* One for each test, over a model "sea". */
struct sea {
    struct arena *arena; /* of what the test makes */
    struct model *model;
    struct load_options options; /* for the next start */
    struct diagnostics *diagnostics;
    struct loader *loader; /* NULL once it is finished */
    struct store *store;   /* of the last that was finished, or NULL */
    const char *said; /* then its messages, one a line, with their cures: FILE|PATH|MESSAGE; CURE */
};
extern struct sea sea;

/* Around each test: with a loader that was started. */
void sea_begin(void);
void sea_end(void);

/* Reads the model, once more after sea_begin. */
void sea_model(void);
/* Begins to load anew. */
void sea_start(void);
void sea_add(const char *name, const char *json);
void sea_finish(void);
/* One text, "f", from adding it to the end. */
void sea_load(const char *json);

const struct space *sea_space(const char *path);
/* A column as text: "a b ?"; of a space that is not the root, one list after the other: "a b | | ?
   ~", with ~ for an absent list. */
const char *sea_values(const char *of, const char *path);

#endif
