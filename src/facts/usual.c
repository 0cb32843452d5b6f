// Learns the names that members usually have.
#include "facts/usual.h"

#include "base/heap.h"

struct usual *usual_learn(struct usual_names *names, struct usual **next, const char *begin,
                          const char *end, const char *name, uint32_t name_size) {
    size_t size = (size_t)(end - begin);
    if (size > USUAL_SIZE || names->count == USUAL_NAMES)
        return NULL;
    if (names->names == NULL)
        names->names = heap_array(USUAL_NAMES, sizeof *names->names);
    struct usual *usual = &names->names[names->count++];
    memcpy(usual->words, begin, size);
    memset(usual->masks, 0xff, size);
    usual->size = (uint32_t)size;
    usual->name = (uint32_t)(name - begin);
    usual->name_size = name_size;
    usual->after = *next;
    return *next = usual;
}
