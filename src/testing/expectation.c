// What cases expect and change: rules, params and paths found by their names.
#include "testing/expectation.h"

#include <string.h>

#include "check/model_draft.h"
#include "grammar/tree_path.h"
#include "program/program_find.h"
#include "program/program_rule.h"

static struct program *program_of(const struct test_case *test) {
    return test->file->session->program;
}

static bool read_path(const struct test_case *test, const struct node *node,
                      struct fact_path *path) {
    struct program *program = program_of(test);
    struct parse parse = {program->arena, program->names, program->diagnostics};
    return tree_path(&parse, node, path);
}

// ---- expect ----

static bool bind_rule(const struct test_case *test, const struct qualified_name *name,
                      struct rule_index *index) {
    struct program *program = program_of(test);
    struct rule_place place;
    if (!program_rule(program, NULL, name, &place))
        return false;
    index->rule = (uint32_t)(place.rule - place.policy->rules);
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (program->policies[i] == place.policy)
            index->policy = i;
    return true;
}

static enum verdict read_verdict(const struct name *name) {
    enum verdict verdict = VERDICT_PASS;
    while (verdict < VERDICT_WAIVED && strcmp(verdict_text(verdict), name->text) != 0)
        verdict++;
    return verdict;
}

// The record that has no field for the first step that leads nowhere, and that step.
static const struct record *lost_in(const struct model *model, const struct fact_path *path,
                                    const char **name) {
    const struct record *record = model->root;
    struct fact_path part = *path;
    for (part.count = 1; part.count <= path->count && record != NULL; part.count++) {
        const struct field *field = model_find(model, &part);
        *name = path->steps[part.count - 1].text;
        if (field == NULL)
            return record;
        record = record_held(&field->type);
    }
    return NULL;
}

static bool unknown_path(const struct test_case *test, const struct fact_path *path,
                         struct span span, const char *problem) {
    struct program *program = program_of(test);
    struct parse parse = {program->arena, program->names, program->diagnostics};
    const char *name = NULL;
    const struct record *record = lost_in(program->model, path, &name);
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_UNKNOWN_PATH, span, "%s", problem);
    if (record != NULL && name != NULL)
        cure_nearest_field(&parse, error, name, record);
    return false;
}

static bool is_in_model(const struct test_case *test, const struct fact_path *path,
                        struct span span) {
    struct arena *arena = test->file->arena;
    return model_find(program_of(test)->model, path) != NULL ||
           unknown_path(
               test, path, span,
               arena_printf(arena, "the fact model has no %s", fact_path_text(path, arena)));
}

static bool bind_missing(const struct test_case *test, struct expectation *expected) {
    const struct nodes *nodes = &expected->node->missing;
    expected->missing = ARENA_ARRAY(test->file->arena, struct fact_path, nodes->count);
    for (uint32_t i = 0; i < nodes->count; i++)
        if (!read_path(test, nodes->items[i], &expected->missing[i]) ||
            !is_in_model(test, &expected->missing[i], nodes->items[i]->span))
            return false;
    expected->missing_count = nodes->count;
    return true;
}

static bool bind_margin(const struct test_case *test, struct expectation *expected) {
    struct checking checking = program_checking(program_of(test));
    if (expected->node->margin == NULL)
        return true;
    expected->margin = check_constant(&checking, expected->node->margin, NULL, "the margin");
    if (expected->margin == NULL || expected->margin->type.kind != TYPE_TIME)
        return expected->margin != NULL;
    diagnostic_cure(checking.diagnostics,
                    diagnostic_error(checking.diagnostics, CODE_TYPE_MISMATCH,
                                     expected->node->margin->span, "a time is no margin"),
                    "margins of times are durations: write for example 2 d");
    return false;
}

static bool bind_subject(const struct test_case *test, struct expectation *expected) {
    const struct node *subject = expected->node->subject;
    expected->has_subject = subject != NULL;
    return subject == NULL || read_path(test, subject, &expected->subject);
}

static bool bind_expected_rule(const struct test_case *test, struct expectation *expected) {
    expected->verdict = read_verdict(&expected->node->verdict);
    bool known = bind_rule(test, &expected->node->rule, &expected->rule);
    bool subject = bind_subject(test, expected);
    bool margin = bind_margin(test, expected);
    return bind_missing(test, expected) && known && subject && margin;
}

static bool bind_run(const struct test_case *test, struct expectation *expected) {
    const struct name *verdict = &expected->node->verdict;
    struct diagnostics *all = program_of(test)->diagnostics;
    expected->verdict = read_verdict(verdict);
    if (expected->verdict <= VERDICT_UNKNOWN)
        return true;
    diagnostic_cure(all,
                    diagnostic_error(all, CODE_UNKNOWN_VERDICT, verdict->span,
                                     "no run has the verdict %s", verdict->text),
                    "write pass, fail or unknown");
    return false;
}

static bool declares_nothing(const struct policy *policy) {
    return policy->rule_count == 0 && policy->param_count == 0 && policy->tree->define_count == 0;
}

// The file's own params and defines where it has any, else those of the first policy that it uses;
// what is used comes before it.
static uint32_t policy_under_test(const struct program *program) {
    const struct policy *own = program->first;
    const char *used = own->tree->use_count > 0 ? own->tree->uses[0].policy.text : NULL;
    uint32_t place = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (program->policies[i] == own)
            place = i;
    for (uint32_t i = 0; declares_nothing(own) && i < place; i++)
        if (program->policies[i]->name == used)
            return i;
    return declares_nothing(own) && place > 0 ? place - 1 : place;
}

static void find_reading(void *state, const struct expr *expr) {
    bool *reads = state;
    *reads |= expr->kind == EXPR_PARAM || expr->kind == EXPR_NOW || expr->kind == EXPR_ROOT ||
              expr->kind == EXPR_SLOT || expr->kind == EXPR_CALL;
    expr_each_child(expr, find_reading, state);
}

static bool has_like_sides(const struct test_case *test, const struct expr *value) {
    const struct sources *sources = program_of(test)->sources;
    if (value->kind != EXPR_APPLY || value->count != 2)
        return false;
    struct arena *arena = test->file->arena;
    return strcmp(sources_excerpt(sources, value->items[0]->node->span, arena),
                  sources_excerpt(sources, value->items[1]->node->span, arena)) == 0;
}

// Whether facts, params or defines decide the value.
static bool is_open(const struct test_case *test, const struct expr *value) {
    struct diagnostics *all = program_of(test)->diagnostics;
    bool reads = false;
    find_reading(&reads, value);
    if (reads && !has_like_sides(test, value))
        return true;
    diagnostic_cure(all,
                    diagnostic_error(all, CODE_NO_EXPECT, value->node->span,
                                     "this is the same whatever the facts are"),
                    "compare a define, or what it is made of, with a value");
    return false;
}

static bool bind_value(const struct test_case *test, struct expectation *expected) {
    struct program *program = program_of(test);
    struct checking checking = program_checking(program);
    uint32_t slots;
    expected->policy = policy_under_test(program);
    struct policy *policy = program->policies[expected->policy];
    expected->value =
        check_expression(&checking, policy->tree, policy, expected->node->value, &slots);
    return expected->value != NULL && is_open(test, expected->value);
}

bool expectation_bind(struct test_case *test, const struct step_node *step) {
    struct expectation expected = {.node = &step->expect, .span = step->span};
    bool good = false;
    switch (step->expect.kind) {
    case EXPECT_RULE:
        good = bind_expected_rule(test, &expected);
        break;
    case EXPECT_RUN:
        good = bind_run(test, &expected);
        break;
    case EXPECT_VALUE:
        good = bind_value(test, &expected);
        break;
    case EXPECT_MESSAGE:
        good = bind_rule(test, &step->expect.rule, &expected.rule);
        break;
    }
    ARENA_PUSH(test->file->arena, test->expectations, test->expectation_count,
               test->expectation_room) = expected;
    return good;
}

// ---- with, without ----

bool change_bind(struct test_case *test, const struct step_node *step) {
    struct program *program = program_of(test);
    struct checking checking = program_checking(program);
    struct fact_change change = {.span = step->span};
    const char *problem = NULL;
    if (!read_path(test, step->path, &change.path))
        return false;
    const char *path = fact_path_text(&change.path, program->arena);
    const struct type *type =
        step->value != NULL ? overlay_type(program->model, &change.path, program->arena, &problem)
                            : NULL;
    if (step->value == NULL && !is_in_model(test, &change.path, step->path->span))
        return false;
    if (problem != NULL)
        return unknown_path(test, &change.path, step->path->span, problem);
    if (type != NULL)
        change.value = check_constant(&checking, step->value, type, path);
    if (step->value != NULL && change.value == NULL)
        return false;
    ARENA_PUSH(test->file->arena, test->changes, test->change_count, test->change_room) = change;
    return true;
}

// ---- set ----

static bool set_in(struct test_case *test, const struct tailor_node *set, uint32_t policy,
                   uint32_t index) {
    struct program *program = program_of(test);
    struct checking checking = program_checking(program);
    struct param *param = &program->policies[policy]->params[index];
    const char *what = arena_printf(program->arena, "the param %s", param->name);
    const struct expr *value = check_constant(&checking, set->value, &param->type, what);
    if (value == NULL || !param_keeps_limits(program->arena, program->diagnostics, param, value))
        return false;
    ARENA_PUSH(test->file->arena, test->settings, test->setting_count, test->setting_room) =
        (struct param_setting){policy, index, value};
    return true;
}

static bool unknown_policy(const struct test_case *test, const struct name *policy) {
    struct program *program = program_of(test);
    struct parse parse = {program->arena, program->names, program->diagnostics};
    const char **names = ARENA_ARRAY(program->arena, const char *, program->policy_count);
    for (uint32_t i = 0; i < program->policy_count; i++)
        names[i] = program->policies[i]->name;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_UNKNOWN_POLICY, policy->span,
                         "there is no policy %s in this run", policy->text);
    cure_nearest(&parse, error, policy->text, names, program->policy_count);
    return false;
}

static bool unknown_param(const struct test_case *test, const struct qualified_name *name) {
    struct program *program = program_of(test);
    struct parse parse = {program->arena, program->names, program->diagnostics};
    const char **names = NULL, *policy = name->policy.text;
    size_t count = 0, room = 0;
    bool known = policy == NULL;
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *at = program->policies[p];
        known |= at->name == policy;
        for (uint32_t i = 0; i < at->param_count && (policy == NULL || at->name == policy); i++)
            ARENA_PUSH(program->arena, names, count, room) = at->params[i].name;
    }
    if (!known)
        return unknown_policy(test, &name->policy);
    struct diagnostic *error = diagnostic_error(
        program->diagnostics, CODE_UNKNOWN_PARAM, name->name.span, "there is no parameter %s%s%s",
        name->name.text, policy != NULL ? " in policy " : "", policy != NULL ? policy : "");
    cure_nearest(&parse, error, name->name.text, names, count);
    return false;
}

// Without a policy, the param is set in every policy that has one of this name.
bool setting_bind(struct test_case *test, const struct step_node *step) {
    const struct qualified_name *name = &step->set.target;
    const struct program *program = program_of(test);
    bool good = true, found = false;
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        bool meant = name->policy.text == NULL || policy->name == name->policy.text;
        for (uint32_t i = 0; meant && i < policy->param_count; i++)
            if (policy->params[i].name == name->name.text) {
                note_param(program_of(test), name->name.span, &policy->params[i]);
                good = set_in(test, &step->set, p, i) && good;
                found = true;
            }
    }
    return found ? good : unknown_param(test, name);
}
