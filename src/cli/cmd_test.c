// plimsoll test: the tests of policies.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/pattern.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "cli/test_quality.h"
#include "testing/discover.h"
#include "testing/test_report.h"
#include "testing/test_update.h"

static const char name[] = "test";

enum {
    OPTION_RUN = OPTION_OWN,
    OPTION_LIST,
    OPTION_JOBS,
    OPTION_FORMAT,
    OPTION_UPDATE,
    OPTION_VERBOSE
};

static const struct option_row running[] = {
    {OPTION_RUN, "run", 0, "GLOB", VALUE_TEXT,
     "only cases whose \"TEST / CASE\", or test, matches"},
    {OPTION_LIST, "list", 0, NULL, VALUE_NONE,
     "print the names of the cases instead of running them, and with\n"
     "--format json their places"},
    {OPTION_JOBS, "jobs", 'j', "COUNT", VALUE_TEXT,
     "cases to run at once (as many as there are processors)"},
    {OPTION_UPDATE, "update", 0, NULL, VALUE_NONE,
     "write the margins that came where others were expected, after\n"
     "showing the lines"},
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_TEST_REPORT,
     "text (default), tap, junit or json; FORMAT=FILE writes to a\n"
     "file; repeat for several reports of one run"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VALUE_NONE, "text: a line for each case"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {
    {running, NULL}, {test_quality_rows, NULL}, {option_colour, NULL}, {option_steps, NULL},
    {NULL, NULL},
};

struct testing {
    struct request request;
    const char *glob;
    struct pattern *pattern;
    struct pattern_scratch *scratch;
    bool lists, updates;
    struct test_run run;
    size_t file_room;
    struct outputs outputs;
    struct test_report report;
    struct test_quality quality;
};

// ---- options ----

static bool take_glob(struct testing *testing, const char *glob) {
    struct pattern_error error;
    testing->glob = glob;
    if (!option_is_text(name, "run", glob))
        return false;
    testing->pattern =
        pattern_compile(testing->request.arena, PATTERN_LIKE, glob, strlen(glob), &error);
    testing->scratch = pattern_scratch_new();
    return testing->pattern != NULL ||
           complain(name, "--run %s is no pattern: %s", glob, error.message);
}

static bool take_jobs(struct testing *testing, const char *value) {
    uint64_t jobs;
    bool good = option_take_count(name, "jobs", value, 1000, &jobs);
    testing->run.jobs = (unsigned)jobs;
    return good;
}

static bool take_format(struct testing *testing, const char *value) {
    enum { FORMATS = 8 };
    const char *formats[FORMATS] = {NULL};
    for (size_t i = 0; test_writers[i] != NULL && i < FORMATS - 1; i++)
        formats[i] = test_writers[i]->name;
    return outputs_take(&testing->outputs, name, formats, value);
}

static bool take(void *state, int option, char *value) {
    struct testing *testing = state;
    if (option >= TEST_QUALITY_OPTIONS && option < TEST_QUALITY_END)
        return test_quality_take(&testing->quality, name, option, value);
    switch (option) {
    case OPTION_RUN:
        return take_glob(testing, value);
    case OPTION_JOBS:
        return take_jobs(testing, value);
    case OPTION_FORMAT:
        return take_format(testing, value);
    default:
        testing->lists |= option == OPTION_LIST;
        testing->updates |= option == OPTION_UPDATE;
        testing->report.verbose |= option == OPTION_VERBOSE;
        return true;
    }
}

// ---- files ----

// NAME_test.plim beside NAME.plim, where it is there; else NULL.
static const char *tests_beside(struct arena *arena, const char *path) {
    size_t size = strlen(path), ending = strlen(".plim");
    if (size < ending || strcmp(path + size - ending, ".plim") != 0)
        return NULL;
    const char *beside = arena_printf(arena, "%.*s_test.plim", (int)(size - ending), path);
    return access(beside, R_OK) == 0 ? beside : NULL;
}

static void say_none(struct testing *testing, const char *path) {
    const char *beside = tests_beside(testing->request.arena, path);
    fprintf(stderr, "plimsoll: test: %s has no tests%s%s\n", path, beside != NULL ? "; name " : "",
            beside != NULL ? beside : "");
}

// A file that only may hold tests is passed over where it holds none.
static void add_file(struct testing *testing, const char *path, bool meant) {
    struct test_file *file = test_file_new(setup_session(), path);
    const struct program *program = file->session->program;
    bool sound = diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0;
    if (sound && file->written == 0) {
        if (meant)
            say_none(testing, path);
        test_file_free(file);
        return;
    }
    ARENA_PUSH(testing->request.arena, testing->run.files, testing->run.file_count,
               testing->file_room) = file;
}

static bool add_folder(struct testing *testing, const char *folder) {
    struct found_files found = {0};
    const char *wrong = folder;
    int problem = discover(testing->request.arena, folder, &found, &wrong);
    for (size_t i = 0; i < found.count; i++)
        add_file(testing, found.paths[i], is_test_name(found.paths[i]));
    return problem == 0 || complain(name, "cannot read %s: %s", wrong, strerror(problem));
}

static bool add_operand(struct testing *testing, const char *path) {
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return add_folder(testing, path);
    add_file(testing, path, true);
    return true;
}

static bool add_operands(struct testing *testing) {
    const struct request *request = &testing->request;
    bool good = request->operand_count > 0 || add_folder(testing, ".");
    for (size_t i = 0; i < request->operand_count; i++)
        good = add_operand(testing, request->operands[i]) && good;
    return good;
}

// ---- the run ----

static bool matches(const struct testing *testing, const char *text) {
    return pattern_match(testing->pattern, testing->scratch, text, strlen(text)) == 1;
}

static bool is_chosen(const struct test_case *test, void *state) {
    const struct testing *testing = state;
    return testing->pattern == NULL || matches(testing, test->name) ||
           matches(testing, test->test->name);
}

static void prepare(const struct test_case *test, struct verdict_options *how, void *state) {
    struct testing *testing = state;
    covering_prepare(&testing->quality.covering, test, how);
}

static void done(const struct outcome *outcome, void *state) {
    struct testing *testing = state;
    covering_done(&testing->quality.covering, outcome);
}

static void begin_quality(struct testing *testing) {
    struct test_run *run = &testing->run;
    run->step_limit = testing->request.step_limit;
    if (!test_quality_counts(&testing->quality))
        return;
    covering_begin(&testing->quality.covering, run->files, run->file_count, testing->request.arena);
    run->prepare = prepare;
    run->done = done;
}

static const struct test_writer *writer_of(const char *format) {
    size_t i = 0;
    while (strcmp(test_writers[i]->name, format) != 0)
        i++;
    return test_writers[i];
}

static bool can_list(const struct outputs *outputs) {
    for (size_t i = 0; i < outputs->count; i++)
        if (writer_of(outputs->items[i].format)->list == NULL)
            return complain(name, "--list knows the formats text and json");
    return true;
}

static bool is_sensible(const struct testing *testing) {
    const struct test_quality *quality = &testing->quality;
    if (testing->lists && !can_list(&testing->outputs))
        return false;
    if (testing->lists && (quality->mutates || test_quality_counts(quality)))
        return complain(name, "--list runs no case, so nothing is covered or noticed");
    if (testing->lists && testing->updates)
        return complain(name, "--list runs no case, so no margin is known");
    if (quality->mutates && testing->pattern != NULL)
        return complain(name, "--mutate takes all cases: leave out --run");
    return quality->mutates || quality->survivors == NULL ||
           complain(name, "--survivors is for --mutate");
}

// What is written can be, and is read by no case.
static bool can_write(const struct testing *testing) {
    const char *coverage = testing->quality.file;
    if (coverage != NULL && outputs_have(&testing->outputs, coverage))
        return complain(name, "--coverage-file %s: a report goes there", coverage);
    return targets_try(name, &testing->outputs, &testing->request.words) &&
           target_try(name, coverage, &testing->request.words);
}

static bool spares(const struct testing *testing) {
    bool good = true;
    for (size_t i = 0; good && i < testing->run.file_count; i++) {
        const struct session *session = testing->run.files[i]->session;
        good = targets_spare(name, &testing->outputs, session) &&
               target_spares(name, testing->quality.file, session);
    }
    return good;
}

static bool diagnose(const struct testing *testing) {
    bool good = true;
    for (size_t i = 0; i < testing->run.file_count; i++)
        good = setup_diagnose(testing->run.files[i]->session) && good;
    return good;
}

static int status_of(const struct testing *testing, bool good) {
    const struct test_run *run = &testing->run;
    if (good && run->count == 0 && testing->pattern != NULL && run->file_count > 0)
        return complain(name, "--run %s matches no case", testing->glob), STATUS_INPUT;
    if (good && run->count == 0)
        return complain(name, "there are no tests"), STATUS_UNDECIDED;
    return !good ? STATUS_INPUT : run->failed > 0 ? STATUS_FAIL : STATUS_PASS;
}

static void write_as(void *state, const char *format, const struct output_view *view,
                     struct text *out) {
    struct test_report *report = state;
    report->colour = view->colour;
    report->width = view->width;
    writer_of(format)->write(report, out);
}

static void list_as(void *state, const char *format, const struct output_view *view,
                    struct text *out) {
    (void)view;
    writer_of(format)->list(state, out);
}

static int list(struct testing *testing) {
    bool good = outputs_write(&testing->outputs, name, list_as, &testing->report);
    return diagnose(testing) && good ? STATUS_PASS : STATUS_INPUT;
}

// What does not belong to a report is said beside it, where that is not for people.
static bool say(const struct testing *testing, const struct text *text) {
    const struct outputs *outputs = &testing->outputs;
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].file == NULL && strcmp(outputs->items[i].format, "text") != 0)
            return fputs(text_data(text), stderr) >= 0;
    return output_print(name, text);
}

// What the tests themselves lack.
static int end_quality(struct testing *testing) {
    struct text out = {0};
    if (testing->run.count == 0 || testing->run.mistaken > 0)
        return STATUS_PASS;
    int status = test_quality_end(&testing->quality, name, &testing->run, &out);
    status = say(testing, &out) ? status : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static void clear_run(struct test_run *run) {
    test_run_clear(run);
    for (size_t i = 0; i < run->file_count; i++)
        test_file_free(run->files[i]);
    run->files = NULL;
    run->outcomes = NULL;
    run->file_count = run->count = run->passed = run->failed = run->mistaken = 0;
}

static bool update_file(const struct testing *testing, const struct test_file *file,
                        struct text *out, size_t *count) {
    int problem = test_update(&testing->run, file, out, count);
    return problem == 0 || output_failed(name, file->path, problem);
}

// The files are read again afterwards, and run as they are then.
static bool update(struct testing *testing) {
    struct test_run *run = &testing->run;
    struct text out = {0};
    size_t count = 0;
    bool good = true;
    test_run_make(run, testing->request.arena);
    for (size_t i = 0; i < run->file_count; i++)
        good = update_file(testing, run->files[i], &out, &count) && good;
    text_addf(&out, "%zu %s updated\n", count, count == 1 ? "margin" : "margins");
    good = say(testing, &out) && good;
    text_clear(&out);
    clear_run(run);
    testing->file_room = 0;
    return add_operands(testing) && good;
}

static int run(void *state) {
    struct testing *testing = state;
    struct test_run *run = &testing->run;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    run->chosen = is_chosen;
    run->state = testing;
    run->jobs = run->jobs > 0 ? run->jobs : processors > 0 ? (unsigned)processors : 1;
    if (!is_sensible(testing) || !can_write(testing))
        return STATUS_INPUT;
    bool good = add_operands(testing);
    if (!spares(testing))
        return STATUS_INPUT;
    testing->report.run = run;
    testing->report.version = PACKAGE_VERSION;
    if (testing->lists)
        return list(testing);
    if (testing->updates)
        good = update(testing) && good;
    begin_quality(testing);
    test_run_make(run, testing->request.arena);
    testing->outputs.colour = testing->request.colour;
    good = outputs_write(&testing->outputs, name, write_as, &testing->report) && good;
    good = diagnose(testing) && good;
    int status = status_of(testing, good), quality = end_quality(testing);
    return quality > status ? quality : status;
}

static void clear(void *state) {
    struct testing *testing = state;
    clear_run(&testing->run);
    pattern_scratch_free(testing->scratch);
}

const struct command cmd_test = {
    .name = name,
    .summary = "run the tests of policies",
    .help = "usage: plimsoll test [PATH]... [OPTION]...\n"
            "\n"
            "Runs the tests in policies and in files NAME_test.plim beside them. A PATH is such a\n"
            "file, or a folder that is searched for them; without any, the folder is the current\n"
            "one.\n",
    .options = options,
    .notes =
        "The exit status is 0 if all cases passed, 1 if one failed, 2 if there was none, 3 if\n"
        "the input is at fault.\n",
    .examples = {{"All tests in a folder", "plimsoll test policies"},
                 {"Every rule is tested, and its tests notice what is changed in it",
                  "plimsoll test policies --require-tests --mutate"}},
    .operands = {0, OPERANDS_ANY, NULL, NULL},
    .kinds = {VALUE_TESTS, VALUE_TESTS},
    .size = sizeof(struct testing),
    .take = take,
    .run = run,
    .clear = clear,
};
