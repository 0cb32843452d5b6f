// Paths of facts that are written as expressions.
#include "grammar/tree_path.h"

static bool no_path(const struct parse *parse, const struct node *node) {
    if (node->kind == NODE_BAD)
        return false;
    struct diagnostic *d = diagnostic_error(parse->diagnostics, CODE_NOT_A_PATH, node->span,
                                            "this is no path to a fact");
    diagnostic_cure(
        parse->diagnostics, d,
        "write names with dots between them, and keys in brackets: LIST[\"KEY\"].FIELD");
    return false;
}

// A key that is no text is written in the path as it is in the file, with its sign before it.
static bool add_key(const struct parse *parse, const struct node *key, struct fact_path *path) {
    const struct sources *sources = diagnostics_sources(parse->diagnostics);
    bool negative = key->kind == NODE_NEGATE && key->items[0]->kind != NODE_TIME;
    const struct node *value = negative ? key->items[0] : key;
    const char *text = sources_excerpt(sources, value->span, parse->arena);
    if (key->kind == NODE_TEXT)
        fact_path_add_key(path, parse->arena, key->text);
    else if (value->kind == NODE_NUMBER || value->kind == NODE_QUANTITY || value->kind == NODE_TIME)
        fact_path_add_value(path, parse->arena,
                            negative ? arena_printf(parse->arena, "-%s", text) : text);
    else
        return no_path(parse, key);
    return true;
}

bool tree_path(const struct parse *parse, const struct node *node, struct fact_path *path) {
    if (node->kind == NODE_NAME) {
        *path = (struct fact_path){0};
        fact_path_add_name(path, parse->arena, node->name.text);
        return true;
    }
    if (node->kind != NODE_FIELD && node->kind != NODE_INDEX)
        return no_path(parse, node);
    if (!tree_path(parse, node->items[0], path))
        return false;
    if (node->kind == NODE_INDEX)
        return add_key(parse, node->items[1], path);
    fact_path_add_name(path, parse->arena, node->name.text);
    return true;
}
