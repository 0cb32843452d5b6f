// All policies of one run with the model they share: loading, checking, setting parameters.
#ifndef PLIM_PROGRAM_PROGRAM_H
#define PLIM_PROGRAM_PROGRAM_H

#include "check/check.h"
#include "check/checked.h"

// Texts that stand for files: what an editor has changed and not saved.
struct shadow {
    // Adds the text that stands for the file of a path to *out, unless that is NULL; false where
    // the file does itself.
    bool (*read)(const struct shadow *shadow, const char *path, struct text *out);
};

// Policies checked against one model. Const while evaluating, so that threads may share it. Owns
// its arena and whatever the arena cannot own (compiled patterns).
struct program {
    struct arena *arena;
    struct intern *names;
    struct sources *sources;
    struct diagnostics *diagnostics;
    struct model *model;      // NULL until a policy or program_use_facts names one
    struct policy **policies; // what a policy uses before it
    struct policy *first;     // the first that was added, or NULL
    uint32_t policy_count;
    size_t policy_capacity;
    struct wanted *wanted;     // the columns that the expressions read
    size_t pattern_size;       // instructions of the patterns that are literals
    uint32_t expression_count; // the ids of expressions are below it
    const char *search_path;   // colon-separated folders, tried in order for names that are no path
    const struct file_node **waiver_files; // those of --waivers
    uint32_t waiver_file_count;
    size_t waiver_file_room;
    struct waiver *waivers; // of all files, in order (program_waive.h)
    uint32_t waiver_count;
    size_t waiver_room;
    const struct expr *max_waiver; // a duration, or NULL
    struct program_draft *draft;   // the files added, parsed and not yet checked
    struct uses *uses;             // gets what names stand for, or NULL
    const struct shadow *shadow;   // texts that stand for files, or NULL
};

// search_path: folders divided by ':', copied. Never NULL.
struct program *program_new(const char *search_path);
void program_free(struct program *program);

// Adds a policy by path, or by the name of a shipped one ("hyperv.prepare" -> hyperv/prepare.plim
// in the search path); of a folder, all policies below it that no other of them uses. What a policy
// uses is added with it. Mistakes, unreadable files too, are in the diagnostics. Parses only; the
// model files it uses are found and parsed too.
void program_add_file(struct program *program, const char *path_or_name);

// Adds a file of a folder, unless it is no policy: a fact model, or a file of settings or waivers.
void program_add_listed(struct program *program, const char *path);

void program_add_text(struct program *program, const char *name, const char *text, size_t size);

// The same in two steps, for those who look at the text first. Reading returns NULL after a
// diagnostic of a text that is too large; it keeps the tokens of the text, unless that is NULL. The
// path is that of a file that the text stands for, or NULL.
const struct file_node *program_read_text(struct program *program, const char *name,
                                          const char *text, size_t size, struct tokens *tokens);
void program_add_tree(struct program *program, const struct file_node *tree, const char *path);

// Adds a file of settings, which program_apply_settings applies.
void program_add_settings(struct program *program, const char *path);

// Adds a file of waivers.
void program_add_waivers(struct program *program, const char *path);
bool program_is_waivers(const struct program *program, const struct source *source);

// Uses a fact model for itself (eval, facts validate, facts schema): "virtualization", or a path of
// a model file; or that of a policy, by its name or path, with what it adds to records.
void program_use_facts(struct program *program, const char *name_or_path);

// Checks everything added. False if there were errors. A step of session_check.
bool program_check(struct program *program);

// After program_check: sets what the added files of settings say. Mistakes are diagnostics.
void program_apply_settings(struct program *program);

// After program_check: sets a parameter ("name" or "policy/name") from a text read by its declared
// type ("12 GiB", "true", "a,b" for a list). False after a diagnostic (no such parameter, malformed
// value).
bool program_set(struct program *program, const char *name, const char *value);

// After program_set: false after a diagnostic for each parameter that still has no value.
bool program_complete(struct program *program);

// How long waivers may last, as a text. False after a diagnostic.
bool program_set_max_waiver(struct program *program, const char *text);

// After settings: finds the rules and subjects of all waivers. Mistakes are diagnostics.
void program_check_waivers(struct program *program);

// After that: false after a diagnostic for each waiver that lasts longer than it may from that
// time on.
bool program_limit_waivers(struct program *program, int64_t now);

// After program_check: checks one expression over the roots (plimsoll eval), and over the params
// and defines of the first policy if there is any. NULL after a diagnostic. slot_count is for its
// frame.
const struct expr *program_expression(struct program *program, const char *text,
                                      uint32_t *slot_count);

// Reads a value of a type from a text, as --set does. NULL after a diagnostic; `what` names it in
// messages.
const struct expr *program_value(struct program *program, const struct type *type, const char *what,
                                 const char *text);

// What a policy file uses or imports as the use-th of its uses: the tree with the params and
// defines that it imports itself. NULL where it was not found.
const struct file_node *program_used(const struct program *program, const struct file_node *user,
                                     uint32_t use);

// Whether a source is the text of a policy whose fact model is known, one that is only used or
// imported too.
bool program_is_policy(const struct program *program, const struct source *source);

#endif
