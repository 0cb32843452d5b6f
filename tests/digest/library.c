/*
 * Evaluates with the public library what its words say, and prints the JSON report:
 *
 *     policy FILE, policy-text FILE, set NAME VALUE, facts FILE, facts-text FILE, list LIST FILE,
 *     take ROOT FILE, pick KEY ROOT, select LIST GLOB, strict, rule NAME, fail-on SEVERITY,
 *     steps COUNT, shown COUNT, now SECONDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plimsoll.h"

enum { RULES = 8, BYTES = 1 << 20 };

struct job {
    plim_policy *policy;
    plim_facts *facts; /* NULL while the policies are added */
    plim_options options;
    const char *rules[RULES];
    int rule_count;
};

/* The words that say something to the policies, and those that say it to the facts. */
typedef void step(struct job *job, char **values);

static size_t read_file(const char *path, char *text) {
    FILE *file = fopen(path, "rb");
    size_t size = file != NULL ? fread(text, 1, BYTES, file) : 0;
    if (file == NULL || fclose(file) != 0)
        exit(3);
    return size;
}

static void policy(struct job *job, char **values) {
    plim_policy_add_file(job->policy, values[0]);
}

static void policy_text(struct job *job, char **values) {
    static char text[BYTES];
    size_t size = read_file(values[0], text);
    plim_policy_add_text(job->policy, values[0], text, size);
}

static void set(struct job *job, char **values) {
    plim_policy_set(job->policy, values[0], values[1]);
}

static void facts(struct job *job, char **values) {
    plim_facts_add_file(job->facts, values[0]);
}

static void facts_text(struct job *job, char **values) {
    static char text[BYTES];
    size_t size = read_file(values[0], text);
    plim_facts_add_text(job->facts, "a text", text, size);
}

static void list(struct job *job, char **values) {
    char spec[256];
    snprintf(spec, sizeof spec, "%s=%s", values[0], values[1]);
    plim_facts_add_file(job->facts, spec);
}

static void take(struct job *job, char **values) {
    plim_facts_take(job->facts, values[1], values[0]);
}

static void pick(struct job *job, char **values) {
    plim_facts_pick(job->facts, "host", values[0], values[1]);
}

static void select_some(struct job *job, char **values) {
    plim_facts_select(job->facts, values[0], values[1]);
}

static void strict(struct job *job, char **values) {
    (void)values;
    plim_facts_be_strict(job->facts);
}

static void rule(struct job *job, char **values) {
    if (job->rule_count < RULES)
        job->rules[job->rule_count++] = values[0];
}

static void fail_on(struct job *job, char **values) {
    static const char *const names[] = {"info", "warning", "error", "never"};
    for (int i = 0; i < 4; i++)
        if (strcmp(values[0], names[i]) == 0)
            job->options.fail_on = (enum plim_severity)i;
}

static void steps(struct job *job, char **values) {
    job->options.steps = strtoull(values[0], NULL, 10);
}

static void shown(struct job *job, char **values) {
    job->options.failed_shown = (uint32_t)strtoul(values[0], NULL, 10);
}

static void now(struct job *job, char **values) {
    job->options.now = strtoll(values[0], NULL, 10) * 1000000000;
    job->options.has_now = 1;
}

static const struct word {
    const char *name;
    int values;
    int to_facts;
    step *act;
} words[] = {
    {"policy", 1, 0, policy},   {"policy-text", 1, 0, policy_text},
    {"set", 2, 0, set},         {"rule", 1, 0, rule},
    {"fail-on", 1, 0, fail_on}, {"steps", 1, 0, steps},
    {"shown", 1, 0, shown},     {"now", 1, 0, now},
    {"facts", 1, 1, facts},     {"facts-text", 1, 1, facts_text},
    {"list", 2, 1, list},       {"take", 2, 1, take},
    {"pick", 2, 1, pick},       {"select", 2, 1, select_some},
    {"strict", 0, 1, strict},
};
enum { WORDS = sizeof words / sizeof words[0] };

static const struct word *find_word(const char *name) {
    for (int i = 0; i < WORDS; i++)
        if (strcmp(words[i].name, name) == 0)
            return &words[i];
    fprintf(stderr, "there is no word %s\n", name);
    exit(3);
}

static void act(struct job *job, char **argv, int to_facts) {
    for (char **at = argv + 1; *at != NULL;) {
        const struct word *word = find_word(*at++);
        if (word->to_facts == to_facts)
            word->act(job, at);
        at += word->values;
    }
}

static int chosen(const char *of_policy, const char *name, void *state) {
    const struct job *job = state;
    (void)of_policy;
    for (int i = 0; i < job->rule_count; i++)
        if (strcmp(job->rules[i], name) == 0)
            return 1;
    return 0;
}

static int print_report(struct job *job) {
    plim_result *result = plim_evaluate(job->policy, job->facts, &job->options);
    char *text = result != NULL ? plim_result_report(result, "json", NULL) : NULL;
    int status = text != NULL ? (int)plim_result_verdict(result) : 3;
    if (text != NULL)
        fputs(text, stdout);
    plim_free(text);
    plim_result_free(result);
    return status;
}

int main(int argc, char **argv) {
    struct job job = {.policy = plim_policy_new(getenv("PLIMSOLL_PATH")), .options = PLIM_OPTIONS};
    int status = 3;
    (void)argc;
    act(&job, argv, 0);
    if (job.rule_count > 0) {
        job.options.chosen = chosen;
        job.options.state = &job;
    }
    if (plim_policy_check(job.policy) == 0) {
        job.facts = plim_facts_new(job.policy);
        act(&job, argv, 1);
        if (plim_facts_load(job.facts) == 0)
            status = print_report(&job);
        fputs(plim_facts_messages(job.facts), stderr);
    }
    fputs(plim_policy_messages(job.policy), stderr);
    plim_facts_free(job.facts);
    plim_policy_free(job.policy);
    return status;
}
