// Facts for live verdicts, read once and kept.
#ifndef PLIM_WORKSPACE_KEPT_H
#define PLIM_WORKSPACE_KEPT_H

#include "session.h"
#include "workspace/workspace.h"

// What a file holds, all of it, for a fact model of its own. It lives until nobody uses it.
struct kept_facts {
    char *path;
    struct session *session;     // has the model
    struct session_facts *facts; // with their texts; facts->store is NULL after a mistake,
    const char *trouble;         // which this says
    struct arena *arena;
    uint32_t users;
    int64_t changed; // of the file, in nanoseconds
    int64_t size;
};

// The facts of a file for a document whose model is sound: those that are kept, unless the file or
// the model has changed, else they are read. Never NULL; kept_release gives them back.
struct kept_facts *kept_take(struct workfile *document, const struct model *model,
                             const char *path);
void kept_release(struct kept_facts *kept); // NULL is fine

#endif
