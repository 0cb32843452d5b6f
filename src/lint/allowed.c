// Allowances that are wrong, or that nothing needs. Both rules look last.
#include "lint/rules.h"

void lint_invalid_allowance(struct lint *lint) {
    for (uint32_t i = 0; i < lint->allowances.count; i++) {
        const struct allowance *one = &lint->allowances.items[i];
        if (one->wrong != NULL) {
            lint_say(lint, one->comment, "%s", one->wrong);
        } else if (lint_rule_find(one->rule) == NULL) {
            const char *near = lint_rule_nearest(one->rule);
            struct diagnostic *found = lint_say(lint, one->named, "there is no rule %s", one->rule);
            if (near != NULL)
                lint_replace(lint, found, one->named, near);
        }
    }
}

// Of a rule that did not look nothing can be said.
static bool is_idle(struct lint *lint, const struct allowance *one) {
    const struct lint_rule *rule = one->rule != NULL ? lint_rule_find(one->rule) : NULL;
    return rule != NULL && !lint_said_within(lint, rule, one->covers) &&
           (lint->wanted == NULL || lint->wanted(lint->wanted_state, rule));
}

// The comment with what would be left of its line.
static struct span whole_comment(const struct lint *lint, struct span span) {
    const struct source *source = lint->file->tree->source;
    uint32_t begin = span.begin - source->base, end = span.end - source->base;
    while (begin > 0 && (source->text[begin - 1] == ' ' || source->text[begin - 1] == '\t'))
        begin--;
    bool alone = begin == 0 || source->text[begin - 1] == '\n';
    if (alone && end < source->size)
        end++;
    return (struct span){source->base + begin, source->base + end};
}

void lint_unused_allowance(struct lint *lint) {
    for (uint32_t i = 0; i < lint->allowances.count; i++) {
        const struct allowance *one = &lint->allowances.items[i];
        if (!is_idle(lint, one))
            continue;
        struct diagnostic *found =
            lint_say(lint, one->comment, "%s finds nothing that this would allow", one->rule);
        lint_replace(lint, found, whole_comment(lint, one->comment), "");
    }
}
