// One evaluation of policies over a store: what is shared by all expressions of the run, and
// environments.
#ifndef PLIM_EVAL_RUN_H
#define PLIM_EVAL_RUN_H

#include "eval/vector.h"
#include "check/pattern.h"
#include "facts/value.h"
#include "program/program.h"

// Whether a space has elements whose key is unknown, once somebody asked.
enum nameless { NAMELESS_UNSEEN, NAMELESS_NONE, NAMELESS_SOME };

// The run owns everything that is made while evaluating, so that program and store stay const:
// indexes, pattern results, texts that were computed. Used by one thread.
struct run {
    const struct program *program;
    const struct store *store;
    const struct policy *policy; // whose rules are being evaluated: parameters are looked up in it
    int64_t now;
    struct arena *arena;  // lives as long as the run
    struct intern *texts; // computed texts: ids continue those of the store's dictionary
    struct pattern_scratch *scratch;
    struct lookup_index **indexes; // by space id, made at the first look-up
    enum nameless *nameless;       // by space id
    struct patterns *patterns;     // those that come from the facts, and results
    struct arena **levels; // arenas of environments, by depth: the first level_count are in use
    size_t level_count, levels_made, level_room;
    struct coverage *coverage;  // what evaluating is counted in; NULL: it is not
    struct profile *profile;    // what evaluating costs is added up in; NULL: it is not
    struct env *root;           // one lane, no slots: constants of the run are kept in its memo
    uint64_t steps, step_limit; // work done; beyond the limit everything is unknown and the run is
                                // refused
};

// The work that a run may do where a caller asks for `given`; 0 asks for the default.
uint64_t run_step_limit(uint64_t given);

struct run *run_new(const struct program *program, const struct store *store, int64_t now,
                    uint64_t step_limit);
void run_free(struct run *run);

// Starts on a policy: forgets the constants of the policy before.
void run_policy(struct run *run, const struct policy *policy);

// Dictionary of the store and computed texts as one.
static inline const char *run_text(const struct run *run, uint32_t id) {
    uint32_t stored = intern_count(run->store->dictionary);
    return id < stored ? intern_text(run->store->dictionary, id)
                       : intern_text(run->texts, id - stored);
}
static inline uint32_t run_text_length(const struct run *run, uint32_t id) {
    uint32_t stored = intern_count(run->store->dictionary);
    return id < stored ? intern_length(run->store->dictionary, id)
                       : intern_length(run->texts, id - stored);
}

// Has the texts of the next lanes brought from memory; called for each lane in turn. The texts of a
// list that was sorted lie scattered in the dictionary, so that each waits for an address to be
// translated: several at a time wait together.
enum { FETCH_GROUP = 8 };
void run_fetch_group(const struct run *run, const struct vector *texts, uint32_t lane);
static inline void run_fetch_texts(const struct run *run, const struct vector *texts,
                                   uint32_t lane) {
    if (lane % FETCH_GROUP == 0)
        run_fetch_group(run, texts, lane);
}
uint32_t run_text_id(struct run *run, const char *bytes, size_t length);

// Texts of a loose column with the ids by which texts are compared.
struct vector run_same_texts(struct run *run, struct arena *arena, const struct vector *texts);

// The id of a text that was computed, in *id; false where it is longer than texts may be, or the
// budget is spent: each byte is work, and those of a text that is new are kept.
bool run_computed(struct run *run, const char *bytes, size_t length, uint32_t *id);

// The order of two texts, by bytes or as versions; their bytes are work. Once the budget is spent,
// any order will do.
int run_text_order(struct run *run, uint32_t a, uint32_t b, bool versions);

// What a call of a function counts in each lane, and each part that a text is made of: ten times an
// operator, which takes all lanes at once.
enum { CALL_STEPS = 80 };

// What an expression counts each time that it is evaluated, over however many lanes: nothing beside
// a batch, but most of the work where facts are missing and bounds are taken lane by lane.
enum { NODE_STEPS = 20 };

// Whether the budget is spent, so that nothing of the run matters any more.
static inline bool run_is_spent(const struct run *run) {
    return run->steps > run->step_limit;
}

// Counts n units of work, about a nanosecond or two each; false once the budget is spent.
static inline bool run_step(struct run *run, uint64_t n) {
    run->steps += n;
    return !run_is_spent(run);
}

// A variable's values over the lanes of its environment, and for the evidence where they come from.
struct binding {
    uint32_t slot;
    struct vector values;
    const struct expr *source; // a let's value, or a function's argument (then of the environment
                               // `caller`); NULL for elements
    const struct loop *loop;   // an element's loop, or NULL
    const uint32_t *positions; // an element's: by lane, its row (space loops) or its place in the
                               // list; NULL: rows first, …
};

static inline uint32_t binding_position(const struct binding *binding, uint32_t lane) {
    return binding->positions ? binding->positions[binding->values.n == 1 ? 0 : lane]
                              : vector_row(&binding->values, lane);
}

// An environment: n lanes that the innermost variables range over. A variable of an outer
// environment is seen through `owner`, which gives for each lane the lane of the parent (NULL: the
// same lanes). A function's body has an environment without parent, whose slots are the parameters
// over the lanes of the call.
struct env {
    struct run *run;
    struct env *parent;
    struct env *caller; // of a function's environment
    bool ends_caller;   // caller was made for this one
    uint32_t n;
    const uint32_t *owner;   // use env_owner: made from offsets when first asked for
    const uint32_t *offsets; // of lists that follow each other: lane l of the parent owns the lanes
    uint32_t first;          // offsets[l] - first up to offsets[l + 1] - first
    const struct env *composed_in; // the ancestor that env_owners was asked of last, or NULL
    const uint32_t *composed;
    uint64_t own; // mask of the slots bound here
    struct binding *bindings;
    size_t binding_count, binding_room;
    struct arena *arena; // freed back when the environment ends
    struct arena_mark mark;
    const uint64_t *counted; // the lanes that coverage counts; NULL: all
    const uint64_t *asked;   // the lanes whose values matter; NULL: all
    struct memo *memo;       // values of costly expressions over these lanes
};

// Environments end in the reverse order of their beginning; env_end gives back all that was
// allocated in theirs.
struct env *env_begin(struct run *run, struct env *parent, const uint32_t *owner, uint32_t n);
void env_end(struct env *env);
void env_bind(struct env *env, struct binding binding);

// The binding of a slot and the environment that holds it.
const struct binding *env_find(struct env *env, uint32_t slot, struct env **holder);

// Where the source of a binding was written: a parameter's in the caller of the outermost
// environment of the body, a let's in env itself.
struct env *env_of_source(struct env *env, struct env *holder);

// For each lane of env the lane of its parent; NULL: the same lanes.
const uint32_t *env_owner(struct env *env);

// The lane of `holder`, env or an ancestor, that a lane of env lies in.
uint32_t env_lane_in(struct env *env, uint32_t lane, const struct env *holder);

// Lanes of `env` as lanes of `holder`, one of its ancestors: NULL where they are the same lanes.
const uint32_t *env_compose_owners(struct env *env, const struct env *holder);
static inline const uint32_t *env_owners(struct env *env, const struct env *holder) {
    return env->composed_in == holder ? env->composed : env_compose_owners(env, holder);
}

// Whether the value of something that uses these slots can differ between the lanes.
bool env_varies(struct env *env, uint64_t uses);

// A new environment of one lane, in which all variables have their values at that lane of env:
// bounds of a let look into its value, which uses others than the expression that asks for them.
struct env *env_at_lane(struct env *env, uint32_t lane);

// The environment whose lanes an expression with these uses depends on: the nearest that binds one
// of them, the run's root where there is none.
struct env *env_home(struct env *env, uint64_t uses);

// The lanes of env whose values matter.
static inline const uint64_t *env_asked(const struct env *env) {
    return env->asked != NULL ? env->asked : bits_all;
}

// Has of the lanes whose values matter only those of the bitmap matter, until env_ask_end puts back
// what it was. What is kept meanwhile is forgotten then. False, and there is nothing to end, where
// there are none.
struct asking {
    const uint64_t *asked;
    struct memo *memo;
};
bool env_ask(struct env *env, const uint64_t *lanes, struct asking *before);
void env_ask_end(struct env *env, const struct asking *before);

// What is kept of an expression in an environment. What a walk finds of an argument is kept like
// its value, as each use of the parameter leads there again.
enum memo_kind {
    MEMO_VALUE,
    MEMO_MEMBERS, // of a list
    MEMO_JOIN,    // by a condition
    MEMO_BOUNDS,
    MEMO_ELEMENT_BOUNDS,
    MEMO_MISSING,
    MEMO_CONSULTED,
};

const void *memo_find(const struct env *env, enum memo_kind kind, const struct expr *expr);
void memo_add(struct env *env, enum memo_kind kind, const struct expr *expr, const void *value);

#endif
