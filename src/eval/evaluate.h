// Evaluating expressions: walking the checked tree over whole batches.
#ifndef PLIM_EVAL_EVALUATE_H
#define PLIM_EVAL_EVALUATE_H

#include "eval/run.h"

// The values of an expression over the lanes of env, in n lanes or in one where all are alike. They
// live in env's arena (or that of an environment around it). What does not depend on env's own
// variables is evaluated in the environment it depends on, once.
struct vector evaluate(struct env *env, const struct expr *expr);

// The same in exactly env->n lanes.
struct vector evaluate_lanes(struct env *env, const struct expr *expr);

// The same as evaluate for texts that are looked into: equal ones may have several ids.
struct vector evaluate_texts(struct env *env, const struct expr *expr);

// The value where only these lanes matter: what it is in others is undefined, and costly parts are
// not looked at for them.
struct vector evaluate_asked(struct env *env, const struct expr *expr, const uint64_t *lanes);

// The environment of a call's body: the parameters bound to the values of the arguments. End it
// with env_end.
struct env *call_begin(struct env *env, const struct expr *call);

// The same with some of the parameters only, those in the mask.
struct env *call_begin_with(struct env *env, const struct expr *call, uint64_t parameters);

// A deep copy, for values that outlive the environment they were made in.
struct vector vector_keep(struct arena *arena, const struct vector *vector);

// A builtin over its operands (apply.c).
struct vector apply(struct env *env, const struct expr *expr);

// A comparison and its two sides, in one rep and number of lanes.
struct vector compare_sides(struct env *env, const struct expr *expr, struct vector sides[2]);

// Aggregates and quantifiers (fold.c): one value for each lane of env.
struct vector fold_sequence(struct env *env, const struct expr *expr);

// SEQUENCE and ITEMS as a list vector (list.c).
struct vector list_of(struct env *env, const struct expr *expr);

#endif
