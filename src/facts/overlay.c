// Changes of what a path leads to.
#include "facts/overlay.h"

#include <string.h>

#include "facts/overlay_walk.h"

struct overlay {
    struct view *view;
};

struct overlay *overlay_new(const struct store *base) {
    struct view *view = view_new(base);
    struct overlay *overlay = ARENA_NEW(view->store.arena, struct overlay);
    overlay->view = view;
    return overlay;
}

void overlay_free(struct overlay *overlay) {
    if (overlay != NULL)
        view_free(overlay->view);
}

const struct store *overlay_store(const struct overlay *overlay) {
    return &overlay->view->store;
}

// ---- values ----

static const struct type *target_type(const struct target *target) {
    bool plain =
        target->kind != TARGET_RECORD && target->list != NULL && target->list->shape == NULL;
    if (target->kind == TARGET_FIELD)
        return &target->column->type;
    if (target->kind == TARGET_LIST && plain)
        return &target->list->field->type;
    return target->kind == TARGET_ELEMENT && plain ? &target->list->element : NULL;
}

const struct type *overlay_type(const struct model *model, const struct fact_path *path,
                                struct arena *arena, const char **problem) {
    struct walk walk = {.path = path, .arena = arena};
    const struct type *type = NULL;
    if (walk_steps(&walk, model)) {
        type = target_type(&walk.target);
        if (type == NULL)
            walk_wrong(&walk, "%s is a record or a list of records; name a field of it");
    }
    *problem = walk.problem;
    return type;
}

static struct cell cell_of(struct view *view, const struct expr *value) {
    struct cell cell = {.known = true, .rep = rep_of(&value->type)};
    switch (cell.rep) {
    case REP_BIT:
        cell.as.bit = value->truth;
        break;
    case REP_INT:
        if (value->type.kind == TYPE_TIME)
            cell.as.integer = value->time;
        else if (!decimal_to_int(value->number, &cell.as.integer)) {
            cell.rep = REP_DECIMAL;
            cell.as.decimal = value->number;
        }
        break;
    case REP_TEXT:
        cell.as.id = intern_add(view->store.dictionary, value->text, strlen(value->text));
        break;
    case REP_DECIMAL:
    case REP_ROW:
    case REP_LIST:
        break;
    }
    return cell;
}

static bool check_value(struct walk *walk, const struct column_def *def, const struct expr *value) {
    struct cell cell = cell_of(walk->view, value);
    return walk_check_cell(walk, def, walk->path->count, cell);
}

// An element may be added by setting its key to what the path says.
static bool is_own_key(const struct walk *walk, const struct column_def *column,
                       const struct expr *value) {
    const struct fact_step *step = &walk->path->steps[walk->path->count - 2];
    struct cell key;
    if (!walk_key(walk, column, step, &key))
        return false;
    return value->text != NULL ? strcmp(step->text, value->text) == 0
                               : cell_equal(key, cell_of(walk->view, value));
}

static bool check_values(struct walk *walk, const struct target *target, const struct expr *value) {
    const struct type *type = target_type(target);
    if (type == NULL)
        return walk_wrong(walk, "%s is a record or a list of records; name a field of it");
    if (target->kind == TARGET_FIELD) {
        const struct column_def *column = target->column;
        if (column == column->space->key && !is_own_key(walk, column, value))
            return walk_wrong(walk, "%s is the key of its element; remove that and add another");
        return check_value(walk, column, value);
    }
    const struct column_def *column = target->list->columns[0];
    bool good = true;
    for (uint32_t i = 0; target->kind == TARGET_LIST && good && i < value->count; i++)
        good = check_value(walk, column, value->items[i]);
    return target->kind == TARGET_LIST ? good : check_value(walk, column, value);
}

// ---- changes ----

static void set_list(struct view *view, const struct target *target, const struct expr *value) {
    const struct space_def *list = target->list;
    const uint32_t *offsets = view->store.spaces[list->id].offsets;
    uint32_t row = offsets[target->row], old = offsets[target->row + 1] - row;
    view_splice(view, list, target->row, row, old, value->count);
    for (uint32_t i = 0; i < value->count; i++)
        view_put(view, list->columns[0], row + i, cell_of(view, value->items[i]));
    view_set_present(view, list, target->row, true);
    view_stand_in(view, list, false);
}

const char *overlay_set(struct overlay *overlay, const struct fact_path *path,
                        const struct expr *value) {
    struct view *view = overlay->view;
    struct walk walk = {.view = view, .path = path, .arena = view->store.arena, .adds = true};
    const struct target *target = &walk.target;
    if (!walk_steps(&walk, view->store.model) || !check_values(&walk, target, value))
        return walk.problem;
    walk.adds_it = true;
    walk_steps(&walk, view->store.model);
    if (target->kind == TARGET_LIST)
        set_list(view, target, value);
    else
        view_put(view, target->kind == TARGET_FIELD ? target->column : target->list->columns[0],
                 target->row, cell_of(view, value));
    view_settle(view);
    return NULL;
}

// A removed list of the root stands for its default again.
static void remove_list(struct view *view, const struct space_def *list, uint32_t parent) {
    const uint32_t *offsets = view->store.spaces[list->id].offsets;
    view_splice(view, list, parent, offsets[parent], offsets[parent + 1] - offsets[parent], 0);
    view_set_present(view, list, parent, false);
    view_stand_in(view, list, list->fallback != NULL);
}

static void remove_member(struct view *view, const struct member *member, uint32_t row) {
    switch (member->kind) {
    case MEMBER_COLUMN:
        view_put(view, member->column, row, (struct cell){.known = false});
        break;
    case MEMBER_NESTED:
        for (uint32_t i = 0; i < member->nested->record->field_count; i++)
            remove_member(view, &member->nested->members[i], row);
        break;
    case MEMBER_LIST:
        remove_list(view, member->list, row);
        break;
    }
}

static void remove_target(struct view *view, const struct target *target) {
    struct member record = {.kind = MEMBER_NESTED, .nested = target->shape};
    switch (target->kind) {
    case TARGET_FIELD:
        view_put(view, target->column, target->row, (struct cell){.known = false});
        break;
    case TARGET_RECORD:
        remove_member(view, &record, target->row);
        break;
    case TARGET_LIST:
        remove_list(view, target->list, target->row);
        break;
    case TARGET_ELEMENT:
        view_splice(view, target->list, target->parent, target->row, 1, 0);
        break;
    }
}

const char *overlay_remove(struct overlay *overlay, const struct fact_path *path) {
    struct view *view = overlay->view;
    struct walk walk = {.view = view, .path = path, .arena = view->store.arena};
    const struct target *target = &walk.target;
    if (!walk_steps(&walk, view->store.model))
        return walk.problem;
    if (target->kind == TARGET_FIELD && target->column == target->column->space->key) {
        walk_wrong(&walk, "%s is the key of its element; remove the element");
        return walk.problem;
    }
    remove_target(view, target);
    view_settle(view);
    return NULL;
}

// ---- questions ----

static bool knows_member(const struct store *store, const struct member *member, uint32_t row) {
    switch (member->kind) {
    case MEMBER_COLUMN:
        return column_known(store_column(store, member->column), row);
    case MEMBER_NESTED:
        for (uint32_t i = 0; i < member->nested->record->field_count; i++)
            if (knows_member(store, &member->nested->members[i], row))
                return true;
        return false;
    case MEMBER_LIST:
        return bit_get(store->spaces[member->list->id].present, row);
    }
    return false;
}

static bool knows_target(const struct store *store, const struct target *target) {
    struct member member = {.column = target->column, .nested = target->shape};
    switch (target->kind) {
    case TARGET_FIELD:
        member.kind = MEMBER_COLUMN;
        break;
    case TARGET_RECORD:
        member.kind = MEMBER_NESTED;
        break;
    case TARGET_LIST:
        member.kind = MEMBER_LIST;
        member.list = target->list;
        break;
    case TARGET_ELEMENT:
        return true;
    }
    return knows_member(store, &member, target->row);
}

bool overlay_knows(const struct overlay *overlay, const struct fact_path *path) {
    struct view *view = overlay->view;
    struct walk walk = {.view = view, .path = path, .arena = view->store.arena};
    return walk_steps(&walk, view->store.model) && knows_target(&view->store, &walk.target);
}

static bool has_cell(struct view *view, const struct column_def *def, uint32_t row,
                     const struct expr *value) {
    struct cell cell = column_cell(store_column(&view->store, def), row);
    return cell.known && cell_equal(cell, cell_of(view, value));
}

static bool has_values(struct view *view, const struct target *target, const struct expr *value) {
    const struct space *space = &view->store.spaces[target->list->id];
    uint32_t first = space->offsets[target->row], count = space->offsets[target->row + 1] - first;
    bool same = bit_get(space->present, target->row) && count == value->count;
    for (uint32_t i = 0; same && i < count; i++)
        same = has_cell(view, target->list->columns[0], first + i, value->items[i]);
    return same;
}

bool overlay_has(const struct overlay *overlay, const struct fact_path *path,
                 const struct expr *value) {
    struct view *view = overlay->view;
    struct walk walk = {.view = view, .path = path, .arena = view->store.arena};
    const struct target *target = &walk.target;
    if (!walk_steps(&walk, view->store.model) || target_type(target) == NULL)
        return false;
    if (target->kind == TARGET_LIST)
        return has_values(view, target, value);
    return has_cell(view, target->kind == TARGET_FIELD ? target->column : target->list->columns[0],
                    target->row, value);
}

struct fact_path overlay_name(const struct overlay *overlay, const struct fact_path *path,
                              struct arena *arena) {
    struct view *view = overlay->view;
    struct fact_path named = fact_path_copy(path, arena), first = *path;
    for (first.count = 1; first.count <= path->count; first.count++) {
        struct fact_step *step = &named.steps[first.count - 1];
        struct walk walk = {.view = view, .path = &first, .arena = view->store.arena};
        if (step->kind != FACT_STEP_POSITION || !walk_steps(&walk, view->store.model))
            continue;
        const struct column_def *key = walk.target.list->key;
        uint32_t id = key != NULL && type_is_textual(&key->type)
                          ? column_text(store_column(&view->store, key), walk.target.row)
                          : INTERN_NONE;
        if (id != INTERN_NONE)
            *step = (struct fact_step){FACT_STEP_KEY, intern_text(view->store.dictionary, id), 0};
    }
    return named;
}

bool overlay_key(const struct overlay *overlay, const struct space_def *list,
                 const struct fact_step *step, struct cell *key) {
    struct walk walk = {.view = overlay->view};
    return walk_key(&walk, list->key, step, key);
}

// An element that comes or goes has lists of its own and others behind it copied.
enum { OVERLAY_LIMIT = 256 << 20, OVERLAY_TIMES = 4 };

static bool has_room(const struct overlay *overlay) {
    size_t facts = arena_taken(overlay->view->base->arena);
    return arena_taken(overlay->view->store.arena) <= OVERLAY_LIMIT + OVERLAY_TIMES * facts;
}

const char *overlay_change(struct overlay *overlay, const struct fact_path *path,
                           const struct expr *value, bool *idle) {
    if (!has_room(overlay))
        return "what is changed takes more memory than it may: write it into the facts";
    *idle = value != NULL ? overlay_has(overlay, path, value) : !overlay_knows(overlay, path);
    return value != NULL ? overlay_set(overlay, path, value) : overlay_remove(overlay, path);
}
