// Facts about one thing as they are collected, and the list of those that could not be told.
#ifndef PLIM_GATHER_FACT_H
#define PLIM_GATHER_FACT_H

#include "gather/memory.h"
#include "facts/write_json.h"

#include <stdbool.h>
#include <stdint.h>

// A thing that facts are collected about: a host, a machine, a disk. `object` receives the facts,
// `path` is where they stand in the fact model (source.vm["db01"]), `missing` is the list that
// receives what cannot be told. The subject owns its path; the trees belong to the document.
struct subject {
    cJSON *object, *missing;
    char *path;
};

// Returns what libvirt last said on this thread, as the reason for a missing fact. The next call of
// libvirt frees the text.
const char *libvirt_reason(void);

// Returns a subject for the record NAME of PARENT (host.cpu), which is added to it.
struct subject subject_record(struct subject *parent, const char *name);
// Returns a subject for a new element of LIST, the list NAME of PARENT, found by a text or by a
// number. The element is a member of LIST only.
struct subject subject_element(struct subject *parent, cJSON *list, const char *name,
                               const char *key);
struct subject subject_numbered(struct subject *parent, cJSON *list, const char *name,
                                uint64_t key);
// Frees what the subject owns.
void subject_clear(struct subject *subject);

// Notes that a fact could not be told; NAME is a field of the subject, or a path below it, or NULL
// for the subject as a whole.
void fact_missing(struct subject *subject, const char *name, const char *reason);
// Adds the fact, or notes it as missing for that reason where VALUE is NULL or not TOLD.
void fact_text(struct subject *subject, const char *name, const char *value, const char *reason);
void fact_bool(struct subject *subject, const char *name, bool told, bool value,
               const char *reason);
void fact_int(struct subject *subject, const char *name, bool told, uint64_t value,
              const char *reason);
void fact_quantity(struct subject *subject, const char *name, bool told, uint64_t value,
                   const char *unit, const char *reason);
// Adds the list of these texts, sorted and each once, or notes it as missing where there are none.
// The table is sorted.
void fact_set(struct subject *subject, const char *name, const char **texts, size_t count,
              const char *reason);

#endif
