// Completion of what the facts on the line hold: hosts, keys, and paths of facts.
#include "config.h"

#include "cli/complete.h"

#include <string.h>

#include "facts/shown.h"

// ---- the facts on the line ----

// Adds a file, unless reading it may take long or wait. Of "LIST=FILE" the file counts.
static void add_file(struct completing *completing, const char *value) {
    size_t length = loader_list_length(value);
    const char *path = value + (length > 0 ? length + 1 : 0);
    const char *readable = complete_readable(completing, path);
    if (readable != NULL)
        session_facts_add_file(
            completing->facts,
            arena_printf(completing->arena, "%.*s%s", (int)(path - value), value, readable));
}

// The model of the facts, or NULL.
static const struct model *model_of(struct completing *completing) {
    const struct session *session = complete_session(completing);
    return session->loadable ? session->program->model : NULL;
}

// What was read, or NULL. Hosts are never asked.
static const struct store *facts_of(struct completing *completing) {
    struct session *session = complete_session(completing);
    if (!completing->facts_tried && session->loadable) {
        completing->facts = session_facts_new(session, session->program->diagnostics);
        for (size_t i = 0; i < completing->given_count; i++)
            if (completing->given[i].kind == VALUE_FACTS || completing->given[i].kind == VALUE_HOST)
                add_file(completing, completing->given[i].value);
        session_facts_load(completing->facts);
    }
    completing->facts_tried = true;
    return completing->facts != NULL ? completing->facts->store : NULL;
}

// The text of a row's key, NULL where it has none.
static const char *key_of(const struct store *store, const struct space_def *def, uint32_t row) {
    struct cell cell = column_cell(store_column(store, def->key), row);
    return cell.known ? shown_text(store, cell) : NULL;
}

// Rows of a list with keys: all, or those of one row of its parent; none where def is NULL.
struct rows {
    const struct space_def *def;
    uint32_t from, to;
};

static struct rows all_rows(const struct store *store, const struct space_def *def) {
    if (store == NULL || def == NULL || def->key == NULL)
        return (struct rows){NULL, 0, 0};
    return (struct rows){def, 0, store->spaces[def->id].rows};
}

// Those of the element with that key, or all where there is none.
static struct rows rows_within(const struct store *store, const struct space_def *def,
                               const struct rows *parents, const char *key) {
    struct rows rows = all_rows(store, def);
    if (rows.def == NULL || parents->def == NULL || parents->def != def->parent)
        return rows;
    const uint32_t *offsets = store->spaces[def->id].offsets;
    for (uint32_t row = parents->from; row < parents->to; row++) {
        const char *text = key_of(store, parents->def, row);
        if (text != NULL && strcmp(text, key) == 0)
            return (struct rows){def, offsets[row], offsets[row + 1]};
    }
    return rows;
}

// Calls take with the key of each row, in their order.
static void each_key(struct completing *completing, const struct rows *rows,
                     void (*take)(void *state, const char *key), void *state) {
    const struct store *store = facts_of(completing);
    for (uint32_t row = rows->from; row < rows->to; row++) {
        const char *text = key_of(store, rows->def, row);
        if (text != NULL)
            take(state, text);
    }
}

static const struct space_def *root_list(const struct model *model, const char *name) {
    const struct field *field = model != NULL ? record_find(model->root, name) : NULL;
    const struct member *member = field != NULL ? &model->root_shape->members[field->index] : NULL;
    return member != NULL && member->kind == MEMBER_LIST ? member->list : NULL;
}

// ---- keys ----

struct keys {
    struct completing *completing;
    const char *lead, *tail;
    bool brackets; // the key of a path
};

// Within brackets, keys that would end them stand in quotes, or all do where one was begun.
static void take_key(void *state, const char *key) {
    const struct keys *keys = state;
    struct completing *completing = keys->completing;
    bool begun = keys->brackets && completing->word[0] == '"';
    struct text text = {0};
    text_add(&text, keys->lead);
    if (begun || (keys->brackets && strpbrk(key, "[]\"") != NULL))
        text_add_quoted(&text, key);
    else
        text_add(&text, key);
    text_add(&text, keys->tail);
    complete_add(completing, text_data(&text), "");
    text_clear(&text);
}

static void add_keys(struct completing *completing, const char *list, struct keys *keys) {
    const struct model *model = model_of(completing);
    struct rows rows = all_rows(facts_of(completing), root_list(model, list));
    each_key(completing, &rows, take_key, keys);
}

void complete_keys(struct completing *completing, const char *list, const char *lead,
                   const char *tail) {
    struct keys keys = {completing, lead, tail, false};
    if (strncmp(completing->word, lead, strlen(lead)) == 0 ||
        strncmp(completing->word, lead, strlen(completing->word)) == 0)
        add_keys(completing, list, &keys);
}

void complete_selection(struct completing *completing) {
    const struct model *model = model_of(completing);
    size_t length = strcspn(completing->word, "=");
    if (model == NULL)
        return;
    if (completing->word[length] == '=') {
        const char *list = arena_copy(completing->arena, completing->word, length);
        complete_enter(completing, length + 1);
        complete_keys(completing, list, "", "");
        return;
    }
    for (uint32_t i = 0; i < model->root->field_count; i++)
        if (model->root_shape->members[i].kind == MEMBER_LIST)
            complete_add(completing,
                         arena_printf(completing->arena, "%s=", model->root->fields[i]->name),
                         model->root->fields[i]->description);
}

// Marks the lists of the root that loops go through, or whose elements' lists they do.
static void mark_lists(bool *lists, const struct loop *loops, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const struct space_def *space = loops[i].space;
        while (space != NULL && space->parent != NULL && space->parent->id != 0)
            space = space->parent;
        if (space != NULL)
            lists[space->id] = true;
    }
}

// As in struct element_list: by for each, and by outermost quantifiers.
static void mark_rule(bool *lists, const struct rule *rule) {
    mark_lists(lists, rule->loops, rule->loop_count);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct expr *body = rule->requirements[i].condition;
        for (; body->kind == EXPR_FOLD && (body->fold == FOLD_EVERY || body->fold == FOLD_NO);
             body = body->sequence->element)
            mark_lists(lists, body->sequence->loops, body->sequence->loop_count);
    }
}

// The lists that the rules of the run have something to say of.
void complete_list(struct completing *completing) {
    const struct session *session = complete_session(completing);
    const struct model *model = model_of(completing);
    if (model == NULL || !session->understood)
        return;
    bool *lists = ARENA_ARRAY(completing->arena, bool, model->space_count);
    for (uint32_t p = 0; p < session->program->policy_count; p++)
        for (uint32_t r = 0; r < session->program->policies[p]->rule_count; r++)
            mark_rule(lists, &session->program->policies[p]->rules[r]);
    for (uint32_t i = 1; i < model->space_count; i++)
        if (lists[i])
            complete_add(completing, model->spaces[i]->path, model->spaces[i]->field->description);
}

// ---- paths ----

// A path as far as it is written: what the next name stands in, or the list whose key is open.
struct walk {
    struct completing *completing;
    bool keys, value;
    const struct shape *shape;
    struct rows rows; // the elements of the list whose key came last
    const char *key;  // that, or ""
};

static const char *behind(const struct walk *walk, const struct member *member) {
    switch (member->kind) {
    case MEMBER_NESTED:
        return ".";
    case MEMBER_LIST:
        return walk->keys ? "[" : member->list->shape != NULL ? "." : "";
    case MEMBER_COLUMN:
        break;
    }
    return walk->value ? "=" : "";
}

static void add_members(const struct walk *walk) {
    const struct record *record = walk->shape->record;
    for (uint32_t i = 0; i < record->field_count; i++)
        complete_add(walk->completing,
                     arena_printf(walk->completing->arena, "%s%s", record->fields[i]->name,
                                  behind(walk, &walk->shape->members[i])),
                     record->fields[i]->description);
}

static void add_path_keys(const struct walk *walk, const struct space_def *list) {
    const char *tail = list->shape != NULL ? "]." : walk->value ? "]=" : "]";
    struct keys keys = {walk->completing, "", tail, true};
    each_key(walk->completing, &walk->rows, take_key, &keys);
}

// Goes on behind the key of an element, if it is closed. False where there is nothing more to do.
static bool enter_element(struct walk *walk, const struct space_def *list) {
    struct completing *completing = walk->completing;
    const char *word = completing->word, *end = strstr(word, "].");
    walk->rows = rows_within(facts_of(completing), list, &walk->rows, walk->key);
    if (end == NULL) {
        add_path_keys(walk, list);
        return false;
    }
    size_t quote = word[0] == '"' && end > word + 1 ? 1 : 0;
    walk->key = arena_copy(completing->arena, word + quote, (size_t)(end - word) - 2 * quote);
    complete_enter(completing, (size_t)(end - word) + 2);
    walk->shape = list->shape;
    return walk->shape != NULL;
}

static bool enter_member(struct walk *walk, size_t length) {
    struct completing *completing = walk->completing;
    const char *name = arena_copy(completing->arena, completing->word, length);
    const struct field *field = record_find(walk->shape->record, name);
    const struct member *member = field != NULL ? &walk->shape->members[field->index] : NULL;
    char next = completing->word[length];
    complete_enter(completing, length + 1);
    if (member == NULL)
        return false;
    if (next == '=' && member->kind == MEMBER_COLUMN && walk->value)
        complete_type(completing, &member->column->type);
    if (next == '[' && member->kind == MEMBER_LIST && walk->keys)
        return enter_element(walk, member->list);
    if (next != '.')
        return false;
    walk->shape = member->kind == MEMBER_NESTED                ? member->nested
                  : member->kind == MEMBER_LIST && !walk->keys ? member->list->shape
                                                               : NULL;
    return walk->shape != NULL;
}

void complete_path(struct completing *completing, bool keys, bool value) {
    const struct model *model = model_of(completing);
    struct walk walk = {.completing = completing, .keys = keys, .value = value, .key = ""};
    walk.shape = model != NULL ? model->root_shape : NULL;
    const char *comma = keys ? NULL : strrchr(completing->word, ',');
    if (comma != NULL)
        complete_enter(completing, (size_t)(comma - completing->word) + 1);
    while (walk.shape != NULL) {
        size_t length = strcspn(completing->word, ".[=");
        if (completing->word[length] == '\0') {
            add_members(&walk);
            return;
        }
        if (!enter_member(&walk, length))
            return;
    }
}
