// The size of a storage pool and what is free in it.
#include "config.h"

#include "gather/libvirt/inventory.h"
#include "gather/libvirt/uri.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

// Returns the device of this machine that a directory lies on; NULL where it is
// unknown.
static const char *device_of(struct arena *arena, const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? arena_printf(arena, "%llx", (unsigned long long)status.st_dev)
                                    : NULL;
}

// Pools that are read from a server name it and what it gives. Those of other kinds are the host's
// own, or lie on storage that libvirt does not know.
void collect_origin(const struct subject *pool, xmlNodePtr root) {
    static const char *const types[] = {"netfs", "gluster", "iscsi", "iscsi-direct", "rbd"};
    struct arena *arena = subject_arena(pool);
    xmlNodePtr source = xml_child(root, "source"), host = xml_child(source, "host");
    const char *type = xml_attribute(root, "type"), *name = xml_text(xml_child(source, "name"));
    const char *dir = xml_attribute(xml_child(source, "dir"), "path");
    const char *device = xml_attribute(xml_child(source, "device"), "path");
    const char *what = device ? device : dir, *servers = NULL, *origin = NULL;
    for (; host; host = xml_next(host)) {
        const char *server = xml_attribute(host, "name");
        if (server)
            servers = servers ? arena_printf(arena, "%s,%s", servers, server) : server;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_is(type, types[i]) && servers && (name || what))
            origin = arena_printf(arena, "%s:%s%s", servers, name ? name : "", what ? what : "");
    }
    fact_text(pool, "origin", origin, "libvirt names no server that the pool is read from");
}

// What libvirt mounts itself is in its description, but not where it leaves the choice to the
// system, nor which of the protocols that are called cifs the server speaks.
static const char *described_filesystem(xmlNodePtr root) {
    const char *format = xml_attribute(xml_find(root, "source/format"), "type");
    bool mounted = xml_attribute_is(root, "type", "fs") || xml_attribute_is(root, "type", "netfs");
    bool told = mounted && format && strcmp(format, "auto") != 0 && strcmp(format, "cifs") != 0;
    return told ? format : NULL;
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
    const char *path = xml_text(xml_find(root, "target/path"));
    const char *device = NULL, *filesystem = NULL;
    if (known && is_directory(root) && is_local(inventory) &&
        usable_space(path, info->capacity, &unused)) {
        device = device_of(inventory->arena, path);
        filesystem = filesystem_of(inventory->arena, path);
    }
    fact_quantity(pool, "free", known, unused, "B", reason);
    fact_text(pool, "device", device, "known of directories of the machine that asks");
    fact_text(pool, "filesystem", filesystem ? filesystem : described_filesystem(root),
              "known of directories of the machine that asks, and of what libvirt mounts itself");
}
