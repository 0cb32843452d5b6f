// The table of the commands.
#include "config.h"

#include <string.h>

#include "cli/command.h"
#include "lang/diagnostic.h"

const struct command *const commands[] = {
    &cmd_attest, &cmd_bench, &cmd_check, &cmd_checklist, &cmd_collect, &cmd_completion,
    &cmd_diff,   &cmd_doc,   &cmd_eval,  &cmd_explain,   &cmd_facts,   &cmd_fmt,
    &cmd_lint,   &cmd_lsp,   &cmd_plan,  &cmd_policies,  &cmd_profile, &cmd_repl,
    &cmd_report, &cmd_test,  &cmd_help,  &cmd_version,   NULL,
};

enum { COMMANDS = sizeof commands / sizeof commands[0] - 1 };

const struct command *command_find(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

void command_list(FILE *out) {
    fputs("usage: plimsoll COMMAND [ARGUMENT]...\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
}

int command_unknown(const char *name) {
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i]->name;
    const char *near = nearest_word(name, names, COMMANDS);
    struct text message = {0};
    text_addf(&message, "plimsoll: there is no command '%s'; ", name);
    const char *dot = strrchr(name, '.');
    if (strchr(name, '/') != NULL || (dot != NULL && strcmp(dot, ".plim") == 0))
        text_addf(&message, "a policy is given to one: plimsoll check %s", name);
    else if (near != NULL)
        text_addf(&message, "did you mean %s?", near);
    else
        text_add(&message, "'plimsoll help' lists them");
    struct text clean = {0};
    text_add_clean(&clean, text_data(&message));
    fprintf(stderr, "%s\n", text_data(&clean));
    text_clear(&clean);
    text_clear(&message);
    return STATUS_INPUT;
}
