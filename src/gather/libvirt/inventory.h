// The parts of the libvirt collector: what they share, and what each adds to a host's facts.
#ifndef PLIM_GATHER_LIBVIRT_INVENTORY_H
#define PLIM_GATHER_LIBVIRT_INVENTORY_H

#include "gather/fact.h"
#include "gather/libvirt/candidate.h"
#include "gather/libvirt/fetch.h"
#include "gather/libvirt/vlan.h"
#include "gather/libvirt/xml.h"

#include <libvirt/libvirt.h>
#include <stddef.h>

// A storage volume, found by its path or by pool and name. Sizes are bytes. What is unknown is NULL
// or not `sized`, for that reason, which is NULL of a volume that is gone.
struct volume {
    const char *pool, *name, *path, *format, *reason;
    const char *backing; // "" where the volume stands alone
    const char *backing_format;
    bool sized;
    uint64_t capacity, allocated;
};

// Volumes; `by_path` and `by_name` are sorted views of the same COUNT volumes.
struct volume_table {
    struct volume **by_path, **by_name;
    size_t count;
};

// Volumes that were looked up one by one because their pool has too many to list.
struct volume_list {
    struct volume **volume;
    size_t count, room;
};

// A pool of the host; `path` is NULL for pools that are no place in the file system, and `handle`
// is kept of those whose volumes were not listed.
struct pool {
    const char *name, *path;
    virStoragePoolPtr handle;
};

// A libvirt network: whether its adapters are the host's own hardware, whether it is known which
// addresses it gave out, whether there is a description of it, and the VLANs in that.
struct network {
    const char *name;
    bool hardware, served, described;
    struct vlans vlans;
};

// An address that a network of libvirt gave out.
struct lease {
    const char *network, *mac, *address;
};

// The images of a disk, in chain.h.
struct chain;

// A disk of a machine, its name there, the chain of its images, and whether the size that the
// machine sees is known. Disks whose sizes are unknown are asked for after everything else.
struct image {
    virDomainPtr domain;
    struct subject disk;
    const char *target;
    const struct chain *chain;
    bool sized;
    uint64_t capacity;
};

// A machine that runs, which is asked for jobs after everything else but sizes: the names of its
// disks, and whether one is being mirrored.
struct busy {
    virDomainPtr domain;
    struct subject machine;
    const char **target;
    size_t count, room;
    bool mirrored;
};

// A machine's definitions: the one it runs with, and the one for its next start. They are the same
// where it does not run.
struct definition {
    xmlNodePtr live, config;
};

// Elements of a definition, in an arena.
struct xml_elements {
    xmlNodePtr *all;
    size_t count, room;
};

// One host as it is collected. Pools, volumes, networks and leases, sorted, are kept because the
// machines' disks and adapters refer to them; the tables live in the arena. `simulated` is
// libvirt's test driver, some of whose answers are constants that describe nothing. `writable`: the
// connection is not read-only.
struct inventory {
    struct arena *arena;
    virConnectPtr connection;
    bool simulated, writable;
    struct candidates candidates;
    struct pool *pool;
    size_t pool_count, pool_room;
    bool pools_listed;
    struct volume_table volumes;
    bool volumes_complete; // every volume of every pool is in the table
    bool volumes_left_out; // an active pool would not list its volumes
    const char **unclear;  // adapters of the host that may be bridges, in the order of their names
    size_t unclear_count, unclear_room;
    const char *adapter_reason; // why the adapters are unknown, else NULL
    struct network *network;
    size_t network_count, network_room;
    struct lease *lease;
    size_t lease_count, lease_room;
    struct image *image;
    size_t image_count, image_room;
    struct busy *busy;
    size_t busy_count, busy_room;
    struct lanes lanes;
};

// Why it is unknown whether a machine or a network of a simulated host starts with it.
#define SIMULATED_AUTOSTART "libvirt's test driver does not read it from the node file"

// Why the size of an image is unknown.
#define IMAGE_UNKNOWN                                                                              \
    "the image is no volume that libvirt lists, and there are no block statistics of it"

// Returns the name of an element, or NULL.
typedef const char *element_key(xmlNodePtr element);

// Returns the elements at PATH: those of the live definition, then those that only the other has,
// by their names. Elements without a name are left out where NAMED, else those that are live are
// kept.
struct xml_elements definition_elements(struct arena *arena, const struct definition *definition,
                                        const char *path, element_key *key, bool named);

// Frees the handles of libvirt and the lanes; the connection stays open.
void inventory_clear(struct inventory *inventory);
void storage_clear(struct inventory *inventory);
void images_clear(struct inventory *inventory);
void jobs_clear(struct inventory *inventory);

// host.c: name, versions, memory, processors.
// libvirt counts versions as major * 1,000,000 + minor * 1,000 + release.
const char *version_text(struct arena *arena, unsigned long version);
void collect_host(struct inventory *inventory, const struct subject *host);
// processor.c: processor, NUMA nodes, huge pages and machine types, from the capabilities.
void collect_capabilities(struct inventory *inventory, const struct subject *host);
// The same from a text: NULL where the host gives none, PROBLEM being why a fact is not in it.
void collect_capabilities_text(struct inventory *inventory, const struct subject *host,
                               const char *text, const char *problem);
// kept.c: secrets, and filters for traffic.
void collect_kept(struct inventory *inventory, const struct subject *host);
// network.c: the host's adapters and its virtual networks.
void collect_adapters(struct inventory *inventory, const struct subject *host);
void collect_networks(struct inventory *inventory, const struct subject *host);
// bridge.c: the host's bridges. It needs the adapters.
void collect_bridges(struct inventory *inventory, const struct subject *host);
// storage.c: pools and their volumes.
void collect_storage(struct inventory *inventory, const struct subject *host);
// space.c: the size of a pool with the description ROOT. INFO is NULL where it is unknown, and
// PROBLEM is why.
void collect_space(const struct inventory *inventory, const struct subject *pool, xmlNodePtr root,
                   const virStoragePoolInfo *info, const char *problem);
// Adds what server the pool is read from.
void collect_origin(const struct subject *pool, xmlNodePtr root);
// filesystem.c: returns the name of the file system of a directory of this machine, as Linux calls
// it; NULL where it is unknown.
const char *filesystem_of(struct arena *arena, const char *path);
// Reads the mounts of this machine, which cannot be read once the process is locked in.
void filesystem_read_mounts(void);
// machine.c: the machines with everything they have.
void collect_machines(struct inventory *inventory, const struct subject *host);

// Returns the volume with that path, or the one of that name in that pool, from the lists or from
// those APART; NULL if it is unknown.
const struct volume *volume_by_path(const struct inventory *inventory,
                                    const struct volume_list *apart, const char *path);
const struct volume *volume_by_name(const struct inventory *inventory,
                                    const struct volume_list *apart, const char *pool,
                                    const char *name);
// Looks up, on any thread, the volumes of a machine's disks in pools that were not listed.
void volumes_ask(const struct inventory *inventory, xmlNodePtr domain, struct volume_list *apart,
                 struct arena *arena);
// Returns the pool of that name, or NULL.
const struct pool *pool_find(const struct inventory *inventory, const char *name);
// Returns the pool whose directory holds PATH directly, or NULL.
const struct pool *pool_of_directory(const struct inventory *inventory, const char *path);
// Returns the network of that name, or NULL.
const struct network *network_find(const struct inventory *inventory, const char *name);

// state.c: what a machine does and why, in libvirt's numbers: from the statistics of many, or asked
// of one where STATS is NULL.
struct state {
    int value, why;
};
struct state state_ask(virDomainPtr domain, virDomainStatsRecordPtr stats);
// Returns the state in the words of the fact model; NULL if it is unknown.
const char *state_name(int state, bool saved);
void collect_pause(const struct subject *machine, const struct state *state);
// build.c: a machine's firmware, processor and memory backing.
void collect_build(const struct subject *machine, const struct definition *definition);
// setting.c: what else the definition of a machine or of a disk sets.
void collect_settings(const struct subject *machine, xmlNodePtr domain);
// demand.c: what a machine demands of any host that is to run it: programs, files, models.
void collect_demands(const struct subject *machine, const struct definition *definition);
void collect_drive_settings(const struct subject *disk, xmlNodePtr xml);
// job.c: keeps a machine that runs; returns whether there are any; and asks which are held.
void busy_remember(struct inventory *inventory, const struct subject *machine, virDomainPtr domain,
                   xmlNodePtr live);
bool busy_left(const struct inventory *inventory);
void collect_jobs(struct inventory *inventory, const struct subject *host);
// disk.c: a machine's disks. APART are its volumes that were looked up.
void collect_disks(struct inventory *inventory, const struct subject *machine,
                   const struct definition *definition, const struct volume_list *apart,
                   virDomainPtr domain);
// image.c: adds the sizes of a disk, REASON being why one is unknown; keeps a disk whose sizes are
// not known yet; returns whether there are any; and asks for them, last of all, because an image
// that hangs can block every question about its machine.
void fact_image(const struct image *image, const char *reason);
void image_remember(struct inventory *inventory, const struct image *image);
bool images_left(const struct inventory *inventory);
void collect_images(struct inventory *inventory, const struct subject *host);
// adapter.c: a machine's network adapters, and the addresses that libvirt's networks gave to them.
void collect_machine_adapters(const struct inventory *inventory, const struct subject *machine,
                              const struct definition *definition);
void collect_addresses(const struct inventory *inventory, const struct subject *machine,
                       xmlNodePtr live);
// device.c: a machine's special devices and shared directories.
void collect_devices(const struct inventory *inventory, const struct subject *machine,
                     const struct definition *definition);
void collect_filesystems(const struct subject *machine, const struct definition *definition);
// Writes a PCI address the way lspci does; NULL if it is none.
const char *pci_address(struct arena *arena, xmlNodePtr address);

// Whether a machine has a snapshot with memory.
enum snapshot_memory { SNAPSHOT_MEMORY_NONE, SNAPSHOT_MEMORY_SOME, SNAPSHOT_MEMORY_UNKNOWN };

// The snapshots of a machine as they are asked for, on any thread: those there are and which is the
// current one ("" if none), or why that is unknown.
struct snapshots {
    struct snapshot *all;
    size_t count, room;
    const char *reason, *current, *current_reason;
};

void snapshots_ask(struct snapshots *snapshots, virDomainPtr domain, struct arena *arena);
// snapshot.c: the snapshots of a machine, in the order of their paths.
enum snapshot_memory collect_snapshots(const struct subject *machine, struct snapshots *snapshots);

#endif
