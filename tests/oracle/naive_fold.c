// Folds and sequences.
#include "naive.h"

// A fold in the making.
struct folding {
    struct naive *n;
    struct frame *frame;
    const struct expr *expr;
    struct decimal total; // SUM, AVG; the best of MIN, MAX
    int64_t count, time;  // of those that surely belong and are known; the best of times
    bool unknown, decided, overflow;
    const struct reasons *reasons;
    struct range sum;             // of all elements
    struct range sure_best, best; // of those that surely belong, and of all
    bool any_sure, any;
};

static void open_fold(struct folding *f, const struct reasons *reasons) {
    f->unknown = true;
    f->reasons = reasons_join(f->n->arena, f->reasons, reasons);
}

// ---- ranges ----

static struct range best_range(const struct folding *f, struct range a, struct range b) {
    if (f->expr->fold == FOLD_MAX)
        return range_greatest(a, b);
    return range_negate(range_greatest(range_negate(a), range_negate(b)));
}

static void add_range(struct folding *f, struct range element, bool sure) {
    f->sum = range_add(f->sum, sure ? element : range_or_zero(element));
    f->best = f->any ? best_range(f, f->best, element) : element;
    f->any = true;
    if (!sure)
        return;
    f->sure_best = f->any_sure ? best_range(f, f->sure_best, element) : element;
    f->any_sure = true;
}

static struct range fold_range(const struct folding *f) {
    enum fold fold = f->expr->fold;
    struct range none = {0}, low = f->sure_best, high = f->best;
    if (fold == FOLD_COUNT || fold == FOLD_SUM)
        return f->sum;
    if (!f->any_sure || (fold != FOLD_MIN && fold != FOLD_MAX))
        return none;
    if (fold == FOLD_MIN) {
        low = f->best;
        high = f->sure_best;
    }
    return (struct range){low.has_low, high.has_high, low.low, high.high};
}

// ---- numbers ----

static bool is_better(const struct folding *f, const struct value *element) {
    int order = f->count == 0 ? 0
                : f->expr->type.kind == TYPE_TIME
                    ? (element->time > f->time) - (element->time < f->time)
                    : decimal_compare(element->number, f->total);
    return f->count == 0 || (f->expr->fold == FOLD_MIN ? order < 0 : order > 0);
}

static void take_number(struct folding *f, const struct value *element) {
    if (f->expr->fold == FOLD_SUM || f->expr->fold == FOLD_AVG) {
        f->overflow |= !decimal_add(f->total, element->number, &f->total);
    } else if (is_better(f, element)) {
        f->total = element->number;
        f->time = element->time;
    }
    f->count++;
}

static struct value count_of_one(void) {
    return value_number(decimal_from_int(1));
}

static void visit_number(void *state, enum truth member, const struct reasons *reasons) {
    struct folding *f = state;
    struct value element = f->expr->fold == FOLD_COUNT
                               ? count_of_one()
                               : naive_value(f->n, f->frame, f->expr->sequence->element);
    add_range(f, element.inside, member == TRUE_);
    if (member != TRUE_)
        open_fold(f, reasons);
    if (!element.known)
        open_fold(f, element.reasons);
    if (member == TRUE_ && element.known)
        take_number(f, &element);
}

// Any number of elements of which only the constraints of the model are known.
static void absent_numbers(void *state, uint32_t at, const struct reasons *reasons) {
    struct folding *f = state;
    const struct sequence *sequence = f->expr->sequence;
    for (uint32_t i = at; i < sequence->loop_count; i++)
        f->frame->slots[sequence->loops[i].slot] = value_unknown(NULL);
    struct value element = f->expr->fold == FOLD_COUNT
                               ? count_of_one()
                               : naive_value(f->n, f->frame, sequence->element);
    f->sum = range_add(f->sum, range_any_number(element.inside));
    f->best = f->any ? best_range(f, f->best, element.inside) : element.inside;
    f->any = true;
    open_fold(f, reasons);
}

static struct value number_fault(struct folding *f) {
    bool choice = f->expr->fold != FOLD_SUM && f->count == 0;
    return naive_fault(f->n, f->expr,
                       choice                           ? "the list is empty"
                       : f->expr->type.kind == TYPE_INT ? "the sum does not fit 64 bits"
                                                        : "the sum does not fit 128 bits");
}

static struct value known_number(struct folding *f) {
    int64_t whole;
    if (f->expr->fold == FOLD_COUNT)
        return value_number(decimal_from_int(f->count));
    if (f->overflow || (f->expr->fold != FOLD_SUM && f->count == 0))
        return number_fault(f);
    if (f->expr->type.kind == TYPE_TIME)
        return value_time(f->time);
    if (f->expr->fold == FOLD_AVG &&
        !decimal_divide(f->total, decimal_from_int(f->count), &f->total))
        return number_fault(f);
    if (f->expr->type.kind == TYPE_INT && !decimal_to_int(f->total, &whole))
        return number_fault(f);
    return value_number(f->total);
}

static struct value number_result(struct folding *f) {
    struct value value = f->unknown ? value_unknown(f->reasons) : known_number(f);
    if (!value.known)
        value.range = value.inside = fold_range(f);
    return value;
}

// ---- truths ----

// every x where C has B: C and not B decides; some, no: C and B.
static void visit_truth(void *state, enum truth member, const struct reasons *reasons) {
    struct folding *f = state;
    struct value body = naive_value(f->n, f->frame, f->expr->sequence->element);
    enum truth wanted = truth_of_value(&body);
    if (f->expr->fold == FOLD_EVERY)
        wanted = wanted == UNKNOWN_ ? UNKNOWN_ : wanted == TRUE_ ? FALSE_ : TRUE_;
    if (wanted == FALSE_)
        return;
    if (wanted == TRUE_ && member == TRUE_)
        f->decided = true;
    if (member != TRUE_)
        open_fold(f, reasons);
    if (wanted == UNKNOWN_)
        open_fold(f, body.reasons);
}

static void visit_known(void *state, enum truth member, const struct reasons *reasons) {
    struct folding *f = state;
    (void)reasons;
    struct value element = naive_value(f->n, f->frame, f->expr->sequence->element);
    f->unknown |= member != TRUE_ || !element.known;
}

static void absent_truths(void *state, uint32_t at, const struct reasons *reasons) {
    (void)at;
    open_fold(state, reasons);
}

static struct value truth_result(const struct folding *f) {
    if (f->expr->fold == FOLD_KNOWN)
        return value_truth(!f->unknown);
    if (!f->decided && f->unknown)
        return value_unknown(f->reasons);
    return value_truth(f->decided == (f->expr->fold == FOLD_SOME));
}

struct value naive_fold(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct folding f = {
        .n = n, .frame = frame, .expr = expr, .sum = range_point((struct decimal){0})};
    bool truths = expr->type.kind == TYPE_BOOL;
    struct walk walk = {.n = n,
                        .frame = frame,
                        .loops = expr->sequence->loops,
                        .count = expr->sequence->loop_count,
                        .visit = expr->fold == FOLD_KNOWN ? visit_known
                                 : truths                 ? visit_truth
                                                          : visit_number,
                        .absent = truths ? absent_truths : absent_numbers,
                        .state = &f};
    naive_walk(&walk, TRUE_, NULL);
    return truths ? truth_result(&f) : number_result(&f);
}

// ---- sequences ----

struct gathering {
    struct naive *n;
    struct frame *frame;
    const struct sequence *sequence;
    const struct reasons *order;
    struct value *items;
    size_t count, room;
    bool incomplete;
    const struct reasons *reasons;
};

// Why it cannot be told where the element of a loop stands: of a row its key, of a value what
// leaves the order of its list open.
static const struct reasons *place_of(const struct gathering *g, const struct loop *loop) {
    if (!loop->space)
        return naive_value(g->n, g->frame, loop->values).order;
    bool record = loop->type.kind == TYPE_RECORD;
    return record ? naive_nameless(g->n, g->frame->slots[loop->slot].row) : NULL;
}

static void visit_item(void *state, enum truth member, const struct reasons *reasons) {
    struct gathering *g = state;
    struct value item = naive_value(g->n, g->frame, g->sequence->element);
    for (uint32_t i = 0; i < g->sequence->loop_count; i++)
        g->order = reasons_join(g->n->arena, g->order, place_of(g, &g->sequence->loops[i]));
    item.doubtful = member != TRUE_;
    g->reasons = reasons_join(g->n->arena, g->reasons, reasons);
    if (!item.known)
        g->reasons = reasons_join(g->n->arena, g->reasons, item.reasons);
    ARENA_PUSH(g->n->arena, g->items, g->count, g->room) = item;
}

static void absent_items(void *state, uint32_t at, const struct reasons *reasons) {
    struct gathering *g = state;
    (void)at;
    g->incomplete = true;
    g->reasons = reasons_join(g->n->arena, g->reasons, reasons);
}

struct value naive_sequence(struct naive *n, struct frame *frame, const struct expr *expr) {
    struct gathering g = {.n = n, .frame = frame, .sequence = expr->sequence};
    struct walk walk = {.n = n,
                        .frame = frame,
                        .loops = expr->sequence->loops,
                        .count = expr->sequence->loop_count,
                        .visit = visit_item,
                        .absent = absent_items,
                        .state = &g};
    naive_walk(&walk, TRUE_, NULL);
    return (struct value){.known = true,
                          .items = g.items,
                          .count = (uint32_t)g.count,
                          .incomplete = g.incomplete,
                          .order = g.order,
                          .reasons = g.reasons};
}
