// Changes by path: from steps to rows and columns of a view.
#include "facts/overlay.h"

#include <string.h>

#include "base/time.h"
#include "facts/order.h"
#include "facts/value.h"
#include "facts/view.h"

enum { ROW_MISSING = UINT32_MAX }; // of an element that is not there

struct overlay {
    struct view *view;
};

// What a path leads to: a field, a record, a list, or an element of one (a plain value's is its
// field too). Rows are the parent's of a list.
enum target_kind { TARGET_FIELD, TARGET_RECORD, TARGET_LIST, TARGET_ELEMENT };
struct target {
    enum target_kind kind;
    const struct column_def *column; // FIELD
    const struct shape *shape;       // RECORD, ELEMENT of records
    const struct space_def *list;    // LIST, ELEMENT
    uint32_t row;
    uint32_t parent; // ELEMENT: of its list
};

// A path on its way through the store, or through the model alone where view is NULL.
struct walk {
    struct view *view;
    struct arena *arena; // of what is said
    const struct fact_path *path;
    bool adds;    // a missing element of a list with a key is not wrong
    bool adds_it; // and is added
    size_t at;    // the step after those that were taken
    struct target target;
    const char *problem;
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

// ---- messages ----

// "vm["db01"].disk": the first steps of the path.
static const char *path_to(const struct walk *walk, size_t count) {
    struct fact_path path = *walk->path;
    path.count = count;
    return fact_path_text(&path, walk->arena);
}

static bool wrong(struct walk *walk, const char *format) {
    walk->problem = arena_printf(walk->arena, format, path_to(walk, walk->at));
    return false;
}

// ---- keys ----

static bool text_key(const struct walk *walk, const struct type *type, const char *text,
                     struct cell *key) {
    size_t size = strlen(text);
    bool choice = type->kind != TYPE_ENUM;
    for (uint32_t i = 0; i < type->choice_count; i++)
        choice |= strcmp(type->choices[i], text) == 0;
    key->rep = REP_TEXT;
    key->as.id = walk->adds_it ? intern_add(walk->view->store.dictionary, text, size)
                               : intern_find(walk->view->store.dictionary, text, size);
    return choice;
}

static bool number_key(const struct type *type, struct decimal number, struct dimension dimension,
                       struct cell *key) {
    key->rep = REP_INT;
    if (!decimal_to_int(number, &key->as.integer)) {
        key->rep = REP_DECIMAL;
        key->as.decimal = number;
    }
    return dimension_equal(type->dimension, dimension) &&
           (type->kind == TYPE_NUMBER || key->rep == REP_INT);
}

// A key that the language writes without quotes: 2 MiB, true, a time.
static bool value_key(const struct type *type, const char *text, struct cell *key) {
    struct decimal number;
    struct dimension dimension;
    size_t size = strlen(text);
    key->rep = type->kind == TYPE_BOOL ? REP_BIT : REP_INT;
    key->as.bit = strcmp(text, "true") == 0;
    if (type->kind == TYPE_BOOL)
        return key->as.bit || strcmp(text, "false") == 0;
    if (type->kind == TYPE_TIME)
        return time_parse(text, size, false, &key->as.integer);
    return quantity_parse(text, size, &number, &dimension) &&
           number_key(type, number, dimension, key);
}

static bool is_number(const struct type *type) {
    return type->kind == TYPE_INT || type->kind == TYPE_NUMBER;
}

// Whether the step can be a key of this list.
static bool read_key(const struct walk *walk, const struct column_def *def,
                     const struct fact_step *step, struct cell *key) {
    *key = (struct cell){.known = true};
    switch (step->kind) {
    case FACT_STEP_KEY:
        return type_is_textual(&def->type) && text_key(walk, &def->type, step->text, key);
    case FACT_STEP_VALUE:
        return !type_is_textual(&def->type) && value_key(&def->type, step->text, key);
    case FACT_STEP_POSITION:
        return is_number(&def->type) && step->position < INT64_MAX &&
               number_key(&def->type, decimal_from_int((int64_t)step->position), DIMENSION_NONE,
                          key);
    case FACT_STEP_NAME:
        break;
    }
    return false;
}

// ---- elements ----

// Whether a number is within the limits of its field.
static bool check_cell(struct walk *walk, const struct column_def *def, size_t steps,
                       struct cell cell) {
    struct complaint complaint = {0};
    bool good = !is_number(&def->type) || value_check_limits(def, &cell, &complaint);
    if (!good)
        walk->problem = arena_printf(walk->arena, "%s: %s", path_to(walk, steps),
                                     text_data(&complaint.message));
    text_clear(&complaint.message);
    text_clear(&complaint.cure);
    return good;
}

// The first row of the parent's list that is not before the key; those without a key are last.
static uint32_t place_of(const struct store *store, const struct space_def *list, uint32_t parent,
                         struct cell key) {
    const uint32_t *offsets = store->spaces[list->id].offsets;
    uint32_t low = offsets[parent], high = offsets[parent + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct cell at = column_cell(store_column(store, list->key), middle);
        if (order_compare_cells(store, at, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t add_element(struct walk *walk, const struct space_def *list, uint32_t parent,
                            struct cell key) {
    struct view *view = walk->view;
    uint32_t row = place_of(&view->store, list, parent, key);
    view_splice(view, list, parent, row, 0, 1);
    view_put(view, list->key, row, key);
    view_set_present(view, list, parent, true);
    view->alias[list->id] = false;
    return row;
}

// The row of an element with the key; ROW_MISSING where there is none.
static bool find_key(struct walk *walk, const struct space_def *list, uint32_t parent,
                     struct cell key, uint32_t *row) {
    const struct store *store = &walk->view->store;
    const struct column *keys = store_column(store, list->key);
    bool unread = key.rep == REP_TEXT && key.as.id == INTERN_NONE; // of no text in the store
    *row = ROW_MISSING;
    if (unread || parent == ROW_MISSING)
        return true;
    uint32_t at = place_of(store, list, parent, key);
    uint32_t end = store->spaces[list->id].offsets[parent + 1];
    struct cell found = column_cell(keys, at);
    if (at < end && found.known && cell_equal(found, key)) {
        *row = at;
        if (at + 1 < end && column_same(keys, at, at + 1))
            return wrong(walk, "two elements have the key of %s");
    }
    return true;
}

static bool take_key(struct walk *walk, const struct space_def *list, struct cell key) {
    struct target *target = &walk->target;
    uint32_t row;
    if (!find_key(walk, list, target->parent, key, &row))
        return false;
    if (row == ROW_MISSING && !walk->adds)
        return wrong(walk, "there is no %s");
    if (row == ROW_MISSING && !check_cell(walk, list->key, walk->at, key))
        return false;
    if (row == ROW_MISSING && walk->adds_it)
        row = add_element(walk, list, target->parent, key);
    target->row = row;
    return true;
}

static bool take_position(struct walk *walk, const struct space_def *list, uint64_t position) {
    struct target *target = &walk->target;
    const uint32_t *offsets = walk->view->store.spaces[list->id].offsets;
    if (target->parent == ROW_MISSING ||
        position >= offsets[target->parent + 1] - offsets[target->parent])
        return wrong(walk, "there is no %s");
    target->row = offsets[target->parent] + (uint32_t)position;
    return true;
}

// The element of target.list that a step in brackets names.
static bool take_element(struct walk *walk, const struct fact_step *step) {
    struct target *target = &walk->target;
    const struct space_def *list = target->list;
    struct cell key;
    walk->at++;
    target->kind = TARGET_ELEMENT;
    target->parent = target->row;
    target->shape = list->shape;
    if (walk->view == NULL)
        return true;
    if (list->key != NULL && read_key(walk, list->key, step, &key))
        return take_key(walk, list, key);
    if (step->kind == FACT_STEP_POSITION)
        return take_position(walk, list, step->position);
    return wrong(walk, list->key != NULL ? "%s has no key of the list"
                                         : "%s: the list has no key; name a place, from 0");
}

// ---- steps ----

static const struct member *find_member(const struct shape *shape, const char *name) {
    for (uint32_t i = 0; shape != NULL && i < shape->record->field_count; i++)
        if (strcmp(shape->record->fields[i]->name, name) == 0)
            return &shape->members[i];
    return NULL;
}

// A list of the root that stands for its default, if that is there.
static const struct space_def *list_meant(const struct walk *walk, const struct space_def *list) {
    const struct view *view = walk->view;
    bool stands = view != NULL && view->alias[list->id] &&
                  bit_get(view->store.spaces[list->fallback->id].present, 0);
    return stands ? list->fallback : list;
}

static bool take_member(struct walk *walk, const struct member *member) {
    struct target *target = &walk->target;
    switch (member->kind) {
    case MEMBER_COLUMN:
        target->kind = TARGET_FIELD;
        target->column = member->column;
        break;
    case MEMBER_NESTED:
        target->kind = TARGET_RECORD;
        target->shape = member->nested;
        break;
    case MEMBER_LIST:
        target->kind = TARGET_LIST;
        target->list = list_meant(walk, member->list);
        break;
    }
    return true;
}

static bool take_name(struct walk *walk, const struct fact_step *step) {
    struct target *target = &walk->target;
    bool inside = target->kind == TARGET_RECORD || target->kind == TARGET_ELEMENT;
    const struct member *member = inside ? find_member(target->shape, step->text) : NULL;
    if (target->kind == TARGET_LIST)
        return wrong(walk, "%s is a list; name an element of it by its key");
    walk->at++;
    return member != NULL ? take_member(walk, member) : wrong(walk, "the fact model has no %s");
}

static bool walk_steps(struct walk *walk, const struct model *model) {
    walk->target = (struct target){.kind = TARGET_RECORD, .shape = model->root_shape};
    walk->at = 0;
    while (walk->at < walk->path->count) {
        const struct fact_step *step = &walk->path->steps[walk->at];
        if (!fact_step_is_index(step)) {
            if (!take_name(walk, step))
                return false;
        } else if (walk->target.kind != TARGET_LIST) {
            return wrong(walk, "%s is no list");
        } else if (!take_element(walk, step)) {
            return false;
        }
    }
    return walk->path->count > 0 || wrong(walk, "the path is empty%s");
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
            wrong(&walk, "%s is a record or a list of records; name a field of it");
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
    return check_cell(walk, def, walk->path->count, cell);
}

// An element may be added by setting its key to what the path says.
static bool is_own_key(const struct walk *walk, const struct expr *value) {
    const struct fact_step *step = &walk->path->steps[walk->path->count - 2];
    return walk->path->count > 1 && step->kind == FACT_STEP_KEY && value->text != NULL &&
           strcmp(step->text, value->text) == 0;
}

static bool check_values(struct walk *walk, const struct target *target, const struct expr *value) {
    const struct type *type = target_type(target);
    if (type == NULL)
        return wrong(walk, "%s is a record or a list of records; name a field of it");
    if (target->kind == TARGET_FIELD) {
        const struct column_def *column = target->column;
        if (column == column->space->key && !is_own_key(walk, value))
            return wrong(walk, "%s is the key of its element; remove that and add another");
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
    view->alias[list->id] = false;
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

// A list of the root that is gone stands for its default again.
static void remove_list(struct view *view, const struct space_def *list, uint32_t parent) {
    const uint32_t *offsets = view->store.spaces[list->id].offsets;
    view_splice(view, list, parent, offsets[parent], offsets[parent + 1] - offsets[parent], 0);
    view_set_present(view, list, parent, false);
    view->alias[list->id] = list->fallback != NULL;
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
        wrong(&walk, "%s is the key of its element; remove the element");
        return walk.problem;
    }
    remove_target(view, target);
    view_settle(view);
    return NULL;
}
