// Checks policies against facts with libplimsoll, and prints the verdict of each rule.
//
//     cc -o check check.c $(pkg-config --cflags --libs plimsoll)
//     ./check kvm.prepare kvm-pair.json
#include <plimsoll.h>
#include <stdio.h>

static void print_rule(const plim_rule *rule) {
    printf("%-8s %s/%s\n", plim_verdict_text(plim_rule_verdict(rule)), plim_rule_policy(rule),
           plim_rule_name(rule));
    for (size_t i = 0; i < plim_rule_requirement_count(rule); i++) {
        const plim_requirement *requirement = plim_rule_requirement(rule, i);
        if (plim_requirement_margin(requirement) != NULL)
            printf("         %s\n", plim_requirement_margin(requirement));
        for (size_t j = 0; j < plim_requirement_missing_count(requirement); j++)
            printf("         missing: %s (%s)\n", plim_requirement_missing_fact(requirement, j),
                   plim_requirement_missing_kind(requirement, j));
    }
}

int main(int argc, char **argv) {
    plim_options options = PLIM_OPTIONS;
    options.now = INT64_C(1795428000) * 1000000000; // 2026-11-23T10:00:00Z, when the examples were
    options.has_now = 1;
    if (argc < 3 || argc > 4)
        return fprintf(stderr, "usage: check POLICY FACTS [SEARCH-PATH]\n"), 3;
    plim_policy *policy = plim_policy_new(argv[3]);
    plim_facts *facts = NULL;
    int status = 3;
    plim_policy_add_file(policy, argv[1]);
    if (plim_policy_check(policy) == 0) {
        facts = plim_facts_new(policy);
        plim_facts_add_file(facts, argv[2]);
        if (plim_facts_load(facts) == 0) {
            plim_result *result = plim_evaluate(policy, facts, &options);
            for (size_t i = 0; i < plim_result_rule_count(result); i++)
                print_rule(plim_result_rule(result, i));
            status = (int)plim_result_verdict(result);
            plim_result_free(result);
        }
        fputs(plim_facts_messages(facts), stderr);
    }
    fputs(plim_policy_messages(policy), stderr);
    plim_facts_free(facts);
    plim_policy_free(policy);
    return status;
}
