// plimsoll: finds the command that was named and runs it.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/option.h"
#include "lang/diagnostic.h"

static const struct command *const commands[] = {
    &cmd_attest, &cmd_check, &cmd_checklist, &cmd_collect,  &cmd_doc,
    &cmd_eval,   &cmd_facts, &cmd_plan,      &cmd_policies, &cmd_test,
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

static int unknown_command(const char *name) {
    const char *names[COMMANDS + 2] = {"help", "version"};
    for (size_t i = 0; i < COMMANDS; i++)
        names[i + 2] = commands[i]->name;
    const char *near = nearest_word(name, names, COMMANDS + 2);
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

static void list_commands(FILE *out) {
    fputs("usage: plimsoll COMMAND [ARGUMENT]...\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("  help       explain a command: plimsoll help COMMAND\n"
          "  version    print the version\n",
          out);
}

static int is_word(const char *text, const char *word, const char *option) {
    return strcmp(text, word) == 0 || strcmp(text, option) == 0;
}

static int surplus(const char *command, const char *word) {
    complain(command, "unexpected argument: %s", word);
    return STATUS_INPUT;
}

static int help(const char *name, const char *word) {
    if (name == NULL) {
        list_commands(stdout);
        return command_flush();
    }
    if (is_word(name, "help", "--help") || is_word(name, "version", "--version")) {
        printf("usage: plimsoll %s\n",
               is_word(name, "help", "--help") ? "help [COMMAND]" : "version");
        return command_flush();
    }
    const struct command *command = find_command(name);
    const struct command *part = command != NULL ? command_part(command, word) : NULL;
    if (part != NULL)
        return command_help(part);
    if (command != NULL && word != NULL)
        return surplus("help", word);
    return command != NULL ? command_help(command) : unknown_command(name);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        list_commands(stderr);
        return STATUS_INPUT;
    }
    if (is_word(argv[1], "help", "--help") || strcmp(argv[1], "-h") == 0)
        return help(argv[2], argc > 2 ? argv[3] : NULL);
    if (is_word(argv[1], "version", "--version")) {
        if (argc > 2)
            return surplus("version", argv[2]);
        puts("plimsoll " PACKAGE_VERSION);
        return command_flush();
    }
    const struct command *command = find_command(argv[1]);
    if (command == NULL)
        return unknown_command(argv[1]);
    const struct command *part = command_part(command, argv[2]);
    return part != NULL ? command_run(part, argc - 2, argv + 2)
                        : command_run(command, argc - 1, argv + 1);
}
