// Asking a host many things at once: over a slow link the answers' way is what takes the time.
#include "config.h"

#include "gather/libvirt/fetch.h"
#include "gather/memory.h"
#include "gather/libvirt/xml.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

// More lanes than this gain nothing on a link of 5 ms, and more than the other on this machine.
#define LANES 16
#define NEAR_LANES 3

// A round trip that takes longer than this, in nanoseconds, is not to a neighbour.
#define SLOW 1000000

struct fetch {
    fetch_question *ask;
    void *context;
    atomic_size_t next;
    size_t end;
    pthread_t thread[LANES];
    unsigned int threads;
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

// The quickest of a few round trips: others may have waited for the processor.
unsigned int fetch_lanes(virConnectPtr connection) {
    int64_t quickest = INT64_MAX;
    for (int i = 0; i < 3 && quickest > SLOW; i++) {
        unsigned long version;
        int64_t before = now();
        virConnectGetLibVersion(connection, &version);
        int64_t took = now() - before;
        quickest = took < quickest ? took : quickest;
    }
    return quickest > SLOW ? LANES : NEAR_LANES;
}

static void *answer(void *context) {
    struct fetch *fetch = context;
    size_t index;
    while ((index = atomic_fetch_add(&fetch->next, 1)) < fetch->end)
        fetch->ask(fetch->context, index);
    return NULL;
}

static void *answer_quietly(void *context) {
    xml_quiet();
    return answer(context);
}

// A thread that cannot be had leaves its share to the others, or to the caller.
struct fetch *fetch_begin(fetch_question *ask, void *context, size_t first, size_t count,
                          unsigned int lanes) {
    struct fetch *fetch = memory_new(sizeof *fetch);
    fetch->ask = ask;
    fetch->context = context;
    fetch->end = first + count;
    atomic_init(&fetch->next, first);
    while (fetch->threads < lanes && fetch->threads < LANES && fetch->threads < count &&
           pthread_create(&fetch->thread[fetch->threads], NULL, answer_quietly, fetch) == 0)
        fetch->threads++;
    return fetch;
}

void fetch_finish(struct fetch *fetch) {
    if (fetch->threads == 0)
        answer(fetch);
    for (unsigned int i = 0; i < fetch->threads; i++)
        pthread_join(fetch->thread[i], NULL);
    free(fetch);
}

void fetch_all(fetch_question *ask, void *context, size_t count, unsigned int lanes) {
    fetch_finish(fetch_begin(ask, context, 0, count, lanes));
}
