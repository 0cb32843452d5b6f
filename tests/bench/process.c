// Measures a command as a whole process: CPU milliseconds (median) and peak memory (largest) over
// some runs.
//
// process RUNS COMMAND [ARGUMENT]...
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(char **command, double *milliseconds, long *peak) {
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(126);
        execvp(command[0], command);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) > 2)
        return -1;
    *milliseconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    *peak = usage.ru_maxrss > *peak ? usage.ru_maxrss : *peak;
    return 0;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > 1000) {
        fputs("usage: process RUNS COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    double milliseconds[1000];
    long peak = 0;
    for (int i = 0; i < runs; i++)
        if (run(argv + 2, &milliseconds[i], &peak)) {
            fprintf(stderr, "%s failed\n", argv[2]);
            return 1;
        }
    qsort(milliseconds, (size_t)runs, sizeof *milliseconds, compare);
    printf("%.3f %ld\n", milliseconds[runs / 2], peak);
    return 0;
}
