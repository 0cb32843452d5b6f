// Files of reports: what a file is, the runs in it, and their names.
#include "config.h"

#include "report/read/past.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/intern.h"
#include "facts/input.h"
#include "report/read/past_run.h"
#include "report/report.h"
#include "session_digest.h"

// Sizes of tokens have 32 bits.
enum { LARGEST = 1 << 30 };

void past_init(struct past *past, struct arena *arena) {
    *past = (struct past){.arena = arena};
    past->diagnostics = diagnostics_new(arena, NULL);
}

// ---- files that are no reports ----

static const char how_to[] = "plimsoll check POLICY --facts FILE --format json=REPORT makes one";

// What an object of JSON without rules is.
struct kind {
    const char *member, *is;
};
static const struct kind kinds[] = {
    {"facts", "these are facts, not a report"},
    {"source", "these are facts, not a report"},
    {"vm", "these are facts, not a report"},
    {"diff", "this is what plimsoll diff found, not a report"},
    {"runs", "this is SARIF, not a report in JSON"},
    {"changes", "this is what plimsoll facts diff found, not a report"},
    {"tests", "these are results of plimsoll test, not a report"},
};

static const char *kind_of(const struct scan_token *object) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tokens_member(object, kinds[i].member) != NULL)
            return kinds[i].is;
    return "this is JSON, but no report of plimsoll check";
}

static bool refuse_schema(struct past_reading *reading, const struct scan_token *schema) {
    char problem[160];
    if (schema == NULL || schema->kind != SCAN_WHOLE)
        return past_refuse(reading, NULL, kind_of(reading->root), how_to);
    snprintf(problem, sizeof problem,
             "this is a report of schema %lld, but this plimsoll reads schema %d",
             (long long)schema->as.whole, REPORT_SCHEMA);
    return past_refuse(reading, NULL, problem,
                       schema->as.whole > REPORT_SCHEMA
                           ? "read it with the plimsoll that made it, or a later one"
                           : "make it again: plimsoll check POLICY --facts FILE "
                             "--format json=REPORT");
}

// ---- values ----

static void add_run(struct past_reading *reading, const struct scan_token *report,
                    const char *name) {
    struct past *past = reading->past;
    struct past_run run = past_run_read(reading, report);
    run.name = name;
    past->sites |= name != NULL;
    ARENA_PUSH(past->arena, past->runs, past->count, past->room) = run;
}

static void add_merged(struct past_reading *reading, const struct scan_token *runs) {
    for (const struct scan_token *at = runs + 1; at < scan_next(runs) && !reading->failed;
         at = scan_next(at)) {
        if (past_shaped(reading, at, PAST_OBJECT) == NULL)
            return;
        const char *name = past_text(reading, at, "name", PAST_TEXT);
        const struct scan_token *report = past_member(reading, at, "report", PAST_OBJECT);
        if (report != NULL)
            add_run(reading, report, name);
    }
    reading->past->merged = true;
}

static bool read_object(struct past_reading *reading) {
    const struct scan_token *root = reading->root, *runs = tokens_member(root, "runs");
    const struct scan_token *schema = tokens_member(root, "schema");
    bool merged = runs != NULL && runs->kind == SCAN_LIST && tokens_member(root, "merge") != NULL;
    if (!merged && tokens_member(root, "rules") == NULL)
        return past_refuse(reading, NULL, kind_of(root), how_to);
    if (schema == NULL || schema->kind != SCAN_WHOLE || schema->as.whole != REPORT_SCHEMA)
        return refuse_schema(reading, schema);
    if (merged)
        add_merged(reading, runs);
    else
        add_run(reading, root,
                tokens_member(root, "name") != NULL ? past_text(reading, root, "name", PAST_TEXT)
                                                    : NULL);
    return !reading->failed;
}

// Of a large report the tokens take as much as its text: they are there once.
static bool read_value(struct past_reading *reading, struct scan *scan) {
    struct arena *arena = reading->past->arena;
    size_t count = scan->count;
    reading->root = tokens_keep(arena, scan);
    scan_clear(scan);
    scan_init(scan);
    const struct scan_token *doubled = tokens_doubled(reading->root, count, arena);
    if (reading->root->kind == SCAN_LIST)
        return past_refuse(reading, NULL, "this is a list; a report is an object, {…}", how_to);
    if (reading->root->kind != SCAN_OBJECT)
        return past_refuse(reading, NULL, "a report is an object, {…}", how_to);
    if (doubled != NULL)
        return past_wrong(reading, doubled, "this name stands twice in one object");
    return read_object(reading);
}

// ---- texts ----

static bool refuse_text(struct past_reading *reading, const struct scan *scan) {
    struct text problem = {0};
    unsigned long line, column;
    char first = *scan_blanks(reading->text);
    tokens_line(reading->text, scan->failed, &line, &column);
    if (first == '<')
        text_add(&problem, "this is HTML or XML, not JSON");
    else if (first != '{' && first != '[')
        text_add(&problem, "this is not JSON");
    else
        text_addf(&problem, "line %lu, column %lu: %s", line, column, scan->problem);
    reading->several = false;
    past_refuse(reading, NULL, text_data(&problem), how_to);
    text_clear(&problem);
    return false;
}

// Values follow each other, as in newline-delimited JSON.
static bool read_text(struct past_reading *reading, size_t size) {
    const char *end = reading->text + size;
    struct scan scan;
    scan_init(&scan);
    reading->at = scan_blanks(reading->text);
    if (reading->at == end)
        past_refuse(reading, NULL, "this file is empty", how_to);
    while (!reading->failed && reading->at < end) {
        const char *after = scan_value(&scan, reading->at, end, 0);
        reading->several |= after != NULL && scan_blanks(after) != end;
        if (after != NULL)
            read_value(reading, &scan);
        else
            refuse_text(reading, &scan);
        reading->at = after != NULL ? scan_blanks(after) : end;
    }
    scan_clear(&scan);
    return !reading->failed;
}

// ---- names ----

// "sites/berlin" of sites/berlin.json
static const char *without_ending(struct arena *arena, const char *file) {
    static const char *const endings[] = {".json", ".ndjson", ".jsonl"};
    size_t size = strlen(file);
    if (strcmp(file, "-") == 0)
        return "stdin";
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (size > ending && strcmp(file + size - ending, endings[i]) == 0)
            return arena_copy(arena, file, size - ending);
    }
    return file;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

// Texts that count how often they were added.
struct counted {
    struct arena *arena;
    struct intern *names;
    unsigned *counts;
    size_t count, room;
};

static unsigned count_name(struct counted *counted, const char *name) {
    uint32_t id = intern_add(counted->names, name, strlen(name));
    if (id == counted->count)
        ARENA_PUSH(counted->arena, counted->counts, counted->count, counted->room) = 0;
    return ++counted->counts[id];
}

// Whether files in several folders are called so.
static void count_files(const struct past *past, struct counted *files) {
    for (size_t i = 0; i < past->count; i++) {
        const char *file = past->runs[i].file;
        if (i == 0 || strcmp(file, past->runs[i - 1].file) != 0)
            count_name(files, base_name(without_ending(past->arena, file)));
    }
}

static const char *numbered(struct arena *arena, struct counted *taken, const char *name) {
    const char *free = name;
    for (unsigned number = count_name(taken, name); number > 1; number++) {
        free = arena_printf(arena, "%s (%u)", name, number);
        if (count_name(taken, free) == 1)
            break;
    }
    return free;
}

void past_name(struct past *past) {
    struct arena *arena = past->arena;
    struct counted files = {arena, intern_new(arena), NULL, 0, 0};
    struct counted taken = {arena, intern_new(arena), NULL, 0, 0};
    count_files(past, &files);
    for (size_t i = 0; i < past->count; i++) {
        struct past_run *run = &past->runs[i];
        const char *path = without_ending(arena, run->file), *base = base_name(path);
        uint32_t id = intern_find(files.names, base, strlen(base));
        if (run->name == NULL)
            run->name = files.counts[id] > 1 ? path : base;
        run->name = numbered(arena, &taken, run->name);
    }
}

// ---- the file ----

static int read_bytes(const char *file, struct text *bytes) {
    struct input input;
    int error = input_open_file(&input, file);
    if (error != 0)
        return error;
    while (bytes->size <= LARGEST && input_more(&input)) {
        text_add_bytes(bytes, input.at, (size_t)(input.end - input.at));
        input.at = input.end;
    }
    error = input.error != 0 ? input.error : bytes->size > LARGEST ? EFBIG : 0;
    input_close(&input);
    return error;
}

static bool is_too_large(const char *file) {
    struct stat about;
    return stat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > LARGEST;
}

static void note_hash(struct past *past, size_t first, const char *text, size_t size) {
    char *hash = arena_zero(past->arena, DIGEST_HEX, 1);
    digest_bytes(text, size, hash);
    for (size_t i = first; i < past->count; i++)
        past->runs[i].hash = hash;
}

// The text stays in the arena, for tokens point into it.
static const char *keep(struct arena *arena, const struct text *bytes) {
    char *text = arena_zero(arena, bytes->size + SCAN_PADDING, 1);
    memcpy(text, text_data(bytes), bytes->size);
    return text;
}

bool past_read(struct past *past, const char *file) {
    struct past_reading reading = {.past = past, .file = file};
    struct text bytes = {0};
    size_t first = past->count, size;
    int error = is_too_large(file) ? EFBIG : read_bytes(file, &bytes);
    if (error != 0) {
        past_wrong(&reading, NULL, "cannot be read: %s", strerror(error));
    } else {
        size = bytes.size;
        reading.text = keep(past->arena, &bytes);
        text_clear(&bytes);
        read_text(&reading, size);
        note_hash(past, first, reading.text, size);
    }
    text_clear(&bytes);
    if (past->count == first)
        past_refuse(&reading, NULL, "this file holds no run", how_to);
    past->merged |= past->count - first > 1;
    return !reading.failed;
}

// ---- looking at runs ----

bool past_counts(const struct past_run *run, const struct past_rule *rule) {
    for (int severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++)
        if (strcmp(run->fail_on, severity_text((enum severity)severity)) == 0)
            return (int)rule->severity >= severity;
    return false;
}
