// The parts of the libvirt collector: what they share, and what each adds to a host's facts.
#ifndef PLIM_COLLECT_INVENTORY_H
#define PLIM_COLLECT_INVENTORY_H

#include "collect/candidate.h"
#include "collect/fact.h"
#include "collect/xml.h"

#include <libvirt/libvirt.h>
#include <stddef.h>

// A storage volume, found by its path or by pool and name. Sizes are bytes. Everything is owned;
// what libvirt does not tell is NULL or not `sized`.
struct volume {
    char *pool, *name, *path, *format;
    char *backing; // "" where the volume stands alone
    bool sized;
    uint64_t capacity, allocated;
};

// Volumes; `by_path` and `by_name` are sorted views of the same COUNT volumes. `extra` are those
// that were looked up one by one because their pool has too many to list.
struct volume_table {
    struct volume **by_path, **by_name, **extra;
    size_t count, extra_count;
};

// A pool of the host; `path` is NULL for pools that are no place in the file system.
struct pool {
    char *name, *path;
};

// A libvirt network by the bridge that carries it.
struct bridge {
    char *bridge, *network;
};

// One host as it is collected. Pools, volumes (sorted by path) and bridges are kept because the
// machines' disks and adapters refer to them. `simulated` is libvirt's test driver, part of whose
// answers are constants that describe nothing. `writable` tells that the connection is not
// read-only.
struct inventory {
    virConnectPtr connection;
    bool simulated, writable;
    struct candidates candidates;
    struct pool *pool;
    size_t pool_count;
    struct volume_table volumes;
    bool volumes_complete; // every volume of every pool is in the table
    bool volumes_left_out; // an active pool would not list its volumes
    struct bridge *bridge;
    size_t bridge_count;
};

// Frees the tables; the connection stays open.
void inventory_clear(struct inventory *inventory);
void storage_clear(struct inventory *inventory);

// host.c: name, versions, memory, processors.
void collect_host(struct inventory *inventory, struct subject *host);
// processor.c: what the capabilities tell of processor, NUMA nodes, huge pages, machine types.
void collect_capabilities(struct inventory *inventory, struct subject *host);
// The same from a text: NULL where the host gives none, PROBLEM being why a fact is not in it.
void collect_capabilities_text(struct inventory *inventory, struct subject *host, const char *text,
                               const char *problem);
// network.c: the host's adapters and its virtual networks.
void collect_adapters(struct inventory *inventory, struct subject *host);
void collect_networks(struct inventory *inventory, struct subject *host);
// storage.c: pools and their volumes.
void collect_storage(struct inventory *inventory, struct subject *host);
// machine.c: the machines with everything they have.
void collect_machines(struct inventory *inventory, struct subject *host);

// Returns the volume with that path, or the one of that name in that pool; NULL if it is unknown.
const struct volume *volume_by_path(struct inventory *inventory, const char *path);
const struct volume *volume_by_name(struct inventory *inventory, const char *pool,
                                    const char *name);
// Returns the name of the pool whose directory holds PATH directly, or NULL.
const char *pool_of_directory(const struct inventory *inventory, const char *path);
// Returns the name of the network that the bridge carries, or NULL.
const char *network_of_bridge(const struct inventory *inventory, const char *bridge);

// Adds the VLAN that a <vlan> element tells; 0 where there is no element.
void collect_vlan(struct subject *subject, xmlNodePtr vlan);

// build.c: a machine's firmware, processor and memory backing.
void collect_build(struct subject *machine, xmlNodePtr domain);
// disk.c: a machine's disks, from its definition. STATS are libvirt's statistics about it, or
// NULL.
void collect_disks(struct inventory *inventory, struct subject *machine, xmlNodePtr domain,
                   virDomainStatsRecordPtr stats);
// device.c: a machine's adapters, special devices and shared directories.
void collect_machine_adapters(struct inventory *inventory, struct subject *machine,
                              xmlNodePtr domain);
void collect_devices(struct subject *machine, xmlNodePtr domain);
void collect_filesystems(struct subject *machine, xmlNodePtr domain);

// Whether a machine has a snapshot with memory.
enum snapshot_memory { SNAPSHOT_MEMORY_NONE, SNAPSHOT_MEMORY_SOME, SNAPSHOT_MEMORY_UNKNOWN };

// snapshot.c: the snapshots of a machine, in the order of their paths.
enum snapshot_memory collect_snapshots(struct subject *machine, virDomainPtr domain);

#endif
