// Reads JSON into a tree.
#include "gather/item.h"

#include "facts/escape.h"
#include "facts/scan.h"

// As deep as the scan lets values nest. Returns the token after the value.
static const struct scan_token *read_value(struct item *to, const char *name,
                                           const struct scan_token *token) {
    static const char *const words[] = {
        [SCAN_NULL] = "null", [SCAN_FALSE] = "false", [SCAN_TRUE] = "true"};
    struct arena *arena = to->as.all.arena;
    const struct scan_token *end = scan_next(token), *at = token + 1;
    struct item *item = ARENA_NEW(arena, struct item);
    item_add(to, name, item);
    switch (token->kind) {
    case SCAN_NULL:
    case SCAN_FALSE:
    case SCAN_TRUE:
        item->as.text = words[token->kind];
        break;
    case SCAN_DECIMAL:
    case SCAN_INEXACT:
        item->as.text = arena_copy(arena, token->as.at, token->size);
        break;
    case SCAN_WHOLE:
        item->kind = ITEM_INT;
        item->as.whole = token->as.whole;
        break;
    case SCAN_TEXT:
    case SCAN_ESCAPED:
        item->kind = ITEM_TEXT;
        item->as.text = escape_text(arena, token);
        break;
    case SCAN_LIST:
    case SCAN_OBJECT:
        item->kind = token->kind == SCAN_LIST ? ITEM_LIST : ITEM_OBJECT;
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
