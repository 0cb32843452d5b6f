// A machine's network adapters, special devices and shared directories.
#include "config.h"

#include "collect/inventory.h"

#include <stdlib.h>
#include <string.h>

static bool is(const char *text, const char *value) {
    return text && strcmp(text, value) == 0;
}

// An adapter on a host bridge is on the libvirt network that uses the bridge, if just one does.
static void collect_attachment(struct inventory *inventory, struct subject *nic, xmlNodePtr xml) {
    const char *type = xml_attribute(xml, "type");
    xmlNodePtr source = xml_child(xml, "source");
    const char *bridge = xml_attribute(source, "bridge");
    const char *network = xml_attribute(source, "network");
    if (!network && bridge && is(type, "bridge"))
        network = network_of_bridge(inventory, bridge);
    if (is(type, "user"))
        network = "";
    fact_text(nic, "kind", type, "the definition does not tell");
    char *reason = string_format("attached to %s%s, not to a network of libvirt",
                                 bridge ? "host bridge "
                                 : type ? type
                                        : "something",
                                 bridge ? bridge : "");
    fact_text(nic, "network", network, reason);
    free(reason);
}

// Adapters stand in the order of the definition, which is the order the machine sees.
void collect_machine_adapters(struct inventory *inventory, struct subject *machine,
                              xmlNodePtr domain) {
    cJSON *list = json_add_list(machine->object, "nic");
    unsigned int position = 0;
    xmlNodePtr xml = xml_find(domain, "devices/interface");
    for (; xml; xml = xml_next(xml), position++) {
        const char *mac = xml_attribute(xml_child(xml, "mac"), "address");
        char *id = mac ? string_copy(mac) : string_format("%u", position);
        struct subject nic = subject_element(machine, list, "nic", id);
        json_add_text(nic.object, "id", id);
        fact_text(&nic, "mac", mac, "the hypervisor chooses it");
        collect_attachment(inventory, &nic, xml);
        fact_text(&nic, "model", xml_attribute(xml_child(xml, "model"), "type"),
                  "the definition names no model");
        collect_vlan(&nic, xml_child(xml, "vlan"));
        json_add_bool(nic.object, "connected",
                      !xml_attribute_is(xml_child(xml, "link"), "state", "down"));
        subject_clear(&nic);
        free(id);
    }
}

// Writes a PCI address the way lspci does.
static char *pci_address(xmlNodePtr address) {
    uint64_t domain = 0, bus, slot, function;
    number_read(xml_attribute(address, "domain"), &domain);
    if (!number_read(xml_attribute(address, "bus"), &bus) ||
        !number_read(xml_attribute(address, "slot"), &slot) ||
        !number_read(xml_attribute(address, "function"), &function))
        return NULL;
    return string_format("%04x:%02x:%02x.%x", (unsigned int)domain, (unsigned int)bus,
                         (unsigned int)slot, (unsigned int)function);
}

static const char *without_0x(const char *number) {
    return strncmp(number, "0x", 2) == 0 ? number + 2 : number;
}

static char *usb_address(xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *bus = xml_attribute(address, "bus");
    const char *device = xml_attribute(address, "device");
    const char *vendor = xml_attribute(xml_child(source, "vendor"), "id");
    const char *product = xml_attribute(xml_child(source, "product"), "id");
    if (vendor && product)
        return string_format("%s:%s", without_0x(vendor), without_0x(product));
    return bus && device ? string_format("%s.%s", bus, device) : NULL;
}

static char *scsi_address(xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *adapter = xml_attribute(xml_child(source, "adapter"), "name");
    const char *bus = xml_attribute(address, "bus");
    const char *target = xml_attribute(address, "target");
    const char *unit = xml_attribute(address, "unit");
    if (adapter && bus && target && unit)
        return string_format("%s:%s:%s:%s", adapter, bus, target, unit);
    const char *name = xml_attribute(source, "name");
    return name ? string_copy(name) : NULL;
}

// Returns the address of a host device, to be freed by the caller, or NULL.
static char *hostdev_address(const char *kind, xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *name = xml_attribute(address, "uuid");
    if (is(kind, "pci"))
        return pci_address(address);
    if (is(kind, "usb"))
        return usb_address(source);
    if (is(kind, "scsi"))
        return scsi_address(source);
    if (!name)
        name = xml_attribute(source, "wwpn");
    return name ? string_copy(name) : NULL;
}

// What is known of moving a running machine together with a device.
enum moves { MOVES, STAYS, MOVES_UNKNOWN };

// Takes over ADDRESS. A device without one has no key and gets its position among the others.
static void add_device(struct subject *machine, cJSON *list, const char *kind, char *address,
                       const char *model, bool passed_through, enum moves moves) {
    if (!address)
        address = string_format("%s #%d", kind, cJSON_GetArraySize(list));
    struct subject device = subject_element(machine, list, "device", address);
    json_add_text(device.object, "address", address);
    json_add_text(device.object, "kind", kind);
    fact_text(&device, "model", model, "the definition names no model");
    json_add_bool(device.object, "passed_through", passed_through);
    fact_bool(&device, "migratable", moves != MOVES_UNKNOWN, moves == MOVES,
              "it depends on the hypervisor's version");
    subject_clear(&device);
    free(address);
}

// A transient member of a team is unplugged for the move, and the machine goes on with the other.
static enum moves hostdev_moves(const char *kind, xmlNodePtr xml) {
    if (xml_attribute_is(xml_child(xml, "teaming"), "type", "transient"))
        return MOVES;
    return is(kind, "usb") ? MOVES_UNKNOWN : STAYS;
}

static void collect_hostdevs(struct subject *machine, cJSON *list, xmlNodePtr devices) {
    xmlNodePtr xml = xml_child(devices, "hostdev");
    for (; xml; xml = xml_next(xml)) {
        const char *kind = xml_attribute(xml, "type");
        kind = kind ? kind : "hostdev";
        add_device(machine, list, kind, hostdev_address(kind, xml_child(xml, "source")),
                   xml_attribute(xml, "model"), true, hostdev_moves(kind, xml));
    }
}

static void collect_interface_devices(struct subject *machine, cJSON *list, xmlNodePtr devices) {
    xmlNodePtr xml = xml_child(devices, "interface");
    for (; xml; xml = xml_next(xml)) {
        xmlNodePtr source = xml_child(xml, "source");
        const char *device = xml_attribute(source, "dev");
        const char *model = xml_attribute(xml_child(xml, "model"), "type");
        if (xml_attribute_is(xml, "type", "hostdev"))
            add_device(machine, list, "pci", hostdev_address("pci", source), model, true,
                       hostdev_moves("pci", xml));
        else if (xml_attribute_is(xml, "type", "vdpa"))
            add_device(machine, list, "vdpa", device ? string_copy(device) : NULL, model, true,
                       STAYS);
    }
}

// Memory shared between machines moves only with the one that is its master.
static void collect_shared_memory(struct subject *machine, cJSON *list, xmlNodePtr devices) {
    xmlNodePtr xml = xml_child(devices, "shmem");
    for (; xml; xml = xml_next(xml)) {
        const char *name = xml_attribute(xml, "name");
        bool master = xml_attribute_is(xml, "role", "master");
        add_device(machine, list, "ivshmem", name ? string_copy(name) : NULL,
                   xml_attribute(xml_child(xml, "model"), "type"), false, master ? MOVES : STAYS);
    }
}

static void collect_host_tpm(struct subject *machine, cJSON *list, xmlNodePtr devices) {
    xmlNodePtr tpm = xml_child(devices, "tpm");
    xmlNodePtr backend = xml_child(tpm, "backend");
    const char *path = xml_attribute(xml_child(backend, "device"), "path");
    if (xml_attribute_is(backend, "type", "passthrough"))
        add_device(machine, list, "tpm", path ? string_copy(path) : NULL,
                   xml_attribute(tpm, "model"), true, STAYS);
}

void collect_devices(struct subject *machine, xmlNodePtr domain) {
    cJSON *list = json_add_list(machine->object, "device");
    xmlNodePtr devices = xml_child(domain, "devices");
    collect_hostdevs(machine, list, devices);
    collect_interface_devices(machine, list, devices);
    collect_shared_memory(machine, list, devices);
    collect_host_tpm(machine, list, devices);
}

void collect_filesystems(struct subject *machine, xmlNodePtr domain) {
    cJSON *list = json_add_list(machine->object, "filesystem");
    xmlNodePtr xml = xml_find(domain, "devices/filesystem");
    for (; xml; xml = xml_next(xml)) {
        const char *target = xml_attribute(xml_child(xml, "target"), "dir");
        const char *driver = xml_attribute(xml_child(xml, "driver"), "type");
        if (!target)
            continue;
        struct subject filesystem = subject_element(machine, list, "filesystem", target);
        json_add_text(filesystem.object, "target", target);
        fact_text(&filesystem, "driver", driver, "the definition names no driver");
        subject_clear(&filesystem);
    }
}
