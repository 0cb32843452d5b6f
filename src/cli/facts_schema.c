// plimsoll facts schema: a fact model as JSON Schema.
#include "config.h"

#include "cli/command.h"

#include "cli/output.h"
#include "cli/setup.h"
#include "report/schema.h"

static const char name[] = "facts schema";

static const struct option_table options[] = {{facts_strict, NULL}, {NULL, NULL}};

static int print(const struct request *request) {
    struct text out = {0};
    schema_write(request->session->program->model, request->from.strict, &out);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int run(void *state) {
    struct request *request = state;
    request->session = setup_model(request->operand_count > 0 ? request->operands[0] : NULL);
    session_check(request->session);
    return setup_diagnose(request->session) ? print(request) : STATUS_INPUT;
}

const struct command facts_schema = {
    .name = name,
    .summary = "write a fact model as JSON Schema",
    .help =
        "usage: plimsoll facts schema [MODEL | POLICY] [OPTION]...\n"
        "\n"
        "Prints a fact model as JSON Schema (draft 2020-12), for editors and programs: that of\n"
        "virtualization, the one named, or that of a policy with what the policy adds. It allows\n"
        "members that the model does not know, such as those that policies add; with\n"
        "--strict-facts an editor marks them, and so finds names that are misspelt.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault.\n",
    .examples = {{"A schema for an editor that writes facts",
                  "plimsoll facts schema >facts.schema.json"},
                 {"The facts of a policy, with those that it adds",
                  "plimsoll facts schema site.plim"}},
    .operands = {0, 1, NULL, "one fact model is enough"},
    .kinds = {VALUE_MODEL, VALUE_NONE},
    .size = sizeof(struct request),
    .run = run,
};
