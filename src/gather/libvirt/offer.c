// What a host's hypervisor offers to machines: machine types, processor models, firmware.
#include "config.h"

#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

#define READ_ONLY "refused on a read-only connection; collect --read-write asks for it"
#define SIMULATED "libvirt's test driver simulates no hypervisor's offer"
#define USABLE_UNKNOWN "the hypervisor does not tell which models are usable"

void names_add(struct arena *arena, struct names *names, const char *name) {
    if (name)
        ARENA_PUSH(arena, names->name, names->count, names->room) = name;
}

static void add_machine_types(struct arena *arena, struct names *names, xmlNodePtr parent) {
    for (xmlNodePtr type = xml_child(parent, "machine"); type; type = xml_next(type))
        names_add(arena, names, xml_text(type));
}

// The machine types that the host offers to guests of its architecture, aliases included. A type of
// hypervisor may have more.
void collect_machine_types(const struct subject *host, xmlNodePtr capabilities,
                           const char *reason) {
    const char *own = xml_text(xml_find(capabilities, "host/cpu/arch"));
    struct names names = {0};
    xmlNodePtr guest = xml_child(capabilities, "guest");
    for (; guest; guest = xml_next(guest)) {
        xmlNodePtr arch = xml_child(guest, "arch"), domain = xml_child(arch, "domain");
        if (!own || !xml_attribute_is(arch, "name", own))
            continue;
        add_machine_types(subject_arena(host), &names, arch);
        for (; domain; domain = xml_next(domain))
            add_machine_types(subject_arena(host), &names, domain);
    }
    fact_set(host, "machine_type", names.name, names.count, reason);
}

// Returns the mode of choosing a processor if the hypervisor supports it.
static xmlNodePtr supported_mode(xmlNodePtr capabilities, const char *name) {
    xmlNodePtr mode = xml_find(capabilities, "cpu/mode");
    while (mode && !xml_attribute_is(mode, "name", name))
        mode = xml_next(mode);
    return xml_attribute_is(mode, "supported", "yes") ? mode : NULL;
}

// A list without models about which nothing is known would mean that they are not offered.
static void collect_models(const struct subject *host, xmlNodePtr capabilities,
                           const char *reason) {
    struct names usable = {0};
    xmlNodePtr model = xml_child(supported_mode(capabilities, "custom"), "model");
    for (; model; model = xml_next(model)) {
        if (xml_attribute_is(model, "usable", "yes")) {
            names_add(subject_arena(host), &usable, xml_text(model));
        } else if (!xml_attribute_is(model, "usable", "no")) {
            usable.count = 0;
            reason = USABLE_UNKNOWN;
            break;
        }
    }
    fact_set(host, "cpu_model", usable.name, usable.count, reason);
}

static bool has_value(xmlNodePtr parent, const char *wanted) {
    xmlNodePtr value = xml_child(parent, "value");
    while (value && (!xml_text(value) || strcmp(xml_text(value), wanted) != 0))
        value = xml_next(value);
    return value != NULL;
}

static xmlNodePtr enumeration(xmlNodePtr parent, const char *name) {
    xmlNodePtr list = xml_child(parent, "enum");
    while (list && !xml_attribute_is(list, "name", name))
        list = xml_next(list);
    return list;
}

static bool is_one_of(const char *text, const char *one, const char *other) {
    return text && (strcmp(text, one) == 0 || strcmp(text, other) == 0);
}

static bool is_pc(xmlNodePtr capabilities) {
    return is_one_of(xml_text(xml_child(capabilities, "arch")), "x86_64", "i686") &&
           is_one_of(xml_text(xml_child(capabilities, "domain")), "kvm", "qemu");
}

// A PC starts from the BIOS that QEMU brings, described or not. UEFI takes an image: one that the
// host describes, or one of those that libvirt knows by their paths.
static void add_firmware(struct arena *arena, struct names *kinds, xmlNodePtr capabilities) {
    xmlNodePtr os = xml_child(capabilities, "os"), loader = xml_child(os, "loader");
    xmlNodePtr described = enumeration(os, "firmware");
    bool flash = xml_attribute_is(loader, "supported", "yes") &&
                 has_value(enumeration(loader, "type"), "pflash");
    if (!xml_attribute_is(os, "supported", "yes"))
        return;
    if (has_value(described, "bios") || is_pc(capabilities))
        names_add(arena, kinds, "bios");
    if (has_value(described, "efi") || (flash && xml_child(loader, "value")))
        names_add(arena, kinds, "efi");
}

static void collect_firmware(const struct subject *host, xmlNodePtr usual, xmlNodePtr modern,
                             const char *reason) {
    struct names kinds = {0};
    add_firmware(subject_arena(host), &kinds, usual);
    add_firmware(subject_arena(host), &kinds, modern);
    fact_set(host, "firmware", kinds.name, kinds.count, reason);
}

void collect_offer_text(struct inventory *inventory, const struct subject *host, const char *usual,
                        const char *modern, const char *problem) {
    xmlDocPtr document = xml_parse(usual), other = xml_parse(modern);
    xmlNodePtr root = xml_root(document);
    collect_models(host, root, problem);
    collect_firmware(host, root, xml_root(other), problem);
    candidate_host_model(&inventory->candidates, root, supported_mode(root, "host-model"));
    xmlFreeDoc(document);
    xmlFreeDoc(other);
}

// The host chooses everything but the machine type.
static char *domain_capabilities(const struct inventory *inventory, const char *machine) {
    return inventory->simulated ? NULL
                                : virConnectGetDomainCapabilities(inventory->connection, NULL, NULL,
                                                                  machine, NULL, 0);
}

static const char *refusal(const struct inventory *inventory) {
    if (inventory->simulated)
        return SIMULATED;
    return !inventory->writable && virGetLastErrorCode() == VIR_ERR_OPERATION_DENIED
               ? READ_ONLY
               : virGetLastErrorMessage();
}

// Some distributions describe images of UEFI only for the machine type q35, and still start
// machines as pc by default.
void collect_offer(struct inventory *inventory, const struct subject *host) {
    char *usual = domain_capabilities(inventory, NULL);
    const char *problem = usual ? "the domain capabilities do not tell"
                                : arena_text(inventory->arena, refusal(inventory));
    char *modern = usual ? domain_capabilities(inventory, "q35") : NULL;
    collect_offer_text(inventory, host, usual, modern, problem);
    free(modern);
    free(usual);
}
