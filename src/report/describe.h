// A policy described: what it holds, what it reads and what it asks for, without any facts.
#ifndef PLIM_REPORT_DESCRIBE_H
#define PLIM_REPORT_DESCRIBE_H

#include "base/json.h"
#include "grammar/tree_use.h"
#include "lang/uses.h"
#include "report/reads.h"

// A policy of a checked program without mistakes, and what its description is made of; in the
// arena. Texts of the policy are shown as they are written.
struct description {
    struct arena *arena;
    const struct program *program;
    const struct policy *policy;
    const struct file_node *tree;   // of the policy
    const char *const *collectable; // roots of the model that are collected, ended by NULL
    const struct uses *uses;        // what the names in it stand for
    const struct rule_description *rules;
    struct reads reads; // of the whole policy
    struct read_facts facts;
    const struct rule_list *askers; // by the place of an answer in reads
};
struct rule_list {
    const struct rule **rules;
    size_t count, room;
};
struct rule_description {
    const struct rule *rule;
    const struct rule_node *node;
    struct reads reads;
    struct read_facts facts;
};

struct description describe(struct arena *arena, const struct program *program,
                            const struct policy *policy, const char *const *collectable);

// One line for a list of policies, in which it has the name that it is found by and counts the
// rules of what it uses, too; all of it as text of so many columns (0: lines of any length), as an
// object in JSON, as a page in Markdown (linked: the pages of what it uses are NAME.md beside it).
void describe_line(const struct description *described, const char *name, size_t width,
                   struct text *out);
void describe_text(const struct description *described, size_t width, struct text *out);
void describe_json(const struct description *described, struct json *json);
void describe_markdown(const struct description *described, bool linked, struct text *out);

// How a fact comes into a facts file.
enum source_kind { SOURCE_COLLECTED, SOURCE_PLANNED, SOURCE_ATTESTED, SOURCE_WRITTEN };
enum source_kind describe_source(const struct description *described, const struct read_fact *fact);

// An expression or a type as the policy has it; in the arena.
const char *describe_excerpt(const struct description *described, struct span span);

// "bytes min 0 max 64 GiB", and what a param is without a setting, NULL where it has to be set.
const char *describe_param_type(const struct description *described, const struct param *param);
const char *describe_param_value(const struct description *described, const struct param *param);

// Whether nobody may skip, soften or waive a rule.
bool describe_is_mandatory(const struct rule_description *rule);

#endif
