// The sizes of images that are no volumes, from libvirt's statistics of the machines' drives.
#include "config.h"

#include "gather/libvirt/chain.h"
#include "gather/libvirt/fleet.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <string.h>

// How many machines one question is about: libvirt limits the size of an answer.
#define MACHINES_AT_ONCE 250

void fact_image(const struct image *image, const char *reason) {
    fact_quantity(&image->disk, "capacity", image->sized, image->capacity, "B", reason);
    fact_chain(&image->disk, image->chain, reason);
}

void image_remember(struct inventory *inventory, const struct image *image) {
    struct arena *arena = inventory->arena;
    struct chain *chain = ARENA_NEW(arena, struct chain);
    *chain = *image->chain;
    for (size_t i = 0; i < chain->count; i++) {
        chain->layer[i].path = arena_text(arena, chain->layer[i].path);
        chain->layer[i].format = arena_text(arena, chain->layer[i].format);
    }
    virDomainRef(image->domain);
    struct image kept = *image;
    kept.target = arena_text(arena, image->target);
    kept.chain = chain;
    ARENA_PUSH(arena, inventory->image, inventory->image_count, inventory->image_room) = kept;
}

bool images_left(const struct inventory *inventory) {
    return inventory->image_count > 0;
}

// Finds the statistics of an image of that drive: those of its chain stand in its order, all with
// the name of the drive.
static bool find_block(virDomainStatsRecordPtr stats, const char *target, size_t position,
                       unsigned int *index) {
    for (int i = 0; stats && i < stats->nparams; i++) {
        const virTypedParameter *parameter = &stats->params[i];
        if (parameter->type == VIR_TYPED_PARAM_STRING && strcmp(parameter->value.s, target) == 0 &&
            sscanf(parameter->field, "block.%u.name", index) == 1 && position-- == 0)
            return true;
    }
    return false;
}

// Reads a number of those statistics, such as the capacity.
static bool block_number(virDomainStatsRecordPtr stats, const char *target, size_t position,
                         const char *field, uint64_t *number) {
    unsigned long long value;
    unsigned int index;
    char name[VIR_TYPED_PARAM_FIELD_LENGTH];
    if (!find_block(stats, target, position, &index))
        return false;
    snprintf(name, sizeof name, "block.%u.%s", index, field);
    if (virTypedParamsGetULLong(stats->params, stats->nparams, name, &value) != 1)
        return false;
    *number = value;
    return true;
}

static void collect_image(struct image *image, virDomainStatsRecordPtr stats, const char *reason) {
    const struct chain *chain = image->chain;
    if (!image->sized)
        image->sized = block_number(stats, image->target, 0, "capacity", &image->capacity);
    for (size_t i = 0; i < chain->count; i++) {
        struct layer *layer = &chain->layer[i];
        if (!layer->sized)
            layer->sized = block_number(stats, image->target, i, "allocation", &layer->size);
    }
    fact_image(image, reason);
}

static virDomainStatsRecordPtr record_of(virDomainStatsRecordPtr *records, int count,
                                         virDomainPtr domain) {
    for (int i = 0; i < count; i++) {
        if (is_same_domain(records[i]->dom, domain))
            return records[i];
    }
    return NULL;
}

// Puts the machines of the images from FIRST on into BATCH, each once, until it is full. Returns
// the image after the last one whose machine is in it.
static size_t fill_batch(const struct inventory *inventory, size_t first, virDomainPtr *batch) {
    size_t count = 0, i = first;
    for (; i < inventory->image_count; i++) {
        virDomainPtr domain = inventory->image[i].domain;
        if (count > 0 && batch[count - 1] == domain)
            continue;
        if (count == MACHINES_AT_ONCE)
            break;
        batch[count++] = domain;
    }
    return i;
}

static size_t collect_batch(struct inventory *inventory, size_t first) {
    virDomainPtr batch[MACHINES_AT_ONCE + 1] = {NULL};
    virDomainStatsRecordPtr *records = NULL, record = NULL;
    size_t end = fill_batch(inventory, first, batch);
    int found = virDomainListGetStats(batch, VIR_DOMAIN_STATS_BLOCK, &records,
                                      VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING);
    const char *reason =
        found < 0 ? arena_text(inventory->arena, virGetLastErrorMessage()) : IMAGE_UNKNOWN;
    for (size_t i = first; i < end; i++) {
        struct image *image = &inventory->image[i];
        if (i == first || image->domain != image[-1].domain)
            record = record_of(records, found, image->domain);
        collect_image(image, record, reason);
    }
    if (found >= 0)
        virDomainStatsRecordListFree(records);
    return end;
}

void collect_images(struct inventory *inventory, const struct subject *host) {
    (void)host; // every disk knows where its facts belong
    size_t next = 0;
    while (next < inventory->image_count)
        next = collect_batch(inventory, next);
}

void images_clear(struct inventory *inventory) {
    for (size_t i = 0; i < inventory->image_count; i++)
        virDomainFree(inventory->image[i].domain);
}
