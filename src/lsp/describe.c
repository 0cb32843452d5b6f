// Names and functions described for people: what hovers, completions and signatures say.
#include "lsp/describe.h"

#include <string.h>

#include "check/checked.h"
#include "grammar/words.h"

static void add_code(struct text *out, const char *code) {
    text_addf(out, "```plimsoll\n%s\n```\n", code);
}

// ---- names ----

static void add_value(struct text *out, const struct analysis *analysis, const struct use *use) {
    const struct param *param =
        use->kind == USE_PARAM ? analysis_param(analysis, use->declaration.begin) : NULL;
    if (param != NULL && param->value != NULL && param->value->node != NULL)
        text_addf(out, " = %s",
                  sources_excerpt(analysis->sources, param->value->node->span, analysis->arena));
}

static const char *name_text(const struct analysis *analysis, struct span span) {
    return sources_excerpt(analysis->sources, span, analysis->arena);
}

void describe_use(struct text *out, const struct analysis *analysis, const struct use *use) {
    struct text code = {0};
    text_addf(&code, "%s %s", use_kind_text(use->kind), name_text(analysis, use->declaration));
    if (use->type.kind != TYPE_POISON)
        text_addf(&code, ": %s", type_text(analysis->arena, &use->type));
    add_value(&code, analysis, use);
    add_code(out, text_data(&code));
    text_clear(&code);
    if (use->about[0] != '\0')
        text_addf(out, "\n%s\n", use->about);
}

// ---- functions ----

static const struct {
    enum fold fold;
    const char *label, *about;
} folds[] = {
    {FOLD_COUNT, "count(list): int", "How many elements the list has."},
    {FOLD_SUM, "sum(numbers): number", "The sum of the elements; 0 where there is none."},
    {FOLD_MIN, "min(values): value", "The least of the elements."},
    {FOLD_MAX, "max(values): value", "The greatest of the elements."},
    {FOLD_AVG, "avg(numbers): number", "The mean of the elements."},
    {FOLD_KNOWN, "known(value): bool", "Whether the facts that the value needs are all there."},
};
enum { FOLDS = sizeof folds / sizeof *folds };

// "length(text, int): int" -> "text" and "int"
static void cut_parameters(struct arena *arena, struct signature *signature) {
    const char *at = strchr(signature->label, '('), **list = NULL;
    size_t count = 0, room = 0;
    while (at != NULL && *at != ')' && *at != '\0') {
        at += 1 + strspn(at + 1, " ");
        size_t size = strcspn(at, ",)");
        if (size > 0)
            ARENA_PUSH(arena, list, count, room) = arena_copy(arena, at, size);
        at += size;
    }
    signature->parameters = list;
    signature->count = (uint32_t)count;
}

static void add_signature(struct arena *arena, struct signatures *all, const char *label,
                          const char *about) {
    struct signature signature = {.label = label, .about = about};
    cut_parameters(arena, &signature);
    ARENA_PUSH(arena, all->items, all->count, all->room) = signature;
}

static void add_builtins(struct arena *arena, struct signatures *all, const char *name) {
    for (int i = 0; i < BUILTIN_COUNT_OF; i++) {
        const struct builtin_row *row = &builtin_rows[i];
        struct text label = {0};
        if (row->form != FORM_CALLED || strcmp(row->word, name) != 0)
            continue;
        builtin_signature(&label, row);
        add_signature(arena, all, text_copy(&label, arena), row->description);
        text_clear(&label);
    }
    for (size_t i = 0; i < FOLDS; i++)
        if (strcmp(fold_text(folds[i].fold), name) == 0)
            add_signature(arena, all, folds[i].label, folds[i].about);
}

// As it is written, up to its value.
static const char *define_label(struct arena *arena, const struct analysis *analysis,
                                const struct define_node *node) {
    struct text label = {0};
    const struct sources *sources = analysis->sources;
    text_addf(&label, "%s(", node->name.text);
    for (uint32_t i = 0; i < node->parameter_count; i++)
        text_addf(&label, "%s%s: %s", i > 0 ? ", " : "", node->parameters[i].name.text,
                  sources_excerpt(sources, node->parameters[i].type->span, arena));
    text_add(&label, ")");
    if (node->type != NULL)
        text_addf(&label, ": %s", sources_excerpt(sources, node->type->span, arena));
    const char *copy = text_copy(&label, arena);
    text_clear(&label);
    return copy;
}

struct signatures signatures_of(struct arena *arena, const struct analysis *analysis,
                                const char *name) {
    struct signatures all = {0};
    const struct policy *policy = analysis_policy(analysis);
    for (uint32_t i = 0; policy != NULL && i < policy->tree->define_count; i++)
        if (strcmp(policy->tree->defines[i].name.text, name) == 0)
            add_signature(arena, &all, define_label(arena, analysis, &policy->tree->defines[i]),
                          "");
    if (all.count == 0)
        add_builtins(arena, &all, name);
    return all;
}

void describe_word(struct text *out, const char *word) {
    struct arena *arena = arena_new();
    struct signatures all = {0};
    add_builtins(arena, &all, word);
    for (size_t i = 0; i < all.count; i++) {
        add_code(out, all.items[i].label);
        text_addf(out, "\n%s\n", all.items[i].about);
    }
    for (int i = 0; all.count == 0 && i < BUILTIN_COUNT_OF; i++)
        if (builtin_rows[i].form != FORM_CALLED && strcmp(builtin_rows[i].word, word) == 0) {
            struct text label = {0};
            builtin_signature(&label, &builtin_rows[i]);
            add_code(out, text_data(&label));
            text_addf(out, "\n%s\n", builtin_rows[i].description);
            text_clear(&label);
            break;
        }
    arena_free(arena);
}

bool is_statement(int token) {
    const struct word *word = word_of_token(token);
    return word != NULL && (word->roles & (WORD_FILE | WORD_RULE | WORD_TEST)) != 0 &&
           (word->roles & WORD_NAME) == 0;
}
