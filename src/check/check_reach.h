// What paths and lists reach.
#ifndef PLIM_CHECK_CHECK_REACH_H
#define PLIM_CHECK_CHECK_REACH_H

#include "check/check_scope.h"

// One level of a list's iteration while it is being built.
struct step {
    struct loop loop;
    const struct expr *element; // its slot
    const char *name;           // names the element inside where and has; NULL where none does
};

// What an expression reaches: one value, or a list. A list is either whole (value is the list: a
// parameter, [a, b], a call's result) or steps with the element value.
struct reached {
    const struct node *node;
    const struct expr *value;
    bool whole;
    bool empty; // [] is gone through: nothing tells the type of its elements, and there are none
    struct step *steps;
    uint32_t count;
    size_t capacity;
    const char *name; // of the last step, or NULL
    bool collection;  // the last step is a list of the model or a named one, so its name names the
                      // element in where
    struct span declaration; // of what its last name stands for
    const void *origin;      // the let or parameter that the path begins with, whose own name its
                             // elements may have
};

static inline bool reached_many(const struct reached *reached) {
    return reached->whole || reached->count > 0;
}

// Whether the value is the element of the last step itself, not a field of it.
static inline bool reached_elements(const struct reached *reached) {
    if (reached->count == 0)
        return false;
    const struct loop *last = &reached->steps[reached->count - 1].loop;
    return reached->value->kind == EXPR_SLOT && reached->value->index == last->slot &&
           reached->value->type.shape == last->type.shape;
}

// Paths (check_path.c).

struct reached reach_name(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_field(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_index(struct checker *c, const struct scope *scope, const struct node *node);
void reached_rename(struct checker *c, struct reached *reached, struct name name,
                    const void *origin); // as a named list

// Lists (check_list.c).

struct reached reach_where(struct checker *c, const struct scope *scope, const struct node *node);
// LIST default []
bool is_list_default(const struct node *node);
struct reached reach_list_default(struct checker *c, const struct scope *scope,
                                  const struct node *node);
struct reached reach_items(struct checker *c, const struct scope *scope, const struct node *node);
const struct expr *check_quantifier(struct checker *c, const struct scope *scope,
                                    const struct node *node);
bool fold_takes(enum fold fold, const struct type *type); // of an element
const struct expr *check_fold(struct checker *c, const struct scope *scope, const struct node *node,
                              enum fold fold);
const struct expr *check_known(struct checker *c, const struct scope *scope,
                               const struct node *node);
const struct expr *check_unique(struct checker *c, const struct scope *scope,
                                const struct node *node);
// Opens a list for iteration: its elements, filtered, and the scope inside.
struct reached open_list(struct checker *c, const struct scope **scope, const struct node *list,
                         struct name name, const struct node *where, enum inside inside,
                         const struct node *whole);
const struct expr *reached_expr(struct checker *c, const struct reached *reached);

#endif
