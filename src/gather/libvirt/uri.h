// The parts of libvirt's addresses of hosts that matter here.
#ifndef PLIM_GATHER_LIBVIRT_URI_H
#define PLIM_GATHER_LIBVIRT_URI_H

#include "base/arena.h"

#include <stdbool.h>

// Returns whether the address is that of this machine: it names no host and no transport to one.
bool uri_is_local(const char *uri);
// Returns the name of the file that the address ends with, without ".xml"; "test" where it names
// none.
const char *uri_file_name(struct arena *arena, const char *uri);

#endif
