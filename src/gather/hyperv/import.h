// Facts of a Hyper-V server, made of an export: the parts of a host and of a machine, and what they
// share.
#ifndef PLIM_GATHER_HYPERV_IMPORT_H
#define PLIM_GATHER_HYPERV_IMPORT_H

#include "gather/fact.h"
#include "gather/hyperv/export.h"

// The parts of a host. Each adds its facts to the subject.
void hyperv_host(const struct export *export, const struct subject *host);
void hyperv_networks(const struct export *export, const struct subject *host);
void hyperv_server(const struct export *export, const struct subject *host);
void hyperv_moves(const struct export *export, const struct subject *host);
// Whether the server is a node of a cluster; false where that is unknown, and why.
bool hyperv_clustered(const struct export *export, bool *clustered, const char **reason);
void hyperv_machines(const struct export *export, const struct subject *host);

// A machine while its facts are made: its row of Get-VM, its id in lower case, and its generation,
// 0 where that is unknown.
struct machine {
    const struct export *export;
    const struct row *row;
    const char *id;
    uint64_t generation;
    struct subject subject;
};

// The parts of a machine.
void hyperv_settings(const struct machine *machine);
void hyperv_disks(const struct machine *machine);
void hyperv_adapters(const struct machine *machine);
void hyperv_snapshots(const struct machine *machine);
void hyperv_devices(const struct machine *machine);

// Whether the server runs a release of Windows before this version ("10.0"); false where it is
// unknown.
bool release_before(const struct export *export, const char *version);
// The product's name ("Windows Server 2022") and its edition ("Datacenter"), whatever the language
// of the server; NULL where they are unknown.
const char *release_name(const struct row *system);
const char *release_edition(const struct row *system);

// Add a fact from a property of an object, or note why it is missing.
void import_text(const struct subject *subject, const char *fact, const struct row *row,
                 const char *property);
void import_version(const struct subject *subject, const char *fact, const struct row *row,
                    const char *property);
void import_bool(const struct subject *subject, const char *fact, const struct row *row,
                 const char *property);
void import_number(const struct subject *subject, const char *fact, const struct row *row,
                   const char *property);

// What one counts for in a number of a cmdlet: how many of a unit of the fact model.
struct scale {
    uint64_t factor;
    const struct measure *measure;
};
extern const struct scale scale_count, scale_bytes, scale_kibibytes, scale_mebibytes,
    scale_machine_memory, scale_host_memory, scale_megahertz;
void import_quantity(const struct subject *subject, const char *fact, const struct row *row,
                     const char *property, const struct scale *scale);

// The name of a value of an enumeration in words: "production only" for ProductionOnly, "credssp"
// for CredSSP. NULL where it has none.
const char *import_name(const struct row *row, const char *property,
                        const struct enumerator *table);
// Such a name in words.
const char *import_words(struct arena *arena, const char *name);

// A hardware address as aa:bb:cc:dd:ee:ff, or NULL where the text is none.
const char *import_mac(struct arena *arena, const char *text);

// A list of the host: the cmdlet whose objects are its elements, and how one is added.
struct import_list {
    const char *name;
    enum cmdlet cmdlet;
    void (*add)(const struct export *export, const struct subject *list, const struct row *row);
};
// Adds the lists to the host, or notes why they are missing.
void import_lists(const struct export *export, const struct subject *host,
                  const struct import_list *lists, size_t count);

// The row with this name as its property, whatever its case; NULL if there is none or NAME is NULL.
const struct row *import_find(const struct rows *rows, const char *property, const char *name);

#endif
