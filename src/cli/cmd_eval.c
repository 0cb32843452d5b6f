// plimsoll eval: one expression.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "cli/facts_from.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "base/json.h"
#include "report/report.h"

static const char name[] = "eval";

enum { OPTION_USE = FACTS_STRICT + 1, OPTION_NOW, OPTION_FORMAT };

static const struct option_row options[] = {
    FACTS_OPTIONS,
    {"use", 0, "MODEL", "the fact model, by name or file (virtualization)"},
    {"now", 0, "TIME", "the time of the run, such as 2026-11-23T10:00:00Z (the clock's)"},
    {"format", 'f', "FORMAT", "text (default) or json"},
    {NULL, 0, NULL, NULL},
};

struct eval {
    struct facts_from facts;
    const char *expression, *model, *now_text;
    int64_t now;
    bool json;
};

static bool take_format(struct eval *eval, const char *value) {
    eval->json = strcmp(value, "json") == 0;
    return eval->json || strcmp(value, "text") == 0 ||
           complain(name, "--format %s: write text or json", value);
}

static bool take_expression(struct eval *eval, const char *value) {
    if (eval->expression != NULL)
        return complain(name, "one expression is enough; put it in quotes: %s", value);
    eval->expression = value;
    return true;
}

static bool take(void *state, int option, char *value) {
    struct eval *eval = state;
    switch (option) {
    case OPTION_OPERAND:
        return take_expression(eval, value);
    case OPTION_USE:
        eval->model = value;
        return true;
    case OPTION_NOW:
        eval->now_text = value;
        return setup_now(name, value, &eval->now);
    case OPTION_FORMAT:
        return take_format(eval, value);
    default:
        return facts_from_take(&eval->facts, name, (enum facts_option)option, value);
    }
}

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
        json_begin(&json, "unknown", '[');
        for (uint32_t i = 0; i < value->missing_count; i++) {
            json_begin(&json, NULL, '{');
            json_text(&json, "fact", value->missing[i].fact);
            json_text(&json, "cause", value->missing[i].cause);
            json_end(&json, '}');
        }
        json_end(&json, ']');
    }
    json_end(&json, '}');
    text_clear(&type);
}

static void add_text(struct text *out, const struct evaluation *value) {
    text_add_clean(out, value->known ? value->text : "unknown");
    text_add_char(out, '\n');
    for (uint32_t i = 0; !value->known && i < value->missing_count; i++) {
        text_add(out, "  ");
        report_add_missing(out, &value->missing[i]);
        text_add_char(out, '\n');
    }
}

static int evaluate(const struct eval *eval, const struct session *session,
                    const struct session_facts *facts) {
    struct arena *arena = arena_new();
    struct text out = {0};
    const struct evaluation *value = session_answer(session, facts, eval->now, arena);
    if (eval->json)
        add_json(&out, value);
    else
        add_text(&out, value);
    int status = value->known ? STATUS_PASS : STATUS_UNDECIDED;
    if (!output_print(name, &out))
        status = STATUS_INPUT;
    text_clear(&out);
    arena_free(arena);
    return status;
}

static int eval_all(struct eval *eval) {
    struct session *session = setup_model(eval->model);
    struct session_facts *facts = NULL;
    int status = STATUS_INPUT;
    if (eval->now_text == NULL)
        eval->now = setup_clock();
    session->everything = false;
    session_ask(session, eval->expression);
    session_check(session);
    if (session->understood)
        facts = facts_from_load(&eval->facts, name, session, eval->now_text);
    if (setup_diagnose(session) && facts != NULL)
        status = evaluate(eval, session, facts);
    session_facts_free(facts);
    session_free(session);
    return status;
}

static int run(int argc, char **argv) {
    struct eval eval = {0};
    int status = STATUS_INPUT;
    switch (options_read(name, options, argc, argv, take, &eval)) {
    case OPTIONS_GOOD:
        if (eval.expression != NULL)
            status = eval_all(&eval);
        else
            complain(name, "name an expression: plimsoll eval 'sum(vm.memory)' --facts FILE");
        break;
    case OPTIONS_HELP:
        status = command_help(&cmd_eval);
        break;
    case OPTIONS_BAD:
        break;
    }
    facts_from_clear(&eval.facts);
    return status;
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
    .run = run,
};
