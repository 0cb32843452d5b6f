// Mutants: which there are of a policy, by walking its rules.
#include "testing/mutant.h"

#include <string.h>

#include "base/utf8.h"

// owner: "POLICY/RULE", or of the define whose body is walked.
struct walk_mutants {
    const struct program *program;
    struct arena *arena;
    struct mutants *out;
    bool *seen; // by the ids of expressions
    const char *owner;
    const struct policy *policy;
    const struct rule *rule;
    bool in_define;
};

static void walk(void *state, const struct expr *expr);

// ---- names ----

enum { EXCERPT_LIMIT = 60 };

// What is changed, cut where it is long.
static void add_excerpt(struct text *out, const struct walk_mutants *w, struct span span) {
    const char *text = sources_excerpt(w->program->sources, span, w->arena);
    size_t size = strlen(text), cut = EXCERPT_LIMIT;
    while (cut < size && ((unsigned char)text[cut] & 0xc0) == 0x80)
        cut--;
    text_add_bytes(out, text, size > EXCERPT_LIMIT ? cut : size);
    text_add(out, size > EXCERPT_LIMIT ? "…" : "");
}

static bool has_name(const struct mutants *mutants, const char *name) {
    for (size_t i = 0; i < mutants->count; i++)
        if (strcmp(mutants->items[i].name, name) == 0)
            return true;
    return false;
}

// Changes that read alike are numbered in the order of the text.
static const char *distinct_name(const struct walk_mutants *w, const char *owner,
                                 const struct text *said) {
    const char *plain = arena_printf(w->arena, "%s: %s", owner, text_data(said)), *name = plain;
    for (unsigned number = 2; has_name(w->out, name); number++)
        name = arena_printf(w->arena, "%s (%u)", plain, number);
    return name;
}

// ---- finding them ----

static bool is_known(const struct mutants *mutants, enum mutation mutation, struct span span) {
    for (size_t i = 0; i < mutants->count; i++)
        if (mutants->items[i].mutation == mutation && mutants->items[i].span.begin == span.begin &&
            mutants->items[i].span.end == span.end)
            return true;
    return false;
}

// A policy that is only imported has no rules in the run, and the name of its file.
static const char *policy_at(const struct walk_mutants *w, const struct source *source) {
    for (uint32_t i = 0; i < w->program->policy_count; i++)
        if (w->program->policies[i]->source == source)
            return w->program->policies[i]->name;
    const char *slash = strrchr(source->name, '/'), *file = slash ? slash + 1 : source->name;
    return arena_copy(w->arena, file, strcspn(file, "."));
}

static const char *owner_named(const struct walk_mutants *w, uint32_t begin, const char *define) {
    const struct source *source = sources_find(w->program->sources, begin);
    return arena_printf(w->arena, "%s/%s", policy_at(w, source), define);
}

static bool lies_in(struct span inner, struct span outer) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

// A define whose value is a list is spliced into the rule: its text lies elsewhere.
static const char *owner_of_spliced(const struct walk_mutants *w, struct span span) {
    const struct file_node *tree = w->policy->tree;
    for (uint32_t i = 0; i < tree->define_count; i++)
        if (lies_in(span, tree->defines[i].body->span))
            return owner_named(w, span.begin, tree->defines[i].name.text);
    return w->owner;
}

static void add_mutant(const struct walk_mutants *w, struct mutant mutant, uint32_t begin,
                       const struct text *said) {
    struct place place = sources_place(w->program->sources, begin);
    bool spliced = !w->in_define && !lies_in(mutant.span, w->rule->span);
    const char *owner = spliced ? owner_of_spliced(w, mutant.span) : w->owner;
    mutant.file = place.source->name;
    mutant.line = place.line;
    mutant.column = place.column;
    mutant.name = distinct_name(w, owner, said);
    mutant.in_define = w->in_define || spliced;
    ARENA_PUSH(w->arena, w->out->items, w->out->count, w->out->room) = mutant;
}

// Constants and operands say themselves what they are.
static bool needs_excerpt(enum mutation mutation) {
    return mutation == MUTATE_OPERATOR || mutation == MUTATE_QUANTIFIER ||
           mutation == MUTATE_WITHOUT_NOT;
}

static uint32_t begin_of(enum mutation mutation, const struct expr *expr) {
    switch (mutation) {
    case MUTATE_OPERATOR:
        return expr->node->operator_span.begin;
    case MUTATE_WITHOUT_LEFT:
        return expr->items[0]->node->span.begin;
    case MUTATE_WITHOUT_RIGHT:
        return expr->items[1]->node->span.begin;
    case MUTATE_MORE:
    case MUTATE_LESS:
    case MUTATE_QUANTIFIER:
    case MUTATE_WITHOUT_NOT:
    case MUTATE_WITHOUT_WHERE:
    case MUTATE_WITHOUT_WHEN:
    case MUTATE_WITHOUT_REQUIREMENT:
        break;
    }
    return expr->node->span.begin;
}

static void try_mutation(const struct walk_mutants *w, enum mutation mutation,
                         const struct expr *expr) {
    const struct expr *changed = mutation_rows[mutation].changed(expr, w->arena);
    if (changed == NULL || is_known(w->out, mutation, expr->node->span))
        return;
    struct text said = {0};
    if (needs_excerpt(mutation)) {
        add_excerpt(&said, w, expr->node->span);
        text_add(&said, ": ");
    }
    mutation_rows[mutation].say(&said, w->program->sources, expr, changed);
    struct mutant mutant = {.mutation = mutation, .span = expr->node->span, .origin = expr};
    add_mutant(w, mutant, begin_of(mutation, expr), &said);
    text_clear(&said);
}

static void drop_part(const struct walk_mutants *w, enum mutation mutation, const char *word,
                      struct span span) {
    if (is_known(w->out, mutation, span))
        return;
    struct text said = {0};
    text_addf(&said, "%s ", word);
    add_excerpt(&said, w, span);
    text_add(&said, " was left out");
    add_mutant(w, (struct mutant){.mutation = mutation, .span = span}, span.begin, &said);
    text_clear(&said);
}

// ---- the walk ----

static void walk_guard(const struct walk_mutants *w, const struct loop *loop) {
    if (loop->guard != NULL)
        drop_part(w, MUTATE_WITHOUT_WHERE, "where", loop->guard->node->span);
}

static void walk_function(struct walk_mutants *w, const struct function *function) {
    const char *owner = w->owner;
    bool in_define = w->in_define;
    w->in_define = true;
    w->owner = owner_named(w, function->span.begin, function->name);
    walk(w, function->body);
    w->owner = owner;
    w->in_define = in_define;
}

static void walk(void *state, const struct expr *expr) {
    struct walk_mutants *w = state;
    if (w->seen[expr->id])
        return;
    w->seen[expr->id] = true;
    for (enum mutation mutation = 0; mutation < MUTATION_EXPRESSIONS; mutation++)
        try_mutation(w, mutation, expr);
    for (uint32_t i = 0; expr->sequence != NULL && i < expr->sequence->loop_count; i++)
        walk_guard(w, &expr->sequence->loops[i]);
    expr_each_child(expr, walk, w);
    if (expr->function != NULL)
        walk_function(w, expr->function);
}

static void walk_one(struct walk_mutants *w, const struct expr *expr) {
    if (expr != NULL)
        walk(w, expr);
}

static void walk_lets(struct walk_mutants *w, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        walk(w, lets[i].value);
}

static void walk_loop(struct walk_mutants *w, const struct loop *loop) {
    walk_one(w, loop->parent);
    walk_one(w, loop->values);
    walk_guard(w, loop);
    walk_one(w, loop->guard);
    walk_lets(w, loop->lets, loop->let_count);
}

static void walk_rule(struct walk_mutants *w, const struct rule *rule) {
    if (rule->when != NULL)
        drop_part(w, MUTATE_WITHOUT_WHEN, "when", rule->when->node->span);
    walk_one(w, rule->when);
    walk_lets(w, rule->lets, rule->let_count);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        walk_loop(w, &rule->loops[i]);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        drop_part(w, MUTATE_WITHOUT_REQUIREMENT, "require", rule->requirements[i].span);
        walk(w, rule->requirements[i].condition);
    }
}

struct mutants mutants_of(const struct program *program, const struct policy *policy,
                          struct arena *arena) {
    struct mutants mutants = {0};
    bool *seen = ARENA_ARRAY(arena, bool, program->expression_count);
    struct walk_mutants w = {
        .program = program, .arena = arena, .out = &mutants, .seen = seen, .policy = policy};
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        w.owner = arena_printf(arena, "%s/%s", policy->name, policy->rules[i].name);
        w.rule = &policy->rules[i];
        walk_rule(&w, &policy->rules[i]);
    }
    return mutants;
}
