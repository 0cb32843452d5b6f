// plimsoll profile: what each rule and each expression of policies costs.
#include "config.h"

#include "cli/command.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/clock.h"
#include "cli/choice.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "eval/profile.h"

static const char name[] = "profile";

enum { OPTION_RULE = OPTION_OWN, OPTION_TAG, OPTION_RUNS, OPTION_TOP };
enum {
    COUNT_MOST = 1000000,
    RUNS = 5,
    TOP = 10,
    COLUMNS = 9,
    REPEATED_LEAST = 100,
    TEXT_COLUMNS = 66
};

static const struct option_row own[] = {
    {OPTION_RULE, "rule", 0, "GLOB", VALUE_RULE, "evaluate rules of that name only"},
    {OPTION_TAG, "tag", 0, "TAG", VALUE_TAG, "evaluate rules with that tag only"},
    {OPTION_RUNS, "runs", 0, "COUNT", VALUE_TEXT,
     "evaluate so often; times are the least of them (5)"},
    {OPTION_TOP, "top", 0, "COUNT", VALUE_TEXT, "so many rules and expressions (10)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {facts_changes, NULL},
    {option_set, NULL},    {own, NULL},          {option_now, NULL},
    {option_json, NULL},   {option_steps, NULL}, {NULL, NULL},
};

struct profiling {
    struct request request;
    struct choice choice;
    uint64_t runs, top;
    const struct findings *findings;
    struct profile *profile; // the least of all runs
};

static bool take(void *state, int option, char *value) {
    struct profiling *profiling = state;
    switch (option) {
    case OPTION_RULE:
        return choice_take_rule(&profiling->choice, name, value);
    case OPTION_TAG:
        return choice_take_tag(&profiling->choice, name, value);
    case OPTION_RUNS:
        return option_take_count(name, "runs", value, COUNT_MOST, &profiling->runs);
    default:
        return option_take_count(name, "top", value, COUNT_MOST, &profiling->top);
    }
}

// ---- what it costs ----

static void keep_least(struct cost *to, const struct cost *from, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (from[i].time < to[i].time)
            to[i].time = from[i].time;
        if (from[i].own_time < to[i].own_time)
            to[i].own_time = from[i].own_time;
    }
}

// What the last run found is kept, and not that of those before.
static bool measure(struct profiling *profiling) {
    const struct request *request = &profiling->request;
    const struct program *program = request->session->program;
    struct profile *profile = profile_new(program, request->arena);
    struct arena_mark mark = arena_mark(request->arena);
    profiling->profile = profile;
    for (uint64_t i = 0; i < profiling->runs; i++) {
        if (i > 0) {
            arena_rewind(request->arena, mark);
            profile = profile_new(program, request->arena);
        }
        struct verdict_options verdict = {.now = request->now,
                                          .fail_on = SEVERITY_ERROR,
                                          .step_limit = request->step_limit,
                                          .profile = profile};
        const char *digest;
        choice_apply(&profiling->choice, &verdict);
        profiling->findings =
            session_evaluate(request->session, request->facts, &verdict, request->arena, &digest);
        if (profiling->findings == NULL) {
            command_spent(name);
            return false;
        }
        keep_least(profiling->profile->rules, profile->rules, profile->rule_count);
        keep_least(profiling->profile->expressions, profile->expressions,
                   profile->expression_count);
    }
    return true;
}

// ---- what is shown, the costly first ----

// One row: the cost of a rule, or the own cost of an expression.
struct row {
    const struct cost *cost;
    const struct rule_finding *rule; // NULL for an expression
    int64_t time;
    uint64_t steps;
};

struct rows {
    struct row *items;
    size_t count;
    int64_t time; // of all
};

static int compare_rows(const void *a, const void *b) {
    const struct row *x = a, *y = b;
    if (x->time != y->time)
        return x->time > y->time ? -1 : 1;
    return x->cost < y->cost ? -1 : x->cost > y->cost;
}

static void rows_sort(struct rows *rows) {
    qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
    for (size_t i = 0; i < rows->count; i++)
        rows->time += rows->items[i].time;
}

static struct rows rows_of_rules(const struct profiling *profiling) {
    const struct findings *findings = profiling->findings;
    struct rows rows = {ARENA_ARRAY(profiling->request.arena, struct row, findings->rule_count), 0,
                        0};
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct cost *cost = &profiling->profile->rules[i];
        if (cost->calls > 0)
            rows.items[rows.count++] =
                (struct row){cost, &findings->rules[i], cost->time, cost->steps};
    }
    rows_sort(&rows);
    return rows;
}

static struct rows rows_of_expressions(const struct profiling *profiling) {
    const struct profile *profile = profiling->profile;
    struct rows rows = {
        ARENA_ARRAY(profiling->request.arena, struct row, profile->expression_count), 0, 0};
    for (uint32_t i = 0; i < profile->expression_count; i++) {
        const struct cost *cost = &profile->expressions[i];
        if (cost->calls > 0 && cost->expr->node != NULL && cost->expr->kind != EXPR_CONSTANT)
            rows.items[rows.count++] = (struct row){cost, NULL, cost->own_time, cost->own_steps};
    }
    rows_sort(&rows);
    return rows;
}

static struct span span_of(const struct row *row) {
    return row->rule != NULL ? row->rule->rule->span : row->cost->expr->node->span;
}

static const char *text_of(const struct profiling *profiling, const struct row *row) {
    struct arena *arena = profiling->request.arena;
    return row->rule != NULL
               ? arena_printf(arena, "%s/%s", row->rule->policy->name, row->rule->rule->name)
               : sources_excerpt(profiling->request.session->program->sources, span_of(row), arena);
}

static struct place place_of(const struct profiling *profiling, const struct row *row) {
    return sources_place(profiling->request.session->program->sources, span_of(row).begin);
}

// A list that is gone through from its beginning to its end for each of many elements.
static bool is_quadratic(const struct cost *cost) {
    return cost->repeated_size >= REPEATED_LEAST && cost->repeated_for >= REPEATED_LEAST;
}

static const char *list_of(const struct profiling *profiling, const struct cost *cost) {
    return sources_excerpt(profiling->request.session->program->sources, cost->repeated->span,
                           profiling->request.arena);
}

// ---- text ----

static void add_cut(struct text *out, const char *words) {
    size_t size = strlen(words);
    struct text shown = {0};
    text_add_bytes(&shown, words, size < TEXT_COLUMNS ? size : TEXT_COLUMNS);
    text_add_clean(out, text_data(&shown));
    text_add(out, size > TEXT_COLUMNS ? "..." : "");
    text_clear(&shown);
}

static void add_row(struct text *out, const struct profiling *profiling, const struct rows *rows,
                    const struct row *row) {
    struct place place = place_of(profiling, row);
    text_add(out, "  ");
    clock_add_duration(out, row->time, COLUMNS);
    text_addf(out, " %4.0f %%",
              rows->time > 0 ? 100.0 * (double)row->time / (double)rows->time : 0);
    text_addf(out, " %12" PRIu64 "  ", row->steps);
    if (row->rule != NULL) {
        add_cut(out, text_of(profiling, row));
        text_add_char(out, '\n');
        return;
    }
    text_add_clean(out, place.source->name);
    text_addf(out, ":%" PRIu32 "\n%11s", place.line, "");
    add_cut(out, text_of(profiling, row));
    text_add_char(out, '\n');
}

static void add_rows(struct text *out, const struct profiling *profiling, const struct rows *rows,
                     const char *title) {
    text_addf(out, "\n  %9s %6s %12s  %s\n", "time", "share", "steps", title);
    for (size_t i = 0; i < rows->count && i < profiling->top; i++)
        add_row(out, profiling, rows, &rows->items[i]);
    if (rows->count > profiling->top)
        text_addf(out, "  and %zu more; --top shows them\n", rows->count - (size_t)profiling->top);
}

static void add_quadratic(struct text *out, const struct profiling *profiling,
                          const struct rows *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        if (!is_quadratic(row->cost))
            continue;
        struct place place = place_of(profiling, row);
        text_add_char(out, '\n');
        text_add_clean(out, place.source->name);
        text_addf(out, ":%" PRIu32 ": quadratic, for all %" PRIu32 " of ", place.line,
                  row->cost->repeated_size);
        add_cut(out, list_of(profiling, row->cost));
        text_addf(out, "\n  are gone through for each of %" PRIu64 " elements:\n  ",
                  row->cost->repeated_for);
        add_cut(out, text_of(profiling, row));
        text_add_char(out, '\n');
    }
}

static void add_text(struct text *out, const struct profiling *profiling, const struct rows *rules,
                     const struct rows *expressions) {
    text_addf(out, "%zu rules in ", rules->count);
    clock_add_duration(out, rules->time, 0);
    text_addf(out, ", the least of %" PRIu64 " runs\n", profiling->runs);
    add_rows(out, profiling, rules, "rule");
    add_rows(out, profiling, expressions, "expression, without what lies within it");
    add_quadratic(out, profiling, rules);
    add_quadratic(out, profiling, expressions);
}

// ---- JSON ----

static void add_json_row(struct json *json, const struct profiling *profiling,
                         const struct row *row) {
    const struct cost *cost = row->cost;
    struct place place = place_of(profiling, row);
    json_begin(json, NULL, '{');
    json_text(json, row->rule != NULL ? "rule" : "expression", text_of(profiling, row));
    json_text(json, "file", place.source->name);
    json_int(json, "line", place.line);
    json_int(json, "nanoseconds", row->time);
    json_int(json, "steps", (int64_t)row->steps);
    json_int(json, "values", (int64_t)cost->values);
    json_int(json, "calls", (int64_t)cost->calls);
    if (is_quadratic(cost)) {
        json_begin(json, "quadratic", '{');
        json_text(json, "list", list_of(profiling, cost));
        json_int(json, "size", cost->repeated_size);
        json_int(json, "for_each_of", (int64_t)cost->repeated_for);
        json_end(json, '}');
    }
    json_end(json, '}');
}

static void add_json_rows(struct json *json, const char *member, const struct profiling *profiling,
                          const struct rows *rows) {
    json_begin(json, member, '[');
    for (size_t i = 0; i < rows->count; i++)
        add_json_row(json, profiling, &rows->items[i]);
    json_end(json, ']');
}

static void add_json(struct text *out, const struct profiling *profiling, const struct rows *rules,
                     const struct rows *expressions) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "version", PACKAGE_VERSION);
    json_int(&json, "runs", (int64_t)profiling->runs);
    json_int(&json, "nanoseconds", rules->time);
    add_json_rows(&json, "rules", profiling, rules);
    add_json_rows(&json, "expressions", profiling, expressions);
    json_end(&json, '}');
}

// ---- the run ----

static int write(const struct profiling *profiling) {
    struct text out = {0};
    struct rows rules = rows_of_rules(profiling), expressions = rows_of_expressions(profiling);
    (profiling->request.json ? add_json : add_text)(&out, profiling, &rules, &expressions);
    bool printed = output_print(name, &out);
    text_clear(&out);
    return printed ? STATUS_PASS : STATUS_INPUT;
}

static int run(void *state) {
    struct profiling *profiling = state;
    struct request *request = &profiling->request;
    setup_policies(request);
    request->session->everything = request->from.change_count > 0;
    setup_check(request);
    if (request->session->understood)
        choice_bind(&profiling->choice, request->session->program);
    if (request->session->loadable)
        request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    bool good = setup_diagnose(request->session) && request->facts != NULL && measure(profiling);
    return good ? write(profiling) : STATUS_INPUT;
}

static void clear(void *state) {
    struct profiling *profiling = state;
    choice_clear(&profiling->choice);
}

const struct command cmd_profile = {
    .name = name,
    .summary = "tell what rules and expressions cost",
    .help =
        "usage: plimsoll profile POLICY... [--facts FILE]... [OPTION]...\n"
        "\n"
        "Evaluates policies and tells which rules and which expressions in them take the time,\n"
        "the costly first; the steps, of which a run may take so many as --steps of check says;\n"
        "and what is quadratic: a list that is gone through anew for each of many elements.\n",
    .options = options,
    .notes = "The exit status is 0 whatever the verdicts are, 3 if the input is at fault.\n",
    .examples = {{"Which rules take the time?", "plimsoll profile kvm.live --facts pair.json"},
                 {"All of one rule, for programs",
                  "plimsoll profile kvm.live --facts pair.json --rule memory --format json"}},
    .operands = {1, OPERANDS_ANY, "name a policy: plimsoll profile POLICY --facts FILE", NULL},
    .kinds = {VALUE_POLICY, VALUE_POLICY},
    .size = sizeof(struct profiling),
    .initial = &(const struct profiling){.runs = RUNS, .top = TOP},
    .take = take,
    .run = run,
    .clear = clear,
};
