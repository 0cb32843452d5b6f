// The language server: what an editor asks of policies while they are written.
#ifndef PLIM_LSP_LSP_H
#define PLIM_LSP_LSP_H

#include <stdio.h>

// Serves one editor until it says exit or its messages end. search_path is that of policies.
// Returns 0 after a shutdown, else 1.
int lsp_serve(FILE *in, FILE *out, const char *search_path);

#endif
