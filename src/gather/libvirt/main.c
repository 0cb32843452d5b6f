// plimsoll-collect-libvirt: asks one host over libvirt and prints its facts as JSON.
//
// It prints a line {"host":{…},"collected":{…}} whenever there is more to tell; each is complete in
// itself, and the last one counts. With --read-write a member "private" tells the processors to ask
// other hosts about, and with --compare it is such a question that the host answers.
#include "config.h"

#include "gather/libvirt/ask.h"
#include "gather/libvirt/processor.h"
#include "gather/turn.h"

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
#include <time.h>

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
    networks_clear(inventory);
    images_clear(inventory);
    candidates_clear(&inventory->candidates);
}

// A process that nobody waits for any more is not to stay behind with a host, or at the terminal.
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
    signal(SIGPIPE, SIG_IGN); // a daemon that is gone is an error like any other
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
        *reason = ask.refused ? ask.refused : libvirt_reason();
    return connection;
}

// The parts of a host's facts, from what always answers to what may wait for a disk, with the
// fields that each tells. A part that is needed only at times says so.
static const struct section {
    void (*collect)(struct inventory *inventory, struct subject *host);
    const char *fields[5]; // NULL after the last
    bool (*needed)(const struct inventory *inventory);
} sections[] = {
    {collect_host, {NULL}, NULL},
    {collect_capabilities, {"cpu", "numa", "hugepage", "machine_type"}, NULL},
    {collect_offer, {"cpu_model", "firmware"}, NULL},
    {collect_adapters, {"nic"}, NULL},
    {collect_networks, {"network"}, NULL},
    {collect_storage, {"pool"}, NULL},
    {collect_machines, {"vm"}, NULL},
    {collect_images, {"vm.disk.capacity", "vm.disk.allocated"}, images_left},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

static bool is_needed(size_t section, const struct inventory *inventory) {
    return !sections[section].needed || sections[section].needed(inventory);
}

static void add_time(cJSON *object, const char *now) {
    char text[sizeof "2026-11-23T10:00:00Z"] = "";
    time_t moment = time(NULL);
    struct tm parts;
    if (!now && gmtime_r(&moment, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    json_add_text(object, "at", now ? now : text);
}

// Describes the collection: who was asked, by what, when, and what could not be told.
static void add_collected(cJSON *document, const struct subject *host,
                          const struct options *options) {
    unsigned long version = 0;
    cJSON *collected = json_add_object(document, "collected");
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(host->object, "name"));
    virGetVersion(&version, NULL, NULL);
    char *by = string_format("libvirt %lu.%lu.%lu", version / 1000000, version / 1000 % 1000,
                             version % 1000);
    if (name)
        json_add_text(collected, "host", name);
    json_add_text(collected, "by", by);
    json_add_text(collected, "from", options->uri);
    add_time(collected, options->now);
    json_add(collected, "missing", cJSON_CreateArrayReference(host->missing->child));
    free(by);
}

// Prints what is known by now as a line of its own.
static bool print_document(const struct inventory *inventory, const struct subject *host,
                           const struct options *options) {
    cJSON *document = json_object();
    json_add(document, "host", cJSON_CreateObjectReference(host->object->child));
    add_collected(document, host, options);
    if (inventory->writable)
        json_add(document, "private", candidates_json(&inventory->candidates));
    char *text = json_print(document, false);
    bool printed = puts(text) >= 0 && fflush(stdout) == 0;
    free(text);
    cJSON_Delete(document);
    return printed;
}

// One wedged disk image can hang every question about pools or machines, for ever. What is known
// before the next part is printed, for the case that the process is killed.
static bool print_before(size_t next, const struct inventory *inventory, struct subject *host,
                         const struct options *options) {
    int known = cJSON_GetArraySize(host->missing);
    for (size_t i = next; i < SECTIONS; i++)
        for (const char *const *field = sections[i].fields; is_needed(i, inventory) && *field;
             field++)
            fact_missing(host, *field,
                         i == next ? "the host did not answer in time when it was asked for this"
                                   : "the host had stopped answering before it was asked for this");
    bool printed = print_document(inventory, host, options);
    for (int i = cJSON_GetArraySize(host->missing); i > known; i--)
        cJSON_DeleteItemFromArray(host->missing, i - 1);
    return printed;
}

static bool collect(virConnectPtr connection, const struct options *options) {
    const char *type = virConnectGetType(connection);
    struct inventory inventory = {
        .connection = connection,
        .simulated = type ? strcmp(type, "TEST") == 0 : strncmp(options->uri, "test", 4) == 0,
        .writable = options->writable,
    };
    struct subject host = {
        .object = json_object(),
        .missing = json_list(),
        .path = string_copy(options->role),
    };
    bool printed = true;
    for (size_t i = 0; printed && i < SECTIONS; i++) {
        if (!is_needed(i, &inventory))
            continue;
        sections[i].collect(&inventory, &host);
        printed = print_before(i + 1, &inventory, &host, options);
    }
    inventory_clear(&inventory);
    cJSON_Delete(host.object);
    cJSON_Delete(host.missing);
    subject_clear(&host);
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
    if (options.turn >= 0)
        fcntl(options.turn, F_SETFD, FD_CLOEXEC);
    end_with_parent();
    if (!start_quietly()) {
        fprintf(stderr, "plimsoll: libvirt does not start: %s\n", libvirt_reason());
        return STATUS_INTERNAL;
    }
    virConnectPtr connection = connect_to(&options, &reason);
    if (!connection) {
        fprintf(stderr, "plimsoll: cannot connect to %s: %s\n", options.uri, reason);
        return STATUS_INPUT;
    }
    bool printed = options.compare ? compare_processors(connection) : collect(connection, &options);
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
    fprintf(stderr, "plimsoll: the connection to %s was lost; the facts say what is missing\n",
            options.uri);
    return STATUS_LOST;
}
