// Cases.
#include "case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "base/time.h"
#include "grow.h"
#include "make_facts.h"

// Elements that the naive evaluator, and the product, go through before they give up.
enum { ELEMENTS = 30000, STEPS = 500000 };

const char *trial_model_folder(void) {
    static char path[4096];
    const char *top = getenv("top_srcdir");
    snprintf(path, sizeof path, "%s/tests/oracle", top ? top : ".");
    return path;
}

// The model is needed before there is a policy: a separate program reads it once.
static const struct model *the_model(void) {
    static struct session *session;
    if (!session) {
        session = session_new(trial_model_folder());
        session_use_facts(session, "oracle");
        if (!session_check(session)) {
            struct text messages = {0};
            diagnostics_render(session->program->diagnostics, &messages);
            fputs(text_data(&messages), stderr);
            text_clear(&messages);
            printf("Bail out! no model in %s/facts\n", trial_model_folder());
            exit(EXIT_FAILURE);
        }
    }
    return session->program->model;
}

static struct facts_plan make_plan(struct random *random) {
    static const uint32_t holes[] = {0, 0, 3, 10, 30};
    static const uint32_t lengths[] = {1, 3, 4, 6, 13};
    // around the words and the chunks that the product takes at once
    static const uint32_t big[] = {63, 64, 65, 66, 129, 1023, 1024, 1025, 2600, 3100};
    static const char *const lists[] = {"device", "slot", "amount", "word"};
    struct facts_plan plan = {.holes = RANDOM_OF(random, holes),
                              .length = RANDOM_OF(random, lengths),
                              .doubles = random_percent(random, 20) ? 30 : 0};
    if (random_percent(random, 8)) {
        plan.big = RANDOM_OF(random, lists);
        plan.big_length = RANDOM_OF(random, big);
    }
    return plan;
}

struct trial *trial_new(uint64_t seed, bool pure) {
    struct arena *arena = arena_new();
    struct trial *trial = ARENA_NEW(arena, struct trial);
    trial->arena = arena;
    trial->seed = seed;
    trial->steps = STEPS;
    trial->random = random_new(seed);
    time_parse("2026-11-23T10:00:00Z", 20, true, &trial->now);
    trial->pure = random_percent(&trial->random, 60) || pure;
    struct random telling = random_new(~seed);
    struct grower *grower = ARENA_NEW(arena, struct grower);
    *grower = (struct grower){.random = &trial->random,
                              .telling = &telling,
                              .arena = arena,
                              .model = the_model(),
                              .pure = trial->pure};
    trial->policy = grow_policy(grower);
    trial->evaluated = grow_evaluated(grower);
    struct facts_plan plan = make_plan(&trial->random);
    trial->json = make_facts(&trial->random, the_model(), &plan);
    trial->facts = cJSON_PrintUnformatted(trial->json);
    return trial;
}

void trial_free(struct trial *trial) {
    cJSON_Delete(trial->json);
    free(trial->facts);
    session_free(trial->session);
    arena_free(trial->arena);
}

bool trial_check(struct trial *trial, bool verbose) {
    const char *models = trial->models != NULL ? trial->models : trial_model_folder();
    struct session *session = trial->session = session_new(models);
    session_add_text(session, "random.plim", trial->policy, strlen(trial->policy));
    session_ask(session, trial->evaluated);
    session->everything = trial->everything;
    bool sound = session_check(session);
    trial->program = session->program;
    trial->expression = session->expression;
    if (verbose && !sound) {
        struct text messages = {0};
        diagnostics_render(trial->program->diagnostics, &messages);
        printf("# seed %llu is refused\n%s\n%s", (unsigned long long)trial->seed,
               session->understood ? trial->evaluated : trial->policy, text_data(&messages));
        text_clear(&messages);
    }
    return sound;
}

struct session_facts *trial_load(struct trial *trial) {
    struct diagnostics *messages = diagnostics_new(trial->arena, trial->program->sources);
    struct session_facts *facts = session_facts_new(trial->session, messages);
    session_facts_add_text(facts, "random.json", trial->facts, strlen(trial->facts));
    if (trial->beside != NULL)
        session_facts_add_text(facts, "beside.json", trial->beside, strlen(trial->beside));
    for (int i = 0; i < 2 && trial->picks[i] != NULL; i++)
        session_facts_pick(facts, "host", trial->picks[i], i == 0 ? "here" : "there");
    if (trial->list != NULL)
        session_facts_select(facts, trial->list->path, trial->glob);
    for (size_t i = 0; i < trial->change_count; i++)
        session_facts_change(facts, trial->changes[i].path, trial->changes[i].value);
    if (session_facts_load(facts))
        return facts;
    struct text text = {0};
    diagnostics_render(messages, &text);
    printf("# seed %llu: facts are refused\n%s", (unsigned long long)trial->seed, text_data(&text));
    text_clear(&text);
    session_facts_free(facts);
    return NULL;
}

static void add_verdict(struct verdicts *verdicts, enum verdict verdict, bool sure) {
    if (verdicts->count == sizeof verdicts->at / sizeof *verdicts->at)
        return;
    verdicts->open[verdicts->count] = verdict == VERDICT_PASS && !sure;
    verdicts->at[verdicts->count++] = verdict;
}

static void take_verdicts(const struct findings *findings, struct verdicts *verdicts) {
    verdicts->rules = findings->rule_count;
    add_verdict(verdicts, findings->verdict, true);
    for (uint32_t i = 0; i < findings->rule_count; i++)
        add_verdict(verdicts, findings->rules[i].verdict, findings->rules[i].sure > 0);
    for (uint32_t i = 0; i < findings->rule_count; i++)
        for (uint32_t r = 0; r < findings->rules[i].rule->requirement_count; r++)
            add_verdict(verdicts,
                        findings->rules[i].requirement_count
                            ? findings->rules[i].requirements[r].verdict
                            : findings->rules[i].verdict,
                        findings->rules[i].sure > 0);
}

enum judged trial_judge(struct trial *trial, struct text *out, struct verdicts *verdicts) {
    struct session_facts *facts = trial_load(trial);
    const char *digest;
    if (!facts)
        return JUDGED_REFUSED;
    struct verdict_options options = trial_options(trial);
    struct arena *arena = arena_new(); // a case is judged many times
    struct findings *findings = session_evaluate(trial->session, facts, &options, arena, &digest);
    if (findings) {
        account_findings(out, findings, arena);
        if (trial->whole)
            account_report(out, trial, findings);
        take_verdicts(findings, verdicts);
    }
    arena_free(arena);
    session_facts_free(facts);
    return findings ? JUDGED : JUDGED_NEVER;
}

enum judged trial_judge_by(struct trial *trial, const char *policy, struct text *out,
                           struct verdicts *verdicts) {
    struct trial other = *trial;
    other.policy = policy;
    enum judged judged =
        trial_check(&other, true) ? trial_judge(&other, out, verdicts) : JUDGED_REFUSED;
    session_free(other.session);
    return judged;
}

void trial_evaluate(struct trial *trial, struct text *out) {
    struct session_facts *facts = trial_load(trial);
    struct evaluation *evaluation =
        session_answer(trial->session, facts, trial->now, 0, trial->arena);
    account_evaluation(out, evaluation, trial->arena);
    session_facts_free(facts);
}

bool trial_naive(struct trial *trial, struct text *findings, struct text *value) {
    struct arena *arena = arena_new();
    struct facts *facts = facts_new(arena, trial->program->model, trial->facts);
    struct naive naive = {.arena = arena,
                          .program = trial->program,
                          .policy = trial->program->policies[0],
                          .facts = facts,
                          .now = trial->now,
                          .element_limit = ELEMENTS};
    account_naive(findings, &naive);
    account_naive_value(value, &naive, trial->expression);
    bool finished = naive.elements <= naive.element_limit;
    facts_free(facts);
    arena_free(arena);
    return finished;
}

static void print_facts(struct trial *trial) {
    free(trial->facts);
    trial->facts = cJSON_PrintUnformatted(trial->json);
}

void trial_shuffle(struct trial *trial) {
    struct text spread = {0};
    shuffle_facts(&trial->random, the_model(), trial->json);
    print_facts(trial);
    spread_facts(&trial->random, trial->facts, &spread);
    free(trial->facts);
    trial->facts = spread.data;
}

bool trial_remove(struct trial *trial) {
    bool removed = remove_fact(&trial->random, the_model(), trial->json);
    print_facts(trial);
    return removed;
}

// ---- the same facts otherwise ----

// Judges facts in the place of those of the case.
static enum judged judge_other(struct trial *trial, char *facts, char *beside, struct text *out) {
    char *own = trial->facts;
    struct verdicts verdicts = {0};
    trial->facts = facts;
    trial->beside = beside;
    enum judged judged = trial_judge(trial, out, &verdicts);
    trial->facts = own;
    trial->beside = NULL;
    return judged;
}

enum judged trial_judge_divided(struct trial *trial, struct text *out) {
    cJSON *parts[2];
    char *texts[2];
    divide_facts(&trial->random, the_model(), trial->json, parts);
    for (int i = 0; i < 2; i++) {
        texts[i] = cJSON_PrintUnformatted(parts[i]);
        cJSON_Delete(parts[i]);
    }
    enum judged judged = judge_other(trial, texts[0], texts[1], out);
    free(texts[0]);
    free(texts[1]);
    return judged;
}

static void show_changes(const struct trial *trial) {
    struct text text = {0};
    for (size_t i = 0; i < trial->change_count; i++)
        text_addf(&text, "# %s = %s\n", trial->changes[i].path,
                  trial->changes[i].value != NULL ? trial->changes[i].value : "unknown");
    diagnostics_render(trial->program->diagnostics, &text);
    fputs(text_data(&text), stdout);
    text_clear(&text);
}

enum judged trial_judge_changed(struct trial *trial, struct text *changed, struct text *written) {
    struct trial other = *trial;
    struct verdicts verdicts = {0};
    cJSON *facts = cJSON_Duplicate(trial->json, true);
    other.session = NULL;
    for (int i = 0; i < 3; i++)
        other.change_count += change_fact(&trial->random, trial->arena, the_model(), facts,
                                          &other.changes[other.change_count]);
    other.everything = true;
    enum judged judged = other.change_count > 0 && trial_check(&other, true)
                             ? trial_judge(&other, changed, &verdicts)
                             : JUDGED_NEVER;
    if (judged == JUDGED_REFUSED)
        show_changes(&other);
    other.change_count = 0;
    if (judged == JUDGED) {
        char *text = cJSON_PrintUnformatted(facts);
        judged = judge_other(&other, text, NULL, written);
        free(text);
    }
    session_free(other.session);
    cJSON_Delete(facts);
    return judged;
}

static const struct space_def *selectable(struct trial *trial) {
    static const char *const lists[] = {"here.device", "there.device", "there.slot"};
    const char *path = RANDOM_OF(&trial->random, lists);
    const struct space_def *root = the_model()->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++)
        if (strcmp(root->children[i]->path, path) == 0)
            return root->children[i];
    return NULL;
}

static enum judged judge_selected(struct trial *trial, cJSON *facts, struct text *selected,
                                  struct text *left) {
    char *text = cJSON_PrintUnformatted(facts), place[16], name[16];
    char digit = (char)('1' + random_below(&trial->random, 3));
    enum judged judged = JUDGED_NEVER;
    trial->list = selectable(trial);
    snprintf(trial->glob, sizeof trial->glob, "*%c*", digit);
    sscanf(trial->list->path, "%15[^.].%15s", place, name);
    cJSON *holder = cJSON_GetObjectItemCaseSensitive(facts, place);
    if (select_facts(trial->list, cJSON_GetObjectItemCaseSensitive(holder, name), digit)) {
        judged = judge_other(trial, text, NULL, selected);
        free(text);
        trial->list = NULL;
        text = cJSON_PrintUnformatted(facts);
        judged = judged == JUDGED ? judge_other(trial, text, NULL, left) : judged;
    }
    trial->list = NULL;
    free(text);
    return judged;
}

// Without the list that others stand for: it may only hold what they hold.
enum judged trial_judge_selected(struct trial *trial, struct text *selected, struct text *left) {
    cJSON *facts = cJSON_Duplicate(trial->json, true);
    cJSON_DeleteItemFromObjectCaseSensitive(facts, "device");
    enum judged judged = judge_selected(trial, facts, selected, left);
    cJSON_Delete(facts);
    return judged;
}
