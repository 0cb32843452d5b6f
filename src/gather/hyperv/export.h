// A folder of exports (docs/hyperv.md): a JSON file for each cmdlet, and what is known about them.
#ifndef PLIM_GATHER_HYPERV_EXPORT_H
#define PLIM_GATHER_HYPERV_EXPORT_H

#include "base/hash.h"
#include "gather/hyperv/field.h"

enum cmdlet {
    GET_VM,
    GET_VM_HOST,
    GET_VM_HOST_SUPPORTED_VERSION,
    GET_VM_HOST_NUMA_NODE,
    GET_VM_SWITCH,
    GET_VM_MEMORY,
    GET_VM_PROCESSOR,
    GET_VM_HARD_DISK_DRIVE,
    GET_VM_SNAPSHOT_HARD_DISK_DRIVE,
    GET_VHD,
    GET_VM_DVD_DRIVE,
    GET_VM_FLOPPY_DISK_DRIVE,
    GET_VM_NETWORK_ADAPTER,
    GET_VM_NETWORK_ADAPTER_VLAN,
    GET_VM_SNAPSHOT,
    GET_VM_FIRMWARE,
    GET_VM_SECURITY,
    GET_VM_ASSIGNABLE_DEVICE,
    GET_VM_GPU_PARTITION_ADAPTER,
    GET_VM_INTEGRATION_SERVICE,
    GET_VM_KEY_PROTECTOR,
    GET_VM_FIBRE_CHANNEL_HBA,
    GET_VM_REMOTE_FX_3D_VIDEO_ADAPTER,
    GET_VM_REPLICATION,
    MSVM_KVP_EXCHANGE_COMPONENT,
    GET_VM_MIGRATION_NETWORK,
    GET_VM_REPLICATION_SERVER,
    GET_VM_REPLICATION_AUTHORIZATION_ENTRY,
    GET_VM_SAN,
    GET_VM_HOST_ASSIGNABLE_DEVICE,
    GET_VM_HOST_PARTITIONABLE_GPU,
    GET_HGS_GUARDIAN,
    GET_NET_ADAPTER,
    GET_NET_IP_ADDRESS,
    GET_NET_ROUTE,
    GET_DNS_CLIENT_SERVER_ADDRESS,
    GET_NET_FIREWALL_RULE,
    GET_LOCAL_GROUP,
    GET_LOCAL_GROUP_MEMBER,
    GET_WINDOWS_FEATURE,
    GET_VOLUME,
    WIN32_OPERATING_SYSTEM,
    WIN32_COMPUTER_SYSTEM,
    WIN32_PROCESSOR,
    WIN32_DEVICE_GUARD,
    WMI_SECURITY,
    REGISTRY_REBOOT,
    REGISTRY_DCOM,
    SERVICE_CLUSTER,
    CMDLETS
};

// What one cmdlet gave. `there`: a file exists; its objects count even where the origin's reason
// says that the list is not complete. Objects about machines are sorted by machine, in the order of
// the file within it.
struct cmdlet_output {
    bool there;
    struct origin origin;
    struct document document;
    const struct manifest_entry *entry; // NULL without a manifest
    struct row *rows;
    struct hash index;   // of the rows by their key
    bool *repeated;      // whether another row has the key of this one, the first that has it
    const char **owners; // the machine's id in lower case for each row; NULL: not about machines
    size_t count, room, owner_room;
};

// A stretch of an output's rows.
struct rows {
    const struct row *first;
    size_t count;
};

// All of it lives in the arena. The texts of the manifest are NULL where there is none. Warnings
// are shown only where there is no error.
struct export {
    struct arena *arena;
    struct diagnostics *errors, *warnings;
    const char *folder;
    const char *host, *at, *powershell;
    struct cmdlet_output outputs[CMDLETS];
};

// Reads a folder; false after an error: that it is no export, or that something in it is wrong.
bool export_read(struct export *export, struct arena *arena, const char *folder);

// The objects of a cmdlet about the machine with this id, in lower case. False where they are
// unknown: then *reason says why. Known to be none is true with a count of 0.
bool export_rows(const struct export *export, enum cmdlet cmdlet, const char *machine,
                 struct rows *rows, const char **reason);
// The objects of a cmdlet about the server.
bool export_all(const struct export *export, enum cmdlet cmdlet, struct rows *rows,
                const char **reason);
// The only object of a cmdlet about the server or about a machine (which may be NULL); without
// properties where there is none.
struct row export_row(const struct export *export, enum cmdlet cmdlet, const char *machine);
// Makes the indexes of all outputs.
void export_index(struct export *export);
// The first object whose key is this text, whatever its case; NULL if there is none or KEY is NULL.
// The key of an image is its path, of a VLAN its adapter's identifier, of an adapter of the server
// its description, of a machine and of a switch its name.
const struct row *export_find(const struct export *export, enum cmdlet cmdlet, const char *key);
// The same for a key that only one object may have: *repeated says whether several have.
const struct row *export_find_only(const struct export *export, enum cmdlet cmdlet, const char *key,
                                   bool *repeated);
// Why a property is not in what a cmdlet gave.
const char *export_reason(const struct export *export, enum cmdlet cmdlet, const char *property);

// A text in lower case.
const char *export_lower(struct arena *arena, const char *text);
// Whether both are there and the same but for their case, as Windows compares names.
bool same_name(const char *left, const char *right);

#endif
