// The VLANs that libvirt tags the traffic of adapters and networks with.
#include "config.h"

#include "gather/libvirt/vlan.h"

#include "base/sort.h"

#include <string.h>

struct vlan vlan_read(struct arena *arena, xmlNodePtr xml) {
    struct vlan vlan = {.trunk = xml_attribute_is(xml, "trunk", "yes")};
    size_t room = 0;
    for (xmlNodePtr tag = xml_child(xml, "tag"); tag; tag = xml_next(tag)) {
        uint64_t id;
        if (number_read(xml_attribute(tag, "id"), &id))
            ARENA_PUSH(arena, vlan.tag, vlan.count, room) = id;
        else
            vlan.reason = "libvirt does not tell the tag";
    }
    if (xml && vlan.count == 0)
        vlan.reason = "libvirt does not tell the tag";
    return vlan;
}

struct vlans vlans_read(struct arena *arena, xmlNodePtr network) {
    struct vlans vlans = {.own = vlan_read(arena, xml_child(network, "vlan"))};
    xmlNodePtr xml = xml_child(network, "portgroup");
    for (; xml; xml = xml_next(xml))
        ARENA_PUSH(arena, vlans.group, vlans.count, vlans.room) = (struct port_group){
            .name = arena_text(arena, xml_attribute(xml, "name")),
            .standard = xml_attribute_is(xml, "default", "yes"),
            .vlan = vlan_read(arena, xml_child(xml, "vlan")),
        };
    return vlans;
}

static bool is_tagged(const struct vlan *vlan) {
    return vlan->count > 0 || vlan->reason;
}

struct vlan vlan_of_group(const struct vlans *vlans, const char *group) {
    const struct port_group *found = NULL;
    for (size_t i = 0; !found && i < vlans->count; i++) {
        const struct port_group *at = &vlans->group[i];
        if (group ? text_is(at->name, group) : at->standard)
            found = at;
    }
    if (group && !found)
        return (struct vlan){.reason = "its network has no port group of that name"};
    return found && is_tagged(&found->vlan) ? found->vlan : vlans->own;
}

static int compare_tags(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void add_tags(const struct subject *subject, uint64_t *tags, size_t count) {
    struct item *list = item_add_list(subject->item, "vlan_list");
    sort_array(tags, count, sizeof *tags, compare_tags);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || tags[i] != tags[i - 1])
            item_add_int(list, NULL, (int64_t)tags[i]);
    }
}

void fact_vlan(const struct subject *adapter, const struct vlan *vlan) {
    bool trunk = vlan->trunk || vlan->count > 1;
    fact_int(adapter, "vlan", !vlan->reason && !trunk, vlan->count > 0 ? vlan->tag[0] : 0,
             vlan->reason ? vlan->reason : "a trunk of several VLANs");
    if (vlan->reason)
        fact_missing(adapter, "vlan_list", vlan->reason);
    else
        add_tags(adapter, vlan->tag, vlan->count);
}

void fact_vlans(const struct subject *network, const struct vlans *vlans) {
    struct vlan all = {.reason = vlans->own.reason};
    size_t room = 0;
    for (size_t i = 0; i < vlans->count; i++) {
        const struct vlan *vlan = &vlans->group[i].vlan;
        all.reason = vlan->reason ? vlan->reason : all.reason;
        for (size_t j = 0; j < vlan->count; j++)
            ARENA_PUSH(subject_arena(network), all.tag, all.count, room) = vlan->tag[j];
    }
    if (all.reason || all.count == 0) {
        fact_vlan(network, all.reason ? &all : &vlans->own);
        return;
    }
    for (size_t j = 0; j < vlans->own.count; j++)
        ARENA_PUSH(subject_arena(network), all.tag, all.count, room) = vlans->own.tag[j];
    fact_missing(network, "vlan", "its port groups have VLANs of their own");
    add_tags(network, all.tag, all.count);
}
