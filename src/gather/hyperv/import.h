// Facts of a Hyper-V server, made of an export.
#ifndef PLIM_GATHER_HYPERV_IMPORT_H
#define PLIM_GATHER_HYPERV_IMPORT_H

#include "gather/fact.h"
#include "gather/hyperv/export.h"

// Makes a facts document of an export that was read: of the root "source" or "dest", or of a fleet
// where ROOT is NULL. NAME is the host's, or NULL for the one that it gives itself. The caller
// frees the document; it is void where the export's problem is set.
cJSON *hyperv_import(struct export *export, const char *root, const char *name);

// The parts of a host. Each adds its facts to the subject.
void hyperv_host(const struct export *export, struct subject *host);
void hyperv_networks(const struct export *export, struct subject *host);
void hyperv_server(const struct export *export, struct subject *host);
void hyperv_machines(const struct export *export, struct subject *host);
// Parts of a machine, which is a row of Get-VM with an id in lower case.
void hyperv_disks(const struct export *export, struct subject *machine, const struct row *row,
                  const char *id);
void hyperv_adapters(const struct export *export, struct subject *machine, const char *id);
void hyperv_snapshots(const struct export *export, struct subject *machine, const struct row *row,
                      const char *id);
void hyperv_devices(const struct export *export, struct subject *machine, const char *id);

// Add a fact from a property of a row that a cmdlet gave, or note why it is missing.
void import_text(const struct export *export, struct subject *subject, const char *fact,
                 const struct row *row, enum cmdlet cmdlet, const char *property);
void import_bool(const struct export *export, struct subject *subject, const char *fact,
                 const struct row *row, enum cmdlet cmdlet, const char *property);
void import_number(const struct export *export, struct subject *subject, const char *fact,
                   const struct row *row, enum cmdlet cmdlet, const char *property);
// A quantity in units of so many bytes (or hertz).
void import_quantity(const struct export *export, struct subject *subject, const char *fact,
                     const struct row *row, enum cmdlet cmdlet, const char *property,
                     uint64_t factor, const char *unit);
// A hardware address as aa:bb:cc:dd:ee:ff, or NULL where the text is none.
const char *import_mac(struct arena *arena, const char *text);
const char *import_lower(struct arena *arena, const char *text);

#endif
