// Evaluating what an input says, and reporting what was found.
#include "config.h"

#include "frame.h"
#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "facts/scan.h"
#include "finding/explanation.h"
#include "report/explain.h"

enum {
    STEPS = 100000,
    RULES_EXPLAINED = 3,
};

// The time of all runs: 2026-11-23T10:00:00Z.
static const int64_t now = INT64_C(1795428000) * 1000000000;

void judge_messages(struct diagnostics *diagnostics) {
    struct text said = {0};
    diagnostics_render(diagnostics, &said);
    text_clear(&said);
}

void judge_complain(struct diagnostics *diagnostics, const char *what) {
    struct text said = {0};
    diagnostics_render(diagnostics, &said);
    fputs(text_data(&said), stderr);
    text_clear(&said);
    fuzz_expect(false, what);
}

struct session_facts *judge_facts(const struct session *session, struct diagnostics *diagnostics,
                                  const struct part *parts, size_t count) {
    struct session_facts *facts = session_facts_new(session, diagnostics);
    for (size_t i = 0; i < count; i++)
        session_facts_add_text(facts, i == 0 ? "a.json" : "b.json", parts[i].text, parts[i].size);
    if (session_facts_load(facts))
        return facts;
    session_facts_free(facts);
    return NULL;
}

void judge_collected(const struct session *session, struct diagnostics *diagnostics,
                     const struct text *facts) {
    const struct part part = {text_data(facts), facts->size};
    struct session_facts *read = judge_facts(session, diagnostics, &part, 1);
    if (read == NULL)
        judge_complain(diagnostics, "what is collected are facts of the model");
    session_facts_free(read);
}

bool judge_is_json(const char *text, size_t size) {
    struct text padded = {0};
    struct scan scan;
    text_add_bytes(&padded, text, size);
    text_add_repeat(&padded, '\0', SCAN_PADDING);
    const char *end = padded.data + size;
    scan_init(&scan);
    const char *after = scan_value(&scan, scan_blanks(padded.data), end, 0);
    bool good = after != NULL && scan_blanks(after) == end;
    scan_clear(&scan);
    text_clear(&padded);
    return good;
}

static bool is_json(const char *format) {
    return strcmp(format, "json") == 0 || strcmp(format, "sarif") == 0 ||
           strcmp(format, "gitlab") == 0;
}

const struct text *judge_report(const struct report *report, const struct report_writer *writer) {
    static struct text out;
    text_reset(&out);
    writer->write(report, &out);
    fuzz_expect(memchr(text_data(&out), '\0', out.size) == NULL, "no NUL in a report");
    if (is_json(writer->name))
        fuzz_expect(judge_is_json(text_data(&out), out.size), "a report in JSON is JSON");
    return &out;
}

static struct report report_of(const struct session *session, const struct findings *findings,
                               const char *digest) {
    return (struct report){.program = session->program,
                           .findings = findings,
                           .version = PACKAGE_VERSION,
                           .digest = digest,
                           .now_given = true,
                           .fail_on = SEVERITY_ERROR,
                           .all_subjects = true,
                           .verbose = true,
                           .width = 80};
}

void judge(const struct session *session, const struct session_facts *facts, judge_write *write) {
    struct verdict_options options = {.now = now,
                                      .fail_on = SEVERITY_ERROR,
                                      .step_limit = STEPS,
                                      .judge_all = true,
                                      .name_unknown = true};
    struct arena *arena = arena_new();
    const char *digest;
    const struct findings *findings = session_evaluate(session, facts, &options, arena, &digest);
    if (findings != NULL) {
        struct report report = report_of(session, findings, digest);
        write(&report);
    }
    arena_free(arena);
}

// ---- explanations ----

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    const struct explanation *explanation = state;
    return policy == explanation->policy && rule == explanation->rule;
}

static void write_explanation(const struct explained *explained) {
    struct text out = {0};
    explain_text(explained, &out);
    text_reset(&out);
    explain_json(explained, &out);
    fuzz_expect(judge_is_json(text_data(&out), out.size), "an explanation in JSON is JSON");
    text_clear(&out);
}

static void explain(const struct session *session, struct session_facts *facts,
                    const struct policy *policy, const struct rule *rule) {
    struct explanation explanation = {.policy = policy, .rule = rule, .whole = true};
    struct verdict_options options = {.now = now,
                                      .fail_on = SEVERITY_ERROR,
                                      .step_limit = STEPS,
                                      .chosen = is_chosen,
                                      .state = &explanation,
                                      .explain = &explanation};
    struct arena *arena = arena_new();
    const char *digest;
    const struct findings *findings = session_evaluate(session, facts, &options, arena, &digest);
    if (findings != NULL && findings->rule_count > 0 && explanation.root != NULL) {
        struct report report = report_of(session, findings, digest);
        struct explained explained = {.report = &report,
                                      .explanation = &explanation,
                                      .finding = &findings->rules[0],
                                      .facts = facts,
                                      .arena = arena};
        write_explanation(&explained);
    }
    arena_free(arena);
}

static const struct rule *chosen[RULES_EXPLAINED];
static const struct policy *policies[RULES_EXPLAINED];
static uint32_t chosen_count;

static void write_both(const struct report *report) {
    const struct findings *findings = report->findings;
    judge_report(report, &report_text);
    judge_report(report, &report_json);
    for (chosen_count = 0; chosen_count < findings->rule_count && chosen_count < RULES_EXPLAINED;
         chosen_count++) {
        chosen[chosen_count] = findings->rules[chosen_count].rule;
        policies[chosen_count] = findings->rules[chosen_count].policy;
    }
}

void judge_all(const struct session *session, struct session_facts *facts) {
    chosen_count = 0;
    judge(session, facts, write_both);
    for (uint32_t i = 0; i < chosen_count; i++)
        if (!chosen[i]->skipped)
            explain(session, facts, policies[i], chosen[i]);
}
