// The tree of what ties policies together: use policy, import, tailoring, waivers.
#ifndef PLIM_GRAMMAR_TREE_USE_H
#define PLIM_GRAMMAR_TREE_USE_H

#include "grammar/tree.h"

// What a statement means to change or to speak of: NAME, or POLICY/NAME.
struct qualified_name {
    struct name policy; // text NULL where it is left out
    struct name name;   // of a rule or a param
    struct span span;
};

// One change of a policy: a statement of use policy … { }, of a file of settings, or a set of a
// test.
struct tailor_node {
    enum tailor_kind {
        TAILOR_SET,      // set PARAM = VALUE
        TAILOR_SEVERITY, // severity RULE = LEVEL
        TAILOR_SKIP,     // skip RULE because "…"
    } kind;
    struct span span;
    struct qualified_name target;
    const struct node *value; // SET
    enum severity severity;   // SEVERITY
    const char *because;      // SKIP: not blank, unless a mistake was reported
};

struct tailors {
    struct tailor_node *items;
    uint32_t count;
    size_t capacity;
};

// use policy NAME version "…" { … }, or import NAME. The name may be a path in quotes.
struct use_node {
    bool imports;
    struct span span;
    struct name policy;  // as written; text NULL for a path
    const char *path;    // relative to the file; NULL for a name
    struct span named;   // of the name or the path
    const char *version; // wanted at least, or NULL
    struct span version_span;
    struct tailors tailors;
};

// waive RULE for SUBJECT until DAY because "…" approved "…" even if unknown
struct waive_node {
    struct span span;
    struct qualified_name rule;
    const struct node *subject; // a path, or NULL for all
    const char *like;           // a glob for the key of the list that subject names, or NULL
    int64_t until;              // the first nanosecond of the day
    struct span until_span;
    const char *because, *approved; // NULL where left out, which is a mistake
    bool even_if_unknown;
    bool sound; // no mistake was reported
};

#endif
