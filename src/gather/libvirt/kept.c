// What a host keeps for its machines beside storage: secrets, and filters for their traffic.
#include "config.h"

#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdlib.h>

// A definition names a secret by its UUID or by what it is for; one that is for nothing has only
// the UUID. What is secret about it is not asked for.
static void add_secret(struct arena *arena, struct names *names, virSecretPtr secret) {
    char uuid[VIR_UUID_STRING_BUFLEN];
    const char *usage = virSecretGetUsageID(secret);
    if (virSecretGetUUIDString(secret, uuid) == 0)
        names_add(arena, names, arena_text(arena, uuid));
    if (usage && *usage)
        names_add(arena, names, arena_text(arena, usage));
}

static void collect_secrets(struct inventory *inventory, const struct subject *host) {
    virSecretPtr *secrets = NULL;
    struct names names = {0};
    int count = virConnectListAllSecrets(inventory->connection, &secrets, 0);
    if (count < 0) {
        fact_missing(host, "secret", virGetLastErrorMessage());
        return;
    }
    for (int i = 0; i < count; i++) {
        add_secret(inventory->arena, &names, secrets[i]);
        virSecretFree(secrets[i]);
    }
    free(secrets);
    fact_set(host, "secret", names.name, names.count, NULL);
}

static void collect_filters(struct inventory *inventory, const struct subject *host) {
    virNWFilterPtr *filters = NULL;
    struct names names = {0};
    int count = virConnectListAllNWFilters(inventory->connection, &filters, 0);
    if (count < 0) {
        fact_missing(host, "filter", virGetLastErrorMessage());
        return;
    }
    for (int i = 0; i < count; i++) {
        names_add(inventory->arena, &names,
                  arena_text(inventory->arena, virNWFilterGetName(filters[i])));
        virNWFilterFree(filters[i]);
    }
    free(filters);
    fact_set(host, "filter", names.name, names.count, NULL);
}

void collect_kept(struct inventory *inventory, const struct subject *host) {
    collect_secrets(inventory, host);
    collect_filters(inventory, host);
}
