// The digest of everything that a verdict depends on.
#ifndef PLIM_REPORT_DIGEST_H
#define PLIM_REPORT_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/source.h"

// A SHA-256 in the making. Every part is followed by its length, so that no two different
// sequences of parts are the same bytes.
struct digest {
    struct sha256_ctx hash;
    uint64_t input_size; // of the facts that are being observed
    uint64_t inputs;
};

enum { DIGEST_TEXT = 72 };

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, const char *bytes, size_t size);
void digest_add_text(struct digest *digest, const char *text);
// Policies and fact models, without their names: the same rules may lie elsewhere.
void digest_add_sources(struct digest *digest, const struct sources *sources);

// Facts as they are read (load_options.observe with a struct digest as its state).
void digest_observe(void *digest, const char *bytes, size_t size);

// Writes "sha256:" and 64 digits. Nothing may be added afterwards.
void digest_end(struct digest *digest, char out[DIGEST_TEXT]);

#endif
