// A machine's special devices and shared directories.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <string.h>

const char *pci_address(struct arena *arena, xmlNodePtr address) {
    uint64_t domain = 0, bus, slot, function;
    number_read(xml_attribute(address, "domain"), &domain);
    if (!number_read(xml_attribute(address, "bus"), &bus) ||
        !number_read(xml_attribute(address, "slot"), &slot) ||
        !number_read(xml_attribute(address, "function"), &function))
        return NULL;
    return arena_printf(arena, "%04x:%02x:%02x.%x", (unsigned int)domain, (unsigned int)bus,
                        (unsigned int)slot, (unsigned int)function);
}

static const char *without_0x(const char *number) {
    return strncmp(number, "0x", 2) == 0 ? number + 2 : number;
}

static const char *usb_address(struct arena *arena, xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *bus = xml_attribute(address, "bus");
    const char *device = xml_attribute(address, "device");
    const char *vendor = xml_attribute(xml_child(source, "vendor"), "id");
    const char *product = xml_attribute(xml_child(source, "product"), "id");
    if (vendor && product)
        return arena_printf(arena, "%s:%s", without_0x(vendor), without_0x(product));
    return bus && device ? arena_printf(arena, "%s.%s", bus, device) : NULL;
}

static const char *scsi_address(struct arena *arena, xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *adapter = xml_attribute(xml_child(source, "adapter"), "name");
    const char *bus = xml_attribute(address, "bus");
    const char *target = xml_attribute(address, "target");
    const char *unit = xml_attribute(address, "unit");
    if (adapter && bus && target && unit)
        return arena_printf(arena, "%s:%s:%s:%s", adapter, bus, target, unit);
    return xml_attribute(source, "name");
}

// A device of a container: a disk, a character device or an adapter by its name on the host.
static const char *container_address(xmlNodePtr source) {
    static const char *const names[] = {"block", "char", "interface"};
    const char *name = NULL;
    for (size_t i = 0; !name && i < sizeof names / sizeof *names; i++)
        name = xml_text(xml_child(source, names[i]));
    return name;
}

// Returns the address of a host device, or NULL.
static const char *hostdev_address(struct arena *arena, const char *kind, xmlNodePtr source) {
    xmlNodePtr address = xml_child(source, "address");
    const char *name = xml_attribute(address, "uuid");
    if (text_is(kind, "pci"))
        return pci_address(arena, address);
    if (text_is(kind, "usb"))
        return usb_address(arena, source);
    if (text_is(kind, "scsi"))
        return scsi_address(arena, source);
    if (!name)
        name = xml_attribute(source, "wwpn");
    return name ? name : container_address(source);
}

// What is known of moving a running machine together with a device.
enum moves { MOVES, STAYS, MOVES_UNKNOWN };

// A special device; `address` and `model` may be NULL.
struct device {
    const char *kind, *address, *model;
    bool passed_through;
    enum moves moves;
};

// The devices of a machine as they are collected. `runs`: from the definition that it runs with, if
// it runs. `later`: from the definition for the next start,
// of which only what is not there now is added. `position` counts elements of one name.
struct devices {
    const struct inventory *inventory;
    struct arena *arena;
    struct subject list;
    unsigned int position;
    bool runs, later;
};

static bool has_address(const struct item *list, const char *address) {
    for (const struct item *device = item_first(list); device; device = device->next) {
        if (text_is(item_text(device, "address"), address))
            return true;
    }
    return false;
}

// A device without an address is named by its position.
static void add_device(struct devices *devices, struct device device) {
    const char *address = device.address;
    if (!address)
        address = arena_printf(devices->arena, "%s #%u", device.kind, devices->position);
    bool known = has_address(devices->list.item, address);
    if (known && devices->later)
        return;
    if (known)
        address = arena_printf(devices->arena, "%s #%u", address, devices->position);
    struct subject subject = subject_element(&devices->list, address);
    item_add_text(subject.item, "address", address);
    item_add_text(subject.item, "kind", device.kind);
    fact_text(&subject, "model", device.model, "the definition names no model");
    item_add_bool(subject.item, "passed_through", device.passed_through);
    fact_bool(&subject, "migratable", device.moves != MOVES_UNKNOWN, device.moves == MOVES,
              "it depends on the hypervisor and on the other host");
}

static const char *model_of(xmlNodePtr xml) {
    return xml_attribute(xml_child(xml, "model"), "type");
}

// A transient member of a team is unplugged for the move, and the machine goes on with the other.
// Else libvirt leaves it to the hypervisor, newer ones of which move some devices.
static enum moves hostdev_moves(xmlNodePtr xml) {
    return xml_attribute_is(xml_child(xml, "teaming"), "type", "transient") ? MOVES : MOVES_UNKNOWN;
}

static struct device hostdev(struct arena *arena, const char *kind, xmlNodePtr xml) {
    return (struct device){
        .kind = kind,
        .address = hostdev_address(arena, kind, xml_child(xml, "source")),
        .passed_through = true,
        .moves = hostdev_moves(xml),
    };
}

static void add_hostdev(struct devices *devices, xmlNodePtr xml) {
    const char *kind = xml_attribute(xml, "type");
    struct device device = hostdev(devices->arena, kind ? kind : "hostdev", xml);
    device.model = xml_attribute(xml, "model");
    add_device(devices, device);
}

// An adapter of a network that owns hardware gets one of its devices when the machine starts.
static void add_interface(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *type = xml_attribute(xml, "type"), *name = xml_attribute(source, "network");
    const struct network *network =
        text_is(type, "network") && name ? network_find(devices->inventory, name) : NULL;
    bool hardware = network && network->hardware;
    struct device device = {.kind = type};
    if (text_is(type, "hostdev") || hardware)
        device = hostdev(devices->arena, "pci", xml);
    else if (text_is(type, "vdpa"))
        device = (struct device){type, xml_attribute(source, "dev"), NULL, true, MOVES_UNKNOWN};
    else if (text_is(type, "vhostuser"))
        device = (struct device){type, xml_attribute(source, "path"), NULL, false, MOVES_UNKNOWN};
    else if (text_is(model_of(xml), "usb-net"))
        device = (struct device){"interface", NULL, NULL, false, STAYS};
    else
        return;
    if (hardware)
        device.address = arena_printf(devices->arena, "a device of network %s", name);
    device.model = model_of(xml);
    add_device(devices, device);
}

// Memory shared between machines moves only with the one that is its master.
static void add_shared_memory(struct devices *devices, xmlNodePtr xml) {
    bool master = xml_attribute_is(xml, "role", "master");
    add_device(devices, (struct device){"ivshmem", xml_attribute(xml, "name"), model_of(xml), false,
                                        master ? MOVES : STAYS});
}

static void add_tpm(struct devices *devices, xmlNodePtr tpm) {
    xmlNodePtr backend = xml_child(tpm, "backend");
    const char *path = xml_attribute(xml_child(backend, "device"), "path");
    if (xml_attribute_is(backend, "type", "passthrough"))
        add_device(devices, (struct device){"tpm", path, xml_attribute(tpm, "model"), true, STAYS});
}

// What somebody at a remote console plugs in belongs to the console, not to the host.
static void add_redirection(struct devices *devices, xmlNodePtr xml) {
    add_device(devices,
               (struct device){"redirdev", NULL, xml_attribute(xml, "bus"), false, MOVES_UNKNOWN});
}

// QEMU cannot move a card that it emulates from the host's reader or certificates.
static void add_smartcard(struct devices *devices, xmlNodePtr xml) {
    const char *mode = xml_attribute(xml, "mode");
    add_device(devices, (struct device){"smartcard", NULL, mode, text_is(mode, "host"),
                                        text_is(mode, "passthrough") ? MOVES : STAYS});
}

// A port that is a device of the host, such as /dev/ttyS0, or one on USB, whose state QEMU does not
// move.
static void add_port(struct devices *devices, xmlNodePtr xml) {
    const char *path = xml_attribute(xml_child(xml, "source"), "path");
    const char *kind = (const char *)xml->name;
    bool usb = xml_attribute_is(xml_child(xml, "target"), "type", "usb-serial");
    bool host = xml_attribute_is(xml, "type", "dev");
    if (host || usb)
        add_device(devices,
                   (struct device){kind, host ? path : NULL, usb ? "usb-serial" : model_of(xml),
                                   host, usb ? STAYS : MOVES_UNKNOWN});
}

// QEMU reads the host's input itself, or hands the device to the guest, and then cannot move it.
static void add_input(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *type = xml_attribute(xml, "type"), *path = xml_attribute(source, "evdev");
    if (!path)
        path = xml_attribute(source, "dev");
    if (path)
        add_device(devices, (struct device){"input", path, type, true,
                                            text_is(type, "passthrough") ? STAYS : MOVES_UNKNOWN});
}

// QEMU does not move the state of sound on USB.
static void add_sound(struct devices *devices, xmlNodePtr xml) {
    const char *model = xml_attribute(xml, "model");
    if (text_is(model, "usb"))
        add_device(devices, (struct device){"sound", NULL, model, false, STAYS});
}

static void add_crypto(struct devices *devices, xmlNodePtr xml) {
    add_device(devices, (struct device){"crypto", NULL, xml_attribute(xml, "model"), false, STAYS});
}

// What the host's graphics processor holds for a machine cannot be moved; what another program
// does is up to that.
static void add_video(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr model = xml_child(xml, "model");
    bool accelerated = xml_attribute_is(xml_child(model, "acceleration"), "accel3d", "yes");
    bool elsewhere = xml_attribute_is(xml_child(xml, "driver"), "name", "vhostuser");
    if (accelerated || elsewhere)
        add_device(devices, (struct device){"video", NULL, model_of(xml), false,
                                            accelerated ? STAYS : MOVES_UNKNOWN});
}

// Connections to the host end with the move, the device goes along. Its number may be taken on the
// other host unless that chooses one.
static void add_vsock(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr cid = xml_child(xml, "cid");
    bool chosen = xml_attribute_is(cid, "auto", "yes");
    const char *number = chosen ? NULL : xml_attribute(cid, "address");
    const char *address = number ? arena_printf(devices->arena, "vsock %s", number) : NULL;
    add_device(devices, (struct device){"vsock", address, xml_attribute(xml, "model"), false,
                                        number ? MOVES_UNKNOWN : MOVES});
}

static bool is_placed(xmlNodePtr memory) {
    xmlNodePtr address = xml_child(memory, "address");
    return xml_attribute_is(address, "type", "dimm") && xml_attribute(address, "slot") &&
           xml_attribute(address, "base");
}

// Persistent memory lies in a file or in a device of the host; an enclave is bound to its
// processor. libvirt does not move modules of which it does not know where they are.
static void add_memory(struct devices *devices, xmlNodePtr xml) {
    const char *model = xml_attribute(xml, "model");
    const char *path = xml_text(xml_find(xml, "source/path"));
    bool device = path && strncmp(path, "/dev/", 5) == 0;
    if (text_is(model, "nvdimm") || text_is(model, "virtio-pmem"))
        add_device(devices, (struct device){"memory", path, model, device, MOVES_UNKNOWN});
    else if (text_is(model, "sgx-epc"))
        add_device(devices, (struct device){"memory", NULL, model, true, STAYS});
    else if (text_is(model, "dimm") && devices->runs && !is_placed(xml))
        add_device(devices, (struct device){"memory", NULL, model, false, STAYS});
}

static void add_disk(struct devices *devices, xmlNodePtr xml) {
    xmlNodePtr source = xml_child(xml, "source");
    const char *type = xml_attribute(xml, "type");
    if (text_is(type, "nvme"))
        add_device(devices,
                   (struct device){type, pci_address(devices->arena, xml_child(source, "address")),
                                   NULL, true, STAYS});
    else if (text_is(type, "vhostuser"))
        add_device(devices, (struct device){type, xml_attribute(source, "path"), NULL, false,
                                            MOVES_UNKNOWN});
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
    {"sound", add_sound},
    {"crypto", add_crypto},
    {"video", add_video},
    {"vsock", add_vsock},
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

void collect_devices(const struct inventory *inventory, const struct subject *machine,
                     const struct definition *definition) {
    struct devices devices = {
        .inventory = inventory,
        .arena = subject_arena(machine),
        .list = subject_list(machine, "device"),
        .runs = xml_attribute(definition->live, "id") != NULL,
    };
    collect_from(&devices, definition->live);
    devices.later = true;
    devices.runs = false;
    if (definition->config != definition->live)
        collect_from(&devices, definition->config);
}

static const char *directory_of(xmlNodePtr filesystem) {
    return xml_attribute(xml_child(filesystem, "target"), "dir");
}

// A directory that is mounted without a word about the driver is shared by 9p, which libvirt calls
// path.
void collect_filesystems(const struct subject *machine, const struct definition *definition) {
    struct subject list = subject_list(machine, "filesystem");
    struct xml_elements elements = definition_elements(subject_arena(machine), definition,
                                                       "devices/filesystem", directory_of, true);
    for (size_t i = 0; i < elements.count; i++) {
        const char *target = directory_of(elements.all[i]);
        const char *driver = xml_attribute(xml_child(elements.all[i], "driver"), "type");
        const char *type = xml_attribute(elements.all[i], "type");
        struct subject filesystem = subject_element(&list, target);
        item_add_text(filesystem.item, "target", target);
        bool mounted = !type || strcmp(type, "mount") == 0;
        fact_text(&filesystem, "driver",
                  driver    ? driver
                  : mounted ? "path"
                            : NULL,
                  "the definition names no driver");
    }
}
