// Pattern matching with results kept by distinct text.
#include "eval/match.h"

#include <stdlib.h>
#include <string.h>

// One pattern: a literal one of the program, or one compiled in the run from a computed text.
struct pattern_entry {
    struct pattern_entry *next;
    const struct pattern *literal;
    struct pattern *compiled;
    uint32_t id; // of a computed pattern's text
    enum builtin op;
    uint8_t *results; // enum match by text id
    size_t size;
};

struct pattern_results {
    struct arena *arena;
    struct pattern_entry *entries, *latest;
};

struct pattern_results *pattern_results_new(struct arena *arena) {
    struct pattern_results *results = ARENA_NEW(arena, struct pattern_results);
    results->arena = arena;
    return results;
}

void pattern_results_free(struct pattern_results *results) {
    for (struct pattern_entry *entry = results->entries; entry; entry = entry->next) {
        free(entry->results);
        pattern_free(entry->compiled);
    }
}

static bool is_entry(const struct pattern_entry *entry, const struct expr *expr, uint32_t pattern) {
    if (expr->pattern || entry->literal)
        return entry->literal == expr->pattern;
    return entry->id == pattern && entry->op == expr->op;
}

static struct pattern_entry *new_entry(struct run *run, const struct expr *expr, uint32_t pattern) {
    struct pattern_entry *entry = ARENA_NEW(run->patterns->arena, struct pattern_entry);
    entry->literal = expr->pattern;
    entry->id = pattern;
    entry->op = expr->op;
    if (!expr->pattern) {
        struct pattern_error error;
        entry->compiled =
            pattern_compile(expr->op == BUILTIN_LIKE ? PATTERN_LIKE : PATTERN_MATCHES,
                            run_text(run, pattern), run_text_length(run, pattern), &error);
    }
    entry->next = run->patterns->entries;
    run->patterns->entries = entry;
    return entry;
}

static struct pattern_entry *entry_of(struct run *run, const struct expr *expr, uint32_t pattern) {
    struct pattern_results *results = run->patterns;
    if (results->latest && is_entry(results->latest, expr, pattern))
        return results->latest;
    struct pattern_entry *entry = results->entries;
    while (entry && !is_entry(entry, expr, pattern))
        entry = entry->next;
    return results->latest = entry ? entry : new_entry(run, expr, pattern);
}

static void make_room(struct run *run, struct pattern_entry *entry, uint32_t text) {
    size_t size = (size_t)intern_count(run->store->dictionary) + intern_count(run->texts);
    size = size > text ? size : (size_t)text + 1;
    uint8_t *results = calloc(size, 1);
    if (!results)
        out_of_memory();
    if (entry->size)
        memcpy(results, entry->results, entry->size);
    free(entry->results);
    entry->results = results;
    entry->size = size;
}

static enum match try_match(struct run *run, const struct pattern_entry *entry, uint32_t text) {
    const struct pattern *pattern = entry->literal ? entry->literal : entry->compiled;
    if (!pattern)
        return MATCH_MALFORMED;
    int matched =
        pattern_match(pattern, run->scratch, run_text(run, text), run_text_length(run, text));
    return matched > 0 ? MATCH_YES : matched == 0 ? MATCH_NO : MATCH_EXHAUSTED;
}

enum match match_text(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text) {
    struct pattern_entry *entry = entry_of(run, expr, pattern);
    if (text >= entry->size)
        make_room(run, entry, text);
    if (entry->results[text] == MATCH_UNTRIED)
        entry->results[text] = (uint8_t)try_match(run, entry, text);
    return (enum match)entry->results[text];
}

bool match_capture(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text,
                   uint32_t group, uint32_t *id) {
    const struct pattern_entry *entry = entry_of(run, expr, pattern);
    const struct pattern *code = entry->literal ? entry->literal : entry->compiled;
    const char *subject = run_text(run, text);
    size_t begin, end;
    if (!code || pattern_capture(code, run->scratch, subject, run_text_length(run, text), group,
                                 &begin, &end) != 1)
        return false;
    *id = run_text_id(run, subject + begin, end - begin);
    return true;
}
