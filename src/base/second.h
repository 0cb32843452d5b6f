// A second thread for work beside that of the first.
#ifndef PLIM_BASE_SECOND_H
#define PLIM_BASE_SECOND_H

#include <pthread.h>
#include <stdbool.h>

// Starts it; who started it joins it with pthread_join. False, with nothing done, where the process
// may run on one processor only, or no thread can be had: then the work is done by the first.
bool second_start(pthread_t *thread, void *(*work)(void *state), void *state);

#endif
