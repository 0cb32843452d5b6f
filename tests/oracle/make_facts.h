// Random facts for a model, and what can be done to them.
#ifndef PLIM_ORACLE_MAKE_FACTS_H
#define PLIM_ORACLE_MAKE_FACTS_H

#include <cjson/cJSON.h>

#include "lang/model.h"
#include "session.h"
#include "../random.h"

struct facts_plan {
    uint32_t holes;   // percent of the facts that are absent or null
    uint32_t length;  // lists are shorter than this
    uint32_t doubles; // percent of the keys that another element may have too
    const char *big;  // a root list of `big_length` elements, or NULL
    uint32_t big_length;
};
cJSON *make_facts(struct random *random, const struct model *model, const struct facts_plan *plan);

// Whether each element of a list has a key that no other has.
bool has_all_keys(const cJSON *list, const struct space_def *space);

// Puts members of objects and elements of keyed lists in another order; lists in which a key is
// doubled or missing keep theirs, which matters there.
void shuffle_facts(struct random *random, const struct model *model, cJSON *facts);

// Adds JSON with blanks between its tokens and escapes for some letters.
void spread_facts(struct random *random, const char *json, struct text *out);

// Takes one fact away, of a record or of a list, keys included, but no root that another stands in
// for; false where it found none.
bool remove_fact(struct random *random, const struct model *model, cJSON *facts);

// Changes a fact, or adds or takes away an element, as --with or --without would, which *change
// says in the arena; false where nothing is to be changed.
bool change_fact(struct random *random, struct arena *arena, const struct model *model,
                 cJSON *facts, struct session_change *change);

// The same facts in two files: members of records in one or the other, elements of keyed lists in
// both.
void divide_facts(struct random *random, const struct model *model, const cJSON *facts,
                  cJSON *parts[2]);

// Leaves in a list what has the digit in its key; false where a key is missing or doubled, or
// nothing is left.
bool select_facts(const struct space_def *space, cJSON *list, char digit);

#endif
