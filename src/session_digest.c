// Lines of a digest, and SHA-256 in digits.
#include "config.h"

#include "session_digest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/second.h"

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

// ---- beside the reading ----

enum { SMALL = 1 << 20 }; // bytes that take no longer than starting a thread

static void *hash_beside(void *state) {
    struct hasher *hasher = state;
    pthread_mutex_lock(&hasher->lock);
    while (hasher->bytes != NULL || !hasher->ended) {
        if (hasher->bytes == NULL) {
            pthread_cond_wait(&hasher->turn, &hasher->lock);
            continue;
        }
        pthread_mutex_unlock(&hasher->lock);
        sha256_update(&hasher->hash, hasher->size, (const uint8_t *)hasher->bytes);
        pthread_mutex_lock(&hasher->lock);
        hasher->bytes = NULL;
        pthread_cond_signal(&hasher->turn);
    }
    pthread_mutex_unlock(&hasher->lock);
    return NULL;
}

// Without a thread the bytes are hashed where they are added.
static void start_thread(struct hasher *hasher) {
    pthread_mutex_init(&hasher->lock, NULL);
    pthread_cond_init(&hasher->turn, NULL);
    hasher->threaded = second_start(&hasher->thread, hash_beside, hasher);
}

// Waits until the thread has done what it has, and gives it more, or the end.
static void hand_over(struct hasher *hasher, const char *bytes, size_t size) {
    pthread_mutex_lock(&hasher->lock);
    while (hasher->bytes != NULL)
        pthread_cond_wait(&hasher->turn, &hasher->lock);
    hasher->bytes = bytes;
    hasher->size = size;
    hasher->ended = bytes == NULL;
    pthread_cond_signal(&hasher->turn);
    pthread_mutex_unlock(&hasher->lock);
}

void hasher_add(struct hasher *hasher, const char *bytes, size_t size) {
    if (!hasher->begun)
        sha256_init(&hasher->hash);
    hasher->begun = true;
    if (hasher->added < SMALL && hasher->added + size >= SMALL)
        start_thread(hasher);
    hasher->added += size;
    if (hasher->threaded)
        hand_over(hasher, bytes, size);
    else
        sha256_update(&hasher->hash, size, (const uint8_t *)bytes);
}

void hasher_end(struct hasher *hasher, char out[DIGEST_HEX]) {
    if (!hasher->begun)
        sha256_init(&hasher->hash);
    if (hasher->threaded) {
        hand_over(hasher, NULL, 0);
        pthread_join(hasher->thread, NULL);
        pthread_mutex_destroy(&hasher->lock);
        pthread_cond_destroy(&hasher->turn);
    }
    digest_hex(&hasher->hash, out);
    *hasher = (struct hasher){0};
}
