// Asking a host many things at once: over a slow link the answers' way is what takes the time.
#ifndef PLIM_GATHER_LIBVIRT_FETCH_H
#define PLIM_GATHER_LIBVIRT_FETCH_H

#include <libvirt/libvirt.h>
#include <stddef.h>

// Asks one question, number INDEX. It runs on any thread, and puts what it learns where nobody else
// writes; libvirt's errors belong to the thread, so it also keeps the reason of a failure.
typedef void fetch_question(void *context, size_t index);

// Questions that are being asked.
struct fetch;

// Returns how many questions are best under way at once on that connection: many where an answer
// takes longer on its way than to make, few where that only keeps both ends busy.
unsigned int fetch_lanes(virConnectPtr connection);

// Begins to ask the COUNT questions from FIRST on, each once and in this order, as many at once as
// there are lanes. The caller may do something else meanwhile, and gets them with fetch_finish.
struct fetch *fetch_begin(fetch_question *ask, void *context, size_t first, size_t count,
                          unsigned int lanes);
// Waits until all are answered, and frees FETCH.
void fetch_finish(struct fetch *fetch);

// Asks the COUNT questions from 0 on, and waits.
void fetch_all(fetch_question *ask, void *context, size_t count, unsigned int lanes);

#endif
