// The functions over plain values.
#include <string.h>

#include "base/address.h"
#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "base/version.h"
#include "eval/apply.h"
#include "eval/evaluate.h"
#include "eval/match.h"
#include "eval/show.h"

static const char *text_argument(struct run *run, const struct vector *argument, uint32_t lane) {
    return run_text(run, argument->at.ids[lane]);
}

static bool make_text(struct run *run, const struct text *text, union scalar *out) {
    return run_computed(run, text_data(text), text->size, &out->id);
}

// Numbers come as decimals, times too.
static bool whole_argument(const struct vector *argument, uint32_t lane, int64_t *out) {
    return decimal_to_int(argument->at.decimals[lane], out);
}

bool fn_concat(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    struct text joined = {0};
    text_add(&joined, text_argument(run, &arguments[0], lane));
    text_add(&joined, text_argument(run, &arguments[1], lane));
    bool made = make_text(run, &joined, out);
    text_clear(&joined);
    return made;
}

// ASCII letters only: upper and lower case of others depend on the language.
static bool change_case(struct run *run, const struct vector *argument, uint32_t lane, char first,
                        union scalar *out) {
    struct text changed = {0};
    for (const char *c = text_argument(run, argument, lane); *c; c++)
        text_add_char(&changed, *c >= first && *c < first + 26 ? (char)(*c ^ 0x20) : *c);
    bool made = make_text(run, &changed, out);
    text_clear(&changed);
    return made;
}

bool fn_lower(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    return change_case(run, arguments, lane, 'A', out);
}

bool fn_upper(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    return change_case(run, arguments, lane, 'a', out);
}

bool fn_length(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    uint32_t id = arguments[0].at.ids[lane];
    out->whole = (int64_t)utf8_length(run_text(run, id), run_text_length(run, id));
    return true;
}

// Whether texts begin or end with others, which most often are one and the same. What a call counts
// is added up, so that nothing but comparing is done for each.
static struct vector at_edge(struct env *env, const struct expr *expr, bool at_end) {
    struct run *run = env->run;
    struct operands operands = operands_of(env, expr);
    struct cells out = operands_result(env->arena, &operands, 2, REP_BIT);
    const uint32_t *wholes = operands.at[0].at.ids, *parts = operands.at[1].at.ids;
    const char *part = NULL;
    uint32_t known = INTERN_NONE, size = 0;
    uint64_t work = 0;
    memset(out.at.bits, 0, rep_bytes(REP_BIT, out.n));
    for (uint32_t i = 0; i < out.n; i++) {
        run_fetch_texts(run, &operands.at[0], i);
        if (!bit_get(out.valid, i))
            continue;
        if (parts[i] != known) {
            known = parts[i];
            part = run_text(run, known);
            size = run_text_length(run, known);
        }
        const char *whole = run_text(run, wholes[i]);
        uint32_t length = run_text_length(run, wholes[i]);
        work += CALL_STEPS + length + size;
        if (length >= size && memcmp(whole + (at_end ? length - size : 0), part, size) == 0)
            bit_set(out.at.bits, i);
    }
    if (!run_step(run, work))
        memset(out.valid, 0, rep_bytes(REP_BIT, out.n));
    return cells_vector(out);
}

struct vector fn_starts_with(struct env *env, const struct expr *expr) {
    return at_edge(env, expr, false);
}

struct vector fn_ends_with(struct env *env, const struct expr *expr) {
    return at_edge(env, expr, true);
}

bool fn_contains(struct run *run, const struct vector *arguments, uint32_t lane,
                 union scalar *out) {
    out->truth = strstr(text_argument(run, &arguments[0], lane),
                        text_argument(run, &arguments[1], lane)) != NULL;
    return true;
}

static const char no_break_space[] = "\xC2\xA0";

// The bytes of the blank that a text begins or ends with, or 0.
static size_t blank_at_start(const char *text) {
    if (strncmp(text, no_break_space, 2) == 0)
        return 2;
    return *text != '\0' && strchr(" \t\r\n\v\f", *text) != NULL;
}

static size_t blank_at_end(const char *text, size_t size) {
    if (size >= 2 && memcmp(text + size - 2, no_break_space, 2) == 0)
        return 2;
    return size > 0 && strchr(" \t\r\n\v\f", text[size - 1]) != NULL;
}

bool fn_trim(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    const char *first = text_argument(run, &arguments[0], lane);
    while (blank_at_start(first))
        first += blank_at_start(first);
    size_t size = strlen(first);
    while (blank_at_end(first, size))
        size -= blank_at_end(first, size);
    return run_computed(run, first, size, &out->id);
}

// The stretch from `at` up to the next divider, or the end; *next follows the divider, or is NULL.
static size_t part_length(const char *at, const char *divider, const char **next) {
    const char *end = *divider ? strstr(at, divider) : NULL;
    *next = end ? end + strlen(divider) : NULL;
    return end ? (size_t)(end - at) : strlen(at);
}

static int64_t count_parts(const char *at, const char *divider) {
    int64_t count = 1;
    for (const char *next; part_length(at, divider, &next), next; at = next)
        count++;
    return count;
}

bool fn_part(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    const char *at = text_argument(run, &arguments[0], lane), *next;
    const char *divider = text_argument(run, &arguments[1], lane);
    int64_t n, count = count_parts(at, divider);
    if (!run_step(run, (uint64_t)(CALL_STEPS * count)))
        return false;
    if (!whole_argument(&arguments[2], lane, &n) || n == 0 || n > count || n < -count)
        return false;
    for (n = n < 0 ? count + n : n - 1; n > 0; n--, at = next)
        part_length(at, divider, &next);
    return run_computed(run, at, part_length(at, divider, &next), &out->id);
}

bool fn_replace(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    const char *at = text_argument(run, &arguments[0], lane),
               *old = text_argument(run, &arguments[1], lane);
    size_t size = strlen(old);
    struct text replaced = {0};
    for (const char *found; size && replaced.size <= TEXT_LIMIT && run_step(run, CALL_STEPS) &&
                            (found = strstr(at, old));
         at = found + size) {
        text_add_bytes(&replaced, at, (size_t)(found - at));
        text_add(&replaced, text_argument(run, &arguments[2], lane));
    }
    text_add(&replaced, at);
    bool made = make_text(run, &replaced, out);
    text_clear(&replaced);
    return made;
}

bool fn_version(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    out->id = arguments[0].at.ids[lane];
    return version_valid(run_text(run, out->id), run_text_length(run, out->id));
}

bool fn_major(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    return version_part(text_argument(run, &arguments[0], lane), 1, &out->whole);
}

bool fn_version_part(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out) {
    int64_t n;
    return whole_argument(&arguments[1], lane, &n) &&
           version_part(text_argument(run, &arguments[0], lane), n, &out->whole);
}

bool fn_number(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    uint32_t id = arguments[0].at.ids[lane];
    return decimal_parse(run_text(run, id), run_text_length(run, id), &out->decimal) == DECIMAL_OK;
}

bool fn_abs(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    (void)run;
    return decimal_absolute(arguments[0].at.decimals[lane], &out->decimal);
}

bool fn_floor(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    (void)run;
    return decimal_floor(arguments[0].at.decimals[lane], &out->decimal);
}

bool fn_ceil(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    (void)run;
    return decimal_ceiling(arguments[0].at.decimals[lane], &out->decimal);
}

bool fn_round(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    (void)run;
    return decimal_round(arguments[0].at.decimals[lane], &out->decimal);
}

struct vector fn_text(struct env *env, const struct expr *expr) {
    struct vector value = evaluate(env, expr->items[0]);
    struct type type = show_type(env->run, expr->items[0]);
    struct cells out = cells_new(env->arena, REP_TEXT, value.n);
    memcpy(out.valid, value.valid, words_for(out.n) * sizeof *out.valid);
    for (uint32_t i = 0; i < out.n; i++) {
        struct text shown = {0};
        if (bit_get(out.valid, i) && run_step(env->run, CALL_STEPS))
            show_value(env->run, &shown, &type, &value, i, false);
        if (!run_computed(env->run, text_data(&shown), shown.size, &out.at.ids[i]))
            bit_clear(out.valid, i);
        text_clear(&shown);
    }
    return cells_vector(out);
}

struct vector fn_capture(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = operands_result(env->arena, &operands, 3, REP_TEXT);
    for (uint32_t i = 0; i < out.n; i++) {
        int64_t group = -1;
        out.at.ids[i] = 0;
        if (bit_get(out.valid, i) &&
            (!decimal_to_int(vector_decimal(&operands.at[2], i), &group) || group < 0 ||
             group > PATTERN_GROUPS ||
             !match_capture(env->run, expr, operands.at[1].at.ids[i], operands.at[0].at.ids[i],
                            (uint32_t)group, &out.at.ids[i])))
            bit_clear(out.valid, i);
    }
    return cells_vector(out);
}

// ---- addresses and times ----

bool fn_in_network(struct run *run, const struct vector *arguments, uint32_t lane,
                   union scalar *out) {
    struct address address, network;
    if (!address_parse(text_argument(run, &arguments[0], lane), &address) ||
        !network_parse(text_argument(run, &arguments[1], lane), &network))
        return false;
    out->truth = network_holds(&network, &address);
    return true;
}

static bool local_time(struct run *run, const struct vector *arguments, uint32_t lane,
                       int64_t *instant, int *offset) {
    return whole_argument(&arguments[0], lane, instant) &&
           time_offset_parse(text_argument(run, &arguments[1], lane), offset);
}

bool fn_hour(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    int64_t instant;
    int offset;
    if (!local_time(run, arguments, lane, &instant, &offset))
        return false;
    out->whole = time_hour(instant, offset);
    return true;
}

bool fn_weekday(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    int64_t instant;
    int offset;
    if (!local_time(run, arguments, lane, &instant, &offset))
        return false;
    const char *day = weekdays[time_weekday(instant, offset)];
    out->id = run_text_id(run, day, strlen(day));
    return true;
}
