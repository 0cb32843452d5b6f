// The naive evaluator: expressions of the checked tree, one value at a time.
#ifndef PLIM_ORACLE_NAIVE_H
#define PLIM_ORACLE_NAIVE_H

#include "program/program.h"
#include "value.h"

// What evaluating needs besides variables.
struct naive {
    struct arena *arena;
    const struct program *program;
    const struct policy *policy;
    struct facts *facts;
    int64_t now;
    uint64_t elements, element_limit; // visited; beyond the limit no result counts
};

// The variables of a rule, a define or an expression.
struct frame {
    struct value slots[SLOT_LIMIT];
};

struct value naive_value(struct naive *n, struct frame *frame, const struct expr *expr);

// Values without the rest.
struct value value_unknown(const struct reasons *reasons);
struct value value_truth(bool truth);
struct value value_number(struct decimal number);
struct value value_time(int64_t time); // its ranges are in nanoseconds
struct value value_text(const char *text);

// An operator or function over single values (naive_apply.c), and those over lists (naive_list.c).
struct value naive_apply(struct naive *n, const struct expr *expr, const struct value *operands);
struct value naive_apply_list(struct naive *n, const struct expr *expr,
                              const struct value *operands);
struct value naive_split(struct naive *n, const char *text, const char *by);
struct value naive_fault(struct naive *n, const struct expr *expr, const char *cause);
int naive_order(const struct type *type, const struct value *a, const struct value *b);

// Functions over texts, all known (naive_text.c).
struct value naive_known(struct naive *n, const struct expr *expr, const struct value *operands);

// Versions (naive_version.c). The digits of a part, from 1; 0 where it has fewer.
bool naive_is_version(const char *text);
int naive_version_order(const char *a, const char *b);
const char *naive_version_part(struct arena *arena, const char *text, struct decimal n);

// Unknown where either is not what it should be (naive_address.c).
enum truth naive_in_network(struct arena *arena, const char *text, const char *network);

// Going through loops: visit is called for each element that belongs (TRUE_) or may (UNKNOWN_, for
// these reasons); absent for a list that is unknown and would be gone through by loops[at].
struct walk {
    struct naive *n;
    struct frame *frame;
    const struct loop *loops;
    uint32_t count;
    void (*visit)(void *state, enum truth member, const struct reasons *reasons);
    void (*absent)(void *state, uint32_t at, const struct reasons *reasons);
    void *state;
    const char **labels; // by loop, of the elements gone through; NULL where they are not needed
};
void naive_walk(const struct walk *walk, enum truth member, const struct reasons *reasons);

// Why it cannot be told where a row stands among those of its list; NULL where its key is known.
const struct reasons *naive_nameless(struct naive *n, const struct row *row);

// Folds, and sequences as lists (naive_fold.c).
struct value naive_fold(struct naive *n, struct frame *frame, const struct expr *expr);
struct value naive_sequence(struct naive *n, struct frame *frame, const struct expr *expr);

// A known value as text: quantities, which people read in other units, in their base unit.
const char *naive_shown(struct naive *n, const struct type *type, const struct value *value);

// A value as JSON.
const char *naive_json(struct naive *n, const struct type *type, const struct value *value);

#endif
