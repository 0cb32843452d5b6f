// The main of a fuzz target in an ordinary build: its inputs of tests/fuzz/corpus and, what once
// ended it, of tests/fuzz/found, or the files that are named, one after the other. Reports in TAP.
#include "config.h"

#include "frame.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS = 60, LARGEST = 1 << 20 }; // for one input, which takes milliseconds

static FILE *out; // the targets may write to stdout

static bool replay(const char *path) {
    static uint8_t bytes[LARGEST];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    fprintf(out, "# %s\n", path); // the last of these is the input that ended the process
    alarm(SECONDS);
    LLVMFuzzerTestOneInput(bytes, size);
    alarm(0);
    return true;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_file(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int replay_folder(const char *path) {
    struct dirent **names;
    char file[1024];
    int count = scandir(path, &names, is_file, by_name), replayed = 0;
    for (int i = 0; i < count; i++) {
        snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
        replayed += replay(file);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    return replayed;
}

static int replay_corpus(const char *program) {
    const char *base = strrchr(program, '/');
    base = base != NULL ? base + 1 : program;
    if (strncmp(base, "lt-", 3) == 0) // libtool's name of a program that is not installed
        base += 3;
    char corpus[256], found[256];
    snprintf(corpus, sizeof corpus, "tests/fuzz/corpus/%s", base);
    snprintf(found, sizeof found, "tests/fuzz/found/%s", base);
    return replay_folder(fuzz_source(corpus)) + replay_folder(fuzz_source(found));
}

int main(int argc, char **argv) {
    int replayed = 0;
    out = fdopen(dup(STDOUT_FILENO), "w");
    if (out == NULL || freopen("/dev/null", "w", stdout) == NULL)
        return EXIT_FAILURE;
    setvbuf(out, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++)
        replayed += replay(argv[i]);
    if (argc == 1)
        replayed = replay_corpus(argv[0]);
    fprintf(out, "%s 1 - %d inputs replayed\n1..1\n", replayed > 0 ? "ok" : "not ok", replayed);
    fclose(out);
    return EXIT_SUCCESS;
}
