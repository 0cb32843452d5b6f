// The digest of everything that a verdict depends on; docs/report.md documents its form.
#ifndef PLIM_SESSION_DIGEST_H
#define PLIM_SESSION_DIGEST_H

#include <nettle/sha2.h>
#include <pthread.h>

#include "base/text.h"

// A digest is the SHA-256 of a list: a line for each thing that the verdict depends on. Bytes that
// were read stand in it by their own SHA-256.
enum { DIGEST_HEX = 2 * SHA256_DIGEST_SIZE + 1 };

// Adds a line: a word and its values, ended by NULL, each with its length.
void digest_line(struct text *list, const char *word, ...) __attribute__((sentinel));

// Writes what was hashed as digits; the hash begins anew.
void digest_hex(struct sha256_ctx *hash, char out[DIGEST_HEX]);

// Hashes what is read while it is being read: on a thread of its own once there is much of it and
// a second processor. Zero it, and end it even where nothing was added.
struct hasher {
    struct sha256_ctx hash;
    bool begun, threaded, ended;
    uint64_t added;
    const char *bytes; // what the thread is at, or NULL
    size_t size;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turn; // bytes or ended changed
};

// The bytes have to stay as they are until the next call.
void hasher_add(struct hasher *hasher, const char *bytes, size_t size);

// Writes what was hashed as digits; the hasher is as one that was zeroed.
void hasher_end(struct hasher *hasher, char out[DIGEST_HEX]);

void digest_bytes(const char *bytes, size_t size, char out[DIGEST_HEX]);

#endif
