// A second thread for work beside that of the first.
#include "config.h"

#include "base/second.h"

#include <sched.h>
#include <signal.h>

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
