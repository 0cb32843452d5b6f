// Reads JSON into a tree.
#include "gather/item.h"

#include "facts/escape.h"
#include "facts/scan.h"

// As deep as the scan lets values nest. Returns the token after the value.
static const struct token *read_value(struct item *to, const char *name,
                                      const struct token *token) {
    static const char *const words[] = {
        [TOKEN_NULL] = "null", [TOKEN_FALSE] = "false", [TOKEN_TRUE] = "true"};
    struct arena *arena = to->as.all.arena;
    const struct token *end = token_next(token), *at = token + 1;
    struct item *item = ARENA_NEW(arena, struct item);
    item_add(to, name, item);
    switch (token->kind) {
    case TOKEN_NULL:
    case TOKEN_FALSE:
    case TOKEN_TRUE:
        item->as.text = words[token->kind];
        break;
    case TOKEN_DECIMAL:
    case TOKEN_INEXACT:
        item->as.text = arena_copy(arena, token->as.at, token->size);
        break;
    case TOKEN_WHOLE:
        item->kind = ITEM_INT;
        item->as.whole = token->as.whole;
        break;
    case TOKEN_TEXT:
    case TOKEN_ESCAPED:
        item->kind = ITEM_TEXT;
        item->as.text = escape_text(arena, token);
        break;
    case TOKEN_LIST:
    case TOKEN_OBJECT:
        item->kind = token->kind == TOKEN_LIST ? ITEM_LIST : ITEM_OBJECT;
        item->as.all.arena = arena;
        while (at < end)
            at = item->kind == ITEM_LIST ? read_value(item, NULL, at)
                                         : read_value(item, escape_text(arena, at), at + 1);
        break;
    }
    return end;
}

struct item *item_read(struct arena *arena, struct text *text) {
    size_t size = text->size;
    struct scan scan;
    struct item *list = item_list(arena);
    text_add_repeat(text, '\0', SCAN_PADDING);
    text->size = size;
    scan_init(&scan);
    const char *end = scan_value(&scan, scan_blanks(text->data), text->data + size, 0);
    if (end != NULL && scan_blanks(end) == text->data + size)
        read_value(list, NULL, scan.tokens);
    scan_clear(&scan);
    return list->as.all.first;
}
