// The images of a disk: its own, and those that it is a difference to.
#ifndef PLIM_GATHER_LIBVIRT_CHAIN_H
#define PLIM_GATHER_LIBVIRT_CHAIN_H

#include "gather/libvirt/inventory.h"

// One image; `path` and `format` are NULL where they are unknown, `size` is what it occupies.
struct layer {
    const char *path, *format;
    bool sized;
    uint64_t size;
};

// The images of a disk, its own first; none of an empty drive. `reason` is why it is unknown which
// come after those, else NULL.
struct chain {
    struct layer *layer;
    size_t count, room;
    const char *reason;
};

// Returns what a <source> of that type names, or NULL. The path of a volume is known to its pool
// only.
const char *source_path(struct arena *arena, const char *type, xmlNodePtr source);

// Reads the chain under a disk from its definition, else from the volumes. FIRST is the disk's own
// image, VOLUME the volume that it is, or NULL.
struct chain chain_read(struct inventory *inventory, const struct volume_list *apart,
                        xmlNodePtr disk, struct layer first, const struct volume *volume);
// Returns whether the size of each image is known.
bool chain_sized(const struct chain *chain);

// Adds the images, and the space that they occupy together; REASON is why a size is unknown.
void fact_chain(const struct subject *disk, const struct chain *chain, const char *reason);

#endif
