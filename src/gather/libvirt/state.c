// What a machine does, and why.
#include "config.h"

#include "gather/libvirt/inventory.h"

const char *state_name(int state, bool saved) {
    switch (state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
        return "running";
    case VIR_DOMAIN_PAUSED:
        return "paused";
    case VIR_DOMAIN_SHUTOFF:
        return saved ? "saved" : "off";
    case VIR_DOMAIN_CRASHED:
        return "crashed";
    case VIR_DOMAIN_SHUTDOWN:
    case VIR_DOMAIN_PMSUSPENDED:
        return "other";
    default:
        return NULL;
    }
}

// The statistics have all states in one answer; a machine that is not in them is asked alone.
struct state state_ask(virDomainPtr domain, virDomainStatsRecordPtr stats) {
    struct state state = {VIR_DOMAIN_NOSTATE, 0};
    if (stats &&
        virTypedParamsGetInt(stats->params, stats->nparams, "state.state", &state.value) == 1 &&
        virTypedParamsGetInt(stats->params, stats->nparams, "state.reason", &state.why) == 1)
        return state;
    return virDomainGetState(domain, &state.value, &state.why, 0) == 0
               ? state
               : (struct state){VIR_DOMAIN_NOSTATE, 0};
}

// libvirt's reasons for a pause, in its numbers; newer libvirt may have more.
static const char *const pauses[] = {
    [VIR_DOMAIN_PAUSED_USER] = "user",
    [VIR_DOMAIN_PAUSED_MIGRATION] = "migration",
    [VIR_DOMAIN_PAUSED_SAVE] = "saving",
    [VIR_DOMAIN_PAUSED_DUMP] = "dump",
    [VIR_DOMAIN_PAUSED_IOERROR] = "I/O error",
    [VIR_DOMAIN_PAUSED_WATCHDOG] = "watchdog",
    [VIR_DOMAIN_PAUSED_FROM_SNAPSHOT] = "from snapshot",
    [VIR_DOMAIN_PAUSED_SHUTTING_DOWN] = "shutting down",
    [VIR_DOMAIN_PAUSED_SNAPSHOT] = "snapshot",
    [VIR_DOMAIN_PAUSED_CRASHED] = "crashed",
    [VIR_DOMAIN_PAUSED_STARTING_UP] = "starting up",
    [VIR_DOMAIN_PAUSED_POSTCOPY] = "post-copy",
    [VIR_DOMAIN_PAUSED_POSTCOPY_FAILED] = "post-copy failed",
};

void collect_pause(const struct subject *machine, const struct state *state) {
    bool named = state->why >= 0 && (size_t)state->why < sizeof pauses / sizeof *pauses;
    const char *why = named ? pauses[state->why] : NULL;
    if (state->value == VIR_DOMAIN_NOSTATE)
        why = NULL;
    else if (state->value != VIR_DOMAIN_PAUSED)
        why = "";
    fact_text(machine, "paused_by", why, "libvirt knows no reason for its state");
}
