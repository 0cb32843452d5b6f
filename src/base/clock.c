// What time it is, and how long work takes.
#include "config.h"

#include "base/clock.h"

#include <inttypes.h>
#include <time.h>

static const int64_t second = 1000000000;

int64_t clock_now(void) {
    return (int64_t)time(NULL) * second;
}

int64_t clock_running(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * second + now.tv_nsec;
}

int64_t clock_milliseconds(void) {
    return clock_running() / 1000000;
}

void clock_add_duration(struct text *out, int64_t nanoseconds) {
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
