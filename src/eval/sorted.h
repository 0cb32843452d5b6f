// Lists sorted by value, for comparing and searching them.
#ifndef PLIM_EVAL_SORTED_H
#define PLIM_EVAL_SORTED_H

#include "eval/run.h"

// Order of two elements by their type. The vectors may hold them in different reps.
int element_order(struct run *run, enum type_kind kind, const struct vector *a, uint32_t i,
                  const struct vector *b, uint32_t j);

// One list of a list vector: places of its elements in the order of their values. Elements that are
// unknown or may not belong are left out; the list is then not `whole`, nor is one that is absent
// or incomplete.
struct sorted {
    struct run *run;
    enum type_kind kind;
    const struct vector *elements;
    uint32_t *order;
    uint32_t count;
    bool whole;
};

// The list at a lane, of elements of that kind.
struct sorted sort_list(struct env *env, enum type_kind kind, const struct vector *lists,
                        uint32_t lane);

// The same for one lane after the other: a list that is the same in all lanes is sorted once.
void sort_lane(struct env *env, enum type_kind kind, const struct vector *lists, uint32_t lane,
               struct sorted *sorted);

// Whether some element has the value at that lane of a vector.
bool sorted_has(const struct sorted *sorted, const struct vector *value, uint32_t lane);

#endif
