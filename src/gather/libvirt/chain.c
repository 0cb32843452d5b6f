// The images of a disk: its own, and those that it is a difference to.
#include "config.h"

#include "gather/libvirt/chain.h"

#include <string.h>

// The image at the end of a chain that is being read: its element where the definition has one, and
// its volume.
struct end {
    xmlNodePtr xml;
    const struct volume *volume;
};

const char *source_path(struct arena *arena, const char *type, xmlNodePtr source) {
    static const char *const attributes[] = {"file", "dev", "dir", "path"};
    const char *name = xml_attribute(source, "name");
    if (text_is(type, "network")) {
        const char *protocol = xml_attribute(source, "protocol");
        return protocol && name ? arena_printf(arena, "%s:%s", protocol, name) : NULL;
    }
    if (text_is(type, "nvme"))
        return pci_address(arena, xml_child(source, "address"));
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        if (xml_attribute(source, attributes[i]))
            return xml_attribute(source, attributes[i]);
    }
    return NULL;
}

static const struct volume *volume_of_source(const struct inventory *inventory,
                                             const struct volume_list *apart, xmlNodePtr source,
                                             const char *path) {
    const char *pool = xml_attribute(source, "pool"), *name = xml_attribute(source, "volume");
    if (pool && name)
        return volume_by_name(inventory, apart, pool, name);
    return path && path[0] == '/' ? volume_by_path(inventory, apart, path) : NULL;
}

static bool chain_has(const struct chain *chain, const char *path) {
    for (size_t i = 0; path && i < chain->count; i++) {
        if (text_is(chain->layer[i].path, path))
            return true;
    }
    return false;
}

static void chain_add(struct arena *arena, struct chain *chain, struct layer layer,
                      const struct volume *volume) {
    if (!layer.format && volume)
        layer.format = volume->format;
    layer.sized = volume && volume->sized;
    layer.size = layer.sized ? volume->allocated : 0;
    ARENA_PUSH(arena, chain->layer, chain->count, chain->room) = layer;
}

// Adds the image below; returns whether there is one. Only running machines have their chain in the
// definition; else each volume has what it is based on.
static bool chain_step(const struct inventory *inventory, const struct volume_list *apart,
                       struct chain *chain, struct end *end) {
    const struct layer *last = &chain->layer[chain->count - 1];
    xmlNodePtr store = xml_child(end->xml, "backingStore");
    xmlNodePtr source = xml_child(store, "source");
    struct layer next = {.format = xml_attribute(xml_child(store, "format"), "type")};
    if (source)
        next.path = source_path(inventory->arena, xml_attribute(store, "type"), source);
    else if (store || text_is(last->format, "raw"))
        return false;
    else if (end->volume && end->volume->backing)
        next = (struct layer){.path = end->volume->backing, .format = end->volume->backing_format};
    else
        chain->reason = "libvirt does not tell what the image is based on";
    if (chain->reason || (next.path && !*next.path))
        return false;
    end->xml = store;
    end->volume = volume_of_source(inventory, apart, source, next.path);
    if (!next.path && end->volume)
        next.path = end->volume->path;
    if (!next.path || chain_has(chain, next.path)) {
        chain->reason = next.path ? "the images are based on each other"
                                  : "an image that it is based on has no path";
        return false;
    }
    chain_add(inventory->arena, chain, next, end->volume);
    return true;
}

struct chain chain_read(struct inventory *inventory, const struct volume_list *apart,
                        xmlNodePtr disk, struct layer first, const struct volume *volume) {
    struct chain chain = {0};
    struct end end = {disk, volume};
    chain_add(inventory->arena, &chain, first, volume);
    while (chain_step(inventory, apart, &chain, &end))
        ;
    return chain;
}

bool chain_sized(const struct chain *chain) {
    for (size_t i = 0; i < chain->count; i++) {
        if (!chain->layer[i].sized)
            return false;
    }
    return true;
}

// Returns false where the sum is too large to be one.
static bool chain_sum(const struct chain *chain, uint64_t *sum) {
    *sum = 0;
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->layer[i].size > INT64_MAX - *sum)
            return false;
        *sum += chain->layer[i].size;
    }
    return true;
}

static void collect_layer(const struct subject *list, const struct layer *layer,
                          const char *reason) {
    struct subject image = subject_element(list, layer->path);
    item_add_text(image.item, "path", layer->path);
    fact_text(&image, "format", layer->format, "libvirt names no format");
    fact_quantity(&image, "size", layer->sized, layer->size, "B", reason);
}

void fact_chain(const struct subject *disk, const struct chain *chain, const char *reason) {
    uint64_t sum;
    bool counted = chain_sum(chain, &sum) && chain_sized(chain);
    fact_quantity(disk, "allocated", counted && !chain->reason, sum, "B",
                  chain->reason ? chain->reason : reason);
    if (chain->reason || (chain->count > 0 && !chain->layer[0].path)) {
        fact_missing(disk, "image", chain->reason ? chain->reason : "its source has no path");
        return;
    }
    struct subject list = subject_list(disk, "image");
    for (size_t i = 0; i < chain->count; i++)
        collect_layer(&list, &chain->layer[i], reason);
}
