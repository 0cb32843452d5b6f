// plimsoll: finds the command that was named and runs it.
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

// Options in the place of a command, which other programs have.
static const char *command_word_of(const char *word) {
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return cmd_help.name;
    return strcmp(word, "--version") == 0 ? cmd_version.name : word;
}

// Whoever reads no more, or a limit of a file's size, makes writing fail, which every command
// reports. A standard stream that is closed stays so: no file takes its number.
static void prepare_streams(void) {
    int file;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    while ((file = open("/dev/null", O_RDONLY)) >= 0 && file <= STDERR_FILENO)
        continue;
    if (file >= 0)
        close(file);
}

int main(int argc, char **argv) {
    prepare_streams();
    out_of_memory_ends(STATUS_INTERNAL);
    if (argc < 2) {
        command_list(stderr);
        return STATUS_INPUT;
    }
    const struct command *command = command_find(command_word_of(argv[1]));
    if (command == NULL)
        return command_unknown(argv[1]);
    const struct command *part = command_part(command, argv[2]);
    return part != NULL ? command_run(part, argc - 2, argv + 2)
                        : command_run(command, argc - 1, argv + 1);
}
