// plimsoll check: policies against facts.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cli/choice.h"
#include "cli/facts_from.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "check";

enum {
    OPTION_SET = FACTS_STRICT + 1,
    OPTION_RULE,
    OPTION_TAG,
    OPTION_FAIL_ON,
    OPTION_NOW,
    OPTION_FORMAT,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_STEPS,
};

static const struct option_row options[] = {
    FACTS_OPTIONS,
    {"set", 0, "NAME=VALUE", "set a parameter; POLICY/NAME=VALUE that of one policy"},
    {"rule", 0, "GLOB", "only rules whose name, or POLICY/NAME, matches; several add up"},
    {"tag", 0, "TAG", "only rules with this tag; several add up"},
    {"fail-on", 0, "SEVERITY",
     "fail from this severity on: error (default), warning, info or\n"
     "never"},
    {"now", 0, "TIME", "the time of the run, such as 2026-11-23T10:00:00Z (the clock's)"},
    {"format", 'f', "FORMAT",
     "text (default) or json; FORMAT=FILE writes to a file; repeat for\n"
     "several reports of one run"},
    {"quiet", 'q', NULL, "text: leave out what passed and what does not apply"},
    {"verbose", 'v', NULL, "text: every requirement, every missing fact"},
    {"steps", 0, "COUNT", "give up after visiting that many elements (20000000000)"},
    {NULL, 0, NULL, NULL},
};

// What the command line asks for. Texts are arguments of the program.
struct check {
    struct facts_from facts;
    struct choice choice;
    struct outputs outputs;
    char **policies, **settings;
    size_t policy_count, setting_count;
    const char *now_text;
    struct verdict_options verdict;
    struct report report;
    struct digest digest;
};

// ---- options ----

static bool take_severity(struct check *check, const char *value) {
    static const char *const names[] = {"info", "warning", "error", "never"};
    check->verdict.never_fail = strcmp(value, "never") == 0;
    for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
        if (strcmp(value, names[i]) == 0) {
            check->verdict.fail_on = (enum severity)i;
            return true;
        }
    if (check->verdict.never_fail)
        return true;
    const char *near = nearest_word(value, names, sizeof names / sizeof *names);
    return complain(name, "--fail-on %s: write error, warning, info or never%s%s%s", value,
                    near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                    near != NULL ? "?" : "");
}

static bool take_setting(struct check *check, char *value) {
    char *equals = strchr(value, '=');
    if (equals == NULL || equals == value)
        return complain(name, "--set %s: write NAME=VALUE, such as host_reserve='4 GiB'", value);
    check->settings[check->setting_count++] = value;
    return true;
}

static bool take_steps(struct check *check, const char *value) {
    char *end;
    unsigned long long steps = strtoull(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || steps == 0)
        return complain(name, "--steps %s is no number of steps", value);
    check->verdict.step_limit = steps;
    return true;
}

static bool take_now(struct check *check, const char *value) {
    check->now_text = value;
    check->report.now_given = true;
    return setup_now(name, value, &check->verdict.now);
}

static bool take(void *state, int option, char *value) {
    struct check *check = state;
    switch (option) {
    case OPTION_OPERAND:
        check->policies[check->policy_count++] = value;
        return true;
    case OPTION_SET:
        return take_setting(check, value);
    case OPTION_RULE:
        return choice_take_rule(&check->choice, name, value);
    case OPTION_TAG:
        return choice_take_tag(&check->choice, name, value);
    case OPTION_FAIL_ON:
        return take_severity(check, value);
    case OPTION_NOW:
        return take_now(check, value);
    case OPTION_FORMAT:
        return outputs_take(&check->outputs, name, value);
    case OPTION_QUIET:
        check->report.quiet = true;
        return true;
    case OPTION_VERBOSE:
        check->report.verbose = true;
        return true;
    case OPTION_STEPS:
        return take_steps(check, value);
    default:
        return facts_from_take(&check->facts, name, (enum facts_option)option, value);
    }
}

static enum options_result read_options(struct check *check, int argc, char **argv) {
    enum options_result result = options_read(name, options, argc, argv, take, check);
    if (result != OPTIONS_GOOD)
        return result;
    bool good = true;
    if (check->report.quiet && check->report.verbose)
        good = complain(name, "--quiet and --verbose contradict each other");
    else if (check->policy_count == 0)
        good = complain(name, "name a policy: plimsoll check POLICY --facts FILE");
    return good ? OPTIONS_GOOD : OPTIONS_BAD;
}

// ---- the run ----

static void add_settings(struct check *check, struct program *program) {
    for (size_t i = 0; i < check->setting_count; i++) {
        char *setting = check->settings[i], *equals = strchr(setting, '=');
        const char *parameter = arena_copy(program->arena, setting, (size_t)(equals - setting));
        program_set(program, parameter, equals + 1);
    }
    program_complete(program);
}

static void digest_options(struct check *check, const struct program *program) {
    struct digest *digest = &check->digest;
    digest_add_text(digest, PACKAGE_VERSION);
    digest_add_sources(digest, program->sources);
    for (size_t i = 0; i < check->setting_count; i++)
        digest_add_text(digest, check->settings[i]);
    choice_digest(&check->choice, digest);
    digest_add_text(digest,
                    check->verdict.never_fail ? "never" : severity_text(check->verdict.fail_on));
    digest_add(digest, (const char *)&check->verdict.step_limit, sizeof check->verdict.step_limit);
}

// Mistakes of policies, options and facts are all found in one run.
static struct store *prepare(struct check *check, struct program *program) {
    for (size_t i = 0; i < check->policy_count; i++)
        program_add_file(program, check->policies[i]);
    bool checked = program_check(program);
    digest_init(&check->digest);
    digest_options(check, program);
    if (checked) {
        add_settings(check, program);
        choice_bind(&check->choice, program);
    }
    if (!setup_model_is_sound(program))
        return NULL;
    findings_want_reasons(program);
    return facts_from_load(&check->facts, name, program, false, check->now_text, &check->digest);
}

static int report(struct check *check, struct program *program, struct findings *findings) {
    char digest[DIGEST_TEXT], now[TIME_TEXT];
    time_format(findings->now, now);
    digest_add_text(&check->digest, now);
    digest_end(&check->digest, digest);
    check->report.program = program;
    check->report.findings = findings;
    check->report.version = PACKAGE_VERSION;
    check->report.digest = digest;
    check->report.fail_on = check->verdict.fail_on;
    check->report.never_fail = check->verdict.never_fail;
    return outputs_write(&check->outputs, name, &check->report) ? report_exit(findings->verdict)
                                                                : STATUS_INPUT;
}

static int evaluate(struct check *check, struct program *program, const struct store *store) {
    struct arena *arena = arena_new();
    int status = STATUS_INPUT;
    choice_apply(&check->choice, &check->verdict);
    struct findings *findings = findings_make(program, store, &check->verdict, arena);
    if (findings != NULL)
        status = report(check, program, findings);
    else
        complain(name, "the policies take more steps than the run may; --steps allows more");
    arena_free(arena);
    return status;
}

static int check_all(struct check *check) {
    struct program *program = setup_program();
    int status = STATUS_INPUT;
    if (!check->report.now_given)
        check->verdict.now = setup_clock();
    struct store *store = prepare(check, program);
    if (setup_diagnose(program) && store != NULL)
        status = evaluate(check, program, store);
    store_free(store);
    program_free(program);
    return status;
}

static int run(int argc, char **argv) {
    struct check check = {.verdict = {.fail_on = SEVERITY_ERROR}};
    int status = STATUS_INPUT;
    check.policies = calloc((size_t)argc, sizeof *check.policies);
    check.settings = calloc((size_t)argc, sizeof *check.settings);
    if (check.policies == NULL || check.settings == NULL)
        out_of_memory();
    switch (read_options(&check, argc, argv)) {
    case OPTIONS_GOOD:
        status = check_all(&check);
        break;
    case OPTIONS_HELP:
        status = command_help(&cmd_check);
        break;
    case OPTIONS_BAD:
        break;
    }
    free(check.policies);
    free(check.settings);
    choice_clear(&check.choice);
    facts_from_clear(&check.facts);
    return status;
}

const struct command cmd_check = {
    .name = name,
    .summary = "evaluate policies against facts",
    .help = "usage: plimsoll check POLICY... [--facts FILE]... [OPTION]...\n"
            "\n"
            "Evaluates every rule and reports its verdict: pass, fail, or unknown where a fact is\n"
            "missing, with the margin of each comparison. A POLICY is a file, or the name of one\n"
            "in $PLIMSOLL_PATH or among the installed ones, such as hyperv.prepare.\n",
    .options = options,
    .notes = "The exit status is 0 if all passed, 1 if a rule failed, 2 if one is undecided or\n"
             "nothing was decided, 3 if the input is at fault, 4 after an internal error.\n",
    .run = run,
};
