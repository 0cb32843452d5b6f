// Units: literals read exactly, quantities shown as people write them, and no margin hidden.
#include <check.h>
#include <string.h>

#include "../random.h"
#include "lang/unit.h"
#include "suites.h"

static struct decimal quantity(const char *text, struct dimension *dimension) {
    struct decimal value = {0};
    ck_assert_msg(quantity_parse(text, strlen(text), &value, dimension), "%s", text);
    return value;
}

static const struct {
    const char *text, *exact; // the exact value in base units; NULL: refused
    struct dimension dimension;
} readings[] = {
    {"4 GiB", "4294967296", {1, 0}},
    {"4GiB", "4294967296", {1, 0}},
    {"  4 GiB ", "4294967296", {1, 0}},
    {"1 EiB", "1152921504606846976", {1, 0}},
    {"1.5 KB", "1500", {1, 0}},
    {"1 kB", "1000", {1, 0}},
    {"1 bit", "0.125", {1, 0}},
    {"8 Mbit", "1000000", {1, 0}},
    {"3 d 4 h", "273600", {0, 1}},
    {"3d4h5min6s7ms", "273906.007", {0, 1}},
    {"1 ns", "0.000000001", {0, 1}},
    {"2.6 GHz", "2600000000", {0, -1}},
    {"10 Gbit/s", "1250000000", {1, -1}},
    {"1 MiB/s", "1048576", {1, -1}},
    {"-2 KiB", "-2048", {1, 0}},
    {"90%", "0.9", {0, 0}},
    {"0.1 %", "0.001", {0, 0}},
    {"12", "12", {0, 0}},
    {"4 gib", NULL, {0, 0}},
    {"4 GiB 5 s", NULL, {0, 0}},
    {"4 GiB 5", NULL, {0, 0}},
    {"4 % 5", NULL, {0, 0}},
    {"4 GiB/h", NULL, {0, 0}},
    {"GiB", NULL, {0, 0}},
    {"4 GiB, 5", NULL, {0, 0}},
    {"0.5 ns", NULL, {0, 0}},
    {"1000000000000 EiB", NULL, {0, 0}},
    {"0.000000001 %", NULL, {0, 0}},
    {"-", NULL, {0, 0}},
    {"", NULL, {0, 0}},
};

START_TEST(reads_quantities) {
    struct decimal value;
    struct dimension dimension;
    char exact[DECIMAL_TEXT];
    bool good = quantity_parse(readings[_i].text, strlen(readings[_i].text), &value, &dimension);
    ck_assert_msg(good == (readings[_i].exact != NULL), "%s", readings[_i].text);
    if (!good)
        return;
    decimal_format(value, exact);
    ck_assert_str_eq(exact, readings[_i].exact);
    ck_assert(dimension_equal(dimension, readings[_i].dimension));
}
END_TEST

static const struct {
    const char *text, *shown, *exact;
} shows[] = {
    {"0 B", "0 B", "0 B"},
    {"1 B", "1 B", "1 B"},
    {"-512 B", "-512 B", "-512 B"},
    {"1000 B", "1 KB", "1 KB"},
    {"1023 B", "1023 B", "1023 B"},
    {"1024 B", "1 KiB", "1 KiB"},
    {"12 GiB", "12 GiB", "12 GiB"},
    {"12 GB", "12 GB", "12 GB"},
    {"1.5 GiB", "1.5 GiB", "1.5 GiB"},
    {"512 MiB", "512 MiB", "512 MiB"},
    {"1 TB", "1 TB", "1 TB"},
    {"500107862016 B", "465.76 GiB", "476940.0234375 MiB"},
    {"1073741825 B", "1 GiB", "1073741825 B"},
    {"1 EiB", "1 EiB", "1 EiB"},
    {"0 s", "0 s", "0 s"},
    {"0 Hz", "0 Hz", "0 Hz"},
    {"5 ns", "5 ns", "5 ns"},
    {"1500 us", "1.5 ms", "1.5 ms"},
    {"0.25 s", "250 ms", "250 ms"},
    {"59.5 s", "59.5 s", "59.5 s"},
    {"60 s", "1 min", "1 min"},
    {"90 s", "1 min 30 s", "1 min 30 s"},
    {"3 d 4 h", "3 d 4 h", "3 d 4 h"},
    {"24 h", "1 d", "1 d"},
    {"1 d 2 h 3 min", "1 d 2 h 3 min", "1 d 2 h 3 min"},
    {"1 d 2 h 3 min 4 s", "1 d 2 h", "1 d 2 h 3 min 4 s"},
    {"23 h 59 min 59.9 s", "1 d", "23 h 59 min 59.9 s"},
    {"-90 s", "-1 min 30 s", "-1 min 30 s"},
    {"2.6 GHz", "2.6 GHz", "2.6 GHz"},
    {"2594.9 MHz", "2.59 GHz", "2.5949 GHz"},
    {"10 Gbit/s", "10 Gbit/s", "10 Gbit/s"},
    {"100 MB/s", "800 Mbit/s", "800 Mbit/s"},
    {"0 Gbit/s", "0 bit/s", "0 bit/s"},
    {"12.345678901", "12.345678901", "12.345678901"},
    {"1073741823 B", "1 GiB", "1073741823 B"},
    {"59.999 s", "1 min", "59.999 s"},
    {"999.999 ms", "1 s", "999.999 ms"},
    {"1234567.891", "1234567.891", "1234567.891"},
    {"0.001 B", "0.001 B", "0.001 B"},
    {"0.004 Hz", "0.004 Hz", "0.004 Hz"},
    {"0.006 B", "0.01 B", "0.006 B"},
    {"90%", "0.9", "0.9"},
};

START_TEST(shows_quantities) {
    struct dimension dimension;
    struct text shown = {0}, exact = {0};
    struct decimal value = quantity(shows[_i].text, &dimension);
    quantity_show(&shown, value, dimension);
    quantity_show_exact(&exact, value, dimension);
    ck_assert_str_eq(text_data(&shown), shows[_i].shown);
    ck_assert_str_eq(text_data(&exact), shows[_i].exact);
    text_clear(&shown);
    text_clear(&exact);
}
END_TEST

static const struct {
    const char *left, *right, *left_shown, *right_shown;
} pairs[] = {
    {"256 GiB", "105.8 GiB", "256 GiB", "105.8 GiB"},
    {"12 GiB", "12 GiB", "12 GiB", "12 GiB"},
    {"12 GiB", "12 GB", "12 GiB", "11.18 GiB"},
    {"2 TB", "1 TB", "2 TB", "1 TB"},
    {"1 GiB", "1073741823 B", "1073741824 B", "1073741823 B"},
    {"1.001 GiB", "1 GiB", "1025.02 MiB", "1024 MiB"},
    {"1000000000001 B", "1 TB", "1000000000001 B", "1000000000000 B"},
    {"0 B", "12 GiB", "0 B", "12 GiB"},
    {"2.6 GHz", "2599.9 MHz", "2600 MHz", "2599.9 MHz"},
    {"1 d 2 h 3 min 4 s", "1 d 2 h 3 min 5 s", "1 d 2 h 3 min 4 s", "1 d 2 h 3 min 5 s"},
    {"1 d 1 h 29 min 40 s", "1 d 1 h 29 min", "1 d 1 h 30 min", "1 d 1 h 29 min"},
    {"2 d 7 h 10 min", "2 d 7 h 9 min 59.5 s", "2 d 7 h 10 min", "2 d 7 h 9 min 59.5 s"},
    {"5 d 7 h 1 min 20 s", "3 d", "5 d 7 h", "3 d"},
    {"59.999 s", "1 min 1 ms", "59.999 s", "1 min 0.001 s"},
    {"0.001 B", "5 B", "0.001 B", "5 B"},
    {"3", "4", "3", "4"},
};

START_TEST(shows_pairs) {
    struct dimension dimension, other;
    struct text left = {0}, right = {0};
    struct decimal a = quantity(pairs[_i].left, &dimension), b = quantity(pairs[_i].right, &other);
    quantity_show_pair(&left, a, &right, b, dimension);
    ck_assert_str_eq(text_data(&left), pairs[_i].left_shown);
    ck_assert_str_eq(text_data(&right), pairs[_i].right_shown);
    text_clear(&left);
    text_clear(&right);
}
END_TEST

START_TEST(never_shows_unequal_sides_alike) {
    struct text left = {0}, right = {0};
    int64_t size = 1;
    for (int i = 0; i < 60; i++, size = size * 2 + i % 3) {
        for (int64_t less = 1; less > 0 && less < size; less *= 7) {
            text_reset(&left);
            text_reset(&right);
            quantity_show_pair(&left, decimal_from_int(size), &right, decimal_from_int(size - less),
                               DIMENSION_BYTES);
            ck_assert_str_ne(text_data(&left), text_data(&right));
        }
    }
    text_clear(&left);
    text_clear(&right);
}
END_TEST

START_TEST(names_dimensions) {
    char buffer[32];
    ck_assert_str_eq(dimension_name(DIMENSION_BANDWIDTH), "bandwidth");
    ck_assert_ptr_null(dimension_name((struct dimension){2, 0}));
    ck_assert_str_eq(dimension_symbol(DIMENSION_BYTES, buffer), "B");
    ck_assert_str_eq(dimension_symbol(DIMENSION_BANDWIDTH, buffer), "B/s");
    ck_assert_str_eq(dimension_symbol(DIMENSION_FREQUENCY, buffer), "Hz");
    ck_assert_str_eq(dimension_symbol(DIMENSION_NONE, buffer), "");
    ck_assert_str_eq(dimension_symbol((struct dimension){2, 0}, buffer), "B^2");
    ck_assert_str_eq(dimension_symbol((struct dimension){-1, 1}, buffer), "s/B");
    ck_assert_str_eq(dimension_symbol((struct dimension){-1, -2}, buffer), "1/B/s^2");
}
END_TEST

static const struct text_pair cures[] = {
    {"Gb", "GB or Gbit"},
    {"G", "GB or GiB"},
    {"Gi", "GiB"},
    {"gib", "GiB"},
    {"minutes", "min"},
    {"Mbps", "Mbit/s"},
    {"Gb/s", "GB/s or Gbit/s"},
    {"ghz", "GHz"},
    {"sec", "s"},
    {"m", "min"},
    {"Gbits", "Gbit"},
    {"parrots", NULL},
};

START_TEST(knows_misspellings) {
    const char *near = unit_nearest(cures[_i].given, strlen(cures[_i].given));
    ck_assert_pstr_eq(near, cures[_i].wanted);
}
END_TEST

// A random size up to a power of two, at times a multiple of a unit.
static struct decimal random_quantity(struct random *random) {
    static const int64_t steps[] = {1, 1000000000, 60, 3600, 86400, 1024, 1000, 1048576};
    __int128 nano = (__int128)(random_bits(random) >> 20 >> random_below(random, 44));
    nano *= RANDOM_OF(random, steps) * (random_percent(random, 50) ? DECIMAL_ONE : 1000);
    return (struct decimal){random_percent(random, 50) ? -nano : nano};
}

static int order(struct decimal a, struct decimal b) {
    int sign = decimal_compare(a, b);
    return (sign > 0) - (sign < 0);
}

static const struct dimension measured[] = {{1, 0}, {0, 1}, {0, -1}, {1, -1}};

// What is shown of two sides is read back in their order, close to each other or not.
START_TEST(keeps_the_order_of_sides) {
    struct random random = random_new(7);
    struct dimension dimension = measured[_i], read;
    struct text left = {0}, right = {0};
    for (int i = 0; i < 40000; i++) {
        struct decimal a = random_quantity(&random), b = random_quantity(&random), near;
        if (i % 2 && decimal_add(a, (struct decimal){b.nano % (1000 * DECIMAL_ONE)}, &near))
            b = near;
        text_reset(&left);
        text_reset(&right);
        quantity_show_pair(&left, a, &right, b, dimension);
        int shown = order(quantity(text_data(&left), &read), quantity(text_data(&right), &read));
        ck_assert_msg(shown == order(a, b), "%s and %s", text_data(&left), text_data(&right));
    }
    text_clear(&left);
    text_clear(&right);
}
END_TEST

SUITE(unit, NULL, NULL, EACH(reads_quantities, readings), EACH(shows_quantities, shows),
      EACH(shows_pairs, pairs), ONCE(never_shows_unequal_sides_alike),
      EACH(keeps_the_order_of_sides, measured), ONCE(names_dimensions),
      EACH(knows_misspellings, cures))
