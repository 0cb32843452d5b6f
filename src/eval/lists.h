// The lists that a loop goes through, one for each lane or one for all: children of rows, or lists
// of values.
#ifndef PLIM_EVAL_LISTS_H
#define PLIM_EVAL_LISTS_H

#include "eval/run.h"

struct lists {
    const struct loop *loop;
    const struct space *space;
    struct vector vector; // parents' rows, or lists
};

// Some elements: rows of the space, or elements of the vector of lists.
struct stretch {
    uint32_t start, count;
    bool present, incomplete;
};

struct lists lists_of(struct env *env, const struct loop *loop);

// The list of a lane.
struct stretch lists_stretch(const struct lists *lists, uint32_t lane);

// How many elements there are in all lists that are stored with these.
uint32_t lists_room(const struct lists *lists);

// What the loop's variable is for rows of the space.
struct vector lists_values(struct env *env, const struct lists *lists, struct vector rows);

// The rows, or the elements, from first on: n of them that follow each other.
struct vector lists_elements(struct env *env, const struct lists *lists, uint32_t first,
                             uint32_t n);

#endif
