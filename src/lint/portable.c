// What another site, or a later version, will trip over.
#include <string.h>
#include <strings.h>

#include "lint/rules.h"

static bool has_tests(const struct file_node *tree) {
    return tree->test_count > 0;
}

// ---- other policies ----

void lint_absolute_path(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->use_count; i++)
        if (tree->uses[i].path != NULL && tree->uses[i].path[0] == '/')
            lint_say(lint, tree->uses[i].named, "this path is one of this machine only");
}

// Of a policy that is found in the search path another version may be there. Tests test the one
// that stands beside them, and so does what is found by its path.
void lint_unversioned_use(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->use_count && lint->file->program != NULL; i++) {
        const struct use_node *use = &tree->uses[i];
        if (use->imports || use->path != NULL || use->version != NULL || has_tests(tree))
            continue;
        const struct file_node *used = program_used(lint->file->program, tree, i);
        if (used == NULL || used->version == NULL)
            continue;
        struct diagnostic *found =
            lint_say(lint, use->named, "any version of %s will do, though it says which it is",
                     used->name.text);
        const char *version = arena_printf(lint->arena, " version \"%s\"", used->version);
        lint_cure(lint, found, "write use policy %s%s", used->name.text, version);
        diagnostic_fix(lint->out, found, (struct span){use->named.end, use->named.end}, version);
    }
}

void lint_missing_version(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    bool policy = tree->kind == FILE_NODE_POLICY && tree->rule_count > 0 && !has_tests(tree);
    if (policy && tree->version == NULL)
        lint_say(lint, tree->name.span, "%s has no version that others could ask for",
                 tree->name.text);
}

// ---- fields that will go ----

// What the fact model says of a field that is to be used no more: "deprecated: …".
static const char *deprecation(const struct field *field) {
    static const char word[] = "deprecated";
    const char *description = field->description;
    if (description == NULL || strncasecmp(description, word, sizeof word - 1) != 0)
        return NULL;
    description += sizeof word - 1;
    return description + strspn(description, ":;,. ");
}

static void check_field(struct lint *lint, const struct field *field, const struct node *node) {
    const char *instead = deprecation(field);
    if (instead == NULL)
        return;
    struct diagnostic *found =
        lint_say(lint, node->span, "the fact model says that %s is deprecated", field->name);
    if (instead[0] != '\0')
        lint_cure(lint, found, "%s", instead);
}

void lint_deprecated_field(struct lint *lint, const struct expr *expr) {
    if (expr->kind == EXPR_COLUMN)
        check_field(lint, expr->column->field, expr->node);
    for (uint32_t i = 0; expr->sequence != NULL && i < expr->sequence->loop_count; i++) {
        const struct loop *loop = &expr->sequence->loops[i];
        if (loop->space != NULL && loop->node != NULL)
            check_field(lint, loop->space->field, loop->node);
    }
}

// ---- times and units ----

void lint_time_without_zone(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_TIME || !lint_is_within(lint, node->span))
        return;
    const char *text = lint_source(lint, node->span), *clock = strchr(text, 'T');
    if (clock == NULL || strpbrk(clock, "Z+-") != NULL)
        return;
    struct diagnostic *found =
        lint_say(lint, node->span, "this is a time in UTC, which it does not say");
    lint_replace(lint, found, node->span, arena_printf(lint->arena, "%sZ", text));
}

// Powers of two (GiB) and of ten (GB), of sizes that are not per second.
struct units {
    const struct lint *lint;
    const struct node *two, *ten;
};

static void take_unit(void *state, const struct node *node) {
    struct units *units = state;
    if (node->kind != NODE_QUANTITY || !lint_is_within(units->lint, node->span))
        return;
    const char *text = lint_source(units->lint, node->span);
    size_t size = strlen(text);
    if (strstr(text, "/s") != NULL || size < 2 || text[size - 1] != 'B')
        return;
    if (text[size - 2] == 'i' && units->two == NULL)
        units->two = node;
    if (strchr("kKMGTPE", text[size - 2]) != NULL && units->ten == NULL)
        units->ten = node;
}

static void check_units(struct lint *lint, const struct node *node) {
    struct units units = {.lint = lint};
    tree_each_node(node, take_unit, &units);
    if (units.two == NULL || units.ten == NULL)
        return;
    struct diagnostic *found = lint_say(lint, units.ten->span,
                                        "%s counts in powers of ten beside %s, which counts in "
                                        "powers of two",
                                        lint_shown(lint, units.ten), lint_shown(lint, units.two));
    lint_cure(lint, found, "write both in GiB, or both in GB");
}

void lint_mixed_units(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->param_count; i++)
        check_units(lint, tree->params[i].value);
    for (uint32_t i = 0; i < tree->define_count; i++)
        check_units(lint, tree->defines[i].body);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        for (uint32_t j = 0; j < tree->rules[i].require_count; j++)
            check_units(lint, tree->rules[i].requires[j].condition);
}
