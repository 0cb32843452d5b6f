// Names in all files of an editor.
#ifndef PLIM_LSP_NAMES_H
#define PLIM_LSP_NAMES_H

#include "lsp/server.h"

// A declaration, by its file and its offset there. The path is that of a source of an analysis.
struct declared {
    const char *path;
    uint32_t offset;
};
struct declared declared_at(const struct analysis *analysis, const struct use *use);
bool is_declaration(const struct declared *declared, const struct analysis *analysis,
                    struct span span);

// Calls `found` for every use of a name in the text of an analysis, in order of place; the same for
// all files of the open folder, one after the other.
typedef void use_found(void *state, const struct analysis *analysis, struct span span);
void each_use(const struct analysis *analysis, const struct declared *declared, use_found *found,
              void *state);
void each_use_everywhere(struct server *server, const struct declared *declared, use_found *found,
                         void *state);

#endif
