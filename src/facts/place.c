// Paths of facts as the model and as their files have them.
#include "facts/place.h"

#include <string.h>

struct fact_path place_real(const struct store *store, const struct fact_path *path,
                            struct arena *arena) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *child = root->children[i];
        if (strcmp(child->path, path->steps[0].text) != 0 || !store->spaces[child->id].stands_in)
            continue;
        struct fact_path real = {0};
        fact_path_add_name(&real, arena, child->fallback->path);
        fact_path_join(&real, arena, path, 1);
        return real;
    }
    return *path;
}

struct fact_path place_in_file(const struct store *store, const struct fact_path *path,
                               struct arena *arena) {
    struct fact_path real = place_real(store, path, arena), place = {0};
    for (size_t i = 0; i < store->picked_count; i++) {
        const struct picked *picked = &store->picked[i];
        if (strcmp(picked->root, real.steps[0].text) != 0)
            continue;
        fact_path_add_name(&place, arena, picked->list);
        fact_path_add_key(&place, arena, picked->key);
        fact_path_join(&place, arena, &real, 1);
        return place;
    }
    return *path;
}
