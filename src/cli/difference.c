// diff(1) is given the one text as a file of its own, and the other on its standard input.
#define _POSIX_C_SOURCE 200809L

#include "cli/difference.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/option.h"

extern char **environ;

enum { DIFF_FOUND = 1 }; // its exit status where texts differ

// An open file without a name that holds a text, read from its beginning; NULL with errno set.
static FILE *file_of(const struct text *text) {
    FILE *file = tmpfile();
    if (file != NULL && fwrite(text_data(text), 1, text->size, file) == text->size &&
        fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0)
        return file;
    if (file != NULL)
        fclose(file);
    return NULL;
}

// Runs diff between two open files, 3 and 0 of the child. Returns an errno, or 0.
static int run_diff(const char *name, int before, int after, int *status) {
    char *arguments[] = {"diff",       "-u",        "--label", (char *)name, "--label",
                         (char *)name, "/dev/fd/3", "-",       NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem != 0)
        return problem;
    problem = posix_spawn_file_actions_adddup2(&actions, after, 0);
    if (problem == 0)
        problem = posix_spawn_file_actions_adddup2(&actions, before, 3);
    if (problem == 0)
        problem = posix_spawnp(&pid, "diff", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    while (problem == 0 && waitpid(pid, status, 0) < 0)
        problem = errno == EINTR ? 0 : errno;
    return problem;
}

bool difference_print(const char *command, const char *file, const struct text *before,
                      const struct text *after) {
    FILE *files[] = {file_of(before), file_of(after)};
    int status = 0,
        problem = files[0] == NULL || files[1] == NULL || fflush(stdout) != 0 ? errno : 0;
    if (problem == 0)
        problem = run_diff(file, fileno(files[0]), fileno(files[1]), &status);
    for (int i = 0; i < 2; i++)
        if (files[i] != NULL)
            fclose(files[i]);
    if (problem != 0)
        return complain(command, "diff cannot be run: %s", strerror(problem));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != DIFF_FOUND)
        return complain(command, "diff failed for %s", file);
    return true;
}
