// A machine's special devices and shared directories.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <stdlib.h>
#include <string.h>

static bool is(const char *text, const char *value) {
    return text && strcmp(text, value) == 0;
}

char *pci_address(xmlNodePtr address) {
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

// A device of a container: a disk, a character device or an adapter by its name on the host.
static char *container_address(xmlNodePtr source) {
    static const char *const names[] = {"block", "char", "interface"};
    const char *name = NULL;
    for (size_t i = 0; !name && i < sizeof names / sizeof *names; i++)
        name = xml_text(xml_child(source, names[i]));
    return string_copy(name);
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
    return name ? string_copy(name) : container_address(source);
}

// What is known of moving a running machine together with a device.
enum moves { MOVES, STAYS, MOVES_UNKNOWN };

// The devices of a machine as they are collected. LATER are those of the definition for the next
// time, of which only what is not there now is added. POSITION counts elements of one name.
struct devices {
    const struct inventory *inventory;
    struct subject *machine;
    cJSON *list;
    unsigned int position;
    bool later;
};

static bool has_address(const cJSON *list, const char *address) {
    const cJSON *device;
    cJSON_ArrayForEach(device, list) {
        if (is(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(device, "address")), address))
            return true;
    }
    return false;
}

// Takes over ADDRESS. A device without one of its own goes by its position.
static void add_device(struct devices *devices, const char *kind, char *address, const char *model,
                       bool passed_through, enum moves moves) {
    if (!address)
        address = string_format("%s #%u", kind, devices->position);
    bool known = has_address(devices->list, address);
    if (known && devices->later) {
        free(address);
        return;
    }
    if (known) {
        char *numbered = string_format("%s #%u", address, devices->position);
        free(address);
        address = numbered;
    }
    struct subject device = subject_element(devices->machine, devices->list, "device", address);
    json_add_text(device.object, "address", address);
    json_add_text(device.object, "kind", kind);
    fact_text(&device, "model", model, "the definition names no model");
    json_add_bool(device.object, "passed_through", passed_through);
    fact_bool(&device, "migratable", moves != MOVES_UNKNOWN, moves == MOVES,
              "it depends on the hypervisor and on the other host");
    subject_clear(&device);
    free(address);
}

static const char *model_of(xmlNodePtr xml) {
    return xml_attribute(xml_child(xml, "model"), "type");
}

// A transient member of a team is unplugged for the move, and the machine goes on with the other.
static enum moves hostdev_moves(const char *kind, xmlNodePtr xml) {
    if (xml_attribute_is(xml_child(xml, "teaming"), "type", "transient"))
        return MOVES;
    return is(kind, "usb") ? MOVES_UNKNOWN : STAYS;
}

static void add_hostdev(struct devices *devices, xmlNodePtr xml) {
    const char *kind = xml_attribute(xml, "type");
    kind = kind ? kind : "hostdev";
    add_device(devices, kind, hostdev_address(kind, xml_child(xml, "source")),
               xml_attribute(xml, "model"), true, hostdev_moves(kind, xml));
}

// An adapter of a network that owns hardware gets one of its devices when the machine starts.
static void add_interface(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *type = xml_attribute(xml, "type"), *name = xml_attribute(source, "network");
    const struct network *network =
        is(type, "network") && name ? network_find(devices->inventory, name) : NULL;
    if (is(type, "hostdev"))
        add_device(devices, "pci", hostdev_address("pci", source), model_of(xml), true,
                   hostdev_moves("pci", xml));
    else if (network && network->hardware)
        add_device(devices, "pci", string_format("a device of network %s", name), model_of(xml),
                   true, hostdev_moves("pci", xml));
    else if (is(type, "vdpa"))
        add_device(devices, type, string_copy(xml_attribute(source, "dev")), model_of(xml), true,
                   STAYS);
    else if (is(type, "vhostuser"))
        add_device(devices, type, string_copy(xml_attribute(source, "path")), model_of(xml), false,
                   MOVES_UNKNOWN);
}

// Memory shared between machines moves only with the one that is its master.
static void add_shared_memory(struct devices *devices, xmlNodePtr xml) {
    bool master = xml_attribute_is(xml, "role", "master");
    add_device(devices, "ivshmem", string_copy(xml_attribute(xml, "name")), model_of(xml), false,
               master ? MOVES : STAYS);
}

static void add_tpm(struct devices *devices, xmlNodePtr tpm) {
    xmlNodePtr backend = xml_child(tpm, "backend");
    if (xml_attribute_is(backend, "type", "passthrough"))
        add_device(devices, "tpm", string_copy(xml_attribute(xml_child(backend, "device"), "path")),
                   xml_attribute(tpm, "model"), true, STAYS);
}

// What somebody at a remote console plugs in belongs to the console, not to the host.
static void add_redirection(struct devices *devices, xmlNodePtr xml) {
    add_device(devices, "redirdev", NULL, xml_attribute(xml, "bus"), false, MOVES_UNKNOWN);
}

// QEMU cannot move a card that it emulates from the host's reader or certificates.
static void add_smartcard(struct devices *devices, xmlNodePtr xml) {
    const char *mode = xml_attribute(xml, "mode");
    bool host = is(mode, "host");
    add_device(devices, "smartcard", NULL, mode, host, is(mode, "passthrough") ? MOVES : STAYS);
}

// A port that is a device of the host, such as /dev/ttyS0.
static void add_port(struct devices *devices, xmlNodePtr xml) {
    const char *path = xml_attribute(xml_child(xml, "source"), "path");
    if (xml_attribute_is(xml, "type", "dev"))
        add_device(devices, (const char *)xml->name, string_copy(path), model_of(xml), true,
                   MOVES_UNKNOWN);
}

static void add_input(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *path = xml_attribute(source, "evdev");
    if (!path)
        path = xml_attribute(source, "dev");
    if (path)
        add_device(devices, "input", string_copy(path), xml_attribute(xml, "type"), true,
                   MOVES_UNKNOWN);
}

// Persistent memory lies in a file or in a device of the host; an enclave is bound to its
// processor.
static void add_memory(struct devices *devices, xmlNodePtr xml) {
    const char *model = xml_attribute(xml, "model");
    const char *path = xml_text(xml_find(xml, "source/path"));
    bool device = path && strncmp(path, "/dev/", 5) == 0;
    if (is(model, "nvdimm") || is(model, "virtio-pmem"))
        add_device(devices, "memory", string_copy(path), model, device, MOVES_UNKNOWN);
    else if (is(model, "sgx-epc"))
        add_device(devices, "memory", NULL, model, true, STAYS);
}

static void add_disk(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *type = xml_attribute(xml, "type");
    if (is(type, "nvme"))
        add_device(devices, type, pci_address(xml_child(source, "address")), NULL, true, STAYS);
    else if (is(type, "vhostuser"))
        add_device(devices, type, string_copy(xml_attribute(source, "path")), NULL, false,
                   MOVES_UNKNOWN);
}

// The elements of a definition's <devices> that may be special, in the order in which they are
// looked at.
static const struct source {
    const char *element;
    void (*add)(struct devices *devices, xmlNodePtr xml);
} sources[] = {
    {"hostdev", add_hostdev},
    {"interface", add_interface},
    {"disk", add_disk},
    {"shmem", add_shared_memory},
    {"tpm", add_tpm},
    {"redirdev", add_redirection},
    {"smartcard", add_smartcard},
    {"serial", add_port},
    {"parallel", add_port},
    {"channel", add_port},
    {"input", add_input},
    {"memory", add_memory},
};

static void collect_from(struct devices *devices, xmlNodePtr domain) {
    xmlNodePtr parent = xml_child(domain, "devices");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        xmlNodePtr xml = xml_child(parent, sources[i].element);
        devices->position = 0;
        for (; xml; xml = xml_next(xml), devices->position++)
            sources[i].add(devices, xml);
    }
}

void collect_devices(const struct inventory *inventory, struct subject *machine,
                     const struct definition *definition) {
    struct devices devices = {
        .inventory = inventory,
        .machine = machine,
        .list = json_add_list(machine->object, "device"),
    };
    collect_from(&devices, definition->live);
    devices.later = true;
    if (definition->config != definition->live)
        collect_from(&devices, definition->config);
}

static const char *directory_of(xmlNodePtr filesystem) {
    return xml_attribute(xml_child(filesystem, "target"), "dir");
}

void collect_filesystems(struct subject *machine, const struct definition *definition) {
    cJSON *list = json_add_list(machine->object, "filesystem");
    size_t count;
    xmlNodePtr *all =
        definition_elements(definition, "devices/filesystem", directory_of, true, &count);
    for (size_t i = 0; i < count; i++) {
        const char *target = directory_of(all[i]);
        const char *driver = xml_attribute(xml_child(all[i], "driver"), "type");
        struct subject filesystem = subject_element(machine, list, "filesystem", target);
        json_add_text(filesystem.object, "target", target);
        fact_text(&filesystem, "driver", driver, "the definition names no driver");
        subject_clear(&filesystem);
    }
    free(all);
}
