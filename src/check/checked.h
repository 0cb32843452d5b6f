// The checked tree: what the checker makes of a policy. Names are resolved, types known, macros
// spliced; this is all that the evaluator, the evidence and the tests' oracle walk.
#ifndef PLIM_CHECK_CHECKED_H
#define PLIM_CHECK_CHECKED_H

#include "check/builtin.h"
#include "grammar/tree_use.h"
#include "lang/model.h"

enum { SLOT_LIMIT = 64, LOOP_NESTING_LIMIT = 4, PATH_LISTS_LIMIT = 8, EXPANSION_LIMIT = 1000000 };

enum expr_kind {
    EXPR_CONSTANT, // a literal, by type: number (decimal), time, truth, text
    EXPR_PARAM,    // a parameter of the policy; known, constant in a run (lists too)
    EXPR_NOW,
    EXPR_ROOT,     // the one row of the root space
    EXPR_SLOT,     // a variable: an element's row (record lists) or value (value lists), a let, a
                   // define's parameter
    EXPR_COLUMN,   // items[0]: a row; its field
    EXPR_LOOKUP,   // items[0]: a row of space->parent, items[1]: a key; the row of space with that
                   // key
    EXPR_APPLY,    // a builtin over items
    EXPR_IF,       // items: condition, then, else
    EXPR_DEFAULT,  // items[0] where known, else items[1]
    EXPR_KNOWN,    // items[0] is a single value
    EXPR_CALL,     // function over items (its arguments)
    EXPR_ITEMS,    // [a, b]: a list of items
    EXPR_SEQUENCE, // a list: element for each round of loops
    EXPR_FOLD,     // one value from all rounds of a sequence
    EXPR_TEMPLATE, // items joined as people read them; a constant text item is literal
};

enum fold {
    FOLD_COUNT,
    FOLD_SUM,
    FOLD_MIN,
    FOLD_MAX,
    FOLD_AVG,
    FOLD_EVERY,
    FOLD_SOME,
    FOLD_NO,    // element is the bool after `has`
    FOLD_KNOWN, // known(list): the lists are present, every guard and element is known
};
const char *fold_text(enum fold fold);   // "count", "every"
bool fold_is_quantifier(enum fold fold); // EVERY, SOME, NO

// A named value: evaluated once for each lane and kept in a slot.
struct let {
    uint32_t slot;
    const char *name;
    struct span span; // of the name
    const struct expr *value;
};

// One level of iteration. Elements of `space` that belong to row `parent` (a record list or a list
// of values: the slot then holds the value, its column being space->columns[0]); or, with space
// NULL, the elements of the list expression `values`.
struct loop {
    uint32_t slot;
    const char *name; // of the variable, for messages: "vm", "d"
    struct type type; // of the element
    const struct space_def *space;
    const struct expr *parent;
    const struct expr *values;
    bool optional;            // default []: a list that is absent counts as empty
    const struct expr *guard; // where, or NULL
    const struct let *lets;   // known after the guard, for each element (rules only)
    uint32_t let_count;
    const struct node *node; // the list as written
    struct span declaration; // of the list, as in struct expr
};

// Rounds: for each element of loops[0], for each element of loops[1] …, outer before inner.
struct sequence {
    const struct loop *loops;
    uint32_t loop_count;
    const struct expr
        *element; // what a round yields; for FOLD_COUNT and lists of records the last loop's slot
};

// An expression. The ids of a program's expressions are 0, 1, 2 … up to its expression_count, so
// that whoever notes something about expressions keeps it in an array.
struct expr {
    enum expr_kind kind;
    uint32_t id;
    enum builtin op; // APPLY
    enum fold fold;  // FOLD
    bool has_fold; // an aggregate (COUNT … AVG) lies within, directly or in a called function or a
                   // let: bounds may decide a comparison
    bool has_facts; // its value depends on facts, whatever the variables of its frame hold
    uint32_t size,
        depth; // nodes of the tree below it and their depth, defines expanded (both saturate)
    uint64_t
        uses; // the slots of its frame that its value depends on (those bound within it excluded)
    struct type type;
    const struct node *node; // where it was written, for texts and places
    // The row by the name before, where this is a nested record in it (dest of dest.cpu); NULL
    // elsewhere. Never evaluated.
    const struct expr *outer;
    // The name where what this names is declared: a root, a field, a param, a let, an element, a
    // parameter, a define; empty where it names nothing.
    struct span declaration;
    struct decimal number; // CONSTANT int, number, quantity
    int64_t time;
    bool truth;
    const char *text;                // CONSTANT text, enum, version: interned
    uint32_t index;                  // SLOT: slot; PARAM: parameter
    const struct column_def *column; // COLUMN
    const struct space_def *space;   // LOOKUP
    const struct function *function; // CALL
    const struct pattern *pattern; // APPLY BUILTIN_MATCHES or BUILTIN_LIKE with a literal pattern,
                                   // compiled; else NULL
    const struct sequence *sequence; // FOLD, SEQUENCE
    const struct expr *const *items;
    uint32_t count;
};

// Visits the expressions that an expression is made of, in the order they are written: its items,
// then what the loops of its sequence go through with their guards, and the element. The body of
// the function that a CALL calls is none of them: it has variables of its own.
typedef void expr_visit(void *state, const struct expr *child);
void expr_each_child(const struct expr *expr, expr_visit *visit, void *state);

// A define, checked for one combination of the shapes of its arguments. Its frame has slots of its
// own: parameters first. (A define whose value is a list is spliced at its calls instead.)
struct function {
    const char *name;
    struct span span; // of the name
    uint32_t parameter_count, slot_count;
    const struct expr *body;
    const struct node *node;
};

struct param {
    const char *name;
    const char *description;
    struct type type;
    const struct expr *min, *max; // CONSTANT of its type or that of its elements, or NULL
    bool percent;                 // the default or the setting was written in %: shown so
    const struct expr *value; // constant after checking or --set: CONSTANT or ITEMS of CONSTANT;
                              // NULL: has to be set
    struct span span;
};

// One operand of a requirement's top-level conjunction, one link of a chain.
struct requirement {
    const struct expr *condition;
    const char *text; // as written, white space folded
    struct span span;
    const struct expr *message; // TEMPLATE or CONSTANT text, or NULL
};

const char *severity_text(enum severity severity); // "info", "warning", "error"

struct rule {
    const char *name; // interned; the report's id is POLICY/NAME
    const char *title;
    enum severity severity; // as tailored
    bool skipped;           // by tailoring
    struct span mandatory;  // where it says so; empty where it is not
    struct span span;
    const struct expr *when; // or NULL; uses no slots
    const struct let *lets;  // before any loop
    uint32_t let_count;
    const struct loop *loops; // for each, outer before inner
    uint32_t loop_count;
    uint32_t slot_count;
    const struct requirement *requirements;
    uint32_t requirement_count;
    const struct expr *remedy; // or NULL
    const char *const *see;
    uint32_t see_count;
    const char *const *tags;
    uint32_t tag_count;
};

// Visits the expressions that a rule is made of, in the order they are written.
void rule_each_expr(const struct rule *rule, expr_visit *visit, void *state);

// One change of a policy by another, by a file of settings or by the command line.
struct tailoring {
    enum tailor_kind kind;
    uint32_t index;        // of the param that is set, else of the rule
    const char *by;        // the policy that says so, the file, or "--set"
    struct span span;      // of the statement; empty for "--set"
    const char *from, *to; // as written; from is NULL for a param without a value
    const char *because;   // SKIP, else NULL
    const char *option;    // of --set: its NAME, one text for all that the option sets; else NULL
};

// A policy of a run. One that is used is there once for each policy of the command line that
// reaches it, tailored by that.
struct policy {
    const char *name, *title, *version;
    const char *root; // the policy of the command line that it is there for; its own name for that
    uint32_t layer;   // over how many uses it is reached from there, at least; 0 for itself
    bool shared;      // nobody tailors it, so that it is there for every root
    const struct file_node *tree; // as parsed, with the params and defines that it imports
    const struct source *source;
    const struct expr *summary; // or NULL
    struct param *params;
    uint32_t param_count;
    struct rule *rules;
    uint32_t rule_count;
    const struct function **functions; // of all defines, those too that no rule calls or that are
                                       // spliced
    uint32_t function_count;
    struct tailoring *tailorings; // in the order that they were made
    uint32_t tailoring_count, tailoring_room;
};

#endif
