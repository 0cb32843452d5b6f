// Asking hosts for their facts: a collector for each, and one document out of what they answer.
//
// A process bounds what libvirt does not: opening a connection to a daemon that hangs never
// returns.
#include "config.h"

#include "gather/gather.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "gather/accepts.h"
#include "gather/children.h"
#include "gather/turn.h"
#include "lang/diagnostic.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COLLECTOR "plimsoll-collect-libvirt"
#define TURN "3"                       // CHILD_SHARED
#define WAITING "{\"waiting\":true}\n" // what it prints while it waits for a person

enum { LOST = 2 }; // its exit status where the connection was lost midway
enum { ARGUMENTS = 11, WORDS_LIMIT = 500, COMPARED_LIMIT = 64 };

// One host with its collector, and what it answered: its facts and the entry about the collection,
// both of which belong to the document, and what is no fact. `failure` is why the host gave no
// facts, else NULL; `cut`: the answer is not complete. `role` is the path of its facts, `shown` its
// URI without a password.
struct worker {
    struct arena *arena;
    const struct gather_host *host;
    const struct gather_options *options;
    struct child *child;
    const char *arguments[ARGUMENTS];
    const char *role, *shown, *failure;
    bool cut;
    struct item *facts, *entry, *aside;
};

// Adds a path as libvirt reads one in a URI, which would end it at a # and decode a %.
static void add_path(struct text *uri, const char *path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-~!$&'()*+,;=:@";
    for (; *path; path++)
        if (strchr(plain, *path))
            text_add_char(uri, *path);
        else
            text_addf(uri, "%%%02X", (unsigned int)(unsigned char)*path);
}

const char *gather_uri(struct arena *arena, const char *text) {
    static const char scheme[] = "test:";
    size_t length = sizeof scheme - 1;
    if (strncmp(text, scheme, length) != 0 || strncmp(text + length, "//", 2) == 0)
        return arena_text(arena, text);
    char *path = realpath(text + length, NULL);
    if (!path)
        return NULL;
    struct text uri = {0};
    text_add(&uri, "test://");
    add_path(&uri, path);
    const char *copy = text_copy(&uri, arena);
    text_clear(&uri);
    free(path);
    return copy;
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

static const char *collector_path(struct arena *arena) {
    const char *directory = getenv("PLIMSOLL_LIBEXEC");
    return arena_printf(arena, "%s/%s", directory && *directory ? directory : PLIM_LIBEXEC_DIR,
                        COLLECTOR);
}

static void worker_prepare(struct worker *worker, const char *path, bool may_ask) {
    size_t used = 3;
    const struct gather_host *host = worker->host;
    worker->role =
        host->name ? arena_printf(worker->arena, "%s[\"%s\"]", host->root, host->name) : host->root;
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
// that begins its messages, and cut.
static const char *words_of(const struct worker *worker) {
    struct text raw = {0}, public = {0}, clean = {0};
    for (const char *at = text_data(&worker->child->errors); *at;) {
        size_t length = strcspn(at, "\n");
        add_line(&raw, at, length);
        at += length + (at[length] == '\n');
    }
    text_add_public(&public, text_data(&raw));
    text_add_clean(&clean, text_data(&public));
    size_t size = utf8_cut(clean.data, clean.size, WORDS_LIMIT);
    const char *words = arena_printf(worker->arena, "%.*s%s", (int)size, text_data(&clean),
                                     size < clean.size ? "\xe2\x80\xa6" : "");
    text_clear(&raw);
    text_clear(&public);
    text_clear(&clean);
    return words;
}

static const char *failure_of_status(const struct worker *worker) {
    const char *uri = worker->shown, *words = words_of(worker);
    int status = worker->child->status;
    if (WIFSIGNALED(status))
        return arena_printf(worker->arena, "the collector for %s ended by signal %d (%s)", uri,
                            WTERMSIG(status), strsignal(WTERMSIG(status)));
    if (*words)
        return words;
    return arena_printf(worker->arena, "the collector for %s ended with status %d and no message",
                        uri, WEXITSTATUS(status));
}

// The last line of the output is the fullest answer; a line that a kill cut short does not count.
static struct item *read_answer(struct worker *worker) {
    const struct child *child = worker->child;
    const char *begin = text_data(&child->output), *end = begin + child->output.size;
    while (child->late && end > begin && end[-1] != '\n')
        end--;
    while (end > begin && end[-1] == '\n')
        end--;
    const char *line = memrchr(begin, '\n', (size_t)(end - begin));
    struct text last = {0};
    line = line ? line + 1 : begin;
    text_add_bytes(&last, line, (size_t)(end - line));
    struct item *answer = item_read(worker->arena, &last);
    text_clear(&last);
    return answer;
}

static struct item *find_object(const struct item *answer, const char *name) {
    struct item *object = item_find(answer, name);
    return object && object->kind == ITEM_OBJECT ? object : NULL;
}

// Takes the host's facts out of what the collector printed.
static bool worker_read(struct worker *worker) {
    struct item *answer = read_answer(worker);
    struct item *facts = find_object(answer, "host"), *entry = find_object(answer, "collected");
    if (!facts || !entry)
        return false;
    worker->facts = facts;
    worker->entry = entry;
    worker->aside = item_find(answer, "private");
    return true;
}

static void worker_finish(struct worker *worker) {
    const struct child *child = worker->child;
    const char *uri = worker->shown;
    bool lost = WIFEXITED(child->status) && WEXITSTATUS(child->status) == LOST;
    worker->cut = child->late || lost;
    if (child->problem != 0)
        worker->failure =
            arena_printf(worker->arena, "cannot run %s: %s", child->path, strerror(child->problem));
    else if (child->excessive)
        worker->failure = arena_printf(
            worker->arena, "the collector for %s printed more than %d MiB", uri, CHILD_OUTPUT_MIB);
    else if (child->status != 0 && !worker->cut)
        worker->failure = failure_of_status(worker);
    else if (!worker_read(worker) && child->late)
        worker->failure = arena_printf(worker->arena, "%s did not answer within %u s", uri,
                                       worker->options->seconds);
    else if (!worker->facts)
        worker->failure =
            arena_printf(worker->arena,
                         "the collector for %s printed something that is not a host's facts", uri);
}

// Where a host could not be asked, everything about it is missing, for the same reason.
static void worker_give_up(struct worker *worker) {
    char now[TIME_TEXT];
    time_format(clock_now(), now);
    worker->entry = item_object(worker->arena);
    item_add_text(worker->entry, "from", worker->shown);
    item_add_text(worker->entry, "at", worker->options->now ? worker->options->now : now);
    struct item *missing = item_add_object(item_add_list(worker->entry, "missing"), NULL);
    item_add_text(missing, "fact", worker->role);
    item_add_text(missing, "reason", worker->failure);
}

// Adds the answer to the document. A host of a fleet has the name that the user gave it, and is
// listed even if nothing else is known.
static void worker_deliver(struct worker *worker, struct item *document, struct item *collected) {
    const struct gather_host *host = worker->host;
    if (worker->failure)
        worker_give_up(worker);
    if (host->name && !worker->facts)
        worker->facts = item_object(worker->arena);
    if (host->name) {
        item_set_text(worker->facts, "name", host->name);
        item_set_text(worker->entry, "host", host->name);
    }
    item_add(collected, NULL, worker->entry);
    struct item *list = item_find(document, host->root);
    if (host->name)
        item_add(list ? list : item_add_list(document, host->root), NULL, worker->facts);
    else if (worker->facts)
        item_add(document, host->root, worker->facts);
}

static void add_message(struct text *messages, const char *name, const char *words) {
    text_addf(messages, "plimsoll: %s%s", name ? name : "", name ? ": " : "");
    text_add_clean(messages, words);
    text_add_char(messages, '\n');
}

static void worker_say(const struct worker *worker, struct text *messages) {
    const char *name = worker->host->name;
    const char *notes = worker->failure ? worker->failure : words_of(worker);
    if (*notes)
        add_message(messages, name, notes);
    if (worker->failure || !worker->child->late)
        return;
    notes = arena_printf(worker->arena,
                         "%s did not answer completely within %u s; the facts say what is missing",
                         worker->shown, worker->options->seconds);
    add_message(messages, name, notes);
}

// All hosts of a run, for the display of progress.
struct watch {
    const struct worker *workers;
    size_t count;
    int turn;
};

// Nothing is shown while a collector asks for a password at the terminal.
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
                      host->name ? host->name : watch->workers[i].shown);
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
    const char *path = collector_path(workers[0].arena);
    for (size_t i = 0; i < count; i++)
        worker_prepare(&workers[i], path, watch.turn >= 0);
    children_run(children, count, &how);
    if (watch.turn >= 0)
        close(watch.turn);
    for (size_t i = 0; i < count; i++)
        worker_finish(&workers[i]);
}

static void deliver(struct worker *workers, size_t count, struct gathered *gathered) {
    struct text messages = {0};
    struct item *collected = item_add_list(gathered->facts, "collected");
    for (size_t i = 0; i < count; i++) {
        worker_deliver(&workers[i], gathered->facts, collected);
        worker_say(&workers[i], &messages);
        gathered->failed += workers[i].failure != NULL;
        gathered->cut += !workers[i].failure && workers[i].cut;
    }
    gathered->messages = text_copy(&messages, workers[0].arena);
    text_clear(&messages);
}

// The time that is left for a host, after the slowest of those that answered.
static unsigned int seconds_left(const struct worker *workers, size_t count) {
    unsigned int seconds = workers[0].options->seconds, slowest = 0;
    for (size_t i = 0; i < count; i++)
        if (!workers[i].failure && !workers[i].cut && workers[i].child->seconds > slowest)
            slowest = workers[i].child->seconds;
    return slowest < seconds ? seconds - slowest : 1;
}

static void compare(const struct worker *workers, size_t count) {
    const struct gather_options *options = workers[0].options;
    struct arena *arena = workers[0].arena;
    struct accepts_host *hosts = ARENA_ARRAY(arena, struct accepts_host, count);
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
        .collector = collector_path(arena),
        .turn = turn >= 0 ? TURN : NULL,
        .writable = options->writable,
        .children = {.jobs = options->jobs,
                     .seconds = seconds_left(workers, count),
                     .waiting = WAITING,
                     .shared = turn},
    };
    accepts_decide(hosts, count, arena, &how);
    if (turn >= 0)
        close(turn);
}

// Replaces the reason for a fact that the host has listed as missing.
static void set_reason(const struct worker *worker, const char *field, const char *reason) {
    struct item *missing = item_find(worker->entry, "missing");
    const char *wanted = arena_printf(worker->arena, "%s.%s", worker->role, field);
    struct item *one = missing && missing->kind == ITEM_LIST ? missing->as.all.first : NULL;
    for (; one; one = one->next) {
        const char *fact = item_text(one, "fact");
        if (fact && strcmp(fact, wanted) == 0)
            item_set_text(one, "reason", reason);
    }
}

// Every host has an answer for every other: too many to keep for many hosts.
static void compare_some(const struct worker *workers, size_t count) {
    if (count > 1 && count <= COMPARED_LIMIT)
        compare(workers, count);
    for (size_t i = 0; i < count && count > COMPARED_LIMIT; i++)
        set_reason(&workers[i], "accepts",
                   "processors of more than 64 hosts are not compared; collect two as a pair");
}

struct gathered gather_facts(struct arena *arena, const struct gather_host *hosts, size_t count,
                             const struct gather_options *options) {
    struct worker *workers = ARENA_ARRAY(arena, struct worker, count);
    struct child *children = ARENA_ARRAY(arena, struct child, count);
    struct gathered gathered = {.facts = item_object(arena)};
    item_add_text(gathered.facts, "facts", "virtualization");
    item_add_int(gathered.facts, "version", 1);
    for (size_t i = 0; i < count; i++)
        workers[i] = (struct worker){.arena = arena,
                                     .host = &hosts[i],
                                     .shown = text_public(arena, hosts[i].uri),
                                     .options = options,
                                     .child = &children[i]};
    run(workers, children, count, options);
    deliver(workers, count, &gathered);
    compare_some(workers, count);
    for (size_t i = 0; i < count; i++)
        child_clear(&children[i]);
    return gathered;
}
