// The two definitions of a machine that runs, taken together.
#include "config.h"

#include "gather/libvirt/inventory.h"

static bool has_name(const xmlNodePtr *elements, size_t count, element_key *key, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (text_is(key(elements[i]), name))
            return true;
    }
    return false;
}

struct xml_elements definition_elements(struct arena *arena, const struct definition *definition,
                                        const char *path, element_key *key, bool named) {
    struct xml_elements elements = {0};
    xmlNodePtr xml = xml_find(definition->live, path);
    for (; xml; xml = xml_next(xml)) {
        if (named && !key(xml))
            continue;
        ARENA_PUSH(arena, elements.all, elements.count, elements.room) = xml;
    }
    size_t live = elements.count;
    xml = definition->config == definition->live ? NULL : xml_find(definition->config, path);
    for (; xml; xml = xml_next(xml)) {
        if (!key(xml) || has_name(elements.all, live, key, key(xml)))
            continue;
        ARENA_PUSH(arena, elements.all, elements.count, elements.room) = xml;
    }
    return elements;
}
