// Prints what documents of real hosts hold, since no simulated host has any of its own:
//
//   capabilities FILE              the facts of the capabilities, but for the processor's features
//   capabilities --feature FILE    those features, which depend on the models that libvirt knows
//   capabilities --offer FILE      the facts of the domain capabilities, and what to compare; there
//                                  may be others behind them, those of the machine type q35
//   capabilities --machine FILE    what to compare of a machine with that definition
#include "config.h"

#include "gather/libvirt/processor.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void ignore_error(void *context, virErrorPtr error) {
    (void)context;
    (void)error;
}

static char text[1 << 16];

static bool read_file(const char *path) {
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    return length > 0;
}

static cJSON *print_capabilities(struct inventory *inventory, struct subject *host, bool feature) {
    collect_capabilities_text(inventory, host, text, "the capabilities do not tell");
    cJSON *cpu = cJSON_GetObjectItemCaseSensitive(host->object, "cpu");
    cJSON *features = cJSON_DetachItemFromObjectCaseSensitive(cpu, "feature");
    if (feature)
        return features ? features : json_list();
    cJSON_Delete(features);
    return cJSON_Duplicate(host->object, true);
}

static cJSON *print_offer(struct inventory *inventory, struct subject *host) {
    static const char end[] = "</domainCapabilities>";
    char *rest = strstr(text, end);
    char *modern = rest ? string_copy(rest + strlen(end)) : NULL;
    if (rest)
        rest[strlen(end)] = '\0';
    collect_offer_text(inventory, host, text, modern, "the domain capabilities do not tell");
    free(modern);
    cJSON *facts = cJSON_Duplicate(host->object, true);
    json_add(facts, "private", candidates_json(&inventory->candidates));
    return facts;
}

static cJSON *print_machine(struct inventory *inventory) {
    xmlDocPtr definition = xml_parse(text);
    candidate_machine(&inventory->candidates, "one", xml_root(definition));
    candidate_machine(&inventory->candidates, "another", xml_root(definition));
    xmlFreeDoc(definition);
    return candidates_json(&inventory->candidates);
}

static cJSON *print_kind(struct inventory *inventory, struct subject *host, const char *kind) {
    if (strcmp(kind, "--machine") == 0)
        return print_machine(inventory);
    if (strcmp(kind, "--offer") == 0)
        return print_offer(inventory, host);
    return print_capabilities(inventory, host, strcmp(kind, "--feature") == 0);
}

int main(int argc, char **argv) {
    if (argc < 2 || !read_file(argv[argc - 1]))
        return EXIT_FAILURE;
    xml_quiet();
    virSetErrorFunc(NULL, ignore_error);
    struct inventory inventory = {
        .connection = virConnectOpenReadOnly("test:///default"),
    };
    struct subject host = {json_object(), json_list(), string_copy("source")};
    cJSON *facts = print_kind(&inventory, &host, argc > 2 ? argv[1] : "");
    if (cJSON_IsObject(facts))
        json_add(facts, "missing", cJSON_Duplicate(host.missing, true));
    char *printed = json_print(facts, true);
    fputs(printed, stdout);
    free(printed);
    cJSON_Delete(facts);
    cJSON_Delete(host.object);
    cJSON_Delete(host.missing);
    candidates_clear(&inventory.candidates);
    subject_clear(&host);
    virConnectClose(inventory.connection);
    return EXIT_SUCCESS;
}
