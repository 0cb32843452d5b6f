// The lines of facts in the texts that they were read from.
#ifndef PLIM_FACTS_ORIGIN_H
#define PLIM_FACTS_ORIGIN_H

#include "facts/store.h"
#include "lang/fact_path.h"

// A text that was read, in the order of the store's files; not owned.
struct origin_text {
    const char *text;
    size_t size;
    bool lines;       // elements of a list, one a line; else a document
    const char *root; // the list, or the only root that was taken; NULL: all
};

// Finds facts in texts, each of which is scanned once, at the first question. Only for those who
// ask where facts come from: reading them notes nothing of it.
struct origins;
struct origins *origins_new(const struct store *store);
void origins_free(struct origins *origins);
void origins_add(struct origins *origins, struct origin_text text);

// A place: the number of a file of the store, and the line of the fact, or of what it lies in, from
// 1; 0 where that cannot be told.
struct origin_place {
    uint32_t file;
    uint64_t line;
};

// The first place where a fact is known. False where none has it.
bool origins_find(struct origins *origins, const struct fact_path *fact,
                  struct origin_place *origin);

// The text that a file has at a path, at a root that was left out, too; as long as the origins
// live; NULL where it has none.
const char *origins_text(struct origins *origins, uint32_t file, const struct fact_path *path);

// How many elements the list has that a file has there; 0 where it has none.
uint64_t origins_length(struct origins *origins, uint32_t file, const struct fact_path *path);

#endif
