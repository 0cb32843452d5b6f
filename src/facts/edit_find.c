// Walks the model and the text of a facts file side by side.
#include "facts/edit_find.h"

#include <string.h>

#include "check/pattern.h"
#include "facts/edit_index.h"

static void walk(struct edit_find *find, size_t index, const struct record *record,
                 const struct part *object);

// A list, and the key that is looked for in it.
struct wanted_key {
    const struct edit_index *list;
    const struct record *record;
    const char *key;
    size_t index; // of the path behind it
};

// An element of that very name is meant even if the name reads like a glob.
static bool walk_named(struct edit_find *find, const struct wanted_key *wanted) {
    const struct edit_index *list = wanted->list;
    size_t first = edit_index_find(list, wanted->key), place = first;
    for (; edit_index_is(list, place, wanted->key); place++)
        walk(find, wanted->index, wanted->record, &list->items[list->by_name[place]].part);
    return place > first;
}

static bool walk_alike(struct edit_find *find, const struct wanted_key *wanted,
                       const struct pattern *glob) {
    struct pattern_scratch *scratch = pattern_scratch_new();
    bool any = false;
    for (size_t i = 0; i < wanted->list->count; i++) {
        const struct edit_item *item = &wanted->list->items[i];
        if (item->name == NULL || pattern_match(glob, scratch, item->name, strlen(item->name)) != 1)
            continue;
        walk(find, wanted->index, wanted->record, &item->part);
        any = true;
    }
    pattern_scratch_free(scratch);
    return any;
}

static void miss(struct edit_find *find, const struct wanted_key *wanted, const char *list) {
    find->missed = list;
    find->key = wanted->key;
    for (size_t i = 0; i < wanted->list->count; i++)
        if (wanted->list->items[i].name != NULL)
            ARENA_PUSH(find->edit->arena, find->near, find->near_count, find->near_room) =
                wanted->list->items[i].name;
}

static void walk_keys(struct edit_find *find, size_t index, const struct record *record,
                      const struct part *list) {
    const char *key = edit_key(find->edit, &record->key->type, find->path->steps[index].text);
    struct pattern_error error;
    struct wanted_key wanted = {edit_index(find->edit, list, record->key), record, key, index + 1};
    if (walk_named(find, &wanted))
        return;
    struct pattern *glob =
        pattern_compile(find->edit->arena, PATTERN_LIKE, key, strlen(key), &error);
    if (glob == NULL || !walk_alike(find, &wanted, glob))
        miss(find, &wanted, find->path->steps[index - 1].text);
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
