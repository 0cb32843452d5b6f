// Running child processes: some at once, each with a deadline, their output kept.
//
// A process bounds what a library does not: a call that never returns cannot be cancelled from
// another thread, but a process can be killed.
#include "config.h"

#include "gather/children.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
    TICK = 100,        // ms between two calls of the watcher
    PAUSE = 5,         // ms until a process that has closed its output is looked at again
    LONGEST = 1 << 30, // ms that poll is given at most
};

#define NEVER INT64_MAX

// A process that runs. The files are -1 when they are closed. While it waits, its deadline is NEVER
// and `left` is the time that it has after that.
struct running {
    struct child *child;
    pid_t pid;
    int output, errors;
    int64_t deadline, left;
};

// At most `room` run at once.
struct runner {
    struct running *running;
    struct pollfd *files; // two for each that runs
    size_t count, room;
    const struct children_options *options;
};

static void close_file(int *file) {
    if (*file >= 0)
        close(*file);
    *file = -1;
}

// Reads what is there, and keeps no more of it than `most`; the end of the text, or a failure,
// closes the file. Returns whether all was kept.
static bool read_some(int *file, struct text *text, size_t most) {
    char bytes[65536];
    ssize_t got = read(*file, bytes, sizeof bytes);
    size_t size = got > 0 ? (size_t)got : 0, room = most - text->size;
    text_add_bytes(text, bytes, size < room ? size : room);
    if (got == 0 || (got < 0 && errno != EINTR))
        close_file(file);
    return size <= room;
}

// A file that holds the text, or nothing; -1 with errno set. A pipe would have to be filled while
// the process reads.
static int open_input(const char *text) {
    if (text == NULL)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    FILE *file = tmpfile();
    if (file == NULL)
        return -1;
    int copy = -1;
    if (fputs(text, file) >= 0 && fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0)
        copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    fclose(file);
    return copy;
}

// What this program ignores, because its writing says so, may end others.
static int reset_signals(posix_spawnattr_t *attributes) {
    sigset_t ignored;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigaddset(&ignored, SIGXFSZ);
    int problem = posix_spawnattr_init(attributes);
    if (problem == 0)
        problem = posix_spawnattr_setsigdefault(attributes, &ignored);
    return problem != 0 ? problem : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

// Returns 0, or the errno of what failed.
static int spawn(pid_t *pid, const struct child *child, const int files[4]) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t defaults;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem != 0)
        return problem;
    problem = reset_signals(&defaults);
    for (int i = 0; problem == 0 && i < 4; i++)
        if (i < CHILD_SHARED || files[i] > 0)
            problem = posix_spawn_file_actions_adddup2(&actions, files[i], i);
    if (problem == 0)
        problem = posix_spawn(pid, child->path, &actions, &defaults, child->arguments, environ);
    posix_spawnattr_destroy(&defaults);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static void start(struct runner *runner, struct child *child) {
    int output[2] = {-1, -1}, errors[2] = {-1, -1}, input = open_input(child->input);
    struct running *running = &runner->running[runner->count];
    bool opened = input >= 0 && pipe2(output, O_CLOEXEC) == 0 && pipe2(errors, O_CLOEXEC) == 0;
    pid_t pid = 0;
    const int files[4] = {input, output[1], errors[1], runner->options->shared};
    child->problem = opened ? spawn(&pid, child, files) : errno;
    close_file(&input);
    close_file(&output[1]);
    close_file(&errors[1]);
    if (child->problem != 0) {
        child->state = CHILD_ENDED;
        close_file(&output[0]);
        close_file(&errors[0]);
        return;
    }
    child->state = CHILD_RUNS;
    *running = (struct running){
        .child = child,
        .pid = pid,
        .output = output[0],
        .errors = errors[0],
        .deadline = clock_milliseconds() + (int64_t)runner->options->seconds * 1000,
    };
    runner->count++;
}

// Milliseconds until a deadline, or until a process that has closed its output may have ended.
static int patience(const struct runner *runner) {
    int64_t now = clock_milliseconds(), left = runner->options->watch ? TICK : LONGEST;
    for (size_t i = 0; i < runner->count; i++) {
        const struct running *running = &runner->running[i];
        bool closed = running->output < 0 && running->errors < 0;
        int64_t its = closed ? PAUSE : running->deadline - now;
        left = its < left ? its : left;
    }
    return left > 0 ? (int)left : 0;
}

// Stops the time of a process while it waits.
static void keep_time(struct running *running, const char *waiting) {
    const struct text *output = &running->child->output;
    size_t size = strlen(waiting);
    bool waits =
        output->size >= size && memcmp(output->data + output->size - size, waiting, size) == 0;
    int64_t now = clock_milliseconds();
    if (waits && running->deadline != NEVER) {
        running->left = running->deadline - now;
        running->deadline = NEVER;
    } else if (!waits && running->deadline == NEVER) {
        running->deadline = now + running->left;
    }
}

static void read_all(struct runner *runner) {
    for (size_t i = 0; i < runner->count; i++) {
        const struct running *running = &runner->running[i];
        runner->files[2 * i] = (struct pollfd){.fd = running->output, .events = POLLIN};
        runner->files[2 * i + 1] = (struct pollfd){.fd = running->errors, .events = POLLIN};
    }
    if (poll(runner->files, 2 * runner->count, patience(runner)) <= 0)
        return;
    for (size_t i = 0; i < runner->count; i++) {
        struct running *running = &runner->running[i];
        if (runner->files[2 * i].revents != 0) {
            running->child->excessive =
                !read_some(&running->output, &running->child->output, CHILD_OUTPUT);
            if (runner->options->waiting)
                keep_time(running, runner->options->waiting);
        }
        if (runner->files[2 * i + 1].revents != 0)
            read_some(&running->errors, &running->child->errors, CHILD_ERRORS);
    }
}

// Returns whether the process, which may take that many seconds, has ended, killing it at its
// deadline or where it wrote too much.
static bool has_ended(struct running *running, unsigned int seconds) {
    bool late = clock_milliseconds() >= running->deadline, over = late || running->child->excessive;
    if (!over && (running->output >= 0 || running->errors >= 0))
        return false;
    pid_t ended = waitpid(running->pid, &running->child->status, WNOHANG);
    if (ended == 0 && !over)
        return false;
    if (ended == 0) {
        kill(running->pid, SIGKILL);
        waitpid(running->pid, &running->child->status, 0);
        running->child->late = late && !running->child->excessive;
    }
    close_file(&running->output);
    close_file(&running->errors);
    int64_t left =
        running->deadline == NEVER ? running->left : running->deadline - clock_milliseconds();
    running->child->seconds = seconds - (unsigned int)(left > 0 ? left / 1000 : 0);
    running->child->state = CHILD_ENDED;
    return true;
}

static void take_out_the_ended(struct runner *runner) {
    size_t kept = 0;
    for (size_t i = 0; i < runner->count; i++)
        if (!has_ended(&runner->running[i], runner->options->seconds))
            runner->running[kept++] = runner->running[i];
    runner->count = kept;
}

void children_run(struct child *children, size_t count, const struct children_options *options) {
    size_t room = options->jobs < count ? options->jobs : count, started = 0;
    struct arena *arena = arena_new();
    struct runner runner = {
        .running = ARENA_ARRAY(arena, struct running, room),
        .files = ARENA_ARRAY(arena, struct pollfd, 2 * room),
        .room = room,
        .options = options,
    };
    signal(SIGCHLD, SIG_DFL); // where it is ignored, the status of a process is lost
    while (started < count || runner.count > 0) {
        while (started < count && runner.count < runner.room)
            start(&runner, &children[started++]);
        if (runner.count > 0)
            read_all(&runner);
        take_out_the_ended(&runner);
        if (options->watch)
            options->watch(options->state);
    }
    arena_free(arena);
}

void child_clear(struct child *child) {
    text_clear(&child->output);
    text_clear(&child->errors);
}
