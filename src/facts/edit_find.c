// Walks the model and the text of a facts file side by side.
#include "facts/edit_find.h"

#include <string.h>

#include "check/pattern.h"

static const char *key_text(const struct edit_find *find, const struct record *record,
                            const struct part *element) {
    struct part key = {0};
    if (record->key != NULL)
        key = edit_member(find->edit, element, record->key->name);
    return edit_text(find->edit, &key);
}

// An element of that very name is meant even if the name reads like a glob.
static bool has_key(const struct edit_find *find, const struct record *record,
                    const struct part *list, const char *key) {
    struct part element = {0};
    while ((element = edit_next(find->edit, list, element)).begin != NULL) {
        const char *text = key_text(find, record, &element);
        if (text != NULL && strcmp(text, key) == 0)
            return true;
    }
    return false;
}

// What a key of the path asks for: one element, or those that match a glob.
struct wanted_key {
    const char *key;
    bool exact;
    struct pattern *glob; // NULL where the key is none
    struct pattern_scratch *scratch;
};

static bool is_wanted(const struct wanted_key *wanted, const char *text) {
    if (text == NULL || wanted->exact)
        return text != NULL && strcmp(text, wanted->key) == 0;
    return wanted->glob != NULL &&
           pattern_match(wanted->glob, wanted->scratch, text, strlen(text)) == 1;
}

static void walk(struct edit_find *find, size_t index, const struct record *record,
                 const struct part *object);

static bool walk_wanted(struct edit_find *find, size_t index, const struct record *record,
                        const struct part *list, const struct wanted_key *wanted) {
    struct part element = {0};
    bool any = false;
    while ((element = edit_next(find->edit, list, element)).begin != NULL) {
        const char *text = key_text(find, record, &element);
        if (is_wanted(wanted, text)) {
            walk(find, index, record, &element);
            any = true;
        } else if (text != NULL) {
            ARENA_PUSH(find->edit->arena, find->near, find->near_count, find->near_room) = text;
        }
    }
    return any;
}

static void walk_keys(struct edit_find *find, size_t index, const struct record *record,
                      const struct part *list) {
    const char *key = find->path->steps[index].text;
    struct pattern_error error;
    struct wanted_key wanted = {.key = key, .exact = has_key(find, record, list, key)};
    if (!wanted.exact)
        wanted.glob = pattern_compile(find->edit->arena, PATTERN_LIKE, key, strlen(key), &error);
    wanted.scratch = pattern_scratch_new();
    if (!walk_wanted(find, index + 1, record, list, &wanted)) {
        find->missed = find->path->steps[index - 1].text;
        find->key = key;
    }
    pattern_scratch_free(wanted.scratch);
}

// As deep as the path.
static void walk(struct edit_find *find, size_t index, const struct record *record,
                 const struct part *object) {
    const struct fact_path *path = find->path;
    if (index == path->count) {
        if (part_is(object, '{'))
            find->visit(find->state, object);
        return;
    }
    const struct field *field = record_find(record, path->steps[index].text);
    const struct record *next = field != NULL ? record_held(&field->type) : NULL;
    struct part member = edit_member(find->edit, object, path->steps[index].text), element = {0};
    bool keyed = index + 1 < path->count && fact_step_is_index(&path->steps[index + 1]);
    if (next == NULL)
        return;
    if (part_is(&member, '[') && keyed)
        walk_keys(find, index + 1, next, &member);
    else if (part_is(&member, '['))
        while ((element = edit_next(find->edit, &member, element)).begin != NULL)
            walk(find, index + 1, next, &element);
    else if (part_is(&member, '{') && !keyed)
        walk(find, index + 1, next, &member);
}

// The default of the list of the root that a path begins with, or NULL.
static const struct space_def *default_of(const struct edit_find *find) {
    const struct model *model = find->model;
    const struct field *field = record_find(model->root, find->path->steps[0].text);
    const struct member *place = field != NULL ? &model->root_shape->members[field->index] : NULL;
    return place != NULL && place->kind == MEMBER_LIST ? place->list->fallback : NULL;
}

void edit_find(struct edit_find *find) {
    const struct fact_path *asked = find->path;
    struct part root = edit_root(find->edit);
    struct part member = edit_member(find->edit, &root, find->path->steps[0].text);
    const struct space_def *fallback = default_of(find);
    struct fact_path real = {0};
    if (fallback != NULL && (member.begin == NULL || part_is(&member, 'n'))) {
        fact_path_add_name(&real, find->edit->arena, fallback->path);
        fact_path_join(&real, find->edit->arena, find->path, 1);
        find->path = &real;
    }
    walk(find, 0, find->model->root, &root);
    find->path = asked;
}
