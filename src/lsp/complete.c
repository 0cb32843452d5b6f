// Completion: what may stand at a place, as the parser and the checker know it.
//
// The text up to the word is parsed, which tells the tokens that could follow; the whole text is
// checked with a name in place of the word, which tells the names that are in sight there.
#include "config.h"

#include <string.h>

#include "check/checked.h"
#include "check/model_draft.h"
#include "grammar/expected.h"
#include "grammar/parser.h"
#include "grammar/words.h"
#include "lsp/describe.h"
#include "lsp/methods.h"
#include "lsp/values.h"
#include "program/program_list.h"

// The kinds of items of the protocol.
enum item_kind {
    ITEM_FUNCTION = 3,
    ITEM_FIELD = 5,
    ITEM_VARIABLE = 6,
    ITEM_CLASS = 7,
    ITEM_MODULE = 9,
    ITEM_UNIT = 11,
    ITEM_VALUE = 12,
    ITEM_KEYWORD = 14,
    ITEM_ENUM_MEMBER = 20,
    ITEM_CONSTANT = 21,
};

struct completing {
    struct arena *arena;
    struct json *json;
    const struct analysis *analysis; // of the probe
    struct tokens expected;
    uint32_t begin, end; // the word in the text
    struct intern *seen;
};

// ---- items ----

static void put(struct completing *c, const char *label, enum item_kind kind, const char *detail,
                const char *about) {
    if (intern_find(c->seen, label, strlen(label)) != INTERN_NONE)
        return;
    intern_add(c->seen, label, strlen(label));
    json_begin(c->json, NULL, '{');
    json_text(c->json, "label", label);
    json_int(c->json, "kind", kind);
    if (detail != NULL && detail[0] != '\0')
        json_text(c->json, "detail", detail);
    if (about != NULL && about[0] != '\0')
        json_text(c->json, "documentation", about);
    json_end(c->json, '}');
}

static const char *typed(struct completing *c, const struct type *type) {
    return type->kind == TYPE_POISON ? "" : type_text(c->arena, type);
}

static void put_fields(struct completing *c, const struct record *record, enum item_kind kind) {
    for (uint32_t i = 0; record != NULL && i < record->field_count; i++)
        put(c, record->fields[i]->name, kind, typed(c, &record->fields[i]->type),
            record->fields[i]->description);
}

static void put_sights(struct completing *c) {
    const struct uses *uses = &c->analysis->uses;
    for (uint32_t i = 0; i < uses->sight_count; i++)
        put(c, uses->sights[i].name, ITEM_VARIABLE, typed(c, &uses->sights[i].type),
            use_kind_text(uses->sights[i].kind));
}

static void put_params(struct completing *c, const struct policy *policy) {
    for (uint32_t i = 0; policy != NULL && i < policy->param_count; i++)
        put(c, policy->params[i].name, ITEM_CONSTANT, typed(c, &policy->params[i].type),
            policy->params[i].description);
}

static void put_defines(struct completing *c, const struct policy *policy) {
    for (uint32_t i = 0; policy != NULL && i < policy->tree->define_count; i++) {
        const char *name = policy->tree->defines[i].name.text;
        struct signatures found = signatures_of(c->arena, c->analysis, name);
        put(c, name, ITEM_FUNCTION, found.count > 0 ? found.items[0].label : "", "define");
    }
}

static void put_function(struct completing *c, const char *name) {
    struct signatures found = signatures_of(c->arena, c->analysis, name);
    if (found.count > 0)
        put(c, name, ITEM_FUNCTION, found.items[0].label, found.items[0].about);
}

static void put_functions(struct completing *c) {
    for (int i = 0; i < BUILTIN_COUNT_OF; i++)
        if (builtin_rows[i].form == FORM_CALLED)
            put_function(c, builtin_rows[i].word);
    for (int i = FOLD_COUNT; i <= FOLD_KNOWN; i++)
        put_function(c, fold_text((enum fold)i));
}

static void put_names(struct completing *c) {
    const struct policy *policy = analysis_policy(c->analysis);
    const struct model *model = analysis_model(c->analysis);
    put_sights(c);
    put_params(c, policy);
    put_defines(c, policy);
    if (model != NULL)
        put_fields(c, model->root, ITEM_VARIABLE);
    put(c, "now", ITEM_VARIABLE, "time", "the time of the run");
    put_functions(c);
}

static void put_units(struct completing *c) {
    const struct unit *unit;
    for (size_t i = 0; (unit = unit_at(i)) != NULL; i++)
        put(c, unit->name, ITEM_UNIT, dimension_name(unit->dimension), NULL);
}

static void put_types(struct completing *c) {
    const struct model *model = analysis_model(c->analysis);
    const char *name;
    for (size_t i = 0; (name = type_builtin_at(i)) != NULL; i++)
        put(c, name, ITEM_CLASS, "type", NULL);
    for (uint32_t i = 0; model != NULL && i < model->record_count; i++)
        put(c, model->records[i]->name, ITEM_CLASS, "record", model->records[i]->description);
}

static void put_rules(struct completing *c) {
    const struct program *program = c->analysis->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        for (uint32_t j = 0; j < program->policies[i]->rule_count; j++)
            put(c, program->policies[i]->rules[j].name, ITEM_CLASS, program->policies[i]->name,
                program->policies[i]->rules[j].title);
}

static void put_all_params(struct completing *c) {
    const struct program *program = c->analysis->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        put_params(c, program->policies[i]);
}

static void put_listed(struct completing *c, const char *folder) {
    struct listed_files files = list_search_path(c->analysis->program, folder);
    for (size_t i = 0; i < files.count; i++)
        if (!listed_is_test(&files.items[i]))
            put(c, files.items[i].name, ITEM_MODULE, files.items[i].path, NULL);
}

static void put_policies(struct completing *c) {
    put_listed(c, "");
}

static void put_models(struct completing *c) {
    put_listed(c, "facts/");
}

static void put_severities(struct completing *c) {
    for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
        put(c, severity_text((enum severity)i), ITEM_ENUM_MEMBER, "severity", NULL);
}

static void put_verdicts(struct completing *c) {
    for (int i = VERDICT_PASS; i <= VERDICT_WAIVED; i++)
        put(c, verdict_text((enum verdict)i), ITEM_ENUM_MEMBER, "verdict", NULL);
    put(c, "run", ITEM_KEYWORD, NULL, NULL);
    put(c, "value", ITEM_KEYWORD, NULL, NULL);
}

// ---- where a name is asked for ----

// By the token before it: what its name is one of.
static const struct {
    int before;
    void (*put)(struct completing *completing);
} after[] = {
    {TOKEN_SEVERITY, put_severities},
    {TOKEN_SEVERITY, put_rules},
    {TOKEN_SKIP, put_rules},
    {TOKEN_WAIVE, put_rules},
    {TOKEN_PASS, put_rules},
    {TOKEN_FAIL, put_rules},
    {TOKEN_UNKNOWN, put_rules},
    {TOKEN_WAIVED, put_rules},
    {TOKEN_MESSAGE, put_rules},
    {TOKEN_SET, put_all_params},
    {TOKEN_FACTS, put_models},
    {TOKEN_POLICY, put_policies},
    {TOKEN_IMPORT, put_policies},
    {TOKEN_LABEL, put_types},
    {TOKEN_OF, put_types},
    {'=', put_severities},
    {TOKEN_EXPECT, put_verdicts},
};

static int token_before(const struct tokens *tokens, uint32_t offset) {
    uint32_t i = tokens->count;
    while (i > 0 && tokens->items[i - 1].span.end > offset)
        i--;
    return i > 0 ? tokens->items[i - 1].kind : -1;
}

static bool is_expected(const struct completing *c, int token) {
    for (uint32_t i = 0; i < c->expected.count; i++)
        if (c->expected.items[i].kind == token)
            return true;
    return false;
}

// Where a body could end, the grammar goes on with a statement of the file as if it had.
static void put_words(struct completing *c) {
    bool value = is_expected(c, TOKEN_TRUE), within = is_expected(c, '}');
    for (uint32_t i = 0; i < c->expected.count; i++) {
        const struct word *word = word_of_token(c->expected.items[i].kind);
        bool name = word != NULL && (word->roles & WORD_NAME) != 0;
        bool of_file = word != NULL && (word->roles & ~(unsigned)WORD_NAME) == WORD_FILE;
        if (word != NULL && !(within && of_file) &&
            !(name && (value || is_expected(c, TOKEN_NAME))))
            put(c, word->text, ITEM_KEYWORD, NULL, NULL);
    }
}

static void put_expected(struct completing *c, int before) {
    bool value = is_expected(c, TOKEN_TRUE);
    bool unknown = c->expected.count == 0;
    for (size_t i = 0; !value && !unknown && i < sizeof after / sizeof *after; i++)
        if (after[i].before == before)
            after[i].put(c);
    if (value || (unknown && c->analysis->uses.probed))
        put_names(c);
    if (is_expected(c, TOKEN_UNIT))
        put_units(c);
    put_words(c);
}

// ---- the place ----

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_comment(const struct file_node *tree, uint32_t offset) {
    for (uint32_t i = 0; i < tree->remark_count; i++)
        if (tree->remarks[i].kind == REMARK_COMMENT && tree->remarks[i].span.begin < offset &&
            offset <= tree->remarks[i].span.end)
            return true;
    return false;
}

// The text within whose quotes a place lies, or the count of tokens.
static uint32_t text_around(const struct tokens *tokens, uint32_t offset) {
    for (uint32_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].kind == TOKEN_STRING && tokens->items[i].span.begin < offset &&
            offset < tokens->items[i].span.end)
            return i;
    return tokens->count;
}

// ---- texts that the facts have ----

struct quoting {
    struct completing *completing;
    const struct sources *sources;
    struct span within; // the quotes
    bool raw, utf8, any;
};

// As it is written between these quotes; NULL where it cannot be.
static const char *written(const struct quoting *q, const char *value) {
    struct text text = {0};
    if (q->raw)
        return strpbrk(value, "'\n") == NULL ? value : NULL;
    text_add_quoted(&text, value);
    const char *copy = arena_copy(q->completing->arena, text_data(&text) + 1, text.size - 2);
    text_clear(&text);
    return copy;
}

static void put_value(void *state, const char *value, const char *of) {
    struct quoting *q = state;
    struct json *json = q->completing->json;
    const char *text = written(q, value);
    if (text == NULL)
        return;
    q->any = true;
    json_begin(json, NULL, '{');
    json_text(json, "label", value);
    json_int(json, "kind", ITEM_VALUE);
    json_text(json, "detail", of);
    json_text(json, "filterText", text);
    json_begin(json, "textEdit", '{');
    range_put(json, "range", q->sources, q->within, q->utf8);
    json_text(json, "newText", text);
    json_end(json, '}');
    json_end(json, '}');
}

// Whether the facts have any.
static bool put_values(struct completing *c, struct server *server, struct place_asked *place,
                       uint32_t token) {
    const struct token *text = &place->analysis->tokens.items[token];
    struct quoting q = {c, place->analysis->sources, text->span, false, server->utf8, false};
    q.raw = text_data(&place->document->text)[text->span.begin] == '\'';
    q.within.begin++;
    q.within.end--;
    values_each(place->analysis, server_live(server, place->document), token, put_value, &q);
    return q.any;
}

static void find_expected(struct completing *c, const char *text) {
    struct sources *sources = sources_new(c->arena);
    const struct source *source = sources_add(sources, "text", text, c->begin);
    struct parse parse = {c->arena, intern_new(c->arena), diagnostics_new(c->arena, sources)};
    if (source != NULL)
        parse_expected(&parse, source, &c->expected);
}

// The document checked with a name in place of the word.
static struct analysis *probe(struct completing *c, struct workfile *document) {
    static const char name[] = "probe_0";
    struct text before = document->text, with = {0};
    text_add_bytes(&with, text_data(&before), c->begin);
    text_add(&with, name);
    text_add_bytes(&with, text_data(&before) + c->end, before.size - c->end);
    document->text = with;
    struct analysis *analysis = analysis_make(document, c->begin + 1);
    document->text = before;
    text_clear(&with);
    return analysis;
}

static void complete_at(struct completing *c, struct workfile *document, int before) {
    const char *text = text_data(&document->text);
    bool field = c->begin > 1 && text[c->begin - 1] == '.' &&
                 (is_word(text[c->begin - 2]) || strchr(")]", text[c->begin - 2]) != NULL);
    struct analysis *analysis = probe(c, document);
    c->analysis = analysis;
    if (field)
        put_fields(c, analysis->uses.record, ITEM_FIELD);
    else
        put_expected(c, before);
    analysis_free(analysis);
}

void completion(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const char *text = text_data(&place.document->text);
    struct completing c = {.arena = server->arena, .json = reply};
    c.begin = c.end = place.offset;
    while (c.begin > 0 && is_word(text[c.begin - 1]))
        c.begin--;
    while (c.end < place.document->text.size && is_word(text[c.end]))
        c.end++;
    c.seen = intern_new(c.arena);
    if (is_comment(place.analysis->tree, place.offset))
        return;
    uint32_t around = text_around(&place.analysis->tokens, place.offset);
    bool within = around < place.analysis->tokens.count;
    json_begin(reply, NULL, '[');
    if (!within)
        find_expected(&c, text);
    // Within a text, a value may stand between { and }, too: the probe tells.
    if (!within || !put_values(&c, server, &place, around))
        complete_at(&c, place.document, token_before(&place.analysis->tokens, c.begin));
    json_end(reply, ']');
}
