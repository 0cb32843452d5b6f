// The text that every match of a regular expression has in it.
//
// Read are only characters outside of groups and sets that stand for themselves and are not
// repeated. Whatever else an expression has ends such a text, and what would change the meaning of
// others (alternatives, flags, quotes, codes of characters) leaves none.
#include "config.h"

#include "check/pattern_literal.h"

#include <string.h>

#include "check/pattern_read.h"

struct reading {
    struct pattern_rest rest;
    char *run;   // the text being read
    size_t size; // of it
    bool run_at_start;
    size_t depth; // groups within each other
    struct plain best;
};

static bool is_one_of(char c, const char *characters) {
    return c != '\0' && strchr(characters, c) != NULL;
}

// The longest is kept; the next is read behind it.
static void end_run(struct reading *reading, bool at_end) {
    if (reading->size > reading->best.size)
        reading->best = (struct plain){reading->run, reading->size, reading->run_at_start, at_end};
    reading->run += reading->size;
    reading->size = 0;
    reading->run_at_start = false;
}

static bool is_repeated(const struct reading *reading) {
    return pattern_sees_any(&reading->rest, "*+?{");
}

// The sign of a repeat, or of a group, ends the run.
static void put(struct reading *reading, char c) {
    if (!is_repeated(reading) && reading->depth == 0)
        reading->run[reading->size++] = c;
}

// Past the ] that closes a set.
static bool skip_set(struct reading *reading) {
    pattern_take(&reading->rest, "^");
    pattern_take(&reading->rest, "]");
    while (reading->rest.at < reading->rest.end && *reading->rest.at != ']') {
        const char *name =
            pattern_sees(&reading->rest, "[:")
                ? memmem(reading->rest.at, (size_t)(reading->rest.end - reading->rest.at), ":]", 2)
                : NULL;
        reading->rest.at += *reading->rest.at == '\\' ? 2 : 1;
        reading->rest.at = name != NULL ? name + 2 : reading->rest.at;
    }
    return pattern_take(&reading->rest, "]");
}

// A repeat with its counts; a { that begins none stands for itself.
static void skip_counts(struct reading *reading) {
    while (pattern_sees_any(&reading->rest, "0123456789,}"))
        reading->rest.at++;
}

// Something follows the backslash: pattern_dialect.c refuses an expression that ends in one.
static bool take_escape(struct reading *reading) {
    static const char classes[] = "dDwWsSbAzafnrtv";
    char c = *reading->rest.at++;
    if (is_one_of(c, PATTERN_MARKS))
        put(reading, c);
    else
        end_run(reading, false);
    return is_one_of(c, PATTERN_MARKS) || is_one_of(c, classes);
}

static bool take_group(struct reading *reading) {
    reading->depth++;
    return pattern_take(&reading->rest, "?:") || pattern_take(&reading->rest, "?P<") ||
           !pattern_sees(&reading->rest, "?");
}

// False where no text can be relied on.
static bool take_part(struct reading *reading) {
    char c = *reading->rest.at++;
    if (!is_one_of(c, "\\[]().|*+?{}^$") && (unsigned char)c < 0x80) {
        put(reading, c);
        return true;
    }
    if (c == '\\')
        return take_escape(reading);
    end_run(reading, c == '$' && reading->depth == 0 && reading->rest.at == reading->rest.end);
    if (c == '{')
        skip_counts(reading);
    if (c == ')')
        reading->depth--;
    return c == '['   ? skip_set(reading)
           : c == '(' ? take_group(reading)
                      : c != '|' || reading->depth > 0;
}

struct plain literal_of(struct arena *arena, const char *expression, size_t size) {
    struct reading reading = {.rest = {expression, expression + size}};
    reading.run = arena_alloc(arena, size);
    pattern_take(&reading.rest, "(?s)");
    reading.run_at_start = pattern_take(&reading.rest, "^") && !is_repeated(&reading);
    while (reading.rest.at < reading.rest.end)
        if (!take_part(&reading))
            return (struct plain){0};
    end_run(&reading, false);
    return reading.best;
}
