// Which columns and spaces of a model are read.
#ifndef PLIM_CHECK_WANTED_H
#define PLIM_CHECK_WANTED_H

#include "lang/model.h"

// What the expressions of a program read: columns by id, with the keys of their spaces, and spaces
// by id, with their parents. `compared` counts by column the expressions that ask which texts are
// the same, and do not merely look into them.
struct wanted {
    bool *columns;
    bool *spaces;
    int *compared;
};

// Nothing is wanted yet.
struct wanted *wanted_new(struct arena *arena, const struct model *model);

// Marks a column or a space as read by some expression, with what reading it takes: its parents,
// their keys, and the same in the list that stands in where the facts leave a root out.
void wanted_column(struct wanted *wanted, const struct column_def *column);
void wanted_space(struct wanted *wanted, const struct space_def *space);

// Adds to the count of a column, and to that of the list that stands in.
void wanted_compared(struct wanted *wanted, const struct column_def *column, int count);

#endif
