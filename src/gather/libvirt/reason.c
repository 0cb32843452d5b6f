// What libvirt last said, as the reason for a missing fact.
#include "gather/fact.h"

#include <libvirt/virterror.h>

const char *libvirt_reason(void) {
    return virGetLastErrorMessage();
}
