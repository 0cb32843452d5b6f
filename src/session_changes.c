// Facts of a session changed after they were read: what if it were so?
#include <string.h>

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

// An element of a fleet that was picked stands there and in its place: what is supposed of the one
// is of the other.
static void change_picked(struct changing *changing, const struct picked *picked,
                          const struct fact_path *path, const struct expr *value) {
    struct arena *arena = changing->facts->arena;
    struct fact_path root = {0}, element = {0};
    fact_path_add_name(&root, arena, picked->root);
    fact_path_add_name(&element, arena, picked->list);
    fact_path_add_key(&element, arena, picked->key);
    bool in_place = path->count > root.count && fact_path_covers(&root, path) > 0, idle;
    if (!in_place && (path->count <= element.count || fact_path_covers(&element, path) == 0))
        return;
    struct fact_path *there = in_place ? &element : &root;
    fact_path_join(there, arena, path, in_place ? root.count : element.count);
    overlay_change(changing->facts->overlay, there, value, &idle); // it may be so there already
}

static void change_elsewhere(struct changing *changing, const struct expr *value) {
    const struct store *loaded = changing->facts->loaded;
    struct fact_path real = place_real(loaded, &changing->path, changing->facts->arena);
    for (size_t i = 0; i < loaded->picked_count; i++)
        change_picked(changing, &loaded->picked[i], &real, value);
}

static bool apply(struct changing *changing) {
    const struct expr *value;
    bool idle;
    if (!read_path(changing) || !read_value(changing, &value))
        return false;
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
