// The size of a storage pool and what is free in it.
#include "config.h"

#include "gather/libvirt/inventory.h"
#include "gather/libvirt/uri.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

// The kinds of pools that are directories, whose size is that of a file system.
static bool is_directory(xmlNodePtr pool) {
    static const char *const types[] = {"dir", "fs", "netfs"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (xml_attribute_is(pool, "type", types[i]))
            return true;
    }
    return false;
}

// libvirt counts blocks as free that a file system keeps for its administrator, which can be most
// of them. Returns whether *FREE is what can be used: only the file system knows, where the host is
// this machine, and libvirt sees the same at PATH as this process.
static bool usable_space(const char *path, uint64_t capacity, uint64_t *free) {
    struct statvfs system;
    if (!path || statvfs(path, &system) != 0 ||
        (uint64_t)system.f_blocks * system.f_frsize != capacity)
        return false;
    *free = (uint64_t)system.f_bavail * system.f_frsize;
    return true;
}

static bool is_local(const struct inventory *inventory) {
    char *uri = virConnectGetURI(inventory->connection);
    bool local = uri && uri_is_local(uri);
    free(uri);
    return local && !inventory->simulated;
}

void collect_space(const struct inventory *inventory, const struct subject *pool, xmlNodePtr root,
                   const virStoragePoolInfo *info, const char *problem) {
    bool active = info && info->state != VIR_STORAGE_POOL_INACTIVE;
    bool known = active && info->capacity > 0;
    const char *reason = !info    ? problem
                         : active ? "libvirt reports no size of this pool"
                                  : "the pool is not active";
    uint64_t unused = known ? info->available : 0;
    fact_bool(pool, "active", info != NULL, active, reason);
    fact_quantity(pool, "capacity", known, known ? info->capacity : 0, "B", reason);
    fact_quantity(pool, "allocated", known, known ? info->allocation : 0, "B", reason);
    if (known && unused > info->capacity) {
        known = false;
        reason = "libvirt reports more free space than the pool can hold";
    }
    if (known && is_directory(root) && is_local(inventory))
        usable_space(xml_text(xml_find(root, "target/path")), info->capacity, &unused);
    fact_quantity(pool, "free", known, unused, "B", reason);
}
