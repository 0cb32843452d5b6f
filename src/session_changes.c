// Facts of a session changed after they were read: what if it were so?
#include <string.h>

#include "facts/column.h"
#include "facts/overlay.h"
#include "facts/place.h"
#include "session.h"

void session_facts_change(struct session_facts *facts, const char *path, const char *value) {
    struct session_change change = {arena_text(facts->arena, path),
                                    arena_text(facts->arena, value)};
    ARENA_PUSH(facts->arena, facts->changes, facts->change_count, facts->change_room) = change;
}

// One change on its way to the store.
struct changing {
    struct session_facts *facts;
    const struct session_change *change;
    struct fact_path path;
    struct fact_path named; // the same, with the key of an element of the root for its place; no
                            // steps where it has none
};

static const char *option_of(const struct changing *changing) {
    return arena_printf(changing->facts->arena, "--%s %s",
                        changing->change->value != NULL ? "with" : "without",
                        changing->change->path);
}

static bool wrong(const struct changing *changing, enum code code, const char *problem) {
    diagnostic_fact(changing->facts->program->diagnostics, code, DIAGNOSTIC_ERROR,
                    option_of(changing), NULL, "%s", problem);
    return false;
}

static bool read_path(struct changing *changing) {
    return fact_path_parse_given(changing->change->path, changing->facts->arena, &changing->path) ||
           wrong(changing, CODE_NOT_A_PATH, "this is no path to a fact");
}

// NULL for one that is to be unknown, and after a diagnostic, which makes it no change.
static bool read_value(struct changing *changing, const struct expr **value) {
    struct program *program = changing->facts->program;
    const char *problem = NULL;
    *value = NULL;
    if (changing->change->value == NULL)
        return true;
    const struct type *type =
        overlay_type(program->model, &changing->path, program->arena, &problem);
    if (type == NULL)
        return wrong(changing, CODE_UNKNOWN_PATH, problem);
    *value = program_value(program, type, option_of(changing), changing->change->value);
    return *value != NULL;
}

// ---- what stands in two places ----

static bool goes_on(const struct fact_path *path, const struct fact_path *from) {
    return path->count > from->count && fact_path_covers(from, path) > 0;
}

// The list of the root that has the element to which the first COUNT + 1 steps lead, or NULL.
static const struct space_def *list_of(const struct changing *changing, size_t *count) {
    const struct space_def *root = changing->facts->loaded->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        struct fact_path list = {0};
        fact_path_add_name(&list, changing->facts->arena, root->children[i]->path);
        *count = list.count;
        if (goes_on(&changing->path, &list))
            return root->children[i];
    }
    return NULL;
}

// A place is that of another element in another list.
static void name_path(struct changing *changing) {
    const struct store *store = overlay_store(changing->facts->overlay);
    size_t count;
    const struct space_def *list = list_of(changing, &count);
    changing->named = changing->path;
    if (list == NULL || list->key == NULL || !type_is_textual(&list->key->type) ||
        changing->path.steps[count].kind != FACT_STEP_POSITION)
        return;
    struct fact_path named = {0};
    uint64_t place = changing->path.steps[count].position;
    uint32_t key = place < store->spaces[list->id].rows
                       ? column_text(store_column(store, list->key), (uint32_t)place)
                       : INTERN_NONE;
    if (key != INTERN_NONE) {
        fact_path_add_name(&named, changing->facts->arena, list->path);
        fact_path_add_key(&named, changing->facts->arena, intern_text(store->dictionary, key));
        fact_path_join(&named, changing->facts->arena, &changing->path, count + 1);
    }
    changing->named = named;
}

// A path that goes on from one place, gone on from another.
static struct fact_path moved(const struct changing *changing, const struct fact_path *path,
                              const struct fact_path *from, const struct fact_path *to) {
    struct fact_path there = fact_path_copy(to, changing->facts->arena);
    fact_path_join(&there, changing->facts->arena, path, from->count);
    return there;
}

// It may be so there already.
static void change_there(struct changing *changing, const struct fact_path *path,
                         const struct expr *value) {
    bool idle;
    overlay_change(changing->facts->overlay, path, value, &idle);
}

// Whether a list has elements of its own that were selected from the list that it stands for. Where
// it has all of them they are the same ones.
static bool is_selected(const struct store *store, const struct space_def *list) {
    const struct space *space = &store->spaces[list->id];
    return list->fallback != NULL && space->stands_in &&
           space->offsets != store->spaces[list->fallback->id].offsets;
}

// Whether the element of a list is there, which is that behind the first steps of a path.
static bool has_element(const struct changing *changing, const struct fact_path *path,
                        size_t list_count) {
    struct fact_path element = *path;
    element.count = list_count + 1;
    return overlay_knows(changing->facts->overlay, &element);
}

static void change_selected(struct changing *changing, const struct fact_path *path,
                            const struct expr *value) {
    const struct store *loaded = changing->facts->loaded;
    const struct space_def *root = loaded->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        struct fact_path list = {0}, whole = {0};
        if (!is_selected(loaded, root->children[i]))
            continue;
        fact_path_add_name(&list, changing->facts->arena, root->children[i]->path);
        fact_path_add_name(&whole, changing->facts->arena, root->children[i]->fallback->path);
        bool from_list = goes_on(path, &list);
        if (!from_list && !goes_on(path, &whole))
            continue;
        struct fact_path there =
            from_list ? moved(changing, path, &list, &whole) : moved(changing, path, &whole, &list);
        if (from_list || has_element(changing, &there, list.count))
            change_there(changing, &there, value);
    }
}

// An element of a fleet that was picked stands there and in its place.
static void change_picked(struct changing *changing, const struct picked *picked,
                          const struct fact_path *path, const struct expr *value) {
    struct arena *arena = changing->facts->arena;
    struct fact_path root = {0}, element = {0};
    fact_path_add_name(&root, arena, picked->root);
    fact_path_add_name(&element, arena, picked->list);
    fact_path_add_key(&element, arena, picked->key);
    bool in_place = goes_on(path, &root);
    if (!in_place && !goes_on(path, &element))
        return;
    struct fact_path there =
        in_place ? moved(changing, path, &root, &element) : moved(changing, path, &element, &root);
    change_there(changing, &there, value);
    change_selected(changing, &there, value);
}

// What is supposed of the one is of the other.
static void change_elsewhere(struct changing *changing, const struct expr *value) {
    const struct store *loaded = changing->facts->loaded;
    if (changing->named.count == 0)
        return;
    struct fact_path real = place_real(loaded, &changing->named, changing->facts->arena);
    change_selected(changing, &changing->named, value);
    for (size_t i = 0; i < loaded->picked_count; i++)
        change_picked(changing, &loaded->picked[i], &real, value);
}

// ---- a change ----

static bool apply(struct changing *changing) {
    const struct expr *value;
    bool idle;
    if (!read_path(changing) || !read_value(changing, &value))
        return false;
    name_path(changing);
    const char *problem = overlay_change(changing->facts->overlay, &changing->path, value, &idle);
    if (problem != NULL)
        return wrong(changing, CODE_UNKNOWN_PATH, problem);
    change_elsewhere(changing, value);
    return !idle || wrong(changing, CODE_IDLE_CHANGE,
                          value != NULL ? "this is its value already" : "this is unknown already");
}

bool session_facts_apply(struct session_facts *facts) {
    bool good = true;
    if (facts->change_count == 0)
        return true;
    facts->overlay = overlay_new(facts->loaded);
    for (size_t i = 0; i < facts->change_count; i++) {
        struct changing changing = {.facts = facts, .change = &facts->changes[i]};
        good = apply(&changing) && good;
    }
    facts->store = good ? overlay_store(facts->overlay) : NULL;
    return good;
}
