// Fuzzes fact models that are inferred from a sample: each is a model, and the sample fits it.
#include "config.h"

#include "judge.h"

#include "facts/infer.h"
#include "facts/scan.h"

static void prove(const struct text *model, const struct part *sample) {
    struct session *session = session_new("");
    session->everything = true;
    session_add_text(session, "the model inferred", text_data(model), model->size);
    struct diagnostics *diagnostics = session->program->diagnostics;
    if (!session_check(session))
        judge_complain(diagnostics, "what is inferred is a fact model");
    struct session_facts *facts = judge_facts(session, diagnostics, sample, 1);
    judge_messages(diagnostics);
    session_facts_free(facts);
    session_free(session);
}

static void infer(struct arena *arena, const struct scan *scan, const struct part *sample) {
    struct infer_shape root = {0};
    struct infer_problem problem = {0};
    struct text model = {0};
    if (infer_gather(arena, scan->tokens, &root, &problem) &&
        infer_write(arena, &root, "sample", 1, &model) > 0)
        prove(&model, sample);
    text_clear(&model);
    text_clear(&problem.path);
    text_clear(&problem.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct text padded = {0};
    struct scan scan;
    text_add_bytes(&padded, (const char *)data, size);
    text_add_repeat(&padded, '\0', SCAN_PADDING);
    const struct part sample = {padded.data, size};
    const char *end = padded.data + size;
    scan_init(&scan);
    const char *after = scan_value(&scan, scan_blanks(padded.data), end, 0);
    if (after != NULL && scan_blanks(after) == end && scan.tokens[0].kind == SCAN_OBJECT)
        infer(arena, &scan, &sample);
    scan_clear(&scan);
    text_clear(&padded);
    arena_free(arena);
    return 0;
}
