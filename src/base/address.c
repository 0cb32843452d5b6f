// IP addresses and networks as texts.
#include "config.h"

#include "base/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { LONGEST = INET6_ADDRSTRLEN };

// The first size bytes of a text.
static bool parse(const char *text, size_t size, struct address *out) {
    char copy[LONGEST];
    if (size >= sizeof copy)
        return false;
    memcpy(copy, text, size);
    copy[size] = '\0';
    struct address address = {.size = 4, .prefix = 32};
    if (inet_pton(AF_INET, copy, address.bytes) != 1) {
        address.size = 16;
        address.prefix = 128;
        if (inet_pton(AF_INET6, copy, address.bytes) != 1)
            return false;
    }
    *out = address;
    return true;
}

bool address_parse(const char *text, struct address *out) {
    const char *zone = strchr(text, '%');
    if (zone == NULL)
        return parse(text, strlen(text), out);
    struct address address;
    if (zone[1] == '\0' || !parse(text, (size_t)(zone - text), &address) || address.size != 16)
        return false;
    *out = address;
    return true;
}

bool network_parse(const char *text, struct address *out) {
    const char *slash = strchr(text, '/');
    struct address network;
    if (slash == NULL || !parse(text, (size_t)(slash - text), &network))
        return false;
    size_t digits = strspn(slash + 1, "0123456789");
    if (digits == 0 || digits > 3 || slash[1 + digits] != '\0' || (digits > 1 && slash[1] == '0'))
        return false;
    int prefix = 0;
    for (const char *c = slash + 1; *c != '\0'; c++)
        prefix = 10 * prefix + (*c - '0');
    if (prefix > 8 * network.size)
        return false;
    network.prefix = prefix;
    *out = network;
    return true;
}

bool network_holds(const struct address *network, const struct address *address) {
    int whole = network->prefix / 8, rest = network->prefix % 8;
    if (network->size != address->size ||
        memcmp(network->bytes, address->bytes, (size_t)whole) != 0)
        return false;
    unsigned mask = 0xFFu << (8 - rest) & 0xFF;
    return rest == 0 || ((network->bytes[whole] ^ address->bytes[whole]) & mask) == 0;
}
