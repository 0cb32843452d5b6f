// Facts of a session changed after they were read: what if it were so?
#include <string.h>

#include "facts/overlay.h"
#include "facts/place.h"
#include "facts/select.h"
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

// Whether all that is at a place is taken away.
static bool takes_away(const struct fact_path *path, const struct expr *value,
                       const struct fact_path *place) {
    return value == NULL && fact_path_covers(path, place) > 0;
}

// A path that goes on from one place, gone on from another.
static struct fact_path moved(const struct changing *changing, const struct fact_path *path,
                              const struct fact_path *from, const struct fact_path *to) {
    struct fact_path there = fact_path_copy(to, changing->facts->arena);
    fact_path_join(&there, changing->facts->arena, path, from->count);
    return there;
}

// It may be so there already.
static bool change_there(struct changing *changing, const struct fact_path *path,
                         const struct expr *value) {
    bool idle;
    const char *problem = overlay_change(changing->facts->overlay, path, value, &idle);
    return problem == NULL || wrong(changing, CODE_UNKNOWN_PATH, problem);
}

// Whether the element of a list is there, which is that behind the first steps of a path.
static bool has_element(const struct changing *changing, const struct fact_path *path,
                        size_t list_count) {
    struct fact_path element = *path;
    element.count = list_count + 1;
    return overlay_knows(changing->facts->overlay, &element);
}

// A list of the root that has elements of its own, which were selected from the list that it stands
// for. Where it has all of them they are the same ones.
struct selected {
    const struct space_def *def;
    struct fact_path list, whole;
};

static bool is_selected(const struct changing *changing, uint32_t index,
                        struct selected *selected) {
    const struct store *store = changing->facts->loaded;
    const struct space_def *def = selected->def = store->model->spaces[0]->children[index];
    if (def->fallback == NULL || !store->spaces[def->id].stands_in || store_borrows(store, def))
        return false;
    selected->list = selected->whole = (struct fact_path){0};
    fact_path_add_name(&selected->list, changing->facts->arena, def->path);
    fact_path_add_name(&selected->whole, changing->facts->arena, def->fallback->path);
    return true;
}

// Whether the list has the element that a path goes into, or is to have it: what is added to the
// whole may be selected too.
static bool has_selected(const struct changing *changing, const struct selected *selected,
                         const struct fact_path *path) {
    const struct overlay *overlay = changing->facts->overlay;
    const struct fact_step *step = &path->steps[selected->list.count];
    struct cell key;
    return has_element(changing, path, selected->list.count) ||
           (overlay_key(overlay, selected->def, step, &key) &&
            select_takes(overlay_store(overlay), selected->def, key));
}

static bool change_selected(struct changing *changing, const struct selected *selected,
                            const struct fact_path *path, const struct expr *value) {
    const struct fact_path *list = &selected->list, *whole = &selected->whole;
    if (takes_away(path, value, list))
        return change_there(changing, whole, value);
    if (takes_away(path, value, whole))
        return change_there(changing, list, value);
    bool of_list = goes_on(path, list);
    if (!of_list && !goes_on(path, whole))
        return true;
    struct fact_path there =
        of_list ? moved(changing, path, list, whole) : moved(changing, path, whole, list);
    return (!of_list && !has_selected(changing, selected, &there)) ||
           change_there(changing, &there, value);
}

static bool change_all_selected(struct changing *changing, const struct fact_path *path,
                                const struct expr *value) {
    bool good = true;
    struct selected selected;
    for (uint32_t i = 0; i < changing->facts->loaded->model->spaces[0]->child_count; i++)
        if (is_selected(changing, i, &selected))
            good = change_selected(changing, &selected, path, value) && good;
    return good;
}

// Of an element that was not selected, the list would have what is supposed of it and nothing else.
static bool goes_into_left_out(const struct changing *changing, const struct fact_path *path) {
    const struct overlay *overlay = changing->facts->overlay;
    const struct space_def *root = changing->facts->loaded->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        struct fact_path list = {0};
        struct cell key;
        fact_path_add_name(&list, changing->facts->arena, root->children[i]->path);
        if (root->children[i]->key != NULL && goes_on(path, &list) &&
            overlay_key(overlay, root->children[i], &path->steps[list.count], &key))
            return select_leaves(overlay_store(overlay), root->children[i], key);
    }
    return false;
}

static bool is_left_out(const struct changing *changing) {
    const struct session_facts *facts = changing->facts;
    struct fact_path real = place_real(facts->loaded, &changing->path, facts->arena);
    return goes_into_left_out(changing, &changing->path) || goes_into_left_out(changing, &real);
}

// An element of a fleet that was picked stands there and in its place.
struct own_place {
    struct fact_path root, element;
};

static struct own_place own_place(const struct changing *changing, const struct picked *picked) {
    struct arena *arena = changing->facts->arena;
    struct own_place place = {0};
    fact_path_add_name(&place.root, arena, picked->root);
    fact_path_add_name(&place.element, arena, picked->list);
    fact_path_add_key(&place.element, arena, picked->key);
    return place;
}

static const struct record *record_at(const struct changing *changing,
                                      const struct fact_path *root) {
    return record_held(&model_find(changing->facts->loaded->model, root)->type);
}

// The element stays in its list, with its key alone.
static bool empty_element(struct changing *changing, const struct own_place *place) {
    const struct record *record = record_at(changing, &place->root);
    bool good = true;
    for (uint32_t i = 0; i < record->field_count; i++) {
        struct fact_path field = fact_path_copy(&place->element, changing->facts->arena);
        fact_path_add_name(&field, changing->facts->arena, record->fields[i]->name);
        if (record->fields[i] != record->key)
            good = change_there(changing, &field, NULL) && good;
    }
    return good;
}

// The key of an element stays what it is.
static bool is_key(const struct changing *changing, const struct fact_path *path,
                   const struct fact_path *root) {
    return path->count == root->count + 1 &&
           strcmp(path->steps[root->count].text, record_at(changing, root)->key->name) == 0;
}

static bool change_picked(struct changing *changing, const struct own_place *place,
                          const struct fact_path *path, const struct expr *value) {
    const struct fact_path *root = &place->root, *element = &place->element;
    bool in_place = fact_path_covers(root, path) > 0;
    if (in_place && (!has_element(changing, element, 1) || is_key(changing, path, root)))
        return true;
    if (in_place && takes_away(path, value, root))
        return empty_element(changing, place);
    struct fact_path there = *root;
    if (in_place)
        there = moved(changing, path, root, element);
    else if (goes_on(path, element))
        there = moved(changing, path, element, root);
    else if (!takes_away(path, value, element))
        return true;
    return change_there(changing, &there, value) && change_all_selected(changing, &there, value);
}

// What is supposed of the one is of the other; PATH has keys for places, which may be others there.
static bool change_elsewhere(struct changing *changing, const struct fact_path *path,
                             const struct expr *value) {
    struct fact_path real = place_real(changing->facts->loaded, path, changing->facts->arena);
    bool good = change_all_selected(changing, path, value);
    for (size_t i = 0; i < changing->facts->loaded->picked_count; i++) {
        struct own_place place = own_place(changing, &changing->facts->loaded->picked[i]);
        good = change_picked(changing, &place, &real, value) && good;
    }
    return good;
}

// ---- a change ----

static bool apply(struct changing *changing, struct fact_path *changed) {
    const struct expr *value;
    bool idle;
    if (!read_path(changing) || !read_value(changing, &value))
        return false;
    if (value != NULL && is_left_out(changing))
        return wrong(changing, CODE_UNKNOWN_PATH, "this element was not selected");
    *changed = overlay_name(changing->facts->overlay, &changing->path, changing->facts->arena);
    const char *problem = overlay_change(changing->facts->overlay, &changing->path, value, &idle);
    if (problem != NULL)
        return wrong(changing, CODE_UNKNOWN_PATH, problem);
    if (!change_elsewhere(changing, changed, value))
        return false;
    return !idle || wrong(changing, CODE_IDLE_CHANGE,
                          value != NULL ? "this is its value already" : "this is unknown already");
}

bool session_facts_apply(struct session_facts *facts) {
    bool good = true;
    if (facts->change_count == 0)
        return true;
    facts->overlay = overlay_new(facts->loaded);
    facts->changed = ARENA_ARRAY(facts->arena, struct fact_path, facts->change_count);
    for (size_t i = 0; i < facts->change_count; i++) {
        struct changing changing = {.facts = facts, .change = &facts->changes[i]};
        good = apply(&changing, &facts->changed[i]) && good;
    }
    facts->store = good ? overlay_store(facts->overlay) : NULL;
    return good;
}
