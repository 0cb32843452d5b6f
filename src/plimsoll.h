/*
 * The library of Plimsoll: policies in, facts in, verdicts with their evidence out.
 *
 *     plim_policy *policy = plim_policy_new(NULL);
 *     plim_policy_add_file(policy, "site.plim");
 *     if (plim_policy_check(policy) != 0) … plim_policy_messages(policy) …
 *     plim_facts *facts = plim_facts_new(policy);
 *     plim_facts_add_file(facts, "pair.json");
 *     if (plim_facts_load(facts) != 0) … plim_facts_messages(facts) …
 *     plim_result *result = plim_evaluate(policy, facts, NULL);
 *     … plim_result_verdict(result) …
 *
 * The library prints nothing, never exits and has no global state. (Out of memory is the exception:
 * it writes one line to stderr and aborts. What it takes is bounded by the limits of the language
 * and the sizes of what it is given. A program that must outlive it, though policies or facts are
 * of strangers, evaluates in a process of its own, with RLIMIT_AS.)
 *
 * A policy that was checked and facts that were loaded do not change any more: any number of
 * threads may evaluate them at the same time, each with a result of its own. Until then an object
 * belongs to one thread at a time.
 *
 * Texts are UTF-8 and end with a NUL. Texts that are given are copied; those that are returned
 * belong to the object that was asked and live as long as it, unless stated otherwise. Functions
 * that return int return 0, or -1 where something is wrong; then the object's messages say what.
 * Objects are freed in the reverse order of their making: results, facts, policies. Freeing NULL
 * does nothing.
 *
 * Functions and enumerators may be added at the end in later versions, and members at the end of
 * plim_options; nothing is removed while the major version of the library is the same.
 */
#ifndef PLIMSOLL_H
#define PLIMSOLL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Policies with the fact model that they share. */
typedef struct plim_policy plim_policy;
/* Facts, read against the model of a policy. */
typedef struct plim_facts plim_facts;
/* What one evaluation found, and its parts, which it owns. */
typedef struct plim_result plim_result;
typedef struct plim_rule plim_rule;
typedef struct plim_requirement plim_requirement;

enum plim_verdict { PLIM_PASS, PLIM_FAIL, PLIM_UNKNOWN, PLIM_SKIP, PLIM_WAIVED };
enum plim_severity { PLIM_INFO, PLIM_WARNING, PLIM_ERROR, PLIM_NEVER };

/* The version of the library, such as "1.0.0". */
const char *plim_version(void);

/* "pass", "fail", "unknown", "skip", "waived". */
const char *plim_verdict_text(enum plim_verdict verdict);

/* ---- policies ---- */

/* search_path: folders divided by ':' in which policies and fact models are looked for by name;
 * NULL for those that were installed. Never NULL. */
plim_policy *plim_policy_new(const char *search_path);
void plim_policy_free(plim_policy *policy);

/* Adds a policy: a file, or the name of one in the search path; or a text, which messages call by
 * the name. plim_policy_check reports its mistakes. */
void plim_policy_add_file(plim_policy *policy, const char *path_or_name);
void plim_policy_add_text(plim_policy *policy, const char *name, const char *text, size_t size);

/* Sets a parameter, "NAME" or "POLICY/NAME", to a text that is read by its type: "12 GiB". */
void plim_policy_set(plim_policy *policy, const char *name, const char *value);

/* Checks everything that was added and set, after which nothing may be added: 0, or -1 where
 * something is wrong. Called again it returns the same. */
int plim_policy_check(plim_policy *policy);

/* All mistakes and warnings, for people, with places, carets and cures; "" where there are none. */
const char *plim_policy_messages(const plim_policy *policy);

/* ---- facts ---- */

/* Facts for a policy whose check returned 0, which has to outlive them. */
plim_facts *plim_facts_new(const plim_policy *policy);
void plim_facts_free(plim_facts *facts);

/* Adds a facts file, or "LIST=FILE" for a list as newline-delimited JSON; or a text, which messages
 * call by the name. They merge. */
void plim_facts_add_file(plim_facts *facts, const char *file);
void plim_facts_add_text(plim_facts *facts, const char *name, const char *text, size_t size);

/* Takes only one root of a file, such as "source"; makes the element of a list with that key a
 * root, such as the host "hv01" of the list "host" the root "source". */
void plim_facts_take(plim_facts *facts, const char *file, const char *root);
void plim_facts_pick(plim_facts *facts, const char *list, const char *key, const char *root);

/* Keeps only the elements of a list whose key matches a glob; several for one list add up. */
void plim_facts_select(plim_facts *facts, const char *list, const char *glob);

/* Makes fields that the model does not know errors instead of warnings. */
void plim_facts_be_strict(plim_facts *facts);

/* Reads everything that was added; once, after which nothing may be added. */
int plim_facts_load(plim_facts *facts);

/* All mistakes and warnings, for people; "" where there are none. */
const char *plim_facts_messages(const plim_facts *facts);

/* ---- evaluation ---- */

/* How to evaluate. Begin with PLIM_OPTIONS, which holds the size that the caller knows. */
typedef struct plim_options {
    size_t size;
    int64_t now;                /* nanoseconds since 1970, UTC; used if has_now */
    int has_now;                /* 0: the clock's */
    enum plim_severity fail_on; /* the least severity whose failure fails the run */
    uint64_t steps;             /* of work at most; 0: the default */
    /* Whether to evaluate a rule; NULL: all. */
    int (*chosen)(const char *policy, const char *rule, void *state);
    void *state;
    /* How many failing subjects of a requirement have their message, remedy and values, and from
     * how many subjects missing facts are gathered; 0: the default, 10 and 1000. */
    uint32_t failed_shown;
    uint32_t walked;
} plim_options;
#define PLIM_OPTIONS                                                                               \
    { sizeof(plim_options), 0, 0, PLIM_ERROR, 0, NULL, NULL, 0, 0 }

/* Evaluates; options may be NULL. Policy and facts have to outlive the result. NULL only where the
 * step limit was reached, or where loading the facts did not return 0. */
plim_result *plim_evaluate(const plim_policy *policy, const plim_facts *facts,
                           const plim_options *options);
void plim_result_free(plim_result *result);

/* The verdict of the run: pass, fail or unknown; the program exits with 0, 1 or 2 for them. */
enum plim_verdict plim_result_verdict(const plim_result *result);

/* "sha256:…" of the version, policies, parameters, facts, rules, options and time that this result
 * follows from, as `plimsoll check` has it; docs/report.md says how it is made. */
const char *plim_result_digest(const plim_result *result);

/* A report as `plimsoll check --format` writes it, "text" or "json", to be freed with plim_free;
 * its length in *size unless that is NULL. NULL if the format is unknown. */
char *plim_result_report(const plim_result *result, const char *format, size_t *size);
void plim_free(char *text);

/* The rules in the order of the policies. Counts of parts are followed by the part at an index from
 * 0, NULL beyond the last. */
size_t plim_result_rule_count(const plim_result *result);
const plim_rule *plim_result_rule(const plim_result *result, size_t index);

const char *plim_rule_policy(const plim_rule *rule);
const char *plim_rule_name(const plim_rule *rule);
const char *plim_rule_title(const plim_rule *rule);
enum plim_severity plim_rule_severity(const plim_rule *rule);
enum plim_verdict plim_rule_verdict(const plim_rule *rule);
const char *plim_rule_file(const plim_rule *rule);
unsigned plim_rule_line(const plim_rule *rule);
uint64_t plim_rule_subjects(const plim_rule *rule);   /* 1 where it has no `for each` */
const char *plim_rule_skipped(const plim_rule *rule); /* why it was skipped, or NULL */

/* Facts that are missing to decide whether the rule applies, and why: for people, and as the kind
 * of docs/report.schema.json, "not_collected". */
size_t plim_rule_missing_count(const plim_rule *rule);
const char *plim_rule_missing_fact(const plim_rule *rule, size_t index);
const char *plim_rule_missing_cause(const plim_rule *rule, size_t index);
const char *plim_rule_missing_kind(const plim_rule *rule, size_t index);

/* The requirements of a rule: one for each operand of a conjunction, one for each link of a
 * chain. None where the rule was skipped. */
size_t plim_rule_requirement_count(const plim_rule *rule);
const plim_requirement *plim_rule_requirement(const plim_rule *rule, size_t index);

enum plim_verdict plim_requirement_verdict(const plim_requirement *requirement);
const char *plim_requirement_text(const plim_requirement *requirement);
/* Both sides of the comparison, "256 GiB >= 105.8 GiB", or NULL. */
const char *plim_requirement_shown(const plim_requirement *requirement);
/* Not 0 where it holds only because its list is empty. */
int plim_requirement_is_vacuous(const plim_requirement *requirement);

/* The margin, 0 or more where the requirement holds (more than 0 for < and >): "5 short"; the exact
 * decimal in base units (bytes, seconds …); and whose it is, "" where there is only one. NULL where
 * there is none. */
const char *plim_requirement_margin(const plim_requirement *requirement);
const char *plim_requirement_margin_value(const plim_requirement *requirement);
const char *plim_requirement_margin_subject(const plim_requirement *requirement);

/* Subjects that failed, with the elements of an outermost every or no: how many, and their names.
 * Of very many, as pairs of machines may be, only the first are named, NULL for the others. Message
 * and remedy of the first ones, NULL for the others and where the rule has none. */
size_t plim_requirement_failed_count(const plim_requirement *requirement);
const char *plim_requirement_failed_subject(const plim_requirement *requirement, size_t index);
const char *plim_requirement_failed_message(const plim_requirement *requirement, size_t index);
const char *plim_requirement_failed_remedy(const plim_requirement *requirement, size_t index);

/* Facts that are missing to decide it, and why. */
size_t plim_requirement_missing_count(const plim_requirement *requirement);
const char *plim_requirement_missing_fact(const plim_requirement *requirement, size_t index);
const char *plim_requirement_missing_cause(const plim_requirement *requirement, size_t index);
const char *plim_requirement_missing_kind(const plim_requirement *requirement, size_t index);

#ifdef __cplusplus
}
#endif

#endif
