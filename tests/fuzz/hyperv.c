// Fuzzes exports of Hyper-V servers: each part is a file, whose first line is its name. Facts that
// are made of them are facts of the model.
#include "config.h"

#include "judge.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gather/hyperv/import_main.h"

static struct session *session;

static void start(void) {
    session = session_new(fuzz_source("policies"));
    session_use_facts(session, "virtualization");
    session->everything = true;
    fuzz_expect(session_check(session), "the model is one");
}

// Names stay in the folder.
static bool is_name(const char *name) {
    return name[0] != '\0' && name[0] != '.' && strlen(name) < 64 && strchr(name, '/') == NULL;
}

static size_t write_files(struct parts *parts, const char **files, struct arena *arena) {
    size_t count = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const char *name = part_line(&parts->items[i], arena);
        if (is_name(name))
            files[count++] = fuzz_file(name, &parts->items[i], arena);
    }
    return count;
}

static void read_facts(const struct item *facts, struct diagnostics *diagnostics) {
    struct text text = {0};
    item_print(facts, &(struct json){.out = &text}, NULL);
    judge_collected(session, diagnostics, &text);
    text_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (session == NULL)
        start();
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    const char *files[PART_LIMIT];
    size_t count = write_files(&parts, files, arena);
    struct export export;
    const struct item *facts = NULL;
    if (export_read(&export, arena, fuzz_folder()))
        facts = hyperv_import(&export, "source", NULL);
    if (facts != NULL)
        read_facts(facts, diagnostics_new(arena, NULL));
    judge_messages(export.errors);
    judge_messages(export.warnings);
    for (size_t i = 0; i < count; i++)
        unlink(files[i]);
    arena_free(arena);
    return 0;
}
