// plimsoll-collect-libvirt: asks one host over libvirt and prints its facts as JSON.
//
// It prints a line {"host":{…},"collected":{…}} whenever it knows more; each line is complete, and
// the last one counts. With --read-write a member "private" holds the processors that other hosts
// are asked about; with --compare the host is asked about such processors.
#include "config.h"

#include "gather/libvirt/ask.h"
#include "gather/libvirt/processor.h"
#include "confine/sandbox.h"
#include "gather/turn.h"
#include "base/clock.h"
#include "base/time.h"

#include <fcntl.h>
#include <getopt.h>
#include <libvirt/virterror.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

// The same as the exit statuses of plimsoll. With the connection lost, the rest of the facts is
// missing.
enum { STATUS_COLLECTED = 0, STATUS_LOST = 2, STATUS_INPUT = 3, STATUS_INTERNAL = 4 };

struct options {
    const char *role, *now, *uri;
    bool writable, compare;
    int turn; // a file to take turns at the terminal with, or -1
};

void inventory_clear(struct inventory *inventory) {
    storage_clear(inventory);
    images_clear(inventory);
    jobs_clear(inventory);
    lanes_close(&inventory->lanes);
}

// The collector ends with the process that started it, and does not stay at the terminal.
static void end_with_parent(void) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

// Without this libvirt prints every error to stderr; they become the reasons of missing facts.
static void ignore_error(void *context, virErrorPtr error) {
    (void)context;
    (void)error;
}

static bool start_quietly(void) {
    if (!getenv("LIBVIRT_DEBUG"))
        setenv("LIBVIRT_LOG_OUTPUTS", "4:file:/dev/null", 0);
    xml_quiet();
    signal(SIGPIPE, SIG_IGN); // a daemon that has ended is an error like any other
    virSetErrorFunc(NULL, ignore_error);
    return virInitialize() == 0;
}

// Returns NULL with *reason set.
static virConnectPtr connect_to(const struct options *options, const char **reason) {
    int kinds[] = {VIR_CRED_AUTHNAME, VIR_CRED_USERNAME, VIR_CRED_PASSPHRASE, VIR_CRED_ECHOPROMPT,
                   VIR_CRED_NOECHOPROMPT};
    struct ask ask = {options->uri, options->turn, NULL};
    virConnectAuth auth = {kinds, sizeof kinds / sizeof kinds[0], ask_credentials, &ask};
    virConnectPtr connection =
        virConnectOpenAuth(options->uri, &auth, options->writable ? 0 : VIR_CONNECT_RO);
    if (options->turn >= 0)
        turn_leave(options->turn);
    if (!connection)
        *reason = ask.refused ? ask.refused : virGetLastErrorMessage();
    return connection;
}

// The parts of a host's facts, from what always answers to what may wait for a disk, with the
// fields of each. `needed` is NULL for a part that always is.
static const struct section {
    void (*collect)(struct inventory *inventory, const struct subject *host);
    const char *fields[9]; // NULL after the last
    bool (*needed)(const struct inventory *inventory);
} sections[] = {
    {collect_host, {NULL}, NULL},
    {collect_capabilities,
     {"cpu", "numa", "hugepage", "uuid", "machine_type", "virt_type", "emulator", "security"},
     NULL},
    {collect_offer, {"cpu_model", "firmware", "loader", "offer"}, NULL},
    {collect_kept, {"secret", "filter"}, NULL},
    {collect_adapters, {"nic"}, NULL},
    {collect_bridges, {"bridge"}, NULL},
    {collect_networks, {"network"}, NULL},
    {collect_storage, {"pool"}, NULL},
    {collect_machines, {"vm"}, NULL},
    {collect_jobs, {"vm.locked"}, busy_left},
    {collect_images, {"vm.disk.capacity", "vm.disk.allocated", "vm.disk.image"}, images_left},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

static bool is_needed(size_t section, const struct inventory *inventory) {
    return !sections[section].needed || sections[section].needed(inventory);
}

// Describes the collection: who was asked, by what, when, and what is missing.
static void print_collected(const struct inventory *inventory, const struct subject *host,
                            const struct options *options, struct json *json) {
    unsigned long version = 0;
    char now[TIME_TEXT];
    const char *name = item_text(host->item, "name");
    virGetVersion(&version, NULL, NULL);
    time_format(clock_now(), now);
    json_begin(json, "collected", '{');
    if (name)
        json_text(json, "host", name);
    json_text(
        json, "by",
        arena_printf(inventory->arena, "libvirt %s", version_text(inventory->arena, version)));
    json_text(json, "from", text_public(inventory->arena, options->uri));
    json_text(json, "at", options->now ? options->now : now);
    item_print(host->missing, json, "missing");
    json_end(json, '}');
}

// Prints what is known by now as a line of its own.
static bool print_document(const struct inventory *inventory, const struct subject *host,
                           const struct options *options) {
    struct text text = {0};
    struct json json = {.out = &text, .compact = true};
    json_begin(&json, NULL, '{');
    item_print(host->item, &json, "host");
    print_collected(inventory, host, options, &json);
    if (inventory->writable)
        candidates_print(&inventory->candidates, &json, "private");
    json_end(&json, '}');
    bool printed = puts(text_data(&text)) >= 0 && fflush(stdout) == 0;
    text_clear(&text);
    return printed;
}

// One disk image that hangs can block every question about pools or machines for ever. So what is
// known is printed before the next part, in case the process is killed.
static bool print_before(size_t next, const struct inventory *inventory, const struct subject *host,
                         const struct options *options) {
    size_t known = item_count(host->missing);
    for (size_t i = next; i < SECTIONS; i++)
        for (const char *const *field = sections[i].fields; is_needed(i, inventory) && *field;
             field++)
            fact_missing(host, *field,
                         i == next ? "the host did not answer in time when it was asked for this"
                                   : "the host had stopped answering before it was asked for this");
    bool printed = print_document(inventory, host, options);
    item_cut(host->missing, known);
    return printed;
}

static bool collect(struct arena *arena, virConnectPtr connection, const struct options *options) {
    const char *type = virConnectGetType(connection);
    struct inventory inventory = {
        .arena = arena,
        .connection = connection,
        .candidates = {.arena = arena},
        .simulated = type ? strcmp(type, "TEST") == 0 : strncmp(options->uri, "test", 4) == 0,
        .writable = options->writable,
    };
    struct subject host = {
        .item = item_object(arena),
        .missing = item_list(arena),
        .path = options->role,
    };
    bool printed = true;
    for (size_t i = 0; printed && i < SECTIONS; i++) {
        if (!is_needed(i, &inventory))
            continue;
        sections[i].collect(&inventory, &host);
        printed = print_before(i + 1, &inventory, &host, options);
    }
    inventory_clear(&inventory);
    return printed;
}

static bool read_options(int argc, char **argv, struct options *options) {
    static const struct option known[] = {
        {"role", required_argument, NULL, 'r'}, {"now", required_argument, NULL, 'n'},
        {"read-write", no_argument, NULL, 'w'}, {"compare", no_argument, NULL, 'c'},
        {"turn", required_argument, NULL, 't'}, {NULL, 0, NULL, 0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'r')
            options->role = optarg;
        else if (option == 'n')
            options->now = optarg;
        else if (option == 'w')
            options->writable = true;
        else if (option == 'c')
            options->compare = true;
        else if (option == 't')
            options->turn = atoi(optarg);
        else
            return false;
    }
    options->uri = argv[optind];
    return (options->role || options->compare) && options->uri && optind == argc - 1;
}

// Writes a message about a host to stderr, without passwords.
static void say(const char *begin, const char *uri, const char *rest) {
    struct text raw = {0}, public = {0};
    text_addf(&raw, "%s %s%s", begin, uri, rest);
    text_add_public(&public, text_data(&raw));
    fprintf(stderr, "plimsoll: %s\n", text_data(&public));
    text_clear(&raw);
    text_clear(&public);
}

static void say_refused(const char *uri, const char *reason) {
    struct text rest = {0};
    text_addf(&rest, ": %s", reason);
    if (strchr(uri, ':') == NULL)
        text_addf(&rest, "; a host has a URI, such as qemu+ssh://%s/system", uri);
    say("cannot connect to", uri, text_data(&rest));
    text_clear(&rest);
}

// The answers of a host are read by large parsers. These drivers of libvirt open more connections
// while they are asked; others need no more than the one that is open.
static bool has_one_connection(virConnectPtr connection) {
    static const char *const many[] = {"ESX",  "Hyper-V", "OPENVZ", "Parallels",
                                       "VBOX", "vz",      "VMware"};
    const char *type = virConnectGetType(connection);
    for (size_t i = 0; type && i < sizeof many / sizeof *many; i++)
        if (strcasecmp(type, many[i]) == 0)
            return false;
    return type != NULL;
}

int main(int argc, char **argv) {
    struct options options = {.turn = -1};
    const char *reason;
    if (!read_options(argc, argv, &options)) {
        fputs("usage: plimsoll-collect-libvirt --role ROLE [--now TIME] [--read-write] [--turn "
              "FILE] URI\n"
              "       plimsoll-collect-libvirt --compare --read-write URI\n",
              stderr);
        return STATUS_INPUT;
    }
    out_of_memory_ends(STATUS_INTERNAL);
    if (options.turn >= 0)
        fcntl(options.turn, F_SETFD, FD_CLOEXEC);
    end_with_parent();
    if (!start_quietly()) {
        fprintf(stderr, "plimsoll: libvirt does not start: %s\n", virGetLastErrorMessage());
        return STATUS_INTERNAL;
    }
    virConnectPtr connection = connect_to(&options, &reason);
    if (!connection) {
        say_refused(options.uri, reason);
        return STATUS_INPUT;
    }
    filesystem_read_mounts();
    if (has_one_connection(connection))
        sandbox_enter(SANDBOX_CONNECTED, NULL, 0);
    struct arena *arena = arena_new();
    bool printed = options.compare ? compare_processors(arena, connection)
                                   : collect(arena, connection, &options);
    arena_free(arena);
    bool lost = virConnectIsAlive(connection) == 0;
    virConnectClose(connection);
    if (!printed) {
        fputs(options.compare ? "plimsoll: standard input holds no processors to compare\n"
                              : "plimsoll: cannot write the facts\n",
              stderr);
        return STATUS_INTERNAL;
    }
    if (!lost)
        return STATUS_COLLECTED;
    say("the connection to", options.uri, " was lost; the facts say what is missing");
    return STATUS_LOST;
}
