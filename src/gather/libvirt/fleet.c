// The machines of a host together: which there are, and what one question answers about all of
// them.
#include "config.h"

#include "base/sort.h"
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

// Machines of a host; the handles are owned.
struct domains {
    struct arena *arena;
    virConnectPtr connection;
    virDomainPtr *domain;
    size_t count, room;
};

static void domains_add(struct domains *all, const virDomainPtr *found, size_t count) {
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(all->arena, all->domain, all->count, all->room) = found[i];
}

static void domains_clear(struct domains *all) {
    for (size_t i = 0; i < all->count; i++)
        virDomainFree(all->domain[i]);
    all->count = 0;
}

// For an answer that is too long the daemon that does not send it reports an internal error, and
// the client that does not read it an error of the protocol.
static bool is_about_size(int code) {
    return code == VIR_ERR_INTERNAL_ERROR || code == VIR_ERR_RPC;
}

// Adds the machines for which FILTER holds. Returns NULL, or why they are not all there; LEVEL says
// which halves are next. Halves of the filter itself split nothing.
static const char *domains_list(struct domains *all, unsigned int filter, size_t level) {
    virDomainPtr *found = NULL;
    int count = virConnectListAllDomains(all->connection, &found, filter);
    if (count >= 0) {
        domains_add(all, found, (size_t)count);
        free(found);
        return NULL;
    }
    const char *reason = arena_text(all->arena, virGetLastErrorMessage());
    bool too_many = is_about_size(virGetLastErrorCode());
    while (level < sizeof halves / sizeof *halves && filter & (halves[level][0] | halves[level][1]))
        level++;
    if (!too_many || level == sizeof halves / sizeof *halves)
        return reason;
    reason = domains_list(all, filter | halves[level][0], level + 1);
    return reason ? reason : domains_list(all, filter | halves[level][1], level + 1);
}

static int compare_ids(const void *left, const void *right) {
    return memcmp(left, right, VIR_UUID_BUFLEN);
}

static struct uuid_set set_of(struct arena *arena, virConnectPtr connection, unsigned int filter) {
    struct domains found = {.arena = arena, .connection = connection};
    struct uuid_set set = {.reason = domains_list(&found, filter, 0)};
    if (!set.reason) {
        set.id = arena_zero(arena, found.count, sizeof *set.id);
        set.count = found.count;
    }
    for (size_t i = 0; i < set.count; i++)
        virDomainGetUUID(found.domain[i], set.id[i]);
    domains_clear(&found);
    sort_array(set.id, set.count, sizeof *set.id, compare_ids);
    return set;
}

bool set_has(const struct uuid_set *set, virDomainPtr domain) {
    unsigned char id[VIR_UUID_BUFLEN];
    return set->count > 0 && virDomainGetUUID(domain, id) == 0 &&
           bsearch(id, set->id, set->count, sizeof *set->id, compare_ids);
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

// A machine that changes between the questions for two halves may be in both.
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

// The filter of a driver without snapshots finds no machine, which would mean "no snapshots".
static void check_snapshots(struct arena *arena, struct fleet *fleet) {
    if (fleet->count == 0 || fleet->with_snapshot.count > 0 || fleet->with_snapshot.reason)
        return;
    if (virDomainSnapshotNum(fleet->domain[0], 0) < 0)
        fleet->with_snapshot.reason = arena_text(arena, virGetLastErrorMessage());
}

void fleet_find(struct fleet *fleet, struct arena *arena, virConnectPtr connection) {
    struct domains all = {.arena = arena, .connection = connection};
    fleet->reason = domains_list(&all, 0, 0);
    if (fleet->reason) {
        domains_clear(&all);
        return;
    }
    sort_array(all.domain, all.count, sizeof *all.domain, compare_domains);
    drop_repeated(&all);
    fleet->domain = all.domain;
    fleet->count = all.count;
    fleet->managed_save = set_of(arena, connection, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE);
    fleet->autostart = set_of(arena, connection, VIR_CONNECT_LIST_DOMAINS_AUTOSTART);
    fleet->with_snapshot = set_of(arena, connection, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT);
    fleet->transient = set_of(arena, connection, VIR_CONNECT_LIST_DOMAINS_TRANSIENT);
    check_snapshots(arena, fleet);
}

void fleet_clear(struct fleet *fleet) {
    for (size_t i = 0; i < fleet->count; i++)
        virDomainFree(fleet->domain[i]);
}
