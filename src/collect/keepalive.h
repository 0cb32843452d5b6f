// Noticing that a host does not answer any more: libvirt itself would wait for ever.
#ifndef PLIM_COLLECT_KEEPALIVE_H
#define PLIM_COLLECT_KEEPALIVE_H

#include <libvirt/libvirt.h>

// Prepares for a connection to that address, before it is opened: starts the event loop with which
// libvirt asks after a host's life. There is none for this machine, whose silence has other reasons
// and which would pay for it with every call.
void keepalive_start(const char *uri);
// Lets calls on that connection fail, with a message that says so, once the host has been silent
// for some time. Does nothing where no event loop runs.
void keepalive_watch(virConnectPtr connection);

#endif
