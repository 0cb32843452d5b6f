// The oracle: random policies over random facts, judged by the product and by a naive evaluator,
// which have to agree; and laws that hold whatever the policy says.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "account.h"
#include "base/time.h"
#include "case.h"

// Cases tried and failed, by law.
enum law {
    LAW_FINDINGS,
    LAW_VALUES,
    LAW_ORDER,
    LAW_FILES,
    LAW_SELECTION,
    LAW_PICKED,
    LAW_SUPPOSED,
    LAW_STEPS,
    LAW_LAYOUT,
    LAW_CURES,
    LAW_CHANGES,
    LAW_GIVEN,
    LAW_TOLD,
    LAW_EXCUSED,
    LAW_EXPLAINED,
    LAW_COMPARED,
    LAW_MERGED,
    LAW_PARTS,
    LAW_REMOVAL,
    LAW_FACTS,
    LAWS
};
static const char *const law_names[LAWS] = {
    "verdicts, margins, failed subjects and missing facts are those of the naive evaluator",
    "values of expressions are those of the naive evaluator",
    "the order of members and of keyed elements, blanks and escapes change nothing",
    "facts in two files are those of one",
    "what is not selected might as well not be in the facts",
    "two hosts that are picked from a fleet might as well be all there is",
    "what is supposed of facts that are selected from is so in a file with it, selected from",
    "a run that may take fewer steps says the same, or nothing",
    "a policy in its layout, which is one, says the same",
    "cures of the linter change no verdict",
    "facts changed by --with and --without are those of a file with the changes",
    "facts and changes that a test gives in its words are those of a file with them",
    "findings, reports, explanations and tests of the language agree",
    "baselines and waivers excuse what they name, and nothing else",
    "explanations say of what is excused what the run says",
    "two reports differ in what fails, what is unknown and what is to spare, and in nothing else",
    "reports that are merged, in any order, say what the runs say",
    "a policy in several files, with what they set and skip, is one with that written in it",
    "a fact that is learned, names included, changes no decided verdict",
    "facts made for the model are read without errors",
};

struct tally {
    uint64_t cases, refused, tried[LAWS], wrong[LAWS], verdicts[VERDICT_WAIVED + 1];
    uint64_t rules;         // compared with a fact less
    uint64_t removals;      // facts taken from a case, one after the other
    uint64_t every;         // one case of so many is tried by each law that takes long
    bool verbose, learning; // learning: only the law of facts that are learned
    bool shown;             // cases are written and not tried
};

enum { SHOWN = 3 }; // failures shown for each law

static void report(struct tally *tally, enum law law, const struct trial *trial, const char *a,
                   const char *b) {
    tally->tried[law]++;
    if (strcmp(a, b) == 0 || (tally->wrong[law]++ >= SHOWN && !tally->verbose))
        return;
    printf("# seed %llu: not so: %s\n%s\n--- facts\n%s\n--- one\n%s--- other\n%s",
           (unsigned long long)trial->seed, law_names[law], trial->policy, trial->facts, a, b);
}

// The naive account, unless it would take too long.
static void compare_naive(struct tally *tally, struct trial *trial, const char *found) {
    struct text naive = {0}, value = {0}, naive_value = {0};
    if (trial_naive(trial, &naive, &naive_value)) {
        report(tally, LAW_FINDINGS, trial, found, text_data(&naive));
        trial_evaluate(trial, &value);
        report(tally, LAW_VALUES, trial, text_data(&value), text_data(&naive_value));
    }
    text_clear(&naive);
    text_clear(&value);
    text_clear(&naive_value);
}

static void compare_order(struct tally *tally, struct trial *trial, const char *found) {
    struct text other = {0};
    struct verdicts verdicts = {0};
    trial_shuffle(trial);
    enum judged judged = trial_judge(trial, &other, &verdicts);
    if (judged == JUDGED)
        report(tally, LAW_ORDER, trial, found, text_data(&other));
    tally->wrong[LAW_FACTS] += judged == JUDGED_REFUSED;
    text_clear(&other);
}

static void compare_files(struct tally *tally, struct trial *trial, const char *found) {
    struct text other = {0};
    enum judged judged = trial_judge_divided(trial, &other);
    if (judged == JUDGED)
        report(tally, LAW_FILES, trial, found, text_data(&other));
    tally->wrong[LAW_FACTS] += judged == JUDGED_REFUSED;
    text_clear(&other);
}

static void compare_selection(struct tally *tally, struct trial *trial) {
    struct text selected = {0}, left = {0};
    enum judged judged = trial_judge_selected(trial, &selected, &left);
    if (judged == JUDGED)
        report(tally, LAW_SELECTION, trial, text_data(&selected), text_data(&left));
    tally->wrong[LAW_FACTS] += judged == JUDGED_REFUSED;
    text_clear(&selected);
    text_clear(&left);
}

// The steps end wherever it may be.
static void compare_steps(struct tally *tally, struct trial *trial, const char *found) {
    enum { CUTS = 4, LEAST_BITS = 8, BITS = 10 };
    struct random random = random_new(trial->seed);
    uint64_t whole = trial->steps;
    for (int i = 0; i < CUTS; i++) {
        struct text other = {0};
        struct verdicts verdicts = {0};
        trial->steps =
            1 + random_below(&random, UINT32_C(1) << (LEAST_BITS + random_below(&random, BITS)));
        if (trial_judge(trial, &other, &verdicts) == JUDGED)
            report(tally, LAW_STEPS, trial, found, text_data(&other));
        text_clear(&other);
    }
    trial->steps = whole;
}

static void compare_layout(struct tally *tally, struct trial *trial, const char *found) {
    struct text other = {0};
    enum judged judged = trial_judge_laid_out(trial, &other);
    if (judged != JUDGED_NEVER)
        report(tally, LAW_LAYOUT, trial, found, judged == JUDGED ? text_data(&other) : "refused\n");
    text_clear(&other);
}

// The run and its rules: requirements may be others.
static const char *verdicts_text(const struct verdicts *verdicts, struct arena *arena) {
    const char *text = "";
    for (uint32_t i = 0; i <= verdicts->rules; i++)
        text = arena_printf(arena, "%s%s\n", text, verdict_text(verdicts->at[i]));
    return text;
}

static void compare_cures(struct tally *tally, struct trial *trial, const struct verdicts *found) {
    struct verdicts after = {0};
    const char *mended;
    enum judged judged = trial_judge_mended(trial, &mended, &after);
    if (judged == JUDGED_NEVER)
        return;
    const char *before = verdicts_text(found, trial->arena);
    bool same = judged == JUDGED && strcmp(before, verdicts_text(&after, trial->arena)) == 0;
    report(tally, LAW_CURES, trial, before,
           same ? before
                : arena_printf(trial->arena, "%s--- by\n%s", verdicts_text(&after, trial->arena),
                               mended));
}

// A law that judges the same facts in two ways.
static void compare_ways(struct tally *tally, enum law law, struct trial *trial,
                         enum judged (*judge)(struct trial *trial, struct text *one,
                                              struct text *other)) {
    struct text one = {0}, other = {0};
    enum judged judged = judge(trial, &one, &other);
    if (judged != JUDGED_NEVER)
        report(tally, law, trial, text_data(&one),
               judged == JUDGED ? text_data(&other) : "refused\n");
    text_clear(&one);
    text_clear(&other);
}

// A law that says itself what is wrong.
static void compare_wrong(struct tally *tally, enum law law, struct trial *trial,
                          enum judged (*judge)(struct trial *trial, struct text *wrong)) {
    struct text wrong = {0};
    if (judge(trial, &wrong) == JUDGED)
        report(tally, law, trial, "", text_data(&wrong));
    text_clear(&wrong);
}

// Laws of facts that are the same otherwise: accounts are to be equal.
static void compare_same(struct tally *tally, struct trial *trial, const char *found) {
    compare_steps(tally, trial, found);
    compare_order(tally, trial, found);
    compare_files(tally, trial, found);
    compare_selection(tally, trial);
}

// The same of whole reports.
static void compare_reports(struct tally *tally, struct trial *trial) {
    struct text found = {0};
    struct verdicts verdicts = {0};
    trial->whole = true;
    if (trial_judge(trial, &found, &verdicts) == JUDGED) {
        compare_wrong(tally, LAW_GIVEN, trial, trial_judge_given);
        compare_wrong(tally, LAW_TOLD, trial, trial_judge_told);
        compare_wrong(tally, LAW_EXCUSED, trial, trial_judge_excused);
        compare_wrong(tally, LAW_EXPLAINED, trial, trial_judge_explained);
        compare_wrong(tally, LAW_COMPARED, trial, trial_judge_compared);
        compare_wrong(tally, LAW_MERGED, trial, trial_judge_merged);
        compare_same(tally, trial, text_data(&found));
        compare_ways(tally, LAW_CHANGES, trial, trial_judge_changed);
        compare_ways(tally, LAW_PICKED, trial, trial_judge_picked);
        compare_ways(tally, LAW_SUPPOSED, trial, trial_judge_supposed);
    }
    trial->whole = false;
    text_clear(&found);
}

// A pass of subjects of which it is unknown whether they are any is none of a run: it passes or is
// skipped once that is known. Everything else that is decided stays as it is.
static bool is_kept(const struct verdicts *less, const struct verdicts *whole, uint32_t i) {
    return less->at[i] == VERDICT_UNKNOWN || less->at[i] == whole->at[i] ||
           (less->open[i] && whole->at[i] == VERDICT_SKIP);
}

// Verdicts of the run, of rules and of requirements that are decided with facts less have to be
// those with them.
static bool compare_removal(struct tally *tally, struct trial *trial, const char *found,
                            struct verdicts *whole) {
    struct text less = {0};
    struct verdicts after = {0};
    bool removed = trial_remove(trial);
    if (removed && trial_judge(trial, &less, &after) == JUDGED) {
        bool kept = true;
        for (uint32_t i = 0; i < after.count; i++)
            kept &= is_kept(&after, whole, i);
        report(tally, LAW_REMOVAL, trial, kept ? "" : found, kept ? "" : text_data(&less));
        tally->rules += after.rules;
        *whole = after;
    }
    text_clear(&less);
    return removed;
}

static bool has_turn(const struct tally *tally, const struct trial *trial, enum law law) {
    return (trial->seed + law) % tally->every == 0;
}

static void judge_case(struct tally *tally, struct trial *trial) {
    struct text found = {0};
    struct verdicts verdicts = {0};
    enum judged judged = trial_judge(trial, &found, &verdicts);
    tally->tried[LAW_FACTS]++;
    tally->wrong[LAW_FACTS] += judged == JUDGED_REFUSED;
    for (uint32_t i = 0; i < verdicts.count; i++)
        tally->verdicts[verdicts.at[i]]++;
    if (judged == JUDGED && !tally->learning) {
        compare_naive(tally, trial, text_data(&found));
        if (has_turn(tally, trial, LAW_LAYOUT))
            compare_layout(tally, trial, text_data(&found));
        if (has_turn(tally, trial, LAW_CURES))
            compare_cures(tally, trial, &verdicts);
        if (has_turn(tally, trial, LAW_CHANGES))
            compare_ways(tally, LAW_CHANGES, trial, trial_judge_changed);
        if (has_turn(tally, trial, LAW_PARTS))
            compare_wrong(tally, LAW_PARTS, trial, trial_judge_parts);
        if (has_turn(tally, trial, LAW_TOLD))
            compare_reports(tally, trial);
        else
            compare_same(tally, trial, text_data(&found));
    }
    for (uint64_t i = 0; judged == JUDGED && trial->pure && i < tally->removals; i++)
        if (!compare_removal(tally, trial, text_data(&found), &verdicts))
            break;
    text_clear(&found);
}

static void show_case(const struct trial *trial) {
    printf("%s\n%%%%\n%s\n%%%%\n%s\n===\n", trial->policy, trial->facts, trial->evaluated);
}

static void run_case(struct tally *tally, uint64_t seed) {
    struct trial *trial = trial_new(seed, tally->learning);
    tally->cases++;
    if (tally->shown)
        show_case(trial);
    else if (trial_check(trial, tally->verbose))
        judge_case(tally, trial);
    else
        tally->refused++;
    trial_free(trial);
}

// ---- the command ----

// Among this many cases, every verdict occurs.
enum { REFUSED_PERCENT = 3, MIXED_CASES = 100 };

static int conclude(const struct tally *tally) {
    bool well = true, few = tally->refused * 100 <= tally->cases * REFUSED_PERCENT;
    printf("1..%d\n", LAWS + 2);
    for (int law = 0; law < LAWS; law++) {
        bool asked = !tally->learning || law == LAW_REMOVAL;
        bool held =
            !tally->wrong[law] && (tally->tried[law] || !asked || tally->cases < MIXED_CASES);
        printf("%sok %d - %s (%llu of %llu not)\n", held ? "" : "not ", law + 1, law_names[law],
               (unsigned long long)tally->wrong[law], (unsigned long long)tally->tried[law]);
        well &= held;
    }
    printf("%sok %d - the checker takes what is made (%llu of %llu refused)\n", few ? "" : "not ",
           LAWS + 1, (unsigned long long)tally->refused, (unsigned long long)tally->cases);
    printf("# %llu rules were compared with a fact less\n", (unsigned long long)tally->rules);
    const uint64_t *found = tally->verdicts;
    bool mixed = tally->cases < MIXED_CASES ||
                 (found[VERDICT_PASS] && found[VERDICT_FAIL] && found[VERDICT_UNKNOWN]);
    printf("%sok %d - every verdict occurs (%llu passed, %llu failed, %llu unknown)\n",
           mixed ? "" : "not ", LAWS + 2, (unsigned long long)found[VERDICT_PASS],
           (unsigned long long)found[VERDICT_FAIL], (unsigned long long)found[VERDICT_UNKNOWN]);
    return well && few && mixed ? EXIT_SUCCESS : EXIT_FAILURE;
}

static uint64_t number_after(int count, char **arguments, const char *name, uint64_t otherwise) {
    for (int i = 1; i + 1 < count; i++)
        if (strcmp(arguments[i], name) == 0)
            return strtoull(arguments[i + 1], NULL, 10);
    return otherwise;
}

// Cases that once ended the program: few of many, so that they stand here.
static const uint64_t found[] = {
    52857,   // a let of facts that are not all known, which all lanes share
    53116,   // the steps end while it is told why a pattern does not match
    2001938, // and while an element of a computed list is looked at again
    7500049, // a remedy reads a let of a rule whose when is unknown
};

enum { PROGRESS = 100 }; // cases between two lines of progress, in case one is the last

static void show_progress(uint64_t seed) {
    printf("# from seed %llu\n", (unsigned long long)seed);
    fflush(stdout);
}

// oracle [--seed N] [--cases N] [--seconds N] [--removals N] [--every N] [--learning 1]
// [--verbose 1] [--show 1]: cases from seed on, for as long; of each so many facts are taken one
// after the other, and one of N is tried by each law that takes long;
// with --learning only that is compared, and all cases are without default, known and if; with
// --show they are written: a policy, facts and an expression.
int main(int count, char **arguments) {
    uint64_t seed = number_after(count, arguments, "--seed", 1);
    uint64_t cases = number_after(count, arguments, "--cases", 1000);
    uint64_t seconds = number_after(count, arguments, "--seconds", 0);
    struct tally tally = {.verbose = number_after(count, arguments, "--verbose", 0) > 0,
                          .learning = number_after(count, arguments, "--learning", 0) > 0,
                          .shown = number_after(count, arguments, "--show", 0) > 0,
                          .removals = number_after(count, arguments, "--removals", 3),
                          .every = number_after(count, arguments, "--every", 4)};
    for (size_t i = 0; !tally.shown && i < sizeof found / sizeof *found; i++)
        run_case(&tally, found[i]);
    time_t end = time(NULL) + (time_t)seconds;
    for (uint64_t i = 0; seconds ? time(NULL) < end : i < cases; i++) {
        if (i % PROGRESS == 0 && !tally.shown)
            show_progress(seed + i);
        run_case(&tally, seed + i);
    }
    return tally.shown ? EXIT_SUCCESS : conclude(&tally);
}
