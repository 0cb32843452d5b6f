// Random facts for a model, and what can be done to them.
#ifndef PLIM_ORACLE_MAKE_FACTS_H
#define PLIM_ORACLE_MAKE_FACTS_H

#include <cjson/cJSON.h>

#include "lang/model.h"
#include "random.h"

struct facts_plan {
    uint32_t holes;   // percent of the facts that are absent or null
    uint32_t length;  // lists are shorter than this
    uint32_t doubles; // percent of the keys that another element may have too
    const char *big;  // a root list of `big_length` elements, or NULL
    uint32_t big_length;
};
cJSON *make_facts(struct random *random, const struct model *model, const struct facts_plan *plan);

// Puts members of objects and elements of keyed lists in another order; lists in which a key is
// doubled or missing keep theirs, which matters there.
void shuffle_facts(struct random *random, const struct model *model, cJSON *facts);

// Takes one fact away, of a record or of a list, keys included, but no root that another stands in
// for; false where it found none.
bool remove_fact(struct random *random, const struct model *model, cJSON *facts);

#endif
