// Tailoring: what the policies of a run, files of settings and the command line change of others.
#include <string.h>

#include "check/check.h"
#include "check/model_draft.h"
#include "program/program_draft.h"
#include "program/program_find.h"
#include "program/program_rule.h"

// A statement that tailors the policy, and whose it is.
struct claim {
    const struct tailor_node *node;
    const struct file_node *by;
    uint32_t layer;
    uint32_t index;           // of the rule or param
    const struct expr *value; // of a param, once it was checked
    bool allowed;
};

struct tailor {
    struct program *program;
    struct policy *policy;
    struct claim *claims;
    size_t count, room;
};

static bool is_of_rule(const struct claim *claim) {
    return claim->node->kind != TAILOR_SET;
}

static const char *place_text(struct program *program, struct span span) {
    struct place place = sources_place(program->sources, span.begin);
    return arena_printf(program->arena, "%s:%u", place.source->name, place.line);
}

static const char *written(struct program *program, const struct node *node) {
    return sources_excerpt(program->sources, node->span, program->arena);
}

// ---- what they speak of ----

static void say_unknown(struct tailor *t, const struct tailor_node *node, bool of_rule) {
    const struct policy *policy = t->policy;
    uint32_t count = of_rule ? policy->rule_count : policy->param_count;
    const char **names = ARENA_ARRAY(t->program->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = of_rule ? policy->rules[i].name : policy->params[i].name;
    struct parse parse = {t->program->arena, t->program->names, t->program->diagnostics};
    struct diagnostic *error =
        diagnostic_error(t->program->diagnostics, of_rule ? CODE_UNKNOWN_RULE : CODE_UNKNOWN_PARAM,
                         node->target.name.span, "%s has no %s %s", policy->name,
                         of_rule ? "rule" : "param", node->target.name.text);
    cure_nearest(&parse, error, node->target.name.text, names, count);
}

static bool names_policy(struct tailor *t, const struct tailor_node *node) {
    const struct name *named = &node->target.policy;
    if (named->text == NULL || named->text == t->policy->name)
        return true;
    diagnostic_error(t->program->diagnostics, CODE_WRONG_POLICY, named->span,
                     "this tailors %s, not %s", t->policy->name, named->text);
    return false;
}

static bool find_index(struct tailor *t, const struct tailor_node *node, uint32_t *index) {
    bool of_rule = node->kind != TAILOR_SET;
    uint32_t count = of_rule ? t->policy->rule_count : t->policy->param_count;
    for (uint32_t i = 0; i < count; i++) {
        const char *name = of_rule ? t->policy->rules[i].name : t->policy->params[i].name;
        if (strcmp(name, node->target.name.text) == 0) {
            if (of_rule)
                note_rule(t->program, node->target.name.span, t->policy, &t->policy->rules[i]);
            else
                note_param(t->program, node->target.name.span, &t->policy->params[i]);
            *index = i;
            return true;
        }
    }
    say_unknown(t, node, of_rule);
    return false;
}

static void gather_use(struct tailor *t, const struct file_node *by, const struct use_node *use,
                       uint32_t layer) {
    for (uint32_t i = 0; i < use->tailors.count; i++) {
        struct claim claim = {.node = &use->tailors.items[i], .by = by, .layer = layer};
        if (names_policy(t, claim.node) && find_index(t, claim.node, &claim.index))
            ARENA_PUSH(t->program->arena, t->claims, t->count, t->room) = claim;
    }
}

static void gather(struct tailor *t, const struct reach *reach, uint32_t draft) {
    const struct draft_policy *drafts = t->program->draft->policies;
    for (uint32_t i = 0; i < reach->count; i++) {
        const struct draft_policy *by = &drafts[reach->drafts[i]];
        for (uint32_t j = 0; j < by->tree->use_count; j++)
            if (!by->tree->uses[j].imports && by->links[j] == draft)
                gather_use(t, by->tree, &by->tree->uses[j], reach->layers[i]);
    }
}

// ---- which one wins ----

static bool same_subject(const struct claim *a, const struct claim *b) {
    return is_of_rule(a) == is_of_rule(b) && a->index == b->index;
}

// Whether two statements say the same.
static bool agree(struct program *program, const struct tailor_node *a,
                  const struct tailor_node *b) {
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TAILOR_SET:
        return strcmp(written(program, a->value), written(program, b->value)) == 0;
    case TAILOR_SEVERITY:
        return a->severity == b->severity;
    case TAILOR_SKIP:
        return true;
    }
    return false;
}

static void say_conflict(struct program *program, const struct tailor_node *node,
                         const struct tailor_node *other) {
    struct diagnostic *error = diagnostic_error(
        program->diagnostics, CODE_CONFLICTING_TAILORING, node->span,
        "%s is tailored twice, and neither place is nearer", node->target.name.text);
    diagnostic_cure(program->diagnostics, error, "the other place is %s",
                    place_text(program, other->span));
}

// The claims come nearest first, so that the first of a subject wins.
static bool is_nearest(struct tailor *t, size_t index) {
    const struct claim *claim = &t->claims[index];
    for (size_t i = 0; i < index; i++) {
        const struct claim *before = &t->claims[i];
        if (!same_subject(before, claim))
            continue;
        bool twice = before->by == claim->by || !agree(t->program, before->node, claim->node);
        if (before->layer == claim->layer && twice)
            say_conflict(t->program, claim->node, before->node);
        return false;
    }
    return true;
}

// ---- changes ----

static void keep(struct program *program, struct policy *policy, struct tailoring how) {
    size_t room = policy->tailoring_room;
    ARENA_PUSH(program->arena, policy->tailorings, policy->tailoring_count, room) = how;
    policy->tailoring_room = (uint32_t)room;
}

bool tailor_set(struct program *program, struct policy *policy, uint32_t index,
                const struct expr *value, struct tailoring how) {
    struct param *param = &policy->params[index];
    if (!param_keeps_limits(program->arena, program->diagnostics, param, value))
        return false;
    how.kind = TAILOR_SET;
    how.index = index;
    how.from = param->value != NULL ? written(program, param->value->node) : NULL;
    how.to = written(program, value->node);
    param->value = value;
    param->percent |= param_in_percent(value);
    keep(program, policy, how);
    return true;
}

static bool softens(const struct rule *rule, const struct tailor_node *node) {
    return node->kind == TAILOR_SKIP || node->severity < rule->severity;
}

static bool say_mandatory(struct tailor *t, const struct rule *rule,
                          const struct tailor_node *node) {
    struct diagnostic *error =
        diagnostic_error(t->program->diagnostics, CODE_MANDATORY_RULE, node->span,
                         "%s is mandatory: it cannot be %s", rule->name,
                         node->kind == TAILOR_SKIP ? "skipped" : "made less severe");
    diagnostic_cure(t->program->diagnostics, error, "%s says so",
                    place_text(t->program, rule->mandatory));
    return false;
}

static bool may_change_rule(struct tailor *t, const struct claim *claim) {
    const struct rule *rule = &t->policy->rules[claim->index];
    return rule->mandatory.end == 0 || !softens(rule, claim->node) ||
           say_mandatory(t, rule, claim->node);
}

static void change_rule(struct tailor *t, const struct claim *claim, struct tailoring how) {
    struct rule *rule = &t->policy->rules[claim->index];
    const struct tailor_node *node = claim->node;
    how.kind = node->kind;
    how.index = claim->index;
    how.because = node->because;
    how.from = severity_text(rule->severity);
    how.to = node->kind == TAILOR_SKIP ? "skip" : severity_text(node->severity);
    rule->skipped = node->kind == TAILOR_SKIP;
    if (node->kind == TAILOR_SEVERITY)
        rule->severity = node->severity;
    keep(t->program, t->policy, how);
}

static bool may_change_param(struct tailor *t, struct claim *claim) {
    struct checking checking = program_checking(t->program);
    const struct param *param = &t->policy->params[claim->index];
    const char *what = arena_printf(t->program->arena, "the param %s", param->name);
    claim->value = check_constant(&checking, claim->node->value, &param->type, what);
    return claim->value != NULL &&
           param_keeps_limits(t->program->arena, t->program->diagnostics, param, claim->value);
}

// One that a nearer one overrides has to be allowed as well. Asked of all before any is made.
static void check_claims(struct tailor *t) {
    for (size_t i = 0; i < t->count; i++) {
        struct claim *claim = &t->claims[i];
        claim->allowed = is_of_rule(claim) ? may_change_rule(t, claim) : may_change_param(t, claim);
    }
}

void program_tailor(struct program *program, struct policy *policy, const struct reach *reach,
                    uint32_t draft) {
    struct tailor tailor = {.program = program, .policy = policy}, *t = &tailor;
    gather(t, reach, draft);
    check_claims(t);
    for (size_t i = 0; i < t->count; i++) {
        const struct claim *claim = &t->claims[i];
        struct tailoring how = {.by = claim->by->name.text, .span = claim->node->span};
        if (!is_nearest(t, i) || !claim->allowed)
            continue;
        if (is_of_rule(claim))
            change_rule(t, claim, how);
        else
            tailor_set(program, policy, claim->index, claim->value, how);
    }
}

// ---- files of settings ----

static bool holds_settings(struct program *program, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->order.count; i++) {
        const struct statement_node *statement = &tree->order.list[i];
        if (statement->kind == STATEMENT_HEADER || statement->kind == STATEMENT_SET)
            continue;
        diagnostic_error(program->diagnostics, CODE_MISPLACED_SET, statement->span,
                         "a file of --params holds set statements only");
        return false;
    }
    if (tree->sound && tree->set_count == 0)
        diagnostic_fact(program->diagnostics, CODE_MISPLACED_SET, DIAGNOSTIC_ERROR,
                        tree->source->name, NULL, "sets nothing");
    return tree->set_count > 0;
}

void program_add_settings(struct program *program, const char *path) {
    struct text text = {0};
    const struct source *source = NULL;
    if (read_whole(program, path, &text))
        source = add_source(program, arena_copy(program->arena, path, strlen(path)),
                            text_data(&text), text.size);
    text_clear(&text);
    if (source == NULL)
        return;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    const struct file_node *tree = parse_statements(&parse, source);
    if (holds_settings(program, tree))
        ARENA_PUSH(program->arena, program->draft->settings, program->draft->setting_count,
                   program->draft->setting_room) = tree;
}

// Whether some param may be meant by both: without a policy, it is that of any.
static bool may_be_same(const struct qualified_name *a, const struct qualified_name *b) {
    return a->name.text == b->name.text &&
           (a->policy.text == b->policy.text || a->policy.text == NULL || b->policy.text == NULL);
}

// A param that two statements of such files set.
static bool is_set_before(struct program *program, uint32_t file, uint32_t index) {
    const struct program_draft *draft = program->draft;
    const struct tailor_node *set = &draft->settings[file]->sets[index];
    for (uint32_t i = 0; i <= file; i++)
        for (uint32_t j = 0; j < (i == file ? index : draft->settings[i]->set_count); j++)
            if (may_be_same(&draft->settings[i]->sets[j].target, &set->target)) {
                say_conflict(program, set, &draft->settings[i]->sets[j]);
                return true;
            }
    return false;
}

static bool apply_to(struct program *program, struct policy *policy, const struct tailor_node *set,
                     const char *by) {
    struct tailor tailor = {.program = program, .policy = policy}, *t = &tailor;
    bool found = false;
    for (uint32_t i = 0; i < policy->param_count; i++) {
        if (strcmp(policy->params[i].name, set->target.name.text) != 0)
            continue;
        struct claim claim = {.node = set, .index = i};
        note_param(program, set->target.name.span, &policy->params[i]);
        if (may_change_param(t, &claim))
            tailor_set(program, policy, i, claim.value,
                       (struct tailoring){.by = by, .span = set->span});
        found = true;
    }
    return found;
}

static void say_no_param(struct program *program, const struct tailor_node *set) {
    const char **names = NULL;
    size_t count = 0, room = 0;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    for (uint32_t i = 0; i < program->policy_count; i++)
        for (uint32_t j = 0; j < program->policies[i]->param_count; j++)
            ARENA_PUSH(program->arena, names, count, room) = program->policies[i]->params[j].name;
    const char *policy = set->target.policy.text;
    struct diagnostic *error = diagnostic_error(
        program->diagnostics, CODE_UNKNOWN_PARAM, set->target.span,
        "no policy of this run%s%s has a param %s", policy != NULL ? " of the name " : "",
        policy != NULL ? policy : "", set->target.name.text);
    cure_nearest(&parse, error, set->target.name.text, names, count);
}

void program_apply_settings(struct program *program) {
    for (uint32_t i = 0; i < program->draft->setting_count; i++) {
        const struct file_node *file = program->draft->settings[i];
        for (uint32_t j = 0; j < file->set_count; j++) {
            const struct tailor_node *set = &file->sets[j];
            bool found = false;
            if (is_set_before(program, i, j))
                continue;
            for (uint32_t p = 0; p < program->policy_count; p++) {
                struct policy *policy = program->policies[p];
                if (set->target.policy.text == NULL || set->target.policy.text == policy->name)
                    found = apply_to(program, policy, set, file->source->name) || found;
            }
            if (!found)
                say_no_param(program, set);
        }
    }
}
