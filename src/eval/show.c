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

// For people: cut where it is long; what may not belong is said to, and so is that there may be
// more.
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
    for (uint32_t i = 0; i < segment->count; i++) {
        text_add(out, i ? ", " : "");
        show_json(run, out, type->element, lists->elements, segment->start + i);
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
    lane = vector->n == 1 ? 0 : lane;
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
    lane = vector->n == 1 ? 0 : lane;
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
    return sources_excerpt(run->program->sources, expr->node->span, arena);
}

static bool show_bounds(struct env *env, struct text *out, const struct expr *expr) {
    struct bounds bounds = bounds_of(env, expr);
    if (!bounds.has_low && !bounds.has_high)
        return false;
    text_add(out, bounds.has_low ? "at least " : "at most ");
    quantity_show(out, bounds.has_low ? bounds.low : bounds.high, expr->type.dimension);
    return true;
}

void show_expression(struct env *env, struct text *out, const struct expr *expr, bool quoted) {
    struct vector value = evaluate(env, expr);
    struct type type = show_type(env->run, expr);
    bool bounded = !bit_get(value.valid, 0) && type_is_numeric(&expr->type);
    if (!bounded || !show_bounds(env, out, expr))
        show_value(env->run, out, &type, &value, 0, quoted);
}

const char *show_template(struct env *env, const struct expr *expr, struct arena *arena) {
    if (expr->kind == EXPR_CONSTANT)
        return arena_copy(arena, expr->text, strlen(expr->text));
    struct text rendered = {0};
    for (uint32_t i = 0; i < expr->count; i++) {
        show_expression(env, &rendered, expr->items[i], false);
    }
    char *text = text_copy(&rendered, arena);
    text_clear(&rendered);
    return text;
}
