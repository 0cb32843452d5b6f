// Expressions of any type: if, default, defines, look-ups, texts, times, versions, lists.
#include <string.h>

#include "grow.h"

#define OF(g, texts) grow_of(g, texts, sizeof(texts) / sizeof *(texts))

struct type type_plain(enum type_kind kind) {
    struct type type = {.kind = kind};
    return type;
}

struct type type_quantity(struct dimension dimension) {
    struct type type = {.kind = TYPE_NUMBER, .dimension = dimension};
    return type;
}

struct type grow_type(struct grower *g) {
    static const struct type types[] = {{.kind = TYPE_INT},
                                        {.kind = TYPE_INT},
                                        {.kind = TYPE_NUMBER},
                                        {.kind = TYPE_NUMBER, .dimension = {1, 0}},
                                        {.kind = TYPE_NUMBER, .dimension = {1, 0}},
                                        {.kind = TYPE_NUMBER, .dimension = {0, 1}},
                                        {.kind = TYPE_NUMBER, .dimension = {0, -1}},
                                        {.kind = TYPE_NUMBER, .dimension = {1, -1}},
                                        {.kind = TYPE_TEXT},
                                        {.kind = TYPE_TIME},
                                        {.kind = TYPE_VERSION},
                                        {.kind = TYPE_BOOL}};
    return RANDOM_OF(g->random, types);
}

const char *type_words(struct grower *g, const struct type *type) {
    struct text words = {0};
    type_show(&words, type);
    char *copy = text_copy(&words, g->arena);
    text_clear(&words);
    return copy;
}

// ---- texts, times, versions ----

// Whether values of the type are shown as they are written: quantities are shown in other units.
static const char *shown_value(struct grower *g, uint32_t depth) {
    static const enum type_kind kinds[] = {TYPE_INT,  TYPE_NUMBER,  TYPE_TEXT,
                                           TYPE_TIME, TYPE_VERSION, TYPE_BOOL};
    struct type type = type_plain(RANDOM_OF(g->random, kinds));
    if (g->loops >= 3 || random_percent(g->random, 50))
        return arena_printf(g->arena, "text(%s)", grow_expr(g, &type, depth));
    g->loops++;
    const char *list = grow_list(g, &type, depth);
    g->loops--;
    return arena_printf(g->arena, "join(%s, '-')", list);
}

const char *grow_computed(struct grower *g, const char *text) {
    return arena_printf(g->arena, "(%s + '')", text);
}

static const char *day(struct grower *g, uint32_t depth) {
    struct type time = type_plain(TYPE_TIME);
    return arena_printf(g->arena, "weekday(%s, %s)", grow_expr(g, &time, depth),
                        grow_offset(g, depth));
}

// What can be taken out of a text.
static const char *taken(struct grower *g, uint32_t depth) {
    static const char *const places[] = {"1", "2", "-1", "-2", "0", "3"};
    static const char *const dividers[] = {"'-'", "','", "'.'", "'--'", "''", "'b'"};
    static const char *const patterns[] = {
        "'([a-z]+)'",     "'([a-z0-9]*)'", "'^([a-z]*)_?(-[a-z]+)?'", "'([0-9]+)[.]([0-9]+)'",
        "'(b)|(d)[0-9]'", "'^$'"};
    struct type text = type_plain(TYPE_TEXT), whole = type_plain(TYPE_INT);
    const char *from = grow_expr(g, &text, depth);
    const char *place =
        random_percent(g->random, 80) ? OF(g, places) : grow_number(g, &whole, depth);
    bool computed = random_percent(g->random, 20);
    if (random_percent(g->random, 50))
        return arena_printf(g->arena, "part(%s, %s, %s)", from,
                            computed ? grow_expr(g, &text, depth) : OF(g, dividers), place);
    return arena_printf(g->arena, "capture(%s, %s, %s)", from,
                        computed ? grow_computed(g, grow_expr(g, &text, depth)) : OF(g, patterns),
                        place);
}

static const char *grow_text(struct grower *g, uint32_t depth) {
    static const char *const literals[] = {"\"a\"", "\"\"", "\"d1\"", "\"a,b\"", "' b '", "\"é\""};
    static const char *const functions[] = {"lower", "upper", "trim"};
    struct type text = type_plain(TYPE_TEXT);
    uint32_t way = depth ? random_below(g->random, 18) : 0;
    const char *path = way < 7 && random_percent(g->random, 80) ? grow_path(g, &text) : NULL;
    if (way < 7)
        return path ? path : OF(g, literals);
    if (way > 14)
        return taken(g, depth - 1);
    if (way == 14)
        return day(g, depth - 1);
    if (way > 11)
        return shown_value(g, depth - 1);
    const char *operand = grow_expr(g, &text, depth - 1);
    struct type choice = type_plain(TYPE_ENUM);
    if (way < 9) {
        path = random_percent(g->random, 30) ? grow_path(g, &choice) : NULL;
        return arena_printf(g->arena, "%s(%s)", OF(g, functions), path ? path : operand);
    }
    if (way == 9)
        return arena_printf(g->arena, "(%s + %s)", operand, grow_expr(g, &text, depth - 1));
    if (way == 10)
        return arena_printf(g->arena, "replace(%s, %s, %s)", operand, OF(g, literals),
                            grow_expr(g, &text, depth - 1));
    if (g->loops >= 3)
        return operand;
    g->loops++;
    const char *list = grow_list(g, &text, depth - 1);
    g->loops--;
    return arena_printf(g->arena, "join(%s, %s)", list, OF(g, literals));
}

static const char *latest(struct grower *g, uint32_t depth) {
    struct type type = type_plain(TYPE_TIME);
    if (g->loops >= 3)
        return "now";
    g->loops++;
    const char *list = grow_list(g, &type, depth);
    g->loops--;
    return arena_printf(g->arena, "%s(%s)", random_percent(g->random, 50) ? "max" : "min", list);
}

static const char *grow_time(struct grower *g, uint32_t depth) {
    static const char *const literals[] = {"2026-11-23T10:00:00Z", "2026-11-22", "now",
                                           "2261-12-31T00:00:00Z", "now"};
    struct type time = type_plain(TYPE_TIME), span = type_quantity(DIMENSION_DURATION);
    uint32_t way = depth ? random_below(g->random, 10) : 0;
    const char *path = way < 6 && random_percent(g->random, 70) ? grow_path(g, &time) : NULL;
    if (way < 6)
        return path ? path : OF(g, literals);
    if (way < 8)
        return latest(g, depth - 1);
    const char *from = grow_expr(g, &time, depth - 1), *by = grow_number(g, &span, depth - 1);
    return arena_printf(g->arena, "(%s %s %s)", from, way == 8 ? "+" : "-", by);
}

static const char *grow_version(struct grower *g, uint32_t depth) {
    static const char *const literals[] = {"version(\"1.0\")",           "version(\"9.9\")",
                                           "version(\"1.0-rc2\")",       "version(\"1.0.0~rc1\")",
                                           "version(\"9.9-4+deb12u1\")", "version(\"v10\")"};
    struct type version = type_plain(TYPE_VERSION), text = type_plain(TYPE_TEXT);
    const char *path = random_percent(g->random, 70) ? grow_path(g, &version) : NULL;
    if (path)
        return path;
    return depth && random_percent(g->random, 30)
               ? arena_printf(g->arena, "version(%s)", grow_expr(g, &text, depth - 1))
               : OF(g, literals);
}

// ---- lists ----

static const char *literal_list(struct grower *g, const struct type *type, uint32_t depth) {
    const char *text = grow_expr(g, type, depth);
    for (uint32_t more = random_below(g->random, 4); more > 0; more--)
        text = arena_printf(g->arena, "%s, %s", text, grow_expr(g, type, depth));
    return arena_printf(g->arena, "[%s]", text);
}

static const char *few(struct grower *g, uint32_t depth) {
    static const char *const counts[] = {"1", "2", "3", "0", "(-1)"};
    struct type whole = type_plain(TYPE_INT);
    return random_percent(g->random, 80) ? OF(g, counts) : grow_number(g, &whole, depth);
}

const char *grow_whole(struct grower *g, const struct type *type, uint32_t depth) {
    uint32_t way = random_below(g->random, 5);
    if (depth == 0 || way < 2)
        return literal_list(g, type, depth ? depth - 1 : 0);
    if (type->kind == TYPE_TEXT && way == 2)
        return arena_printf(g->arena, "split(%s, %s)", grow_expr(g, type, depth - 1),
                            random_percent(g->random, 80) ? "','" : "''");
    if (way == 3 && random_percent(g->random, 50))
        return arena_printf(g->arena, "largest(%s, %s)", few(g, depth - 1),
                            grow_list(g, type, depth - 1));
    if (way == 4)
        return arena_printf(g->arena, "distinct(%s)", grow_list(g, type, depth - 1));
    return arena_printf(g->arena, "missing(%s, %s)", grow_list(g, type, depth - 1),
                        grow_list(g, type, depth - 1));
}

const char *grow_list(struct grower *g, const struct type *type, uint32_t depth) {
    struct listing list;
    if (random_percent(g->random, 60) && grow_values(g, type, &list)) {
        if (!list.elements || !list.step_count || !sight_free(g, list.name) ||
            random_percent(g->random, 70))
            return list.text;
        uint32_t sights = g->sight_count;
        for (uint32_t i = 0; i < list.step_count; i++)
            sight_add(g, list.steps[i].name, list.steps[i].type);
        const char *guard = grow_said(g, depth ? depth - 1 : 0);
        g->sight_count = sights;
        return arena_printf(g->arena, "(%s where %s)", list.text, guard);
    }
    return grow_whole(g, type, depth);
}

// ---- look-ups ----

static const char *grow_row(struct grower *g, const struct listing *list, uint32_t depth) {
    static const char *const names[] = {"\"d1\"", "\"d2\"", "\"d3\"", "\"none\""};
    struct type key = list->element.record->key->type;
    const char *asked = random_percent(g->random, 50) ? grow_expr(g, &key, depth)
                        : key.kind == TYPE_INT        ? "2"
                                                      : OF(g, names);
    return arena_printf(g->arena, "%s[%s]", list->text, asked);
}

// One row or another of the same list.
static const char *chosen_row(struct grower *g, const struct listing *list, uint32_t depth) {
    const char *row = grow_row(g, list, depth);
    if (g->pure || random_percent(g->random, 60))
        return row;
    const char *other = grow_row(g, list, depth);
    if (random_percent(g->random, 50))
        return arena_printf(g->arena, "(%s default %s)", row, other);
    return arena_printf(g->arena, "(if %s then %s else %s)", grow_bool(g, depth), row, other);
}

// list[key].field of the type; NULL where there is none.
static const char *looked_up(struct grower *g, const struct type *type, uint32_t depth) {
    struct listing list = {0};
    for (uint32_t tries = 0; tries < 4 && !list.keyed; tries++)
        grow_records(g, &list);
    if (!list.keyed)
        return NULL;
    struct grower inner = *g; // nothing else is in sight of the path
    inner.sights[0] = (struct sight){.name = chosen_row(g, &list, depth), .type = list.element};
    inner.sight_count = 1;
    return grow_path(&inner, type);
}

// ---- defines ----

static const char *called(struct grower *g, const struct type *type, uint32_t depth) {
    uint32_t at = g->define_count ? random_below(g->random, g->define_count) : 0;
    const struct grown_define *define = &g->defines[at];
    if (!g->define_count || define->type.kind != type->kind || g->loops >= 3 ||
        !dimension_equal(define->type.dimension, type->dimension))
        return NULL;
    const char *text = arena_printf(g->arena, "%s(", define->name);
    for (uint32_t i = 0; i < define->parameter_count; i++) {
        const struct type *wanted = &define->parameters[i];
        const char *argument = wanted->kind == TYPE_RECORD ? grow_path(g, wanted)
                               : wanted->kind == TYPE_LIST ? grow_list(g, wanted->element, depth)
                                                           : grow_expr(g, wanted, depth);
        if (!argument)
            return NULL;
        text = arena_printf(g->arena, "%s%s%s", text, i ? ", " : "", argument);
    }
    return arena_printf(g->arena, "%s)", text);
}

// ---- any ----

static const char *plain(struct grower *g, const struct type *type, uint32_t depth) {
    if (type->kind == TYPE_BOOL)
        return grow_bool(g, depth);
    if (type_is_numeric(type))
        return grow_number(g, type, depth);
    if (type->kind == TYPE_TIME)
        return grow_time(g, depth);
    return type->kind == TYPE_VERSION ? grow_version(g, depth) : grow_text(g, depth);
}

// An aggregate has no default, so that what may grow into one stays flat on the left.
static const char *defaulted(struct grower *g, const struct type *type, uint32_t depth) {
    bool flat = type_is_numeric(type) || type->kind == TYPE_TIME;
    const char *value = grow_expr(g, type, flat ? 0 : depth); // first: the same with any compiler
    return arena_printf(g->arena, "((%s) default %s)", value, grow_expr(g, type, depth));
}

const char *grow_roundabout(struct grower *g, const struct type *type, const char *text) {
    static const char *const truths[] = {"((%s) == true)", "(false != (%s))", "(not (not (%s)))",
                                         "(if %s then true else false)"};
    static const char *const numbers[] = {"((%s) + 0)", "(0 + (%s))", "((%s) * 1)", "(1 * (%s))",
                                          "((%s) - 0)"};
    enum { PERCENT = 3 };
    const char *form = type->kind == TYPE_BOOL ? RANDOM_OF(g->telling, truths)
                       : type_is_numeric(type) ? RANDOM_OF(g->telling, numbers)
                                               : NULL;
    if (form == NULL || !random_percent(g->telling, PERCENT))
        return text;
    if (random_percent(g->telling, 20))
        return arena_printf(g->arena, "(if p_on then %s else %s)", text, text);
    const char *hole = strstr(form, "%s");
    return arena_printf(g->arena, "%.*s%s%s", (int)(hole - form), form, text, hole + 2);
}

const char *grow_expr(struct grower *g, const struct type *type, uint32_t depth) {
    uint32_t way = depth ? random_below(g->random, 16) : 15;
    const char *text = NULL;
    if (way == 0 && !g->pure) {
        const char *when = grow_bool(g, depth - 1), *then = grow_expr(g, type, depth - 1);
        return arena_printf(g->arena, "(if %s then %s else %s)", when, then,
                            grow_expr(g, type, depth - 1));
    }
    if (way == 1 && !g->pure)
        return defaulted(g, type, depth - 1);
    if (way == 2 || way == 3)
        text = called(g, type, depth - 1);
    if (way == 4)
        text = looked_up(g, type, depth - 1);
    return text ? text : plain(g, type, depth);
}
