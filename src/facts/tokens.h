// The tokens of a whole JSON document, kept: its members found, and where in it a token stands.
#ifndef PLIM_FACTS_TOKENS_H
#define PLIM_FACTS_TOKENS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "facts/scan.h"

// The tokens of a scan in an arena, escapes decoded: every text is SCAN_TEXT. What they point to
// lives as long as the text that was scanned, and the arena.
const struct scan_token *tokens_keep(struct arena *arena, const struct scan *scan);

// The name of a member that an object within the first COUNT tokens has twice, or NULL.
const struct scan_token *tokens_doubled(const struct scan_token *tokens, size_t count,
                                        struct arena *arena);

// The value of a member, or NULL; case counts in names.
const struct scan_token *tokens_member(const struct scan_token *object, const char *name);

bool token_is_text(const struct scan_token *token, const char *text);
// A copy of a text in an arena.
const char *tokens_text(const struct scan_token *token, struct arena *arena);

// Adds where a token stands within the value that begins with ROOT: "rules[3].margin".
void tokens_add_place(struct text *out, const struct scan_token *root,
                      const struct scan_token *wanted);

// Adds a value to JSON in the making; NAME is NULL but in an object.
void tokens_write(struct json *json, const char *name, const struct scan_token *value);

// The line and the column, both from 1, of a place in a text.
void tokens_line(const char *text, const char *at, unsigned long *line, unsigned long *column);

#endif
