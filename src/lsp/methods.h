// The methods of the language server, one row each.
#ifndef PLIM_LSP_METHODS_H
#define PLIM_LSP_METHODS_H

#include "lsp/server.h"

struct method {
    const char *name;
    lsp_method *run;
    bool answers; // it is a request, else a notification
};

// The method of that name, or NULL.
const struct method *method_find(const char *name);

// The files of this folder, in the order of the table.
lsp_method initialize, initialized, shut_down, leave, did_change_configuration,
    did_change_folders;                                       // server.c
lsp_method did_open, did_change, did_close, did_change_files; // sync.c
lsp_method formatting, range_formatting;                      // layout.c
lsp_method document_symbols, workspace_symbols;               // symbols.c
lsp_method folding_ranges, document_links, selection_ranges;  // outline.c
lsp_method definition, references, highlights;                // names.c
lsp_method prepare_rename, rename_symbol;                     // rename.c
lsp_method prepare_calls, incoming_calls, outgoing_calls;     // calls.c
lsp_method hover, signature_help, inlay_hints;                // hover.c
lsp_method completion;                                        // complete.c
lsp_method code_lenses;                                       // lens.c
lsp_method code_actions;                                      // actions.c
lsp_method execute_command;                                   // commands.c
lsp_method semantic_tokens;                                   // tokens.c

// What a server of these methods can do, as the answer to initialize has it.
void capabilities_put(struct json *json, bool utf8);

#endif
