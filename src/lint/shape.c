// What a rule is made of, for those who read its report: titles, remedies, messages, subjects.
#include <string.h>

#include "lint/rules.h"
#include "lint/same.h"

// ---- subjects ----

// The variables that differ from subject to subject.
static uint64_t subject_slots(const struct rule *rule) {
    uint64_t slots = 0;
    for (uint32_t i = 0; i < rule->loop_count; i++) {
        slots |= slot_bit(rule->loops[i].slot);
        for (uint32_t j = 0; j < rule->loops[i].let_count; j++)
            slots |= slot_bit(rule->loops[i].lets[j].slot);
    }
    return slots;
}

static bool chooses_subjects(const struct rule *rule) {
    for (uint32_t i = 0; i < rule->loop_count; i++)
        if (rule->loops[i].guard != NULL)
            return true;
    return false;
}

// A requirement of chosen subjects may say what such subjects ask of a host.
void lint_unread_subject(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    (void)node;
    if (rule->loop_count == 0 || chooses_subjects(rule))
        return;
    const char *name = rule->loops[rule->loop_count - 1].name;
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct expr *condition = rule->requirements[i].condition;
        if ((condition->uses & subject_slots(rule)) != 0)
            continue;
        struct diagnostic *found =
            lint_say(lint, condition->node->span,
                     "this says nothing of %s, and is asked once for each", name);
        lint_cure(lint, found, "move it to a rule without for each");
    }
}

void lint_message_without_subject(struct lint *lint, const struct rule *rule,
                                  const struct rule_node *node) {
    (void)node;
    uint64_t slots = subject_slots(rule);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct expr *message = rule->requirements[i].message;
        bool about = (rule->requirements[i].condition->uses & slots) != 0;
        if (message == NULL || !about || (message->uses & slots) != 0)
            continue;
        const char *name = rule->loops[rule->loop_count - 1].name;
        struct diagnostic *found =
            lint_say(lint, message->node->span, "this is the same for each %s", name);
        lint_cure(lint, found, "say which %s it is about, in { }", name);
    }
}

// ---- titles and remedies ----

static bool has_blank(const char *text) {
    return strpbrk(text, " \t") != NULL;
}

void lint_missing_title(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    const char *title = rule->title != NULL ? rule->title : "";
    if (strspn(title, " \t") == strlen(title) || strcmp(title, rule->name) == 0)
        lint_say(lint, node->name.span, "%s has no title that says what has to hold", rule->name);
}

// Words that begin sentences and are no names; a name, such as libvirt, may well be written small.
static bool begins_small(const char *title) {
    static const char *const words[] = {"a",    "all", "an",    "at",  "each", "every",
                                        "if",   "in",  "no",    "of",  "on",   "only",
                                        "some", "the", "there", "what"};
    size_t size = strcspn(title, " ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && strncmp(title, words[i], size) == 0)
            return true;
    return false;
}

static const char *title_wrong(const char *title) {
    size_t size = strlen(title);
    if (!has_blank(title))
        return "is a word, not a sentence";
    if (title[0] == ' ' || title[size - 1] == ' ')
        return "has a blank at an end";
    if (title[size - 1] == '.')
        return "ends with a full stop, which reports put where they need one";
    return begins_small(title) ? "begins with a small letter" : NULL;
}

void lint_title_sentence(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    const char *title = rule->title != NULL ? rule->title : "";
    if (title[0] == '\0' || strcmp(title, rule->name) == 0)
        return;
    const char *wrong = title_wrong(title);
    if (wrong != NULL)
        lint_say(lint, node->name.span, "the title of %s %s", rule->name, wrong);
}

static bool lacks_remedy(const struct rule_node *rule) {
    return rule->remedy == NULL && rule->severity == SEVERITY_ERROR;
}

// A policy without any remedy is told so once.
void lint_missing_remedy(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    uint32_t lacking = 0, given = 0;
    for (uint32_t i = 0; i < tree->rule_count; i++) {
        lacking += lacks_remedy(&tree->rules[i]);
        given += tree->rules[i].remedy != NULL;
    }
    if (lacking > 1 && given == 0)
        lint_say(lint, tree->name.span, "no rule of %s says what to do where it fails",
                 tree->name.text);
    for (uint32_t i = 0; i < tree->rule_count && (lacking == 1 || given > 0); i++)
        if (lacks_remedy(&tree->rules[i]))
            lint_say(lint, tree->rules[i].name.span, "%s does not say what to do where it fails",
                     tree->rules[i].name.text);
}

void lint_repeated_tag(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    (void)rule;
    struct numbered seen = {.arena = lint->arena};
    for (uint32_t i = 0; i < node->tag_count; i++) {
        const struct number_key key = {{key_pointer(node->tags[i].text)}};
        if (!numbered_is_new(&seen, key))
            lint_say(lint, node->tags[i].span, "the tag %s is there already", node->tags[i].text);
    }
}

// ---- the same rule again ----

static void add_part(const struct lint *lint, struct text *out, const struct node *node) {
    text_add_char(out, '\n');
    if (node != NULL)
        text_add(out, sources_excerpt(lint->file->sources, node->span, lint->arena));
}

// All that a rule asks, as it is written.
static const char *asked(const struct lint *lint, const struct rule_node *node) {
    struct text out = {0};
    add_part(lint, &out, node->when);
    for (uint32_t i = 0; i < node->binding_count; i++) {
        text_addf(&out, "\n%d %s", node->bindings[i].kind,
                  node->bindings[i].name.text != NULL ? node->bindings[i].name.text : "");
        add_part(lint, &out, node->bindings[i].value);
        add_part(lint, &out, node->bindings[i].where);
    }
    text_add_char(&out, '\n');
    for (uint32_t i = 0; i < node->require_count; i++)
        add_part(lint, &out, node->requires[i].condition);
    const char *text = text_copy(&out, lint->arena);
    text_clear(&out);
    return text;
}

void lint_repeated_rule(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    struct intern *seen = intern_new(lint->arena);
    uint32_t *first = ARENA_ARRAY(lint->arena, uint32_t, tree->rule_count + 1);
    for (uint32_t i = 0; i < tree->rule_count; i++) {
        const char *text = asked(lint, &tree->rules[i]);
        uint32_t count = intern_count(seen), id = intern_add(seen, text, strlen(text));
        if (id == count)
            first[id] = i;
        else
            lint_say(lint, tree->rules[i].name.span, "%s asks what %s asks",
                     tree->rules[i].name.text, tree->rules[first[id]].name.text);
    }
}

// ---- tests ----

static const struct intern *tested(const struct lint *lint, const struct lint_tests *tests) {
    struct intern *names = intern_new(lint->arena);
    for (size_t i = 0; i < tests->count; i++)
        intern_add(names, tests->rules[i], strlen(tests->rules[i]));
    return names;
}

static bool is_in(const struct intern *names, const char *name) {
    return intern_find(names, name, strlen(name)) != INTERN_NONE;
}

void lint_untested_rule(struct lint *lint) {
    const struct lint_tests *tests = lint->file->tests;
    const struct file_node *tree = lint->file->tree;
    if (tests == NULL || !tests->found)
        return;
    const struct intern *names = tested(lint, tests);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        if (!is_in(names, tree->rules[i].name.text))
            lint_say(lint, tree->rules[i].name.span, "no test expects anything of %s",
                     tree->rules[i].name.text);
}
