// plimsoll help: what the commands do.
#include "config.h"

#include "cli/command.h"

static const char name[] = "help";

static int run(void *state) {
    const struct request *request = state;
    char **words = request->operands;
    if (request->operand_count == 0) {
        command_list(stdout);
        return command_flush();
    }
    const struct command *command = command_find(words[0]);
    if (command == NULL)
        return command_unknown(words[0]);
    if (request->operand_count == 1)
        return command_help(command);
    const struct command *part = command_part(command, words[1]);
    if (part != NULL)
        return command_help(part);
    complain(name, "unexpected argument: %s", words[1]);
    return STATUS_INPUT;
}

const struct command cmd_help = {
    .name = name,
    .summary = "explain a command: plimsoll help COMMAND",
    .help = "usage: plimsoll help [COMMAND [PART]]\n"
            "\n"
            "Lists the commands, or explains one of them, or a part of it.\n",
    .examples = {{"What all the commands are", "plimsoll help"},
                 {"What a part of a command does", "plimsoll help facts diff"}},
    .operands = {0, 2, NULL, "unexpected argument"},
    .kinds = {VALUE_COMMAND, VALUE_COMMAND},
    .size = sizeof(struct request),
    .run = run,
};
