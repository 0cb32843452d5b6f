// How long work takes.
#include "config.h"

#include "base/stopwatch.h"

#include <inttypes.h>
#include <time.h>

int64_t stopwatch_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void stopwatch_add(struct text *out, int64_t nanoseconds) {
    static const struct {
        int64_t size;
        const char *unit;
    } units[] = {{1000000000, "s"}, {1000000, "ms"}, {1000, "us"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (nanoseconds >= units[i].size) {
            text_addf(out, "%6.2f %-2s", (double)nanoseconds / (double)units[i].size,
                      units[i].unit);
            return;
        }
    text_addf(out, "%6" PRId64 " ns", nanoseconds);
}
