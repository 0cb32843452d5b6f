// plimsoll collect hyperv: facts from a folder that was exported on a Hyper-V server.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/option.h"
#include "cli/output.h"
#include "gather/hyperv/import_main.h"

static const char name[] = "collect hyperv";

enum { OPTION_AS, OPTION_HOST, OPTION_OUTPUT };

static const struct option_row options[] = {
    {"as", 0, "ROLE", "the host is the source or the dest; without it, a host of a fleet"},
    {"host", 0, "NAME", "name of the host, instead of the one in the export"},
    {"output", 'o', "FILE", "write there instead of to standard output"},
    {NULL, 0, NULL, NULL},
};

struct collection {
    const char *folder, *root, *host, *output;
};

static bool take(void *state, int option, char *value) {
    struct collection *collection = state;
    switch (option) {
    case OPTION_AS:
        collection->root = value;
        return strcmp(value, "source") == 0 || strcmp(value, "dest") == 0 ||
               complain(name, "--as is source or dest, not %s", value);
    case OPTION_HOST:
        collection->host = value;
        return *value != '\0' ? option_is_text(name, "host", value)
                              : complain(name, "--host needs a name");
    case OPTION_OUTPUT:
        collection->output = value;
        return true;
    default:
        if (collection->folder != NULL)
            return complain(name, "one folder at a time; unexpected argument: %s", value);
        collection->folder = value;
        return true;
    }
}

static bool write_facts(const struct item *facts, const char *output) {
    struct text text = {0};
    item_print(facts, &(struct json){.out = &text}, NULL);
    bool good = output_write(name, output, text.data, text.size);
    text_clear(&text);
    return good;
}

static void show(struct diagnostics *diagnostics) {
    struct text text = {0};
    diagnostics_render(diagnostics, &text);
    fputs(text_data(&text), stderr);
    text_clear(&text);
}

static int collect(const struct collection *collection) {
    struct arena *arena = arena_new();
    struct export export;
    const struct item *facts = NULL;
    if (export_read(&export, arena, collection->folder))
        facts = hyperv_import(&export, collection->root, collection->host);
    show(facts != NULL ? export.warnings : export.errors);
    bool good = facts != NULL && write_facts(facts, collection->output);
    arena_free(arena);
    return good ? STATUS_PASS : STATUS_INPUT;
}

static int run(int argc, char **argv) {
    struct collection collection = {0};
    switch (options_read(name, options, argc, argv, take, &collection)) {
    case OPTIONS_GOOD:
        if (collection.folder != NULL)
            return collect(&collection);
        complain(name, "name the folder of an export: plimsoll collect hyperv FOLDER");
        return STATUS_INPUT;
    case OPTIONS_HELP:
        return command_help(&collect_hyperv);
    case OPTIONS_BAD:
        break;
    }
    return STATUS_INPUT;
}

const struct command collect_hyperv = {
    .name = name,
    .summary = "make facts of a folder that was exported on a Hyper-V server",
    .help =
        "usage: plimsoll collect hyperv FOLDER [OPTION]...\n"
        "\n"
        "Reads what Export-PlimsollFacts.ps1 wrote on a Hyper-V server, or a folder with the\n"
        "output of Hyper-V's cmdlets, each in a JSON file that is named for its cmdlet. What\n"
        "the export does not tell is left out and listed under \"collected\" with the reason.\n",
    .options = options,
    .notes = "Without a manifest.json, which the script writes last, a cmdlet without a file is\n"
             "unknown, and what a file does not hold is taken for not there.\n"
             "\n"
             "The exit status is 0, or 3 if the export is at fault: the message says where.\n",
    .run = run,
};
