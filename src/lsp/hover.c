// What stands at a place: its type, its description, and how functions are called.
#include "config.h"

#include "check/checked.h"
#include "grammar/parser.h"
#include "lsp/describe.h"
#include "lsp/methods.h"
#include "lsp/params.h"
#include "lsp/values.h"
#include "lsp/verdicts.h"

// ---- hover ----

static void put_hover(struct json *reply, const struct text *text, const struct sources *sources,
                      struct span span, bool utf8) {
    json_begin(reply, NULL, '{');
    json_begin(reply, "contents", '{');
    json_text(reply, "kind", "markdown");
    json_text(reply, "value", text_data(text));
    json_end(reply, '}');
    range_put(reply, "range", sources, span, utf8);
    json_end(reply, '}');
}

// The token that an offset lies in or ends, or NULL.
static const struct token *token_at(const struct analysis *analysis, uint32_t offset) {
    const struct tokens *tokens = &analysis->tokens;
    uint32_t i = tokens->count;
    while (i > 0 && tokens->items[i - 1].span.begin > offset)
        i--;
    return i > 0 && tokens->items[i - 1].span.end >= offset ? &tokens->items[i - 1] : NULL;
}

static const char *word_of(struct server *server, const struct analysis *analysis,
                           const struct token *token) {
    const char *text = text_data(&analysis->document->text);
    return arena_copy(server->arena, text + token->span.begin, token->span.end - token->span.begin);
}

static void hover_word(struct server *server, const struct place_asked *place, struct json *reply) {
    const struct token *token = token_at(place->analysis, place->offset);
    struct text text = {0};
    if (token != NULL)
        describe_word(&text, word_of(server, place->analysis, token));
    if (text.size > 0)
        put_hover(reply, &text, place->analysis->sources, token->span, server->utf8);
    text_clear(&text);
}

// Of the rules of this text.
static void add_evidence(struct server *server, const struct place_asked *place,
                         const struct use *use, struct text *out) {
    const struct live *live = server_live(server, place->document);
    const struct analysis *analysis = place->analysis;
    for (uint32_t i = 0; i < analysis->tree->rule_count; i++) {
        uint32_t name = analysis->tree->rules[i].name.span.begin;
        const struct rule_finding *finding =
            name == use->declaration.begin ? live_rule(live, analysis, i) : NULL;
        if (finding != NULL)
            describe_verdict(out, finding);
    }
}

void hover(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    struct text text = {0};
    if (use == NULL) {
        hover_word(server, &place, reply);
        return;
    }
    describe_use(&text, place.analysis, use);
    if (use->kind == USE_RULE)
        add_evidence(server, &place, use, &text);
    else if (use->kind == USE_FIELD || use->kind == USE_ROOT)
        values_describe(&text, server_live(server, place.document), use);
    put_hover(reply, &text, place.analysis->sources, use->span, server->utf8);
    text_clear(&text);
}

// ---- signature help ----

// The name before the bracket that is open at an offset, and how many commas stand behind that.
static const struct token *open_call(const struct analysis *analysis, uint32_t offset,
                                     uint32_t *commas) {
    const struct tokens *tokens = &analysis->tokens;
    uint32_t depth = 0, i = tokens->count;
    *commas = 0;
    while (i > 0 && tokens->items[i - 1].span.end > offset)
        i--;
    for (; i > 1; i--) {
        int kind = tokens->items[i - 1].kind;
        if (kind == ')' || kind == ']')
            depth++;
        else if ((kind == '(' || kind == '[') && depth > 0)
            depth--;
        else if (kind == '(')
            return &tokens->items[i - 2];
        else if (kind == '[' || is_statement(kind))
            return NULL;
        else if (kind == ',' && depth == 0)
            ++*commas;
    }
    return NULL;
}

static void put_signature(struct json *reply, const struct signature *signature) {
    json_begin(reply, NULL, '{');
    json_text(reply, "label", signature->label);
    if (signature->about[0] != '\0')
        json_text(reply, "documentation", signature->about);
    json_begin(reply, "parameters", '[');
    for (uint32_t i = 0; i < signature->count; i++) {
        json_begin(reply, NULL, '{');
        json_text(reply, "label", signature->parameters[i]);
        json_end(reply, '}');
    }
    json_end(reply, ']');
    json_end(reply, '}');
}

void signature_help(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    uint32_t commas;
    if (!server_place(server, params, &place))
        return;
    const struct token *name = open_call(place.analysis, place.offset, &commas);
    if (name == NULL)
        return;
    struct signatures found =
        signatures_of(server->arena, place.analysis, word_of(server, place.analysis, name));
    if (found.count == 0)
        return;
    json_begin(reply, NULL, '{');
    json_begin(reply, "signatures", '[');
    for (size_t i = 0; i < found.count; i++)
        put_signature(reply, &found.items[i]);
    json_end(reply, ']');
    json_int(reply, "activeParameter", commas);
    json_end(reply, '}');
}

// ---- inlay hints ----

static void put_hint(struct server *server, struct json *reply, const struct analysis *analysis,
                     const struct use *use) {
    json_begin(reply, NULL, '{');
    position_put(reply, "position", position_of(analysis->sources, use->span.end, server->utf8));
    json_text(reply, "label",
              arena_printf(server->arena, ": %s", type_text(server->arena, &use->type)));
    json_int(reply, "kind", 1);
    json_end(reply, '}');
}

// The types of lets and of the elements of lists, which are not written.
void inlay_hints(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    struct span range;
    if (document == NULL || !param_range(server, params, "range", &document->text, &range))
        return;
    const struct analysis *analysis = workfile_analysis(document);
    uint32_t i = 0, end = analysis->source != NULL ? index_within(&analysis->index, range, &i) : 0;
    json_begin(reply, NULL, '[');
    for (; i < end; i++) {
        const struct use *use = &analysis->index.items[i];
        bool unwritten = use->kind == USE_LET || use->kind == USE_ELEMENT;
        if (unwritten && use->span.begin == use->declaration.begin && use->type.kind != TYPE_POISON)
            put_hint(server, reply, analysis, use);
    }
    json_end(reply, ']');
}
