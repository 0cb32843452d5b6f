// calls URI: the calls that a collection cannot do without, and nothing else; prints the seconds
// that opening the connection took, and those of the calls.
//
// Lists of machines, pools and networks, a description of each machine and each volume, the
// statistics of all machines, and the snapshots of those that have some.
#include "config.h"

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void ask_snapshots(virDomainPtr domain) {
    virDomainSnapshotPtr *snapshots = NULL;
    int count = virDomainListAllSnapshots(domain, &snapshots, 0);
    virDomainSnapshotPtr current = virDomainSnapshotCurrent(domain, 0);
    for (int i = 0; i < count; i++) {
        free(virDomainSnapshotGetXMLDesc(snapshots[i], 0));
        virDomainSnapshotFree(snapshots[i]);
    }
    if (current)
        virDomainSnapshotFree(current);
    free(snapshots);
}

static int list(virConnectPtr connection, virDomainPtr **domains, unsigned int filter) {
    int count = virConnectListAllDomains(connection, domains, filter);
    if (count < 0)
        exit(1);
    return count;
}

static void free_list(virDomainPtr *domains, int count) {
    for (int i = 0; i < count; i++)
        virDomainFree(domains[i]);
    free(domains);
}

// A machine that runs has two definitions.
static void ask_machines(virConnectPtr connection) {
    static const unsigned int filters[] = {VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE,
                                           VIR_CONNECT_LIST_DOMAINS_AUTOSTART};
    virDomainPtr *domains, *some;
    virDomainStatsRecordPtr *records;
    int count = list(connection, &domains, 0), found;
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        found = list(connection, &some, filters[i]);
        free_list(some, found);
    }
    for (int i = 0; i < count; i++) {
        free(virDomainGetXMLDesc(domains[i], 0));
        if (virDomainGetID(domains[i]) != (unsigned int)-1)
            free(virDomainGetXMLDesc(domains[i], VIR_DOMAIN_XML_INACTIVE));
    }
    found = virConnectGetAllDomainStats(connection, VIR_DOMAIN_STATS_STATE, &records, 0);
    if (found >= 0)
        virDomainStatsRecordListFree(records);
    free_list(domains, count);
    found = list(connection, &some, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT);
    for (int i = 0; i < found; i++)
        ask_snapshots(some[i]);
    free_list(some, found);
}

static void ask_pools(virConnectPtr connection) {
    virStoragePoolPtr *pools = NULL;
    int count = virConnectListAllStoragePools(connection, &pools, 0);
    for (int i = 0; i < count; i++) {
        virStorageVolPtr *volumes = NULL;
        int found = virStoragePoolListAllVolumes(pools[i], &volumes, 0);
        for (int j = 0; j < found; j++) {
            free(virStorageVolGetXMLDesc(volumes[j], 0));
            virStorageVolFree(volumes[j]);
        }
        virStoragePoolFree(pools[i]);
        free(volumes);
    }
    free(pools);
}

static void ignore(void *context, virErrorPtr error) {
    (void)context;
    (void)error;
}

int main(int argc, char **argv) {
    if (argc != 2)
        return 2;
    virSetErrorFunc(NULL, ignore);
    double start = now();
    virConnectPtr connection = virConnectOpenReadOnly(argv[1]);
    if (!connection)
        return 1;
    double opened = now();
    ask_pools(connection);
    ask_machines(connection);
    printf("%.3f %.3f\n", opened - start, now() - opened);
    virConnectClose(connection);
    return 0;
}
