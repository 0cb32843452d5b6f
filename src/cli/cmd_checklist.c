// plimsoll checklist: the open questions of policies.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "cli/facts_from.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "report/checklist.h"

static const char name[] = "checklist";

enum { OPTION_SET = FACTS_STRICT + 1, OPTION_NOW, OPTION_FORMAT };

static const struct option_row options[] = {
    FACTS_OPTIONS,
    {"set", 0, "NAME=VALUE", "set a parameter; POLICY/NAME=VALUE that of one policy"},
    {"now", 0, "TIME", "the time of the run, such as 2026-11-23T10:00:00Z (the clock's)"},
    {"format", 'f', "FORMAT", "text (default) or markdown"},
    {NULL, 0, NULL, NULL},
};

struct request {
    struct facts_from facts;
    char **policies, **settings;
    size_t policy_count, setting_count;
    const char *now_text, *facts_name;
    int64_t now;
    bool markdown;
};

static bool take_format(struct request *request, const char *value) {
    request->markdown = strcmp(value, "markdown") == 0;
    return request->markdown || strcmp(value, "text") == 0 ||
           complain(name, "--format %s: write text or markdown", value);
}

static bool take(void *state, int option, char *value) {
    struct request *request = state;
    switch (option) {
    case OPTION_OPERAND:
        request->policies[request->policy_count++] = value;
        return true;
    case OPTION_SET:
        request->settings[request->setting_count++] = value;
        return setup_setting(name, value);
    case OPTION_NOW:
        request->now_text = value;
        return setup_now(name, value, &request->now);
    case OPTION_FORMAT:
        return take_format(request, value);
    case FACTS_FILE: // answers go to the last file, if it is one that can be edited
        if (loader_list_length(value) == 0 && strcmp(value, "-") != 0)
            request->facts_name = value;
        break;
    default:
        break;
    }
    return facts_from_take(&request->facts, name, (enum facts_option)option, value);
}

static struct session_facts *prepare(struct request *request, struct session *session) {
    for (size_t i = 0; i < request->policy_count; i++)
        session_add_file(session, request->policies[i]);
    for (size_t i = 0; i < request->setting_count; i++)
        setup_set(session, request->settings[i]);
    session->want = checklist_want_answers;
    session_check(session);
    return session->loadable ? facts_from_load(&request->facts, name, session, request->now_text)
                             : NULL;
}

static int list(const struct request *request, const struct session *session,
                const struct session_facts *facts) {
    struct arena *arena = arena_new();
    struct verdict_options verdict = {.now = request->now, .fail_on = SEVERITY_ERROR};
    int status = STATUS_INPUT;
    const char *digest;
    checklist_expect_answers(facts->store);
    const struct findings *findings = session_evaluate(session, facts, &verdict, arena, &digest);
    if (findings == NULL) {
        complain(name, "the policies take more steps than a run may");
    } else {
        struct text out = {0};
        struct checklist checklist = {
            .program = session->program,
            .store = facts->store,
            .findings = findings,
            .facts = request->facts_name != NULL ? request->facts_name : "FACTS",
            .source = facts_from_fleet(&request->facts, 0),
            .dest = facts_from_fleet(&request->facts, 1),
            .markdown = request->markdown,
        };
        size_t open = checklist_write(&checklist, &out);
        if (output_print(name, &out))
            status = open > 0 ? STATUS_UNDECIDED : STATUS_PASS;
        text_clear(&out);
    }
    arena_free(arena);
    return status;
}

static int list_all(struct request *request) {
    struct session *session = setup_session();
    int status = STATUS_INPUT;
    if (request->now_text == NULL)
        request->now = setup_clock();
    struct session_facts *facts = prepare(request, session);
    if (setup_diagnose(session) && facts != NULL)
        status = list(request, session, facts);
    session_facts_free(facts);
    session_free(session);
    return status;
}

static int run(int argc, char **argv) {
    struct request request = {0};
    int status = STATUS_INPUT;
    request.policies = calloc((size_t)argc, sizeof *request.policies);
    request.settings = calloc((size_t)argc, sizeof *request.settings);
    if (request.policies == NULL || request.settings == NULL)
        out_of_memory();
    switch (options_read(name, options, argc, argv, take, &request)) {
    case OPTIONS_GOOD:
        if (request.policy_count > 0)
            status = list_all(&request);
        else
            complain(name, "name a policy: plimsoll checklist POLICY --facts FILE");
        break;
    case OPTIONS_HELP:
        status = command_help(&cmd_checklist);
        break;
    case OPTIONS_BAD:
        break;
    }
    free(request.policies);
    free(request.settings);
    facts_from_clear(&request.facts);
    return status;
}

const struct command cmd_checklist = {
    .name = name,
    .summary = "list what policies still need to know",
    .help =
        "usage: plimsoll checklist POLICY... [--facts FILE]... [OPTION]...\n"
        "\n"
        "Lists every open question of the policies, each once and in the order of their rules:\n"
        "answers that people have not given, or with which a rule fails, for they may be too\n"
        "old; and facts that are missing; with the rules that need them and how to get them.\n",
    .options = options,
    .notes = "The exit status is 0 if nothing is open, 2 if something is, 3 if the input is at\n"
             "fault.\n",
    .run = run,
};
