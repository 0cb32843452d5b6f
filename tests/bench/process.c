// Measures commands as whole processes, in turn, so that what else the machine does meets them
// alike. A line for each: CPU milliseconds (median), peak memory in KiB (largest), CPU and wall
// milliseconds (least).
//
// process RUNS COMMAND [ARGUMENT]... [-- COMMAND [ARGUMENT]...]...
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUN_LIMIT = 1000, COMMAND_LIMIT = 8 };

struct command {
    char **words;
    double cpu[RUN_LIMIT]; // milliseconds
    double wall;
    long peak;
};

static double wall_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int run(struct command *command, int number) {
    double start = wall_milliseconds();
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(126);
        execvp(command->words[0], command->words);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) > 2)
        return -1;
    double wall = wall_milliseconds() - start;
    command->cpu[number] = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    command->wall = number == 0 || wall < command->wall ? wall : command->wall;
    command->peak = usage.ru_maxrss > command->peak ? usage.ru_maxrss : command->peak;
    return 0;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Divides the words at each "--", which end them; the number of commands.
static int divide(char **words, struct command *commands) {
    int count = 0;
    while (*words && count < COMMAND_LIMIT) {
        commands[count++].words = words;
        while (*words && strcmp(*words, "--") != 0)
            words++;
        if (*words)
            *words++ = NULL;
    }
    return count;
}

int main(int argc, char **argv) {
    static struct command commands[COMMAND_LIMIT];
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > RUN_LIMIT) {
        fputs("usage: process RUNS COMMAND [ARGUMENT]... [-- COMMAND [ARGUMENT]...]...\n", stderr);
        return 2;
    }
    int count = divide(argv + 2, commands);
    for (int i = 0; i < runs * count; i++)
        if (run(&commands[i % count], i / count)) {
            fprintf(stderr, "%s failed\n", commands[i % count].words[0]);
            return 1;
        }
    for (int i = 0; i < count; i++) {
        struct command *command = &commands[i];
        qsort(command->cpu, (size_t)runs, sizeof *command->cpu, compare);
        printf("%.3f %ld %.3f %.3f\n", command->cpu[runs / 2], command->peak, command->cpu[0],
               command->wall);
    }
    return 0;
}
