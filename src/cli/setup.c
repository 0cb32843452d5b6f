// Programs, diagnostics and the time of the run.
#include "config.h"

#include "cli/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cli/option.h"

void setup_search_path(struct text *path) {
    const char *own = getenv("PLIMSOLL_PATH");
    text_addf(path, "%s%s%s", own != NULL ? own : "", own != NULL ? ":" : "", PLIM_POLICY_DIR);
}

struct session *setup_session(void) {
    struct text path = {0};
    setup_search_path(&path);
    struct session *session = session_new(text_data(&path));
    text_clear(&path);
    return session;
}

static void set(struct session *session, const char *setting) {
    const char *equals = strchr(setting, '=');
    struct arena *arena = session->program->arena;
    session_set(session, arena_copy(arena, setting, (size_t)(equals - setting)), equals + 1);
}

void setup_settings(struct request *request) {
    for (size_t i = 0; i < request->params_count; i++)
        session_add_settings(request->session, request->params[i]);
    for (size_t i = 0; i < request->setting_count; i++)
        set(request->session, request->settings[i]);
}

void setup_policies(struct request *request) {
    request->session = setup_session();
    for (size_t i = 0; i < request->operand_count; i++)
        session_add_file(request->session, request->operands[i]);
    for (size_t i = 0; i < request->waiver_count; i++)
        session_add_waivers(request->session, request->waivers[i]);
    if (request->max_waiver != NULL)
        session_set_max_waiver(request->session, request->max_waiver);
    setup_settings(request);
}

void setup_check(struct request *request) {
    session_check(request->session);
    program_limit_waivers(request->session->program, request->now);
}

struct session *setup_model(const char *model) {
    struct session *session = setup_session();
    session->everything = true;
    session_use_facts(session, model != NULL ? model : USUAL_MODEL);
    return session;
}

void setup_question(struct request *request, const char *expression) {
    struct session *session = request->session = setup_model(request->model);
    session->everything = request->from.change_count > 0;
    setup_settings(request);
    session_ask(session, expression);
    session_check(session);
}

bool setup_diagnose(const struct session *session) {
    const struct program *program = session->program;
    struct text out = {0};
    diagnostics_render(program->diagnostics, &out);
    fflush(stdout); // what was printed before stands before it
    if (out.size > 0)
        fputs(text_data(&out), stderr);
    text_clear(&out);
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

bool setup_setting(const char *command, const char *value) {
    const char *equals = strchr(value, '=');
    return (equals != NULL && equals > value) ||
           complain(command, "--set %s: write NAME=VALUE, such as host_reserve='4 GiB'", value);
}

bool setup_now(const char *command, const char *value, int64_t *now) {
    if (time_parse(value, strlen(value), false, now))
        return true;
    return complain(command, "--now %s is no time; write it like 2026-11-23T10:00:00Z", value);
}
