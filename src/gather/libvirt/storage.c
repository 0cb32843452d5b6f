// A host's storage pools and their volumes.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdlib.h>
#include <string.h>

// A pool while it is asked about. `volume_count` is -1 where its volumes could not be listed.
struct answer {
    virStoragePoolPtr handle;
    struct subject subject;
    xmlDocPtr document;
    virStoragePoolInfo info;
    const char *problem, *space_problem; // why there is no document, and why no info; else NULL
    const char *volume_problem;          // why its volumes are unknown, else NULL
    virStorageVolPtr *volume;
    int volume_count;
};

// A volume that a pool listed.
struct listed {
    virStorageVolPtr handle;
    const char *pool;
};

// The pools and then their volumes while they are asked about.
struct inquiry {
    bool writable;
    struct answer *answer;
    struct listed *listed;
    struct volume **volume; // of each that is listed
    size_t count, room, listed_count, listed_room;
};

static struct volume *volume_new(struct arena *arena, const char *pool, const char *name,
                                 xmlNodePtr root) {
    struct volume *volume = ARENA_NEW(arena, struct volume);
    const char *path = xml_text(xml_find(root, "target/path"));
    const char *format = xml_attribute(xml_find(root, "target/format"), "type");
    const char *backing = xml_text(xml_find(root, "backingStore/path"));
    volume->pool = arena_text(arena, pool);
    volume->name = arena_text(arena, name);
    volume->path = arena_text(arena, path);
    volume->format = text_is(format, "unknown") ? NULL : arena_text(arena, format);
    volume->backing = !root ? NULL : backing ? arena_text(arena, backing) : "";
    volume->backing_format =
        arena_text(arena, xml_attribute(xml_find(root, "backingStore/format"), "type"));
    volume->sized = xml_bytes(xml_child(root, "capacity"), &volume->capacity) &&
                    xml_bytes(xml_child(root, "allocation"), &volume->allocated);
    return volume;
}

// One call gives path, sizes, format and backing image.
static struct volume *volume_ask(struct arena *arena, const char *pool, virStorageVolPtr handle) {
    char *text = virStorageVolGetXMLDesc(handle, 0);
    const char *reason = // before the next call takes the message away
        text ? "libvirt does not tell" : arena_text(arena, virGetLastErrorMessage());
    bool gone = !text && virGetLastErrorCode() == VIR_ERR_NO_STORAGE_VOL;
    xmlDocPtr document = xml_parse(text);
    struct volume *volume =
        volume_new(arena, pool, virStorageVolGetName(handle), xml_root(document));
    volume->reason = gone ? NULL : reason;
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

static void index_volumes(struct arena *arena, struct volume_table *table) {
    table->by_name = ARENA_ARRAY(arena, struct volume *, table->count);
    if (table->count > 0)
        memcpy(table->by_name, table->by_path, table->count * sizeof *table->by_name);
    sort_array(table->by_path, table->count, sizeof *table->by_path, compare_paths);
    sort_array(table->by_name, table->count, sizeof *table->by_name, compare_names);
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
    struct volume wanted = {.pool = pool, .name = name}, *key = &wanted;
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

const struct pool *pool_find(const struct inventory *inventory, const char *name) {
    for (size_t i = 0; i < inventory->pool_count; i++) {
        if (strcmp(inventory->pool[i].name, name) == 0)
            return &inventory->pool[i];
    }
    return NULL;
}

// Looks a volume up by its name; NULL if the pool was listed, so that there is no more to learn.
static struct volume *ask_in_pool(struct arena *arena, const struct pool *pool, const char *name) {
    virStorageVolPtr handle =
        pool && pool->handle ? virStorageVolLookupByName(pool->handle, name) : NULL;
    struct volume *volume = handle ? volume_ask(arena, pool->name, handle) : NULL;
    if (handle)
        virStorageVolFree(handle);
    return volume;
}

// A path that is in no pool's directory may still be a volume, such as a link under /dev.
static struct volume *ask_path(struct arena *arena, const struct inventory *inventory,
                               const char *path) {
    const struct pool *pool = pool_of_directory(inventory, path);
    if (pool)
        return ask_in_pool(arena, pool, strrchr(path, '/') + 1);
    virStorageVolPtr handle = virStorageVolLookupByPath(inventory->connection, path);
    virStoragePoolPtr owner = handle ? virStoragePoolLookupByVolume(handle) : NULL;
    struct volume *volume = owner ? volume_ask(arena, virStoragePoolGetName(owner), handle) : NULL;
    if (owner)
        virStoragePoolFree(owner);
    if (handle)
        virStorageVolFree(handle);
    return volume;
}

static struct volume *ask_disk(struct arena *arena, const struct inventory *inventory,
                               xmlNodePtr source, const struct volume_list *apart) {
    const char *pool = xml_attribute(source, "pool");
    const char *name = xml_attribute(source, "volume");
    const char *path = xml_attribute(source, "file");
    if (!path)
        path = xml_attribute(source, "dev");
    if (pool && name && !volume_by_name(inventory, apart, pool, name))
        return ask_in_pool(arena, pool_find(inventory, pool), name);
    if (path && !volume_by_path(inventory, apart, path))
        return ask_path(arena, inventory, path);
    return NULL;
}

void volumes_ask(const struct inventory *inventory, xmlNodePtr domain, struct volume_list *apart,
                 struct arena *arena) {
    xmlNodePtr disk = inventory->volumes_left_out ? xml_find(domain, "devices/disk") : NULL;
    for (; disk; disk = xml_next(disk)) {
        struct volume *volume = ask_disk(arena, inventory, xml_child(disk, "source"), apart);
        if (volume)
            ARENA_PUSH(arena, apart->volume, apart->count, apart->room) = volume;
    }
}

// The numbers of a pool are as old as its last refresh, which a read-only connection may not ask
// for. A refresh that fails leaves what was known before.
static void ask_pool(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    struct answer *answer = &inquiry->answer[index];
    if (inquiry->writable)
        virStoragePoolRefresh(answer->handle, 0);
    char *text = virStoragePoolGetXMLDesc(answer->handle, 0);
    if (!text)
        answer->problem = arena_text(arena, virGetLastErrorMessage());
    answer->document = xml_parse(text);
    free(text);
    if (virStoragePoolGetInfo(answer->handle, &answer->info) != 0)
        answer->space_problem = arena_text(arena, virGetLastErrorMessage());
    if (answer->space_problem || answer->info.state != VIR_STORAGE_POOL_INACTIVE)
        answer->volume_count = virStoragePoolListAllVolumes(answer->handle, &answer->volume, 0);
    else
        answer->volume_problem = "the pool is not active";
    if (answer->volume_count < 0)
        answer->volume_problem = arena_text(arena, virGetLastErrorMessage());
}

static void ask_volume(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    const struct listed *listed = &inquiry->listed[index];
    inquiry->volume[index] = volume_ask(arena, listed->pool, listed->handle);
    virStorageVolFree(listed->handle);
}

static void collect_pool(struct inventory *inventory, const struct subject *list,
                         struct answer *answer) {
    const char *reason = answer->problem ? answer->problem : "the pool has none";
    xmlNodePtr root = xml_root(answer->document);
    const char *name = virStoragePoolGetName(answer->handle);
    const char *type = xml_attribute(root, "type");
    const char *path = xml_text(xml_find(root, "target/path"));
    struct subject subject = answer->subject = subject_element(list, name);
    item_add_text(subject.item, "name", name);
    fact_text(&subject, "type", type, reason);
    fact_text(&subject, "path", path, reason);
    collect_origin(&subject, root);
    collect_space(inventory, &subject, root, answer->space_problem ? NULL : &answer->info,
                  answer->space_problem);
    ARENA_PUSH(inventory->arena, inventory->pool, inventory->pool_count, inventory->pool_room) =
        (struct pool){
            .name = arena_text(inventory->arena, name),
            .path = arena_text(inventory->arena, path),
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

static void inquiry_add_volumes(struct arena *arena, struct inquiry *inquiry,
                                const struct answer *answer) {
    for (int i = 0; i < answer->volume_count; i++)
        ARENA_PUSH(arena, inquiry->listed, inquiry->listed_count, inquiry->listed_room) =
            (struct listed){answer->volume[i], virStoragePoolGetName(answer->handle)};
}

static void collect_volumes(struct inventory *inventory, struct inquiry *inquiry) {
    size_t count = inquiry->listed_count;
    inquiry->volume = ARENA_ARRAY(inventory->arena, struct volume *, count);
    fetch_all(&inventory->lanes, ask_volume, inquiry, count);
    inventory->volumes = (struct volume_table){.by_path = inquiry->volume, .count = count};
    for (size_t i = 0; i < count; i++)
        inventory->volumes_complete &= inquiry->volume[i]->path != NULL;
    index_volumes(inventory->arena, &inventory->volumes);
}

// A volume that was removed since the list was made is not in the pool.
static void collect_volume(const struct subject *list, const struct volume *volume) {
    if (!volume->reason)
        return;
    struct subject subject = subject_element(list, volume->name);
    item_add_text(subject.item, "name", volume->name);
    fact_text(&subject, "path", volume->path, volume->reason);
    fact_text(&subject, "format", volume->format, volume->reason);
    fact_quantity(&subject, "capacity", volume->sized, volume->capacity, "B", volume->reason);
    fact_quantity(&subject, "allocated", volume->sized, volume->allocated, "B", volume->reason);
}

// The table by names has the volumes of each pool together; NEXT is the first of this pool.
static void collect_content(const struct volume_table *volumes, const struct answer *answer,
                            size_t *next) {
    if (answer->volume_problem) {
        fact_missing(&answer->subject, "volume", answer->volume_problem);
        return;
    }
    struct subject list = subject_list(&answer->subject, "volume");
    for (int i = 0; i < answer->volume_count; i++)
        collect_volume(&list, volumes->by_name[(*next)++]);
}

static void answer_clear(struct answer *answer) {
    if (answer->volume_count >= 0)
        virStoragePoolFree(answer->handle);
    xmlFreeDoc(answer->document);
    free(answer->volume);
}

void collect_storage(struct inventory *inventory, const struct subject *host) {
    virStoragePoolPtr *pools = NULL;
    struct inquiry inquiry = {.writable = inventory->writable};
    int count = virConnectListAllStoragePools(inventory->connection, &pools, 0);
    if (count < 0) {
        fact_missing(host, "pool", virGetLastErrorMessage());
        return;
    }
    for (int i = 0; i < count; i++)
        ARENA_PUSH(inventory->arena, inquiry.answer, inquiry.count, inquiry.room) =
            (struct answer){.handle = pools[i]};
    free(pools);
    fetch_all(&inventory->lanes, ask_pool, &inquiry, inquiry.count);
    struct subject list = subject_list(host, "pool");
    inventory->volumes_complete = inventory->pools_listed = true;
    sort_array(inquiry.answer, inquiry.count, sizeof *inquiry.answer, compare_answers);
    for (size_t i = 0; i < inquiry.count; i++) {
        collect_pool(inventory, &list, &inquiry.answer[i]);
        inquiry_add_volumes(inventory->arena, &inquiry, &inquiry.answer[i]);
    }
    collect_volumes(inventory, &inquiry);
    size_t next = 0;
    for (size_t i = 0; i < inquiry.count; i++) {
        collect_content(&inventory->volumes, &inquiry.answer[i], &next);
        answer_clear(&inquiry.answer[i]);
    }
}

void storage_clear(struct inventory *inventory) {
    for (size_t i = 0; i < inventory->pool_count; i++) {
        if (inventory->pool[i].handle)
            virStoragePoolFree(inventory->pool[i].handle);
    }
}
