// plimsoll bench: how long a whole run takes.
#include "config.h"

#include "cli/command.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/clock.h"
#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "bench";

enum { OPTION_RUNS = OPTION_OWN };
enum { COUNT_MOST = 1000000, RUNS = 10, COLUMNS = 9 };

static const struct option_row own[] = {
    {OPTION_RUNS, "runs", 0, "COUNT", VALUE_TEXT, "run so often (10)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {facts_changes, NULL},
    {option_set, NULL},    {own, NULL},          {option_now, NULL},
    {option_json, NULL},   {option_steps, NULL}, {NULL, NULL},
};

// The parts of a run, in their order, and the whole.
enum stage { STAGE_POLICIES, STAGE_FACTS, STAGE_EVALUATING, STAGE_ALL, STAGES };
static const char *const stages[STAGES] = {"policies", "facts", "evaluating", "all"};

struct bench {
    struct request request;
    uint64_t runs;
    int64_t *times[STAGES]; // nanoseconds, by run
    uint32_t rules;
};

static bool take(void *state, int option, char *value) {
    struct bench *bench = state;
    (void)option; // the only one
    return option_take_count(name, "runs", value, COUNT_MOST, &bench->runs);
}

static bool read_policies(struct request *request) {
    session_free(request->session);
    setup_policies(request);
    request->session->everything = request->from.change_count > 0;
    setup_check(request);
    return request->session->loadable;
}

static bool read_facts(struct request *request) {
    session_facts_free(request->facts);
    request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    return request->facts != NULL;
}

static bool evaluate(struct bench *bench) {
    const struct request *request = &bench->request;
    struct verdict_options verdict = {
        .now = request->now, .fail_on = SEVERITY_ERROR, .step_limit = request->step_limit};
    struct arena *arena = arena_new();
    const char *digest;
    const struct findings *findings =
        session_evaluate(request->session, request->facts, &verdict, arena, &digest);
    bench->rules = findings != NULL ? findings->rule_count : 0;
    arena_free(arena);
    if (findings == NULL)
        command_spent(name);
    return findings != NULL;
}

static bool run_once(struct bench *bench, uint64_t at) {
    struct request *request = &bench->request;
    int64_t began = clock_running();
    bool good = read_policies(request);
    int64_t read = clock_running();
    good = good && read_facts(request);
    int64_t loaded = clock_running();
    if (!setup_diagnose(request->session) || !good || !evaluate(bench))
        return false;
    int64_t ended = clock_running();
    bench->times[STAGE_POLICIES][at] = read - began;
    bench->times[STAGE_FACTS][at] = loaded - read;
    bench->times[STAGE_EVALUATING][at] = ended - loaded;
    bench->times[STAGE_ALL][at] = ended - began;
    return true;
}

// ---- what is shown ----

static int compare_times(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t least(const struct bench *bench, int stage) {
    return bench->times[stage][0];
}

static int64_t median(const struct bench *bench, int stage) {
    return bench->times[stage][bench->runs / 2];
}

static void add_text(struct text *out, const struct bench *bench) {
    text_addf(out, "%" PRIu32 " rules, %" PRIu64 " runs\n\n  %-10s  %9s  %9s\n", bench->rules,
              bench->runs, "", "least", "median");
    for (int stage = 0; stage < STAGES; stage++) {
        text_addf(out, "  %-10s  ", stages[stage]);
        clock_add_duration(out, least(bench, stage), COLUMNS);
        text_add(out, "  ");
        clock_add_duration(out, median(bench, stage), COLUMNS);
        text_add_char(out, '\n');
    }
}

static void add_json(struct text *out, const struct bench *bench) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "version", PACKAGE_VERSION);
    json_int(&json, "rules", bench->rules);
    json_int(&json, "runs", (int64_t)bench->runs);
    json_begin(&json, "nanoseconds", '{');
    for (int stage = 0; stage < STAGES; stage++) {
        json_begin_line(&json, stages[stage], '{');
        json_int(&json, "least", least(bench, stage));
        json_int(&json, "median", median(bench, stage));
        json_end(&json, '}');
    }
    json_end(&json, '}');
    json_end(&json, '}');
}

static int write(struct bench *bench) {
    struct text out = {0};
    for (int stage = 0; stage < STAGES; stage++)
        qsort(bench->times[stage], bench->runs, sizeof **bench->times, compare_times);
    if (bench->request.json)
        add_json(&out, bench);
    else
        add_text(&out, bench);
    bool printed = output_print(name, &out);
    text_clear(&out);
    return printed ? STATUS_PASS : STATUS_INPUT;
}

static int run(void *state) {
    struct bench *bench = state;
    struct request *request = &bench->request;
    const char *once = facts_from_unrepeatable(&request->from);
    if (once != NULL) {
        complain(name, "%s can be read only once: collect facts into a file first", once);
        return STATUS_INPUT;
    }
    for (int stage = 0; stage < STAGES; stage++)
        bench->times[stage] = ARENA_ARRAY(request->arena, int64_t, bench->runs);
    for (uint64_t i = 0; i < bench->runs; i++)
        if (!run_once(bench, i))
            return STATUS_INPUT;
    return write(bench);
}

const struct command cmd_bench = {
    .name = name,
    .summary = "tell how long a run takes",
    .help = "usage: plimsoll bench POLICY... [--facts FILE]... [OPTION]...\n"
            "\n"
            "Reads policies and facts and evaluates them, several times, and tells how long each\n"
            "of that takes: the least and the median of the runs. What rules and expressions take\n"
            "tells plimsoll profile.\n",
    .options = options,
    .notes = "The exit status is 0 whatever the verdicts are, 3 if the input is at fault.\n",
    .examples = {{"How long does a check take?", "plimsoll bench kvm.live --facts pair.json"},
                 {"A hundred runs, for programs",
                  "plimsoll bench kvm.live --facts pair.json --runs 100 --format json"}},
    .operands = {1, OPERANDS_ANY, "name a policy: plimsoll bench POLICY --facts FILE", NULL},
    .kinds = {VALUE_POLICY, VALUE_POLICY},
    .size = sizeof(struct bench),
    .initial = &(const struct bench){.runs = RUNS},
    .take = take,
    .run = run,
};
