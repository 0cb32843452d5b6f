// The machines of a host: which there are, and what each is by itself.
#include "config.h"

#include "collect/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// How many machines' statistics are asked for at once: libvirt limits an answer's size.
#define STATS_BATCH 500

// The largest amount of memory that libvirt writes, in bytes: it stands for "unlimited".
#define UNLIMITED (UINT64_C(9007199254740991) * 1024)

// What libvirt never tells about a machine, or this collector does not ask, and why.
static const struct untold {
    const char *fact, *reason;
} untold[] = {
    {"vm.memory_min", "libvirt sets no lower limit to a machine's balloon"},
    {"vm.locked", "libvirt does not tell what else works on a machine"},
    {"vm.clustered", "libvirt does not know clusters"},
    {"vm.integration_services", "guest agents are not asked"},
    {"vm.address", "guest addresses are not asked for"},
    {"vm.generation", "a property of Hyper-V machines"},
    {"vm.configuration_version", "a property of Hyper-V machines"},
    {"vm.disk.remote", "one host cannot tell what the other one reaches"},
};

// The machines for which one of libvirt's filters holds, as sorted UUIDs, so that a property of all
// machines costs one call. `reason` tells why the set is not known, else it is NULL.
struct uuid_set {
    unsigned char (*id)[VIR_UUID_BUFLEN];
    size_t count;
    char *reason;
};

// All machines in the order of their names, and what is known of them together.
struct fleet {
    virDomainPtr *domain;
    size_t count;
    struct uuid_set managed_save, autostart, with_snapshot;
};

static int compare_ids(const void *left, const void *right) {
    return memcmp(left, right, VIR_UUID_BUFLEN);
}

static struct uuid_set set_of(virConnectPtr connection, unsigned int filter) {
    struct uuid_set set = {0};
    virDomainPtr *domains = NULL;
    int found = virConnectListAllDomains(connection, &domains, filter);
    if (found < 0)
        set.reason = string_copy(libvirt_reason());
    for (int i = 0; i < found; i++) {
        set.id = table_add(set.id, &set.count, sizeof *set.id);
        virDomainGetUUID(domains[i], set.id[set.count - 1]);
        virDomainFree(domains[i]);
    }
    free(domains);
    table_sort(set.id, set.count, sizeof *set.id, compare_ids);
    return set;
}

static bool set_has(const struct uuid_set *set, virDomainPtr domain) {
    unsigned char id[VIR_UUID_BUFLEN];
    return set->count > 0 && virDomainGetUUID(domain, id) == 0 &&
           bsearch(id, set->id, set->count, sizeof *set->id, compare_ids);
}

static void set_clear(struct uuid_set *set) {
    free(set->id);
    free(set->reason);
}

static bool fleet_list(struct fleet *fleet, virConnectPtr connection, unsigned int filter) {
    virDomainPtr *domains = NULL;
    int found = virConnectListAllDomains(connection, &domains, filter);
    for (int i = 0; i < found; i++) {
        fleet->domain = table_add(fleet->domain, &fleet->count, sizeof *fleet->domain);
        fleet->domain[fleet->count - 1] = domains[i];
    }
    free(domains);
    return found >= 0;
}

static int compare_domains(const void *left, const void *right) {
    return strcmp(virDomainGetName(*(const virDomainPtr *)left),
                  virDomainGetName(*(const virDomainPtr *)right));
}

// A host with more machines than one answer may hold is asked twice for the halves.
static bool fleet_find(struct fleet *fleet, virConnectPtr connection) {
    bool found = fleet_list(fleet, connection, 0) ||
                 (fleet_list(fleet, connection, VIR_CONNECT_LIST_DOMAINS_ACTIVE) &&
                  fleet_list(fleet, connection, VIR_CONNECT_LIST_DOMAINS_INACTIVE));
    if (found && fleet->count > 0)
        table_sort(fleet->domain, fleet->count, sizeof *fleet->domain, compare_domains);
    return found;
}

// A driver without snapshots lets its filter find none, which would read as "no snapshots".
static void check_snapshots(struct fleet *fleet) {
    if (fleet->count == 0 || fleet->with_snapshot.count > 0 || fleet->with_snapshot.reason)
        return;
    if (virDomainSnapshotNum(fleet->domain[0], 0) < 0)
        fleet->with_snapshot.reason = string_copy(libvirt_reason());
}

static void fleet_clear(struct fleet *fleet) {
    for (size_t i = 0; i < fleet->count; i++)
        virDomainFree(fleet->domain[i]);
    free(fleet->domain);
    set_clear(&fleet->managed_save);
    set_clear(&fleet->autostart);
    set_clear(&fleet->with_snapshot);
}

static const char *state_name(int state, bool saved) {
    switch (state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
        return "running";
    case VIR_DOMAIN_PAUSED:
        return "paused";
    case VIR_DOMAIN_SHUTOFF:
        return saved ? "saved" : "off";
    case VIR_DOMAIN_CRASHED:
        return "crashed";
    case VIR_DOMAIN_SHUTDOWN:
    case VIR_DOMAIN_PMSUSPENDED:
        return "other";
    default:
        return NULL;
    }
}

// The statistics tell all states in one answer; a machine that they leave out is asked itself.
static int state_of(virDomainPtr domain, virDomainStatsRecordPtr stats) {
    int state = VIR_DOMAIN_NOSTATE;
    if (stats && virTypedParamsGetInt(stats->params, stats->nparams, "state.state", &state) == 1)
        return state;
    return virDomainGetState(domain, &state, NULL, 0) == 0 ? state : VIR_DOMAIN_NOSTATE;
}

static void collect_state(struct fleet *fleet, struct subject *machine, virDomainPtr domain,
                          int state) {
    bool asked = !fleet->managed_save.reason;
    bool ambiguous = state == VIR_DOMAIN_SHUTOFF && !asked;
    bool saved = set_has(&fleet->managed_save, domain);
    const char *name = ambiguous ? NULL : state_name(state, saved);
    fact_text(machine, "state", name,
              ambiguous ? fleet->managed_save.reason : "libvirt knows no state of it");
    fact_bool(machine, "autostart", !fleet->autostart.reason, set_has(&fleet->autostart, domain),
              fleet->autostart.reason);
}

static void collect_amount(struct subject *machine, const char *name, xmlNodePtr node) {
    uint64_t bytes = 0;
    bool told = xml_bytes(node, &bytes), unlimited = told && bytes >= UNLIMITED;
    fact_quantity(machine, name, told && !unlimited, bytes, "B",
                  unlimited ? "unlimited" : "the definition does not tell");
}

static void collect_memory(struct subject *machine, xmlNodePtr root, virDomainPtr domain) {
    xmlNodePtr memory = xml_child(root, "memory"), most = xml_child(root, "maxMemory");
    collect_amount(machine, "memory", memory);
    collect_amount(machine, "memory_max", most ? most : memory);
    // A machine that does not run has no memory; its <currentMemory> is what it will get.
    if (virDomainGetID(domain) == (unsigned int)-1)
        json_add_quantity(machine->object, "memory_now", 0, "B");
    else
        collect_amount(machine, "memory_now", xml_child(root, "currentMemory"));
}

static void collect_vcpus(struct subject *machine, xmlNodePtr domain) {
    static const char reason[] = "the definition does not tell";
    xmlNodePtr vcpu = xml_child(domain, "vcpu");
    uint64_t most = 0, current;
    bool told = number_read(xml_text(vcpu), &most) && most > 0;
    if (!number_read(xml_attribute(vcpu, "current"), &current))
        current = most;
    fact_int(machine, "vcpus", told, current, reason);
    fact_int(machine, "vcpus_max", told, most, reason);
}

static void collect_saved_state(struct fleet *fleet, struct subject *machine, virDomainPtr domain,
                                enum snapshot_memory memory) {
    bool saved = set_has(&fleet->managed_save, domain) || memory == SNAPSHOT_MEMORY_SOME;
    bool told = saved || (!fleet->managed_save.reason && memory == SNAPSHOT_MEMORY_NONE);
    const char *reason = fleet->managed_save.reason;
    fact_bool(machine, "saved_state", told, saved,
              reason ? reason : "whether a snapshot holds memory is not known");
}

static enum snapshot_memory collect_tree(struct fleet *fleet, struct subject *machine,
                                         virDomainPtr domain) {
    if (fleet->with_snapshot.reason || set_has(&fleet->with_snapshot, domain))
        return collect_snapshots(machine, domain);
    json_add_list(machine->object, "snapshot");
    return SNAPSHOT_MEMORY_NONE;
}

static void collect_machine(struct inventory *inventory, struct fleet *fleet,
                            struct subject *machine, virDomainPtr domain,
                            virDomainStatsRecordPtr stats, xmlNodePtr root) {
    int state = state_of(domain, stats);
    fact_text(machine, "id", xml_text(xml_child(root, "uuid")), "the definition does not tell");
    collect_state(fleet, machine, domain, state);
    collect_memory(machine, root, domain);
    collect_vcpus(machine, root);
    collect_build(machine, root);
    if (inventory->writable)
        candidate_machine(&inventory->candidates, virDomainGetName(domain), root);
    collect_disks(inventory, machine, root, stats);
    collect_machine_adapters(inventory, machine, root);
    enum snapshot_memory memory = collect_tree(fleet, machine, domain);
    collect_saved_state(fleet, machine, domain, memory);
    collect_devices(machine, root);
    collect_filesystems(machine, root);
}

// A machine that is gone since the list was made is not on the host; any other failure leaves the
// machine with nothing but its name.
static void collect_domain(struct inventory *inventory, struct fleet *fleet, struct subject *host,
                           cJSON *list, virDomainPtr domain, virDomainStatsRecordPtr stats) {
    char *text = virDomainGetXMLDesc(domain, 0);
    if (!text && virGetLastErrorCode() == VIR_ERR_NO_DOMAIN)
        return;
    const char *name = virDomainGetName(domain);
    xmlDocPtr document = xml_parse(text);
    struct subject machine = subject_element(host, list, "vm", name);
    json_add_text(machine.object, "name", name);
    if (document)
        collect_machine(inventory, fleet, &machine, domain, stats, xml_root(document));
    else
        fact_missing(&machine, NULL, libvirt_reason());
    subject_clear(&machine);
    xmlFreeDoc(document);
    free(text);
}

// Finds a machine's record; they come in the order asked for, but for machines that are gone.
static virDomainStatsRecordPtr record_of(virDomainStatsRecordPtr *records, int count, int *next,
                                         virDomainPtr domain) {
    unsigned char own[VIR_UUID_BUFLEN], other[VIR_UUID_BUFLEN];
    virDomainGetUUID(domain, own);
    for (int i = 0; i < count; i++) {
        int at = (*next + i) % count;
        virDomainGetUUID(records[at]->dom, other);
        if (compare_ids(own, other) == 0) {
            *next = at + 1;
            return records[at];
        }
    }
    return NULL;
}

// Collects COUNT machines from FIRST on. The simulated host's block statistics are constants.
static void collect_batch(struct inventory *inventory, struct fleet *fleet, struct subject *host,
                          cJSON *list, size_t first, size_t count) {
    virDomainPtr batch[STATS_BATCH + 1] = {NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned int kinds = VIR_DOMAIN_STATS_STATE;
    int next = 0;
    if (!inventory->simulated)
        kinds |= VIR_DOMAIN_STATS_BLOCK;
    memcpy(batch, fleet->domain + first, count * sizeof *batch);
    int found = virDomainListGetStats(batch, kinds, &records, 0);
    for (size_t i = 0; i < count; i++) {
        virDomainStatsRecordPtr stats =
            found > 0 ? record_of(records, found, &next, batch[i]) : NULL;
        collect_domain(inventory, fleet, host, list, batch[i], stats);
    }
    if (found >= 0)
        virDomainStatsRecordListFree(records);
}

void collect_machines(struct inventory *inventory, struct subject *host) {
    virConnectPtr connection = inventory->connection;
    struct fleet fleet = {0};
    if (fleet_find(&fleet, connection)) {
        fleet.managed_save = set_of(connection, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE);
        fleet.autostart = set_of(connection, VIR_CONNECT_LIST_DOMAINS_AUTOSTART);
        fleet.with_snapshot = set_of(connection, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT);
        check_snapshots(&fleet);
        cJSON *list = json_add_list(host->object, "vm");
        for (size_t i = 0; i < fleet.count; i += STATS_BATCH) {
            size_t left = fleet.count - i;
            collect_batch(inventory, &fleet, host, list, i,
                          left < STATS_BATCH ? left : STATS_BATCH);
        }
        for (size_t i = 0; i < sizeof untold / sizeof untold[0]; i++)
            fact_missing(host, untold[i].fact, untold[i].reason);
    } else {
        fact_missing(host, "vm", libvirt_reason());
    }
    fleet_clear(&fleet);
}
