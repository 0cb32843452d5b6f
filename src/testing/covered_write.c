// What tests have covered, for people and for lcov.
#include <inttypes.h>
#include <string.h>

#include "testing/covered.h"

// ---- how often ----

static uint64_t condition_runs(const struct covered_condition *condition) {
    const uint64_t *seen = condition->outcomes.seen;
    return seen[TRUTH_FALSE] + seen[TRUTH_UNKNOWN] + seen[TRUTH_TRUE];
}

static uint64_t rule_runs(const struct covered_rule *rule) {
    uint64_t runs = 0;
    for (enum verdict verdict = VERDICT_PASS; verdict <= VERDICT_WAIVED; verdict++)
        runs += rule->seen[verdict];
    return runs;
}

// ---- for people ----

// What was not seen, word after word; false where nothing is lacking.
struct lacking {
    struct text *out;
    const struct covered_place *place;
    const char *kind, *what, *lacks; // "never "
    bool any;
};

static void lack(struct lacking *lacking, const char *word) {
    if (!lacking->any)
        text_addf(lacking->out, "%s:%u:%u: %s%s: ", lacking->place->file, lacking->place->line,
                  lacking->place->column, lacking->kind, lacking->what);
    text_addf(lacking->out, "%s%s%s", lacking->any ? ", " : "", lacking->lacks, word);
    lacking->any = true;
}

static void end_lacking(const struct lacking *lacking) {
    if (lacking->any)
        text_add_char(lacking->out, '\n');
}

static void lack_values(struct lacking *lacking, const struct covered_condition *condition) {
    const uint64_t *seen = condition->outcomes.seen;
    if (seen[TRUTH_TRUE] == 0)
        lack(lacking, "true");
    if (seen[TRUTH_FALSE] == 0)
        lack(lacking, "false");
    if (seen[TRUTH_UNKNOWN] == 0 && !condition->certain)
        lack(lacking, "unknown");
}

static void lacking_condition(struct text *out, const struct covered_condition *condition) {
    struct lacking lacking = {out, &condition->place, "", condition->text, "never ", false};
    if (condition_runs(condition) == 0)
        lack(&lacking, "evaluated");
    else
        lack_values(&lacking, condition);
    end_lacking(&lacking);
}

static bool lacking_verdicts(struct text *out, const struct covered_rule *rule,
                             const uint64_t *counts, const char *lacks) {
    struct lacking lacking = {out, &rule->place, "rule ", rule->name, lacks, false};
    for (enum verdict verdict = VERDICT_PASS; verdict <= VERDICT_UNKNOWN; verdict++)
        if (counts[verdict] == 0 && (verdict != VERDICT_UNKNOWN || !rule->certain))
            lack(&lacking, verdict_text(verdict));
    end_lacking(&lacking);
    return lacking.any;
}

// Rounded down, so that 100.0 % is all of it.
static void add_percent(struct text *out, struct covered_share share) {
    uint64_t tenths = share.all == 0 ? 1000 : share.seen * 1000 / share.all;
    text_addf(out, "%" PRIu64 ".%" PRIu64 " %%", tenths / 10, tenths % 10);
}

// Rules and conditions in the order of their places.
static void add_lacking(struct text *out, const struct covered *covered) {
    size_t rule = 0, condition = 0;
    while (rule < covered->rule_count || condition < covered->condition_count) {
        bool is_rule = condition == covered->condition_count ||
                       (rule < covered->rule_count &&
                        covered_compare(&covered->rules[rule].place,
                                        &covered->conditions[condition].place) <= 0);
        if (is_rule)
            lacking_verdicts(out, &covered->rules[rule], covered->rules[rule].seen, "never ");
        else
            lacking_condition(out, &covered->conditions[condition]);
        rule += is_rule;
        condition += !is_rule;
    }
}

void covered_text(struct text *out, const struct covered *covered) {
    struct covered_share share = covered_share(covered);
    text_add(out, "coverage: ");
    add_percent(out, share);
    text_addf(
        out, ", %" PRIu64 " of %" PRIu64 " values of %zu condition%s and verdicts of %zu rule%s\n",
        share.seen, share.all, covered->condition_count, covered->condition_count == 1 ? "" : "s",
        covered->rule_count, covered->rule_count == 1 ? "" : "s");
    add_lacking(out, covered);
}

bool covered_tested(struct text *out, const struct covered *covered) {
    bool all = true;
    for (size_t i = 0; i < covered->rule_count; i++)
        all &= !lacking_verdicts(out, &covered->rules[i], covered->rules[i].tests, "no test of ");
    return all;
}

// ---- for lcov ----

// The conditions and rules of one file: a stretch of each.
struct stretch_of_file {
    const struct covered_rule *rules;
    size_t rule_count;
    const struct covered_condition *conditions;
    size_t condition_count;
};

static void add_functions(struct text *out, const struct stretch_of_file *file) {
    size_t hit = 0;
    for (size_t i = 0; i < file->rule_count; i++)
        text_addf(out, "FN:%u,%s\n", file->rules[i].place.line, file->rules[i].name);
    for (size_t i = 0; i < file->rule_count; i++) {
        uint64_t runs = rule_runs(&file->rules[i]);
        text_addf(out, "FNDA:%" PRIu64 ",%s\n", runs, file->rules[i].name);
        hit += runs > 0;
    }
    text_addf(out, "FNF:%zu\nFNH:%zu\n", file->rule_count, hit);
}

static void add_branch(struct text *out, const struct covered_condition *condition, uint32_t block,
                       uint32_t branch, uint64_t taken) {
    text_addf(out, "BRDA:%u,%u,%u,", condition->place.line, block, branch);
    if (condition_runs(condition) == 0)
        text_add(out, "-\n");
    else
        text_addf(out, "%" PRIu64 "\n", taken);
}

// Branches 0, 1, 2 of a condition are true, false and unknown; conditions of a line are its blocks.
static void add_branches(struct text *out, const struct stretch_of_file *file) {
    static const enum truth order[] = {TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNKNOWN};
    size_t found = 0, hit = 0;
    uint32_t block = 0;
    for (size_t i = 0; i < file->condition_count; i++) {
        const struct covered_condition *condition = &file->conditions[i];
        bool goes_on = i > 0 && condition[-1].place.line == condition->place.line;
        block = goes_on ? block + 1 : 0;
        for (uint32_t b = 0; b < (condition->certain ? 2 : 3); b++, found++) {
            add_branch(out, condition, block, b, condition->outcomes.seen[order[b]]);
            hit += condition->outcomes.seen[order[b]] > 0;
        }
    }
    text_addf(out, "BRF:%zu\nBRH:%zu\n", found, hit);
}

// A line has been executed as often as the first rule or condition that begins on it.
static void add_lines(struct text *out, const struct stretch_of_file *file) {
    size_t rule = 0, condition = 0, found = 0, hit = 0;
    uint32_t last = 0;
    while (rule < file->rule_count || condition < file->condition_count) {
        bool is_rule = condition == file->condition_count ||
                       (rule < file->rule_count &&
                        file->rules[rule].place.line <= file->conditions[condition].place.line);
        uint32_t line =
            is_rule ? file->rules[rule].place.line : file->conditions[condition].place.line;
        uint64_t runs = is_rule ? rule_runs(&file->rules[rule++])
                                : condition_runs(&file->conditions[condition++]);
        if (line == last)
            continue;
        text_addf(out, "DA:%u,%" PRIu64 "\n", line, runs);
        last = line;
        found++;
        hit += runs > 0;
    }
    text_addf(out, "LF:%zu\nLH:%zu\n", found, hit);
}

// The file that comes next: the lesser of the two lists' next.
static const char *next_file(const struct stretch_of_file *left) {
    const char *rules = left->rule_count > 0 ? left->rules->place.file : NULL;
    const char *conditions = left->condition_count > 0 ? left->conditions->place.file : NULL;
    if (rules == NULL || conditions == NULL)
        return rules == NULL ? conditions : rules;
    return strcmp(rules, conditions) <= 0 ? rules : conditions;
}

static struct stretch_of_file cut_file(struct stretch_of_file *left, const char *name) {
    struct stretch_of_file file = {left->rules, 0, left->conditions, 0};
    for (; left->rule_count > 0 && strcmp(left->rules->place.file, name) == 0; left->rules++) {
        left->rule_count--;
        file.rule_count++;
    }
    for (; left->condition_count > 0 && strcmp(left->conditions->place.file, name) == 0;
         left->conditions++) {
        left->condition_count--;
        file.condition_count++;
    }
    return file;
}

void covered_lcov(struct text *out, const struct covered *covered) {
    struct stretch_of_file left = {covered->rules, covered->rule_count, covered->conditions,
                                   covered->condition_count};
    const char *name;
    while ((name = next_file(&left)) != NULL) {
        struct stretch_of_file file = cut_file(&left, name);
        text_addf(out, "TN:\nSF:%s\n", name);
        add_functions(out, &file);
        add_branches(out, &file);
        add_lines(out, &file);
        text_add(out, "end_of_record\n");
    }
}
