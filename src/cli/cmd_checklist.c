// plimsoll checklist: the open questions of policies.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/checklist.h"
#include "cli/output.h"
#include "cli/platform.h"
#include "cli/setup.h"

static const char name[] = "checklist";

enum { OPTION_FORMAT = OPTION_OWN };

static const struct option_row own[] = {
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_LISTING, "text (default) or markdown"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {option_set, NULL},   {option_waivers, NULL},
    {option_now, NULL},    {own, NULL},          {option_steps, NULL}, {NULL, NULL},
};

struct asking {
    struct request request;
    bool markdown;
};

static bool take(void *state, int option, char *value) {
    struct asking *asking = state;
    (void)option; // the only one
    asking->markdown = strcmp(value, "markdown") == 0;
    return asking->markdown || strcmp(value, "text") == 0 ||
           complain(name, "--format %s: write text or markdown", value);
}

static int write(const struct asking *asking, const struct findings *findings) {
    const struct request *request = &asking->request;
    struct text out = {0};
    const struct questions questions =
        questions_make(request->session->program->model, findings, request->arena);
    struct checklist checklist = {
        .questions = &questions,
        .findings = findings,
        .program = request->session->program,
        .store = request->facts->store,
        .facts = facts_from_editable(&request->from),
        .markdown = asking->markdown,
        .width = output_width(NULL),
    };
    checklist_write(&checklist, &out);
    bool printed = output_print(name, &out);
    text_clear(&out);
    return !printed ? STATUS_INPUT : questions.count > 0 ? STATUS_UNDECIDED : STATUS_PASS;
}

static int list(const struct asking *asking) {
    const struct request *request = &asking->request;
    struct verdict_options verdict = {.now = request->now,
                                      .fail_on = SEVERITY_ERROR,
                                      .no_waivers = request->no_waivers,
                                      .step_limit = request->step_limit};
    const char *digest;
    questions_expect_answers(request->facts->loaded);
    const struct findings *findings =
        session_evaluate(request->session, request->facts, &verdict, request->arena, &digest);
    if (findings != NULL)
        return write(asking, findings);
    return command_spent(name);
}

static void want(struct program *program) {
    questions_want_answers(program);
    platform_want(program);
}

static int run(void *state) {
    struct asking *asking = state;
    struct request *request = &asking->request;
    setup_policies(request);
    request->session->want = want;
    setup_check(request);
    if (request->session->loadable)
        request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    return setup_diagnose(request->session) && request->facts != NULL ? list(asking) : STATUS_INPUT;
}

const struct command cmd_checklist = {
    .name = name,
    .summary = "list what policies still need to know",
    .help =
        "usage: plimsoll checklist POLICY... [--facts FILE]... [OPTION]...\n"
        "\n"
        "Lists every open question of the policies, in the order of their rules: answers that\n"
        "people have not given, or with which a rule fails, for they may be too old; facts that\n"
        "are missing; and plans that would mend a rule that fails; with the rules that need them\n"
        "and how to get them. The same question of several machines is one.\n",
    .options = options,
    .notes = "The exit status is 0 if nothing is open, 2 if something is, 3 if the input is at\n"
             "fault.\n",
    .examples = {{"What has to be known before the machines move",
                  "plimsoll checklist kvm.live --facts pair.json"},
                 {"Boxes to tick off, for a ticket",
                  "plimsoll checklist kvm.live --facts pair.json --format markdown"}},
    .operands = {1, OPERANDS_ANY, "name a policy: plimsoll checklist POLICY --facts FILE", NULL},
    .kinds = {VALUE_POLICY, VALUE_POLICY},
    .size = sizeof(struct asking),
    .take = take,
    .run = run,
};
