// A processor's whole feature set, where libvirt lists only what goes beyond the model.
#include "config.h"

#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// The nearest model may have features that the processor lacks; they are listed as disabled.
static bool is_present(xmlNodePtr feature) {
    return !xml_attribute_is(feature, "policy", "disable") &&
           !xml_attribute_is(feature, "policy", "forbid");
}

static void add_names(struct arena *arena, struct names *names, xmlNodePtr cpu) {
    for (xmlNodePtr feature = xml_child(cpu, "feature"); feature; feature = xml_next(feature)) {
        if (is_present(feature))
            names_add(arena, names, xml_attribute(feature, "name"));
    }
}

// The baseline of a single processor is that processor, with the features that its model implies
// written out from the host's list of models.
static char *expand(const struct inventory *inventory, xmlNodePtr cpu) {
    const char *texts[] = {xml_print(inventory->arena, cpu)};
    return texts[0] ? virConnectBaselineCPU(inventory->connection, texts, 1,
                                            VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES)
                    : NULL;
}

// The capabilities' own features are added: QEMU's driver drops from a baseline those that it
// cannot set, though the processor has them.
void collect_features(struct inventory *inventory, const struct subject *processor, xmlNodePtr cpu,
                      const char *reason) {
    bool described = xml_text(xml_child(cpu, "model")) != NULL;
    char *text = described ? expand(inventory, cpu) : NULL;
    xmlDocPtr document = xml_parse(text);
    struct names names = {0};
    if (document) {
        add_names(inventory->arena, &names, xml_root(document));
        add_names(inventory->arena, &names, cpu);
        fact_set(processor, "feature", names.name, names.count,
                 "libvirt knows no features of such a processor");
    } else {
        fact_missing(processor, "feature", described ? virGetLastErrorMessage() : reason);
    }
    xmlFreeDoc(document);
    free(text);
}
