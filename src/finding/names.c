// Keeping what subjects are called: a machine that fails forty rules is named once.
#include "finding/names.h"

enum { NAMES_KINDS = NAMES_JUDGED + 1, KEPT = 64 << 20, KEPT_JUDGED = 256 << 20 };
enum { PAGE = 64 }; // rows: of most lists few elements are named

struct names {
    struct arena *arena;
    struct found_subject **
        *lists;               // by the list's id, then by page of rows; NULL until one is named
    size_t left[NAMES_KINDS]; // bytes that may still be kept
};

struct names *names_new(const struct model *model, struct arena *arena) {
    struct names *names = ARENA_NEW(arena, struct names);
    names->arena = arena;
    for (int kind = 0; kind < NAMES_KINDS; kind++)
        names->left[kind] = kind == NAMES_JUDGED ? KEPT_JUDGED : KEPT;
    names->lists = ARENA_ARRAY(arena, struct found_subject **, model->space_count);
    return names;
}

struct found_subject *names_place(struct names *names, const struct run *run,
                                  const struct subject_loops *loops, const uint32_t *at) {
    if (loops->count != 1 || loops->loops[0]->space == NULL)
        return NULL;
    uint32_t id = loops->loops[0]->space->id, rows = run->store->spaces[id].rows;
    if (names->lists[id] == NULL)
        names->lists[id] = ARENA_ARRAY(names->arena, struct found_subject *, rows / PAGE + 1);
    struct found_subject **page = &names->lists[id][at[0] / PAGE];
    if (*page == NULL)
        *page = ARENA_ARRAY(names->arena, struct found_subject, PAGE);
    return *page + at[0] % PAGE;
}

size_t names_left(const struct names *names, enum names_kind kind) {
    return names->left[kind];
}

// What is spent stays so: a shorter name further on is not kept either.
bool names_take(struct names *names, enum names_kind kind, size_t bytes) {
    size_t *left = &names->left[kind];
    bool enough = bytes < *left;
    *left = enough ? *left - bytes : 0;
    return enough;
}
