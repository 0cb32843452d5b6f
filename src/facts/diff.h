// Comparing two stores of one model: what was added, removed and changed.
#ifndef PLIM_FACTS_DIFF_H
#define PLIM_FACTS_DIFF_H

#include "facts/column.h"

// An element of a list on the way from the root to a change, as it stands in one of the stores. The
// steps lie on the caller's stack.
struct diff_place {
    const struct diff_place *up; // NULL where the list is one of the root
    const struct store *store;
    const struct space_def *space;
    uint32_t row;
    uint32_t position; // within its list, from 0
};

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED };

// What the path of a change leads to.
enum change_of {
    CHANGE_OF_VALUE,   // one fact
    CHANGE_OF_ELEMENT, // an element of a list, with all that it holds: added or removed
    CHANGE_OF_RECORD,  // a record with no known fact in the other store: added or removed
    CHANGE_OF_LIST,    // a list, which is unknown in the other store: added or removed
    CHANGE_OF_EXTRA,   // a member that the model does not know
    CHANGE_OF_VALUES,  // a list of plain values that is in both: changed
};

// A value of either store. text belongs to texts, versions and choices: their ids differ between
// stores.
struct diff_value {
    struct cell cell;
    const char *text;
};

// One difference. before and after are the two stores: the value of a fact in each, or the values
// of a list that the other lacks, each as often as it is missing there. No values on either side:
// only the order differs. Unknown elements of a list count as values, too.
struct change {
    enum change_kind kind;
    enum change_of of;
    const struct diff_place *place; // NULL: the root
    const char *member; // of the place: "memory", "cpu.model", "disk"; NULL: the place itself
    const struct column_def *column; // of VALUE and VALUES
    const struct diff_value *values[2];
    uint32_t counts[2];  // of values
    const char *json[2]; // EXTRA: its value in each, NULL where it is absent
    uint64_t facts; // ELEMENT, RECORD: known facts in it and members that the model does not know;
                    // LIST: its elements
};

// Calls take with every difference, in the order of the model and of keys. Elements are compared by
// key; without one by position, after those that are alike at both ends. Values are compared by
// their type, however they were written. The list `except` (or NULL) is left out. The stores hold
// all columns of one model.
void diff_stores(const struct store *before, const struct store *after,
                 const struct space_def *except,
                 void (*take)(void *state, const struct change *change), void *state);

#endif
