// A host's virtual networks, and the addresses that they gave out.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// A network while it is asked about: its description, that of the host bridge it uses, and why one
// of them is NULL. `active` and `autostart` are -1 where unknown, for the reason `state_reason`.
struct answer {
    virNetworkPtr handle;
    xmlDocPtr document, interface;
    const char *reason, *state_reason;
    int active, autostart;
    virNetworkDHCPLeasePtr *lease;
    int lease_count; // -1 where the leases are unknown
};

struct inquiry {
    virConnectPtr connection;
    struct answer *answer;
    size_t count, room;
};

// libvirt's ways of forwarding, in the words of the fact model.
static const struct forwarding {
    const char *mode, *type;
} forwardings[] = {
    {"nat", "nat"},
    {"route", "routed"},
    {"open", "routed"},
    {"bridge", "external"},
    {"vepa", "external"},
    {"private", "external"},
    {"passthrough", "external"},
    {"hostdev", "external"},
};

static const char *bridge_of(const struct answer *answer) {
    return xml_attribute(xml_child(xml_root(answer->document), "bridge"), "name");
}

static bool uses_host_bridge(const struct answer *answer) {
    xmlNodePtr forward = xml_child(xml_root(answer->document), "forward");
    return bridge_of(answer) && xml_attribute_is(forward, "mode", "bridge");
}

static void ask_bridge(virConnectPtr connection, struct answer *answer, struct arena *arena) {
    virInterfacePtr bridge = virInterfaceLookupByName(connection, bridge_of(answer));
    char *text = bridge ? virInterfaceGetXMLDesc(bridge, 0) : NULL;
    if (!text)
        answer->reason = arena_text(arena, virGetLastErrorMessage());
    answer->interface = xml_parse(text);
    free(text);
    if (bridge)
        virInterfaceFree(bridge);
}

static bool gives_addresses(const struct answer *answer) {
    xmlNodePtr ip = xml_child(xml_root(answer->document), "ip");
    while (ip && !xml_child(ip, "dhcp"))
        ip = xml_next(ip);
    return ip != NULL;
}

static void ask_network(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    struct answer *answer = &inquiry->answer[index];
    char *text = virNetworkGetXMLDesc(answer->handle, 0);
    if (!text)
        answer->reason = arena_text(arena, virGetLastErrorMessage());
    answer->document = xml_parse(text);
    free(text);
    answer->active = virNetworkIsActive(answer->handle);
    if (answer->active < 0)
        answer->state_reason = arena_text(arena, virGetLastErrorMessage());
    if (virNetworkGetAutostart(answer->handle, &answer->autostart) != 0) {
        answer->autostart = -1;
        if (!answer->state_reason)
            answer->state_reason = arena_text(arena, virGetLastErrorMessage());
    }
    if (uses_host_bridge(answer))
        ask_bridge(inquiry->connection, answer, arena);
    answer->lease_count = -1;
    if (answer->active > 0 && gives_addresses(answer))
        answer->lease_count = virNetworkGetDHCPLeases(answer->handle, NULL, &answer->lease, 0);
}

static const char *network_type(xmlNodePtr forward) {
    const char *mode = xml_attribute(forward, "mode");
    if (!forward)
        return "isolated";
    // A <forward> without a mode forwards by address translation.
    for (size_t i = 0; i < sizeof forwardings / sizeof forwardings[0]; i++) {
        if (strcmp(mode ? mode : "nat", forwardings[i].mode) == 0)
            return forwardings[i].type;
    }
    return NULL;
}

// The adapters under a network: how many, the name of one, and why they are unknown.
struct uplink {
    size_t count;
    const char *name, *reason;
};

static void uplink_add(struct uplink *uplink, const char *name) {
    uplink->count += name != NULL;
    if (name)
        uplink->name = name;
}

// The taps of machines are ports of a bridge, like the adapter that leads out of the host.
static struct uplink uplink_of_bridge(const struct answer *answer) {
    struct uplink uplink = {.reason = answer->reason};
    xmlNodePtr bridge = xml_child(xml_root(answer->interface), "bridge");
    if (!bridge) {
        if (!uplink.reason)
            uplink.reason = "libvirt does not tell what is plugged into the bridge";
        return uplink;
    }
    xmlNodePtr port = xml_child(bridge, "interface");
    for (; port; port = xml_next(port)) {
        const char *name = xml_attribute(port, "name");
        if (name && strncmp(name, "vnet", 4) != 0)
            uplink_add(&uplink, name);
    }
    return uplink;
}

static struct uplink uplink_of(const struct answer *answer, const char *type) {
    xmlNodePtr forward = xml_child(xml_root(answer->document), "forward");
    xmlNodePtr interface = xml_child(forward, "interface");
    struct uplink uplink = {0};
    if (uses_host_bridge(answer))
        return uplink_of_bridge(answer);
    // The device that forwards is also the first of the list, where there is one.
    if (!interface)
        uplink_add(&uplink, xml_attribute(forward, "dev"));
    for (; interface; interface = xml_next(interface))
        uplink_add(&uplink, xml_attribute(interface, "dev"));
    if (uplink.count == 0)
        uplink_add(&uplink, xml_attribute(xml_child(forward, "pf"), "dev"));
    if (uplink.count == 0 && (!type || strcmp(type, "external") == 0))
        uplink.reason = "the network does not name its adapter";
    return uplink;
}

// A bridge without a port of the host leads nowhere, whatever kind of network uses it.
static void collect_reach(const struct subject *network, const struct answer *answer) {
    const char *type = network_type(xml_child(xml_root(answer->document), "forward"));
    struct uplink uplink = uplink_of(answer, type);
    bool none = uplink.count == 0 && !uplink.reason;
    if (none && uses_host_bridge(answer))
        type = "internal";
    fact_text(network, "type", type, "a way of forwarding that is not known here");
    item_add_text(network->item, "bridge", bridge_of(answer) ? bridge_of(answer) : "");
    if (uplink.count > 1)
        fact_missing(network, "nic", "the network has several adapters");
    else
        fact_text(network, "nic", none ? "" : uplink.name, uplink.reason);
}

static void remember_lease(struct inventory *inventory, const char *network,
                           const virNetworkDHCPLease *lease) {
    if (!lease->mac || !lease->ipaddr)
        return;
    struct arena *arena = inventory->arena;
    ARENA_PUSH(arena, inventory->lease, inventory->lease_count, inventory->lease_room) =
        (struct lease){network, arena_text(arena, lease->mac), arena_text(arena, lease->ipaddr)};
}

static void remember(struct inventory *inventory, const struct answer *answer) {
    struct arena *arena = inventory->arena;
    const char *name = arena_text(arena, virNetworkGetName(answer->handle));
    xmlNodePtr forward = xml_child(xml_root(answer->document), "forward");
    ARENA_PUSH(arena, inventory->network, inventory->network_count, inventory->network_room) =
        (struct network){
            .name = name,
            .hardware = xml_attribute_is(forward, "mode", "hostdev"),
            .served = answer->lease_count >= 0,
            .described = answer->document != NULL,
            .vlans = vlans_read(arena, xml_root(answer->document)),
        };
    for (int i = 0; i < answer->lease_count; i++)
        remember_lease(inventory, name, answer->lease[i]);
}

static void collect_network(const struct inventory *inventory, const struct subject *list,
                            const struct answer *answer) {
    static const char *const fields[] = {"type", "bridge", "nic", "vlan", "vlan_list"};
    static const char silent[] = "libvirt did not describe the network";
    const char *name = virNetworkGetName(answer->handle);
    const char *reason = answer->reason ? answer->reason : silent;
    xmlNodePtr root = xml_root(answer->document);
    struct subject network = subject_element(list, name);
    item_add_text(network.item, "name", name);
    if (root) {
        collect_reach(&network, answer);
        struct vlans vlans = vlans_read(inventory->arena, root);
        fact_vlans(&network, &vlans);
    }
    for (size_t i = 0; !root && i < sizeof fields / sizeof fields[0]; i++)
        fact_missing(&network, fields[i], reason);
    fact_bool(&network, "active", answer->active >= 0, answer->active > 0, answer->state_reason);
    if (answer->autostart != 0 || !inventory->simulated)
        fact_bool(&network, "autostart", answer->autostart >= 0, answer->autostart > 0,
                  answer->state_reason);
}

static int compare_answers(const void *left, const void *right) {
    return strcmp(virNetworkGetName(((const struct answer *)left)->handle),
                  virNetworkGetName(((const struct answer *)right)->handle));
}

static int compare_leases(const void *left, const void *right) {
    const struct lease *a = left, *b = right;
    int order = strcmp(a->mac, b->mac);
    return order != 0 ? order : strcmp(a->address, b->address);
}

static void answer_clear(struct answer *answer) {
    for (int i = 0; i < answer->lease_count; i++)
        virNetworkDHCPLeaseFree(answer->lease[i]);
    free(answer->lease);
    xmlFreeDoc(answer->interface);
    xmlFreeDoc(answer->document);
    virNetworkFree(answer->handle);
}

void collect_networks(struct inventory *inventory, const struct subject *host) {
    virNetworkPtr *networks = NULL;
    struct inquiry inquiry = {.connection = inventory->connection};
    int count = virConnectListAllNetworks(inventory->connection, &networks, 0);
    if (count < 0) {
        fact_missing(host, "network", virGetLastErrorMessage());
        return;
    }
    for (int i = 0; i < count; i++)
        ARENA_PUSH(inventory->arena, inquiry.answer, inquiry.count, inquiry.room) =
            (struct answer){.handle = networks[i]};
    free(networks);
    fetch_all(&inventory->lanes, ask_network, &inquiry, inquiry.count);
    struct subject list = subject_list(host, "network");
    sort_array(inquiry.answer, inquiry.count, sizeof *inquiry.answer, compare_answers);
    for (size_t i = 0; i < inquiry.count; i++) {
        collect_network(inventory, &list, &inquiry.answer[i]);
        remember(inventory, &inquiry.answer[i]);
        answer_clear(&inquiry.answer[i]);
    }
    if (inventory->simulated)
        fact_missing(host, "network.autostart", SIMULATED_AUTOSTART);
    sort_array(inventory->lease, inventory->lease_count, sizeof *inventory->lease, compare_leases);
}

const struct network *network_find(const struct inventory *inventory, const char *name) {
    for (size_t i = 0; i < inventory->network_count; i++) {
        if (strcmp(inventory->network[i].name, name) == 0)
            return &inventory->network[i];
    }
    return NULL;
}
