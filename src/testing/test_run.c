// Cases shared out among threads: each takes the next one that nobody has.
#include "config.h"

#include "testing/test_run.h"

#include <pthread.h>

enum { JOBS_LIMIT = 64 };

// What the threads share; next and done are guarded by the lock.
struct sharing {
    struct test_run *run;
    pthread_mutex_t lock;
    size_t next;
};

static bool take_next(struct sharing *sharing, size_t *index) {
    pthread_mutex_lock(&sharing->lock);
    *index = sharing->next++;
    pthread_mutex_unlock(&sharing->lock);
    return *index < sharing->run->count;
}

static void end_case(struct sharing *sharing, struct outcome *outcome) {
    struct test_run *run = sharing->run;
    pthread_mutex_lock(&sharing->lock);
    if (run->done != NULL)
        run->done(outcome, run->state);
    pthread_mutex_unlock(&sharing->lock);
    if (outcome->kind == OUTCOME_PASSED)
        outcome_clear(outcome);
}

static void run_case(struct sharing *sharing, struct outcome *outcome) {
    const struct test_run *run = sharing->run;
    const struct test_case *test = outcome->test;
    struct verdict_options options = {.step_limit = run->step_limit};
    if (run->prepare != NULL)
        run->prepare(test, &options, run->state);
    outcome_make(test, test->file->session->program, &options, outcome);
    end_case(sharing, outcome);
}

static void *work(void *state) {
    struct sharing *sharing = state;
    size_t index;
    while (take_next(sharing, &index))
        run_case(sharing, &sharing->run->outcomes[index]);
    return NULL;
}

// A thread that cannot be started leaves its work to the others.
static void share_out(struct sharing *sharing) {
    pthread_t threads[JOBS_LIMIT];
    unsigned jobs = sharing->run->jobs < JOBS_LIMIT ? sharing->run->jobs : JOBS_LIMIT;
    unsigned started = 0;
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, work, sharing) == 0)
        started++;
    work(sharing);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

// ---- before and after ----

static void add_chosen(struct test_run *run, struct arena *arena) {
    size_t room = 0;
    for (size_t f = 0; f < run->file_count; f++)
        for (uint32_t i = 0; i < run->files[f]->case_count; i++) {
            const struct test_case *test = &run->files[f]->cases[i];
            if (run->chosen == NULL || run->chosen(test, run->state))
                ARENA_PUSH(arena, run->outcomes, run->count, room) = (struct outcome){.test = test};
        }
}

static void diagnose(const struct outcome *outcome) {
    struct diagnostics *all = outcome->test->file->session->program->diagnostics;
    for (uint32_t i = 0; i < outcome->mistake_count; i++) {
        const struct case_mistake *mistake = &outcome->mistakes[i];
        struct diagnostic *error =
            diagnostic_error(all, mistake->code, mistake->span, "%s", mistake->message);
        if (mistake->cure != NULL)
            diagnostic_cure(all, error, "%s", mistake->cure);
    }
}

static void sum_up(struct test_run *run) {
    for (size_t i = 0; i < run->count; i++) {
        diagnose(&run->outcomes[i]);
        run->passed += run->outcomes[i].kind == OUTCOME_PASSED;
        run->failed += run->outcomes[i].kind == OUTCOME_FAILED;
        run->mistaken += run->outcomes[i].kind == OUTCOME_MISTAKEN;
    }
}

void test_run_make(struct test_run *run, struct arena *arena) {
    struct sharing sharing = {.run = run, .lock = PTHREAD_MUTEX_INITIALIZER};
    add_chosen(run, arena);
    share_out(&sharing);
    sum_up(run);
}

void test_run_clear(struct test_run *run) {
    for (size_t i = 0; i < run->count; i++)
        outcome_clear(&run->outcomes[i]);
}
