// A host of libvirt that answers from the parts of an input: all but its machines.
#include "config.h"

#include "fake.h"

#include <errno.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Things live as long as the host.
#define FREES(function, type)                                                                      \
    int function(type handle) {                                                                    \
        (void)handle;                                                                              \
        return 0;                                                                                  \
    }

int virInitialize(void) {
    return 0;
}
void virSetErrorFunc(void *data, virErrorFunc handler) {
    (void)data, (void)handler;
}

// A thread that cannot be had leaves its work to its caller, in the same order each time.
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*begin)(void *), void *state);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*begin)(void *), void *state) {
    (void)thread, (void)attributes, (void)begin, (void)state;
    return EAGAIN;
}

// ---- the host ----

virConnectPtr virConnectOpenAuth(const char *uri, virConnectAuthPtr auth, unsigned int flags) {
    static char connection_itself;
    (void)uri, (void)auth, (void)flags;
    return (virConnectPtr)(void *)&connection_itself;
}
int virConnectClose(virConnectPtr connection) {
    (void)connection;
    return 0;
}
int virConnectIsAlive(virConnectPtr connection) {
    (void)connection;
    return 1;
}
const char *virConnectGetType(virConnectPtr connection) {
    (void)connection;
    return fake_refused(__func__) ? NULL : "QEMU";
}
char *virConnectGetURI(virConnectPtr connection) {
    (void)connection;
    return fake_refused(__func__) ? NULL : strdup("qemu:///system");
}
char *virConnectGetHostname(virConnectPtr connection) {
    (void)connection;
    return fake_refused(__func__) ? NULL : strdup("host");
}
int virConnectGetVersion(virConnectPtr connection, unsigned long *version) {
    (void)connection;
    *version = 7002000;
    return fake_answer(__func__, 0);
}
int virConnectGetLibVersion(virConnectPtr connection, unsigned long *version) {
    (void)connection;
    *version = 9000000;
    return fake_answer(__func__, 0);
}
int virNodeGetInfo(virConnectPtr connection, virNodeInfoPtr info) {
    (void)connection;
    *info = (virNodeInfo){.memory = 8 << 20, .cpus = 8};
    return fake_answer(__func__, 0);
}
unsigned long long virNodeGetFreeMemory(virConnectPtr connection) {
    (void)connection;
    return fake_refused(__func__) ? 0 : 1ULL << 32;
}
int virNodeGetMemoryStats(virConnectPtr connection, int cell, virNodeMemoryStatsPtr stats,
                          int *count, unsigned int flags) {
    (void)connection, (void)cell, (void)flags;
    for (int i = 0; stats != NULL && i < *count; i++) {
        stats[i].value = ((unsigned long long)i + 1) << 24;
        strcpy(stats[i].field, i == 0 ? VIR_NODE_MEMORY_STATS_TOTAL : VIR_NODE_MEMORY_STATS_FREE);
    }
    *count = 2;
    return fake_answer(__func__, 0);
}
int virNodeGetFreePages(virConnectPtr connection, unsigned int sizes, unsigned int *size,
                        int first_cell, unsigned int cells, unsigned long long *counts,
                        unsigned int flags) {
    (void)connection, (void)sizes, (void)first_cell, (void)cells, (void)flags;
    *counts = *size / 4;
    return fake_answer(__func__, 1);
}
char *virConnectGetCapabilities(virConnectPtr connection) {
    (void)connection;
    return fake_describe(__func__, fake_find(__func__, "capabilities", NULL));
}
char *virConnectGetDomainCapabilities(virConnectPtr connection, const char *emulator,
                                      const char *arch, const char *machine, const char *type,
                                      unsigned int flags) {
    (void)connection, (void)emulator, (void)arch, (void)machine, (void)type, (void)flags;
    return fake_describe(__func__, fake_find(__func__, "domainCapabilities", NULL));
}
char *virConnectBaselineCPU(virConnectPtr connection, const char **processors, unsigned int count,
                            unsigned int flags) {
    (void)connection, (void)flags;
    return fake_refused(__func__) || count == 0 ? NULL : strdup(processors[0]);
}

// ---- its secrets, filters, interfaces and devices ----

int virConnectListAllSecrets(virConnectPtr connection, virSecretPtr **list, unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "secret", 0, list);
}
int virSecretGetUUIDString(virSecretPtr secret, char *uuid) {
    sprintf(uuid, "%08x-0000-4000-8000-000000000000", fake_thing(secret)->sum);
    return fake_answer(__func__, 0);
}
const char *virSecretGetUsageID(virSecretPtr secret) {
    return fake_refused(__func__) ? NULL : fake_thing(secret)->name;
}
FREES(virSecretFree, virSecretPtr)
int virConnectListAllNWFilters(virConnectPtr connection, virNWFilterPtr **list,
                               unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "filter", 0, list);
}
const char *virNWFilterGetName(virNWFilterPtr filter) {
    return fake_thing(filter)->name;
}
FREES(virNWFilterFree, virNWFilterPtr)
int virConnectListAllInterfaces(virConnectPtr connection, virInterfacePtr **list,
                                unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "interface", 0, list);
}
virInterfacePtr virInterfaceLookupByName(virConnectPtr connection, const char *name) {
    (void)connection;
    return (virInterfacePtr)(void *)fake_find(__func__, "interface", name);
}
const char *virInterfaceGetName(virInterfacePtr interface) {
    return fake_thing(interface)->name;
}
char *virInterfaceGetXMLDesc(virInterfacePtr interface, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, interface);
}
FREES(virInterfaceFree, virInterfacePtr)
int virConnectListAllNodeDevices(virConnectPtr connection, virNodeDevicePtr **list,
                                 unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "device", 0, list);
}
virNodeDevicePtr virNodeDeviceLookupByName(virConnectPtr connection, const char *name) {
    (void)connection;
    return (virNodeDevicePtr)(void *)fake_find(__func__, "device", name);
}
const char *virNodeDeviceGetName(virNodeDevicePtr device) {
    return fake_thing(device)->name;
}
char *virNodeDeviceGetXMLDesc(virNodeDevicePtr device, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, device);
}
FREES(virNodeDeviceFree, virNodeDevicePtr)

// ---- its networks ----

int virConnectListAllNetworks(virConnectPtr connection, virNetworkPtr **list, unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "network", 0, list);
}
const char *virNetworkGetName(virNetworkPtr network) {
    return fake_thing(network)->name;
}
char *virNetworkGetXMLDesc(virNetworkPtr network, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, network);
}
int virNetworkIsActive(virNetworkPtr network) {
    return fake_answer(__func__, fake_thing(network)->sum & 1);
}
int virNetworkGetAutostart(virNetworkPtr network, int *autostart) {
    *autostart = fake_thing(network)->sum >> 1 & 1;
    return fake_answer(__func__, 0);
}
FREES(virNetworkFree, virNetworkPtr)

// The addresses that its description sets aside, <host mac='…' ip='…'/>, are those it gave out.
int virNetworkGetDHCPLeases(virNetworkPtr network, const char *mac, virNetworkDHCPLeasePtr **list,
                            unsigned int flags) {
    (void)mac, (void)flags;
    const char *text = strstr(fake_thing(network)->text, "<host ");
    virNetworkDHCPLeasePtr lease = calloc(1, sizeof *lease);
    *list = calloc(2, sizeof **list);
    if (text == NULL || lease == NULL || *list == NULL || fake_refused(__func__)) {
        free(lease);
        free(*list);
        *list = NULL;
        return fake_answer(__func__, 0);
    }
    lease->mac = fake_copy(text, "mac='");
    lease->ipaddr = fake_copy(text, "ip='");
    (*list)[0] = lease;
    return 1;
}
void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease) {
    if (lease == NULL)
        return;
    free(lease->mac);
    free(lease->ipaddr);
    free(lease);
}

// ---- its storage ----

int virConnectListAllStoragePools(virConnectPtr connection, virStoragePoolPtr **list,
                                  unsigned int flags) {
    (void)connection, (void)flags;
    return fake_list(__func__, "pool", 0, list);
}
const char *virStoragePoolGetName(virStoragePoolPtr pool) {
    return fake_thing(pool)->name;
}
char *virStoragePoolGetXMLDesc(virStoragePoolPtr pool, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, pool);
}
int virStoragePoolRefresh(virStoragePoolPtr pool, unsigned int flags) {
    (void)pool, (void)flags;
    return fake_answer(__func__, 0);
}
int virStoragePoolGetInfo(virStoragePoolPtr pool, virStoragePoolInfoPtr info) {
    uint32_t sum = fake_thing(pool)->sum;
    *info = (virStoragePoolInfo){(int)(sum % 5), (unsigned long long)sum << (sum % 40), sum, sum};
    return fake_answer(__func__, 0);
}
int virStoragePoolListAllVolumes(virStoragePoolPtr pool, virStorageVolPtr **list,
                                 unsigned int flags) {
    (void)pool, (void)flags;
    return fake_list(__func__, "volume", 0, list);
}
virStoragePoolPtr virStoragePoolLookupByVolume(virStorageVolPtr volume) {
    (void)volume;
    return (virStoragePoolPtr)(void *)fake_find(__func__, "pool", NULL);
}
FREES(virStoragePoolFree, virStoragePoolPtr)
virStorageVolPtr virStorageVolLookupByName(virStoragePoolPtr pool, const char *name) {
    (void)pool;
    return (virStorageVolPtr)(void *)fake_find(__func__, "volume", name);
}
virStorageVolPtr virStorageVolLookupByPath(virConnectPtr connection, const char *path) {
    (void)connection, (void)path;
    return (virStorageVolPtr)(void *)fake_find(__func__, "volume", NULL);
}
const char *virStorageVolGetName(virStorageVolPtr volume) {
    return fake_thing(volume)->name;
}
char *virStorageVolGetXMLDesc(virStorageVolPtr volume, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, volume);
}
FREES(virStorageVolFree, virStorageVolPtr)
