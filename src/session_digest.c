// Lines of a digest, and SHA-256 in digits.
#include "session_digest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void digest_line(struct text *list, const char *word, ...) {
    va_list values;
    const char *value;
    va_start(values, word);
    text_add(list, word);
    while ((value = va_arg(values, const char *)) != NULL)
        text_addf(list, " %zu:%s", strlen(value), value);
    text_add_char(list, '\n');
    va_end(values);
}

void digest_hex(struct sha256_ctx *hash, char out[DIGEST_HEX]) {
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        sprintf(out + 2 * i, "%02x", bytes[i]);
}

void digest_bytes(const char *bytes, size_t size, char out[DIGEST_HEX]) {
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, size, (const uint8_t *)bytes);
    digest_hex(&hash, out);
}
