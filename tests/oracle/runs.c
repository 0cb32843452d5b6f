// Runs side by side.
#include "config.h"

#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make_facts.h"

struct runs runs_begin(struct trial *trial, struct text *wrong) {
    return (struct runs){
        .trial = trial, .random = random_new(trial->seed), .arena = arena_new(), .wrong = wrong};
}

void runs_end(struct runs *runs) {
    for (uint32_t i = 0; i < runs->count; i++)
        session_facts_free(runs->facts[i]);
    arena_free(runs->arena);
}

const struct findings *runs_judge(struct runs *runs, struct trial *trial,
                                  const struct baseline *baseline) {
    struct session_facts *facts = trial_load(trial);
    struct verdict_options options = trial_options(trial);
    const char *digest;
    if (facts == NULL)
        return NULL;
    runs->facts[runs->count++] = facts;
    options.baseline = baseline;
    return session_evaluate(trial->session, facts, &options, runs->arena, &digest);
}

char *runs_changed(struct runs *runs) {
    struct session_change change;
    cJSON *facts = cJSON_Duplicate(runs->trial->json, true);
    for (uint32_t i = random_below(&runs->random, 4); i > 0; i--)
        change_fact(&runs->random, runs->arena, runs->trial->program->model, facts, &change);
    char *text = cJSON_PrintUnformatted(facts);
    cJSON_Delete(facts);
    return text;
}

const struct findings *runs_earlier(struct runs *runs) {
    struct trial other = *runs->trial;
    other.facts = runs_changed(runs);
    const struct findings *findings = runs_judge(runs, &other, NULL);
    free(other.facts);
    return findings;
}

bool runs_report(struct runs *runs, const struct findings *findings, struct past *past) {
    struct text report = {0};
    FILE *file = tmpfile();
    account_report(&report, runs->trial, findings);
    fwrite(report.data, 1, report.size, file);
    fflush(file);
    const char *name = arena_printf(runs->arena, "/dev/fd/%d", fileno(file)); // which past keeps
    past_init(past, runs->arena);
    bool read = past_read(past, name);
    diagnostics_render(past->diagnostics, runs->wrong);
    fclose(file);
    text_clear(&report);
    return read;
}

bool runs_same_subject(const struct found_subject *a, const struct found_subject *b) {
    bool same = strcmp(a->text, b->text) == 0 && a->path_count == b->path_count;
    for (size_t i = 0; same && i < a->path_count; i++)
        same = fact_path_compare(&a->paths[i], &b->paths[i]) == 0;
    return same;
}

bool runs_names(const struct named_subjects *named, const struct found_subject *subject) {
    for (uint64_t i = 0; i < named->count; i++)
        if (runs_same_subject(named->subjects[i], subject))
            return true;
    return false;
}

static bool has_unnamed(const struct named_subjects *named) {
    for (uint64_t i = 0; i < named->count; i++)
        if (named->subjects[i]->nameless)
            return true;
    return named->left_out > 0;
}

bool runs_is_plain(const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct requirement_finding *at = &rule->requirements[i];
        if (has_unnamed(&at->failed_subjects) || has_unnamed(&at->unknown_subjects))
            return false;
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(at->requirement->text, rule->requirements[k].requirement->text) == 0)
                return false;
    }
    return true;
}

const struct found_subject *runs_any_subject(struct runs *runs, const struct rule_finding *rule) {
    const struct found_subject *found = NULL;
    uint32_t met = 0;
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct named_subjects *lists[] = {&rule->requirements[i].failed_subjects,
                                                &rule->requirements[i].unknown_subjects};
        for (size_t k = 0; k < 2; k++)
            for (uint64_t s = 0; s < lists[k]->count; s++)
                if (lists[k]->subjects[s]->path_count > 0 && !lists[k]->subjects[s]->nameless &&
                    random_below(&runs->random, ++met) == 0)
                    found = lists[k]->subjects[s];
    }
    return found;
}

const struct fact_path *runs_any_path(struct runs *runs, const struct found_subject *subject) {
    struct fact_path *path = ARENA_NEW(runs->arena, struct fact_path);
    *path = subject->paths[random_below(&runs->random, (uint32_t)subject->path_count)];
    if (random_percent(&runs->random, 50))
        path->count = 1 + random_below(&runs->random, (uint32_t)path->count);
    while (path->count > 0 && !fact_step_is_index(&path->steps[path->count - 1]))
        path->count--;
    return path;
}

static const char *grow_waiver(struct runs *runs, const struct findings *findings) {
    static const char *const days[] = {"2026-12-01", "2026-11-23", "2026-11-22"};
    const struct rule_finding *rule =
        &findings->rules[random_below(&runs->random, findings->rule_count)];
    const struct found_subject *subject = runs_any_subject(runs, rule);
    const struct fact_path *path = subject != NULL && random_percent(&runs->random, 90)
                                       ? runs_any_path(runs, subject)
                                       : &(const struct fact_path){0};
    bool even = random_percent(&runs->random, 60);
    return arena_printf(runs->arena, "waive %s%s%s until %s because \"b\" approved \"a\"%s\n",
                        rule->rule->name, path->count > 0 ? " for " : "",
                        fact_path_text(path, runs->arena), RANDOM_OF(&runs->random, days),
                        even ? " even if unknown" : "");
}

const char *runs_waivers(struct runs *runs, const struct findings *findings) {
    const char *text = "";
    for (uint32_t i = random_below(&runs->random, 4); i > 0; i--)
        text = arena_printf(runs->arena, "%s%s", text, grow_waiver(runs, findings));
    return text;
}
