// plimsoll doc: a policy as a page in Markdown.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/file.h"
#include "cli/described.h"
#include "cli/output.h"
#include "program/program_list.h"

static const char name[] = "doc";

enum { OPTION_CHECK = OPTION_OWN };

static const struct option_row own[] = {
    {OPTION_CHECK, "check", 0, "FILE", VALUE_FILE, "write nothing; exit with 1 if FILE is stale"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {
    {option_output, NULL},
    {own, NULL},
    {NULL, NULL},
};

struct doc {
    struct request request;
    const char *check; // a file, or NULL
};

static bool take(void *state, int option, char *value) {
    struct doc *doc = state;
    if (option == OPTION_CHECK)
        doc->check = value;
    return true;
}

static int complain_stale(const struct doc *doc) {
    struct text command = {0};
    text_add(&command, "plimsoll doc ");
    text_add_shell_word(&command, doc->request.operands[0]);
    text_add(&command, " -o ");
    text_add_shell_word(&command, doc->check);
    complain(name, "%s is stale; run: %s", doc->check, text_data(&command));
    text_clear(&command);
    return STATUS_FAIL;
}

static int compare(const struct doc *doc, const struct text *page) {
    struct text file = {0};
    int error = file_read(doc->check, page->size, &file), status = STATUS_PASS;
    if (error != 0) {
        complain(name, "%s cannot be read: %s", doc->check, strerror(error));
        status = STATUS_INPUT;
    } else if (file.size != page->size ||
               memcmp(text_data(&file), text_data(page), page->size) != 0) {
        status = complain_stale(doc);
    }
    text_clear(&file);
    return status;
}

static int write(const struct doc *doc, const struct description *description) {
    struct text page = {0};
    int status;
    describe_markdown(description, &page);
    if (doc->check != NULL)
        status = compare(doc, &page);
    else if (!target_spares(name, doc->request.output, doc->request.session))
        status = STATUS_INPUT;
    else
        status = output_write(name, doc->request.output, text_data(&page), page.size)
                     ? STATUS_PASS
                     : STATUS_INPUT;
    text_clear(&page);
    return status;
}

static int run(void *state) {
    struct doc *doc = state;
    struct request *request = &doc->request;
    struct described described;
    if (doc->check != NULL && request->output != NULL) {
        complain(name, "--check writes nothing; leave out --output");
        return STATUS_INPUT;
    }
    bool good = described_read(&described, request->operands[0]);
    request->session = described.session;
    if (described.no_policy)
        complain(name, "%s is %s, not a policy", request->operands[0],
                 is_folder(request->operands[0]) ? "a folder" : "a fact model");
    return good ? write(doc, &described.description) : STATUS_INPUT;
}

const struct command cmd_doc = {
    .name = name,
    .summary = "write a page about a policy in Markdown",
    .help = "usage: plimsoll doc POLICY [OPTION]...\n"
            "\n"
            "Writes a page for people about a policy: its rules with what they require, why, and\n"
            "the remedy; its parameters; the facts that it reads and how to get them; and what it\n"
            "asks people to attest.\n",
    .options = options,
    .notes = "The exit status is 0, 1 if the file of --check is stale, or 3 if the input is at\n"
             "fault.\n",
    .examples = {{"A page about the rules of a site", "plimsoll doc site.plim -o site.md"},
                 {"Is that page still what the policy says?",
                  "plimsoll doc site.plim --check site.md"}},
    .operands = {1, 1, "name a policy: plimsoll doc POLICY", "one policy is enough"},
    .kinds = {VALUE_POLICY, VALUE_NONE},
    .size = sizeof(struct doc),
    .take = take,
    .run = run,
};
