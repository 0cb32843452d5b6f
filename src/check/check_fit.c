// Types that meet: what a value can be converted to, and the common type of two.
#include <string.h>

#include "base/version.h"
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

// ---- one value and a type ----

static bool is_literal_zero(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT && type_is_numeric(&expr->type) && expr->number.nano == 0 &&
           dimension_equal(expr->type.dimension, DIMENSION_NONE);
}

static bool is_literal_text(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT && expr->type.kind == TYPE_TEXT;
}

static bool has_choice(const struct type *type, const char *text) {
    for (uint32_t i = 0; i < type->choice_count; i++)
        if (strcmp(type->choices[i], text) == 0)
            return true;
    return false;
}

bool texts_meet(const struct type *a, const struct type *b) {
    if (!type_is_textual(a) || !type_is_textual(b))
        return false;
    if (a->kind != TYPE_ENUM || b->kind != TYPE_ENUM)
        return true;
    for (uint32_t i = 0; i < a->choice_count; i++)
        if (has_choice(b, a->choices[i]))
            return true;
    return false;
}

static const char *choices_text(struct checker *c, const struct type *type) {
    struct text text = {0};
    for (uint32_t i = 0; i < type->choice_count; i++) {
        if (i > 0)
            text_add(&text, i + 1 == type->choice_count ? " or " : ", ");
        text_add_quoted(&text, type->choices[i]);
    }
    const char *copy = text_copy(&text, c->arena);
    text_clear(&text);
    return copy;
}

static const struct expr *unknown_choice(struct checker *c, const struct expr *expr,
                                         const struct type *type) {
    struct diagnostic *d = mistake(c, CODE_UNKNOWN_CHOICE, expr->node->span,
                                   "\"%s\" is not one of its choices", expr->text);
    const char *near = nearest_word(expr->text, type->choices, type->choice_count);
    if (near != NULL) {
        cure(c, d, "did you mean \"%s\"?", near);
        fix(c, d, expr->node->span, arena_printf(c->arena, "\"%s\"", near));
    } else
        cure(c, d, "it is one of %s", choices_text(c, type));
    return expr_poison(c, expr->node);
}

static const struct expr *fit_choice(struct checker *c, const struct expr *expr,
                                     const struct type *type) {
    if (type_equal(&expr->type, type))
        return expr;
    if (!is_literal_text(expr))
        return NULL;
    return has_choice(type, expr->text) ? expr_retyped(c, expr, *type)
                                        : unknown_choice(c, expr, type);
}

static const struct expr *fit_version(struct checker *c, const struct expr *text,
                                      const struct type *type) {
    if (version_valid(text->text, strlen(text->text)))
        return expr_retyped(c, text, *type);
    cure(c,
         mistake(c, CODE_INVALID_VALUE, text->node->span, "%s is not a version",
                 shown(c, text->node)),
         "a version begins with a number, such as \"10.0.17763\"");
    return expr_poison(c, text->node);
}

// An empty list stays one of no elements where records are wanted, which are of no place.
static const struct expr *fit_items(struct checker *c, const struct expr *list,
                                    const struct type *type) {
    if (list->count == 0 && type->element->kind == TYPE_RECORD)
        return list;
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, list->count);
    bool poisoned = false;
    for (uint32_t i = 0; i < list->count; i++) {
        items[i] = fit(c, list->items[i], type->element);
        if (items[i] == NULL)
            return NULL;
        poisoned |= is_poison(items[i]);
    }
    struct expr *copy = expr_at(c, list, list->node);
    copy->items = items;
    copy->type = poisoned ? type_of(TYPE_POISON) : *type;
    return copy;
}

static bool is_subtype(const struct type *a, const struct type *b) {
    if (type_equal(a, b))
        return true;
    if (a->kind == TYPE_LIST && b->kind == TYPE_LIST)
        return is_subtype(a->element, b->element);
    return (a->kind == TYPE_INT && b->kind == TYPE_NUMBER &&
            dimension_equal(b->dimension, DIMENSION_NONE)) ||
           (a->kind == TYPE_ENUM && b->kind == TYPE_TEXT);
}

const struct expr *fit(struct checker *c, const struct expr *expr, const struct type *type) {
    if (is_poison(expr) || type->kind == TYPE_POISON)
        return expr;
    if (type->kind == TYPE_LIST && expr->kind == EXPR_ITEMS)
        return fit_items(c, expr, type);
    if (is_subtype(&expr->type, type))
        return expr->kind == EXPR_CONSTANT && expr->type.kind != type->kind
                   ? expr_retyped(c, expr, *type)
                   : expr;
    if (type->kind == TYPE_NUMBER && is_literal_zero(expr))
        return expr_retyped(c, expr, *type);
    if (type->kind == TYPE_VERSION && is_literal_text(expr))
        return fit_version(c, expr, type);
    if (type->kind == TYPE_ENUM)
        return fit_choice(c, expr, type);
    return NULL;
}

const struct expr *settle(struct checker *c, const struct expr *expr) {
    if (expr->type.kind != TYPE_LIST || expr->type.element->kind != TYPE_POISON)
        return expr;
    return expr_retyped(c, expr, type_list(c, type_of(TYPE_TEXT)));
}

// Beside a quantity, a whole number is just a plain one.
static bool is_plain_beside(const struct type *wanted, const struct type *actual) {
    return wanted->kind == TYPE_NUMBER && actual->kind == TYPE_INT;
}

const struct expr *fit_or_report(struct checker *c, const struct expr *expr,
                                 const struct type *type, const char *what) {
    const struct expr *fitted = fit(c, expr, type);
    if (fitted != NULL)
        return fitted;
    const struct type plain = type_of(TYPE_NUMBER);
    const struct type *actual = is_plain_beside(type, &expr->type) ? &plain : &expr->type;
    struct diagnostic *d =
        mistake(c, CODE_TYPE_MISMATCH, expr->node->span, "%s is %s, but %s is %s", what,
                noun(c, type), shown(c, expr->node), noun(c, actual));
    if (type->kind == TYPE_NUMBER && type_is_numeric(&expr->type))
        cure_unit(c, d, expr, type->dimension);
    else if (type->kind == TYPE_INT && expr->type.kind == TYPE_NUMBER &&
             expr->kind == EXPR_CONSTANT)
        cure(c, d, "write a whole number");
    else if (type->kind == TYPE_INT && expr->type.kind == TYPE_NUMBER)
        cure(c, d, "write floor(%s), or round(%s)", shown(c, expr->node), shown(c, expr->node));
    else
        cure_quotes(c, d, expr, type);
    return expr_poison(c, expr->node);
}

// ---- two values ----

static bool both_numeric(const struct expr **a, const struct expr **b) {
    return type_is_numeric(&(*a)->type) && type_is_numeric(&(*b)->type);
}

// Two numbers of one dimension, or one of them a literal 0.
static bool unify_numbers(struct checker *c, const struct expr **a, const struct expr **b) {
    if (dimension_equal((*a)->type.dimension, (*b)->type.dimension))
        return true;
    if (is_literal_zero(*b))
        *b = expr_retyped(c, *b, (*a)->type);
    else if (is_literal_zero(*a))
        *a = expr_retyped(c, *a, (*b)->type);
    else
        return false;
    return true;
}

// A text literal beside a choice or a version becomes one; true where the two then agree (poison
// agrees).
static bool unify_texts(struct checker *c, const struct expr **a, const struct expr **b) {
    bool left_first = is_literal_text(*a) && !is_literal_text(*b);
    const struct expr **first = left_first ? a : b, **second = left_first ? b : a;
    const struct expr *fitted = fit(c, *first, &(*second)->type);
    if (fitted != NULL) {
        *first = fitted;
        return true;
    }
    fitted = fit(c, *second, &(*first)->type);
    if (fitted != NULL)
        *second = fitted;
    return fitted != NULL || texts_meet(&(*a)->type, &(*b)->type);
}

bool unify(struct checker *c, const struct expr **a, const struct expr **b) {
    if (is_poison(*a) || is_poison(*b))
        return false;
    bool unified = both_numeric(a, b) ? unify_numbers(c, a, b) : unify_texts(c, a, b);
    if (!unified)
        mismatch(c, *a, *b);
    return unified && !is_poison(*a) && !is_poison(*b);
}

static bool same_rows(const struct type *a, const struct type *b) {
    return a->kind != TYPE_RECORD || a->shape == b->shape;
}

// A choice and a text that is none of its choices may be the two results: then they are texts.
static bool stay_texts(const struct expr *a, const struct expr *b) {
    const struct expr *text = a->type.kind == TYPE_ENUM ? b : a, *choice = text == a ? b : a;
    return type_is_textual(&text->type) && choice->type.kind == TYPE_ENUM &&
           !type_equal(&a->type, &b->type) &&
           !(is_literal_text(text) && has_choice(&choice->type, text->text));
}

struct type unify_result(struct checker *c, const struct expr **a, const struct expr **b) {
    if (is_poison(*a) || is_poison(*b))
        return is_poison(*a) && !is_poison(*b) ? (*b)->type : (*a)->type;
    if (stay_texts(*a, *b))
        return type_of(TYPE_TEXT);
    if (!unify(c, a, b))
        return type_of(TYPE_POISON);
    if (!same_rows(&(*a)->type, &(*b)->type)) {
        cure(c,
             mistake(c, CODE_RECORD_MISMATCH, (*b)->node->span,
                     "%s and %s are records of different places, and only one value can stand "
                     "for both",
                     shown(c, (*a)->node), shown(c, (*b)->node)),
             "choose between their fields instead");
        return type_of(TYPE_POISON);
    }
    return (*a)->type.kind == TYPE_INT ? (*b)->type : (*a)->type;
}
