// Limits of params: `min A max B` as they are declared, and values that have to be within them.
#include "base/time.h"
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

static const struct type *element_type(const struct type *type) {
    return type->kind == TYPE_LIST ? type->element : type;
}

// ---- declared ----

static const struct expr *limit_mistake(struct checker *c, const struct param *param,
                                        const struct expr *value, const char *word) {
    const struct type *type = element_type(&param->type);
    struct diagnostic *d = mistake(c, CODE_INVALID_BOUND, value->node->span,
                                   "the %s of the param %s is %s, but %s is %s", word, param->name,
                                   noun(c, type), shown(c, value->node), noun(c, &value->type));
    if (type->kind == TYPE_NUMBER)
        cure(c, d, "write for example %s %s", word, dimension_words(type->dimension)->example);
    return NULL;
}

static const struct expr *check_limit(struct checker *c, const struct param *param,
                                      const struct node *node, const char *word) {
    const struct type *type = element_type(&param->type);
    if (node == NULL || node->kind == NODE_BAD || type->kind == TYPE_POISON)
        return NULL;
    if (!type_is_numeric(type) && type->kind != TYPE_TIME) {
        mistake(c, CODE_INVALID_BOUND, node->span, "the param %s is %s, which has no %s",
                param->name, noun(c, &param->type), word);
        return NULL;
    }
    const struct expr *value = check_one(c, NULL, node), *fitted = fit(c, value, type);
    return fitted != NULL ? fitted : limit_mistake(c, param, value, word);
}

// Below 0, 0, above 0.
static int compare_constants(const struct expr *a, const struct expr *b) {
    return a->type.kind == TYPE_TIME ? (a->time > b->time) - (a->time < b->time)
                                     : decimal_compare(a->number, b->number);
}

void check_param_limits(struct checker *c, const struct param_node *node, struct param *out) {
    struct frame frame = {0};
    c->frame = &frame;
    out->min = check_limit(c, out, node->min, "min");
    out->max = check_limit(c, out, node->max, "max");
    c->frame = NULL;
    if (out->min == NULL || out->max == NULL || compare_constants(out->min, out->max) <= 0)
        return;
    mistake(c, CODE_INVALID_BOUND, span_join(node->min->span, node->max->span),
            "the min of the param %s is above its max", out->name);
    out->min = out->max = NULL;
}

// ---- kept ----

struct limiting {
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct param *param;
};

static bool is_percent(const struct expr *constant) {
    const struct node *node = constant->node;
    return node->kind == NODE_NEGATE ? node->items[0]->percent : node->percent;
}

bool param_in_percent(const struct expr *value) {
    if (value->kind != EXPR_ITEMS)
        return is_percent(value);
    for (uint32_t i = 0; i < value->count; i++)
        if (!is_percent(value->items[i]))
            return false;
    return value->count > 0;
}

// A limit is shown as the value beside it is.
static const char *constant_text(const struct limiting *of, const struct expr *constant,
                                 bool percent) {
    struct type type = *element_type(&of->param->type);
    char time[TIME_TEXT];
    struct text shown = {0};
    type.percent = percent;
    if (type.kind == TYPE_TIME) {
        time_format(constant->time, time);
        text_add(&shown, time);
    } else {
        number_show_exact(&shown, constant->number, &type);
    }
    const char *copy = text_copy(&shown, of->arena);
    text_clear(&shown);
    return copy;
}

// 95 where at most 1 is allowed, as 95%.
static bool means_percent(const struct limiting *of, const struct expr *value) {
    const struct decimal hundred = decimal_from_int(100), one = decimal_from_int(1);
    struct decimal part;
    const struct param *param = of->param;
    const struct type *type = element_type(&param->type);
    return type->kind == TYPE_NUMBER && dimension_equal(type->dimension, DIMENSION_NONE) &&
           param->max != NULL && decimal_compare(param->max->number, one) <= 0 &&
           !is_percent(value) && decimal_divide(value->number, hundred, &part) &&
           decimal_compare(part, param->max->number) <= 0 &&
           (param->min == NULL || decimal_compare(part, param->min->number) >= 0);
}

static void cure_limit(const struct limiting *of, struct diagnostic *d, const struct expr *value) {
    const struct param *param = of->param;
    bool percent = is_percent(value);
    const char *min = param->min != NULL ? constant_text(of, param->min, percent) : NULL,
               *max = param->max != NULL ? constant_text(of, param->max, percent) : NULL;
    if (means_percent(of, value)) {
        const char *text = constant_text(of, value, false);
        diagnostic_cure(of->diagnostics, d, "if per cent were meant, write %s%%", text);
    } else if (min != NULL && max != NULL) {
        diagnostic_cure(of->diagnostics, d, "write a value from %s to %s", min, max);
    } else {
        diagnostic_cure(of->diagnostics, d, "write %s or %s", min != NULL ? min : max,
                        min != NULL ? "more" : "less");
    }
}

static bool keep_limits(const struct limiting *of, const struct expr *value) {
    const struct param *param = of->param;
    bool low = param->min != NULL && compare_constants(value, param->min) < 0;
    if (!low && (param->max == NULL || compare_constants(value, param->max) <= 0))
        return true;
    bool percent = is_percent(value);
    struct diagnostic *d = diagnostic_error(
        of->diagnostics, CODE_PARAM_LIMIT, value->node->span, "%s is %s of %s",
        constant_text(of, value, percent), low ? "below the minimum" : "above the maximum",
        constant_text(of, low ? param->min : param->max, percent));
    cure_limit(of, d, value);
    return false;
}

bool param_keeps_limits(struct arena *arena, struct diagnostics *diagnostics,
                        const struct param *param, const struct expr *value) {
    const struct limiting of = {arena, diagnostics, param};
    if (value->kind != EXPR_ITEMS)
        return keep_limits(&of, value);
    bool good = true;
    for (uint32_t i = 0; i < value->count; i++)
        good &= keep_limits(&of, value->items[i]);
    return good;
}
