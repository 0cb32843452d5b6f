// plimsoll collect hyperv: facts from a folder that was exported on a Hyper-V server.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/confined.h"
#include "cli/declared.h"
#include "cli/output.h"
#include "gather/hyperv/import_main.h"

static const char name[] = "collect hyperv";

enum { OPTION_AS = OPTION_OWN, OPTION_HOST };

static const struct option_row own[] = {
    {OPTION_AS, "as", 0, "ROLE", VALUE_ROLE,
     "the host is the source or the dest; without it, a host of a fleet"},
    {OPTION_HOST, "host", 0, "NAME", VALUE_TEXT,
     "name of the host, instead of the one in the export"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {{own, NULL}, {option_output, NULL}, {NULL, NULL}};

struct collection {
    struct request request;
    const char *root, *host;
};

static bool take(void *state, int option, char *value) {
    struct collection *collection = state;
    if (option == OPTION_HOST) {
        collection->host = value;
        return *value != '\0' ? option_is_text(name, "host", value)
                              : complain(name, "--host needs a name");
    }
    collection->root = value;
    return strcmp(value, "source") == 0 || strcmp(value, "dest") == 0 ||
           complain(name, "--as is source or dest, not %s", value);
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

// What was read is not written over.
static bool spares(const struct export *export, struct arena *arena, const char *output) {
    if (output_is_standard(output))
        return true;
    bool part = file_shared(arena_printf(arena, "%s/manifest.json", export->folder), output);
    for (enum cmdlet cmdlet = 0; cmdlet < CMDLETS && !part; cmdlet++) {
        const char *file = export->outputs[cmdlet].document.file;
        part = file != NULL && file_shared(file, output);
    }
    return !part || complain(name, "cannot write %s: it is part of the export", output);
}

static int import(void *state) {
    const struct collection *collection = state;
    struct arena *arena = collection->request.arena;
    struct export export;
    const struct item *facts = NULL;
    const char *output = collection->request.output;
    bool read = export_read(&export, arena, collection->request.operands[0]);
    bool apart = !read || spares(&export, arena, output);
    confined_close();
    if (read)
        facts = hyperv_import(&export, collection->root, collection->host);
    show(facts != NULL ? export.warnings : export.errors);
    bool good = facts != NULL && apart && write_facts(facts, output);
    return good ? STATUS_PASS : STATUS_INPUT;
}

static int run(void *state) {
    struct collection *collection = state;
    return declared_spare(name, collection->request.output)
               ? confined_run(&collection->request, NULL, name, CONFINED_QUIETLY, import)
               : STATUS_INPUT;
}

const struct command collect_hyperv = {
    .name = name,
    .summary = "make facts of a folder that was exported on a Hyper-V server",
    .help = "usage: plimsoll collect hyperv FOLDER [OPTION]...\n"
            "\n"
            "Reads what Export-PlimsollFacts.ps1 wrote on a Hyper-V server, or a folder with the\n"
            "output of Hyper-V's cmdlets, each in a JSON file that is named for its cmdlet. Facts\n"
            "that the export lacks are left out and listed under \"collected\" with the reason.\n",
    .options = options,
    .notes = "Without a manifest.json, which the script writes last, a cmdlet without a file is\n"
             "unknown, and what a file does not hold is taken for not there.\n"
             "\n"
             "The exit status is 0, or 3 if the export is at fault: the message says where.\n",
    .examples = {{"The server that the machines leave",
                  "plimsoll collect hyperv hv01 --as source -o source.json"},
                 {"One server of a fleet", "plimsoll collect hyperv hv02 -o hv02.json"}},
    .operands = {1, 1, "name the folder of an export: plimsoll collect hyperv FOLDER",
                 "one folder at a time; unexpected argument"},
    .kinds = {VALUE_FOLDER, VALUE_NONE},
    .size = sizeof(struct collection),
    .take = take,
    .run = run,
};
