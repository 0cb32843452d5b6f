// The functions behind the rows of check/builtins.def.
#ifndef PLIM_EVAL_APPLY_H
#define PLIM_EVAL_APPLY_H

#include "eval/run.h"

// One value, in the representation of the result.
union scalar {
    bool truth;
    int64_t whole;
    struct decimal decimal; // WHOLE too
    uint32_t id;
};

// A function over plain values, called for the lanes where all arguments are known; numbers come as
// decimals. False makes the lane unknown.
typedef bool lane_fn(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out);

// A function over all lanes of env at once: it evaluates its arguments itself, and says what is
// unknown.
typedef struct vector batch_fn(struct env *env, const struct expr *expr);

#define LANE(name) lane_fn name;
#define BATCH(name) batch_fn name;
#define BUILTIN(id, word, form, a, b, c, result, function, ...) function
#include "check/builtins.def"
#undef BUILTIN
#undef BATCH
#undef LANE

// The arguments in a common number of lanes.
struct operands {
    struct vector at[BUILTIN_ARGUMENTS];
    uint32_t n;
};
struct operands operands_of(struct env *env, const struct expr *expr);

// Room for a result that is known where the first `count` operands are.
struct cells operands_result(struct arena *arena, const struct operands *operands, uint32_t count,
                             enum rep rep);

// Decimals of an expression of type int as 64-bit numbers; what does not fit is unknown.
struct vector narrow_int(struct arena *arena, struct vector decimals);

#endif
