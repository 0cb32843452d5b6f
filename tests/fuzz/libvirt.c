// Fuzzes the collector for libvirt hosts: each part is something that a host says of itself
// (fake.h). Each line that it prints is JSON, and what the last one holds are facts of the model.
#include "config.h"

int collect_main(int argc, char **argv);
#define main collect_main
#include "gather/libvirt/main.c"
#undef main

#include "fake.h"

// The fuzzer goes on after each input, and so is not locked in.
const char *sandbox_enter(enum sandbox sandbox, const char *const *paths, size_t count) {
    (void)sandbox, (void)paths, (void)count;
    return NULL;
}
#include "judge.h"

static struct session *session;

static void start(void) {
    session = session_new(fuzz_source("policies"));
    session_use_facts(session, "virtualization");
    session->everything = true;
    fuzz_expect(session_check(session), "the model is one");
}

// What the collector prints, on the heap.
static char *collected(bool writable) {
    char *arguments[] = {"collect", "--role", "source", "--now", "2026-11-23T10:00:00Z",
                         "uri",     NULL,     NULL};
    char *printed = NULL;
    size_t size = 0;
    FILE *terminal = stdout;
    if (writable) {
        arguments[5] = "--read-write";
        arguments[6] = "uri";
    }
    stdout = open_memstream(&printed, &size);
    fuzz_expect(stdout != NULL, "room for what is printed");
    optind = 0; // glibc's getopt begins anew
    int status = collect_main(writable ? 7 : 6, arguments);
    fclose(stdout);
    stdout = terminal;
    fuzz_expect(status == STATUS_COLLECTED, "facts are collected whatever a host says");
    return printed;
}

// The line {"host":{…},"collected":{…}} as a facts document.
static void read_facts(const char *line, size_t size, struct diagnostics *diagnostics) {
    struct text facts = {0};
    static const char before[] = "{\"host\":", begin[] = "{\"source\":",
                      between[] = ",\"collected\":";
    fuzz_expect(judge_is_json(line, size), "a line of the collector is JSON");
    const char *end = memmem(line, size, between, strlen(between));
    fuzz_expect(strncmp(line, before, strlen(before)) == 0 && end != NULL, "a line has the host");
    text_add(&facts, begin);
    text_add_bytes(&facts, line + strlen(before), (size_t)(end - line) - strlen(before));
    text_add_char(&facts, '}');
    judge_collected(session, diagnostics, &facts);
    text_clear(&facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (session == NULL)
        start();
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    fake_host(&parts, arena);
    char *printed = collected(size % 2 == 1);
    size_t end = strlen(printed), begin;
    fuzz_expect(end > 0 && printed[--end] == '\n', "the collector prints lines");
    for (begin = end; begin > 0 && printed[begin - 1] != '\n';)
        begin--;
    read_facts(printed + begin, end - begin, diagnostics_new(arena, NULL));
    free(printed);
    arena_free(arena);
    return 0;
}
