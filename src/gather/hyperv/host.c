// The host: its system, processors, memory, NUMA nodes, volumes.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIB = 1024, MIB = 1024 * 1024, MHZ = 1000000 };

// Editions as captions end with them; the longest that fits is meant.
static const char *const editions[] = {
    " Datacenter: Azure Edition",
    " Datacenter Evaluation",
    " Standard Evaluation",
    " Datacenter",
    " Standard",
    " Enterprise",
    " Essentials",
    " Foundation",
};

// Without the maker and the signs of trade marks.
static char *plain_caption(struct arena *arena, const char *caption) {
    static const char *const dropped[] = {"\xc2\xae", "(R)", "Microsoft "};
    char *text = arena_copy(arena, caption, strlen(caption));
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        size_t size = strlen(dropped[i]);
        for (char *at; (at = strstr(text, dropped[i])) != NULL;)
            memmove(at, at + size, strlen(at + size) + 1);
    }
    for (size_t size = strlen(text); size > 0 && text[size - 1] == ' '; size--)
        text[size - 1] = '\0';
    return text + strspn(text, " ");
}

static void add_name(const struct export *export, struct subject *os, const struct row *row) {
    const char *caption = field_text(row, "Caption"), *edition = field_text(row, "EditionID");
    char *name = caption != NULL ? plain_caption(export->arena, caption) : NULL;
    for (size_t i = 0; name != NULL && i < sizeof editions / sizeof *editions; i++) {
        size_t size = strlen(name), ending = strlen(editions[i]);
        if (size <= ending || strcmp(name + size - ending, editions[i]) != 0)
            continue;
        name[size - ending] = '\0';
        edition = editions[i] + 1;
        break;
    }
    fact_text(os, "name", name, export_reason(export, WIN32_OPERATING_SYSTEM, "Caption"));
    fact_text(os, "edition", edition, export_reason(export, WIN32_OPERATING_SYSTEM, "EditionID"));
}

// Win32_Processor.Architecture.
static const struct enumerator architectures[] = {
    {0, "i686"}, {9, "x86_64"}, {12, "aarch64"}, {0, NULL}};

static const char *architecture(const struct export *export) {
    struct row row = export_row(export, WIN32_PROCESSOR, NULL);
    uint64_t number;
    return field_number(&row, "Architecture", &number) && number < KIB
               ? enum_name(architectures, (int64_t)number)
               : NULL;
}

static void add_system(const struct export *export, struct subject *host) {
    struct row row = export_row(export, WIN32_OPERATING_SYSTEM, NULL);
    struct subject os = subject_record(host, "os");
    const char *option = field_text(&row, "InstallationType");
    if (option != NULL && strcmp(option, "Server") == 0)
        option = "Full";
    else if (option != NULL && strcmp(option, "Server Core") == 0)
        option = "Core";
    add_name(export, &os, &row);
    fact_text(&os, "architecture", architecture(export),
              export_reason(export, WIN32_PROCESSOR, "Architecture"));
    import_text(export, &os, "language", &row, WIN32_OPERATING_SYSTEM, "Language");
    fact_text(&os, "install_option", option,
              export_reason(export, WIN32_OPERATING_SYSTEM, "InstallationType"));
    import_text(export, &os, "version", &row, WIN32_OPERATING_SYSTEM, "Version");
    // Hyper-V is a part of Windows and has its version.
    import_text(export, host, "hypervisor_version", &row, WIN32_OPERATING_SYSTEM, "Version");
    import_quantity(export, host, "memory_free", &row, WIN32_OPERATING_SYSTEM, "FreePhysicalMemory",
                    KIB, "B");
    subject_clear(&os);
}

// "Intel64 Family 6 Model 165 Stepping 5": Windows has these numbers only in the description; its
// property Family is a code of CIM.
static void add_stepping(const struct export *export, struct subject *cpu, const struct row *row) {
    const char *text = field_text(row, "Description");
    const char *numbers = text != NULL ? strstr(text, "Family ") : NULL;
    unsigned int family = 0, model = 0, stepping = 0;
    bool told = numbers != NULL && sscanf(numbers, "Family %9u Model %9u Stepping %9u", &family,
                                          &model, &stepping) == 3;
    const char *reason = text != NULL ? "Description of Win32_Processor does not tell"
                                      : export_reason(export, WIN32_PROCESSOR, "Description");
    fact_int(cpu, "family", told, family, reason);
    fact_int(cpu, "model_number", told, model, reason);
    fact_int(cpu, "stepping", told, stepping, reason);
}

static void add_cores(const struct export *export, struct subject *cpu,
                      const struct rows *sockets) {
    uint64_t cores = 0, threads = 0;
    const struct row none = {.arena = export->arena};
    const struct row *row = sockets->count > 0 ? sockets->first : &none;
    bool has_cores = field_number(row, "NumberOfCores", &cores) && cores > 0;
    bool has_threads = field_number(row, "NumberOfLogicalProcessors", &threads) && threads > 0;
    fact_int(cpu, "sockets", sockets->count > 0, sockets->count,
             export_reason(export, WIN32_PROCESSOR, "the processors"));
    fact_int(cpu, "cores", has_cores, cores,
             export_reason(export, WIN32_PROCESSOR, "NumberOfCores"));
    fact_int(cpu, "threads", has_cores && has_threads && threads % cores == 0,
             has_cores ? threads / cores : 0,
             export_reason(export, WIN32_PROCESSOR, "NumberOfLogicalProcessors"));
}

static void add_processor(const struct export *export, struct subject *host) {
    struct rows sockets = {0};
    const char *reason;
    if (!export_all(export, WIN32_PROCESSOR, &sockets, &reason)) {
        fact_missing(host, "cpu", reason);
        return;
    }
    struct row row = export_row(export, WIN32_PROCESSOR, NULL);
    struct subject cpu = subject_record(host, "cpu");
    const char *name = field_text(&row, "Name");
    import_text(export, &cpu, "vendor", &row, WIN32_PROCESSOR, "Manufacturer");
    fact_text(&cpu, "model", name != NULL ? plain_caption(export->arena, name) : NULL,
              export_reason(export, WIN32_PROCESSOR, "Name"));
    fact_text(&cpu, "architecture", architecture(export),
              export_reason(export, WIN32_PROCESSOR, "Architecture"));
    add_stepping(export, &cpu, &row);
    import_quantity(export, &cpu, "frequency", &row, WIN32_PROCESSOR, "MaxClockSpeed", MHZ, "Hz");
    add_cores(export, &cpu, &sockets);
    subject_clear(&cpu);
}

static void count_element(void *state, const struct row *row, const struct token *element) {
    uint64_t number;
    if (element_number(row, element, &number))
        ++*(uint64_t *)state;
}

static void add_numa(const struct export *export, struct subject *host) {
    struct rows nodes;
    const char *reason;
    if (!export_all(export, GET_VM_HOST_NUMA_NODE, &nodes, &reason)) {
        fact_missing(host, "numa", reason);
        return;
    }
    if (nodes.count == 0) { // every host has one
        fact_missing(host, "numa", export_reason(export, GET_VM_HOST_NUMA_NODE, "a node"));
        return;
    }
    cJSON *list = json_add_list(host->object, "numa");
    for (size_t i = 0; i < nodes.count; i++) {
        const struct row *row = &nodes.first[i];
        uint64_t id = i, cpus = 0;
        field_number(row, "NodeId", &id);
        struct subject node = subject_numbered(host, list, "numa", id);
        import_number(export, &node, "id", row, GET_VM_HOST_NUMA_NODE, "NodeId");
        bool told = field_list(row, "ProcessorsAvailability", count_element, &cpus);
        fact_int(&node, "cpus", told, cpus,
                 export_reason(export, GET_VM_HOST_NUMA_NODE, "ProcessorsAvailability"));
        import_quantity(export, &node, "memory", row, GET_VM_HOST_NUMA_NODE, "MemoryTotal", MIB,
                        "B");
        subject_clear(&node);
    }
}

void hyperv_host(const struct export *export, struct subject *host) {
    struct row computer = export_row(export, WIN32_COMPUTER_SYSTEM, NULL);
    struct row row = export_row(export, GET_VM_HOST, NULL);
    json_add_text(host->object, "kind", "hyperv");
    json_add_text(host->object, "hypervisor", "Hyper-V");
    import_text(export, host, "uuid", &computer, WIN32_COMPUTER_SYSTEM, "UUID");
    if (field_told(&row, "MemoryCapacity"))
        import_quantity(export, host, "memory", &row, GET_VM_HOST, "MemoryCapacity", 1, "B");
    else
        import_quantity(export, host, "memory", &computer, WIN32_COMPUTER_SYSTEM,
                        "TotalPhysicalMemory", 1, "B");
    if (field_told(&row, "LogicalProcessorCount"))
        import_number(export, host, "cpus", &row, GET_VM_HOST, "LogicalProcessorCount");
    else
        import_number(export, host, "cpus", &computer, WIN32_COMPUTER_SYSTEM,
                      "NumberOfLogicalProcessors");
    add_system(export, host);
    add_processor(export, host);
    add_numa(export, host);
}
