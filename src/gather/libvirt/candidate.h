// The processors of a host that other hosts are asked about: what its machines see.
#ifndef PLIM_GATHER_LIBVIRT_CANDIDATE_H
#define PLIM_GATHER_LIBVIRT_CANDIDATE_H

#include "gather/libvirt/xml.h"
#include "facts/write_json.h"

#include <libvirt/libvirt.h>
#include <stdbool.h>
#include <stddef.h>

// A processor as a machine sees it: its architecture, the type of hypervisor ("kvm") that runs it,
// and a <cpu> element of a definition. Everything is owned.
struct candidate {
    char *architecture, *type, *xml;
};

// A machine whose definition names a processor, by its place among the candidates.
struct candidate_machine {
    char *name;
    size_t candidate;
};

// The processors of a host, each different one once. `host_model` is the place of what machines
// see that follow the host. Everything is owned.
struct candidates {
    struct candidate *candidate;
    struct candidate_machine *machine;
    size_t count, machine_count, host_model;
    bool host_model_known;
};

// Keeps what machines see that follow the host, from the domain capabilities and the mode
// "host-model" in them; NULL where there is none.
void candidate_host_model(struct candidates *all, xmlNodePtr capabilities, xmlNodePtr mode);
// Keeps what a machine sees by its definition, if libvirt would compare that with a host.
void candidate_machine(struct candidates *all, const char *name, xmlNodePtr domain);
void candidates_clear(struct candidates *all);

// Returns them as JSON, to be freed with cJSON_Delete:
// {"cpu":[{"arch":…,"type":…,"xml":…}],"host_model":0,"machine":[{"name":…,"cpu":1}]}
cJSON *candidates_json(const struct candidates *all);

// Reads a list like "cpu" above from stdin and prints a line for each of its elements, as libvirt
// here decides whether the hypervisor can give a machine that processor: {"cpu":0,"yes":true},
// {"cpu":1,"yes":false,"missing":["avx2"],"reason":…} or, undecided,
// {"cpu":2,"refused":true,"reason":…}; `refused` is false where it failed on this processor only.
// False if stdin holds something else or the answer cannot be written.
bool compare_processors(virConnectPtr connection);

#endif
