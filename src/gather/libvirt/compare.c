// Asking libvirt whether the hypervisor here can give a machine the processor of another host.
#include "config.h"

#include "gather/libvirt/candidate.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_all(struct text *text, FILE *file) {
    char bytes[65536];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
        text_add_bytes(text, bytes, got);
}

// The errors that say nothing about the processor: the driver or the connection does not compare.
static bool is_refusal(int code) {
    static const int refusals[] = {VIR_ERR_NO_SUPPORT, VIR_ERR_OPERATION_DENIED,
                                   VIR_ERR_OPERATION_UNSUPPORTED, VIR_ERR_ACCESS_DENIED};
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (code == refusals[i])
            return true;
    }
    return false;
}

// libvirt names the features only in its message, which a daemon may translate: then they stay
// unknown.
static void add_lacking(struct arena *arena, struct json *answer, const char *message) {
    static const char before[] = "does not provide required features: ", between[] = ", ";
    const char *at = strstr(message, before);
    if (!at)
        return;
    json_begin(answer, "missing", '[');
    at += strlen(before);
    for (size_t length; *at; at += length + strspn(at + length, between)) {
        length = strcspn(at, between);
        json_text(answer, NULL, arena_copy(arena, at, length));
    }
    json_end(answer, ']');
}

static void add_reason(struct arena *arena, struct json *answer, int code) {
    if (code == VIR_ERR_CPU_INCOMPATIBLE) {
        json_bool(answer, "yes", false);
        add_lacking(arena, answer, virGetLastErrorMessage());
    } else {
        json_bool(answer, "refused", is_refusal(code));
    }
    json_text(answer, "reason", virGetLastErrorMessage());
}

static bool is_complete(const struct item *cpu) {
    return item_text(cpu, "arch") && item_text(cpu, "type") && item_text(cpu, "xml");
}

// Returns whether the hypervisor knows a processor model by this name; true where it lists none.
static bool knows_model(xmlNodePtr capabilities, const char *name) {
    xmlNodePtr mode = xml_find(capabilities, "cpu/mode");
    while (mode && !xml_attribute_is(mode, "name", "custom"))
        mode = xml_next(mode);
    xmlNodePtr model = xml_child(mode, "model");
    bool listed = model == NULL;
    for (; model && !listed; model = xml_next(model))
        listed = text_is(xml_text(model), name);
    return listed;
}

// Returns the model that the definition insists on and the hypervisor does not know, or NULL.
// libvirt compares features only, and refuses such a model when the machine starts.
static const char *model_unknown(struct arena *arena, virConnectPtr connection,
                                 const struct item *cpu) {
    xmlDocPtr wanted = xml_parse(item_text(cpu, "xml"));
    xmlNodePtr model = xml_child(xml_root(wanted), "model");
    const char *name = NULL;
    if (xml_attribute_is(model, "fallback", "forbid")) {
        char *text = virConnectGetDomainCapabilities(connection, NULL, item_text(cpu, "arch"), NULL,
                                                     item_text(cpu, "type"), 0);
        xmlDocPtr offer = xml_parse(text);
        if (!knows_model(xml_root(offer), xml_text(model)))
            name = arena_text(arena, xml_text(model));
        xmlFreeDoc(offer);
        free(text);
    }
    xmlFreeDoc(wanted);
    return name;
}

static void add_unknown_model(struct arena *arena, struct json *answer, const char *model) {
    json_bool(answer, "yes", false);
    json_text(answer, "reason",
              arena_printf(arena, "the hypervisor there knows no processor model %s", model));
}

// The host chooses emulator and machine type: their names differ from host to host.
static void compare(struct arena *arena, virConnectPtr connection, const struct item *cpu,
                    struct json *answer) {
    const char *model = model_unknown(arena, connection, cpu);
    if (model) {
        add_unknown_model(arena, answer, model);
        return;
    }
    int result = virConnectCompareHypervisorCPU(connection, NULL, item_text(cpu, "arch"), NULL,
                                                item_text(cpu, "type"), item_text(cpu, "xml"),
                                                VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE);
    if (result < 0)
        add_reason(arena, answer, virGetLastErrorCode());
    else
        json_bool(answer, "yes", result != VIR_CPU_COMPARE_INCOMPATIBLE);
}

static bool answer_one(struct arena *arena, virConnectPtr connection, const struct item *cpu,
                       int64_t place) {
    struct text line = {0};
    struct json answer = {.out = &line, .compact = true};
    json_begin(&answer, NULL, '{');
    compare(arena, connection, cpu, &answer);
    json_int(&answer, "cpu", place);
    json_end(&answer, '}');
    bool printed = puts(text_data(&line)) >= 0 && fflush(stdout) == 0;
    text_clear(&line);
    return printed;
}

bool compare_processors(struct arena *arena, virConnectPtr connection) {
    struct text text = {0};
    int64_t place = 0;
    read_all(&text, stdin);
    const struct item *cpus = item_read(arena, &text);
    bool done = cpus && cpus->kind == ITEM_LIST;
    text_clear(&text);
    for (const struct item *cpu = item_first(cpus); cpu && done; cpu = cpu->next)
        done = is_complete(cpu) && answer_one(arena, connection, cpu, place++);
    return done;
}
