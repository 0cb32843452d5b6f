// plimsoll check: policies against facts.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "cli/checklist.h"
#include "cli/choice.h"
#include "cli/confined.h"
#include "cli/facts_hint.h"
#include "cli/output.h"
#include "cli/reports.h"
#include "cli/setup.h"
#include "finding/elements.h"
#include "report/report.h"

static const char name[] = "check";

enum {
    OPTION_RULE = OPTION_OWN,
    OPTION_TAG,
    OPTION_FAIL_ON,
    OPTION_FORMAT,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_ALL_SUBJECTS,
    OPTION_BY,
    OPTION_UNTRUSTED,
};

static const struct option_row judging[] = {
    {OPTION_RULE, "rule", 0, "GLOB", VALUE_RULE,
     "only rules whose name, or POLICY/NAME, matches; several add up"},
    {OPTION_TAG, "tag", 0, "TAG", VALUE_TAG, "only rules with this tag; several add up"},
    {OPTION_FAIL_ON, "fail-on", 0, "SEVERITY", VALUE_SEVERITY,
     "fail from this severity on: error (default), warning, info or\n"
     "never"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_row reporting[] = {
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_REPORT,
     "text (default), json, ndjson, junit, tap, sarif, github, gitlab,\n"
     "markdown, openmetrics or html; FORMAT=FILE writes to a file;\n"
     "repeat for several reports of one run"},
    {OPTION_QUIET, "quiet", 'q', NULL, VALUE_NONE,
     "text: leave out what passed and what does not apply"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VALUE_NONE,
     "text: every requirement, every missing fact, long values whole"},
    {OPTION_BY, "by", 0, "LIST", VALUE_LIST,
     "text: the elements of a list, such as vm or dest.pool, in place\nof the rules, each with the "
     "rules that keep it; --verbose has\nthose that pass, too"},
    {OPTION_ALL_SUBJECTS, "all-subjects", 0, NULL, VALUE_NONE,
     "json: every subject of every requirement, those that pass too,\n"
     "with its verdict, its margin and its values"},
    {OPTION_UNTRUSTED, "untrusted", 0, "[=strict]", VALUE_STRICT,
     "lock the run in: it can read what is named here and what lies\n"
     "beside the policies, and then only compute. That is done by\n"
     "itself where a policy is another user's. strict: refuse to run\n"
     "where the system cannot do it"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL},   {facts_changes, NULL},   {option_set, NULL},
    {judging, NULL},       {option_waivers, NULL}, {option_baseline, NULL}, {option_now, NULL},
    {reporting, NULL},     {option_colour, NULL},  {option_steps, NULL},    {NULL, NULL},
};

struct check {
    struct request request;
    struct choice choice;
    struct outputs outputs;
    struct verdict_options verdict;
    struct report report;
    enum confined_how confined;
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
    for (size_t i = 0; near == NULL && i < sizeof names / sizeof *names; i++)
        near = value[0] != '\0' && strncmp(names[i], value, strlen(value)) == 0 ? names[i] : NULL;
    return complain(name, "--fail-on %s: write error, warning, info or never%s%s%s", value,
                    near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                    near != NULL ? "?" : "");
}

static bool take_untrusted(struct check *check, const char *value) {
    check->confined = value == NULL ? CONFINED_WHERE_POSSIBLE : CONFINED_STRICTLY;
    return value == NULL || strcmp(value, value_word(VALUE_STRICT, 0)) == 0 ||
           complain(name, "--untrusted=%s: write --untrusted or --untrusted=strict", value);
}

static bool take_format(struct check *check, const char *value) {
    enum { FORMATS = 16 };
    const char *formats[FORMATS] = {NULL};
    for (size_t i = 0; report_writers[i] != NULL && i < FORMATS - 1; i++)
        formats[i] = report_writers[i]->name;
    return outputs_take(&check->outputs, name, formats, value);
}

static bool take(void *state, int option, char *value) {
    struct check *check = state;
    struct report *report = &check->report;
    switch (option) {
    case OPTION_RULE:
        return choice_take_rule(&check->choice, name, value);
    case OPTION_TAG:
        return choice_take_tag(&check->choice, name, value);
    case OPTION_FAIL_ON:
        return take_severity(check, value);
    case OPTION_FORMAT:
        return take_format(check, value);
    case OPTION_BY:
        report->by = value;
        return true;
    case OPTION_UNTRUSTED:
        return take_untrusted(check, value);
    default:
        report->quiet |= option == OPTION_QUIET;
        report->verbose |= option == OPTION_VERBOSE;
        report->all_subjects |= option == OPTION_ALL_SUBJECTS;
        return !report->quiet || !report->verbose ||
               complain(name, "--quiet and --verbose contradict each other");
    }
}

// ---- the run ----

static bool shows_digest(const struct outputs *outputs) {
    for (size_t i = 0; i < outputs->count; i++)
        if (report_writer_find(outputs->items[i].format)->has_digest)
            return true;
    return false;
}

static bool read_policies(struct check *check) {
    struct request *request = &check->request;
    setup_policies(request);
    request->session->everything = request->from.change_count > 0;
    facts_hint_want(&request->from, request->session);
    request->session->digests = shows_digest(&check->outputs);
    setup_check(request);
    if (request->session->understood)
        choice_bind(&check->choice, request->session->program);
    return targets_spare(name, &check->outputs, request->session);
}

// Mistakes of policies, options and facts are all found in one run.
static bool read_facts(struct check *check) {
    struct request *request = &check->request;
    if (request->session->loadable)
        request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    bool good = reports_baseline(name, request, &check->verdict.baseline);
    return setup_diagnose(request->session) && request->facts != NULL && good;
}

static void write_as(void *state, const char *format, const struct output_view *view,
                     struct text *out) {
    struct report *report = state;
    report->colour = view->colour;
    report->width = view->width;
    report_writer_find(format)->write(report, out);
}

// A list has to be one that rules go through, or there would be nothing to say of it.
static bool refuse_by(const struct report *report) {
    const struct findings *findings = report->findings;
    struct arena *arena = arena_new();
    const char **paths = ARENA_ARRAY(arena, const char *, findings->list_count);
    struct text all = {0};
    for (uint32_t i = 0; i < findings->list_count; i++) {
        paths[i] = findings->lists[i].path;
        text_addf(&all, "%s%s", i > 0 ? ", " : "", paths[i]);
    }
    const char *near = nearest_word(report->by, paths, findings->list_count);
    if (near != NULL)
        complain(name, "--by %s: no rule of this run goes through such a list; did you mean %s?",
                 report->by, near);
    else
        complain(name, "--by %s: no rule of this run goes through such a list; %s%s", report->by,
                 all.size > 0 ? "there are " : "there is none", text_data(&all));
    text_clear(&all);
    arena_free(arena);
    return false;
}

static bool write_report(struct check *check, const struct findings *findings) {
    const struct request *request = &check->request;
    const char *by = check->report.by;
    const struct questions questions = {.arena = request->arena};
    const struct checklist list = {.questions = &questions,
                                   .program = request->session->program,
                                   .store = request->facts->loaded,
                                   .facts = facts_from_editable(&request->from)};
    if (by != NULL && elements_find(findings, by) == NULL)
        return refuse_by(&check->report);
    if (findings->counts[VERDICT_UNKNOWN] > 0)
        facts_hint(&request->from, name, request->session, request->facts, findings);
    check->report.tell = checklist_tell;
    check->report.tell_state = &list;
    check->outputs.colour = request->colour;
    return outputs_write(&check->outputs, name, write_as, &check->report);
}

// Programs that compare runs need the names of all that is unknown.
static bool compares(const struct outputs *outputs) {
    for (size_t i = 0; i < outputs->count; i++)
        if (strstr(outputs->items[i].format, "json") != NULL)
            return true;
    return false;
}

static int evaluate(struct check *check) {
    struct request *request = &check->request;
    struct report *report = &check->report;
    choice_apply(&check->choice, &check->verdict);
    check->verdict.now = request->now;
    check->verdict.step_limit = request->step_limit;
    check->verdict.judge_all = report->all_subjects;
    check->verdict.no_waivers = request->no_waivers;
    check->verdict.name_unknown = compares(&check->outputs);
    const struct findings *findings = report->findings = session_evaluate(
        request->session, request->facts, &check->verdict, request->arena, &report->digest);
    report->program = request->session->program;
    report->changes = request->facts->changes;
    report->change_count = request->facts->change_count;
    report->version = PACKAGE_VERSION;
    report->now_given = request->now_text != NULL;
    report->fail_on = check->verdict.fail_on;
    report->never_fail = check->verdict.never_fail;
    if (findings == NULL)
        return command_spent(name);
    if (write_report(check, findings))
        return report_exit(findings->verdict);
    return STATUS_INPUT;
}

static int judge(void *state) {
    struct check *check = state;
    if (!read_facts(check))
        return STATUS_INPUT;
    confined_close();
    return evaluate(check);
}

// What is locked in starts no collectors, so hosts are asked before.
static int confine(struct check *check, int (*work)(void *state)) {
    struct request *request = &check->request;
    if (!facts_from_ask(&request->from, name, request->now_text))
        return STATUS_INPUT;
    return confined_run(request, &check->outputs, name, check->confined, work);
}

// A policy of another user may only be found among those that one uses.
static int read_and_judge(void *state) {
    struct check *check = state;
    if (!read_policies(check))
        return STATUS_INPUT;
    if (confined_is_in() || !confined_uses_foreign(&check->request))
        return judge(check);
    check->confined = CONFINED_WHERE_POSSIBLE;
    return confine(check, judge);
}

static int run(void *state) {
    struct check *check = state;
    if (!targets_try(name, &check->outputs, &check->request.words))
        return STATUS_INPUT;
    if (check->confined == CONFINED_NOT && confined_is_foreign(&check->request))
        check->confined = CONFINED_WHERE_POSSIBLE;
    return check->confined == CONFINED_NOT ? read_and_judge(check) : confine(check, read_and_judge);
}

static void clear(void *state) {
    struct check *check = state;
    choice_clear(&check->choice);
}

const struct command cmd_check = {
    .name = name,
    .summary = "evaluate policies against facts",
    .help = "usage: plimsoll check POLICY... [--facts FILE]... [OPTION]...\n"
            "\n"
            "Evaluates every rule and reports its verdict: pass, fail, or unknown where a fact is\n"
            "missing, with the margin of each comparison. A POLICY is a file, or the name of one\n"
            "in $PLIMSOLL_PATH or among the installed ones, such as hyperv.prepare; or a folder,\n"
            "for every policy in it and below it that no other of them uses: no tests, and no\n"
            "files of settings or waivers.\n",
    .options = options,
    .notes = "The exit status is 0 if all passed, 1 if a rule failed, 2 if one is undecided or\n"
             "nothing was decided, 3 if the input is at fault, 4 after an internal error.\n",
    .examples = {{"May these machines move while they run?",
                  "plimsoll check kvm.live --facts pair.json --facts attest.json"},
                 {"The web servers only, by rules of one's own as well, and a report for programs",
                  "plimsoll check kvm.live site.plim --facts pair.json --select vm='web*' \\\n"
                  "--format text --format json=report.json"}},
    .operands = {1, OPERANDS_ANY, "name a policy: plimsoll check POLICY --facts FILE", NULL},
    .kinds = {VALUE_POLICY, VALUE_POLICY},
    .size = sizeof(struct check),
    .initial = &(const struct check){.verdict = {.fail_on = SEVERITY_ERROR}},
    .take = take,
    .run = run,
    .clear = clear,
};
