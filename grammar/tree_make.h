// What the grammar's actions call: one constructor for every form of the language.
#ifndef PLIM_GRAMMAR_TREE_MAKE_H
#define PLIM_GRAMMAR_TREE_MAKE_H

#include "grammar/tree_test.h"

// A list of interned texts that grows.
struct texts {
    const char **items;
    uint32_t count;
    size_t capacity;
};

// The parameters of a define.
struct parameters {
    struct parameter_node *items;
    uint32_t count;
    size_t capacity;
};

// The fields that are the parts of a list's purpose.
struct parts {
    struct part_node *items;
    uint32_t count;
    size_t capacity;
};

// [x in] LIST [where C], of a quantifier, an aggregate or a for each.
struct binder {
    struct name name;
    const struct node *list, *where;
};

// min A max B of a field or a param.
struct limits {
    const struct node *min, *max;
};

// A name that was not in lower case, and its diagnostic.
struct capital {
    const char *name;              // interned, in lower case
    struct diagnostic *diagnostic; // NULL where it is another mistake
};

// The state of one parse. The tokens carry no values: a constructor reads the text of its span.
struct parser {
    struct parse *parse;
    const struct source *source;
    uint32_t begin, end;          // the stretch of the source that is scanned, as offsets of a span
    uint32_t offset;              // of the next token
    void *scanner;                // flex's
    int start;                    // the token that chooses what is parsed; 0 once it was given
    bool interpolated;            // the stretch is the inside of { } in a text
    struct token pending;         // to be given before scanning on; kind -1 where there is none
    struct token current, before; // the two tokens given last
    uint32_t brackets;            // open ( and [ since the last statement word
    bool recovering;          // a mistake was reported; tokens are skipped up to a statement word
    struct span mistake;      // the token where the grammar last could not go on
    struct span open_text;    // the last text without its closing quote
    uint32_t escape_text;     // where the last text ends that has a mistaken escape
    uint32_t dashed;          // where a '-' ends that stands in a name
    bool empty, begins_well;  // the text is empty; the first word is policy or facts
    struct capital *capitals; // the names that were not in lower case
    size_t capital_count, capital_room;
    struct node *expression; // of a single expression
    struct file_node *file;
    struct tokens *tokens;           // where they are kept, or NULL
    struct tokens *expected;         // gets what could stand at the end, or NULL: nobody asked
    struct statement_node statement; // the statement just made; its span is not known yet
    size_t remark_room;
    size_t record_room, root_room, purpose_room, param_room, define_room, rule_room;
    struct record_node record; // the one being read
    size_t field_room;
    struct rule_node rule; // the one being read
    size_t binding_room, require_room, see_room, tag_room;
    size_t use_room, set_room, waive_room, test_room;
    struct test_node test; // the one being read
    struct case_node part; // its case that is being read
    bool in_case;
    bool has_severity, after_require;
    bool unopened;   // the rule or record began without its '{'
    int blocks;      // '{' in a value, which is a mistake, and those within: their '}' are skipped
    bool headless;   // a file of settings or waivers needs no header
    bool bare;       // nor does a text of nothing but comments
    size_t mistakes; // known when the rule began
};

// The bytes of a span; they are not NUL-terminated.
static inline const char *parser_text(const struct parser *p, struct span span) {
    return p->source->text + (span.begin - p->source->base);
}

// The word of a span, without a dot before it or a colon after it, in lower case (with a message if
// it was not).
struct name make_word(struct parser *p, struct span span);
// a.b: the two joined.
struct name make_dotted(struct parser *p, struct name name, struct span field);
// Reports a reserved word that is declared as a name.
void declare_name(struct parser *p, struct name name, const char *what);

// Reports something that is nested too deeply.
void say_nesting(struct parser *p, struct span span);

// Literals. Mistakes are reported and give NODE_BAD.
struct node *make_number(struct parser *p, struct span span);
struct node *make_quantity(struct parser *p, struct node *before, struct span number,
                           struct span unit);
struct node *make_negative(struct parser *p, struct node *literal, struct span span);
struct node *make_time(struct parser *p, struct span span);
struct node *make_bool(struct parser *p, bool truth, struct span span);
struct node *make_bad(struct parser *p, struct span span);
// A node of a kind without operands, to be filled in.
struct node *make_leaf(struct parser *p, enum node_kind kind, struct span span);
struct node *make_text(struct parser *p, struct span span);
// The text of a string token, interned.
const char *make_string(struct parser *p, struct span span);
// A text with {expr} in it.
struct node *make_template(struct parser *p, struct span span);

// NODE_TEMPLATE of its pieces.
struct node *make_pieces(struct parser *p, struct nodes pieces, struct span span);

// Expressions.
struct node *make_name(struct parser *p, struct name name);

// Whether a name is another language's word for a missing value, such as null.
bool means_null(const char *name);

// Reports that there is no such value.
void say_null(struct parser *p, struct span span, const char *name);
struct node *make_field(struct parser *p, struct node *operand, struct span field,
                        struct span span);
struct node *make_index(struct parser *p, struct node *operand, struct node *key, struct span span);
struct node *make_call(struct parser *p, struct name name, struct nodes arguments,
                       struct span span);
struct node *make_list(struct parser *p, struct nodes items, struct span span);
struct node *make_unary(struct parser *p, enum node_kind kind, struct span word,
                        struct node *operand, struct span span);
struct node *make_binary(struct parser *p, enum op op, struct span word, struct node *left,
                         struct node *right, struct span span);
struct node *make_default(struct parser *p, struct span word, struct node *left, struct node *right,
                          struct span span);
// A comparison, or one link more of a chain.
struct node *make_comparison(struct parser *p, enum op op, struct span word, struct node *left,
                             struct node *right, struct span span);
struct node *make_if(struct parser *p, struct node *condition, struct node *then,
                     struct node *other, struct span span);
struct node *make_quantifier(struct parser *p, enum quantifier quantifier, struct span word,
                             struct binder binder, struct node *body, struct span span);
struct node *make_where(struct parser *p, struct node *list, struct node *condition,
                        struct span word, struct span span);
struct node *make_each(struct parser *p, struct node *element, struct binder binder,
                       struct span word, struct span span);
struct nodes add_node(struct parser *p, struct nodes list, struct node *node);
struct texts add_text(struct parser *p, struct texts list, struct span string);
struct parameters add_parameter(struct parser *p, struct parameters list, struct name name,
                                const struct type_node *type);

struct parts add_purpose_part(struct parser *p, struct parts list, struct part_node part);

// Types.
struct type_node *make_type(struct parser *p, struct name name);
struct type_node *make_list_type(struct parser *p, const struct type_node *element,
                                 struct span span);
struct type_node *make_choice_type(struct parser *p, struct texts choices, struct span span);
struct type_node *make_bad_type(struct parser *p, struct span span);

// Says which statement was made; the grammar then adds it to the order, with what it covers.
void note_statement(struct parser *p, enum statement_kind kind, uint32_t index);
void add_statement(struct parser *p, struct statements *order, struct span span);
// Keeps a comment, or blanks that hold an empty line.
void keep_comment(struct parser *p, struct span span);
void keep_blanks(struct parser *p, struct span span);

// Statements of a file.
void file_policy(struct parser *p, struct name name, const char *title, const char *version);
void file_facts(struct parser *p, struct name name, struct span version);
void file_use(struct parser *p, struct name name, struct span version, struct span span);
void file_summary(struct parser *p, struct node *text, struct span span);
void file_param(struct parser *p, struct name name, struct type_node *type, struct limits bounds,
                struct node *value, const char *description);
void file_root(struct parser *p, struct name name, struct type_node *type, struct node *fallback,
               const char *description);
void file_purpose(struct parser *p, struct name word, struct name list, struct parts parts);
void file_define(struct parser *p, struct name name, struct parameters parameters,
                 struct type_node *type, struct node *body);
void record_begin(struct parser *p, struct name name, struct name key, bool extends,
                  const char *description);
void record_add_field(struct parser *p, struct name name, struct type_node *type,
                      struct limits bounds, const char *description, bool plan);
void record_end(struct parser *p);
// Reports that a file does not begin with policy or facts, once.
void say_header(struct parser *p, struct span span);
void file_end(struct parser *p);

// Statements of a rule, into the one being read.
void rule_begin(struct parser *p, struct name name, const char *title, struct span span);
void rule_severity(struct parser *p, struct name level, struct span span);
void rule_when(struct parser *p, struct node *condition, struct span span);
void rule_each(struct parser *p, struct binder binder, struct span span);
void rule_let(struct parser *p, struct name name, struct node *value, struct span span);
void rule_require(struct parser *p, struct node *condition);
void rule_message(struct parser *p, struct node *text, struct span span);
void rule_remedy(struct parser *p, struct node *text, struct span span);
void rule_see(struct parser *p, const char *text);
void rule_tag(struct parser *p, struct name name);
// severity: warning — a statement written with a colon.
void rule_colon(struct parser *p, struct span label, struct node *value, struct span span);
void rule_end(struct parser *p, struct span span);

void rule_mandatory(struct parser *p, struct span word);
// The severity of this name; SEVERITY_ERROR after a mistake.
enum severity severity_of(struct parser *p, struct name level);

// Other policies, their tailoring, and waivers (tree_use.c).
struct qualified_name make_qualified(struct parser *p, struct name policy, struct name name,
                                     struct span span);
struct tailor_node *make_set(struct parser *p, struct qualified_name param, struct node *value,
                             struct span span);
struct tailor_node *make_severity(struct parser *p, struct qualified_name rule, struct name level,
                                  struct span span);
// because is NULL where it is left out, which is reported.
struct tailor_node *make_skip(struct parser *p, struct qualified_name rule, const char *because,
                              struct span span);
struct tailors add_tailor(struct parser *p, struct tailors list, const struct tailor_node *tailor);
struct use_node *make_use(struct parser *p, struct name policy);
struct use_node *make_use_path(struct parser *p, struct span path);
// version is NULL where any will do.
void want_version(struct use_node *use, const char *version, struct span span);
void file_use_policy(struct parser *p, struct use_node *use, struct tailors tailors,
                     struct span span);
void file_import(struct parser *p, struct use_node *use, struct span span);
void file_set(struct parser *p, const struct tailor_node *set);

// The clauses of a waiver, in any order; each once.
struct waive_node *make_waiver(struct parser *p, struct qualified_name rule);
void waive_subject(struct parser *p, struct waive_node *waive, struct node *subject,
                   const char *like);
void waive_until(struct parser *p, struct waive_node *waive, struct span time);
void waive_because(struct parser *p, struct waive_node *waive, struct span text);
void waive_approved(struct parser *p, struct waive_node *waive, struct span text);
void file_waive(struct parser *p, struct waive_node *waive, struct span span);

// Tests (tree_test.c): a test, and in it a case, is begun, filled and ended.
void test_begin(struct parser *p, struct span name);
void test_end(struct parser *p, struct span span);
void case_begin(struct parser *p, struct span name);
void case_end(struct parser *p, struct span span);
void add_step(struct parser *p, struct step_node step, struct span span);
struct object_node *add_member(struct parser *p, struct object_node *object, struct name name,
                               struct object_value value);
struct object_list add_object(struct parser *p, struct object_list list,
                              const struct object_node *object);
struct name make_verdict(struct parser *p, struct span word);
struct step_node *make_expect(struct parser *p, struct expect_node expect);
// The clauses of an expect of a rule, the first two once.
void expect_subject(struct parser *p, struct step_node *step, struct node *subject);
void expect_margin(struct parser *p, struct step_node *step, struct node *margin);
void expect_missing(struct parser *p, struct step_node *step, struct node *path);

#endif
