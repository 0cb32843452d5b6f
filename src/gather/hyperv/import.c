// Makes a facts document of an export.
#include "config.h"

#include "gather/hyperv/import.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void import_text(const struct export *export, struct subject *subject, const char *fact,
                 const struct row *row, enum cmdlet cmdlet, const char *property) {
    fact_text(subject, fact, field_text(row, property), export_reason(export, cmdlet, property));
}

void import_bool(const struct export *export, struct subject *subject, const char *fact,
                 const struct row *row, enum cmdlet cmdlet, const char *property) {
    bool value = false;
    bool told = field_bool(row, property, &value);
    fact_bool(subject, fact, told, value, export_reason(export, cmdlet, property));
}

void import_number(const struct export *export, struct subject *subject, const char *fact,
                   const struct row *row, enum cmdlet cmdlet, const char *property) {
    uint64_t value = 0;
    bool told = field_number(row, property, &value);
    fact_int(subject, fact, told, value, export_reason(export, cmdlet, property));
}

void import_quantity(const struct export *export, struct subject *subject, const char *fact,
                     const struct row *row, enum cmdlet cmdlet, const char *property,
                     uint64_t factor, const char *unit) {
    uint64_t value = 0;
    bool told = field_number(row, property, &value) && value <= UINT64_MAX / factor;
    fact_quantity(subject, fact, told, told ? value * factor : 0, unit,
                  export_reason(export, cmdlet, property));
}

const char *import_lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

const char *import_mac(struct arena *arena, const char *text) {
    char digits[13] = "";
    size_t count = 0;
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '-' || *text == ':')
            continue;
        if (!isxdigit((unsigned char)*text) || count == 12)
            return NULL;
        digits[count++] = (char)tolower((unsigned char)*text);
    }
    if (count != 12 || strcmp(digits, "000000000000") == 0)
        return NULL;
    return arena_printf(arena, "%.2s:%.2s:%.2s:%.2s:%.2s:%.2s", digits, digits + 2, digits + 4,
                        digits + 6, digits + 8, digits + 10);
}

// What no cmdlet of the export tells.
static const struct {
    const char *fact, *reason;
} untold[] = {
    {"cpu.feature", "no cmdlet of Hyper-V lists the features of a processor"},
    {"cpu.microcode", "no cmdlet of Hyper-V tells it"},
    {"accepts", "Hyper-V does not judge the processors of other hosts"},
    {"hugepage", "Hyper-V does not tell of huge pages"},
    {"machine_type", "Hyper-V has generations of machines instead"},
    {"cpu_model", "Hyper-V offers no processor models"},
    {"firmware", "the export does not tell what the host offers"},
    {"network.active", "Hyper-V does not tell whether a switch is up"},
    {"network.autostart", "Hyper-V does not tell"},
    {"network.vlan", "VLANs belong to the adapters of machines"},
    {"vm.os", "the export does not look into guests"},
    {"vm.architecture", "the export does not look into guests"},
    {"vm.machine_type", "Hyper-V has generations of machines instead"},
    {"vm.cpu", "Hyper-V does not tell what processor a machine sees"},
    {"vm.hugepage_size", "Hyper-V does not tell of huge pages"},
    {"vm.disk.cache", "Hyper-V does not tell"},
    {"vm.disk.pool", "the export does not tell where volumes are mounted"},
    {"vm.disk.transient", "Hyper-V does not tell"},
    {"vm.disk.remote", "the export does not tell what the other host reaches"},
};

// The host's own name: --host, else what the export calls it.
static const char *name_of(const struct export *export, const char *given) {
    struct row computer = export_row(export, WIN32_COMPUTER_SYSTEM, NULL);
    struct row host = export_row(export, GET_VM_HOST, NULL);
    const char *const names[] = {given, export->host, field_text(&computer, "Name"),
                                 field_text(&host, "ComputerName"), field_text(&host, "Name")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] != NULL && *names[i] != '\0')
            return names[i];
    return NULL;
}

static void add_collected(const struct export *export, cJSON *document, const char *name,
                          cJSON *missing) {
    cJSON *collected = json_append_object(json_add_list(document, "collected"));
    json_add_text(collected, "host", name);
    json_add_text(collected, "by",
                  export->powershell == NULL
                      ? "ConvertTo-Json"
                      : arena_printf(export->arena, "Export-PlimsollFacts 1 in PowerShell %s",
                                     export->powershell));
    json_add_text(collected, "from", export->folder);
    if (export->at != NULL)
        json_add_text(collected, "at", export->at);
    json_add(collected, "missing", missing);
}

cJSON *hyperv_import(struct export *export, const char *root, const char *given) {
    cJSON *document = json_object();
    const char *name = name_of(export, given);
    if (name == NULL) {
        problem_set(export->problem, export->folder, NULL,
                    "nothing tells the name of the host: give it as --host NAME");
        return document;
    }
    json_add_text(document, "facts", "virtualization");
    json_add_int(document, "version", 1);
    char *quoted = string_quote(name);
    struct subject host = {
        .object = root != NULL ? json_add_object(document, root)
                               : json_append_object(json_add_list(document, "host")),
        .missing = json_list(),
        .path = root != NULL ? string_copy(root) : string_format("host[%s]", quoted),
    };
    free(quoted);
    json_add_text(host.object, "name", name);
    hyperv_host(export, &host);
    hyperv_networks(export, &host);
    hyperv_server(export, &host);
    hyperv_machines(export, &host);
    for (size_t i = 0; i < sizeof untold / sizeof *untold; i++)
        fact_missing(&host, untold[i].fact, untold[i].reason);
    add_collected(export, document, name, host.missing);
    subject_clear(&host);
    return document;
}
