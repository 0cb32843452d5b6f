// plimsoll collect: facts asked of hosts over libvirt: of a source and a destination, or of a
// fleet.
#include "config.h"

#include "cli/command.h"

#include "base/time.h"
#include "cli/declared.h"
#include "cli/facts_from.h"
#include "cli/hosts.h"
#include "cli/output.h"
#include "cli/platform.h"
#include "cli/progress.h"
#include "gather/gather.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "collect";

enum {
    OPTION_SOURCE = OPTION_OWN,
    OPTION_DEST,
    OPTION_HOST,
    OPTION_HOSTS,
    OPTION_JOBS,
    OPTION_TIMEOUT,
    OPTION_WRITE,
    OPTION_AT,
};

static const struct option_row places[] = {
    {OPTION_SOURCE, "source", 0, "URI", VALUE_URI,
     "where the machines are now, such as qemu+ssh://root@hv01/system"},
    {OPTION_DEST, "dest", 0, "URI", VALUE_URI, "where the machines are to go"},
    {OPTION_HOST, "host", 0, "NAME=URI", VALUE_NAMED_URI,
     "a host of a fleet, to be known by that name; may be repeated"},
    {OPTION_HOSTS, "hosts", 0, "FILE", VALUE_HOSTS,
     "hosts of a fleet, a line NAME URI for each; - is standard input"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_row asking[] = {
    {OPTION_JOBS, "jobs", 'j', "N", VALUE_TEXT, "ask at most that many hosts at once (8)"},
    {OPTION_TIMEOUT, "timeout", 0, "SECONDS", VALUE_TEXT, "give up on a host after that long (60)"},
    {OPTION_WRITE, "read-write", 0, NULL, VALUE_NONE,
     "connect read-write. Nothing is changed, but libvirt answers three\n"
     "questions only so: what its hypervisor offers to machines, whether\n"
     "that can give them the processor of another host, and how full\n"
     "pools are at this moment"},
    {OPTION_AT, "now", 0, "TIME", VALUE_TIME,
     "the time to note as that of the collection, in RFC 3339"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {
    {places, NULL}, {option_output, NULL}, {asking, NULL}, {NULL, NULL}};

// What was asked for.
struct collection {
    struct request request;
    const char *pair[2];
    struct hosts fleet;
    char now[TIME_TEXT];
    struct gather_options gather;
};

static bool take_pair(struct collection *collection, int which, const char *value) {
    const char **uri = &collection->pair[which];
    if (*uri != NULL)
        return complain(name, "--%s is given twice", platform_roots[which]);
    if (*value == '\0')
        return complain(name, "--%s needs a URI", platform_roots[which]);
    if (!option_is_text(name, platform_roots[which], value))
        return false;
    *uri = gather_uri(collection->request.arena, value);
    return *uri != NULL || complain(name, "%s: %s", value, strerror(errno));
}

static bool take_number(unsigned int *number, const char *option, const char *value) {
    uint64_t count;
    bool good = option_take_count(name, option, value, INT_MAX / 1000, &count);
    *number = (unsigned int)count;
    return good;
}

static bool take_now(struct collection *collection, const char *value) {
    int64_t instant;
    if (!time_parse(value, strlen(value), true, &instant))
        return complain(name, "not a time such as 2026-11-23T10:00:00Z: %s", value);
    time_format(instant, collection->now);
    collection->gather.now = collection->now;
    return true;
}

static bool take(void *state, int option, char *value) {
    struct collection *collection = state;
    collection->fleet.arena = collection->request.arena;
    switch (option) {
    case OPTION_SOURCE:
    case OPTION_DEST:
        return take_pair(collection, option - OPTION_SOURCE, value);
    case OPTION_HOST:
        return hosts_add(&collection->fleet, name, value);
    case OPTION_HOSTS:
        return hosts_add_file(&collection->fleet, name, value);
    case OPTION_JOBS:
        return take_number(&collection->gather.jobs, "jobs", value);
    case OPTION_TIMEOUT:
        return take_number(&collection->gather.seconds, "timeout", value);
    case OPTION_WRITE:
        collection->gather.writable = true;
        return true;
    default:
        return take_now(collection, value);
    }
}

static bool has_hosts(const struct collection *collection) {
    bool pair = collection->pair[0] != NULL || collection->pair[1] != NULL;
    bool fleet = collection->fleet.count > 0;
    if (pair && fleet)
        return complain(name, "--source and --dest make a pair, --host and --hosts a fleet: write "
                              "one or the other");
    return pair || fleet ||
           complain(name, "--source or --dest is needed, or hosts of a fleet: --host or --hosts");
}

static bool write_facts(const struct item *facts, const char *output) {
    struct text text = {0};
    item_print(facts, &(struct json){.out = &text}, NULL);
    bool good = output_replace(name, output, text.data, text.size);
    text_clear(&text);
    return good;
}

// The hosts in the order of their places in the facts.
static struct gather_host *list_hosts(struct collection *collection, size_t *count) {
    const struct hosts *fleet = &collection->fleet;
    struct gather_host *hosts =
        ARENA_ARRAY(collection->request.arena, struct gather_host, 2 + fleet->count);
    hosts_sort(&collection->fleet);
    for (int i = 0; i < 2; i++) {
        if (collection->pair[i] != NULL)
            hosts[(*count)++] = (struct gather_host){platform_roots[i], NULL, collection->pair[i]};
    }
    for (size_t i = 0; i < fleet->count; i++)
        hosts[(*count)++] = (struct gather_host){"host", fleet->items[i].name, fleet->items[i].uri};
    return hosts;
}

static int collect(struct collection *collection) {
    size_t count = 0;
    struct gather_host *hosts = list_hosts(collection, &count);
    struct progress progress;
    progress_begin(&progress);
    collection->gather.progress = (struct gather_progress){progress_show, &progress};
    struct gathered gathered =
        gather_facts(collection->request.arena, hosts, count, &collection->gather);
    progress_end(&progress);
    fputs(gathered.messages, stderr);
    int status = gathered.failed + gathered.cut > 0 ? STATUS_UNDECIDED : STATUS_PASS;
    if (gathered.failed == count || !write_facts(gathered.facts, collection->request.output))
        status = STATUS_INPUT;
    return status;
}

static int run(void *state) {
    struct collection *collection = state;
    return has_hosts(collection) && declared_spare(name, collection->request.output)
               ? collect(collection)
               : STATUS_INPUT;
}

static const struct command *const parts[] = {&collect_hyperv, NULL};

const struct command cmd_collect = {
    .name = name,
    .summary = "ask hosts over libvirt for their facts",
    .help =
        "usage: plimsoll collect [--source URI] [--dest URI] [OPTION]...\n"
        "       plimsoll collect [--host NAME=URI]... [--hosts FILE]... [OPTION]...\n"
        "       plimsoll collect hyperv FOLDER [OPTION]...\n"
        "\n"
        "Asks hosts over libvirt, several at once and read-only, and writes their facts as\n"
        "JSON: those of a source and a destination, or those of a fleet, from which check\n"
        "--source NAME --dest NAME picks. Unknown facts are left out and listed under\n"
        "\"collected\" with the reason: a fact that is missing is unknown, never zero and never\n"
        "false. Hyper-V servers are another matter: see 'plimsoll help collect hyperv'.\n",
    .options = options,
    .notes =
        "test:///default is a small host that libvirt simulates, and test:FILE one that the\n"
        "node file FILE describes. Credentials that a host wants and libvirt's authentication\n"
        "file does not hold (see auth.conf) are asked for at the terminal, if there is one;\n"
        "that time does not count.\n"
        "\n"
        "In a file of hosts, blank lines and what follows a # do not count.\n"
        "\n"
        "The exit status is 0 if every host has answered, 2 if one could not be asked or did\n"
        "not answer completely in time (the facts say which and why; those of the others are\n"
        "there), and 3 if none could be asked, the command line or a file of hosts is wrong,\n"
        "or FILE cannot be written.\n",
    .examples = {{"The facts of two hosts",
                  "plimsoll collect --source qemu+ssh://root@hv01/system \\\n"
                  "--dest qemu+ssh://root@hv02/system -o pair.json"},
                 {"Those of a fleet, by a file with a name and a URI on each line",
                  "plimsoll collect --hosts hosts.txt -o fleet.json"}},
    .operands = {0, 0, NULL,
                 "a host is given with --source or --dest and its URI, as in --source "
                 "qemu+ssh://hv01/system"},
    .kinds = {VALUE_NONE, VALUE_NONE},
    .size = sizeof(struct collection),
    .initial =
        &(const struct collection){.gather = {.jobs = GATHER_JOBS, .seconds = GATHER_SECONDS}},
    .take = take,
    .run = run,
    .parts = parts,
};
