// A baseline: what failed or was unknown in an earlier run, and what of it excuses what does so
// now.
#ifndef PLIM_FINDING_BASELINE_H
#define PLIM_FINDING_BASELINE_H

#include "finding/missing.h"
#include "finding/verdict.h"

// A subject that failed, or was unknown, and was not waived. What failed excuses that it fails or
// is unknown, what was unknown excuses only that.
struct baseline_entry {
    const char *key, *text; // as subject_key_of has it; as reports name it
    bool failed;
    bool measured; // what failed had a margin, in base units of that type
    struct decimal margin;
    const char *type;
};

struct baseline_requirement {
    const char *text;
    struct baseline_entry *entries; // by key, each once
    size_t count;
};

struct baseline_rule {
    const char *id, *root; // "hyperv.prepare/memory"
    bool whole;            // whether it applied, or to what, was unknown because of these facts:
    const char **missing;
    size_t missing_count;
    struct baseline_requirement *requirements; // each text once
    size_t requirement_count;
};

// Owned by who made it; constant while findings are made and reported.
struct baseline {
    const char *file, *now, *digest; // of the report; its time and its digest
    const char *hash;                // SHA-256 of what was read, in digits
    bool strict;                     // what fails with a worse margin is not excused
    struct baseline_rule *rules;     // by ID and root
    size_t rule_count;
};

// What has become of an entry.
enum baseline_state {
    BASELINE_APART,   // nothing is known of it: its rule was not evaluated or does not apply
    BASELINE_EXCUSES, // it excuses something
    BASELINE_WAIVED,  // a waiver covers the same
    BASELINE_WORSE,   // its margin is worse, or cannot be compared, where that counts
    BASELINE_REFUSED, // it fails or is unknown, and is not excused for another reason
    BASELINE_MENDED,  // it neither fails nor is unknown, or it is not there any more
    BASELINE_GONE,    // its rule or its requirement is not there any more
};
enum { BASELINE_STATES = BASELINE_GONE + 1 };
const char *baseline_state_text(enum baseline_state state); // for programs: "mended"

struct baseline_item {
    const struct baseline_rule *rule;
    const struct baseline_requirement *requirement; // NULL: the rule as a whole
    const struct baseline_entry *entry;
    enum baseline_state state;
};

// The entries of a baseline in their order.
struct baseline_finding {
    const struct baseline *given;
    struct baseline_item *items;
    size_t count, counts[BASELINE_STATES];
    // Private:
    size_t *starts; // by rule of the baseline: its first item, and one more
    bool *seen;     // it was evaluated
};

struct rule_state;
struct requirement_state;

// The entries of a rule that is being evaluated.
struct rule_baseline {
    struct baseline_finding *finding;
    const struct baseline_rule *rule;
    struct baseline_item *items;
    bool excuses; // the rule is not mandatory
};

// Begins the findings of a run that has a baseline.
void baseline_begin(struct findings *findings, const struct baseline *given, struct arena *arena);

// Those of a rule; NULL where it has none.
const struct rule_baseline *baseline_of_rule(const struct findings *findings,
                                             const struct policy *policy, const struct rule *rule,
                                             struct arena *arena);

// Whether it is excused that a rule is unknown as a whole: nothing is missing that was not missing
// then.
bool baseline_excuses_whole(const struct rule_baseline *baseline,
                            const struct missing_list *missing);

// The entries of one of its requirements.
struct baseline_part {
    struct rule_state *rule;
    struct requirement_state *state;
    const struct rule_baseline *of;
    const struct baseline_requirement *requirement; // NULL: it has none
    struct baseline_item *items;
};
struct baseline_part baseline_part(struct rule_state *rule, struct requirement_state *state);

// Whether it is excused that the subject at these positions fails, or is unknown; noted.
bool baseline_excuses_failed(const struct baseline_part *part, const uint32_t *at,
                             const struct found_subject *subject);
bool baseline_excuses_unknown(const struct baseline_part *part, const uint32_t *at,
                              const struct found_subject *subject);

// The entry of a subject of a requirement that was evaluated; NULL where there is none.
const struct baseline_item *baseline_find(const struct findings *findings,
                                          const struct rule_finding *rule,
                                          const struct requirement_finding *requirement,
                                          const struct found_subject *subject);
// Whether the baseline has entries of a rule.
bool baseline_has_rule(const struct findings *findings, const struct rule_finding *rule);

// Notes that a waiver covers a subject.
void baseline_note_waived(const struct baseline_part *part, const struct found_subject *subject);

// Ends the entries of a requirement whose subjects are in their order, of a rule, and of all.
void baseline_end_part(const struct baseline_part *part, const struct requirement_finding *finding);
void baseline_end_rule(const struct rule_state *rule);
void baseline_end(struct findings *findings, const struct program *program);

#endif
