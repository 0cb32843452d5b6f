// The switches, adapters, addresses and volumes of the host.
#include "config.h"

#include "gather/hyperv/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BITS = 8 };

static bool same(const char *left, const char *right) {
    return left != NULL && right != NULL && strcasecmp(left, right) == 0;
}

// The rows of a list of the host, whose list is begun; NULL where they are not told.
static cJSON *begin(const struct export *export, struct subject *host, const char *name,
                    enum cmdlet cmdlet, struct rows *rows) {
    const char *reason;
    if (export_all(export, cmdlet, rows, &reason))
        return json_add_list(host->object, name);
    fact_missing(host, name, reason);
    return NULL;
}

static void add_nic(const struct export *export, struct subject *host, cJSON *list,
                    const struct row *row) {
    const char *name = field_text(row, "Name"), *status = field_text(row, "Status");
    uint64_t speed = 0;
    bool hardware = false, virtual = false;
    if (name == NULL) {
        document_wrong(row->document, row->object, "an adapter needs Name");
        return;
    }
    struct subject nic = subject_element(host, list, "nic", name);
    json_add_text(nic.object, "name", name);
    fact_text(&nic, "mac", import_mac(export->arena, field_text(row, "MacAddress")),
              export_reason(export, GET_NET_ADAPTER, "MacAddress"));
    import_text(export, &nic, "description", row, GET_NET_ADAPTER, "InterfaceDescription");
    bool told = field_bool(row, "HardwareInterface", &hardware);
    told = told && (field_bool(row, "Virtual", &virtual) || !hardware);
    fact_bool(&nic, "physical", told, hardware && !virtual,
              export_reason(export, GET_NET_ADAPTER, "HardwareInterface"));
    fact_bool(&nic, "up", status != NULL && !same(status, "Unknown"), same(status, "Up"),
              export_reason(export, GET_NET_ADAPTER, "Status"));
    told = field_number(row, "Speed", &speed) && speed > 0 && speed < INT64_MAX;
    fact_quantity(&nic, "speed", told && speed % BITS == 0, speed / BITS, "B/s",
                  export_reason(export, GET_NET_ADAPTER, "Speed"));
    subject_clear(&nic);
}

// The adapter that a switch names by its description.
static const char *adapter_name(const struct export *export, const char *description,
                                const char **reason) {
    struct rows rows = {0};
    if (export_all(export, GET_NET_ADAPTER, &rows, reason))
        *reason = "Get-NetAdapter lists no adapter with this description";
    for (size_t i = 0; i < rows.count; i++)
        if (same(field_text(&rows.first[i], "InterfaceDescription"), description))
            return field_text(&rows.first[i], "Name");
    return NULL;
}

static void add_network(const struct export *export, struct subject *host, cJSON *list,
                        const struct row *row) {
    const char *name = field_text(row, "Name"), *reason = NULL, *nic = NULL;
    if (name == NULL) {
        document_wrong(row->document, row->object, "a switch needs Name");
        return;
    }
    const char *type = field_enum(row, "SwitchType", enum_switch);
    bool external = same(type, "External");
    bool inside = same(type, "Internal") || same(type, "Private");
    struct subject network = subject_element(host, list, "network", name);
    json_add_text(network.object, "name", name);
    json_add_text(network.object, "bridge", "");
    fact_text(&network, "type", external || inside ? import_lower(export->arena, type) : NULL,
              export_reason(export, GET_VM_SWITCH, "SwitchType"));
    const char *description = field_text(row, "NetAdapterInterfaceDescription");
    reason = export_reason(export, GET_VM_SWITCH, "NetAdapterInterfaceDescription");
    if (external && description != NULL)
        nic = adapter_name(export, description, &reason);
    fact_text(&network, "nic", inside ? "" : nic, reason);
    subject_clear(&network);
}

// Get-Volume also lists what no machine can be stored on, which has neither a letter nor CSVFS.
static void add_pool(const struct export *export, struct subject *host, cJSON *list,
                     const struct row *row) {
    const char *drive = field_enum(row, "DriveType", enum_drive);
    const char *letter = field_text(row, "DriveLetter"), *path = field_text(row, "Path");
    const char *system = field_text(row, "FileSystem"), *label = field_text(row, "FileSystemLabel");
    bool clustered = system != NULL && strncasecmp(system, "CSVFS", 5) == 0;
    bool lettered = letter != NULL && *letter != '\0';
    uint64_t size = 0, left = 0;
    if (drive == NULL && (lettered || clustered))
        document_wrong(row->document, row->object, "a volume needs DriveType");
    if (!same(drive, "Fixed") || (!lettered && !clustered))
        return;
    const char *name = lettered ? arena_printf(export->arena, "%s:", letter)
                       : label != NULL && *label != '\0' ? label
                                                         : path;
    if (name == NULL) {
        document_wrong(row->document, row->object, "a volume needs DriveLetter or Path");
        return;
    }
    struct subject pool = subject_element(host, list, "pool", name);
    const char *health = field_enum(row, "HealthStatus", enum_health);
    bool well = same(health, "Healthy") || same(health, "Warning");
    json_add_text(pool.object, "name", name);
    json_add_text(pool.object, "type", "volume");
    fact_text(&pool, "path", lettered ? arena_printf(export->arena, "%s:\\", letter) : path,
              export_reason(export, GET_VOLUME, "Path"));
    fact_bool(&pool, "active", well || same(health, "Unhealthy"), well,
              export_reason(export, GET_VOLUME, "HealthStatus"));
    import_quantity(export, &pool, "capacity", row, GET_VOLUME, "Size", 1, "B");
    import_quantity(export, &pool, "free", row, GET_VOLUME, "SizeRemaining", 1, "B");
    bool told = field_number(row, "Size", &size) && field_number(row, "SizeRemaining", &left);
    fact_quantity(&pool, "allocated", told && left <= size, size - left, "B",
                  export_reason(export, GET_VOLUME, "SizeRemaining"));
    subject_clear(&pool);
}

// Whether two rows are about one adapter and one family of addresses.
static bool belongs(const struct row *left, const struct row *right) {
    uint64_t a = 0, b = 1;
    return field_number(left, "InterfaceIndex", &a) && field_number(right, "InterfaceIndex", &b) &&
           a == b &&
           same(field_enum(left, "AddressFamily", enum_family),
                field_enum(right, "AddressFamily", enum_family));
}

// Whether nothing is known of where a row belongs.
static bool is_stray(const struct row *row) {
    return !field_told(row, "InterfaceIndex") || !field_told(row, "AddressFamily");
}

// A route that is known not to be a default one.
static bool is_other_route(const struct row *route) {
    const char *prefix = field_text(route, "DestinationPrefix");
    return prefix != NULL && !same(prefix, "0.0.0.0/0") && !same(prefix, "::/0");
}

static const struct row *find_belonging(const struct rows *rows, const struct row *address) {
    for (size_t i = 0; i < rows->count; i++)
        if (belongs(&rows->first[i], address))
            return &rows->first[i];
    return NULL;
}

// The gateway of an address, "" where there is none, or NULL where that is not told or there are
// several.
static const char *gateway_of(const struct rows *routes, const struct row *address) {
    const char *gateway = "";
    if (is_stray(address))
        return NULL;
    for (size_t i = 0; i < routes->count; i++) {
        const struct row *route = &routes->first[i];
        if (is_other_route(route) || (!is_stray(route) && !belongs(route, address)))
            continue;
        const char *next = is_stray(route) || !field_told(route, "DestinationPrefix")
                               ? NULL
                               : field_text(route, "NextHop");
        if (next == NULL || (*gateway != '\0' && !same(gateway, next)))
            return NULL;
        gateway = next;
    }
    return gateway;
}

static void append_text(void *state, const struct row *row, const struct token *element) {
    const char *text = element_text(row, element);
    if (text != NULL)
        json_append_text(state, text);
}

static void add_ip(const struct export *export, struct subject *host, cJSON *list,
                   const struct row *row) {
    struct rows routes = {0}, servers = {0};
    const char *reason, *address = field_text(row, "IPAddress");
    const char *origin = field_enum(row, "PrefixOrigin", enum_prefix_origin);
    struct subject ip = subject_element(host, list, "ip", address != NULL ? address : "");
    import_text(export, &ip, "nic", row, GET_NET_IP_ADDRESS, "InterfaceAlias");
    fact_text(&ip, "address", address, export_reason(export, GET_NET_IP_ADDRESS, "IPAddress"));
    import_number(export, &ip, "prefix", row, GET_NET_IP_ADDRESS, "PrefixLength");
    fact_bool(&ip, "dhcp", origin != NULL, same(origin, "Dhcp"),
              export_reason(export, GET_NET_IP_ADDRESS, "PrefixOrigin"));
    if (export_all(export, GET_NET_ROUTE, &routes, &reason)) {
        fact_text(&ip, "gateway", gateway_of(&routes, row),
                  export_reason(export, GET_NET_ROUTE, "one default route of this adapter"));
    } else {
        fact_missing(&ip, "gateway", reason);
    }
    if (export_all(export, GET_DNS_CLIENT_SERVER_ADDRESS, &servers, &reason)) {
        const struct row *dns = find_belonging(&servers, row);
        if (dns != NULL && field_told(dns, "ServerAddresses"))
            field_list(dns, "ServerAddresses", append_text, json_add_list(ip.object, "dns"));
        else
            fact_missing(&ip, "dns",
                         export_reason(export, GET_DNS_CLIENT_SERVER_ADDRESS,
                                       "ServerAddresses of this adapter"));
    } else {
        fact_missing(&ip, "dns", reason);
    }
    subject_clear(&ip);
}

void hyperv_networks(const struct export *export, struct subject *host) {
    static const struct {
        const char *list;
        enum cmdlet cmdlet;
        void (*add)(const struct export *export, struct subject *host, cJSON *list,
                    const struct row *row);
    } lists[] = {
        {"nic", GET_NET_ADAPTER, add_nic},
        {"network", GET_VM_SWITCH, add_network},
        {"pool", GET_VOLUME, add_pool},
        {"ip", GET_NET_IP_ADDRESS, add_ip},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct rows rows = {0};
        cJSON *list = begin(export, host, lists[i].list, lists[i].cmdlet, &rows);
        for (size_t j = 0; list != NULL && j < rows.count; j++)
            lists[i].add(export, host, list, &rows.first[j]);
    }
}
