// Paths of snapshots: joining names so that they can be told apart.
#include "gather/snapshot_path.h"

#include "base/text.h"

const char *snapshot_path(struct arena *arena, const char *name, const char *path) {
    struct text longer = {0};
    for (; *name != '\0'; name++) {
        if (*name == '/' || *name == '\\')
            text_add_char(&longer, '\\');
        text_add_char(&longer, *name);
    }
    if (path != NULL)
        text_addf(&longer, "/%s", path);
    const char *whole = text_copy(&longer, arena);
    text_clear(&longer);
    return whole;
}
