// A library to preload: it makes libvirt's test driver like a daemon.
//
//   LIMITS_LIST=NUMBER   lists of more machines or volumes are refused, as a daemon refuses 16384
//   LIMITS_LEASES=1      networks list the addresses they gave out
//   LIMITS_STARTED=1     machines were started after they were listed, and
//   LIMITS_STARTED=2     after their definitions were read, too
//   LIMITS_VOLUME=NAME   that volume is not described
//   LIMITS_SNAPSHOT=XML  that is what describes a snapshot
#include "config.h"

#include <dlfcn.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

// Puts into the variable NEXT the function of that name that was meant.
#define FIND(NEXT, NAME)                                                                           \
    do {                                                                                           \
        void *found = dlsym(RTLD_NEXT, NAME);                                                      \
        memcpy(&(NEXT), &found, sizeof found);                                                     \
    } while (0)

// The error that a call without a connection leaves is the thread's own, and may be written to.
static int refuse(const char *what, int count) {
    char message[80];
    virConnectIsAlive(NULL);
    virErrorPtr error = virGetLastError();
    if (!error)
        abort();
    snprintf(message, sizeof message, "internal error: Too many %s '%d' for limit '%s'", what,
             count, getenv("LIMITS_LIST"));
    free(error->message);
    error->message = strdup(message);
    error->code = VIR_ERR_INTERNAL_ERROR;
    return -1;
}

static int is_too_many(int count) {
    const char *limit = getenv("LIMITS_LIST");
    return limit && count > atoi(limit);
}

EXPORTED int virConnectListAllDomains(virConnectPtr connection, virDomainPtr **domains,
                                      unsigned int flags) {
    int (*next)(virConnectPtr, virDomainPtr **, unsigned int);
    FIND(next, "virConnectListAllDomains");
    int count = next(connection, domains, flags);
    if (!is_too_many(count))
        return count;
    for (int i = 0; i < count; i++)
        virDomainFree((*domains)[i]);
    free(*domains);
    *domains = NULL;
    return refuse("domains", count);
}

EXPORTED int virStoragePoolListAllVolumes(virStoragePoolPtr pool, virStorageVolPtr **volumes,
                                          unsigned int flags) {
    int (*next)(virStoragePoolPtr, virStorageVolPtr **, unsigned int);
    FIND(next, "virStoragePoolListAllVolumes");
    int count = next(pool, volumes, flags);
    if (!is_too_many(count))
        return count;
    for (int i = 0; i < count; i++)
        virStorageVolFree((*volumes)[i]);
    free(*volumes);
    *volumes = NULL;
    return refuse("storage_vols", count);
}

static virNetworkDHCPLeasePtr lease_new(const char *mac, const char *address) {
    virNetworkDHCPLeasePtr lease = calloc(1, sizeof *lease);
    if (!lease)
        abort();
    lease->mac = strdup(mac);
    lease->ipaddr = strdup(address);
    return lease;
}

// In no order, as libvirt lists them; one is for an adapter that was removed.
EXPORTED int virNetworkGetDHCPLeases(virNetworkPtr network, const char *mac,
                                     virNetworkDHCPLeasePtr **leases, unsigned int flags) {
    int (*next)(virNetworkPtr, const char *, virNetworkDHCPLeasePtr **, unsigned int);
    FIND(next, "virNetworkGetDHCPLeases");
    if (!getenv("LIMITS_LEASES"))
        return next(network, mac, leases, flags);
    *leases = calloc(3, sizeof **leases);
    if (!*leases)
        abort();
    (*leases)[0] = lease_new("52:54:00:00:00:99", "192.0.2.99");
    (*leases)[1] = lease_new("52:54:00:00:00:01", "2001:db8::11");
    (*leases)[2] = lease_new("52:54:00:00:00:01", "192.0.2.11");
    return 3;
}

static int started_after(int moment) {
    const char *started = getenv("LIMITS_STARTED");
    return started && atoi(started) >= moment;
}

EXPORTED unsigned int virDomainGetID(virDomainPtr domain) {
    unsigned int (*next)(virDomainPtr);
    FIND(next, "virDomainGetID");
    return started_after(1) ? (unsigned int)-1 : next(domain);
}

EXPORTED char *virDomainGetXMLDesc(virDomainPtr domain, unsigned int flags) {
    char *(*next)(virDomainPtr, unsigned int);
    FIND(next, "virDomainGetXMLDesc");
    return next(domain, started_after(2) ? flags | VIR_DOMAIN_XML_INACTIVE : flags);
}

EXPORTED char *virStorageVolGetXMLDesc(virStorageVolPtr volume, unsigned int flags) {
    char *(*next)(virStorageVolPtr, unsigned int);
    FIND(next, "virStorageVolGetXMLDesc");
    const char *refused = getenv("LIMITS_VOLUME");
    return refused && strcmp(virStorageVolGetName(volume), refused) == 0 ? NULL
                                                                         : next(volume, flags);
}

EXPORTED char *virDomainSnapshotGetXMLDesc(virDomainSnapshotPtr snapshot, unsigned int flags) {
    char *(*next)(virDomainSnapshotPtr, unsigned int);
    FIND(next, "virDomainSnapshotGetXMLDesc");
    const char *description = getenv("LIMITS_SNAPSHOT");
    return description ? strdup(description) : next(snapshot, flags);
}
