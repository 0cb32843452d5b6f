// Accounts: everything that is compared, a line each, written alike from the product's findings and
// by the naive evaluator.
#ifndef PLIM_ORACLE_ACCOUNT_H
#define PLIM_ORACLE_ACCOUNT_H

#include "finding/verdict.h"
#include "naive.h"

// From this many missing facts on they are not listed: the product stops looking.
enum { LISTED_MISSING = 1000 };

struct margin_line {
    bool present, bounded;
    struct decimal value;
    const char *subject;
};
struct requirement_line {
    const char *text;
    enum verdict verdict;
    bool vacuous;
    uint64_t unknown_count;
    struct margin_line margin;
    struct names failed, missing;
};
void account_verdict(struct text *out, enum verdict verdict);
void account_rule(struct text *out, const char *name, enum verdict verdict, uint64_t subjects,
                  const struct names *missing);
void account_requirement(struct text *out, const struct requirement_line *line);
void account_value(struct text *out, const struct type *type, const char *json,
                   const struct names *missing);

// The account of the product, and that of the naive evaluator.
void account_found_rule(struct text *out, const struct rule_finding *rule, struct arena *arena);
void account_findings(struct text *out, const struct findings *findings, struct arena *arena);
void account_evaluation(struct text *out, const struct evaluation *evaluation, struct arena *arena);
void account_naive(struct text *out, struct naive *n);
void account_naive_value(struct text *out, struct naive *n, const struct expr *expr);

#endif
