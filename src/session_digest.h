// The digest of everything that a verdict depends on; docs/report.md documents its form.
#ifndef PLIM_SESSION_DIGEST_H
#define PLIM_SESSION_DIGEST_H

#include <nettle/sha2.h>

#include "base/text.h"

// A digest is the SHA-256 of a list: a line for each thing that the verdict depends on. Bytes that
// were read stand in it by their own SHA-256.
enum { DIGEST_HEX = 2 * SHA256_DIGEST_SIZE + 1 };

// Adds a line: a word and its values, ended by NULL, each with its length.
void digest_line(struct text *list, const char *word, ...) __attribute__((sentinel));

// Writes what was hashed as digits; the hash begins anew.
void digest_hex(struct sha256_ctx *hash, char out[DIGEST_HEX]);

void digest_bytes(const char *bytes, size_t size, char out[DIGEST_HEX]);

#endif
