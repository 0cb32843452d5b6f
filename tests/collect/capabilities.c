// Prints what documents of real hosts hold, since simulated hosts have none:
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

static void print_facts(const struct subject *host, struct json *json) {
    for (const struct item *fact = item_first(host->item); fact; fact = fact->next)
        item_print(fact, json, fact->name);
    item_print(host->missing, json, "missing");
}

static void print_capabilities(struct inventory *inventory, struct subject *host, struct json *json,
                               bool feature) {
    collect_capabilities_text(inventory, host, text, "the capabilities do not tell");
    struct item *cpu = item_find(host->item, "cpu"), *features = item_find(cpu, "feature");
    if (feature) {
        item_print(features ? features : item_list(inventory->arena), json, NULL);
        return;
    }
    if (features)
        item_remove(cpu, features);
    json_begin(json, NULL, '{');
    print_facts(host, json);
    json_end(json, '}');
}

static void print_offer(struct inventory *inventory, struct subject *host, struct json *json) {
    static const char end[] = "</domainCapabilities>";
    char *rest = strstr(text, end);
    const char *modern = rest ? arena_text(inventory->arena, rest + strlen(end)) : NULL;
    if (rest)
        rest[strlen(end)] = '\0';
    collect_offer_text(inventory, host, text, modern, "the domain capabilities do not tell", NULL);
    json_begin(json, NULL, '{');
    print_facts(host, json);
    candidates_print(&inventory->candidates, json, "private");
    json_end(json, '}');
}

static void print_machine(struct inventory *inventory, struct json *json) {
    xmlDocPtr definition = xml_parse(text);
    candidate_machine(&inventory->candidates, "one", xml_root(definition));
    candidate_machine(&inventory->candidates, "another", xml_root(definition));
    xmlFreeDoc(definition);
    candidates_print(&inventory->candidates, json, NULL);
}

static void print_kind(struct inventory *inventory, struct subject *host, struct json *json,
                       const char *kind) {
    if (strcmp(kind, "--machine") == 0)
        print_machine(inventory, json);
    else if (strcmp(kind, "--offer") == 0)
        print_offer(inventory, host, json);
    else
        print_capabilities(inventory, host, json, strcmp(kind, "--feature") == 0);
}

int main(int argc, char **argv) {
    if (argc < 2 || !read_file(argv[argc - 1]))
        return EXIT_FAILURE;
    xml_quiet();
    virSetErrorFunc(NULL, ignore_error);
    struct arena *arena = arena_new();
    struct inventory inventory = {
        .arena = arena,
        .connection = virConnectOpenReadOnly("test:///default"),
        .candidates = {.arena = arena},
    };
    struct subject host = {item_object(arena), item_list(arena), "source"};
    struct text out = {0};
    print_kind(&inventory, &host, &(struct json){.out = &out}, argc > 2 ? argv[1] : "");
    fputs(text_data(&out), stdout);
    text_clear(&out);
    arena_free(arena);
    virConnectClose(inventory.connection);
    return EXIT_SUCCESS;
}
