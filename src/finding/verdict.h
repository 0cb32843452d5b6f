// Findings: what a run found, for those who report it.
#ifndef PLIM_FINDING_VERDICT_H
#define PLIM_FINDING_VERDICT_H

#include "base/numbered.h"
#include "facts/store.h"
#include "lang/cause.h"
#include "lang/fact_path.h"
#include "program/program_waive.h"

// VERDICT_BASELINE: what fails or is unknown was so in an earlier run already (finding/baseline.h).
enum verdict {
    VERDICT_PASS,
    VERDICT_FAIL,
    VERDICT_UNKNOWN,
    VERDICT_SKIP,
    VERDICT_WAIVED,
    VERDICT_BASELINE
};
enum { VERDICTS = VERDICT_BASELINE + 1 };
const char *verdict_text(enum verdict verdict); // "pass" … "baseline"

// Those of which something is to be said, the gravest first: fail, unknown, baseline, waived. They
// outrank a pass, and that a skip.
enum { VERDICTS_TOLD = 4 };
extern const enum verdict verdicts_told[VERDICTS_TOLD];

// Of two verdicts the one that is shown for both.
enum verdict verdict_graver(enum verdict a, enum verdict b);

// A fact that would have to be known and why it is not, or an expression without a value. Texts and
// steps live as long as the findings.
struct missing_fact {
    struct fact_path path; // no steps for an expression
    const char *fact;      // the path as text, vm["web01"].memory, or the expression as written
    bool is_answer;        // it is what people answer, and not collected
    enum cause cause;
    const char *reason; // the source's, with CAUSE_NOT_COLLECTED, else NULL
    const char *words;  // the cause for people, with its reason
    const char *remedy; // of the rule, rendered for the first subject that misses it; or NULL
};

// An element of a root list that a failing subject rests on.
struct consulted_fact {
    struct fact_path path;
    const char *remedy; // as in missing_fact
};

// A sub-expression and its value as people read it, or "unknown".
struct shown_value {
    const char *text, *value;
    struct type type;
    const char *exact; // in JSON, in base units; NULL where it is unknown, a list, or no expression
};

// Distinct missing facts, of which only the first ones are listed.
struct missing_facts {
    struct missing_fact *facts;
    uint32_t count;
    uint64_t total; // how many there are,
    bool bounded;   // or more, as not all were looked for
};

// What a finding is about: the elements of a rule's loops. Elements on one way from the root are
// one path, that of the innermost; each other list has a path. An element of a list that is no fact
// has the loop's name as its path, with the value in brackets or, where it can be no key, its
// place.
// "" and no paths for a rule without for each and every.
struct found_subject {
    const char *text; // vm "db01" disk "vda"
    struct fact_path *paths;
    size_t path_count;
    bool nameless; // the key of an element is unknown, so that its place stands in the path, or
                   // another element has it too
};

// One failing subject in full.
struct failed_subject {
    const struct found_subject *subject;
    const char *message; // rendered, or NULL
    const char *remedy;  // rendered, or NULL
    struct shown_value *values;
    uint32_t value_count;
    enum verdict verdict; // fail, baseline or waived
};

// Capacity minus load of a comparison by < <= > >=, the smallest over all subjects: 0 or more
// passes (for < and >, more than 0).
struct margin {
    bool present;
    bool bounded;               // it is a bound: "at least 5 GiB to spare", "at least 1 GiB short"
    struct decimal value;       // base units; a duration in seconds for times
    struct type type;           // int, number or a quantity
    const char *text;           // "150.2 GiB to spare", "5 short", "at least …"
    bool sides_known;           // both sides are, and not only bounds of them
    struct decimal left, right; // as written; times in seconds since 1970
    bool of_times;              // the sides are times
    bool capacity_left;         // the left side is the capacity: > or >=
    bool limit;                 // the capacity is what a policy allows: no fact is in it
    struct found_subject subject; // "" where there is only one
};

// How many of some subjects are excused; the others stand before them.
struct excused {
    uint64_t baseline, waived;
};
static inline uint64_t excused_not(uint64_t count, const struct excused *excused) {
    return count - excused->baseline - excused->waived;
}

// The verdict of one of them by its place; OTHERWISE where it is not excused.
static inline enum verdict excused_verdict(const struct excused *excused, uint64_t count,
                                           uint64_t place, enum verdict otherwise) {
    return place < excused_not(count, excused) ? otherwise
           : place < count - excused->waived   ? VERDICT_BASELINE
                                               : VERDICT_WAIVED;
}

// The first of some subjects. Others of as many as pairs of elements are only counted.
struct named_subjects {
    const struct found_subject **subjects;
    uint64_t count;
    uint64_t left_out; // the others, behind them
};

// What was found for one requirement over all subjects of its rule.
struct requirement_finding {
    const struct requirement *requirement;
    enum verdict verdict; // skip where no subject was subject to it
    bool vacuous;         // true only because its list was empty
    const char *empty;    // then: "no vm.disk where …"; else NULL
    const char *shown;    // "256 GiB >= 105.8 GiB" at the tightest or first failing subject; NULL
                          // where there is no comparison to show
    struct margin margin;
    uint64_t failed_count, unknown_count;   // subjects of the rule
    uint64_t failed_elements;               // failed_count with the elements of an outermost every
    uint64_t failed_covered;                // those of failed_count whose elements that fail are
                                            // all excused
    struct excused failed_excused;          // of the failed elements,
    struct excused unknown_excused;         // and of the unknown subjects
    struct named_subjects failed_subjects;  // of the failed elements: those that are not excused,
                                            // those of the baseline, and those that are waived,
                                            // each in key order
    bool names_unknown;                     // with options.name_unknown, or where something can be
                                            // excused, these are there:
    struct named_subjects unknown_subjects; // of unknown_count, in the same order
    struct named_subjects partly_unknown;   // subjects that fail for some elements and are unknown
                                            // for others; only with options.name_unknown
    struct failed_subject *failed;          // the first of verdict_options.failed_shown
    uint32_t failed_shown;
    struct missing_facts missing;        // in order of subjects; those that are listed are of the
                                         // first unknown subjects up to options.walked
    uint32_t judged_first, judged_count; // those of rule_finding.judged that are of it
    uint64_t judged_left_out;            // with options.judge_all: others, behind them
    struct consulted_fact *consulted;    // each once; from the first failing subjects up to
    size_t consulted_count;              // options.walked
};

// What has become of a waiver in a run.
enum waiver_state {
    WAIVER_IN_FORCE,        // and it covers something
    WAIVER_UNUSED,          // in force, but there is nothing to waive
    WAIVER_UNKNOWN_SUBJECT, // in force, but what it names is not in the facts
    WAIVER_REPLACED,        // in force, but another for the same subject ends no earlier
    WAIVER_EXPIRED,
    WAIVER_TOO_LONG,  // not applied: it lasts longer than waivers may
    WAIVER_AMBIGUOUS, // not applied: two elements have a key that it names
    WAIVER_OFF,       // in force, but waivers were not to be applied
    WAIVER_APART,     // its rule was not evaluated
};
const char *waiver_state_text(enum waiver_state state); // for programs: "in_force", "unused"

// A waiver, and what it covers, or would if it were applied. Days are those of the calendar, UTC: 0
// on its last day, less than 0 afterwards.
struct waiver_finding {
    const struct waiver *waiver;
    enum waiver_state state;
    int64_t days_left;
    const struct waiver *other; // REPLACED: by which
    const char **subjects;      // failing, and unknown where it is even if unknown; each once
    uint64_t left_out;          // others, for each requirement that they fail
    uint32_t subject_count;
    size_t subject_room;
    bool whole;   // its rule is unknown as a whole, and it covers that
    bool unknown; // something that it names is unknown, which it does not cover
    // Private:
    bool evaluated; // its rule was
    struct intern *seen;
    const struct waiver_finding *next; // of the rules of that name
};

enum { FAILED_SHOWN = 10, UNKNOWN_WALKED = 1000 };

// What came of one subject of a rule, or of an element that a requirement looks at in it.
struct judged_subject {
    struct found_subject subject;
    bool is_element;            // of an outermost every or no
    enum verdict verdict;       // skip where it is not sure to be one
    struct margin margin;       // without its subject
    struct shown_value *values; // with options.judge_all
    uint32_t value_count;
    const uint32_t *at; // private: its positions
};

struct rule_finding {
    const struct policy *policy;
    const struct rule *rule;
    enum verdict verdict;
    bool unknown_whole;  // whether it applies, or to what, is unknown; that comes to:
    enum verdict whole;  // unknown, baseline or waived
    uint64_t subjects;   // 1 without for each; those whose where is false do not count
    uint64_t sure;       // those of them whose where is true
    const char *skipped; // why it was skipped: "no vm where vm.saved_state", "when …"; else NULL
    struct missing_facts missing; // of `when` and the subjects' lists
    struct requirement_finding *requirements;
    uint32_t requirement_count;
    const char *remedy;            // the template as written, or NULL
    struct judged_subject *judged; // those within options.judge, or all: each in key order, of the
                                   // rule itself, then of its requirements
    uint32_t judged_count;
};

struct baseline_finding;

// Summaries of policies, findings of rules in the order of policies and rules.
struct findings {
    enum verdict verdict;
    bool decided; // a rule that counts was decided by a sure subject; where none is of the severity
                  // that counts, any rule was; with never_fail, any rule applied
    uint32_t counts[VERDICTS];                         // rules by verdict
    uint32_t severities[SEVERITY_ERROR + 1][VERDICTS]; // and by severity as well
    struct rule_finding *rules;
    uint32_t rule_count;
    uint32_t mandatory_left_out;    // rules that are mandatory and were not chosen
    const char **summaries;         // by policy: rendered, or NULL
    struct waiver_finding *waivers; // of the program, in its order
    uint32_t waiver_count;
    struct numbered waived_names; // private: of rules that have waivers
    const struct waiver_finding **first_waivers;
    bool no_waivers;                   // none was applied
    struct baseline_finding *baseline; // NULL: the run has none
    int64_t now;
    struct element_list *lists; // what the rules that loop over them come to by element; see
    uint32_t list_count;        // finding/elements.h
    size_t list_room;           // private
    struct names *names;        // private
};

// The first waiver of a rule, and the one after another of it; NULL: there is none.
const struct waiver_finding *findings_waiver(const struct findings *findings,
                                             const struct policy *policy, const struct rule *rule);
const struct waiver_finding *findings_next_waiver(const struct waiver_finding *finding,
                                                  const struct policy *policy,
                                                  const struct rule *rule);

struct baseline;
struct explanation;

// Which rules to evaluate and how to sum up. Zero it: all rules, errors fail the run, default
// budget.
struct verdict_options {
    int64_t now;
    enum severity fail_on;           // SEVERITY_ERROR is 2: set it
    bool never_fail;                 // --fail-on never
    bool no_waivers;                 // apply none
    const struct baseline *baseline; // what an earlier run found, or NULL
    bool (*chosen)(const struct policy *policy, const struct rule *rule, void *state); // NULL: all
    void *state;
    uint64_t step_limit;   // 0: the default
    uint32_t failed_shown; // failing subjects of a requirement that carry values; 0: FAILED_SHOWN
    struct coverage *coverage;     // counts the expressions that decide (eval/coverage.h); or NULL
    struct profile *profile;       // adds up what they cost (eval/profile.h); or NULL
    const struct fact_path *judge; // subjects whose verdicts findings have one by one
    uint32_t judge_count;
    bool judge_all;              // all subjects of requirements, with values
    struct explanation *explain; // the rule to explain (finding/explanation.h), or NULL
    bool name_unknown;           // findings name the subjects that are unknown
    uint32_t walked; // subjects that missing and consulted facts are taken from; 0: UNKNOWN_WALKED
};

// Evaluates; what is found lives in the arena, and the store outlives it. NULL only where the step
// budget was spent.
struct findings *findings_make(const struct program *program, const struct store *store,
                               const struct verdict_options *options, struct arena *arena);

// Has the facts that say why others are missing read too, the reasons of the model; a step of
// session_check.
void findings_want_reasons(struct program *program);

// One expression for plimsoll eval: its value as people read it and in JSON, or what is missing.
// evaluation_make returns NULL only where the step limit (0: the default) was reached.
struct evaluation {
    struct type type;
    bool known;
    const char *text; // for people: "12 GiB", "[\"a\", \"b\"]"
    const char *json; // exact base value: 12884901888, "text", [1, 2]
    struct missing_facts missing;
};
struct evaluation *evaluation_make(const struct program *program, const struct store *store,
                                   const struct expr *expr, int64_t now, uint64_t step_limit,
                                   struct arena *arena);

#endif
