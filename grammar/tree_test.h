// The tree of the tests of policies.
#ifndef PLIM_GRAMMAR_TREE_TEST_H
#define PLIM_GRAMMAR_TREE_TEST_H

#include "grammar/tree_use.h"

// Facts as written in a given: { name: VALUE, … }. A value is a constant expression, an object or
// a list of objects.
struct object_node {
    struct span span;
    struct member_node *members;
    uint32_t count;
    size_t capacity;
    uint16_t depth; // at most TREE_DEPTH_LIMIT
};
struct object_list {
    const struct object_node **items;
    uint32_t count;
    size_t capacity;
};
struct object_value {
    enum object_value_kind { OBJECT_VALUE, OBJECT_OBJECT, OBJECT_LIST } kind;
    struct span span;
    const struct node *value;         // VALUE
    const struct object_node *object; // OBJECT
    struct object_list objects;       // LIST
};
struct member_node {
    struct name name;
    struct object_value value;
};

// What an expect looks at.
enum expect_kind {
    EXPECT_RULE,    // expect VERDICT RULE [for SUBJECT] [margin VALUE] [missing PATH]…
    EXPECT_RUN,     // expect run VERDICT
    EXPECT_VALUE,   // expect value EXPR == VALUE
    EXPECT_MESSAGE, // expect message RULE "…"
};
struct expect_node {
    enum expect_kind kind;
    struct name verdict;        // RULE, RUN: pass, fail, unknown, skip or waived
    struct qualified_name rule; // RULE, MESSAGE
    const struct node *subject; // RULE, or NULL
    const struct node *margin;  // RULE: a literal, or NULL
    struct nodes missing;       // RULE: paths
    const struct node *value;   // VALUE: the comparison ==
    const char *message;        // MESSAGE
};

// One statement of a test or a case, in the order written.
struct step_node {
    enum step_kind {
        STEP_GIVEN_FILE, // given "pair.json"
        STEP_GIVEN,      // given { … }
        STEP_SET,        // set PARAM = VALUE
        STEP_WITH,       // with PATH = VALUE
        STEP_WITHOUT,    // without PATH
        STEP_AT,         // at TIME
        STEP_EXPECT,
    } kind;
    struct span span;
    const char *file;                 // GIVEN_FILE
    struct span file_span;            // GIVEN_FILE
    const struct object_node *object; // GIVEN
    struct tailor_node set;           // SET
    const struct node *path;          // WITH, WITHOUT
    const struct node *value;         // WITH
    const struct node *time;          // AT: NODE_TIME or NODE_BAD
    struct expect_node expect;        // EXPECT
};
struct steps {
    struct step_node *items;
    uint32_t count;
    size_t capacity;
};

// case "…" { … }
struct case_node {
    struct span span;
    const char *name;
    struct span name_span;
    struct steps steps;
};

// test "…" { … }: the steps that hold for all cases, those before the first, and the cases.
struct test_node {
    struct span span;
    const char *name;
    struct span name_span;
    struct steps steps;
    struct case_node *cases;
    uint32_t case_count;
    size_t case_room;
};

#endif
