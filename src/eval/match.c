// Pattern matching.
#include "eval/match.h"

#include "base/hash.h"

// Beyond that much memory the patterns that come from the facts are compiled anew.
enum { COMPUTED_LIMIT = 32 << 20 };
// Results are kept for a while: elements that follow each other often have the same text.
enum { RECENT = 1024 };

struct computed {
    uint32_t id; // of the pattern's text
    enum builtin op;
    const struct pattern *pattern; // NULL where it is none
};

struct recent {
    const struct pattern *pattern;
    uint32_t text;
    enum match result;
};

struct patterns {
    struct arena *arena; // of what follows; NULL before the first match
    struct computed *computed;
    size_t count, room, latest;
    struct hash index; // of computed
    struct recent *recent;
};

static void start(struct patterns *patterns) {
    *patterns = (struct patterns){.arena = arena_new()};
    hash_reserve(&patterns->index, patterns->arena, 1);
    patterns->recent = ARENA_ARRAY(patterns->arena, struct recent, RECENT);
}

struct patterns *patterns_new(struct arena *arena) {
    return ARENA_NEW(arena, struct patterns);
}

void patterns_free(struct patterns *patterns) {
    arena_free(patterns->arena);
}

// ---- patterns that come from the facts ----

struct sought {
    const struct patterns *patterns;
    uint32_t id;
    enum builtin op;
};

static bool is_of(const struct computed *computed, enum builtin op, uint32_t id) {
    return computed->id == id && computed->op == op;
}

static bool is_sought(const void *state, uint32_t number) {
    const struct sought *sought = state;
    return is_of(&sought->patterns->computed[number], sought->op, sought->id);
}

static const struct pattern *compile(struct run *run, enum builtin op, uint32_t id) {
    struct patterns *patterns = run->patterns;
    struct pattern_error error;
    uint32_t size = run_text_length(run, id);
    const struct pattern *pattern = pattern_compile_for(
        run->scratch, patterns->arena, op == BUILTIN_LIKE ? PATTERN_LIKE : PATTERN_MATCHES,
        run_text(run, id), size, &error);
    run_step(run,
             size + PATTERN_COMPILING * (pattern == NULL ? error.size : pattern_size(pattern)));
    ARENA_PUSH(patterns->arena, patterns->computed, patterns->count, patterns->room) =
        (struct computed){id, op, pattern};
    patterns->latest = patterns->count - 1;
    return pattern;
}

// The patterns of a list are asked for in the same order again and again.
static const struct pattern *computed_pattern(struct run *run, enum builtin op, uint32_t id) {
    struct patterns *patterns = run->patterns;
    size_t next = patterns->latest + 1;
    if (next < patterns->count && is_of(&patterns->computed[next], op, id))
        return patterns->computed[patterns->latest = next].pattern;
    uint32_t hash = hash_words(id, op);
    struct hash_slot *slot =
        hash_find(&patterns->index, hash, is_sought, &(struct sought){patterns, id, op});
    if (slot->link != 0)
        return patterns->computed[patterns->latest = slot->link - 1].pattern;
    hash_take(&patterns->index, patterns->arena, slot, hash, (uint32_t)patterns->count);
    return compile(run, op, id);
}

// What the scratch knows, and the results that are kept, name patterns: they go together.
static void keep_small(struct run *run) {
    struct patterns *patterns = run->patterns;
    if (patterns->arena != NULL && arena_size(patterns->arena) < COMPUTED_LIMIT)
        return;
    pattern_scratch_forget(run->scratch);
    patterns_free(patterns);
    start(patterns);
}

// Nothing grows by a literal one.
static const struct pattern *pattern_of(struct run *run, const struct expr *expr, uint32_t id) {
    if (expr->pattern != NULL && run->patterns->arena != NULL)
        return expr->pattern;
    keep_small(run);
    return expr->pattern != NULL ? expr->pattern : computed_pattern(run, expr->op, id);
}

// ---- matching ----

// Counts what was done since as steps of the run.
static void count_work(struct run *run, uint64_t before) {
    run_step(run, pattern_scratch_work(run->scratch) - before);
}

// A run that has spent its steps is refused, so that its results do not count.
static bool is_spent(struct run *run) {
    return !run_step(run, 0);
}

static enum match try_match(struct run *run, const struct pattern *pattern, uint32_t text) {
    uint64_t before = pattern_scratch_work(run->scratch);
    if (is_spent(run))
        return MATCH_EXHAUSTED;
    int found =
        pattern_match(pattern, run->scratch, run_text(run, text), run_text_length(run, text));
    count_work(run, before);
    return found < 0 ? MATCH_EXHAUSTED : found > 0 ? MATCH_YES : MATCH_NO;
}

enum match match_text(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text) {
    if (is_spent(run))
        return MATCH_EXHAUSTED;
    const struct pattern *code = pattern_of(run, expr, pattern);
    if (code == NULL)
        return MATCH_MALFORMED;
    struct recent *recent = &run->patterns->recent[text % RECENT];
    if (recent->pattern != code || recent->text != text)
        *recent = (struct recent){code, text, try_match(run, code, text)};
    return recent->result;
}

bool match_capture(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text,
                   uint32_t group, uint32_t *id) {
    if (is_spent(run))
        return false;
    const struct pattern *code = pattern_of(run, expr, pattern);
    const char *subject = run_text(run, text);
    uint64_t before = pattern_scratch_work(run->scratch);
    size_t begin, end;
    if (code == NULL || is_spent(run))
        return false;
    bool found = pattern_capture(code, run->scratch, subject, run_text_length(run, text), group,
                                 &begin, &end) == 1;
    count_work(run, before);
    return found && run_computed(run, subject + begin, end - begin, id);
}
