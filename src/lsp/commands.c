// Commands: running the tests of a text, and explaining a rule for the facts of its live verdicts.
//
// Each has one argument, { "uri": …, "name" or "rule": …, "silent": true }. What came of it is the
// answer; unless it is to be silent, a message shows it to people whose editor does not.
#include "config.h"

#include "lsp/commands.h"

#include <string.h>

#include "lsp/methods.h"
#include "lsp/params.h"
#include "lsp/uri.h"
#include "report/explain.h"
#include "testing/test_report.h"

const char command_run_test[] = "plimsoll.runTest", command_explain[] = "plimsoll.explain";

// The kinds of messages of the protocol.
enum message_kind { MESSAGE_ERROR = 1, MESSAGE_INFO = 3 };

struct asked {
    struct server *server;
    const cJSON *argument;
    struct json *reply;
};

static void show(const struct asked *asked, enum message_kind kind, const char *message) {
    struct text params = {0};
    struct json json = {.out = &params, .compact = true};
    if (cJSON_IsTrue(param_at(asked->argument, "silent")))
        return;
    json_begin(&json, NULL, '{');
    json_int(&json, "type", kind);
    json_text(&json, "message", message);
    json_end(&json, '}');
    server_notify(asked->server, "window/showMessage", &params);
    text_clear(&params);
}

static struct workfile *document_of(const struct asked *asked) {
    const char *uri = param_text(asked->argument, "uri");
    const char *path = uri != NULL ? uri_path(asked->server->arena, uri) : NULL;
    struct workfile *document =
        path != NULL ? workspace_look(&asked->server->workspace, path) : NULL;
    if (document == NULL)
        server_refuse(asked->server, "there is no such file");
    return document;
}

// ---- tests ----

// A case by its name, "TEST / CASE", or all of a test; all tests where no name is given.
static bool is_chosen(const struct test_case *test, void *state) {
    const char *name = state;
    return name == NULL || strcmp(test->name, name) == 0 || strcmp(test->test->name, name) == 0;
}

static void tell_tests(const struct asked *asked, const struct test_run *run) {
    const struct test_report report = {.run = run, .version = PACKAGE_VERSION, .verbose = true};
    struct text text = {0}, json = {0};
    test_text.write(&report, &text);
    test_json.write(&report, &json);
    json_begin(asked->reply, NULL, '{');
    json_int(asked->reply, "passed", (int64_t)run->passed);
    json_int(asked->reply, "failed", (int64_t)run->failed);
    json_int(asked->reply, "mistaken", (int64_t)run->mistaken);
    json_text(asked->reply, "text", text_data(&text));
    json_raw(asked->reply, "report", text_data(&json));
    json_end(asked->reply, '}');
    show(asked, run->passed == run->count ? MESSAGE_INFO : MESSAGE_ERROR, text_data(&text));
    text_clear(&text);
    text_clear(&json);
}

// What their facts show to be mistakes become diagnostics, which those of the document are not to
// have: it is checked anew.
static void run_test(const struct asked *asked) {
    struct workfile *document = document_of(asked);
    if (document == NULL)
        return;
    struct analysis *analysis = analysis_make(document, 0);
    struct test_run run = {.files = &analysis->tests,
                           .file_count = analysis->tests != NULL,
                           .chosen = is_chosen,
                           .state = (void *)param_text(asked->argument, "name")};
    test_run_make(&run, asked->server->arena);
    if (run.count > 0)
        tell_tests(asked, &run);
    else if (diagnostics_count(analysis->program->diagnostics, DIAGNOSTIC_ERROR) > 0)
        server_refuse(asked->server, "the file has a mistake, so its tests cannot be run");
    else
        server_refuse(asked->server, "the file has no such test");
    test_run_clear(&run);
    analysis_free(analysis);
}

// ---- explanations ----

static bool is_explained(const struct policy *policy, const struct rule *rule, void *state) {
    const struct explanation *explanation = state;
    return policy == explanation->policy && rule == explanation->rule;
}

static const struct rule *rule_named(const struct policy *policy, const char *name) {
    for (uint32_t i = 0; policy != NULL && name != NULL && i < policy->rule_count; i++)
        if (strcmp(policy->rules[i].name, name) == 0)
            return &policy->rules[i];
    return NULL;
}

static void tell_explanation(const struct asked *asked, const struct analysis *analysis,
                             const struct explanation *explanation,
                             const struct findings *findings) {
    const struct report report = {.program = analysis->program,
                                  .findings = findings,
                                  .version = PACKAGE_VERSION,
                                  .now_given = asked->server->now_given};
    const struct explained explained = {.report = &report,
                                        .explanation = explanation,
                                        .finding = &findings->rules[0],
                                        .facts = analysis->live->kept->facts,
                                        .arena = asked->server->arena};
    struct text text = {0}, json = {0};
    explain_text(&explained, &text);
    explain_json(&explained, &json);
    json_begin(asked->reply, NULL, '{');
    json_text(asked->reply, "verdict", verdict_text(explanation->verdict));
    json_text(asked->reply, "text", text_data(&text));
    json_raw(asked->reply, "report", text_data(&json));
    json_end(asked->reply, '}');
    show(asked, MESSAGE_INFO, text_data(&text));
    text_clear(&text);
    text_clear(&json);
}

static void explain_rule(const struct asked *asked, const struct analysis *analysis,
                         const struct rule *rule) {
    struct explanation explanation = {.policy = analysis_policy(analysis),
                                      .rule = rule,
                                      .asked = param_text(asked->argument, "subject")};
    const struct session_facts facts = {.store = analysis->live->store};
    const struct verdict_options options = {.now = server_now(asked->server),
                                            .fail_on = SEVERITY_ERROR,
                                            .chosen = is_explained,
                                            .state = &explanation,
                                            .explain = &explanation};
    const char *digest;
    const struct findings *findings =
        session_evaluate(analysis->session, &facts, &options, asked->server->arena, &digest);
    if (findings == NULL) {
        server_refuse(asked->server, "the policies take more steps than a run may");
        return;
    }
    if (rule->skipped) {
        explanation.subject = "";
        explanation.verdict = findings->rules[0].verdict;
    } else if (explanation.root == NULL) {
        server_refuse(asked->server, "the rule has no such subject");
        return;
    }
    tell_explanation(asked, analysis, &explanation, findings);
}

static void explain(const struct asked *asked) {
    struct workfile *document = document_of(asked);
    if (document == NULL)
        return;
    const struct live *live = server_live(asked->server, document);
    const struct rule *rule =
        rule_named(analysis_policy(document->analysis), param_text(asked->argument, "rule"));
    if (live == NULL)
        server_refuse(asked->server, "no facts are named: write # facts: FILE at the head");
    else if (live->findings == NULL)
        server_refuse(asked->server, live->trouble != NULL
                                         ? live->trouble
                                         : "the file has a mistake, or a param without a value");
    else if (rule == NULL)
        server_refuse(asked->server, "the file has no such rule");
    else
        explain_rule(asked, document->analysis, rule);
}

// ---- the table ----

static const struct {
    const char *name;
    void (*run)(const struct asked *asked);
} commands[] = {
    {command_run_test, run_test},
    {command_explain, explain},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

void commands_put(struct json *json) {
    json_begin(json, "executeCommandProvider", '{');
    json_begin(json, "commands", '[');
    for (size_t i = 0; i < COMMANDS; i++)
        json_text(json, NULL, commands[i].name);
    json_end(json, ']');
    json_end(json, '}');
}

void execute_command(struct server *server, const cJSON *params, struct json *reply) {
    const char *name = param_text(params, "command");
    const cJSON *list = param_at(params, "arguments");
    const struct asked asked = {server, cJSON_IsArray(list) ? list->child : NULL, reply};
    for (size_t i = 0; name != NULL && i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0) {
            commands[i].run(&asked);
            return;
        }
    server_refuse(server, "there is no such command");
}
