// Starting the collectors: one process for each host, all at once, none longer than a deadline.
#ifndef PLIM_COLLECT_GATHER_H
#define PLIM_COLLECT_GATHER_H

#include <cjson/cJSON.h>
#include <stddef.h>

// A host to ask. The role is its place in the facts: "source" or "dest".
struct gather_host {
    const char *role, *uri;
};

// How to ask. A host that has not answered after that many seconds is given up, and its process is
// killed. `now`, an RFC 3339 text, stands for the time of the collection; NULL for the real one.
struct gather_options {
    unsigned int seconds;
    const char *now;
};

// Returns the URI for what a person wrote, to be freed by the caller: for test:FILE, a node file of
// libvirt's test driver, with the file's absolute path, which libvirt wants; else the text itself.
// NULL with errno set if there is no such file.
char *gather_uri(const char *text);

// Asks every host and returns the document of facts, to be freed with cJSON_Delete; NULL if a host
// could not be asked. A host that stopped answering midway gives the facts it told until then, with
// the others listed as missing. *messages becomes text for people, to be freed by the caller: a
// line for each host that failed, or what there is to say although they succeeded (mostly ""). The
// collector is looked for in the directory that the environment's PLIMSOLL_LIBEXEC names, else
// where it was installed.
cJSON *gather_facts(const struct gather_host *hosts, size_t count,
                    const struct gather_options *options, char **messages);

#endif
