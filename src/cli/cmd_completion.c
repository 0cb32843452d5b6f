// plimsoll completion: scripts that have shells complete its command lines.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/output.h"
#include "src/cli/completion_scripts.h"

static const char name[] = "completion";

static const struct {
    const char *shell;
    const char *const *lines;
} scripts[] = {{"bash", script_bash}, {"zsh", script_zsh}, {"fish", script_fish}};

static int print(const char *const *lines) {
    struct text out = {0};
    for (; *lines != NULL; lines++)
        text_addf(&out, "%s\n", *lines);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int run(void *state) {
    const struct request *request = state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strcmp(request->operands[0], scripts[i].shell) == 0)
            return print(scripts[i].lines);
    complain(name, "there is no script for %s; there are bash, zsh, fish", request->operands[0]);
    return STATUS_INPUT;
}

static const struct command *const parts[] = {&completion_words, NULL};

const struct command cmd_completion = {
    .name = name,
    .summary = "print a script that completes command lines in a shell",
    .help = "usage: plimsoll completion bash | zsh | fish\n"
            "       plimsoll completion words [--bash TEXT] -- WORD...\n"
            "\n"
            "Prints a script for a shell. Where Plimsoll is installed, shells find theirs by\n"
            "themselves. It completes commands and options, and what they take: policies, their\n"
            "rules, tags and params, files, formats, hosts of a fleet, keys and paths of facts.\n"
            "The scripts ask 'plimsoll completion words', which reads files of the line if they\n"
            "are not large, and asks no host.\n",
    .notes = "The exit status is 0, or 3 if there is no such script.\n",
    .examples = {{"Completion in this shell, which is bash", "source <(plimsoll completion bash)"},
                 {"In every fish of this user",
                  "plimsoll completion fish >~/.config/fish/completions/plimsoll.fish"}},
    .operands = {1, 1, "name a shell: plimsoll completion bash, zsh or fish",
                 "one shell at a time"},
    .kinds = {VALUE_SHELL, VALUE_NONE},
    .size = sizeof(struct request),
    .run = run,
    .parts = parts,
};
