// Whether machines of one host run on the processor of another: no host knows that alone.
#ifndef PLIM_GATHER_ACCEPTS_H
#define PLIM_GATHER_ACCEPTS_H

#include "gather/children.h"
#include "gather/item.h"

#include <stdbool.h>
#include <stddef.h>

// A host that was asked. `role` is the path of its facts ("source", "dest"; host["NAME"] in a
// fleet). `facts` is that object of the document and `collected` its entry of the list `collected`:
// both receive what is decided. `aside` is the member "private" of the collector's answer: the
// processors to compare, which are no facts; NULL where there is none. Nothing is owned.
struct accepts_host {
    const char *role, *uri;
    struct item *facts, *collected;
    const struct item *aside;
};

// How to ask: `collector` is the program to run, `writable` whether hosts may be asked read-write,
// without which libvirt refuses to compare. The seconds of `children` are what is left of the time
// that a host may take. `turn` is the file by which collectors take turns at the terminal to ask
// for credentials; NULL if they may not ask.
struct accepts_options {
    const char *collector, *turn;
    bool writable;
    struct children_options children;
};

// Adds `accepts` to every host but the one whose role is "source": an element for each other host,
// as libvirt there decides it, else by the features of both processors. What stays undecided is
// noted as missing, with the reason. ARENA is that of the document. It never fails.
void accepts_decide(const struct accepts_host *hosts, size_t count, struct arena *arena,
                    const struct accepts_options *options);

#endif
