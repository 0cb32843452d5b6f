// What a machine demands of any host that is to run it: the program, files, security models, and
// the addresses at which its screen is shown.
#include "config.h"

#include "gather/libvirt/inventory.h"

#include <string.h>

// Files of a machine, each once; the table lives in an arena.
struct files {
    struct arena *arena;
    const char **path;
    size_t count, room;
};

static void files_add(struct files *files, const char *path) {
    for (size_t i = 0; path && i < files->count; i++) {
        if (strcmp(files->path[i], path) == 0)
            return;
    }
    if (path)
        ARENA_PUSH(files->arena, files->path, files->count, files->room) = path;
}

static void add_booted(struct files *files, xmlNodePtr os) {
    static const char *const elements[] = {"kernel", "initrd", "dtb"};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        files_add(files, xml_text(xml_child(os, elements[i])));
    xmlNodePtr table = xml_find(os, "acpi/table");
    for (; table; table = xml_next(table))
        files_add(files, xml_text(table));
}

// What the firmware hands to the guest; most entries hold their text themselves.
static void add_handed(struct files *files, xmlNodePtr domain) {
    xmlNodePtr info = xml_child(domain, "sysinfo");
    for (; info; info = xml_next(info)) {
        xmlNodePtr entry = xml_child(info, "entry");
        for (; entry; entry = xml_next(entry))
            files_add(files, xml_attribute(entry, "file"));
    }
}

// Any device may bring a ROM of its own; an adapter may be set up by a script.
static void add_of_devices(struct files *files, xmlNodePtr devices) {
    for (xmlNodePtr device = devices ? devices->children : NULL; device; device = device->next) {
        files_add(files, xml_attribute(xml_child(device, "rom"), "file"));
        if (text_is((const char *)device->name, "interface"))
            files_add(files, xml_attribute(xml_child(device, "script"), "path"));
    }
}

static void add_files(struct files *files, xmlNodePtr domain) {
    add_booted(files, xml_child(domain, "os"));
    add_handed(files, domain);
    add_of_devices(files, xml_child(domain, "devices"));
}

// A machine that is moved while it runs needs those it runs with, and the others at its next start.
static void collect_files(const struct subject *machine, const struct definition *definition) {
    struct files files = {.arena = subject_arena(machine)};
    struct item *list = item_add_list(machine->item, "files");
    add_files(&files, definition->live);
    if (definition->config != definition->live)
        add_files(&files, definition->config);
    for (size_t i = 0; i < files.count; i++)
        item_add_text(list, NULL, files.path[i]);
}

// A machine that runs also has what the host itself adds, which is left behind when it is moved; so
// the definition for the next start is read. "none" asks for no protection.
static void collect_security(const struct subject *machine, xmlNodePtr config) {
    struct item *list = item_add_list(machine->item, "security");
    xmlNodePtr label = xml_child(config, "seclabel");
    for (; label; label = xml_next(label)) {
        const char *model = xml_attribute(label, "model");
        if (model && strcmp(model, "none") != 0)
            item_add_text(list, NULL, model);
    }
}

static void collect_video(const struct subject *machine, xmlNodePtr domain) {
    struct item *list = item_add_list(machine->item, "video");
    xmlNodePtr video = xml_find(domain, "devices/video");
    for (; video; video = xml_next(video)) {
        const char *model = xml_attribute(xml_child(video, "model"), "type");
        if (model && strcmp(model, "none") != 0)
            item_add_text(list, NULL, model);
    }
}

static const char *type_of(xmlNodePtr graphics) {
    return xml_attribute(graphics, "type");
}

static xmlNodePtr same_graphics(xmlNodePtr domain, const char *type) {
    xmlNodePtr graphics = xml_find(domain, "devices/graphics");
    while (graphics && !text_is(type_of(graphics), type))
        graphics = xml_next(graphics);
    return graphics;
}

static const char *listen_address(xmlNodePtr graphics) {
    const char *address = xml_attribute(xml_child(graphics, "listen"), "address");
    return address ? address : xml_attribute(graphics, "listen");
}

// A machine that runs also has an address that the host chose, which another host chooses anew: the
// definition for the next start tells whether it did. That of a network is each host's own.
static void collect_listen(const struct subject *subject, xmlNodePtr graphics, xmlNodePtr config) {
    xmlNodePtr listen = xml_child(graphics, "listen");
    const char *address = listen_address(graphics);
    bool network = xml_attribute_is(listen, "type", "network");
    if (config && !listen_address(config))
        address = NULL;
    fact_text(subject, "listen",
              network   ? NULL
              : address ? address
                        : "",
              "each host has an address of its own in that network");
}

static void collect_graphics(const struct subject *list, xmlNodePtr graphics, xmlNodePtr config) {
    struct subject subject = subject_element(list, type_of(graphics));
    bool chosen = xml_attribute_is(graphics, "autoport", "yes");
    uint64_t port = 0;
    item_add_text(subject.item, "type", type_of(graphics));
    collect_listen(&subject, graphics, config);
    if (!chosen && !number_read(xml_attribute(graphics, "port"), &port))
        number_read(xml_attribute(graphics, "tlsPort"), &port);
    item_add_int(subject.item, "port", port <= UINT16_MAX ? (int64_t)port : 0);
}

static void collect_screens(const struct subject *machine, const struct definition *definition) {
    struct subject list = subject_list(machine, "graphics");
    struct xml_elements elements =
        definition_elements(subject_arena(machine), definition, "devices/graphics", type_of, true);
    for (size_t i = 0; i < elements.count; i++)
        collect_graphics(&list, elements.all[i],
                         same_graphics(definition->config, type_of(elements.all[i])));
}

void collect_demands(const struct subject *machine, const struct definition *definition) {
    const char *emulator = xml_text(xml_find(definition->live, "devices/emulator"));
    item_add_text(machine->item, "emulator", emulator ? emulator : "");
    collect_security(machine, definition->config);
    collect_files(machine, definition);
    collect_video(machine, definition->live);
    collect_screens(machine, definition);
}
