// Whether machines of one host run on the processor of another: what no host can tell by itself.
#ifndef PLIM_COLLECT_ACCEPTS_H
#define PLIM_COLLECT_ACCEPTS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A host that was asked. `role` is the path of its facts ("source", "dest"; host["NAME"] in a
// fleet). `facts` is that object of the document and `collected` its entry of the list `collected`:
// both receive what is decided. `aside` is the member "private" of the collector's answer, which
// tells the processors to compare and is no fact; NULL where there is none. Nothing is owned.
struct accepts_host {
    const char *role, *uri;
    cJSON *facts, *collected;
    const cJSON *aside;
};

// How to ask: `writable` where hosts may be asked read-write, without which libvirt refuses to
// compare. No host is waited for beyond `deadline`, in milliseconds of CLOCK_MONOTONIC. At most
// `jobs` collectors run at a time.
struct accepts_options {
    bool writable;
    int64_t deadline;
    unsigned int jobs;
};

// Adds `accepts` to every host but the one whose role is "source": an element for each other host,
// as libvirt there decides it, else by the features of both processors. What stays undecided is
// noted as missing, with the reason. It never fails.
void accepts_decide(const struct accepts_host *hosts, size_t count,
                    const struct accepts_options *options);

#endif
