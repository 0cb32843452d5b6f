// The machines: what Get-VM and related cmdlets say about each.
#include "config.h"

#include "base/sort.h"
#include "gather/hyperv/import.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *state;
} states[] = {
    {"Running", "running"}, {"Paused", "paused"}, {"Saved", "saved"},
    {"FastSaved", "saved"}, {"Off", "off"},
};

// Every other state is critical, or a change from one of these to another.
static const char *state_of(const char *name) {
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (same_name(name, states[i].name))
            return states[i].state;
    return "other";
}

static void add_state(const struct machine *machine) {
    const struct row *row = machine->row;
    const char *name = field_enum(row, "State", enum_state);
    fact_text(&machine->subject, "state", name != NULL ? state_of(name) : NULL,
              field_reason(row, "State"));
    if (name != NULL && strspn(name, "0123456789") == strlen(name))
        diagnostic_fact(machine->export->warnings, CODE_UNCLEAR_EXPORT, DIAGNOSTIC_WARNING,
                        machine->subject.path, NULL,
                        "state %s differs between releases of Windows and is taken for other",
                        name);
}

// Get-VMMemory has the names without "Memory".
static void add_memory(const struct machine *machine) {
    static const char *const names[3][3] = {{"memory", "MemoryStartup", "Startup"},
                                            {"memory_min", "MemoryMinimum", "Minimum"},
                                            {"memory_max", "MemoryMaximum", "Maximum"}};
    const struct subject *subject = &machine->subject;
    const struct row *row = machine->row;
    struct row memory = export_row(machine->export, GET_VM_MEMORY, machine->id);
    bool dynamic = false;
    bool known = field_bool(row, "DynamicMemoryEnabled", &dynamic) ||
                 field_bool(&memory, "DynamicMemoryEnabled", &dynamic);
    for (int i = 0; i < 3; i++) {
        int which = known && !dynamic ? 0 : i; // without dynamic memory all three are the same
        bool here = field_has(row, names[which][1]);
        if (i > 0 && !known)
            fact_missing(subject, names[i][0], field_reason(row, "DynamicMemoryEnabled"));
        else
            import_quantity(subject, names[i][0], here ? row : &memory, names[which][here ? 1 : 2],
                            i == 1 ? &scale_bytes : &scale_machine_memory);
    }
    import_quantity(subject, "memory_now", row, "MemoryAssigned", &scale_bytes);
}

static void add_processors(const struct machine *machine) {
    static const char *const facts[] = {"vcpus", "vcpus_max"};
    struct row processor = export_row(machine->export, GET_VM_PROCESSOR, machine->id);
    bool here = field_has(machine->row, "ProcessorCount");
    for (int i = 0; i < 2; i++)
        import_quantity(&machine->subject, facts[i], here ? machine->row : &processor,
                        here ? "ProcessorCount" : "Count", &scale_count);
}

// Up to Windows Server 2012 machines have no generation: all are what was called the first later.
static bool has_no_generations(const struct export *export, const struct rows *machines) {
    for (size_t i = 0; i < machines->count; i++)
        if (tokens_member(machines->first[i].object, "Generation") != NULL)
            return false;
    return release_before(export, "6.3");
}

static uint64_t generation_of(const struct row *row, bool only_first) {
    uint64_t generation = 0;
    bool known = field_number(row, "Generation", &generation);
    return only_first ? 1 : known && (generation == 1 || generation == 2) ? generation : 0;
}

// Generation 1 has a BIOS, hence neither secure boot nor a TPM; Windows Server 2016 has the first
// TPMs.
static void add_firmware(const struct machine *machine) {
    const struct subject *subject = &machine->subject;
    bool first = machine->generation == 1, numbered = machine->generation != 0;
    const char *reason = field_reason(machine->row, "Generation");
    struct row firmware = export_row(machine->export, GET_VM_FIRMWARE, machine->id);
    struct row security = export_row(machine->export, GET_VM_SECURITY, machine->id);
    const char *secure = field_enum(&firmware, "SecureBoot", enum_on_off);
    bool on = same_name(secure, "On");
    bool known = on || same_name(secure, "Off");
    fact_int(subject, "generation", numbered, machine->generation, reason);
    fact_text(subject, "firmware", !numbered ? NULL : first ? "bios" : "efi", reason);
    fact_bool(subject, "secure_boot", first || known, !first && on,
              field_reason(&firmware, "SecureBoot"));
    if (first || (security.object == NULL && release_before(machine->export, "10.0")))
        item_add_bool(subject->item, "tpm", false);
    else
        import_bool(subject, "tpm", &security, "TpmEnabled");
}

// What OperationalStatus lists: whether there is anything, an operation that locks the machine, and
// a status that is not known here.
struct status {
    bool any, holding, odd;
    struct item *words;
};

static void see_status(void *state, const struct row *row, const struct scan_token *element) {
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
    if (name != NULL && strcasecmp(name, "Ok") != 0)
        item_add_text(status->words, NULL, import_words(row->arena, name));
    for (size_t i = 0; name != NULL && i < sizeof holding / sizeof *holding; i++)
        status->holding = status->holding || strcasecmp(name, holding[i]) == 0;
}

static void add_conduct(const struct subject *machine, const struct row *row) {
    const char *start = field_known(row, "AutomaticStartAction", enum_start_action);
    const char *heartbeat = field_enum(row, "Heartbeat", enum_heartbeat);
    bool alive = heartbeat != NULL && strncasecmp(heartbeat, "Ok", 2) == 0;
    bool dead = same_name(heartbeat, "NoContact") || same_name(heartbeat, "LostCommunication");
    struct status status = {.words = item_list(row->arena)};
    bool told = field_list(row, "OperationalStatus", see_status, &status);
    if (told && status.any && !status.odd)
        item_add(machine->item, "status", status.words);
    else
        fact_missing(machine, "status", field_reason(row, "OperationalStatus"));
    fact_bool(machine, "autostart", start != NULL, start != NULL && strcmp(start, "Nothing") != 0,
              field_reason(row, "AutomaticStartAction"));
    fact_bool(machine, "locked", status.holding || (status.any && !status.odd), status.holding,
              field_reason(row, "OperationalStatus"));
    fact_bool(machine, "integration_services", alive || dead, alive,
              "the heartbeat of the machine does not tell");
    import_version(machine, "configuration_version", row, "Version");
}

// Only a node of a cluster has machines that are its roles.
static void add_clustered(const struct machine *machine) {
    bool node = false;
    const char *reason;
    if (!field_has(machine->row, "IsClustered") &&
        hyperv_clustered(machine->export, &node, &reason) && !node)
        item_add_bool(machine->subject.item, "clustered", false);
    else
        import_bool(&machine->subject, "clustered", machine->row, "IsClustered");
}

// The end of the id of an integration service tells what it is; its name is in the server's
// language.
static const struct {
    const char *id, *name;
} services[] = {
    {"84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47", "heartbeat"},
    {"9F8233AC-BE49-4C79-8EE3-E7E1985B2077", "shutdown"},
    {"2497F4DE-E9FA-4204-80E4-4B75C46419C0", "time"},
    {"2A34B1C2-FD73-4043-8A5B-DD2159BC743F", "data exchange"},
    {"5CED1297-4598-4915-A5FC-AD21BB4D02A4", "backup"},
    {"6C09BB55-D683-4DA0-8931-C9BF705F6480", "guest services"},
};

static const char *service_name(const char *id) {
    const char *end = id != NULL ? strrchr(id, '\\') : NULL;
    for (size_t i = 0; end != NULL && i < sizeof services / sizeof *services; i++)
        if (same_name(end + 1, services[i].id))
            return services[i].name;
    return id;
}

static void add_services(const struct machine *machine) {
    struct rows rows;
    const char *reason;
    if (!export_rows(machine->export, GET_VM_INTEGRATION_SERVICE, machine->id, &rows, &reason)) {
        fact_missing(&machine->subject, "integration", reason);
        return;
    }
    struct subject list = subject_list(&machine->subject, "integration");
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.first[i];
        const char *name = service_name(field_text(row, "Id"));
        if (name == NULL) {
            document_wrong(row->document, row->object, "an integration service needs Id");
            continue;
        }
        struct subject service = subject_element(&list, name);
        item_add_text(service.item, "name", name);
        import_bool(&service, "enabled", row, "Enabled");
    }
}

static void add_machine(const struct export *export, const struct subject *list,
                        const struct row *row, bool only_first) {
    const char *name = field_text(row, "Name"), *id = field_text(row, "Id");
    if (id == NULL)
        id = field_text(row, "VMId");
    if (name == NULL)
        name = field_text(row, "VMName");
    if (name == NULL || id == NULL) {
        document_wrong(row->document, row->object, "a machine needs Name and Id");
        return;
    }
    const struct machine machine = {
        .export = export,
        .row = row,
        .id = export_lower(export->arena, id),
        .generation = generation_of(row, only_first),
        .subject = subject_element(list, name),
    };
    item_add_text(machine.subject.item, "name", name);
    item_add_text(machine.subject.item, "id", machine.id);
    add_state(&machine);
    add_memory(&machine);
    add_processors(&machine);
    add_firmware(&machine);
    add_conduct(&machine.subject, row);
    add_clustered(&machine);
    hyperv_settings(&machine);
    add_services(&machine);
    struct row guest = export_row(export, MSVM_KVP_EXCHANGE_COMPONENT, machine.id);
    fact_text(&machine.subject, "os", field_text(&guest, "OSName"),
              guest.object != NULL ? field_reason(&guest, "OSName")
                                   : export_reason(export, MSVM_KVP_EXCHANGE_COMPONENT,
                                                   "the system of this machine"));
    hyperv_disks(&machine);
    hyperv_adapters(&machine);
    hyperv_snapshots(&machine);
    hyperv_devices(&machine);
}

struct named {
    const char *name;
    size_t place;
};

static int compare_named(const void *left, const void *right) {
    const struct named *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

// A warning for each machine that has the name of one before it.
static void warn_of_equal_names(const struct export *export, const struct rows *machines) {
    struct named *all = ARENA_ARRAY(export->arena, struct named, machines->count);
    const char **repeated = ARENA_ARRAY(export->arena, const char *, machines->count);
    size_t count = 0;
    for (size_t i = 0; i < machines->count; i++) {
        const char *name = field_text(&machines->first[i], "Name");
        if (name != NULL)
            all[count++] = (struct named){name, i};
    }
    sort_array(all, count, sizeof *all, compare_named);
    for (size_t i = 1; i < count; i++)
        if (strcmp(all[i].name, all[i - 1].name) == 0)
            repeated[all[i].place] = all[i].name;
    for (size_t i = 0; i < machines->count; i++)
        if (repeated[i] != NULL)
            diagnostic_fact(
                export->warnings, CODE_UNCLEAR_EXPORT, DIAGNOSTIC_WARNING, export->folder, NULL,
                "several machines are named %s; their ids tell them apart", repeated[i]);
}

void hyperv_machines(const struct export *export, const struct subject *host) {
    struct rows machines;
    const char *reason;
    if (!export_all(export, GET_VM, &machines, &reason)) {
        fact_missing(host, "vm", reason);
        return;
    }
    struct subject list = subject_list(host, "vm");
    warn_of_equal_names(export, &machines);
    bool only_first = has_no_generations(export, &machines);
    for (size_t i = 0; i < machines.count; i++)
        add_machine(export, &list, &machines.first[i], only_first);
}
