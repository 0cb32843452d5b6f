// Packing, against a search that tries everything.
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "eval/packing.h"
#include "suites.h"

static struct arena *arena;

static void begin(void) {
    arena = arena_new();
}

static void end(void) {
    arena_free(arena);
}

static bool fits_somehow(const int *sizes, int count, int *rooms, int room_count) {
    if (count == 0)
        return true;
    if (sizes[0] <= 0)
        return fits_somehow(sizes + 1, count - 1, rooms, room_count);
    for (int i = 0; i < room_count; i++) {
        if (rooms[i] < sizes[0])
            continue;
        rooms[i] -= sizes[0];
        bool found = fits_somehow(sizes + 1, count - 1, rooms, room_count);
        rooms[i] += sizes[0];
        if (found)
            return true;
    }
    return false;
}

static struct packing decide(const int *sizes, int count, const int *rooms, int room_count) {
    struct decimal a[16], b[16];
    for (int i = 0; i < count; i++)
        a[i] = decimal_from_int(sizes[i]);
    for (int i = 0; i < room_count; i++)
        b[i] = decimal_from_int(rooms[i]);
    return packing_decide(arena, a, (uint32_t)count, b, (uint32_t)room_count);
}

START_TEST(agrees_with_trying_everything) {
    unsigned seed = 7;
    int both[2] = {0, 0};
    for (int trial = 0; trial < 20000; trial++) {
        int sizes[7], rooms[4], count = rand_r(&seed) % 8, room_count = rand_r(&seed) % 5;
        for (int i = 0; i < count; i++)
            sizes[i] = rand_r(&seed) % 9;
        for (int i = 0; i < room_count; i++)
            rooms[i] = rand_r(&seed) % 16 - 1;
        bool fits = fits_somehow(sizes, count, rooms, room_count);
        struct packing packing = decide(sizes, count, rooms, room_count);
        ck_assert_int_eq(packing.fits, fits ? TRUTH_TRUE : TRUTH_FALSE);
        if (!fits)
            ck_assert_uint_lt(packing.misfit, (unsigned)count);
        both[fits]++;
    }
    ck_assert_int_gt(both[0], 1000);
    ck_assert_int_gt(both[1], 1000);
}
END_TEST

// 3-partition: triples of sums just below the room, which neither first fit nor a bound decides.
START_TEST(ends_without_an_answer_where_there_are_too_many_ways) {
    struct decimal sizes[90], rooms[30];
    unsigned seed = 3;
    for (int i = 0; i < 90; i++)
        sizes[i] = decimal_from_int(260 + rand_r(&seed) % 80);
    int64_t sum = 0, part;
    for (int i = 0; i < 90 && decimal_to_int(sizes[i], &part); i++)
        sum += part;
    for (int i = 0; i < 30; i++)
        rooms[i] = decimal_from_int(sum / 30 + (i < sum % 30));
    struct packing packing = packing_decide(arena, sizes, 90, rooms, 30);
    ck_assert_int_eq(packing.fits, TRUTH_UNKNOWN);
    ck_assert_uint_lt(packing.steps, 2 * PACKING_STEPS);
}
END_TEST

// ---- more things than are searched for: first fit, else the bounds, else no answer ----

enum { MANY_THINGS = PACKING_SEARCHED + 40, MANY_ROOMS = MANY_THINGS / 3 };

struct crowd {
    int sizes[MANY_THINGS], rooms[MANY_ROOMS], count, room_count;
};

static int by_falling(const void *a, const void *b) {
    return *(const int *)b - *(const int *)a;
}

// The size of the first thing, from the greatest on, that the smallest room that has it does not
// take; 0 where all have one.
static int first_misfit(const struct crowd *crowd) {
    int left[MANY_ROOMS], sizes[MANY_THINGS];
    memcpy(left, crowd->rooms, sizeof left);
    memcpy(sizes, crowd->sizes, sizeof sizes);
    qsort(left, (size_t)crowd->room_count, sizeof *left, by_falling);
    qsort(sizes, (size_t)crowd->count, sizeof *sizes, by_falling);
    for (int i = 0; i < crowd->count; i++) {
        int room = crowd->room_count - 1;
        while (room >= 0 && left[room] < sizes[i])
            room--;
        if (room < 0)
            return sizes[i];
        left[room] -= sizes[i];
    }
    return 0;
}

// Whether the things of at least a size are more, in sum or in number, than the rooms take.
static bool is_beyond(const struct crowd *crowd, int least) {
    long needed = 0, count = 0, offered = 0, places = 0;
    for (int i = 0; i < crowd->count; i++)
        if (crowd->sizes[i] >= least) {
            needed += crowd->sizes[i];
            count++;
        }
    for (int i = 0; i < crowd->room_count; i++)
        if (crowd->rooms[i] >= least) {
            offered += crowd->rooms[i];
            places += crowd->rooms[i] / least;
        }
    return needed > offered || count > places;
}

static enum truth crowd_fits(const struct crowd *crowd) {
    if (first_misfit(crowd) == 0)
        return TRUTH_TRUE;
    for (int i = 0; i < crowd->count; i++)
        if (is_beyond(crowd, crowd->sizes[i]))
            return TRUTH_FALSE;
    return TRUTH_UNKNOWN;
}

static struct packing decide_crowd(const struct crowd *crowd) {
    struct decimal sizes[MANY_THINGS], rooms[MANY_ROOMS];
    for (int i = 0; i < crowd->count; i++)
        sizes[i] = decimal_from_int(crowd->sizes[i]);
    for (int i = 0; i < crowd->room_count; i++)
        rooms[i] = decimal_from_int(crowd->rooms[i]);
    return packing_decide(arena, sizes, (uint32_t)crowd->count, rooms, (uint32_t)crowd->room_count);
}

// Rooms that have a little less, as much, or a little more than the things, which are of few or of
// many sizes; three of the most like ones go into each.
static struct crowd make_crowd(unsigned *seed) {
    static const struct { int least, range; } kinds[] = {{1, 5}, {1, 90}, {260, 80}};
    struct crowd crowd = {.count = PACKING_SEARCHED + 1 + rand_r(seed) % 39};
    int kind = rand_r(seed) % 3, sum = 0;
    for (int i = 0; i < crowd.count; i++)
        sum += crowd.sizes[i] = kinds[kind].least + rand_r(seed) % kinds[kind].range;
    crowd.room_count = kind == 2 ? crowd.count / 3 : 1 + rand_r(seed) % 60;
    for (int i = 0; i < crowd.room_count; i++)
        crowd.rooms[i] = (sum + rand_r(seed) % 400 - 200) / crowd.room_count + rand_r(seed) % 9;
    return crowd;
}

START_TEST(many_things_have_their_first_fit_or_a_bound) {
    unsigned seed = 5;
    int seen[3] = {0};
    for (int trial = 0; trial < 300; trial++) {
        struct crowd crowd = make_crowd(&seed);
        struct packing packing = decide_crowd(&crowd);
        ck_assert_int_eq(packing.fits, crowd_fits(&crowd));
        if (packing.fits != TRUTH_TRUE)
            ck_assert_int_eq(crowd.sizes[packing.misfit], first_misfit(&crowd));
        ck_assert_uint_lt(packing.steps, 2 * PACKING_STEPS);
        seen[packing.fits]++;
    }
    for (int i = 0; i < 3; i++)
        ck_assert_int_gt(seen[i], 20);
}
END_TEST

// The work that is counted: every thing and room once, things that are placed, rooms of a bound,
// rooms for every thing that the search looks at.
static const struct {
    int count, room_count, sizes[8], rooms[4];
    unsigned steps;
} works[] = {
    {0, 0, {0}, {0}, 0},
    {2, 1, {3, 0}, {3}, 4},
    {3, 2, {3, 2, 1}, {3, 3}, 8},
    {2, 2, {3, 3}, {4, 2}, 7},
    {5, 2, {4, 3, 3, 2, 2}, {8, 6}, 12},
    {6, 3, {5, 5, 4, 3, 3, 3}, {8, 8, 7}, 24},
    {8, 4, {9, 6, 7, 5, 6, 6, 5, 6}, {14, 14, 11, 11}, 40},
    {7, 4, {6, 7, 6, 1, 5, 5, 6}, {4, 11, 13, 13}, 60},
};

START_TEST(counts_its_work) {
    struct packing packing =
        decide(works[_i].sizes, works[_i].count, works[_i].rooms, works[_i].room_count);
    ck_assert_uint_eq(packing.steps, works[_i].steps);
}
END_TEST

// As many things or rooms as are searched for, or one more, of which all but a few have a room
// of their size.
static const struct {
    int things, rooms;
    enum truth fits;
} limits[] = {
    {PACKING_SEARCHED, PACKING_SEARCHED - 3, TRUTH_TRUE},
    {PACKING_SEARCHED + 1, PACKING_SEARCHED - 2, TRUTH_UNKNOWN},
    {PACKING_SEARCHED - 1, PACKING_SEARCHED, TRUTH_TRUE},
    {PACKING_SEARCHED - 1, PACKING_SEARCHED + 1, TRUTH_UNKNOWN},
};

START_TEST(searches_up_to_a_limit) {
    static const int sizes[] = {6, 7, 6, 1, 5, 5, 6}, rooms[] = {4, 11, 13, 13};
    struct decimal a[PACKING_SEARCHED + 1], b[PACKING_SEARCHED + 1];
    for (int i = 0; i < limits[_i].things; i++)
        a[i] = decimal_from_int(i < 7 ? sizes[i] : 100);
    for (int i = 0; i < limits[_i].rooms; i++)
        b[i] = decimal_from_int(i < 4 ? rooms[i] : i - 4 < limits[_i].things - 7 ? 100 : 1);
    struct packing packing =
        packing_decide(arena, a, (uint32_t)limits[_i].things, b, (uint32_t)limits[_i].rooms);
    ck_assert_int_eq(packing.fits, limits[_i].fits);
}
END_TEST

START_TEST(does_not_add_up_beyond_128_bits) {
    struct decimal huge = {((__int128)1 << 126)}, sizes[4] = {huge, huge, huge, huge};
    struct decimal rooms[4] = {huge, huge, huge, {((__int128)1 << 126) - 1}};
    ck_assert_int_eq(packing_decide(arena, sizes, 4, sizes, 4).fits, TRUTH_TRUE);
    ck_assert_int_ne(packing_decide(arena, sizes, 4, rooms, 4).fits, TRUTH_TRUE);
}
END_TEST

// More things than are searched for, whose sum is above that of the room by the least there is.
START_TEST(adds_up_exactly) {
    enum { THINGS = PACKING_SEARCHED + 1 };
    struct decimal sizes[THINGS], room = {2 * THINGS};
    for (int i = 0; i < THINGS; i++)
        sizes[i] = (struct decimal){i == 0 ? 3 : 2};
    ck_assert_int_eq(packing_decide(arena, sizes, THINGS, &room, 1).fits, TRUTH_FALSE);
    room.nano++;
    ck_assert_int_eq(packing_decide(arena, sizes, THINGS, &room, 1).fits, TRUTH_TRUE);
}
END_TEST

// The bounds take steps, too: for so many things of one size in so many rooms they end without an
// answer.
START_TEST(bounds_end_where_the_steps_do) {
    enum { THINGS = 1500, ROOMS = 1000 };
    struct decimal *sizes = ARENA_ARRAY(arena, struct decimal, THINGS);
    struct decimal *rooms = ARENA_ARRAY(arena, struct decimal, ROOMS);
    for (int i = 0; i < THINGS; i++)
        sizes[i] = decimal_from_int(2);
    for (int i = 0; i < ROOMS; i++)
        rooms[i] = decimal_from_int(3);
    struct packing packing = packing_decide(arena, sizes, THINGS, rooms, ROOMS);
    ck_assert_int_eq(packing.fits, TRUTH_UNKNOWN);
    ck_assert_uint_ge(packing.steps, PACKING_STEPS);
    packing = packing_decide(arena, sizes, THINGS, rooms, ROOMS / 2);
    ck_assert_int_eq(packing.fits, TRUTH_FALSE);
}
END_TEST

SUITE(packing, begin, end, ONCE(agrees_with_trying_everything),
      ONCE(ends_without_an_answer_where_there_are_too_many_ways),
      ONCE(many_things_have_their_first_fit_or_a_bound), EACH(counts_its_work, works),
      EACH(searches_up_to_a_limit, limits), ONCE(does_not_add_up_beyond_128_bits),
      ONCE(adds_up_exactly), ONCE(bounds_end_where_the_steps_do))
