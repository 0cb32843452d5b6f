// The machines of a host together: which there are, and what one question answers about all of
// them.
#ifndef PLIM_GATHER_LIBVIRT_FLEET_H
#define PLIM_GATHER_LIBVIRT_FLEET_H

#include "base/arena.h"

#include <libvirt/libvirt.h>
#include <stdbool.h>
#include <stddef.h>

// The machines for which one of libvirt's filters holds, as sorted UUIDs, so that a property of all
// machines costs one call. `reason` is why the set is unknown, else NULL.
struct uuid_set {
    unsigned char (*id)[VIR_UUID_BUFLEN];
    size_t count;
    const char *reason;
};

// All machines in the order of their names, and what is known about them together. `reason` is why
// they are unknown, else NULL.
struct fleet {
    virDomainPtr *domain;
    size_t count;
    const char *reason;
    struct uuid_set managed_save, autostart, with_snapshot, transient;
};

// Asks for the machines and the sets. The tables live in ARENA; fleet_clear frees the handles.
void fleet_find(struct fleet *fleet, struct arena *arena, virConnectPtr connection);
void fleet_clear(struct fleet *fleet);

// Returns whether the machine is in the set.
bool set_has(const struct uuid_set *set, virDomainPtr domain);

// Returns whether two handles stand for the same machine.
bool is_same_domain(virDomainPtr left, virDomainPtr right);

#endif
