// The file system that a directory of this machine lies on.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <mntent.h>
#include <sys/vfs.h>
#endif

#include "base/file.h"

#ifdef __linux__
// A file system in user space, which only the table of mounts names.
#define FUSE 0x65735546

// The numbers by which Linux tells file systems apart. libvirt looks at them as well: where it has
// to know whether hosts share a file, it takes SMB 1 (cifs) for shared and its successors not, and
// does not know OpenAFS.
static const struct filesystem {
    uint32_t number;
    const char *name;
} filesystems[] = {
    {0x6969, "nfs"},         {0x01161970, "gfs2"}, {0x7461636f, "ocfs2"}, {0x6b414653, "afs"},
    {0x5346414f, "openafs"}, {0x517b, "smb"},      {0xff534d42, "cifs"},  {0xfe534d42, "smb2"},
    {0x00c36400, "ceph"},    {0x47504653, "gpfs"}, {0x61636673, "acfs"},  {0x19830326, "beegfs"},
    {0x0bd00bd0, "lustre"},  {0xef53, "ext4"},     {0x58465342, "xfs"},   {0x9123683e, "btrfs"},
    {0x2fc12fc1, "zfs"},     {0xf2f52010, "f2fs"}, {0x01021994, "tmpfs"}, {0x794c7630, "overlay"},
};

static bool is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    if (length > 0 && folder[length - 1] == '/')
        length--;
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

// The table of mounts.
static struct text table;

enum { TABLE_LIMIT = 16 << 20 };

void filesystem_read_mounts(void) {
    if (file_read("/proc/self/mounts", TABLE_LIMIT, &table) != 0)
        text_reset(&table);
}

// Returns the type of the last mount on the longest folder above PATH, without the prefix that all
// in user space have.
static const char *mounted(struct arena *arena, const char *path) {
    char real[PATH_MAX], line[4 * PATH_MAX];
    struct mntent mount;
    const char *type = NULL;
    size_t longest = 0;
    bool known = table.size > 0 && realpath(path, real);
    FILE *mounts = known ? fmemopen(table.data, table.size, "r") : NULL;
    while (mounts && getmntent_r(mounts, &mount, line, sizeof line)) {
        size_t length = strlen(mount.mnt_dir);
        if (length < longest || !is_below(real, mount.mnt_dir))
            continue;
        longest = length;
        type = arena_text(arena, mount.mnt_type);
    }
    if (mounts)
        endmntent(mounts);
    return type && strncmp(type, "fuse.", 5) == 0 ? type + 5 : type;
}

const char *filesystem_of(struct arena *arena, const char *path) {
    struct statfs status;
    if (statfs(path, &status) != 0)
        return NULL;
    uint32_t number = (uint32_t)status.f_type;
    for (size_t i = 0; i < sizeof filesystems / sizeof *filesystems; i++) {
        if (filesystems[i].number == number)
            return filesystems[i].name;
    }
    return number == FUSE ? mounted(arena, path) : NULL;
}
#else
void filesystem_read_mounts(void) {
}

const char *filesystem_of(struct arena *arena, const char *path) {
    (void)arena;
    (void)path;
    return NULL;
}
#endif
