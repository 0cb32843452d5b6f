// A machine's network adapters, and the addresses that libvirt's networks gave to them.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <stdlib.h>
#include <string.h>

static const char *mac_of(xmlNodePtr adapter) {
    return xml_attribute(xml_child(adapter, "mac"), "address");
}

// What an adapter is attached to by name. One on a bridge is not on the libvirt network that may
// use the same bridge: a move looks for the bridge. Where an adapter of a network runs on the
// network's bridge, its source names both.
static void collect_attachment(const struct subject *nic, xmlNodePtr xml) {
    static const char silent[] = "the definition does not tell";
    const char *type = xml_attribute(xml, "type");
    xmlNodePtr source = xml_child(xml, "source");
    const char *network = xml_attribute(source, "network");
    bool apart = type && !network && !text_is(type, "network");
    bool bridged = apart && text_is(type, "bridge"), direct = apart && text_is(type, "direct");
    bool known = network || apart;
    fact_text(nic, "kind", type, silent);
    fact_text(nic, "network", apart ? "" : network, silent);
    fact_text(nic, "bridge", bridged ? xml_attribute(source, "bridge") : known ? "" : NULL, silent);
    fact_text(nic, "device", direct ? xml_attribute(source, "dev") : known ? "" : NULL, silent);
}

// Whether libvirt itself connects an adapter of that type, so that nobody else tags its traffic on
// the way to the host.
static bool is_connected_by_libvirt(const char *type) {
    static const char *const types[] = {"bridge", "direct", "hostdev", "null", "user"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_is(type, types[i]))
            return true;
    }
    return false;
}

// An adapter has its own VLAN, else that of its port group, else that of its network.
static struct vlan vlan_of(const struct inventory *inventory, struct arena *arena, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *name = xml_attribute(source, "network");
    const struct network *network = name ? network_find(inventory, name) : NULL;
    if (xml_child(xml, "vlan"))
        return vlan_read(arena, xml_child(xml, "vlan"));
    if (network && network->described)
        return vlan_of_group(&network->vlans, xml_attribute(source, "portgroup"));
    if (!name && is_connected_by_libvirt(xml_attribute(xml, "type")))
        return (struct vlan){0};
    return (struct vlan){.reason = name ? "libvirt does not describe the adapter's network"
                                        : "libvirt does not connect the adapter itself"};
}

// Two adapters may have one address; the later one goes by its position then.
static const char *id_of(struct arena *arena, const xmlNodePtr *adapters, size_t position) {
    const char *mac = mac_of(adapters[position]);
    for (size_t i = 0; mac && i < position; i++) {
        if (text_is(mac_of(adapters[i]), mac))
            mac = NULL;
    }
    return mac ? mac : arena_printf(arena, "%zu", position);
}

// Adapters stand in the order of the definition, which is the order the machine sees.
void collect_machine_adapters(const struct inventory *inventory, const struct subject *machine,
                              const struct definition *definition) {
    struct subject list = subject_list(machine, "nic");
    struct arena *arena = subject_arena(machine);
    struct xml_elements adapters =
        definition_elements(arena, definition, "devices/interface", mac_of, false);
    for (size_t i = 0; i < adapters.count; i++) {
        xmlNodePtr xml = adapters.all[i];
        const char *id = id_of(arena, adapters.all, i);
        struct subject nic = subject_element(&list, id);
        item_add_text(nic.item, "id", id);
        fact_text(&nic, "mac", mac_of(xml), "the hypervisor chooses it");
        collect_attachment(&nic, xml);
        struct vlan vlan = vlan_of(inventory, arena, xml);
        fact_text(&nic, "model", xml_attribute(xml_child(xml, "model"), "type"),
                  "the definition names no model");
        fact_vlan(&nic, &vlan);
        const char *filter = xml_attribute(xml_child(xml, "filterref"), "filter");
        item_add_text(nic.item, "filter", filter ? filter : "");
        item_add_bool(nic.item, "connected",
                      !xml_attribute_is(xml_child(xml, "link"), "state", "down"));
    }
}

static const struct network *serving_network(const struct inventory *inventory,
                                             xmlNodePtr adapter) {
    const char *name = xml_attribute(xml_child(adapter, "source"), "network");
    const struct network *network = name ? network_find(inventory, name) : NULL;
    return network && network->served ? network : NULL;
}

// Returns the place of the first lease for that hardware address, if there is one.
static size_t first_lease(const struct inventory *inventory, const char *mac) {
    size_t low = 0, high = inventory->lease_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(inventory->lease[middle].mac, mac) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Appends the addresses that the adapter was given; returns whether there are any.
static bool add_leases(const struct inventory *inventory, xmlNodePtr adapter, struct item *list) {
    const struct network *network = serving_network(inventory, adapter);
    const char *mac = mac_of(adapter);
    bool any = false;
    size_t i = network && mac ? first_lease(inventory, mac) : inventory->lease_count;
    for (; i < inventory->lease_count && text_is(inventory->lease[i].mac, mac); i++) {
        const struct lease *lease = &inventory->lease[i];
        if (strcmp(lease->network, network->name) != 0)
            continue;
        item_add_text(list, NULL, lease->address);
        any = true;
    }
    return any;
}

// A list that lacks the addresses of one adapter would read as all there are.
void collect_addresses(const struct inventory *inventory, const struct subject *machine,
                       xmlNodePtr live) {
    struct item *list = item_list(subject_arena(machine));
    bool all = true;
    xmlNodePtr adapter = xml_find(live, "devices/interface");
    for (; adapter; adapter = xml_next(adapter))
        all = add_leases(inventory, adapter, list) && all;
    if (all)
        item_add(machine->item, "address", list);
    else
        fact_missing(machine, "address", "an adapter has no address from a network of libvirt");
}
