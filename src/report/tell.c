// What a rule misses, and the commands that tell it.
#include "report/tell.h"

#include <string.h>

void tell_add(struct text *out, const struct report *report, const struct rule *rule,
              const struct missing_fact *missing) {
    if (report->tell == NULL || missing->path.count == 0)
        return;
    const struct question question = questions_of(report->program->model, rule, missing);
    report->tell(report->tell_state, &question, out);
}

// ---- of a rule ----

struct telling {
    const struct report *report;
    const struct rule_finding *finding;
    struct arena *arena;
    struct intern *seen;
    size_t distinct, most;
    struct told_rule rule;
};

static struct told_facts *facts_of(struct telling *telling, const char *command) {
    struct told_rule *rule = &telling->rule;
    for (size_t i = 0; i < rule->count; i++)
        if (command[0] != '\0' && strcmp(rule->items[i].command, command) == 0)
            return &rule->items[i];
    struct told_facts *facts = &ARENA_PUSH(telling->arena, rule->items, rule->count, rule->room);
    *facts = (struct told_facts){.command = command};
    return facts;
}

static void add_fact(struct telling *telling, const struct missing_fact *missing) {
    struct text words = {0}, command = {0};
    report_add_missing(&words, missing);
    bool known = intern_add(telling->seen, text_data(&words), words.size) < telling->distinct;
    telling->distinct += !known;
    if (!known && telling->distinct <= telling->most) {
        tell_add(&command, telling->report, telling->finding->rule, missing);
        struct told_facts *facts = facts_of(telling, text_copy(&command, telling->arena));
        ARENA_PUSH(telling->arena, facts->facts, facts->count, facts->room) =
            text_copy(&words, telling->arena);
    }
    text_clear(&words);
    text_clear(&command);
}

// What is not listed may be among what is.
static void add_facts(struct telling *telling, const struct missing_facts *missing) {
    for (uint32_t i = 0; i < missing->count; i++)
        add_fact(telling, &missing->facts[i]);
    telling->rule.more += missing->total - missing->count;
    telling->rule.bounded |= missing->bounded;
}

struct told_rule tell_rule(const struct report *report, const struct rule_finding *finding,
                           size_t most, struct arena *arena) {
    struct telling telling = {report, finding, arena, intern_new(arena), 0, most, {0}};
    add_facts(&telling, &finding->missing);
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        add_facts(&telling, &finding->requirements[i].missing);
    if (telling.distinct > most)
        telling.rule.more += telling.distinct - most;
    return telling.rule;
}
