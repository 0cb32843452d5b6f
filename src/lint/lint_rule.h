// What the rules of the linter share: the file in hand, and how they say what they found. Private
// to src/lint/.
#ifndef PLIM_LINT_LINT_RULE_H
#define PLIM_LINT_LINT_RULE_H

#include "grammar/tree_walk.h"
#include "lint/allowance.h"
#include "lint/lint.h"
#include "lint/numbered_expr.h"

struct lint;

// A row of rules.def. A rule looks at one kind of thing, each of which it is given in turn: the
// file as a whole, a rule of the policy, a checked expression, or a node of the tree.
struct lint_rule {
    const char *name;
    enum lint_category category;
    enum diagnostic_level level;
    void (*file)(struct lint *lint);
    void (*rule)(struct lint *lint, const struct rule *rule, const struct rule_node *node);
    void (*expr)(struct lint *lint, const struct expr *expr);
    void (*node)(struct lint *lint, const struct node *node);
    const char *says;
};
extern const struct lint_rule lint_rules[];
extern const size_t lint_rule_count;

// What a condition decides alone: a requirement holds where it is true (HOLDS), or nothing is asked
// where it is false (FAILS), as of `when` and `where`. NONE: it decides nothing alone.
enum lint_sense { SENSE_FAILS = -1, SENSE_NONE, SENSE_HOLDS };

// The rows that look at one kind of thing.
struct lint_rows {
    const struct lint_rule **items;
    size_t count;
};

// Where a row said something: offsets, sorted when they are asked for.
struct lint_points {
    uint32_t *items;
    uint32_t count;
    size_t room;
    bool unsorted;
};

// The file in hand.
struct lint {
    const struct lint_file *file;
    struct arena *arena;
    struct diagnostics *out;
    lint_wanted *wanted;
    const void *wanted_state;
    struct allowances allowances;
    struct lint_rows files, rules, exprs, nodes; // that are wanted
    const struct lint_rule *row;                 // that looks
    const struct rule *rule; // of the policy that the expression in hand is in, or NULL
    const struct requirement *requirement; // of the rule that it is in, or NULL
    const struct expr *outer;              // of which it is an item, or NULL
    const struct function *function;       // of the define that it is in, or NULL
    enum lint_sense sense;                 // of the expression in hand
    struct numbered said;       // by row and span: conditions of defines are visited for each use
    struct lint_points *points; // by row
    struct numbered functions;  // defines that were met
    unsigned char *marks;       // enum lint_mark, by their numbers
    size_t marks_room;
    struct numbered_exprs known; // expressions that were compared with others
    struct lint_names *names;    // that the file mentions, once they were asked for
    struct lint_survey *survey;  // of the policy, once it was asked for (vacuous.c)
    struct numbered bounds;      // of ages, for the rules that were asked for (silent.c)
};

// What is known of a define.
enum lint_mark {
    MARK_FAILS = 1, // it was visited in that sense
    MARK_NONE = 2,
    MARK_HOLDS = 4,
    MARK_READS = 8, // it reads facts or params
    MARK_READS_NOTHING = 16
};
bool lint_is_marked(struct lint *lint, const struct function *function, unsigned marks); // any
void lint_mark(struct lint *lint, const struct function *function, enum lint_mark mark);

// Says what the rule in hand found there; the diagnostic takes a cure and edits. NULL where that is
// allowed, was said before, or is in another file.
struct diagnostic *lint_say(struct lint *lint, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void lint_cure(struct lint *lint, struct diagnostic *found, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// Whether a row said something, or found it allowed, that begins in the span.
bool lint_said_within(struct lint *lint, const struct lint_rule *row, struct span span);
// A cure that is to write a text in place of a span. It is no edit where a comment would be lost.
void lint_replace(struct lint *lint, struct diagnostic *found, struct span span, const char *text);

// The source of a span, in the arena: as it is, on one line, or as an operand of an operator, in
// parentheses where it has to be.
const char *lint_source(const struct lint *lint, struct span span);
const char *lint_shown(const struct lint *lint, const struct node *node);
const char *lint_operand(const struct lint *lint, const struct node *node);

bool lint_is_within(const struct lint *lint, struct span span); // the file in hand
bool lint_mentions(struct lint *lint, const char *name);        // as a value or a function

// The node of a checked rule.
const struct rule_node *lint_rule_node(const struct lint *lint, const struct rule *rule);

#endif
