// Rules: subjects, lets, requirements, texts.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

enum { EACH_LIMIT = 2 };

// A rule while it is built.
struct builder {
    struct rule *rule;
    const struct scope *scope;
    struct loop *loops;
    size_t loop_room;
    uint32_t each_count;
    struct let *lets; // since the last for each, or the rule's beginning
    uint32_t let_count;
    size_t let_room;
    struct requirement *requirements;
    size_t requirement_room;
};

// ---- let ----

static void check_let_name(struct checker *c, const struct builder *b, struct name name) {
    const char *hidden = scope_hidden(c, b->scope, name.text, NULL);
    if (hidden == NULL && record_field(c->model->root, name.text) != NULL)
        hidden = "root";
    struct define *define = define_find(c, name.text);
    if (hidden == NULL && define != NULL && define->node->parameter_count == 0)
        hidden = "define";
    if (hidden != NULL)
        cure(c,
             mistake(c, CODE_HIDDEN_NAME, name.span, "the let %s would hide the %s %s", name.text,
                     hidden, name.text),
             "give it another name");
}

static void add_let(struct checker *c, struct builder *b, struct name name,
                    const struct expr *value) {
    uint32_t slot = frame_slot(c, value->node);
    struct let let = {.slot = slot, .name = name.text, .span = name.span, .value = value};
    ARENA_PUSH(c->arena, b->lets, b->let_count, b->let_room) = let;
    struct expr *variable = expr_slot(c, value->node, slot, value->type);
    variable->has_fold = value->has_fold;
    b->scope = scope_value(c, b->scope, name, "let", variable);
}

// A list is spliced where it is used; checking it here finds its mistakes even if nothing uses it.
static void check_let(struct checker *c, struct builder *b, const struct binding_node *node) {
    check_let_name(c, b, node->name);
    uint32_t slots = c->frame->slots;
    struct reached r = check_reached(c, b->scope, node->value);
    if (is_poison(r.value)) {
        b->scope = scope_value(c, b->scope, node->name, "let", r.value);
    } else if (reached_many(&r)) {
        c->frame->slots = slots;
        b->scope = scope_list(c, b->scope, node->name, NULL, node->value, b->scope);
    } else {
        add_let(c, b, node->name, r.value);
    }
    scope_note(c, b->scope);
}

// ---- for each ----

static void close_lets(struct builder *b) {
    struct rule *rule = b->rule;
    if (rule->loop_count > 0) {
        b->loops[rule->loop_count - 1].lets = b->lets;
        b->loops[rule->loop_count - 1].let_count = b->let_count;
    } else {
        rule->lets = b->lets;
        rule->let_count = b->let_count;
    }
    b->lets = NULL;
    b->let_count = 0;
    b->let_room = 0;
}

static bool is_of_the_model(const struct reached *r) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->steps[i].loop.space == NULL)
            return false;
    return true;
}

static void check_each(struct checker *c, struct builder *b, const struct binding_node *node) {
    if (++b->each_count > EACH_LIMIT)
        cure(c,
             mistake(c, CODE_TOO_MANY_FOR_EACH, node->span,
                     "for each stands at most twice in a rule"),
             "go through the third list with every or some");
    frame_enter(c, node->value);
    struct reached r =
        open_list(c, &b->scope, node->value, node->name, node->where, INSIDE_EACH, node->value);
    if (!is_poison(r.value) && !is_of_the_model(&r))
        cure(c,
             mistake(c, CODE_NOT_A_LIST, node->value->span,
                     "for each goes through a list of the facts, and %s "
                     "is none",
                     shown(c, node->value)),
             "write require every x in %s has ...", shown(c, node->value));
    close_lets(b);
    for (uint32_t i = 0; i < r.count; i++)
        ARENA_PUSH(c->arena, b->loops, b->rule->loop_count, b->loop_room) = r.steps[i].loop;
}

static void check_bindings(struct checker *c, struct builder *b, const struct rule_node *node) {
    for (uint32_t i = 0; i < node->binding_count; i++) {
        const struct binding_node *binding = &node->bindings[i];
        if (i == SLOT_LIMIT)
            frame_refuse(c, CODE_TOO_LARGE, binding->value, "this needs more than 64 variables",
                         "split the rule, or move a part of it to a define");
        if (c->frame->refused)
            break;
        bool each = binding->kind == BINDING_EACH;
        if (binding->require_count > 0)
            cure(c,
                 mistake(c, CODE_MISPLACED_BINDING, binding->span, "%s stands after a require",
                         each ? "for each" : "let"),
                 "move it above the first require");
        if (each)
            check_each(c, b, binding);
        else
            check_let(c, b, binding);
    }
    close_lets(b);
}

// ---- require ----

static void add_requirement(struct checker *c, struct builder *b, const struct expr *condition,
                            const char *text, struct span span, const struct expr *message) {
    struct requirement requirement = {condition, text, span, message};
    ARENA_PUSH(c->arena, b->requirements, b->rule->requirement_count, b->requirement_room) =
        requirement;
}

static void require_chain(struct checker *c, struct builder *b, const struct node *node,
                          const struct expr *message) {
    const struct expr **operands = chain_operands(c, b->scope, node);
    for (uint32_t i = 0; i + 1 < node->count; i++) {
        const struct node *link = chain_link(c, node, i);
        const struct expr *condition =
            check_comparison(c, link, link->op, operands[i], operands[i + 1]);
        const char *text = link_text(c, node->items[i], link->op, node->items[i + 1]);
        add_requirement(c, b, condition, text, link->span, message);
    }
}

// The operands of the conjunction at the top are requirements of their own, and so are the links of
// a chain.
static void require(struct checker *c, struct builder *b, const struct node *node,
                    const struct expr *message) {
    if (node->kind == NODE_BINARY && node->op == OP_AND) {
        require(c, b, node->items[0], message);
        require(c, b, node->items[1], message);
    } else if (node->kind == NODE_CHAIN) {
        require_chain(c, b, node, message);
    } else {
        const struct expr *condition = check_bool(c, b->scope, node);
        const char *text = sources_excerpt(c->checking->sources, node->span, c->arena);
        add_requirement(c, b, condition, text, node->span, message);
    }
}

static void check_requires(struct checker *c, struct builder *b, const struct rule_node *node) {
    for (uint32_t i = 0; i < node->require_count; i++) {
        const struct expr *message = check_text(c, b->scope, node->requires[i].message);
        require(c, b, node->requires[i].condition, message);
    }
    b->rule->requirements = b->requirements;
}

// ---- the rule ----

static void copy_words(struct checker *c, const struct rule_node *node, struct rule *out) {
    out->name = node->name.text;
    out->title = node->title;
    out->severity = node->severity;
    out->mandatory = node->mandatory;
    out->span = node->span;
    out->see = node->see;
    out->see_count = node->see_count;
    const char **tags = ARENA_ARRAY(c->arena, const char *, node->tag_count);
    for (uint32_t i = 0; i < node->tag_count; i++)
        tags[i] = node->tags[i].text;
    out->tags = tags;
    out->tag_count = node->tag_count;
}

// What the rest of a rule means hangs on its lists; where the grammar found no list that was said.
static bool lacks_list(const struct rule_node *node) {
    for (uint32_t i = 0; i < node->binding_count; i++)
        if (node->bindings[i].kind == BINDING_EACH && node->bindings[i].value->kind == NODE_BAD)
            return true;
    return false;
}

static void check_body(struct checker *c, struct builder *b, const struct rule_node *node) {
    if (lacks_list(node))
        return;
    check_bindings(c, b, node);
    b->rule->loops = b->loops;
    check_requires(c, b, node);
    b->rule->remedy = check_text(c, b->scope, node->remedy);
}

void check_rule(struct checker *c, const struct rule_node *node, struct rule *out) {
    struct frame frame = {0};
    struct builder b = {.rule = out};
    c->rule = node;
    c->frame = &frame;
    copy_words(c, node, out);
    if (node->when != NULL)
        out->when = check_bool(c, NULL, node->when);
    check_body(c, &b, node);
    out->slot_count = frame.slots;
    c->rule = NULL;
    c->frame = NULL;
}
