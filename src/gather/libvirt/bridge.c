// A host's bridges, from its interfaces and adapters.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// An interface while it is asked about: its description, or why there is none.
struct answer {
    virInterfacePtr handle;
    const char *name;
    xmlDocPtr document;
};

struct inquiry {
    struct answer *answer;
    size_t count, room;
};

static void ask_interface(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    struct answer *answer = &inquiry->answer[index];
    (void)arena;
    char *text = virInterfaceGetXMLDesc(answer->handle, 0);
    answer->document = xml_parse(text);
    free(text);
}

static int compare_answers(const void *left, const void *right) {
    return strcmp(((const struct answer *)left)->name, ((const struct answer *)right)->name);
}

// The taps of machines are no interfaces of the host's own.
static bool is_tap(const char *name) {
    return strncmp(name, "vnet", 4) == 0;
}

// A host whose driver has no interfaces still has adapters that may be bridges.
static void find_interfaces(struct inventory *inventory, struct inquiry *inquiry) {
    virInterfacePtr *handles = NULL;
    int count = virConnectListAllInterfaces(inventory->connection, &handles, 0);
    for (int i = 0; i < count; i++) {
        if (is_tap(virInterfaceGetName(handles[i])))
            virInterfaceFree(handles[i]);
        else
            ARENA_PUSH(inventory->arena, inquiry->answer, inquiry->count, inquiry->room) =
                (struct answer){handles[i], virInterfaceGetName(handles[i]), NULL};
    }
    free(handles);
    fetch_all(&inventory->lanes, ask_interface, inquiry, inquiry->count);
    sort_array(inquiry->answer, inquiry->count, sizeof *inquiry->answer, compare_answers);
}

static void inquiry_clear(struct inquiry *inquiry) {
    for (size_t i = 0; i < inquiry->count; i++) {
        xmlFreeDoc(inquiry->answer[i].document);
        virInterfaceFree(inquiry->answer[i].handle);
    }
}

// INTERFACE is NULL where the host does not describe it.
static void collect_bridge(const struct subject *list, const char *name, xmlNodePtr interface) {
    struct subject bridge = subject_element(list, name);
    xmlNodePtr ports = xml_child(interface, "bridge");
    uint64_t mtu = 0;
    bool known = number_read(xml_attribute(xml_child(interface, "mtu"), "size"), &mtu);
    item_add_text(bridge.item, "name", name);
    fact_text(&bridge, "type", ports ? "bridge" : NULL,
              "libvirt does not tell whether the adapter is a bridge");
    fact_int(&bridge, "mtu", known, mtu, "libvirt does not tell the size of packets");
    if (!ports) {
        fact_missing(&bridge, "port", "libvirt does not tell what is plugged into it");
        return;
    }
    struct item *port = item_add_list(bridge.item, "port");
    xmlNodePtr xml = xml_child(ports, "interface");
    for (; xml; xml = xml_next(xml)) {
        const char *plugged = xml_attribute(xml, "name");
        if (plugged && !is_tap(plugged))
            item_add_text(port, NULL, plugged);
    }
}

// A bridge of Open vSwitch is an interface of type "ethernet" to libvirt.
static bool may_be_bridge(xmlNodePtr interface) {
    return !xml_attribute_is(interface, "type", "vlan") &&
           !xml_attribute_is(interface, "type", "bond");
}

// The interfaces that are bridges, and the adapters that may be, in one order.
static void collect_all(const struct inventory *inventory, const struct subject *list,
                        const struct inquiry *inquiry) {
    size_t at = 0;
    for (size_t i = 0; i < inquiry->count || at < inventory->unclear_count;) {
        const char *name = at < inventory->unclear_count ? inventory->unclear[at] : NULL;
        const struct answer *answer = i < inquiry->count ? &inquiry->answer[i] : NULL;
        int order = !answer ? 1 : !name ? -1 : strcmp(answer->name, name);
        xmlNodePtr interface = order <= 0 ? xml_root(answer->document) : NULL;
        bool bridge = xml_attribute_is(interface, "type", "bridge");
        if (bridge || (order >= 0 && may_be_bridge(interface)))
            collect_bridge(list, order > 0 ? name : answer->name, interface);
        i += order <= 0;
        at += order >= 0;
    }
}

void collect_bridges(struct inventory *inventory, const struct subject *host) {
    if (inventory->adapter_reason) {
        fact_missing(host, "bridge", inventory->adapter_reason);
        return;
    }
    struct inquiry inquiry = {0};
    find_interfaces(inventory, &inquiry);
    struct subject list = subject_list(host, "bridge");
    collect_all(inventory, &list, &inquiry);
    inquiry_clear(&inquiry);
}
