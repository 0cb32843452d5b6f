// Asking a host many things at once: over a slow link most of the time is that of the answers' way.
#include "config.h"

#include "gather/libvirt/fetch.h"
#include "gather/libvirt/xml.h"
#include "base/clock.h"

#include <pthread.h>
#include <stdatomic.h>

// More lanes than this gain nothing on this machine.
#define NEAR_LANES 3

// A round trip that takes longer than this, in nanoseconds, is over a slow link.
#define SLOW 1000000

// One thread: the questions that it takes from, and its arena.
struct lane {
    struct fetch *fetch;
    struct arena *arena;
    pthread_t thread;
};

struct fetch {
    struct fetch_questions questions;
    atomic_size_t next;
    struct lane lane[LANES];
    unsigned int threads;
};

// The quickest of a few round trips, because others may have waited for the processor.
void lanes_open(struct lanes *lanes, virConnectPtr connection) {
    int64_t quickest = INT64_MAX;
    for (int i = 0; i < 3 && quickest > SLOW; i++) {
        unsigned long version;
        int64_t before = clock_running();
        virConnectGetLibVersion(connection, &version);
        int64_t took = clock_running() - before;
        quickest = took < quickest ? took : quickest;
    }
    lanes->count = quickest > SLOW ? LANES : NEAR_LANES;
    for (unsigned int i = 0; i < lanes->count; i++)
        lanes->arena[i] = arena_new();
}

void lanes_close(struct lanes *lanes) {
    for (unsigned int i = 0; i < lanes->count; i++)
        arena_free(lanes->arena[i]);
}

static void answer(struct lane *lane) {
    struct fetch *fetch = lane->fetch;
    const struct fetch_questions *questions = &fetch->questions;
    size_t index, end = questions->first + questions->count;
    while ((index = atomic_fetch_add(&fetch->next, 1)) < end)
        questions->ask(questions->context, index, lane->arena);
}

static void *answer_quietly(void *lane) {
    xml_quiet();
    answer(lane);
    return NULL;
}

static bool start(struct lane *lane) {
    return pthread_create(&lane->thread, NULL, answer_quietly, lane) == 0;
}

// A thread that cannot be had leaves its share to the others, or to the caller.
struct fetch *fetch_begin(struct lanes *lanes, const struct fetch_questions *questions) {
    struct fetch *fetch = ARENA_NEW(lanes->arena[0], struct fetch);
    fetch->questions = *questions;
    atomic_init(&fetch->next, questions->first);
    for (unsigned int i = 0; i < lanes->count; i++)
        fetch->lane[i] = (struct lane){.fetch = fetch, .arena = lanes->arena[i]};
    while (fetch->threads < lanes->count && fetch->threads < questions->count &&
           start(&fetch->lane[fetch->threads]))
        fetch->threads++;
    return fetch;
}

void fetch_finish(struct fetch *fetch) {
    if (fetch->threads == 0)
        answer(&fetch->lane[0]);
    for (unsigned int i = 0; i < fetch->threads; i++)
        pthread_join(fetch->lane[i].thread, NULL);
}

void fetch_all(struct lanes *lanes, fetch_question *ask, void *context, size_t count) {
    fetch_finish(fetch_begin(lanes, &(struct fetch_questions){ask, context, 0, count}));
}
