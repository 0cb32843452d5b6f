// The host: its system, processors, memory, NUMA nodes.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdio.h>
#include <string.h>

#include "base/version.h"

// Editions as they end English captions, for want of OperatingSystemSKU; a longer one comes before
// one that it ends with.
static const char *const editions[] = {
    " Datacenter: Azure Edition",
    " Datacenter Azure Edition",
    " Datacenter Evaluation",
    " Standard Evaluation",
    " Datacenter",
    " Standard",
    " Enterprise",
    " Essentials",
    " Foundation",
};

// A caption without the maker and the signs of trade marks.
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

// Cuts the edition off a name and returns it; NULL where it ends with none.
static const char *cut_edition(char *name) {
    size_t size = strlen(name);
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        size_t ending = strlen(editions[i]);
        if (size <= ending || strcmp(name + size - ending, editions[i]) != 0)
            continue;
        name[size - ending] = '\0';
        return editions[i] + 1;
    }
    return NULL;
}

static void add_name(const struct subject *os, const struct row *row) {
    const char *caption = field_text(row, "Caption"), *name = release_name(row);
    const char *edition = release_edition(row), *ending = NULL;
    if (caption != NULL) {
        char *plain = plain_caption(row->arena, caption);
        ending = cut_edition(plain);
        name = name != NULL ? name : plain;
    }
    if (edition == NULL)
        edition = ending != NULL ? ending : field_text(row, "EditionID");
    fact_text(os, "name", name, field_reason(row, "Caption"));
    fact_text(os, "edition", edition, field_reason(row, "EditionID"));
}

// Win32_Processor.Architecture.
static const struct enumerator architectures[] = {
    {0, "i686"}, {9, "x86_64"}, {12, "aarch64"}, {0, NULL}};

static void add_architecture(const struct export *export, const struct subject *to) {
    struct row row = export_row(export, WIN32_PROCESSOR, NULL);
    uint64_t number;
    bool known = field_number(&row, "Architecture", &number) && number <= INT64_MAX;
    fact_text(to, "architecture", known ? enum_name(architectures, (int64_t)number) : NULL,
              field_reason(&row, "Architecture"));
}

static void add_system(const struct export *export, const struct subject *host) {
    struct row row = export_row(export, WIN32_OPERATING_SYSTEM, NULL);
    struct subject os = subject_record(host, "os");
    const char *option = field_text(&row, "InstallationType");
    if (option != NULL && strcmp(option, "Server") == 0)
        option = "Full";
    else if (option != NULL && strcmp(option, "Server Core") == 0)
        option = "Core";
    add_name(&os, &row);
    add_architecture(export, &os);
    import_text(&os, "language", &row, "Language");
    import_text(&os, "ui_language", &row, "UILanguage");
    fact_text(&os, "install_option", option, field_reason(&row, "InstallationType"));
    import_version(&os, "version", &row, "Version");
    // Hyper-V is a part of Windows and has its version.
    import_version(host, "hypervisor_version", &row, "Version");
    import_quantity(host, "memory_free", &row, "FreePhysicalMemory", &scale_kibibytes);
}

static const char *version_of(const struct row *row) {
    const char *text = field_text(row, "Version");
    return text != NULL && version_valid(text, strlen(text)) ? text : NULL;
}

// Before Windows Server 2016 there is no such cmdlet.
static void add_machine_versions(const struct export *export, const struct subject *host) {
    struct rows rows;
    const char *reason;
    if (!export_all(export, GET_VM_HOST_SUPPORTED_VERSION, &rows, &reason)) {
        fact_missing(host, "machine_version", reason);
        return;
    }
    const char **versions = ARENA_ARRAY(export->arena, const char *, rows.count);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (version_of(&rows.first[i]) != NULL)
            versions[count++] = version_of(&rows.first[i]);
    fact_set(host, "machine_version", versions, count == rows.count ? count : 0,
             "Get-VMHostSupportedVersion names something that is not a version");
}

// "Intel64 Family 6 Model 165 Stepping 5": Windows has these numbers only in the description; its
// property Family is a code of CIM.
static void add_stepping(const struct subject *cpu, const struct row *row) {
    const char *text = field_text(row, "Description");
    const char *numbers = text != NULL ? strstr(text, "Family ") : NULL;
    unsigned int family = 0, model = 0, stepping = 0;
    bool known = numbers != NULL && sscanf(numbers, "Family %9u Model %9u Stepping %9u", &family,
                                           &model, &stepping) == 3;
    const char *reason = text != NULL ? "Description of Win32_Processor does not tell"
                                      : field_reason(row, "Description");
    fact_int(cpu, "family", known, family, reason);
    fact_int(cpu, "model_number", known, model, reason);
    fact_int(cpu, "stepping", known, stepping, reason);
}

static void add_cores(const struct export *export, const struct subject *cpu,
                      const struct rows *sockets) {
    uint64_t cores = 0, threads = 0;
    struct row row = export_row(export, WIN32_PROCESSOR, NULL);
    bool has_cores = field_number(&row, "NumberOfCores", &cores) && cores > 0;
    bool has_threads = field_number(&row, "NumberOfLogicalProcessors", &threads) && threads > 0;
    fact_int(cpu, "sockets", sockets->count > 0, sockets->count,
             field_reason(&row, "the processors"));
    fact_int(cpu, "cores", has_cores, cores, field_reason(&row, "NumberOfCores"));
    fact_int(cpu, "threads", has_cores && has_threads && threads % cores == 0,
             has_cores ? threads / cores : 0, field_reason(&row, "NumberOfLogicalProcessors"));
}

static void add_processor(const struct export *export, const struct subject *host) {
    struct rows sockets = {0};
    const char *reason;
    if (!export_all(export, WIN32_PROCESSOR, &sockets, &reason)) {
        fact_missing(host, "cpu", reason);
        return;
    }
    struct row row = export_row(export, WIN32_PROCESSOR, NULL);
    struct subject cpu = subject_record(host, "cpu");
    const char *name = field_text(&row, "Name");
    import_text(&cpu, "vendor", &row, "Manufacturer");
    fact_text(&cpu, "model", name != NULL ? plain_caption(export->arena, name) : NULL,
              field_reason(&row, "Name"));
    add_architecture(export, &cpu);
    add_stepping(&cpu, &row);
    import_quantity(&cpu, "frequency", &row, "MaxClockSpeed", &scale_megahertz);
    add_cores(export, &cpu, &sockets);
}

static void count_element(void *state, const struct row *row, const struct scan_token *element) {
    uint64_t number;
    if (element_number(row, element, &number))
        ++*(uint64_t *)state;
}

static void add_numa(const struct export *export, const struct subject *host) {
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
    struct subject list = subject_list(host, "numa");
    for (size_t i = 0; i < nodes.count; i++) {
        const struct row *row = &nodes.first[i];
        uint64_t id = i, cpus = 0;
        field_number(row, "NodeId", &id);
        struct subject node = subject_numbered(&list, id);
        import_number(&node, "id", row, "NodeId");
        bool known = field_list(row, "ProcessorsAvailability", count_element, &cpus);
        fact_int(&node, "cpus", known, cpus, field_reason(row, "ProcessorsAvailability"));
        import_quantity(&node, "memory", row, "MemoryTotal", &scale_mebibytes);
        import_quantity(&node, "free", row, "MemoryAvailable", &scale_mebibytes);
    }
}

// What hardware has whose maker set no UUID: equal ones are no sign of one server.
static bool is_default_uuid(const char *uuid) {
    static const char *const defaults[] = {
        "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009",
        "FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE",
    };
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (same_name(uuid, defaults[i]))
            return true;
    return false;
}

static void add_uuid(const struct subject *host, const struct row *computer) {
    const char *uuid = field_text(computer, "UUID");
    bool unset = is_default_uuid(uuid);
    fact_text(host, "uuid", unset ? NULL : uuid,
              unset ? "the hardware has a default UUID, which its maker never set"
                    : field_reason(computer, "UUID"));
}

// The range that adapters of machines without an address of their own get one from.
static void add_mac_range(const struct subject *host, const struct row *row) {
    fact_text(host, "mac_min", import_mac(row->arena, field_text(row, "MacAddressMinimum")),
              field_reason(row, "MacAddressMinimum"));
    fact_text(host, "mac_max", import_mac(row->arena, field_text(row, "MacAddressMaximum")),
              field_reason(row, "MacAddressMaximum"));
}

// Domain names the workgroup where the server belongs to none.
static void add_domain(const struct subject *host, const struct row *computer) {
    bool member = false, known = field_bool(computer, "PartOfDomain", &member);
    const char *domain = member ? field_text(computer, "Domain") : known ? "" : NULL;
    fact_text(host, "domain", domain, field_reason(computer, "PartOfDomain"));
}

void hyperv_host(const struct export *export, const struct subject *host) {
    struct row computer = export_row(export, WIN32_COMPUTER_SYSTEM, NULL);
    struct row row = export_row(export, GET_VM_HOST, NULL);
    item_add_text(host->item, "kind", "hyperv");
    item_add_text(host->item, "hypervisor", "Hyper-V");
    add_uuid(host, &computer);
    if (field_has(&row, "MemoryCapacity"))
        import_quantity(host, "memory", &row, "MemoryCapacity", &scale_host_memory);
    else
        import_quantity(host, "memory", &computer, "TotalPhysicalMemory", &scale_host_memory);
    if (field_has(&row, "LogicalProcessorCount"))
        import_quantity(host, "cpus", &row, "LogicalProcessorCount", &scale_count);
    else
        import_quantity(host, "cpus", &computer, "NumberOfLogicalProcessors", &scale_count);
    import_bool(host, "numa_spanning", &row, "NumaSpanningEnabled");
    add_mac_range(host, &row);
    add_domain(host, &computer);
    add_system(export, host);
    add_machine_versions(export, host);
    add_processor(export, host);
    add_numa(export, host);
}
