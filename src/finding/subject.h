// Subjects: one combination of elements of a rule's loops, and how reports name it.
#ifndef PLIM_FINDING_SUBJECT_H
#define PLIM_FINDING_SUBJECT_H

#include "eval/run.h"
#include "finding/verdict.h"

enum { SUBJECT_LOOPS = 2 * PATH_LISTS_LIMIT }; // of two for each
#define POSITION_NONE UINT32_MAX               // of a loop that has no element there

// The loops that name a subject: those of the rule, and for a requirement those of its outermost
// `every` or `no`.
struct subject_loops {
    const struct loop *loops[SUBJECT_LOOPS];
    uint32_t count;
};

// The same loops in a row, in the arena.
struct loop *subject_loops_all(const struct subject_loops *loops, struct arena *arena);

// Positions of elements, one for each loop: rows of spaces, places in lists of values. Compared in
// order they are key order.
struct positions {
    uint32_t at[SUBJECT_LOOPS];
};
int positions_compare(const struct subject_loops *loops, const uint32_t *a, const uint32_t *b);

// Where the variables of loops are bound, for all lanes of env.
struct positions_source {
    struct env *env;
    uint32_t count;
    struct {
        const struct binding *binding;
        struct env *holder;
    } loops[SUBJECT_LOOPS];
};
struct positions_source positions_source(struct env *env, const struct subject_loops *loops);
// Where a lane stands.
void positions_at(const struct positions_source *source, uint32_t lane, uint32_t *at);

// Where a lane of env stands.
void positions_of(struct env *env, uint32_t lane, const struct subject_loops *loops, uint32_t *at);
// The same where a loop's list is absent: of that loop and those within it none.
void positions_around(struct env *env, uint32_t lane, const struct subject_loops *loops,
                      const struct loop *absent, uint32_t *at);

// Positions that a list does not keep: how many, and of which elements.
struct positions_left_out {
    uint64_t count;
    uint64_t *elements[SUBJECT_LOOPS]; // bits by position, of each loop
    size_t words[SUBJECT_LOOPS];
    bool none[SUBJECT_LOOPS]; // some have no element there
};

// A growing list of positions, loops->count numbers each. One that may not hold all keeps the first
// in key order, and after position_list_sort no more than it may.
struct position_list {
    uint32_t *at;
    size_t count, room;
    size_t most;                         // that are kept; 0: all
    struct positions_left_out *left_out; // NULL: none
    // Private:
    bool full; // the first `most` are in order, and what is behind them does not belong to them
    uint32_t *spare;
    size_t spare_room;
};
void position_list_add(struct position_list *list, struct arena *arena,
                       const struct subject_loops *loops, const uint32_t *at);
void position_list_sort(struct position_list *list, struct arena *arena,
                        const struct subject_loops *loops);

// How many were added to a list.
static inline uint64_t position_list_all(const struct position_list *list) {
    return list->count + (list->left_out != NULL ? list->left_out->count : 0);
}

// Whether a list has these positions in a stretch that is sorted, from an index on and before
// another.
bool position_list_has(const struct position_list *list, size_t from, size_t to,
                       const struct subject_loops *loops, const uint32_t *at);

// How many numbers the positions of a subject take in such a list.
static inline size_t subject_width(const struct subject_loops *loops) {
    return loops->count ? loops->count : 1;
}

// An environment of one lane with the elements at these positions (the first `count` loops) and
// their lets bound. End it with env_end.
struct env *subject_env(struct env *base, const struct subject_loops *loops, uint32_t count,
                        const uint32_t *at);

// The subject of an environment of subject_env, in the arena.
struct found_subject subject_found(struct env *env, const struct subject_loops *loops,
                                   struct arena *arena);

// What an element of a loop is called, and where it stands.
struct element_name {
    const char *text; // vm "db01"
    struct fact_path path;
    bool nameless;
};

// The element of a loop over facts at a position, in the arena of env.
struct element_name subject_name_element(struct env *env, const struct loop *loop,
                                         uint32_t position);

// Adds the element of a loop to a subject with room for as many paths as loops, whose elements so
// far are of the loops before; and what it is called to the name.
void subject_join(struct found_subject *subject, struct text *name,
                  const struct subject_loops *loops, uint32_t index,
                  const struct element_name *element);

// Whether one of the subject's elements is what the path leads to, or lies within it.
bool subject_is_within(const struct found_subject *subject, const struct fact_path *path);

#endif
