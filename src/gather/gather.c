// Asking hosts for their facts: a collector for each, and one document out of what they answer.
//
// A process bounds what libvirt does not: opening a connection to a daemon that hangs never
// returns.
#include "config.h"

#include "gather/gather.h"

#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "gather/accepts.h"
#include "gather/children.h"
#include "gather/memory.h"
#include "gather/turn.h"
#include "facts/write_json.h"
#include "lang/diagnostic.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COLLECTOR "plimsoll-collect-libvirt"
#define TURN "3"                       // CHILD_SHARED
#define WAITING "{\"waiting\":true}\n" // what it says while it waits for a person

enum { LOST = 2 }; // its exit status where the connection was lost midway
enum { ARGUMENTS = 11, WORDS_LIMIT = 500, COMPARED_LIMIT = 64 };

// One host with its collector, and what it answered: its facts and the entry about the collection,
// both of which belong to the document, and what is no fact. `failure` tells why the host gave no
// facts (else it is NULL), `cut` that the host did not tell everything. `role` is the path of its
// facts.
struct worker {
    const struct gather_host *host;
    const struct gather_options *options;
    struct child *child;
    const char *arguments[ARGUMENTS];
    char *role, *failure;
    bool cut;
    cJSON *facts, *entry, *aside;
};

// A path as libvirt reads one in a URI, which would end it at a # and decode a %. To be freed.
static char *escape_path(const char *path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-~!$&'()*+,;=:@";
    struct text escaped = {0};
    for (; *path; path++)
        if (strchr(plain, *path))
            text_add_char(&escaped, *path);
        else
            text_addf(&escaped, "%%%02X", (unsigned int)(unsigned char)*path);
    char *copy = string_copy(text_data(&escaped));
    text_clear(&escaped);
    return copy;
}

char *gather_uri(const char *text) {
    static const char scheme[] = "test:";
    size_t length = sizeof scheme - 1;
    if (strncmp(text, scheme, length) != 0 || strncmp(text + length, "//", 2) == 0)
        return string_copy(text);
    char *path = realpath(text + length, NULL);
    if (!path)
        return NULL;
    char *escaped = escape_path(path), *uri = string_format("test://%s", escaped);
    free(escaped);
    free(path);
    return uri;
}

bool gather_is_name(const char *text) {
    size_t length = strlen(text);
    if (length == 0 || text[0] == '.' || text[0] == '-' || utf8_check(text, length) != length)
        return false;
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x80 &&
            !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", *at))
            return false;
    return length < 5 || strcmp(text + length - 5, ".json") != 0;
}

static char *collector_path(void) {
    const char *directory = getenv("PLIMSOLL_LIBEXEC");
    return string_format("%s/%s", directory && *directory ? directory : PLIM_LIBEXEC_DIR,
                         COLLECTOR);
}

static void worker_prepare(struct worker *worker, const char *path, bool may_ask) {
    size_t used = 3;
    const struct gather_host *host = worker->host;
    worker->role =
        host->name ? string_format("%s[\"%s\"]", host->root, host->name) : string_copy(host->root);
    worker->arguments[0] = COLLECTOR;
    worker->arguments[1] = "--role";
    worker->arguments[2] = worker->role;
    if (worker->options->writable)
        worker->arguments[used++] = "--read-write";
    if (worker->options->now) {
        worker->arguments[used++] = "--now";
        worker->arguments[used++] = worker->options->now;
    }
    if (may_ask) {
        worker->arguments[used++] = "--turn";
        worker->arguments[used++] = TURN;
    }
    worker->arguments[used++] = "--";
    worker->arguments[used] = host->uri;
    *worker->child = (struct child){.path = path, .arguments = (char *const *)worker->arguments};
}

static void add_line(struct text *words, const char *line, size_t length) {
    static const char prefix[] = "plimsoll: ";
    size_t skipped = sizeof prefix - 1;
    if (length >= skipped && strncmp(line, prefix, skipped) == 0) {
        line += skipped;
        length -= skipped;
    }
    if (length > 0 && words->size > 0)
        text_add(words, "; ");
    text_add_bytes(words, line, length);
}

// What a collector wrote to stderr, on one line fit for a terminal: without the name of the program
// that begins its messages, and not at any length. To be freed by the caller.
static char *words_of(const struct child_text *errors) {
    struct text raw = {0}, clean = {0};
    for (const char *at = errors->text ? errors->text : ""; *at;) {
        size_t length = strcspn(at, "\n");
        add_line(&raw, at, length);
        at += length + (at[length] == '\n');
    }
    text_add_clean(&clean, text_data(&raw));
    size_t size = utf8_cut(clean.data, clean.size, WORDS_LIMIT);
    char *words = string_format("%.*s%s", (int)size, text_data(&clean),
                                size < clean.size ? "\xe2\x80\xa6" : "");
    text_clear(&raw);
    text_clear(&clean);
    return words;
}

static char *failure_of_status(const struct worker *worker) {
    char *words = words_of(&worker->child->errors), *failure;
    int status = worker->child->status;
    if (WIFSIGNALED(status))
        failure = string_format("the collector for %s ended by signal %d (%s)", worker->host->uri,
                                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else if (*words)
        return words;
    else
        failure = string_format("the collector for %s ended with status %d and no message",
                                worker->host->uri, WEXITSTATUS(status));
    free(words);
    return failure;
}

// Cuts the output down to its last line, the fullest answer; a line that a kill cut short is none.
static const char *last_answer(struct child *child) {
    struct child_text *output = &child->output;
    char *text = output->text;
    if (!text)
        return "";
    while (child->late && output->length > 0 && text[output->length - 1] != '\n')
        output->length--;
    while (output->length > 0 && text[output->length - 1] == '\n')
        output->length--;
    text[output->length] = '\0';
    char *newline = strrchr(text, '\n');
    return newline ? newline + 1 : text;
}

static void set_text(cJSON *object, const char *member, const char *name) {
    if (!cJSON_GetObjectItemCaseSensitive(object, member))
        json_add_text(object, member, name);
    else
        cJSON_ReplaceItemInObjectCaseSensitive(object, member, cJSON_CreateString(name));
}

// Takes the host's facts out of what the collector printed.
static bool worker_read(struct worker *worker) {
    const char *text = last_answer(worker->child);
    cJSON *answer = cJSON_ParseWithOpts(text, NULL, true);
    worker->facts = cJSON_DetachItemFromObjectCaseSensitive(answer, "host");
    worker->entry = cJSON_DetachItemFromObjectCaseSensitive(answer, "collected");
    worker->aside = cJSON_DetachItemFromObjectCaseSensitive(answer, "private");
    cJSON_Delete(answer);
    if (cJSON_IsObject(worker->facts) && cJSON_IsObject(worker->entry)) {
        json_exact_integers(worker->facts);
        return true;
    }
    cJSON_Delete(worker->facts);
    cJSON_Delete(worker->entry);
    worker->facts = worker->entry = NULL;
    return false;
}

static void worker_finish(struct worker *worker) {
    const struct child *child = worker->child;
    const char *uri = worker->host->uri;
    bool lost = WIFEXITED(child->status) && WEXITSTATUS(child->status) == LOST;
    worker->cut = child->late || lost;
    if (child->problem != 0)
        worker->failure = string_format("cannot run %s: %s", child->path, strerror(child->problem));
    else if (child->status != 0 && !worker->cut)
        worker->failure = failure_of_status(worker);
    else if (!worker_read(worker) && child->late)
        worker->failure =
            string_format("%s did not answer within %u s", uri, worker->options->seconds);
    else if (!worker->facts)
        worker->failure =
            string_format("the collector for %s printed something that is not a host's facts", uri);
}

static void add_time(cJSON *object, const char *now) {
    char text[TIME_TEXT];
    time_format((int64_t)time(NULL) * 1000000000, text);
    json_add_text(object, "at", now ? now : text);
}

// Where a host could not be asked, everything about it is missing, for the same reason.
static void worker_give_up(struct worker *worker) {
    worker->entry = json_object();
    json_add_text(worker->entry, "from", worker->host->uri);
    add_time(worker->entry, worker->options->now);
    cJSON *missing = json_append_object(json_add_list(worker->entry, "missing"));
    json_add_text(missing, "fact", worker->role);
    json_add_text(missing, "reason", worker->failure);
}

// Puts the answer where it belongs. A host of a fleet is known by the name it was given, and has
// its place even if nothing else is known.
static void worker_deliver(struct worker *worker, cJSON *document, cJSON *collected) {
    const struct gather_host *host = worker->host;
    if (worker->failure)
        worker_give_up(worker);
    if (host->name && !worker->facts)
        worker->facts = json_object();
    if (host->name) {
        set_text(worker->facts, "name", host->name);
        set_text(worker->entry, "host", host->name);
    }
    json_append(collected, worker->entry);
    cJSON *list = cJSON_GetObjectItemCaseSensitive(document, host->root);
    if (host->name)
        json_append(list ? list : json_add_list(document, host->root), worker->facts);
    else if (worker->facts)
        json_add(document, host->root, worker->facts);
}

static void add_message(struct text *messages, const char *name, const char *words) {
    text_addf(messages, "plimsoll: %s%s", name ? name : "", name ? ": " : "");
    text_add_clean(messages, words);
    text_add_char(messages, '\n');
}

static void worker_say(const struct worker *worker, struct text *messages) {
    const char *name = worker->host->name;
    char *notes = worker->failure ? string_copy(worker->failure) : words_of(&worker->child->errors);
    if (*notes)
        add_message(messages, name, notes);
    free(notes);
    if (worker->failure || !worker->child->late)
        return;
    notes = string_format("%s did not tell everything within %u s; the facts say what is missing",
                          worker->host->uri, worker->options->seconds);
    add_message(messages, name, notes);
    free(notes);
}

static void worker_clear(struct worker *worker) {
    free(worker->role);
    free(worker->failure);
    cJSON_Delete(worker->aside);
    child_clear(worker->child);
}

// All hosts of a run, for whoever watches.
struct watch {
    const struct worker *workers;
    size_t count;
    int turn;
};

// While a collector asks for a password the terminal is its own.
static void watch_children(void *state) {
    const struct watch *watch = state;
    if (watch->turn >= 0 && !turn_take(watch->turn, false))
        return;
    const struct gather_progress *progress = &watch->workers[0].options->progress;
    struct text asked = {0};
    size_t done = 0;
    for (size_t i = 0; i < watch->count; i++) {
        const struct gather_host *host = watch->workers[i].host;
        done += watch->workers[i].child->state == CHILD_ENDED;
        if (watch->workers[i].child->state == CHILD_RUNS)
            text_addf(&asked, "%s%s", asked.size > 0 ? ", " : "",
                      host->name ? host->name : host->uri);
    }
    progress->show(progress->state, done, watch->count, text_data(&asked));
    if (watch->turn >= 0)
        turn_leave(watch->turn);
    text_clear(&asked);
}

static void run(struct worker *workers, struct child *children, size_t count,
                const struct gather_options *options) {
    struct watch watch = {workers, count, turn_new()};
    const struct children_options how = {
        .jobs = options->jobs,
        .seconds = options->seconds,
        .waiting = WAITING,
        .shared = watch.turn,
        .watch = options->progress.show ? watch_children : NULL,
        .state = &watch,
    };
    char *path = collector_path();
    for (size_t i = 0; i < count; i++)
        worker_prepare(&workers[i], path, watch.turn >= 0);
    children_run(children, count, &how);
    if (watch.turn >= 0)
        close(watch.turn);
    for (size_t i = 0; i < count; i++)
        worker_finish(&workers[i]);
    free(path);
}

static void deliver(struct worker *workers, size_t count, struct gathered *gathered) {
    struct text messages = {0};
    cJSON *collected = json_add_list(gathered->facts, "collected");
    for (size_t i = 0; i < count; i++) {
        worker_deliver(&workers[i], gathered->facts, collected);
        worker_say(&workers[i], &messages);
        gathered->failed += workers[i].failure != NULL;
        gathered->cut += !workers[i].failure && workers[i].cut;
    }
    gathered->messages = string_copy(text_data(&messages));
    text_clear(&messages);
}

// What is left of the time for a host after the slowest of those that answered.
static unsigned int seconds_left(const struct worker *workers, size_t count) {
    unsigned int seconds = workers[0].options->seconds, slowest = 0;
    for (size_t i = 0; i < count; i++)
        if (!workers[i].failure && !workers[i].cut && workers[i].child->seconds > slowest)
            slowest = workers[i].child->seconds;
    return slowest < seconds ? seconds - slowest : 1;
}

static void compare(const struct worker *workers, size_t count) {
    const struct gather_options *options = workers[0].options;
    struct accepts_host *hosts = memory_new(count * sizeof *hosts);
    char *path = collector_path();
    int turn = turn_new();
    for (size_t i = 0; i < count; i++) {
        const struct worker *worker = &workers[i];
        hosts[i] = (struct accepts_host){
            .role = worker->role,
            .uri = worker->host->uri,
            .facts = worker->facts,
            .collected = worker->entry,
            .aside = worker->aside,
        };
    }
    const struct accepts_options how = {
        .collector = path,
        .turn = turn >= 0 ? TURN : NULL,
        .writable = options->writable,
        .children = {.jobs = options->jobs,
                     .seconds = seconds_left(workers, count),
                     .waiting = WAITING,
                     .shared = turn},
    };
    accepts_decide(hosts, count, &how);
    if (turn >= 0)
        close(turn);
    free(path);
    free(hosts);
}

// Puts another reason for a fact that the host has listed as missing.
static void set_reason(const struct worker *worker, const char *field, const char *reason) {
    const cJSON *missing = cJSON_GetObjectItemCaseSensitive(worker->entry, "missing");
    char *wanted = string_format("%s.%s", worker->role, field);
    cJSON *one;
    cJSON_ArrayForEach(one, missing) {
        const char *fact = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(one, "fact"));
        if (fact && strcmp(fact, wanted) == 0)
            set_text(one, "reason", reason);
    }
    free(wanted);
}

// Every host has an answer for every other, so that of many there would be too many to keep.
static void compare_some(const struct worker *workers, size_t count) {
    if (count > 1 && count <= COMPARED_LIMIT)
        compare(workers, count);
    for (size_t i = 0; i < count && count > COMPARED_LIMIT; i++)
        set_reason(&workers[i], "accepts",
                   "processors of more than 64 hosts are not compared; collect two as a pair");
}

struct gathered gather_facts(const struct gather_host *hosts, size_t count,
                             const struct gather_options *options) {
    struct worker *workers = memory_new(count * sizeof *workers);
    struct child *children = memory_new(count * sizeof *children);
    struct gathered gathered = {.facts = json_object()};
    json_add_text(gathered.facts, "facts", "virtualization");
    json_add_int(gathered.facts, "version", 1);
    for (size_t i = 0; i < count; i++)
        workers[i] = (struct worker){.host = &hosts[i], .options = options, .child = &children[i]};
    run(workers, children, count, options);
    deliver(workers, count, &gathered);
    compare_some(workers, count);
    for (size_t i = 0; i < count; i++)
        worker_clear(&workers[i]);
    free(workers);
    free(children);
    return gathered;
}
