// What else a machine's definition sets: where its firmware and TPM are, what of the host it is
// bound to, what it starts from.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include "base/sort.h"

#include <string.h>

#define SILENT "the definition does not tell"

// Where libvirt chooses the firmware, the files are known from the start on; a BIOS has none.
static void collect_firmware_files(const struct subject *machine, xmlNodePtr os) {
    static const char later[] = "libvirt chooses it when the machine starts";
    xmlNodePtr loader = xml_child(os, "loader"), nvram = xml_child(os, "nvram");
    const char *none = xml_attribute(os, "firmware") ? NULL : "";
    bool flash = xml_attribute_is(loader, "type", "pflash");
    fact_text(machine, "loader", loader ? xml_text(loader) : none, later);
    fact_text(machine, "nvram", nvram ? xml_text(nvram) : flash ? NULL : none, later);
}

static void collect_tpm(const struct subject *machine, xmlNodePtr tpm) {
    xmlNodePtr backend = xml_child(tpm, "backend");
    const char *none = tpm ? NULL : "";
    fact_text(machine, "tpm_model", tpm ? xml_attribute(tpm, "model") : none, SILENT);
    fact_text(machine, "tpm_backend", tpm ? xml_attribute(backend, "type") : none, SILENT);
    fact_text(machine, "tpm_version", tpm ? xml_attribute(backend, "version") : none, SILENT);
}

// The nodes that memory is bound to: those of the machine as a whole and of its single nodes.
static void collect_numa(const struct subject *machine, xmlNodePtr domain) {
    xmlNodePtr tune = xml_child(domain, "numatune"), memory = xml_child(tune, "memory");
    struct item *list = item_list(subject_arena(machine));
    bool automatic = xml_attribute_is(memory, "placement", "auto");
    if (xml_attribute(memory, "nodeset"))
        item_add_text(list, NULL, xml_attribute(memory, "nodeset"));
    for (xmlNodePtr node = xml_child(tune, "memnode"); node; node = xml_next(node)) {
        if (xml_attribute(node, "nodeset"))
            item_add_text(list, NULL, xml_attribute(node, "nodeset"));
    }
    if (automatic)
        fact_missing(machine, "numa_binding", "the host chooses the nodes when the machine starts");
    else
        item_add(machine->item, "numa_binding", list);
}

static void collect_pins(const struct subject *machine, xmlNodePtr domain) {
    struct item *list = item_add_list(machine->item, "pins");
    xmlNodePtr vcpu = xml_child(domain, "vcpu");
    xmlNodePtr pin = xml_find(domain, "cputune/vcpupin");
    if (!pin && xml_attribute(vcpu, "cpuset"))
        item_add_text(list, NULL, xml_attribute(vcpu, "cpuset"));
    for (; pin; pin = xml_next(pin)) {
        if (xml_attribute(pin, "cpuset"))
            item_add_text(list, NULL, xml_attribute(pin, "cpuset"));
    }
}

static void collect_slots(const struct subject *machine, xmlNodePtr domain) {
    xmlNodePtr most = xml_child(domain, "maxMemory");
    uint64_t slots = 0;
    bool known = !most || number_read(xml_attribute(most, "slots"), &slots);
    fact_int(machine, "memory_slots", known, slots, SILENT);
}

// A device that a machine starts from.
struct start {
    uint64_t order;
    const char *name;
};

static int compare_starts(const void *left, const void *right) {
    const struct start *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

static const char *name_of(xmlNodePtr device) {
    const char *target = xml_attribute(xml_child(device, "target"), "dev");
    const char *mac = xml_attribute(xml_child(device, "mac"), "address");
    return text_is((const char *)device->name, "disk") && target ? target
           : mac                                                 ? mac
                                                                 : (const char *)device->name;
}

// Either kinds of devices are named in order, or single devices have a number.
static void collect_boot(const struct subject *machine, xmlNodePtr domain) {
    struct item *list = item_add_list(machine->item, "boot");
    struct start *starts = NULL;
    size_t count = 0, room = 0;
    for (xmlNodePtr boot = xml_find(domain, "os/boot"); boot; boot = xml_next(boot)) {
        if (xml_attribute(boot, "dev"))
            item_add_text(list, NULL, xml_attribute(boot, "dev"));
    }
    xmlNodePtr devices = xml_child(domain, "devices");
    for (xmlNodePtr device = devices ? devices->children : NULL; device; device = device->next) {
        uint64_t order;
        if (number_read(xml_attribute(xml_child(device, "boot"), "order"), &order))
            ARENA_PUSH(subject_arena(machine), starts, count, room) =
                (struct start){order, name_of(device)};
    }
    sort_array(starts, count, sizeof *starts, compare_starts);
    for (size_t i = 0; i < count; i++)
        item_add_text(list, NULL, starts[i].name);
}

void collect_settings(const struct subject *machine, xmlNodePtr domain) {
    xmlNodePtr launch = xml_child(domain, "launchSecurity");
    fact_text(machine, "virt_type", xml_attribute(domain, "type"), SILENT);
    collect_firmware_files(machine, xml_child(domain, "os"));
    collect_tpm(machine, xml_find(domain, "devices/tpm"));
    fact_text(machine, "launch_security", launch ? xml_attribute(launch, "type") : "", SILENT);
    collect_numa(machine, domain);
    collect_pins(machine, domain);
    collect_slots(machine, domain);
    collect_boot(machine, domain);
}

// The limits of a drive in one <iotune>: that of one direction, else that of both together.
static void collect_limit(const struct subject *disk, const char *name, xmlNodePtr tune,
                          const char *single, const char *total, const char *unit) {
    uint64_t limit = 0;
    const char *text = xml_text(xml_child(tune, single));
    if (!text)
        text = xml_text(xml_child(tune, total));
    bool known = !text || number_read(text, &limit);
    if (unit)
        fact_quantity(disk, name, known, limit, unit, SILENT);
    else
        fact_int(disk, name, known, limit, SILENT);
}

static void add_secret(struct item *list, xmlNodePtr parent) {
    xmlNodePtr secret = xml_child(parent, "secret");
    for (; secret; secret = xml_next(secret)) {
        const char *name = xml_attribute(secret, "uuid");
        if (!name)
            name = xml_attribute(secret, "usage");
        if (name)
            item_add_text(list, NULL, name);
    }
}

// Secrets decrypt an image or open the server that has it. They stand beside the source of an image
// or within it, and each image of a chain has its own.
static void collect_secrets(const struct subject *disk, xmlNodePtr image) {
    struct item *list = item_add_list(disk->item, "secret");
    for (; image; image = xml_child(image, "backingStore")) {
        xmlNodePtr source = xml_child(image, "source");
        add_secret(list, xml_child(image, "auth"));
        add_secret(list, xml_child(image, "encryption"));
        add_secret(list, xml_child(source, "auth"));
        add_secret(list, xml_child(source, "encryption"));
    }
}

void collect_drive_settings(const struct subject *disk, xmlNodePtr xml) {
    xmlNodePtr tune = xml_child(xml, "iotune");
    const char *serial = xml_text(xml_child(xml, "serial"));
    item_add_text(disk->item, "serial", serial ? serial : "");
    collect_secrets(disk, xml);
    collect_limit(disk, "read_limit", tune, "read_bytes_sec", "total_bytes_sec", "B/s");
    collect_limit(disk, "write_limit", tune, "write_bytes_sec", "total_bytes_sec", "B/s");
    collect_limit(disk, "read_operations", tune, "read_iops_sec", "total_iops_sec", NULL);
    collect_limit(disk, "write_operations", tune, "write_iops_sec", "total_iops_sec", NULL);
}
