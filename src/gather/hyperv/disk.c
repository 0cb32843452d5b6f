// The disks and drives of a machine, with their chains of images.
#include "config.h"

#include "gather/hyperv/import.h"

// The longest chain of differencing images; a longer one is a circle.
enum { LONGEST_CHAIN = 1000 };

// The parent of a differencing image, "" where there is none, NULL where that is unknown.
static const char *parent_of(const struct row *image) {
    const char *parent = field_text(image, "ParentPath");
    const char *type = field_enum(image, "VhdType", enum_vhd_type);
    if (parent != NULL && *parent != '\0')
        return parent;
    bool answered = tokens_member(image->object, "ParentPath") != NULL;
    return answered && !same_name(type, "Differencing") ? "" : NULL;
}

// What images occupy together, each counted once.
struct occupied {
    const struct export *export;
    const struct row **counted;
    size_t count, room;
    uint64_t size;
};

static bool is_counted(const struct occupied *occupied, const struct row *image) {
    for (size_t i = 0; i < occupied->count; i++)
        if (occupied->counted[i] == image)
            return true;
    return false;
}

// Adds an image and those that it is a difference to; false where one is unknown.
static bool add_chain(struct occupied *occupied, const char *path) {
    for (int i = 0; i < LONGEST_CHAIN; i++) {
        const struct row *image = export_find(occupied->export, GET_VHD, path);
        uint64_t own;
        if (image == NULL || !field_number(image, "FileSize", &own) ||
            own > UINT64_MAX - occupied->size)
            return false;
        if (is_counted(occupied, image))
            return true;
        ARENA_PUSH(image->arena, occupied->counted, occupied->count, occupied->room) = image;
        occupied->size += own;
        path = parent_of(image);
        if (path == NULL || *path == '\0')
            return path != NULL;
    }
    return false;
}

static bool is_same_place(const struct row *a, const struct row *b) {
    static const char *const place[] = {"ControllerNumber", "ControllerLocation"};
    uint64_t x = 0, y = 0;
    if (!same_name(field_enum(a, "ControllerType", enum_controller),
                   field_enum(b, "ControllerType", enum_controller)))
        return false;
    for (int i = 0; i < 2; i++)
        if (!field_number(a, place[i], &x) || !field_number(b, place[i], &y) || x != y)
            return false;
    return true;
}

// Every checkpoint is one that the machine goes back to: those images are among its own disks'.
static bool has_branches(const struct machine *machine) {
    struct rows snapshots;
    const char *reason, *at = field_text(machine->row, "ParentSnapshotId");
    if (!export_rows(machine->export, GET_VM_SNAPSHOT, machine->id, &snapshots, &reason))
        return true;
    size_t behind = 0;
    for (const struct row *row;
         behind <= snapshots.count && (row = import_find(&snapshots, "Id", at)) != NULL; behind++)
        at = field_text(row, "ParentSnapshotId");
    return behind != snapshots.count;
}

// The images that checkpoints have at a drive's place; false where they are unknown.
static bool add_branches(struct occupied *occupied, const struct machine *machine,
                         const struct row *drive) {
    struct rows drives;
    const char *reason;
    if (!export_rows(machine->export, GET_VM_SNAPSHOT_HARD_DISK_DRIVE, machine->id, &drives,
                     &reason))
        return !has_branches(machine);
    for (size_t i = 0; i < drives.count; i++) {
        const char *path = field_text(&drives.first[i], "Path");
        if (is_same_place(drive, &drives.first[i]) && !add_chain(occupied, path))
            return false;
    }
    return true;
}

// A set of images is a file of metadata, whose data lies in an image beside it.
static bool is_set(const struct row *image) {
    return same_name(field_known(image, "VhdFormat", enum_vhd_format), "VHDSet");
}

// Each image that the disk and its checkpoints have.
static void add_images(const struct subject *disk, const struct occupied *occupied) {
    struct subject list = subject_list(disk, "image");
    for (size_t i = 0; i < occupied->count; i++) {
        const struct row *row = occupied->counted[i];
        const char *path = field_text(row, "Path");
        const char *format = field_known(row, "VhdFormat", enum_vhd_format);
        struct subject image = subject_element(&list, path);
        item_add_text(image.item, "path", path);
        fact_text(&image, "format", format ? export_lower(row->arena, format) : NULL,
                  field_reason(row, "VhdFormat"));
        import_quantity(&image, "size", row, "FileSize", &scale_bytes);
    }
}

static void add_allocated(const struct machine *machine, const struct subject *disk,
                          const struct row *drive, const char *reason) {
    struct occupied occupied = {.export = machine->export};
    const char *path = field_text(drive, "Path");
    const struct row *image = export_find(machine->export, GET_VHD, path);
    bool set = image != NULL && is_set(image);
    bool known = !set && add_chain(&occupied, path) && add_branches(&occupied, machine, drive);
    const char *why = set ? "the data of a VHD set lies in images that Get-VHD does not name"
                      : image == NULL
                          ? reason
                          : "Get-VHD did not tell every image of the disk and its checkpoints";
    fact_quantity(disk, "allocated", known, occupied.size, "B", why);
    if (known)
        add_images(disk, &occupied);
    else
        fact_missing(disk, "image", why);
}

static void add_image(const struct machine *machine, const struct subject *disk,
                      const struct row *drive) {
    const struct export *export = machine->export;
    const char *path = field_text(drive, "Path");
    const struct row *image = export_find(export, GET_VHD, path);
    const char *reason =
        export_reason(export, GET_VHD, image != NULL ? "all of this image" : "this image");
    const struct origin nothing = {"Get-VHD", reason};
    const struct row none = {.origin = &nothing, .arena = export->arena};
    const char *format = field_known(image ? image : &none, "VhdFormat", enum_vhd_format);
    uint64_t capacity = 0;
    bool has_capacity = image != NULL && field_number(image, "Size", &capacity);
    const char *type = field_known(image ? image : &none, "VhdType", enum_vhd_type);
    fact_text(disk, "type", type ? export_lower(export->arena, type) : NULL, reason);
    import_quantity(disk, "sector_logical", image ? image : &none, "LogicalSectorSize",
                    &scale_bytes);
    import_quantity(disk, "sector_physical", image ? image : &none, "PhysicalSectorSize",
                    &scale_bytes);
    fact_text(disk, "format", format ? export_lower(export->arena, format) : NULL, reason);
    fact_text(disk, "backing", image != NULL ? parent_of(image) : NULL, reason);
    fact_quantity(disk, "capacity", has_capacity, capacity, "B", reason);
    add_allocated(machine, disk, drive, reason);
}

// "SCSI 0:1": a drive's place at its controllers.
static const char *target_of(const struct row *row, const char **bus) {
    uint64_t number = 0, location = 0;
    *bus = field_enum(row, "ControllerType", enum_controller);
    if (*bus == NULL || !field_number(row, "ControllerNumber", &number) ||
        !field_number(row, "ControllerLocation", &location)) {
        document_wrong(row->document, row->object,
                       "a drive needs ControllerType, ControllerNumber and ControllerLocation");
        return "";
    }
    return arena_printf(row->arena, "%s %llu:%llu", *bus, (unsigned long long)number,
                        (unsigned long long)location);
}

static struct subject add_drive(const struct subject *list, const struct row *row,
                                const char *media) {
    const char *bus;
    const char *target = target_of(row, &bus);
    struct subject disk = subject_element(list, target);
    item_add_text(disk.item, "target", target);
    item_add_text(disk.item, "media", media);
    bus = enum_known(enum_controller, bus);
    fact_text(&disk, "bus", bus ? export_lower(row->arena, bus) : NULL,
              "this ControllerType is not known");
    return disk;
}

static void add_passthrough(const struct subject *disk) {
    item_add_text(disk->item, "kind", "passthrough");
    item_add_text(disk->item, "format", "raw");
    item_add_text(disk->item, "backing", "");
    fact_missing(disk, "capacity", "Hyper-V does not tell the size of a disk of the host");
    fact_missing(disk, "allocated", "a disk of the host is no image");
    fact_missing(disk, "image", "a disk of the host is no image");
}

// A drive without a disk in it.
static void add_empty(const struct subject *disk) {
    item_add_text(disk->item, "backing", "");
    item_add_quantity(disk->item, "capacity", 0, "B");
    item_add_quantity(disk->item, "allocated", 0, "B");
    item_add_list(disk->item, "image");
}

// A disk of the host has a DiskNumber, and an image a path. Where both are null, it is a disk of
// the host that is offline.
static void add_disk(const struct machine *machine, const struct subject *list,
                     const struct row *row) {
    static const struct missing_row offline[] = {
        {"path", "neither DiskNumber nor Path: a disk of the host that is offline has none"},
        {"kind", "neither DiskNumber nor Path: a disk of the host that is offline has none"},
        {"format", "nothing tells what is behind the drive"},
        {"backing", "nothing tells what is behind the drive"},
        {"capacity", "nothing tells what is behind the drive"},
        {"allocated", "nothing tells what is behind the drive"},
        {"image", "nothing tells what is behind the drive"},
    };
    struct subject disk = add_drive(list, row, "disk");
    uint64_t number = 0;
    const char *path = field_text(row, "Path");
    bool passthrough = field_number(row, "DiskNumber", &number);
    bool numbered = tokens_member(row->object, "DiskNumber") != NULL;
    // Windows Server 2012 R2 has the first disks that several machines use.
    bool shared = false, told = field_bool(row, "SupportPersistentReservations", &shared);
    fact_bool(&disk, "shared", told || release_before(machine->export, "6.3"), shared,
              field_reason(row, "SupportPersistentReservations"));
    if (path == NULL && !passthrough) {
        fact_missing_all(&disk, offline, sizeof offline / sizeof *offline);
        return;
    }
    fact_text(&disk, "path", path, field_reason(row, "Path"));
    if (passthrough) {
        add_passthrough(&disk);
    } else if (*path == '\0') {
        add_empty(&disk);
    } else {
        // Without the property the kind is unknown.
        fact_text(&disk, "kind", numbered ? "file" : NULL, field_reason(row, "DiskNumber"));
        add_image(machine, &disk, row);
    }
}

// A drive without a medium has null; without the property the path is unknown.
static const char *path_or_empty(const struct row *row, const char *path) {
    return path == NULL && tokens_member(row->object, "Path") != NULL ? "" : path;
}

static void add_dvd(const struct subject *list, const struct row *row) {
    struct subject disk = add_drive(list, row, "cdrom");
    const char *path = field_text(row, "Path");
    const char *media = field_known(row, "DvdMediaType", enum_dvd_media);
    fact_text(&disk, "path", path_or_empty(row, path), field_reason(row, "Path"));
    if (media == NULL)
        fact_missing(&disk, "kind", field_reason(row, "DvdMediaType"));
    else if (same_name(media, "ISO"))
        item_add_text(disk.item, "kind", "file");
    else if (same_name(media, "PassThrough"))
        item_add_text(disk.item, "kind", "passthrough");
    item_add_bool(disk.item, "readonly", true);
}

// A machine of generation 1 always has one floppy drive, one of generation 2 none.
static void add_floppy(const struct machine *machine, const struct subject *list) {
    const struct export *export = machine->export;
    struct rows rows = {0};
    const char *reason;
    struct subject disk = subject_element(list, "Floppy");
    item_add_text(disk.item, "target", "Floppy");
    item_add_text(disk.item, "media", "floppy");
    const char *path = NULL;
    if (export_rows(export, GET_VM_FLOPPY_DISK_DRIVE, machine->id, &rows, &reason))
        reason = export_reason(export, GET_VM_FLOPPY_DISK_DRIVE, "Path");
    if (rows.count > 0)
        path = path_or_empty(rows.first, field_text(rows.first, "Path"));
    fact_text(&disk, "path", path, reason);
}

void hyperv_disks(const struct machine *machine) {
    const struct export *export = machine->export;
    struct rows disks, drives;
    const char *reason = field_reason(machine->row, "Generation");
    if (!export_rows(export, GET_VM_HARD_DISK_DRIVE, machine->id, &disks, &reason) ||
        !export_rows(export, GET_VM_DVD_DRIVE, machine->id, &drives, &reason) ||
        machine->generation == 0) {
        fact_missing(&machine->subject, "disk", reason);
        return;
    }
    struct subject list = subject_list(&machine->subject, "disk");
    for (size_t i = 0; i < disks.count; i++)
        add_disk(machine, &list, &disks.first[i]);
    for (size_t i = 0; i < drives.count; i++)
        add_dvd(&list, &drives.first[i]);
    if (machine->generation == 1)
        add_floppy(machine, &list);
}
