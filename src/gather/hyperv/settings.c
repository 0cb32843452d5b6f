// How a machine is set up beside its hardware: what a move keeps, breaks or has to wait for.
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "gather/hyperv/import.h"

enum { TICKS = 10000000, MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

// A time span as seconds, an object with ticks, or the text d.hh:mm:ss; false where it is none.
static bool read_span(const struct row *row, const char *property, uint64_t *seconds) {
    const struct scan_token *token = tokens_member(row->object, property);
    unsigned int days = 0, hours, minutes, rest;
    if (token == NULL || token->kind == SCAN_NULL)
        return false;
    if (token->kind == SCAN_OBJECT) {
        struct row span = {row->document, token, row->origin, row->arena};
        bool known = field_number(&span, "Ticks", seconds);
        *seconds /= TICKS;
        return known;
    }
    if (token->kind != SCAN_TEXT)
        return element_number(row, token, seconds);
    const char *text = field_text(row, property);
    if (text == NULL || (sscanf(text, "%9u.%2u:%2u:%2u", &days, &hours, &minutes, &rest) != 4 &&
                         (days = 0, sscanf(text, "%2u:%2u:%2u", &hours, &minutes, &rest)) != 3))
        return false;
    *seconds = (uint64_t)days * DAY + (uint64_t)hours * HOUR + minutes * MINUTE + rest;
    return true;
}

static void add_uptime(const struct machine *machine) {
    uint64_t seconds = 0;
    bool known = machine->row->object != NULL && read_span(machine->row, "Uptime", &seconds);
    fact_text(&machine->subject, "uptime",
              known ? arena_printf(machine->row->arena, "%llu s", (unsigned long long)seconds)
                    : NULL,
              field_reason(machine->row, "Uptime"));
}

// A setting that came with a version of Windows, and is off on those before it.
static void add_newer(const struct machine *machine, const char *fact, const struct row *row,
                      const char *property, const char *since) {
    if (!field_has(row, property) && release_before(machine->export, since))
        item_add_bool(machine->subject.item, fact, false);
    else
        import_bool(&machine->subject, fact, row, property);
}

// Generation 1 has no secure boot, hence no template of its keys.
static void add_protection(const struct machine *machine) {
    struct row firmware = export_row(machine->export, GET_VM_FIRMWARE, machine->id);
    struct row security = export_row(machine->export, GET_VM_SECURITY, machine->id);
    if (machine->generation == 1)
        item_add_text(machine->subject.item, "secure_boot_template", "");
    else
        import_text(&machine->subject, "secure_boot_template", &firmware, "SecureBootTemplate");
    add_newer(machine, "shielded", &security, "Shielded", "10.0");
}

// Only generation 2 has a virtual TPM, whose keys are those of guardians.
static void add_guardians(const struct machine *machine) {
    struct rows rows = {0};
    const char *reason;
    bool none = machine->generation == 1 || release_before(machine->export, "10.0");
    if (!none && !export_rows(machine->export, GET_VM_KEY_PROTECTOR, machine->id, &rows, &reason)) {
        fact_missing(&machine->subject, "guardian", reason);
        return;
    }
    struct item *list = item_add_list(machine->subject.item, "guardian");
    for (size_t i = 0; i < rows.count; i++) {
        const char *thumbprint = field_text(&rows.first[i], "Thumbprint");
        if (thumbprint != NULL)
            item_add_text(list, NULL, export_lower(machine->export->arena, thumbprint));
    }
}

// Windows Server 2012 has the first replicas.
static void add_replication(const struct machine *machine) {
    const struct row *row = machine->row;
    const char *state = import_name(row, "ReplicationState", enum_replication);
    const char *mode = import_name(row, "ReplicationMode", enum_replication_mode);
    struct row details = export_row(machine->export, GET_VM_REPLICATION, machine->id);
    bool none = same_name(state, "disabled") ||
                (!field_has(row, "ReplicationState") && release_before(machine->export, "6.2"));
    bool replica = mode != NULL && strstr(mode, "replica") != NULL;
    const char *partner = replica ? "PrimaryServerName" : "ReplicaServerName";
    fact_text(&machine->subject, "replication", none ? "" : state,
              field_reason(row, "ReplicationState"));
    fact_text(&machine->subject, "replication_mode", none || same_name(mode, "none") ? "" : mode,
              field_reason(row, "ReplicationMode"));
    fact_text(&machine->subject, "replication_partner",
              none           ? ""
              : mode != NULL ? field_text(&details, partner)
                             : NULL,
              field_reason(&details, partner));
}

// With dynamic memory a machine has one virtual NUMA node; else each has up to so much.
static void add_numa(const struct machine *machine, const struct row *memory,
                     const struct row *processor) {
    const struct row *row = machine->row;
    uint64_t size = 0, most = 0, count = 0, most_count = 0;
    bool dynamic = false, told = field_bool(row, "DynamicMemoryEnabled", &dynamic) ||
                                 field_bool(memory, "DynamicMemoryEnabled", &dynamic);
    bool sized =
        field_number(row, "MemoryStartup", &size) || field_number(memory, "Startup", &size);
    bool counted =
        field_number(row, "ProcessorCount", &count) || field_number(processor, "Count", &count);
    bool limited = field_number(memory, "MaximumPerNumaNode", &most) &&
                   most <= UINT64_MAX / scale_mebibytes.factor;
    bool count_limited = field_number(processor, "MaximumCountPerNumaNode", &most_count);
    most *= limited ? scale_mebibytes.factor : 1;
    fact_quantity(&machine->subject, "numa_memory", told && sized && (dynamic || limited),
                  dynamic || size < most ? size : most, "B",
                  field_reason(memory, "MaximumPerNumaNode"));
    fact_measure(&machine->subject, "numa_vcpus", told && counted && (dynamic || count_limited),
                 dynamic || count < most_count ? count : most_count, &measure_count,
                 field_reason(processor, "MaximumCountPerNumaNode"));
}

void hyperv_settings(const struct machine *machine) {
    const struct row *row = machine->row;
    const struct subject *subject = &machine->subject;
    struct row memory = export_row(machine->export, GET_VM_MEMORY, machine->id);
    struct row processor = export_row(machine->export, GET_VM_PROCESSOR, machine->id);
    import_bool(subject, "dynamic_memory", field_has(row, "DynamicMemoryEnabled") ? row : &memory,
                "DynamicMemoryEnabled");
    import_bool(subject, "processor_compatibility", &processor, "CompatibilityForMigrationEnabled");
    add_newer(machine, "nested", &processor, "ExposeVirtualizationExtensions", "10.0");
    fact_text(subject, "auto_stop", import_name(row, "AutomaticStopAction", enum_stop_action),
              field_reason(row, "AutomaticStopAction"));
    // Before Windows Server 2016 there is one type.
    const char *type = import_name(row, "CheckpointType", enum_checkpoint);
    if (!field_has(row, "CheckpointType") && release_before(machine->export, "10.0"))
        type = "standard";
    fact_text(subject, "checkpoint_type", type, field_reason(row, "CheckpointType"));
    import_text(subject, "path", row, "ConfigurationLocation");
    add_replication(machine);
    add_protection(machine);
    add_guardians(machine);
    add_numa(machine, &memory, &processor);
    add_uptime(machine);
}
