// A host's storage pools and their volumes.
#include "config.h"

#include "gather/libvirt/fetch.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// A pool while it is asked about. `volume_count` is -1 where it would not list its volumes.
struct answer {
    virStoragePoolPtr handle;
    xmlDocPtr document;
    virStoragePoolInfo info;
    char *problem, *space_problem; // why there is no document, and why no info; else NULL
    virStorageVolPtr *volume;
    int volume_count;
};

// The pools and then their volumes while they are asked about.
struct inquiry {
    bool writable;
    struct answer *answer;
    size_t count;
    virStorageVolPtr *handle;
    const char **pool; // of each handle
    struct volume **volume;
    size_t handle_count, pool_count, volume_count;
};

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

static int compare_maybe(const char *left, const char *right) {
    return strcmp(left ? left : "", right ? right : "");
}

static int compare_names(const void *left, const void *right) {
    const struct volume *a = *(struct volume *const *)left, *b = *(struct volume *const *)right;
    int order = strcmp(a->pool, b->pool);
    return order != 0 ? order : strcmp(a->name, b->name);
}

// Two pools may hold one directory: then the order of their names decides.
static int compare_paths(const void *left, const void *right) {
    const struct volume *a = *(struct volume *const *)left, *b = *(struct volume *const *)right;
    int order = compare_maybe(a->path, b->path);
    return order != 0 ? order : compare_names(left, right);
}

static void index_volumes(struct volume_table *table) {
    table->by_name = memory_new((table->count + 1) * sizeof *table->by_name);
    if (table->count > 0)
        memcpy(table->by_name, table->by_path, table->count * sizeof *table->by_name);
    table_sort(table->by_path, table->count, sizeof *table->by_path, compare_paths);
    table_sort(table->by_name, table->count, sizeof *table->by_name, compare_names);
}

const struct volume *volume_by_path(const struct inventory *inventory,
                                    const struct volume_list *apart, const char *path) {
    struct volume **sorted = inventory->volumes.by_path;
    size_t low = 0, high = inventory->volumes.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_maybe(sorted[middle]->path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < inventory->volumes.count && compare_maybe(sorted[low]->path, path) == 0)
        return sorted[low];
    for (size_t i = 0; i < apart->count; i++) {
        if (compare_maybe(apart->volume[i]->path, path) == 0)
            return apart->volume[i];
    }
    return NULL;
}

const struct volume *volume_by_name(const struct inventory *inventory,
                                    const struct volume_list *apart, const char *pool,
                                    const char *name) {
    const struct volume_table *table = &inventory->volumes;
    struct volume wanted = {.pool = (char *)pool, .name = (char *)name}, *key = &wanted;
    struct volume **found = NULL;
    if (table->count > 0)
        found = bsearch(&key, table->by_name, table->count, sizeof key, compare_names);
    for (size_t i = 0; !found && i < apart->count; i++) {
        if (compare_names(&key, &apart->volume[i]) == 0)
            found = &apart->volume[i];
    }
    return found ? *found : NULL;
}

// A pool's list of volumes is as old as its last refresh, which a read-only connection cannot ask
// for; a file in the pool's directory belongs to it all the same.
const struct pool *pool_of_directory(const struct inventory *inventory, const char *path) {
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; slash && i < inventory->pool_count; i++) {
        const char *directory = inventory->pool[i].path;
        size_t length = (size_t)(slash - path);
        if (directory && strncmp(directory, path, length) == 0 && !directory[length])
            return &inventory->pool[i];
    }
    return NULL;
}

static const struct pool *pool_find(const struct inventory *inventory, const char *name) {
    for (size_t i = 0; i < inventory->pool_count; i++) {
        if (strcmp(inventory->pool[i].name, name) == 0)
            return &inventory->pool[i];
    }
    return NULL;
}

// Looks a volume up by its name; NULL if the pool was listed, so that there is nothing more to
// learn.
static struct volume *ask_in_pool(const struct pool *pool, const char *name) {
    virStorageVolPtr handle =
        pool && pool->handle ? virStorageVolLookupByName(pool->handle, name) : NULL;
    struct volume *volume = handle ? volume_ask(pool->name, handle) : NULL;
    if (handle)
        virStorageVolFree(handle);
    return volume;
}

// A path that is in no pool's directory may still be a volume, such as a link under /dev.
static struct volume *ask_path(const struct inventory *inventory, const char *path) {
    const struct pool *pool = pool_of_directory(inventory, path);
    if (pool)
        return ask_in_pool(pool, strrchr(path, '/') + 1);
    virStorageVolPtr handle = virStorageVolLookupByPath(inventory->connection, path);
    virStoragePoolPtr owner = handle ? virStoragePoolLookupByVolume(handle) : NULL;
    struct volume *volume = owner ? volume_ask(virStoragePoolGetName(owner), handle) : NULL;
    if (owner)
        virStoragePoolFree(owner);
    if (handle)
        virStorageVolFree(handle);
    return volume;
}

static struct volume *ask_disk(const struct inventory *inventory, xmlNodePtr source,
                               const struct volume_list *apart) {
    const char *pool = xml_attribute(source, "pool");
    const char *name = xml_attribute(source, "volume");
    const char *path = xml_attribute(source, "file");
    if (!path)
        path = xml_attribute(source, "dev");
    if (pool && name && !volume_by_name(inventory, apart, pool, name))
        return ask_in_pool(pool_find(inventory, pool), name);
    if (path && !volume_by_path(inventory, apart, path))
        return ask_path(inventory, path);
    return NULL;
}

void volumes_ask(const struct inventory *inventory, xmlNodePtr domain, struct volume_list *apart) {
    xmlNodePtr disk = inventory->volumes_left_out ? xml_find(domain, "devices/disk") : NULL;
    for (; disk; disk = xml_next(disk)) {
        struct volume *volume = ask_disk(inventory, xml_child(disk, "source"), apart);
        if (!volume)
            continue;
        apart->volume = table_add(apart->volume, &apart->count, sizeof *apart->volume);
        apart->volume[apart->count - 1] = volume;
    }
}

void volume_list_clear(struct volume_list *list) {
    for (size_t i = 0; i < list->count; i++)
        volume_free(list->volume[i]);
    free(list->volume);
}

// What a pool says of itself is as old as its last refresh; that is an act which a read-only
// connection may not do. A refresh that fails leaves what was known before.
static void ask_pool(void *context, size_t index) {
    struct inquiry *inquiry = context;
    struct answer *answer = &inquiry->answer[index];
    if (inquiry->writable)
        virStoragePoolRefresh(answer->handle, 0);
    char *text = virStoragePoolGetXMLDesc(answer->handle, 0);
    if (!text)
        answer->problem = string_copy(libvirt_reason());
    answer->document = xml_parse(text);
    free(text);
    if (virStoragePoolGetInfo(answer->handle, &answer->info) != 0)
        answer->space_problem = string_copy(libvirt_reason());
    if (answer->space_problem || answer->info.state != VIR_STORAGE_POOL_INACTIVE)
        answer->volume_count = virStoragePoolListAllVolumes(answer->handle, &answer->volume, 0);
}

static void ask_volume(void *context, size_t index) {
    struct inquiry *inquiry = context;
    inquiry->volume[index] = volume_ask(inquiry->pool[index], inquiry->handle[index]);
    virStorageVolFree(inquiry->handle[index]);
}

static void collect_pool(struct inventory *inventory, struct subject *host, cJSON *list,
                         struct answer *answer) {
    const char *reason = answer->problem ? answer->problem : "the pool has none";
    xmlNodePtr root = xml_root(answer->document);
    const char *name = virStoragePoolGetName(answer->handle);
    const char *type = xml_attribute(root, "type");
    const char *path = xml_text(xml_find(root, "target/path"));
    struct subject subject = subject_element(host, list, "pool", name);
    json_add_text(subject.object, "name", name);
    fact_text(&subject, "type", type, reason);
    fact_text(&subject, "path", path, reason);
    collect_space(inventory, &subject, root, answer->space_problem ? NULL : &answer->info,
                  answer->space_problem);
    subject_clear(&subject);
    inventory->pool = table_add(inventory->pool, &inventory->pool_count, sizeof *inventory->pool);
    inventory->pool[inventory->pool_count - 1] = (struct pool){
        .name = string_copy(name),
        .path = string_copy(path),
        .handle = answer->volume_count < 0 ? answer->handle : NULL,
    };
    if (answer->volume_count < 0)
        inventory->volumes_left_out = true;
    bool inactive = !answer->space_problem && answer->info.state == VIR_STORAGE_POOL_INACTIVE;
    if (answer->volume_count < 0 || inactive || !root)
        inventory->volumes_complete = false;
}

static int compare_answers(const void *left, const void *right) {
    return strcmp(virStoragePoolGetName(((const struct answer *)left)->handle),
                  virStoragePoolGetName(((const struct answer *)right)->handle));
}

static void inquiry_add_volumes(struct inquiry *inquiry, const struct answer *answer) {
    for (int i = 0; i < answer->volume_count; i++) {
        inquiry->handle =
            table_add(inquiry->handle, &inquiry->handle_count, sizeof *inquiry->handle);
        inquiry->pool = table_add(inquiry->pool, &inquiry->pool_count, sizeof *inquiry->pool);
        inquiry->handle[inquiry->handle_count - 1] = answer->volume[i];
        inquiry->pool[inquiry->pool_count - 1] = virStoragePoolGetName(answer->handle);
    }
}

static void collect_volumes(struct inventory *inventory, struct inquiry *inquiry) {
    size_t count = inquiry->handle_count;
    inquiry->volume = memory_new((count + 1) * sizeof *inquiry->volume);
    fetch_all(ask_volume, inquiry, count, inventory->lanes);
    inventory->volumes = (struct volume_table){.by_path = inquiry->volume, .count = count};
    for (size_t i = 0; i < count; i++)
        inventory->volumes_complete &= inquiry->volume[i]->path != NULL;
    index_volumes(&inventory->volumes);
    free(inquiry->handle);
    free(inquiry->pool);
}

static void answer_clear(struct answer *answer) {
    if (answer->volume_count >= 0)
        virStoragePoolFree(answer->handle);
    xmlFreeDoc(answer->document);
    free(answer->problem);
    free(answer->space_problem);
    free(answer->volume);
}

void collect_storage(struct inventory *inventory, struct subject *host) {
    virStoragePoolPtr *pools = NULL;
    struct inquiry inquiry = {.writable = inventory->writable};
    int count = virConnectListAllStoragePools(inventory->connection, &pools, 0);
    if (count < 0) {
        fact_missing(host, "pool", libvirt_reason());
        return;
    }
    for (int i = 0; i < count; i++) {
        inquiry.answer = table_add(inquiry.answer, &inquiry.count, sizeof *inquiry.answer);
        inquiry.answer[inquiry.count - 1].handle = pools[i];
    }
    free(pools);
    fetch_all(ask_pool, &inquiry, inquiry.count, inventory->lanes);
    cJSON *list = json_add_list(host->object, "pool");
    inventory->volumes_complete = true;
    table_sort(inquiry.answer, inquiry.count, sizeof *inquiry.answer, compare_answers);
    for (size_t i = 0; i < inquiry.count; i++) {
        collect_pool(inventory, host, list, &inquiry.answer[i]);
        inquiry_add_volumes(&inquiry, &inquiry.answer[i]);
    }
    collect_volumes(inventory, &inquiry);
    for (size_t i = 0; i < inquiry.count; i++)
        answer_clear(&inquiry.answer[i]);
    free(inquiry.answer);
}

void storage_clear(struct inventory *inventory) {
    struct volume_table *table = &inventory->volumes;
    for (size_t i = 0; i < table->count; i++)
        volume_free(table->by_path[i]);
    for (size_t i = 0; i < inventory->pool_count; i++) {
        free(inventory->pool[i].name);
        free(inventory->pool[i].path);
        if (inventory->pool[i].handle)
            virStoragePoolFree(inventory->pool[i].handle);
    }
    free(table->by_path);
    free(table->by_name);
    free(inventory->pool);
}
