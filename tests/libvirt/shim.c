// A library to preload: it makes functions of libvirt fail, counts calls, or gives a host a name.
//
//   SHIM_REFUSE=NAME,…     these functions fail as if the driver did not have them …
//   SHIM_AFTER=NUMBER      after so many calls all functions fail …
//   SHIM_CODE=NUMBER       … or with this error of libvirt's (virErrorNumber)
//   SHIM_COUNT=FILE        writes a line "NAME CALLS" for each function that was called at exit
//   SHIM_HOSTNAME=NAME     the result of gethostname: for daemons that share a machine
//
// The table below has a row for each function that asks something of a host. The functions that it
// exports are therefore those that tests/libvirt/refuse.sh refuses one by one.
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE "this function is not supported by the connection driver: %s"

// One function: its name, how often it was called, and the one that stands behind it.
struct function {
    const char *name;
    atomic_ulong calls;
    _Atomic(void *) next;
    struct function *following;
};

static _Atomic(struct function *) called; // those that were called at least once

// Sets what libvirt last said on this thread. There is no function for that, but the error that a
// call without a connection leaves is the thread's own, and may be written to.
static void set_error(const char *name) {
    const char *code = getenv("SHIM_CODE");
    char message[256];
    virConnectIsAlive(NULL);
    virErrorPtr error = virGetLastError();
    if (!error)
        abort();
    snprintf(message, sizeof message, MESSAGE, name);
    free(error->message);
    error->message = strdup(message);
    error->code = code ? atoi(code) : VIR_ERR_NO_SUPPORT;
}

static void remember(struct function *function) {
    function->following = atomic_load(&called);
    while (!atomic_compare_exchange_weak(&called, &function->following, function))
        ;
}

// Whether NAME is an element of the list in the environment.
static bool is_refused(const char *name) {
    const char *at = getenv("SHIM_REFUSE");
    for (size_t length; at && *at; at += length + (at[length] == ',')) {
        length = strcspn(at, ",");
        if (length == strlen(name) && strncmp(at, name, length) == 0)
            return true;
    }
    return false;
}

// Whether this call is beyond those that are to be answered.
static bool is_late(void) {
    static atomic_long calls;
    const char *allowed = getenv("SHIM_AFTER");
    return allowed && atomic_fetch_add(&calls, 1) >= atol(allowed);
}

// Counts a call. Returns NULL where it is to fail, else the function that was meant.
static void *enter(struct function *function) {
    void *next = atomic_load(&function->next);
    if (atomic_fetch_add(&function->calls, 1) == 0)
        remember(function);
    if (is_refused(function->name) || is_late()) {
        set_error(function->name);
        return NULL;
    }
    if (!next) {
        next = dlsym(RTLD_NEXT, function->name);
        atomic_store(&function->next, next);
    }
    if (!next)
        abort();
    return next;
}

// Open from the beginning: the collector locks itself in, and then opens no file.
static FILE *count_file;

__attribute__((constructor)) static void open_counts(void) {
    const char *path = getenv("SHIM_COUNT");
    count_file = path ? fopen(path, "w") : NULL;
}

__attribute__((destructor)) static void write_counts(void) {
    if (!count_file)
        return;
    for (struct function *at = atomic_load(&called); at; at = at->following)
        fprintf(count_file, "%s %lu\n", at->name, atomic_load(&at->calls));
    fclose(count_file);
}

// FUNCTION(type, name, parameters, arguments, what it returns on failure)
#define FUNCTION(TYPE, NAME, PARAMETERS, ARGUMENTS, FAILURE)                                       \
    __attribute__((visibility("default"))) TYPE NAME PARAMETERS {                                  \
        static struct function self = {.name = #NAME};                                             \
        TYPE(*next) PARAMETERS;                                                                    \
        void *found = enter(&self);                                                                \
        memcpy(&next, &found, sizeof next);                                                        \
        return found ? next ARGUMENTS : FAILURE;                                                   \
    }

// The host.
FUNCTION(const char *, virConnectGetType, (virConnectPtr c), (c), NULL)
FUNCTION(char *, virConnectGetURI, (virConnectPtr c), (c), NULL)
FUNCTION(char *, virConnectGetHostname, (virConnectPtr c), (c), NULL)
FUNCTION(int, virConnectGetVersion, (virConnectPtr c, unsigned long *version), (c, version), -1)
FUNCTION(int, virConnectGetLibVersion, (virConnectPtr c, unsigned long *version), (c, version), -1)
FUNCTION(char *, virConnectGetCapabilities, (virConnectPtr c), (c), NULL)
FUNCTION(char *, virConnectGetSysinfo, (virConnectPtr c, unsigned int flags), (c, flags), NULL)
FUNCTION(char *, virConnectGetDomainCapabilities,
         (virConnectPtr c, const char *emulator, const char *arch, const char *machine,
          const char *type, unsigned int flags),
         (c, emulator, arch, machine, type, flags), NULL)
FUNCTION(char *, virConnectBaselineCPU,
         (virConnectPtr c, const char **cpus, unsigned int count, unsigned int flags),
         (c, cpus, count, flags), NULL)
FUNCTION(int, virConnectCompareHypervisorCPU,
         (virConnectPtr c, const char *emulator, const char *arch, const char *machine,
          const char *type, const char *cpu, unsigned int flags),
         (c, emulator, arch, machine, type, cpu, flags), VIR_CPU_COMPARE_ERROR)
FUNCTION(int, virNodeGetInfo, (virConnectPtr c, virNodeInfoPtr info), (c, info), -1)
FUNCTION(int, virNodeGetMemoryStats,
         (virConnectPtr c, int cell, virNodeMemoryStatsPtr stats, int *count, unsigned int flags),
         (c, cell, stats, count, flags), -1)
FUNCTION(unsigned long long, virNodeGetFreeMemory, (virConnectPtr c), (c), 0)
FUNCTION(int, virNodeGetFreePages,
         (virConnectPtr c, unsigned int sizes, unsigned int *size, int first, unsigned int cells,
          unsigned long long *counts, unsigned int flags),
         (c, sizes, size, first, cells, counts, flags), -1)

// Its adapters and networks.
FUNCTION(int, virConnectListAllNodeDevices,
         (virConnectPtr c, virNodeDevicePtr **list, unsigned int flags), (c, list, flags), -1)
FUNCTION(virNodeDevicePtr, virNodeDeviceLookupByName, (virConnectPtr c, const char *name),
         (c, name), NULL)
FUNCTION(char *, virNodeDeviceGetXMLDesc, (virNodeDevicePtr device, unsigned int flags),
         (device, flags), NULL)
FUNCTION(int, virConnectListAllInterfaces,
         (virConnectPtr c, virInterfacePtr **list, unsigned int flags), (c, list, flags), -1)
FUNCTION(virInterfacePtr, virInterfaceLookupByName, (virConnectPtr c, const char *name), (c, name),
         NULL)
FUNCTION(char *, virInterfaceGetXMLDesc, (virInterfacePtr interface, unsigned int flags),
         (interface, flags), NULL)
FUNCTION(int, virConnectListAllNetworks,
         (virConnectPtr c, virNetworkPtr **list, unsigned int flags), (c, list, flags), -1)
FUNCTION(char *, virNetworkGetXMLDesc, (virNetworkPtr network, unsigned int flags),
         (network, flags), NULL)
FUNCTION(int, virNetworkGetDHCPLeases,
         (virNetworkPtr network, const char *mac, virNetworkDHCPLeasePtr **leases,
          unsigned int flags),
         (network, mac, leases, flags), -1)
FUNCTION(int, virNetworkIsActive, (virNetworkPtr network), (network), -1)
FUNCTION(int, virNetworkGetAutostart, (virNetworkPtr network, int *autostart), (network, autostart),
         -1)

// What it keeps for machines.
FUNCTION(int, virConnectListAllSecrets, (virConnectPtr c, virSecretPtr **list, unsigned int flags),
         (c, list, flags), -1)
FUNCTION(int, virConnectListAllNWFilters,
         (virConnectPtr c, virNWFilterPtr **list, unsigned int flags), (c, list, flags), -1)

// Its storage.
FUNCTION(int, virConnectListAllStoragePools,
         (virConnectPtr c, virStoragePoolPtr **list, unsigned int flags), (c, list, flags), -1)
FUNCTION(int, virStoragePoolGetInfo, (virStoragePoolPtr pool, virStoragePoolInfoPtr info),
         (pool, info), -1)
FUNCTION(int, virStoragePoolIsActive, (virStoragePoolPtr pool), (pool), -1)
FUNCTION(int, virStoragePoolRefresh, (virStoragePoolPtr pool, unsigned int flags), (pool, flags),
         -1)
FUNCTION(char *, virStoragePoolGetXMLDesc, (virStoragePoolPtr pool, unsigned int flags),
         (pool, flags), NULL)
FUNCTION(int, virStoragePoolListAllVolumes,
         (virStoragePoolPtr pool, virStorageVolPtr **list, unsigned int flags), (pool, list, flags),
         -1)
FUNCTION(virStoragePoolPtr, virStoragePoolLookupByName, (virConnectPtr c, const char *name),
         (c, name), NULL)
FUNCTION(virStoragePoolPtr, virStoragePoolLookupByVolume, (virStorageVolPtr volume), (volume), NULL)
FUNCTION(virStorageVolPtr, virStorageVolLookupByName, (virStoragePoolPtr pool, const char *name),
         (pool, name), NULL)
FUNCTION(virStorageVolPtr, virStorageVolLookupByPath, (virConnectPtr c, const char *path),
         (c, path), NULL)
FUNCTION(char *, virStorageVolGetXMLDesc, (virStorageVolPtr volume, unsigned int flags),
         (volume, flags), NULL)
FUNCTION(int, virStorageVolGetInfo, (virStorageVolPtr volume, virStorageVolInfoPtr info),
         (volume, info), -1)

// Its machines.
FUNCTION(int, virConnectListAllDomains, (virConnectPtr c, virDomainPtr **list, unsigned int flags),
         (c, list, flags), -1)
FUNCTION(int, virDomainListGetStats,
         (virDomainPtr * list, unsigned int kinds, virDomainStatsRecordPtr **records,
          unsigned int flags),
         (list, kinds, records, flags), -1)
FUNCTION(int, virConnectGetAllDomainStats,
         (virConnectPtr c, unsigned int kinds, virDomainStatsRecordPtr **records,
          unsigned int flags),
         (c, kinds, records, flags), -1)
FUNCTION(char *, virDomainGetXMLDesc, (virDomainPtr domain, unsigned int flags), (domain, flags),
         NULL)
FUNCTION(int, virDomainGetState, (virDomainPtr domain, int *state, int *why, unsigned int flags),
         (domain, state, why, flags), -1)
FUNCTION(int, virDomainGetInfo, (virDomainPtr domain, virDomainInfoPtr info), (domain, info), -1)
FUNCTION(int, virDomainGetAutostart, (virDomainPtr domain, int *autostart), (domain, autostart), -1)
FUNCTION(int, virDomainHasManagedSaveImage, (virDomainPtr domain, unsigned int flags),
         (domain, flags), -1)
FUNCTION(int, virDomainGetJobInfo, (virDomainPtr domain, virDomainJobInfoPtr info), (domain, info),
         -1)
FUNCTION(int, virDomainGetBlockJobInfo,
         (virDomainPtr domain, const char *disk, virDomainBlockJobInfoPtr info, unsigned int flags),
         (domain, disk, info, flags), -1)
FUNCTION(int, virDomainGetBlockInfo,
         (virDomainPtr domain, const char *disk, virDomainBlockInfoPtr info, unsigned int flags),
         (domain, disk, info, flags), -1)
FUNCTION(int, virDomainSnapshotNum, (virDomainPtr domain, unsigned int flags), (domain, flags), -1)
FUNCTION(int, virDomainListAllSnapshots,
         (virDomainPtr domain, virDomainSnapshotPtr **list, unsigned int flags),
         (domain, list, flags), -1)
FUNCTION(virDomainSnapshotPtr, virDomainSnapshotCurrent, (virDomainPtr domain, unsigned int flags),
         (domain, flags), NULL)
FUNCTION(int, virDomainSnapshotIsCurrent, (virDomainSnapshotPtr snapshot, unsigned int flags),
         (snapshot, flags), -1)
FUNCTION(char *, virDomainSnapshotGetXMLDesc, (virDomainSnapshotPtr snapshot, unsigned int flags),
         (snapshot, flags), NULL)

__attribute__((visibility("default"))) int gethostname(char *name, size_t room) {
    const char *wanted = getenv("SHIM_HOSTNAME");
    int (*next)(char *, size_t);
    void *found = dlsym(RTLD_NEXT, "gethostname");
    memcpy(&next, &found, sizeof next);
    if (!wanted)
        return next(name, room);
    if (strlen(wanted) >= room) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(name, wanted);
    return 0;
}
