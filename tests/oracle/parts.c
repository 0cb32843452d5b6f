// A policy in several files, with what they set, skip and import, against one file in which all of
// that is written.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account.h"
#include "case.h"

// ---- what is different ----

static const struct {
    const char *name, *values[4];
} params[] = {
    {"p_size", {"0 B", "1 KiB", "6 GiB", "4 GiB"}},
    {"p_whole", {"-3", "0", "4", "9"}},
    {"p_part", {"-1.5", "0", "25%", "10"}},
    {"p_text", {"\"\"", "\"d1\"", "\"b*\"", "\"1.10\""}},
    {"p_on", {"false", "false", "true", "false"}},
    {"p_texts", {"[\"b\"]", "[\"d1\", \"d1\"]", "[\"a\", \"b\", \"red\"]", "[\"b\", \"a\"]"}},
};
enum { PARAMS = sizeof params / sizeof *params, RULES = 16, LAYERS = 4 };

// The nearest layer wins: a policy that uses that of the case, one that uses both, a file of
// settings, and --set.
enum { MIDDLE, OUTER, SETTINGS, OPTIONS };

struct wish {
    const char *values[LAYERS][PARAMS]; // NULL: not set
    const char *severities[OUTER + 1][RULES];
    bool skips[OUTER + 1][RULES];
};

struct parts {
    struct trial *trial;
    struct random random;
    struct arena *arena;
    char *folder;             // of the files
    const char *rules[RULES]; // their names
    uint32_t rule_count;
    const char **files; // that were written
    size_t file_count, file_room;
    struct text *wrong;
};

static void find_rules(struct parts *parts) {
    const char *at = parts->trial->policy;
    while ((at = strstr(at, "\nrule ")) != NULL && parts->rule_count < RULES) {
        at += strlen("\nrule ");
        parts->rules[parts->rule_count++] = arena_copy(parts->arena, at, strcspn(at, " "));
    }
}

// For the layers before `layers`.
static struct wish grow_wish(struct parts *parts, int layers) {
    static const char *const levels[] = {"error", "warning", "info"};
    struct random *random = &parts->random;
    struct wish wish = {0};
    for (int layer = 0; layer < layers; layer++)
        for (int i = 0; i < PARAMS; i++)
            if (random_percent(random, 25))
                wish.values[layer][i] = RANDOM_OF(random, params[i].values);
    for (int layer = 0; layer <= OUTER; layer++)
        for (uint32_t i = 0; i < parts->rule_count; i++) {
            wish.skips[layer][i] = random_percent(random, 20);
            if (!wish.skips[layer][i] && random_percent(random, 25))
                wish.severities[layer][i] = RANDOM_OF(random, levels);
        }
    return wish;
}

static const char *severity_of(const struct wish *wish, uint32_t rule) {
    return wish->severities[OUTER][rule] != NULL ? wish->severities[OUTER][rule]
                                                 : wish->severities[MIDDLE][rule];
}

static bool is_skipped(const struct wish *wish, uint32_t rule) {
    return wish->skips[OUTER][rule] ||
           (wish->skips[MIDDLE][rule] && wish->severities[OUTER][rule] == NULL);
}

// A rule that is skipped may be all that counts: then the run is unknown, not what the others are.
static bool skips_any(const struct parts *parts, const struct wish *wish) {
    bool any = false;
    for (uint32_t i = 0; i < parts->rule_count; i++)
        any |= is_skipped(wish, i);
    return any;
}

// ---- one file ----

// The text with `with` in place of what stands from `begin` to `end`.
static const char *replaced(struct parts *parts, const char *text, const char *begin,
                            const char *end, const char *with) {
    const char *before = arena_copy(parts->arena, text, (size_t)(begin - text));
    return arena_printf(parts->arena, "%s%s%s", before, with, end);
}

static const char *with_value(struct parts *parts, const char *text, const char *name,
                              const char *value) {
    const char *begin = strstr(text, arena_printf(parts->arena, "\nparam %s: ", name));
    begin = strstr(begin, " = ") + strlen(" = ");
    return replaced(parts, text, begin, strchr(begin, '\n'), value);
}

static const char *find_rule(struct parts *parts, const char *text, uint32_t rule) {
    return strstr(text, arena_printf(parts->arena, "\nrule %s \"", parts->rules[rule]));
}

static const char *with_severity(struct parts *parts, const char *text, uint32_t rule,
                                 const char *severity) {
    static const char word[] = "    severity ";
    const char *begin = strchr(find_rule(parts, text, rule) + 1, '\n') + 1, *end = begin;
    if (strncmp(begin, word, strlen(word)) == 0)
        end = strchr(begin, '\n') + 1;
    return replaced(parts, text, begin, end, arena_printf(parts->arena, "%s%s\n", word, severity));
}

static const char *without_rule(struct parts *parts, const char *text, uint32_t rule) {
    const char *begin = find_rule(parts, text, rule);
    return replaced(parts, text, begin, strstr(begin, "\n}\n") + strlen("\n}"), "");
}

// NULL where every rule is skipped.
static const char *written(struct parts *parts, const struct wish *wish) {
    const char *text = parts->trial->policy;
    uint32_t left = 0;
    for (int i = 0; i < PARAMS; i++)
        for (int layer = 0; layer < LAYERS; layer++)
            if (wish->values[layer][i] != NULL)
                text = with_value(parts, text, params[i].name, wish->values[layer][i]);
    for (uint32_t i = 0; i < parts->rule_count; i++) {
        bool skipped = is_skipped(wish, i);
        left += !skipped;
        if (skipped)
            text = without_rule(parts, text, i);
        else if (severity_of(wish, i) != NULL)
            text = with_severity(parts, text, i, severity_of(wish, i));
    }
    return left > 0 ? text : NULL;
}

// ---- several files ----

static const char *path_of(struct parts *parts, const char *name) {
    return arena_printf(parts->arena, "%s/%s.plim", parts->folder, name);
}

static void write_file(struct parts *parts, const char *name, const char *text) {
    const char *path = path_of(parts, name);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return;
    fputs(text, file);
    fclose(file);
    ARENA_PUSH(parts->arena, parts->files, parts->file_count, parts->file_room) = path;
}

static const char *settings_of(struct parts *parts, const struct wish *wish, int layer,
                               const char *before) {
    const char *text = "";
    for (int i = 0; i < PARAMS; i++)
        if (wish->values[layer][i] != NULL)
            text = arena_printf(parts->arena, "%sset %s%s = %s\n", text, before, params[i].name,
                                wish->values[layer][i]);
    return text;
}

static const char *tailoring_of(struct parts *parts, const struct wish *wish, int layer) {
    const char *text = settings_of(parts, wish, layer, "");
    for (uint32_t i = 0; i < parts->rule_count; i++) {
        const char *severity = wish->severities[layer][i];
        if (severity != NULL)
            text =
                arena_printf(parts->arena, "%sseverity %s = %s\n", text, parts->rules[i], severity);
        if (wish->skips[layer][i])
            text = arena_printf(parts->arena, "%sskip %s because \"so\"\n", text, parts->rules[i]);
    }
    return arena_printf(parts->arena, "use policy \"random.plim\" {\n%s}\n", text);
}

static const char *head(struct parts *parts, const char *name) {
    return arena_printf(parts->arena, "policy %s\nuse facts oracle 1\n", name);
}

// The policy of the case; or its params and defines in a file that the rest of it imports.
static void write_base(struct parts *parts) {
    const char *policy = parts->trial->policy;
    const char *begin = strstr(policy, "\nparam ") + 1, *rules = strstr(policy, "\nrule ") + 1;
    if (random_percent(&parts->random, 50)) {
        const char *words = arena_copy(parts->arena, begin, (size_t)(rules - begin));
        write_file(parts, "words", arena_printf(parts->arena, "%s%s", head(parts, "words"), words));
        policy = replaced(parts, policy, begin, rules, "");
        const char *place = strstr(policy, "use facts oracle 1\n") + strlen("use facts oracle 1\n");
        policy = replaced(parts, policy, place, place, "import \"words.plim\"\n");
    }
    write_file(parts, "random", policy);
}

// NAME uses the policy of the case as `wish` has it, by itself and by way of another.
static void write_user(struct parts *parts, const struct wish *wish, const char *name) {
    const char *middle = arena_printf(parts->arena, "%s_middle", name);
    const char *text = tailoring_of(parts, wish, MIDDLE);
    write_file(parts, middle, arena_printf(parts->arena, "%s%s", head(parts, middle), text));
    text = tailoring_of(parts, wish, OUTER);
    write_file(parts, name,
               arena_printf(parts->arena, "%suse policy \"%s.plim\"\n%s", head(parts, name), middle,
                            text));
}

// ---- judged ----

// Without the rules that are skipped; whole: with the verdict of the run.
static void account_run(struct text *out, const struct findings *findings, bool whole,
                        struct arena *arena) {
    static const char by[] = "skipped by ";
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *rule = &findings->rules[i];
        if (rule->skipped == NULL || strncmp(rule->skipped, by, strlen(by)) != 0)
            account_found_rule(out, rule, arena);
    }
    if (whole)
        account_verdict(out, findings->verdict);
}

// The account of a session whose policies and settings were added; mistakes of them are wrong.
static enum judged judge(struct parts *parts, struct session *session, bool whole,
                         struct text *out) {
    struct trial other = *parts->trial;
    const char *digest;
    bool sound = session_check(session);
    other.session = session;
    other.program = session->program;
    if (!sound)
        diagnostics_render(session->program->diagnostics, parts->wrong);
    struct session_facts *facts = sound ? trial_load(&other) : NULL;
    if (facts == NULL)
        return JUDGED_REFUSED;
    struct verdict_options options = trial_options(&other);
    struct findings *findings = session_evaluate(session, facts, &options, parts->arena, &digest);
    if (findings != NULL)
        account_run(out, findings, whole, parts->arena);
    session_facts_free(facts);
    return findings != NULL ? JUDGED : JUDGED_NEVER;
}

static enum judged judge_written(struct parts *parts, const char *policy, bool whole,
                                 struct text *out) {
    struct session *session = session_new(trial_model_folder());
    session_add_text(session, "written.plim", policy, strlen(policy));
    enum judged judged = judge(parts, session, whole, out);
    session_free(session);
    return judged;
}

static void compare(struct parts *parts, enum judged judged, const struct text *want,
                    const struct text *got, const char *what, const char *text) {
    if (judged == JUDGED_REFUSED)
        text_addf(parts->wrong, "refused: %s\n%s", what, text);
    else if (judged == JUDGED && strcmp(text_data(want), text_data(got)) != 0)
        text_addf(parts->wrong, "%s\n%s--- written\n%s--- in parts\n%s", what, text,
                  text_data(want), text_data(got));
}

static const char *shown(struct parts *parts, const struct wish *wish) {
    const char *text = "";
    for (int layer = 0; layer <= OUTER; layer++)
        text = arena_printf(parts->arena, "%s%s", text, tailoring_of(parts, wish, layer));
    for (int layer = SETTINGS; layer < LAYERS; layer++)
        text = arena_printf(parts->arena, "%s%s", text, settings_of(parts, wish, layer, "-- "));
    return text;
}

// A value as --set has it: without quotes and brackets.
static const char *plain(struct parts *parts, const char *value) {
    char *text = arena_text(parts->arena, value), *out = text;
    for (const char *at = value; *at != '\0'; at++)
        if (strchr("\"[]", *at) == NULL)
            *out++ = *at;
    *out = '\0';
    return text;
}

static void try_layers(struct parts *parts) {
    struct wish wish = grow_wish(parts, LAYERS);
    const char *policy = written(parts, &wish), *settings = settings_of(parts, &wish, SETTINGS, "");
    struct text want = {0}, got = {0};
    if (policy == NULL)
        return;
    write_user(parts, &wish, "user");
    write_file(parts, "settings", settings);
    struct session *session = session_new(trial_model_folder());
    session_add_file(session, path_of(parts, "user"));
    if (settings[0] != '\0')
        session_add_settings(session, path_of(parts, "settings"));
    for (int i = 0; i < PARAMS; i++)
        if (wish.values[OPTIONS][i] != NULL)
            session_set(session, params[i].name, plain(parts, wish.values[OPTIONS][i]));
    bool whole = !skips_any(parts, &wish);
    enum judged judged = judge(parts, session, whole, &got);
    if (judged == JUDGED)
        judged = judge_written(parts, policy, whole, &want);
    compare(parts, judged, &want, &got, "by all layers", shown(parts, &wish));
    session_free(session);
    text_clear(&want);
    text_clear(&got);
}

// Two that use the policy of the case, each in its own way, in one run.
static void try_two(struct parts *parts) {
    static const char *const names[] = {"one", "two"};
    struct session *session = session_new(trial_model_folder());
    struct text want = {0}, got = {0};
    const char *both = "";
    enum judged judged = JUDGED;
    for (int i = 0; i < 2; i++) {
        struct wish wish = grow_wish(parts, OUTER + 1);
        const char *policy = written(parts, &wish);
        write_user(parts, &wish, names[i]);
        session_add_file(session, path_of(parts, names[i]));
        if (judged == JUDGED)
            judged = policy != NULL ? judge_written(parts, policy, false, &want) : JUDGED_NEVER;
        both = arena_printf(parts->arena, "%s# %s\n%s", both, names[i], shown(parts, &wish));
    }
    if (judged == JUDGED)
        judged = judge(parts, session, false, &got);
    compare(parts, judged, &want, &got, "by two in one run", both);
    session_free(session);
    text_clear(&want);
    text_clear(&got);
}

enum judged trial_judge_parts(struct trial *trial, struct text *wrong) {
    struct parts parts = {
        .trial = trial, .random = random_new(trial->seed), .arena = arena_new(), .wrong = wrong};
    const char *place = getenv("TMPDIR");
    parts.folder = arena_printf(parts.arena, "%s/oracle.XXXXXX", place != NULL ? place : "/tmp");
    bool begun = mkdtemp(parts.folder) != NULL;
    if (begun) {
        find_rules(&parts);
        write_base(&parts);
        try_layers(&parts);
        try_two(&parts);
        for (size_t i = 0; i < parts.file_count; i++)
            unlink(parts.files[i]);
        rmdir(parts.folder);
    }
    arena_free(parts.arena);
    return begun ? JUDGED : JUDGED_NEVER;
}
