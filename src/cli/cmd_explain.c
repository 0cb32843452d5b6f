// plimsoll explain: the whole derivation of one rule.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/checklist.h"
#include "cli/facts_hint.h"
#include "cli/output.h"
#include "cli/reports.h"
#include "cli/rule_named.h"
#include "cli/setup.h"
#include "report/explain.h"

static const char name[] = "explain";

enum { OPTION_SUBJECT = OPTION_OWN, OPTION_VERBOSE, OPTION_FORMAT };

static const struct option_row own[] = {
    {OPTION_SUBJECT, "subject", 0, "SUBJECT", VALUE_TEXT,
     "for which one: 'vm[\"db01\"]', as a report says, 'vm \"db01\"', or the\nkey, db01\n"
     "(the one that fails most, else is unknown, else is tightest)"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VALUE_NONE, "all elements of lists"},
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_FORMAT,
     "text (default) or json; FORMAT=FILE writes to a file; repeat for\nboth"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL},   {facts_changes, NULL},   {option_set, NULL},
    {own, NULL},           {option_waivers, NULL}, {option_baseline, NULL}, {option_now, NULL},
    {option_steps, NULL},  {NULL, NULL},
};

struct explain {
    struct request request;
    struct outputs outputs;
    struct explanation explanation;
    const struct baseline *baseline;
};

static bool take(void *state, int option, char *value) {
    static const char *const formats[] = {"text", "json", NULL};
    struct explain *explain = state;
    if (option == OPTION_FORMAT)
        return outputs_take(&explain->outputs, name, formats, value);
    if (option == OPTION_VERBOSE) {
        explain->explanation.whole = true;
        return true;
    }
    explain->explanation.asked = value;
    return option_is_text(name, "subject", value);
}

// ---- a subject that is not there ----

static void list_subjects(const struct explanation *explanation, struct text *out) {
    enum { NAMED = 10 };
    size_t shown = explanation->subject_count < NAMED ? explanation->subject_count : NAMED;
    for (size_t i = 0; i < shown; i++)
        text_addf(out, "%s%s", i > 0 ? "; " : "", explanation->subjects[i]);
    size_t more = explanation->subject_count - shown + explanation->subjects_left_out;
    if (more > 0)
        text_addf(out, "; and %zu more", more);
}

static bool refuse_key(const struct explanation *explanation) {
    struct text all = {0};
    list_subjects(explanation, &all);
    complain(name, "--subject %s: several have that key; write one of %s", explanation->asked,
             text_data(&all));
    text_clear(&all);
    return false;
}

static bool refuse_subject(const struct explanation *explanation) {
    struct text all = {0};
    if (explanation->ambiguous)
        return refuse_key(explanation);
    const char *near =
        nearest_word(explanation->asked, explanation->subjects, explanation->subject_count);
    list_subjects(explanation, &all);
    complain(name, "--subject %s: rule %s has no such subject%s%s%s", explanation->asked,
             explanation->rule->name, near != NULL ? "; did you mean " : "",
             near != NULL ? near : "", near != NULL ? "?" : "");
    if (all.size > 0)
        complain(name, "its subjects are %s", text_data(&all));
    else
        complain(name, "it is about all facts at once: leave --subject out");
    text_clear(&all);
    return false;
}

// ---- the run ----

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    const struct explanation *explanation = state;
    return policy == explanation->policy && rule == explanation->rule;
}

static void write_as(void *state, const char *format, const struct output_view *view,
                     struct text *out) {
    struct explained explained = *(const struct explained *)state;
    struct report report = *explained.report;
    report.width = view->width;
    explained.report = &report;
    if (strcmp(format, "json") == 0)
        explain_json(&explained, out);
    else
        explain_text(&explained, out);
}

static int write(const struct explain *explain, const struct findings *findings,
                 const char *digest) {
    const struct request *request = &explain->request;
    const struct questions questions = {.arena = request->arena};
    const struct checklist list = {.questions = &questions,
                                   .program = request->session->program,
                                   .store = request->facts->loaded,
                                   .facts = facts_from_editable(&request->from)};
    const struct report report = {
        .program = request->session->program,
        .findings = findings,
        .version = PACKAGE_VERSION,
        .digest = digest,
        .tell = checklist_tell,
        .tell_state = &list,
        .now_given = request->now_text != NULL,
        .verbose = explain->explanation.whole,
    };
    struct explained explained = {.report = &report,
                                  .explanation = &explain->explanation,
                                  .finding = &findings->rules[0],
                                  .facts = request->facts,
                                  .arena = request->arena};
    return outputs_write(&explain->outputs, name, write_as, &explained)
               ? explain_exit(explain->explanation.verdict)
               : STATUS_INPUT;
}

static int evaluate(struct explain *explain) {
    struct request *request = &explain->request;
    struct explanation *explanation = &explain->explanation;
    struct verdict_options judging = {.now = request->now,
                                      .fail_on = SEVERITY_ERROR,
                                      .no_waivers = request->no_waivers,
                                      .baseline = explain->baseline,
                                      .chosen = is_chosen,
                                      .state = explanation,
                                      .explain = explanation,
                                      .step_limit = request->step_limit};
    const char *digest;
    const struct findings *findings =
        session_evaluate(request->session, request->facts, &judging, request->arena, &digest);
    if (findings == NULL)
        return command_spent(name);
    const struct rule_finding *finding = &findings->rules[0];
    if (finding->rule->skipped) {
        explanation->subject = "";
        explanation->verdict = finding->verdict;
    } else if (explanation->root == NULL && !refuse_subject(explanation)) {
        return STATUS_INPUT;
    }
    if (findings->counts[VERDICT_UNKNOWN] > 0)
        facts_hint(&request->from, name, request->session, request->facts, findings);
    return write(explain, findings, digest);
}

// The first operand is the policy, the second a rule of it.
static bool prepare(struct explain *explain) {
    struct request *request = &explain->request;
    if (!targets_try(name, &explain->outputs, &request->words))
        return false;
    request->operand_count = 1;
    setup_policies(request);
    request->session->keep_texts = true;
    request->session->digests = request->json;
    request->session->everything = request->from.change_count > 0;
    facts_hint_want(&request->from, request->session);
    setup_check(request);
    if (request->session->understood)
        rule_named(request->session->program, request->operands[1], &explain->explanation.policy,
                   &explain->explanation.rule);
    if (!targets_spare(name, &explain->outputs, request->session))
        return false;
    if (request->session->loadable)
        request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    return setup_diagnose(request->session) && request->facts != NULL;
}

static int run(void *state) {
    struct explain *explain = state;
    bool good = prepare(explain);
    good = reports_baseline(name, &explain->request, &explain->baseline) && good;
    return good ? evaluate(explain) : STATUS_INPUT;
}

const struct command cmd_explain = {
    .name = name,
    .summary = "show how a rule came to its verdict",
    .help =
        "usage: plimsoll explain POLICY RULE [--subject SUBJECT] [OPTION]...\n"
        "\n"
        "Shows the whole derivation of one rule for one of its subjects: each expression with\n"
        "its value, down to the facts, with the file and line where each stands and the host\n"
        "that was asked; params with who set them; of what is unknown why, and the command that\n"
        "would tell. RULE is a name, or POLICY/NAME of a policy that is used.\n",
    .options = options,
    .notes = "The exit status is 0 if the subject passes or is waived, 1 if it fails, 2 if it is\n"
             "unknown or nothing was decided, 3 if the input is at fault.\n",
    .examples = {{"Why is there too little memory?",
                  "plimsoll explain kvm.prepare memory --facts pair.json"},
                 {"What does a rule say of one machine?",
                  "plimsoll explain kvm.prepare disk.room --subject 'vm[build]' \\\n"
                  "--facts pair.json"}},
    .operands = {2, 2, "name a policy and a rule: plimsoll explain POLICY RULE --facts FILE",
                 "a policy and a rule are enough; name facts with --facts"},
    .kinds = {VALUE_POLICY, VALUE_RULE},
    .size = sizeof(struct explain),
    .take = take,
    .run = run,
};
