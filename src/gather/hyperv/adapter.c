// The network adapters and the special devices of a machine.
#include "config.h"

#include "gather/hyperv/import.h"
#include "gather/hyperv/manifest.h"

#include <stdio.h>
#include <string.h>

enum { LAST_VLAN = 4094 };

// Adds the VLANs of a text such as 1-100,120; false where it is none, or names none.
static bool add_trunk(struct item *list, const char *text) {
    for (const char *at = text; at != NULL && *at != '\0';) {
        unsigned int first, last;
        int size = 0, more = 0;
        if (sscanf(at, "%4u%n-%4u%n", &first, &size, &last, &more) < 1)
            return false;
        at += more > 0 ? more : size;
        last = more > 0 ? last : first;
        if (last > LAST_VLAN || (*at != ',' && *at != '\0'))
            return false;
        for (unsigned int vlan = first; vlan <= last; vlan++)
            item_add_int(list, NULL, vlan);
        at += *at == ',';
    }
    return text != NULL && *text != '\0';
}

static void add_vlan_list(const struct subject *nic, const struct row *setting, const char *mode,
                          const char *reason) {
    uint64_t vlan = 0;
    struct item *list = item_list(subject_arena(nic));
    bool known = same_name(mode, "Untagged");
    if (same_name(mode, "Access") && field_number(setting, "AccessVlanId", &vlan) &&
        vlan <= LAST_VLAN) {
        item_add_int(list, NULL, (int64_t)vlan);
        known = true;
    } else if (same_name(mode, "Trunk")) {
        known = add_trunk(list, field_text(setting, "AllowedVlanIdListString"));
    }
    if (known)
        item_add(nic->item, "vlan_list", list);
    else
        fact_missing(nic, "vlan_list",
                     mode != NULL ? field_reason(setting, "the VLANs of this adapter") : reason);
}

static void add_vlan(const struct export *export, const struct subject *nic,
                     const struct row *row) {
    const char *reason = export_reason(export, GET_VM_NETWORK_ADAPTER_VLAN, "this adapter");
    uint64_t vlan = 0;
    const struct row *setting =
        export_find(export, GET_VM_NETWORK_ADAPTER_VLAN, field_text(row, "Id"));
    const char *mode = setting ? field_known(setting, "OperationMode", enum_vlan) : NULL;
    bool known = same_name(mode, "Untagged");
    fact_text(nic, "vlan_mode", mode ? export_lower(export->arena, mode) : NULL, reason);
    add_vlan_list(nic, setting, mode, reason);
    if (same_name(mode, "Access"))
        known = field_number(setting, "AccessVlanId", &vlan);
    else if (mode != NULL && !known)
        reason = arena_printf(export->arena, "the adapter is in VLAN mode %s", mode);
    fact_int(nic, "vlan", known, vlan, reason);
}

// Where a resource pool chooses the switch at the next start, the name says only that, in the
// language of the server.
static bool is_chosen_later(const struct export *export, const struct row *row,
                            const char *network) {
    const char *pool = field_text(row, "PoolName");
    return network != NULL && *network != '\0' && pool != NULL && *pool != '\0' &&
           !same_name(pool, "Primordial") && export_find(export, GET_VM_SWITCH, network) == NULL;
}

static void add_switch(const struct export *export, const struct subject *nic,
                       const struct row *row) {
    const char *network = field_text(row, "SwitchName");
    bool connected = true, later = is_chosen_later(export, row, network);
    if (network == NULL && field_bool(row, "Connected", &connected) && !connected)
        network = "";
    fact_text(nic, "network", later ? NULL : network,
              later ? "a resource pool chooses the switch when the machine starts"
                    : field_reason(row, "SwitchName"));
    import_bool(nic, "connected", row, "Connected");
}

// A dynamic address may change with the next start, so the place among the adapters stands for it.
static void add_adapter(const struct export *export, const struct subject *list,
                        const struct row *row, size_t position) {
    const char *mac = import_mac(export->arena, field_text(row, "MacAddress"));
    bool dynamic = true, legacy = false;
    field_bool(row, "DynamicMacAddressEnabled", &dynamic);
    const char *id = mac != NULL && !dynamic ? mac : arena_printf(export->arena, "%zu", position);
    struct subject nic = subject_element(list, id);
    item_add_text(nic.item, "id", id);
    fact_text(&nic, "mac", mac, "the adapter has no address yet");
    add_switch(export, &nic, row);
    bool known = field_bool(row, "IsLegacy", &legacy);
    const char *model = legacy ? "legacy" : "synthetic";
    fact_text(&nic, "model", known ? model : NULL, field_reason(row, "IsLegacy"));
    item_add_text(nic.item, "kind", "switch");
    item_add_text(nic.item, "bridge", "");
    item_add_text(nic.item, "device", "");
    import_bool(&nic, "dynamic_mac", row, "DynamicMacAddressEnabled");
    uint64_t weight = 0;
    known = field_number(row, "IovWeight", &weight);
    fact_bool(&nic, "iov", known, weight > 0, field_reason(row, "IovWeight"));
    add_vlan(export, &nic, row);
}

// The list of addresses is begun with the first.
struct addresses {
    const struct subject *machine;
    struct item *list;
};

static void add_address(void *state, const struct row *row, const struct scan_token *element) {
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
        addresses->list = item_add_list(addresses->machine->item, "address");
    item_add_text(addresses->list, NULL, text);
}

void hyperv_adapters(const struct machine *machine) {
    const struct subject *subject = &machine->subject;
    struct rows rows;
    const char *reason;
    struct addresses addresses = {subject, NULL};
    if (!export_rows(machine->export, GET_VM_NETWORK_ADAPTER, machine->id, &rows, &reason)) {
        fact_missing(subject, "nic", reason);
        fact_missing(subject, "address", reason);
        return;
    }
    struct subject list = subject_list(subject, "nic");
    for (size_t i = 0; i < rows.count; i++) {
        add_adapter(machine->export, &list, &rows.first[i], i + 1);
        field_list(&rows.first[i], "IPAddresses", add_address, &addresses);
    }
    if (addresses.list == NULL)
        fact_missing(subject, "address", "the guest reported no addresses");
}

// `since`: the first version of Windows that has such devices; `moves`: the first that moves a
// running machine with one, NULL if none does.
static const struct special {
    enum cmdlet cmdlet;
    const char *since, *moves, *kind, *address[2], *model;
    bool hardware; // of the host
} specials[] = {
    {GET_VM_ASSIGNABLE_DEVICE, "10.0", NULL, "pci", {"LocationPath", "InstanceID"}, "Name", true},
    {GET_VM_GPU_PARTITION_ADAPTER,
     "10.0",
     "10.0.26100",
     "gpu partition",
     {"Id", "InstancePath"},
     "Name",
     true},
    {GET_VM_FIBRE_CHANNEL_HBA, "6.2", "6.2", "fibre channel", {"Id", "Id"}, NULL, false},
    {GET_VM_REMOTE_FX_3D_VIDEO_ADAPTER, "6.1", NULL, "remotefx", {"Id", "Id"}, "Name", false},
};
enum { SPECIALS = sizeof specials / sizeof *specials };

// Only a Fibre Channel adapter is plugged into a virtual SAN.
static void add_san(const struct subject *device, const struct row *row) {
    bool none = tokens_member(row->object, "SanName") != NULL && !field_has(row, "SanName");
    fact_text(device, "san", none ? "" : field_text(row, "SanName"), field_reason(row, "SanName"));
}

static void add_device(const struct export *export, const struct subject *list,
                       const struct special *special, const struct row *row) {
    const char *address = field_text(row, special->address[0]);
    if (address == NULL)
        address = field_text(row, special->address[1]);
    if (address == NULL) {
        document_wrong(row->document, row->object, "a device needs %s", special->address[0]);
        return;
    }
    struct subject device = subject_element(list, address);
    item_add_text(device.item, "address", address);
    item_add_text(device.item, "kind", special->kind);
    if (special->model != NULL)
        import_text(&device, "model", row, special->model);
    item_add_bool(device.item, "passed_through", special->hardware);
    item_add_bool(device.item, "migratable",
                  special->moves != NULL && !release_before(export, special->moves));
    if (special->cmdlet == GET_VM_FIBRE_CHANNEL_HBA)
        add_san(&device, row);
}

// Whether there can be no such device, because the release has none or lacks the cmdlet.
static bool has_none(const struct export *export, const struct special *special) {
    const struct manifest_entry *entry = export->outputs[special->cmdlet].entry;
    return release_before(export, special->since) || (entry != NULL && entry->absent);
}

void hyperv_devices(const struct machine *machine) {
    struct rows rows[SPECIALS] = {0};
    const char *reason;
    for (int i = 0; i < SPECIALS; i++)
        if (!has_none(machine->export, &specials[i]) &&
            !export_rows(machine->export, specials[i].cmdlet, machine->id, &rows[i], &reason)) {
            fact_missing(&machine->subject, "device", reason);
            return;
        }
    struct subject list = subject_list(&machine->subject, "device");
    for (int i = 0; i < SPECIALS; i++)
        for (size_t j = 0; j < rows[i].count; j++)
            add_device(machine->export, &list, &specials[i], &rows[i].first[j]);
}
