// Names in sight, paths and lists.
#include <string.h>

#include "grow.h"

void sight_add(struct grower *g, const char *name, struct type type) {
    bool blocked = !sight_free(g, name);
    if (g->sight_count < SIGHT_LIMIT)
        g->sights[g->sight_count++] = (struct sight){name, type, false, blocked};
}

void sight_list(struct grower *g, const char *name, struct type element) {
    sight_add(g, name, element);
    g->sights[g->sight_count - 1].list = true;
}

bool sight_free(const struct grower *g, const char *name) {
    for (uint32_t i = 0; i < g->sight_count; i++)
        if (strcmp(g->sights[i].name, name) == 0)
            return false;
    return true;
}

// Not blocked, and not hidden by one that came later.
static bool is_visible(const struct grower *g, uint32_t sight) {
    for (uint32_t i = sight + 1; i < g->sight_count; i++)
        if (strcmp(g->sights[i].name, g->sights[sight].name) == 0)
            return false;
    return !g->sights[sight].blocked;
}

const char *grow_name(struct grower *g, const char *start) {
    return arena_printf(g->arena, "%s%u", start, ++g->names);
}

// ---- single values ----

static bool fits(const struct type *wanted, const struct type *type) {
    if (wanted->kind == TYPE_RECORD)
        return type->kind == TYPE_RECORD && type->record == wanted->record;
    if (wanted->kind == TYPE_NUMBER && type->kind == TYPE_INT)
        return dimension_equal(wanted->dimension, DIMENSION_NONE);
    return wanted->kind == type->kind && dimension_equal(wanted->dimension, type->dimension);
}

// One of all that fit, each as likely as the others.
struct choice {
    struct grower *g;
    const struct type *wanted;
    uint32_t met;
    const char *path;
};

static void meet(struct choice *choice, const char *path, const struct type *type) {
    if (fits(choice->wanted, type) && random_below(choice->g->random, ++choice->met) == 0)
        choice->path = path;
}

static void meet_shape(struct choice *choice, const char *prefix, const struct shape *shape) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        const char *name = shape->record->fields[i]->name;
        if (!*prefix && !sight_free(choice->g, name))
            continue;
        const char *path =
            arena_printf(choice->g->arena, "%s%s%s", prefix, *prefix ? "." : "", name);
        if (member->kind == MEMBER_COLUMN)
            meet(choice, path, &member->column->type);
        if (member->kind == MEMBER_NESTED)
            meet_shape(choice, path, member->nested);
    }
}

static void meet_sight(struct choice *choice, const struct sight *sight) {
    if (sight->list)
        return;
    meet(choice, sight->name, &sight->type);
    if (sight->type.kind == TYPE_RECORD)
        meet_shape(choice, sight->name, sight->type.shape);
}

const char *grow_path(struct grower *g, const struct type *type) {
    struct choice choice = {.g = g, .wanted = type};
    for (uint32_t i = 0; i < g->sight_count; i++)
        if (is_visible(g, i))
            meet_sight(&choice, &g->sights[i]);
    if (!choice.path || random_percent(g->random, 25))
        meet_shape(&choice, "", g->model->root_shape);
    return choice.path;
}

const char *grow_path_within(struct grower *g, const struct sight *sight, const struct type *type) {
    struct choice choice = {.g = g, .wanted = type};
    meet_sight(&choice, sight);
    return choice.path;
}

// ---- lists ----

struct list_choice {
    struct grower *g;
    const struct type *wanted; // of the elements; NULL: any record
    uint32_t met;
    struct listing found;
};

static void meet_list(struct list_choice *choice, const struct listing *list) {
    bool fit =
        choice->wanted ? fits(choice->wanted, &list->element) : list->element.kind == TYPE_RECORD;
    if (fit && random_below(choice->g->random, ++choice->met) == 0)
        choice->found = *list;
}

static void meet_lists(struct list_choice *choice, const struct listing *at,
                       const struct shape *shape);

static struct listing extended(struct grower *g, const struct listing *at, const char *field) {
    struct listing list = *at;
    list.text = arena_printf(g->arena, "%s%s%s", at->text, *at->text ? "." : "", field);
    list.name = field;
    list.keyed = false;
    return list;
}

static void meet_list_member(struct list_choice *choice, const struct listing *at,
                             const struct space_def *space) {
    struct listing list = extended(choice->g, at, space->name);
    list.keyed = space->key && at->step_count == 0;
    list.elements = true;
    list.element = space->element;
    if (list.element.kind == TYPE_RECORD)
        list.element.shape = space->shape;
    list.steps[list.step_count++] = (struct sight){.name = space->name, .type = list.element};
    meet_list(choice, &list);
    if (space->shape && list.step_count < 3)
        meet_lists(choice, &list, space->shape);
}

// Lists within a record, or through the elements of a list.
static void meet_lists(struct list_choice *choice, const struct listing *at,
                       const struct shape *shape) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        const char *name = shape->record->fields[i]->name;
        if (!*at->text && (!sight_free(choice->g, name) || strcmp(name, "collected") == 0))
            continue;
        struct listing list = extended(choice->g, at, name);
        list.elements = false;
        if (member->kind == MEMBER_COLUMN && at->step_count) {
            list.element = member->column->type;
            meet_list(choice, &list);
        }
        if (member->kind == MEMBER_NESTED)
            meet_lists(choice, &list, member->nested);
        if (member->kind == MEMBER_LIST)
            meet_list_member(choice, at, member->list);
    }
}

static bool grow_listing(struct grower *g, const struct type *wanted, struct listing *out) {
    struct list_choice choice = {.g = g, .wanted = wanted};
    for (uint32_t i = 0; i < g->sight_count; i++) {
        const struct sight *sight = &g->sights[i];
        if (!is_visible(g, i))
            continue;
        struct listing list = {.text = sight->name, .name = sight->name};
        if (sight->list) {
            list.element = sight->type;
            list.elements = true;
            meet_list(&choice, &list);
        } else if (sight->type.kind == TYPE_RECORD) {
            meet_lists(&choice, &list, sight->type.shape);
        }
    }
    struct listing roots = {.text = ""};
    if (!choice.met || random_percent(g->random, 50))
        meet_lists(&choice, &roots, g->model->root_shape);
    *out = choice.found;
    return choice.met > 0;
}

bool grow_values_within(struct grower *g, const struct sight *sight, const struct type *type,
                        struct listing *out) {
    struct list_choice choice = {.g = g, .wanted = type};
    struct listing list = {.text = sight->name};
    if (sight->type.kind == TYPE_RECORD)
        meet_lists(&choice, &list, sight->type.shape);
    *out = choice.found;
    return choice.met > 0;
}

bool grow_records(struct grower *g, struct listing *out) {
    return grow_listing(g, NULL, out);
}

bool grow_values(struct grower *g, const struct type *type, struct listing *out) {
    return grow_listing(g, type, out);
}

// ---- elements ----

static bool is_let(const struct listing *list) {
    return list->step_count == 0;
}

const char *grow_opened(struct grower *g, const struct listing *list) {
    bool implicit = list->name && (is_let(list) || sight_free(g, list->name)) && list->elements &&
                    random_percent(g->random, 40);
    const char *name = implicit ? list->name : grow_name(g, "x");
    for (uint32_t i = 0; i < list->step_count; i++)
        if (i + 1 < list->step_count || !list->elements)
            sight_add(g, list->steps[i].name, list->steps[i].type);
    sight_add(g, name, list->element);
    if (implicit && is_let(list))
        g->sights[g->sight_count - 1].blocked = false;
    bool facts = list->step_count > 0 && !g->pure && random_percent(g->random, 15);
    const char *text = facts ? arena_printf(g->arena, "%s default []", list->text) : list->text;
    return implicit ? text : arena_printf(g->arena, "%s in %s", name, text);
}
