// Learns the names that members usually have.
#include "facts/usual.h"

#include <stdlib.h>

#include "base/heap.h"

struct usual *usual_learn(struct usual_names *names, struct usual **next, const char *begin,
                          const char *end, const char *name, uint32_t name_size) {
    size_t size = (size_t)(end - begin);
    if (size > USUAL_SIZE || names->count == USUAL_NAMES)
        return NULL;
    struct usual *usual = heap_array(1, sizeof *usual);
    memcpy(usual->words, begin, size);
    memset(usual->masks, 0xff, size);
    usual->size = (uint32_t)size;
    usual->name = (uint32_t)(name - begin);
    usual->name_size = name_size;
    usual->before = names->last;
    usual->after = *next;
    names->last = usual;
    names->count++;
    return *next = usual;
}

void usual_clear(struct usual_names *names) {
    for (struct usual *usual = names->last, *before; usual != NULL; usual = before) {
        before = usual->before;
        free(usual);
    }
}
