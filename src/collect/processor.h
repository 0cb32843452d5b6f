// What a host tells of its processor, and what its hypervisor makes of it.
#ifndef PLIM_COLLECT_PROCESSOR_H
#define PLIM_COLLECT_PROCESSOR_H

#include "collect/inventory.h"

// feature.c: the whole feature set of the processor that a <cpu> element of the capabilities
// describes. REASON tells why there is no such element.
void collect_features(struct inventory *inventory, struct subject *processor, xmlNodePtr cpu,
                      const char *reason);

// offer.c: the machine types of the capabilities, and what the domain capabilities tell; those
// libvirt gives away on a read-write connection only.
void collect_machine_types(struct subject *host, xmlNodePtr capabilities, const char *reason);
void collect_offer(struct inventory *inventory, struct subject *host);
// The same from a text: NULL where the host gives none, PROBLEM being why a fact is not in it.
void collect_offer_text(struct inventory *inventory, struct subject *host, const char *text,
                        const char *problem);

#endif
