// The library for programs in JavaScript: what checking, laying out and linting a text give, as
// JSON.
//
// Built by Emscripten only (web/local.mk). A check is asked for in steps, because functions of
// WebAssembly take numbers: web_check_new, texts and settings, web_check_understand, facts,
// web_check_answer. Texts that are returned are the caller's, who frees them. Places are offsets in
// units of UTF-16, as JavaScript counts.
#include "config.h"

#include <emscripten.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/time.h"
#include "base/utf8.h"
#include "cli/checklist.h"
#include "cli/platform.h"
#include "format/format.h"
#include "lint/lint_text.h"
#include "lsp/lsp.h"
#include "report/page.h"
#include "report/report.h"

#define EXPORTED EMSCRIPTEN_KEEPALIVE

// ---- places ----

// A place of a source, as JavaScript counts it too. Places are asked for from the first to the
// last, mostly, and each is counted from the one before.
struct counted {
    const struct source *source; // NULL: none was asked for
    uint32_t offset;
    int64_t units;
};

// An offset of a source, which lies somewhere in the sources.
static int64_t utf16_offset(struct counted *last, const struct source *source, uint32_t offset) {
    if (last->source != source || offset < last->offset)
        *last = (struct counted){source, source->base, 0};
    const char *at = source->text + (last->offset - source->base);
    const char *end = source->text + (offset - source->base);
    while (at < end) {
        size_t length = utf8_sequence(at, (size_t)(end - at));
        last->units += length == 4 ? 2 : 1;
        at += length == 0 ? 1 : length;
    }
    last->offset = offset;
    return last->units;
}

static void put_span(struct json *json, struct counted *last, const struct source *source,
                     struct span span) {
    json_int(json, "from", utf16_offset(last, source, span.begin));
    json_int(json, "to", utf16_offset(last, source, span.end));
}

// ---- diagnostics ----

static void put_edits(struct json *json, struct counted *last, const struct source *source,
                      const struct diagnostic *one) {
    json_begin(json, "edits", '[');
    for (uint32_t i = 0; i < one->fix_count; i++) {
        json_begin(json, NULL, '{');
        put_span(json, last, source, one->fixes[i].span);
        json_text(json, "text", one->fixes[i].text);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void put_place(struct json *json, struct counted *last, const struct sources *sources,
                      const struct diagnostic *one) {
    const struct place place = sources_place(sources, one->span.begin);
    json_text(json, "file", place.source->name);
    json_int(json, "line", place.line);
    json_int(json, "column", place.column);
    put_span(json, last, place.source, one->span);
    if (one->has_also) {
        json_begin(json, "also", '{');
        put_span(json, last, place.source, one->also);
        json_end(json, '}');
    }
    put_edits(json, last, place.source, one);
}

static void put_diagnostic(struct json *json, struct counted *last, const struct sources *sources,
                           const struct diagnostic *one) {
    json_begin(json, NULL, '{');
    json_text(json, "level", diagnostic_level_text(one->level));
    json_text(json, one->rule != NULL ? "rule" : "code",
              one->rule != NULL ? one->rule : code_name(one->code));
    json_text(json, "message", one->message);
    if (one->cure != NULL)
        json_text(json, "cure", one->cure);
    if (one->has_span)
        put_place(json, last, sources, one);
    else if (one->file != NULL)
        json_text(json, "file", one->file);
    if (!one->has_span && one->path != NULL)
        json_text(json, "path", one->path);
    json_end(json, '}');
}

static void put_diagnostics(struct json *json, struct diagnostics *all) {
    struct counted last = {0};
    size_t index = 0;
    for (const struct diagnostic *one; (one = diagnostics_next(all, &index)) != NULL;)
        put_diagnostic(json, &last, diagnostics_sources(all), one);
}

// ---- checking ----

struct web_check {
    struct session *session;
    struct session_facts *facts; // NULL: none can be read
    const char *facts_name;      // of the last that were added, as commands name it; or NULL
    struct arena *arena;
    struct verdict_options options;
    bool now_given;
    const struct report_writer *writer; // of a report beside that in JSON, or NULL
};

EXPORTED struct web_check *web_check_new(const char *name, const char *text, size_t size) {
    struct arena *arena = arena_new();
    struct web_check *check = ARENA_NEW(arena, struct web_check);
    check->arena = arena;
    check->options = (struct verdict_options){.now = clock_now(), .fail_on = SEVERITY_ERROR};
    check->options.name_unknown = true;
    check->session = session_new(PLIM_POLICY_DIR);
    check->session->digests = true;
    check->session->want = platform_want;
    session_add_text(check->session, name, text, size);
    return check;
}

EXPORTED void web_check_free(struct web_check *check) {
    if (check->facts != NULL)
        session_facts_free(check->facts);
    session_free(check->session);
    arena_free(check->arena);
}

EXPORTED void web_check_set(struct web_check *check, const char *name, const char *value) {
    session_set(check->session, name, value);
}

// The time of the run. False where the text is no time.
EXPORTED bool web_check_now(struct web_check *check, const char *time) {
    check->now_given = time_parse(time, strlen(time), false, &check->options.now);
    return check->now_given;
}

// Wants a report in a format of plimsoll check. False where there is none of that name.
EXPORTED bool web_check_format(struct web_check *check, const char *format) {
    check->writer = report_writer_find(format);
    return check->writer != NULL;
}

// After texts and settings, before facts.
EXPORTED void web_check_understand(struct web_check *check) {
    session_check(check->session);
    if (check->session->loadable)
        check->facts = session_facts_new(check->session, check->session->program->diagnostics);
}

EXPORTED void web_check_facts(struct web_check *check, const char *name, const char *text,
                              size_t size) {
    if (check->facts == NULL)
        return;
    session_facts_add_text(check->facts, name, text, size);
    check->facts_name = arena_text(check->arena, name);
}

static void put_rule(struct json *json, struct counted *last, const struct sources *sources,
                     const struct rule_finding *finding) {
    const struct place place = sources_place(sources, finding->rule->span.begin);
    struct text words = {0}, clean = {0};
    page_add_verdict(&words, finding);
    text_add_clean(&clean, text_data(&words));
    json_begin(json, NULL, '{');
    json_text(json, "policy", finding->policy->name);
    json_text(json, "rule", finding->rule->name);
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_text(json, "words", text_data(&clean));
    json_text(json, "file", place.source->name);
    json_int(json, "line", place.line);
    put_span(json, last, place.source, finding->rule->span);
    json_end(json, '}');
    text_clear(&words);
    text_clear(&clean);
}

static void put_findings(struct json *json, const struct report *report) {
    struct counted last = {0};
    struct text whole = {0};
    json_text(json, "verdict", verdict_text(report->findings->verdict));
    json_begin(json, "rules", '[');
    for (uint32_t i = 0; i < report->findings->rule_count; i++)
        put_rule(json, &last, report->program->sources, &report->findings->rules[i]);
    json_end(json, ']');
    report_json.write(report, &whole);
    json_raw(json, "report", text_data(&whole));
    text_clear(&whole);
}

static void put_written(struct json *json, const struct report_writer *writer,
                        const struct report *report) {
    struct text written = {0};
    writer->write(report, &written);
    json_text(json, "written", text_data(&written));
    text_clear(&written);
}

// Evaluates where policies and facts are without a mistake. The report names the commands that
// answer what is missing, as that of the program does.
static void put_evaluation(struct json *json, const struct web_check *check) {
    const struct questions questions = {.arena = check->arena};
    const struct checklist list = {.questions = &questions,
                                   .program = check->session->program,
                                   .store = check->facts->loaded,
                                   .facts = check->facts_name};
    struct report report = {.program = check->session->program,
                            .version = PACKAGE_VERSION,
                            .tell = checklist_tell,
                            .tell_state = &list,
                            .fail_on = check->options.fail_on,
                            .now_given = check->now_given};
    report.findings = session_evaluate(check->session, check->facts, &check->options, check->arena,
                                       &report.digest);
    if (report.findings == NULL) {
        json_text(json, "trouble", "the policies take more steps than a run may");
        return;
    }
    put_findings(json, &report);
    if (check->writer != NULL)
        put_written(json, check->writer, &report);
}

EXPORTED char *web_check_answer(struct web_check *check) {
    struct diagnostics *diagnostics = check->session->program->diagnostics;
    struct text out = {0};
    struct json json = {.out = &out, .compact = true};
    bool loaded = check->facts_name != NULL && session_facts_load(check->facts);
    json_begin(&json, NULL, '{');
    if (loaded && diagnostics_count(diagnostics, DIAGNOSTIC_ERROR) == 0)
        put_evaluation(&json, check);
    json_begin(&json, "diagnostics", '[');
    put_diagnostics(&json, diagnostics);
    json_end(&json, ']');
    json_end(&json, '}');
    return out.data;
}

// ---- laying out and linting ----

EXPORTED char *web_format(const char *name, const char *text, size_t size) {
    struct text laid_out = {0}, out = {0};
    struct json json = {.out = &out, .compact = true};
    enum format_result result = format_text(name, text, size, &laid_out);
    json_begin(&json, NULL, '{');
    json_text(&json, "text", result == FORMAT_DONE ? text_data(&laid_out) : NULL);
    json_text(&json, "messages", result == FORMAT_DONE ? "" : text_data(&laid_out));
    json_end(&json, '}');
    text_clear(&laid_out);
    return out.data;
}

EXPORTED char *web_lint(const char *name, const char *text, size_t size) {
    const struct lint_settings settings = {.search_path = PLIM_POLICY_DIR, .now = clock_now()};
    struct lint_text lint;
    struct text out = {0};
    struct json json = {.out = &out, .compact = true};
    lint_text(&lint, &settings, name, text, size);
    json_begin(&json, NULL, '{');
    json_bool(&json, "sound", lint.sound);
    json_begin(&json, "diagnostics", '[');
    put_diagnostics(&json, lint.sound ? lint.found : lint.program->diagnostics);
    json_end(&json, ']');
    json_end(&json, '}');
    lint_text_clear(&lint);
    return out.data;
}

// ---- the language server ----

// What the server answers to messages, each with its header, from the first to the last: a whole
// session. NULL where there is no memory for it.
EXPORTED char *web_serve(char *messages, size_t size) {
    char *answers = NULL;
    size_t answered;
    FILE *in = fmemopen(messages, size, "r"), *out = open_memstream(&answers, &answered);
    if (in != NULL && out != NULL)
        lsp_serve(in, out, PLIM_POLICY_DIR);
    if (in != NULL)
        fclose(in);
    if (out != NULL)
        fclose(out);
    return answers;
}

EXPORTED const char *web_version(void) {
    return PACKAGE_VERSION;
}
