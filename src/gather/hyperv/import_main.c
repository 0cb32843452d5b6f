// Makes a facts document of the export of a Hyper-V server.
#include "config.h"

#include "gather/hyperv/import_main.h"

#include <string.h>

// Facts that no cmdlet of the export gives, and why.
static const struct missing_row unknown[] = {
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

static void add_collected(const struct export *export, struct item *document, const char *name,
                          struct item *missing) {
    struct item *collected = item_add_object(item_add_list(document, "collected"), NULL);
    item_add_text(collected, "host", name);
    item_add_text(collected, "by",
                  export->powershell == NULL
                      ? "ConvertTo-Json"
                      : arena_printf(export->arena, "Export-PlimsollFacts 1 in PowerShell %s",
                                     export->powershell));
    item_add_text(collected, "from", export->folder);
    if (export->at != NULL)
        item_add_text(collected, "at", export->at);
    item_add(collected, "missing", missing);
}

static struct subject host_of(struct item *document, const char *root, const char *name) {
    struct arena *arena = document->as.all.arena;
    struct subject all = {.item = document, .missing = item_list(arena), .path = "host"};
    if (root == NULL) {
        all.item = item_add_list(document, "host");
        return subject_element(&all, name);
    }
    all.item = item_add_object(document, root);
    all.path = root;
    return all;
}

struct item *hyperv_import(const struct export *export, const char *root, const char *given) {
    const char *name = name_of(export, given);
    if (name == NULL) {
        document_error(export->errors, export->folder, NULL,
                       "the export does not name the host: give it as --host NAME");
        return NULL;
    }
    struct item *document = item_object(export->arena);
    item_add_text(document, "facts", "virtualization");
    item_add_int(document, "version", 1);
    struct subject host = host_of(document, root, name);
    item_add_text(host.item, "name", name);
    hyperv_host(export, &host);
    hyperv_networks(export, &host);
    hyperv_server(export, &host);
    hyperv_moves(export, &host);
    hyperv_machines(export, &host);
    fact_missing_all(&host, unknown, sizeof unknown / sizeof *unknown);
    add_collected(export, document, name, host.missing);
    return diagnostics_count(export->errors, DIAGNOSTIC_ERROR) == 0 ? document : NULL;
}
