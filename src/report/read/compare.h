// What became of a run: two reports compared rule by rule.
#ifndef PLIM_REPORT_READ_COMPARE_H
#define PLIM_REPORT_READ_COMPARE_H

#include "report/read/past.h"

// Subjects that one side has and the other has not, by key.
struct subject_change {
    const struct past_subject **items;
    size_t count, room;
};

enum rule_change_kind {
    RULE_WORSE,   // something of it got worse, and it counts
    RULE_NOTED,   // something got worse, and its severity does not fail the run
    RULE_MENDED,  // what failed or was unknown passes, for the rule or for some subjects
    RULE_CHANGED, // anything else: no longer applies, excused, another severity
    RULE_CAME,    // it passes, and the other run did not have it
    RULE_WENT,
};
const char *rule_change_word(enum rule_change_kind kind); // "worse" … "went"

// One rule that is not as it was.
struct rule_change {
    enum rule_change_kind kind;
    const struct past_rule *before, *after; // NULL: not in that run
    struct subject_change failing, unknown, mended;
    uint64_t left_out; // subjects that one of the reports only counts, so that nothing is said of
                       // them
    bool more;         // more fail, and which they are is not known
    const char **missing; // facts that the run before did not miss, in order
    size_t missing_count, missing_room;
    const struct past_tailoring **tailored; // of what it reads, where that differs
    const bool *lifted;                     // by tailoring: only the run before had it
    size_t tailored_count;
};

// One requirement whose margin is another.
struct margin_change {
    const struct past_rule *rule; // of the run after
    const struct past_requirement *before, *after;
    struct decimal by;    // after minus before, in base units
    bool has_share;       // it was not 0
    struct decimal share; // by, of what it was: -0.5 is half of it lost
    bool worse;           // it lost more than may be lost
};

// A list of the root: the keys that came and went, and how many elements pass.
struct list_change {
    const char *name;
    const char **came, **went;
    size_t came_count, came_room, went_count, went_room;
    bool both;                // both runs have the list
    size_t passed[2], all[2]; // before and after
};

// Something about the run itself: "policy kvm.prepare", "1.0.0", "1.1.0"; NULL where one side has
// nothing.
struct run_change {
    const char *what, *before, *after;
};

// Two runs of one name; NULL where one side has none.
struct run_pair {
    const char *name;
    const struct past_run *before, *after;
    struct run_change *about;
    size_t about_count, about_room;
    struct rule_change *rules; // worse ones first, then by kind and name
    size_t rule_count, rule_room;
    struct margin_change *margins; // the greatest share lost first
    size_t margin_count, margin_room;
    struct list_change *lists; // of which something came, went or changed
    size_t list_count, list_room;
    size_t uncounted, left_out; // as of all runs
    bool worse;
};

struct run_comparison {
    struct arena *arena;
    struct run_pair *pairs; // in the order of the runs before; then those that came
    size_t count, room;
    bool several;                      // runs on either side
    size_t rules[RULE_WENT + 1];       // how many, by kind
    size_t shrank, grew, margins_lost; // margins; those that lost more than they may
    size_t came, went;                 // elements of lists
    size_t undecided;                  // runs that decide nothing now, and did not fail before
    size_t uncounted;                  // bad rules that count no more, as --fail-on is another
    size_t left_out;                   // bad rules that counted and are not in the run after
    bool worse;
};

// Compares all runs of two sides. ALLOWED: the share of a margin that a rule that counts may lose
// (0.1 for 10%); NULL: any.
struct run_comparison compare_runs(const struct past *before, const struct past *after,
                                   const struct decimal *allowed, struct arena *arena);

#endif
