// Linting a text: what it is, the program that it makes with what it uses, and its edits.
#ifndef PLIM_LINT_LINT_TEXT_H
#define PLIM_LINT_LINT_TEXT_H

#include "lint/lint.h"

struct lint_settings {
    const char *search_path; // folders divided by ':'
    lint_wanted *wanted;     // NULL: all rules
    const void *wanted_state;
    int64_t now;
};

// A text that was looked at; owned by who asked, released by lint_text_clear.
struct lint_text {
    struct program *program; // its diagnostics are the mistakes of the text and of what it uses
    struct arena *arena;
    bool sound;                  // there is no mistake, and the rest is there:
    struct diagnostics *found;   // what the rules say
    const struct source *source; // of the text
};

// Looks at a policy, a fact model, or a file of settings or waivers. The path is what messages call
// it; what it uses, and its tests, NAME_test.plim, are looked for beside that.
void lint_text(struct lint_text *out, const struct lint_settings *settings, const char *path,
               const char *text, size_t size);
void lint_text_clear(struct lint_text *lint);

// That of a text whose program was checked, and which has no mistake. In the arena.
struct diagnostics *lint_checked(struct arena *arena, const struct lint_settings *settings,
                                 const struct program *program, const struct file_node *tree);

// Adds the text with the edits made that cure what was found; those that overlap with an earlier
// one are left for another time. Returns how many findings they cure.
size_t lint_text_fix(struct lint_text *lint, struct text *out);

#endif
