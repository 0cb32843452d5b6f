// Asking hosts for their facts: a collector for each, and one document out of what they answer.
#ifndef PLIM_GATHER_GATHER_H
#define PLIM_GATHER_GATHER_H

#include "gather/item.h"

#include <stdbool.h>
#include <stddef.h>

// A host to ask. `root` is its place in the facts: "source", "dest", or "host", the list of a
// fleet, where `name` is its key, whatever the host calls itself. Else `name` is NULL.
struct gather_host {
    const char *root, *name, *uri;
};

// Called several times a second while hosts are asked: how many are done, and which are being
// asked.
struct gather_progress {
    void (*show)(void *state, size_t done, size_t count, const char *asked);
    void *state;
};

// How to ask. At most `jobs` hosts are asked at once. A host that has not answered `seconds` after
// it was asked is given up, and its collector is killed. Connections are read-only unless
// `writable`. `now`, an RFC 3339 text, is noted as the time of the collection; NULL for the real
// time.
struct gather_options {
    unsigned int jobs, seconds;
    bool writable;
    const char *now;
    struct gather_progress progress; // show may be NULL
};

// The result. `facts` is the document; `messages` is text for people, a line for each host
// with a message (mostly ""); `failed` hosts could not be asked at all and `cut` hosts not for
// everything: `collected` of the document says why. All of it lives in an arena.
struct gathered {
    struct item *facts;
    const char *messages;
    size_t failed, cut;
};

enum { GATHER_JOBS = 8, GATHER_SECONDS = 60 }; // where nothing else is asked for

// Returns the URI for what a user wrote: for test:FILE, a node file of libvirt's test driver,
// with the file's absolute path, which libvirt wants; else the text itself. NULL with errno set if
// there is no such file.
const char *gather_uri(struct arena *arena, const char *text);

// Whether a text can name a host of a fleet: letters, digits and . _ - that no command takes for a
// file or an option.
bool gather_is_name(const char *text);

// Asks every host. A host that stopped answering midway gives the facts of its answers until then.
// The collector is looked for in the directory that the environment variable PLIMSOLL_LIBEXEC
// names, else where it was installed.
struct gathered gather_facts(struct arena *arena, const struct gather_host *hosts, size_t count,
                             const struct gather_options *options);

#endif
