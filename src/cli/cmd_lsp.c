// plimsoll lsp: the language server, for editors.
#include "config.h"

#include "cli/command.h"

#include "cli/setup.h"
#include "lsp/lsp.h"

static int run(void *state) {
    struct text path = {0};
    (void)state;
    setup_search_path(&path);
    int left = lsp_serve(stdin, stdout, text_data(&path));
    text_clear(&path);
    return left == 0 ? STATUS_PASS : STATUS_FAIL;
}

const struct command cmd_lsp = {
    .name = "lsp",
    .summary = "serve an editor that shows and writes policies",
    .help =
        "usage: plimsoll lsp\n"
        "\n"
        "Speaks the Language Server Protocol on standard input and output, for one editor. It\n"
        "shows mistakes while they are typed, completes, explains what a name stands for, finds\n"
        "and renames its uses, lays policies out, and says above each rule what it comes to for\n"
        "facts of one's own. Editors start it by themselves:\n"
        "docs/lsp.md says how.\n",
    .notes = "The exit status is 0 after a shutdown, or 1 if the editor left without one.\n",
    .examples = {{"Serve an editor, which starts this itself", "plimsoll lsp"}},
    .operands = {0, 0, "", "plimsoll lsp takes no arguments"},
    .size = sizeof(struct request),
    .run = run,
};
