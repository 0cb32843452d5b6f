// Reads JSON values by cJSON, which sees only what the scan accepted, into rows and columns.
#include "config.h"

#include "facts/read_json.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024, ALIGNMENT = 16 };

// An inexact number reaches cJSON as a text that begins with this byte, which the scan lets into no
// text.
enum { INEXACT_MARK = 0xff, INEXACT_NUMBER = 0x80 };

// Most values fit into the block; what is left over goes to the arena.
struct json_memory {
    char *at, *end;
    struct arena *spill;
    struct arena_mark mark;
    bool used;
    cJSON *stray; // a tree that is not in here because somebody else has set cJSON's hooks since
    const char *digits[SCAN_INEXACT];
    char block[BLOCK] __attribute__((aligned(ALIGNMENT)));
};

// cJSON's hooks belong to the whole process: they serve the value that this thread is reading, and
// are malloc otherwise.
static _Thread_local struct json_memory *current;

static void *take_memory(size_t size) {
    struct json_memory *memory = current;
    if (memory == NULL)
        return malloc(size);
    memory->used = true;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > (size_t)(memory->end - memory->at))
        return arena_alloc(memory->spill, size);
    char *taken = memory->at;
    memory->at += size;
    return taken;
}

static void give_memory(void *memory) {
    if (current == NULL)
        free(memory);
}

static void install_hooks(void) {
    cJSON_Hooks hooks = {take_memory, give_memory};
    cJSON_InitHooks(&hooks);
}

struct json_memory *json_memory_new(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install_hooks);
    struct json_memory *memory = malloc(sizeof *memory);
    if (memory == NULL)
        out_of_memory();
    memory->spill = arena_new();
    memory->mark = arena_mark(memory->spill);
    memory->end = memory->block + BLOCK;
    memory->stray = NULL;
    return memory;
}

static void json_memory_empty(struct json_memory *memory) {
    cJSON_Delete(memory->stray);
    memory->stray = NULL;
    memory->at = memory->block;
    memory->used = false;
    arena_rewind(memory->spill, memory->mark);
}

void json_memory_free(struct json_memory *memory) {
    json_memory_empty(memory);
    arena_free(memory->spill);
    free(memory);
}

// Replaces the inexact numbers of a value, which the shortest of them, 1e30, has just room for.
static void mark_inexact(struct json_memory *memory, const struct scan *scan,
                         struct json_text text) {
    for (size_t i = 0; i < scan->inexact_count; i++) {
        const struct inexact *inexact = &scan->inexact[i];
        char *at = text.at + (inexact->at - text.at);
        assert(inexact->size >= 4);
        memory->digits[i] = arena_copy(memory->spill, at, inexact->size);
        memset(at, 'x', inexact->size);
        at[0] = at[inexact->size - 1] = '"';
        at[1] = (char)INEXACT_MARK;
        at[2] = (char)(INEXACT_NUMBER | i);
    }
}

// The tree of a value, valid until the next one is parsed; NULL after a message where it holds too
// many inexact numbers.
static cJSON *parse(struct reader *reader, struct json_text text, const struct path *path) {
    struct json_memory *memory = reader->memory;
    json_memory_empty(memory);
    if (text.scan->inexact_count > SCAN_INEXACT) {
        reader_error(reader, path, NULL, "JSON does not carry %zu numbers in it exactly",
                     text.scan->inexact_count);
        return NULL;
    }
    if (text.scan->inexact_count > 0)
        mark_inexact(memory, text.scan, text);
    current = memory;
    cJSON *root = cJSON_ParseWithLengthOpts(text.at, text.size, NULL, 0);
    current = NULL;
    assert(root != NULL);
    memory->stray = memory->used ? NULL : root;
    return root;
}

static bool is_null(const cJSON *node) {
    return (node->type & 0xff) == cJSON_NULL;
}

static struct json_value value_of(const struct reader *reader, const cJSON *node) {
    struct json_value value = {JSON_NULL, 0, NULL};
    switch (node->type & 0xff) {
    case cJSON_False:
        value.kind = JSON_FALSE;
        break;
    case cJSON_True:
        value.kind = JSON_TRUE;
        break;
    case cJSON_Number:
        value.kind = JSON_NUMBER;
        value.number = node->valuedouble;
        break;
    case cJSON_String:
        value.kind = JSON_TEXT;
        value.text = node->valuestring;
        if ((unsigned char)value.text[0] == INEXACT_MARK) {
            value.kind = JSON_INEXACT;
            value.text = reader->memory->digits[(unsigned char)value.text[1] & ~INEXACT_NUMBER];
        }
        break;
    case cJSON_Array:
        value.kind = JSON_LIST;
        break;
    case cJSON_Object:
        value.kind = JSON_OBJECT;
        break;
    default:
        break;
    }
    return value;
}

static void mismatch(struct reader *reader, const struct type *type, const cJSON *node,
                     const struct path *path, const char *name) {
    struct json_value value = value_of(reader, node);
    value_mismatch(&reader->complaint, type, &value);
    reader_complain(reader, path, name);
}

static void doubled(struct reader *reader, const struct path *path, const char *name) {
    reader_error(reader, path, name, "the member stands twice in one object");
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Reports the doubled names among those that the plan has no slot for (all of them without a plan).
static void check_doubled(struct reader *reader, struct plan *plan, const cJSON *object,
                          const struct path *path) {
    size_t count = 0;
    for (const cJSON *member = object->child; member != NULL; member = member->next)
        count++;
    const char **names = arena_alloc(reader->memory->spill, count * sizeof *names);
    count = 0;
    for (const cJSON *member = object->child; member != NULL; member = member->next)
        if (plan == NULL || plan_find(plan, &plan->first, member->string) == NULL)
            names[count++] = member->string;
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (strcmp(names[i - 1], names[i]) == 0 && (i == 1 || strcmp(names[i - 2], names[i]) != 0))
            doubled(reader, path, names[i]);
}

// What the model does not know is still JSON without doubled members. As deep as the scan allows.
static void look_through(struct reader *reader, const cJSON *node, const struct path *path) {
    bool object = (node->type & 0xff) == cJSON_Object;
    if (object && node->child != NULL && node->child->next != NULL)
        check_doubled(reader, NULL, node, path);
    uint64_t index = 0;
    for (const cJSON *child = node->child; child != NULL; child = child->next) {
        struct path step = {path, object ? child->string : NULL, index++};
        if (child->child != NULL)
            look_through(reader, child, &step);
    }
}

static void read_column(struct reader *reader, const struct column_def *column, uint32_t row,
                        const cJSON *node, const struct path *path, const char *name) {
    struct build *build = reader->build;
    struct json_value value = value_of(reader, node);
    struct cell cell;
    size_t size = 0;
    if (!value_read(column, &value, &cell, &size, &reader->complaint)) {
        reader_complain(reader, path, name);
        return;
    }
    if (row == ROW_NONE || !build->keep[column->id])
        return;
    if (cell.rep == REP_TEXT)
        cell.as.id = intern_add(build->store->dictionary, value.text, size);
    if (!build_put(build, column, row, cell))
        reader_conflict(reader, path, name, column->space, column, row);
}

static void read_record(struct reader *reader, struct plan *plan, uint32_t row, const cJSON *object,
                        const struct path *path);

// The row of the element of an earlier file with the key of this one, or ROW_NONE.
static uint32_t find_merged(struct reader *reader, const struct space_def *list, uint32_t parent,
                            const cJSON *object) {
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, list->key->field->name);
    if (node == NULL || is_null(node))
        return ROW_NONE;
    struct json_value value = value_of(reader, node);
    struct cell key;
    size_t size = 0;
    bool good = value_read(list->key, &value, &key, &size, &reader->complaint);
    text_reset(&reader->complaint.message);
    text_reset(&reader->complaint.cure);
    if (!good)
        return ROW_NONE;
    if (key.rep == REP_TEXT) {
        key.as.id = intern_find(reader->build->store->dictionary, value.text, size);
        if (key.as.id == INTERN_NONE)
            return ROW_NONE;
    }
    return build_find_row(reader->build, list, parent, key);
}

static uint32_t element_row(struct reader *reader, const struct space_def *list, uint32_t parent,
                            const cJSON *node, const struct path *path) {
    struct build *build = reader->build;
    if (parent == ROW_NONE || !build->spaces[list->id].wanted)
        return ROW_NONE;
    uint32_t row = ROW_NONE;
    if (build_may_merge(build, list, parent))
        row = find_merged(reader, list, parent, node);
    if (row == ROW_NONE)
        row = build_add_row(build, list, parent);
    if (row == ROW_NONE)
        reader_error(reader, path, NULL, "more elements than can be held");
    return row;
}

static void read_element(struct reader *reader, struct plan *plan, const struct space_def *list,
                         uint32_t parent, const cJSON *node, const struct path *path) {
    bool record = list->shape != NULL;
    if (record && !is_null(node) && (node->type & 0xff) != cJSON_Object) {
        mismatch(reader, &list->element, node, path, NULL);
        return;
    }
    uint32_t row = element_row(reader, list, parent, node, path);
    if (is_null(node))
        return;
    if (record)
        read_record(reader, plan, row, node, path);
    else
        read_column(reader, list->columns[0], row, node, path, NULL);
}

static void read_list(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const cJSON *node, const struct path *path) {
    const struct space_def *list = slot->member->list;
    if (row != ROW_NONE && !build_open_list(reader->build, list, row)) {
        reader_conflict(reader, path, slot->name, list, NULL, row);
        return;
    }
    struct plan *elements = list->shape != NULL ? plan_nested(plan, slot) : NULL;
    struct path step = {path, slot->name, 0};
    struct path element = {&step, NULL, 0};
    for (const cJSON *child = node->child; child != NULL; child = child->next) {
        read_element(reader, elements, list, row, child, &element);
        element.index++;
    }
}

static void read_slot(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const cJSON *node, const struct path *path) {
    if (is_null(node))
        return;
    int kind = node->type & 0xff;
    switch (slot->member->kind) {
    case MEMBER_COLUMN:
        read_column(reader, slot->member->column, row, node, path, slot->name);
        break;
    case MEMBER_NESTED:
        if (kind == cJSON_Object) {
            struct path step = {path, slot->name, 0};
            read_record(reader, plan_nested(plan, slot), row, node, &step);
        } else {
            mismatch(reader, &slot->field->type, node, path, slot->name);
        }
        break;
    case MEMBER_LIST:
        if (kind == cJSON_Array)
            read_list(reader, plan, slot, row, node, path);
        else
            mismatch(reader, &slot->field->type, node, path, slot->name);
        break;
    }
}

static void read_unknown(struct reader *reader, struct plan *plan, struct slot *slot,
                         const cJSON *node, const struct path *path, const char *name) {
    struct path step = {path, name, 0};
    reader_unknown(reader, plan, slot, path, name);
    look_through(reader, node, &step);
}

static void read_record(struct reader *reader, struct plan *plan, uint32_t row, const cJSON *object,
                        const struct path *path) {
    uint64_t number = ++reader->objects;
    struct slot *last = &plan->first;
    bool crowded = false;
    for (const cJSON *node = object->child; node != NULL; node = node->next) {
        struct slot *slot = plan_find(plan, last, node->string);
        if (slot != NULL && slot->seen == number) {
            doubled(reader, path, slot->name);
            continue;
        }
        if (slot == NULL) {
            crowded = true;
        } else {
            slot->seen = number;
            last = slot;
        }
        if (slot != NULL && slot->member != NULL)
            read_slot(reader, plan, slot, row, node, path);
        else
            read_unknown(reader, plan, slot, node, path, node->string);
    }
    if (crowded)
        check_doubled(reader, plan, object, path);
}

void read_json_member(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      struct json_text text, const struct path *path) {
    struct path step = {path, slot->name, 0};
    const cJSON *node = parse(reader, text, &step);
    if (node == NULL)
        return;
    if (slot->member != NULL)
        read_slot(reader, plan, slot, row, node, path);
    else
        read_unknown(reader, plan, slot, node, path, slot->name);
}

void read_json_element(struct reader *reader, struct plan *plan, const struct space_def *list,
                       uint32_t parent, struct json_text text, const struct path *path) {
    const cJSON *node = parse(reader, text, path);
    if (node != NULL)
        read_element(reader, plan, list, parent, node, path);
}

bool read_json_pick(struct reader *reader, struct plan *plan, const char *key,
                    struct json_text text, const struct path *path) {
    const cJSON *node = parse(reader, text, path);
    if (node == NULL)
        return false;
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(node, plan->shape->record->key->name);
    if (!cJSON_IsString(found) || strcmp(found->valuestring, key) != 0)
        return false;
    read_record(reader, plan, 0, node, path);
    return true;
}

const char *read_json_string(struct reader *reader, struct json_text text) {
    const cJSON *node = parse(reader, text, NULL);
    return cJSON_IsString(node) ? node->valuestring : NULL;
}

bool read_json_number(struct reader *reader, struct json_text text, double *number) {
    const cJSON *node = parse(reader, text, NULL);
    if (!cJSON_IsNumber(node))
        return false;
    *number = node->valuedouble;
    return true;
}
