// Prints the facts that a capabilities document holds: no simulated host has any of its own.
#include "config.h"

#include "collect/inventory.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>

static void ignore_error(void *context, virErrorPtr error) {
    (void)context;
    (void)error;
}

int main(int argc, char **argv) {
    static char text[1 << 16];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file || fread(text, 1, sizeof text - 1, file) == 0)
        return EXIT_FAILURE;
    fclose(file);
    xml_quiet();
    virSetErrorFunc(NULL, ignore_error);
    struct inventory inventory = {.connection = virConnectOpenReadOnly("test:///default")};
    struct subject host = {json_object(), json_list(), string_copy("source")};
    collect_capabilities_text(&inventory, &host, text, "the capabilities do not tell");
    json_add(host.object, "missing", host.missing);
    char *facts = json_print(host.object, true);
    fputs(facts, stdout);
    free(facts);
    cJSON_Delete(host.object);
    subject_clear(&host);
    virConnectClose(inventory.connection);
    return EXIT_SUCCESS;
}
