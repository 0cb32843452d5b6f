// Fuzzes facts of the model that is shipped: one file, or two that merge, against the packs that
// prepare a move.
#include "config.h"

#include "judge.h"

static struct session *session;

static void start(void) {
    session = session_new(fuzz_source("policies"));
    session_add_file(session, "kvm.prepare");
    session_add_file(session, "hyperv.prepare");
    session->keep_texts = session->digests = true;
    fuzz_expect(session_check(session), "the packs are policies");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (session == NULL)
        start();
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct diagnostics *diagnostics = diagnostics_new(arena, NULL);
    struct session_facts *facts =
        judge_facts(session, diagnostics, parts.items, parts.count > 2 ? 2 : parts.count);
    if (facts != NULL)
        judge_all(session, facts);
    session_facts_free(facts);
    judge_messages(diagnostics);
    arena_free(arena);
    return 0;
}
