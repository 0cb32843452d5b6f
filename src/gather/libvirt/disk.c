// A machine's disks and drives, from its definition and the pools' volumes.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/chain.h"

#include <string.h>

// A disk while it is collected: its element, and the volume behind it where one is known.
struct drive {
    xmlNodePtr xml, source;
    const char *target, *type, *device;
    const struct volume *volume;
    const char *path; // NULL where it is unknown
};

static bool is_empty(const struct drive *drive) {
    bool removable = text_is(drive->device, "cdrom") || text_is(drive->device, "floppy");
    return removable && !drive->source;
}

static struct drive drive_of(const struct inventory *inventory, const struct volume_list *apart,
                             xmlNodePtr xml) {
    const char *device = xml_attribute(xml, "device");
    struct drive drive = {
        .xml = xml,
        .source = xml_child(xml, "source"),
        .target = xml_attribute(xml_child(xml, "target"), "dev"),
        .type = xml_attribute(xml, "type"),
        .device = device ? device : "disk",
    };
    const char *pool = xml_attribute(drive.source, "pool");
    const char *name = xml_attribute(drive.source, "volume");
    drive.path = source_path(inventory->arena, drive.type, drive.source);
    if (pool && name)
        drive.volume = volume_by_name(inventory, apart, pool, name);
    else if (drive.path && drive.path[0] == '/')
        drive.volume = volume_by_path(inventory, apart, drive.path);
    if (pool && drive.volume)
        drive.path = drive.volume->path;
    return drive;
}

// The kinds of libvirt in the words of the fact model.
static const char *drive_kind(const struct drive *drive) {
    static const char *const kinds[][2] = {
        {"file", "file"},       {"dir", "file"},      {"block", "block"},
        {"network", "network"}, {"volume", "volume"}, {"nvme", "passthrough"},
    };
    if (text_is(drive->device, "lun"))
        return "passthrough";
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (text_is(drive->type, kinds[i][0]))
            return kinds[i][1];
    }
    return NULL;
}

static const char *format_of(const struct drive *drive) {
    const char *format = xml_attribute(xml_child(drive->xml, "driver"), "type");
    return !format && drive->volume ? drive->volume->format : format;
}

static struct chain chain_of(struct inventory *inventory, const struct volume_list *apart,
                             const struct drive *drive) {
    struct layer own = {.path = drive->path, .format = format_of(drive)};
    if (is_empty(drive))
        return (struct chain){0};
    return chain_read(inventory, apart, drive->xml, own, drive->volume);
}

static void collect_backing(const struct subject *disk, const struct chain *chain) {
    const char *below = chain->count > 1 ? chain->layer[1].path : chain->reason ? NULL : "";
    fact_text(disk, "backing", below, chain->reason);
}

static void collect_pool_name(const struct inventory *inventory, const struct subject *disk,
                              const struct drive *drive) {
    const char *pool = xml_attribute(drive->source, "pool");
    bool network = text_is(drive->type, "network");
    if (pool && !pool_find(inventory, pool)) {
        fact_missing(disk, "pool",
                     inventory->pools_listed ? "the host has no pool of the name in the definition"
                                             : "libvirt does not list the pools");
        return;
    }
    if (!pool && drive->volume)
        pool = drive->volume->pool;
    const struct pool *holder =
        !pool && drive->path && !network ? pool_of_directory(inventory, drive->path) : NULL;
    if (holder)
        pool = holder->name;
    // A device may be the volume of a pool under another of its names, such as /dev/mapper/….
    bool one_name = drive->path && !network && !text_is(drive->type, "block");
    if (!pool && (is_empty(drive) || (one_name && inventory->volumes_complete)))
        pool = "";
    fact_text(disk, "pool", pool, "the volumes that libvirt lists do not settle it");
}

// A volume has its sizes, and an empty drive occupies nothing. The host is asked about other images
// later, because such a question may wait for storage that does not answer; a simulated host would
// answer with constants.
static void collect_sizes(struct inventory *inventory, const struct subject *disk,
                          const struct drive *drive, const struct chain *chain,
                          virDomainPtr domain) {
    const struct volume *volume = drive->volume && drive->volume->sized ? drive->volume : NULL;
    bool known = volume || is_empty(drive);
    struct image image = {
        .domain = domain,
        .disk = *disk,
        .target = drive->target,
        .chain = chain,
        .sized = known,
        .capacity = volume ? volume->capacity : 0,
    };
    if ((known && chain_sized(chain)) || inventory->simulated)
        fact_image(&image, IMAGE_UNKNOWN);
    else
        image_remember(inventory, &image);
}

static void collect_disk(const struct subject *list, struct inventory *inventory,
                         const struct drive *drive, const struct chain *chain,
                         virDomainPtr domain) {
    struct subject disk = subject_element(list, drive->target);
    const char *cache = xml_attribute(xml_child(drive->xml, "driver"), "cache");
    bool removable = text_is(drive->device, "cdrom") || text_is(drive->device, "floppy");
    item_add_text(disk.item, "target", drive->target);
    fact_text(&disk, "path", is_empty(drive) ? "" : drive->path, "its source has no path");
    fact_text(&disk, "format", format_of(drive),
              is_empty(drive) ? "the drive is empty" : "the definition names no format");
    fact_text(&disk, "bus", xml_attribute(xml_child(drive->xml, "target"), "bus"),
              "the definition names no bus");
    // libvirt's own word for leaving the choice to the hypervisor.
    item_add_text(disk.item, "cache", cache ? cache : "default");
    collect_backing(&disk, chain);
    collect_pool_name(inventory, &disk, drive);
    collect_sizes(inventory, &disk, drive, chain, domain);
    fact_text(&disk, "kind", drive_kind(drive), "a kind of disk that is not known here");
    item_add_text(disk.item, "media", removable ? drive->device : "disk");
    item_add_bool(disk.item, "shared", xml_child(drive->xml, "shareable") != NULL);
    item_add_bool(disk.item, "transient", xml_child(drive->xml, "transient") != NULL);
    item_add_bool(disk.item, "readonly", xml_child(drive->xml, "readonly") != NULL);
    collect_drive_settings(&disk, drive->xml);
}

static const char *target_of(xmlNodePtr disk) {
    return xml_attribute(xml_child(disk, "target"), "dev");
}

static int compare_targets(const void *left, const void *right) {
    return strcmp(target_of(*(const xmlNodePtr *)left), target_of(*(const xmlNodePtr *)right));
}

void collect_disks(struct inventory *inventory, const struct subject *machine,
                   const struct definition *definition, const struct volume_list *apart,
                   virDomainPtr domain) {
    struct subject list = subject_list(machine, "disk");
    struct xml_elements disks =
        definition_elements(inventory->arena, definition, "devices/disk", target_of, true);
    sort_array(disks.all, disks.count, sizeof *disks.all, compare_targets);
    for (size_t i = 0; i < disks.count; i++) {
        struct drive drive = drive_of(inventory, apart, disks.all[i]);
        struct chain chain = chain_of(inventory, apart, &drive);
        collect_disk(&list, inventory, &drive, &chain, domain);
    }
}
