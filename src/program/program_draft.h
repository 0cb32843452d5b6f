// The files of a program before they are checked; private to program.c and its neighbours.
#ifndef PLIM_PROGRAM_PROGRAM_DRAFT_H
#define PLIM_PROGRAM_PROGRAM_DRAFT_H

#include "grammar/tree_use.h"
#include "program/program.h"

enum { NO_DRAFT = UINT32_MAX };

// A policy as parsed, once for each file. Its uses are linked to other drafts in the order of
// tree->uses, NO_DRAFT where one was not found.
struct draft_policy {
    const struct file_node *tree;
    const struct file_node *merged; // the tree with the params and defines that it imports
    const char *path;               // real path of the file; NULL for a text
    uint32_t *links;
    bool known; // its fact model was found and read without a mistake
    bool open;  // what it uses is being added
    bool root;  // named on the command line, or of a folder in which no other uses it
};

// A fact model as parsed; open while the models that it uses are being added, sound where it and
// they were found and read without a mistake.
struct draft_model {
    const struct file_node *tree;
    bool open, sound;
};

struct program_draft {
    struct draft_policy *policies;
    uint32_t policy_count;
    size_t policy_capacity;
    struct draft_model *models;
    size_t model_count, model_capacity;
    const struct file_node **settings; // files of --params
    uint32_t setting_count;
    size_t setting_room;
};

// What a root reaches by `use policy`, nearest first, and over how many uses at least.
struct reach {
    uint32_t *drafts, *layers;
    uint32_t count;
    size_t room, layer_room;
};
struct reach program_reach(struct program *program, uint32_t root);

// Adds a parsed policy, and what it uses (program_use.c). Returns its place among the drafts.
uint32_t draft_policy_add(struct program *program, const struct file_node *tree, const char *path);

// Adds the policies of a folder and what they use; tests, fact models and files of settings in it
// are passed over.
void draft_folder_add(struct program *program, const char *folder);

// Makes the policy of a file a root that is among the drafts and is none yet. False where it is
// not.
bool draft_make_root(struct program *program, const char *path);

// The real path of a file, in the arena.
const char *real_path(struct program *program, const char *path);

// Merges what is imported into the trees, and reports statements that have no place in a policy.
void drafts_settle(struct program *program);

// Whether the fact model that a policy uses was found (program.c).
bool draft_uses_facts(struct program *program, const struct file_node *tree);

// Tailors a checked policy as those that the root reaches say (program_tailor.c).
void program_tailor(struct program *program, struct policy *policy, const struct reach *reach,
                    uint32_t draft);

// Gives a param its value and keeps the change. False after a diagnostic.
bool tailor_set(struct program *program, struct policy *policy, uint32_t param,
                const struct expr *value, struct tailoring how);

#endif
