// Measures evaluating fleet.plim or move.plim in memory against the same rules written by hand,
// rule by rule, in one process.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/baseline.h"
#include "bench/bench.h"
#include "eval/coverage.h"
#include "finding/verdict.h"

enum { RUNS = 7 };

static bool is_named(const struct policy *policy, const struct rule *rule, void *name) {
    (void)policy;
    return strcmp(rule->name, name) == 0;
}

// One rule by the product, its conditions counted or not; what it found has to be what the
// hand-written code found.
static double time_product(const struct program *program, const struct store *store,
                           const char *name, const struct outcome *expected, bool counted) {
    struct arena *arena = arena_new();
    struct verdict_options options = {
        .fail_on = SEVERITY_ERROR, .chosen = is_named, .state = (void *)name};
    if (counted)
        options.coverage = coverage_new(program, arena);
    double start = cpu_seconds();
    struct findings *findings = findings_make(program, store, &options, arena);
    double taken = cpu_seconds() - start;
    const struct requirement_finding *found = &findings->rules[0].requirements[0];
    bool agree =
        found->failed_elements == expected->failed && found->unknown_count == expected->unknown &&
        found->margin.present == expected->has_margin &&
        (!expected->has_margin || found->margin.value.nano == expected->margin * DECIMAL_ONE);
    if (!agree) {
        fprintf(stderr, "%s: the hand-written rule finds something else\n", name);
        exit(1);
    }
    arena_free(arena);
    return taken;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: evaluate POLICY FACTS\n", stderr);
        return 2;
    }
    struct program *program = bench_program(argv[1]);
    struct store *store = bench_load(program, argv[2]);
    const struct baseline_rule *rules = baseline_of(program->first->name);
    if (rules == NULL) {
        fputs("the rules of this policy are not written by hand\n", stderr);
        return 2;
    }
    double numeric[2] = {0}, all[2] = {0}, all_counted = 0;
    for (size_t r = 0; r < BASELINE_RULES; r++) {
        const struct baseline_rule *rule = &rules[r];
        double product = 1e9, hand = 1e9, counted = 1e9;
        for (int run = 0; run < RUNS; run++) {
            double start = cpu_seconds();
            struct outcome outcome = rule->run(store);
            hand = least(hand, cpu_seconds() - start);
            product = least(product, time_product(program, store, rule->name, &outcome, false));
            counted = least(counted, time_product(program, store, rule->name, &outcome, true));
        }
        all[0] += product;
        all[1] += hand;
        all_counted += counted;
        if (rule->numeric) {
            numeric[0] += product;
            numeric[1] += hand;
        }
        printf("  %-18s %9.3f ms, by hand %9.3f ms, ratio %.2f\n", rule->name, product * 1e3,
               hand * 1e3, product / hand);
    }
    printf("  %-18s %9.3f ms, by hand %9.3f ms, ratio %.2f\n", "numeric rules", numeric[0] * 1e3,
           numeric[1] * 1e3, numeric[0] / numeric[1]);
    printf("  %-18s %9.3f ms, by hand %9.3f ms, ratio %.2f\n", "all twelve", all[0] * 1e3,
           all[1] * 1e3, all[0] / all[1]);
    printf("  counting coverage  %9.3f ms, ratio to all twelve without %.2f\n", all_counted * 1e3,
           all_counted / all[0]);
    store_free(store);
    program_free(program);
    return 0;
}
