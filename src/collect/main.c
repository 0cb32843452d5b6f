// plimsoll-collect-libvirt: asks one host over libvirt and prints its facts as JSON.
//
// It prints a line {"host":{…},"collected":{…}} whenever there is more to tell; each is complete in
// itself, and the last one counts. With --read-write a member "private" tells the processors to ask
// other hosts about, and with --compare it is such a question that the host answers.
#include "config.h"

#include "collect/processor.h"

#include <getopt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The same as the exit statuses of plimsoll.
enum { STATUS_COLLECTED = 0, STATUS_INPUT = 3, STATUS_INTERNAL = 4 };

struct options {
    const char *role, *now, *uri;
    bool writable, compare;
};

void inventory_clear(struct inventory *inventory) {
    storage_clear(inventory);
    for (size_t i = 0; i < inventory->bridge_count; i++) {
        free(inventory->bridge[i].bridge);
        free(inventory->bridge[i].network);
    }
    free(inventory->bridge);
    candidates_clear(&inventory->candidates);
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
    virSetErrorFunc(NULL, ignore_error);
    return virInitialize() == 0;
}

// Nobody can be asked while two hosts are collected at once: credentials that are not in libvirt's
// authentication file are not given.
static int refuse_credentials(virConnectCredentialPtr credentials, unsigned int count,
                              void *context) {
    (void)credentials;
    (void)count;
    (void)context;
    return -1;
}

static virConnectPtr connect_to(const char *uri, bool writable) {
    int kinds[] = {VIR_CRED_AUTHNAME, VIR_CRED_USERNAME, VIR_CRED_PASSPHRASE, VIR_CRED_ECHOPROMPT,
                   VIR_CRED_NOECHOPROMPT};
    virConnectAuth auth = {kinds, sizeof kinds / sizeof kinds[0], refuse_credentials, NULL};
    return virConnectOpenAuth(uri, &auth, writable ? 0 : VIR_CONNECT_RO);
}

// The order is from what always answers to what may wait for a disk.
static void collect_all_but_machines(struct inventory *inventory, struct subject *host) {
    collect_host(inventory, host);
    collect_capabilities(inventory, host);
    collect_offer(inventory, host);
    collect_adapters(inventory, host);
    collect_networks(inventory, host);
    collect_storage(inventory, host);
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

// One wedged disk image can hang every question about machines, for ever. What the host told of
// itself is printed before the first such question, for the case that the process is killed.
static bool print_without_machines(const struct inventory *inventory, struct subject *host,
                                   const struct options *options) {
    fact_missing(host, "vm", "the host did not answer in time when asked for its machines");
    bool printed = print_document(inventory, host, options);
    cJSON_DeleteItemFromArray(host->missing, cJSON_GetArraySize(host->missing) - 1);
    return printed;
}

static bool collect(virConnectPtr connection, const struct options *options) {
    const char *type = virConnectGetType(connection);
    struct inventory inventory = {
        .connection = connection,
        .simulated = type && strcmp(type, "TEST") == 0,
        .writable = options->writable,
    };
    struct subject host = {
        .object = json_object(),
        .missing = json_list(),
        .path = string_copy(options->role),
    };
    collect_all_but_machines(&inventory, &host);
    bool printed = print_without_machines(&inventory, &host, options);
    if (printed) {
        collect_machines(&inventory, &host);
        printed = print_document(&inventory, &host, options);
    }
    inventory_clear(&inventory);
    cJSON_Delete(host.object);
    cJSON_Delete(host.missing);
    subject_clear(&host);
    return printed;
}

static bool read_options(int argc, char **argv, struct options *options) {
    static const struct option known[] = {
        {"role", required_argument, NULL, 'r'},
        {"now", required_argument, NULL, 'n'},
        {"read-write", no_argument, NULL, 'w'},
        {"compare", no_argument, NULL, 'c'},
        {NULL, 0, NULL, 0},
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
        else
            return false;
    }
    options->uri = argv[optind];
    return (options->role || options->compare) && options->uri && optind == argc - 1;
}

int main(int argc, char **argv) {
    struct options options = {0};
    if (!read_options(argc, argv, &options)) {
        fputs("usage: plimsoll-collect-libvirt --role ROLE [--now TIME] [--read-write] URI\n"
              "       plimsoll-collect-libvirt --compare --read-write URI\n",
              stderr);
        return STATUS_INPUT;
    }
    if (!start_quietly()) {
        fprintf(stderr, "plimsoll: libvirt does not start: %s\n", libvirt_reason());
        return STATUS_INTERNAL;
    }
    virConnectPtr connection = connect_to(options.uri, options.writable);
    if (!connection) {
        fprintf(stderr, "plimsoll: cannot connect to %s: %s\n", options.uri, libvirt_reason());
        return STATUS_INPUT;
    }
    bool printed = options.compare ? compare_processors(connection) : collect(connection, &options);
    virConnectClose(connection);
    if (!printed) {
        fputs(options.compare ? "plimsoll: standard input holds no processors to compare\n"
                              : "plimsoll: cannot write the facts\n",
              stderr);
        return STATUS_INTERNAL;
    }
    return STATUS_COLLECTED;
}
