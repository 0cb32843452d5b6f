// Choosing rules by name and tag.
#include "config.h"

#include "cli/choice.h"

#include <string.h>

#include "cli/option.h"
#include "check/pattern.h"

struct choice_item {
    bool is_tag;
    const char *text;
};

static bool add_item(struct choice *choice, struct choice_item item) {
    if (choice->arena == NULL)
        choice->arena = arena_new();
    ARENA_PUSH(choice->arena, choice->items, choice->count, choice->room) = item;
    return true;
}

bool choice_take_rule(struct choice *choice, const char *command, const char *glob) {
    return option_is_text(command, "rule", glob) &&
           add_item(choice, (struct choice_item){false, glob});
}

bool choice_take_tag(struct choice *choice, const char *command, const char *tag) {
    return option_is_text(command, "tag", tag) && add_item(choice, (struct choice_item){true, tag});
}

void choice_clear(struct choice *choice) {
    arena_free(choice->arena);
}

// What binding goes through: all rules of the program, numbered.
struct binding_of_choice {
    struct choice *choice;
    struct program *program;
    bool *named, *tagged; // by number of the rule
    uint32_t rule_count;
};

static bool matches(const struct pattern *pattern, struct pattern_scratch *scratch,
                    const char *text) {
    return pattern_match(pattern, scratch, text, strlen(text)) == 1;
}

static bool mark_named(struct binding_of_choice *binding, const struct pattern *pattern) {
    struct pattern_scratch *scratch = pattern_scratch_new();
    uint32_t number = 0;
    bool any = false;
    for (uint32_t p = 0; p < binding->program->policy_count; p++) {
        const struct policy *policy = binding->program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++, number++) {
            const char *name = policy->rules[r].name;
            const char *id = arena_printf(binding->choice->arena, "%s/%s", policy->name, name);
            bool fits = matches(pattern, scratch, name) || matches(pattern, scratch, id);
            binding->named[number] |= fits;
            any |= fits;
        }
    }
    pattern_scratch_free(scratch);
    return any;
}

static bool has_tag(const struct rule *rule, const char *tag) {
    for (uint32_t i = 0; i < rule->tag_count; i++)
        if (strcmp(rule->tags[i], tag) == 0)
            return true;
    return false;
}

static bool mark_tagged(struct binding_of_choice *binding, const char *tag) {
    uint32_t number = 0;
    bool any = false;
    for (uint32_t p = 0; p < binding->program->policy_count; p++) {
        const struct policy *policy = binding->program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++, number++) {
            bool fits = has_tag(&policy->rules[r], tag);
            binding->tagged[number] |= fits;
            any |= fits;
        }
    }
    return any;
}

struct words {
    const char **items;
    size_t count, room;
};

static void add_word(struct words *words, struct arena *arena, const char *word) {
    ARENA_PUSH(arena, words->items, words->count, words->room) = word;
}

// The names or tags of all rules, to find the nearest one.
static struct words words_of(const struct binding_of_choice *binding, bool tags) {
    struct words words = {0};
    for (uint32_t p = 0; p < binding->program->policy_count; p++) {
        const struct policy *policy = binding->program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++) {
            const struct rule *rule = &policy->rules[r];
            if (!tags)
                add_word(&words, binding->choice->arena, rule->name);
            for (uint32_t i = 0; tags && i < rule->tag_count; i++)
                add_word(&words, binding->choice->arena, rule->tags[i]);
        }
    }
    return words;
}

static const char *option_of(const struct binding_of_choice *binding,
                             const struct choice_item *item) {
    return arena_printf(binding->choice->arena, "--%s %s", item->is_tag ? "tag" : "rule",
                        item->text);
}

// Whether a text is WORDS.NAME.
static bool ends_in(const char *text, const char *name) {
    size_t size = strlen(text), length = strlen(name);
    return size > length + 1 && text[size - length - 1] == '.' &&
           strcmp(text + size - length, name) == 0;
}

// POLICY/RULE for POLICY.RULE or other words before the dot, or NULL.
static const char *parted_rule(const struct binding_of_choice *binding, const char *text) {
    for (uint32_t p = 0; p < binding->program->policy_count; p++) {
        const struct policy *policy = binding->program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++)
            if (ends_in(text, policy->rules[r].name))
                return arena_printf(binding->choice->arena, "%s/%s", policy->name,
                                    policy->rules[r].name);
    }
    return NULL;
}

static void report_none(struct binding_of_choice *binding, const struct choice_item *item) {
    struct diagnostics *all = binding->program->diagnostics;
    struct words words = words_of(binding, item->is_tag);
    const char *near = nearest_word(item->text, words.items, words.count);
    struct diagnostic *made =
        diagnostic_fact(all, CODE_NO_RULE, DIAGNOSTIC_ERROR, option_of(binding, item), NULL, "%s",
                        item->is_tag ? "no rule has this tag" : "no rule matches");
    const char *parted = item->is_tag ? NULL : parted_rule(binding, item->text);
    if (strchr(item->text, ',') != NULL)
        diagnostic_cure(all, made, "repeat the option: --%s A --%s B",
                        item->is_tag ? "tag" : "rule", item->is_tag ? "tag" : "rule");
    else if (parted != NULL)
        diagnostic_cure(all, made, "write %s", parted);
    else if (near != NULL)
        diagnostic_cure(all, made, "did you mean %s?", near);
}

static void bind_rule(struct binding_of_choice *binding, const struct choice_item *item) {
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(binding->choice->arena, PATTERN_LIKE, item->text,
                                              strlen(item->text), &error);
    if (pattern == NULL)
        diagnostic_fact(binding->program->diagnostics, CODE_INVALID_PATTERN, DIAGNOSTIC_ERROR,
                        option_of(binding, item), NULL, "is no pattern: %s", error.message);
    else if (!mark_named(binding, pattern))
        report_none(binding, item);
}

static uint32_t count_rules(const struct program *program) {
    uint32_t count = 0;
    for (uint32_t p = 0; p < program->policy_count; p++)
        count += program->policies[p]->rule_count;
    return count;
}

void choice_bind(struct choice *choice, struct program *program) {
    if (choice->count == 0)
        return;
    struct binding_of_choice binding = {choice, program, NULL, NULL, count_rules(program)};
    bool rules = false, tags = false;
    binding.named = ARENA_ARRAY(choice->arena, bool, binding.rule_count);
    binding.tagged = ARENA_ARRAY(choice->arena, bool, binding.rule_count);
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_item *item = &choice->items[i];
        rules |= !item->is_tag;
        tags |= item->is_tag;
        if (!item->is_tag)
            bind_rule(&binding, item);
        else if (!mark_tagged(&binding, item->text))
            report_none(&binding, item);
    }
    bool any = false;
    for (uint32_t i = 0; i < binding.rule_count; i++) {
        binding.named[i] = (binding.named[i] || !rules) && (binding.tagged[i] || !tags);
        any |= binding.named[i];
    }
    if (rules && tags && !any && diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0)
        diagnostic_fact(program->diagnostics, CODE_NO_RULE, DIAGNOSTIC_ERROR, NULL, NULL,
                        "no rule is chosen by --rule and has the tag of --tag");
    choice->chosen = binding.named;
    choice->program = program;
}

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    const struct choice *choice = state;
    uint32_t number = 0;
    for (uint32_t p = 0; choice->program->policies[p] != policy; p++)
        number += choice->program->policies[p]->rule_count;
    return choice->chosen[number + (uint32_t)(rule - policy->rules)];
}

void choice_apply(struct choice *choice, struct verdict_options *options) {
    if (choice->count == 0)
        return;
    options->chosen = is_chosen;
    options->state = choice;
}
