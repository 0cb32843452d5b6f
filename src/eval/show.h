// Values as people and JSON read them.
#ifndef PLIM_EVAL_SHOW_H
#define PLIM_EVAL_SHOW_H

#include "base/text.h"
#include "eval/bounds.h"

// What a byte of a message in the making counts as steps, which bounds the memory that it takes.
enum { SHOWN_BYTE = 8 };

// Adds the value at a lane: texts quoted or, for messages, plain; quantities in a unit a person
// would use; times in UTC; lists in brackets, at most SHOWN_ELEMENTS elements of them, "perhaps"
// before those that may not belong; a record by its key; "unknown" where it is.
enum { SHOWN_ELEMENTS = 20 };
void show_value(struct run *run, struct text *out, const struct type *type,
                const struct vector *vector, uint32_t lane, bool quoted);

// Adds the value of an expression in an environment of one lane; of an unknown number what is
// certain of it ("at least 12 GiB"), both ends or the one that matters.
void show_expression(struct env *env, struct text *out, const struct expr *expr,
                     enum bounds_end end, bool quoted);

// Adds the value of something that a verdict is made of: of a side of a comparison so that unequal
// sides look unequal, of bounds those that decided it. NULL where it belongs to none.
void show_part(struct env *env, struct text *out, const struct expr *part,
               const struct expr *verdict, bool quoted);

// The type of an expression as its values are shown: in % where it is a param that was written so.
struct type show_type(struct run *run, const struct expr *expr);

// Adds the value as JSON: numbers exactly, in base units; null where it is unknown.
void show_json(struct run *run, struct text *out, const struct type *type,
               const struct vector *vector, uint32_t lane);

// The two sides of a comparison at a lane, so that unequal sides look unequal.
void show_sides(struct run *run, struct text *left, struct text *right, const struct type *type,
                const struct vector sides[2], uint32_t lane);

// A subject: vm "db01", or ip[1] (its place, as in a path) where it has no key.
void show_element(struct run *run, struct text *out, const struct loop *loop,
                  const struct vector *value, uint32_t position);

// An expression as it was written, white space folded.
const char *show_source(struct run *run, const struct expr *expr, struct arena *arena);

// A template or constant text with the values of an environment of one lane; of bounds those that
// the comparison `decided` was decided by, unless it is NULL.
const char *show_template(struct env *env, const struct expr *expr, const struct expr *decided,
                          struct arena *arena);

#endif
