// Finds objects of an export by a property of theirs, without going through all of them.
#include "config.h"

#include <string.h>

#include "gather/hyperv/export.h"

// The property that is the key; NULL where nothing is looked for.
static const char *const keys[CMDLETS] = {
    [GET_VM] = "Name",
    [GET_VM_SWITCH] = "Name",
    [GET_VHD] = "Path",
    [GET_VM_NETWORK_ADAPTER_VLAN] = "AdapterId",
    [GET_NET_ADAPTER] = "InterfaceDescription",
};

struct wanted {
    const struct row *rows;
    const char *property, *key;
};

static bool is_wanted(const void *wanted, uint32_t number) {
    const struct wanted *this = wanted;
    return field_is(&this->rows[number], this->property, this->key);
}

static struct hash_slot *find(const struct export *export, enum cmdlet cmdlet, const char *key,
                              uint32_t *hash) {
    const struct cmdlet_output *output = &export->outputs[cmdlet];
    const struct wanted wanted = {output->rows, keys[cmdlet], key};
    struct arena_mark mark = arena_mark(export->arena);
    *hash = hash_bytes(export, export_lower(export->arena, key), strlen(key));
    arena_rewind(export->arena, mark);
    return hash_find(&output->index, *hash, is_wanted, &wanted);
}

static void index_output(struct export *export, enum cmdlet cmdlet) {
    struct cmdlet_output *output = &export->outputs[cmdlet];
    hash_reserve(&output->index, export->arena, output->count);
    output->repeated = ARENA_ARRAY(export->arena, bool, output->count);
    for (size_t i = 0; i < output->count; i++) {
        const char *key = field_text(&output->rows[i], keys[cmdlet]);
        uint32_t hash;
        struct hash_slot *slot = key != NULL ? find(export, cmdlet, key, &hash) : NULL;
        if (slot != NULL && slot->link != 0)
            output->repeated[slot->link - 1] = true;
        else if (slot != NULL)
            hash_take(&output->index, export->arena, slot, hash, (uint32_t)i);
    }
}

void export_index(struct export *export) {
    for (enum cmdlet cmdlet = 0; cmdlet < CMDLETS; cmdlet++)
        if (keys[cmdlet] != NULL)
            index_output(export, cmdlet);
}

const struct row *export_find_only(const struct export *export, enum cmdlet cmdlet, const char *key,
                                   bool *repeated) {
    const struct cmdlet_output *output = &export->outputs[cmdlet];
    uint32_t hash;
    if (key == NULL)
        return NULL;
    const struct hash_slot *slot = find(export, cmdlet, key, &hash);
    if (slot->link == 0)
        return NULL;
    *repeated = output->repeated[slot->link - 1];
    return &output->rows[slot->link - 1];
}

const struct row *export_find(const struct export *export, enum cmdlet cmdlet, const char *key) {
    bool repeated;
    return export_find_only(export, cmdlet, key, &repeated);
}
