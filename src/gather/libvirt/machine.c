// The machines of a host: asking about each, and what each is by itself.
#include "config.h"

#include "gather/libvirt/fetch.h"
#include "gather/libvirt/fleet.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// How many machines one question for statistics is about: libvirt limits the size of an answer.
#define MACHINES_AT_ONCE 250

// The largest amount of memory that libvirt writes, in bytes: it stands for "unlimited".
#define UNLIMITED (UINT64_C(9007199254740991) * 1024)

// The channel by which libvirt and the agent in a guest talk.
#define AGENT_CHANNEL "org.qemu.guest_agent.0"

// Facts about a machine that libvirt never gives, or that are not asked for, and why.
static const struct missing_row unknown[] = {
    {"vm.memory_min", "libvirt sets no lower limit to a machine's balloon"},
    {"vm.clustered", "libvirt does not know clusters"},
    {"vm.generation", "a property of Hyper-V machines"},
    {"vm.configuration_version", "a property of Hyper-V machines"},
    {"vm.disk.remote", "one host cannot tell what the other one reaches"},
};

// What a host answered about one machine: its definitions, why there is none, its snapshots, and
// the volumes of its disks that are in no list.
struct answer {
    xmlDocPtr live, config;
    const char *reason;
    bool gone;
    struct snapshots snapshots;
    struct volume_list volumes;
};

// The machines while they are asked for, a batch at a time, with two tables of answers, so that one
// is read while the other is filled. `stopped`: some machine does not run.
struct inquiry {
    struct inventory *inventory;
    struct fleet *fleet;
    struct answer answer[2][MACHINES_AT_ONCE];
    bool stopped;
};

static struct answer *answer_to(struct inquiry *inquiry, size_t index) {
    return &inquiry->answer[index / MACHINES_AT_ONCE % 2][index % MACHINES_AT_ONCE];
}

// The definition is newer than the handle, which is as old as the list of machines, and agrees with
// what else is read here.
static bool is_active(xmlNodePtr live) {
    return xml_attribute(live, "id") != NULL;
}

static xmlDocPtr ask_definition(virDomainPtr domain, unsigned int flags, struct answer *answer,
                                struct arena *arena) {
    char *text = virDomainGetXMLDesc(domain, flags);
    if (!text) {
        answer->gone = virGetLastErrorCode() == VIR_ERR_NO_DOMAIN;
        answer->reason = arena_text(arena, virGetLastErrorMessage());
        return NULL;
    }
    xmlDocPtr document = xml_parse(text);
    if (!document)
        answer->reason = "the definition is no XML";
    free(text);
    return document;
}

// A machine that runs has a second definition, for its next start, unless it is transient.
static void ask_machine(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    struct fleet *fleet = inquiry->fleet;
    struct answer *answer = answer_to(inquiry, index);
    virDomainPtr domain = fleet->domain[index];
    *answer = (struct answer){0};
    answer->live = ask_definition(domain, 0, answer, arena);
    if (!answer->live)
        return;
    if (is_active(xml_root(answer->live)) && !set_has(&fleet->transient, domain)) {
        answer->config = ask_definition(domain, VIR_DOMAIN_XML_INACTIVE, answer, arena);
        if (!answer->config) {
            xmlFreeDoc(answer->live);
            answer->live = NULL;
            return;
        }
    }
    volumes_ask(inquiry->inventory, xml_root(answer->live), &answer->volumes, arena);
    if (fleet->with_snapshot.reason || set_has(&fleet->with_snapshot, domain))
        snapshots_ask(&answer->snapshots, domain, arena);
}

static void answer_clear(struct answer *answer) {
    xmlFreeDoc(answer->live);
    xmlFreeDoc(answer->config);
}

// A machine that is not persistent is gone as soon as it stops.
static void collect_persistent(const struct subject *machine, const struct uuid_set *transient,
                               virDomainPtr domain) {
    fact_bool(machine, "persistent", !transient->reason, !set_has(transient, domain),
              transient->reason);
}

// The test driver does not read from its node file whether a machine starts with the host.
static void collect_autostart(struct inquiry *inquiry, const struct subject *machine,
                              virDomainPtr domain) {
    const struct uuid_set *set = &inquiry->fleet->autostart;
    bool starts = set_has(set, domain);
    if (starts || !inquiry->inventory->simulated)
        fact_bool(machine, "autostart", !set->reason, starts, set->reason);
}

static void collect_state(struct inquiry *inquiry, const struct subject *machine,
                          virDomainPtr domain, int state) {
    struct fleet *fleet = inquiry->fleet;
    bool asked = !fleet->managed_save.reason;
    bool ambiguous = state == VIR_DOMAIN_SHUTOFF && !asked;
    bool saved = set_has(&fleet->managed_save, domain);
    const char *name = ambiguous ? NULL : state_name(state, saved);
    fact_text(machine, "state", name,
              ambiguous ? fleet->managed_save.reason : "libvirt knows no state of it");
    collect_autostart(inquiry, machine, domain);
}

static void collect_amount(const struct subject *machine, const char *name, xmlNodePtr node,
                           const struct measure *measure) {
    uint64_t bytes = 0;
    bool known = xml_bytes(node, &bytes), unlimited = known && bytes >= UNLIMITED;
    fact_measure(machine, name, known && !unlimited, bytes, measure,
                 unlimited ? "unlimited" : "the definition does not tell");
}

// Why there is nothing for a next start.
#define TRANSIENT "the machine is transient: it does not start again"

// Returns the definition for the next start; NULL of a transient machine.
static xmlNodePtr next_start(const struct definition *definition, bool active) {
    return active && definition->config == definition->live ? NULL : definition->config;
}

static void collect_memory(const struct subject *machine, const struct definition *definition,
                           bool active, int state) {
    xmlNodePtr memory = xml_child(definition->live, "memory");
    xmlNodePtr most = xml_child(definition->live, "maxMemory");
    xmlNodePtr next = next_start(definition, active);
    collect_amount(machine, "memory", memory, &measure_machine_memory);
    collect_amount(machine, "memory_max", most ? most : memory, &measure_machine_memory);
    if (next)
        collect_amount(machine, "memory_next", xml_child(next, "memory"), &measure_machine_memory);
    else
        fact_missing(machine, "memory_next", TRANSIENT);
    // A machine that does not run has no memory; its <currentMemory> is what it will get. One that
    // was started after its definition was read has some, but how much is unknown.
    bool runs =
        state == VIR_DOMAIN_RUNNING || state == VIR_DOMAIN_BLOCKED || state == VIR_DOMAIN_PAUSED;
    if (active)
        collect_amount(machine, "memory_now", xml_child(definition->live, "currentMemory"),
                       &measure_bytes);
    else
        fact_quantity(machine, "memory_now", !runs, 0, "B", "the machine was just being started");
}

// The processors that a definition gives; 0 where it does not tell.
static uint64_t vcpus_of(xmlNodePtr definition) {
    xmlNodePtr vcpu = xml_child(definition, "vcpu");
    uint64_t count = 0;
    if (!number_read(xml_attribute(vcpu, "current"), &count))
        number_read(xml_text(vcpu), &count);
    return count;
}

static void collect_vcpus(const struct subject *machine, const struct definition *definition,
                          bool active) {
    static const char reason[] = "the definition does not tell";
    xmlNodePtr next = next_start(definition, active);
    uint64_t now = vcpus_of(definition->live), later = vcpus_of(next), most = 0;
    fact_int(machine, "vcpus", now > 0, now, reason);
    number_read(xml_text(xml_child(definition->live, "vcpu")), &most);
    fact_int(machine, "vcpus_max", most > 0, most, reason);
    fact_int(machine, "vcpus_next", later > 0, later, next ? reason : TRANSIENT);
}

static void collect_saved_state(struct fleet *fleet, const struct subject *machine,
                                virDomainPtr domain, enum snapshot_memory memory) {
    bool saved = set_has(&fleet->managed_save, domain) || memory == SNAPSHOT_MEMORY_SOME;
    bool known = saved || (!fleet->managed_save.reason && memory == SNAPSHOT_MEMORY_NONE);
    const char *reason = fleet->managed_save.reason;
    fact_bool(machine, "saved_state", known, saved,
              reason ? reason : "whether a snapshot holds memory is not known");
}

// The hypervisor sees whether the agent of a running machine has opened its channel.
static void collect_agent(const struct subject *machine, xmlNodePtr live) {
    xmlNodePtr channel = xml_find(live, "devices/channel");
    while (channel && !xml_attribute_is(xml_child(channel, "target"), "name", AGENT_CHANNEL))
        channel = xml_next(channel);
    const char *state = xml_attribute(xml_child(channel, "target"), "state");
    fact_bool(machine, "integration_services", !channel || state,
              state && strcmp(state, "connected") == 0,
              "libvirt does not tell whether the guest agent is connected");
}

// What only a running machine has. libvirt runs no jobs on one that does not run.
static void collect_activity(struct inquiry *inquiry, const struct subject *machine,
                             virDomainPtr domain, xmlNodePtr live, bool active) {
    if (!active) {
        item_add_bool(machine->item, "locked", false);
        inquiry->stopped = true;
        return;
    }
    busy_remember(inquiry->inventory, machine, domain, live);
    collect_agent(machine, live);
    if (inquiry->inventory->lease_count > 0)
        collect_addresses(inquiry->inventory, machine, live);
}

static void collect_machine(struct inquiry *inquiry, const struct subject *machine,
                            virDomainPtr domain, virDomainStatsRecordPtr stats,
                            struct answer *answer) {
    struct inventory *inventory = inquiry->inventory;
    struct fleet *fleet = inquiry->fleet;
    struct definition definition = {.live = xml_root(answer->live)};
    bool active = is_active(definition.live);
    struct state found = state_ask(domain, stats);
    int state = found.value;
    definition.config = answer->config ? xml_root(answer->config) : definition.live;
    fact_text(machine, "id", xml_text(xml_child(definition.live, "uuid")),
              "the definition does not tell");
    collect_state(inquiry, machine, domain, state);
    collect_pause(machine, &found);
    collect_persistent(machine, &fleet->transient, domain);
    collect_memory(machine, &definition, active, state);
    collect_vcpus(machine, &definition, active);
    collect_build(machine, &definition);
    collect_settings(machine, definition.live);
    collect_demands(machine, &definition);
    if (inventory->writable)
        candidate_machine(&inventory->candidates, virDomainGetName(domain), definition.live);
    collect_disks(inventory, machine, &definition, &answer->volumes, domain);
    collect_machine_adapters(inventory, machine, &definition);
    collect_activity(inquiry, machine, domain, definition.live, active);
    enum snapshot_memory memory = collect_snapshots(machine, &answer->snapshots);
    collect_saved_state(fleet, machine, domain, memory);
    collect_devices(inventory, machine, &definition);
    collect_filesystems(machine, &definition);
}

// A machine that was removed since the list was made is not on the host; after any other failure
// only its name is known.
static void collect_domain(struct inquiry *inquiry, const struct subject *list, size_t index,
                           virDomainStatsRecordPtr stats) {
    virDomainPtr domain = inquiry->fleet->domain[index];
    struct answer *answer = answer_to(inquiry, index);
    const char *name = virDomainGetName(domain);
    if (!answer->live && answer->gone)
        return;
    struct subject machine = subject_element(list, name);
    item_add_text(machine.item, "name", name);
    if (answer->live)
        collect_machine(inquiry, &machine, domain, stats, answer);
    else
        fact_missing(&machine, NULL, answer->reason);
}

// Finds a machine's record; they come in the order asked for, without removed machines.
static virDomainStatsRecordPtr record_of(virDomainStatsRecordPtr *records, int count, int *next,
                                         virDomainPtr domain) {
    for (int i = 0; i < count; i++) {
        int at = (*next + i) % count;
        if (is_same_domain(domain, records[at]->dom)) {
            *next = at + 1;
            return records[at];
        }
    }
    return NULL;
}

// Collects COUNT machines from FIRST on.
static void collect_batch(struct inquiry *inquiry, const struct subject *list, size_t first,
                          size_t count) {
    virDomainPtr batch[MACHINES_AT_ONCE + 1] = {NULL};
    virDomainStatsRecordPtr *records = NULL;
    int next = 0;
    memcpy(batch, inquiry->fleet->domain + first, count * sizeof *batch);
    int found = virDomainListGetStats(batch, VIR_DOMAIN_STATS_STATE, &records, 0);
    for (size_t i = 0; i < count; i++) {
        virDomainStatsRecordPtr stats =
            found > 0 ? record_of(records, found, &next, batch[i]) : NULL;
        collect_domain(inquiry, list, first + i, stats);
        answer_clear(answer_to(inquiry, first + i));
    }
    if (found >= 0)
        virDomainStatsRecordListFree(records);
}

static size_t batch_at(const struct fleet *fleet, size_t first) {
    size_t left = first < fleet->count ? fleet->count - first : 0;
    return left < MACHINES_AT_ONCE ? left : MACHINES_AT_ONCE;
}

static struct fetch *begin_batch(struct inquiry *inquiry, size_t first) {
    return fetch_begin(
        &inquiry->inventory->lanes,
        &(struct fetch_questions){ask_machine, inquiry, first, batch_at(inquiry->fleet, first)});
}

// The next batch is asked for while the last one is being read.
static void collect_fleet(struct inquiry *inquiry, const struct subject *list) {
    struct fleet *fleet = inquiry->fleet;
    struct fetch *fetch = begin_batch(inquiry, 0);
    for (size_t first = 0; first < fleet->count; first += MACHINES_AT_ONCE) {
        fetch_finish(fetch);
        fetch = begin_batch(inquiry, first + MACHINES_AT_ONCE);
        collect_batch(inquiry, list, first, batch_at(fleet, first));
    }
    fetch_finish(fetch);
}

// Facts that are unknown for every machine, or for every stopped one, are noted once.
static void collect_unknown(const struct inquiry *inquiry, const struct subject *host) {
    if (inquiry->inventory->simulated)
        fact_missing(host, "vm.autostart", SIMULATED_AUTOSTART);
    if (inquiry->stopped)
        fact_missing(host, "vm.integration_services", "known of machines that run");
    if (inquiry->inventory->lease_count == 0)
        fact_missing(host, "vm.address", "no network of libvirt tells what addresses it gave out");
    else if (inquiry->stopped)
        fact_missing(host, "vm.address", "known of machines that run");
    fact_missing_all(host, unknown, sizeof unknown / sizeof *unknown);
}

void collect_machines(struct inventory *inventory, const struct subject *host) {
    struct fleet fleet = {0};
    fleet_find(&fleet, inventory->arena, inventory->connection);
    if (fleet.reason) {
        fact_missing(host, "vm", fleet.reason);
    } else {
        struct subject list = subject_list(host, "vm");
        struct inquiry *inquiry = ARENA_NEW(inventory->arena, struct inquiry);
        inquiry->inventory = inventory;
        inquiry->fleet = &fleet;
        collect_fleet(inquiry, &list);
        collect_unknown(inquiry, host);
    }
    fleet_clear(&fleet);
}
