// Scans elements a batch at a time: one is scanned while the one before it is placed.
#include "facts/ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/second.h"

// The tokens of some elements in one window of the input. Two batches suffice for its two buffers:
// the window leaves a buffer with the last batch that was made, so that only those before it, which
// are placed once there is room for another, were in the buffer that it goes to.
enum { BATCHES = 2, BATCH_TOKENS = 64 * 1024 };

struct batch {
    struct scan scan;
    bool full; // handed over to be placed; empty of elements it says that there are no more
};

struct ahead {
    struct input *input;
    struct awaited *awaited;
    unsigned depth;
    char separator;
    struct batch batches[BATCHES];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turn; // `full` of a batch changed
    // Of the thread that places:
    struct batch *batch;
    const struct scan_token *at, *end;
};

// ---- scanning ----

// The beginning of the next element behind the end of one; NULL where the window shows none.
static const char *skip_separator(const struct ahead *ahead, const char *at) {
    bool lines = ahead->separator == '\n';
    while (*at == ' ' || *at == '\t' || *at == '\r' || (*at == '\n' && !lines))
        at++;
    if (*at != ahead->separator)
        return NULL;
    at = scan_blanks(at + 1);
    return at < ahead->input->end && *at != ']' ? at : NULL;
}

// Takes elements from the window, as many as a batch holds.
static void fill(const struct ahead *ahead, struct scan *scan) {
    struct input *input = ahead->input;
    scan->count = 0;
    while (scan->count < BATCH_TOKENS) {
        size_t before = scan->count;
        const char *end = scan_another(scan, input->at, input->end, ahead->depth);
        const char *next = end == NULL ? NULL : skip_separator(ahead, end);
        if (next == NULL) {
            scan->count = before;
            return;
        }
        input->at += next - input->at;
    }
}

// Slides the window on, but does not widen it.
static bool slide(struct input *input) {
    bool all = input->at == input->buffer && input->end == input->buffer + input->room;
    return !all && input_more(input);
}

static void *scan_elements(void *state) {
    struct ahead *ahead = state;
    for (unsigned turn = 0;; turn++) {
        struct batch *batch = &ahead->batches[turn % BATCHES];
        pthread_mutex_lock(&ahead->lock);
        while (batch->full)
            pthread_cond_wait(&ahead->turn, &ahead->lock);
        pthread_mutex_unlock(&ahead->lock);
        do
            fill(ahead, &batch->scan);
        while (batch->scan.count == 0 && slide(ahead->input));
        bool ended = batch->scan.count == 0;
        pthread_mutex_lock(&ahead->lock);
        batch->full = true;
        pthread_cond_signal(&ahead->turn);
        pthread_mutex_unlock(&ahead->lock);
        if (ended)
            return NULL;
    }
}

// ---- placing ----

struct ahead *ahead_start(struct input *input, struct awaited *awaited, unsigned depth,
                          char separator) {
    struct ahead *ahead = calloc(1, sizeof *ahead);
    if (ahead == NULL)
        out_of_memory();
    ahead->input = input;
    ahead->awaited = awaited;
    ahead->depth = depth;
    ahead->separator = separator;
    awaited_settle(awaited); // while the window still has the texts of what was placed before
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->turn, NULL);
    if (second_start(&ahead->thread, scan_elements, ahead))
        return ahead;
    free(ahead);
    return NULL;
}

static void end(struct ahead *ahead) {
    pthread_join(ahead->thread, NULL);
    pthread_cond_destroy(&ahead->turn);
    pthread_mutex_destroy(&ahead->lock);
    for (int i = 0; i < BATCHES; i++)
        scan_clear(&ahead->batches[i].scan);
    free(ahead);
}

// Gives a batch back, whose bytes then go, and takes the next.
static void take_batch(struct ahead *ahead) {
    struct batch *placed = ahead->batch;
    struct batch *next = placed == &ahead->batches[0] ? &ahead->batches[1] : &ahead->batches[0];
    awaited_settle(ahead->awaited);
    pthread_mutex_lock(&ahead->lock);
    if (placed != NULL) {
        placed->full = false;
        pthread_cond_signal(&ahead->turn);
    }
    while (!next->full)
        pthread_cond_wait(&ahead->turn, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    ahead->batch = next;
    ahead->at = next->scan.tokens;
    ahead->end = next->scan.count > 0 ? ahead->at + next->scan.count : ahead->at;
}

const struct scan_token *ahead_next(struct ahead *ahead) {
    if (ahead->at == ahead->end)
        take_batch(ahead);
    const struct scan_token *element = ahead->at;
    if (element == ahead->end) {
        end(ahead);
        return NULL;
    }
    ahead->at = scan_next(element);
    return element;
}
