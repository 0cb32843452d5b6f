// plimsoll facts validate: whether files are facts of a model.
#include "config.h"

#include "cli/command.h"

#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "facts validate";

static const struct option_table options[] = {
    {facts_named, NULL}, {option_use, NULL}, {facts_strict, NULL}, {NULL, NULL}};

static bool take_operand(void *state, char *value) {
    struct request *request = state;
    return facts_from_take(&request->from, name, FACTS_FILE, value);
}

// "valid: 2 files of facts virtualization 1; 4 vm, 12 attest"
static void describe(struct text *out, const struct store *store, size_t files) {
    const struct model *model = store->model;
    text_addf(out, "valid: %zu file%s of facts %s %lld", files, files == 1 ? "" : "s", model->name,
              (long long)model->version);
    const char *before = "; ";
    for (uint32_t i = 0; i < model->root->field_count; i++) {
        const struct member *member = &model->root_shape->members[i];
        const struct space *space =
            member->kind == MEMBER_LIST ? &store->spaces[member->list->id] : NULL;
        if (space == NULL || !bit_get(space->present, 0))
            continue;
        text_addf(out, "%s%u %s", before, space->rows, model->root->fields[i]->name);
        before = ", ";
    }
    text_add_char(out, '\n');
}

static int print(const struct request *request) {
    struct text out = {0};
    describe(&out, request->facts->store, request->from.count);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int run(void *state) {
    struct request *request = state;
    if (!facts_from_any(&request->from)) {
        complain(name, "name a facts file: plimsoll facts validate FILE...");
        return STATUS_INPUT;
    }
    request->session = setup_model(request->model);
    if (session_check(request->session))
        request->facts = facts_from_load(&request->from, name, request->session, NULL);
    return setup_diagnose(request->session) && request->facts != NULL ? print(request)
                                                                      : STATUS_INPUT;
}

const struct command facts_validate = {
    .name = name,
    .summary = "check facts files",
    .help = "usage: plimsoll facts validate FILE... [OPTION]...\n"
            "\n"
            "Reads facts files, merged as 'check' would, and reports every mistake with its file\n"
            "and path. LIST=FILE reads a list, as newline-delimited or plain JSON.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if there is a mistake.\n",
    .examples = {{"Are these files facts, and do they agree?",
                  "plimsoll facts validate pair.json attest.json"},
                 {"Fields that the model does not know are mistakes, too",
                  "plimsoll facts validate pair.json --strict-facts"}},
    .kinds = {VALUE_FACTS, VALUE_FACTS},
    .size = sizeof(struct request),
    .take_operand = take_operand,
    .run = run,
};
