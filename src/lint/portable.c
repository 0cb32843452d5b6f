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
    lint_each_node(node, take_unit, &units);
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

// ---- numbers that have no name ----

struct literal {
    const struct node *node;
    uint32_t rule, rules; // where it was found last, and in how many
};

struct literals {
    struct lint *lint;
    struct numbered keys;
    struct literal *items; // by the numbers of their keys
    uint32_t rule;
    size_t room;
};

static struct number_key quantity_key(const struct node *node) {
    return key_of_decimal((uint64_t)node->dimension.information, (uint64_t)node->dimension.time,
                          node->number);
}

// One unit of something says nothing of a limit, nor do 0 and all.
static bool is_limit(const struct node *node) {
    if (node->kind == NODE_NUMBER)
        return node->percent && node->number.nano != 0 && node->number.nano != DECIMAL_ONE;
    return node->kind == NODE_QUANTITY && node->number.nano != 0;
}

static void take_literal(void *state, const struct node *node) {
    struct literals *all = state;
    if (!is_limit(node) || !lint_is_within(all->lint, node->span))
        return;
    uint32_t count = all->keys.count, number = numbered_add(&all->keys, quantity_key(node));
    if (number == count)
        ARENA_PUSH(all->lint->arena, all->items, count, all->room) =
            (struct literal){node, all->rule, 1};
    struct literal *one = &all->items[number];
    one->rules += one->rule != all->rule;
    one->rule = all->rule;
}

void lint_magic_number(struct lint *lint) {
    struct literals all = {.lint = lint, .keys.arena = lint->arena};
    const struct file_node *tree = lint->file->tree;
    for (all.rule = 0; all.rule < tree->rule_count; all.rule++)
        lint_each_of_rule(&tree->rules[all.rule], take_literal, &all);
    for (uint32_t i = 0; i < all.keys.count; i++) {
        if (all.items[i].rules < 2)
            continue;
        struct diagnostic *found =
            lint_say(lint, all.items[i].node->span, "%u rules have the limit %s",
                     all.items[i].rules, lint_shown(lint, all.items[i].node));
        lint_cure(lint, found, "make it a param, so that it has a name and one place");
    }
}

// ---- waivers ----

enum { DAYS_SOON = 30 };
static const int64_t day = INT64_C(86400) * 1000000000;

void lint_waiver_expired(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->waive_count; i++)
        if (tree->waives[i].until + day <= lint->file->now)
            lint_say(lint, tree->waives[i].until_span, "this waiver of %s is over",
                     tree->waives[i].rule.name.text);
}

void lint_waiver_ends_soon(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->waive_count; i++) {
        int64_t left = tree->waives[i].until + day - lint->file->now;
        int days = (int)((left + day - 1) / day);
        if (days >= 1 && days <= DAYS_SOON)
            lint_say(lint, tree->waives[i].until_span, "this waiver of %s ends in %d day%s",
                     tree->waives[i].rule.name.text, days, days == 1 ? "" : "s");
    }
}
