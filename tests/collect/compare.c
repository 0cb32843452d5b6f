// The comparing mode of the collector with a simulated libvirt: the questions go to stderr,
// and the processor's text says what it answers.
#include "config.h"

#include "gather/libvirt/candidate.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INCOMPATIBLE "the CPU is incompatible with host CPU: "

static const struct reply {
    const char *word;
    int result, code;
    const char *message;
} replies[] = {
    {"identical", VIR_CPU_COMPARE_IDENTICAL, 0, NULL},
    {"superset", VIR_CPU_COMPARE_SUPERSET, 0, NULL},
    {"silent", VIR_CPU_COMPARE_INCOMPATIBLE, 0, NULL},
    {"lacking", -1, VIR_ERR_CPU_INCOMPATIBLE,
     INCOMPATIBLE "Host CPU does not provide required features: avx2, sse4.1, hle"},
    {"forbidden", -1, VIR_ERR_CPU_INCOMPATIBLE,
     INCOMPATIBLE "Host CPU provides forbidden features: svm"},
    {"vendor", -1, VIR_ERR_CPU_INCOMPATIBLE,
     INCOMPATIBLE "host CPU vendor does not match required CPU vendor Intel"},
    {"translated", -1, VIR_ERR_CPU_INCOMPATIBLE,
     "Die CPU passt nicht: Host-CPU bietet nicht die Funktionen: avx2"},
    {"unsupported", -1, VIR_ERR_NO_SUPPORT, "this function is not supported"},
    {"read-only", -1, VIR_ERR_OPERATION_DENIED, "operation forbidden"},
    {"denied", -1, VIR_ERR_ACCESS_DENIED, "access denied"},
    {"unknown", -1, VIR_ERR_INTERNAL_ERROR, "internal error: Unknown CPU model Future"},
};

static const struct reply *last;

// In place of libvirt's own functions of these names.

int virConnectCompareHypervisorCPU(virConnectPtr connection, const char *emulator,
                                   const char *architecture, const char *machine, const char *type,
                                   const char *xml, unsigned int flags) {
    (void)connection;
    fprintf(stderr, "%s %s %s %s %s%s\n", emulator ? emulator : "-", architecture,
            machine ? machine : "-", type, xml,
            flags == VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE ? "" : " without a reason");
    last = replies;
    while (!strstr(xml, last->word))
        last++;
    return last->result;
}

// It knows one model, and lists none for an architecture of that name.
char *virConnectGetDomainCapabilities(virConnectPtr connection, const char *emulator,
                                      const char *architecture, const char *machine,
                                      const char *type, unsigned int flags) {
    (void)connection, (void)emulator, (void)machine, (void)type, (void)flags;
    return strdup(strcmp(architecture, "bare") == 0
                      ? "<domainCapabilities><cpu/></domainCapabilities>"
                      : "<domainCapabilities><cpu><mode name='host-model'/><mode name='custom'>"
                        "<model usable='yes'>Other</model><model usable='no'>Penryn</model>"
                        "</mode></cpu></domainCapabilities>");
}

int virGetLastErrorCode(void) {
    return last->code;
}

const char *virGetLastErrorMessage(void) {
    return last->message;
}

int main(void) {
    struct arena *arena = arena_new();
    bool done = compare_processors(arena, NULL);
    arena_free(arena);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
