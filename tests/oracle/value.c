// Reasons and ranges.
#include "value.h"

#include <stdlib.h>
#include <string.h>

const struct reasons *reason(struct arena *arena, const char *fact, const char *cause) {
    struct reasons *one = ARENA_NEW(arena, struct reasons);
    one->fact = fact;
    one->cause = cause;
    return one;
}

const struct reasons *reasons_join(struct arena *arena, const struct reasons *a,
                                   const struct reasons *b) {
    if (!a || !b || a == b)
        return a ? a : b;
    struct reasons *both = ARENA_NEW(arena, struct reasons);
    both->left = a;
    both->right = b;
    return both;
}

// Depth is bounded by what was joined one after the other: the long side is gone through in the
// loop.
static void gather(struct arena *arena, struct names *names, const struct reasons *reasons) {
    for (; reasons && !reasons->fact; reasons = reasons->left)
        gather(arena, names, reasons->right);
    if (reasons)
        ARENA_PUSH(arena, names->at, names->count, names->room) =
            arena_printf(arena, "%s: %s", reasons->fact, reasons->cause);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void names_sort(struct names *names) {
    if (names->count)
        qsort(names->at, names->count, sizeof *names->at, compare_names);
}

struct names reasons_list(struct arena *arena, const struct reasons *reasons) {
    struct names names = {0};
    gather(arena, &names, reasons);
    names_sort(&names);
    size_t kept = 0;
    for (size_t i = 0; i < names.count; i++)
        if (i == 0 || strcmp(names.at[i], names.at[i - 1]) != 0)
            names.at[kept++] = names.at[i];
    names.count = kept;
    return names;
}

struct range range_point(struct decimal value) {
    return (struct range){true, true, value, value};
}

bool range_is_point(struct range a) {
    return a.has_low && a.has_high && a.low.nano == a.high.nano;
}

struct range range_negate(struct range a) {
    struct range out = {0};
    out.has_low = a.has_high && decimal_negate(a.high, &out.low);
    out.has_high = a.has_low && decimal_negate(a.low, &out.high);
    return out;
}

struct range range_add(struct range a, struct range b) {
    struct range out = {0};
    out.has_low = a.has_low && b.has_low && decimal_add(a.low, b.low, &out.low);
    out.has_high = a.has_high && b.has_high && decimal_add(a.high, b.high, &out.high);
    return out;
}

struct range range_multiply(struct range a, struct range b) {
    struct range out = {0};
    if (range_is_point(a) && !range_is_point(b))
        return range_multiply(b, a);
    if (!range_is_point(b) || b.low.nano <= 0)
        return out;
    out.has_low = a.has_low && decimal_multiply(a.low, b.low, &out.low);
    out.has_high = a.has_high && decimal_multiply(a.high, b.low, &out.high);
    return out;
}

struct range range_divide(struct range a, struct range b) {
    struct range out = {0};
    if (!range_is_point(b) || b.low.nano <= 0)
        return out;
    out.has_low = a.has_low && decimal_divide(a.low, b.low, &out.low);
    out.has_high = a.has_high && decimal_divide(a.high, b.low, &out.high);
    return out;
}

static struct decimal greater(struct decimal a, struct decimal b) {
    return a.nano > b.nano ? a : b;
}

struct range range_greatest(struct range a, struct range b) {
    struct range out = {a.has_low || b.has_low, a.has_high && b.has_high, a.low, {0}};
    if (b.has_low)
        out.low = a.has_low ? greater(a.low, b.low) : b.low;
    if (out.has_high)
        out.high = greater(a.high, b.high);
    return out;
}

struct range range_or_zero(struct range a) {
    if (a.low.nano > 0)
        a.low.nano = 0;
    if (a.high.nano < 0)
        a.high.nano = 0;
    return a;
}

struct range range_any_number(struct range a) {
    return (struct range){a.has_low && a.low.nano >= 0, a.has_high && a.high.nano <= 0, {0}, {0}};
}
