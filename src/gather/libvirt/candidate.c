// The processors of a host that other hosts are asked about: what its machines see.
#include "config.h"

#include "gather/libvirt/candidate.h"

#include "gather/memory.h"

#include <stdlib.h>
#include <string.h>

static bool same(const struct candidate *one, const struct candidate *other) {
    return strcmp(one->xml, other->xml) == 0 && strcmp(one->type, other->type) == 0 &&
           strcmp(one->architecture, other->architecture) == 0;
}

static void candidate_clear(struct candidate *candidate) {
    free(candidate->architecture);
    free(candidate->type);
    free(candidate->xml);
}

// Returns the place of the candidate, which is kept or freed.
static size_t keep(struct candidates *all, struct candidate *candidate) {
    for (size_t i = 0; i < all->count; i++) {
        if (same(&all->candidate[i], candidate)) {
            candidate_clear(candidate);
            return i;
        }
    }
    all->candidate = table_add(all->candidate, &all->count, sizeof *all->candidate);
    all->candidate[all->count - 1] = *candidate;
    return all->count - 1;
}

// Of a description only what is compared counts: numbers of processors, caches and NUMA cells would
// make each machine's a different one.
static char *processor_text(xmlNodePtr from) {
    static const char *const compared[] = {"model", "vendor", "feature"};
    const char *match = xml_attribute(from, "match");
    xmlNodePtr cpu = xmlNewNode(NULL, (const xmlChar *)"cpu");
    xmlNewProp(cpu, (const xmlChar *)"mode", (const xmlChar *)"custom");
    xmlNewProp(cpu, (const xmlChar *)"match", (const xmlChar *)(match ? match : "exact"));
    for (size_t i = 0; i < sizeof compared / sizeof compared[0]; i++) {
        for (xmlNodePtr part = xml_child(from, compared[i]); part; part = xml_next(part))
            xmlAddChild(cpu, xmlCopyNode(part, 1));
    }
    char *text = xml_print(cpu);
    xmlFreeNode(cpu);
    return text;
}

// Returns whether there is such a processor, at *place. One that follows its host is none: libvirt
// says of it that it runs everywhere.
static bool candidate_add(struct candidates *all, const char *architecture, const char *type,
                          xmlNodePtr cpu, size_t *place) {
    char *xml =
        architecture && type && xml_text(xml_child(cpu, "model")) ? processor_text(cpu) : NULL;
    if (!xml)
        return false;
    struct candidate candidate = {string_copy(architecture), string_copy(type), xml};
    *place = keep(all, &candidate);
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
// its host, and not where it is told to leave that to QEMU, which drops what it cannot give.
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
    all->machine = table_add(all->machine, &all->machine_count, sizeof *all->machine);
    all->machine[all->machine_count - 1] = (struct candidate_machine){string_copy(name), place};
}

cJSON *candidates_json(const struct candidates *all) {
    cJSON *document = json_object(), *cpu = json_add_list(document, "cpu");
    for (size_t i = 0; i < all->count; i++) {
        cJSON *entry = json_append_object(cpu);
        json_add_text(entry, "arch", all->candidate[i].architecture);
        json_add_text(entry, "type", all->candidate[i].type);
        json_add_text(entry, "xml", all->candidate[i].xml);
    }
    if (all->host_model_known)
        json_add_int(document, "host_model", (int64_t)all->host_model);
    cJSON *machines = json_add_list(document, "machine");
    for (size_t i = 0; i < all->machine_count; i++) {
        cJSON *entry = json_append_object(machines);
        json_add_text(entry, "name", all->machine[i].name);
        json_add_int(entry, "cpu", (int64_t)all->machine[i].candidate);
    }
    return document;
}

void candidates_clear(struct candidates *all) {
    for (size_t i = 0; i < all->count; i++)
        candidate_clear(&all->candidate[i]);
    for (size_t i = 0; i < all->machine_count; i++)
        free(all->machine[i].name);
    free(all->candidate);
    free(all->machine);
}
