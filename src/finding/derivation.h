// Derivations: how a value came about, down to the facts.
#ifndef PLIM_FINDING_DERIVATION_H
#define PLIM_FINDING_DERIVATION_H

#include "eval/run.h"
#include "finding/missing.h"
#include "finding/verdict.h"

// What a part of a derivation is.
enum derived {
    DERIVED_VALUE, // an expression over others
    DERIVED_FACT,
    DERIVED_PARAM,
    DERIVED_NOW,
    DERIVED_NAMED, // a let or an argument, whose own derivation stands above
    DERIVED_PART,  // of a rule, or an element of a list
};
const char *derived_text(enum derived kind); // "value" … "part"

// An expression as it was written, with its value and what that was made of; in an arena, with all
// its parts.
struct derivation {
    enum derived kind;
    const char *role;    // "when", "where", "let NAME", "require", "define NAME" …; or NULL
    const char *subject; // the element that it is about: vm "db01"; or NULL
    const char *text;    // as written; "" where only its element is
    const char *value;   // as people read it; NULL where it has none
    bool truth;          // it is true, false or unknown
    bool unknown;
    bool doubtful; // it is unknown whether the element counts
    bool idle;     // the value above is the same whatever this is
    bool judged;   // of a rule or a requirement:
    enum verdict verdict;
    struct fact_path fact; // where FACT stands; no steps where that cannot be told
    const struct policy *policy;
    const struct param *param;
    const struct missing_fact *missing; // why it is unknown, where no part says so; or NULL
    struct derivation **parts;
    size_t part_count, part_room;
    uint64_t more; // elements that were left out
};

// Elements of a list that a derivation shows.
enum { DERIVED_ELEMENTS = 5 };

// What making one takes. Values that the evidence for a verdict shows in an environment are shown
// alike.
struct deriving {
    struct arena *arena;
    const struct missing_list *missing; // of the run
    bool whole;                         // all elements
    bool unknown_first;                 // what is unknown decides, not what fails
    const struct env *evidence_of;
    const struct shown_value *evidence;
    uint32_t evidence_count;
};

// How an expression came to its value in an environment of one lane; NULL of a constant and of a
// record, which say all themselves.
struct derivation *derive(struct deriving *deriving, struct env *env, const struct expr *expr);

// The same of something that a verdict is made of.
struct derivation *derive_verdict(struct deriving *deriving, struct env *env,
                                  const struct expr *verdict);

// A part without an expression; the texts are not copied.
struct derivation *derivation_new(struct deriving *deriving, const char *role, const char *text);

// Adds a part, unless it is NULL.
void derivation_add(struct deriving *deriving, struct derivation *to, struct derivation *part);

// Adds a fact that is missing as a part.
void derivation_add_missing(struct deriving *deriving, struct derivation *to,
                            const struct missing_fact *missing);

// Adds the elements of a fold or a sequence that make its value, first those that decide it, are
// unknown or large (derive_elements.c). `largest`: of a sequence too.
void derive_elements(struct deriving *deriving, struct env *env, const struct expr *expr,
                     bool largest, struct derivation *to);

#endif
