// What a host of libvirt is made of: things, from the parts of an input.
#include "config.h"

#include "fake.h"

#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    struct fake_thing things[PART_LIMIT];
    size_t count;
    const char *refused; // or NULL
} host;

static uint32_t sum_of(const char *text) {
    uint32_t sum = 2166136261; // FNV-1a
    for (; *text != '\0'; text++)
        sum = (sum ^ (unsigned char)*text) * 16777619;
    return sum;
}

static char *copy_between(const char *text, const char *before, const char *after) {
    const char *begin = strstr(text, before);
    const char *end = begin != NULL ? strstr(begin + strlen(before), after) : NULL;
    begin = end != NULL ? begin + strlen(before) : NULL;
    return begin != NULL ? strndup(begin, (size_t)(end - begin)) : NULL;
}

char *fake_copy(const char *text, const char *before) {
    return copy_between(text, before, "'");
}

static void add_thing(const char *text, struct arena *arena) {
    struct fake_thing *thing = &host.things[host.count++];
    char *name = copy_between(text, "<name>", "</name>");
    *thing = (struct fake_thing){.text = text, .sum = sum_of(text)};
    thing->name = name != NULL ? arena_copy(arena, name, strlen(name)) : "thing";
    uint32_t id = sum_of(thing->name);
    memcpy(thing->uuid, &id, sizeof id);
    free(name);
}

void fake_host(const struct parts *parts, struct arena *arena) {
    host.count = 0;
    host.refused = NULL;
    for (size_t i = 0; i < parts->count; i++) {
        const char *text = parts->items[i].text;
        if (strncmp(text, "refuse", strlen("refuse")) == 0)
            host.refused = text;
        else
            add_thing(text, arena);
    }
}

bool fake_refused(const char *function) {
    return host.refused != NULL && strstr(host.refused, function) != NULL;
}

// Whether the first element is called so.
static bool is_a(const struct fake_thing *thing, const char *kind) {
    const char *begin = strchr(thing->text, '<');
    while (begin != NULL && (begin[1] == '?' || begin[1] == '!'))
        begin = strchr(begin + 1, '<');
    size_t length = strlen(kind);
    return begin != NULL && strncmp(begin + 1, kind, length) == 0 &&
           strchr(" >/\n\t", begin[1 + length]) != NULL;
}

const struct fake_thing *fake_find(const char *function, const char *kind, const char *name) {
    for (size_t i = 0; i < host.count && !fake_refused(function); i++)
        if (is_a(&host.things[i], kind) && (name == NULL || strcmp(host.things[i].name, name) == 0))
            return &host.things[i];
    return NULL;
}

// Handles of all things of a kind whose sums have all bits of `bits`, in a new array at *LIST.
int fake_list(const char *function, const char *kind, uint32_t bits, void *list) {
    void **handles = calloc(PART_LIMIT + 1, sizeof *handles);
    int count = 0;
    if (handles == NULL || fake_refused(function)) {
        free(handles);
        return -1;
    }
    for (size_t i = 0; i < host.count; i++)
        if (is_a(&host.things[i], kind) && (host.things[i].sum & bits) == bits)
            handles[count++] = &host.things[i];
    memcpy(list, &handles, sizeof handles);
    return count;
}

char *fake_describe(const char *function, const void *handle) {
    const struct fake_thing *thing = handle;
    return thing == NULL || fake_refused(function) ? NULL : strdup(thing->text);
}

int fake_answer(const char *function, int value) {
    return fake_refused(function) ? -1 : value;
}

int virGetLastErrorCode(void) {
    const char *code = host.refused != NULL ? strstr(host.refused, "code=") : NULL;
    return code != NULL ? atoi(code + strlen("code=")) : VIR_ERR_NO_SUPPORT;
}

const char *virGetLastErrorMessage(void) {
    return "refused";
}

void virResetLastError(void) {
}
