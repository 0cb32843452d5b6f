// The processor of a host, and what its hypervisor offers.
#ifndef PLIM_GATHER_LIBVIRT_PROCESSOR_H
#define PLIM_GATHER_LIBVIRT_PROCESSOR_H

#include "gather/libvirt/inventory.h"

// Names that belong to a document, in no order; the table lives in an arena.
struct names {
    const char **name;
    size_t count, room;
};

// Adds a name, unless it is NULL.
void names_add(struct arena *arena, struct names *names, const char *name);

// feature.c: the whole feature set of the processor that a <cpu> element of the capabilities
// describes. REASON is why there is no such element.
void collect_features(struct inventory *inventory, const struct subject *processor, xmlNodePtr cpu,
                      const char *reason);

// identity.c: what the capabilities say beside the processor. REASON is why a fact is not in them.
void collect_identity(struct inventory *inventory, const struct subject *host,
                      xmlNodePtr capabilities, const char *reason);

// offer.c: the domain capabilities, which libvirt gives only on a read-write connection.
void collect_offer(struct inventory *inventory, const struct subject *host);
// The same from texts: of the machine type that the host chooses, and of q35. NULL where the host
// gives none, PROBLEM being why a fact is not in the first. PARTIAL is why the second is unknown,
// NULL where it is known or there is no such type.
void collect_offer_text(struct inventory *inventory, const struct subject *host, const char *usual,
                        const char *modern, const char *problem, const char *partial);

#endif
