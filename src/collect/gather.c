// Starting the collectors: one process for each host, all at once, none longer than a deadline.
//
// A process bounds what libvirt does not: opening a connection to a daemon that hangs never
// returns, and a call that is stuck cannot be cancelled from another thread.
#include "config.h"

#include "collect/gather.h"

#include "collect/memory.h"
#include "facts/write_json.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COLLECTOR "plimsoll-collect-libvirt"

extern char **environ;

// What a process writes into one of its pipes. The file is -1 when it is closed.
struct stream {
    int file;
    char *text;
    size_t length, room;
};

// One collector. `late` tells that it was killed at the deadline, `failure` why the host gave no
// facts (else it is NULL). `pid` is 0 once it has ended.
struct worker {
    const struct gather_host *host;
    pid_t pid;
    struct stream output, errors;
    int status;
    bool late;
    char *failure;
};

char *gather_uri(const char *text) {
    static const char scheme[] = "test:";
    size_t length = sizeof scheme - 1;
    if (strncmp(text, scheme, length) != 0 || strncmp(text + length, "//", 2) == 0)
        return string_copy(text);
    char *path = realpath(text + length, NULL);
    char *uri = path ? string_format("test://%s", path) : NULL;
    free(path);
    return uri;
}

static int64_t milliseconds(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (int64_t)moment.tv_sec * 1000 + moment.tv_nsec / 1000000;
}

static void stream_close(struct stream *stream) {
    if (stream->file >= 0)
        close(stream->file);
    stream->file = -1;
}

// Reads what is there; the end of the text, or a failure, closes the stream.
static void stream_read(struct stream *stream) {
    if (stream->room - stream->length < 2) {
        stream->room = stream->room ? 2 * stream->room : 65536;
        char *longer = memory_new(stream->room);
        if (stream->length > 0)
            memcpy(longer, stream->text, stream->length);
        free(stream->text);
        stream->text = longer;
    }
    ssize_t got =
        read(stream->file, stream->text + stream->length, stream->room - stream->length - 1);
    if (got > 0)
        stream->length += (size_t)got;
    else if (got == 0 || errno != EINTR)
        stream_close(stream);
    stream->text[stream->length] = '\0';
}

static char *collector_path(void) {
    const char *directory = getenv("PLIMSOLL_LIBEXEC");
    return string_format("%s/%s", directory && *directory ? directory : PLIM_LIBEXEC_DIR,
                         COLLECTOR);
}

// Returns 0, or the errno of what failed. The collector gets no terminal to read from.
static int spawn(pid_t *pid, const char *path, char **arguments, int output, int errors) {
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem != 0)
        return problem;
    problem = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (problem == 0)
        problem = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (problem == 0)
        problem = posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    if (problem == 0)
        problem = posix_spawn(pid, path, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static void worker_start(struct worker *worker, const char *path, const char *now) {
    int output[2] = {-1, -1}, errors[2] = {-1, -1};
    const char *arguments[8] = {COLLECTOR, "--role", worker->host->role};
    size_t used = 3;
    if (now) {
        arguments[used++] = "--now";
        arguments[used++] = now;
    }
    arguments[used++] = "--";
    arguments[used++] = worker->host->uri;
    int problem = pipe2(output, O_CLOEXEC) == 0 && pipe2(errors, O_CLOEXEC) == 0 ? 0 : errno;
    if (problem == 0)
        problem = spawn(&worker->pid, path, (char **)arguments, output[1], errors[1]);
    if (problem != 0) {
        worker->pid = 0;
        worker->failure = string_format("cannot run %s: %s", path, strerror(problem));
    }
    worker->output.file = output[0];
    worker->errors.file = errors[0];
    if (output[1] >= 0)
        close(output[1]);
    if (errors[1] >= 0)
        close(errors[1]);
}

// Waits for something to read, until the deadline; returns false once it has passed. Sets *reading
// to false where nothing is left to read.
static bool read_some(struct worker *workers, size_t count, int64_t deadline, bool *reading) {
    struct pollfd *files = memory_new(2 * count * sizeof *files);
    int64_t left = deadline - milliseconds();
    *reading = false;
    for (size_t i = 0; i < count; i++) {
        files[2 * i] = (struct pollfd){.fd = workers[i].output.file, .events = POLLIN};
        files[2 * i + 1] = (struct pollfd){.fd = workers[i].errors.file, .events = POLLIN};
        *reading |= workers[i].output.file >= 0 || workers[i].errors.file >= 0;
    }
    if (*reading && left > 0 && poll(files, 2 * count, (int)left) > 0) {
        for (size_t i = 0; i < count; i++) {
            if (files[2 * i].revents)
                stream_read(&workers[i].output);
            if (files[2 * i + 1].revents)
                stream_read(&workers[i].errors);
        }
    }
    free(files);
    return left > 0;
}

// Waits for the process, which has closed its pipes and so is about to end, or kills it.
static void worker_end(struct worker *worker, int64_t deadline) {
    struct timespec pause = {.tv_nsec = 2000000};
    stream_close(&worker->output);
    stream_close(&worker->errors);
    if (worker->pid == 0)
        return;
    pid_t ended;
    while ((ended = waitpid(worker->pid, &worker->status, WNOHANG)) == 0 &&
           milliseconds() < deadline)
        nanosleep(&pause, NULL);
    if (ended == 0) {
        kill(worker->pid, SIGKILL);
        waitpid(worker->pid, &worker->status, 0);
        worker->late = true;
    }
    worker->pid = 0;
}

// The collector's own message, without the name that it puts before it and the end of its line.
static char *last_words(const struct stream *errors) {
    static const char prefix[] = "plimsoll: ";
    const char *text = errors->text ? errors->text : "";
    if (strncmp(text, prefix, sizeof prefix - 1) == 0)
        text += sizeof prefix - 1;
    return string_format("%.*s", (int)strcspn(text, "\n"), text);
}

static char *failure_of_status(const struct worker *worker) {
    char *words = last_words(&worker->errors), *failure;
    if (WIFSIGNALED(worker->status))
        failure = string_format("the collector for %s ended by signal %d (%s)", worker->host->uri,
                                WTERMSIG(worker->status), strsignal(WTERMSIG(worker->status)));
    else if (*words)
        return words;
    else
        failure = string_format("the collector for %s ended with status %d and no message",
                                worker->host->uri, WEXITSTATUS(worker->status));
    free(words);
    return failure;
}

// Cuts the output down to its last line, the fullest answer; a line that a kill cut short is none.
static const char *last_answer(struct worker *worker) {
    struct stream *output = &worker->output;
    char *text = output->text;
    if (!text)
        return "";
    while (worker->late && output->length > 0 && text[output->length - 1] != '\n')
        output->length--;
    while (output->length > 0 && text[output->length - 1] == '\n')
        output->length--;
    text[output->length] = '\0';
    char *newline = strrchr(text, '\n');
    return newline ? newline + 1 : text;
}

// Takes the host's facts out of what the collector printed and puts them where they belong.
static bool worker_deliver(struct worker *worker, cJSON *document, cJSON *collected) {
    const char *text = last_answer(worker);
    cJSON *answer = cJSON_ParseWithOpts(text, NULL, true);
    cJSON *host = cJSON_DetachItemFromObjectCaseSensitive(answer, "host");
    cJSON *entry = cJSON_DetachItemFromObjectCaseSensitive(answer, "collected");
    bool complete = cJSON_IsObject(host) && cJSON_IsObject(entry);
    if (complete) {
        json_exact_integers(host);
        json_add(document, worker->host->role, host);
        json_append(collected, entry);
    } else {
        cJSON_Delete(host);
        cJSON_Delete(entry);
    }
    cJSON_Delete(answer);
    return complete;
}

// A host that stopped answering midway has told facts nevertheless, and which are missing.
static void worker_finish(struct worker *worker, cJSON *document, cJSON *collected,
                          unsigned int seconds) {
    const char *uri = worker->host->uri;
    if (worker->failure)
        return;
    if (worker->status != 0 && !worker->late)
        worker->failure = failure_of_status(worker);
    else if (!worker_deliver(worker, document, collected))
        worker->failure =
            worker->late
                ? string_format("%s did not answer within %u s", uri, seconds)
                : string_format("the collector for %s printed something that is not a host's facts",
                                uri);
}

// Adds one worker's message to MESSAGES, which it frees, and returns the longer text.
static char *with_message(char *messages, const struct worker *worker, unsigned int seconds) {
    const char *notes = worker->errors.text ? worker->errors.text : "";
    char *longer;
    if (worker->failure)
        longer = string_format("%splimsoll: %s\n", messages, worker->failure);
    else if (worker->late)
        longer =
            string_format("%s%splimsoll: %s did not tell everything within %u s; the facts say "
                          "what is missing\n",
                          messages, notes, worker->host->uri, seconds);
    else
        longer = string_format("%s%s", messages, notes);
    free(messages);
    return longer;
}

static void worker_clear(struct worker *worker) {
    free(worker->output.text);
    free(worker->errors.text);
    free(worker->failure);
}

static void run(struct worker *workers, size_t count, const struct gather_options *options) {
    int64_t deadline = milliseconds() + (int64_t)options->seconds * 1000;
    char *path = collector_path();
    bool reading = true;
    for (size_t i = 0; i < count; i++)
        worker_start(&workers[i], path, options->now);
    while (reading && read_some(workers, count, deadline, &reading))
        continue;
    for (size_t i = 0; i < count; i++)
        worker_end(&workers[i], deadline);
    free(path);
}

cJSON *gather_facts(const struct gather_host *hosts, size_t count,
                    const struct gather_options *options, char **messages) {
    struct worker *workers = memory_new(count * sizeof *workers);
    cJSON *document = json_object();
    bool complete = true;
    for (size_t i = 0; i < count; i++)
        workers[i].host = &hosts[i];
    run(workers, count, options);
    json_add_text(document, "facts", "virtualization");
    json_add_int(document, "version", 1);
    cJSON *collected = json_add_list(document, "collected");
    *messages = string_copy("");
    for (size_t i = 0; i < count; i++) {
        worker_finish(&workers[i], document, collected, options->seconds);
        *messages = with_message(*messages, &workers[i], options->seconds);
        complete = complete && !workers[i].failure;
        worker_clear(&workers[i]);
    }
    free(workers);
    if (complete)
        return document;
    cJSON_Delete(document);
    return NULL;
}
