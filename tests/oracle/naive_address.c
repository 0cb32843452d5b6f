// Addresses as texts of bits.
#include <string.h>

#include "naive.h"

static const char *bits_of(struct arena *arena, unsigned value, int count) {
    const char *bits = "";
    for (int i = 0; i < count; i++, value >>= 1)
        bits = arena_printf(arena, "%u%s", value & 1, bits);
    return bits;
}

// Four octets; NULL where it is none.
static const char *octets(struct arena *arena, const char *text) {
    const char *bits = "";
    for (int i = 0; i < 4; i++) {
        size_t size = strspn(text, "0123456789");
        unsigned octet = 0;
        for (size_t c = 0; c < size && octet < 1000; c++)
            octet = 10 * octet + (unsigned)(text[c] - '0');
        if (size == 0 || octet > 255 || (size > 1 && *text == '0') ||
            text[size] != (i < 3 ? '.' : 0))
            return NULL;
        bits = arena_printf(arena, "%s%s", bits, bits_of(arena, octet, 8));
        text += size + 1;
    }
    return bits;
}

static unsigned hexadecimal(const char *text, size_t size) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    unsigned value = 0;
    for (size_t i = 0; i < size; i++)
        value = 16 * value + (unsigned)((strchr(digits, text[i]) - digits) % 16);
    return value;
}

// Groups between colons, the last of which may be octets; "" of none, NULL where one is wrong.
static const char *groups(struct arena *arena, const char *text) {
    const char *bits = "";
    while (*text) {
        size_t size = strspn(text, "0123456789abcdefABCDEF");
        if (text[size] == '.')
            break;
        if (size == 0 || size > 4 || (text[size] == ':' && !text[size + 1]) ||
            (text[size] && text[size] != ':'))
            return NULL;
        bits = arena_printf(arena, "%s%s", bits, bits_of(arena, hexadecimal(text, size), 16));
        text += size + (text[size] == ':');
    }
    const char *rest = *text ? octets(arena, text) : "";
    return rest ? arena_printf(arena, "%s%s", bits, rest) : NULL;
}

// "::" stands for as many zeros as lack of 128, at least for one group.
static const char *long_address(struct arena *arena, const char *text) {
    const char *gap = strstr(text, "::"), *zeros = "";
    if (!gap) {
        const char *bits = groups(arena, text);
        return bits && strlen(bits) == 128 ? bits : NULL;
    }
    const char *left = groups(arena, arena_copy(arena, text, (size_t)(gap - text)));
    const char *right = groups(arena, gap + 2);
    if (!left || !right || strlen(left) + strlen(right) > 112)
        return NULL;
    while (strlen(left) + strlen(zeros) + strlen(right) < 128)
        zeros = arena_printf(arena, "%s0", zeros);
    return arena_printf(arena, "%s%s%s", left, zeros, right);
}

static const char *address(struct arena *arena, const char *text) {
    return strchr(text, ':') ? long_address(arena, text) : octets(arena, text);
}

static bool is_prefix(const char *digits, size_t most) {
    size_t size = strspn(digits, "0123456789");
    unsigned length = 0;
    for (size_t i = 0; i < size && length <= most; i++)
        length = 10 * length + (unsigned)(digits[i] - '0');
    return size > 0 && !digits[size] && length <= most && (size == 1 || *digits != '0');
}

enum truth naive_in_network(struct arena *arena, const char *text, const char *network) {
    const char *slash = strchr(network, '/'), *zone = strchr(text, '%');
    if (!slash || (zone && (!zone[1] || !strchr(text, ':'))))
        return UNKNOWN_;
    const char *one = address(arena, zone ? arena_copy(arena, text, (size_t)(zone - text)) : text);
    const char *all = address(arena, arena_copy(arena, network, (size_t)(slash - network)));
    if (!one || !all || !is_prefix(slash + 1, strlen(all)))
        return UNKNOWN_;
    size_t length = 0;
    for (const char *c = slash + 1; *c; c++)
        length = 10 * length + (size_t)(*c - '0');
    return strlen(one) == strlen(all) && strncmp(one, all, length) == 0 ? TRUE_ : FALSE_;
}
