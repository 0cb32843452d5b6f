// The machines of a host together: which there are, and what one question tells of all of them.
#include "config.h"

#include "gather/fact.h"
#include "gather/libvirt/fleet.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// An answer holds 16384 machines. A host with more is asked for these halves, and the halves for
// theirs.
static const unsigned int halves[][2] = {
    {VIR_CONNECT_LIST_DOMAINS_ACTIVE, VIR_CONNECT_LIST_DOMAINS_INACTIVE},
    {VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT},
    {VIR_CONNECT_LIST_DOMAINS_AUTOSTART, VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART},
};

struct domains {
    virDomainPtr *domain;
    size_t count;
};

static void domains_add(struct domains *all, virDomainPtr *found, size_t count) {
    for (size_t i = 0; i < count; i++) {
        all->domain = table_add(all->domain, &all->count, sizeof *all->domain);
        all->domain[all->count - 1] = found[i];
    }
}

static void domains_clear(struct domains *all) {
    for (size_t i = 0; i < all->count; i++)
        virDomainFree(all->domain[i]);
    free(all->domain);
    *all = (struct domains){0};
}

// An answer that would be too long is an internal error to the daemon that refuses to send it, and
// one of the protocol to the side that refuses to read it.
static bool is_about_size(int code) {
    return code == VIR_ERR_INTERNAL_ERROR || code == VIR_ERR_RPC;
}

// Adds the machines for which FILTER holds. Returns NULL, or why they are not all there, to be
// freed; LEVEL says which halves are next. Those that the filter itself is about split nothing.
static char *domains_list(struct domains *all, virConnectPtr connection, unsigned int filter,
                          size_t level) {
    virDomainPtr *found = NULL;
    int count = virConnectListAllDomains(connection, &found, filter);
    if (count >= 0) {
        domains_add(all, found, (size_t)count);
        free(found);
        return NULL;
    }
    char *reason = string_copy(libvirt_reason());
    bool too_many = is_about_size(virGetLastErrorCode());
    while (level < sizeof halves / sizeof *halves && filter & (halves[level][0] | halves[level][1]))
        level++;
    if (!too_many || level == sizeof halves / sizeof *halves)
        return reason;
    free(reason);
    reason = domains_list(all, connection, filter | halves[level][0], level + 1);
    return reason ? reason : domains_list(all, connection, filter | halves[level][1], level + 1);
}

static int compare_ids(const void *left, const void *right) {
    return memcmp(left, right, VIR_UUID_BUFLEN);
}

static struct uuid_set set_of(virConnectPtr connection, unsigned int filter) {
    struct uuid_set set = {0};
    struct domains found = {0};
    set.reason = domains_list(&found, connection, filter, 0);
    for (size_t i = 0; !set.reason && i < found.count; i++) {
        set.id = table_add(set.id, &set.count, sizeof *set.id);
        virDomainGetUUID(found.domain[i], set.id[set.count - 1]);
    }
    domains_clear(&found);
    table_sort(set.id, set.count, sizeof *set.id, compare_ids);
    return set;
}

bool set_has(const struct uuid_set *set, virDomainPtr domain) {
    unsigned char id[VIR_UUID_BUFLEN];
    return set->count > 0 && virDomainGetUUID(domain, id) == 0 &&
           bsearch(id, set->id, set->count, sizeof *set->id, compare_ids);
}

static void set_clear(struct uuid_set *set) {
    free(set->id);
    free(set->reason);
}

bool is_same_domain(virDomainPtr left, virDomainPtr right) {
    unsigned char own[VIR_UUID_BUFLEN], other[VIR_UUID_BUFLEN];
    return virDomainGetUUID(left, own) == 0 && virDomainGetUUID(right, other) == 0 &&
           compare_ids(own, other) == 0;
}

static int compare_domains(const void *left, const void *right) {
    return strcmp(virDomainGetName(*(const virDomainPtr *)left),
                  virDomainGetName(*(const virDomainPtr *)right));
}

// A machine that changes between the questions for two halves is in both.
static void drop_repeated(struct domains *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (kept > 0 && is_same_domain(all->domain[kept - 1], all->domain[i]))
            virDomainFree(all->domain[i]);
        else
            all->domain[kept++] = all->domain[i];
    }
    all->count = kept;
}

// A driver without snapshots lets its filter find none, which would read as "no snapshots".
static void check_snapshots(struct fleet *fleet) {
    if (fleet->count == 0 || fleet->with_snapshot.count > 0 || fleet->with_snapshot.reason)
        return;
    if (virDomainSnapshotNum(fleet->domain[0], 0) < 0)
        fleet->with_snapshot.reason = string_copy(libvirt_reason());
}

void fleet_find(struct fleet *fleet, virConnectPtr connection) {
    struct domains all = {0};
    fleet->reason = domains_list(&all, connection, 0, 0);
    if (fleet->reason) {
        domains_clear(&all);
        return;
    }
    table_sort(all.domain, all.count, sizeof *all.domain, compare_domains);
    drop_repeated(&all);
    fleet->domain = all.domain;
    fleet->count = all.count;
    fleet->managed_save = set_of(connection, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE);
    fleet->autostart = set_of(connection, VIR_CONNECT_LIST_DOMAINS_AUTOSTART);
    fleet->with_snapshot = set_of(connection, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT);
    fleet->transient = set_of(connection, VIR_CONNECT_LIST_DOMAINS_TRANSIENT);
    check_snapshots(fleet);
}

void fleet_clear(struct fleet *fleet) {
    for (size_t i = 0; i < fleet->count; i++)
        virDomainFree(fleet->domain[i]);
    free(fleet->domain);
    free(fleet->reason);
    set_clear(&fleet->managed_save);
    set_clear(&fleet->autostart);
    set_clear(&fleet->with_snapshot);
    set_clear(&fleet->transient);
}
