// Members of the params of a message.
#ifndef PLIM_LSP_PARAMS_H
#define PLIM_LSP_PARAMS_H

#include "lsp/server.h"

// The member that a path leads to ("textDocument.uri"), or NULL.
const cJSON *param_at(const cJSON *params, const char *path);

// The text there, or NULL.
const char *param_text(const cJSON *params, const char *path);

// The position or range there; false where there is none.
bool param_position(const cJSON *params, const char *path, struct position *position);
bool param_range(struct server *server, const cJSON *params, const char *path,
                 const struct text *text, struct span *span);

#endif
