// Following a path through a store: from its steps to rows and columns.
#ifndef PLIM_FACTS_OVERLAY_WALK_H
#define PLIM_FACTS_OVERLAY_WALK_H

#include "facts/view.h"
#include "lang/fact_path.h"

enum { ROW_MISSING = UINT32_MAX }; // of an element that is not there

// What a path leads to: a field, a record, a list, or an element of one (a plain value's is its
// field too). Rows are the parent's of a list.
enum target_kind { TARGET_FIELD, TARGET_RECORD, TARGET_LIST, TARGET_ELEMENT };
struct target {
    enum target_kind kind;
    const struct column_def *column; // FIELD
    const struct shape *shape;       // RECORD, ELEMENT of records
    const struct space_def *list;    // LIST, ELEMENT
    uint32_t row;
    uint32_t parent; // ELEMENT: of its list
};

// A path on its way through the store, or through the model alone where view is NULL.
struct walk {
    struct view *view;
    struct arena *arena; // of what is said
    const struct fact_path *path;
    bool adds;    // a missing element of a list with a key is not wrong
    bool adds_it; // and is added
    size_t at;    // the step after those that were taken
    struct target target;
    const char *problem;
};

// Takes all steps; false where one cannot be taken, which is walk->problem then.
bool walk_steps(struct walk *walk, const struct model *model);

// Sets the problem, with %s for the steps taken so far; returns false.
bool walk_wrong(struct walk *walk, const char *format);

// Whether a step can be a key of the list that has the column for them, and which; a text that the
// store does not have is INTERN_NONE, unless the walk adds it.
bool walk_key(const struct walk *walk, const struct column_def *def, const struct fact_step *step,
              struct cell *key);

// Whether a number is within the limits of its field, to which that many steps lead.
bool walk_check_cell(struct walk *walk, const struct column_def *def, size_t steps,
                     struct cell cell);

#endif
