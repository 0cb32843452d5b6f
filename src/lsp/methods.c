// The methods of the language server: the table, and what it says of itself.
#include "lsp/methods.h"

#include <string.h>

#include "lsp/commands.h"
#include "lsp/tokens.h"

static const struct method methods[] = {
    {"initialize", initialize, true},
    {"initialized", initialized, false},
    {"shutdown", shut_down, true},
    {"exit", leave, false},
    {"textDocument/didOpen", did_open, false},
    {"textDocument/didChange", did_change, false},
    {"textDocument/didClose", did_close, false},
    {"textDocument/didSave", did_change_files, false},
    {"workspace/didChangeConfiguration", did_change_configuration, false},
    {"workspace/didChangeWatchedFiles", did_change_files, false},
    {"workspace/didChangeWorkspaceFolders", did_change_folders, false},
    {"workspace/symbol", workspace_symbols, true},
    {"textDocument/formatting", formatting, true},
    {"textDocument/rangeFormatting", range_formatting, true},
    {"textDocument/documentSymbol", document_symbols, true},
    {"textDocument/foldingRange", folding_ranges, true},
    {"textDocument/documentLink", document_links, true},
    {"textDocument/selectionRange", selection_ranges, true},
    {"textDocument/definition", definition, true},
    {"textDocument/references", references, true},
    {"textDocument/documentHighlight", highlights, true},
    {"textDocument/prepareRename", prepare_rename, true},
    {"textDocument/rename", rename_symbol, true},
    {"textDocument/prepareCallHierarchy", prepare_calls, true},
    {"callHierarchy/incomingCalls", incoming_calls, true},
    {"callHierarchy/outgoingCalls", outgoing_calls, true},
    {"textDocument/hover", hover, true},
    {"textDocument/signatureHelp", signature_help, true},
    {"textDocument/inlayHint", inlay_hints, true},
    {"textDocument/completion", completion, true},
    {"textDocument/codeAction", code_actions, true},
    {"textDocument/codeLens", code_lenses, true},
    {"workspace/executeCommand", execute_command, true},
    {"textDocument/semanticTokens/full", semantic_tokens, true},
};

const struct method *method_find(const char *name) {
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

static void put_options(struct json *json, const char *name, const char *list,
                        const char *const *values) {
    json_begin(json, name, '{');
    json_begin(json, list, '[');
    for (; *values != NULL; values++)
        json_text(json, NULL, *values);
    json_end(json, ']');
    json_end(json, '}');
}

static void put_sync(struct json *json) {
    enum { INCREMENTAL = 2 };
    json_begin(json, "textDocumentSync", '{');
    json_bool(json, "openClose", true);
    json_int(json, "change", INCREMENTAL);
    json_bool(json, "save", true);
    json_end(json, '}');
}

static void put_workspace(struct json *json) {
    json_begin(json, "workspace", '{');
    json_begin(json, "workspaceFolders", '{');
    json_bool(json, "supported", true);
    json_bool(json, "changeNotifications", true);
    json_end(json, '}');
    json_end(json, '}');
}

void capabilities_put(struct json *json, bool utf8) {
    static const char *const providers[] = {
        "definitionProvider",         "referencesProvider",
        "documentHighlightProvider",  "hoverProvider",
        "documentSymbolProvider",     "workspaceSymbolProvider",
        "documentFormattingProvider", "documentRangeFormattingProvider",
        "foldingRangeProvider",       "selectionRangeProvider",
        "callHierarchyProvider",      "inlayHintProvider",
    };
    json_begin(json, "capabilities", '{');
    json_text(json, "positionEncoding", utf8 ? "utf-8" : "utf-16");
    put_sync(json);
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
        json_bool(json, providers[i], true);
    put_options(json, "completionProvider", "triggerCharacters",
                (const char *const[]){".", "\"", "[", NULL});
    put_options(json, "signatureHelpProvider", "triggerCharacters",
                (const char *const[]){"(", ",", NULL});
    put_options(json, "codeActionProvider", "codeActionKinds",
                (const char *const[]){"quickfix", NULL});
    json_begin(json, "renameProvider", '{');
    json_bool(json, "prepareProvider", true);
    json_end(json, '}');
    json_begin(json, "documentLinkProvider", '{');
    json_end(json, '}');
    json_begin(json, "codeLensProvider", '{');
    json_end(json, '}');
    commands_put(json);
    put_workspace(json);
    json_begin(json, "semanticTokensProvider", '{');
    json_bool(json, "full", true);
    tokens_legend_put(json);
    json_end(json, '}');
    json_end(json, '}');
}
