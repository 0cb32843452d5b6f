// Gathers what the values of a sample have in common.
#include "config.h"

#include "facts/infer.h"

#include "check/model_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/time.h"
#include "facts/escape.h"
#include "lang/model.h"

struct gathering {
    struct arena *arena;
    uint64_t objects;
    size_t shapes;
    struct infer_problem *problem;
};

// The values that may be keys of the elements of the list that is being read.
struct candidates {
    const struct scan_token **values[INFER_KEYS];
    uint64_t count; // of elements
};

static bool fail(struct gathering *gathering, const struct path *path, const char *message) {
    path_show(&gathering->problem->path, path);
    text_add(&gathering->problem->message, message);
    return false;
}

// Mostly the names of an object are those of the one before, in the same order.
static struct infer_field *find_field(struct infer_shape *shape, size_t first, const char *name) {
    for (size_t i = 0; i < shape->count; i++) {
        struct infer_field *field = &shape->fields[(first + i) % shape->count];
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

// "9.0.0", "7.2"
static bool is_version(const struct scan_token *token) {
    bool dotted = false;
    for (uint32_t i = 0; i < token->size; i++) {
        char c = token->as.at[i];
        bool inside = i > 0 && i + 1 < token->size && token->as.at[i - 1] != '.';
        if ((c < '0' || c > '9') && (c != '.' || !inside))
            return false;
        dotted = dotted || c == '.';
    }
    return dotted;
}

static void note_quantity(struct infer_spot *spot, const struct scan_token *token) {
    struct decimal value;
    struct dimension dimension;
    if (!quantity_parse(token->as.at, token->size, &value, &dimension) ||
        dimension_equal(dimension, DIMENSION_NONE))
        return;
    if (spot->quantities > 0 && !dimension_equal(spot->dimension, dimension))
        spot->several_dimensions = true;
    spot->quantities++;
    spot->dimension = dimension;
}

static void note_text(struct infer_spot *spot, const struct scan_token *token) {
    int64_t time;
    spot->texts++;
    spot->times += time_parse(token->as.at, token->size, true, &time);
    spot->versions += is_version(token);
    note_quantity(spot, token);
}

static void note_decimal(struct infer_spot *spot, const struct scan_token *token) {
    struct decimal value;
    if (decimal_parse(token->as.at, token->size, &value) == DECIMAL_OK)
        spot->decimals++;
    else
        spot->inexact++;
}

static bool gather_object(struct gathering *gathering, struct infer_shape *shape,
                          const struct scan_token *token, const struct path *path, unsigned depth,
                          struct candidates *candidates);

static int compare_values(const void *a, const void *b) {
    const struct scan_token *left = *(const struct scan_token *const *)a;
    const struct scan_token *right = *(const struct scan_token *const *)b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->kind == SCAN_WHOLE)
        return (left->as.whole > right->as.whole) - (left->as.whole < right->as.whole);
    uint32_t size = left->size < right->size ? left->size : right->size;
    int compared = memcmp(left->as.at, right->as.at, size);
    return compared != 0 ? compared : (left->size > right->size) - (left->size < right->size);
}

static bool tells_apart(const struct scan_token **values, uint64_t count) {
    for (uint64_t i = 0; i < count; i++)
        if (values[i] == NULL || (values[i]->kind != SCAN_TEXT && values[i]->kind != SCAN_WHOLE))
            return false;
    qsort(values, count, sizeof *values, compare_values);
    for (uint64_t i = 1; i < count; i++)
        if (compare_values(&values[i - 1], &values[i]) == 0)
            return false;
    return true;
}

static void judge_keys(struct infer_shape *shape, const struct candidates *candidates) {
    for (size_t i = 0; i < shape->count && i < INFER_KEYS; i++)
        if (!tells_apart(candidates->values[i], candidates->count))
            shape->fields[i].no_key = true;
    if (candidates->count > shape->most)
        shape->most = candidates->count;
}

static bool gather_value(struct gathering *gathering, struct infer_spot *spot,
                         const struct scan_token *token, const struct path *path, unsigned depth,
                         struct candidates *candidates);

static bool gather_list(struct gathering *gathering, struct infer_spot *spot,
                        const struct scan_token *token, const struct path *path, unsigned depth) {
    struct path step = {path, NULL, 0};
    struct candidates candidates = {.count = 0};
    const struct scan_token *end = scan_next(token);
    if (spot->element == NULL)
        spot->element = ARENA_NEW(gathering->arena, struct infer_spot);
    for (const struct scan_token *at = token + 1; at < end; at = scan_next(at))
        candidates.count++;
    for (int i = 0; i < INFER_KEYS; i++)
        candidates.values[i] = heap_array(candidates.count, sizeof *candidates.values[i]);
    bool good = true;
    for (const struct scan_token *at = token + 1; good && at < end; at = scan_next(at)) {
        good = gather_value(gathering, spot->element, at, &step, depth, &candidates);
        step.index++;
    }
    if (good && spot->element->shape != NULL && candidates.count > 0)
        judge_keys(spot->element->shape, &candidates);
    for (int i = 0; i < INFER_KEYS; i++)
        free(candidates.values[i]);
    return good;
}

// `candidates` are those of the list that the value is an element of, or NULL.
static bool gather_value(struct gathering *gathering, struct infer_spot *spot,
                         const struct scan_token *token, const struct path *path, unsigned depth,
                         struct candidates *candidates) {
    switch (token->kind) {
    case SCAN_NULL:
        spot->nulls++;
        break;
    case SCAN_FALSE:
    case SCAN_TRUE:
        spot->bools++;
        break;
    case SCAN_WHOLE:
        spot->wholes++;
        break;
    case SCAN_DECIMAL:
        note_decimal(spot, token);
        break;
    case SCAN_INEXACT:
        spot->inexact++;
        break;
    case SCAN_TEXT:
        note_text(spot, token);
        break;
    case SCAN_ESCAPED:
        spot->texts++;
        break;
    case SCAN_LIST:
        spot->lists++;
        return gather_list(gathering, spot, token, path, depth);
    case SCAN_OBJECT:
        spot->objects++;
        if (spot->shape == NULL && gathering->shapes++ == INFER_SHAPES)
            return fail(gathering, path, "objects in more than 2000 places; take a smaller sample");
        if (spot->shape == NULL)
            spot->shape = ARENA_NEW(gathering->arena, struct infer_shape);
        return gather_object(gathering, spot->shape, token, path, depth + 1, candidates);
    }
    return true;
}

static bool gather_member(struct gathering *gathering, struct infer_shape *shape, size_t *next,
                          const struct scan_token *member, const struct path *path, unsigned depth,
                          uint64_t object, struct candidates *candidates) {
    struct arena_mark mark = arena_mark(gathering->arena);
    const char *name = escape_text(gathering->arena, member);
    struct path step = {path, name, 0};
    struct infer_field *field = find_field(shape, *next, name);
    if (field == NULL) {
        if (shape->count == INFER_NAMES)
            return fail(gathering, path,
                        "more than 1000 different names, which are data rather than fields");
        ARENA_PUSH(gathering->arena, shape->fields, shape->count, shape->room) =
            (struct infer_field){.name = name, .no_key = shape->most > 0};
        field = &shape->fields[shape->count - 1];
    } else {
        if (field->seen == object)
            return fail(gathering, &step, "is given twice");
        arena_rewind(gathering->arena, mark);
    }
    field->seen = object;
    size_t index = (size_t)(field - shape->fields);
    *next = index + 1;
    step.name = field->name;
    if (candidates != NULL && index < INFER_KEYS)
        candidates->values[index][path->index] = member + 1;
    return gather_value(gathering, &field->spot, member + 1, &step, depth, NULL);
}

// As deep as the scan allows, and no deeper than records.
static bool gather_object(struct gathering *gathering, struct infer_shape *shape,
                          const struct scan_token *token, const struct path *path, unsigned depth,
                          struct candidates *candidates) {
    if (depth > MODEL_NESTING_LIMIT)
        return fail(gathering, path, "objects nest deeper than 32 levels, which no model can");
    uint64_t object = ++gathering->objects;
    size_t next = 0;
    const struct scan_token *end = scan_next(token);
    for (const struct scan_token *member = token + 1; member < end; member = scan_next(member + 1))
        if (!gather_member(gathering, shape, &next, member, path, depth, object, candidates))
            return false;
    return true;
}

bool infer_gather(struct arena *arena, const struct scan_token *token, struct infer_shape *root,
                  struct infer_problem *problem) {
    struct gathering gathering = {.arena = arena, .problem = problem};
    return gather_object(&gathering, root, token, NULL, 0, NULL);
}
