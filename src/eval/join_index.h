// From a value to the elements that have it.
#ifndef PLIM_EVAL_JOIN_INDEX_H
#define PLIM_EVAL_JOIN_INDEX_H

#include "eval/join_plan.h"
#include "eval/lists.h"

// Some elements, ascending.
struct join_elements {
    const uint32_t *at;
    uint32_t count;
};

// What is found by any value: elements of which something is unknown.
struct join_index;
struct join_elements join_index_open(const struct join_index *index);

// The elements with the value at a lane, which is known.
struct join_elements join_index_find(const struct join_index *index, const struct vector *value,
                                     uint32_t lane);

// Of all elements that are stored with these lists, what the leaf's equality asks for. `home` is an
// environment in which the lists are the same for all lanes; the index lives as long.
const struct join_index *join_index_new(struct env *home, const struct lists *lists,
                                        const struct join_leaf *leaf);

#endif
