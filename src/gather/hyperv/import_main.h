// A facts document, made of the export of a Hyper-V server.
#ifndef PLIM_GATHER_HYPERV_IMPORT_MAIN_H
#define PLIM_GATHER_HYPERV_IMPORT_MAIN_H

#include "gather/hyperv/import.h"

// Makes a facts document of an export that was read: of the root "source" or "dest", or of a fleet
// where ROOT is NULL. NAME is the host's, or NULL for the name that the export gives. NULL after an
// error.
struct item *hyperv_import(const struct export *export, const char *root, const char *name);

#endif
