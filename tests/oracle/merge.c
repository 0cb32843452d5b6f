// What the reports of several runs come to when they are merged, against the runs.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "report/read/merge.h"
#include "runs.h"

enum { PARTS = 4 };

// One run: rules and severities of its own, and what fails it.
struct part {
    struct trial trial;
    struct report report;
    const struct findings *findings; // NULL: it took too long
    FILE *file;                      // the report in JSON
    const char *path;
    uint32_t left_out; // the rule that is not chosen
};

struct merging {
    struct runs runs;
    struct part parts[PARTS];
    size_t count;
    struct merged merged;
};

static void expect(struct merging *merging, bool holds, const char *what, const char *of) {
    if (!holds)
        text_addf(merging->runs.wrong, "%s: %s\n", of, what);
}

// ---- the runs ----

// The policy with other severities of some rules.
static const char *with_severities(struct runs *runs, const char *policy) {
    static const char *const levels[] = {"error", "warning", "info"};
    static const char own[] = "    severity ";
    struct text text = {0};
    bool changed = false;
    for (const char *at = policy, *end; *at != '\0'; at = end) {
        end = strchr(at, '\n') + 1;
        if (!changed || strncmp(at, own, sizeof own - 1) != 0)
            text_add_bytes(&text, at, (size_t)(end - at));
        changed = strncmp(at, "rule ", 5) == 0 && random_percent(&runs->random, 50);
        if (changed)
            text_addf(&text, "%s%s\n", own, RANDOM_OF(&runs->random, levels));
    }
    const char *copy = text_copy(&text, runs->arena);
    text_clear(&text);
    return copy;
}

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    return rule != &policy->rules[((const struct part *)state)->left_out];
}

static void judge(struct runs *runs, struct part *part) {
    uint32_t rules = part->trial.program->policies[0]->rule_count;
    part->left_out = rules > 1 ? random_below(&runs->random, 2 * rules) : rules;
    struct session_facts *facts = trial_load(&part->trial);
    struct verdict_options options = trial_options(&part->trial);
    if (facts == NULL)
        return;
    runs->facts[runs->count++] = facts;
    options.fail_on = (enum severity)random_below(&runs->random, SEVERITY_ERROR + 1);
    options.never_fail = random_percent(&runs->random, 10);
    options.chosen = is_chosen;
    options.state = part;
    part->findings =
        session_evaluate(part->trial.session, facts, &options, runs->arena, &part->report.digest);
    if (part->findings == NULL)
        return;
    part->report = trial_report(&part->trial, part->findings);
    part->report.digest = arena_printf(runs->arena, "%u", random_below(&runs->random, 3));
    part->report.fail_on = options.fail_on;
    part->report.never_fail = options.never_fail;
}

static void write_report(struct runs *runs, struct part *part) {
    struct text text = {0};
    const struct report_writer *writer =
        random_percent(&runs->random, 50) ? &report_json : &report_ndjson;
    writer->write(&part->report, &text);
    part->file = tmpfile();
    fwrite(text.data, 1, text.size, part->file);
    fflush(part->file);
    part->path = arena_printf(runs->arena, "/dev/fd/%d", fileno(part->file));
    text_clear(&text);
}

static void grow_part(struct merging *merging, const struct findings *found) {
    struct runs *runs = &merging->runs;
    struct part *part = &merging->parts[merging->count];
    part->trial = *runs->trial;
    part->trial.session = NULL;
    part->trial.policy = arena_printf(
        runs->arena, "%s%s", with_severities(runs, runs->trial->policy), runs_waivers(runs, found));
    part->trial.facts = runs_changed(runs);
    if (trial_check(&part->trial, false))
        judge(runs, part);
    free(part->trial.facts);
    if (part->findings == NULL) {
        session_free(part->trial.session);
        *part = (struct part){0};
        return;
    }
    write_report(runs, part);
    merging->count++;
}

// ---- what they come to ----

// The part that a merged run is, by its file.
static const struct part *part_of(const struct merging *merging, const struct past_run *run) {
    for (size_t i = 0; i < merging->count; i++)
        if (strcmp(merging->parts[i].path, run->file) == 0)
            return &merging->parts[i];
    return NULL;
}

static const struct rule_finding *finding_of(const struct part *part, const char *id) {
    const char *slash = strrchr(id, '/');
    for (uint32_t i = 0; i < part->findings->rule_count; i++)
        if (strcmp(part->findings->rules[i].rule->name, slash != NULL ? slash + 1 : id) == 0)
            return &part->findings->rules[i];
    return NULL;
}

static bool counts(const struct part *part, const struct rule_finding *rule) {
    return !part->report.never_fail && rule->rule->severity >= part->report.fail_on;
}

static void check_sums(struct merging *merging) {
    const struct merged *merged = &merging->merged;
    size_t verdicts[VERDICTS] = {0};
    uint64_t rules[VERDICTS] = {0};
    for (size_t i = 0; i < merging->count; i++) {
        const struct findings *findings = merging->parts[i].findings;
        verdicts[findings->verdict]++;
        for (uint32_t r = 0; r < findings->rule_count; r++)
            rules[findings->rules[r].verdict]++;
    }
    enum verdict worst = verdicts[VERDICT_FAIL] > 0      ? VERDICT_FAIL
                         : verdicts[VERDICT_UNKNOWN] > 0 ? VERDICT_UNKNOWN
                                                         : VERDICT_PASS;
    expect(merging, merged->verdict == worst, "is not that of the worst run", "the verdict");
    expect(merging, memcmp(merged->verdicts, verdicts, sizeof verdicts) == 0, "are others",
           "counts of runs");
    expect(merging, memcmp(merged->counts, rules, sizeof rules) == 0, "are others",
           "counts of rules");
}

// Whether exactly those runs are listed in which the rule comes to the verdict.
static bool lists(const struct merging *merging, const char *id, enum verdict verdict,
                  const struct past_run *const *runs, size_t count) {
    size_t expected = 0;
    for (size_t i = 0; i < merging->count; i++) {
        const struct rule_finding *rule = finding_of(&merging->parts[i], id);
        expected += rule != NULL && rule->verdict == verdict;
    }
    for (size_t i = 0; i < count; i++) {
        const struct rule_finding *rule = finding_of(part_of(merging, runs[i]), id);
        if (rule == NULL || rule->verdict != verdict || (i > 0 && runs[i] == runs[i - 1]))
            return false;
    }
    return count == expected;
}

// The severity is the gravest of the runs in which the rule is not well.
static void check_rule(struct merging *merging, const struct merged_rule *rule) {
    const char *id = rule->rule->id;
    enum severity severity = SEVERITY_INFO;
    bool any_counts = false;
    size_t has = 0;
    for (size_t i = 0; i < merging->count; i++) {
        const struct rule_finding *found = finding_of(&merging->parts[i], id);
        has += found != NULL;
        if (found == NULL || (found->verdict != VERDICT_FAIL && found->verdict != VERDICT_UNKNOWN))
            continue;
        any_counts |= counts(&merging->parts[i], found);
        severity = found->rule->severity > severity ? found->rule->severity : severity;
    }
    expect(merging, rule->counts == any_counts, "counts, or does not", id);
    expect(merging, rule->runs == has, "is had by other runs", id);
    expect(merging, rule->rule->severity == severity, "has another severity where it is bad", id);
    expect(merging, lists(merging, id, VERDICT_FAIL, rule->failed, rule->failed_count),
           "fails in other runs", id);
    expect(merging, lists(merging, id, VERDICT_UNKNOWN, rule->unknown, rule->unknown_count),
           "is unknown in other runs", id);
}

static void check_rules(struct merging *merging) {
    uint64_t bad = 0, listed = 0;
    for (size_t i = 0; i < merging->merged.rule_count; i++) {
        const struct merged_rule *rule = &merging->merged.rules[i];
        check_rule(merging, rule);
        listed += rule->failed_count + rule->unknown_count;
    }
    for (size_t i = 0; i < merging->count; i++)
        for (uint32_t r = 0; r < merging->parts[i].findings->rule_count; r++) {
            enum verdict verdict = merging->parts[i].findings->rules[r].verdict;
            bad += verdict == VERDICT_FAIL || verdict == VERDICT_UNKNOWN;
        }
    expect(merging, bad == listed, "are not all listed, or twice", "rules");
}

// ---- one run among them ----

// A margin that counts: whether there is one, and one that is short.
struct margins {
    bool any, any_short;
};

static struct margins margins_of(const struct part *part) {
    struct margins margins = {false, false};
    for (uint32_t i = 0; i < part->findings->rule_count; i++) {
        const struct rule_finding *rule = &part->findings->rules[i];
        for (uint32_t r = 0; counts(part, rule) && r < rule->requirement_count; r++) {
            const struct margin *margin = &rule->requirements[r].margin;
            margins.any |= margin->present;
            margins.any_short |= margin->present && margin->value.nano < 0;
        }
    }
    return margins;
}

// What is counted of a run is what its own report counts at its end.
static void check_counts(struct merging *merging, const struct merged_run *run,
                         const struct part *part) {
    struct text words = {0}, own = {0};
    report_text.write(&part->report, &own);
    merge_add_counts(&words, run->run);
    const char *end = strrchr(text_data(&own), '\n');
    while (end > own.data && end[-1] != '\n')
        end--;
    for (char *at = strtok(words.data, ","); at != NULL; at = strtok(NULL, ",")) {
        at += *at == ' ';
        const char *found = strstr(end, at);
        expect(merging,
               found != NULL && (found == end || found[-1] == ' ') &&
                   strchr(",:\n", found[strlen(at)]) != NULL,
               arena_printf(merging->runs.arena, "is not what the report of the run says: %s", end),
               at);
    }
    text_clear(&words);
    text_clear(&own);
}

static void check_run(struct merging *merging, const struct merged_run *run) {
    const struct part *part = part_of(merging, run->run);
    const char *name = run->run->name;
    size_t keep = 0;
    expect(merging, run->run->verdict == part->findings->verdict, "has another verdict", name);
    for (uint32_t i = 0; i < part->findings->rule_count; i++) {
        const struct rule_finding *rule = &part->findings->rules[i];
        keep += counts(part, rule) &&
                (rule->verdict == VERDICT_FAIL || rule->verdict == VERDICT_UNKNOWN);
    }
    expect(merging, keep == run->keep_count, "other rules keep it", name);
    for (size_t i = 0; i < run->keep_count; i++) {
        const struct rule_finding *rule = finding_of(part, run->keep[i]->id);
        expect(merging, rule->verdict == run->keep[i]->verdict && counts(part, rule),
               "a rule does not keep it", name);
    }
    struct margins margins = margins_of(part);
    expect(merging, (run->worst != NULL) == margins.any, "has a tightest margin, or has not", name);
    expect(merging, run->worst == NULL || (run->worst->margin.value.nano < 0) == margins.any_short,
           "its tightest margin is short, or is not", name);
    check_counts(merging, run, part);
}

// ---- in any order, and read again ----

// What is the same in any order of the runs, a line each.
static const char *in_any_order(struct merging *merging, const struct merged *merged) {
    struct arena *arena = merging->runs.arena;
    const char *text = verdict_text(merged->verdict);
    for (size_t i = 0; i < merged->rule_count; i++) {
        const struct merged_rule *rule = &merged->rules[i];
        text = arena_printf(arena, "%s\n%s %s %d %zu %zu %zu", text, rule->rule->id,
                            severity_text(rule->rule->severity), rule->counts, rule->runs,
                            rule->failed_count, rule->unknown_count);
    }
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        text = arena_printf(arena, "%s\n%zu %llu", text, merged->verdicts[verdict],
                            (unsigned long long)merged->counts[verdict]);
    return text;
}

static bool read_file(struct merging *merging, struct past *past, const char *path) {
    bool read = past_read(past, path);
    diagnostics_render(past->diagnostics, merging->runs.wrong);
    return read;
}

// Merged in an order, from the part FIRST on; reversed: backwards from there.
static bool merge(struct merging *merging, size_t first, bool reversed, struct past *past,
                  struct merged *merged) {
    past_init(past, merging->runs.arena);
    for (size_t i = 0; i < merging->count; i++) {
        size_t step = reversed ? merging->count - i : i;
        size_t at = (first + step) % merging->count;
        if (!read_file(merging, past, merging->parts[at].path))
            return false;
    }
    past_name(past);
    *merged = merge_runs(past, merging->runs.arena);
    return true;
}

// The document, or the lines, that merging writes, merged again.
static void check_again(struct merging *merging, bool lines) {
    struct text text = {0}, before = {0}, after = {0};
    const struct compare_look look = {.verbose = true};
    struct past past;
    if (lines)
        merge_ndjson(&merging->merged, &text);
    else
        merge_json(&merging->merged, "0", &text);
    FILE *file = tmpfile();
    fwrite(text.data, 1, text.size, file);
    fflush(file);
    past_init(&past, merging->runs.arena);
    if (read_file(merging, &past, arena_printf(merging->runs.arena, "/dev/fd/%d", fileno(file)))) {
        past_name(&past);
        struct merged again = merge_runs(&past, merging->runs.arena);
        merge_text(&merging->merged, &look, &before);
        merge_text(&again, &look, &after);
        expect(merging, strcmp(text_data(&before), text_data(&after)) == 0, text_data(&after),
               "what was merged says something else when it is read again");
    }
    fclose(file);
    text_clear(&text);
    text_clear(&before);
    text_clear(&after);
}

static void check_merged(struct merging *merging) {
    struct past past, other;
    struct merged turned;
    size_t first = random_below(&merging->runs.random, (uint32_t)merging->count);
    if (!merge(merging, 0, false, &past, &merging->merged) ||
        !merge(merging, first, random_percent(&merging->runs.random, 50), &other, &turned))
        return;
    check_sums(merging);
    check_rules(merging);
    for (size_t i = 0; i < merging->merged.run_count; i++)
        check_run(merging, &merging->merged.runs[i]);
    const char *one = in_any_order(merging, &merging->merged);
    const char *two = in_any_order(merging, &turned);
    expect(merging, strcmp(one, two) == 0,
           arena_printf(merging->runs.arena, "%s\n--\n%s", one, two),
           "another order is not the same");
    check_again(merging, random_percent(&merging->runs.random, 50));
}

enum judged trial_judge_merged(struct trial *trial, struct text *wrong) {
    struct merging merging = {.runs = runs_begin(trial, wrong)};
    const struct findings *found = runs_judge(&merging.runs, trial, NULL);
    for (uint32_t i = 1 + random_below(&merging.runs.random, PARTS); found != NULL && i > 0; i--)
        grow_part(&merging, found);
    if (merging.count > 0)
        check_merged(&merging);
    runs_end(&merging.runs);
    for (size_t i = 0; i < merging.count; i++) {
        fclose(merging.parts[i].file);
        session_free(merging.parts[i].trial.session);
    }
    return merging.count > 0 ? JUDGED : JUDGED_NEVER;
}
