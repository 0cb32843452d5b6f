// A host's network adapters and its virtual networks.
#include "config.h"

#include "collect/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// One device or network with its name and description, so that they can be sorted.
struct named {
    char *name;
    char *xml;
    int active, autostart;
};

static int compare_named(const void *left, const void *right) {
    return strcmp(((const struct named *)left)->name, ((const struct named *)right)->name);
}

static bool is_virtual_function(virConnectPtr connection, const char *device) {
    virNodeDevicePtr parent = virNodeDeviceLookupByName(connection, device);
    char *text = parent ? virNodeDeviceGetXMLDesc(parent, 0) : NULL;
    xmlDocPtr document = xml_parse(text);
    xmlNodePtr inner = xml_find(xml_root(document), "capability/capability");
    while (inner && !xml_attribute_is(inner, "type", "phys_function"))
        inner = xml_next(inner);
    xmlFreeDoc(document);
    free(text);
    if (parent)
        virNodeDeviceFree(parent);
    return inner != NULL;
}

// Bridges, bonds, taps and loopback hang under the computer itself, hardware under a bus.
static bool is_physical(virConnectPtr connection, const char *parent) {
    return strcmp(parent, "computer") != 0 && !is_virtual_function(connection, parent);
}

static void collect_link(struct subject *nic, xmlNodePtr net) {
    xmlNodePtr link = xml_child(net, "link");
    uint64_t megabits = 0;
    bool told = number_read(xml_attribute(link, "speed"), &megabits) && megabits > 0;
    bool up = xml_attribute_is(link, "state", "up"), down = xml_attribute_is(link, "state", "down");
    fact_bool(nic, "up", up || down, up, "libvirt does not tell whether the adapter has a link");
    fact_quantity(nic, "speed", told && megabits < UINT32_MAX, megabits * 125000, "B/s",
                  "libvirt reports no speed of the link");
}

static void collect_adapter(struct inventory *inventory, struct subject *host, cJSON *list,
                            const struct named *device) {
    xmlDocPtr document = xml_parse(device->xml);
    xmlNodePtr root = xml_root(document);
    xmlNodePtr net = xml_child(root, "capability");
    const char *parent = xml_text(xml_child(root, "parent"));
    struct subject nic = subject_element(host, list, "nic", device->name);
    json_add_text(nic.object, "name", device->name);
    fact_text(&nic, "mac", xml_text(xml_child(net, "address")), "libvirt reports no address");
    fact_missing(&nic, "description", "libvirt does not tell the make of an adapter");
    fact_bool(&nic, "physical", parent != NULL,
              parent && is_physical(inventory->connection, parent),
              "libvirt does not tell what the adapter is attached to");
    collect_link(&nic, net);
    subject_clear(&nic);
    xmlFreeDoc(document);
}

// Takes the interface's name out of a device's description; NULL where there is none.
static char *interface_name(const char *xml) {
    xmlDocPtr document = xml_parse(xml);
    const char *name = xml_text(xml_find(xml_root(document), "capability/interface"));
    char *copy = name ? string_copy(name) : NULL;
    xmlFreeDoc(document);
    return copy;
}

void collect_adapters(struct inventory *inventory, struct subject *host) {
    virNodeDevicePtr *devices = NULL;
    struct named *table = NULL;
    size_t named = 0;
    int count = virConnectListAllNodeDevices(inventory->connection, &devices,
                                             VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET);
    if (count < 0) {
        fact_missing(host, "nic", libvirt_reason());
        return;
    }
    for (int i = 0; i < count; i++) {
        char *xml = virNodeDeviceGetXMLDesc(devices[i], 0);
        char *name = interface_name(xml);
        if (name) {
            table = table_add(table, &named, sizeof *table);
            table[named - 1] = (struct named){.name = name, .xml = xml};
        } else {
            free(xml);
        }
        virNodeDeviceFree(devices[i]);
    }
    free(devices);
    cJSON *list = json_add_list(host->object, "nic");
    table_sort(table, named, sizeof *table, compare_named);
    for (size_t i = 0; i < named; i++) {
        collect_adapter(inventory, host, list, &table[i]);
        free(table[i].name);
        free(table[i].xml);
    }
    free(table);
}

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

// A network that forwards names its adapter in one of three places; a host bridge it may use hides
// which adapters are behind it.
static void collect_network_nic(struct subject *network, xmlNodePtr forward, const char *type) {
    xmlNodePtr interface = xml_child(forward, "interface");
    const char *nic = xml_attribute(forward, "dev");
    if (!nic)
        nic = xml_attribute(interface, "dev");
    if (!nic)
        nic = xml_attribute(xml_child(forward, "pf"), "dev");
    if (interface && xml_next(interface))
        fact_missing(network, "nic", "the network chooses among several adapters");
    else if (!nic && type && strcmp(type, "external") != 0)
        json_add_text(network->object, "nic", "");
    else
        fact_text(network, "nic", nic, "the network does not name its adapter");
}

void collect_vlan(struct subject *subject, xmlNodePtr vlan) {
    xmlNodePtr tag = xml_child(vlan, "tag");
    bool several = tag && xml_next(tag);
    uint64_t id = 0;
    bool told = !vlan || (number_read(xml_attribute(tag, "id"), &id) && !several);
    fact_int(subject, "vlan", told, id,
             several ? "a trunk of several VLANs" : "libvirt does not tell the tag");
}

static void remember_bridge(struct inventory *inventory, const char *bridge, const char *network) {
    inventory->bridge =
        table_add(inventory->bridge, &inventory->bridge_count, sizeof *inventory->bridge);
    inventory->bridge[inventory->bridge_count - 1] =
        (struct bridge){string_copy(bridge), string_copy(network)};
}

static void collect_definition(struct inventory *inventory, struct subject *network,
                               const struct named *entry, xmlNodePtr root) {
    xmlNodePtr forward = xml_child(root, "forward");
    const char *type = network_type(forward);
    const char *bridge = xml_attribute(xml_child(root, "bridge"), "name");
    fact_text(network, "type", type, "a way of forwarding that is not known here");
    json_add_text(network->object, "bridge", bridge ? bridge : "");
    collect_network_nic(network, forward, type);
    collect_vlan(network, xml_child(root, "vlan"));
    if (bridge)
        remember_bridge(inventory, bridge, entry->name);
}

static void collect_network(struct inventory *inventory, struct subject *host, cJSON *list,
                            const struct named *entry) {
    static const char *const fields[] = {"type", "bridge", "nic", "vlan"};
    static const char reason[] = "libvirt did not describe the network";
    xmlDocPtr document = xml_parse(entry->xml);
    struct subject network = subject_element(host, list, "network", entry->name);
    json_add_text(network.object, "name", entry->name);
    if (document)
        collect_definition(inventory, &network, entry, xml_root(document));
    for (size_t i = 0; !document && i < sizeof fields / sizeof fields[0]; i++)
        fact_missing(&network, fields[i], reason);
    fact_bool(&network, "active", entry->active >= 0, entry->active > 0, reason);
    fact_bool(&network, "autostart", entry->autostart >= 0, entry->autostart > 0, reason);
    subject_clear(&network);
    xmlFreeDoc(document);
}

void collect_networks(struct inventory *inventory, struct subject *host) {
    virNetworkPtr *networks = NULL;
    int count = virConnectListAllNetworks(inventory->connection, &networks, 0);
    if (count < 0) {
        fact_missing(host, "network", libvirt_reason());
        return;
    }
    struct named *table = NULL;
    size_t named = 0;
    for (int i = 0; i < count; i++) {
        int autostart = -1;
        table = table_add(table, &named, sizeof *table);
        table[named - 1].name = string_copy(virNetworkGetName(networks[i]));
        table[named - 1].xml = virNetworkGetXMLDesc(networks[i], 0);
        table[named - 1].active = virNetworkIsActive(networks[i]);
        table[named - 1].autostart =
            virNetworkGetAutostart(networks[i], &autostart) == 0 ? autostart : -1;
        virNetworkFree(networks[i]);
    }
    free(networks);
    cJSON *list = json_add_list(host->object, "network");
    table_sort(table, named, sizeof *table, compare_named);
    for (size_t i = 0; i < named; i++) {
        collect_network(inventory, host, list, &table[i]);
        free(table[i].name);
        free(table[i].xml);
    }
    free(table);
}

// Networks that share a bridge differ by what else they say (a VLAN), so neither is the one.
const char *network_of_bridge(const struct inventory *inventory, const char *bridge) {
    const char *network = NULL;
    for (size_t i = 0; i < inventory->bridge_count; i++) {
        if (strcmp(inventory->bridge[i].bridge, bridge) != 0)
            continue;
        if (network)
            return NULL;
        network = inventory->bridge[i].network;
    }
    return network;
}
