// The machines of a host of libvirt that answers from the parts of an input.
#include "config.h"

#include "fake.h"

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A filter of machines holds for those whose sum has this bit.
static uint32_t bit_of(unsigned int filter) {
    switch (filter) {
    case VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE:
        return 1;
    case VIR_CONNECT_LIST_DOMAINS_AUTOSTART:
        return 2;
    case VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT:
        return 4;
    case VIR_CONNECT_LIST_DOMAINS_TRANSIENT:
        return 8;
    default:
        return 0;
    }
}

int virConnectListAllDomains(virConnectPtr connection, virDomainPtr **list, unsigned int flags) {
    (void)connection;
    return fake_list(__func__, "domain", bit_of(flags), list);
}
int virDomainFree(virDomainPtr domain) {
    (void)domain;
    return 0;
}
int virDomainRef(virDomainPtr domain) {
    (void)domain;
    return 0;
}
const char *virDomainGetName(virDomainPtr domain) {
    return fake_thing(domain)->name;
}
int virDomainGetUUID(virDomainPtr domain, unsigned char *uuid) {
    memcpy(uuid, fake_thing(domain)->uuid, VIR_UUID_BUFLEN);
    return fake_answer(__func__, 0);
}

// The definition for the next start is that of the last machine with the name.
char *virDomainGetXMLDesc(virDomainPtr domain, unsigned int flags) {
    const struct fake_thing *thing = fake_thing(domain);
    bool other = (flags & VIR_DOMAIN_XML_INACTIVE) != 0;
    return fake_describe(__func__, other ? fake_find("", "domain", thing->name) : thing);
}
int virDomainGetState(virDomainPtr domain, int *state, int *why, unsigned int flags) {
    (void)flags;
    *state = (int)(fake_thing(domain)->sum % 9);
    *why = (int)(fake_thing(domain)->sum / 9 % 12);
    return fake_answer(__func__, 0);
}
int virDomainGetJobInfo(virDomainPtr domain, virDomainJobInfoPtr info) {
    info->type = (int)(fake_thing(domain)->sum % 4);
    return fake_answer(__func__, 0);
}
int virDomainGetBlockJobInfo(virDomainPtr domain, const char *disk, virDomainBlockJobInfoPtr info,
                             unsigned int flags) {
    (void)disk, (void)flags;
    *info = (virDomainBlockJobInfo){0};
    return fake_answer(__func__, (int)(fake_thing(domain)->sum % 2));
}

// ---- snapshots ----

int virDomainListAllSnapshots(virDomainPtr domain, virDomainSnapshotPtr **list,
                              unsigned int flags) {
    (void)domain, (void)flags;
    return fake_list(__func__, "domainsnapshot", 0, list);
}
int virDomainSnapshotNum(virDomainPtr domain, unsigned int flags) {
    (void)domain, (void)flags;
    return fake_answer(__func__, 0);
}
virDomainSnapshotPtr virDomainSnapshotCurrent(virDomainPtr domain, unsigned int flags) {
    (void)domain, (void)flags;
    return (virDomainSnapshotPtr)(const void *)fake_find(__func__, "domainsnapshot", NULL);
}
const char *virDomainSnapshotGetName(virDomainSnapshotPtr snapshot) {
    return fake_thing(snapshot)->name;
}
char *virDomainSnapshotGetXMLDesc(virDomainSnapshotPtr snapshot, unsigned int flags) {
    (void)flags;
    return fake_describe(__func__, snapshot);
}
int virDomainSnapshotFree(virDomainSnapshotPtr snapshot) {
    (void)snapshot;
    return 0;
}

// ---- statistics ----

enum { FIGURES = 5 };

static void set(virTypedParameterPtr parameter, const char *field, int type) {
    *parameter = (virTypedParameter){.type = type};
    snprintf(parameter->field, sizeof parameter->field, "%s", field);
}

// The state, and the sizes of the first disk of the definition.
static void add_figures(virDomainStatsRecordPtr record) {
    const struct fake_thing *thing = fake_thing(record->dom);
    virTypedParameterPtr figure = record->params = calloc(FIGURES, sizeof *figure);
    if (figure == NULL)
        return;
    char *target = fake_copy(thing->text, "<target dev='");
    set(&figure[0], "state.state", VIR_TYPED_PARAM_INT);
    figure[0].value.i = (int)(thing->sum % 9);
    set(&figure[1], "state.reason", VIR_TYPED_PARAM_INT);
    figure[1].value.i = (int)(thing->sum / 9 % 12);
    set(&figure[2], "block.0.name", VIR_TYPED_PARAM_STRING);
    figure[2].value.s = target != NULL ? target : strdup("");
    set(&figure[3], "block.0.capacity", VIR_TYPED_PARAM_ULLONG);
    set(&figure[4], "block.0.allocation", VIR_TYPED_PARAM_ULLONG);
    figure[3].value.ul = figure[4].value.ul = (unsigned long long)thing->sum << (thing->sum % 40);
    record->nparams = FIGURES;
}

int virDomainListGetStats(virDomainPtr *domains, unsigned int kinds,
                          virDomainStatsRecordPtr **records, unsigned int flags) {
    (void)kinds, (void)flags;
    int count = 0;
    if (fake_refused(__func__))
        return -1;
    *records = calloc(PART_LIMIT + 1, sizeof **records);
    for (; *records != NULL && domains[count] != NULL; count++) {
        virDomainStatsRecordPtr record = (*records)[count] = calloc(1, sizeof *record);
        record->dom = domains[count];
        add_figures(record);
    }
    return count;
}
void virDomainStatsRecordListFree(virDomainStatsRecordPtr *records) {
    for (virDomainStatsRecordPtr *at = records; at != NULL && *at != NULL; at++) {
        if ((*at)->params != NULL)
            free((*at)->params[2].value.s);
        free((*at)->params);
        free(*at);
    }
    free(records);
}
