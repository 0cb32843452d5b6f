// plimsoll doc: a policy as a page in Markdown.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/file.h"
#include "cli/described.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "program/program_list.h"
#include "report/describe_model.h"

static const char name[] = "doc";

enum { OPTION_CHECK = OPTION_OWN, OPTION_LINKED };

static const struct option_row own[] = {
    {OPTION_CHECK, "check", 0, "FILE", VALUE_FILE, "write nothing; exit with 1 if FILE is stale"},
    {OPTION_LINKED, "linked", 0, NULL, VALUE_NONE,
     "link to the pages of what it uses, NAME.md in the same folder"},
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
    bool linked;
};

static bool take(void *state, int option, char *value) {
    struct doc *doc = state;
    if (option == OPTION_CHECK)
        doc->check = value;
    else if (option == OPTION_LINKED)
        doc->linked = true;
    return true;
}

static int complain_stale(const struct doc *doc) {
    struct text command = {0};
    text_add(&command, "plimsoll doc ");
    text_add_shell_word(&command, doc->request.operands[0]);
    text_add(&command, doc->linked ? " --linked -o " : " -o ");
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

static int write(const struct doc *doc, const struct text *page) {
    if (doc->check != NULL)
        return compare(doc, page);
    if (!target_spares(name, doc->request.output, doc->request.session))
        return STATUS_INPUT;
    return output_write(name, doc->request.output, text_data(page), page->size) ? STATUS_PASS
                                                                                : STATUS_INPUT;
}

static int write_policy(const struct doc *doc, const struct description *description) {
    struct text page = {0};
    describe_markdown(description, doc->linked, &page);
    int status = write(doc, &page);
    text_clear(&page);
    return status;
}

// A fact model, which was read without a mistake, is read again as the model of a run.
static int write_model(struct doc *doc) {
    struct text page = {0};
    session_free(doc->request.session);
    struct session *session = doc->request.session = setup_model(doc->request.operands[0]);
    session_check(session);
    if (!setup_diagnose(session))
        return STATUS_INPUT;
    describe_model_markdown(session->program->model, session->program->arena, &page);
    int status = write(doc, &page);
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
    if (good)
        return write_policy(doc, &described.description);
    if (described.no_policy && !is_folder(request->operands[0]))
        return write_model(doc);
    if (described.no_policy)
        complain(name, "%s is a folder, not a policy", request->operands[0]);
    return STATUS_INPUT;
}

const struct command cmd_doc = {
    .name = name,
    .summary = "write a page about a policy in Markdown",
    .help = "usage: plimsoll doc POLICY [OPTION]...\n"
            "\n"
            "Writes a page for people about a policy: its rules with what they require, why, and\n"
            "the remedy; its parameters; the facts that it reads and how to get them; and what it\n"
            "asks people to attest. Of a fact model, which is named by its file, a page about its\n"
            "records and their fields.\n"
            "\n"
            "Rules, parameters, terms, facts and answers have anchors that lead to each other.\n",
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
