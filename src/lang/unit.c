// Units of quantities: the table of literals and how texts are read.
#include "lang/unit.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lang/diagnostic.h"

#define WHOLE(n)                                                                                   \
    { (__int128)(n)*1000000000 }
#define NANO(n)                                                                                    \
    { (__int128)(n) }
#define KI ((__int128)1024)
#define K ((__int128)1000)

// One row for a size, one for the bandwidth that moves it in a second.
#define SIZE(name, factor)                                                                         \
    {name, {1, 0}, factor}, {                                                                      \
        name "/s", {1, -1}, factor                                                                 \
    }

static const struct unit units[] = {
    SIZE("B", WHOLE(1)),
    SIZE("KB", WHOLE(K)),
    SIZE("kB", WHOLE(K)),
    SIZE("MB", WHOLE(K *K)),
    SIZE("GB", WHOLE(K *K *K)),
    SIZE("TB", WHOLE(K *K *K *K)),
    SIZE("PB", WHOLE(K *K *K *K *K)),
    SIZE("EB", WHOLE(K *K *K *K *K *K)),
    SIZE("KiB", WHOLE(KI)),
    SIZE("MiB", WHOLE(KI *KI)),
    SIZE("GiB", WHOLE(KI *KI *KI)),
    SIZE("TiB", WHOLE(KI *KI *KI *KI)),
    SIZE("PiB", WHOLE(KI *KI *KI *KI *KI)),
    SIZE("EiB", WHOLE(KI *KI *KI *KI *KI *KI)),
    SIZE("bit", NANO(125000000)),
    SIZE("Kbit", WHOLE(125)),
    SIZE("kbit", WHOLE(125)),
    SIZE("Mbit", WHOLE(125 * K)),
    SIZE("Gbit", WHOLE(125 * K * K)),
    {"ns", {0, 1}, NANO(1)},
    {"us", {0, 1}, NANO(K)},
    {"ms", {0, 1}, NANO(K *K)},
    {"s", {0, 1}, WHOLE(1)},
    {"min", {0, 1}, WHOLE(60)},
    {"h", {0, 1}, WHOLE(3600)},
    {"d", {0, 1}, WHOLE(86400)},
    {"Hz", {0, -1}, WHOLE(1)},
    {"KHz", {0, -1}, WHOLE(K)},
    {"kHz", {0, -1}, WHOLE(K)},
    {"MHz", {0, -1}, WHOLE(K *K)},
    {"GHz", {0, -1}, WHOLE(K *K *K)},
};

enum { UNIT_COUNT = sizeof units / sizeof *units };

static bool is_word(const char *word, const char *name, size_t length) {
    return length > 0 && *word == *name && strlen(word) == length &&
           memcmp(word, name, length) == 0;
}

const struct unit *unit_find(const char *name, size_t length) {
    for (size_t i = 0; i < UNIT_COUNT; i++)
        if (is_word(units[i].name, name, length))
            return &units[i];
    return NULL;
}

const struct unit *unit_at(size_t index) {
    return index < UNIT_COUNT ? &units[index] : NULL;
}

// What people write with a prefix, such as "Gb" and "Gi".
#define PREFIX(p)                                                                                  \
    {p, p "B or " p "iB"}, {p "i", p "iB"}, {p "b", p "B or " p "bit"},                            \
        {p "b/s", p "B/s or " p "bit/s"}, {p "bps", p "bit/s"}, {p "Bps", p "B/s"},                \
        {p "bits", p "bit"}, {                                                                     \
        p "/s", p "B/s or " p "bit/s"                                                              \
    }

static const struct {
    const char *wrong, *right;
} misspellings[] = {
    PREFIX("K"),
    PREFIX("M"),
    PREFIX("G"),
    {"T", "TB or TiB"},
    {"Ti", "TiB"},
    {"Tb", "TB"},
    {"P", "PB or PiB"},
    {"Pi", "PiB"},
    {"Pb", "PB"},
    {"k", "kB or KiB"},
    {"g", "GB or GiB"},
    {"t", "TB or TiB"},
    {"b", "B or bit"},
    {"byte", "B"},
    {"bytes", "B"},
    {"bits", "bit"},
    {"bps", "bit/s"},
    {"Bps", "B/s"},
    {"m", "min"},
    {"mins", "min"},
    {"minute", "min"},
    {"minutes", "min"},
    {"sec", "s"},
    {"secs", "s"},
    {"second", "s"},
    {"seconds", "s"},
    {"msec", "ms"},
    {"millisecond", "ms"},
    {"milliseconds", "ms"},
    {"usec", "us"},
    {"microseconds", "us"},
    {"nanoseconds", "ns"},
    {"hr", "h"},
    {"hrs", "h"},
    {"hour", "h"},
    {"hours", "h"},
    {"day", "d"},
    {"days", "d"},
    {"w", "d, seven for a week"},
    {"week", "d, seven for a week"},
    {"weeks", "d, seven for a week"},
    {"mo", "d, 30 for a month"},
    {"month", "d, 30 for a month"},
    {"months", "d, 30 for a month"},
    {"y", "d, 365 for a year"},
    {"yr", "d, 365 for a year"},
    {"year", "d, 365 for a year"},
    {"years", "d, 365 for a year"},
    {"percent", "%, as in 90%"},
    {"kb", "kB or kbit"},
    {"kbps", "kbit/s"},
};

const char *unit_nearest(const char *name, size_t length) {
    const char *names[UNIT_COUNT];
    char word[16];
    for (size_t i = 0; i < sizeof misspellings / sizeof *misspellings; i++)
        if (is_word(misspellings[i].wrong, name, length))
            return misspellings[i].right;
    if (length >= sizeof word)
        return NULL;
    memcpy(word, name, length);
    word[length] = '\0';
    for (size_t i = 0; i < UNIT_COUNT; i++)
        if (strcasecmp(units[i].name, word) == 0)
            return units[i].name;
    for (size_t i = 0; i < UNIT_COUNT; i++)
        names[i] = units[i].name;
    return length > 2 ? nearest_word(word, names, UNIT_COUNT) : NULL;
}

static const struct dimension_words dimensions[] = {
    {
        {1, 0},
        "bytes",
        "bytes are needed",
        "GiB",
        "16 GiB",
        "16 GiB or 16 GB",
        "write %s GiB, %s GB, %s MiB ...",
        "(B|[kKMGTPE]B|[KMGTPE]iB|bit|[kKMG]bit)",
    },
    {
        {0, 1},
        "duration",
        "a duration is needed",
        "h",
        "5 min",
        "90 s, 5 min or 3 d 4 h",
        "write %s s, %s min, %s h ...",
        "(ns|us|ms|s|min|h|d)",
    },
    {
        {0, -1},
        "frequency",
        "a frequency is needed",
        "GHz",
        "2 GHz",
        "2.4 GHz",
        "write %s MHz, %s GHz, %s Hz ...",
        "([kKMG]?Hz)",
    },
    {
        {1, -1},
        "bandwidth",
        "a bandwidth is needed",
        "Gbit/s",
        "10 Gbit/s",
        "10 Gbit/s or 100 MB/s",
        "write %s MB/s, %s Gbit/s, %s KiB/s ...",
        "(B|[kKMGTPE]B|[KMGTPE]iB|bit|[kKMG]bit)/s",
    },
    {{0, 0}, "number", "a number is needed", "", "16", "12, 0.5 or 90%", NULL, NULL},
};

const struct dimension_words *dimension_words(struct dimension dimension) {
    size_t row = 0, last = sizeof dimensions / sizeof *dimensions - 1;
    while (row < last && !dimension_equal(dimensions[row].dimension, dimension))
        row++;
    return &dimensions[row];
}

const char *dimension_name(struct dimension dimension) {
    const struct dimension_words *words = dimension_words(dimension);
    return dimension_equal(words->dimension, dimension) ? words->name : NULL;
}

// "B^2", with the exponent left out where it is 1.
static int show_power(char *out, size_t room, const char *base, int exponent) {
    return exponent == 1 ? snprintf(out, room, "%s", base)
                         : snprintf(out, room, "%s^%d", base, exponent);
}

const char *dimension_symbol(struct dimension dimension, char buffer[32]) {
    int length = 0;
    buffer[0] = '\0';
    if (dimension_equal(dimension, DIMENSION_FREQUENCY))
        return "Hz";
    if (dimension.information > 0)
        length += show_power(buffer, 32, "B", dimension.information);
    if (dimension.time > 0)
        length +=
            show_power(buffer + length, 32 - (size_t)length, length ? "*s" : "s", dimension.time);
    if (length == 0 && (dimension.information < 0 || dimension.time < 0))
        length += snprintf(buffer, 32, "1");
    if (dimension.information < 0)
        length += show_power(buffer + length, 32 - (size_t)length, "/B", -dimension.information);
    if (dimension.time < 0)
        show_power(buffer + length, 32 - (size_t)length, "/s", -dimension.time);
    return buffer;
}

bool quantity_scale(struct decimal number, const struct unit *unit, struct decimal *out) {
    struct decimal product, back;
    if (!decimal_multiply(number, unit->factor, &product) ||
        !decimal_divide(product, unit->factor, &back) || decimal_compare(back, number) != 0)
        return false;
    *out = product;
    return true;
}

struct cursor {
    const char *at, *end;
};

static void skip_blanks(struct cursor *in) {
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t'))
        in->at++;
}

static bool read_number(struct cursor *in, struct decimal *value) {
    const char *first = in->at;
    while (in->at < in->end && ((*in->at >= '0' && *in->at <= '9') || *in->at == '.'))
        in->at++;
    return decimal_parse(first, (size_t)(in->at - first), value) == DECIMAL_OK;
}

static const struct unit *read_unit(struct cursor *in) {
    const char *first = in->at;
    while (in->at < in->end && ((*in->at >= 'A' && *in->at <= 'Z') ||
                                (*in->at >= 'a' && *in->at <= 'z') || *in->at == '/'))
        in->at++;
    return unit_find(first, (size_t)(in->at - first));
}

static bool at_end(struct cursor *in) {
    skip_blanks(in);
    return in->at == in->end;
}

// "4 h" of "3 d 4 h": adds to the sum so far.
static bool read_part(struct cursor *in, struct decimal number, bool first, struct decimal *sum,
                      struct dimension *dimension) {
    struct decimal value;
    const struct unit *unit = read_unit(in);
    if (!unit || !quantity_scale(number, unit, &value))
        return false;
    if (!first && !dimension_equal(unit->dimension, *dimension))
        return false;
    *dimension = unit->dimension;
    return decimal_add(*sum, value, sum);
}

static bool read_percent(struct cursor *in, struct decimal number, struct decimal *value) {
    struct decimal back;
    in->at++;
    return at_end(in) && decimal_divide(number, decimal_from_int(100), value) &&
           decimal_multiply(*value, decimal_from_int(100), &back) &&
           decimal_compare(back, number) == 0;
}

// The text without its sign.
static bool read_amount(struct cursor *in, struct decimal *value, struct dimension *dimension) {
    struct decimal number;
    *value = (struct decimal){0};
    *dimension = DIMENSION_NONE;
    for (bool first = true; first || !at_end(in); first = false) {
        if (!read_number(in, &number))
            return false;
        if (first && at_end(in)) {
            *value = number;
            return true;
        }
        skip_blanks(in);
        if (first && *in->at == '%')
            return read_percent(in, number, value);
        if (!read_part(in, number, first, value, dimension))
            return false;
    }
    return true;
}

bool quantity_parse(const char *text, size_t size, struct decimal *value,
                    struct dimension *dimension) {
    struct cursor in = {text, text + size};
    struct decimal amount;
    struct dimension found;
    skip_blanks(&in);
    bool negative = in.at < in.end && *in.at == '-';
    in.at += negative;
    if (!read_amount(&in, &amount, &found) || (negative && !decimal_negate(amount, &amount)))
        return false;
    *value = amount;
    *dimension = found;
    return true;
}
