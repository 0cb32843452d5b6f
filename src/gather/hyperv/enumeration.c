// Enumerations of Windows' cmdlets, by their numbers.
#include "config.h"

#include "gather/hyperv/enumeration.h"

#include <stddef.h>
#include <strings.h>

const struct enumerator enum_none[] = {{0, NULL}};

// Above 32779 the numbers differ between releases of Windows: there only a name is clear.
const struct enumerator enum_state[] = {
    {2, "Running"},     {3, "Off"},          {4, "Stopping"},      {6, "Saved"},
    {9, "Paused"},      {10, "Starting"},    {11, "Reset"},        {32773, "Saving"},
    {32776, "Pausing"}, {32777, "Resuming"}, {32779, "FastSaved"}, {0, NULL},
};

const struct enumerator enum_status[] = {
    {2, "Ok"},
    {3, "Degraded"},
    {5, "PredictiveFailure"},
    {11, "InService"},
    {15, "Dormant"},
    {16, "SupportingEntityInError"},
    {23769, "ApplyingSnapshot"},
    {32768, "CreatingSnapshot"},
    {32770, "DeletingSnapshot"},
    {32771, "WaitingToStart"},
    {32772, "MergingDisks"},
    {32773, "ExportingVirtualMachine"},
    {32774, "MigratingVirtualMachine"},
    {32776, "BackingUpVirtualMachine"},
    {32777, "ModifyingUpVirtualMachine"},
    {32778, "StorageMigrationPhaseOne"},
    {32779, "StorageMigrationPhaseTwo"},
    {32780, "MigratingPlannedVm"},
    {32781, "CheckingCompatibility"},
    {32782, "ApplicationCriticalState"},
    {32783, "CommunicationTimedOut"},
    {32784, "CommunicationFailed"},
    {32785, "NoIommu"},
    {32786, "NoIovSupportInNic"},
    {32787, "SwitchNotInIovMode"},
    {32788, "IovBlockedByPolicy"},
    {32789, "IovNoAvailResources"},
    {32790, "IovGuestDriversNeeded"},
    {32795, "CriticalIoError"},
    {0, NULL},
};

const struct enumerator enum_start_action[] = {
    {2, "Nothing"}, {3, "StartIfRunning"}, {4, "Start"}, {0, NULL}};
const struct enumerator enum_stop_action[] = {
    {2, "TurnOff"}, {3, "Save"}, {4, "ShutDown"}, {0, NULL}};
const struct enumerator enum_checkpoint[] = {
    {2, "Disabled"}, {3, "Production"}, {4, "ProductionOnly"}, {5, "Standard"}, {0, NULL}};
const struct enumerator enum_replication[] = {
    {0, "Disabled"},
    {1, "ReadyForInitialReplication"},
    {2, "InitialReplicationInProgress"},
    {3, "WaitingForInitialReplication"},
    {4, "Replicating"},
    {5, "PreparedForFailover"},
    {6, "FailedOverWaitingCompletion"},
    {7, "FailedOver"},
    {8, "Suspended"},
    {9, "Error"},
    {10, "WaitingForStartResynchronize"},
    {11, "Resynchronizing"},
    {12, "ResynchronizeSuspended"},
    {13, "RecoveryInProgress"},
    {14, "FailbackInProgress"},
    {15, "FailbackComplete"},
    {16, "WaitingForUpdateCompletion"},
    {17, "UpdateError"},
    {18, "WaitingForRepurposeCompletion"},
    {19, "PreparedForSyncReplication"},
    {20, "PreparedForGroupReverseReplication"},
    {21, "FiredrillInProgress"},
    {0, NULL},
};
const struct enumerator enum_replication_mode[] = {
    {0, "None"},        {1, "Primary"},         {2, "Replica"},
    {3, "TestReplica"}, {4, "ExtendedReplica"}, {0, NULL},
};
const struct enumerator enum_recovery[] = {
    {1, "Kerberos"}, {2, "Certificate"}, {3, "CertificateAndKerberos"}, {0, NULL}};
const struct enumerator enum_dedup[] = {
    {0, "Disabled"}, {1, "GeneralPurpose"}, {2, "HyperV"},
    {3, "Backup"},   {4, "NotAvailable"},   {0, NULL},
};
const struct enumerator enum_snapshot[] = {
    {0, "Standard"},      {1, "Recovery"}, {2, "Planned"},
    {3, "Missing"},       {4, "Replica"},  {5, "AppConsistentReplica"},
    {6, "SyncedReplica"}, {0, NULL},
};
const struct enumerator enum_authentication[] = {{0, "CredSSP"}, {1, "Kerberos"}, {0, NULL}};
const struct enumerator enum_performance[] = {
    {0, "TCPIP"}, {1, "Compression"}, {2, "SMB"}, {0, NULL}};
const struct enumerator enum_heartbeat[] = {
    {0, "Unknown"},
    {1, "Disabled"},
    {2, "NoContact"},
    {3, "Error"},
    {4, "LostCommunication"},
    {5, "OkApplicationsUnknown"},
    {6, "OkApplicationsHealthy"},
    {7, "OkApplicationsCritical"},
    {8, "Paused"},
    {0, NULL},
};
const struct enumerator enum_on_off[] = {{0, "On"}, {1, "Off"}, {0, NULL}};
const struct enumerator enum_controller[] = {{0, "IDE"}, {1, "SCSI"}, {2, "PMEM"}, {0, NULL}};
const struct enumerator enum_dvd_media[] = {{0, "None"}, {1, "ISO"}, {2, "PassThrough"}, {0, NULL}};
const struct enumerator enum_vhd_format[] = {{2, "VHD"}, {3, "VHDX"}, {4, "VHDSet"}, {0, NULL}};
const struct enumerator enum_vhd_type[] = {
    {2, "Fixed"}, {3, "Dynamic"}, {4, "Differencing"}, {0, NULL}};
const struct enumerator enum_switch[] = {
    {0, "Private"}, {1, "Internal"}, {2, "External"}, {0, NULL}};
const struct enumerator enum_vlan[] = {
    {0, "Untagged"}, {1, "Access"}, {2, "Trunk"}, {3, "Private"}, {0, NULL}};
const struct enumerator enum_drive[] = {
    {0, "Unknown"}, {1, "NoRootDirectory"}, {2, "Removable"}, {3, "Fixed"},
    {4, "Remote"},  {5, "CD-ROM"},          {6, "RamDisk"},   {0, NULL},
};
const struct enumerator enum_health[] = {
    {0, "Healthy"}, {1, "Warning"}, {2, "Unhealthy"}, {5, "Unknown"}, {0, NULL}};
const struct enumerator enum_volume_status[] = {{0, "Unknown"}, {2, "OK"}, {0, NULL}};
const struct enumerator enum_prefix_origin[] = {
    {0, "Other"}, {1, "Manual"}, {2, "WellKnown"}, {3, "Dhcp"}, {4, "RouterAdvertisement"},
    {0, NULL},
};
const struct enumerator enum_family[] = {{2, "IPv4"}, {23, "IPv6"}, {0, NULL}};
const struct enumerator enum_direction[] = {{1, "Inbound"}, {2, "Outbound"}, {0, NULL}};
const struct enumerator enum_action[] = {
    {0, "NotConfigured"}, {2, "Allow"}, {4, "Block"}, {0, NULL}};
const struct enumerator enum_enabled[] = {{1, "True"}, {2, "False"}, {0, NULL}};

const char *enum_name(const struct enumerator *table, int64_t number) {
    for (; table->name != NULL; table++)
        if (table->number == number)
            return table->name;
    return NULL;
}

const char *enum_known(const struct enumerator *table, const char *name) {
    for (; name != NULL && table->name != NULL; table++)
        if (strcasecmp(table->name, name) == 0)
            return table->name;
    return NULL;
}
