// The disks and drives of a machine.
#include "config.h"

#include "gather/hyperv/import.h"

#include <string.h>
#include <strings.h>

// Images are differences to others at most so many times; a longer chain is a circle.
enum { LONGEST_CHAIN = 1000 };

static const struct row *find_image(const struct rows *images, const char *path) {
    for (size_t i = 0; path != NULL && i < images->count; i++) {
        const char *other = field_text(&images->first[i], "Path");
        if (other != NULL && strcasecmp(other, path) == 0)
            return &images->first[i];
    }
    return NULL;
}

// The image that an image is a difference to, "" where there is none, NULL where that is not told.
static const char *parent_of(const struct row *image) {
    const char *parent = field_text(image, "ParentPath");
    const char *type = field_enum(image, "VhdType", enum_vhd_type);
    if (parent != NULL && *parent != '\0')
        return parent;
    bool answered = document_member(image->object, "ParentPath") != NULL;
    return answered && (type == NULL || strcasecmp(type, "Differencing") != 0) ? "" : NULL;
}

// What an image takes up with all those that it is a difference to; false where one is not told.
static bool chain_size(const struct rows *images, const struct row *image, uint64_t *size) {
    uint64_t own, sum = 0;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
        if (image == NULL || !field_number(image, "FileSize", &own) || own > UINT64_MAX - sum)
            return false;
        sum += own;
        const char *parent = parent_of(image);
        if (parent == NULL)
            return false;
        if (*parent == '\0') {
            *size = sum;
            return true;
        }
        image = find_image(images, parent);
    }
    return false;
}

static void add_image(const struct export *export, struct subject *disk, const char *path) {
    struct rows images = {0};
    const char *reason = NULL;
    if (export_all(export, GET_VHD, &images, &reason))
        reason = export_reason(export, GET_VHD, "this image");
    const struct row *image = find_image(&images, path);
    if (image != NULL)
        reason = export_reason(export, GET_VHD, "all of this image");
    const struct row none = {.arena = export->arena};
    const char *format = field_known(image ? image : &none, "VhdFormat", enum_vhd_format);
    uint64_t size = 0, capacity = 0;
    bool told = chain_size(&images, image, &size);
    bool has_capacity = image != NULL && field_number(image, "Size", &capacity);
    fact_text(disk, "format", format ? import_lower(export->arena, format) : NULL, reason);
    fact_text(disk, "backing", image != NULL ? parent_of(image) : NULL, reason);
    fact_quantity(disk, "capacity", has_capacity, capacity, "B", reason);
    fact_quantity(disk, "allocated", told, size, "B",
                  image ? "Get-VHD did not tell every image of the chain" : reason);
}

// "SCSI 0:1": a drive's place at its controllers.
static const char *target_of(const struct export *export, const struct row *row, const char **bus) {
    uint64_t number = 0, location = 0;
    *bus = field_enum(row, "ControllerType", enum_controller);
    if (*bus == NULL || !field_number(row, "ControllerNumber", &number) ||
        !field_number(row, "ControllerLocation", &location)) {
        document_wrong(row->document, row->object,
                       "a drive needs ControllerType, ControllerNumber and ControllerLocation");
        return "";
    }
    return arena_printf(export->arena, "%s %llu:%llu", *bus, (unsigned long long)number,
                        (unsigned long long)location);
}

static struct subject add_drive(const struct export *export, struct subject *machine, cJSON *list,
                                const struct row *row, const char *media) {
    const char *bus;
    const char *target = target_of(export, row, &bus);
    struct subject disk = subject_element(machine, list, "disk", target);
    json_add_text(disk.object, "target", target);
    json_add_text(disk.object, "media", media);
    bus = enum_known(enum_controller, bus);
    fact_text(&disk, "bus", bus ? import_lower(export->arena, bus) : NULL,
              "this ControllerType is not known");
    return disk;
}

static void add_disk(const struct export *export, struct subject *machine, cJSON *list,
                     const struct row *row) {
    struct subject disk = add_drive(export, machine, list, row, "disk");
    uint64_t number = 0;
    bool passthrough = field_number(row, "DiskNumber", &number);
    const char *path = field_text(row, "Path");
    fact_text(&disk, "path", path, export_reason(export, GET_VM_HARD_DISK_DRIVE, "Path"));
    // null is an image; a property that is not there tells nothing.
    bool told = document_member(row->object, "DiskNumber") != NULL;
    fact_text(&disk, "kind",
              passthrough ? "passthrough"
              : told      ? "file"
                          : NULL,
              export_reason(export, GET_VM_HARD_DISK_DRIVE, "DiskNumber"));
    import_bool(export, &disk, "shared", row, GET_VM_HARD_DISK_DRIVE,
                "SupportPersistentReservations");
    if (passthrough) {
        json_add_text(disk.object, "format", "raw");
        json_add_text(disk.object, "backing", "");
        fact_missing(&disk, "capacity", "Hyper-V does not tell the size of a disk of the host");
        fact_missing(&disk, "allocated", "a disk of the host is no image");
    } else {
        add_image(export, &disk, path);
    }
    subject_clear(&disk);
}

// A drive without a medium has null; a property that is not there tells nothing.
static const char *path_or_empty(const struct row *row, const char *path) {
    return path == NULL && document_member(row->object, "Path") != NULL ? "" : path;
}

static void add_dvd(const struct export *export, struct subject *machine, cJSON *list,
                    const struct row *row) {
    struct subject disk = add_drive(export, machine, list, row, "cdrom");
    const char *path = field_text(row, "Path");
    const char *media = field_known(row, "DvdMediaType", enum_dvd_media);
    fact_text(&disk, "path", path_or_empty(row, path),
              export_reason(export, GET_VM_DVD_DRIVE, "Path"));
    if (media == NULL)
        fact_missing(&disk, "kind", export_reason(export, GET_VM_DVD_DRIVE, "DvdMediaType"));
    else if (strcasecmp(media, "ISO") == 0)
        json_add_text(disk.object, "kind", "file");
    else if (strcasecmp(media, "PassThrough") == 0)
        json_add_text(disk.object, "kind", "passthrough");
    json_add_bool(disk.object, "readonly", true);
    subject_clear(&disk);
}

// A machine of generation 1 always has one floppy drive, one of generation 2 none.
static void add_floppy(const struct export *export, struct subject *machine, cJSON *list,
                       const char *id) {
    struct rows rows = {0};
    const char *reason;
    struct subject disk = subject_element(machine, list, "disk", "Floppy");
    json_add_text(disk.object, "target", "Floppy");
    json_add_text(disk.object, "media", "floppy");
    const char *path = NULL;
    if (export_rows(export, GET_VM_FLOPPY_DISK_DRIVE, id, &rows, &reason))
        reason = export_reason(export, GET_VM_FLOPPY_DISK_DRIVE, "Path");
    if (rows.count > 0)
        path = path_or_empty(rows.first, field_text(rows.first, "Path"));
    fact_text(&disk, "path", path, reason);
    subject_clear(&disk);
}

void hyperv_disks(const struct export *export, struct subject *machine, const struct row *row,
                  const char *id) {
    struct rows disks, drives;
    uint64_t generation = 0;
    const char *reason = export_reason(export, GET_VM, "Generation");
    if (!export_rows(export, GET_VM_HARD_DISK_DRIVE, id, &disks, &reason) ||
        !export_rows(export, GET_VM_DVD_DRIVE, id, &drives, &reason) ||
        !field_number(row, "Generation", &generation)) {
        fact_missing(machine, "disk", reason);
        return;
    }
    cJSON *list = json_add_list(machine->object, "disk");
    for (size_t i = 0; i < disks.count; i++)
        add_disk(export, machine, list, &disks.first[i]);
    for (size_t i = 0; i < drives.count; i++)
        add_dvd(export, machine, list, &drives.first[i]);
    if (generation == 1)
        add_floppy(export, machine, list, id);
}
