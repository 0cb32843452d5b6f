// Patterns: checked once, compiled when they are first matched.
#include "check/pattern.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "check/pattern_automaton.h"
#include "check/pattern_dialect.h"
#include "check/pattern_glob.h"
#include "check/pattern_literal.h"
#include "check/pattern_plain.h"
#include "check/pattern_re2.h"

struct pattern {
    bool is_plain;
    struct plain plain;     // or what is in every text that matches
    const char *expression; // as RE2 writes it
    size_t length, size;    // in bytes, and in instructions
    unsigned room;          // the first that it fits in
};

// What an expression with its automata may take up, by its instructions: so little for most that
// thousands can be kept. Both of its programs (one reads backwards) always fit; an automaton that
// does not is done without.
static const struct {
    size_t instructions, bytes;
} rooms[] = {{64, 64 << 10}, {4 << 10, 1 << 20}, {PATTERN_INSTRUCTIONS, 16 << 20}};
enum { ROOMS = sizeof rooms / sizeof *rooms };

// All of a scratch together; beyond, they are compiled anew.
enum { SCRATCH_LIMIT = 256 << 20 };

// ---- compiling ----

static struct pattern *fail(struct pattern_error *error, size_t offset, const char *message) {
    snprintf(error->message, sizeof error->message, "%s", message);
    error->offset = offset;
    return NULL;
}

static struct expression *compile(const struct pattern *pattern, unsigned room,
                                  struct expression_error *error) {
    struct expression *made =
        expression_new(pattern->expression, pattern->length, rooms[room].bytes, error);
    if (made == NULL && error->fault == EXPRESSION_OUT_OF_MEMORY)
        out_of_memory();
    return made;
}

static unsigned room_for(size_t instructions) {
    unsigned room = 0;
    while (room < ROOMS && instructions > rooms[room].instructions)
        room++;
    return room;
}

// Finds the size of an expression and its room, and what was compiled for it: in that room, or
// NULL.
static bool measure(struct pattern *pattern, struct expression **made,
                    struct expression_error *error) {
    unsigned room = 0;
    *error = (struct expression_error){.fault = EXPRESSION_TOO_LARGE};
    while ((*made = compile(pattern, room, error)) == NULL)
        if (error->fault != EXPRESSION_TOO_LARGE || ++room == ROOMS)
            return false;
    pattern->size = expression_size(*made);
    pattern->room = room_for(pattern->size);
    if (pattern->room != room) {
        expression_free(*made);
        *made = NULL;
    }
    *error = (struct expression_error){.fault = EXPRESSION_TOO_LARGE};
    return pattern->room < ROOMS;
}

static struct pattern *make(struct arena *arena, const struct text *expression, bool of_glob,
                            struct expression **made, struct expression_error *error) {
    struct pattern *pattern = ARENA_NEW(arena, struct pattern);
    pattern->size = 1;
    pattern->is_plain =
        plain_of(arena, text_data(expression), expression->size, of_glob, &pattern->plain);
    pattern->expression = text_copy(expression, arena);
    pattern->length = expression->size;
    if (!pattern->is_plain)
        pattern->plain = literal_of(arena, pattern->expression, pattern->length);
    return pattern->is_plain || measure(pattern, made, error) ? pattern : NULL;
}

static struct pattern *check(struct arena *arena, enum pattern_kind kind, const char *text,
                             size_t size, struct expression **made, struct pattern_error *error) {
    size_t good = utf8_check(text, size);
    error->cure = NULL;
    error->size = 0;
    if (good < size)
        return fail(error, good, "the pattern is not UTF-8");
    if (size > PATTERN_SIZE_LIMIT)
        return fail(error, 0, "the pattern is longer than 64 KiB");
    struct expression_error fault;
    struct pattern *pattern = NULL;
    struct text expression = {0};
    bool of_glob = kind == PATTERN_LIKE,
         good_words = of_glob ? glob_translate(text, size, &expression, error)
                              : dialect_translate(text, size, &expression, error);
    if (good_words && (pattern = make(arena, &expression, of_glob, made, &fault)) == NULL) {
        dialect_explain(text, size, &fault, error);
        error->size = fault.fault == EXPRESSION_TOO_LARGE ? 2 * PATTERN_INSTRUCTIONS : 0;
    }
    text_clear(&expression);
    return pattern;
}

struct pattern *pattern_compile(struct arena *arena, enum pattern_kind kind, const char *text,
                                size_t size, struct pattern_error *error) {
    struct expression *made = NULL;
    struct pattern *pattern = check(arena, kind, text, size, &made, error);
    expression_free(made);
    return pattern;
}

size_t pattern_size(const struct pattern *pattern) {
    return pattern->size;
}

// ---- what is compiled ----

struct engine {
    const struct pattern *pattern;
    struct automaton *automaton;   // or NULL
    struct expression *expression; // NULL until it is asked, where there is an automaton
};

struct pattern_scratch {
    struct arena *arena;
    struct engine *engines;
    size_t count, capacity;
    struct hash index; // of engines
    struct engine *latest;
    size_t held; // by expressions; automata lie in the arena
    uint64_t work;
};

struct pattern_scratch *pattern_scratch_new(void) {
    struct pattern_scratch *scratch = calloc(1, sizeof *scratch);
    if (scratch == NULL)
        out_of_memory();
    return scratch;
}

void pattern_scratch_forget(struct pattern_scratch *scratch) {
    for (size_t i = 0; i < scratch->count; i++)
        expression_free(scratch->engines[i].expression);
    arena_free(scratch->arena);
    *scratch = (struct pattern_scratch){.work = scratch->work};
}

void pattern_scratch_free(struct pattern_scratch *scratch) {
    if (scratch == NULL)
        return;
    pattern_scratch_forget(scratch);
    free(scratch);
}

uint64_t pattern_scratch_work(const struct pattern_scratch *scratch) {
    return scratch->work;
}

struct sought {
    const struct pattern_scratch *scratch;
    const struct pattern *pattern;
};

static bool is_sought(const void *state, uint32_t number) {
    const struct sought *sought = state;
    return sought->scratch->engines[number].pattern == sought->pattern;
}

static struct engine *add_engine(struct pattern_scratch *scratch, const struct pattern *pattern,
                                 struct expression *made) {
    struct automaton *automaton =
        automaton_of(scratch->arena, pattern->expression, pattern->length);
    if (automaton != NULL) {
        expression_free(made);
        made = NULL;
    }
    scratch->held += made != NULL ? rooms[pattern->room].bytes : 0;
    scratch->work += pattern->length + PATTERN_COMPILING * pattern->size;
    ARENA_PUSH(scratch->arena, scratch->engines, scratch->count, scratch->capacity) =
        (struct engine){pattern, automaton, made};
    return &scratch->engines[scratch->count - 1];
}

static void make_room(struct pattern_scratch *scratch) {
    size_t automata = scratch->arena != NULL ? arena_taken(scratch->arena) : 0;
    if (scratch->held + automata > SCRATCH_LIMIT)
        pattern_scratch_forget(scratch);
    if (scratch->arena != NULL)
        return;
    scratch->arena = arena_new();
    hash_reserve(&scratch->index, scratch->arena, 1);
}

// Patterns that are matched in turn were so before: the next engine is most often the one.
// `made` is compiled for a pattern that is new; or NULL.
static struct engine *find_engine(struct pattern_scratch *scratch, const struct pattern *pattern,
                                  struct expression *made) {
    make_room(scratch);
    struct engine *next = scratch->latest != NULL ? scratch->latest + 1 : NULL;
    if (next != NULL && next < scratch->engines + scratch->count && next->pattern == pattern)
        return next;
    uint32_t hash = hash_words((uintptr_t)pattern, 0);
    struct hash_slot *slot =
        hash_find(&scratch->index, hash, is_sought, &(struct sought){scratch, pattern});
    if (slot->link != 0)
        return &scratch->engines[slot->link - 1];
    hash_take(&scratch->index, scratch->arena, slot, hash, (uint32_t)scratch->count);
    return add_engine(scratch, pattern, made);
}

static bool is_latest(const struct pattern_scratch *scratch, const struct pattern *pattern) {
    return scratch->latest != NULL && scratch->latest->pattern == pattern;
}

static struct engine *engine_of(struct pattern_scratch *scratch, const struct pattern *pattern) {
    if (!is_latest(scratch, pattern))
        scratch->latest = find_engine(scratch, pattern, NULL);
    return scratch->latest;
}

static const struct expression *expression_of(struct pattern_scratch *scratch,
                                              struct engine *engine) {
    struct expression_error error;
    if (engine->expression == NULL) {
        engine->expression = compile(engine->pattern, engine->pattern->room, &error);
        scratch->work += PATTERN_COMPILING * engine->pattern->size;
        scratch->held += rooms[engine->pattern->room].bytes;
    }
    return engine->expression;
}

struct pattern *pattern_compile_for(struct pattern_scratch *scratch, struct arena *arena,
                                    enum pattern_kind kind, const char *text, size_t size,
                                    struct pattern_error *error) {
    struct expression *made = NULL;
    struct pattern *pattern = check(arena, kind, text, size, &made, error);
    if (made != NULL)
        scratch->latest = find_engine(scratch, pattern, made);
    return pattern;
}

// ---- matching ----

// Of what has no automaton a byte may cost all instructions: RE2 gives up its own where that would
// have too many states.
static int find_expression(struct pattern_scratch *scratch, struct engine *engine,
                           const char *subject, size_t size, struct expression_match *match) {
    scratch->work += size * engine->pattern->size;
    enum expression_result result =
        expression_find(expression_of(scratch, engine), subject, size, match);
    if (result == EXPRESSION_NO_MEMORY)
        out_of_memory();
    return result == EXPRESSION_FOUND;
}

// An automaton whose engine is at hand needs no look for what is in every match.
static int find(const struct pattern *pattern, struct pattern_scratch *scratch, const char *subject,
                size_t size, struct expression_match *match) {
    if (size > PATTERN_WORK_LIMIT / pattern->size)
        return -1;
    scratch->work += size;
    bool ready = match == NULL && is_latest(scratch, pattern) && scratch->latest->automaton != NULL;
    if (!ready && pattern->plain.size > 0 && plain_find(&pattern->plain, subject, size) == NULL)
        return 0;
    struct engine *engine = engine_of(scratch, pattern);
    if (match == NULL && engine->automaton != NULL)
        return automaton_finds(engine->automaton, subject, size);
    return find_expression(scratch, engine, subject, size, match);
}

int pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch,
                  const char *subject, size_t size) {
    if (!pattern->is_plain)
        return find(pattern, scratch, subject, size, NULL);
    scratch->work += size;
    return plain_find(&pattern->plain, subject, size) != NULL;
}

static int capture_plain(const struct pattern *pattern, struct pattern_scratch *scratch,
                         const char *subject, size_t size, struct expression_match *match) {
    const char *found = plain_find(&pattern->plain, subject, size);
    scratch->work += size;
    if (found == NULL || match->group > 0)
        return 0;
    match->begin = (size_t)(found - subject);
    match->end = match->begin + pattern->plain.size;
    return 1;
}

int pattern_capture(const struct pattern *pattern, struct pattern_scratch *scratch,
                    const char *subject, size_t size, uint32_t group, size_t *begin, size_t *end) {
    struct expression_match match = {.group = group};
    if (group > PATTERN_GROUPS)
        return 0;
    int found = pattern->is_plain ? capture_plain(pattern, scratch, subject, size, &match)
                                  : find(pattern, scratch, subject, size, &match);
    if (found == 1) {
        *begin = match.begin;
        *end = match.end;
    }
    return found;
}
