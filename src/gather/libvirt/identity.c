// What the capabilities say of a host beside its processor: its UUID, and how it runs machines.
#include "config.h"

#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

static bool is_nil_uuid(const char *uuid) {
    return strspn(uuid, "0-") == strlen(uuid);
}

// Takes the UUID out of the node device that stands for the whole computer.
static const char *system_uuid(struct arena *arena, virNodeDevicePtr device) {
    char *text = virNodeDeviceGetXMLDesc(device, 0);
    xmlDocPtr document = xml_parse(text);
    const char *uuid = xml_text(xml_find(xml_root(document), "capability/hardware/uuid"));
    const char *copy = uuid && !is_nil_uuid(uuid) ? arena_text(arena, uuid) : NULL;
    xmlFreeDoc(document);
    free(text);
    return copy;
}

// libvirt refuses to move a machine to a host with the same UUID, and means the one in the
// capabilities: that of the hardware, unless the host's administrator or libvirt itself gave
// another one because the hardware has none, or one that many have. Where the capabilities do not
// have it, the hardware's has to do.
static void collect_uuid(struct inventory *inventory, const struct subject *host,
                         xmlNodePtr capabilities) {
    const char *uuid = xml_text(xml_find(capabilities, "host/uuid"));
    virNodeDevicePtr *devices = NULL;
    if (uuid) {
        item_add_text(host->item, "uuid", uuid);
        return;
    }
    int count = virConnectListAllNodeDevices(inventory->connection, &devices,
                                             VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM);
    const char *reason =
        count < 0 ? virGetLastErrorMessage() : "the host has no SMBIOS information";
    for (int i = 0; i < count; i++) {
        if (!uuid)
            uuid = system_uuid(inventory->arena, devices[i]);
        virNodeDeviceFree(devices[i]);
    }
    fact_text(host, "uuid", uuid, reason);
    free(devices);
}

static void add_machine_types(struct arena *arena, struct names *names, xmlNodePtr parent) {
    for (xmlNodePtr type = xml_child(parent, "machine"); type; type = xml_next(type))
        names_add(arena, names, xml_text(type));
}

// The machine types that the host offers to guests of its architecture, aliases included. A type of
// hypervisor may have more, and there may be several: kvm beside qemu, which emulates.
static void collect_kinds(const struct subject *host, xmlNodePtr capabilities, const char *reason) {
    const char *own = xml_text(xml_find(capabilities, "host/cpu/arch"));
    struct names types = {0}, ways = {0};
    xmlNodePtr guest = xml_child(capabilities, "guest");
    for (; guest; guest = xml_next(guest)) {
        xmlNodePtr arch = xml_child(guest, "arch"), domain = xml_child(arch, "domain");
        if (!own || !xml_attribute_is(arch, "name", own))
            continue;
        add_machine_types(subject_arena(host), &types, arch);
        for (; domain; domain = xml_next(domain)) {
            names_add(subject_arena(host), &ways, xml_attribute(domain, "type"));
            add_machine_types(subject_arena(host), &types, domain);
        }
    }
    fact_set(host, "machine_type", types.name, types.count, reason);
    fact_set(host, "virt_type", ways.name, ways.count, reason);
}

// The programs that run guests of any architecture; a type of hypervisor may have one of its own.
static void collect_emulators(const struct subject *host, xmlNodePtr capabilities,
                              const char *reason) {
    struct names names = {0};
    xmlNodePtr guest = xml_child(capabilities, "guest");
    for (; guest; guest = xml_next(guest)) {
        xmlNodePtr arch = xml_child(guest, "arch"), domain = xml_child(arch, "domain");
        names_add(subject_arena(host), &names, xml_text(xml_child(arch, "emulator")));
        for (; domain; domain = xml_next(domain))
            names_add(subject_arena(host), &names, xml_text(xml_child(domain, "emulator")));
    }
    fact_set(host, "emulator", names.name, names.count, reason);
}

// A host that keeps its machines apart by nothing names no model, or the model "none".
static void collect_security(const struct subject *host, xmlNodePtr capabilities,
                             const char *reason) {
    xmlNodePtr about = xml_child(capabilities, "host"), model = xml_child(about, "secmodel");
    if (!about) {
        fact_missing(host, "security", reason);
        return;
    }
    struct item *list = item_add_list(host->item, "security");
    for (; model; model = xml_next(model)) {
        const char *name = xml_text(xml_child(model, "model"));
        if (name && strcmp(name, "none") != 0)
            item_add_text(list, NULL, name);
    }
}

void collect_identity(struct inventory *inventory, const struct subject *host,
                      xmlNodePtr capabilities, const char *reason) {
    collect_uuid(inventory, host, capabilities);
    collect_kinds(host, capabilities, reason);
    collect_emulators(host, capabilities, reason);
    collect_security(host, capabilities, reason);
}
