// A host's network adapters.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// The names of the taps that libvirt makes for machines, which are reserved for them. They are
// adapters of machines, not of the host.
#define TAP_PREFIX "net_vnet"

// An adapter while it is asked about: its description, and that of its parent device. `reason` is
// why there is no description although the adapter exists.
struct device {
    virNodeDevicePtr handle;
    xmlDocPtr document, parent;
    const char *name; // in the document; NULL where there is none
    const char *reason;
};

struct devices {
    virConnectPtr connection;
    struct device *device;
    size_t count, room;
};

static xmlNodePtr net_of(const struct device *device) {
    return xml_child(xml_root(device->document), "capability");
}

static const char *parent_of(const struct device *device) {
    return xml_text(xml_child(xml_root(device->document), "parent"));
}

// The parent of bridges, bonds, taps and loopback is the computer itself, that of hardware a bus.
static bool is_on_bus(const struct device *device) {
    const char *parent = parent_of(device);
    return parent && strcmp(parent, "computer") != 0;
}

static void ask_device(void *context, size_t index, struct arena *arena) {
    struct devices *devices = context;
    struct device *device = &devices->device[index];
    char *text = virNodeDeviceGetXMLDesc(device->handle, 0);
    if (!text && virGetLastErrorCode() != VIR_ERR_NO_NODE_DEVICE)
        device->reason = arena_text(arena, virGetLastErrorMessage());
    device->document = xml_parse(text);
    device->name = xml_text(xml_child(net_of(device), "interface"));
    free(text);
    if (!is_on_bus(device))
        return;
    virNodeDevicePtr parent = virNodeDeviceLookupByName(devices->connection, parent_of(device));
    text = parent ? virNodeDeviceGetXMLDesc(parent, 0) : NULL;
    device->parent = xml_parse(text);
    free(text);
    if (parent)
        virNodeDeviceFree(parent);
}

static bool is_virtual_function(const struct device *device) {
    xmlNodePtr inner = xml_find(xml_root(device->parent), "capability/capability");
    while (inner && !xml_attribute_is(inner, "type", "phys_function"))
        inner = xml_next(inner);
    return inner != NULL;
}

static void collect_link(const struct subject *nic, xmlNodePtr net) {
    xmlNodePtr link = xml_child(net, "link");
    uint64_t megabits = 0;
    bool known = number_read(xml_attribute(link, "speed"), &megabits) && megabits > 0;
    bool up = xml_attribute_is(link, "state", "up"), down = xml_attribute_is(link, "state", "down");
    fact_bool(nic, "up", up || down, up, "libvirt does not tell whether the adapter has a link");
    // The kernel writes -1 where the speed is unknown.
    fact_quantity(nic, "speed", known && megabits < UINT32_MAX, megabits * 125000, "B/s",
                  "libvirt reports no speed of the link");
}

// Vendor and product of an adapter are those of its card.
static void collect_make(const struct subject *nic, const struct device *device) {
    xmlNodePtr card = xml_child(xml_root(device->parent), "capability");
    const char *vendor = xml_text(xml_child(card, "vendor"));
    const char *product = xml_text(xml_child(card, "product"));
    const char *make = product;
    if (product && vendor)
        make = arena_printf(subject_arena(nic), "%s %s", vendor, product);
    fact_text(nic, "description", make, "libvirt does not tell the make of an adapter");
}

static void collect_adapter(const struct subject *list, const struct device *device) {
    xmlNodePtr net = net_of(device);
    bool known = parent_of(device) && (!is_on_bus(device) || device->parent);
    struct subject nic = subject_element(list, device->name);
    item_add_text(nic.item, "name", device->name);
    fact_text(&nic, "mac", xml_text(xml_child(net, "address")), "libvirt reports no address");
    collect_make(&nic, device);
    fact_bool(&nic, "physical", known, is_on_bus(device) && !is_virtual_function(device),
              "libvirt does not tell what the adapter is attached to");
    collect_link(&nic, net);
}

static int compare_devices(const void *left, const void *right) {
    const struct device *a = left, *b = right;
    if (!a->name || !b->name)
        return (a->name != NULL) - (b->name != NULL);
    return strcmp(a->name, b->name);
}

static void devices_add(struct arena *arena, struct devices *all, virNodeDevicePtr handle) {
    if (strncmp(virNodeDeviceGetName(handle), TAP_PREFIX, strlen(TAP_PREFIX)) == 0) {
        virNodeDeviceFree(handle);
        return;
    }
    ARENA_PUSH(arena, all->device, all->count, all->room) = (struct device){.handle = handle};
}

static void device_clear(struct device *device) {
    virNodeDeviceFree(device->handle);
    xmlFreeDoc(device->document);
    xmlFreeDoc(device->parent);
}

// An adapter without a description has no name, and a list without it would mean that it does not
// exist.
static const char *reason_of(const struct devices *all) {
    for (size_t i = 0; i < all->count; i++)
        if (all->device[i].reason)
            return all->device[i].reason;
    return NULL;
}

// A bridge is no hardware, but not everything that is none is a bridge.
static void remember_unclear(struct inventory *inventory, const struct device *device) {
    if (is_on_bus(device) || !parent_of(device) || strcmp(device->name, "lo") == 0)
        return;
    ARENA_PUSH(inventory->arena, inventory->unclear, inventory->unclear_count,
               inventory->unclear_room) = arena_text(inventory->arena, device->name);
}

void collect_adapters(struct inventory *inventory, const struct subject *host) {
    struct devices all = {.connection = inventory->connection};
    virNodeDevicePtr *handles = NULL;
    int count = virConnectListAllNodeDevices(inventory->connection, &handles,
                                             VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET);
    if (count < 0) {
        inventory->adapter_reason = arena_text(inventory->arena, virGetLastErrorMessage());
        fact_missing(host, "nic", inventory->adapter_reason);
        return;
    }
    for (int i = 0; i < count; i++)
        devices_add(inventory->arena, &all, handles[i]);
    free(handles);
    fetch_all(&inventory->lanes, ask_device, &all, all.count);
    const char *reason = inventory->adapter_reason = reason_of(&all);
    struct subject list = {0};
    if (reason)
        fact_missing(host, "nic", reason);
    else
        list = subject_list(host, "nic");
    sort_array(all.device, all.count, sizeof *all.device, compare_devices);
    for (size_t i = 0; i < all.count; i++) {
        if (!reason && all.device[i].name) {
            collect_adapter(&list, &all.device[i]);
            remember_unclear(inventory, &all.device[i]);
        }
        device_clear(&all.device[i]);
    }
}
