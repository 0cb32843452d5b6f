// Measures reading facts: the product's reader, or cJSON alone on the same text.
//
// read facts POLICY FACTS   the columns that the policy reads are loaded: CPU seconds and peak
// memory of the process read cjson FACTS          each line of the text, already in memory, is
// parsed by cJSON into an arena and dropped
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench/bench.h"

static long peak_kib(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static int read_facts(const char *policy, const char *facts) {
    struct program *program = bench_program(policy);
    double start = cpu_seconds();
    struct store *store = bench_load(program, facts);
    printf("%.6f %ld\n", cpu_seconds() - start, peak_kib());
    store_free(store);
    program_free(program);
    return 0;
}

static struct arena *arena;

static void *take(size_t size) {
    return arena_alloc(arena, size);
}

static void leave(void *memory) {
    (void)memory;
}

static char *whole_file(const char *path, size_t *size) {
    struct text text = {0};
    static char buffer[1 << 16];
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(3);
    }
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;)
        text_add_bytes(&text, buffer, n);
    fclose(file);
    *size = text.size;
    return text.data;
}

// The generator writes a machine a line; the comma that ends a line is not part of it. Lines that
// hold no whole value (the frame around the machines) are few and are not counted.
static int read_cjson(const char *path) {
    size_t size, records = 0;
    char *text = whole_file(path, &size);
    cJSON_Hooks hooks = {take, leave};
    arena = arena_new();
    cJSON_InitHooks(&hooks);
    double start = cpu_seconds();
    for (char *line = text, *end; line < text + size; line = end + 1) {
        struct arena_mark mark = arena_mark(arena);
        end = memchr(line, '\n', (size_t)(text + size - line));
        if (!end)
            break;
        records += cJSON_ParseWithLength(line, (size_t)(end - line)) != NULL;
        arena_rewind(arena, mark);
    }
    printf("%.6f %zu\n", cpu_seconds() - start, records);
    arena_free(arena);
    free(text);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "facts") == 0)
        return read_facts(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "cjson") == 0)
        return read_cjson(argv[2]);
    fputs("usage: read facts POLICY FACTS | read cjson FACTS\n", stderr);
    return 2;
}
