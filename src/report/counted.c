// Elements of a list as reports count them.
#include "report/counted.h"

#include <inttypes.h>
#include <string.h>

static void join(uint64_t *to, const uint64_t *from, uint32_t rows) {
    for (uint32_t w = 0; from != NULL && w <= rows / 64; w++)
        to[w] |= from[w];
}

static void add_rule(struct counted_list *counted, const struct element_rule *rule) {
    uint32_t rows = counted->list->rows;
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        join(counted->all.bits[verdicts_told[i]], rule->bits[verdicts_told[i]], rows);
    if (rule->rest != VERDICT_SKIP)
        counted->all.rest = verdict_graver(counted->all.rest, rule->rest);
}

// What the rest outranks stands for nothing, as in struct element_rule.
static void settle(struct counted_list *counted) {
    struct element_rule *all = &counted->all;
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        if (verdicts_told[i] != all->rest &&
            verdict_graver(verdicts_told[i], all->rest) == all->rest)
            all->bits[verdicts_told[i]] = NULL;
    for (uint32_t row = 0; row < counted->list->rows; row++)
        counted->counts[element_verdict(all, row)]++;
}

struct counted_list counted_list(const struct report *report, const struct element_list *list,
                                 struct arena *arena) {
    struct counted_list counted = {.list = list};
    size_t words = list->rows / 64 + 1;
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        counted.all.bits[verdicts_told[i]] = ARENA_ARRAY(arena, uint64_t, words);
    for (uint32_t i = 0; i < list->rule_count; i++)
        if (report_fails(report, report->findings->rules[list->rules[i].rule].rule))
            add_rule(&counted, &list->rules[i]);
    settle(&counted);
    return counted;
}

static uint32_t count_speaking(const struct element_list *list) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->rule_count; i++)
        count += list->rules[i].rest != VERDICT_SKIP;
    return count;
}

const struct element_list *counted_main(const struct findings *findings) {
    const struct element_list *most = NULL;
    for (uint32_t i = 0; i < findings->list_count; i++) {
        const struct element_list *list = &findings->lists[i];
        if (list->rows > 0 && (most == NULL || count_speaking(list) > count_speaking(most)))
            most = list;
    }
    return most;
}

struct counted_rules counted_beside(const struct report *report, const struct element_list *list,
                                    enum verdict verdict, struct arena *arena) {
    uint32_t count = report->findings->rule_count;
    struct counted_rules beside = {report, ARENA_ARRAY(arena, const struct rule_finding *, count),
                                   0};
    for (uint32_t i = 0; i < count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        if (report_fails(report, finding->rule) &&
            elements_beside(report->findings, list, i) == verdict)
            beside.rules[beside.count++] = finding;
    }
    return beside;
}

static void add_others(struct text *out, uint32_t passed, uint32_t failed, uint32_t unknown) {
    text_addf(out, "%s%" PRIu32 " other %s ", passed > 0 ? ", but " : "; ",
              failed > 0 ? failed : unknown,
              (failed > 0 ? failed : unknown) == 1 ? "rule" : "rules");
    if (failed > 0)
        text_add(out, failed == 1 ? "fails" : "fail");
    if (failed > 0 && unknown > 0)
        text_addf(out, " and %" PRIu32 " ", unknown);
    if (unknown > 0)
        text_add(out, unknown == 1 ? "is unknown" : "are unknown");
}

// vm, or vm (the machines to move): what the model says first of the list.
static void add_list(struct text *out, const struct element_list *list, bool described) {
    size_t size = strcspn(list->description, ";");
    text_add(out, list->path);
    if (described && size > 0)
        text_addf(out, " (%.*s)", (int)size, list->description);
}

void counted_add_promise(struct text *out, const struct report *report,
                         const struct counted_list *counted, bool described, struct arena *arena) {
    const struct element_list *list = counted->list;
    uint32_t waived = counted->counts[VERDICT_WAIVED];
    uint32_t baseline = counted->counts[VERDICT_BASELINE];
    uint32_t failed = counted_beside(report, list, VERDICT_FAIL, arena).count;
    uint32_t unknown = counted_beside(report, list, VERDICT_UNKNOWN, arena).count;
    if (!list->present) {
        add_list(out, list, described);
        text_add(out, " is not in the facts: whether any pass is unknown");
        return;
    }
    uint32_t passed = counted->counts[VERDICT_PASS] + waived;
    text_addf(out, "%" PRIu32 " of %" PRIu32 " ", passed, list->rows);
    add_list(out, list, described);
    text_add(out, " pass");
    if (waived > 0)
        text_addf(out, " (%" PRIu32 " by waivers)", waived);
    text_add(out, " all rules about each of them");
    if (baseline > 0)
        text_addf(out, ", %" PRIu32 " %s in the baseline", baseline, baseline == 1 ? "is" : "are");
    if (failed > 0 || unknown > 0)
        add_others(out, passed, failed, unknown);
}
