// The VLANs that libvirt tags the traffic of adapters and networks with.
#ifndef PLIM_GATHER_LIBVIRT_VLAN_H
#define PLIM_GATHER_LIBVIRT_VLAN_H

#include "gather/fact.h"
#include "gather/libvirt/xml.h"

// What one <vlan> element names: the tags, none where there is no element, and whether it is a
// trunk. `reason` is why it is unknown, else NULL.
struct vlan {
    uint64_t *tag;
    size_t count;
    bool trunk;
    const char *reason;
};

// The VLAN that a network gives to the adapters of a port group; `standard`: also to those that
// name none.
struct port_group {
    const char *name;
    bool standard;
    struct vlan vlan;
};

// The VLANs of a network: its own, and those of its port groups.
struct vlans {
    struct vlan own;
    struct port_group *group;
    size_t count, room;
};

// Reads a <vlan>; NULL is an element that is not there.
struct vlan vlan_read(struct arena *arena, xmlNodePtr xml);
// Reads those of a <network>.
struct vlans vlans_read(struct arena *arena, xmlNodePtr network);
// Returns the VLAN of an adapter that names no VLAN itself but that port group, or none (NULL).
struct vlan vlan_of_group(const struct vlans *vlans, const char *group);

// Adds the facts `vlan` and `vlan_list` about an adapter.
void fact_vlan(const struct subject *adapter, const struct vlan *vlan);
// Adds them about a network: its own VLAN decides only where no port group has another.
void fact_vlans(const struct subject *network, const struct vlans *vlans);

#endif
