// Semantic tokens: what each word of a text is.
#include "lsp/tokens.h"

#include "grammar/parser.h"
#include "grammar/words.h"
#include "lsp/methods.h"

enum colour {
    COLOUR_KEYWORD,
    COLOUR_STRING,
    COLOUR_NUMBER,
    COLOUR_COMMENT,
    COLOUR_VARIABLE,
    COLOUR_PARAMETER,
    COLOUR_PROPERTY,
    COLOUR_FUNCTION,
    COLOUR_TYPE,
    COLOUR_NAMESPACE,
    COLOUR_RULE,
    COLOURS
};

static const char *const names[COLOURS] = {
    "keyword",  "string",   "number", "comment",   "variable", "parameter",
    "property", "function", "type",   "namespace", "class",
};

void tokens_legend_put(struct json *json) {
    json_begin(json, "legend", '{');
    json_begin(json, "tokenTypes", '[');
    for (size_t i = 0; i < COLOURS; i++)
        json_text(json, NULL, names[i]);
    json_end(json, ']');
    json_begin(json, "tokenModifiers", '[');
    json_end(json, ']');
    json_end(json, '}');
}

static enum colour kind_of_use(const struct use *use) {
    switch (use->kind) {
    case USE_POLICY:
    case USE_MODEL:
        return COLOUR_NAMESPACE;
    case USE_RECORD:
        return COLOUR_TYPE;
    case USE_ROOT:
    case USE_LET:
    case USE_ELEMENT:
        return COLOUR_VARIABLE;
    case USE_FIELD:
        return COLOUR_PROPERTY;
    case USE_PARAM:
    case USE_PARAMETER:
        return COLOUR_PARAMETER;
    case USE_DEFINE:
        return COLOUR_FUNCTION;
    case USE_RULE:
        return COLOUR_RULE;
    }
    return COLOUR_VARIABLE;
}

// The list in the making: each token is told by its distance from the one before.
struct telling {
    struct server *server;
    const struct analysis *analysis;
    struct json *json;
    struct position last;
    uint32_t remark;
};

static void put(struct telling *t, struct span span, enum colour kind) {
    const struct sources *sources = t->analysis->sources;
    struct position begin = position_of(sources, span.begin, t->server->utf8);
    struct position end = position_of(sources, span.end, t->server->utf8);
    bool same = begin.line == t->last.line;
    if (end.line != begin.line || end.character == begin.character)
        return;
    json_int(t->json, NULL, begin.line - t->last.line);
    json_int(t->json, NULL, begin.character - (same ? t->last.character : 0));
    json_int(t->json, NULL, end.character - begin.character);
    json_int(t->json, NULL, kind);
    json_int(t->json, NULL, 0);
    t->last = begin;
}

// The comments before an offset.
static void put_remarks(struct telling *t, uint32_t offset) {
    const struct file_node *tree = t->analysis->tree;
    for (; t->remark < tree->remark_count; t->remark++) {
        const struct remark_node *remark = &tree->remarks[t->remark];
        if (remark->span.begin >= offset)
            return;
        if (remark->kind == REMARK_COMMENT)
            put(t, remark->span, COLOUR_COMMENT);
    }
}

// What a token is by itself; COLOURS for a sign.
static enum colour kind_of_token(int token) {
    switch (token) {
    case TOKEN_STRING:
        return COLOUR_STRING;
    case TOKEN_NUMBER:
    case TOKEN_UNIT:
    case TOKEN_TIME:
        return COLOUR_NUMBER;
    default:
        return is_reserved_token(token) ? COLOUR_KEYWORD : COLOURS;
    }
}

static void put_token(struct telling *t, const struct token *token) {
    const struct use *use = analysis_use_at(t->analysis, token->span.begin);
    if (use != NULL && use->span.begin == token->span.begin) {
        put(t, use->span, kind_of_use(use));
        return;
    }
    enum colour kind = kind_of_token(token->kind);
    const char *text = text_data(&t->analysis->document->text) + token->span.begin;
    if (kind == COLOURS && text[0] >= 'a' && text[0] <= 'z')
        kind = word_find(text, token->span.end - token->span.begin) != NULL ? COLOUR_KEYWORD
                                                                            : COLOUR_VARIABLE;
    if (kind != COLOURS)
        put(t, token->span, kind);
}

void semantic_tokens(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document == NULL)
        return;
    struct telling t = {server, workfile_analysis(document), reply, {0, 0}, 0};
    json_begin(reply, NULL, '{');
    json_begin(reply, "data", '[');
    for (uint32_t i = 0; i < t.analysis->tokens.count; i++) {
        put_remarks(&t, t.analysis->tokens.items[i].span.begin);
        put_token(&t, &t.analysis->tokens.items[i]);
    }
    put_remarks(&t, UINT32_MAX);
    json_end(reply, ']');
    json_end(reply, '}');
}
