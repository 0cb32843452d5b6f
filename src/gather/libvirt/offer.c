// What a host's hypervisor offers to machines: processor models, firmware, devices.
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

static void add_values(struct arena *arena, struct names *names, xmlNodePtr parent) {
    for (xmlNodePtr value = xml_child(parent, "value"); value; value = xml_next(value))
        names_add(arena, names, xml_text(value));
}

static void collect_loaders(const struct subject *host, xmlNodePtr usual, xmlNodePtr modern,
                            const char *reason) {
    struct names names = {0};
    if (!xml_find(usual, "os/loader")) {
        fact_missing(host, "loader", reason);
        return;
    }
    add_values(subject_arena(host), &names, xml_find(usual, "os/loader"));
    add_values(subject_arena(host), &names, xml_find(modern, "os/loader"));
    fact_set(host, "loader", names.name, names.count, NULL);
}

// What the domain capabilities enumerate, a row for each place, those of one kind together. Older
// libvirt has no list of protections but an element for each, whose name is that of the protection.
static const struct offered {
    const char *kind, *parent, *element, *enumeration;
} offered[] = {
    {"channel", "devices", "channel", "type"},
    {"disk bus", "devices", "disk", "bus"},
    {"disk device", "devices", "disk", "diskDevice"},
    {"filesystem driver", "devices", "filesystem", "driverType"},
    {"graphics", "devices", "graphics", "type"},
    {"hostdev subsystem", "devices", "hostdev", "subsysType"},
    {"launch security", "features", "launchSecurity", "sectype"},
    {"launch security", "features", "sev", NULL},
    {"launch security", "features", "s390-pv", NULL},
    {"redirection bus", "devices", "redirdev", "bus"},
    {"rng backend", "devices", "rng", "backendModel"},
    {"tpm backend", "devices", "tpm", "backendModel"},
    {"tpm model", "devices", "tpm", "model"},
    {"tpm version", "devices", "tpm", "backendVersion"},
    {"video", "devices", "video", "modelType"},
};
enum { OFFERED = sizeof offered / sizeof *offered };

// Adds what one of the domain capabilities has in that place; returns whether it tells. What is not
// supported at all has no enumeration.
static bool add_offered(struct arena *arena, struct names *names, xmlNodePtr capabilities,
                        const struct offered *row) {
    xmlNodePtr element = xml_child(xml_child(capabilities, row->parent), row->element);
    xmlNodePtr values = row->enumeration ? enumeration(element, row->enumeration) : NULL;
    bool supported = xml_attribute_is(element, "supported", "yes");
    add_values(arena, names, values);
    if (!row->enumeration && supported)
        names_add(arena, names, row->element);
    return element && (values || !row->enumeration || !supported);
}

static void collect_kind(const struct subject *list, size_t first, xmlNodePtr usual,
                         xmlNodePtr modern) {
    const char *kind = offered[first].kind;
    struct subject offer = subject_element(list, kind);
    struct names names = {0};
    bool told = false;
    for (size_t i = first; i < OFFERED && strcmp(offered[i].kind, kind) == 0; i++) {
        told = add_offered(subject_arena(list), &names, usual, &offered[i]) || told;
        told = add_offered(subject_arena(list), &names, modern, &offered[i]) || told;
    }
    item_add_text(offer.item, "kind", kind);
    fact_set(&offer, "value", names.name, names.count,
             told ? NULL : "this version of libvirt does not tell");
}

static void collect_offered(const struct subject *host, xmlNodePtr usual, xmlNodePtr modern,
                            const char *reason) {
    if (!usual) {
        fact_missing(host, "offer", reason);
        return;
    }
    struct subject list = subject_list(host, "offer");
    for (size_t i = 0; i < OFFERED; i++) {
        if (i == 0 || strcmp(offered[i].kind, offered[i - 1].kind) != 0)
            collect_kind(&list, i, usual, modern);
    }
}

void collect_offer_text(struct inventory *inventory, const struct subject *host, const char *usual,
                        const char *modern, const char *problem, const char *partial) {
    xmlDocPtr document = xml_parse(usual), other = xml_parse(modern);
    xmlNodePtr root = xml_root(document), whole = partial ? NULL : root;
    const char *reason = partial ? partial : problem;
    collect_models(host, root, problem);
    collect_firmware(host, whole, xml_root(other), reason);
    collect_loaders(host, whole, xml_root(other), reason);
    collect_offered(host, whole, xml_root(other), reason);
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
// machines as pc by default. A host that has no such type has all of its offer in the usual one.
void collect_offer(struct inventory *inventory, const struct subject *host) {
    char *usual = domain_capabilities(inventory, NULL);
    const char *problem = usual ? "the domain capabilities do not tell"
                                : arena_text(inventory->arena, refusal(inventory));
    char *modern = usual ? domain_capabilities(inventory, "q35") : NULL;
    bool failed = usual && !modern && virGetLastErrorCode() != VIR_ERR_INVALID_ARG;
    const char *partial = failed ? arena_text(inventory->arena, virGetLastErrorMessage()) : NULL;
    collect_offer_text(inventory, host, usual, modern, problem, partial);
    free(modern);
    free(usual);
}
