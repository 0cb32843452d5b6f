// Reads a folder of exports, with a manifest or without.
#include "config.h"

#include "gather/hyperv/export.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sort.h"
#include "gather/hyperv/manifest.h"

static const struct {
    const char *name;
    bool about_machines;
    bool about_checkpoints; // of machines
} cmdlets[CMDLETS] = {
    [GET_VM] = {"Get-VM", false, false},
    [GET_VM_HOST] = {"Get-VMHost", false, false},
    [GET_VM_HOST_SUPPORTED_VERSION] = {"Get-VMHostSupportedVersion", false, false},
    [GET_VM_HOST_NUMA_NODE] = {"Get-VMHostNumaNode", false, false},
    [GET_VM_SWITCH] = {"Get-VMSwitch", false, false},
    [GET_VM_MEMORY] = {"Get-VMMemory", true, false},
    [GET_VM_PROCESSOR] = {"Get-VMProcessor", true, false},
    [GET_VM_HARD_DISK_DRIVE] = {"Get-VMHardDiskDrive", true, false},
    [GET_VM_SNAPSHOT_HARD_DISK_DRIVE] = {"Get-VMSnapshotHardDiskDrive", true, true},
    [GET_VHD] = {"Get-VHD", false, false},
    [GET_VM_DVD_DRIVE] = {"Get-VMDvdDrive", true, false},
    [GET_VM_FLOPPY_DISK_DRIVE] = {"Get-VMFloppyDiskDrive", true, false},
    [GET_VM_NETWORK_ADAPTER] = {"Get-VMNetworkAdapter", true, false},
    [GET_VM_NETWORK_ADAPTER_VLAN] = {"Get-VMNetworkAdapterVlan", false, false},
    [GET_VM_SNAPSHOT] = {"Get-VMSnapshot", true, false},
    [GET_VM_FIRMWARE] = {"Get-VMFirmware", true, false},
    [GET_VM_SECURITY] = {"Get-VMSecurity", true, false},
    [GET_VM_ASSIGNABLE_DEVICE] = {"Get-VMAssignableDevice", true, false},
    [GET_VM_GPU_PARTITION_ADAPTER] = {"Get-VMGpuPartitionAdapter", true, false},
    [GET_VM_INTEGRATION_SERVICE] = {"Get-VMIntegrationService", true, false},
    [GET_VM_KEY_PROTECTOR] = {"Get-VMKeyProtector", true, false},
    [GET_VM_FIBRE_CHANNEL_HBA] = {"Get-VMFibreChannelHba", true, false},
    [GET_VM_REMOTE_FX_3D_VIDEO_ADAPTER] = {"Get-VMRemoteFx3dVideoAdapter", true, false},
    [GET_VM_REPLICATION] = {"Get-VMReplication", true, false},
    [MSVM_KVP_EXCHANGE_COMPONENT] = {"Msvm_KvpExchangeComponent", true, false},
    [GET_VM_MIGRATION_NETWORK] = {"Get-VMMigrationNetwork", false, false},
    [GET_VM_REPLICATION_SERVER] = {"Get-VMReplicationServer", false, false},
    [GET_VM_REPLICATION_AUTHORIZATION_ENTRY] = {"Get-VMReplicationAuthorizationEntry", false,
                                                false},
    [GET_VM_SAN] = {"Get-VMSan", false, false},
    [GET_VM_HOST_ASSIGNABLE_DEVICE] = {"Get-VMHostAssignableDevice", false, false},
    [GET_VM_HOST_PARTITIONABLE_GPU] = {"Get-VMHostPartitionableGpu", false, false},
    [GET_HGS_GUARDIAN] = {"Get-HgsGuardian", false, false},
    [GET_NET_ADAPTER] = {"Get-NetAdapter", false, false},
    [GET_NET_IP_ADDRESS] = {"Get-NetIPAddress", false, false},
    [GET_NET_ROUTE] = {"Get-NetRoute", false, false},
    [GET_DNS_CLIENT_SERVER_ADDRESS] = {"Get-DnsClientServerAddress", false, false},
    [GET_NET_FIREWALL_RULE] = {"Get-NetFirewallRule", false, false},
    [GET_LOCAL_GROUP] = {"Get-LocalGroup", false, false},
    [GET_LOCAL_GROUP_MEMBER] = {"Get-LocalGroupMember", false, false},
    [GET_WINDOWS_FEATURE] = {"Get-WindowsFeature", false, false},
    [GET_VOLUME] = {"Get-Volume", false, false},
    [WIN32_OPERATING_SYSTEM] = {"Win32_OperatingSystem", false, false},
    [WIN32_COMPUTER_SYSTEM] = {"Win32_ComputerSystem", false, false},
    [WIN32_PROCESSOR] = {"Win32_Processor", false, false},
    [WIN32_DEVICE_GUARD] = {"Win32_DeviceGuard", false, false},
    [WMI_SECURITY] = {"WMI-Security", false, false},
    [REGISTRY_REBOOT] = {"Registry-Reboot", false, false},
    [REGISTRY_DCOM] = {"Registry-DCOM", false, false},
    [SERVICE_CLUSTER] = {"Service-Cluster", false, false},
};

static const char none[] = "00000000-0000-0000-0000-000000000000";

// Another name of a cmdlet, which files may bear as well.
static const struct {
    const char *name;
    enum cmdlet cmdlet;
} aliases[] = {{"Get-VMCheckpoint", GET_VM_SNAPSHOT}};

// Whether a file is named for a cmdlet: get_vm_host.json for Get-VMHost.
static bool is_named(const char *file, const char *name) {
    for (;; file++, name++) {
        file += strspn(file, "-_");
        name += strspn(name, "-_");
        if (*name == '\0')
            return strcasecmp(file, ".json") == 0;
        if (tolower((unsigned char)*file) != tolower((unsigned char)*name))
            return false;
    }
}

const char *export_lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

bool same_name(const char *left, const char *right) {
    return left != NULL && right != NULL && strcasecmp(left, right) == 0;
}

// Objects may lie in lists within the list: what is one for one machine is a list for another.
static void add_rows(struct export *export, struct cmdlet_output *output,
                     const struct scan_token *token) {
    token = list_behind(token);
    const struct scan_token *end = scan_next(token);
    if (token->kind == SCAN_OBJECT) {
        struct row row = {&output->document, token, &output->origin, export->arena};
        ARENA_PUSH(export->arena, output->rows, output->count, output->room) = row;
    } else if (token->kind == SCAN_LIST) {
        for (const struct scan_token *at = token + 1; at < end; at = scan_next(at))
            add_rows(export, output, at);
    } else if (is_cut(token)) {
        cut_wrong(&output->document, token);
    } else if (token->kind != SCAN_NULL) {
        document_wrong(&output->document, token, "an object of the cmdlet is expected");
    }
}

static void read_output(struct export *export, enum cmdlet cmdlet, const char *file) {
    struct cmdlet_output *output = &export->outputs[cmdlet];
    const char *path = arena_printf(export->arena, "%s/%s", export->folder, file);
    if (output->there)
        document_error(export->errors, path, NULL, "%s is also in %s", output->origin.cmdlet,
                       output->document.file);
    output->there = true;
    output->document = document_load(export->arena, export->errors, path);
    if (output->document.tokens != NULL)
        add_rows(export, output, output->document.tokens);
    // A cmdlet that failed leaves the same as one that gave nothing.
    if (output->document.tokens == NULL || output->document.tokens->kind == SCAN_NULL)
        output->origin.reason =
            arena_printf(export->arena, "%s is empty, which may mean that %s failed; [] means none",
                         file, output->origin.cmdlet);
}

// What the manifest says of a cmdlet.
static void follow_manifest(struct export *export, const struct manifest *manifest,
                            enum cmdlet cmdlet) {
    struct cmdlet_output *output = &export->outputs[cmdlet];
    const struct manifest_entry *entry = manifest_find(manifest, output->origin.cmdlet);
    if (entry == NULL)
        return;
    output->entry = entry;
    output->origin.reason = entry->ok ? NULL : entry->error;
    if (entry->file == NULL)
        return;
    read_output(export, cmdlet, entry->file);
    if (output->document.tokens == NULL)
        document_error(export->errors, output->document.file, NULL,
                       "is empty, which the manifest does not say");
    else if (entry->counted && entry->count != output->count)
        document_error(export->errors, output->document.file, NULL,
                       "holds %zu objects, but the manifest says %llu: the file is not whole",
                       output->count, (unsigned long long)entry->count);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// The cmdlet that a file is named for; CMDLETS where it is none.
static enum cmdlet cmdlet_of(const char *file) {
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (is_named(file, aliases[i].name))
            return aliases[i].cmdlet;
    enum cmdlet cmdlet = 0;
    while (cmdlet < CMDLETS && !is_named(file, cmdlets[cmdlet].name))
        cmdlet++;
    return cmdlet;
}

static void warn_of_unread(const struct export *export, const char *file) {
    const char *ending = strrchr(file, '.');
    if (same_name(ending, ".json"))
        diagnostic_fact(export->warnings, CODE_UNCLEAR_EXPORT, DIAGNOSTIC_WARNING, export->folder,
                        NULL, "%s is not read: it is named for no cmdlet that facts are made of",
                        file);
}

// Reads every file that is named for a cmdlet, in the order of their names.
static bool read_folder(struct export *export, DIR *folder) {
    const char **names = NULL;
    size_t count = 0, room = 0;
    const struct dirent *entry;
    bool any = false;
    while ((entry = readdir(folder)) != NULL)
        ARENA_PUSH(export->arena, names, count, room) =
            arena_copy(export->arena, entry->d_name, strlen(entry->d_name));
    sort_array(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        enum cmdlet cmdlet = cmdlet_of(names[i]);
        if (cmdlet == CMDLETS) {
            warn_of_unread(export, names[i]);
            continue;
        }
        export->outputs[cmdlet].origin.reason = NULL;
        read_output(export, cmdlet, names[i]);
        any = true;
    }
    return any;
}

static bool is_good(const struct export *export) {
    return diagnostics_count(export->errors, DIAGNOSTIC_ERROR) == 0;
}

static bool read_files(struct export *export) {
    struct manifest manifest = {0};
    DIR *folder = opendir(export->folder);
    if (folder == NULL) {
        document_error(export->errors, export->folder, NULL, "cannot be read: %s", strerror(errno));
        return false;
    }
    for (enum cmdlet cmdlet = 0; cmdlet < CMDLETS; cmdlet++)
        export->outputs[cmdlet].origin = (struct origin){
            cmdlets[cmdlet].name,
            arena_printf(export->arena, "%s was not exported", cmdlets[cmdlet].name),
        };
    bool found = manifest_read(&manifest, export->arena, export->errors, export->folder);
    if (found) {
        export->host = manifest.host;
        export->at = manifest.at;
        export->powershell = manifest.powershell;
        for (enum cmdlet cmdlet = 0; cmdlet < CMDLETS; cmdlet++)
            follow_manifest(export, &manifest, cmdlet);
    } else if (!read_folder(export, folder)) {
        document_error(export->errors, export->folder, NULL,
                       "no manifest.json and no file named for a cmdlet, such as Get-VM.json");
    } else {
        diagnostic_fact(export->warnings, CODE_UNCLEAR_EXPORT, DIAGNOSTIC_WARNING, export->folder,
                        NULL,
                        "no manifest.json, so what its files do not hold is taken for not there");
    }
    closedir(folder);
    return is_good(export);
}

// The id of the machine that an object is about; "" for one that is about no machine of Get-VM: an
// adapter of the server itself, or a part of a checkpoint.
static const char *owner_of(struct export *export, enum cmdlet cmdlet, const struct row *row) {
    const char *id = field_text(row, "VMId"), *name = field_text(row, "VMName");
    const char *checkpoint = field_text(row, "VMSnapshotId");
    if (checkpoint != NULL && strcmp(checkpoint, none) != 0 && !cmdlets[cmdlet].about_checkpoints)
        return "";
    if (id != NULL)
        return export_lower(export->arena, id);
    bool repeated = false;
    const struct row *machine = export_find_only(export, GET_VM, name, &repeated);
    if (repeated)
        document_wrong(row->document, row->object,
                       "several machines are named %s, and there is no VMId", name);
    if (machine == NULL) {
        document_wrong(row->document, row->object, "VMId is missing");
        return "";
    }
    const char *found = field_text(machine, "Id");
    return export_lower(export->arena, found != NULL ? found : name);
}

// A row while rows are sorted.
struct owned {
    struct row row;
    const char *owner;
    size_t place;
};

static int compare_owned(const void *a, const void *b) {
    const struct owned *left = a, *right = b;
    int compared = strcmp(left->owner, right->owner);
    return compared != 0 ? compared : (left->place > right->place) - (left->place < right->place);
}

static void sort_by_machine(struct export *export, enum cmdlet cmdlet) {
    struct cmdlet_output *output = &export->outputs[cmdlet];
    struct owned *all = ARENA_ARRAY(export->arena, struct owned, output->count);
    output->owners = ARENA_ARRAY(export->arena, const char *, output->count);
    for (size_t i = 0; i < output->count; i++)
        all[i] = (struct owned){output->rows[i], owner_of(export, cmdlet, &output->rows[i]), i};
    sort_array(all, output->count, sizeof *all, compare_owned);
    for (size_t i = 0; i < output->count; i++) {
        output->rows[i] = all[i].row;
        output->owners[i] = all[i].owner;
    }
}

bool export_read(struct export *export, struct arena *arena, const char *folder) {
    *export = (struct export){
        .arena = arena,
        .errors = diagnostics_new(arena, NULL),
        .warnings = diagnostics_new(arena, NULL),
        .folder = folder,
    };
    if (!read_files(export))
        return false;
    export_index(export);
    for (enum cmdlet cmdlet = 0; cmdlet < CMDLETS; cmdlet++)
        if (cmdlets[cmdlet].about_machines)
            sort_by_machine(export, cmdlet);
    return is_good(export);
}

// The first row whose owner does not sort before this machine.
static size_t find_machine(const struct cmdlet_output *output, const char *machine) {
    size_t low = 0, high = output->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(output->owners[middle], machine) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Whether what went wrong with a cmdlet may be about this machine.
static bool may_have_failed(const struct cmdlet_output *output, const char *machine) {
    const struct manifest_entry *entry = output->entry;
    if (entry == NULL || !entry->told)
        return true;
    for (size_t i = 0; i < entry->failed_count; i++)
        if (strcmp(entry->failed[i], machine) == 0)
            return true;
    return false;
}

bool export_rows(const struct export *export, enum cmdlet cmdlet, const char *machine,
                 struct rows *rows, const char **reason) {
    const struct cmdlet_output *output = &export->outputs[cmdlet];
    size_t first = find_machine(output, machine), end = first;
    while (end < output->count && strcmp(output->owners[end], machine) == 0)
        end++;
    if (end == first && output->origin.reason != NULL && may_have_failed(output, machine)) {
        *reason = output->origin.reason;
        return false;
    }
    rows->count = end - first;
    rows->first = rows->count > 0 ? &output->rows[first] : NULL;
    return true;
}

// The script gives a list about the server whole or not at all; where it then failed, a property is
// missing.
bool export_all(const struct export *export, enum cmdlet cmdlet, struct rows *rows,
                const char **reason) {
    const struct cmdlet_output *output = &export->outputs[cmdlet];
    if (output->origin.reason != NULL && output->count == 0) {
        *reason = output->origin.reason;
        return false;
    }
    *rows = (struct rows){output->rows, output->count};
    return true;
}

struct row export_row(const struct export *export, enum cmdlet cmdlet, const char *machine) {
    struct rows rows = {0};
    const char *reason;
    bool known = machine != NULL ? export_rows(export, cmdlet, machine, &rows, &reason)
                                 : export_all(export, cmdlet, &rows, &reason);
    if (known && rows.count > 0)
        return rows.first[0];
    return (struct row){.origin = &export->outputs[cmdlet].origin, .arena = export->arena};
}

const char *export_reason(const struct export *export, enum cmdlet cmdlet, const char *property) {
    return origin_reason(&export->outputs[cmdlet].origin, export->arena, property);
}
