// Packing: whether things of given sizes fit into given spaces, each whole into one.
#include "eval/packing.h"

#include <stdlib.h>
#include <string.h>

struct thing {
    struct decimal size;
    uint32_t index;
};

// Things from the greatest to the smallest, without those of no size; rooms from the smallest to
// the greatest, without those that take nothing.
struct problem {
    struct thing *things;
    struct decimal *rooms;
    uint32_t thing_count, room_count;
    uint64_t steps;
};

static int by_size_falling(const void *a, const void *b) {
    const struct thing *left = a, *right = b;
    int order = decimal_compare(right->size, left->size);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static int by_room_rising(const void *a, const void *b) {
    return decimal_compare(*(const struct decimal *)a, *(const struct decimal *)b);
}

static struct problem problem_of(struct arena *arena, const struct decimal *sizes,
                                 uint32_t size_count, const struct decimal *spaces,
                                 uint32_t space_count) {
    struct problem p = {ARENA_ARRAY(arena, struct thing, size_count),
                        ARENA_ARRAY(arena, struct decimal, space_count), 0, 0, 0};
    for (uint32_t i = 0; i < size_count; i++)
        if (sizes[i].nano > 0)
            p.things[p.thing_count++] = (struct thing){sizes[i], i};
    for (uint32_t i = 0; i < space_count; i++)
        if (spaces[i].nano > 0)
            p.rooms[p.room_count++] = spaces[i];
    qsort(p.things, p.thing_count, sizeof *p.things, by_size_falling);
    qsort(p.rooms, p.room_count, sizeof *p.rooms, by_room_rising);
    p.steps = (uint64_t)size_count + space_count;
    return p;
}

// ---- first-fit decreasing ----

// What is left in each room, with the most of every stretch of rooms: a tree in an array, whose
// leaves begin at `leaves`.
struct rest {
    __int128 *most;
    uint32_t leaves;
};

static struct rest rest_of(struct arena *arena, const struct problem *p) {
    struct rest rest = {NULL, 1};
    while (rest.leaves < p->room_count)
        rest.leaves *= 2;
    rest.most = arena_alloc(arena, 2 * (size_t)rest.leaves * sizeof *rest.most);
    memset(rest.most, 0, 2 * (size_t)rest.leaves * sizeof *rest.most);
    for (uint32_t i = 0; i < p->room_count; i++)
        rest.most[rest.leaves + i] = p->rooms[i].nano;
    for (uint32_t i = rest.leaves - 1; i > 0; i--)
        rest.most[i] =
            rest.most[2 * i] > rest.most[2 * i + 1] ? rest.most[2 * i] : rest.most[2 * i + 1];
    return rest;
}

// Takes size from the first room that has it.
static bool rest_take(struct rest *rest, __int128 size) {
    if (rest->most[1] < size)
        return false;
    uint32_t at = 1;
    while (at < rest->leaves)
        at = rest->most[2 * at] >= size ? 2 * at : 2 * at + 1;
    rest->most[at] -= size;
    while (at > 1) {
        at /= 2;
        rest->most[at] = rest->most[2 * at] > rest->most[2 * at + 1] ? rest->most[2 * at]
                                                                     : rest->most[2 * at + 1];
    }
    return true;
}

// Rooms are tried from the smallest on, so that the great ones are kept for what needs them. The
// place of the first thing without a room, thing_count where all have one.
static uint32_t first_fit(struct arena *arena, struct problem *p) {
    struct arena_mark mark = arena_mark(arena);
    struct rest rest = rest_of(arena, p);
    uint32_t i = 0;
    while (i < p->thing_count && rest_take(&rest, p->things[i].size.nano))
        i++;
    p->steps += i;
    arena_rewind(arena, mark);
    return i;
}

// ---- bounds ----

// The things of at least a size need rooms of at least that size: their sum is at most that of
// these rooms, and no room takes more of them than it holds of that size.
static bool is_impossible(struct problem *p) {
    struct decimal needed = {0}, offered = {0};
    uint32_t rooms = 0; // how many of the greatest count
    for (uint32_t i = 0; i < p->thing_count; i++) {
        struct decimal least = p->things[i].size;
        if (!decimal_add(needed, least, &needed))
            return false;
        while (rooms < p->room_count &&
               decimal_compare(p->rooms[p->room_count - 1 - rooms], least) >= 0)
            if (!decimal_add(offered, p->rooms[p->room_count - 1 - rooms++], &offered))
                return false;
        __int128 places = 0;
        p->steps += rooms;
        for (uint32_t r = 0; r < rooms && places <= i && p->steps < PACKING_STEPS; r++)
            places += p->rooms[p->room_count - 1 - r].nano / least.nano;
        if (decimal_compare(needed, offered) > 0 || (p->steps < PACKING_STEPS && places <= i))
            return true;
    }
    return false;
}

// ---- search ----

struct search {
    struct problem *p;
    __int128 *left;   // by room
    __int128 *needed; // by thing: the sum of it and all that follow
};

static bool is_tried(const struct search *search, uint32_t room) {
    for (uint32_t i = 0; i < room; i++)
        if (search->left[i] == search->left[room])
            return true;
    return false;
}

// Whether the rest of the rooms, but for scraps, is enough for the rest of the things.
static bool may_suffice(const struct search *search, uint32_t thing) {
    const struct problem *p = search->p;
    __int128 scrap = p->things[p->thing_count - 1].size.nano, sum = 0;
    for (uint32_t i = 0; i < p->room_count; i++)
        sum += search->left[i] >= scrap ? search->left[i] : 0;
    return sum >= search->needed[thing];
}

// Places one thing after the other, at most PACKING_SEARCHED deep; rooms with equally much left are
// the same.
static enum truth place(struct search *search, uint32_t thing) {
    struct problem *p = search->p;
    if (thing == p->thing_count)
        return TRUTH_TRUE;
    if ((p->steps += p->room_count) > PACKING_STEPS)
        return TRUTH_UNKNOWN;
    if (!may_suffice(search, thing))
        return TRUTH_FALSE;
    __int128 size = p->things[thing].size.nano;
    for (uint32_t room = 0; room < p->room_count; room++) {
        if (search->left[room] < size || is_tried(search, room))
            continue;
        search->left[room] -= size;
        enum truth found = place(search, thing + 1);
        search->left[room] += size;
        if (found != TRUTH_FALSE)
            return found;
    }
    return TRUTH_FALSE;
}

// Whether all of it can be added up.
static bool is_countable(const struct problem *p) {
    struct decimal things = {0}, rooms = {0};
    for (uint32_t i = 0; i < p->thing_count; i++)
        if (!decimal_add(things, p->things[i].size, &things))
            return false;
    for (uint32_t i = 0; i < p->room_count; i++)
        if (!decimal_add(rooms, p->rooms[i], &rooms))
            return false;
    return true;
}

static enum truth search_all(struct arena *arena, struct problem *p) {
    if (p->thing_count > PACKING_SEARCHED || p->room_count > PACKING_SEARCHED || !is_countable(p))
        return TRUTH_UNKNOWN;
    struct search search = {p, ARENA_ARRAY(arena, __int128, p->room_count),
                            ARENA_ARRAY(arena, __int128, (size_t)p->thing_count + 1)};
    for (uint32_t i = 0; i < p->room_count; i++)
        search.left[i] = p->rooms[i].nano;
    for (uint32_t i = p->thing_count; i > 0; i--)
        search.needed[i - 1] = search.needed[i] + p->things[i - 1].size.nano;
    p->steps = 0;
    return place(&search, 0);
}

struct packing packing_decide(struct arena *arena, const struct decimal *sizes, uint32_t size_count,
                              const struct decimal *spaces, uint32_t space_count) {
    struct problem p = problem_of(arena, sizes, size_count, spaces, space_count);
    uint32_t placed = first_fit(arena, &p);
    if (placed == p.thing_count)
        return (struct packing){.fits = TRUTH_TRUE, .steps = p.steps};
    enum truth fits = is_impossible(&p) ? TRUTH_FALSE : search_all(arena, &p);
    return (struct packing){fits, p.things[placed].index, p.steps};
}
