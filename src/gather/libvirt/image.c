// The sizes of images that are no volumes, from libvirt's statistics of the machines' drives.
#include "config.h"

#include "gather/libvirt/fleet.h"
#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <string.h>

// How many machines one question is about: libvirt limits the size of an answer.
#define MACHINES_AT_ONCE 250

void image_remember(struct inventory *inventory, const struct subject *disk, virDomainPtr domain,
                    const char *target) {
    virDomainRef(domain);
    ARENA_PUSH(inventory->arena, inventory->image, inventory->image_count, inventory->image_room) =
        (struct image){
            .domain = domain,
            .disk = *disk,
            .target = arena_text(inventory->arena, target),
        };
}

bool images_left(const struct inventory *inventory) {
    return inventory->image_count > 0;
}

// Returns a number of the statistics about that drive, such as its capacity.
static bool block_number(virDomainStatsRecordPtr stats, const char *target, const char *field,
                         uint64_t *number) {
    unsigned long long value;
    for (int i = 0; stats && i < stats->nparams; i++) {
        const virTypedParameter *parameter = &stats->params[i];
        unsigned int index;
        char name[VIR_TYPED_PARAM_FIELD_LENGTH];
        if (parameter->type != VIR_TYPED_PARAM_STRING || strcmp(parameter->value.s, target) != 0 ||
            sscanf(parameter->field, "block.%u.name", &index) != 1)
            continue;
        snprintf(name, sizeof name, "block.%u.%s", index, field);
        if (virTypedParamsGetULLong(stats->params, stats->nparams, name, &value) == 1) {
            *number = value;
            return true;
        }
    }
    return false;
}

static void collect_image(const struct image *image, virDomainStatsRecordPtr stats,
                          const char *reason) {
    uint64_t capacity = 0, allocated = 0;
    bool known = block_number(stats, image->target, "capacity", &capacity);
    fact_quantity(&image->disk, "capacity", known, capacity, "B", reason);
    known = block_number(stats, image->target, "allocation", &allocated);
    fact_quantity(&image->disk, "allocated", known, allocated, "B", reason);
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
    int found = virDomainListGetStats(batch, VIR_DOMAIN_STATS_BLOCK, &records, 0);
    const char *reason =
        found < 0 ? arena_text(inventory->arena, virGetLastErrorMessage()) : IMAGE_UNKNOWN;
    for (size_t i = first; i < end; i++) {
        const struct image *image = &inventory->image[i];
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
