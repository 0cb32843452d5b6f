// Lists: filters, folds, quantifiers, literals.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

// ---- from what was reached to expressions ----

static const struct sequence *reached_sequence(struct checker *c, const struct reached *r,
                                               const struct expr *element) {
    struct loop *loops = ARENA_ARRAY(c->arena, struct loop, r->count);
    for (uint32_t i = 0; i < r->count; i++)
        loops[i] = r->steps[i].loop;
    struct sequence *sequence = ARENA_NEW(c->arena, struct sequence);
    sequence->loops = loops;
    sequence->loop_count = r->count;
    sequence->element = element;
    return sequence;
}

const struct expr *reached_expr(struct checker *c, const struct reached *r) {
    if (r->count == 0 || is_poison(r->value))
        return r->value;
    struct expr *expr = expr_new(c, EXPR_SEQUENCE, r->node, type_list(c, r->value->type));
    expr->sequence = reached_sequence(c, r, r->value);
    return expr_done(c, expr);
}

static const struct expr *fold_expr(struct checker *c, const struct node *node, enum fold fold,
                                    struct type type, const struct reached *r,
                                    const struct expr *element) {
    struct expr *expr = expr_new(c, EXPR_FOLD, node, type);
    expr->fold = fold;
    expr->sequence = reached_sequence(c, r, element);
    return expr_done(c, expr);
}

// ---- opening a list ----

// A list that is whole becomes a loop over its values.
static void iterate(struct checker *c, struct reached *r) {
    if (!r->whole)
        return;
    r->empty = r->value->type.element->kind == TYPE_POISON;
    r->value = settle(c, r->value);
    struct type element = *r->value->type.element;
    struct step step = {.name = r->name};
    step.loop.slot = frame_slot(c, r->node);
    step.loop.name = r->name != NULL ? r->name : "element";
    step.loop.type = element;
    step.loop.values = r->value;
    step.loop.node = r->node;
    step.loop.declaration = r->declaration;
    step.element = expr_slot(c, r->node, step.loop.slot, element);
    ARENA_PUSH(c->arena, r->steps, r->count, r->capacity) = step;
    r->value = step.element;
    r->whole = false;
}

static void not_a_list(struct checker *c, const struct reached *r) {
    struct diagnostic *d = mistake(c, CODE_NOT_A_LIST, r->node->span, "%s is %s, not a list",
                                   shown(c, r->node), noun(c, &r->value->type));
    if (r->value->type.kind == TYPE_RECORD && r->value->kind == EXPR_SLOT)
        cure(c, d,
             "%s is one element here; for the whole list, give the element of the outer "
             "loop a name of its own",
             shown(c, r->node));
}

static struct reached reach_elements(struct checker *c, const struct scope *scope,
                                     const struct node *list) {
    struct reached r = check_reached(c, scope, list);
    if (is_poison(r.value))
        return reached_value(list, expr_poison(c, list));
    if (!reached_many(&r)) {
        not_a_list(c, &r);
        return reached_value(list, expr_poison(c, list));
    }
    iterate(c, &r);
    return r;
}

// ---- what is said of elements ----

// The condition of a list: what follows its where or its has.
struct saying {
    const struct reached *list;
    const char *word; // "where" or "has"
    const char *name; // of the element, or NULL
};

static uint64_t slots_of(const struct reached *r) {
    uint64_t slots = 0;
    for (uint32_t i = 0; i < r->count; i++)
        slots |= (uint64_t)1 << r->steps[i].loop.slot;
    return slots;
}

static bool is_said(const struct saying *saying, const struct expr *expr) {
    return is_poison(expr) || (expr->uses & slots_of(saying->list)) != 0;
}

// true, or a param that switches: nobody forgot an element in those.
static bool is_switch(const struct expr *expr) {
    if (expr->kind == EXPR_CONSTANT || expr->kind == EXPR_PARAM)
        return true;
    bool logic = expr->kind == EXPR_APPLY &&
                 (expr->op == BUILTIN_NOT || expr->op == BUILTIN_AND || expr->op == BUILTIN_OR);
    return logic && is_switch(expr->items[0]) &&
           (expr->op == BUILTIN_NOT || is_switch(expr->items[1]));
}

static struct diagnostic *report_idle(struct checker *c, const struct saying *saying,
                                      const struct node *node) {
    const char *name = saying->name != NULL ? saying->name : "the element";
    return mistake(c, CODE_IDLE_CONDITION, node->span, "%s stands after %s, but says nothing of %s",
                   shown(c, node), saying->word, name);
}

static void check_said(struct checker *c, const struct saying *saying, const struct node *node,
                       const struct expr *expr) {
    const struct reached *list = saying->list;
    const struct type *type = &list->value->type;
    if (is_poison(list->value) || is_said(saying, expr) || is_switch(expr))
        return;
    struct diagnostic *d = report_idle(c, saying, node);
    if (saying->name == NULL)
        cure(c, d, "give the element a name: for each x in %s where x ...", shown(c, list->node));
    else if (type->kind == TYPE_RECORD)
        cure(c, d, "say it of each %s, as in %s.%s", saying->name, saying->name,
             example_field(type->record));
    else
        cure(c, d, "say it of each %s, as in %s == ...", saying->name, saying->name);
}

static void add_guard(struct checker *c, struct reached *r, const struct scope *inner,
                      const struct node *where, const char *name) {
    if (where == NULL)
        return;
    const struct expr *guard = check_bool(c, inner, where);
    if (r->empty && is_poison(guard))
        return;
    check_said(c, &(struct saying){r, "where", name}, where, guard);
    if (r->count > 0) {
        struct loop *last = &r->steps[r->count - 1].loop;
        last->guard = expr_and(c, last->guard, guard);
    }
}

// Of a list that was mistaken only the name is known.
static const struct scope *poisoned_scope(struct checker *c, const struct scope *scope,
                                          const struct node *list, struct name name) {
    if (name.text == NULL && (list->kind == NODE_NAME || list->kind == NODE_FIELD))
        name = list->name;
    const struct expr *poison = expr_poison(c, list);
    return name.text == NULL ? scope : scope_value(c, scope, name, "loop variable", poison);
}

struct reached open_list(struct checker *c, const struct scope **scope, const struct node *list,
                         struct name name, const struct node *where, enum inside inside,
                         const struct node *whole) {
    struct reached r = reach_elements(c, *scope, list);
    if (name.text != NULL && reached_elements(&r))
        r.steps[r.count - 1].loop.name = name.text;
    *scope = is_poison(r.value) || r.empty ? poisoned_scope(c, *scope, list, name)
                                           : scope_elements(c, *scope, &r, name, inside, whole);
    bool named = inside != INSIDE_WHERE || r.collection;
    add_guard(c, &r, *scope, where, name.text != NULL ? name.text : named ? r.name : NULL);
    return r;
}

// ---- LIST where C ----

struct reached reach_where(struct checker *c, const struct scope *scope, const struct node *node) {
    const struct scope *inner = scope;
    struct reached r =
        open_list(c, &inner, node->items[0], (struct name){0}, node->items[1], INSIDE_WHERE, node);
    r.node = node;
    return r;
}

// ---- [a, b] ----

static const struct expr *check_item(struct checker *c, const struct scope *scope,
                                     const struct node *node) {
    const struct expr *item = check_one(c, scope, node);
    if (item->type.kind != TYPE_RECORD)
        return item;
    mistake(c, CODE_RECORD_NOT_VALUE, node->span, "a list in [ ] holds single values, and %s is %s",
            shown(c, node), noun(c, &item->type));
    return expr_poison(c, node);
}

struct reached reach_items(struct checker *c, const struct scope *scope, const struct node *node) {
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, node->count);
    struct type type = type_of(TYPE_POISON);
    for (uint32_t i = 0; i < node->count; i++) {
        items[i] = check_item(c, scope, node->items[i]);
        const struct expr *first = items[0];
        type = i == 0 ? first->type : unify_result(c, &first, &items[i]);
        items[0] = first;
        if (type.kind == TYPE_POISON)
            return reached_value(node, expr_poison(c, node));
    }
    for (uint32_t i = 0; i < node->count; i++) {
        const struct expr *fitted = fit(c, items[i], &type);
        items[i] = fitted != NULL ? fitted : items[i];
    }
    struct reached r =
        reached_value(node, expr_list(c, EXPR_ITEMS, node, type_list(c, type), items, node->count));
    r.whole = true;
    return r;
}

// ---- every, some, no ----

// An operand of the top-level and/or after has that does not mention the element was meant to stand
// before the quantifier.
static bool is_joined(const struct node *node) {
    return node->kind == NODE_BINARY && (node->op == OP_AND || node->op == OP_OR) &&
           !node->parenthesised;
}

static void check_operands(struct checker *c, const struct saying *saying, const struct node *node,
                           const struct expr *expr) {
    if (is_poison(expr))
        return;
    if (is_joined(node) && expr->kind == EXPR_APPLY) {
        check_operands(c, saying, node->items[0], expr->items[0]);
        check_operands(c, saying, node->items[1], expr->items[1]);
    } else if (!is_said(saying, expr)) {
        cure(c, report_idle(c, saying, node),
             "put it before the quantifier, or the quantifier in parentheses");
    }
}

static void check_body(struct checker *c, const struct node *node, const struct expr *body,
                       const struct reached *r) {
    const struct node *written = node->items[2];
    struct saying saying = {r, "has", node->name.text != NULL ? node->name.text : r->name};
    if (is_poison(r->value))
        return;
    if (is_joined(written))
        check_operands(c, &saying, written, body);
    else
        check_said(c, &saying, written, body);
}

// What is asked of the elements of [] is never evaluated.
static const struct expr *said_of_none(struct checker *c, const struct node *node) {
    struct expr *expr = expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_BOOL));
    expr->truth = true;
    return expr;
}

const struct expr *check_quantifier(struct checker *c, const struct scope *scope,
                                    const struct node *node) {
    static const enum fold folds[] = {FOLD_EVERY, FOLD_SOME, FOLD_NO};
    frame_enter(c, node);
    struct reached r =
        open_list(c, &scope, node->items[0], node->name, node->items[1], INSIDE_QUANTIFIER, node);
    const struct expr *body = check_bool(c, scope, node->items[2]);
    frame_leave(c);
    if (r.empty && is_poison(body))
        body = said_of_none(c, node->items[2]);
    else
        check_body(c, node, body, &r);
    if (is_poison(r.value) || is_poison(body))
        return expr_poison(c, node);
    return fold_expr(c, node, folds[node->quantifier], type_of(TYPE_BOOL), &r, body);
}

// ---- count, sum, min, max, avg, unique, known ----

static const char *arguments_text(struct checker *c, const struct node *node) {
    const char *text = shown(c, node->items[0]);
    for (uint32_t i = 1; i < node->count && i < 4; i++)
        text = arena_printf(c->arena, "%s, %s", text, shown(c, node->items[i]));
    return node->count > 4 ? arena_printf(c->arena, "%s, ...", text) : text;
}

// The only argument, opened: LIST, or EXPR for each x in LIST.
static struct reached reach_argument(struct checker *c, const struct scope *scope,
                                     const struct node *node, const char *what) {
    if (node->count != 1) {
        struct diagnostic *d =
            mistake(c, CODE_ARGUMENT_COUNT, node->span, "%s takes one list", what);
        if (node->count > 1)
            cure(c, d, "write %s([%s])", what, arguments_text(c, node));
        else
            cure(c, d, "write %s(list)", what);
        for (uint32_t i = 0; i < node->count; i++)
            check_any(c, scope, node->items[i]);
        return reached_value(node, expr_poison(c, node));
    }
    const struct node *list = node->items[0];
    if (list->kind != NODE_EACH)
        return reach_elements(c, scope, list);
    struct reached r =
        open_list(c, &scope, list->items[1], list->name, list->items[2], INSIDE_EACH, list);
    const struct expr *element = check_one(c, scope, list->items[0]);
    if (!is_poison(r.value) && !r.empty)
        r.value = element;
    return r;
}

bool fold_takes(enum fold fold, const struct type *type) {
    bool ordered = fold == FOLD_MIN || fold == FOLD_MAX;
    return fold == FOLD_COUNT || type_is_numeric(type) || (ordered && type->kind == TYPE_TIME);
}

static const struct expr *fold_mistake(struct checker *c, const struct node *node, enum fold fold,
                                       const struct reached *r) {
    const struct type *type = &r->value->type;
    const struct node *list = node->items[0];
    struct diagnostic *d = mistake(c, CODE_WRONG_ARGUMENT, list->span,
                                   "%s needs numbers, and each element of %s is %s",
                                   fold_text(fold), shown(c, list), noun(c, type));
    const struct record *record = type->kind == TYPE_RECORD ? type->record : NULL;
    for (uint32_t i = 0; record != NULL && i < record->field_count; i++)
        if (type_is_numeric(&record->fields[i]->type)) {
            cure(c, d, "say which field: %s(%s.%s)", fold_text(fold), shown(c, list),
                 record->fields[i]->name);
            break;
        }
    if (type->kind == TYPE_BOOL)
        cure(c, d, "write count(list where ...) to count those that are true");
    return expr_poison(c, node);
}

static struct type fold_type(enum fold fold, const struct type *element) {
    if (fold == FOLD_COUNT)
        return type_of(TYPE_INT);
    return fold == FOLD_AVG && element->kind == TYPE_INT ? type_of(TYPE_NUMBER) : *element;
}

// Of [] the sum is 0 of any dimension; the rest is unknown.
static const struct expr *fold_none(struct checker *c, const struct node *node, enum fold fold,
                                    const struct reached *r) {
    const struct expr *zero = expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_INT));
    if (fold == FOLD_SUM)
        return zero;
    return fold_expr(c, node, fold, fold_type(fold, &zero->type), r, zero);
}

const struct expr *check_fold(struct checker *c, const struct scope *scope, const struct node *node,
                              enum fold fold) {
    frame_enter(c, node);
    struct reached r = reach_argument(c, scope, node, fold_text(fold));
    frame_leave(c);
    if (is_poison(r.value))
        return expr_poison(c, node);
    if (r.empty && fold != FOLD_COUNT)
        return fold_none(c, node, fold, &r);
    if (!fold_takes(fold, &r.value->type))
        return fold_mistake(c, node, fold, &r);
    const struct expr *element = fold == FOLD_COUNT ? r.steps[r.count - 1].element : r.value;
    return fold_expr(c, node, fold, fold_type(fold, &r.value->type), &r, element);
}

const struct expr *check_unique(struct checker *c, const struct scope *scope,
                                const struct node *node) {
    frame_enter(c, node);
    struct reached r = reach_argument(c, scope, node, "unique");
    frame_leave(c);
    if (is_poison(r.value))
        return expr_poison(c, node);
    if (r.value->type.kind == TYPE_RECORD) {
        cure(c,
             mistake(c, CODE_WRONG_ARGUMENT, node->items[0]->span,
                     "unique compares values, and %s is a list of %s", shown(c, node->items[0]),
                     r.value->type.record->name),
             "say which field: unique(%s.%s)", shown(c, node->items[0]),
             example_field(r.value->type.record));
        return expr_poison(c, node);
    }
    r.node = node->items[0];
    return expr_apply(c, BUILTIN_UNIQUE, node, type_of(TYPE_BOOL), reached_expr(c, &r), NULL);
}

static const struct expr *known_one(struct checker *c, const struct node *node,
                                    const struct expr *value) {
    bool row = value->kind == EXPR_LOOKUP || value->kind == EXPR_SLOT;
    if (value->type.kind == TYPE_RECORD && !row) {
        cure(c,
             mistake(c, CODE_WRONG_ARGUMENT, node->items[0]->span,
                     "%s is %s, which holds facts but is none itself", shown(c, node->items[0]),
                     noun(c, &value->type)),
             "ask for one of its fields: known(%s.%s)", shown(c, node->items[0]),
             example_field(value->type.record));
        return expr_poison(c, node);
    }
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 1);
    items[0] = value;
    return expr_list(c, EXPR_KNOWN, node, type_of(TYPE_BOOL), items, 1);
}

const struct expr *check_known(struct checker *c, const struct scope *scope,
                               const struct node *node) {
    if (node->count != 1) {
        mistake(c, CODE_ARGUMENT_COUNT, node->span, "known takes one argument");
        return expr_poison(c, node);
    }
    struct reached r = check_reached(c, scope, node->items[0]);
    if (is_poison(r.value))
        return expr_poison(c, node);
    if (!reached_many(&r))
        return known_one(c, node, r.value);
    frame_enter(c, node);
    iterate(c, &r);
    frame_leave(c);
    return fold_expr(c, node, FOLD_KNOWN, type_of(TYPE_BOOL), &r, r.value);
}
