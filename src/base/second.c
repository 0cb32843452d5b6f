// A second thread for work beside that of the first.
#include "config.h"

#include "base/second.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

// Where this cannot be asked there may be many.
static bool is_alone(void) {
#ifdef HAVE_SCHED_GETAFFINITY
    cpu_set_t processors;
    return sched_getaffinity(0, sizeof processors, &processors) == 0 && CPU_COUNT(&processors) < 2;
#else
    return false;
#endif
}

// Signals go to the threads that the program knows of.
bool second_start(pthread_t *thread, void *(*work)(void *state), void *state) {
    sigset_t all, before;
    if (is_alone())
        return false;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    bool started = pthread_create(thread, NULL, work, state) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

struct sharing {
    void (*work)(void *state, uint32_t first, uint32_t end);
    void *state;
    uint32_t count;
    atomic_uint_fast64_t next;
};

static void *take_shares(void *of) {
    struct sharing *sharing = of;
    uint64_t first;
    while ((first = atomic_fetch_add(&sharing->next, SECOND_SHARE)) < sharing->count) {
        uint64_t end = first + SECOND_SHARE;
        sharing->work(sharing->state, (uint32_t)first,
                      end < sharing->count ? (uint32_t)end : sharing->count);
    }
    return NULL;
}

void second_share(uint32_t count, void (*work)(void *state, uint32_t first, uint32_t end),
                  void *state) {
    struct sharing sharing = {work, state, count, 0};
    pthread_t thread;
    bool both = count > 2 * SECOND_SHARE && second_start(&thread, take_shares, &sharing);
    take_shares(&sharing);
    if (both)
        pthread_join(thread, NULL);
}
