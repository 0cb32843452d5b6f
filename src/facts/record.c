// Reads the tokens of JSON values into rows and columns.
#include "config.h"

#include "facts/record.h"

#include <stdlib.h>
#include <string.h>

#include "facts/compact.h"
#include "facts/escape.h"
#include "facts/extra.h"
#include "facts/shortcut.h"

struct scan_token read_json_decode(struct reader *reader, const struct scan_token *token) {
    struct scan_token plain = *token;
    if (token->kind != SCAN_ESCAPED)
        return plain;
    plain.kind = SCAN_TEXT;
    plain.as.at = escape_text(reader->scratch, token);
    plain.size = (uint32_t)strlen(plain.as.at);
    return plain;
}

static const char *name_text(struct reader *reader, const struct scan_token *name) {
    return arena_copy(reader->scratch, name->as.at, name->size);
}

static void mismatch(struct reader *reader, const struct type *type, const struct scan_token *token,
                     const struct path *path, const char *name) {
    struct scan_token plain = read_json_decode(reader, token);
    value_mismatch(&reader->complaint, type, &plain);
    reader_complain(reader, path, name);
}

static int compare_names(const void *a, const void *b) {
    const struct scan_token *left = a, *right = b;
    uint32_t size = left->size < right->size ? left->size : right->size;
    int compared = memcmp(left->as.at, right->as.at, size);
    return compared != 0 ? compared : (left->size > right->size) - (left->size < right->size);
}

// Reports the doubled names among those that the plan has no slot for (all of them without a plan).
static void check_doubled(struct reader *reader, struct plan *plan, const struct scan_token *object,
                          const struct path *path) {
    struct scan_token *names =
        arena_alloc(reader->scratch, ((size_t)object->size / 2 + 1) * sizeof *names);
    size_t count = 0;
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *name = object + 1; name < end; name = scan_next(name + 1)) {
        names[count] = read_json_decode(reader, name);
        if (plan == NULL ||
            plan_find(plan, &plan->first, names[count].as.at, names[count].size) == NULL)
            count++;
    }
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (compare_names(&names[i - 1], &names[i]) == 0 &&
            (i == 1 || compare_names(&names[i - 2], &names[i]) != 0))
            reader_say_doubled(reader, path, name_text(reader, &names[i]));
}

static void look_through(struct reader *reader, const struct scan_token *token,
                         const struct path *path);

static void look_through_list(struct reader *reader, const struct scan_token *list,
                              const struct path *path) {
    struct path step = {path, NULL, 0};
    const struct scan_token *end = scan_next(list);
    for (const struct scan_token *element = list + 1; element < end; element = scan_next(element)) {
        look_through(reader, element, &step);
        step.index++;
    }
}

static void look_through_object(struct reader *reader, const struct scan_token *object,
                                const struct path *path) {
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *name = object + 1; name < end; name = scan_next(name + 1)) {
        if (name[1].kind < SCAN_LIST)
            continue;
        struct scan_token plain = read_json_decode(reader, name);
        struct path step = {path, name_text(reader, &plain), 0};
        look_through(reader, name + 1, &step);
    }
    check_doubled(reader, NULL, object, path);
}

// What the model does not know is still JSON without doubled members. As deep as the scan allows.
static void look_through(struct reader *reader, const struct scan_token *token,
                         const struct path *path) {
    if (token->kind == SCAN_LIST)
        look_through_list(reader, token, path);
    else if (token->kind == SCAN_OBJECT)
        look_through_object(reader, token, path);
}

// Where a value is: a column of a row, which the slot of a plan leads to.
struct target {
    struct plan *plan;
    struct slot *slot;
    const struct column_def *column;
    uint32_t row;
    const struct path *path;
    const char *name; // the last step, or NULL
};

static uint32_t text_id(struct reader *reader, const struct target *target,
                        const struct scan_token *token) {
    struct recent *recent = plan_recent(target->plan, target->slot, token->as.at, token->size);
    if (recent->text == NULL || recent->size != token->size ||
        !same_bytes(recent->text, token->as.at, token->size)) {
        struct intern *dictionary = reader->build->store->dictionary;
        struct column *column = build_column(reader->build, target->column);
        recent->id = column->loose
                         ? intern_append(dictionary, &column->room, token->as.at, token->size)
                         : intern_add(dictionary, token->as.at, token->size);
        recent->text = intern_text(dictionary, recent->id);
        recent->size = token->size;
    }
    return recent->id;
}

static void read_column(struct reader *reader, const struct target *target,
                        const struct scan_token *token) {
    struct build *build = reader->build;
    const struct column_def *column = target->column;
    struct scan_token plain;
    struct cell cell;
    if (column->type.kind == TYPE_POISON)
        return; // reported with the model
    if (token->kind == SCAN_ESCAPED) {
        plain = read_json_decode(reader, token);
        token = &plain;
    }
    if (!value_read(column, token, &cell, &reader->complaint)) {
        reader_complain(reader, target->path, target->name);
        return;
    }
    if (target->row == ROW_NONE || !build->keep[column->id])
        return;
    if (cell.rep == REP_TEXT)
        cell.as.id = text_id(reader, target, token);
    if (!build_put(build, column, target->row, &cell))
        reader_conflict(reader, target->path, target->name, column, target->row, cell);
}

static void read_record(struct reader *reader, struct plan *plan, uint32_t row,
                        const struct scan_token *object, const struct path *path);

// The value of a member, or NULL.
static const struct scan_token *find_member(struct reader *reader, const struct scan_token *object,
                                            const char *name) {
    size_t size = strlen(name);
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *member = object + 1; member < end;
         member = scan_next(member + 1)) {
        struct scan_token plain = read_json_decode(reader, member);
        if (plain.size == size && memcmp(plain.as.at, name, size) == 0)
            return member + 1;
    }
    return NULL;
}

// The row of the element of an earlier file with the key of this one, or ROW_NONE.
static uint32_t find_merged(struct reader *reader, const struct space_def *list, uint32_t parent,
                            const struct scan_token *object) {
    const struct scan_token *found = find_member(reader, object, list->key->field->name);
    if (found == NULL || found->kind == SCAN_NULL || list->key->type.kind == TYPE_POISON)
        return ROW_NONE;
    struct scan_token token = read_json_decode(reader, found);
    struct cell key;
    bool good = value_read(list->key, &token, &key, &reader->complaint);
    text_reset(&reader->complaint.message);
    text_reset(&reader->complaint.cure);
    if (!good)
        return ROW_NONE;
    if (key.rep == REP_TEXT) {
        key.as.id = intern_find(reader->build->store->dictionary, token.as.at, token.size);
        if (key.as.id == INTERN_NONE)
            return ROW_NONE;
    }
    return build_find_row(reader->build, list, parent, key);
}

static uint32_t element_row(struct reader *reader, const struct space_def *list, uint32_t parent,
                            const struct scan_token *token, const struct path *path) {
    struct build *build = reader->build;
    if (parent == ROW_NONE || !build->spaces[list->id].wanted)
        return ROW_NONE;
    uint32_t row = ROW_NONE;
    if (token->kind == SCAN_OBJECT && build_may_merge(build, list, parent))
        row = find_merged(reader, list, parent, token);
    if (row != ROW_NONE && !build_merge(build, list, row))
        row = ROW_NONE; // two of one file, which are kept
    if (row == ROW_NONE)
        row = build_add_row(build, list, parent);
    if (row == ROW_NONE)
        reader_error(reader, CODE_TOO_LARGE, path, NULL, "more elements than can be held");
    return row;
}

void read_json_element(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t parent,
                       const struct scan_token *token, const struct path *path) {
    const struct space_def *list = slot->member->list;
    bool record = list->shape != NULL;
    if (record && token->kind != SCAN_NULL && token->kind != SCAN_OBJECT) {
        mismatch(reader, &list->element, token, path, NULL);
        return;
    }
    uint32_t row = element_row(reader, list, parent, token, path);
    if (token->kind == SCAN_NULL)
        return;
    if (record)
        read_record(reader, plan_nested(plan, slot), row, token, path);
    else
        read_column(reader, &(struct target){plan, slot, list->columns[0], row, path, NULL}, token);
}

static void read_list(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const struct scan_token *token, const struct path *path) {
    const struct space_def *list = slot->member->list;
    if (row != ROW_NONE && !build_open_list(reader->build, list, row)) {
        reader_list_conflict(reader, path, slot->name, list, row);
        return;
    }
    struct path step = {path, slot->name, 0};
    struct path place = {&step, NULL, 0};
    const struct scan_token *end = scan_next(token);
    for (const struct scan_token *element = token + 1; element < end;
         element = scan_next(element)) {
        read_json_element(reader, plan, slot, row, element, &place);
        place.index++;
    }
}

static void read_slot(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const struct scan_token *token, const struct path *path) {
    if (token->kind == SCAN_NULL)
        return;
    switch (slot->member->kind) {
    case MEMBER_COLUMN:
        read_column(reader,
                    &(struct target){plan, slot, slot->member->column, row, path, slot->name},
                    token);
        break;
    case MEMBER_NESTED:
        if (token->kind == SCAN_OBJECT) {
            struct path step = {path, slot->name, 0};
            read_record(reader, plan_nested(plan, slot), row, token, &step);
        } else {
            mismatch(reader, &slot->field->type, token, path, slot->name);
        }
        break;
    case MEMBER_LIST:
        if (token->kind == SCAN_LIST)
            read_list(reader, plan, slot, row, token, path);
        else
            mismatch(reader, &slot->field->type, token, path, slot->name);
        break;
    }
}

// null is as absent, as it is of a field.
static void keep_extra(struct reader *reader, const struct shape *shape, uint32_t row,
                       const char *name, const struct scan_token *token) {
    struct text json = {0};
    if (!reader->options->keep_extras || row == ROW_NONE || token->kind == SCAN_NULL)
        return;
    compact_add(&json, reader, token);
    extra_add(reader->build, shape, row, name, text_data(&json));
    text_clear(&json);
}

static void read_unknown(struct reader *reader, struct plan *plan, struct slot *slot,
                         const char *name, uint32_t row, const struct scan_token *token,
                         const struct path *path) {
    struct path step = {path, name, 0};
    reader_unknown(reader, plan, slot, path, name);
    look_through(reader, token, &step);
    keep_extra(reader, plan->shape, row, name, token);
}

void read_json_member(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const struct scan_token *token, const struct path *path) {
    if (slot->member != NULL)
        read_slot(reader, plan, slot, row, token, path);
    else
        read_unknown(reader, plan, slot, slot->name, row, token, path);
}

static void read_record(struct reader *reader, struct plan *plan, uint32_t row,
                        const struct scan_token *object, const struct path *path) {
    uint64_t number = reader_begin_object(reader);
    struct slot *last = &plan->first;
    bool crowded = false;
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *at = object + 1; at < end; at = scan_next(at + 1)) {
        struct scan_token name = *at;
        if (name.kind == SCAN_ESCAPED)
            name = read_json_decode(reader, at);
        struct slot *slot = plan_find(plan, last, name.as.at, name.size);
        if (slot == NULL) {
            crowded = true;
            read_unknown(reader, plan, NULL, name_text(reader, &name), row, at + 1, path);
        } else if (slot->seen >= number) {
            reader_doubled(reader, path, slot, number);
        } else {
            slot->seen = number;
            last = slot;
            if (!shortcut_take(reader, plan, slot, row, at + 1))
                read_json_member(reader, plan, slot, row, at + 1, path);
        }
    }
    if (crowded)
        check_doubled(reader, plan, object, path);
}

const char *read_json_key(struct reader *reader, struct plan *plan,
                          const struct scan_token *token) {
    if (token->kind != SCAN_OBJECT)
        return NULL;
    const struct scan_token *found = find_member(reader, token, plan->shape->record->key->name);
    if (found == NULL || (found->kind != SCAN_TEXT && found->kind != SCAN_ESCAPED))
        return NULL;
    struct scan_token text = read_json_decode(reader, found);
    return name_text(reader, &text);
}

void read_json_pick(struct reader *reader, struct plan *plan, const struct scan_token *token,
                    const struct path *path) {
    read_record(reader, plan, 0, token, path);
}
