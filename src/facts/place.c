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

// The list without a key that a path goes into, where it may come from several files; or NULL.
static const struct space *joined_list(const struct store *store, const struct fact_path *path) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space *space = &store->spaces[root->children[i]->id];
        if (space->origin != NULL && space->def->key == NULL &&
            strcmp(space->def->path, path->steps[0].text) == 0)
            return space;
    }
    return NULL;
}

bool place_in_part(const struct store *store, uint32_t file, struct arena *arena,
                   struct fact_path *path) {
    if (path->count < 2 || path->steps[1].kind != FACT_STEP_POSITION)
        return true;
    const struct space *list = joined_list(store, path);
    uint64_t place = path->steps[1].position, before = 0;
    if (list == NULL)
        return true;
    if (place >= list->rows || list->origin[place] != file)
        return false;
    for (uint64_t row = 0; row < place; row++)
        before += list->origin[row] == file;
    struct fact_path part = {0};
    fact_path_add_name(&part, arena, path->steps[0].text);
    fact_path_add_position(&part, arena, before);
    fact_path_join(&part, arena, path, 2);
    *path = part;
    return true;
}

struct fact_path place_in_file(const struct store *store, const struct fact_path *path,
                               struct arena *arena) {
    struct fact_path real = place_real(store, path, arena);
    for (size_t i = 0; i < store->picked_count; i++) {
        const struct picked *picked = &store->picked[i];
        if (strcmp(picked->root, real.steps[0].text) != 0)
            continue;
        struct fact_path place = {0};
        fact_path_add_name(&place, arena, picked->list);
        fact_path_add_key(&place, arena, picked->key);
        fact_path_join(&place, arena, &real, 1);
        return place;
    }
    return *path;
}
