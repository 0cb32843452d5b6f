// Numbers, quantities and aggregates.
#include "grow.h"

static const char *const whole[] = {
    "0", "1", "2", "3", "5", "7", "100", "(-1)", "(-4)", "9007199254740991", "9223372036854775807"};
static const char *const fractions[] = {"0.1", "0.3", "2.5", "90%", "0.000000001", "(-0.5)"};
static const char *const sizes[] = {"0 B", "1 B", "4 GiB", "1 MiB", "100 GB", "1 GiB", "512 MiB"};
static const char *const times[] = {"0 s", "1 h", "24 h", "1 ns", "3 d 4 h", "90 min", "7 d"};
static const char *const rates[] = {"1 Hz", "2 kHz", "1 MHz"};
static const char *const flows[] = {"1 MB/s", "10 KB/s", "1 Gbit/s"};

#define OF(g, texts) grow_of(g, texts, sizeof(texts) / sizeof *(texts))

static bool is_dimension(const struct type *type, struct dimension dimension) {
    return type->kind == TYPE_NUMBER && dimension_equal(type->dimension, dimension);
}

static const char *literal(struct grower *g, const struct type *type) {
    if (is_dimension(type, DIMENSION_BYTES))
        return OF(g, sizes);
    if (is_dimension(type, DIMENSION_DURATION))
        return OF(g, times);
    if (is_dimension(type, DIMENSION_FREQUENCY))
        return OF(g, rates);
    if (is_dimension(type, DIMENSION_BANDWIDTH))
        return OF(g, flows);
    return type->kind == TYPE_NUMBER && random_percent(g->random, 50) ? OF(g, fractions)
                                                                      : OF(g, whole);
}

static const char *leaf(struct grower *g, const struct type *type) {
    const char *path = random_percent(g->random, 75) ? grow_path(g, type) : NULL;
    return path ? path : literal(g, type);
}

// ---- aggregates ----

static const char *where(struct grower *g, uint32_t depth) {
    return random_percent(g->random, 40) ? arena_printf(g->arena, " where %s", grow_said(g, depth))
                                         : "";
}

// fold(EXPR for each x in LIST where C)
static const char *fold_each(struct grower *g, const char *fold, const struct type *type,
                             uint32_t depth) {
    struct listing list;
    if (!grow_records(g, &list))
        return literal(g, type);
    uint32_t sights = g->sight_count;
    const char *opened = grow_opened(g, &list);
    const char *element = grow_expr(g, type, depth), *guard = where(g, depth);
    if (type->kind == TYPE_INT && random_percent(g->random, 10))
        element = "9223372036854775807"; // two of them do not fit
    g->sight_count = sights;
    return arena_printf(g->arena, "%s(%s for each %s%s)", fold, element, opened, guard);
}

// fold(LIST where C), in which the steps of the path name their elements.
static const char *fold_where(struct grower *g, const char *fold, const struct listing *list,
                              uint32_t depth) {
    uint32_t sights = g->sight_count;
    bool nameable = list->step_count && list->elements && sight_free(g, list->name);
    if (!nameable || random_percent(g->random, 50))
        return arena_printf(g->arena, "%s(%s)", fold, list->text);
    for (uint32_t i = 0; i < list->step_count; i++)
        sight_add(g, list->steps[i].name, list->steps[i].type);
    const char *guard = grow_said(g, depth);
    g->sight_count = sights;
    return arena_printf(g->arena, "%s(%s where %s)", fold, list->text, guard);
}

const char *grow_count(struct grower *g, uint32_t depth) {
    struct listing list;
    struct type text = type_plain(TYPE_TEXT);
    bool found =
        random_percent(g->random, 80) ? grow_records(g, &list) : grow_values(g, &text, &list);
    if (!found)
        return "2";
    return fold_where(g, "count", &list, depth);
}

static const char *fold_of(struct grower *g, const char *fold, const struct type *type,
                           uint32_t depth) {
    struct listing list;
    if (random_percent(g->random, 50) || !grow_values(g, type, &list))
        return fold_each(g, fold, type, depth);
    return fold_where(g, fold, &list, depth);
}

static const char *aggregate(struct grower *g, const struct type *type, uint32_t depth) {
    static const char *const folds[] = {"sum", "min", "max"};
    if (g->loops >= 3)
        return leaf(g, type);
    g->loops++;
    const char *text;
    if (type->kind == TYPE_INT && random_percent(g->random, 40))
        text = grow_count(g, depth);
    else if (type->kind == TYPE_NUMBER && random_percent(g->random, 15))
        text = fold_of(g, "avg", type, depth);
    else
        text = fold_of(g, OF(g, folds), type, depth);
    g->loops--;
    return text;
}

// ---- arithmetic ----

static const char *binary(struct grower *g, const char *op, const struct type *a,
                          const struct type *b, uint32_t depth) {
    const char *left = grow_number(g, a, depth), *right = grow_number(g, b, depth);
    return arena_printf(g->arena, "(%s %s %s)", left, op, right);
}

// A quotient or product of which the dimensions come out right.
static const char *across(struct grower *g, const struct type *type, uint32_t depth) {
    struct type bytes = type_quantity(DIMENSION_BYTES), time = type_quantity(DIMENSION_DURATION);
    struct type flow = type_quantity(DIMENSION_BANDWIDTH), plain = type_plain(TYPE_NUMBER);
    struct type moment = type_plain(TYPE_TIME);
    if (is_dimension(type, DIMENSION_BYTES))
        return binary(g, "*", &flow, &time, depth);
    if (is_dimension(type, DIMENSION_BANDWIDTH))
        return binary(g, "/", &bytes, &time, depth);
    if (is_dimension(type, DIMENSION_FREQUENCY))
        return binary(g, "/", &plain, &time, depth);
    if (is_dimension(type, DIMENSION_NONE))
        return binary(g, "/", &bytes, &bytes, depth);
    if (!is_dimension(type, DIMENSION_DURATION) || random_percent(g->random, 30))
        return binary(g, "/", &bytes, &flow, depth);
    const char *left = grow_expr(g, &moment, depth), *right = grow_expr(g, &moment, depth);
    return arena_printf(g->arena, "(%s - %s)", left, right);
}

static const char *quantity(struct grower *g, const struct type *type, uint32_t depth) {
    struct type plain = type_plain(TYPE_NUMBER);
    switch (random_below(g->random, 3)) {
    case 0:
        return binary(g, "*", type, &plain, depth);
    case 1:
        return binary(g, "/", type, &plain, depth);
    default:
        return across(g, type, depth);
    }
}

const char *grow_offset(struct grower *g, uint32_t depth) {
    static const char *const offsets[] = {"'+01:00'", "'-09:30'", "'Z'", "'+23:59'", "'+00:00'"};
    struct type text = type_plain(TYPE_TEXT);
    return random_percent(g->random, 85) ? OF(g, offsets)
                                         : grow_computed(g, grow_expr(g, &text, depth));
}

const char *grow_part(struct grower *g, uint32_t depth) {
    static const char *const places[] = {"1", "2", "3", "4", "0", "(-1)"};
    struct type version = type_plain(TYPE_VERSION), time = type_plain(TYPE_TIME);
    switch (random_below(g->random, 3)) {
    case 0:
        return arena_printf(g->arena, "hour(%s, %s)", grow_expr(g, &time, depth),
                            grow_offset(g, depth));
    case 1:
        return arena_printf(g->arena, "major(%s)", grow_expr(g, &version, depth));
    default:
        return arena_printf(g->arena, "part(%s, %s)", grow_expr(g, &version, depth), OF(g, places));
    }
}

static const char *int_function(struct grower *g, uint32_t depth) {
    static const char *const roundings[] = {"floor", "ceil", "round"};
    struct type plain = type_plain(TYPE_NUMBER), text = type_plain(TYPE_TEXT);
    if (random_percent(g->random, 40))
        return grow_part(g, depth);
    if (random_percent(g->random, 60))
        return arena_printf(g->arena, "%s(%s)", OF(g, roundings), grow_number(g, &plain, depth));
    return arena_printf(g->arena, "length(%s)", grow_expr(g, &text, depth));
}

static const char *number_function(struct grower *g, const struct type *type, uint32_t depth) {
    static const char *const digits[] = {"'10.5'", "'-3'", "'1e3'", "'x'", "''"};
    struct type text = type_plain(TYPE_TEXT);
    if (type->kind == TYPE_INT)
        return int_function(g, depth);
    if (!dimension_equal(type->dimension, DIMENSION_NONE))
        return arena_printf(g->arena, "%s(%s)", random_percent(g->random, 50) ? "floor" : "round",
                            grow_number(g, type, depth));
    return arena_printf(g->arena, "number(%s)",
                        random_percent(g->random, 40) ? OF(g, digits) : grow_expr(g, &text, depth));
}

static const char *unary(struct grower *g, const struct type *type, uint32_t depth) {
    const char *operand = grow_number(g, type, depth);
    return arena_printf(g->arena, random_percent(g->random, 50) ? "(-%s)" : "abs(%s)", operand);
}

static const char *straight(struct grower *g, const struct type *type, uint32_t depth) {
    static const char *const same[] = {"+", "-", "+", "-", "mod"};
    struct type whole_type = type_plain(TYPE_INT);
    if (depth == 0)
        return leaf(g, type);
    depth--;
    uint32_t way = random_below(g->random, 20);
    if (way < 5)
        return leaf(g, type);
    if (way < 11)
        return aggregate(g, type, depth);
    if (way < 14)
        return binary(g, OF(g, same), type, type, depth);
    if (way == 14)
        return unary(g, type, depth);
    if (way == 15)
        return number_function(g, type, depth);
    if (type->kind == TYPE_INT)
        return binary(g, "*", &whole_type, &whole_type, depth);
    return quantity(g, type, depth);
}

const char *grow_number(struct grower *g, const struct type *type, uint32_t depth) {
    return grow_roundabout(g, type, straight(g, type, depth));
}
