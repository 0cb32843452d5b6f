// What the files of the checker share.
#ifndef PLIM_CHECK_CHECK_PRIVATE_H
#define PLIM_CHECK_CHECK_PRIVATE_H

#include "check/check.h"
#include "check/model_build.h"

// Expressions nest in each other through defines and lets; deeper than this they are refused, so
// that recursion over the checked tree is safe.
enum { CHECK_DEPTH_LIMIT = 1000 };

// The numbering of variables in one rule, one define or one single expression, and its limits.
struct frame {
    uint32_t slots;            // given out so far
    uint32_t nesting, deepest; // loops around the place being checked, and the most there were
    uint32_t made;             // expressions made
    bool refused;              // a limit was passed and reported: the rest is poison
};

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
    const struct node *path; // HIDING: the path the step belongs to
    struct span declaration; // the name where it is declared
};

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

// A define and what it was checked for; lives in the checker.
struct instance {
    struct instance *next;
    const struct shape **shapes; // by parameter; NULL for those that are no record
    bool *folds;                 // by parameter: its argument holds an aggregate
    struct function *function;
    struct type type; // of the result
    uint32_t deepest; // loops nested in it
};
struct define {
    const struct define_node *node;
    struct type *parameters;
    struct type type; // declared, where node->type
    bool has_list;    // a parameter is a list
    bool poisoned;    // part of a cycle that was reported
    struct instance *instances;
};
// The defines being checked, innermost first.
struct calling {
    struct define *define;
    struct calling *outer;
};

// Declared names by the id of their text: the index of the declaration plus 1, or 0. Names that
// were interned later have no entry.
struct name_index {
    uint32_t *at;
    uint32_t count;
};

struct checker {
    const struct checking *checking;
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct model *model;
    const struct file_node *file; // NULL for a single expression, as is policy
    struct policy *policy;
    struct define *defines;
    uint32_t define_count;
    struct name_index defines_by_name, params_by_name;
    struct calling *calling;
    struct frame *frame;
    uint32_t depth;
    struct arena *scratch; // for what is needed only while checking
    struct expr **made;    // every expression made, by its id less that of the first
    size_t made_count, made_room;
    bool idle; // what is checked now is never evaluated: it reads no columns
};

// Making expressions (check_make.c).

struct expr *expr_new(struct checker *c, enum expr_kind kind, const struct node *node,
                      struct type type);
// Computes what follows from its parts: uses, has_fold, size, depth. Reports an expansion beyond
// the limit.
struct expr *expr_done(struct checker *c, struct expr *expr);
struct expr *expr_poison(struct checker *c, const struct node *node);
struct expr *expr_apply(struct checker *c, enum builtin op, const struct node *node,
                        struct type type, const struct expr *a,
                        const struct expr *b); // b may be NULL
const struct expr *expr_list(struct checker *c, enum expr_kind kind, const struct node *node,
                             struct type type, const struct expr **items, uint32_t count);
struct expr *expr_slot(struct checker *c, const struct node *node, uint32_t slot, struct type type);
struct expr *expr_at(struct checker *c, const struct expr *expr,
                     const struct node *node); // a copy written elsewhere
const struct expr *expr_retyped(struct checker *c, const struct expr *expr,
                                struct type type); // a copy of another type
const struct expr *expr_and(struct checker *c, const struct expr *a,
                            const struct expr *b); // a may be NULL
uint32_t frame_slot(struct checker *c, const struct node *node);
// Around a loop: false (after a message) where loops nest too deep.
void frame_enter(struct checker *c, const struct node *node);
void frame_leave(struct checker *c);
void frame_nest(struct checker *c, const struct node *node,
                uint32_t inner); // that many loops in a define called here
void frame_refuse(struct checker *c, enum code code, const struct node *node, const char *message,
                  const char *cure);

static inline bool is_poison(const struct expr *expr) {
    return expr->type.kind == TYPE_POISON;
}
static inline struct type type_of(enum type_kind kind) {
    return (struct type){.kind = kind};
}
struct type type_list(struct checker *c, struct type element);
const char *interned(struct checker *c, const char *text);

// Ids (check_number.c).

// Gives the next id to an expression, until they are numbered.
void number_made(struct checker *c, struct expr *expr);
// Numbers the expressions of a policy, or a single one, anew: those that were left over in checking
// have no part in it.
void number_policy(struct checker *c, const struct policy *policy);
void number_expression(struct checker *c, const struct expr *expr);

// Words of messages (check_message.c).

const char *shown(struct checker *c,
                  const struct node *node); // the text of an expression, shortened
const char *noun(struct checker *c,
                 const struct type *type);              // "bytes", "a text", "a list of machine"
const char *example_field(const struct record *record); // its key, or its first field
struct diagnostic *mistake(struct checker *c, enum code code, struct span span, const char *format,
                           ...) __attribute__((format(printf, 4, 5)));
void cure(struct checker *c, struct diagnostic *mistake, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// The cure is other text in place of a span.
void fix(struct checker *c, struct diagnostic *mistake, struct span span, const char *text);
// "write length(x)", in place of a span.
void cure_call(struct checker *c, struct diagnostic *mistake, const char *function,
               const struct node *argument, struct span span);
void list_mistake(struct checker *c, const struct reached *reached);
// "write it without quotes: …" where the text of a literal is a value of the type.
void cure_quotes(struct checker *c, struct diagnostic *d, const struct expr *text,
                 const struct type *type);
void mismatch(struct checker *c, const struct expr *a, const struct expr *b);
// "write 16 GiB, 16 GB ..." for a plain literal where a quantity is needed.
void cure_unit(struct checker *c, struct diagnostic *d, const struct expr *plain,
               struct dimension dimension);
struct span outer_span(struct checker *c, const struct node *node); // with its parentheses
// A literal pattern, compiled; NULL after a message.
const struct pattern *literal_pattern(struct checker *c, enum pattern_kind kind,
                                      const struct expr *text);
const char *link_text(struct checker *c, const struct node *left, enum op op,
                      const struct node *right);

// Names (check_scope.c).

struct name_index name_index_new(struct checker *c);
// Adds a declaration; false where there was one of that name, which stays.
bool name_index_add(struct checker *c, struct name_index *names, const char *name, uint32_t index);
const struct scope *scope_find(const struct scope *scope, const char *name);
const struct scope *scope_value(struct checker *c, const struct scope *outer, struct name name,
                                const char *role, const struct expr *value);
const struct scope *scope_list(struct checker *c, const struct scope *outer, struct name name,
                               const char *role, const struct node *list,
                               const struct scope *defined);
// The names of a list's elements, inside its where, has or for each. own is the name given to the
// element, or has text NULL.
enum inside { INSIDE_WHERE, INSIDE_QUANTIFIER, INSIDE_EACH };
const struct scope *scope_elements(struct checker *c, const struct scope *outer,
                                   const struct reached *list, struct name own, enum inside inside,
                                   const struct node *whole);
// What a new name would hide ("the loop variable"), or NULL.
const char *scope_hidden(struct checker *c, const struct scope *scope, const char *name,
                         const void *origin);
const struct expr *unknown_name(struct checker *c, const struct scope *scope,
                                const struct node *node);
const struct expr *unknown_function(struct checker *c, const struct node *node);
struct define *define_find(struct checker *c, const char *name);
const struct param *param_find(struct checker *c, const char *name, uint32_t *index);

// Expressions (check_expr.c): each reports its mistakes and gives poison for them.

struct reached check_reached(struct checker *c, const struct scope *scope, const struct node *node);
const struct expr *check_any(struct checker *c, const struct scope *scope,
                             const struct node *node); // lists too
const struct expr *check_one(struct checker *c, const struct scope *scope,
                             const struct node *node); // one value or record
const struct expr *check_bool(struct checker *c, const struct scope *scope,
                              const struct node *node);
const struct expr *check_text(struct checker *c, const struct scope *scope,
                              const struct node *node); // TEXT or TEMPLATE; NULL for NULL
struct reached reached_value(const struct node *node, const struct expr *value);

// Types that meet (check_fit.c).

// The expression as a value of the type: a literal 0 as any quantity, a text literal as a choice or
// a version. NULL where it does not fit; poison after a message of its own (an unknown choice).
const struct expr *fit(struct checker *c, const struct expr *expr, const struct type *type);
// A list [] whose elements nothing tells the type of holds texts.
const struct expr *settle(struct checker *c, const struct expr *expr);
// Fits a value to a declared type or reports.
const struct expr *fit_or_report(struct checker *c, const struct expr *expr,
                                 const struct type *type, const char *what);
// Two sides of a comparison; false after a message.
bool unify(struct checker *c, const struct expr **a, const struct expr **b);
// Two values either of which may be the result; poison after a message.
struct type unify_result(struct checker *c, const struct expr **a, const struct expr **b);

// Operators (check_operator.c).

const struct expr *check_binary(struct checker *c, const struct scope *scope,
                                const struct node *node);
const struct expr *check_chain(struct checker *c, const struct scope *scope,
                               const struct node *node);
const struct expr *check_negate(struct checker *c, const struct scope *scope,
                                const struct node *node);
const struct expr *check_comparison(struct checker *c, const struct node *node, enum op op,
                                    const struct expr *a, const struct expr *b);
// The operands of a chain, and the node that stands for one link.
const struct expr **chain_operands(struct checker *c, const struct scope *scope,
                                   const struct node *node);
const struct node *chain_link(struct checker *c, const struct node *node, uint32_t index);

// Paths (check_path.c).

struct reached reach_name(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_field(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_index(struct checker *c, const struct scope *scope, const struct node *node);
void reached_rename(struct checker *c, struct reached *reached, struct name name,
                    const void *origin); // as a named list

// Lists (check_list.c).

struct reached reach_where(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_items(struct checker *c, const struct scope *scope, const struct node *node);
const struct expr *check_quantifier(struct checker *c, const struct scope *scope,
                                    const struct node *node);
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

// Calls (check_call.c, check_define.c).

struct reached reach_call(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_define(struct checker *c, const struct scope *scope, const struct node *node,
                            struct define *define);
bool is_function(const char *name); // of the language
const char *
function_name(size_t index); // the names of all functions of the language; NULL beyond the last
void defines_declare(struct checker *c);
void defines_check_unused(struct checker *c);

// Rules (check_rule.c).

void check_rule(struct checker *c, const struct rule_node *node, struct rule *out);

#endif
