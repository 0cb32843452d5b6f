// Asking a host many things at once: over a slow link most of the time is that of the answers' way.
#ifndef PLIM_GATHER_LIBVIRT_FETCH_H
#define PLIM_GATHER_LIBVIRT_FETCH_H

#include "base/arena.h"

#include <libvirt/libvirt.h>
#include <stddef.h>

// Asks one question, number INDEX. It runs on any thread, and puts the answer where no other
// question writes, with its texts in ARENA, which is the thread's. libvirt's errors belong to the
// thread, so the question also keeps the reason of a failure.
typedef void fetch_question(void *context, size_t index, struct arena *arena);

// Several questions about COUNT things, from the one with the number FIRST on.
struct fetch_questions {
    fetch_question *ask;
    void *context;
    size_t first, count;
};

// More lanes than this gain nothing on a link of 5 ms.
enum { LANES = 16 };

// The threads that may ask at the same time, and an arena for each, which keeps what it answered.
struct lanes {
    struct arena *arena[LANES];
    unsigned int count;
};

// Chooses how many questions are asked at once on that connection: many where an answer takes
// longer on its way than to make, few where more only keep both ends busy.
void lanes_open(struct lanes *lanes, virConnectPtr connection);
// Frees the lanes with all that was answered; zeroed ones are fine.
void lanes_close(struct lanes *lanes);

// Questions that are being asked.
struct fetch;

// Begins to ask questions, each once and in their order, as many at once as there are lanes. The
// caller may do something else meanwhile, then calls fetch_finish; no other questions may be asked
// until then.
struct fetch *fetch_begin(struct lanes *lanes, const struct fetch_questions *questions);
// Waits until all are answered; FETCH is void afterwards.
void fetch_finish(struct fetch *fetch);

// Asks the COUNT questions from 0 on, and waits.
void fetch_all(struct lanes *lanes, fetch_question *ask, void *context, size_t count);

#endif
