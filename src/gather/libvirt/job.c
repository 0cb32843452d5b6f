// Whether an operation of libvirt holds a machine: a job, or a job on one of its disks.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <libvirt/virterror.h>
#include <string.h>

// What is known of a machine by the jobs that were asked about so far.
struct answer {
    bool held;
    const char *reason; // why it is unknown, else NULL
};

struct inquiry {
    const struct inventory *inventory;
    struct answer *answer;
};

void busy_remember(struct inventory *inventory, const struct subject *machine, virDomainPtr domain,
                   xmlNodePtr live) {
    struct arena *arena = inventory->arena;
    struct busy busy = {.domain = domain, .machine = *machine};
    xmlNodePtr disk = xml_find(live, "devices/disk");
    for (; disk; disk = xml_next(disk)) {
        const char *target = xml_attribute(xml_child(disk, "target"), "dev");
        busy.mirrored |= xml_child(disk, "mirror") != NULL;
        if (target && xml_child(disk, "source"))
            ARENA_PUSH(arena, busy.target, busy.count, busy.room) = arena_text(arena, target);
    }
    virDomainRef(domain);
    ARENA_PUSH(arena, inventory->busy, inventory->busy_count, inventory->busy_room) = busy;
}

// A machine that stopped since then has no jobs.
static void refused(struct answer *answer, struct arena *arena) {
    if (virGetLastErrorCode() != VIR_ERR_OPERATION_INVALID)
        answer->reason = arena_text(arena, virGetLastErrorMessage());
}

static void ask_disk(const struct busy *busy, const char *target, struct answer *answer,
                     struct arena *arena) {
    virDomainBlockJobInfo info;
    int found = virDomainGetBlockJobInfo(busy->domain, target, &info, 0);
    answer->held = found > 0;
    if (found < 0)
        refused(answer, arena);
}

static void ask_machine(void *context, size_t index, struct arena *arena) {
    struct inquiry *inquiry = context;
    const struct busy *busy = &inquiry->inventory->busy[index];
    struct answer *answer = &inquiry->answer[index];
    virDomainJobInfo job = {0};
    answer->held = busy->mirrored;
    if (answer->held)
        return;
    if (virDomainGetJobInfo(busy->domain, &job) != 0)
        refused(answer, arena);
    answer->held = job.type == VIR_DOMAIN_JOB_BOUNDED || job.type == VIR_DOMAIN_JOB_UNBOUNDED;
    for (size_t i = 0; !answer->held && !answer->reason && i < busy->count; i++)
        ask_disk(busy, busy->target[i], answer, arena);
}

bool busy_left(const struct inventory *inventory) {
    return inventory->busy_count > 0;
}

void collect_jobs(struct inventory *inventory, const struct subject *host) {
    (void)host; // every machine knows where its facts belong
    struct inquiry inquiry = {.inventory = inventory};
    inquiry.answer = ARENA_ARRAY(inventory->arena, struct answer, inventory->busy_count);
    for (size_t i = 0; i < inventory->busy_count; i++)
        inquiry.answer[i] = (struct answer){0};
    fetch_all(&inventory->lanes, ask_machine, &inquiry, inventory->busy_count);
    for (size_t i = 0; i < inventory->busy_count; i++) {
        const struct answer *answer = &inquiry.answer[i];
        fact_bool(&inventory->busy[i].machine, "locked", answer->held || !answer->reason,
                  answer->held, answer->reason);
    }
}

void jobs_clear(struct inventory *inventory) {
    for (size_t i = 0; i < inventory->busy_count; i++)
        virDomainFree(inventory->busy[i].domain);
}
