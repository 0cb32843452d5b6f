// What explanations say where a baseline and waivers excuse: of a subject what the run says of it.
#include <string.h>

#include "explain.h"
#include "runs.h"

static const struct baseline *grow_baseline(struct runs *runs, struct past *past) {
    const struct findings *then = random_percent(&runs->random, 70) ? runs_earlier(runs) : NULL;
    bool strict = random_percent(&runs->random, 30);
    return then != NULL && runs_report(runs, then, past) ? past_baseline(past, strict) : NULL;
}

static void explain(struct runs *runs, struct trial *waiving, const struct baseline *baseline) {
    struct session_facts *facts = trial_load(waiving);
    struct verdict_options options = trial_options(waiving);
    const char *digest;
    if (facts == NULL)
        return;
    runs->facts[runs->count++] = facts;
    struct explained_run run = {.trial = waiving,
                                .facts = facts,
                                .baseline = baseline,
                                .no_waivers = random_percent(&runs->random, 10),
                                .arena = runs->arena,
                                .wrong = runs->wrong};
    options.baseline = baseline;
    options.no_waivers = run.no_waivers;
    run.findings = session_evaluate(waiving->session, facts, &options, runs->arena, &digest);
    for (int i = 0; i < 3 && run.findings != NULL; i++)
        trial_explain(&run, &runs->random);
}

enum judged trial_judge_explained(struct trial *trial, struct text *wrong) {
    struct runs runs = runs_begin(trial, wrong);
    struct trial waiving = *trial;
    struct past past;
    waiving.session = NULL;
    const struct findings *before = runs_judge(&runs, trial, NULL);
    if (before != NULL) {
        const struct baseline *baseline = grow_baseline(&runs, &past);
        const char *waivers = runs_waivers(&runs, before);
        waiving.policy = arena_printf(runs.arena, "%s%s", trial->policy, waivers);
        if (trial_check(&waiving, false))
            explain(&runs, &waiving, baseline);
        if (wrong->size > 0)
            text_addf(wrong, "with%s%s baseline, and\n%s", baseline != NULL ? "" : "out a",
                      baseline != NULL && baseline->strict ? " a strict" : "", waivers);
    }
    runs_end(&runs);
    session_free(waiving.session);
    return before != NULL ? JUDGED : JUDGED_NEVER;
}
