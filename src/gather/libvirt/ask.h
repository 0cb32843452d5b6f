// Asking a person for credentials, at the terminal.
#ifndef PLIM_GATHER_LIBVIRT_ASK_H
#define PLIM_GATHER_LIBVIRT_ASK_H

#include <libvirt/libvirt.h>

// The host that wants credentials, and the result. `turn` is the file of turn.h, -1 where nobody
// may be asked; a host keeps its turn from its first question until the caller leaves it, so that
// the questions of two hosts do not mix. `refused` becomes the reason why there are no credentials.
struct ask {
    const char *uri;
    int turn;
    const char *refused;
};

// A callback of libvirt, whose context is a struct ask. It writes a line to stdout before it waits
// for a person and one when it goes on, because that time does not count.
int ask_credentials(virConnectCredentialPtr credentials, unsigned int count, void *context);

#endif
