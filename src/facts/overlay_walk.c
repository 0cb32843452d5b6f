// Steps of a path: names, keys and places, and elements that are added for them.
#include "facts/overlay_walk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/time.h"
#include "facts/order.h"
#include "facts/value.h"

// ---- messages ----

// "vm["db01"].disk": the first steps of the path.
static const char *path_to(const struct walk *walk, size_t count) {
    struct fact_path path = *walk->path;
    path.count = count;
    return fact_path_text(&path, walk->arena);
}

bool walk_wrong(struct walk *walk, const char *format) {
    walk->problem = arena_printf(walk->arena, format, path_to(walk, walk->at));
    return false;
}

// The same of the last step, which is none of the words; the nearest of them is offered.
static bool wrong_word(struct walk *walk, const char *format, const char *word,
                       const char *const *words, size_t count) {
    const char *near = count > 0 ? nearest_word(word, words, count) : NULL;
    walk_wrong(walk, format);
    if (near != NULL)
        walk->problem = arena_printf(walk->arena, "%s; did you mean %s?", walk->problem, near);
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

// A key that the language writes without quotes: 2 MiB, a time.
static bool value_key(const struct type *type, const char *text, struct cell *key) {
    struct decimal number;
    struct dimension dimension;
    size_t size = strlen(text);
    key->rep = REP_INT;
    if (type->kind == TYPE_TIME)
        return time_parse(text, size, false, &key->as.integer);
    return quantity_parse(text, size, &number, &dimension) &&
           number_key(type, number, dimension, key);
}

static bool is_number(const struct type *type) {
    return type->kind == TYPE_INT || type->kind == TYPE_NUMBER;
}

bool walk_key(const struct walk *walk, const struct column_def *def, const struct fact_step *step,
              struct cell *key) {
    *key = (struct cell){.known = true};
    switch (step->kind) {
    case FACT_STEP_KEY:
        return type_is_textual(&def->type) && text_key(walk, &def->type, step->text, key);
    case FACT_STEP_VALUE:
        return !type_is_textual(&def->type) && value_key(&def->type, step->text, key);
    case FACT_STEP_POSITION:
        return is_number(&def->type) && step->position <= INT64_MAX &&
               number_key(&def->type, decimal_from_int((int64_t)step->position), DIMENSION_NONE,
                          key);
    case FACT_STEP_NAME:
        break;
    }
    return false;
}

// ---- elements ----

bool walk_check_cell(struct walk *walk, const struct column_def *def, size_t steps,
                     struct cell cell) {
    struct complaint complaint = {0};
    bool good = !is_number(&def->type) || value_check_limits(def, &cell, false, &complaint);
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
    if (view->alias[list->id]) // else it has elements of its own, be it that they were selected
        view_stand_in(view, list, false);
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
        if (at + 1 < end && column_same(store, keys, at, at + 1))
            return walk_wrong(walk, "two elements have the key of %s");
    }
    return true;
}

// There is no element with this key; the nearest of the first texts that are keys is offered.
static bool wrong_key(struct walk *walk, const struct space_def *list, const char *key) {
    enum { KEYS_COMPARED = 10000 };
    const struct store *store = &walk->view->store;
    const struct column *keys = store_column(store, list->key);
    uint32_t parent = walk->target.parent, count = 0;
    bool compared = parent != ROW_MISSING && type_is_textual(&list->key->type);
    uint32_t at = compared ? store->spaces[list->id].offsets[parent] : 0;
    uint32_t end = compared ? store->spaces[list->id].offsets[parent + 1] : 0;
    const char **words = ARENA_ARRAY(walk->arena, const char *, KEYS_COMPARED);
    for (; at < end && count < KEYS_COMPARED; at++)
        if (column_known(keys, at))
            words[count++] = intern_text(store->dictionary, column_cell(keys, at).as.id);
    return wrong_word(walk, "there is no %s", key, words, count);
}

static bool take_key(struct walk *walk, const struct space_def *list, struct cell key) {
    struct target *target = &walk->target;
    uint32_t row;
    if (!find_key(walk, list, target->parent, key, &row))
        return false;
    if (row == ROW_MISSING && !walk->adds)
        return wrong_key(walk, list, walk->path->steps[walk->at - 1].text);
    if (row == ROW_MISSING && !walk_check_cell(walk, list->key, walk->at, key))
        return false;
    if (row == ROW_MISSING && walk->adds_it)
        row = add_element(walk, list, target->parent, key);
    target->row = row;
    return true;
}

// Whether another element than that at the row has the digits of its place as its key, as machines
// have that are numbered.
static bool is_key_too(struct walk *walk, const struct space_def *list, uint64_t position,
                       uint32_t row) {
    char digits[24];
    struct fact_step step = {FACT_STEP_KEY, digits, 0};
    struct cell key;
    uint32_t found;
    snprintf(digits, sizeof digits, "%" PRIu64, position);
    return list->key != NULL && walk_key(walk, list->key, &step, &key) &&
           (!find_key(walk, list, walk->target.parent, key, &found) ||
            (found != ROW_MISSING && found != row));
}

static bool take_position(struct walk *walk, const struct space_def *list, uint64_t position) {
    struct target *target = &walk->target;
    const uint32_t *offsets = walk->view->store.spaces[list->id].offsets;
    if (target->parent == ROW_MISSING ||
        position >= offsets[target->parent + 1] - offsets[target->parent])
        return walk_wrong(walk, "there is no %s");
    target->row = offsets[target->parent] + (uint32_t)position;
    return !is_key_too(walk, list, position, target->row) ||
           walk_wrong(walk, "%s may be a place or a key; write a key in quotes");
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
    if (list->key != NULL && walk_key(walk, list->key, step, &key))
        return take_key(walk, list, key);
    if (step->kind == FACT_STEP_POSITION)
        return take_position(walk, list, step->position);
    return walk_wrong(walk, list->key != NULL ? "%s has no key of the list"
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

// SHAPE may be NULL: then there are no names.
static bool wrong_field(struct walk *walk, const struct shape *shape, const char *name) {
    uint32_t count = shape != NULL ? shape->record->field_count : 0;
    const char **names = ARENA_ARRAY(walk->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = shape->record->fields[i]->name;
    return wrong_word(walk, "the fact model has no %s", name, names, count);
}

static bool take_name(struct walk *walk, const struct fact_step *step) {
    struct target *target = &walk->target;
    bool inside = target->kind == TARGET_RECORD || target->kind == TARGET_ELEMENT;
    const struct member *member = inside ? find_member(target->shape, step->text) : NULL;
    if (target->kind == TARGET_LIST)
        return walk_wrong(walk, "%s is a list; name an element of it by its key");
    walk->at++;
    return member != NULL ? take_member(walk, member)
                          : wrong_field(walk, inside ? target->shape : NULL, step->text);
}

bool walk_steps(struct walk *walk, const struct model *model) {
    walk->target = (struct target){.kind = TARGET_RECORD, .shape = model->root_shape};
    walk->at = 0;
    while (walk->at < walk->path->count) {
        const struct fact_step *step = &walk->path->steps[walk->at];
        if (!fact_step_is_index(step)) {
            if (!take_name(walk, step))
                return false;
        } else if (walk->target.kind != TARGET_LIST) {
            return walk_wrong(walk, "%s is no list");
        } else if (!take_element(walk, step)) {
            return false;
        }
    }
    return walk->path->count > 0 || walk_wrong(walk, "the path is empty%s");
}
