// The processors of a host that other hosts are asked about: what its machines see.
#include "config.h"

#include "gather/libvirt/candidate.h"

#include <string.h>

static bool same(const struct candidate *one, const struct candidate *other) {
    return strcmp(one->xml, other->xml) == 0 && strcmp(one->type, other->type) == 0 &&
           strcmp(one->architecture, other->architecture) == 0;
}

// Returns the place of the candidate, which is added if it is new.
static size_t place_of(struct candidates *all, const struct candidate *candidate) {
    for (size_t i = 0; i < all->count; i++) {
        if (same(&all->candidate[i], candidate))
            return i;
    }
    ARENA_PUSH(all->arena, all->candidate, all->count, all->room) = (struct candidate){
        .architecture = arena_text(all->arena, candidate->architecture),
        .type = arena_text(all->arena, candidate->type),
        .xml = candidate->xml,
    };
    return all->count - 1;
}

// Of a description only what is compared counts: numbers of processors, caches and NUMA cells would
// make each machine's a different one.
static char *processor_text(struct arena *arena, xmlNodePtr from) {
    static const char *const compared[] = {"model", "vendor", "feature"};
    const char *match = xml_attribute(from, "match");
    xmlNodePtr cpu = xmlNewNode(NULL, (const xmlChar *)"cpu");
    xmlNewProp(cpu, (const xmlChar *)"mode", (const xmlChar *)"custom");
    xmlNewProp(cpu, (const xmlChar *)"match", (const xmlChar *)(match ? match : "exact"));
    for (size_t i = 0; i < sizeof compared / sizeof compared[0]; i++) {
        for (xmlNodePtr part = xml_child(from, compared[i]); part; part = xml_next(part))
            xmlAddChild(cpu, xmlCopyNode(part, 1));
    }
    char *text = xml_print(arena, cpu);
    xmlFreeNode(cpu);
    return text;
}

// Returns whether there is such a processor, at *place. One that follows its host is none: libvirt
// says of it that it runs everywhere.
static bool candidate_add(struct candidates *all, const char *architecture, const char *type,
                          xmlNodePtr cpu, size_t *place) {
    if (!architecture || !type || !xml_text(xml_child(cpu, "model")))
        return false;
    struct arena_mark mark = arena_mark(all->arena);
    size_t count = all->count;
    struct candidate candidate = {architecture, type, processor_text(all->arena, cpu)};
    if (!candidate.xml)
        return false;
    *place = place_of(all, &candidate);
    if (all->count == count)
        arena_rewind(all->arena, mark);
    return true;
}

void candidate_host_model(struct candidates *all, xmlNodePtr capabilities, xmlNodePtr mode) {
    size_t place;
    if (candidate_add(all, xml_text(xml_child(capabilities, "arch")),
                      xml_text(xml_child(capabilities, "domain")), mode, &place)) {
        all->host_model = place;
        all->host_model_known = true;
    }
}

// Returns whether libvirt compares the processor before it starts the machine: not one that follows
// its host, and not where the definition leaves that to QEMU, which drops what it cannot give.
static bool is_checked(xmlNodePtr cpu) {
    const char *mode = xml_attribute(cpu, "mode");
    return (!mode || strcmp(mode, "custom") == 0) && !xml_attribute_is(cpu, "check", "none");
}

void candidate_machine(struct candidates *all, const char *name, xmlNodePtr domain) {
    xmlNodePtr cpu = xml_child(domain, "cpu");
    size_t place;
    if (!is_checked(cpu) || !candidate_add(all, xml_attribute(xml_find(domain, "os/type"), "arch"),
                                           xml_attribute(domain, "type"), cpu, &place))
        return;
    ARENA_PUSH(all->arena, all->machine, all->machine_count, all->machine_room) =
        (struct candidate_machine){arena_text(all->arena, name), place};
}

void candidates_print(const struct candidates *all, struct json *json, const char *name) {
    json_begin(json, name, '{');
    json_begin(json, "cpu", '[');
    for (size_t i = 0; i < all->count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "arch", all->candidate[i].architecture);
        json_text(json, "type", all->candidate[i].type);
        json_text(json, "xml", all->candidate[i].xml);
        json_end(json, '}');
    }
    json_end(json, ']');
    if (all->host_model_known)
        json_int(json, "host_model", (int64_t)all->host_model);
    json_begin(json, "machine", '[');
    for (size_t i = 0; i < all->machine_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "name", all->machine[i].name);
        json_int(json, "cpu", (int64_t)all->machine[i].candidate);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}
