// Margins that shrank and grew.
#include "report/read/compare_parts.h"

#include <string.h>

#include "base/sort.h"

static void compare_margin(struct comparing *comparing, const struct past_rule *rule,
                           const struct past_requirement *before,
                           const struct past_requirement *after) {
    struct run_pair *pair = comparing->pair;
    struct margin_change change = {.rule = rule, .before = before, .after = after};
    struct decimal size, negated;
    if (!before->margin.present || !after->margin.present ||
        strcmp(before->margin.type, after->margin.type) != 0 ||
        !decimal_subtract(after->margin.value, before->margin.value, &change.by) ||
        change.by.nano == 0)
        return;
    change.has_share = decimal_absolute(before->margin.value, &size) &&
                       decimal_divide(change.by, size, &change.share);
    bool lost = comparing->allowed != NULL && change.by.nano < 0 &&
                past_counts(pair->after, rule) &&
                (!change.has_share || (decimal_negate(change.share, &negated) &&
                                       decimal_compare(negated, *comparing->allowed) > 0));
    change.worse = lost;
    pair->worse |= lost;
    ARENA_PUSH(comparing->arena, pair->margins, pair->margin_count, pair->margin_room) = change;
}

void compare_margins(struct comparing *comparing, const struct past_rule *before,
                     const struct past_rule *after) {
    for (size_t i = 0; before != NULL && i < after->requirement_count; i++) {
        const struct past_requirement *was = compare_counterpart(after, before, i);
        if (was != NULL)
            compare_margin(comparing, after, was, &after->requirements[i]);
    }
}

// What was 0 lost or gained more than any share.
static int compare_shares(const struct margin_change *a, const struct margin_change *b) {
    int first = a->by.nano < 0 ? -1 : 1, second = b->by.nano < 0 ? -1 : 1;
    if (first != second)
        return first - second;
    if (a->has_share != b->has_share)
        return (a->has_share ? 1 : -1) * (first < 0 ? 1 : -1);
    return a->has_share ? decimal_compare(a->share, b->share) : 0;
}

static int by_loss(const void *left, const void *right) {
    const struct margin_change *a = left, *b = right;
    int compared = compare_shares(a, b);
    if (compared == 0)
        compared = strcmp(a->rule->id, b->rule->id);
    if (compared == 0)
        compared = strcmp(a->rule->root, b->rule->root);
    return compared != 0 ? compared : (a->after > b->after) - (a->after < b->after);
}

void compare_sort_margins(struct run_pair *pair) {
    sort_array(pair->margins, pair->margin_count, sizeof *pair->margins, by_loss);
}
