// The switches, adapters, addresses and volumes of the host.
#include "config.h"

#include "gather/hyperv/import.h"

#include <string.h>
#include <strings.h>

enum { BITS = 8 };

// What the adapter is plugged into, as the beginning of its identifier tells. RNDIS runs over USB
// only: so baseboard controllers (iDRAC, iLO, XCC) present themselves to the server.
static const char *bus_of(const struct row *row) {
    const char *id = field_text(row, "PnPDeviceID");
    const char *description = field_text(row, "InterfaceDescription");
    size_t size = id != NULL ? strcspn(id, "\\") : 0;
    if (size > 0 && id[size] == '\\')
        return export_lower(row->arena, arena_copy(row->arena, id, size));
    return description != NULL && strstr(description, "Remote NDIS") != NULL ? "usb" : NULL;
}

// An adapter that is "Not Present" was taken out of the server.
static void add_nic(const struct export *export, const struct subject *list,
                    const struct row *row) {
    const char *name = field_text(row, "Name"), *status = field_text(row, "Status");
    uint64_t speed = 0;
    bool hardware = false, virtual = false;
    if (name == NULL) {
        document_wrong(row->document, row->object, "an adapter needs Name");
        return;
    }
    if (same_name(status, "Not Present"))
        return;
    struct subject nic = subject_element(list, name);
    item_add_text(nic.item, "name", name);
    fact_text(&nic, "mac", import_mac(export->arena, field_text(row, "MacAddress")),
              field_reason(row, "MacAddress"));
    import_text(&nic, "description", row, "InterfaceDescription");
    fact_text(&nic, "bus", bus_of(row), field_reason(row, "PnPDeviceID"));
    bool known = field_bool(row, "HardwareInterface", &hardware);
    known = known && (field_bool(row, "Virtual", &virtual) || !hardware);
    fact_bool(&nic, "physical", known, hardware && !virtual,
              field_reason(row, "HardwareInterface"));
    fact_bool(&nic, "up", status != NULL && !same_name(status, "Unknown"), same_name(status, "Up"),
              field_reason(row, "Status"));
    known = field_number(row, "Speed", &speed) && speed > 0 && speed < INT64_MAX;
    fact_quantity(&nic, "speed", known && speed % BITS == 0, speed / BITS, "B/s",
                  field_reason(row, "Speed"));
}

// The adapter that a switch names by its description.
static const char *adapter_name(const struct export *export, const char *description,
                                const char **reason) {
    struct rows rows;
    if (export_all(export, GET_NET_ADAPTER, &rows, reason))
        *reason = "Get-NetAdapter lists no adapter with this description";
    const struct row *row = export_find(export, GET_NET_ADAPTER, description);
    return row != NULL ? field_text(row, "Name") : NULL;
}

// The names of a switch's adapters while they are found.
struct team {
    const struct export *export;
    const char **names;
    size_t count, room;
    const char *reason; // why one was not found
};

static void add_member(void *state, const struct row *row, const struct scan_token *element) {
    struct team *team = state;
    const char *reason = NULL, *description = element_text(row, element);
    const char *name = description ? adapter_name(team->export, description, &reason) : NULL;
    if (name == NULL)
        team->reason = reason;
    else
        ARENA_PUSH(row->arena, team->names, team->count, team->room) = name;
}

// Releases without teams in switches name one adapter.
static void add_team(const struct export *export, const struct subject *network,
                     const struct row *row, bool external) {
    struct team team = {.export = export};
    bool known = !external || field_list(row, "NetAdapterInterfaceDescriptions", add_member, &team);
    if (!known || (external && team.count == 0 && team.reason == NULL))
        known = field_list(row, "NetAdapterInterfaceDescription", add_member, &team);
    if (!known || team.reason != NULL) {
        fact_missing(network, "nics",
                     team.reason ? team.reason
                                 : field_reason(row, "NetAdapterInterfaceDescriptions"));
        return;
    }
    struct item *list = item_add_list(network->item, "nics");
    for (size_t i = 0; i < team.count; i++)
        item_add_text(list, NULL, team.names[i]);
}

static void add_network(const struct export *export, const struct subject *list,
                        const struct row *row) {
    const char *name = field_text(row, "Name"), *reason = NULL, *nic = NULL;
    if (name == NULL) {
        document_wrong(row->document, row->object, "a switch needs Name");
        return;
    }
    const char *type = field_enum(row, "SwitchType", enum_switch);
    bool external = same_name(type, "External");
    bool inside = same_name(type, "Internal") || same_name(type, "Private");
    struct subject network = subject_element(list, name);
    item_add_text(network.item, "name", name);
    item_add_text(network.item, "bridge", "");
    fact_text(&network, "type", external || inside ? export_lower(export->arena, type) : NULL,
              field_reason(row, "SwitchType"));
    const char *description = field_text(row, "NetAdapterInterfaceDescription");
    reason = field_reason(row, "NetAdapterInterfaceDescription");
    if (external && description != NULL)
        nic = adapter_name(export, description, &reason);
    fact_text(&network, "nic", inside ? "" : nic, reason);
    if (external || inside)
        add_team(export, &network, row, external);
    else
        fact_missing(&network, "nics", field_reason(row, "SwitchType"));
    import_bool(&network, "management", row, "AllowManagementOS");
    import_bool(&network, "iov", row, "IovEnabled");
}

// What OperationalStatus tells of a volume.
struct volume_status {
    bool known, readonly;
};

static void see_status(void *state, const struct row *row, const struct scan_token *element) {
    struct volume_status *status = state;
    const char *name = element_enum(row, element, enum_volume_status);
    bool readonly = same_name(name, "Read-only") || same_name(name, "ReadOnly");
    bool numbered = name != NULL && strspn(name, "0123456789") == strlen(name);
    status->known = status->known || (!numbered && !same_name(name, "Unknown"));
    status->readonly = status->readonly || readonly;
}

// A volume that is offline or has no file system has size 0.
static void add_space(const struct subject *pool, const struct row *row) {
    static const struct missing_row unsized[] = {
        {"capacity", "Get-Volume told no size: the volume is offline or has no file system"},
        {"free", "Get-Volume told no size: the volume is offline or has no file system"},
        {"allocated", "Get-Volume told no size: the volume is offline or has no file system"},
    };
    uint64_t size = 0, left = 0;
    bool known = field_number(row, "Size", &size);
    if (known && size == 0) {
        fact_missing_all(pool, unsized, sizeof unsized / sizeof *unsized);
        return;
    }
    known = field_number(row, "SizeRemaining", &left) && known;
    import_quantity(pool, "capacity", row, "Size", &scale_bytes);
    import_quantity(pool, "free", row, "SizeRemaining", &scale_bytes);
    fact_quantity(pool, "allocated", known && left <= size, size - left, "B",
                  field_reason(row, "SizeRemaining"));
}

// Nothing can be put onto a volume that is read-only.
static void add_health(const struct subject *pool, const struct row *row) {
    struct volume_status status = {0};
    const char *health = field_enum(row, "HealthStatus", enum_health);
    bool well = same_name(health, "Healthy") || same_name(health, "Warning");
    field_list(row, "OperationalStatus", see_status, &status);
    fact_bool(pool, "readonly", status.known, status.readonly,
              field_reason(row, "OperationalStatus"));
    fact_bool(pool, "active", well || status.readonly || same_name(health, "Unhealthy"),
              well && !status.readonly, field_reason(row, "HealthStatus"));
}

// How files lie on the volume. What the server cannot tell of a volume of several disks or of a
// cluster is null.
static void add_layout(const struct export *export, const struct subject *pool,
                       const struct row *row) {
    const char *mode = field_enum(row, "DedupMode", enum_dedup);
    bool off = same_name(mode, "Disabled") || same_name(mode, "NotAvailable");
    bool known = off || enum_known(enum_dedup, mode) != NULL;
    import_quantity(pool, "allocation_unit", row, "AllocationUnitSize", &scale_bytes);
    import_quantity(pool, "sector_logical", row, "LogicalSectorSize", &scale_bytes);
    import_quantity(pool, "sector_physical", row, "PhysicalSectorSize", &scale_bytes);
    // Windows Server 2012 has the first volumes whose files share what is equal.
    fact_bool(pool, "deduplicated", known || release_before(export, "6.2"), known && !off,
              field_reason(row, "DedupMode"));
    import_bool(pool, "compressed", row, "Compressed");
}

// Get-Volume also lists volumes that hold no machines: they have neither a letter nor CSVFS.
static void add_pool(const struct export *export, const struct subject *list,
                     const struct row *row) {
    const char *drive = field_enum(row, "DriveType", enum_drive);
    const char *letter = field_text(row, "DriveLetter"), *path = field_text(row, "Path");
    const char *system = field_text(row, "FileSystem"), *label = field_text(row, "FileSystemLabel");
    bool clustered = system != NULL && strncasecmp(system, "CSVFS", 5) == 0;
    bool lettered = letter != NULL && *letter != '\0';
    if (drive == NULL && (lettered || clustered))
        document_wrong(row->document, row->object, "a volume needs DriveType");
    if (!same_name(drive, "Fixed") || (!lettered && !clustered))
        return;
    const char *name = lettered ? arena_printf(export->arena, "%s:", letter)
                       : label != NULL && *label != '\0' ? label
                                                         : path;
    if (name == NULL) {
        document_wrong(row->document, row->object, "a volume needs DriveLetter or Path");
        return;
    }
    struct subject pool = subject_element(list, name);
    item_add_text(pool.item, "name", name);
    item_add_text(pool.item, "type", "volume");
    fact_text(&pool, "path", lettered ? arena_printf(export->arena, "%s:\\", letter) : path,
              field_reason(row, "Path"));
    fact_text(&pool, "filesystem", system != NULL && *system != '\0' ? system : NULL,
              field_reason(row, "FileSystem"));
    add_layout(export, &pool, row);
    add_health(&pool, row);
    add_space(&pool, row);
}

// Whether two rows are about one adapter and one family of addresses.
static bool belongs(const struct row *left, const struct row *right) {
    uint64_t a = 0, b = 1;
    return field_number(left, "InterfaceIndex", &a) && field_number(right, "InterfaceIndex", &b) &&
           a == b &&
           same_name(field_enum(left, "AddressFamily", enum_family),
                     field_enum(right, "AddressFamily", enum_family));
}

// Whether it is unknown to which adapter or family a row belongs.
static bool is_stray(const struct row *row) {
    return !field_has(row, "InterfaceIndex") || !field_has(row, "AddressFamily");
}

// A route that is known not to be a default one.
static bool is_other_route(const struct row *route) {
    const char *prefix = field_text(route, "DestinationPrefix");
    return prefix != NULL && !same_name(prefix, "0.0.0.0/0") && !same_name(prefix, "::/0");
}

static const struct row *find_belonging(const struct rows *rows, const struct row *address) {
    for (size_t i = 0; i < rows->count; i++)
        if (belongs(&rows->first[i], address))
            return &rows->first[i];
    return NULL;
}

// The gateway of an address, "" where there is none, or NULL where that is unknown or there are
// several.
static const char *gateway_of(const struct rows *routes, const struct row *address) {
    const char *gateway = "";
    if (is_stray(address))
        return NULL;
    for (size_t i = 0; i < routes->count; i++) {
        const struct row *route = &routes->first[i];
        if (is_other_route(route) || (!is_stray(route) && !belongs(route, address)))
            continue;
        const char *next = is_stray(route) || !field_has(route, "DestinationPrefix")
                               ? NULL
                               : field_text(route, "NextHop");
        if (next == NULL || (*gateway != '\0' && !same_name(gateway, next)))
            return NULL;
        gateway = next;
    }
    return gateway;
}

static void append_text(void *state, const struct row *row, const struct scan_token *element) {
    const char *text = element_text(row, element);
    if (text != NULL)
        item_add_text(state, NULL, text);
}

// Where an address is from, in words for PrefixOrigin.
static const char *origin_of(const struct row *row) {
    static const struct {
        const char *name, *word;
    } words[] = {{"Manual", "manual"},
                 {"Dhcp", "dhcp"},
                 {"RouterAdvertisement", "router"},
                 {"WellKnown", "well-known"}};
    const char *name = field_enum(row, "PrefixOrigin", enum_prefix_origin);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (same_name(name, words[i].name))
            return words[i].word;
    return NULL;
}

static void add_ip(const struct export *export, const struct subject *list, const struct row *row) {
    struct rows routes = {0}, servers = {0};
    const char *reason, *address = field_text(row, "IPAddress");
    const char *origin = field_enum(row, "PrefixOrigin", enum_prefix_origin);
    struct subject ip = subject_element(list, address != NULL ? address : "");
    import_text(&ip, "nic", row, "InterfaceAlias");
    fact_text(&ip, "address", address, field_reason(row, "IPAddress"));
    import_number(&ip, "prefix", row, "PrefixLength");
    fact_text(&ip, "origin", origin_of(row), field_reason(row, "PrefixOrigin"));
    fact_bool(&ip, "dhcp", origin != NULL, same_name(origin, "Dhcp"),
              field_reason(row, "PrefixOrigin"));
    if (export_all(export, GET_NET_ROUTE, &routes, &reason)) {
        fact_text(&ip, "gateway", gateway_of(&routes, row),
                  export_reason(export, GET_NET_ROUTE, "one default route of this adapter"));
    } else {
        fact_missing(&ip, "gateway", reason);
    }
    if (export_all(export, GET_DNS_CLIENT_SERVER_ADDRESS, &servers, &reason)) {
        const struct row *dns = find_belonging(&servers, row);
        if (dns != NULL && field_has(dns, "ServerAddresses"))
            field_list(dns, "ServerAddresses", append_text, item_add_list(ip.item, "dns"));
        else
            fact_missing(&ip, "dns",
                         export_reason(export, GET_DNS_CLIENT_SERVER_ADDRESS,
                                       "ServerAddresses of this adapter"));
    } else {
        fact_missing(&ip, "dns", reason);
    }
}

void hyperv_networks(const struct export *export, const struct subject *host) {
    static const struct import_list lists[] = {
        {"nic", GET_NET_ADAPTER, add_nic},
        {"network", GET_VM_SWITCH, add_network},
        {"pool", GET_VOLUME, add_pool},
        {"ip", GET_NET_IP_ADDRESS, add_ip},
    };
    import_lists(export, host, lists, sizeof lists / sizeof *lists);
}
