// The two definitions of a machine that runs, taken together.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <string.h>

static bool has_name(xmlNodePtr *elements, size_t count, const char *(*key)(xmlNodePtr element),
                     const char *name) {
    for (size_t i = 0; i < count; i++) {
        const char *own = key(elements[i]);
        if (own && strcmp(own, name) == 0)
            return true;
    }
    return false;
}

xmlNodePtr *definition_elements(const struct definition *definition, const char *path,
                                const char *(*key)(xmlNodePtr element), bool named, size_t *count) {
    xmlNodePtr *elements = NULL;
    *count = 0;
    xmlNodePtr xml = xml_find(definition->live, path);
    for (; xml; xml = xml_next(xml)) {
        if (named && !key(xml))
            continue;
        elements = table_add(elements, count, sizeof *elements);
        elements[*count - 1] = xml;
    }
    size_t live = *count;
    xml = definition->config == definition->live ? NULL : xml_find(definition->config, path);
    for (; xml; xml = xml_next(xml)) {
        if (!key(xml) || has_name(elements, live, key, key(xml)))
            continue;
        elements = table_add(elements, count, sizeof *elements);
        elements[*count - 1] = xml;
    }
    return elements;
}
