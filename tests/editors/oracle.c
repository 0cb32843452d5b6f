// What the grammars in editors/ are held to, as the scanner, the parser and the tables of the
// language have it:
//
//   oracle words            each word of the language with its kind: "reserved policy", "unit GiB"
//   oracle mistakes FILE…   for each file its name and the codes of what the parser reports
//   oracle tokens FILE…     after "file FILE", each token: "BEGIN END KIND", in bytes
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "check/builtin.h"
#include "check/checked.h"
#include "check/model_draft.h"
#include "grammar/parser.h"
#include "grammar/tree.h"
#include "grammar/words.h"
#include "lang/unit.h"

static int list_words(void) {
    const struct word *word;
    const struct unit *unit;
    const char *type;
    for (size_t i = 0; (word = word_at(i)) != NULL; i++)
        printf("%s %s\n", word->roles & WORD_NAME ? "contextual" : "reserved", word->text);
    for (int i = 0; i < BUILTIN_COUNT_OF; i++)
        if (builtin_rows[i].form == FORM_CALLED)
            printf("function %s\n", builtin_rows[i].word);
    for (int i = FOLD_COUNT; i <= FOLD_KNOWN; i++)
        if (!fold_is_quantifier((enum fold)i))
            printf("function %s\n", fold_text((enum fold)i));
    for (size_t i = 0; (type = type_builtin_at(i)) != NULL; i++)
        printf("type %s\n", type);
    for (size_t i = 0; (unit = unit_at(i)) != NULL; i++)
        printf("unit %s\n", unit->name);
    return 0;
}

static void list_mistakes(struct diagnostics *diagnostics, const struct source *source) {
    size_t index = 0;
    printf("%s", source->name);
    for (const struct diagnostic *d; (d = diagnostics_next(diagnostics, &index)) != NULL;)
        if (d->level == DIAGNOSTIC_ERROR)
            printf(" %s", code_name(d->code));
    putchar('\n');
}

// A unit has a token of its own only where it has a "/": else it is a word behind a number.
static bool is_unit(const struct source *source, const struct token *token, int before) {
    const char *text = source->text + (token->span.begin - source->base);
    return token->kind == TOKEN_UNIT ||
           (before == TOKEN_NUMBER && unit_find(text, token->span.end - token->span.begin) != NULL);
}

static const char *kind_of(const struct source *source, const struct token *token, int before) {
    const struct word *word = word_of_token(token->kind);
    if (is_unit(source, token, before))
        return "unit";
    if (token->kind == TOKEN_INNER_FOR)
        return "reserved";
    if (word != NULL)
        return word->roles & WORD_NAME ? "contextual" : "reserved";
    switch (token->kind) {
    case TOKEN_NAME:
        return "name";
    case TOKEN_FIELD:
        return "field";
    case TOKEN_LABEL:
        return "label";
    case TOKEN_NUMBER:
        return "number";
    case TOKEN_TIME:
        return "time";
    case TOKEN_STRING:
        return "string";
    }
    return "sign";
}

static void list_tokens(const struct source *source, const struct tokens *tokens) {
    printf("file %s\n", source->name);
    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        printf("%u %u %s\n", token->span.begin - source->base, token->span.end - source->base,
               kind_of(source, token, i > 0 ? token[-1].kind : 0));
    }
}

static int read_policy(const char *path, bool wants_tokens) {
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    struct diagnostics *diagnostics = diagnostics_new(arena, sources);
    struct parse parse = {arena, intern_new(arena), diagnostics};
    struct tokens tokens = {0};
    struct text text = {0};
    if (file_read(path, SOURCE_FILE_LIMIT, &text) != 0) {
        fprintf(stderr, "oracle: %s cannot be read\n", path);
        return 1;
    }
    const struct source *source = sources_add(sources, path, text_data(&text), text.size);
    parse_tokens(&parse, source, &tokens);
    if (wants_tokens)
        list_tokens(source, &tokens);
    else
        list_mistakes(diagnostics, source);
    text_clear(&text);
    arena_free(arena);
    return 0;
}

int main(int count, char **arguments) {
    const char *what = count > 1 ? arguments[1] : "";
    int status = 0;
    if (strcmp(what, "words") == 0)
        return list_words();
    if (strcmp(what, "mistakes") != 0 && strcmp(what, "tokens") != 0)
        return 2;
    for (int i = 2; i < count; i++)
        status |= read_policy(arguments[i], strcmp(what, "tokens") == 0);
    return status;
}
