// Enumerations of Windows' cmdlets, by their numbers: those of the PowerShell modules Hyper-V,
// NetAdapter, NetTCPIP, NetSecurity and Storage, and of the class Msvm_ComputerSystem.
#ifndef PLIM_GATHER_HYPERV_ENUMERATION_H
#define PLIM_GATHER_HYPERV_ENUMERATION_H

#include <stdint.h>

// A value of an enumeration: tables end with a row without a name.
struct enumerator {
    int64_t number;
    const char *name;
};

// enum_none has no numbers: only names are clear.
extern const struct enumerator enum_none[], enum_state[], enum_status[], enum_start_action[],
    enum_stop_action[], enum_checkpoint[], enum_replication[], enum_snapshot[],
    enum_authentication[], enum_performance[], enum_heartbeat[], enum_on_off[], enum_controller[],
    enum_dvd_media[], enum_vhd_format[], enum_vhd_type[], enum_switch[], enum_vlan[], enum_drive[],
    enum_health[], enum_volume_status[], enum_prefix_origin[], enum_family[], enum_direction[],
    enum_action[], enum_enabled[], enum_replication_mode[], enum_recovery[], enum_dedup[];

// The name of a number, or NULL.
const char *enum_name(const struct enumerator *table, int64_t number);
// The name as the table spells it, or NULL where it is not in the table or NAME is NULL.
const char *enum_known(const struct enumerator *table, const char *name);

#endif
