// Fuzzes policies and fact models: parsing, laying out, checking, and evaluating over facts of the
// oracle's model. A part that is an object is facts, any other a policy.
#include "config.h"

#include <string.h>

#include "format/format.h"
#include "judge.h"

// A layout says the same, and has itself for its layout.
static void lay_out(const struct part *part) {
    struct text once = {0}, twice = {0};
    enum format_result result = format_text("a.plim", part->text, part->size, &once);
    fuzz_expect(result != FORMAT_CHANGED, "a layout says the same");
    if (result == FORMAT_DONE) {
        result = format_text("a.plim", text_data(&once), once.size, &twice);
        fuzz_expect(result == FORMAT_DONE && once.size == twice.size &&
                        memcmp(text_data(&once), text_data(&twice), once.size) == 0,
                    "a layout stays as it is");
    }
    text_clear(&once);
    text_clear(&twice);
}

static void add_policies(struct session *session, struct parts *parts) {
    size_t kept = 0;
    session->keep_texts = session->digests = true;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part part = parts->items[i];
        if (part_is_object(&part)) {
            parts->items[kept++] = part;
            continue;
        }
        lay_out(&part);
        session_add_text(session, i == 0 ? "a.plim" : "b.plim", part.text, part.size);
    }
    parts->count = kept;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct session *session = session_new(fuzz_source("tests/oracle"));
    add_policies(session, &parts);
    struct diagnostics *diagnostics = session->program->diagnostics;
    if (session_check(session)) {
        struct session_facts *facts = judge_facts(session, diagnostics, parts.items, parts.count);
        if (facts != NULL)
            judge_all(session, facts);
        session_facts_free(facts);
    }
    judge_messages(diagnostics);
    session_free(session);
    arena_free(arena);
    return 0;
}
