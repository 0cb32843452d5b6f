// Paths of lists that stand for others.
#include "testing/twin.h"

static bool begins_with(const struct fact_path *path, const struct fact_path *first) {
    for (size_t i = 0; i < first->count; i++)
        if (i == path->count || fact_step_compare(&path->steps[i], &first->steps[i]) != 0)
            return false;
    return true;
}

// Puts the one beginning of a path in the place of the other.
static bool exchange(const struct fact_path *path, const struct fact_path *from,
                     const struct fact_path *to, struct arena *arena, struct fact_path *twin) {
    if (!begins_with(path, from))
        return false;
    *twin = fact_path_copy(to, arena);
    fact_path_join(twin, arena, path, from->count);
    return true;
}

bool twin_path(const struct store *store, const struct fact_path *path, struct arena *arena,
               struct fact_path *twin) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *list = root->children[i];
        struct fact_path own = {0}, other = {0};
        if (list->fallback == NULL || !store_borrows(store, list))
            continue;
        fact_path_add_name(&own, arena, list->path);
        fact_path_add_name(&other, arena, list->fallback->path);
        if (exchange(path, &own, &other, arena, twin) || exchange(path, &other, &own, arena, twin))
            return true;
    }
    return false;
}

uint32_t twin_paths(const struct store *store, const struct fact_path *path, struct arena *arena,
                    struct fact_path paths[2]) {
    paths[0] = *path;
    return twin_path(store, path, arena, &paths[1]) ? 2 : 1;
}
