// SHA-256 over policies, options and facts.
#include "report/digest.h"

#include <stdio.h>
#include <string.h>

static void add_size(struct digest *digest, uint64_t size) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(size >> (8 * i));
    sha256_update(&digest->hash, sizeof bytes, bytes);
}

void digest_init(struct digest *digest) {
    memset(digest, 0, sizeof *digest);
    sha256_init(&digest->hash);
}

void digest_add(struct digest *digest, const char *bytes, size_t size) {
    sha256_update(&digest->hash, size, (const uint8_t *)bytes);
    add_size(digest, size);
}

void digest_add_text(struct digest *digest, const char *text) {
    digest_add(digest, text, strlen(text));
}

void digest_add_sources(struct digest *digest, const struct sources *sources) {
    const struct source *source;
    for (size_t i = 0; (source = sources_at(sources, i)) != NULL; i++)
        digest_add(digest, source->text, source->size);
}

static void end_input(struct digest *digest) {
    if (digest->inputs > 0)
        add_size(digest, digest->input_size);
    digest->input_size = 0;
}

void digest_observe(void *state, const char *bytes, size_t size) {
    struct digest *digest = state;
    if (size == 0) {
        end_input(digest);
        digest->inputs++;
        return;
    }
    sha256_update(&digest->hash, size, (const uint8_t *)bytes);
    digest->input_size += size;
}

void digest_end(struct digest *digest, char out[DIGEST_TEXT]) {
    uint8_t bytes[SHA256_DIGEST_SIZE];
    end_input(digest);
    add_size(digest, digest->inputs);
    sha256_digest(&digest->hash, sizeof bytes, bytes);
    char *at = out + sprintf(out, "sha256:");
    for (size_t i = 0; i < sizeof bytes; i++)
        at += sprintf(at, "%02x", bytes[i]);
}
