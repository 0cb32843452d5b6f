// The functions over plain values.
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "eval/apply.h"
#include "eval/evaluate.h"
#include "eval/show.h"

static const char *text_argument(struct run *run, const struct vector *argument, uint32_t lane) {
    return run_text(run, argument->at.ids[lane]);
}

static bool make_text(struct run *run, const struct text *text, union scalar *out) {
    out->id = run_text_id(run, text_data(text), text->size);
    return true;
}

bool fn_concat(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    struct text joined = {0};
    text_add(&joined, text_argument(run, &arguments[0], lane));
    text_add(&joined, text_argument(run, &arguments[1], lane));
    make_text(run, &joined, out);
    text_clear(&joined);
    return true;
}

// ASCII letters only: the case of others depends on the language.
static bool change_case(struct run *run, const struct vector *argument, uint32_t lane, char first,
                        union scalar *out) {
    struct text changed = {0};
    for (const char *c = text_argument(run, argument, lane); *c; c++)
        text_add_char(&changed, *c >= first && *c < first + 26 ? (char)(*c ^ 0x20) : *c);
    make_text(run, &changed, out);
    text_clear(&changed);
    return true;
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

bool fn_starts_with(struct run *run, const struct vector *arguments, uint32_t lane,
                    union scalar *out) {
    const char *start = text_argument(run, &arguments[1], lane);
    out->truth = strncmp(text_argument(run, &arguments[0], lane), start, strlen(start)) == 0;
    return true;
}

bool fn_ends_with(struct run *run, const struct vector *arguments, uint32_t lane,
                  union scalar *out) {
    const char *whole = text_argument(run, &arguments[0], lane),
               *end = text_argument(run, &arguments[1], lane);
    size_t size = strlen(whole), tail = strlen(end);
    out->truth = tail <= size && strcmp(whole + size - tail, end) == 0;
    return true;
}

bool fn_contains(struct run *run, const struct vector *arguments, uint32_t lane,
                 union scalar *out) {
    out->truth = strstr(text_argument(run, &arguments[0], lane),
                        text_argument(run, &arguments[1], lane)) != NULL;
    return true;
}

bool fn_trim(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    const char *first = text_argument(run, &arguments[0], lane);
    first += strspn(first, " \t\r\n");
    size_t size = strlen(first);
    while (size && strchr(" \t\r\n", first[size - 1]))
        size--;
    out->id = run_text_id(run, first, size);
    return true;
}

bool fn_replace(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    const char *at = text_argument(run, &arguments[0], lane),
               *old = text_argument(run, &arguments[1], lane);
    size_t size = strlen(old);
    struct text replaced = {0};
    for (const char *found; size && (found = strstr(at, old)); at = found + size) {
        text_add_bytes(&replaced, at, (size_t)(found - at));
        text_add(&replaced, text_argument(run, &arguments[2], lane));
    }
    text_add(&replaced, at);
    make_text(run, &replaced, out);
    text_clear(&replaced);
    return true;
}

bool fn_version(struct run *run, const struct vector *arguments, uint32_t lane, union scalar *out) {
    (void)run;
    out->id = arguments[0].at.ids[lane];
    return true;
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
    struct cells out = cells_new(env->arena, REP_TEXT, value.n);
    memcpy(out.valid, value.valid, words_for(out.n) * sizeof *out.valid);
    for (uint32_t i = 0; i < out.n; i++) {
        struct text shown = {0};
        show_value(env->run, &shown, &expr->items[0]->type, &value, i, false);
        out.at.ids[i] = run_text_id(env->run, text_data(&shown), shown.size);
        text_clear(&shown);
    }
    return cells_vector(out);
}
