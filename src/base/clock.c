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

void clock_add_duration(struct text *out, int64_t nanoseconds, int columns) {
    static const struct {
        int64_t size;
        const char *unit;
    } units[] = {{1000000000, "s"}, {1000000, "ms"}, {1000, "us"}, {0, "ns"}};
    size_t at = 0;
    while (nanoseconds < units[at].size)
        at++;
    int number = columns > 3 ? columns - 3 : 0; // a blank and a unit stand behind it
    if (units[at].size == 0)
        text_addf(out, "%*" PRId64 " %-2s", number, nanoseconds, units[at].unit);
    else
        text_addf(out, "%*.2f %-2s", number, (double)nanoseconds / (double)units[at].size,
                  units[at].unit);
}
