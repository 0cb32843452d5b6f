// Patterns that match something else than they seem to: regular expressions and globs.
#include <string.h>

#include "lint/rules.h"
#include "lint/same.h"

// The literal pattern of matches or like, or NULL.
static const struct expr *pattern_of(const struct expr *expr, enum builtin op) {
    if (!expr_applies(expr, op))
        return NULL;
    const struct expr *pattern = expr->items[1];
    return pattern->kind == EXPR_CONSTANT && pattern->text != NULL ? pattern : NULL;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static bool begins_with(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static bool ends_with(const char *text, const char *with) {
    size_t size = strlen(text), length = strlen(with);
    return size >= length && strcmp(text + size - length, with) == 0;
}

// ---- regular expressions, piece by piece ----

// A piece of a regular expression at one level: a character, a set or a group, with what repeats
// it.
struct atom {
    const char *text;
    size_t size, repeat; // bytes, without and of the repeat behind
};

static size_t set_size(const char *text) {
    size_t size = text[1] == '^' ? 2 : 1;
    if (text[size] == ']')
        size++;
    while (text[size] != '\0' && text[size] != ']')
        size += text[size] == '\\' && text[size + 1] != '\0' ? 2 : 1;
    return text[size] == ']' ? size + 1 : size;
}

static size_t group_size(const char *text) {
    size_t size = 0, depth = 0;
    while (text[size] != '\0') {
        if (text[size] == '[')
            size += set_size(text + size);
        else if (text[size] == '\\' && text[size + 1] != '\0')
            size += 2;
        else {
            depth += text[size] == '(';
            depth -= text[size] == ')';
            size++;
        }
        if (depth == 0)
            break;
    }
    return size;
}

static size_t repeat_size(const char *text) {
    size_t size = 0;
    if (*text == '*' || *text == '+' || *text == '?')
        size = 1;
    else if (*text == '{' && strchr(text, '}') != NULL)
        size = strcspn(text, "}") + 1;
    return size > 0 && text[size] == '?' ? size + 1 : size;
}

static struct atom atom_at(const char *text) {
    struct atom atom = {.text = text, .size = 1};
    if (*text == '[')
        atom.size = set_size(text);
    else if (*text == '(')
        atom.size = group_size(text);
    else if (*text == '\\' && text[1] != '\0')
        atom.size = 2;
    atom.repeat = repeat_size(text + atom.size);
    return atom;
}

static const char *atom_end(const struct atom *atom) {
    return atom->text + atom->size + atom->repeat;
}

static struct atom last_atom(const char *text) {
    struct atom atom = {.text = text};
    while (*text != '\0') {
        atom = atom_at(text);
        text = atom_end(&atom);
    }
    return atom;
}

static bool has_alternatives(const char *text) {
    while (*text != '\0') {
        struct atom atom = atom_at(text);
        if (*text == '|')
            return true;
        text = atom_end(&atom);
    }
    return false;
}

// A set or a class that repeats, where the text goes on: one of its characters is all that is
// asked.
static bool repeats_in_vain(const struct atom *atom) {
    bool set = *atom->text == '[' || (*atom->text == '\\' && strchr("dwsDWSpP", atom->text[1]));
    return set && atom->size > 1 && atom->repeat > 0;
}

void lint_unanchored_matches(struct lint *lint, const struct expr *expr) {
    const struct expr *pattern = pattern_of(expr, BUILTIN_MATCHES);
    if (pattern == NULL || has_alternatives(pattern->text) || begins_with(pattern->text, "(?"))
        return;
    const struct atom first = atom_at(pattern->text), last = last_atom(pattern->text);
    bool at_start = repeats_in_vain(&first), at_end = repeats_in_vain(&last);
    if (!at_start && !at_end)
        return;
    struct diagnostic *found =
        lint_say(lint, pattern->node->span,
                 "the text may have anything %s this, for matches looks anywhere in it",
                 at_start && at_end ? "around"
                 : at_start         ? "before"
                                    : "behind");
    lint_cure(lint, found, "write %s%s to describe %s, or leave out what repeats",
              at_start ? "^ before" : "",
              at_start && at_end ? " and $ behind"
              : at_end           ? "$ behind"
                                 : "",
              at_start && at_end ? "all of the text"
              : at_start         ? "its beginning"
                                 : "its end");
}

// ---- ^a|b$ ----

// The first and the last alternative are anchored on the outside only, and none between is.
void lint_split_anchor(struct lint *lint, const struct expr *expr) {
    const struct expr *pattern = pattern_of(expr, BUILTIN_MATCHES);
    if (pattern == NULL || pattern->text[0] != '^' || !ends_with(pattern->text, "$"))
        return;
    const char *text = pattern->text;
    uint32_t alternatives = 1, anchors = 0;
    while (*text != '\0') {
        struct atom atom = atom_at(text);
        alternatives += *text == '|';
        anchors += *text == '^' || *text == '$';
        text = atom_end(&atom);
    }
    if (alternatives < 2 || anchors != 2)
        return;
    struct diagnostic *found = lint_say(lint, pattern->node->span,
                                        "^ is of the first alternative only, and $ of the last");
    const char *source = lint_source(lint, pattern->node->span);
    size_t size = strlen(source);
    lint_cure(lint, found, "write %.2s(%.*s)%s, or %.1s(%.*s)%s where that is what is meant",
              source, (int)size - 4, source + 2, source + size - 2, source, (int)size - 2,
              source + 1, source + size - 1);
}

// ---- the other language ----

// A * behind a word, where nothing else is of regular expressions.
static bool looks_like_glob(const char *text) {
    bool star = false;
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (text[i] == '*' && i > 0 && is_word(text[i - 1]))
            star = true;
        else if (!is_word(text[i]) && text[i] != '.' && text[i] != '?')
            return false;
    }
    return star && strstr(text, ".*") == NULL;
}

void lint_glob_in_matches(struct lint *lint, const struct expr *expr) {
    const struct expr *pattern = pattern_of(expr, BUILTIN_MATCHES);
    if (pattern == NULL || !looks_like_glob(pattern->text))
        return;
    struct diagnostic *found =
        lint_say(lint, expr->node->operator_span,
                 "%s looks like a glob; as a regular expression, * repeats the character before it",
                 lint_shown(lint, pattern->node));
    lint_cure(lint, found, "write like, or contains where the text may have it anywhere");
}

static bool looks_like_regex(const char *text) {
    static const char *const signs[] = {"\\d", "\\w", "\\s", ".+", ".*$", "^.*", ")+", "]+", ")?"};
    if (text[0] == '^' || (text[0] != '\0' && ends_with(text, "$")))
        return true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(text, signs[i]) != NULL)
            return true;
    return text[0] == '(' && strchr(text, '|') != NULL;
}

void lint_regex_in_like(struct lint *lint, const struct expr *expr) {
    const struct expr *pattern = pattern_of(expr, BUILTIN_LIKE);
    if (pattern == NULL || !looks_like_regex(pattern->text))
        return;
    struct diagnostic *found =
        lint_say(lint, expr->node->operator_span,
                 "%s looks like a regular expression, and like compares with globs",
                 lint_shown(lint, pattern->node));
    // Without its anchors it would be found in more than was meant.
    if (pattern->text[0] == '^' && ends_with(pattern->text, "$"))
        lint_replace(lint, found, expr->node->operator_span, "matches");
    else
        lint_cure(lint, found, "write matches, and ^ and $ where the text begins and ends");
}

static bool looks_like_pattern(const char *text) {
    size_t size = strlen(text);
    if (size < 2)
        return false;
    if (text[0] == '^' && text[size - 1] == '$')
        return true;
    return (text[0] == '*' && (is_word(text[1]) || text[1] == '.')) ||
           (text[size - 1] == '*' && (is_word(text[size - 2]) || text[size - 2] == '.'));
}

static void check_equal(struct lint *lint, const struct expr *text) {
    if (text->kind != EXPR_CONSTANT || text->type.kind != TYPE_TEXT ||
        !looks_like_pattern(text->text))
        return;
    struct diagnostic *found =
        lint_say(lint, text->node->span, "%s is compared as it stands, and no pattern here",
                 lint_shown(lint, text->node));
    lint_cure(lint, found, "write %s for a pattern", text->text[0] == '^' ? "matches" : "like");
}

void lint_pattern_in_equal(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || expr->count != 2)
        return;
    if (expr->op == BUILTIN_EQUAL || expr->op == BUILTIN_UNEQUAL) {
        check_equal(lint, expr->items[0]);
        check_equal(lint, expr->items[1]);
    }
    if (expr->op == BUILTIN_IN && expr->items[1]->kind == EXPR_ITEMS)
        for (uint32_t i = 0; i < expr->items[1]->count; i++)
            check_equal(lint, expr->items[1]->items[i]);
}

// ---- more than is needed ----

static bool is_plain(const char *text) {
    for (; *text != '\0'; text++)
        if (strchr("\\.+*?()[]{}|^$", *text) != NULL)
            return false;
    return true;
}

// The text in quotes of the kind that the pattern has: within { } of a text there is only one.
static const char *quoted_like(struct lint *lint, const struct node *pattern, const char *plain) {
    if (lint_source(lint, pattern->span)[0] == '\'' && strchr(plain, '\'') == NULL)
        return arena_printf(lint->arena, "'%s'", plain);
    struct text quoted = {0};
    text_add_quoted(&quoted, plain);
    const char *copy = arena_text(lint->arena, text_data(&quoted));
    text_clear(&quoted);
    return copy;
}

// Whether the value could be the text: a comparison of a choice with what it never is is a mistake.
static bool may_be(const struct expr *value, const char *text) {
    for (uint32_t i = 0; i < value->type.choice_count; i++)
        if (strcmp(value->type.choices[i], text) == 0)
            return true;
    return value->type.kind != TYPE_ENUM;
}

static void offer_function(struct lint *lint, const struct expr *expr, const char *form,
                           const char *plain) {
    const struct node *node = expr->node;
    struct diagnostic *found =
        lint_say(lint, node->span, "%s is a plain text", lint_shown(lint, expr->items[1]->node));
    const char *quoted = quoted_like(lint, node->items[1], plain);
    bool equal = form[0] == '=';
    if (equal && !may_be(expr->items[0], plain))
        lint_cure(lint, found, "%s is never %s", lint_shown(lint, node->items[0]), quoted);
    else if (equal)
        lint_replace(
            lint, found, node->span,
            arena_printf(lint->arena, "%s == %s", lint_operand(lint, node->items[0]), quoted));
    else
        lint_replace(lint, found, node->span,
                     arena_printf(lint->arena, "%s(%s, %s)", form,
                                  lint_source(lint, node->items[0]->span), quoted));
}

static void check_plain_regex(struct lint *lint, const struct expr *expr, const char *text) {
    size_t size = strlen(text);
    bool start = size > 0 && text[0] == '^', end = size > 1 && text[size - 1] == '$';
    const char *middle = arena_copy(lint->arena, text + start, size - (size_t)start - (size_t)end);
    if (middle[0] == '\0' || !is_plain(middle))
        return;
    offer_function(lint, expr,
                   start && end ? "=="
                   : start      ? "starts_with"
                   : end        ? "ends_with"
                                : "contains",
                   middle);
}

void lint_plain_pattern(struct lint *lint, const struct expr *expr) {
    const struct expr *regex = pattern_of(expr, BUILTIN_MATCHES);
    const struct expr *glob = pattern_of(expr, BUILTIN_LIKE);
    if (regex != NULL)
        check_plain_regex(lint, expr, regex->text);
    // What looks like a regular expression is found by regex-in-like: == would be no cure of that.
    if (glob != NULL && glob->text[0] != '\0' && strpbrk(glob->text, "*?[\\") == NULL &&
        !looks_like_regex(glob->text))
        offer_function(lint, expr, "==", glob->text);
}

static void offer_source(struct lint *lint, struct diagnostic *found, const struct node *node,
                         size_t cut_begin, size_t cut_end) {
    const char *source = lint_source(lint, node->span);
    size_t size = strlen(source);
    lint_replace(lint, found, node->span,
                 arena_printf(lint->arena, "%.1s%.*s%s", source,
                              (int)(size - 2 - cut_begin - cut_end), source + 1 + cut_begin,
                              source + size - 1));
}

void lint_idle_wildcard(struct lint *lint, const struct expr *expr) {
    const struct expr *pattern = pattern_of(expr, BUILTIN_MATCHES);
    if (pattern == NULL || strlen(pattern->text) < 3 || has_alternatives(pattern->text))
        return;
    if (strstr(pattern->text, "\\Q") != NULL) // .* may then be meant literally
        return;
    const struct atom first = atom_at(pattern->text), last = last_atom(pattern->text);
    bool begin = first.size + first.repeat == 2 && begins_with(first.text, ".*");
    bool end = last.size + last.repeat == 2 && begins_with(last.text, ".*");
    if (!begin && !end)
        return;
    struct diagnostic *found = lint_say(lint, pattern->node->span,
                                        "matches looks anywhere in the text without .* at an end");
    const char *source = lint_source(lint, pattern->node->span);
    bool written = (!begin || begins_with(source + 1, ".*")) &&
                   (!end || strncmp(source + strlen(source) - 3, ".*", 2) == 0);
    if (written)
        offer_source(lint, found, pattern->node, begin ? 2 : 0, end ? 2 : 0);
    else // as \u{2e}
        lint_cure(lint, found, "leave it out");
}

// ---- texts that are found in all ----

void lint_matches_anything(struct lint *lint, const struct expr *expr) {
    static const struct {
        enum builtin op;
        const char *text;
    } all[] = {{BUILTIN_MATCHES, ""},   {BUILTIN_MATCHES, ".*"}, {BUILTIN_MATCHES, "^"},
               {BUILTIN_MATCHES, "$"},  {BUILTIN_LIKE, "*"},     {BUILTIN_STARTS_WITH, ""},
               {BUILTIN_ENDS_WITH, ""}, {BUILTIN_CONTAINS, ""}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct expr *text = pattern_of(expr, all[i].op);
        if (text != NULL && strcmp(text->text, all[i].text) == 0)
            lint_say(lint, expr->node->span, "%s is true of every text",
                     lint_shown(lint, expr->node));
    }
}
