// What checking one document found: its tree, its program, and what the names in it stand for.
#ifndef PLIM_WORKSPACE_ANALYSIS_H
#define PLIM_WORKSPACE_ANALYSIS_H

#include "testing/testing.h"
#include "workspace/index.h"
#include "workspace/workspace.h"

// The text and the program of which it is the first file: checked as plimsoll check does it, or as
// plimsoll test where it has tests; params need no value. Being the first, its places in the
// program are offsets in the text. Owned by the document.
struct analysis {
    struct arena *arena;
    struct workfile *document;
    const struct file_node *tree; // never NULL
    struct tokens tokens;
    struct session *session;
    struct test_file *tests; // or NULL; has the session then
    struct program *program;
    const struct sources *sources; // of the program
    const struct source *source;   // the text; NULL where it is too large
    struct uses uses;
    struct index index;
    struct diagnostics *lint; // what the linter finds, once that was asked for
    bool linted;
    struct live *live; // its verdicts (live.h), once they were asked for
    bool live_made;
};

// The probe is that of the uses (lang/uses.h): an offset of the text, or 0.
struct analysis *analysis_make(struct workfile *document, uint32_t probe);
void analysis_free(struct analysis *analysis);

// What the linter finds in a text without a mistake; NULL in any other. Made when first asked for.
struct diagnostics *analysis_lint(struct analysis *analysis, int64_t now);

// Whether the program reads a file, or looked for one in vain.
bool analysis_reads(const struct analysis *analysis, const char *path);

// What the name at an offset of the text stands for, or NULL.
const struct use *analysis_use_at(const struct analysis *analysis, uint32_t offset);

// The policy of the text, or NULL where it is none that could be checked.
const struct policy *analysis_policy(const struct analysis *analysis);

// The fact model, or NULL where there is none that could be checked.
const struct model *analysis_model(const struct analysis *analysis);

// The param whose name begins at an offset of the program, or NULL.
const struct param *analysis_param(const struct analysis *analysis, uint32_t offset);

#endif
