// manifest.json of an export: which cmdlets were asked, and what came of it.
#ifndef PLIM_GATHER_HYPERV_MANIFEST_H
#define PLIM_GATHER_HYPERV_MANIFEST_H

#include "gather/hyperv/field.h"

struct manifest_entry {
    const char *name, *file; // file: NULL where there is none
    const char *error;       // never NULL where not ok
    bool ok, counted;
    bool absent;         // the release has no such cmdlet
    bool told;           // which machines the error is about; else it may be any
    const char **failed; // ids of these machines, in lower case
    size_t failed_count, failed_room;
    uint64_t count;
};

struct manifest {
    const char *host, *at, *powershell; // NULL where unknown
    struct manifest_entry *entries;
    size_t count, room;
};

// Reads the manifest of a folder; false if it has none. It may be true after an error.
bool manifest_read(struct manifest *manifest, struct arena *arena, struct diagnostics *errors,
                   const char *folder);

const struct manifest_entry *manifest_find(const struct manifest *manifest, const char *name);

#endif
