// Completion of expressions: the name or the path that one ends with.
#include "config.h"

#include "cli/complete.h"

#include <ctype.h>
#include <string.h>

#include "check/builtin.h"
#include "check/checked.h"

static bool is_name(char letter) {
    return isalnum((unsigned char)letter) || letter == '_';
}

// The bytes of a text in quotes, up to the end where it is open.
static size_t quoted_length(const char *text) {
    size_t length = 1;
    while (text[length] != '\0' && text[length] != '"')
        length += text[length] == '\\' && text[length + 1] != '\0' ? 2 : 1;
    return length + (text[length] == '"');
}

// Those of a key in brackets, up to the end where it is open.
static size_t key_length(const char *text) {
    size_t length = 1;
    while (text[length] != '\0' && text[length] != ']')
        length += text[length] == '"' ? quoted_length(text + length) : 1;
    return length + (text[length] == ']');
}

// Where the last path begins: at the end where there is none, NULL within a text.
static const char *last_path(const char *text) {
    const char *path = NULL;
    while (*text != '\0') {
        size_t length = 1;
        if (is_name(*text)) {
            path = path != NULL ? path : text;
        } else if (path != NULL && *text == '[') {
            length = key_length(text);
        } else if (*text == '"') {
            length = quoted_length(text);
            if (text[length] == '\0' && (length == 1 || text[length - 1] != '"'))
                return NULL;
            path = NULL;
        } else if (*text != '.') {
            path = NULL;
        }
        text += length;
    }
    return path != NULL ? path : text;
}

// Paths with keys and without, as both are expressions.
static void add_paths(struct completing *completing) {
    struct completing before = *completing;
    complete_path(completing, true, false);
    completing->lead = before.lead;
    completing->word = before.word;
    complete_path(completing, false, false);
    completing->lead = before.lead;
    completing->word = before.word;
}

static void add_functions(struct completing *completing) {
    for (int i = 0; i < BUILTIN_COUNT_OF; i++)
        if (builtin_rows[i].form == FORM_CALLED)
            complete_add(completing, arena_printf(completing->arena, "%s(", builtin_rows[i].word),
                         builtin_rows[i].description);
    for (int i = FOLD_COUNT; i <= FOLD_AVG; i++)
        complete_add(completing, arena_printf(completing->arena, "%s(", fold_text((enum fold)i)),
                     "");
}

static void add_params(struct completing *completing) {
    const struct policy *policy = complete_session(completing)->program->first;
    for (uint32_t i = 0; policy != NULL && i < policy->param_count; i++)
        complete_add(completing, policy->params[i].name, policy->params[i].description);
}

void complete_expression(struct completing *completing) {
    const char *path = last_path(completing->word);
    if (path == NULL)
        return;
    complete_enter(completing, (size_t)(path - completing->word));
    size_t length = strlen(completing->word);
    // keys stand in quotes
    if (length > 0 && completing->word[length - 1] == '[')
        completing->word = arena_printf(completing->arena, "%s\"", completing->word);
    add_paths(completing);
    add_functions(completing);
    add_params(completing);
}
