// The checker's way in: a policy with its params, defines and rules, or a single expression.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"
#include "check/model_build.h"

static struct checker checker_for(const struct checking *checking) {
    return (struct checker){.checking = checking,
                            .arena = checking->arena,
                            .scratch = arena_new(),
                            .diagnostics = checking->diagnostics,
                            .model = checking->model};
}

// ---- params ----

static void check_param_value(struct checker *c, const struct param_node *node, struct param *out) {
    struct frame frame = {0};
    c->frame = &frame;
    const struct expr *value = fold_constant(c, check_any(c, NULL, node->value));
    const char *what = arena_printf(c->arena, "the param %s", out->name);
    value = fit_or_report(c, value, &out->type, what);
    c->frame = NULL;
    out->value = value;
    out->percent = !is_poison(value) && param_in_percent(value);
    if (!is_poison(value))
        param_keeps_limits(c->arena, c->diagnostics, out, value);
}

static void check_param_type(struct checker *c, const struct param_node *node, struct param *out) {
    const struct type *type = out->type.kind == TYPE_LIST ? out->type.element : &out->type;
    if (type->kind != TYPE_RECORD && type->kind != TYPE_LIST)
        return;
    cure(c,
         mistake(c, CODE_PARAM_TYPE, node->type->span,
                 "a param is a single value or a list of those"),
         "facts are read from the roots of the fact model");
    out->type = type_of(TYPE_POISON);
}

static void declare_param(struct checker *c, const struct param_node *node) {
    struct parse parse = {c->arena, c->checking->names, c->diagnostics};
    const char *name = node->name.text;
    if (!name_index_add(c, &c->params_by_name, name, c->policy->param_count))
        mistake(c, CODE_DUPLICATE_NAME, node->name.span, "there are two params named %s", name);
    else if (record_field(c->model->root, name) != NULL)
        cure(c,
             mistake(c, CODE_HIDDEN_NAME, node->name.span, "%s is a root of the fact model", name),
             "give the param another name");
    else if (name == interned(c, "now"))
        cure(c, mistake(c, CODE_HIDDEN_NAME, node->name.span, "now is the time of the run"),
             "give the param another name");
    struct param *out = &c->policy->params[c->policy->param_count++];
    out->name = name;
    out->description = node->description != NULL ? node->description : "";
    out->span = node->name.span;
    out->type = model_type(c->model, node->type, &parse);
    check_param_type(c, node, out);
    check_param_limits(c, node, out);
}

static void check_params(struct checker *c) {
    const struct file_node *file = c->file;
    c->policy->params = ARENA_ARRAY(c->arena, struct param, file->param_count);
    c->params_by_name = name_index_new(c);
    for (uint32_t i = 0; i < file->param_count; i++)
        declare_param(c, &file->params[i]);
    for (uint32_t i = 0; i < file->param_count; i++)
        if (file->params[i].value != NULL)
            check_param_value(c, &file->params[i], &c->policy->params[i]);
}

// ---- rules ----

static void check_rules(struct checker *c) {
    struct rule *rules = ARENA_ARRAY(c->arena, struct rule, c->file->rule_count);
    struct name_index names = name_index_new(c);
    for (uint32_t i = 0; i < c->file->rule_count; i++) {
        struct name name = c->file->rules[i].name;
        if (!name_index_add(c, &names, name.text, i))
            cure(c,
                 mistake(c, CODE_DUPLICATE_NAME, name.span, "there are two rules named %s",
                         name.text),
                 "reports name rules, so each needs a name of its own");
        check_rule(c, &c->file->rules[i], &rules[i]);
    }
    c->policy->rules = rules;
    c->policy->rule_count = c->file->rule_count;
}

static void check_summary(struct checker *c) {
    struct frame frame = {0};
    c->frame = &frame;
    c->policy->summary = check_text(c, NULL, c->file->summary);
    c->frame = NULL;
}

void check_policy(const struct checking *checking, const struct file_node *file,
                  struct policy *out) {
    struct checker checker = checker_for(checking), *c = &checker;
    c->file = file;
    c->policy = out;
    out->name = file->name.text;
    out->title = file->title;
    out->version = file->version;
    out->root = file->name.text;
    out->tree = file;
    out->source = file->source;
    check_params(c);
    defines_declare(c);
    check_rules(c);
    check_summary(c);
    defines_check_unused(c);
    defines_keep(c);
    number_policy(c, out);
    arena_free(c->scratch);
}

// The names of a policy that was checked before.
static void enter_policy(struct checker *c, const struct file_node *file, struct policy *policy) {
    c->file = file;
    c->policy = policy;
    c->params_by_name = name_index_new(c);
    for (uint32_t i = 0; i < policy->param_count; i++)
        name_index_add(c, &c->params_by_name, policy->params[i].name, i);
    defines_declare(c);
}

const struct expr *check_expression(const struct checking *checking, const struct file_node *file,
                                    struct policy *policy, const struct node *node,
                                    uint32_t *slot_count) {
    struct checker checker = checker_for(checking), *c = &checker;
    struct frame frame = {0};
    if (policy != NULL)
        enter_policy(c, file, policy);
    c->frame = &frame;
    const struct expr *expr = check_any(c, NULL, node);
    expr = settle(c, expr);
    *slot_count = frame.slots;
    number_expression(c, expr);
    arena_free(c->scratch);
    return is_poison(expr) ? NULL : expr;
}

const struct expr *check_constant(const struct checking *checking, const struct node *node,
                                  const struct type *type, const char *what) {
    struct checker checker = checker_for(checking), *c = &checker;
    struct frame frame = {0};
    c->frame = &frame;
    const struct expr *value = fold_constant(c, check_any(c, NULL, node));
    value = type != NULL ? fit_or_report(c, value, type, what) : settle(c, value);
    number_expression(c, value);
    arena_free(c->scratch);
    return is_poison(value) ? NULL : value;
}
