// The folders that an editor has open.
#ifndef PLIM_LSP_FOLDERS_H
#define PLIM_LSP_FOLDERS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

// Zero it; folders_clear releases it.
struct folders {
    struct arena *arena; // made when first needed
    const char **paths;  // in the editor's order
    size_t count, room;
};

// Takes the folders of what an editor says when it begins, in place of those that were open.
void folders_open(struct folders *folders, const cJSON *params);
// Takes those that an editor has opened or closed since.
void folders_change(struct folders *folders, const cJSON *params);
void folders_clear(struct folders *folders);

// Whether a file lies in one of them.
bool folders_hold(const struct folders *folders, const char *path);

#endif
