// A second thread for work beside that of the first.
#ifndef PLIM_BASE_SECOND_H
#define PLIM_BASE_SECOND_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

// Starts it; who started it joins it with pthread_join. False, with nothing done, where the process
// may run on one processor only, or no thread can be had: then the work is done by the first.
bool second_start(pthread_t *thread, void *(*work)(void *state), void *state);

// Does work for the numbers from 0 to count, as work(state, first, end) for SECOND_SHARE of them at
// a time, in any order, and returns once all is done. Of more than two shares a second thread takes
// some, too: what work writes to is of its numbers only, and nothing is taken from an arena.
enum { SECOND_SHARE = 16 * 1024 };
void second_share(uint32_t count, void (*work)(void *state, uint32_t first, uint32_t end),
                  void *state);

#endif
