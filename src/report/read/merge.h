// Several runs as one: what they come to together.
#ifndef PLIM_REPORT_READ_MERGE_H
#define PLIM_REPORT_READ_MERGE_H

#include "base/text.h"
#include "report/read/compare_words.h"
#include "report/read/past.h"

// A rule that fails or is unknown in some run.
struct merged_rule {
    const struct past_rule *rule; // of the first such run of those where it is gravest
    const struct past_run **failed, **unknown;
    size_t failed_count, failed_room, unknown_count, unknown_room;
    bool counts; // where any of these
    size_t runs; // that have the rule
};

// What one run comes to.
struct merged_run {
    const struct past_run *run;
    const struct past_run *same;          // an earlier run with the same digest, or NULL
    const struct past_requirement *worst; // with the least margin, of the rule; NULL: there is none
    const struct past_rule *worst_rule;
    const struct past_rule **keep; // that fail or are unknown and count, failing ones first
    size_t keep_count, keep_room;
};

struct merged {
    enum verdict verdict;      // the worst
    size_t verdicts[VERDICTS]; // runs
    uint64_t counts[VERDICTS]; // rules of all runs
    struct merged_run *runs;
    size_t run_count;
    struct merged_rule *rules; // that fail most often first
    size_t rule_count, rule_room;
};

// Sums up runs that have names.
struct merged merge_runs(const struct past *past, struct arena *arena);

void merge_text(const struct merged *merged, const struct compare_look *look, struct text *out);
void merge_markdown(const struct merged *merged, struct text *out);
// One document; past_read reads it again.
void merge_json(const struct merged *merged, const char *version, struct text *out);
// A report a line, each with its name.
void merge_ndjson(const struct merged *merged, struct text *out);

// "12 pass, 1 fail, 2 unknown, 1 warning": what there is of each, as a report of the run says it.
void merge_add_counts(struct text *out, const struct past_run *run);
// "kvm.prepare/memory, kvm.prepare/cpu and 2 more", or why nothing was decided.
void merge_add_keep(struct text *out, const struct merged_run *run, size_t most);
// "5 GiB short: kvm.prepare/memory", or nothing.
void merge_add_worst(struct text *out, const struct merged_run *run);
// "fails in 3 of 40: berlin, rome, oslo; unknown in 1: paris"
void merge_add_where(struct text *out, const struct merged_rule *rule, size_t most);
// "40 runs: 36 pass, 3 fail, 1 unknown"
void merge_add_sum(struct text *out, const struct merged *merged);

#endif
