// Several threads evaluate one policy over one store, and load facts against it, at the same time.
#include "config.h"

#include <plimsoll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 8, MACHINES = 3000, BLANKS = 700 };

static const char policy_text[] =
    "policy threads \"Threads\" version \"1\"\n"
    "use facts virtualization 1\n"
    "summary \"{count(vm)} machines\"\n"
    "rule memory \"Memory\" { require dest.memory >= sum(vm.memory) }\n"
    "rule unknown \"A fact is missing\" { require max(vm.vcpus) <= dest.cpus }\n"
    "rule naming \"Names\" {\n"
    "    for each vm\n"
    "    require vm.name matches '^vm[0-9]*[02468]$' message \"{vm.name} is odd\"\n"
    "    remedy \"Rename {vm.name} to {upper(vm.name)}.\"\n"
    "}\n"
    "rule there \"Look-up\" { for each vm require vm.name in dest.vm.name or vm.memory > 1 KiB }\n";

// Blanks in every machine make it as large as what is hashed and scanned on threads beside.
static char *facts_text(void) {
    size_t room = 200 + MACHINES * (100 + BLANKS), used;
    char *text = malloc(room);
    if (text == NULL)
        abort();
    used = (size_t)snprintf(text, room,
                            "{\"facts\":\"virtualization\",\"version\":1,"
                            "\"dest\":{\"memory\":\"1 TiB\",\"vm\":[{\"name\":\"vm7\"}]},\"vm\":[");
    for (int i = 0; i < MACHINES; i++)
        used += (size_t)snprintf(text + used, room - used,
                                 "%s{\"name\":\"vm%d\",\"memory\":\"1 GiB\",%*s\"vcpus\":2}",
                                 i == 0 ? "" : ",", i, BLANKS, "");
    snprintf(text + used, room - used, "]}");
    return text;
}

struct shared {
    const plim_policy *policy;
    const plim_facts *facts;
    const char *text;
    char *reports[THREADS];
    int failures;
    pthread_mutex_t lock;
};

struct worker {
    struct shared *shared;
    int number;
};

static void fail(struct shared *shared) {
    pthread_mutex_lock(&shared->lock);
    shared->failures++;
    pthread_mutex_unlock(&shared->lock);
}

static char *report_of(const struct shared *shared, const plim_facts *facts) {
    plim_options options = PLIM_OPTIONS;
    options.has_now = 1;
    plim_result *result = plim_evaluate(shared->policy, facts, &options);
    char *report = result != NULL ? plim_result_report(result, "json", NULL) : NULL;
    plim_result_free(result);
    return report;
}

// A new set of facts, loaded while the other threads evaluate.
static void load_again(struct shared *shared) {
    plim_facts *facts = plim_facts_new(shared->policy);
    plim_facts_add_text(facts, "text", shared->text, strlen(shared->text));
    if (plim_facts_load(facts) != 0)
        fail(shared);
    plim_facts_free(facts);
}

static void *work(void *state) {
    struct worker *worker = state;
    struct shared *shared = worker->shared;
    for (int i = 0; i < ROUNDS; i++) {
        char *report = report_of(shared, shared->facts);
        char **first = &shared->reports[worker->number];
        if (report == NULL || (*first != NULL && strcmp(report, *first) != 0))
            fail(shared);
        if (*first == NULL)
            *first = report;
        else
            plim_free(report);
        if (i % 4 == worker->number)
            load_again(shared);
    }
    return NULL;
}

static int count;
static int failed;

static void ok(int good, const char *name) {
    printf("%sok %d - %s\n", good ? "" : "not ", ++count, name);
    failed += !good;
}

static void run(struct shared *shared) {
    pthread_t threads[THREADS];
    struct worker workers[THREADS];
    int started = 0, same = 0;
    for (; started < THREADS; started++) {
        workers[started] = (struct worker){shared, started};
        if (pthread_create(&threads[started], NULL, work, &workers[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    ok(started == THREADS && shared->failures == 0, "every round gives the same bytes");
    char *alone = report_of(shared, shared->facts);
    for (int i = 0; i < THREADS; i++)
        same +=
            alone != NULL && shared->reports[i] != NULL && strcmp(shared->reports[i], alone) == 0;
    ok(same == THREADS, "every thread gives the bytes of a single one");
    ok(alone != NULL && strstr(alone, "\"verdict\": \"fail\"") != NULL &&
           strstr(alone, "\"failed_count\": 1500,") != NULL &&
           strstr(alone, "\"fact\": \"dest.cpus\"") != NULL,
       "and they hold what was found");
    plim_free(alone);
}

int main(void) {
    const char *search_path = getenv("PLIMSOLL_PATH");
    plim_policy *policy = plim_policy_new(search_path);
    char *text = facts_text();
    struct shared shared = {.text = text};
    pthread_mutex_init(&shared.lock, NULL);
    plim_policy_add_text(policy, "threads.plim", policy_text, sizeof policy_text - 1);
    if (plim_policy_check(policy) != 0) {
        printf("Bail out! %s\n", plim_policy_messages(policy));
        return 1;
    }
    ok(plim_policy_check(policy) == 0, "a policy that was checked stays so");
    plim_facts *facts = plim_facts_new(policy);
    plim_facts_add_text(facts, "text", text, strlen(text));
    ok(plim_evaluate(policy, facts, NULL) == NULL, "facts that are not loaded have no result");
    ok(plim_facts_load(facts) == 0, "the facts load");
    shared.policy = policy;
    shared.facts = facts;
    if (failed == 0)
        run(&shared);
    else
        fputs(plim_facts_messages(facts), stderr);
    printf("1..%d\n", count);
    for (int i = 0; i < THREADS; i++)
        plim_free(shared.reports[i]);
    plim_facts_free(facts);
    plim_policy_free(policy);
    free(text);
    pthread_mutex_destroy(&shared.lock);
    return failed != 0;
}
