// Sessions: each step of a run in its order, and the digest of what went into it.
#include "config.h"

#include "session.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "eval/run.h"
#include "finding/baseline.h"

struct session_setting {
    const char *name, *value;
};

struct session *session_new(const char *search_path) {
    struct program *program = program_new(search_path);
    struct session *session = ARENA_NEW(program->arena, struct session);
    session->program = program;
    return session;
}

void session_free(struct session *session) {
    if (session == NULL)
        return;
    text_clear(&session->list);
    program_free(session->program);
}

void session_add_file(struct session *session, const char *path_or_name) {
    program_add_file(session->program, path_or_name);
}

void session_add_text(struct session *session, const char *name, const char *text, size_t size) {
    program_add_text(session->program, name, text, size);
}

void session_use_facts(struct session *session, const char *name_or_path) {
    program_use_facts(session->program, name_or_path);
}

void session_add_settings(struct session *session, const char *path) {
    program_add_settings(session->program, path);
}

void session_add_waivers(struct session *session, const char *path) {
    program_add_waivers(session->program, path);
}

static const char *keep(struct session *session, const char *text) {
    return arena_copy(session->program->arena, text, strlen(text));
}

void session_set(struct session *session, const char *name, const char *value) {
    struct session_setting setting = {keep(session, name), keep(session, value)};
    ARENA_PUSH(session->program->arena, session->settings, session->setting_count,
               session->setting_room) = setting;
}

void session_set_max_waiver(struct session *session, const char *duration) {
    session->max_waiver = keep(session, duration);
}

void session_ask(struct session *session, const char *expression) {
    session->question = keep(session, expression);
}

// ---- checking ----

// Settings become sources as well, so the policies' are listed before.
static void list_sources(struct session *session) {
    char hash[DIGEST_HEX];
    const struct source *source;
    digest_line(&session->list, "plimsoll", PACKAGE_VERSION, NULL);
    if (!session->digests)
        return;
    for (size_t i = 0; (source = sources_at(session->program->sources, i)) != NULL; i++) {
        digest_bytes(source->text, source->size, hash);
        digest_line(&session->list, "source", hash, NULL);
    }
}

static void apply_settings(struct session *session) {
    program_apply_settings(session->program);
    for (size_t i = 0; i < session->setting_count; i++) {
        const struct session_setting *setting = &session->settings[i];
        digest_line(&session->list, "set", setting->name, setting->value, NULL);
        program_set(session->program, setting->name, setting->value);
    }
    if (!session->open)
        program_complete(session->program);
}

static void apply_waivers(struct session *session) {
    if (session->max_waiver != NULL) {
        digest_line(&session->list, "max-waiver", session->max_waiver, NULL);
        program_set_max_waiver(session->program, session->max_waiver);
    }
    program_check_waivers(session->program);
}

static bool is_judging(const struct program *program, const struct source *source) {
    return program_is_policy(program, source) || program_is_waivers(program, source);
}

// Whether every mistake is one of a policy, a waiver or a setting. A model without a fact is that
// of policies without `use facts`, or one that was not found.
static bool is_model_sound(const struct program *program) {
    const struct diagnostic *one;
    if (program->model->incomplete)
        return false;
    if (program->model->column_count == 0)
        return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0;
    for (size_t index = 0; (one = diagnostics_next(program->diagnostics, &index)) != NULL;)
        if (one->has_span && one->level == DIAGNOSTIC_ERROR &&
            !is_judging(program, sources_find(program->sources, one->span.begin)))
            return false;
    return true;
}

static void check(struct session *session) {
    struct program *program = session->program;
    uint32_t slots;
    session->understood = program_check(program);
    session->loadable = is_model_sound(program);
    list_sources(session);
    if (session->understood) {
        apply_settings(session);
        apply_waivers(session);
        if (session->question != NULL)
            session->expression = program_expression(program, session->question, &slots);
    }
    if (!session->loadable)
        return;
    findings_want_reasons(program);
    if (session->want != NULL)
        session->want(program);
}

bool session_check(struct session *session) {
    if (!session->checked)
        check(session);
    session->checked = true;
    return diagnostics_count(session->program->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

// ---- evaluating ----

static void list_run(struct text *list, const struct findings *findings,
                     const struct verdict_options *options) {
    char steps[24], now[TIME_TEXT];
    struct text id = {0};
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        text_reset(&id);
        text_addf(&id, "%s/%s", findings->rules[i].policy->name, findings->rules[i].rule->name);
        digest_line(list, "rule", text_data(&id), NULL);
    }
    text_clear(&id);
    snprintf(steps, sizeof steps, "%" PRIu64, run_step_limit(options->step_limit));
    time_format(options->now, now);
    digest_line(list, "fail-on", options->never_fail ? "never" : severity_text(options->fail_on),
                NULL);
    if (options->no_waivers)
        digest_line(list, "no-waivers", NULL);
    if (options->baseline != NULL)
        digest_line(list, options->baseline->strict ? "baseline-strict" : "baseline",
                    options->baseline->hash, NULL);
    digest_line(list, "steps", steps, NULL);
    digest_line(list, "now", now, NULL);
}

static const char *make_digest(const struct session *session, const struct session_facts *facts,
                               const struct findings *findings,
                               const struct verdict_options *options, struct arena *arena) {
    struct text list = {0};
    char hash[DIGEST_HEX];
    text_add_bytes(&list, text_data(&session->list), session->list.size);
    text_add_bytes(&list, text_data(&facts->list), facts->list.size);
    list_run(&list, findings, options);
    digest_bytes(text_data(&list), list.size, hash);
    text_clear(&list);
    return arena_printf(arena, "sha256:%s", hash);
}

struct findings *session_evaluate(const struct session *session, const struct session_facts *facts,
                                  const struct verdict_options *options, struct arena *arena,
                                  const char **digest) {
    struct findings *findings = findings_make(session->program, facts->store, options, arena);
    *digest = NULL;
    if (findings != NULL && session->digests)
        *digest = make_digest(session, facts, findings, options, arena);
    return findings;
}

struct evaluation *session_answer(const struct session *session, const struct session_facts *facts,
                                  int64_t now, uint64_t step_limit, struct arena *arena) {
    return evaluation_make(session->program, facts->store, session->expression, now, step_limit,
                           arena);
}
