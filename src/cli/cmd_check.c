// plimsoll check: policies against facts.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

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
        check->settings[check->setting_count++] = value;
        return setup_setting(name, value);
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

static void add_all(struct check *check, struct session *session) {
    for (size_t i = 0; i < check->policy_count; i++)
        session_add_file(session, check->policies[i]);
    for (size_t i = 0; i < check->setting_count; i++)
        setup_set(session, check->settings[i]);
}

// Mistakes of policies, options and facts are all found in one run.
static struct session_facts *prepare(struct check *check, struct session *session) {
    add_all(check, session);
    session_check(session);
    if (session->understood)
        choice_bind(&check->choice, session->program);
    return session->loadable ? facts_from_load(&check->facts, name, session, check->now_text)
                             : NULL;
}

static int evaluate(struct check *check, const struct session *session,
                    const struct session_facts *facts) {
    struct arena *arena = arena_new();
    struct report *report = &check->report;
    int status = STATUS_INPUT;
    choice_apply(&check->choice, &check->verdict);
    const struct findings *findings = report->findings =
        session_evaluate(session, facts, &check->verdict, arena, &report->digest);
    report->program = session->program;
    report->version = PACKAGE_VERSION;
    report->fail_on = check->verdict.fail_on;
    report->never_fail = check->verdict.never_fail;
    if (findings == NULL)
        complain(name, "the policies take more steps than the run may; --steps allows more");
    else if (outputs_write(&check->outputs, name, report))
        status = report_exit(findings->verdict);
    arena_free(arena);
    return status;
}

static int check_all(struct check *check) {
    struct session *session = setup_session();
    int status = STATUS_INPUT;
    if (!check->report.now_given)
        check->verdict.now = setup_clock();
    struct session_facts *facts = prepare(check, session);
    if (setup_diagnose(session) && facts != NULL)
        status = evaluate(check, session, facts);
    session_facts_free(facts);
    session_free(session);
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
