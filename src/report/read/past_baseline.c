// The baseline that an earlier report is: what failed or was unknown in it, and was not waived.
#include "report/read/past_baseline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

struct based {
    struct past *past;
    const struct past_run *run;
    bool strict;
    uint64_t left_out; // subjects that the report only counts
};

static bool refuse(const struct based *based, const char *problem, const char *cure) {
    struct diagnostics *all = based->past->diagnostics;
    struct diagnostic *made = diagnostic_fact(all, CODE_INVALID_REPORT, DIAGNOSTIC_ERROR,
                                              based->run->file, NULL, "%s", problem);
    diagnostic_cure(all, made, "%s", cure);
    return false;
}

// ---- margins ----

static int compare_measures(const void *left, const void *right) {
    const struct past_measure *a = left, *b = right;
    return strcmp(a->key, b->key);
}

// That of all is the margin of the subject that it names.
static bool is_tightest(const struct past_requirement *requirement, const char *text) {
    const char *subject = requirement->margin.subject;
    return requirement->margin.present && strcmp(subject != NULL ? subject : "", text) == 0;
}

static bool measure(const struct based *based, const struct past_requirement *requirement,
                    struct baseline_entry *entry) {
    const struct past_measure wanted = {.key = entry->key}, *found = NULL;
    if (requirement->measure_count > 0)
        found = bsearch(&wanted, requirement->measures, requirement->measure_count, sizeof wanted,
                        compare_measures);
    entry->measured = found != NULL || is_tightest(requirement, entry->text);
    if (!entry->measured)
        return !based->strict || !requirement->margin.present;
    entry->margin = found != NULL ? found->value : requirement->margin.value;
    entry->type = found != NULL ? found->type : requirement->margin.type;
    return true;
}

// ---- entries ----

static int compare_entries(const void *left, const void *right) {
    const struct baseline_entry *a = left, *b = right;
    int compared = strcmp(a->key, b->key);
    return compared != 0 ? compared : (int)b->failed - (int)a->failed;
}

static void add_all(struct baseline_requirement *to, const struct past_subject *subjects,
                    size_t count, bool failed) {
    for (size_t i = 0; i < count; i++)
        to->entries[to->count++] = (struct baseline_entry){
            .key = subjects[i].key, .text = subjects[i].text, .failed = failed};
}

// Of two with one key, what failed.
static void unite(struct baseline_requirement *to) {
    size_t kept = 0;
    sort_array(to->entries, to->count, sizeof *to->entries, compare_entries);
    for (size_t i = 0; i < to->count; i++)
        if (kept == 0 || strcmp(to->entries[kept - 1].key, to->entries[i].key) != 0)
            to->entries[kept++] = to->entries[i];
    to->count = kept;
}

static bool take_requirement(struct based *based, const struct past_requirement *from,
                             struct baseline_requirement *to) {
    size_t most = from->failed_count + from->unknown_count + from->partly_count;
    to->text = from->text;
    based->left_out += from->left_out;
    to->entries = ARENA_ARRAY(based->past->arena, struct baseline_entry, most);
    add_all(to, from->failed, from->failed_count, true);
    add_all(to, from->unknown, from->unknown_count, false);
    add_all(to, from->partly, from->partly_count, false);
    unite(to);
    for (size_t i = 0; i < to->count; i++)
        if (to->entries[i].failed && !measure(based, from, &to->entries[i]))
            return refuse(based,
                          "--baseline-strict needs the margin of each subject that fails, and this "
                          "report has only the worst",
                          "make it anew with --all-subjects");
    return true;
}

// Requirements of one text say the same of the same subjects.
static bool has_text(const struct baseline_rule *rule, const char *text) {
    for (size_t i = 0; i < rule->requirement_count; i++)
        if (strcmp(rule->requirements[i].text, text) == 0)
            return true;
    return false;
}

static bool take_rule(struct based *based, const struct past_rule *from, struct baseline_rule *to) {
    *to = (struct baseline_rule){.id = from->id,
                                 .root = from->root,
                                 .whole = from->whole_open,
                                 .missing = from->missing,
                                 .missing_count = from->missing_count};
    to->requirements =
        ARENA_ARRAY(based->past->arena, struct baseline_requirement, from->requirement_count);
    for (size_t i = 0; i < from->requirement_count; i++)
        if (!has_text(to, from->requirements[i].text) &&
            !take_requirement(based, &from->requirements[i],
                              &to->requirements[to->requirement_count++]))
            return false;
    return true;
}

static void warn_of_left_out(const struct based *based) {
    if (based->left_out > 0)
        diagnostic_fact(based->past->diagnostics, CODE_INVALID_REPORT, DIAGNOSTIC_WARNING,
                        based->run->file, NULL,
                        "this report does not name %" PRIu64
                        " subjects that failed or were unknown, and excuses none of them",
                        based->left_out);
}

const struct baseline *past_baseline(struct past *past, bool strict) {
    struct based based = {.past = past, .run = &past->runs[past->count - 1], .strict = strict};
    if (past->count > 1 && past->sites) {
        refuse(&based, "this file holds the runs of several sites, and a baseline is one run",
               "name the report of that run alone");
        return NULL;
    }
    const struct past_run *run = based.run;
    struct baseline *made = ARENA_NEW(past->arena, struct baseline);
    *made =
        (struct baseline){.file = run->file,
                          .now = run->now,
                          .digest = run->digest,
                          .hash = run->hash,
                          .strict = strict,
                          .rules = ARENA_ARRAY(past->arena, struct baseline_rule, run->rule_count)};
    for (size_t i = 0; i < run->rule_count; i++)
        if (!take_rule(&based, &run->rules[i], &made->rules[made->rule_count++]))
            return NULL;
    warn_of_left_out(&based);
    return made;
}
