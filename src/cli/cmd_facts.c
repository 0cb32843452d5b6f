// plimsoll facts: checks facts files and describes fact models.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/output.h"
#include "cli/setup.h"
#include "report/schema.h"

static const char name[] = "facts";

static const char only_validate[] = "validate: ";
static const struct option_table options[] = {{facts_named, only_validate},
                                              {option_use, only_validate},
                                              {facts_strict, only_validate},
                                              {NULL, NULL}};

struct facts {
    struct request request;
    const char *action;
};

static const char *const actions[] = {"schema", "validate"};

enum { ACTIONS = sizeof actions / sizeof *actions };

static const struct command *const parts[] = {&facts_diff, &facts_infer, &facts_merge, &facts_show,
                                              NULL};

enum { PARTS = sizeof parts / sizeof *parts - 1 };

// All words that may follow, "schema, validate, diff …".
static void list_words(const char *words[ACTIONS + PARTS], struct text *all) {
    for (size_t i = 0; i < ACTIONS + PARTS; i++) {
        words[i] = i < ACTIONS ? actions[i] : command_word(parts[i - ACTIONS]);
        text_addf(all, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
}

static bool no_action(void) {
    const char *words[ACTIONS + PARTS];
    struct text all = {0};
    list_words(words, &all);
    complain(name, "say what to do, such as plimsoll facts validate FILE; there are %s",
             text_data(&all));
    text_clear(&all);
    return false;
}

static bool unknown_action(const char *value) {
    const char *words[ACTIONS + PARTS];
    struct text all = {0};
    list_words(words, &all);
    const char *near = nearest_word(value, words, ACTIONS + PARTS);
    if (near != NULL)
        complain(name, "there is no 'facts %s'; did you mean %s?", value, near);
    else
        complain(name, "there is no 'facts %s'; there are %s", value, text_data(&all));
    text_clear(&all);
    return false;
}

static bool take_action(struct facts *facts, const char *value) {
    for (size_t i = 0; i < ACTIONS; i++)
        if (strcmp(value, actions[i]) == 0)
            facts->action = actions[i];
    if (facts->action != NULL)
        return true;
    if (command_part(&cmd_facts, value) != NULL)
        return complain(name, "write 'facts %s' before its options", value);
    return unknown_action(value);
}

static bool take_operand(void *state, char *value) {
    struct facts *facts = state;
    struct request *request = &facts->request;
    if (facts->action == NULL)
        return take_action(facts, value);
    if (facts->action == actions[1])
        return facts_from_take(&request->from, name, FACTS_FILE, value);
    if (request->model != NULL)
        return complain(name, "one fact model is enough: %s", value);
    request->model = value;
    request->model_count++;
    return true;
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

static int validate(const struct facts *facts) {
    const struct request *request = &facts->request;
    struct text out = {0};
    if (!setup_diagnose(request->session) || request->facts == NULL)
        return STATUS_INPUT;
    describe(&out, request->facts->store, request->from.count);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int schema(const struct session *session) {
    struct text out = {0};
    if (!setup_diagnose(session))
        return STATUS_INPUT;
    schema_write(session->program->model, &out);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static bool is_complete(const struct facts *facts) {
    if (facts->action == NULL)
        return no_action();
    if (facts->request.model_count > 1)
        return complain(name, "one fact model is enough: %s", facts->request.model);
    return facts->action != actions[1] || facts_from_any(&facts->request.from) ||
           complain(name, "name a facts file: plimsoll facts validate FILE...");
}

static int run(void *state) {
    struct facts *facts = state;
    struct request *request = &facts->request;
    if (!is_complete(facts))
        return STATUS_INPUT;
    request->session = setup_model(request->model);
    if (!session_check(request->session)) {
        setup_diagnose(request->session);
        return STATUS_INPUT;
    }
    if (facts->action == actions[0])
        return schema(request->session);
    request->facts = facts_from_load(&request->from, name, request->session, NULL);
    return validate(facts);
}

const struct command cmd_facts = {
    .name = name,
    .summary = "check, compare, merge and show facts files; describe fact models",
    .help = "usage: plimsoll facts validate FILE... [OPTION]...\n"
            "       plimsoll facts schema [MODEL | POLICY]\n"
            "       plimsoll facts diff BEFORE AFTER [OPTION]...\n"
            "       plimsoll facts infer SAMPLE [OPTION]...\n"
            "       plimsoll facts merge FILE... [OPTION]...\n"
            "       plimsoll facts show PATH[,PATH]... --facts FILE [OPTION]...\n"
            "\n"
            "validate reads facts files, merged as 'check' would, and reports every mistake.\n"
            "LIST=FILE reads a list, as newline-delimited or plain JSON.\n"
            "schema prints a fact model as JSON Schema (draft 2020-12), for editors and programs.\n"
            "The others are explained by 'plimsoll help facts diff' and so on.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if there is a mistake.\n",
    .size = sizeof(struct facts),
    .take_operand = take_operand,
    .run = run,
    .parts = parts,
};
