// plimsoll eval: one expression.
#include "config.h"

#include "cli/command.h"

#include <inttypes.h>

#include "cli/output.h"
#include "cli/setup.h"
#include "base/json.h"
#include "report/json_fact.h"
#include "report/report.h"

static const char name[] = "eval";

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {facts_changes, NULL},
    {option_use, NULL},    {option_set, NULL},   {option_now, NULL},
    {option_json, NULL},   {option_steps, NULL}, {NULL, NULL},
};

static void add_json(struct text *out, const struct evaluation *value) {
    struct json json = {.out = out};
    struct text type = {0};
    type_show(&type, &value->type);
    json_begin(&json, NULL, '{');
    json_text(&json, "type", text_data(&type));
    if (value->known) {
        json_raw(&json, "value", value->json);
        json_text(&json, "text", value->text);
    } else {
        json_int(&json, "unknown_count", (int64_t)value->missing.total);
        json_bool(&json, "unknown_bounded", value->missing.bounded);
        json_fact_missing(&json, "unknown", &value->missing);
    }
    json_end(&json, '}');
    text_clear(&type);
}

static void add_text(struct text *out, const struct evaluation *value) {
    text_add_clean(out, value->known ? value->text : "unknown");
    text_add_char(out, '\n');
    for (uint32_t i = 0; !value->known && i < value->missing.count; i++) {
        text_add(out, "  ");
        report_add_missing(out, &value->missing.facts[i]);
        text_add_char(out, '\n');
    }
    if (value->missing.total > value->missing.count)
        text_addf(out, "  and %s%" PRIu64 " more\n", value->missing.bounded ? "at least " : "",
                  value->missing.total - value->missing.count);
}

static int evaluate(const struct request *request) {
    struct text out = {0};
    const struct evaluation *value = session_answer(request->session, request->facts, request->now,
                                                    request->step_limit, request->arena);
    if (value == NULL)
        return command_spent(name);
    if (request->json)
        add_json(&out, value);
    else
        add_text(&out, value);
    int status = value->known ? STATUS_PASS : STATUS_UNDECIDED;
    if (!output_print(name, &out))
        status = STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int run(void *state) {
    struct request *request = state;
    setup_question(request, request->operands[0]);
    struct session *session = request->session;
    if (session->understood)
        request->facts = facts_from_load(&request->from, name, session, request->now_text);
    return setup_diagnose(session) && request->facts != NULL ? evaluate(request) : STATUS_INPUT;
}

const struct command cmd_eval = {
    .name = name,
    .summary = "evaluate one expression",
    .help = "usage: plimsoll eval EXPRESSION [--facts FILE]... [OPTION]...\n"
            "\n"
            "Prints the value of an expression, with or without facts: plimsoll eval '4 GiB * 3'.\n"
            "If it is unknown, prints which facts are missing and why.\n",
    .options = options,
    .notes =
        "The exit status is 0 if the value is known, 2 if it is unknown, 3 if the input is at\n"
        "fault.\n",
    .examples = {{"How much memory do all machines have?",
                  "plimsoll eval 'sum(vm.memory)' --facts pair.json"},
                 {"Arithmetic of quantities, without facts", "plimsoll eval '4 GiB * 3'"}},
    .operands = {1, 1, "name an expression: plimsoll eval 'sum(vm.memory)' --facts FILE",
                 "one expression is enough; put it in quotes, and name facts with --facts"},
    .kinds = {VALUE_EXPRESSION, VALUE_NONE},
    .size = sizeof(struct request),
    .run = run,
};
