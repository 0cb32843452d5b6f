// Random well-typed policies, as text, for a fact model.
#ifndef PLIM_ORACLE_GROW_H
#define PLIM_ORACLE_GROW_H

#include "base/arena.h"
#include "lang/model.h"
#include "../random.h"

// A name in sight and what it stands for.
struct sight {
    const char *name;
    struct type type;
    bool list;    // a list of such elements, by the name of a let
    bool blocked; // what it would stand for may not be used here
};
enum { SIGHT_LIMIT = 40, GROWN_DEFINES = 8 };

struct grown_define {
    const char *name;
    struct type type, parameters[3];
    uint32_t parameter_count;
};

// What the generator knows while it writes. pure: without default, known and if.
struct grower {
    struct random *random;
    struct random
        *telling; // for what is said and decides nothing, so that verdicts stay as they are
    struct arena *arena;
    const struct model *model;
    bool pure;
    uint32_t loops; // around the place being written
    uint32_t names; // given out
    struct sight sights[SIGHT_LIMIT];
    uint32_t sight_count;
    struct grown_define defines[GROWN_DEFINES];
    uint32_t define_count;
};

// A whole policy, and an expression over the roots of it for eval; any bool, number, text or list.
const char *grow_policy(struct grower *g);
const char *grow_evaluated(struct grower *g);

// Expressions of a type, at most so deep (grow_expr.c, grow_number.c). Some are written in a
// roundabout way that comes to the same, as the linter finds it; with an if in pure ones, too.
const char *grow_expr(struct grower *g, const struct type *type, uint32_t depth);
const char *grow_bool(struct grower *g, uint32_t depth);
const char *grow_number(struct grower *g, const struct type *type, uint32_t depth);
const char *grow_roundabout(struct grower *g, const struct type *type, const char *text);
const char *grow_count(struct grower *g, uint32_t depth); // count(LIST where C), in a loop more
const char *grow_computed(struct grower *g, const char *text); // the text, as no literal
const char *grow_part(struct grower *g, uint32_t depth);   // a whole number of a version or time
const char *grow_offset(struct grower *g, uint32_t depth); // from UTC, as a text
struct type grow_type(struct grower *g);                   // of a single value, at random
struct type type_plain(enum type_kind kind);
struct type type_quantity(struct dimension dimension);
const char *type_words(struct grower *g, const struct type *type);

// Paths (grow_path.c): NULL where nothing in sight has such a type.
const char *grow_path(struct grower *g, const struct type *type);
const char *grow_path_within(struct grower *g, const struct sight *sight, const struct type *type);

// A bool that says something of the element that came into sight last (grow_bool.c): what follows
// where or has.
const char *grow_said(struct grower *g, uint32_t depth);

// A list: its text, its elements, and the names that its steps give to elements inside.
struct listing {
    const char *text, *name; // name: of the last step; NULL where it names nothing
    struct type element;
    bool elements; // of the last step's elements themselves, not one of their fields
    bool keyed;    // a plain list of records with a key, which can be looked up in
    struct sight steps[4];
    uint32_t step_count;
};
bool grow_records(struct grower *g, struct listing *out);                          // any
bool grow_values(struct grower *g, const struct type *type, struct listing *out);  // a path
const char *grow_list(struct grower *g, const struct type *type, uint32_t depth);  // any way
const char *grow_whole(struct grower *g, const struct type *type, uint32_t depth); // no path
bool grow_values_within(struct grower *g, const struct sight *sight, const struct type *type,
                        struct listing *out); // a path from there on
void sight_add(struct grower *g, const char *name, struct type type);
void sight_list(struct grower *g, const char *name, struct type element); // a named list
bool sight_free(const struct grower *g, const char *name);
const char *grow_name(struct grower *g, const char *start); // a new one

// Opens a list for iteration, under a new name or its last step's: "x in LIST" or "LIST".
// sight_count is to be put back afterwards.
const char *grow_opened(struct grower *g, const struct listing *list);

static inline const char *grow_of(struct grower *g, const char *const *texts, uint32_t count) {
    return texts[random_below(g->random, count)];
}

#endif
