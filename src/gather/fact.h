// Facts about one thing as they are collected, and the list of those that are missing.
#ifndef PLIM_GATHER_FACT_H
#define PLIM_GATHER_FACT_H

#include "gather/item.h"

#include <stdbool.h>
#include <stdint.h>

// A thing that facts are collected about (a host, a machine, a disk), or a list of such things.
// `item` receives the facts, `path` is where they stand in the fact model (source.vm["db01"]),
// `missing` is the list that receives the facts that are missing. All of it lives in the arena of
// the document.
struct subject {
    struct item *item, *missing;
    const char *path;
};

// Returns the arena of the document.
struct arena *subject_arena(const struct subject *subject);

// Returns a subject for the record or the list NAME of PARENT (host.cpu, host.vm), which is added
// to it.
struct subject subject_record(const struct subject *parent, const char *name);
struct subject subject_list(const struct subject *parent, const char *name);
// Returns a subject for a new element of LIST, which is found by a text or by a number.
struct subject subject_element(const struct subject *list, const char *key);
struct subject subject_numbered(const struct subject *list, uint64_t key);

// Notes that a fact is missing; NAME is a field of the subject, or a path below it, or NULL for the
// subject as a whole.
void fact_missing(const struct subject *subject, const char *name, const char *reason);
// Facts that a source of facts never gives, and why.
struct missing_row {
    const char *fact, *reason;
};
// Notes that all of these are missing.
void fact_missing_all(const struct subject *subject, const struct missing_row *rows, size_t count);
// Adds the fact, or notes it as missing for that reason where VALUE is NULL or not KNOWN.
void fact_text(const struct subject *subject, const char *name, const char *value,
               const char *reason);
void fact_bool(const struct subject *subject, const char *name, bool known, bool value,
               const char *reason);
void fact_int(const struct subject *subject, const char *name, bool known, uint64_t value,
              const char *reason);
// The unit is that of the fact in the fact model: B, B/s or Hz.
void fact_quantity(const struct subject *subject, const char *name, bool known, uint64_t value,
                   const char *unit, const char *reason);
// What a fact is counted in, "" for a mere number, and the least that the fact model allows of it.
struct measure {
    const char *unit;
    uint64_t least;
};
extern const struct measure measure_bytes, measure_count, measure_machine_memory,
    measure_host_memory, measure_frequency;
// Adds a fact that is no less than its least; an answer that is less is missing, with a reason of
// its own.
void fact_measure(const struct subject *subject, const char *name, bool known, uint64_t value,
                  const struct measure *measure, const char *reason);
// Adds the list of these texts, sorted and each once. Where there are none it is missing, or empty
// if REASON is NULL. The table is sorted.
void fact_set(const struct subject *subject, const char *name, const char **texts, size_t count,
              const char *reason);

#endif
