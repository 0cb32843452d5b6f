// Patterns: PCRE2 expressions compiled once and matched within a budget.
#include "check/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "check/pattern_glob.h"

struct pattern {
    pcre2_code *code;
    bool anchored; // it is tried at the start of the subject only
};

// The steps of one match are at most BUDGET or LEAST for each place where it is tried, whichever is
// more. PCRE2 counts them anew at each of these places, so that a limit for one alone would let the
// work grow with the length of the subject.
enum { BUDGET = 10000000, LEAST = 100, HEAP_LIMIT_KIB = 32 << 10, STACK_LIMIT = 1 << 20 };

static bool fail(struct pattern_error *error, size_t offset, const char *message) {
    snprintf(error->message, sizeof error->message, "%s", message);
    error->offset = offset;
    return false;
}

static void *need(void *pointer) {
    if (pointer == NULL)
        out_of_memory();
    return pointer;
}

// ---- compiling ----

static pcre2_code *compile(const char *text, size_t size, struct pattern_error *error) {
    int number;
    size_t offset;
    pcre2_compile_context *context = need(pcre2_compile_context_create(NULL));
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text, size, options, &number, &offset, context);
    pcre2_compile_context_free(context);
    if (code == NULL) {
        PCRE2_UCHAR message[sizeof error->message];
        pcre2_get_error_message(number, message, sizeof message);
        fail(error, offset, (const char *)message);
    }
    return code;
}

static pcre2_code *compile_glob(const char *text, size_t size, struct pattern_error *error) {
    struct text expression;
    text_init(&expression);
    pcre2_code *code = NULL;
    if (glob_translate(text, size, &expression, error))
        code = compile(text_data(&expression), expression.size, error);
    text_clear(&expression);
    return code;
}

static bool is_anchored(const pcre2_code *code) {
    uint32_t options = 0;
    pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options);
    return (options & PCRE2_ANCHORED) != 0;
}

struct pattern *pattern_compile(enum pattern_kind kind, const char *text, size_t size,
                                struct pattern_error *error) {
    size_t good = utf8_check(text, size);
    if (size > PATTERN_SIZE_LIMIT || good < size) {
        fail(error, good < size ? good : 0,
             good < size ? "the pattern is not UTF-8" : "the pattern is longer than 64 KiB");
        return NULL;
    }
    pcre2_code *code =
        kind == PATTERN_LIKE ? compile_glob(text, size, error) : compile(text, size, error);
    if (code == NULL)
        return NULL;
    // Where the system lets no program make code, the interpreter takes over.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    struct pattern *pattern = need(malloc(sizeof *pattern));
    pattern->code = code;
    pattern->anchored = is_anchored(code);
    return pattern;
}

void pattern_free(struct pattern *pattern) {
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

// ---- matching ----

struct pattern_scratch {
    pcre2_match_data *data, *groups;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

struct pattern_scratch *pattern_scratch_new(void) {
    struct pattern_scratch *scratch = need(malloc(sizeof *scratch));
    scratch->data = need(pcre2_match_data_create(1, NULL));
    scratch->groups = need(pcre2_match_data_create(PATTERN_GROUPS + 1, NULL));
    scratch->context = need(pcre2_match_context_create(NULL));
    scratch->stack = pcre2_jit_stack_create(32 << 10, STACK_LIMIT, NULL);
    pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
    pcre2_set_heap_limit(scratch->context, HEAP_LIMIT_KIB);
    return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch) {
    if (scratch == NULL)
        return;
    pcre2_jit_stack_free(scratch->stack);
    pcre2_match_context_free(scratch->context);
    pcre2_match_data_free(scratch->data);
    pcre2_match_data_free(scratch->groups);
    free(scratch);
}

static uint32_t steps_at_each_place(const struct pattern *pattern, size_t size) {
    size_t places = pattern->anchored ? 1 : size + 1;
    size_t steps = BUDGET / places;
    return (uint32_t)(steps < LEAST ? LEAST : steps);
}

static int match(const struct pattern *pattern, struct pattern_scratch *scratch,
                 pcre2_match_data *data, const char *subject, size_t size) {
    pcre2_set_match_limit(scratch->context, steps_at_each_place(pattern, size));
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject, size, 0, 0, data, scratch->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return 0;
    if (found == PCRE2_ERROR_NOMEMORY)
        out_of_memory();
    return found < 0 ? -1 : 1;
}

int pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch,
                  const char *subject, size_t size) {
    return match(pattern, scratch, scratch->data, subject, size);
}

int pattern_capture(const struct pattern *pattern, struct pattern_scratch *scratch,
                    const char *subject, size_t size, uint32_t group, size_t *begin, size_t *end) {
    uint32_t groups = 0;
    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
    int found = match(pattern, scratch, scratch->groups, subject, size);
    if (found == 1 && (group > groups || group > PATTERN_GROUPS))
        return 0;
    if (found != 1)
        return found;
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch->groups);
    bool part =
        group < pcre2_get_ovector_count(scratch->groups) && offsets[2 * group] != PCRE2_UNSET;
    *begin = part ? offsets[2 * group] : 0;
    *end = part ? offsets[2 * group + 1] : 0;
    return 1;
}

// ---- lists ----

struct pattern_list {
    struct pattern **items;
    size_t count, capacity;
};

struct pattern_list *pattern_list_new(void) {
    return need(calloc(1, sizeof(struct pattern_list)));
}

void pattern_list_free(struct pattern_list *list) {
    if (list == NULL)
        return;
    for (size_t i = 0; i < list->count; i++)
        pattern_free(list->items[i]);
    free(list->items);
    free(list);
}

const struct pattern *pattern_list_compile(struct pattern_list *list, enum pattern_kind kind,
                                           const char *text, size_t size,
                                           struct pattern_error *error) {
    struct pattern *pattern = pattern_compile(kind, text, size, error);
    if (pattern == NULL)
        return NULL;
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        list->items = need(realloc(list->items, list->capacity * sizeof *list->items));
    }
    return list->items[list->count++] = pattern;
}
