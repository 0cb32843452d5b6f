// Fuzzes expressions: with facts of the oracle's model, and with options, which a part holds that
// begins with "--": lines "--set NAME=VALUE", "--select LIST=GLOB", "--with PATH=VALUE". Any other
// part is a policy.
#include "config.h"

#include "judge.h"

#include <string.h>

// The words of an option's line: what is set, and to what. Texts in the arena.
struct setting {
    const char *option, *name, *value;
};

static struct setting next_setting(struct part *options, struct arena *arena) {
    const char *line = part_line(options, arena);
    size_t word = strcspn(line, " "), name = strcspn(line + word, "=");
    const char *equals = line + word + name;
    return (struct setting){
        .option = arena_copy(arena, line, word),
        .name = name > 0 ? arena_copy(arena, line + word + 1, name - 1) : "",
        .value = *equals != '\0' ? equals + 1 : "",
    };
}

static bool is_options(const struct part *part) {
    return strncmp(part->text, "--", 2) == 0;
}

static void add_part(struct session *session, struct part part, struct arena *arena) {
    if (!is_options(&part) && !part_is_object(&part))
        session_add_text(session, "a.plim", part.text, part.size);
    while (is_options(&part)) {
        struct setting setting = next_setting(&part, arena);
        if (strcmp(setting.option, "--set") == 0)
            session_set(session, setting.name, setting.value);
        session->everything |= strcmp(setting.option, "--with") == 0;
    }
}

static void add_facts(struct session_facts *facts, struct part part, struct arena *arena) {
    if (part_is_object(&part))
        session_facts_add_text(facts, "a.json", part.text, part.size);
    while (is_options(&part)) {
        struct setting setting = next_setting(&part, arena);
        if (strcmp(setting.option, "--select") == 0)
            session_facts_select(facts, setting.name, setting.value);
        else if (strcmp(setting.option, "--with") == 0)
            session_facts_change(facts, setting.name, setting.value);
    }
}

static void answer(const struct session *session, const struct parts *parts, struct arena *arena) {
    struct session_facts *facts = session_facts_new(session, session->program->diagnostics);
    for (size_t i = 1; i < parts->count; i++)
        add_facts(facts, parts->items[i], arena);
    if (session_facts_load(facts) && session->expression != NULL) {
        const struct evaluation *value = session_answer(session, facts, 0, 10000000, arena);
        if (value != NULL && value->known)
            fuzz_expect(judge_is_json(value->json, strlen(value->json)), "a value in JSON is JSON");
    }
    session_facts_free(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct session *session = session_new(fuzz_source("tests/oracle"));
    session_use_facts(session, "oracle");
    for (size_t i = 1; i < parts.count; i++)
        add_part(session, parts.items[i], arena);
    session_ask(session, parts.items[0].text);
    if (session_check(session))
        answer(session, &parts, arena);
    judge_messages(session->program->diagnostics);
    session_free(session);
    arena_free(arena);
    return 0;
}
