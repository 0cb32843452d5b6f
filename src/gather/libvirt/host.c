// The host itself: name, versions, memory, number of processors.
#include "config.h"

#include "gather/libvirt/inventory.h"
#include "gather/libvirt/uri.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// Facts about a host that libvirt never gives, and why.
static const struct missing_row unknown[] = {
    {"os", "libvirt does not tell the host's operating system"},
    {"role", "libvirt knows no server roles"},
    {"ip", "libvirt does not tell the host's addresses"},
    {"firewall", "libvirt does not tell the host's firewall rules"},
    {"group", "libvirt does not tell the host's groups"},
    {"clustered", "libvirt does not tell whether the host belongs to a cluster"},
    {"machine_launch_restriction", "a property of Windows hosts"},
    {"accepts", "told of a destination, where its source is asked as well"},
};

const char *version_text(struct arena *arena, unsigned long version) {
    return arena_printf(arena, "%lu.%lu.%lu", version / 1000000, version / 1000 % 1000,
                        version % 1000);
}

// A simulated host answers with the name of the machine it is simulated on, which would give all
// such hosts one name; the name of its node file tells them apart.
static void collect_name(struct inventory *inventory, const struct subject *host) {
    char *uri = virConnectGetURI(inventory->connection);
    const char *uri_reason = arena_text(inventory->arena, virGetLastErrorMessage());
    char *own = inventory->simulated ? NULL : virConnectGetHostname(inventory->connection);
    const char *name = inventory->simulated && uri ? uri_file_name(inventory->arena, uri) : own;
    fact_text(host, "name", name, virGetLastErrorMessage());
    fact_text(host, "uri", uri ? text_public(inventory->arena, uri) : NULL, uri_reason);
    free(own);
    free(uri);
}

static void collect_versions(struct inventory *inventory, const struct subject *host) {
    unsigned long version = 0;
    const char *type = virConnectGetType(inventory->connection);
    fact_text(host, "hypervisor", type, virGetLastErrorMessage());
    bool known = virConnectGetVersion(inventory->connection, &version) == 0 && version > 0;
    fact_text(host, "hypervisor_version", known ? version_text(inventory->arena, version) : NULL,
              virGetLastErrorMessage());
    // The test driver is a part of the library that asks.
    known = !inventory->simulated &&
            virConnectGetLibVersion(inventory->connection, &version) == 0 && version > 0;
    fact_text(host, "library_version", known ? version_text(inventory->arena, version) : NULL,
              inventory->simulated ? "libvirt's test driver has no version of its own"
                                   : virGetLastErrorMessage());
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

// Returns the number of statistics; 0 where libvirt gives none.
static int memory_stats(const struct inventory *inventory, virNodeMemoryStatsPtr *stats) {
    virConnectPtr connection = inventory->connection;
    int count = 0;
    *stats = NULL;
    if (virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, NULL, &count, 0) < 0)
        return 0;
    *stats = ARENA_ARRAY(inventory->arena, virNodeMemoryStats, (size_t)count);
    if (virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, *stats, &count, 0) < 0)
        return 0;
    return count;
}

static void collect_free_memory(struct inventory *inventory, const struct subject *host, bool known,
                                uint64_t bytes) {
    if (inventory->simulated) {
        fact_missing(host, "memory_free", "libvirt's test driver does not simulate free memory");
        return;
    }
    if (!known) {
        virResetLastError();
        bytes = virNodeGetFreeMemory(inventory->connection);
    }
    fact_quantity(host, "memory_free", bytes > 0, bytes, "B", virGetLastErrorMessage());
}

// The statistics come first because virNodeGetInfo and virNodeGetFreeMemory add up NUMA nodes,
// which can fall far short of the memory that the host has.
static void collect_memory(struct inventory *inventory, const struct subject *host,
                           const virNodeInfo *info) {
    virNodeMemoryStatsPtr stats;
    uint64_t total = 0, unused = 0;
    int count = memory_stats(inventory, &stats);
    bool known = memory_field(stats, count, VIR_NODE_MEMORY_STATS_TOTAL, &total);
    if (!known && info) {
        total = (uint64_t)info->memory * 1024;
        known = total > 0;
    }
    fact_measure(host, "memory", known, total, &measure_host_memory, virGetLastErrorMessage());
    known = memory_field(stats, count, VIR_NODE_MEMORY_STATS_FREE, &unused);
    collect_free_memory(inventory, host, known, unused);
}

void collect_host(struct inventory *inventory, const struct subject *host) {
    virNodeInfo info;
    lanes_open(&inventory->lanes, inventory->connection);
    collect_name(inventory, host);
    item_add_text(host->item, "kind", "libvirt");
    collect_versions(inventory, host);
    bool known = virNodeGetInfo(inventory->connection, &info) == 0;
    fact_measure(host, "cpus", known, known ? info.cpus : 0, &measure_count,
                 virGetLastErrorMessage());
    collect_memory(inventory, host, known ? &info : NULL);
    fact_missing_all(host, unknown, sizeof unknown / sizeof *unknown);
}
