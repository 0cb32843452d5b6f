// The processors of a host that other hosts are asked about: what its machines see.
#ifndef PLIM_GATHER_LIBVIRT_CANDIDATE_H
#define PLIM_GATHER_LIBVIRT_CANDIDATE_H

#include "gather/item.h"
#include "gather/libvirt/xml.h"

#include <libvirt/libvirt.h>
#include <stdbool.h>
#include <stddef.h>

// A processor as a machine sees it: its architecture, the type of hypervisor ("kvm") that runs it,
// and a <cpu> element of a definition.
struct candidate {
    const char *architecture, *type, *xml;
};

// A machine whose definition names a processor, by its place among the candidates.
struct candidate_machine {
    const char *name;
    size_t candidate;
};

// The processors of a host, each different one once, in the arena. `host_model` is the place of
// what machines see that follow the host.
struct candidates {
    struct arena *arena;
    struct candidate *candidate;
    struct candidate_machine *machine;
    size_t count, room, machine_count, machine_room, host_model;
    bool host_model_known;
};

// Keeps what machines see that follow the host, from the domain capabilities and the mode
// "host-model" in them; NULL where there is none.
void candidate_host_model(struct candidates *all, xmlNodePtr capabilities, xmlNodePtr mode);
// Keeps the processor of a machine's definition, if libvirt would compare that with a host.
void candidate_machine(struct candidates *all, const char *name, xmlNodePtr domain);

// Adds them to JSON in the making:
// {"cpu":[{"arch":…,"type":…,"xml":…}],"host_model":0,"machine":[{"name":…,"cpu":1}]}
void candidates_print(const struct candidates *all, struct json *json, const char *name);

// Reads a list like "cpu" above from stdin and prints a line for each of its elements, as libvirt
// here decides whether the hypervisor can give a machine that processor: {"cpu":0,"yes":true},
// {"cpu":1,"yes":false,"missing":["avx2"],"reason":…} or, undecided,
// {"cpu":2,"refused":true,"reason":…}; `refused` is false where it failed on this processor only.
// False if stdin holds something else or the answer cannot be written. ARENA is for what it reads.
bool compare_processors(struct arena *arena, virConnectPtr connection);

#endif
