// plimsoll: finds the command that was named and runs it.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &cmd_collect,
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
    fprintf(stderr, "plimsoll: there is no command '%s'; 'plimsoll help' lists them\n", name);
    return STATUS_INPUT;
}

static void list_commands(FILE *out) {
    fputs("usage: plimsoll COMMAND [ARGUMENT]...\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("  help       explain a command: plimsoll help COMMAND\n"
          "  version    tell the version\n",
          out);
}

static int help(const char *name) {
    if (!name) {
        list_commands(stdout);
        return STATUS_PASS;
    }
    const struct command *command = find_command(name);
    if (!command)
        return unknown_command(name);
    fputs(command->help, stdout);
    return STATUS_PASS;
}

static int is_word(const char *text, const char *word, const char *option) {
    return strcmp(text, word) == 0 || strcmp(text, option) == 0;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        list_commands(stderr);
        return STATUS_INPUT;
    }
    if (is_word(argv[1], "help", "--help") || strcmp(argv[1], "-h") == 0)
        return help(argv[2]);
    if (is_word(argv[1], "version", "--version")) {
        puts("plimsoll " PACKAGE_VERSION);
        return STATUS_PASS;
    }
    const struct command *command = find_command(argv[1]);
    return command ? command->run(argc - 1, argv + 1) : unknown_command(argv[1]);
}
