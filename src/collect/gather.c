// Starting the collectors: one process for each host, all at once, none longer than a deadline.
//
// A process bounds what libvirt does not: opening a connection to a daemon that hangs never
// returns.
#include "config.h"

#include "collect/gather.h"

#include "collect/children.h"
#include "collect/memory.h"
#include "facts/write_json.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define COLLECTOR "plimsoll-collect-libvirt"

// One host with its collector. `failure` tells why the host gave no facts (else it is NULL).
struct worker {
    const struct gather_host *host;
    struct child *child;
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

static char *collector_path(void) {
    const char *directory = getenv("PLIMSOLL_LIBEXEC");
    return string_format("%s/%s", directory && *directory ? directory : PLIM_LIBEXEC_DIR,
                         COLLECTOR);
}

// The arguments go into ROOM, which has 8.
static void worker_prepare(struct worker *worker, const char *path, const char *now,
                           const char **room) {
    size_t used = 3;
    room[0] = COLLECTOR;
    room[1] = "--role";
    room[2] = worker->host->role;
    if (now) {
        room[used++] = "--now";
        room[used++] = now;
    }
    room[used++] = "--";
    room[used] = worker->host->uri;
    *worker->child = (struct child){.path = path, .arguments = (char *const *)room};
}

// The collector's own message, without the name that it puts before it and the end of its line.
static char *last_words(const struct child_text *errors) {
    static const char prefix[] = "plimsoll: ";
    const char *text = errors->text ? errors->text : "";
    if (strncmp(text, prefix, sizeof prefix - 1) == 0)
        text += sizeof prefix - 1;
    return string_format("%.*s", (int)strcspn(text, "\n"), text);
}

static char *failure_of_status(const struct worker *worker) {
    char *words = last_words(&worker->child->errors), *failure;
    if (WIFSIGNALED(worker->child->status))
        failure = string_format("the collector for %s ended by signal %d (%s)", worker->host->uri,
                                WTERMSIG(worker->child->status),
                                strsignal(WTERMSIG(worker->child->status)));
    else if (*words)
        return words;
    else
        failure = string_format("the collector for %s ended with status %d and no message",
                                worker->host->uri, WEXITSTATUS(worker->child->status));
    free(words);
    return failure;
}

// Cuts the output down to its last line, the fullest answer; a line that a kill cut short is none.
static const char *last_answer(struct worker *worker) {
    struct child_text *output = &worker->child->output;
    char *text = output->text;
    if (!text)
        return "";
    while (worker->child->late && output->length > 0 && text[output->length - 1] != '\n')
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
    if (worker->child->status != 0 && !worker->child->late)
        worker->failure = failure_of_status(worker);
    else if (!worker_deliver(worker, document, collected))
        worker->failure =
            worker->child->late
                ? string_format("%s did not answer within %u s", uri, seconds)
                : string_format("the collector for %s printed something that is not a host's facts",
                                uri);
}

// Adds one worker's message to MESSAGES, which it frees, and returns the longer text.
static char *with_message(char *messages, const struct worker *worker, unsigned int seconds) {
    const char *notes = worker->child->errors.text ? worker->child->errors.text : "";
    char *longer;
    if (worker->failure)
        longer = string_format("%splimsoll: %s\n", messages, worker->failure);
    else if (worker->child->late)
        longer =
            string_format("%s%splimsoll: %s did not tell everything within %u s; the facts say "
                          "what is missing\n",
                          messages, notes, worker->host->uri, seconds);
    else
        longer = string_format("%s%s", messages, notes);
    free(messages);
    return longer;
}

static void run(struct worker *workers, struct child *children, size_t count,
                const struct gather_options *options) {
    const struct children_options how = {.jobs = count, .seconds = options->seconds};
    enum { ARGUMENTS = 8 };
    const char **arguments = memory_new(count * ARGUMENTS * sizeof *arguments);
    char *path = collector_path();
    for (size_t i = 0; i < count; i++)
        worker_prepare(&workers[i], path, options->now, &arguments[i * ARGUMENTS]);
    children_run(children, count, &how);
    for (size_t i = 0; i < count; i++)
        if (children[i].problem != 0)
            workers[i].failure =
                string_format("cannot run %s: %s", path, strerror(children[i].problem));
    free(path);
    free(arguments);
}

cJSON *gather_facts(const struct gather_host *hosts, size_t count,
                    const struct gather_options *options, char **messages) {
    struct worker *workers = memory_new(count * sizeof *workers);
    struct child *children = memory_new(count * sizeof *children);
    cJSON *document = json_object();
    bool complete = true;
    for (size_t i = 0; i < count; i++)
        workers[i] = (struct worker){.host = &hosts[i], .child = &children[i]};
    run(workers, children, count, options);
    json_add_text(document, "facts", "virtualization");
    json_add_int(document, "version", 1);
    cJSON *collected = json_add_list(document, "collected");
    *messages = string_copy("");
    for (size_t i = 0; i < count; i++) {
        worker_finish(&workers[i], document, collected, options->seconds);
        *messages = with_message(*messages, &workers[i], options->seconds);
        complete = complete && !workers[i].failure;
        free(workers[i].failure);
        child_clear(&children[i]);
    }
    free(workers);
    free(children);
    if (complete)
        return document;
    cJSON_Delete(document);
    return NULL;
}
