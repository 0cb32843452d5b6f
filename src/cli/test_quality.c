// What plimsoll test asks of the tests themselves: coverage, and whether they notice mutants.
#include "config.h"

#include "cli/test_quality.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "testing/mutate.h"

enum {
    OPTION_COVERAGE = TEST_QUALITY_OPTIONS,
    OPTION_THRESHOLD,
    OPTION_FILE,
    OPTION_REQUIRE,
    OPTION_MUTATE,
    OPTION_SURVIVORS
};

const struct option_row test_quality_rows[] = {
    {OPTION_COVERAGE, "coverage", 0, NULL, VALUE_NONE,
     "say which conditions and rules the cases cover"},
    {OPTION_THRESHOLD, "coverage-threshold", 0, "PERCENT", VALUE_TEXT,
     "the same, and fail below so much"},
    {OPTION_FILE, "coverage-file", 0, "FILE", VALUE_FILE,
     "write the coverage in the format of lcov"},
    {OPTION_REQUIRE, "require-tests", 0, NULL, VALUE_NONE,
     "fail where a rule has no test of its pass, fail or unknown"},
    {OPTION_MUTATE, "mutate", 0, NULL, VALUE_NONE,
     "change one thing of a rule at a time: which do tests notice?"},
    {OPTION_SURVIVORS, "survivors", 0, "FILE", VALUE_FILE,
     "mutants that no test has to notice, with reasons"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

// ---- options ----

static bool take_threshold(struct test_quality *quality, const char *command, const char *value) {
    struct decimal percent;
    bool good = decimal_parse(value, strlen(value), &percent) == DECIMAL_OK && percent.nano >= 0 &&
                decimal_compare(percent, decimal_from_int(100)) <= 0;
    if (!good)
        return complain(command, "--coverage-threshold %s: write a number from 0 to 100", value);
    quality->has_threshold = true;
    quality->threshold = percent;
    return true;
}

bool test_quality_take(struct test_quality *quality, const char *command, int option,
                       const char *value) {
    switch (option) {
    case OPTION_THRESHOLD:
        quality->coverage = true;
        return take_threshold(quality, command, value);
    case OPTION_FILE:
        quality->file = value;
        return true;
    case OPTION_SURVIVORS:
        quality->survivors = value;
        return true;
    default:
        quality->coverage |= option == OPTION_COVERAGE;
        quality->required |= option == OPTION_REQUIRE;
        quality->mutates |= option == OPTION_MUTATE;
        return true;
    }
}

bool test_quality_counts(const struct test_quality *quality) {
    return quality->coverage || quality->required || quality->file != NULL;
}

// ---- coverage ----

static bool is_enough(const struct test_quality *quality) {
    struct covered_share share = covered_share(&quality->covering.covered);
    return !quality->has_threshold || (__int128)share.seen * 100 * DECIMAL_ONE >=
                                          quality->threshold.nano * (__int128)share.all;
}

static bool write_lcov(const struct test_quality *quality, const char *command) {
    struct text lcov = {0};
    covered_lcov(&lcov, &quality->covering.covered);
    bool good = output_write(command, quality->file, text_data(&lcov), lcov.size);
    text_clear(&lcov);
    return good;
}

static int end_coverage(struct test_quality *quality, const char *command, struct text *out) {
    const struct covered *covered = &quality->covering.covered;
    char percent[DECIMAL_TEXT];
    covering_end(&quality->covering);
    bool enough = is_enough(quality), tested = true;
    if (quality->coverage)
        covered_text(out, covered);
    if (!enough) {
        decimal_format(quality->threshold, percent);
        text_addf(out, "the coverage is below %s %%\n", percent);
    }
    if (quality->required)
        tested = covered_tested(out, covered);
    if (quality->file != NULL && !write_lcov(quality, command))
        return STATUS_INPUT;
    return enough && tested ? STATUS_PASS : STATUS_FAIL;
}

// ---- mutation ----

enum { LIST_LIMIT = 4 << 20 };

// Mistakes in the list go to standard error.
static bool take_list(struct fates *fates, const char *command, const char *path) {
    struct text list = {0}, messages = {0};
    int problem = file_read(path, LIST_LIMIT, &list);
    bool good = problem == 0 ? fates_list(fates, path, text_data(&list), &messages)
                             : complain(command, "cannot read %s: %s", path, strerror(problem));
    fputs(text_data(&messages), stderr);
    text_clear(&messages);
    text_clear(&list);
    return good;
}

static int end_mutation(const struct test_quality *quality, const char *command,
                        const struct test_run *run, struct text *out) {
    struct fates fates = {.arena = arena_new()};
    for (size_t i = 0; i < run->file_count; i++)
        mutate_file(&fates, run->files[i]);
    bool listed = quality->survivors == NULL || take_list(&fates, command, quality->survivors);
    bool noticed = fates_text(out, &fates);
    arena_free(fates.arena);
    return !listed ? STATUS_INPUT : noticed ? STATUS_PASS : STATUS_FAIL;
}

int test_quality_end(struct test_quality *quality, const char *command, const struct test_run *run,
                     struct text *out) {
    int covered = test_quality_counts(quality) ? end_coverage(quality, command, out) : STATUS_PASS;
    if (!quality->mutates)
        return covered;
    if (run->passed < run->count) {
        text_add(out, "mutants: not tried, as not all cases passed\n");
        return covered > STATUS_FAIL ? covered : STATUS_FAIL;
    }
    int mutated = end_mutation(quality, command, run, out);
    return covered > mutated ? covered : mutated;
}
