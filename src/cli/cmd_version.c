// plimsoll version: which version this is.
#include "config.h"

#include "cli/command.h"

static int run(void *state) {
    (void)state;
    puts("plimsoll " PACKAGE_VERSION);
    return command_flush();
}

const struct command cmd_version = {
    .name = "version",
    .summary = "print the version",
    .help = "usage: plimsoll version\n"
            "\n"
            "Prints the version of the program, which every report carries as well.\n",
    .examples = {{"Which version is installed", "plimsoll version"}},
    .operands = {0, 0, NULL, "unexpected argument"},
    .size = sizeof(struct request),
    .run = run,
};
