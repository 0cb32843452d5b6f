// The words about several runs.
#include "report/read/merge.h"

#include <inttypes.h>

void merge_add_counts(struct text *out, const uint64_t counts[VERDICTS]) {
    const char *between = "";
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        if (counts[verdict] == 0)
            continue;
        text_addf(out, "%s%" PRIu64 " %s", between, counts[verdict],
                  verdict_text((enum verdict)verdict));
        between = ", ";
    }
}

void merge_add_keep(struct text *out, const struct merged_run *run, size_t most) {
    for (size_t i = 0; i < run->keep_count && i < most; i++) {
        text_add(out, i > 0 ? ", " : "");
        compare_add_rule(out, run->keep[i]);
    }
    if (run->keep_count > most)
        text_addf(out, ", and %zu more", run->keep_count - most);
    if (run->keep_count == 0 && run->run->verdict == VERDICT_UNKNOWN)
        text_add(out, "no rule that counts was decided");
}

void merge_add_worst(struct text *out, const struct merged_run *run) {
    if (run->worst == NULL)
        return;
    text_addf(out, "%s: ", run->worst->margin.text);
    compare_add_rule(out, run->worst_rule);
}

static void add_names(struct text *out, const struct past_run *const *runs, size_t count,
                      size_t most) {
    for (size_t i = 0; i < count && i < most; i++)
        text_addf(out, "%s%s", i > 0 ? ", " : "", runs[i]->name);
    if (count > most)
        text_addf(out, ", and %zu more", count - most);
}

void merge_add_where(struct text *out, const struct merged_rule *rule, size_t most) {
    if (rule->failed_count > 0) {
        text_addf(out, "fails in %zu of %zu: ", rule->failed_count, rule->runs);
        add_names(out, rule->failed, rule->failed_count, most);
    }
    if (rule->unknown_count > 0) {
        text_addf(out, "%sunknown in %zu of %zu: ", rule->failed_count > 0 ? "; " : "",
                  rule->unknown_count, rule->runs);
        add_names(out, rule->unknown, rule->unknown_count, most);
    }
}

void merge_add_sum(struct text *out, const struct merged *merged) {
    uint64_t counts[VERDICTS];
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        counts[verdict] = merged->verdicts[verdict];
    text_addf(out, "%zu %s: ", merged->run_count, merged->run_count == 1 ? "run" : "runs");
    merge_add_counts(out, counts);
}
