// A machine's network adapters, and the addresses that libvirt's networks gave to them.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <stdlib.h>
#include <string.h>

static const char *mac_of(xmlNodePtr adapter) {
    return xml_attribute(xml_child(adapter, "mac"), "address");
}

// An adapter on a host bridge is on the libvirt network that uses the bridge, if just one does.
static void collect_attachment(const struct inventory *inventory, const struct subject *nic,
                               xmlNodePtr xml) {
    const char *type = xml_attribute(xml, "type");
    xmlNodePtr source = xml_child(xml, "source");
    const char *bridge = xml_attribute(source, "bridge");
    const char *network = xml_attribute(source, "network");
    const struct network *carried =
        !network && bridge && text_is(type, "bridge") ? network_of_bridge(inventory, bridge) : NULL;
    if (carried)
        network = carried->name;
    if (text_is(type, "user"))
        network = "";
    fact_text(nic, "kind", type, "the definition does not tell");
    fact_text(nic, "network", network,
              arena_printf(subject_arena(nic), "attached to %s%s, not to a network of libvirt",
                           bridge ? "host bridge "
                           : type ? type
                                  : "something",
                           bridge ? bridge : ""));
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
        collect_attachment(inventory, &nic, xml);
        fact_text(&nic, "model", xml_attribute(xml_child(xml, "model"), "type"),
                  "the definition names no model");
        collect_vlan(&nic, xml_child(xml, "vlan"));
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
