// Fuzzes merging facts, writing them, and comparing them. What was written reads as the same facts,
// and is written as the same bytes; nothing differs between the two.
#include "config.h"

#include "judge.h"

#include <string.h>

#include "facts/diff.h"
#include "report/facts.h"

static struct session *session;

static void start(void) {
    session = session_new(fuzz_source("policies"));
    session_use_facts(session, "virtualization");
    session->everything = session->keep_extras = true;
    fuzz_expect(session_check(session), "the model is one");
}

static void count(void *state, const struct change *change) {
    size_t *changes = state;
    (void)change;
    ++*changes;
}

static void read_again(const struct session_facts *facts, struct diagnostics *diagnostics) {
    struct text written = {0}, rewritten = {0};
    size_t changes = 0;
    facts_write(facts->store, &written);
    const struct part whole = {text_data(&written), written.size};
    struct session_facts *again = judge_facts(session, diagnostics, &whole, 1);
    if (again == NULL)
        judge_complain(diagnostics, "facts that were written can be read");
    facts_write(again->store, &rewritten);
    fuzz_expect(strcmp(text_data(&written), text_data(&rewritten)) == 0,
                "facts are written as they were read");
    diff_stores(facts->store, again->store, NULL, count, &changes);
    fuzz_expect(changes == 0, "facts that were written are the same facts");
    session_facts_free(again);
    text_clear(&written);
    text_clear(&rewritten);
}

static void compare(const struct parts *parts, struct diagnostics *diagnostics) {
    size_t changes = 0;
    struct session_facts *before = judge_facts(session, diagnostics, parts->items, 1);
    struct session_facts *after = judge_facts(session, diagnostics, parts->items + 1, 1);
    if (before != NULL && after != NULL)
        diff_stores(before->store, after->store, NULL, count, &changes);
    session_facts_free(before);
    session_facts_free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (session == NULL)
        start();
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct diagnostics *diagnostics = diagnostics_new(arena, NULL);
    struct session_facts *facts = judge_facts(session, diagnostics, parts.items, parts.count);
    if (facts != NULL)
        read_again(facts, diagnostics);
    if (parts.count > 1)
        compare(&parts, diagnostics);
    session_facts_free(facts);
    judge_messages(diagnostics);
    arena_free(arena);
    return 0;
}
