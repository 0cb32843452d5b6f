// Fuzzes reports in JSON that are read again: each part is a file of them. The first two are
// compared, all of them are merged, and what merging wrote can be read.
#include "config.h"

#include "judge.h"

#include <string.h>
#include <unistd.h>

#include "report/read/compare_words.h"
#include "report/read/merge.h"

enum { FILES = 3 };
static const char *const names[FILES] = {"a.json", "b.json", "c.json"};
static const struct compare_look look = {.verbose = true, .width = 80};

static bool read_part(struct past *past, const struct part *part, size_t index,
                      struct arena *arena) {
    past_init(past, arena);
    const char *file = fuzz_file(names[index], part, arena);
    bool good = past_read(past, file);
    unlink(file);
    if (good)
        past_name(past);
    judge_messages(past->diagnostics);
    return good;
}

static void compare(const struct past *before, const struct past *after, struct arena *arena) {
    struct decimal allowed;
    struct text out = {0};
    fuzz_expect(decimal_parse("0.1", 3, &allowed) == DECIMAL_OK, "a decimal");
    struct run_comparison comparison = compare_runs(before, after, &allowed, arena);
    compare_text(&comparison, &look, &out);
    compare_markdown(&comparison, &out);
    text_reset(&out);
    compare_json(&comparison, "1", &out);
    fuzz_expect(judge_is_json(text_data(&out), out.size), "a comparison in JSON is JSON");
    text_clear(&out);
}

// Merged reports are a report themselves: once more and they are the same.
static void read_merged(const struct text *written, struct arena *arena) {
    struct past past;
    struct text again = {0};
    const struct part part = {text_data(written), written->size};
    fuzz_expect(read_part(&past, &part, 0, arena), "what was merged can be read");
    struct merged merged = merge_runs(&past, arena);
    merge_json(&merged, "1", &again);
    fuzz_expect(strcmp(text_data(written), text_data(&again)) == 0, "and merges as itself");
    text_clear(&again);
}

static void merge(const struct past *past, struct arena *arena) {
    struct text out = {0};
    struct merged merged = merge_runs(past, arena);
    merge_text(&merged, &look, &out);
    merge_markdown(&merged, &out);
    merge_ndjson(&merged, &out);
    text_reset(&out);
    merge_json(&merged, "1", &out);
    read_merged(&out, arena);
    text_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    struct past past[FILES];
    size_t count = 0;
    for (; count < parts.count && count < FILES; count++)
        if (!read_part(&past[count], &parts.items[count], count, arena))
            break;
    if (count > 0)
        compare(&past[0], &past[count - 1], arena);
    if (count > 0)
        merge(&past[0], arena);
    arena_free(arena);
    return 0;
}
