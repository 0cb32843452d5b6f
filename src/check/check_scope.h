// Names in sight, and finding what they stand for.
#ifndef PLIM_CHECK_CHECK_SCOPE_H
#define PLIM_CHECK_CHECK_SCOPE_H

#include "check/check_state.h"

struct reached;

// What a name stands for.
enum variable {
    VARIABLE_VALUE,  // an expression: an element, a let, a parameter
    VARIABLE_LIST,   // a let or a parameter that is a list: checked again at each use
    VARIABLE_HIDING, // a step of a path whose name hides another variable: a mistake where it is
                     // used
    VARIABLE_POISON, // of a mistake already reported
};

// One name in sight, and those outside of it; immutable, so that a list can be checked again in the
// scope it was defined in.
struct scope {
    const struct scope *outer;
    const char *name; // interned
    const char *role; // "loop variable", "let", "parameter", "step of the path"
    enum variable kind;
    const struct expr *value; // VALUE
    const struct node *list;  // LIST, and where it was defined
    const struct scope *defined;
    const struct type *type; // LIST: that of the parameter, or NULL
    const struct node *path; // HIDING: the path the step belongs to
    struct span declaration; // the name where it is declared
};

// Names (check_scope.c).

struct name_index name_index_new(struct checker *c);
// Adds a declaration; false where there was one of that name, which stays.
bool name_index_add(struct checker *c, struct name_index *names, const char *name, uint32_t index);
const struct scope *scope_find(const struct scope *scope, const char *name);
const struct scope *scope_value(struct checker *c, const struct scope *outer, struct name name,
                                const char *role, const struct expr *value);
// A list: of a let, whose type is NULL, or of a parameter.
const struct scope *scope_list(struct checker *c, const struct scope *outer, struct name name,
                               const struct type *type, const struct node *list,
                               const struct scope *defined);
// The names of a list's elements, inside its where, has or for each. own is the name given to the
// element, or has text NULL.
enum inside { INSIDE_WHERE, INSIDE_QUANTIFIER, INSIDE_EACH };
const struct scope *scope_elements(struct checker *c, const struct scope *outer,
                                   const struct reached *list, struct name own, enum inside inside,
                                   const struct node *whole);
// What a variable is for editors; tells the probe of the names in sight, if it lies in this one.
enum use_kind scope_kind(const struct scope *variable);
void scope_probe(struct checker *c, const struct scope *scope, struct span name);
// Notes for editors that a name is declared.
void scope_note(struct checker *c, const struct scope *declared);
// What a new name would hide ("the loop variable"), or NULL.
const char *scope_hidden(struct checker *c, const struct scope *scope, const char *name,
                         const void *origin);
const struct expr *unknown_name(struct checker *c, const struct scope *scope,
                                const struct node *node);
const struct expr *unknown_function(struct checker *c, const struct node *node);
// Whether other languages have a function of this name, for which there is a hint.
bool is_foreign_function(const char *name);
struct define *define_find(struct checker *c, const char *name);
const struct param *param_find(struct checker *c, const char *name, uint32_t *index);

#endif
