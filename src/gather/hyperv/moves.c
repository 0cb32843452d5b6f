// What a host needs, beside its hardware, for machines to come and to go.
#include "config.h"

#include <string.h>
#include <strings.h>

#include "gather/hyperv/import.h"
#include "gather/hyperv/manifest.h"

// The objects of a cmdlet about the server. A release before SINCE has no such thing; one that
// lacks the cmdlet has none either where NONE_WITHOUT.
static bool rows_of(const struct export *export, enum cmdlet cmdlet, const char *since,
                    bool none_without, struct rows *rows, const char **reason) {
    const struct manifest_entry *entry = export->outputs[cmdlet].entry;
    bool without = none_without && entry != NULL && entry->absent;
    *rows = (struct rows){0};
    return without || export_all(export, cmdlet, rows, reason) || release_before(export, since);
}

// A list of texts: a property of each object. `none_without`: a server without the cmdlet has none.
struct text_list {
    const char *fact;
    enum cmdlet cmdlet;
    const char *property, *since;
    bool none_without;
};

static const struct text_list host_lists[] = {
    {"san", GET_VM_SAN, "Name", "6.2", true},
    {"gpu", GET_VM_HOST_PARTITIONABLE_GPU, "Name", "10.0.20348", true},
    {"assignable", GET_VM_HOST_ASSIGNABLE_DEVICE, "LocationPath", "10.0", true},
};
static const struct text_list server_list = {"server", GET_VM_REPLICATION_AUTHORIZATION_ENTRY,
                                             "AllowedPrimaryServer", "6.2", false};
static const struct text_list network_list = {"network", GET_VM_MIGRATION_NETWORK, "Subnet", "6.2",
                                              false};

static void add_texts(const struct export *export, const struct subject *subject,
                      const struct text_list *from) {
    struct rows rows;
    const char *reason;
    if (!rows_of(export, from->cmdlet, from->since, from->none_without, &rows, &reason)) {
        fact_missing(subject, from->fact, reason);
        return;
    }
    struct item *list = item_add_list(subject->item, from->fact);
    for (size_t i = 0; i < rows.count; i++) {
        const char *text = field_text(&rows.first[i], from->property);
        if (text != NULL)
            item_add_text(list, NULL, text);
    }
}

static void add_guardians(const struct export *export, const struct subject *host) {
    struct rows rows;
    const char *reason;
    if (!rows_of(export, GET_HGS_GUARDIAN, "10.0", false, &rows, &reason)) {
        fact_missing(host, "guardian", reason);
        return;
    }
    struct subject list = subject_list(host, "guardian");
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.first[i];
        const char *thumbprint = field_text(row, "Thumbprint");
        if (thumbprint == NULL) {
            document_wrong(row->document, row->object, "a guardian needs Thumbprint");
            continue;
        }
        struct subject guardian = subject_element(&list, thumbprint);
        item_add_text(guardian.item, "thumbprint", export_lower(export->arena, thumbprint));
        import_text(&guardian, "name", row, "Name");
        import_bool(&guardian, "usable", row, "HasPrivateKeys");
    }
}

// Windows Server 2012 has the first replicas.
static void add_replication(const struct export *export, const struct subject *host) {
    struct row row = export_row(export, GET_VM_REPLICATION_SERVER, NULL);
    struct subject replication = subject_record(host, "replication");
    if (row.object == NULL && release_before(export, "6.2")) {
        item_add_bool(replication.item, "enabled", false);
        return;
    }
    const char *type = field_known(&row, "AllowedAuthenticationType", enum_recovery);
    import_bool(&replication, "enabled", &row, "ReplicationEnabled");
    fact_text(&replication, "authentication",
              same_name(type, "CertificateAndKerberos") ? "both"
              : type != NULL                            ? export_lower(export->arena, type)
                                                        : NULL,
              field_reason(&row, "AllowedAuthenticationType"));
    import_bool(&replication, "any_server", &row, "ReplicationAllowedFromAnyServer");
    add_texts(export, &replication, &server_list);
}

// What Win32_DeviceGuard lists: whether there is anything, and Credential Guard among it.
struct services {
    bool any, credential_guard;
};

static void see_service(void *state, const struct row *row, const struct scan_token *element) {
    enum { CREDENTIAL_GUARD = 1 };
    struct services *services = state;
    uint64_t number;
    if (!element_number(row, element, &number))
        return;
    services->any = true;
    services->credential_guard = services->credential_guard || number == CREDENTIAL_GUARD;
}

// An empty list tells that nothing runs as well as 0 does.
static void add_credential_guard(const struct export *export, const struct subject *host) {
    struct row row = export_row(export, WIN32_DEVICE_GUARD, NULL);
    struct services services = {0};
    bool known = field_list(&row, "SecurityServicesRunning", see_service, &services) ||
                 release_before(export, "10.0");
    fact_bool(host, "credential_guard", known, services.credential_guard,
              field_reason(&row, "SecurityServicesRunning"));
}

// The flags of an access mask of WMI.
static const struct {
    uint64_t flag;
    const char *name;
} rights[] = {
    {0x1, "enable"},
    {0x2, "execute"},
    {0x4, "full write"},
    {0x8, "partial write"},
    {0x10, "provider write"},
    {0x20, "remote enable"},
    {0x20000, "read security"},
    {0x40000, "edit security"},
};

static void add_right(const struct export *export, const struct subject *list,
                      const struct row *row) {
    (void)export; // other lists need more of it than their row
    uint64_t mask = 0;
    const char *account = field_text(row, "Account"), *type = field_text(row, "Type");
    struct subject right = subject_element(list, account != NULL ? account : "");
    import_text(&right, "namespace", row, "Namespace");
    import_text(&right, "account", row, "Account");
    import_text(&right, "sid", row, "SID");
    bool allow = same_name(type, "AccessAllowed");
    fact_bool(&right, "allow", allow || same_name(type, "AccessDenied"), allow,
              field_reason(row, "Type"));
    import_bool(&right, "inherited", row, "Inherited");
    if (!field_number(row, "Mask", &mask)) {
        fact_missing(&right, "right", field_reason(row, "Mask"));
        return;
    }
    struct item *names = item_add_list(right.item, "right");
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        if (mask & rights[i].flag)
            item_add_text(names, NULL, rights[i].name);
}

static void add_live_migration(const struct export *export, const struct subject *host,
                               const struct row *row) {
    struct subject live = subject_record(host, "live_migration");
    import_bool(&live, "enabled", row, "VirtualMachineMigrationEnabled");
    import_number(&live, "max", row, "MaximumVirtualMachineMigrations");
    import_number(&live, "storage_max", row, "MaximumStorageMigrations");
    fact_text(&live, "authentication",
              import_name(row, "VirtualMachineMigrationAuthenticationType", enum_authentication),
              field_reason(row, "VirtualMachineMigrationAuthenticationType"));
    fact_text(&live, "performance",
              import_name(row, "VirtualMachineMigrationPerformanceOption", enum_performance),
              field_reason(row, "VirtualMachineMigrationPerformanceOption"));
    import_bool(&live, "any_network", row, "UseAnyNetworkForMigration");
    add_texts(export, &live, &network_list);
}

void hyperv_moves(const struct export *export, const struct subject *host) {
    static const struct import_list lists[] = {{"wmi_right", WMI_SECURITY, add_right}};
    struct row computer = export_row(export, WIN32_COMPUTER_SYSTEM, NULL);
    struct row reboot = export_row(export, REGISTRY_REBOOT, NULL);
    struct row row = export_row(export, GET_VM_HOST, NULL);
    import_bool(host, "hypervisor_running", &computer, "HypervisorPresent");
    import_bool(host, "reboot_pending", &reboot, "RebootPending");
    add_live_migration(export, host, &row);
    add_replication(export, host);
    add_credential_guard(export, host);
    if (row.object != NULL && !field_has(&row, "IovSupport") && release_before(export, "6.2"))
        item_add_bool(host->item, "iov", false);
    else
        import_bool(host, "iov", &row, "IovSupport");
    for (size_t i = 0; i < sizeof host_lists / sizeof *host_lists; i++)
        add_texts(export, host, &host_lists[i]);
    add_guardians(export, host);
    import_text(host, "machine_path", &row, "VirtualMachinePath");
    import_text(host, "disk_path", &row, "VirtualHardDiskPath");
    import_lists(export, host, lists, sizeof lists / sizeof *lists);
}
