// What a machine is built of, from its definition: firmware, processor, memory backing.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <libvirt/libvirt.h>
#include <string.h>

#define SILENT "the definition does not tell"

static bool is_pc(const char *architecture) {
    return architecture &&
           (strcmp(architecture, "x86_64") == 0 || strcmp(architecture, "i686") == 0);
}

// Flash memory holds UEFI; without any loader a PC starts from the BIOS that QEMU brings.
static const char *firmware_of(xmlNodePtr os) {
    xmlNodePtr loader = xml_child(os, "loader");
    const char *chosen = xml_attribute(os, "firmware");
    if (chosen)
        return strcmp(chosen, "efi") == 0 ? "efi" : strcmp(chosen, "bios") == 0 ? "bios" : NULL;
    if (xml_attribute_is(loader, "type", "pflash"))
        return "efi";
    return !loader && is_pc(xml_attribute(xml_child(os, "type"), "arch")) ? "bios" : NULL;
}

// Returns the element that asks for a firmware feature, on or off; NULL if none does.
static xmlNodePtr firmware_feature(xmlNodePtr os, const char *name) {
    xmlNodePtr feature = xml_find(os, "firmware/feature");
    while (feature && !xml_attribute_is(feature, "name", name))
        feature = xml_next(feature);
    return feature;
}

// Secure boot needs firmware that enforces it and keys to enforce. That a loader is able to
// (secure='yes') says nothing of the keys in its variables; only libvirt's own choice of firmware
// names them.
static void collect_secure_boot(const struct subject *machine, xmlNodePtr os,
                                const char *firmware) {
    xmlNodePtr feature = firmware_feature(os, "secure-boot");
    xmlNodePtr keys = firmware_feature(os, "enrolled-keys");
    bool able = xml_attribute_is(feature, "enabled", "yes");
    bool keyed = xml_attribute_is(keys, "enabled", "yes");
    bool no = text_is(firmware, "bios") || (feature && !able) || (keys && !keyed);
    fact_bool(machine, "secure_boot", no || (able && keyed), !no,
              "whether keys are enrolled is not known");
}

static void collect_os(const struct subject *machine, const struct definition *definition) {
    xmlNodePtr domain = definition->live;
    xmlNodePtr os = xml_child(domain, "os"), type = xml_child(os, "type");
    const char *firmware = firmware_of(os);
    fact_text(machine, "firmware", firmware, SILENT);
    collect_secure_boot(machine, os, firmware);
    fact_text(machine, "architecture", xml_attribute(type, "arch"), SILENT);
    fact_text(machine, "machine_type", xml_attribute(type, "machine"), SILENT);
    fact_text(machine, "os", xml_attribute(xml_find(domain, "metadata/libosinfo/os"), "id"),
              "its metadata names no system");
    item_add_bool(machine->item, "tpm", xml_find(domain, "devices/tpm") != NULL);
}

static void collect_required_features(const struct subject *processor, xmlNodePtr cpu) {
    struct item *list = item_add_list(processor->item, "feature");
    for (xmlNodePtr feature = xml_child(cpu, "feature"); feature; feature = xml_next(feature)) {
        const char *name = xml_attribute(feature, "name");
        const char *policy = xml_attribute(feature, "policy");
        bool required = !policy || strcmp(policy, "require") == 0 || strcmp(policy, "force") == 0;
        if (name && required)
            item_add_text(list, NULL, name);
    }
}

static void collect_tsc(const struct subject *processor, xmlNodePtr domain) {
    xmlNodePtr timer = xml_find(domain, "clock/timer");
    uint64_t hertz = 0;
    while (timer && !xml_attribute_is(timer, "name", "tsc"))
        timer = xml_next(timer);
    number_read(xml_attribute(timer, "frequency"), &hertz);
    item_add_quantity(processor->item, "tsc_frequency", hertz, "Hz");
}

// A definition that chooses a model without a mode means a custom one. A machine that follows the
// host's model runs with what that was when it started, named as a custom one.
static const char *processor_mode(const struct definition *definition) {
    xmlNodePtr cpu = xml_child(definition->live, "cpu");
    xmlNodePtr config = xml_child(definition->config, "cpu");
    const char *mode = xml_attribute(cpu, "mode");
    if (xml_attribute_is(config, "mode", "host-model") && mode && strcmp(mode, "custom") == 0)
        return "host-model";
    return mode ? mode : xml_child(cpu, "model") ? "custom" : NULL;
}

static void collect_processor(const struct subject *machine, const struct definition *definition) {
    static const char reason[] = "the hypervisor's default processor";
    struct subject processor = subject_record(machine, "cpu");
    xmlNodePtr cpu = xml_child(definition->live, "cpu");
    const char *mode = processor_mode(definition);
    bool host = mode && strcmp(mode, "custom") != 0;
    fact_text(&processor, "mode", mode, reason);
    fact_text(&processor, "check", xml_attribute(cpu, "check"), SILENT);
    fact_text(&processor, "model", xml_text(xml_child(cpu, "model")),
              host ? "the host's own" : reason);
    fact_text(&processor, "vendor", xml_text(xml_child(cpu, "vendor")),
              "the definition asks for none");
    collect_required_features(&processor, cpu);
    collect_tsc(&processor, definition->live);
}

// Without a <page> the host's default size is used, which is not in the definition.
static void collect_hugepage_size(const struct subject *machine, xmlNodePtr domain) {
    xmlNodePtr hugepages = xml_find(domain, "memoryBacking/hugepages");
    xmlNodePtr page = xml_child(hugepages, "page");
    uint64_t size = 0;
    bool known = bytes_read(xml_attribute(page, "size"), xml_attribute(page, "unit"), &size);
    bool several = page && (xml_next(page) || xml_attribute(page, "nodeset"));
    fact_quantity(machine, "hugepage_size", !hugepages || (known && !several), size, "B",
                  several ? "its NUMA nodes differ" : "the host's default size");
}

void collect_build(const struct subject *machine, const struct definition *definition) {
    collect_os(machine, definition);
    collect_processor(machine, definition);
    collect_hugepage_size(machine, definition->live);
}
