// How quantities are shown: in the unit a person would use.
#include "lang/unit.h"

#include <string.h>

// The units of one way to show a dimension, the largest first.
struct scale {
    const char *const *names;
    size_t count;
};

#define SCALE(...)                                                                                 \
    {                                                                                              \
        (const char *const[]){__VA_ARGS__},                                                        \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)                            \
    }

static const struct scale binary = SCALE("EiB", "PiB", "TiB", "GiB", "MiB", "KiB", "B");
static const struct scale metric = SCALE("EB", "PB", "TB", "GB", "MB", "KB", "B");
static const struct scale hertz = SCALE("GHz", "MHz", "kHz", "Hz");
static const struct scale bits = SCALE("Gbit/s", "Mbit/s", "kbit/s", "bit/s");
static const struct scale seconds = SCALE("s", "ms", "us", "ns");

enum { DIGITS = 2, EXACT_DIGITS = 9 };

static const struct unit *unit_of(const char *name) {
    return unit_find(name, strlen(name));
}

static struct decimal size_of(struct decimal value) {
    struct decimal size = value;
    return decimal_absolute(value, &size) ? size : value;
}

// value in a unit, rounded; true where nothing was lost.
static bool convert(struct decimal value, const struct unit *unit, int digits,
                    struct decimal *out) {
    struct decimal quotient, back;
    if (!decimal_divide(value, unit->factor, &quotient) ||
        !decimal_round_to(quotient, digits, out)) {
        *out = value;
        return false;
    }
    return decimal_multiply(*out, unit->factor, &back) && decimal_compare(back, value) == 0;
}

// The largest unit of which there is at least one, else the smallest.
static size_t choose(struct scale scale, struct decimal value) {
    struct decimal size = size_of(value);
    size_t i = 0;
    while (i + 1 < scale.count && decimal_compare(size, unit_of(scale.names[i])->factor) < 0)
        i++;
    return i;
}

static void add_in_unit(struct text *out, struct decimal value, const char *name, int digits) {
    char number[DECIMAL_TEXT];
    struct decimal shown;
    convert(value, unit_of(name), digits, &shown);
    decimal_format(shown, number);
    text_addf(out, "%s %s", number, name);
}

// The places of a number written out.
static size_t places(struct decimal value) {
    char number[DECIMAL_TEXT];
    return decimal_format(value, number);
}

// Memory is counted in powers of two. A size that is round in powers of ten, and only there, is
// shown in those.
static struct scale bytes_scale(struct decimal value) {
    struct decimal two, ten;
    bool exact_two = convert(value, unit_of(binary.names[choose(binary, value)]), DIGITS, &two);
    bool exact_ten = convert(value, unit_of(metric.names[choose(metric, value)]), DIGITS, &ten);
    return exact_ten && (!exact_two || places(ten) < places(two)) ? metric : binary;
}

static bool is_bytes(struct dimension dimension) {
    return dimension_equal(dimension, DIMENSION_BYTES);
}

static struct scale scale_of(struct decimal value, struct dimension dimension) {
    if (is_bytes(dimension))
        return bytes_scale(value);
    if (dimension_equal(dimension, DIMENSION_BANDWIDTH))
        return bits;
    return dimension_equal(dimension, DIMENSION_FREQUENCY) ? hertz : seconds;
}

// The parts of a duration, the largest first.
static const struct {
    const char *name;
    int64_t seconds;
} parts[] = {{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}};

enum { PART_COUNT = sizeof parts / sizeof *parts };

static void add_part(struct text *out, bool *first, struct decimal count, const char *name) {
    char number[DECIMAL_TEXT];
    if (count.nano == 0)
        return;
    decimal_format(count, number);
    text_addf(out, "%s%s %s", *first ? "" : " ", number, name);
    *first = false;
}

// Splits a duration that is not negative into its parts down to the last one, which takes the rest.
static void split(struct decimal value, size_t last, struct decimal counts[PART_COUNT]) {
    memset(counts, 0, PART_COUNT * sizeof *counts);
    for (size_t i = 0; i <= last; i++) {
        __int128 unit = parts[i].seconds * DECIMAL_ONE;
        __int128 whole = i == last ? 0 : value.nano / unit;
        counts[i].nano = whole * DECIMAL_ONE;
        if (i == last)
            decimal_divide(value, (struct decimal){unit}, &counts[i]);
        value.nano -= whole * unit;
    }
}

static size_t first_part(struct decimal value) {
    size_t i = 0;
    while (i + 1 < PART_COUNT && value.nano < parts[i].seconds * DECIMAL_ONE)
        i++;
    return i;
}

// Rounds to whole multiples of a part.
static struct decimal round_to_part(struct decimal value, size_t part) {
    struct decimal unit = {parts[part].seconds * DECIMAL_ONE}, quotient, rounded;
    if (!decimal_divide(value, unit, &quotient) || !decimal_round(quotient, &rounded) ||
        !decimal_multiply(rounded, unit, &rounded))
        return value;
    return rounded;
}

static void add_parts(struct text *out, struct decimal value) {
    struct decimal counts[PART_COUNT];
    bool first = true;
    split(value, PART_COUNT - 1, counts);
    for (size_t i = 0; i < PART_COUNT; i++)
        add_part(out, &first, counts[i], parts[i].name);
}

// A minute or more: all parts if there are at most three with whole seconds, else the two largest.
static void add_duration(struct text *out, struct decimal value) {
    struct decimal size = size_of(value), counts[PART_COUNT];
    size_t used = 0;
    split(size, PART_COUNT - 1, counts);
    for (size_t i = 0; i < PART_COUNT; i++)
        used += counts[i].nano != 0;
    size_t first = first_part(size);
    if (used > 3 || !decimal_is_whole(counts[PART_COUNT - 1]))
        size = round_to_part(size, first + 1 < PART_COUNT ? first + 1 : first);
    if (value.nano < 0)
        text_add_char(out, '-');
    add_parts(out, size);
}

static bool is_compound(struct decimal value, struct dimension dimension) {
    return dimension_equal(dimension, DIMENSION_DURATION) &&
           size_of(value).nano >= 60 * DECIMAL_ONE;
}

static void add_plain(struct text *out, struct decimal value, struct dimension dimension) {
    char number[DECIMAL_TEXT], buffer[32];
    const char *symbol = dimension_symbol(dimension, buffer);
    decimal_format(value, number);
    text_addf(out, "%s%s%s", number, *symbol ? " " : "", symbol);
}

static bool has_scale(struct dimension dimension) {
    return dimension_name(dimension) && !dimension_equal(dimension, DIMENSION_NONE);
}

static void add_zero(struct text *out, struct dimension dimension) {
    text_add(out, dimension_equal(dimension, DIMENSION_BANDWIDTH) ? "0 bit/s" : "");
    if (!dimension_equal(dimension, DIMENSION_BANDWIDTH))
        add_plain(out, (struct decimal){0}, dimension);
}

// Shows value in the unit `lower` steps below the one a person would use.
static void show_lower(struct text *out, struct decimal value, struct scale scale, size_t lower) {
    size_t i = choose(scale, value) + lower;
    add_in_unit(out, value, scale.names[i < scale.count ? i : scale.count - 1], DIGITS);
}

void quantity_show(struct text *out, struct decimal value, struct dimension dimension) {
    if (!has_scale(dimension))
        add_plain(out, value, dimension);
    else if (value.nano == 0)
        add_zero(out, dimension);
    else if (is_compound(value, dimension))
        add_duration(out, value);
    else
        show_lower(out, value, scale_of(value, dimension), 0);
}

// The largest unit of a scale that shows the value without loss.
static bool show_without_loss(struct text *out, struct decimal value, struct scale scale) {
    struct decimal shown;
    for (size_t i = choose(scale, value); i < scale.count; i++) {
        if (convert(value, unit_of(scale.names[i]), EXACT_DIGITS, &shown)) {
            add_in_unit(out, value, scale.names[i], EXACT_DIGITS);
            return true;
        }
    }
    return false;
}

void quantity_show_exact(struct text *out, struct decimal value, struct dimension dimension) {
    if (value.nano != 0 && has_scale(dimension)) {
        if (is_compound(value, dimension)) {
            text_add(out, value.nano < 0 ? "-" : "");
            add_parts(out, size_of(value));
            return;
        }
        if (show_without_loss(out, value, scale_of(value, dimension)))
            return;
    }
    add_plain(out, value, dimension);
}

static bool same_text(const struct text *a, const struct text *b) {
    return strcmp(text_data(a), text_data(b)) == 0;
}

// Shows both sides in the units of one scale, smaller ones until they differ.
static void show_both(struct text *left, struct decimal a, struct text *right, struct decimal b,
                      struct scale scale) {
    for (size_t lower = 0; lower < scale.count; lower++) {
        text_reset(left);
        text_reset(right);
        show_lower(left, a, scale, lower);
        show_lower(right, b, scale, lower);
        if (!same_text(left, right))
            return;
    }
}

static void show_pair(struct text *left, struct decimal a, struct text *right, struct decimal b,
                      struct dimension dimension) {
    quantity_show(left, a, dimension);
    quantity_show(right, b, dimension);
    bool apart = !same_text(left, right);
    if (decimal_compare(a, b) == 0 || (apart && !is_bytes(dimension)))
        return;
    if (is_bytes(dimension) && a.nano != 0 && b.nano != 0) {
        bool mixed = bytes_scale(a).names != bytes_scale(b).names;
        if (apart && !mixed)
            return;
        show_both(left, a, right, b, mixed ? binary : bytes_scale(a));
    } else if (has_scale(dimension) && !is_compound(a, dimension)) {
        show_both(left, a, right, b, scale_of(a, dimension));
    }
    if (!same_text(left, right))
        return;
    text_reset(left);
    text_reset(right);
    quantity_show_exact(left, a, dimension);
    quantity_show_exact(right, b, dimension);
}

void quantity_show_pair(struct text *left, struct decimal a, struct text *right, struct decimal b,
                        struct dimension dimension) {
    struct text first = {0}, second = {0};
    show_pair(&first, a, &second, b, dimension);
    text_add(left, text_data(&first));
    text_add(right, text_data(&second));
    text_clear(&first);
    text_clear(&second);
}
