// Checking expressions, by kind, and rules.
#ifndef PLIM_CHECK_CHECK_EXPR_H
#define PLIM_CHECK_CHECK_EXPR_H

#include "check/check_reach.h"

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
// a version. NULL where it does not fit; poison after a diagnostic for it (an unknown choice).
const struct expr *fit(struct checker *c, const struct expr *expr, const struct type *type);
// Whether two types of text can be equal: sets of choices that have none in common cannot.
bool texts_meet(const struct type *a, const struct type *b);
// A list [] whose type is not known from its surroundings holds texts.
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

// in, matches and like (check_membership.c), and default (check_default.c).
const struct expr *check_in(struct checker *c, const struct scope *scope, const struct node *node);
const struct expr *check_pattern(struct checker *c, const struct scope *scope,
                                 const struct node *node);
const struct expr *check_default_value(struct checker *c, const struct scope *scope,
                                       const struct node *node);

// A literal pattern, compiled; NULL after a message.
const struct pattern *literal_pattern(struct checker *c, enum pattern_kind kind,
                                      const struct expr *text);

// Calls (check_call.c, check_define.c).

struct reached reach_call(struct checker *c, const struct scope *scope, const struct node *node);
struct reached reach_define(struct checker *c, const struct scope *scope, const struct node *node,
                            struct define *define);
bool is_function(const char *name); // of the language
// Whether a function of this name takes a value of the type, or a list of many, and nothing else.
bool function_takes(struct checker *c, const char *name, bool many, const struct type *type);
const char *
function_name(size_t index); // the names of all functions of the language; NULL beyond the last
void defines_declare(struct checker *c);
void defines_check_unused(struct checker *c);
void defines_keep(struct checker *c); // all that were checked, in the policy

// The value of a constant expression, CONSTANT or ITEMS of those (check_constant.c); poison after a
// message.
const struct expr *fold_constant(struct checker *c, const struct expr *expr);

// Limits of params (check_limit.c).

void check_param_limits(struct checker *c, const struct param_node *node, struct param *out);

// Rules (check_rule.c).

void check_rule(struct checker *c, const struct rule_node *node, struct rule *out);

#endif
