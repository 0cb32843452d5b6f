// A fact model between model_add and model_seal; what the files that build it share.
#ifndef PLIM_CHECK_MODEL_DRAFT_H
#define PLIM_CHECK_MODEL_DRAFT_H

#include "check/model_build.h"

// A field as written, whose type is only known when all records are. The root's fields are among
// them, with their default. repeats is the field of the same name that another file had declared
// before: then `field` belongs to no record and must turn out the same.
struct draft_field {
    struct record *record;
    struct field *field;
    const struct field *repeats;
    const struct type_node *type;
    const struct node *min, *max;
    const struct node *fallback;
};

struct draft_key {
    struct record *record;
    struct name name;
};

// All of it goes with its arena when the model is sealed.
struct model_draft {
    struct arena *arena;
    struct draft_field *fields;
    size_t field_count, field_capacity;
    struct draft_key *keys;
    size_t key_count, key_capacity;
    const struct purpose_node **purposes;
    size_t purpose_count, purpose_capacity;
};

// Gives every field its type and constraints and every record its key, and cuts recursion.
void model_resolve(struct model *model, struct parse *parse);

// Computes spaces, columns and shapes from types that are resolved and free of recursion.
void model_lay_out(struct model *model, struct parse *parse);

// Finds the lists that have a purpose, and the columns that are its parts.
void model_give_purposes(struct model *model, struct parse *parse);

// A type of the language by name, or NULL; the names, NULL beyond the last.
const struct type *type_builtin(const char *name);
const char *type_builtin_at(size_t index);

// False for a diagnostic past the limit, which needs no hint.
static inline bool is_kept(const struct diagnostic *diagnostic) {
    return diagnostic->message != NULL;
}

// Cure "did you mean X?" where a candidate is near.
void cure_nearest(struct parse *parse, struct diagnostic *diagnostic, const char *word,
                  const char *const *candidates, size_t count);
void cure_nearest_field(struct parse *parse, struct diagnostic *diagnostic, const char *word,
                        const struct record *record);

#endif
