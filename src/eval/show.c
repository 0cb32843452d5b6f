// Values as people and JSON read them.
#include "eval/show.h"

#include <string.h>

#include "base/json.h"
#include "base/time.h"
#include "eval/bounds.h"
#include "eval/evaluate.h"
#include "eval/locate.h"

static void show_text(struct text *out, const char *text, bool quoted) {
    if (quoted)
        text_add_quoted(out, text);
    else
        text_add(out, text);
}

static void show_time(struct text *out, int64_t nanoseconds) {
    char buffer[TIME_TEXT];
    time_format(nanoseconds, buffer);
    text_add(out, buffer);
}

// Adds a row's key; false where the space has none or this row's is unknown.
static bool show_key(struct run *run, struct text *out, const struct space_def *space, uint32_t row,
                     bool quoted) {
    struct arena *arena = run->root->arena;
    struct arena_mark mark = arena_mark(arena);
    struct vector key = locate_key(run, space, row, arena);
    bool known = bit_get(key.valid, 0);
    if (known)
        show_value(run, out, &space->key->type, &key, 0, quoted);
    arena_rewind(arena, mark);
    return known;
}

void show_element(struct run *run, struct text *out, const struct loop *loop,
                  const struct vector *value, uint32_t position) {
    struct text key = {0};
    const char *name = loop->space ? loop->space->name : loop->name;
    if (loop->type.kind != TYPE_RECORD) {
        show_value(run, &key, &loop->type, value, 0, true);
        text_addf(out, "%s %s", name, text_data(&key));
    } else if (show_key(run, &key, loop->space, position, true)) {
        text_addf(out, "%s %s", name, text_data(&key));
    } else {
        text_addf(out, "%s[%u]", name, locate_place(run, loop->space, position));
    }
    text_clear(&key);
}

// For people: cut where it is long; elements that may not belong are marked, and so is a list that
// may have more.
static void show_list(struct run *run, struct text *out, const struct type *type,
                      const struct vector *lists, uint32_t lane) {
    const struct segment *segment = &lists->at.segments[lane];
    if (segment->incomplete && segment->count == 0) {
        text_add(out, "unknown");
        return;
    }
    text_add_char(out, '[');
    uint32_t shown = segment->count < SHOWN_ELEMENTS ? segment->count : SHOWN_ELEMENTS;
    for (uint32_t i = 0; i < shown; i++) {
        bool sure = bit_get(lists->sure, segment->start + i);
        text_addf(out, "%s%s", i ? ", " : "", sure ? "" : "perhaps ");
        show_value(run, out, type->element, lists->elements, segment->start + i, true);
    }
    if (shown < segment->count)
        text_addf(out, ", and %u more", segment->count - shown);
    text_add(out, segment->incomplete ? ", and unknown others]" : "]");
}

static void show_json_list(struct run *run, struct text *out, const struct type *type,
                           const struct vector *lists, uint32_t lane) {
    const struct segment *segment = &lists->at.segments[lane];
    text_add_char(out, '[');
    for (uint32_t i = 0; i < segment->count && !run_is_spent(run); i++) {
        size_t before = out->size;
        text_add(out, i ? ", " : "");
        show_json(run, out, type->element, lists->elements, segment->start + i);
        run_step(run, out->size - before);
    }
    text_add_char(out, ']');
}

static void show_record(struct run *run, struct text *out, const struct type *type, uint32_t row,
                        bool quoted) {
    if (!type->shape || *type->shape->prefix ||
        !show_key(run, out, type->shape->space, row, quoted))
        text_add(out, type->record->name);
}

void show_value(struct run *run, struct text *out, const struct type *type,
                const struct vector *vector, uint32_t lane, bool quoted) {
    if (!bit_get(vector->valid, lane)) {
        text_add(out, "unknown");
        return;
    }
    switch (type->kind) {
    case TYPE_BOOL:
        text_add(out, bit_get(vector->at.bits, lane) ? "true" : "false");
        break;
    case TYPE_INT:
    case TYPE_NUMBER:
        number_show(out, vector_decimal(vector, lane), type);
        break;
    case TYPE_TIME:
        show_time(out, vector->at.ints[lane]);
        break;
    case TYPE_TEXT:
    case TYPE_ENUM:
        show_text(out, run_text(run, vector->at.ids[lane]), quoted);
        break;
    case TYPE_VERSION:
        text_add(out, run_text(run, vector->at.ids[lane]));
        break;
    case TYPE_LIST:
        show_list(run, out, type, vector, lane);
        break;
    case TYPE_RECORD:
        show_record(run, out, type, vector_row(vector, lane), quoted);
        break;
    case TYPE_POISON:
        break;
    }
}

void show_json(struct run *run, struct text *out, const struct type *type,
               const struct vector *vector, uint32_t lane) {
    struct text plain = {0};
    char digits[DECIMAL_TEXT];
    if (!bit_get(vector->valid, lane)) {
        text_add(out, "null");
    } else if (type_is_numeric(type)) {
        decimal_format(vector_decimal(vector, lane), digits);
        text_add(out, digits);
    } else if (type->kind == TYPE_LIST) {
        show_json_list(run, out, type, vector, lane);
    } else {
        show_value(run, &plain, type, vector, lane, false);
        if (type->kind == TYPE_BOOL)
            text_add(out, text_data(&plain));
        else
            json_add_quoted(out, text_data(&plain));
    }
    text_clear(&plain);
}

void show_sides(struct run *run, struct text *left, struct text *right, const struct type *type,
                const struct vector sides[2], uint32_t lane) {
    if (type_is_numeric(type) && !type->percent && vector_known(&sides[0], lane) &&
        vector_known(&sides[1], lane)) {
        quantity_show_pair(left, vector_decimal(&sides[0], lane), right,
                           vector_decimal(&sides[1], lane), type->dimension);
        return;
    }
    show_value(run, left, type, &sides[0], lane, true);
    show_value(run, right, type, &sides[1], lane, true);
}

struct type show_type(struct run *run, const struct expr *expr) {
    struct type type = expr->type;
    if (expr->kind != EXPR_PARAM || !run->policy->params[expr->index].percent)
        return type;
    type.percent = true;
    if (type.kind == TYPE_LIST) {
        struct type *element = ARENA_NEW(run->root->arena, struct type);
        *element = *type.element;
        element->percent = true;
        type.element = element;
    }
    return type;
}

const char *show_source(struct run *run, const struct expr *expr, struct arena *arena) {
    struct span span = expr->node->span;
    run_step(run, NODE_STEPS + span.end - span.begin);
    return sources_excerpt(run->program->sources, span, arena);
}

static void show_bound(struct text *out, const struct type *type, struct decimal bound) {
    int64_t instant;
    if (type->kind != TYPE_TIME)
        quantity_show(out, bound, type->dimension);
    else if (decimal_to_int(bound, &instant))
        show_time(out, instant);
}

// A bound that no time reaches says nothing.
static bool is_reached(const struct type *type, struct decimal bound) {
    int64_t instant;
    return type->kind != TYPE_TIME || decimal_to_int(bound, &instant);
}

static bool show_bounds(struct env *env, struct text *out, const struct expr *expr,
                        enum bounds_end end) {
    struct bounds bounds = bounds_of(env, expr);
    bounds.has_low = bounds.has_low && is_reached(&expr->type, bounds.low);
    bounds.has_high = bounds.has_high && is_reached(&expr->type, bounds.high);
    bool low = bounds.has_low && (end != END_HIGH || !bounds.has_high);
    bool high = bounds.has_high && (end != END_LOW || !bounds.has_low);
    if (low) {
        text_add(out, "at least ");
        show_bound(out, &expr->type, bounds.low);
    }
    if (high) {
        text_add(out, low ? ", at most " : "at most ");
        show_bound(out, &expr->type, bounds.high);
    }
    return low || high;
}

void show_expression(struct env *env, struct text *out, const struct expr *expr,
                     enum bounds_end end, bool quoted) {
    struct vector value = evaluate(env, expr);
    struct type type = show_type(env->run, expr);
    bool bounded =
        !bit_get(value.valid, 0) && (type_is_numeric(&expr->type) || expr->type.kind == TYPE_TIME);
    if (!bounded || !show_bounds(env, out, expr, end))
        show_value(env->run, out, &type, &value, 0, quoted);
}

// Whether an expression is written as a text, which lies in the arena. Its own text, which may be
// long and is asked for each of many parts, is not kept.
static bool has_source(struct run *run, const struct expr *expr, const char *source,
                       struct arena *arena) {
    struct arena_mark mark = arena_mark(arena);
    bool same = strcmp(show_source(run, expr, arena), source) == 0;
    arena_rewind(arena, mark);
    return same;
}

// The end that matters of a part of an expression that is written alike.
struct end_search {
    struct run *run;
    struct arena *arena;
    const char *source;
    const struct expr *parent;
    enum bounds_end end; // of the parent
    uint32_t item;
    enum bounds_end found;
};

static void search_end(void *state, const struct expr *part) {
    struct end_search *search = state;
    if (search->found != ENDS_BOTH || !run_step(search->run, NODE_STEPS))
        return;
    enum bounds_end end = bounds_operand_end(search->parent, search->item++, search->end);
    if (has_source(search->run, part, search->source, search->arena)) {
        search->found = end;
        return;
    }
    struct end_search inner = *search;
    inner.parent = part;
    inner.end = end;
    inner.item = 0;
    expr_each_child(part, search_end, &inner);
    search->found = inner.found;
}

static bool is_comparison(const struct expr *expr) {
    return expr->kind == EXPR_APPLY && expr->op >= BUILTIN_EQUAL && expr->op <= BUILTIN_AT_LEAST;
}

static enum bounds_end end_of(struct env *env, const struct expr *comparison,
                              const struct expr *part) {
    if (!is_comparison(comparison) || !comparison->has_fold)
        return ENDS_BOTH;
    struct arena *arena = env->arena;
    enum bounds_end left = bounds_deciding(env, comparison);
    struct end_search search = {
        .run = env->run, .arena = arena, .source = show_source(env->run, part, arena)};
    for (uint32_t i = 0; i < 2 && search.found == ENDS_BOTH; i++) {
        const struct expr *side = comparison->items[i];
        search.end = i == 0 ? left : bounds_opposite(left);
        if (has_source(env->run, side, search.source, arena))
            return search.end;
        search.parent = side;
        search.item = 0;
        expr_each_child(side, search_end, &search);
    }
    return search.found;
}

static bool is_written_as(struct env *env, const struct expr *part, const struct expr *side) {
    struct arena_mark mark = arena_mark(env->arena);
    bool same = has_source(env->run, side, show_source(env->run, part, env->arena), env->arena);
    arena_rewind(env->arena, mark);
    return same;
}

// Whether the part is a side of a comparison of numbers, which was then shown beside the other.
static bool show_beside(struct env *env, struct text *out, const struct expr *part,
                        const struct expr *comparison) {
    if (!is_comparison(comparison) || !type_is_numeric(&part->type))
        return false;
    uint32_t side = is_written_as(env, part, comparison->items[0]) ? 0 : 1;
    if (side == 1 && !is_written_as(env, part, comparison->items[1]))
        return false;
    struct vector sides[] = {evaluate(env, comparison->items[0]),
                             evaluate(env, comparison->items[1])};
    struct type type = show_type(env->run, part);
    struct text other = {0};
    show_sides(env->run, side == 0 ? out : &other, side == 0 ? &other : out, &type, sides, 0);
    text_clear(&other);
    return true;
}

void show_part(struct env *env, struct text *out, const struct expr *part,
               const struct expr *verdict, bool quoted) {
    struct vector value = evaluate(env, part);
    bool known = bit_get(value.valid, 0);
    if (verdict == NULL || !known || !show_beside(env, out, part, verdict))
        show_expression(env, out, part, verdict ? end_of(env, verdict, part) : ENDS_BOTH, quoted);
}

const char *show_template(struct env *env, const struct expr *expr, const struct expr *decided,
                          struct arena *arena) {
    if (expr->kind == EXPR_CONSTANT)
        return arena_copy(arena, expr->text, strlen(expr->text));
    struct text rendered = {0};
    for (uint32_t i = 0; i < expr->count && !run_is_spent(env->run); i++) {
        size_t before = rendered.size;
        show_part(env, &rendered, expr->items[i], decided, false);
        run_step(env->run, SHOWN_BYTE * (rendered.size - before));
    }
    char *text = text_copy(&rendered, arena);
    text_clear(&rendered);
    return text;
}
