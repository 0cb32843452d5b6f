// Packing, against a search that tries everything.
#include <check.h>
#include <stdlib.h>

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

START_TEST(does_not_add_up_beyond_128_bits) {
    struct decimal huge = {((__int128)1 << 126)}, sizes[4] = {huge, huge, huge, huge};
    struct decimal rooms[4] = {huge, huge, huge, {((__int128)1 << 126) - 1}};
    ck_assert_int_eq(packing_decide(arena, sizes, 4, sizes, 4).fits, TRUTH_TRUE);
    ck_assert_int_ne(packing_decide(arena, sizes, 4, rooms, 4).fits, TRUTH_TRUE);
}
END_TEST

SUITE(packing, begin, end, ONCE(agrees_with_trying_everything),
      ONCE(ends_without_an_answer_where_there_are_too_many_ways),
      ONCE(does_not_add_up_beyond_128_bits))
