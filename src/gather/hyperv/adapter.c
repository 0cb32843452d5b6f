// The network adapters and the special devices of a machine.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct row *find_vlan(const struct rows *settings, const char *id) {
    for (size_t i = 0; id != NULL && i < settings->count; i++) {
        const char *other = field_text(&settings->first[i], "AdapterId");
        if (other != NULL && strcasecmp(other, id) == 0)
            return &settings->first[i];
    }
    return NULL;
}

static void add_vlan(const struct export *export, struct subject *nic, const struct row *row) {
    struct rows settings = {0};
    const char *reason = NULL;
    uint64_t vlan = 0;
    if (export_all(export, GET_VM_NETWORK_ADAPTER_VLAN, &settings, &reason))
        reason = export_reason(export, GET_VM_NETWORK_ADAPTER_VLAN, "this adapter");
    const struct row *setting = find_vlan(&settings, field_text(row, "Id"));
    const char *mode = setting ? field_enum(setting, "OperationMode", enum_vlan) : NULL;
    bool told = mode != NULL && strcasecmp(mode, "Untagged") == 0;
    if (mode != NULL && strcasecmp(mode, "Access") == 0)
        told = field_number(setting, "AccessVlanId", &vlan);
    else if (mode != NULL && !told)
        reason = arena_printf(export->arena, "the adapter is in VLAN mode %s", mode);
    fact_int(nic, "vlan", told, vlan, reason);
}

static void add_switch(const struct export *export, struct subject *nic, const struct row *row) {
    const char *network = field_text(row, "SwitchName");
    bool connected = true;
    if (network == NULL && field_bool(row, "Connected", &connected) && !connected)
        network = "";
    fact_text(nic, "network", network, export_reason(export, GET_VM_NETWORK_ADAPTER, "SwitchName"));
    import_bool(export, nic, "connected", row, GET_VM_NETWORK_ADAPTER, "Connected");
}

// A dynamic address may change with the next start, so the place among the adapters stands for it.
static void add_adapter(const struct export *export, struct subject *machine, cJSON *list,
                        const struct row *row, size_t position) {
    const char *mac = import_mac(export->arena, field_text(row, "MacAddress"));
    bool dynamic = true, legacy = false;
    field_bool(row, "DynamicMacAddressEnabled", &dynamic);
    const char *id = mac != NULL && !dynamic ? mac : arena_printf(export->arena, "%zu", position);
    struct subject nic = subject_element(machine, list, "nic", id);
    json_add_text(nic.object, "id", id);
    fact_text(&nic, "mac", mac, "the adapter has no address yet");
    add_switch(export, &nic, row);
    bool told = field_bool(row, "IsLegacy", &legacy);
    fact_text(&nic, "model",
              !told    ? NULL
              : legacy ? "legacy"
                       : "synthetic",
              export_reason(export, GET_VM_NETWORK_ADAPTER, "IsLegacy"));
    json_add_text(nic.object, "kind", "switch");
    add_vlan(export, &nic, row);
    subject_clear(&nic);
}

// The list of addresses is begun with the first.
struct addresses {
    struct subject *machine;
    cJSON *list;
};

static void add_address(void *state, const struct row *row, const struct token *element) {
    struct addresses *addresses = state;
    const char *text = element_text(row, element);
    if (text == NULL || *text == '\0')
        return;
    if (strchr(text, ' ') != NULL) {
        document_wrong(row->document, element,
                       "a list was joined to one text here: export again with a greater -Depth");
        return;
    }
    if (addresses->list == NULL)
        addresses->list = json_add_list(addresses->machine->object, "address");
    json_append_text(addresses->list, text);
}

void hyperv_adapters(const struct export *export, struct subject *machine, const char *id) {
    struct rows rows;
    const char *reason;
    struct addresses addresses = {machine, NULL};
    if (!export_rows(export, GET_VM_NETWORK_ADAPTER, id, &rows, &reason)) {
        fact_missing(machine, "nic", reason);
        fact_missing(machine, "address", reason);
        return;
    }
    cJSON *list = json_add_list(machine->object, "nic");
    for (size_t i = 0; i < rows.count; i++) {
        add_adapter(export, machine, list, &rows.first[i], i + 1);
        field_list(&rows.first[i], "IPAddresses", add_address, &addresses);
    }
    if (addresses.list == NULL)
        fact_missing(machine, "address", "the guest reported no addresses");
}

static const struct special {
    enum cmdlet cmdlet;
    const char *kind, *address[2], *model;
} specials[] = {
    {GET_VM_ASSIGNABLE_DEVICE, "pci", {"LocationPath", "InstanceID"}, "Name"},
    {GET_VM_GPU_PARTITION_ADAPTER, "gpu partition", {"Id", "InstancePath"}, "Name"},
};
enum { SPECIALS = sizeof specials / sizeof *specials };

static void add_device(const struct export *export, struct subject *machine, cJSON *list,
                       const struct special *special, const struct row *row) {
    const char *address = field_text(row, special->address[0]);
    if (address == NULL)
        address = field_text(row, special->address[1]);
    if (address == NULL) {
        document_wrong(row->document, row->object, "a device needs %s", special->address[0]);
        return;
    }
    struct subject device = subject_element(machine, list, "device", address);
    json_add_text(device.object, "address", address);
    json_add_text(device.object, "kind", special->kind);
    import_text(export, &device, "model", row, special->cmdlet, special->model);
    json_add_bool(device.object, "passed_through", true);
    json_add_bool(device.object, "migratable", false);
    subject_clear(&device);
}

void hyperv_devices(const struct export *export, struct subject *machine, const char *id) {
    struct rows rows[SPECIALS];
    const char *reason;
    for (int i = 0; i < SPECIALS; i++)
        if (!export_rows(export, specials[i].cmdlet, id, &rows[i], &reason)) {
            fact_missing(machine, "device", reason);
            return;
        }
    cJSON *list = json_add_list(machine->object, "device");
    for (int i = 0; i < SPECIALS; i++)
        for (size_t j = 0; j < rows[i].count; j++)
            add_device(export, machine, list, &specials[i], &rows[i].first[j]);
}
