// One case: a random policy, random facts, and what can be asked of the two.
#ifndef PLIM_ORACLE_CASE_H
#define PLIM_ORACLE_CASE_H

#include <cjson/cJSON.h>

#include "../random.h"
#include "session.h"

struct trial {
    uint64_t seed;
    struct random random;
    struct arena *arena;
    struct session *session;
    struct program *program;        // the session's
    const char *policy, *evaluated; // texts
    const struct expr *expression;
    bool pure; // without default, known and if
    cJSON *json;
    char *facts;                  // its text
    char *beside;                 // that of a second file, or NULL
    const struct space_def *list; // of which `glob` selects, or NULL
    char glob[8];
    const char *models;   // the folder of models, or NULL for that of the oracle
    const char *picks[2]; // hosts that are `here` and `there`, or NULL
    struct session_change changes[3];
    size_t change_count;
    bool everything; // is read
    bool whole;      // accounts have the report in JSON, with every subject
    int64_t now;
    uint64_t steps; // that a run may take
};

// The folder that has the model.
const char *trial_model_folder(void);

// pure: in any case without default, known and if.
struct trial *trial_new(uint64_t seed, bool pure);
void trial_free(struct trial *trial);

// Whether the policy and the expression are without mistakes; verbose prints those found.
bool trial_check(struct trial *trial, bool verbose);

// The verdict of the run, of all rules and, where they apply, of their requirements; open: a pass
// of subjects that may all turn out to be none, which is no decision yet.
struct verdicts {
    enum verdict at[256];
    bool open[256];
    uint32_t count, rules;
};

// The product's account of the facts as they are: they may be refused, or it may take too long.
enum judged { JUDGED, JUDGED_REFUSED, JUDGED_NEVER };
enum judged trial_judge(struct trial *trial, struct text *out, struct verdicts *verdicts);
void trial_evaluate(struct trial *trial, struct text *out);

// The facts, loaded; NULL where they are refused. How they are judged; and the report (tell.c).
struct session_facts *trial_load(struct trial *trial);
struct verdict_options trial_options(const struct trial *trial);
void account_report(struct text *out, const struct trial *trial, const struct findings *findings);

// What does not agree among findings, explanations and reports in all formats; nothing if all does.
enum judged trial_judge_told(struct trial *trial, struct text *wrong);

// The naive evaluator's; false where it gave up.
bool trial_naive(struct trial *trial, struct text *findings, struct text *value);

// The account by another policy of the facts as they are.
enum judged trial_judge_by(struct trial *trial, const char *policy, struct text *out,
                           struct verdicts *verdicts);

// Adds what comes of a test that expects the findings and should not.
void trial_test(struct trial *trial, const struct findings *findings, struct text *wrong);

// What comes of a test that has the facts and changes of them in its words, and expects what is
// found of a file with the changes; nothing if it passes.
enum judged trial_judge_given(struct trial *trial, struct text *wrong);

// What a baseline and a waiver excuse that they should not, or do not; nothing if all is well.
enum judged trial_judge_excused(struct trial *trial, struct text *wrong);

// Where explanations of what a baseline and waivers excuse do not say what the run says; nothing if
// they all do.
enum judged trial_judge_explained(struct trial *trial, struct text *wrong);

// What comparing two reports says that it should not, or does not; nothing if all is well.
enum judged trial_judge_compared(struct trial *trial, struct text *wrong);

// What the merged reports of several runs say that the runs do not, or not alike in another order;
// nothing if all is well.
enum judged trial_judge_merged(struct trial *trial, struct text *wrong);

// What of the policy in several files is not what one file says; nothing if all is.
enum judged trial_judge_parts(struct trial *trial, struct text *wrong);

// Changes the facts: their order and how they are written; one fact less, be it a key, or false.
void trial_shuffle(struct trial *trial);
bool trial_remove(struct trial *trial);

// The account of the same facts in two files.
enum judged trial_judge_divided(struct trial *trial, struct text *out);

// The account of the facts by the policy in its layout; and, where the linter has cures that keep
// the meaning, the verdicts by the policy with them in *verdicts and the policy in *mended.
enum judged trial_judge_laid_out(struct trial *trial, struct text *out);
enum judged trial_judge_mended(struct trial *trial, const char **mended, struct verdicts *verdicts);

// The accounts of facts that are changed after they were read, and of a file with the changes.
enum judged trial_judge_changed(struct trial *trial, struct text *changed, struct text *written);

// The accounts of two hosts that are picked from a fleet, and of facts that have only those.
enum judged trial_judge_picked(struct trial *trial, struct text *picked, struct text *paired);

// The accounts of facts that are selected from and changed after they were read, and of a file with
// the changes that is selected from; JUDGED_NEVER where there is nothing to select.
enum judged trial_judge_supposed(struct trial *trial, struct text *supposed, struct text *written);

// The accounts of a selection from a list, and of facts that have nothing else in it; JUDGED_NEVER
// where there is none to try.
enum judged trial_judge_selected(struct trial *trial, struct text *selected, struct text *left);

#endif
