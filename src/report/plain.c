// What rules came to, for formats that know less than three verdicts and three severities.
#include "report/plain.h"

#include "report/page.h"

#include <inttypes.h>

enum plain_state plain_state(const struct report *report, const struct rule_finding *finding) {
    static const enum plain_state states[] = {
        [VERDICT_PASS] = PLAIN_PASS,       [VERDICT_FAIL] = PLAIN_FAIL,
        [VERDICT_UNKNOWN] = PLAIN_UNKNOWN, [VERDICT_SKIP] = PLAIN_SKIP,
        [VERDICT_WAIVED] = PLAIN_SKIP,     [VERDICT_BASELINE] = PLAIN_SKIP};
    enum plain_state state = states[finding->verdict];
    bool counts = report_counts(report, finding->rule);
    return !counts && (state == PLAIN_FAIL || state == PLAIN_UNKNOWN) ? PLAIN_NOTED : state;
}

void plain_add_id(struct text *out, const struct rule_finding *finding) {
    const struct policy *policy = finding->policy;
    text_addf(out, "%s/%s", policy->name, finding->rule->name);
    if (policy->root != policy->name && !policy->shared)
        text_addf(out, " for %s", policy->root);
}

struct place plain_place(const struct report *report, const struct rule_finding *finding) {
    return sources_place(report->program->sources, finding->rule->span.begin);
}

// What the rules of a run came to that none of them decided.
struct undecided {
    bool unknown, skipped, counting_skipped; // any is; all are, and all of those that count
    bool doubtful;                           // one passes for what may be nothing
};

static struct undecided sum_up(const struct report *report) {
    struct undecided sum = {.skipped = true};
    bool counting = false, applies = false;
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        bool counts = report_counts(report, finding->rule);
        bool skipped = finding->verdict == VERDICT_SKIP;
        counting |= counts;
        applies |= counts && !skipped;
        sum.unknown |= plain_state(report, finding) == PLAIN_UNKNOWN;
        sum.skipped &= skipped;
        sum.doubtful |= finding->verdict == VERDICT_PASS && finding->sure == 0;
    }
    sum.counting_skipped = counting && !applies;
    return sum;
}

const char *plain_undecided(const struct report *report) {
    struct undecided sum = sum_up(report);
    if (report->findings->verdict != VERDICT_UNKNOWN || sum.unknown)
        return NULL;
    if (report->findings->rule_count == 0)
        return "nothing was decided";
    if (sum.skipped)
        return "every rule is skipped, and nothing was decided";
    if (sum.counting_skipped)
        return "every rule that can fail the run is skipped";
    return sum.doubtful ? "it is unknown whether what passes applies to anything; plimsoll explain "
                          "POLICY RULE names the missing fact"
                        : "a fact is missing, and nothing was decided";
}

const struct waiver_finding *plain_waiver(const struct report *report,
                                          const struct rule_finding *finding) {
    const struct findings *findings = report->findings;
    const struct waiver_finding *last = NULL;
    for (const struct waiver_finding *at =
             findings_waiver(findings, finding->policy, finding->rule);
         at != NULL; at = findings_next_waiver(at, finding->policy, finding->rule)) {
        bool covers = at->state == WAIVER_IN_FORCE && (at->subject_count > 0 || at->whole);
        if (covers && (last == NULL || at->waiver->end > last->waiver->end))
            last = at;
    }
    return last;
}

// ---- one line ----

static void add_requirement(struct text *out, const struct rule_finding *finding) {
    const struct requirement_finding *foremost = page_foremost(finding);
    if (foremost == NULL)
        return;
    size_t before = out->size;
    page_add_lead(out, finding, foremost);
    if (out->size > before)
        text_add(out, ", ");
    page_add_rest(out, finding, foremost, false);
}

static bool is_unknown(const struct rule_finding *finding) {
    uint64_t failed = 0;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        failed += finding->requirements[i].failed_excused.baseline;
    return finding->verdict == VERDICT_UNKNOWN ||
           (finding->verdict == VERDICT_BASELINE && failed == 0);
}

static void add_waived(struct text *out, const struct waiver_finding *finding) {
    char day[TIME_TEXT];
    report_day(finding->waiver->node->until, day);
    text_addf(out, "waived until %s by %s: %s", day, finding->waiver->node->approved,
              finding->waiver->node->because);
}

void plain_add_reason(struct text *out, const struct report *report,
                      const struct rule_finding *finding) {
    const struct missing_fact *missing = is_unknown(finding) ? report_first_missing(finding) : NULL;
    const struct waiver_finding *waiver =
        finding->verdict == VERDICT_WAIVED ? plain_waiver(report, finding) : NULL;
    if (finding->verdict == VERDICT_BASELINE)
        text_add(out, "as in the baseline: ");
    size_t before = out->size;
    if (finding->verdict == VERDICT_SKIP)
        text_add(out, finding->skipped != NULL ? finding->skipped : "does not apply");
    else if (waiver != NULL)
        add_waived(out, waiver);
    else if (missing != NULL)
        report_add_missing(out, missing);
    else
        add_requirement(out, finding);
    if (out->size == before)
        text_add(out, finding->rule->title);
}

const char *plain_remedy(const struct rule_finding *finding) {
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (finding->requirements[i].failed_shown > 0)
            return finding->requirements[i].failed[0].remedy;
    return NULL;
}

void plain_fingerprint(const struct rule_finding *finding, const char *subject,
                       char out[DIGEST_HEX]) {
    struct text name = {0};
    plain_add_id(&name, finding);
    text_addf(&name, "\n%s", subject);
    digest_bytes(text_data(&name), name.size, out);
    text_clear(&name);
}

// ---- all lines ----

void plain_add_details(struct text *out, const struct report *report,
                       const struct rule_finding *finding) {
    struct report plain = *report;
    plain.colour = false;
    plain.width = 0;
    struct page page = {.report = &plain, .out = out};
    page_rule(&page, finding);
}

// ---- counts ----

// Rules by what the counts say of them: what fails the run and what is shown as less, by
// severity.
struct rule_counts {
    uint32_t failed, unknown, skipped;
    uint32_t warned[SEVERITY_ERROR + 1], open[SEVERITY_ERROR + 1];
};

static struct rule_counts count_rules(const struct report *report) {
    struct rule_counts counts = {0};
    for (uint32_t i = 0; i < report->findings->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        bool fails = report_fails(report, finding->rule);
        counts.skipped += finding->rule->skipped;
        if (finding->verdict == VERDICT_FAIL)
            ++*(fails ? &counts.failed : &counts.warned[finding->rule->severity]);
        else if (finding->verdict == VERDICT_UNKNOWN)
            ++*(fails ? &counts.unknown : &counts.open[finding->rule->severity]);
    }
    return counts;
}

static void add_count(struct text *line, uint32_t count, const char *word, const char *many) {
    if (count > 0)
        text_addf(line, "%s%" PRIu32 " %s", line->size > 0 ? ", " : "", count,
                  count == 1 ? word : many);
}

void plain_add_counts(struct text *line, const struct report *report) {
    const struct findings *findings = report->findings;
    struct rule_counts counts = count_rules(report);
    add_count(line, counts.failed, "fail", "fail");
    add_count(line, counts.unknown, "unknown", "unknown");
    add_count(line, counts.warned[SEVERITY_WARNING], "warning", "warnings");
    add_count(line, counts.warned[SEVERITY_INFO], "info", "info");
    add_count(line, counts.open[SEVERITY_WARNING], "unknown warning", "unknown warnings");
    add_count(line, counts.open[SEVERITY_INFO], "unknown info", "unknown info");
    add_count(line, findings->counts[VERDICT_BASELINE], "baseline", "baseline");
    add_count(line, findings->counts[VERDICT_WAIVED], "waived", "waived");
    add_count(line, findings->counts[VERDICT_PASS], "pass", "pass");
    add_count(line, findings->counts[VERDICT_SKIP], "skip", "skip");
    if (counts.skipped > 0)
        text_addf(line, " (%" PRIu32 " by tailoring)", counts.skipped);
    add_count(line, findings->mandatory_left_out, "mandatory rule not evaluated",
              "mandatory rules not evaluated");
}
