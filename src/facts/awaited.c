// Texts on their way into the dictionary.
#include "facts/awaited.h"

void awaited_add(struct awaited *awaited, const char *text, uint32_t size, uint32_t *id,
                 struct recent *recent) {
    if (awaited->count == AWAITED_TEXTS)
        awaited_settle(awaited);
    uint32_t hash = intern_prepare(awaited->dictionary, text, size);
    awaited->texts[awaited->count++] = (struct awaited_text){text, size, hash, id, recent};
}

void awaited_settle(struct awaited *awaited) {
    struct intern *dictionary = awaited->dictionary;
    for (uint32_t i = 0; i < awaited->count; i++) {
        const struct awaited_text *one = &awaited->texts[i];
        uint32_t id = intern_add_hashed(dictionary, one->text, one->size, one->hash);
        *one->id = id;
        *one->recent = (struct recent){intern_text(dictionary, id), one->size, id};
    }
    awaited->count = 0;
}
