// The public library: handles around programs, stores and findings.
#include "config.h"

#include "plimsoll_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "report/report.h"
#include "session.h"

struct plim_policy {
    struct session *session;
    const char *messages;
};

struct plim_facts {
    struct arena *arena;
    struct diagnostics *diagnostics; // its own, so that facts may be loaded in several threads
    struct session_facts *facts;
    const char *messages;
};

const char *plim_version(void) {
    return PACKAGE_VERSION;
}

const char *plim_verdict_text(enum plim_verdict verdict) {
    return verdict_text((enum verdict)verdict);
}

static const char *render(struct diagnostics *diagnostics, struct arena *arena) {
    struct text out = {0};
    diagnostics_render(diagnostics, &out);
    const char *kept = text_copy(&out, arena);
    text_clear(&out);
    return kept;
}

// ---- policies ----

plim_policy *plim_policy_new(const char *search_path) {
    struct session *session = session_new(search_path != NULL ? search_path : PLIM_POLICY_DIR);
    session->digests = true;
    struct plim_policy *policy = ARENA_NEW(session->program->arena, struct plim_policy);
    policy->session = session;
    policy->messages = "";
    return policy;
}

void plim_policy_free(plim_policy *policy) {
    if (policy != NULL)
        session_free(policy->session);
}

void plim_policy_add_file(plim_policy *policy, const char *path_or_name) {
    session_add_file(policy->session, path_or_name);
}

void plim_policy_add_text(plim_policy *policy, const char *name, const char *text, size_t size) {
    session_add_text(policy->session, name, text, size);
}

void plim_policy_set(plim_policy *policy, const char *name, const char *value) {
    session_set(policy->session, name, value);
}

int plim_policy_check(plim_policy *policy) {
    struct program *program = policy->session->program;
    bool first = !policy->session->checked;
    int status = session_check(policy->session) ? 0 : -1;
    if (first)
        policy->messages = render(program->diagnostics, program->arena);
    return status;
}

const char *plim_policy_messages(const plim_policy *policy) {
    return policy->messages;
}

// ---- facts ----

plim_facts *plim_facts_new(const plim_policy *policy) {
    struct arena *arena = arena_new();
    struct plim_facts *facts = ARENA_NEW(arena, struct plim_facts);
    facts->arena = arena;
    facts->diagnostics = diagnostics_new(arena, policy->session->program->sources);
    facts->messages = "";
    facts->facts = session_facts_new(policy->session, facts->diagnostics);
    return facts;
}

void plim_facts_free(plim_facts *facts) {
    if (facts == NULL)
        return;
    session_facts_free(facts->facts);
    arena_free(facts->arena);
}

void plim_facts_add_file(plim_facts *facts, const char *file) {
    session_facts_add_file(facts->facts, file);
}

void plim_facts_add_text(plim_facts *facts, const char *name, const char *text, size_t size) {
    session_facts_add_text(facts->facts, name, text, size);
}

void plim_facts_take(plim_facts *facts, const char *file, const char *root) {
    session_facts_take(facts->facts, file, root);
}

void plim_facts_pick(plim_facts *facts, const char *list, const char *key, const char *root) {
    session_facts_pick(facts->facts, list, key, root);
}

void plim_facts_select(plim_facts *facts, const char *list, const char *glob) {
    session_facts_select(facts->facts, list, glob);
}

void plim_facts_be_strict(plim_facts *facts) {
    session_facts_be_strict(facts->facts);
}

int plim_facts_load(plim_facts *facts) {
    bool first = facts->facts->loader != NULL;
    int status = session_facts_load(facts->facts) ? 0 : -1;
    if (first)
        facts->messages = render(facts->diagnostics, facts->arena);
    return status;
}

const char *plim_facts_messages(const plim_facts *facts) {
    return facts->messages;
}

// ---- evaluation ----

// The caller's options may be shorter, from an older header, or longer.
static plim_options options_of(const plim_options *given) {
    plim_options options = PLIM_OPTIONS;
    if (given != NULL)
        memcpy(&options, given, given->size < sizeof options ? given->size : sizeof options);
    if (!options.has_now)
        options.now = clock_now();
    return options;
}

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    const plim_options *options = state;
    return options->chosen(policy->name, rule->name, options->state) != 0;
}

static void index_rules(struct plim_result *result) {
    const struct findings *findings = result->findings;
    result->rules = ARENA_ARRAY(result->arena, struct plim_rule, findings->rule_count);
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        struct plim_rule *rule = &result->rules[i];
        const struct rule_finding *finding = rule->finding = &findings->rules[i];
        rule->place = sources_place(result->program->sources, finding->rule->span.begin);
        rule->requirements =
            ARENA_ARRAY(result->arena, struct plim_requirement, finding->requirement_count);
        for (uint32_t r = 0; r < finding->requirement_count; r++) {
            rule->requirements[r].finding = &finding->requirements[r];
            decimal_format(finding->requirements[r].margin.value,
                           rule->requirements[r].margin_value);
        }
    }
}

plim_result *plim_evaluate(const plim_policy *policy, const plim_facts *facts,
                           const plim_options *given) {
    if (facts->facts->store == NULL)
        return NULL;
    plim_options options = options_of(given);
    struct arena *arena = arena_new();
    struct plim_result *result = ARENA_NEW(arena, struct plim_result);
    result->arena = arena;
    result->program = policy->session->program;
    result->now_given = options.has_now != 0;
    result->never_fail = options.fail_on == PLIM_NEVER;
    result->fail_on =
        options.fail_on >= PLIM_ERROR ? SEVERITY_ERROR : (enum severity)options.fail_on;
    struct verdict_options how = {
        .now = options.now,
        .fail_on = result->fail_on,
        .never_fail = result->never_fail,
        .chosen = options.chosen != NULL ? is_chosen : NULL,
        .state = &options,
        .step_limit = options.steps,
        .failed_shown = options.failed_shown,
        .walked = options.walked,
        .name_unknown = true,
    };
    result->findings =
        session_evaluate(policy->session, facts->facts, &how, arena, &result->digest);
    if (result->findings == NULL) {
        arena_free(arena);
        return NULL;
    }
    index_rules(result);
    return result;
}

void plim_result_free(plim_result *result) {
    if (result != NULL)
        arena_free(result->arena);
}

char *plim_result_report(const plim_result *result, const char *format, size_t *size) {
    const struct report_writer *writer = report_writer_find(format);
    struct report report = {
        .program = result->program,
        .findings = result->findings,
        .version = PACKAGE_VERSION,
        .digest = result->digest,
        .now_given = result->now_given,
        .fail_on = result->fail_on,
        .never_fail = result->never_fail,
    };
    struct text out = {0};
    if (writer == NULL)
        return NULL;
    writer->write(&report, &out);
    if (size != NULL)
        *size = out.size;
    return out.data;
}

void plim_free(char *text) {
    free(text);
}
