// plimsoll facts merge: several facts files as one.
#include "config.h"

#include "cli/command.h"

#include "cli/output.h"
#include "cli/setup.h"
#include "report/facts.h"

static const char name[] = "facts merge";

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {option_use, NULL},
    {option_output, NULL}, {NULL, NULL},
};

static bool take_operand(void *state, char *value) {
    struct request *request = state;
    return facts_from_take(&request->from, name, FACTS_FILE, value);
}

static int write(const struct request *request) {
    struct text out = {0};
    facts_write(request->facts->store, &out);
    bool written = output_replace(name, request->output, text_data(&out), out.size);
    text_clear(&out);
    return written ? STATUS_PASS : STATUS_INPUT;
}

static bool is_complete(const struct request *request) {
    return facts_from_any(&request->from) ||
           complain(name, "name a facts file: plimsoll facts merge FILE...");
}

static int run(void *state) {
    struct request *request = state;
    if (!is_complete(request))
        return STATUS_INPUT;
    request->session = setup_model(request->model);
    request->session->keep_extras = true;
    if (session_check(request->session))
        request->facts = facts_from_load(&request->from, name, request->session, NULL);
    return setup_diagnose(request->session) && request->facts != NULL ? write(request)
                                                                      : STATUS_INPUT;
}

const struct command facts_merge = {
    .name = name,
    .summary = "write several facts files as one",
    .help = "usage: plimsoll facts merge FILE... [OPTION]...\n"
            "\n"
            "Reads facts as 'check' would and writes them as one file, in the order of the fact\n"
            "model and of the keys: plimsoll facts merge --source before.json --dest after.json.\n"
            "Fields that the fact model does not know are kept as they are; two files that give "
            "one of\n"
            "them different values are an error.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault.\n",
    .examples = {{"What hosts and people say, in one file",
                  "plimsoll facts merge pair.json attest.json -o all.json"},
                 {"One pair out of two files",
                  "plimsoll facts merge --source before.json --dest after.json -o pair.json"}},
    .kinds = {VALUE_FACTS, VALUE_FACTS},
    .size = sizeof(struct request),
    .take_operand = take_operand,
    .run = run,
};
