// plimsoll facts merge: several facts files as one.
#include "config.h"

#include "cli/command.h"

#include "cli/facts_from.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "report/facts.h"

static const char name[] = "facts merge";

enum { OPTION_USE = FACTS_STRICT + 1, OPTION_OUTPUT };

static const struct option_row options[] = {
    FACTS_OPTIONS,
    {"use", 0, "MODEL", "the fact model, by name or file (virtualization)"},
    {"output", 'o', "FILE", "write there instead of to standard output"},
    {NULL, 0, NULL, NULL},
};

struct merging {
    struct facts_from from;
    const char *model, *output;
    bool named; // something to read
};

static bool take(void *state, int option, char *value) {
    struct merging *merging = state;
    switch (option) {
    case OPTION_OPERAND:
        merging->named = true;
        return facts_from_take(&merging->from, name, FACTS_FILE, value);
    case OPTION_USE:
        merging->model = value;
        return true;
    case OPTION_OUTPUT:
        merging->output = value;
        return value[0] != '\0' || complain(name, "--output needs a file");
    case FACTS_FILE:
    case FACTS_SOURCE:
    case FACTS_DEST:
        merging->named = true;
        break;
    default:
        break;
    }
    return facts_from_take(&merging->from, name, (enum facts_option)option, value);
}

static int act(struct merging *merging) {
    struct session *session = setup_model(merging->model);
    struct session_facts *facts = NULL;
    struct text out = {0};
    int status = STATUS_INPUT;
    if (session_check(session))
        facts = facts_from_load(&merging->from, name, session, NULL);
    if (setup_diagnose(session) && facts != NULL) {
        facts_write(facts->store, &out);
        status = output_write(name, merging->output, text_data(&out), out.size) ? STATUS_PASS
                                                                                : STATUS_INPUT;
    }
    text_clear(&out);
    session_facts_free(facts);
    session_free(session);
    return status;
}

static int run(int argc, char **argv) {
    struct merging merging = {0};
    int status = STATUS_INPUT;
    switch (options_read(name, options, argc, argv, take, &merging)) {
    case OPTIONS_GOOD:
        if (merging.named)
            status = act(&merging);
        else
            complain(name, "name a facts file: plimsoll facts merge FILE...");
        break;
    case OPTIONS_HELP:
        status = command_help(&facts_merge);
        break;
    case OPTIONS_BAD:
        break;
    }
    facts_from_clear(&merging.from);
    return status;
}

const struct command facts_merge = {
    .name = name,
    .summary = "write several facts files as one",
    .help = "usage: plimsoll facts merge FILE... [OPTION]...\n"
            "\n"
            "Reads facts as 'check' would and writes them as one file, in the order of the fact\n"
            "model and of the keys: plimsoll facts merge --source before.json --dest after.json.\n"
            "Fields that the fact model does not know are left out, with a warning.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault.\n",
    .run = run,
};
