// Operators and functions over lists, and values as JSON.
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "naive.h"

// Every element is known and surely there.
static bool is_whole(const struct value *list) {
    bool whole = list->known && !list->incomplete;
    for (uint32_t i = 0; whole && i < list->count; i++)
        whole = list->items[i].known && !list->items[i].doubtful;
    return whole;
}

static uint32_t times_in(const struct type *type, const struct value *list,
                         const struct value *value) {
    uint32_t times = 0;
    for (uint32_t i = 0; i < list->count; i++)
        times += naive_order(type, &list->items[i], value) == 0;
    return times;
}

// some e in list has e == value
static enum truth is_in(const struct type *type, const struct value *value,
                        const struct value *list) {
    enum truth found = !list->known || list->incomplete ? UNKNOWN_ : FALSE_;
    for (uint32_t i = 0; list->known && i < list->count; i++) {
        const struct value *item = &list->items[i];
        bool known = value->known && item->known;
        bool equal = !known || naive_order(type, item, value) == 0;
        if (equal && known && !item->doubtful)
            return TRUE_;
        if (equal)
            found = UNKNOWN_;
    }
    return found;
}

static bool is_ascending(const struct type *type, const struct value *list) {
    for (uint32_t i = 1; i < list->count; i++)
        if (naive_order(type, &list->items[i - 1], &list->items[i]) > 0)
            return false;
    return true;
}

static bool is_unique(const struct type *type, const struct value *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (times_in(type, list, &list->items[i]) != 1)
            return false;
    return true;
}

static bool are_same(const struct type *type, const struct value *a, const struct value *b) {
    for (uint32_t i = 0; i < a->count; i++)
        if (times_in(type, a, &a->items[i]) != times_in(type, b, &a->items[i]))
            return false;
    return a->count == b->count;
}

static struct value not_in(struct naive *n, const struct type *type, const struct value *a,
                           const struct value *b) {
    struct value *items = ARENA_ARRAY(n->arena, struct value, a->count);
    struct value list = {.known = true, .items = items, .order = a->order};
    for (uint32_t i = 0; i < a->count; i++)
        if (times_in(type, b, &a->items[i]) == 0)
            items[list.count++] = a->items[i];
    return list;
}

struct value naive_split(struct naive *n, const char *text, const char *by) {
    struct value *items = NULL;
    size_t count = 0, room = 0, size = strlen(by);
    for (const char *end; size && (end = strstr(text, by)); text = end + size)
        ARENA_PUSH(n->arena, items, count, room) =
            value_text(arena_copy(n->arena, text, (size_t)(end - text)));
    ARENA_PUSH(n->arena, items, count, room) = value_text(text);
    return (struct value){.known = true, .items = items, .count = (uint32_t)count};
}

// Equal versions may be written differently.
static int written_order(const struct type *type, const struct value *a, const struct value *b) {
    int order = naive_order(type, a, b);
    return order == 0 && type->kind == TYPE_VERSION ? strcmp(a->text, b->text) : order;
}

// An element is one of the result unless one before it is the same, or one anywhere is equal and
// written with lower letters.
static bool is_repeat(const struct type *type, const struct value *a, uint32_t at) {
    for (uint32_t i = 0; i < a->count; i++) {
        int order = written_order(type, &a->items[i], &a->items[at]);
        if (naive_order(type, &a->items[i], &a->items[at]) == 0 &&
            (order < 0 || (order == 0 && i < at)))
            return true;
    }
    return false;
}

static struct value distinct(struct naive *n, const struct type *type, const struct value *a) {
    struct value *items = ARENA_ARRAY(n->arena, struct value, a->count);
    struct value list = {.known = true, .items = items, .order = a->order};
    for (uint32_t i = 0; i < a->count; i++)
        if (!is_repeat(type, a, i))
            items[list.count++] = a->items[i];
    return list;
}

// An element's place is the number of those that are greater, and of the same that come later.
static struct value largest(struct naive *n, const struct type *type, struct decimal most,
                            const struct value *a) {
    struct value *items = ARENA_ARRAY(n->arena, struct value, a->count);
    struct value list = {.known = true, .items = items};
    for (uint32_t i = 0; i < a->count; i++) {
        uint32_t place = 0;
        for (uint32_t j = 0; j < a->count; j++) {
            int order = written_order(type, &a->items[j], &a->items[i]);
            place += order > 0 || (order == 0 && j > i);
        }
        items[place] = a->items[i];
    }
    while (list.count < a->count && decimal_from_int(list.count).nano < most.nano)
        list.count++;
    return list;
}

static struct value join(struct naive *n, const struct type *type, const struct value *list,
                         const char *by) {
    const char *text = "";
    for (uint32_t i = 0; i < list->count; i++)
        text = arena_printf(n->arena, "%s%s%s", text, i ? by : "",
                            naive_shown(n, type, &list->items[i]));
    return value_text(text);
}

// ---- packs ----

// Everything at its least or its most, with what only may belong or without it; false where that
// has no end. In lists that are neither facts nor written out, what is unknown may be anything.
static bool guess(const struct expr *expr, const struct value *list, bool most, bool all,
                  struct decimal *out, uint32_t *count) {
    bool told = expr->kind == EXPR_SEQUENCE || expr->kind == EXPR_ITEMS;
    if (!list->known || (all && list->incomplete))
        return !list->known ? !all : false;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct value *item = &list->items[i];
        if (item->doubtful && !all)
            continue;
        struct range range = item->known ? range_point(item->number)
                             : told      ? item->inside
                                         : (struct range){0};
        if (most && !range.has_high)
            return false;
        if (!most && !range.has_low)
            range.low = decimal_from_int(0);
        out[(*count)++] = most ? range.high : range.low;
    }
    return true;
}

// Every way is tried: the first thing in each space, and the others in what is left. What has no
// size, or less, takes no space and makes none.
static bool fit(struct naive *n, const struct decimal *sizes, uint32_t count,
                struct decimal *spaces, uint32_t space_count) {
    n->elements += space_count;
    if (count == 0 || n->elements > n->element_limit)
        return true;
    if (sizes[0].nano <= 0)
        return fit(n, sizes + 1, count - 1, spaces, space_count);
    bool fits = false;
    for (uint32_t i = 0; !fits && i < space_count; i++) {
        if (spaces[i].nano < sizes[0].nano)
            continue;
        spaces[i].nano -= sizes[0].nano;
        fits = fit(n, sizes + 1, count - 1, spaces, space_count);
        spaces[i].nano += sizes[0].nano;
    }
    return fits;
}

static enum truth packs(struct naive *n, const struct expr *expr, const struct value *sizes,
                        const struct value *spaces) {
    const struct expr *things = expr->items[0], *places = expr->items[1];
    struct decimal *a = ARENA_ARRAY(n->arena, struct decimal, sizes->count),
                   *b = ARENA_ARRAY(n->arena, struct decimal, spaces->count);
    uint32_t m = 0, k = 0;
    if (guess(things, sizes, false, false, a, &m) && guess(places, spaces, true, true, b, &k) &&
        !fit(n, a, m, b, k))
        return FALSE_;
    m = k = 0;
    bool told =
        guess(things, sizes, true, true, a, &m) && guess(places, spaces, false, false, b, &k);
    return told && fit(n, a, m, b, k) ? TRUE_ : UNKNOWN_;
}

static struct value from_truth(enum truth truth, const struct reasons *reasons) {
    return truth == UNKNOWN_ ? value_unknown(reasons) : value_truth(truth == TRUE_);
}

struct value naive_apply_list(struct naive *n, const struct expr *expr,
                              const struct value *operands) {
    const struct value *a = &operands[0], *b = expr->count > 1 ? &operands[1] : a;
    const struct type *first = &expr->items[0]->type;
    const struct type *type = first->kind == TYPE_LIST ? first->element : first;
    const struct reasons *reasons =
        a == b ? a->reasons : reasons_join(n->arena, a->reasons, b->reasons);
    if (expr->op == BUILTIN_IN)
        return from_truth(is_in(type, a, b), reasons);
    if (expr->op == BUILTIN_PACKS)
        return from_truth(packs(n, expr, a, b), reasons);
    bool whole = true;
    for (uint32_t i = 0; i < expr->count; i++)
        whole &=
            expr->items[i]->type.kind == TYPE_LIST ? is_whole(&operands[i]) : operands[i].known;
    bool ordered = expr->op == BUILTIN_ASCENDING || expr->op == BUILTIN_JOIN;
    if (ordered && a->known && a->count > 1 && a->order) {
        reasons = reasons_join(n->arena, reasons, a->order);
        whole = false;
    }
    if (!whole)
        return value_unknown(reasons);
    switch ((int)expr->op) {
    case BUILTIN_ASCENDING:
        return value_truth(is_ascending(type, a));
    case BUILTIN_UNIQUE:
        return value_truth(is_unique(type, a));
    case BUILTIN_SAME_ELEMENTS:
        return value_truth(are_same(type, a, b));
    case BUILTIN_MISSING:
        return not_in(n, type, a, b);
    case BUILTIN_DISTINCT:
        return distinct(n, type, a);
    case BUILTIN_LARGEST:
        return largest(n, expr->type.element, a->number, b);
    case BUILTIN_SPLIT:
        return naive_split(n, a->text, b->text);
    default:
        return join(n, type, a, b->text);
    }
}

// ---- values as text ----

const char *naive_shown(struct naive *n, const struct type *type, const struct value *value) {
    char digits[DECIMAL_TEXT], instant[TIME_TEXT];
    if (type->kind == TYPE_BOOL)
        return value->truth ? "true" : "false";
    if (type_is_numeric(type))
        return arena_copy(n->arena, digits, decimal_format(value->number, digits));
    if (type->kind != TYPE_TIME)
        return value->text;
    time_format(value->time, instant);
    return arena_copy(n->arena, instant, strlen(instant));
}

static const char *json_text(struct naive *n, const char *text) {
    char *out = arena_alloc(n->arena, 6 * strlen(text) + 3), *at = out;
    *at++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *at++ = '\\';
        if ((unsigned char)*text < 0x20)
            at += sprintf(at, "\\u%04x", *text);
        else
            *at++ = *text;
    }
    *at++ = '"';
    *at = '\0';
    return out;
}

const char *naive_json(struct naive *n, const struct type *type, const struct value *value) {
    if (!value->known)
        return "null";
    if (type->kind == TYPE_BOOL || type_is_numeric(type))
        return naive_shown(n, type, value);
    if (type->kind != TYPE_LIST)
        return json_text(n, naive_shown(n, type, value));
    const char *list = "";
    for (uint32_t i = 0; i < value->count; i++)
        list = arena_printf(n->arena, "%s%s%s", list, i ? ", " : "",
                            naive_json(n, type->element, &value->items[i]));
    return arena_printf(n->arena, "[%s]", list);
}
