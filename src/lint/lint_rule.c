// What the rules of the linter share: saying what was found, the source, and the names of a file.
#include "lint/lint_rule.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "grammar/tree_test.h"

// ---- saying ----

// False where it was said already.
static bool note(struct lint *lint, struct span span) {
    const struct number_key key = {{key_pointer(lint->row), (uint64_t)span.begin << 32 | span.end}};
    if (!numbered_is_new(&lint->said, key))
        return false;
    struct lint_points *points = &lint->points[lint->row - lint_rules];
    points->unsorted |= points->count > 0 && points->items[points->count - 1] > span.begin;
    ARENA_PUSH(lint->arena, points->items, points->count, points->room) = span.begin;
    return true;
}

static int compare_offsets(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

bool lint_said_within(struct lint *lint, const struct lint_rule *row, struct span span) {
    struct lint_points *points = &lint->points[row - lint_rules];
    if (points->unsorted)
        sort_array(points->items, points->count, sizeof *points->items, compare_offsets);
    points->unsorted = false;
    uint32_t low = 0, high = points->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (points->items[middle] < span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < points->count && points->items[low] < span.end;
}

__attribute__((format(printf, 2, 0))) static const char *
written(const struct lint *lint, const char *format, va_list arguments) {
    char text[512];
    int size = vsnprintf(text, sizeof text, format, arguments);
    return arena_copy(lint->arena, text,
                      (size_t)size < sizeof text ? (size_t)size : sizeof text - 1);
}

bool lint_is_within(const struct lint *lint, struct span span) {
    const struct source *source = lint->file->tree->source;
    return span.begin >= source->base && span.end <= source->base + source->size;
}

struct diagnostic *lint_say(struct lint *lint, struct span span, const char *format, ...) {
    if (!lint_is_within(lint, span) || !note(lint, span))
        return NULL;
    if (allowances_cover(&lint->allowances, lint->row->name, span))
        return NULL;
    va_list arguments;
    va_start(arguments, format);
    const char *message = written(lint, format, arguments);
    va_end(arguments);
    return diagnostic_lint(lint->out, lint->row->level, lint->row->name, span, "%s", message);
}

void lint_cure(struct lint *lint, struct diagnostic *found, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    diagnostic_cure(lint->out, found, "%s", written(lint, format, arguments));
    va_end(arguments);
}

static size_t hash_signs(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == '#';
    return count;
}

// Whether a comment between the parts of what is replaced would be lost; not so where the comment
// is what is replaced.
static bool drops_comment(const struct lint *lint, struct span span, const char *text) {
    const char *source = lint_source(lint, span);
    return source[strspn(source, " \t")] != '#' && strchr(source, '\n') != NULL &&
           hash_signs(source) > hash_signs(text);
}

void lint_replace(struct lint *lint, struct diagnostic *found, struct span span, const char *text) {
    if (text[0] != '\0')
        lint_cure(lint, found, "write %s", text);
    else
        lint_cure(lint, found, "leave it out");
    if (!drops_comment(lint, span, text))
        diagnostic_fix(lint->out, found, span, text);
}

// ---- defines ----

static unsigned char *marks_of(struct lint *lint, const struct function *function) {
    const struct number_key key = {{key_pointer(function)}};
    uint32_t count = lint->functions.count, number = numbered_add(&lint->functions, key);
    if (number == count)
        ARENA_PUSH(lint->arena, lint->marks, count, lint->marks_room) = 0;
    return &lint->marks[number];
}

bool lint_is_marked(struct lint *lint, const struct function *function, unsigned marks) {
    return (*marks_of(lint, function) & marks) != 0;
}

void lint_mark(struct lint *lint, const struct function *function, enum lint_mark mark) {
    *marks_of(lint, function) |= (unsigned char)mark;
}

// ---- the source ----

const char *lint_source(const struct lint *lint, struct span span) {
    const struct source *source = sources_find(lint->file->sources, span.begin);
    return arena_copy(lint->arena, source->text + (span.begin - source->base),
                      span.end - span.begin);
}

const char *lint_shown(const struct lint *lint, const struct node *node) {
    enum { SHOWN = 60 };
    const char *text = sources_excerpt(lint->file->sources, node->span, lint->arena);
    if (strlen(text) <= SHOWN)
        return text;
    size_t size = SHOWN;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    return arena_printf(lint->arena, "%.*s…", (int)size, text);
}

static bool is_compound(const struct node *node) {
    switch (node->kind) {
    case NODE_NOT:
    case NODE_NEGATE:
    case NODE_BINARY:
    case NODE_CHAIN:
    case NODE_IF:
    case NODE_QUANTIFIER:
    case NODE_WHERE:
    case NODE_EACH:
        return true;
    case NODE_BAD:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_QUANTITY:
    case NODE_TIME:
    case NODE_TEXT:
    case NODE_TEMPLATE:
    case NODE_LIST:
    case NODE_NAME:
    case NODE_FIELD:
    case NODE_INDEX:
    case NODE_CALL:
        break;
    }
    return false;
}

const char *lint_operand(const struct lint *lint, const struct node *node) {
    const char *text = lint_source(lint, node->span);
    return is_compound(node) ? arena_printf(lint->arena, "(%s)", text) : text;
}

const struct rule_node *lint_rule_node(const struct lint *lint, const struct rule *rule) {
    return &lint->file->policy->tree->rules[rule - lint->file->policy->rules];
}

// ---- names ----

struct lint_names {
    struct intern *set;
    const struct lint *lint;
};

static void take_name(void *state, const struct node *node) {
    struct lint_names *names = state;
    bool named = node->kind == NODE_NAME || node->kind == NODE_CALL;
    if (named && node->name.text != NULL && lint_is_within(names->lint, node->span))
        intern_add(names->set, node->name.text, strlen(node->name.text));
}

bool lint_mentions(struct lint *lint, const char *name) {
    if (lint->names == NULL) {
        lint->names = ARENA_NEW(lint->arena, struct lint_names);
        *lint->names = (struct lint_names){intern_new(lint->arena), lint};
        tree_each_root(lint->file->tree, take_name, lint->names);
        tree_each_of_tests(lint->file->tree, take_name, lint->names);
    }
    return intern_find(lint->names->set, name, strlen(name)) != INTERN_NONE;
}
