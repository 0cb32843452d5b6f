// Evaluates facts in the locale that the environment asks for and prints the JSON report, as a
// program would that embeds the library and calls setlocale.
//
// locale POINT POLICY FACTS: fails where the locale's decimal point is not POINT.
#include <locale.h>
#include <plimsoll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    if (argc != 4 || !setlocale(LC_ALL, "") || strcmp(localeconv()->decimal_point, argv[1]) != 0) {
        fputs("usage: locale POINT POLICY FACTS, in a locale with that decimal point\n", stderr);
        return 3;
    }
    plim_options options = PLIM_OPTIONS;
    options.now = INT64_C(1795428000) * 1000000000;
    options.has_now = 1;
    plim_policy *policy = plim_policy_new(getenv("PLIMSOLL_PATH"));
    plim_policy_add_file(policy, argv[2]);
    plim_facts *facts = NULL;
    int status = 3;
    if (plim_policy_check(policy) == 0) {
        facts = plim_facts_new(policy);
        plim_facts_add_file(facts, argv[3]);
        if (plim_facts_load(facts) == 0) {
            plim_result *result = plim_evaluate(policy, facts, &options);
            char *report = plim_result_report(result, "json", NULL);
            fputs(report, stdout);
            status = (int)plim_result_verdict(result);
            plim_free(report);
            plim_result_free(result);
        }
        fputs(plim_facts_messages(facts), stderr);
    }
    fputs(plim_policy_messages(policy), stderr);
    plim_facts_free(facts);
    plim_policy_free(policy);
    return status;
}
