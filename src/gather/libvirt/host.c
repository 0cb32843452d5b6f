// The host itself: name, versions, memory, number of processors.
#include "config.h"

#include "gather/libvirt/fetch.h"
#include "gather/libvirt/inventory.h"
#include "gather/libvirt/uri.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// What libvirt never tells about a host, and why.
static const struct untold {
    const char *fact, *reason;
} untold[] = {
    {"os", "libvirt does not tell the host's operating system"},
    {"role", "libvirt knows no server roles"},
    {"ip", "libvirt does not tell the host's addresses"},
    {"firewall", "libvirt does not tell the host's firewall rules"},
    {"group", "libvirt does not tell the host's groups"},
    {"clustered", "libvirt does not tell whether the host belongs to a cluster"},
    {"machine_launch_restriction", "a property of Windows hosts"},
    {"accepts", "told of a destination, where its source is asked as well"},
};

// libvirt counts versions as major * 1,000,000 + minor * 1,000 + release.
static char *version_text(unsigned long version) {
    return string_format("%lu.%lu.%lu", version / 1000000, version / 1000 % 1000, version % 1000);
}

// A simulated host answers with the name of the machine it is simulated on, which would give all
// such hosts one name; the name of its node file tells them apart.
static void collect_name(struct inventory *inventory, struct subject *host) {
    char *uri = virConnectGetURI(inventory->connection);
    char *uri_reason = string_copy(libvirt_reason());
    char *name = inventory->simulated ? (uri ? uri_file_name(uri) : NULL)
                                      : virConnectGetHostname(inventory->connection);
    fact_text(host, "name", name, libvirt_reason());
    fact_text(host, "uri", uri, uri_reason);
    free(uri_reason);
    free(name);
    free(uri);
}

static void collect_versions(struct inventory *inventory, struct subject *host) {
    unsigned long version = 0;
    const char *type = virConnectGetType(inventory->connection);
    fact_text(host, "hypervisor", type, libvirt_reason());
    bool told = virConnectGetVersion(inventory->connection, &version) == 0 && version > 0;
    char *text = told ? version_text(version) : NULL;
    fact_text(host, "hypervisor_version", text, libvirt_reason());
    free(text);
}

// One field of the memory statistics, in KiB.
static bool memory_field(const virNodeMemoryStatsPtr stats, int count, const char *name,
                         uint64_t *bytes) {
    for (int i = 0; i < count; i++) {
        if (strcmp(stats[i].field, name) == 0 && stats[i].value <= UINT64_MAX / 1024) {
            *bytes = stats[i].value * 1024;
            return true;
        }
    }
    return false;
}

// Returns the number of statistics, to be freed by the caller; 0 where libvirt tells none.
static int memory_stats(virConnectPtr connection, virNodeMemoryStatsPtr *stats) {
    int count = 0;
    *stats = NULL;
    if (virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, NULL, &count, 0) < 0)
        return 0;
    *stats = calloc((size_t)count + 1, sizeof **stats);
    if (!*stats ||
        virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, *stats, &count, 0) < 0)
        return 0;
    return count;
}

static void collect_free_memory(struct inventory *inventory, struct subject *host, bool told,
                                uint64_t bytes) {
    if (inventory->simulated) {
        fact_missing(host, "memory_free", "libvirt's test driver does not simulate free memory");
        return;
    }
    if (!told) {
        virResetLastError();
        bytes = virNodeGetFreeMemory(inventory->connection);
    }
    fact_quantity(host, "memory_free", bytes > 0, bytes, "B", libvirt_reason());
}

// The statistics come first because virNodeGetInfo and virNodeGetFreeMemory add up NUMA nodes,
// which can fall far short of the memory that the host has.
static void collect_memory(struct inventory *inventory, struct subject *host,
                           const virNodeInfo *info) {
    virNodeMemoryStatsPtr stats;
    uint64_t total = 0, unused = 0;
    int count = memory_stats(inventory->connection, &stats);
    bool told = memory_field(stats, count, VIR_NODE_MEMORY_STATS_TOTAL, &total);
    if (!told && info) {
        total = (uint64_t)info->memory * 1024;
        told = total > 0;
    }
    fact_quantity(host, "memory", told, total, "B", libvirt_reason());
    told = memory_field(stats, count, VIR_NODE_MEMORY_STATS_FREE, &unused);
    collect_free_memory(inventory, host, told, unused);
    free(stats);
}

static bool is_nil_uuid(const char *uuid) {
    return strspn(uuid, "0-") == strlen(uuid);
}

// Takes the UUID out of the node device that stands for the whole computer.
static char *system_uuid(virNodeDevicePtr device) {
    char *text = virNodeDeviceGetXMLDesc(device, 0);
    xmlDocPtr document = xml_parse(text);
    const char *uuid = xml_text(xml_find(xml_root(document), "capability/hardware/uuid"));
    char *copy = uuid && !is_nil_uuid(uuid) ? string_copy(uuid) : NULL;
    xmlFreeDoc(document);
    free(text);
    return copy;
}

static void collect_uuid(struct inventory *inventory, struct subject *host) {
    virNodeDevicePtr *devices = NULL;
    char *uuid = NULL;
    int count = virConnectListAllNodeDevices(inventory->connection, &devices,
                                             VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM);
    const char *reason = count < 0 ? libvirt_reason() : "the host has no SMBIOS information";
    for (int i = 0; i < count; i++) {
        if (!uuid)
            uuid = system_uuid(devices[i]);
        virNodeDeviceFree(devices[i]);
    }
    fact_text(host, "uuid", uuid, reason);
    free(devices);
    free(uuid);
}

void collect_host(struct inventory *inventory, struct subject *host) {
    virNodeInfo info;
    inventory->lanes = fetch_lanes(inventory->connection);
    collect_name(inventory, host);
    json_add_text(host->object, "kind", "libvirt");
    collect_uuid(inventory, host);
    collect_versions(inventory, host);
    bool told = virNodeGetInfo(inventory->connection, &info) == 0;
    fact_int(host, "cpus", told && info.cpus > 0, told ? info.cpus : 0, libvirt_reason());
    collect_memory(inventory, host, told ? &info : NULL);
    for (size_t i = 0; i < sizeof untold / sizeof untold[0]; i++)
        fact_missing(host, untold[i].fact, untold[i].reason);
}
