// A fact model from a sample: what JSON values have in common, and what types that makes.
#ifndef PLIM_FACTS_INFER_H
#define PLIM_FACTS_INFER_H

#include "facts/path.h"
#include "lang/unit.h"

struct scan_token; // of scan.h

// Different names in the objects of one place, and the first of them that may become keys.
enum { INFER_NAMES = 1000, INFER_KEYS = 16 };

// Places with objects; a model has no more records than that.
enum { INFER_SHAPES = 2000 };

// All values that were seen in one place of a sample, such as those of member memory of all
// elements of vm.
struct infer_spot {
    uint64_t nulls, bools, wholes, decimals, inexact, texts, lists, objects;
    uint64_t times, versions, quantities; // of the texts
    struct dimension dimension;           // of the quantities
    bool several_dimensions;
    struct infer_shape *shape;  // of the objects
    struct infer_spot *element; // of the lists
};

struct infer_field {
    const char *name; // decoded: anything
    struct infer_spot spot;
    uint64_t seen; // the number of the object it was last seen in
    bool no_key;   // in some list it was missing, no plain text or whole number, or there twice
};

struct infer_shape {
    struct infer_field *fields; // in the order of their first appearance
    size_t count, room;
    uint64_t most; // 0 before the first list; elements of the longest list of such objects
};

// The mistake that was found: what, and where.
struct infer_problem {
    struct text path, message;
};

// Gathers what lies in an object, whose tokens lie at `token`. False after a problem: a doubled
// name, too many names or places, objects that nest deeper than records can. Lives in the arena.
bool infer_gather(struct arena *arena, const struct scan_token *token, struct infer_shape *root,
                  struct infer_problem *problem);

// Adds a fact model of this name and version that holds what was gathered. Fields without a type,
// or with a name that no field can have, become comments. Returns the number of roots.
size_t infer_write(struct arena *arena, const struct infer_shape *root, const char *name,
                   int64_t version, struct text *out);

// Whether models, records, roots, lists and keys can have this name: one that a field can have and
// that is not reserved.
bool infer_is_free_name(const char *name);

#endif
