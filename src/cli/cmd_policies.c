// plimsoll policies: which policies there are, and what is in them.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/described.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "program/program_list.h"

static const char name[] = "policies";

static const struct option_table options[] = {{option_json, NULL}, {NULL, NULL}};

// The page in the making.
struct listing {
    struct request *request;
    struct text out;
    struct json json;
    size_t width;
    size_t count; // of policies
    int status;
};

// ---- one policy ----

// The name is NULL for all of it.
static void write(struct listing *listing, const struct description *description,
                  const char *shown_name) {
    listing->count++;
    if (listing->request->json) {
        describe_json(description, &listing->json);
    } else if (shown_name == NULL) {
        text_add(&listing->out, listing->out.size > 0 ? "\n" : "");
        describe_text(description, listing->width, &listing->out);
    } else {
        describe_line(description, shown_name, listing->width, &listing->out);
    }
}

static void show_one(struct listing *listing, const char *path) {
    struct described described;
    if (described_read(&described, path))
        write(listing, &described.description, NULL);
    else
        listing->status = STATUS_INPUT;
    if (described.no_policy)
        complain(name, "%s is a fact model, not a policy", path);
    session_free(described.session);
}

// ---- several ----

// A line for each file: with the name that it is found by in the search path, else its own.
static void list_one(struct listing *listing, const struct listed_file *file, bool installed) {
    struct described described;
    if (listed_is_test(file))
        return;
    if (described_read_listed(&described, file->path)) {
        write(listing, &described.description,
              installed ? file->name : described.description.policy->name);
    } else if (!described.no_policy) {
        listing->count++;
        listing->status = STATUS_INPUT;
    }
    session_free(described.session);
}

// Of several with one name in the search path, the first is the one that the name stands for.
static void list_files(struct listing *listing, const struct listed_files *files, bool installed,
                       const char *where) {
    size_t before = listing->count;
    for (size_t i = 0; i < files->count; i++)
        if (!installed || i == 0 || strcmp(files->items[i].name, files->items[i - 1].name) != 0)
            list_one(listing, &files->items[i], installed);
    bool good =
        !files->cut || complain(name, "%s holds more than %d files, or folders more than %d deep",
                                where, LISTED_MOST, LISTED_DEPTH);
    good = good && (listing->count > before || complain(name, "%s holds no policy", where));
    listing->status = good ? listing->status : STATUS_INPUT;
}

static void list_operand(struct listing *listing, const char *operand) {
    if (!is_folder(operand)) {
        show_one(listing, operand);
        return;
    }
    struct listed_files files = list_folder(listing->request->arena, operand);
    list_files(listing, &files, false, operand);
}

static void list_installed(struct listing *listing) {
    struct session *session = setup_session();
    struct listed_files files = list_search_path(session->program, "");
    list_files(listing, &files, true, "the search path");
    session_free(session);
}

static void list_all(struct listing *listing) {
    struct request *request = listing->request;
    for (size_t i = 0; i < request->operand_count; i++)
        list_operand(listing, request->operands[i]);
    if (request->operand_count == 0)
        list_installed(listing);
}

static int run(void *state) {
    struct request *request = state;
    struct listing listing = {.request = request, .status = STATUS_PASS};
    listing.width = output_width(NULL);
    listing.json.out = &listing.out;
    if (request->json) {
        json_begin(&listing.json, NULL, '{');
        json_begin(&listing.json, "policies", '[');
    }
    list_all(&listing);
    if (request->json) {
        json_end(&listing.json, ']');
        json_end(&listing.json, '}');
    }
    if (!output_print(name, &listing.out))
        listing.status = STATUS_INPUT;
    text_clear(&listing.out);
    return listing.status;
}

const struct command cmd_policies = {
    .name = name,
    .summary = "list policies, or show what is in them",
    .help = "usage: plimsoll policies [NAME | FILE | FOLDER]... [OPTION]...\n"
            "\n"
            "Lists the policies in a folder, or those that can be named: in the folders of\n"
            "PLIMSOLL_PATH and installed. Those that are marked as imported have no rules: others\n"
            "take params and defines from them. Of a policy by its name or file it shows all: its\n"
            "rules, parameters, the facts that it reads, and what it asks people to attest.\n",
    .options = options,
    .notes =
        "The exit status is 0, or 3 if a policy is not found or has a mistake; the others are\n"
        "listed all the same.\n",
    .examples = {{"The policies that can be named", "plimsoll policies"},
                 {"The rules and parameters of one of them", "plimsoll policies kvm.live"}},
    .operands = {0, OPERANDS_ANY, NULL, NULL},
    .kinds = {VALUE_POLICY, VALUE_POLICY},
    .size = sizeof(struct request),
    .run = run,
};
