// The public library: handles around programs, stores and findings.
#include "config.h"

#include "plimsoll_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "facts/load.h"
#include "report/digest.h"
#include "report/report.h"

struct setting {
    const char *name, *value;
};

struct plim_policy {
    struct program *program;
    struct setting *settings;
    size_t setting_count, setting_room;
    struct digest digest; // of what the policy contributes
    const char *messages;
    bool checked;
    int status; // of the check
};

struct plim_facts {
    const struct plim_policy *policy;
    struct arena *arena;
    struct diagnostics *diagnostics; // its own, so that facts may be loaded in several threads
    struct load_options options;
    struct loader *loader;
    struct store *store;
    struct digest digest;
    char digest_text[DIGEST_TEXT];
    const char *messages;
};

const char *plim_version(void) {
    return PACKAGE_VERSION;
}

const char *plim_verdict_text(enum plim_verdict verdict) {
    return verdict_text((enum verdict)verdict);
}

static const char *keep(struct arena *arena, const char *text) {
    return arena_copy(arena, text, strlen(text));
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
    struct program *program = program_new(search_path != NULL ? search_path : PLIM_POLICY_DIR);
    struct plim_policy *policy = ARENA_NEW(program->arena, struct plim_policy);
    policy->program = program;
    policy->messages = "";
    digest_init(&policy->digest);
    return policy;
}

void plim_policy_free(plim_policy *policy) {
    if (policy != NULL)
        program_free(policy->program);
}

void plim_policy_add_file(plim_policy *policy, const char *path_or_name) {
    program_add_file(policy->program, path_or_name);
}

void plim_policy_add_text(plim_policy *policy, const char *name, const char *text, size_t size) {
    program_add_text(policy->program, name, text, size);
}

void plim_policy_set(plim_policy *policy, const char *name, const char *value) {
    struct arena *arena = policy->program->arena;
    struct setting setting = {keep(arena, name), keep(arena, value)};
    ARENA_PUSH(arena, policy->settings, policy->setting_count, policy->setting_room) = setting;
}

static void apply_settings(struct plim_policy *policy) {
    for (size_t i = 0; i < policy->setting_count; i++) {
        const struct setting *setting = &policy->settings[i];
        digest_add_text(&policy->digest, setting->name);
        digest_add_text(&policy->digest, setting->value);
        program_set(policy->program, setting->name, setting->value);
    }
    program_complete(policy->program);
}

int plim_policy_check(plim_policy *policy) {
    struct program *program = policy->program;
    if (policy->checked)
        return policy->status;
    policy->checked = true;
    bool sound = program_check(program);
    digest_add_text(&policy->digest, PACKAGE_VERSION);
    digest_add_sources(&policy->digest, program->sources);
    if (sound) {
        apply_settings(policy);
        findings_want_reasons(program);
    }
    policy->messages = render(program->diagnostics, program->arena);
    policy->status = diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0 ? 0 : -1;
    return policy->status;
}

const char *plim_policy_messages(const plim_policy *policy) {
    return policy->messages;
}

// ---- facts ----

plim_facts *plim_facts_new(const plim_policy *policy) {
    struct arena *arena = arena_new();
    struct plim_facts *facts = ARENA_NEW(arena, struct plim_facts);
    const struct program *program = policy->program;
    facts->policy = policy;
    facts->arena = arena;
    facts->diagnostics = diagnostics_new(arena, program->sources);
    facts->messages = "";
    digest_init(&facts->digest);
    struct load_options options = {
        .wanted_columns = program->wanted->columns,
        .wanted_spaces = program->wanted->spaces,
        .observe = digest_observe,
        .state = &facts->digest,
    };
    facts->loader = loader_new(program->model, &options, facts->diagnostics);
    return facts;
}

void plim_facts_free(plim_facts *facts) {
    if (facts == NULL)
        return;
    if (facts->loader != NULL)
        loader_free(facts->loader);
    store_free(facts->store);
    arena_free(facts->arena);
}

void plim_facts_add_file(plim_facts *facts, const char *file) {
    digest_add(&facts->digest, file, loader_list_length(file));
    loader_add_file(facts->loader, file);
}

void plim_facts_add_text(plim_facts *facts, const char *name, const char *text, size_t size) {
    digest_add_text(&facts->digest, "");
    loader_add_text(facts->loader, name, text, size);
}

void plim_facts_take(plim_facts *facts, const char *file, const char *root) {
    digest_add_text(&facts->digest, "take");
    digest_add_text(&facts->digest, root);
    loader_take(facts->loader, file, root);
}

void plim_facts_pick(plim_facts *facts, const char *list, const char *key, const char *root) {
    digest_add_text(&facts->digest, "pick");
    digest_add_text(&facts->digest, list);
    digest_add_text(&facts->digest, key);
    digest_add_text(&facts->digest, root);
    loader_pick(facts->loader, list, key, root);
}

void plim_facts_select(plim_facts *facts, const char *list, const char *glob) {
    digest_add_text(&facts->digest, "select");
    digest_add_text(&facts->digest, list);
    digest_add_text(&facts->digest, glob);
    loader_select(facts->loader, list, glob);
}

void plim_facts_be_strict(plim_facts *facts) {
    loader_be_strict(facts->loader);
}

int plim_facts_load(plim_facts *facts) {
    if (facts->loader == NULL) // loaded already
        return facts->store != NULL ? 0 : -1;
    facts->store = loader_finish(facts->loader);
    facts->loader = NULL;
    facts->messages = render(facts->diagnostics, facts->arena);
    digest_end(&facts->digest, facts->digest_text);
    return facts->store != NULL ? 0 : -1;
}

const char *plim_facts_messages(const plim_facts *facts) {
    return facts->messages;
}

// ---- evaluation ----

static int64_t clock_now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    return (int64_t)moment.tv_sec * 1000000000 + moment.tv_nsec;
}

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

static const char *make_digest(const struct plim_result *result, const plim_policy *policy,
                               const plim_facts *facts) {
    struct digest digest = policy->digest;
    char now[TIME_TEXT], *text = arena_alloc(result->arena, DIGEST_TEXT);
    time_format(result->findings->now, now);
    for (uint32_t i = 0; i < result->findings->rule_count; i++)
        digest_add_text(&digest, result->findings->rules[i].rule->name);
    digest_add_text(&digest, result->never_fail ? "never" : severity_text(result->fail_on));
    digest_add_text(&digest, facts->digest_text);
    digest_add_text(&digest, now);
    digest_end(&digest, text);
    return text;
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
    if (facts->store == NULL)
        return NULL;
    plim_options options = options_of(given);
    struct arena *arena = arena_new();
    struct plim_result *result = ARENA_NEW(arena, struct plim_result);
    result->arena = arena;
    result->program = policy->program;
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
    };
    result->findings = findings_make(policy->program, facts->store, &how, arena);
    if (result->findings == NULL) {
        arena_free(arena);
        return NULL;
    }
    result->digest = make_digest(result, policy, facts);
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
