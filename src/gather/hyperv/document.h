// One file of an export: its JSON as tokens, whose texts are decoded.
#ifndef PLIM_GATHER_HYPERV_DOCUMENT_H
#define PLIM_GATHER_HYPERV_DOCUMENT_H

#include "base/arena.h"
#include "facts/scan.h"
#include "gather/hyperv/problem.h"

// A file that was read. The tokens are those of its one value, none where the file is blank; no
// object in it has two members of one name. All of it lives in the arena.
struct document {
    const char *file;
    const struct token *tokens; // NULL: the file is blank
    struct problem *problem;
};

// Reads a file; where it cannot be read or is not JSON, the problem says so and there are no
// tokens.
struct document document_load(struct arena *arena, struct problem *problem, const char *file);

// The value of a member, or NULL; names differ by case.
const struct token *document_member(const struct token *object, const char *name);

bool token_is_text(const struct token *token, const char *text);

// Notes a mistake at a token of the document.
void document_wrong(const struct document *document, const struct token *token, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));

#endif
