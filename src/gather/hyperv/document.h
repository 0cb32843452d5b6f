// One file of an export: its JSON as tokens, whose texts are decoded.
#ifndef PLIM_GATHER_HYPERV_DOCUMENT_H
#define PLIM_GATHER_HYPERV_DOCUMENT_H

#include "base/arena.h"
#include "facts/tokens.h"
#include "lang/diagnostic.h"

// A file that was read. The tokens are those of its one value, none where the file is blank; no
// object in it has two members of the same name. All of it lives in the arena.
struct document {
    const char *file;
    const struct scan_token *tokens; // NULL: the file is blank
    struct diagnostics *errors;
};

// Reads a file; where it cannot be read or is not JSON, there is an error and no tokens.
struct document document_load(struct arena *arena, struct diagnostics *errors, const char *file);

// Adds an error about a file, or a place in it where PLACE is not NULL. An import goes on after an
// error, and its result is thrown away at the end; only the first error is kept, because those
// after it may be its consequences.
void document_error(struct diagnostics *errors, const char *file, const char *place,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));
// The same at a token of the document.
void document_wrong(const struct document *document, const struct scan_token *token,
                    const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
