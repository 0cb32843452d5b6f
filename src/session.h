// One session: policies and their settings, facts, what evaluating them found, and its digest.
#ifndef PLIM_SESSION_H
#define PLIM_SESSION_H

#include "facts/provenance.h"
#include "facts/load.h"
#include "finding/verdict.h"
#include "session_digest.h"

// Policies, or a fact model alone, with what is asked of them. Files, texts, settings and the
// expression may be added in any order until session_check; after that a session does not change
// any more, so that threads may share it. Owned by who made it, released by session_free.
struct session {
    struct program *program;
    bool everything;  // read all facts, not only those that policies and expression read
    bool keep_extras; // and what the model does not know
    bool digests;     // and the digest of all that the verdicts depend on is made
    bool keep_texts;  // and the texts that facts are read from, for session_facts_origin
    bool open;        // params need no value: tests set them
    void (*want)(struct program *program); // has further facts read, or NULL
    // After session_check:
    bool understood; // the policies are without a mistake; their settings need not be
    bool loadable;   // the fact model is without a mistake, so that facts can be checked against it
    const struct expr *expression; // of session_ask; NULL where it is mistaken
    // Private:
    struct session_setting *settings;
    size_t setting_count, setting_room;
    const char *question, *max_waiver;
    struct text list; // its lines of the digest
    bool checked;
};

// Never NULL. search_path: folders divided by ':' in which names of policies are looked for, not
// paths.
struct session *session_new(const char *search_path);
void session_free(struct session *session);

// Adds a policy by path or name, or as a text; uses a fact model without a policy. Texts are
// copied; mistakes are diagnostics of the program.
void session_add_file(struct session *session, const char *path_or_name);
void session_add_text(struct session *session, const char *name, const char *text, size_t size);
void session_use_facts(struct session *session, const char *name_or_path);

// Adds a file of settings, which win over those of policies.
void session_add_settings(struct session *session, const char *path);

// Adds a file of waivers; says how long waivers may last, as "90 d".
void session_add_waivers(struct session *session, const char *path);
void session_set_max_waiver(struct session *session, const char *duration);

// Sets a parameter, "NAME" or "POLICY/NAME", to a value as a text; asks for one expression.
void session_set(struct session *session, const char *name, const char *value);
void session_ask(struct session *session, const char *expression);

// Checks everything that was added. False if there is an error in the diagnostics of the program.
bool session_check(struct session *session);

// A change of facts, as given: of what a path leads to to a value, or to unknown (NULL).
struct session_change {
    const char *path, *value;
};

// Facts for a session. Added in any order until session_facts_load; constant afterwards. The
// session outlives them.
struct session_facts {
    struct store *loaded;      // what was read; NULL until then, and where there was a mistake
    const struct store *store; // that with the changes
    struct session_change *changes;
    size_t change_count;
    // Private:
    struct program *program;
    struct overlay *overlay;   // over that, where it was changed
    struct fact_path *changed; // by each change, with keys for places
    size_t change_room;
    struct arena *arena;
    struct loader *loader;
    struct session_input *inputs;
    size_t input_count, input_room, inputs_read;
    struct origins *origins; // made when first asked for
    bool strict, keep_texts, digests;
    struct text picks, selects, list; // lines of the digest
    struct hasher hasher;             // of the input that is being read
};

// Facts for a checked, loadable session. Mistakes become diagnostics there.
struct session_facts *session_facts_new(const struct session *session,
                                        struct diagnostics *diagnostics);
void session_facts_free(struct session_facts *facts);

// The functions of the loader of the same names.
void session_facts_add_file(struct session_facts *facts, const char *spec);
void session_facts_add_text(struct session_facts *facts, const char *name, const char *text,
                            size_t size);
void session_facts_take(struct session_facts *facts, const char *file, const char *root);
void session_facts_pick(struct session_facts *facts, const char *list, const char *key,
                        const char *root);
void session_facts_select(struct session_facts *facts, const char *list, const char *glob);
void session_facts_be_strict(struct session_facts *facts);

// Changes what was read, after all of it was, one change after the other. The session has to read
// everything. Texts are copied; a change that changes nothing is a mistake.
void session_facts_change(struct session_facts *facts, const char *path, const char *value);

// Makes the changes, once everything was read; a step of session_facts_load. False after a
// diagnostic.
bool session_facts_apply(struct session_facts *facts);

// Reads everything that was added. False if there was an error. Another call returns the same.
bool session_facts_load(struct session_facts *facts);

// Where a fact came from: "pair.json", the line, 0 where that cannot be told, and who collected or
// declared it; "--with" where that set it.
struct session_origin {
    const char *file;
    uint64_t line;
    bool collected; // what follows is known
    struct provenance provenance;
};

// False where no input has it. The session has to keep the texts.
bool session_facts_origin(struct session_facts *facts, const struct fact_path *fact,
                          struct session_origin *origin);

// Evaluates the rules over loaded facts; *digest is "sha256:…" of everything that the verdicts
// depend on, or NULL where the session makes none. Everything lives in the arena. NULL only where
// the step limit was reached.
struct findings *session_evaluate(const struct session *session, const struct session_facts *facts,
                                  const struct verdict_options *options, struct arena *arena,
                                  const char **digest);

// Evaluates the expression that was asked for. NULL only where the step limit was reached.
struct evaluation *session_answer(const struct session *session, const struct session_facts *facts,
                                  int64_t now, uint64_t step_limit, struct arena *arena);

#endif
