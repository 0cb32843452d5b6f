// The machines: what Get-VM and its neighbours tell of each.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *state;
} states[] = {
    {"Running", "running"}, {"Paused", "paused"}, {"Saved", "saved"},
    {"FastSaved", "saved"}, {"Off", "off"},
};

// Every other state is on the way from one of these to another, or critical.
static const char *state_of(const char *name) {
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcasecmp(name, states[i].name) == 0)
            return states[i].state;
    return "other";
}

static void add_state(const struct export *export, struct subject *machine, const struct row *row) {
    const char *name = field_enum(row, "State", enum_state);
    fact_text(machine, "state", name != NULL ? state_of(name) : NULL,
              export_reason(export, GET_VM, "State"));
    if (name != NULL && strspn(name, "0123456789") == strlen(name))
        problem_warn(export->problem, machine->path,
                     "state %s differs between releases of Windows and is taken for other", name);
}

// Get-VMMemory has the names without "Memory".
static void add_memory(const struct export *export, struct subject *machine, const struct row *row,
                       const char *id) {
    static const char *const names[3][3] = {{"memory", "MemoryStartup", "Startup"},
                                            {"memory_min", "MemoryMinimum", "Minimum"},
                                            {"memory_max", "MemoryMaximum", "Maximum"}};
    struct row memory = export_row(export, GET_VM_MEMORY, id);
    bool dynamic = false;
    bool told = field_bool(row, "DynamicMemoryEnabled", &dynamic) ||
                field_bool(&memory, "DynamicMemoryEnabled", &dynamic);
    for (int i = 0; i < 3; i++) {
        int which = told && !dynamic ? 0 : i; // without dynamic memory all three are the same
        if (i > 0 && !told)
            fact_missing(machine, names[i][0],
                         export_reason(export, GET_VM, "DynamicMemoryEnabled"));
        else if (field_told(row, names[which][1]))
            import_quantity(export, machine, names[i][0], row, GET_VM, names[which][1], 1, "B");
        else
            import_quantity(export, machine, names[i][0], &memory, GET_VM_MEMORY, names[which][2],
                            1, "B");
    }
    import_quantity(export, machine, "memory_now", row, GET_VM, "MemoryAssigned", 1, "B");
}

static void add_processors(const struct export *export, struct subject *machine,
                           const struct row *row, const char *id) {
    struct row processor = export_row(export, GET_VM_PROCESSOR, id);
    bool here = field_told(row, "ProcessorCount");
    for (int i = 0; i < 2; i++)
        import_number(export, machine, i == 0 ? "vcpus" : "vcpus_max", here ? row : &processor,
                      here ? GET_VM : GET_VM_PROCESSOR, here ? "ProcessorCount" : "Count");
}

// Generation 1 has a BIOS, hence neither secure boot nor a TPM.
static void add_firmware(const struct export *export, struct subject *machine,
                         const struct row *row, const char *id) {
    uint64_t generation = 0;
    bool told = field_number(row, "Generation", &generation) && generation >= 1 && generation <= 2;
    const char *reason = export_reason(export, GET_VM, "Generation");
    struct row firmware = export_row(export, GET_VM_FIRMWARE, id);
    struct row security = export_row(export, GET_VM_SECURITY, id);
    const char *secure = field_enum(&firmware, "SecureBoot", enum_on_off);
    bool first = told && generation == 1, on = secure != NULL && strcasecmp(secure, "On") == 0;
    bool known = on || (secure != NULL && strcasecmp(secure, "Off") == 0);
    fact_int(machine, "generation", told, generation, reason);
    fact_text(machine, "firmware", !told ? NULL : first ? "bios" : "efi", reason);
    fact_bool(machine, "secure_boot", first || known, !first && on,
              export_reason(export, GET_VM_FIRMWARE, "SecureBoot"));
    if (first)
        json_add_bool(machine->object, "tpm", false);
    else
        import_bool(export, machine, "tpm", &security, GET_VM_SECURITY, "TpmEnabled");
}

// Operations that hold a machine, among what OperationalStatus lists.
struct status {
    bool any, holding, odd;
};

static void see_status(void *state, const struct row *row, const struct token *element) {
    static const char *const holding[] = {
        "ApplyingSnapshot",         "CreatingSnapshot",
        "DeletingSnapshot",         "MergingDisks",
        "ExportingVirtualMachine",  "MigratingVirtualMachine",
        "BackingUpVirtualMachine",  "ModifyingUpVirtualMachine",
        "StorageMigrationPhaseOne", "StorageMigrationPhaseTwo",
        "MigratingPlannedVm",       "InService",
    };
    struct status *status = state;
    const char *name = element_enum(row, element, enum_status);
    status->any = true;
    status->odd = status->odd || enum_known(enum_status, name) == NULL;
    for (size_t i = 0; name != NULL && i < sizeof holding / sizeof *holding; i++)
        status->holding = status->holding || strcasecmp(name, holding[i]) == 0;
}

static void add_conduct(const struct export *export, struct subject *machine,
                        const struct row *row) {
    const char *start = field_known(row, "AutomaticStartAction", enum_start_action);
    const char *heartbeat = field_enum(row, "Heartbeat", enum_heartbeat);
    bool alive = heartbeat != NULL && strncasecmp(heartbeat, "Ok", 2) == 0;
    bool dead = heartbeat != NULL && (strcasecmp(heartbeat, "NoContact") == 0 ||
                                      strcasecmp(heartbeat, "LostCommunication") == 0);
    struct status status = {0};
    field_list(row, "OperationalStatus", see_status, &status);
    fact_bool(machine, "autostart", start != NULL, start != NULL && strcmp(start, "Nothing") != 0,
              export_reason(export, GET_VM, "AutomaticStartAction"));
    fact_bool(machine, "locked", status.holding || (status.any && !status.odd), status.holding,
              export_reason(export, GET_VM, "OperationalStatus"));
    import_bool(export, machine, "clustered", row, GET_VM, "IsClustered");
    fact_bool(machine, "integration_services", alive || dead, alive,
              "the heartbeat of the machine does not tell");
    import_text(export, machine, "configuration_version", row, GET_VM, "Version");
}

static void add_machine(const struct export *export, struct subject *host, cJSON *list,
                        const struct row *row) {
    const char *name = field_text(row, "Name"), *id = field_text(row, "Id");
    if (id == NULL)
        id = field_text(row, "VMId");
    if (name == NULL)
        name = field_text(row, "VMName");
    if (name == NULL || id == NULL) {
        document_wrong(row->document, row->object, "a machine needs Name and Id");
        return;
    }
    struct subject machine = subject_element(host, list, "vm", name);
    id = import_lower(export->arena, id);
    json_add_text(machine.object, "name", name);
    json_add_text(machine.object, "id", id);
    add_state(export, &machine, row);
    add_memory(export, &machine, row, id);
    add_processors(export, &machine, row, id);
    add_firmware(export, &machine, row, id);
    add_conduct(export, &machine, row);
    hyperv_disks(export, &machine, row, id);
    hyperv_adapters(export, &machine, id);
    hyperv_snapshots(export, &machine, row, id);
    hyperv_devices(export, &machine, id);
    subject_clear(&machine);
}

static void warn_of_equal_names(const struct export *export, const struct rows *machines) {
    for (size_t i = 0; i < machines->count; i++) {
        const char *name = field_text(&machines->first[i], "Name");
        for (size_t j = 0; name != NULL && j < i; j++) {
            const char *other = field_text(&machines->first[j], "Name");
            if (other != NULL && strcmp(other, name) == 0) {
                problem_warn(export->problem, export->folder,
                             "several machines are named %s; their ids tell them apart", name);
                break;
            }
        }
    }
}

void hyperv_machines(const struct export *export, struct subject *host) {
    struct rows machines;
    const char *reason;
    if (!export_all(export, GET_VM, &machines, &reason)) {
        fact_missing(host, "vm", reason);
        return;
    }
    cJSON *list = json_add_list(host->object, "vm");
    warn_of_equal_names(export, &machines);
    for (size_t i = 0; i < machines.count; i++)
        add_machine(export, host, list, &machines.first[i]);
}
