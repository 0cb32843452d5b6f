// A host's storage pools and their volumes.
#include "config.h"

#include "collect/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

static struct volume *volume_new(const char *pool, const char *name, xmlNodePtr root) {
    struct volume *volume = memory_new(sizeof *volume);
    const char *path = xml_text(xml_find(root, "target/path"));
    const char *format = xml_attribute(xml_find(root, "target/format"), "type");
    const char *backing = xml_text(xml_find(root, "backingStore/path"));
    volume->pool = string_copy(pool);
    volume->name = string_copy(name);
    volume->path = string_copy(path);
    volume->format = format && strcmp(format, "unknown") != 0 ? string_copy(format) : NULL;
    volume->backing = root ? string_copy(backing ? backing : "") : NULL;
    volume->sized = xml_bytes(xml_child(root, "capacity"), &volume->capacity) &&
                    xml_bytes(xml_child(root, "allocation"), &volume->allocated);
    return volume;
}

static void volume_free(struct volume *volume) {
    free(volume->pool);
    free(volume->name);
    free(volume->path);
    free(volume->format);
    free(volume->backing);
    free(volume);
}

// One description tells path, sizes, format and backing image, for the price of one call.
static struct volume *volume_ask(const char *pool, virStorageVolPtr handle) {
    char *text = virStorageVolGetXMLDesc(handle, 0);
    xmlDocPtr document = xml_parse(text);
    struct volume *volume = volume_new(pool, virStorageVolGetName(handle), xml_root(document));
    xmlFreeDoc(document);
    free(text);
    return volume;
}

static bool list_volumes(struct volume_table *table, virStoragePoolPtr pool, const char *name) {
    virStorageVolPtr *handles = NULL;
    int count = virStoragePoolListAllVolumes(pool, &handles, 0);
    for (int i = 0; i < count; i++) {
        table->by_path = table_add(table->by_path, &table->count, sizeof *table->by_path);
        table->by_path[table->count - 1] = volume_ask(name, handles[i]);
        virStorageVolFree(handles[i]);
    }
    free(handles);
    return count >= 0;
}

static int compare_maybe(const char *left, const char *right) {
    return strcmp(left ? left : "", right ? right : "");
}

static int compare_paths(const void *left, const void *right) {
    const struct volume *a = *(struct volume *const *)left, *b = *(struct volume *const *)right;
    return compare_maybe(a->path, b->path);
}

static int compare_names(const void *left, const void *right) {
    const struct volume *a = *(struct volume *const *)left, *b = *(struct volume *const *)right;
    int order = strcmp(a->pool, b->pool);
    return order != 0 ? order : strcmp(a->name, b->name);
}

static void index_volumes(struct volume_table *table) {
    if (table->count == 0)
        return;
    table->by_name = memory_new(table->count * sizeof *table->by_name);
    memcpy(table->by_name, table->by_path, table->count * sizeof *table->by_name);
    table_sort(table->by_path, table->count, sizeof *table->by_path, compare_paths);
    table_sort(table->by_name, table->count, sizeof *table->by_name, compare_names);
}

// Keeps a volume that was looked up by itself; takes over the handle, which may be NULL.
static const struct volume *keep_extra(struct inventory *inventory, virStorageVolPtr handle) {
    struct volume_table *table = &inventory->volumes;
    virStoragePoolPtr pool = handle ? virStoragePoolLookupByVolume(handle) : NULL;
    struct volume *volume = pool ? volume_ask(virStoragePoolGetName(pool), handle) : NULL;
    if (volume) {
        table->extra = table_add(table->extra, &table->extra_count, sizeof *table->extra);
        table->extra[table->extra_count - 1] = volume;
    }
    if (pool)
        virStoragePoolFree(pool);
    if (handle)
        virStorageVolFree(handle);
    return volume;
}

const struct volume *volume_by_path(struct inventory *inventory, const char *path) {
    struct volume_table *table = &inventory->volumes;
    struct volume wanted = {.path = (char *)path}, *key = &wanted, **found = NULL;
    if (table->count > 0)
        found = bsearch(&key, table->by_path, table->count, sizeof key, compare_paths);
    if (found)
        return *found;
    if (!inventory->volumes_left_out)
        return NULL;
    return keep_extra(inventory, virStorageVolLookupByPath(inventory->connection, path));
}

const struct volume *volume_by_name(struct inventory *inventory, const char *pool,
                                    const char *name) {
    struct volume_table *table = &inventory->volumes;
    struct volume wanted = {.pool = (char *)pool, .name = (char *)name}, *key = &wanted;
    struct volume **found = NULL;
    if (table->count > 0)
        found = bsearch(&key, table->by_name, table->count, sizeof key, compare_names);
    if (found)
        return *found;
    if (!inventory->volumes_left_out)
        return NULL;
    virStoragePoolPtr handle = virStoragePoolLookupByName(inventory->connection, pool);
    const struct volume *volume =
        handle ? keep_extra(inventory, virStorageVolLookupByName(handle, name)) : NULL;
    if (handle)
        virStoragePoolFree(handle);
    return volume;
}

// A pool's list of volumes is as old as its last refresh, which a read-only connection cannot ask
// for; a file in the pool's directory belongs to it all the same.
const char *pool_of_directory(const struct inventory *inventory, const char *path) {
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; slash && i < inventory->pool_count; i++) {
        const char *directory = inventory->pool[i].path;
        size_t length = (size_t)(slash - path);
        if (directory && strncmp(directory, path, length) == 0 && !directory[length])
            return inventory->pool[i].name;
    }
    return NULL;
}

static void collect_space(struct subject *subject, virStoragePoolPtr pool) {
    static const char inactive[] = "the pool is not active";
    static const char silent[] = "libvirt reports no size of this pool";
    virStoragePoolInfo info = {0};
    bool asked = virStoragePoolGetInfo(pool, &info) == 0;
    bool active = asked && info.state != VIR_STORAGE_POOL_INACTIVE;
    bool told = active && info.capacity > 0;
    char *reason = string_copy(!asked ? libvirt_reason() : active ? silent : inactive);
    fact_bool(subject, "active", asked, active, reason);
    fact_quantity(subject, "capacity", told, info.capacity, "B", reason);
    fact_quantity(subject, "allocated", told, info.allocation, "B", reason);
    if (told && info.available > info.capacity)
        fact_missing(subject, "free", "libvirt reports more free space than the pool can hold");
    else
        fact_quantity(subject, "free", told, info.available, "B", reason);
    free(reason);
}

static void collect_pool(struct inventory *inventory, struct subject *host, cJSON *list,
                         virStoragePoolPtr handle) {
    struct pool *pool;
    char *text = virStoragePoolGetXMLDesc(handle, 0);
    char *reason = string_copy(text ? "the pool has none" : libvirt_reason());
    xmlDocPtr document = xml_parse(text);
    const char *type = xml_attribute(xml_root(document), "type");
    const char *path = xml_text(xml_find(xml_root(document), "target/path"));
    inventory->pool = table_add(inventory->pool, &inventory->pool_count, sizeof *inventory->pool);
    pool = &inventory->pool[inventory->pool_count - 1];
    pool->name = string_copy(virStoragePoolGetName(handle));
    pool->path = string_copy(path);
    struct subject subject = subject_element(host, list, "pool", pool->name);
    json_add_text(subject.object, "name", pool->name);
    fact_text(&subject, "type", type, reason);
    fact_text(&subject, "path", path, reason);
    collect_space(&subject, handle);
    subject_clear(&subject);
    xmlFreeDoc(document);
    free(reason);
    free(text);
}

static void collect_volumes(struct inventory *inventory, virStoragePoolPtr pool) {
    if (virStoragePoolIsActive(pool) != 1)
        inventory->volumes_complete = false;
    else if (!list_volumes(&inventory->volumes, pool, virStoragePoolGetName(pool)))
        inventory->volumes_left_out = true;
}

static int compare_pools(const void *left, const void *right) {
    return strcmp(virStoragePoolGetName(*(const virStoragePoolPtr *)left),
                  virStoragePoolGetName(*(const virStoragePoolPtr *)right));
}

void collect_storage(struct inventory *inventory, struct subject *host) {
    virStoragePoolPtr *pools = NULL;
    int count = virConnectListAllStoragePools(inventory->connection, &pools, 0);
    if (count < 0) {
        fact_missing(host, "pool", libvirt_reason());
        return;
    }
    cJSON *list = json_add_list(host->object, "pool");
    inventory->volumes_complete = true;
    table_sort(pools, (size_t)count, sizeof *pools, compare_pools);
    for (int i = 0; i < count; i++) {
        collect_pool(inventory, host, list, pools[i]);
        collect_volumes(inventory, pools[i]);
        virStoragePoolFree(pools[i]);
    }
    free(pools);
    inventory->volumes_complete &= !inventory->volumes_left_out;
    index_volumes(&inventory->volumes);
}

void storage_clear(struct inventory *inventory) {
    struct volume_table *table = &inventory->volumes;
    for (size_t i = 0; i < table->count; i++)
        volume_free(table->by_path[i]);
    for (size_t i = 0; i < table->extra_count; i++)
        volume_free(table->extra[i]);
    for (size_t i = 0; i < inventory->pool_count; i++) {
        free(inventory->pool[i].name);
        free(inventory->pool[i].path);
    }
    free(table->by_path);
    free(table->by_name);
    free(table->extra);
    free(inventory->pool);
}
