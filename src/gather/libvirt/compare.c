// Asking libvirt whether the hypervisor here can give a machine the processor of another host.
#include "config.h"

#include "gather/libvirt/candidate.h"
#include "gather/fact.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_all(FILE *file) {
    size_t room = 65536, length = 0, got;
    char *text = memory_new(room);
    while ((got = fread(text + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (room - length < 2) {
            char *longer = memory_new(room *= 2);
            memcpy(longer, text, length);
            free(text);
            text = longer;
        }
    }
    text[length] = '\0';
    return text;
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

// libvirt names the features in its message only, which a daemon may translate: then they stay
// unknown.
static void add_lacking(cJSON *answer, const char *message) {
    static const char before[] = "does not provide required features: ", between[] = ", ";
    const char *at = strstr(message, before);
    if (!at)
        return;
    cJSON *missing = json_add_list(answer, "missing");
    at += strlen(before);
    for (size_t length; *at; at += length + strspn(at + length, between)) {
        length = strcspn(at, between);
        char *name = string_format("%.*s", (int)length, at);
        json_append_text(missing, name);
        free(name);
    }
}

static void add_reason(cJSON *answer, int code) {
    if (code == VIR_ERR_CPU_INCOMPATIBLE) {
        json_add_bool(answer, "yes", false);
        add_lacking(answer, libvirt_reason());
    } else {
        json_add_bool(answer, "refused", is_refusal(code));
    }
    json_add_text(answer, "reason", libvirt_reason());
}

static const char *member(const cJSON *object, const char *name) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static bool is_complete(const cJSON *cpu) {
    return member(cpu, "arch") && member(cpu, "type") && member(cpu, "xml");
}

// The emulator and the machine type are left to the host: their names are its own affair.
static cJSON *compare(virConnectPtr connection, const cJSON *cpu) {
    cJSON *answer = json_object();
    int result = virConnectCompareHypervisorCPU(connection, NULL, member(cpu, "arch"), NULL,
                                                member(cpu, "type"), member(cpu, "xml"),
                                                VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE);
    if (result < 0)
        add_reason(answer, virGetLastErrorCode());
    else
        json_add_bool(answer, "yes", result != VIR_CPU_COMPARE_INCOMPATIBLE);
    return answer;
}

bool compare_processors(virConnectPtr connection) {
    char *text = read_all(stdin);
    cJSON *cpus = cJSON_ParseWithOpts(text, NULL, true), *cpu;
    bool done = cJSON_IsArray(cpus);
    int64_t place = 0;
    free(text);
    cJSON_ArrayForEach(cpu, cpus) {
        if (!(done = done && is_complete(cpu)))
            break;
        cJSON *answer = compare(connection, cpu);
        json_add_int(answer, "cpu", place++);
        char *line = json_print(answer, false);
        done = puts(line) >= 0 && fflush(stdout) == 0;
        free(line);
        cJSON_Delete(answer);
    }
    cJSON_Delete(cpus);
    return done;
}
