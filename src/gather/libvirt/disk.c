// A machine's disks and drives, from its definition and the pools' volumes.
#include "config.h"

#include "base/sort.h"
#include "gather/libvirt/inventory.h"

#include <string.h>

// A disk while it is collected: its element, and the volume behind it where one is known.
struct drive {
    xmlNodePtr xml, source;
    const char *target, *type, *device;
    const struct volume *volume;
    const char *path; // NULL where it is unknown
};

// Returns what a <source> of that type names, or NULL. The path of a volume is known to its pool
// only.
static const char *source_path(struct arena *arena, const char *type, xmlNodePtr source) {
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

static void collect_format(const struct subject *disk, const struct drive *drive) {
    const char *format = xml_attribute(xml_child(drive->xml, "driver"), "type");
    if (!format && drive->volume)
        format = drive->volume->format;
    fact_text(disk, "format", format,
              is_empty(drive) ? "the drive is empty" : "the definition names no format");
}

// Only running machines have their chain of images in the definition; else the volume has it.
static void collect_backing(const struct subject *disk, const struct drive *drive) {
    xmlNodePtr store = xml_child(drive->xml, "backingStore");
    const char *format = xml_attribute(xml_child(drive->xml, "driver"), "type");
    const char *path = NULL;
    if (store && xml_child(store, "source"))
        path = source_path(subject_arena(disk), xml_attribute(store, "type"),
                           xml_child(store, "source"));
    else if (store || is_empty(drive) || text_is(format, "raw"))
        path = "";
    else if (drive->volume && drive->volume->backing)
        path = drive->volume->backing;
    fact_text(disk, "backing", path, "libvirt does not tell what the image is based on");
}

static void collect_pool_name(const struct inventory *inventory, const struct subject *disk,
                              const struct drive *drive) {
    const char *pool = xml_attribute(drive->source, "pool");
    bool network = text_is(drive->type, "network");
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
                          const struct drive *drive, virDomainPtr domain) {
    const struct volume *volume = drive->volume && drive->volume->sized ? drive->volume : NULL;
    bool known = volume || is_empty(drive);
    if (!known && !inventory->simulated) {
        image_remember(inventory, disk, domain, drive->target);
        return;
    }
    fact_quantity(disk, "capacity", known, volume ? volume->capacity : 0, "B", IMAGE_UNKNOWN);
    fact_quantity(disk, "allocated", known, volume ? volume->allocated : 0, "B", IMAGE_UNKNOWN);
}

static void collect_disk(const struct subject *list, struct inventory *inventory,
                         const struct drive *drive, virDomainPtr domain) {
    struct subject disk = subject_element(list, drive->target);
    const char *cache = xml_attribute(xml_child(drive->xml, "driver"), "cache");
    bool removable = text_is(drive->device, "cdrom") || text_is(drive->device, "floppy");
    item_add_text(disk.item, "target", drive->target);
    fact_text(&disk, "path", is_empty(drive) ? "" : drive->path, "its source has no path");
    collect_format(&disk, drive);
    fact_text(&disk, "bus", xml_attribute(xml_child(drive->xml, "target"), "bus"),
              "the definition names no bus");
    // libvirt's own word for leaving the choice to the hypervisor.
    item_add_text(disk.item, "cache", cache ? cache : "default");
    collect_backing(&disk, drive);
    collect_pool_name(inventory, &disk, drive);
    collect_sizes(inventory, &disk, drive, domain);
    fact_text(&disk, "kind", drive_kind(drive), "a kind of disk that is not known here");
    item_add_text(disk.item, "media", removable ? drive->device : "disk");
    item_add_bool(disk.item, "shared", xml_child(drive->xml, "shareable") != NULL);
    item_add_bool(disk.item, "transient", xml_child(drive->xml, "transient") != NULL);
    item_add_bool(disk.item, "readonly", xml_child(drive->xml, "readonly") != NULL);
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
        collect_disk(&list, inventory, &drive, domain);
    }
}
