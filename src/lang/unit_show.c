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

static bool at_least_one(struct decimal size, const char *unit) {
    return decimal_compare(size, unit_of(unit)->factor) >= 0;
}

// The largest unit of which there is at least one, else the smallest; no time at all is 0 s.
static size_t choose(struct scale scale, struct decimal value) {
    struct decimal size = size_of(value);
    size_t i = 0;
    if (size.nano == 0 && scale.names == seconds.names)
        return 0;
    while (i + 1 < scale.count && !at_least_one(size, scale.names[i]))
        i++;
    return i;
}

// What would be rounded to nothing is shown exactly.
static void add_in_unit(struct text *out, struct decimal value, const char *name, int digits) {
    char number[DECIMAL_TEXT];
    struct decimal shown;
    convert(value, unit_of(name), digits, &shown);
    if (shown.nano == 0)
        convert(value, unit_of(name), EXACT_DIGITS, &shown);
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

static struct scale scale_of(struct decimal value, struct dimension dimension) {
    if (dimension_equal(dimension, DIMENSION_BYTES))
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

// Splits a duration that is not negative into its parts; the seconds take the rest.
static void split(struct decimal value, struct decimal counts[PART_COUNT]) {
    for (size_t i = 0; i + 1 < PART_COUNT; i++) {
        __int128 unit = parts[i].seconds * DECIMAL_ONE;
        counts[i].nano = value.nano / unit * DECIMAL_ONE;
        value.nano %= unit;
    }
    counts[PART_COUNT - 1] = value;
}

// Rounds to multiples of a hundredth of a unit.
static struct decimal round_in(struct decimal value, struct decimal unit, int digits) {
    struct decimal quotient, rounded;
    if (!decimal_divide(value, unit, &quotient) || !decimal_round_to(quotient, digits, &rounded) ||
        !decimal_multiply(rounded, unit, &rounded))
        return value;
    return rounded;
}

static void add_parts(struct text *out, struct decimal value) {
    struct decimal counts[PART_COUNT];
    bool first = true;
    text_add(out, value.nano < 0 ? "-" : "");
    split(size_of(value), counts);
    for (size_t i = 0; i < PART_COUNT; i++)
        add_part(out, &first, counts[i], parts[i].name);
}

// The last part that is shown of a minute or more: all of them if there are at most three with
// whole seconds, else the two largest.
static size_t last_part(struct decimal value) {
    struct decimal counts[PART_COUNT];
    size_t used = 0, first = PART_COUNT, last = 0;
    split(size_of(value), counts);
    for (size_t i = PART_COUNT; i-- > 0;) {
        used += counts[i].nano != 0;
        first = counts[i].nano != 0 ? i : first;
        last = counts[i].nano != 0 && i > last ? i : last;
    }
    if (used <= 3 && decimal_is_whole(counts[PART_COUNT - 1]))
        return last;
    return first + 1 < PART_COUNT ? first + 1 : first;
}

static struct decimal round_duration(struct decimal value, size_t last) {
    return round_in(value, (struct decimal){parts[last].seconds * DECIMAL_ONE}, 0);
}

static bool is_compound(struct decimal value, struct dimension dimension) {
    return dimension_equal(dimension, DIMENSION_DURATION) &&
           size_of(value).nano >= parts[PART_COUNT - 2].seconds * DECIMAL_ONE;
}

static bool has_scale(struct dimension dimension) {
    return dimension_name(dimension) && !dimension_equal(dimension, DIMENSION_NONE);
}

// The value that is shown for one: rounded in the unit a person would use.
static struct decimal round_to_show(struct decimal value, struct dimension dimension,
                                    struct scale scale) {
    if (!has_scale(dimension))
        return value;
    if (is_compound(value, dimension))
        return round_duration(value, last_part(value));
    struct decimal rounded =
        round_in(value, unit_of(scale.names[choose(scale, value)])->factor, DIGITS);
    return rounded.nano == 0 ? value : rounded;
}

static void add_plain(struct text *out, struct decimal value, struct dimension dimension) {
    char number[DECIMAL_TEXT], buffer[32];
    const char *symbol = dimension_symbol(dimension, buffer);
    decimal_format(value, number);
    text_addf(out, "%s%s%s", number, *symbol ? " " : "", symbol);
}

// Rounding may have made it one of the next unit: 1023.999 MiB is shown as 1 GiB.
static void show_rounded(struct text *out, struct decimal rounded, struct dimension dimension,
                         struct scale scale) {
    if (!has_scale(dimension))
        add_plain(out, rounded, dimension);
    else if (is_compound(rounded, dimension))
        add_parts(out, rounded);
    else
        add_in_unit(out, rounded, scale.names[choose(scale, rounded)], DIGITS);
}

static void show(struct text *out, struct decimal value, struct dimension dimension,
                 struct scale scale) {
    show_rounded(out, round_to_show(value, dimension, scale), dimension, scale);
}

void quantity_show(struct text *out, struct decimal value, struct dimension dimension) {
    show(out, value, dimension, scale_of(value, dimension));
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
    if (is_compound(value, dimension))
        add_parts(out, value);
    else if (!has_scale(dimension) || !show_without_loss(out, value, scale_of(value, dimension)))
        add_plain(out, value, dimension);
}

static bool is_bytes(struct dimension dimension) {
    return dimension_equal(dimension, DIMENSION_BYTES);
}

// Sizes next to each other are counted the same way, unless one of them is nothing.
static struct scale common_scale(struct decimal a, struct decimal b, struct dimension dimension) {
    struct scale first = scale_of(a.nano ? a : b, dimension),
                 second = scale_of(b.nano ? b : a, dimension);
    return is_bytes(dimension) && first.names != second.names ? binary : first;
}

// In one unit for both, smaller ones until they differ, from below the one that was too large.
static bool show_apart(struct text *left, struct decimal a, struct text *right, struct decimal b,
                       struct scale scale) {
    struct decimal larger = decimal_compare(size_of(a), size_of(b)) > 0 ? a : b;
    for (size_t i = choose(scale, larger) + 1; i < scale.count; i++) {
        struct decimal unit = unit_of(scale.names[i])->factor;
        if (decimal_compare(round_in(a, unit, DIGITS), round_in(b, unit, DIGITS)) != 0) {
            add_in_unit(left, a, scale.names[i], DIGITS);
            add_in_unit(right, b, scale.names[i], DIGITS);
            return true;
        }
    }
    return false;
}

// Two durations are shown to the same part, the smaller of theirs.
static void round_pair(struct decimal *a, struct decimal *b, struct dimension dimension,
                       struct scale scale) {
    if (is_compound(*a, dimension) && is_compound(*b, dimension)) {
        size_t left = last_part(*a), right = last_part(*b), last = left > right ? left : right;
        *a = round_duration(*a, last);
        *b = round_duration(*b, last);
    } else {
        *a = round_to_show(*a, dimension, scale);
        *b = round_to_show(*b, dimension, scale);
    }
}

void quantity_show_pair(struct text *left, struct decimal a, struct text *right, struct decimal b,
                        struct dimension dimension) {
    struct scale scale = common_scale(a, b, dimension);
    struct decimal left_shown = a, right_shown = b;
    round_pair(&left_shown, &right_shown, dimension, scale);
    if (decimal_compare(a, b) == decimal_compare(left_shown, right_shown)) {
        show_rounded(left, left_shown, dimension, scale);
        show_rounded(right, right_shown, dimension, scale);
    } else if (is_compound(a, dimension) || is_compound(b, dimension) || !has_scale(dimension) ||
               !show_apart(left, a, right, b, scale)) {
        quantity_show_exact(left, a, dimension);
        quantity_show_exact(right, b, dimension);
    }
}
