// The words about several runs.
#include "report/read/merge.h"

#include <inttypes.h>
#include <string.h>

static void add_count(struct text *out, uint64_t count, const char *word, const char *plural) {
    if (count > 0)
        text_addf(out, "%s%" PRIu64 " %s%s", out->size > 0 ? ", " : "", count, word,
                  count > 1 ? plural : "");
}

// Rules of a lesser severity that do not count, as a report of one run names them.
static bool is_lesser(const struct past_run *run, const struct past_rule *rule) {
    return rule->severity != SEVERITY_ERROR && !past_counts(run, rule);
}

void merge_add_counts(struct text *out, const struct past_run *run) {
    uint64_t counts[VERDICTS], failed[SEVERITY_ERROR] = {0}, open[SEVERITY_ERROR] = {0};
    struct text words = {0};
    memcpy(counts, run->counts, sizeof counts);
    for (uint32_t i = 0; i < run->rule_count; i++) {
        const struct past_rule *rule = &run->rules[i];
        bool fails = rule->verdict == VERDICT_FAIL;
        if (!is_lesser(run, rule) || (!fails && rule->verdict != VERDICT_UNKNOWN))
            continue;
        counts[rule->verdict] -= counts[rule->verdict] > 0; // a report may count fewer
        ++*(fails ? &failed[rule->severity] : &open[rule->severity]);
    }
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        add_count(&words, counts[verdict], verdict_text((enum verdict)verdict), "");
    add_count(&words, failed[SEVERITY_WARNING], "warning", "s");
    add_count(&words, failed[SEVERITY_INFO], "info", "");
    add_count(&words, open[SEVERITY_WARNING], "unknown warning", "s");
    add_count(&words, open[SEVERITY_INFO], "unknown info", "");
    text_add(out, text_data(&words));
    text_clear(&words);
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
    struct text words = {0};
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        add_count(&words, merged->verdicts[verdict], verdict_text((enum verdict)verdict), "");
    text_addf(out, "%zu %s: %s", merged->run_count, merged->run_count == 1 ? "run" : "runs",
              text_data(&words));
    text_clear(&words);
}
