// The syntax tree: what the parser makes of a text, before any name or type is known.
#ifndef PLIM_GRAMMAR_TREE_H
#define PLIM_GRAMMAR_TREE_H

#include <stdbool.h>

#include "base/decimal.h"
#include "base/intern.h"
#include "lang/diagnostic.h"
#include "lang/unit.h"

enum { TREE_DEPTH_LIMIT = 200 };

enum node_kind {
    NODE_BAD, // stands where a mistake was reported
    NODE_BOOL,
    NODE_NUMBER,   // 12, 0.5, 90%
    NODE_QUANTITY, // 16 GiB, 3 d 4 h
    NODE_TIME,     // 2026-11-23T10:00:00Z
    NODE_TEXT,     // "…" or '…' without interpolation
    NODE_TEMPLATE, // "…{expr}…": items alternate NODE_TEXT and expressions (messages, remedies,
                   // summary)
    NODE_LIST,     // [a, b]
    NODE_NAME,     // memory
    NODE_FIELD,    // operand.name
    NODE_INDEX,    // operand[key]
    NODE_CALL,     // name(arguments)
    NODE_NOT,
    NODE_NEGATE,
    NODE_BINARY,     // one operator of enum op
    NODE_CHAIN,      // a <= b < c: items are the operands, operators one fewer
    NODE_IF,         // items: condition, then, else
    NODE_QUANTIFIER, // every | some | no
    NODE_WHERE,      // items[0] where items[1]
    NODE_EACH,       // items[0] for each name in items[1] where items[2]
};

enum op {
    OP_OR,
    OP_AND,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_LESS,
    OP_AT_MOST,
    OP_GREATER,
    OP_AT_LEAST,
    OP_IN,
    OP_NOT_IN,
    OP_MATCHES,
    OP_LIKE,
    OP_DEFAULT,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_MODULO,
};

const char *operator_text(enum op op); // "or", ">=", "mod"

enum quantifier { QUANTIFIER_EVERY, QUANTIFIER_SOME, QUANTIFIER_NO };

// A name with its place; text is interned (compare by pointer), NULL where there is none.
struct name {
    const char *text;
    struct span span;
};

// One node. depth is 1 + the greatest of its children's; none is deeper than TREE_DEPTH_LIMIT (the
// parser puts NODE_BAD there and reports it once), so recursion over a tree is safe. Immutable once
// made.
struct node {
    enum node_kind kind;
    enum op op;                 // NODE_BINARY
    enum quantifier quantifier; // NODE_QUANTIFIER
    bool parenthesised;         // it stood in ( )
    bool raw;                   // NODE_TEXT: '…'
    bool percent;               // NODE_NUMBER: 90%
    uint16_t depth;
    struct span span;          // the whole expression, parentheses excluded
    struct span operator_span; // NODE_BINARY, NODE_NOT …: the operator or the word
    struct name name; // NAME, FIELD, CALL; QUANTIFIER and EACH: the element's name, text NULL where
                      // it is left out
    struct decimal number;      // NUMBER; QUANTITY: in base units
    struct dimension dimension; // QUANTITY
    int64_t time;               // TIME: nanoseconds since 1970
    bool truth;                 // BOOL
    const char *text;           // TEXT: interned, unescaped
    const enum op *operators;   // CHAIN: count - 1 of them
    const struct node **items;  // operands: BINARY 2; NOT, NEGATE, FIELD 1; INDEX 2 (operand, key);
                                // CALL its arguments; QUANTIFIER 3: list, where (or NULL), body;
                                // WHERE 2; EACH 3: element, list, where (or NULL)
    uint32_t count;
};

// A list of expressions that grows.
struct nodes {
    const struct node **items;
    uint32_t count;
    size_t capacity;
};

// A type as written.
struct type_node {
    enum { TYPE_NODE_NAME, TYPE_NODE_LIST, TYPE_NODE_ONE_OF, TYPE_NODE_BAD } kind;
    struct span span;
    struct name name;                // NAME
    const struct type_node *element; // LIST
    const char **choices;            // ONE_OF: interned
    uint32_t choice_count;
};

// A statement of a file, a record or a rule. The tree keeps statements by kind; the order
// is kept as a list of these: index is the place among those of the kind, where there may be
// several.
enum statement_kind {
    STATEMENT_NONE,
    STATEMENT_HEADER, // policy …, facts …
    STATEMENT_USE,
    STATEMENT_USE_POLICY, // use policy, import
    STATEMENT_SET,
    STATEMENT_WAIVE,
    STATEMENT_TEST,
    STATEMENT_SUMMARY,
    STATEMENT_PARAM,
    STATEMENT_ROOT,
    STATEMENT_PURPOSE, // reasons in, answers in, origins in
    STATEMENT_DEFINE,
    STATEMENT_RECORD,
    STATEMENT_FIELD,
    STATEMENT_RULE,
    STATEMENT_SEVERITY,
    STATEMENT_MANDATORY,
    STATEMENT_WHEN,
    STATEMENT_BINDING, // for each, let
    STATEMENT_REQUIRE,
    STATEMENT_MESSAGE, // index: of its require
    STATEMENT_REMEDY,
    STATEMENT_SEE,
    STATEMENT_TAG,
};
struct statement_node {
    enum statement_kind kind;
    uint32_t index;
    struct span span;
};
struct statements {
    struct statement_node *list;
    uint32_t count;
    size_t capacity;
};

// What a file holds beside statements: a comment, from its # to the end of the line, or the blanks
// around one or more empty lines.
struct remark_node {
    enum { REMARK_COMMENT, REMARK_EMPTY_LINES } kind;
    struct span span;
};

struct field_node { // plan name: type min A max B "description"
    struct name name;
    const struct type_node *type;
    const struct node *min, *max; // literals or NULL
    const char *description;      // or NULL
    bool plan;
};
struct record_node { // record NAME key FIELD "description" { … }, or extend record NAME { … }
    struct name name;
    struct name key; // text NULL where there is none
    bool extends;
    const char *description;
    struct field_node *fields;
    uint32_t field_count;
    struct statements order; // fields
};
struct root_node { // root NAME: TYPE default PATH "description"
    struct name name;
    const struct type_node *type;
    const struct node *fallback; // a path of names, or NULL
    const char *description;
};
struct part_node { // PART: FIELD, or FIELD where it has the part's name
    struct name part, field;
};
struct purpose_node { // reasons in LIST (PART, …): what a list is for
    struct name word, list;
    struct part_node *parts;
    uint32_t part_count;
};
struct param_node { // param NAME: TYPE min A max B = EXPR "description"
    struct name name;
    const struct type_node *type;
    const struct node *min, *max; // literals or NULL
    const struct node *value;     // NULL: has to be set
    const char *description;
};
struct parameter_node {
    struct name name;
    const struct type_node *type;
};
struct define_node { // define NAME(a: T, …): TYPE = EXPR; without parameters no parentheses
    struct name name;
    struct parameter_node *parameters;
    uint32_t parameter_count;
    const struct type_node *type; // NULL where it is left out
    const struct node *body;
};

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

struct require_node {
    const struct node *condition;
    const struct node *message; // TEXT or TEMPLATE, or NULL
};
struct binding_node { // in the order written: for each …, let …
    enum { BINDING_EACH, BINDING_LET } kind;
    struct span span;
    struct name name;         // EACH: text NULL where it is left out
    const struct node *value; // EACH: the list; LET: the expression
    const struct node *where; // EACH, or NULL
    uint32_t require_count;   // requires that stand before it
};
struct rule_node {
    struct span span; // from "rule" to its "}"
    struct name name;
    const char *title;
    enum severity severity;
    struct span mandatory;   // the word; empty where it is not
    const struct node *when; // or NULL
    struct binding_node *bindings;
    uint32_t binding_count;
    struct require_node *requires;
    uint32_t require_count;
    const struct node *remedy; // TEXT or TEMPLATE, or NULL
    const char **see;
    uint32_t see_count;
    struct name *tags;
    uint32_t tag_count;
    struct statements order;
};

// One file: a policy or a fact model.
struct file_node {
    enum {
        FILE_NODE_POLICY,
        FILE_NODE_FACTS,
        FILE_NODE_SETTINGS, // without a head, nothing but set
        FILE_NODE_WAIVERS,  // without a head, nothing but waive
        FILE_NODE_BAD,
    } kind;
    bool sound; // it was read without a mistake
    const struct source *source;
    struct name name;
    const char *title;     // policy, or NULL
    const char *version;   // policy: text or NULL
    int64_t facts_version; // facts
    struct name use_facts; // text NULL where there is none
    int64_t use_version;
    const struct node *summary; // or NULL
    struct record_node *records;
    uint32_t record_count;
    struct root_node *roots;
    uint32_t root_count;
    struct purpose_node *purposes;
    uint32_t purpose_count;
    struct param_node *params;
    uint32_t param_count;
    struct define_node *defines;
    uint32_t define_count;
    struct rule_node *rules;
    uint32_t rule_count;
    struct use_node *uses; // tree_use.h: other policies
    uint32_t use_count;
    struct tailor_node *sets; // of a file of settings
    uint32_t set_count;
    struct waive_node *waives;
    uint32_t waive_count;
    struct test_node *tests; // tree_test.h
    uint32_t test_count;
    struct statements order;
    struct remark_node *remarks; // in order of place
    uint32_t remark_count;
};

// A token as the parser was given it; the kinds are those of parser.h.
struct token {
    int kind;
    struct span span;
};
struct tokens {
    struct token *items;
    uint32_t count;
    size_t capacity;
};

// What parsing needs and makes; every pointer lives at least as long as arena.
struct parse {
    struct arena *arena;
    struct intern *names;
    struct diagnostics *diagnostics;
};

// Parses one file; always returns a tree (mistakes are in the diagnostics, their statements left
// out or NODE_BAD).
struct file_node *parse_file(struct parse *parse, const struct source *source);

// The same for a file of settings or waivers, which need not say what it is.
struct file_node *parse_statements(struct parse *parse, const struct source *source);

// The same with its tokens, but for those within texts, unless that is NULL.
struct file_node *parse_file_tokens(struct parse *parse, const struct source *source,
                                    struct tokens *tokens);

// That for a file of any kind, or of none but comments.
struct file_node *parse_tokens(struct parse *parse, const struct source *source,
                               struct tokens *tokens);

// Adds the tokens that could stand at the end of a source that was cut off there, each with an
// empty span; none where a mistake stands before it in the same statement.
void parse_expected(struct parse *parse, const struct source *source, struct tokens *expected);

// Whether a file has statements of that kind and, but for its head, no others.
bool file_holds_only(const struct file_node *file, enum statement_kind kind);

// What a file is: "a policy", "a file of settings"; "" where that is not known.
const char *file_kind_text(const struct file_node *file);

// Parses a single expression (plimsoll eval, --set); NULL after a mistake.
const struct node *parse_expression(struct parse *parse, const struct source *source);

#endif
