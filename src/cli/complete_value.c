// Completion of values by their kinds, and of what the policies on the line hold.
#include "config.h"

#include "cli/complete.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/setup.h"
#include "program/program_list.h"
#include "report/describe.h"

static const char *const policy_files[] = {".plim", NULL};
static const char *const facts_files[] = {".json", ".ndjson", ".jsonl", NULL};
static const char *const node_files[] = {".xml", NULL};

// How the URIs of hosts begin, which libvirt is asked by.
static const struct completion uris[] = {
    {"qemu+ssh://", "a KVM host, over SSH"},
    {"qemu+tls://", "a KVM host, over TLS"},
    {"qemu:///system", "the KVM host that this is"},
    {"test:", "a host that libvirt simulates by a node file"},
    {"test:///default", "a small host that libvirt simulates"},
};

// ---- the policies on the line ----

// Adds a policy by its name or file, or those of a folder, unless reading that may take long.
static bool add_policy(struct completing *completing, const char *value) {
    const char *path = complete_readable(completing, value);
    bool other = path == NULL && access(value, F_OK) == 0 && !is_folder(value);
    if (!other)
        session_add_file(completing->session, path != NULL ? path : value);
    return !other;
}

// Adds all of them; returns whether there is one.
static bool add_policies(struct completing *completing) {
    bool any = false;
    for (size_t i = 0; i < completing->given_count; i++)
        if (completing->given[i].kind == VALUE_POLICY)
            any |= add_policy(completing, completing->given[i].value);
    return any && session_check(completing->session);
}

// The model or policy of --use; NULL where there is none.
static const char *model_name(const struct completing *completing) {
    const char *name = NULL;
    for (size_t i = 0; i < completing->given_count; i++)
        if (completing->given[i].kind == VALUE_MODEL)
            name = completing->given[i].value;
    return name;
}

struct session *complete_session(struct completing *completing) {
    if (completing->session != NULL)
        return completing->session;
    completing->session = setup_session();
    completing->session->everything = true;
    if (!add_policies(completing) && !completing->session->loadable) {
        session_free(completing->session);
        completing->session = setup_model(model_name(completing));
        session_check(completing->session);
    }
    return completing->session;
}

static void add_rules(struct completing *completing, const struct policy *policy, bool named) {
    struct arena *arena = completing->arena;
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        const struct rule *rule = &policy->rules[i];
        complete_add(completing,
                     named ? arena_printf(arena, "%s/%s", policy->name, rule->name) : rule->name,
                     rule->title);
    }
}

static void add_tags(struct completing *completing, const struct policy *policy, bool named) {
    (void)named;
    for (uint32_t i = 0; i < policy->rule_count; i++)
        for (uint32_t t = 0; t < policy->rules[i].tag_count; t++)
            complete_add(completing, policy->rules[i].tags[t], "");
}

static void add_params(struct completing *completing, const struct policy *policy, bool named) {
    struct arena *arena = completing->arena;
    for (uint32_t i = 0; i < policy->param_count; i++) {
        const struct param *param = &policy->params[i];
        const char *before = named ? arena_printf(arena, "%s/", policy->name) : "";
        const char *about =
            param->description[0] != '\0' ? param->description : type_text(arena, &param->type);
        complete_add(completing, arena_printf(arena, "%s%s=", before, param->name), about);
    }
}

// Adds what each policy holds: by POLICY/NAME once the word has a slash, before that by names that
// can go on so.
static void each_policy(struct completing *completing,
                        void (*add)(struct completing *, const struct policy *, bool named)) {
    const struct session *session = complete_session(completing);
    const struct program *program = session->program;
    bool named = strchr(completing->word, '/') != NULL;
    for (uint32_t i = 0; session->understood && i < program->policy_count; i++)
        add(completing, program->policies[i], named);
}

static void add_prefixes(struct completing *completing) {
    const struct program *program = complete_session(completing)->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (strchr(completing->word, '/') == NULL && completing->word[0] != '\0')
            complete_add(completing,
                         arena_printf(completing->arena, "%s/", program->policies[i]->name),
                         program->policies[i]->title);
}

// "NAME=…" or "POLICY/NAME=…"
static bool is_param(const struct policy *policy, const struct param *param, const char *word,
                     size_t length) {
    size_t before = strlen(policy->name);
    if (length > before && strncmp(word, policy->name, before) == 0 && word[before] == '/') {
        word += before + 1;
        length -= before + 1;
    }
    return strlen(param->name) == length && strncmp(param->name, word, length) == 0;
}

static void complete_param_value(struct completing *completing, size_t length) {
    const struct session *session = complete_session(completing);
    const char *word = completing->word;
    complete_enter(completing, length + 1);
    for (uint32_t p = 0; session->understood && p < session->program->policy_count; p++) {
        const struct policy *policy = session->program->policies[p];
        for (uint32_t i = 0; i < policy->param_count; i++)
            if (is_param(policy, &policy->params[i], word, length))
                complete_type(completing, &policy->params[i].type);
    }
}

static void complete_param(struct completing *completing) {
    size_t length = strcspn(completing->word, "=");
    if (completing->word[length] == '=') {
        complete_param_value(completing, length);
    } else {
        each_policy(completing, add_params);
        add_prefixes(completing);
    }
}

void complete_type(struct completing *completing, const struct type *type) {
    for (uint32_t i = 0; i < type->choice_count && type->kind == TYPE_ENUM; i++)
        complete_add(completing, type->choices[i], "");
    if (type->kind == TYPE_BOOL) {
        complete_add(completing, "true", "");
        complete_add(completing, "false", "");
    }
}

// ---- policies and models by name ----

enum { POLICY_HEAD = 1 << 16 }; // bytes of a file in which a policy has begun

// Whether a file begins as a policy does: settings, waivers and fact models do not.
static bool is_policy(struct completing *completing, const char *path) {
    struct text text = {0};
    bool is = false;
    if (complete_readable(completing, path) != NULL && file_read(path, POLICY_HEAD, &text) == 0) {
        const char *at = text_data(&text);
        while (*at == '#' || *at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
            at += *at == '#' ? strcspn(at, "\n") : 1;
        is = strncmp(at, "policy ", 7) == 0;
    }
    text_clear(&text);
    return is;
}

static void add_names(struct completing *completing, const char *folder) {
    struct session *session = setup_session();
    struct listed_files files = list_search_path(session->program, folder);
    for (size_t i = 0; i < files.count; i++) {
        const struct listed_file *file = &files.items[i];
        bool begun = strncmp(file->name, completing->word, strlen(completing->word)) == 0;
        if (begun &&
            (folder[0] != '\0' || (!listed_is_test(file) && is_policy(completing, file->path))))
            complete_add(completing, file->name, folder[0] != '\0' ? "fact model" : "policy");
    }
    session_free(session);
}

static void complete_policy(struct completing *completing) {
    add_names(completing, "");
    complete_files(completing, policy_files);
}

static void add_answers(struct completing *completing, const struct program *program,
                        const struct policy *policy) {
    struct reads reads = reads_new(completing->arena, program, policy);
    for (uint32_t i = 0; i < policy->rule_count; i++)
        reads_add_rule(&reads, &policy->rules[i]);
    for (size_t i = 0; i < reads.answer_count; i++) {
        const char *answer = reads.answers[i], *brace = strchr(answer, '{');
        const char *dot = brace != NULL ? strchr(brace, '.') : NULL;
        const char *end = dot != NULL ? strchr(dot, '}') : NULL;
        if (brace == NULL)
            complete_add(completing, answer, policy->name);
        else if (end != NULL)
            complete_keys(completing,
                          arena_copy(completing->arena, brace + 1, (size_t)(dot - brace - 1)),
                          arena_copy(completing->arena, answer, (size_t)(brace - answer)), end + 1);
    }
}

// Adds the policy of --use, or all that can be named.
static void add_asking(struct completing *completing, struct session *session) {
    const char *name = model_name(completing);
    if (name != NULL) {
        session_add_file(session, name);
        return;
    }
    struct listed_files files = list_search_path(session->program, "");
    for (size_t i = 0; i < files.count; i++)
        if (!listed_is_test(&files.items[i]) && is_policy(completing, files.items[i].path))
            session_add_file(session, files.items[i].path);
}

void complete_answers(struct completing *completing) {
    struct session *session = setup_session();
    add_asking(completing, session);
    session_check(session);
    for (uint32_t i = 0; session->understood && i < session->program->policy_count; i++)
        add_answers(completing, session->program, session->program->policies[i]);
    session_free(session);
}

// ---- by kind ----

static void complete_words_of(struct completing *completing, enum value_kind kind, bool file) {
    const char *word, *value = completing->word;
    size_t length = strcspn(value, "=");
    if (file && value[length] == '=') {
        complete_enter(completing, length + 1);
        complete_files(completing, NULL);
        return;
    }
    for (size_t i = 0; (word = value_word(kind, i)) != NULL; i++) {
        complete_add(completing, word, "");
        if (file && value[0] != '\0')
            complete_add(completing, arena_printf(completing->arena, "%s=", word), "to a file");
    }
}

// FILE, or LIST=FILE
static void complete_facts(struct completing *completing) {
    const char *equals = strchr(completing->word, '=');
    if (equals != NULL)
        complete_enter(completing, (size_t)(equals - completing->word) + 1);
    complete_files(completing, facts_files);
}

static void complete_uri(struct completing *completing) {
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++)
        complete_add(completing, uris[i].text, uris[i].about);
    if (strncmp(completing->word, "test:", 5) == 0 && completing->word[5] != '/') {
        complete_enter(completing, 5);
        complete_files(completing, node_files);
    }
}

static void complete_named_uri(struct completing *completing) {
    const char *equals = strchr(completing->word, '=');
    if (equals == NULL)
        return;
    complete_enter(completing, (size_t)(equals - completing->word) + 1);
    complete_uri(completing);
}

static void complete_host(struct completing *completing) {
    complete_keys(completing, "host", "", "");
    complete_uri(completing);
    if (strstr(completing->lead, "test:") == NULL)
        complete_files(completing, facts_files);
}

void complete_value(struct completing *completing, enum value_kind kind) {
    switch (kind) {
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_TIME:
    case VALUE_COMMAND:
    case VALUE_KINDS:
        return;
    case VALUE_FILE:
    case VALUE_HOSTS:
        complete_files(completing, NULL);
        return;
    case VALUE_FOLDER:
        complete_folders(completing);
        return;
    case VALUE_POLICY:
        complete_policy(completing);
        return;
    case VALUE_MODEL:
        add_names(completing, "facts/");
        complete_policy(completing);
        return;
    case VALUE_TESTS:
    case VALUE_SETTINGS:
    case VALUE_WAIVERS:
        complete_files(completing, policy_files);
        return;
    case VALUE_RULE:
        each_policy(completing, add_rules);
        add_prefixes(completing);
        return;
    case VALUE_TAG:
        each_policy(completing, add_tags);
        return;
    case VALUE_PARAM:
        complete_param(completing);
        return;
    case VALUE_FACTS:
        complete_facts(completing);
        return;
    case VALUE_HOST:
        complete_host(completing);
        return;
    case VALUE_URI:
        complete_uri(completing);
        return;
    case VALUE_NAMED_URI:
        complete_named_uri(completing);
        return;
    case VALUE_SELECTION:
        complete_selection(completing);
        return;
    case VALUE_LIST:
        complete_list(completing);
        return;
    case VALUE_CHANGE:
        complete_path(completing, true, true);
        return;
    case VALUE_FACT:
        complete_path(completing, true, false);
        return;
    case VALUE_COLUMNS:
        complete_path(completing, false, false);
        return;
    case VALUE_ANSWER:
        complete_answers(completing);
        return;
    case VALUE_EXPRESSION:
        complete_expression(completing);
        return;
    case VALUE_REPORT:
    case VALUE_TEST_REPORT:
    case VALUE_DIFF_REPORT:
    case VALUE_MERGED:
        complete_words_of(completing, kind, true);
        return;
    case VALUE_LINT_REPORT:
    case VALUE_LINT_RULE:
    case VALUE_SHELL:
    case VALUE_SEVERITY:
    case VALUE_ROLE:
    case VALUE_STRICT:
    case VALUE_COLOUR:
    case VALUE_FORMAT:
    case VALUE_LISTING:
        complete_words_of(completing, kind, false);
        return;
    }
}
