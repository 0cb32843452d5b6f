// IP addresses and networks as texts.
#ifndef PLIM_BASE_ADDRESS_H
#define PLIM_BASE_ADDRESS_H

#include <stdbool.h>

// An address of IPv4 (4 bytes) or IPv6 (16), in network order, and how many of its bits name the
// network: all of them for an address alone.
struct address {
    unsigned char bytes[16];
    int size, prefix;
};

// Reads "10.0.0.5" or "fe80::1", whose zone ("%eth0") is left out; inet_pton's forms. False where
// it is none.
bool address_parse(const char *text, struct address *out);

// Reads a network in CIDR form: an address, '/' and the length of the prefix. Bits behind the
// prefix have no meaning.
bool network_parse(const char *text, struct address *out);

// Whether an address lies in a network; never in one of the other family.
bool network_holds(const struct address *network, const struct address *address);

#endif
