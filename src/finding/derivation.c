// Derivations of expressions: one function for each kind.
#include "finding/derivation.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/locate.h"
#include "eval/packs.h"
#include "eval/show.h"
#include "finding/evidence.h"

const char *derived_text(enum derived kind) {
    static const char *const texts[] = {"value", "fact", "param", "now", "named", "part"};
    return texts[kind];
}

struct derivation *derivation_new(struct deriving *deriving, const char *role, const char *text) {
    struct derivation *made = ARENA_NEW(deriving->arena, struct derivation);
    made->kind = DERIVED_PART;
    made->role = role;
    made->text = text;
    return made;
}

void derivation_add(struct deriving *deriving, struct derivation *to, struct derivation *part) {
    if (part != NULL)
        ARENA_PUSH(deriving->arena, to->parts, to->part_count, to->part_room) = part;
}

void derivation_add_missing(struct deriving *deriving, struct derivation *to,
                            const struct missing_fact *missing) {
    struct derivation *part = derivation_new(deriving, NULL, missing->fact);
    part->kind = missing->path.count > 0 ? DERIVED_FACT : DERIVED_VALUE;
    part->fact = missing->path;
    part->value = "unknown";
    part->unknown = true;
    part->missing = missing;
    derivation_add(deriving, to, part);
}

// ---- values ----

static const char *evident_value(const struct deriving *deriving, const struct env *env,
                                 const char *source) {
    for (uint32_t i = 0; env == deriving->evidence_of && i < deriving->evidence_count; i++)
        if (strcmp(deriving->evidence[i].text, source) == 0)
            return deriving->evidence[i].value;
    return NULL;
}

static const char *show(struct deriving *deriving, struct env *env, const struct expr *expr) {
    struct text shown = {0};
    show_expression(env, &shown, expr, ENDS_BOTH, true);
    const char *value = text_copy(&shown, deriving->arena);
    text_clear(&shown);
    return value;
}

static struct derivation *make(struct deriving *deriving, struct env *env, const struct expr *expr,
                               enum derived kind) {
    struct vector value = evaluate(env, expr);
    struct derivation *made =
        derivation_new(deriving, NULL, show_source(env->run, expr, deriving->arena));
    made->kind = kind;
    made->truth = expr->type.kind == TYPE_BOOL;
    made->unknown = !bit_get(value.valid, 0);
    made->value = evident_value(deriving, env, made->text);
    if (made->value == NULL)
        made->value = show(deriving, env, expr);
    return made;
}

static bool any_part_unknown(const struct derivation *made) {
    for (size_t i = 0; i < made->part_count; i++)
        if (made->parts[i]->unknown)
            return true;
    return false;
}

// A let or an argument; elements of lists have no derivation of their own.
static bool is_told_above(const struct derivation *made) {
    return made->kind == DERIVED_NAMED;
}

// The field of an element that is not there: attest["backup"].at.
static struct fact_path fact_within(struct deriving *deriving, const struct expr *expr,
                                    const struct missing_fact *missing) {
    struct fact_path path = fact_path_copy(&missing->path, deriving->arena);
    if (missing->cause == CAUSE_NO_SUCH_KEY && expr->kind == EXPR_COLUMN)
        fact_path_add_name(&path, deriving->arena, expr->column->path);
    return path;
}

// What is unknown although none of its parts is says why itself.
static struct derivation *with_cause(struct deriving *deriving, struct env *env,
                                     const struct expr *expr, struct derivation *made) {
    if (!made->unknown || made->missing != NULL || is_told_above(made) || any_part_unknown(made))
        return made;
    struct missing_list list = missing_list_another(deriving->missing, deriving->arena);
    missing_collect(&list, env, expr);
    missing_list_end(&list);
    if (list.count > 0)
        made->missing = &list.facts[0];
    if (list.count > 0 && made->kind == DERIVED_FACT && made->fact.count == 0)
        made->fact = fact_within(deriving, expr, &list.facts[0]);
    for (size_t i = 1; i < list.count; i++)
        derivation_add_missing(deriving, made, &list.facts[i]);
    return made;
}

// ---- facts ----

// What a row depends on: keys that are computed.
static void add_row(struct deriving *deriving, struct env *env, const struct expr *row,
                    struct derivation *to) {
    switch (row->kind) {
    case EXPR_ROOT:
    case EXPR_SLOT:
        return;
    case EXPR_LOOKUP:
        add_row(deriving, env, row->items[0], to);
        derivation_add(deriving, to, derive(deriving, env, row->items[1]));
        return;
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_COLUMN:
    case EXPR_APPLY:
    case EXPR_IF:
    case EXPR_DEFAULT:
    case EXPR_KNOWN:
    case EXPR_CALL:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_FOLD:
    case EXPR_TEMPLATE:
        derivation_add(deriving, to, derive(deriving, env, row));
    }
}

static struct derivation *derive_column(struct deriving *deriving, struct env *env,
                                        const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_FACT);
    struct vector row = evaluate(env, expr->items[0]);
    if (bit_get(row.valid, 0)) {
        struct fact_path path = locate_member(env->run, expr->column->space, vector_row(&row, 0),
                                              expr->column->path, env->arena);
        made->fact = fact_path_copy(&path, deriving->arena);
    }
    add_row(deriving, env, expr->items[0], made);
    return made;
}

static struct derivation *derive_lookup(struct deriving *deriving, struct env *env,
                                        const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_FACT);
    struct vector row = evaluate(env, expr);
    if (bit_get(row.valid, 0)) {
        struct fact_path path = locate_row(env->run, expr->space, vector_row(&row, 0), env->arena);
        made->fact = fact_path_copy(&path, deriving->arena);
    }
    add_row(deriving, env, expr, made);
    return made;
}

// An element of a list of values is a fact, if the list is one, and an expression of a list that is
// written out.
static struct derivation *derive_slot(struct deriving *deriving, struct env *env,
                                      const struct expr *expr) {
    struct env *holder;
    const struct binding *binding = env_find(env, expr->index, &holder);
    if (expr->type.kind == TYPE_RECORD)
        return NULL;
    if (binding->loop != NULL && binding->loop->space == NULL &&
        binding->loop->values->kind == EXPR_ITEMS)
        return derive(deriving, env, binding->loop->values->items[binding_position(binding, 0)]);
    struct derivation *made = make(deriving, env, expr, DERIVED_NAMED);
    if (binding->loop == NULL || binding->loop->space == NULL)
        return made;
    struct fact_path path =
        locate_row(env->run, binding->loop->space, binding_position(binding, 0), env->arena);
    made->kind = DERIVED_FACT;
    made->fact = fact_path_copy(&path, deriving->arena);
    return made;
}

static struct derivation *derive_param(struct deriving *deriving, struct env *env,
                                       const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_PARAM);
    made->policy = env->run->policy;
    made->param = &env->run->policy->params[expr->index];
    return made;
}

// ---- what is made of others ----

static bool is_constant(const struct expr *expr) {
    bool constant = expr->kind == EXPR_CONSTANT || expr->kind == EXPR_ITEMS;
    for (uint32_t i = 0; i < expr->count; i++)
        constant = constant && is_constant(expr->items[i]);
    return constant;
}

static struct derivation *derive_items(struct deriving *deriving, struct env *env,
                                       const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    for (uint32_t i = 0; i < expr->count; i++)
        derivation_add(deriving, made, derive(deriving, env, expr->items[i]));
    return made;
}

static bool is_value(struct env *env, const struct expr *expr, bool truth) {
    struct vector value = evaluate(env, expr);
    return bit_get(value.valid, 0) && bit_get(value.at.bits, 0) == truth;
}

// a and b and c has three operands. Where one of them decides, those that do not are idle: in the
// logic of three values nothing else is left out.
static void add_operands(struct deriving *deriving, struct env *env, const struct expr *expr,
                         bool decided, struct derivation *to) {
    bool deciding = expr->op == BUILTIN_OR;
    for (uint32_t i = 0; i < expr->count; i++) {
        const struct expr *operand = expr->items[i];
        if (operand->kind == EXPR_APPLY && operand->op == expr->op) {
            add_operands(deriving, env, operand, decided, to);
            continue;
        }
        struct derivation *part = derive(deriving, env, operand);
        derivation_add(deriving, to, part);
        if (part != NULL)
            part->idle = decided && !is_value(env, operand, deciding);
    }
}

static struct derivation *derive_logic(struct deriving *deriving, struct env *env,
                                       const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    add_operands(deriving, env, expr, is_value(env, expr, expr->op == BUILTIN_OR), made);
    return made;
}

static struct derivation *derive_list(struct deriving *deriving, struct env *env,
                                      const struct expr *expr, bool largest) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    derive_elements(deriving, env, expr, largest, made);
    return made;
}

// The things and the spaces, the largest first, and what found no room.
static struct derivation *derive_packs(struct deriving *deriving, struct env *env,
                                       const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    struct text shown = {0};
    packs_misfit(env, expr, &shown);
    if (shown.size > 0) {
        struct derivation *misfit = derivation_new(deriving, NULL, "fits nowhere");
        misfit->value = text_copy(&shown, deriving->arena);
        derivation_add(deriving, made, misfit);
    }
    text_clear(&shown);
    for (uint32_t i = 0; i < expr->count; i++) {
        const struct expr *list = expr->items[i];
        derivation_add(deriving, made,
                       list->kind == EXPR_SEQUENCE ? derive_list(deriving, env, list, true)
                                                   : derive(deriving, env, list));
    }
    return made;
}

static struct derivation *derive_apply(struct deriving *deriving, struct env *env,
                                       const struct expr *expr) {
    if (expr->op == BUILTIN_AND || expr->op == BUILTIN_OR)
        return derive_logic(deriving, env, expr);
    if (expr->op == BUILTIN_PACKS)
        return derive_packs(deriving, env, expr);
    return derive_items(deriving, env, expr);
}

// The alternative that was not taken is idle.
static struct derivation *derive_if(struct deriving *deriving, struct env *env,
                                    const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    derivation_add(deriving, made, derive(deriving, env, expr->items[0]));
    for (uint32_t i = 1; i <= 2; i++) {
        struct derivation *part = derive(deriving, env, expr->items[i]);
        derivation_add(deriving, made, part);
        if (part != NULL)
            part->idle = is_value(env, expr->items[0], i == 2);
    }
    return made;
}

static struct derivation *derive_default(struct deriving *deriving, struct env *env,
                                         const struct expr *expr) {
    struct derivation *made = make(deriving, env, expr, DERIVED_VALUE);
    struct vector first = evaluate(env, expr->items[0]);
    derivation_add(deriving, made, derive(deriving, env, expr->items[0]));
    struct derivation *other = derive(deriving, env, expr->items[1]);
    derivation_add(deriving, made, other);
    if (other != NULL)
        other->idle = bit_get(first.valid, 0);
    return made;
}

// The arguments, then the define's own expression.
static struct derivation *derive_call(struct deriving *deriving, struct env *env,
                                      const struct expr *expr) {
    struct derivation *made = derive_items(deriving, env, expr);
    struct env *body = call_begin(env, expr);
    struct derivation *part = derive(deriving, body, expr->function->body);
    env_end(body);
    derivation_add(deriving, made, part);
    if (part != NULL)
        part->role = arena_printf(deriving->arena, "define %s", expr->function->name);
    return made;
}

static struct derivation *derive_kind(struct deriving *deriving, struct env *env,
                                      const struct expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_ROOT:
    case EXPR_TEMPLATE:
        break;
    case EXPR_PARAM:
        return derive_param(deriving, env, expr);
    case EXPR_NOW:
        return make(deriving, env, expr, DERIVED_NOW);
    case EXPR_SLOT:
        return derive_slot(deriving, env, expr);
    case EXPR_COLUMN:
        return derive_column(deriving, env, expr);
    case EXPR_LOOKUP:
        return derive_lookup(deriving, env, expr);
    case EXPR_APPLY:
        return derive_apply(deriving, env, expr);
    case EXPR_IF:
        return derive_if(deriving, env, expr);
    case EXPR_DEFAULT:
        return derive_default(deriving, env, expr);
    case EXPR_CALL:
        return derive_call(deriving, env, expr);
    case EXPR_ITEMS:
        return is_constant(expr) ? NULL : derive_items(deriving, env, expr);
    case EXPR_KNOWN:
        return derive_items(deriving, env, expr);
    case EXPR_SEQUENCE:
    case EXPR_FOLD:
        return derive_list(deriving, env, expr, false);
    }
    return NULL;
}

// As deep as the checker allows.
struct derivation *derive(struct deriving *deriving, struct env *env, const struct expr *expr) {
    if (run_is_spent(env->run))
        return NULL;
    struct derivation *made = derive_kind(deriving, env, expr);
    return made != NULL ? with_cause(deriving, env, expr, made) : NULL;
}

struct derivation *derive_verdict(struct deriving *deriving, struct env *env,
                                  const struct expr *verdict) {
    struct deriving inner = *deriving;
    inner.evidence_of = env;
    inner.evidence = evidence_values(env, verdict, deriving->arena, &inner.evidence_count);
    return derive(&inner, env, verdict);
}
