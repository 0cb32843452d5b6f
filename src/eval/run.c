// The run and its environments.
#include "eval/run.h"

#include <assert.h>
#include <string.h>

#include "eval/lookup.h"
#include "eval/match.h"

struct run *run_new(const struct program *program, const struct store *store, int64_t now,
                    uint64_t step_limit) {
    struct arena *arena = arena_new();
    struct run *run = ARENA_NEW(arena, struct run);
    run->arena = arena;
    run->program = program;
    run->store = store;
    run->now = now;
    run->step_limit = step_limit ? step_limit : (uint64_t)STEP_LIMIT_DEFAULT_BILLIONS * 1000000000;
    run->texts = intern_new(arena);
    run->indexes = ARENA_ARRAY(arena, struct key_index *, store->model->space_count);
    run->scratch = pattern_scratch_new();
    run->patterns = pattern_results_new(arena);
    run->root = env_begin(run, NULL, NULL, 1);
    return run;
}

void run_free(struct run *run) {
    if (!run)
        return;
    for (size_t i = 0; i < run->levels_made; i++)
        arena_free(run->levels[i]);
    pattern_results_free(run->patterns);
    pattern_scratch_free(run->scratch);
    arena_free(run->arena);
}

void run_policy(struct run *run, const struct policy *policy) {
    run->policy = policy;
    env_end(run->root);
    run->root = env_begin(run, NULL, NULL, 1);
}

const char *run_text(const struct run *run, uint32_t id) {
    uint32_t stored = intern_count(run->store->dictionary);
    return id < stored ? intern_text(run->store->dictionary, id)
                       : intern_text(run->texts, id - stored);
}

uint32_t run_text_length(const struct run *run, uint32_t id) {
    uint32_t stored = intern_count(run->store->dictionary);
    return id < stored ? intern_length(run->store->dictionary, id)
                       : intern_length(run->texts, id - stored);
}

uint32_t run_text_id(struct run *run, const char *bytes, size_t length) {
    uint32_t id = intern_find(run->store->dictionary, bytes, length);
    if (id != INTERN_NONE)
        return id;
    return intern_count(run->store->dictionary) + intern_add(run->texts, bytes, length);
}

bool run_step(struct run *run, uint64_t n) {
    run->steps += n;
    return run->steps <= run->step_limit;
}

// Each depth of nesting has an arena, kept for the next environment of that depth.
static struct arena *level_arena(struct run *run) {
    if (run->level_count == run->levels_made)
        ARENA_PUSH(run->arena, run->levels, run->levels_made, run->level_room) = arena_new();
    return run->levels[run->level_count++];
}

struct env *env_begin(struct run *run, struct env *parent, const uint32_t *owner, uint32_t n) {
    struct arena *arena = level_arena(run);
    struct arena_mark mark = arena_mark(arena);
    struct env *env = ARENA_NEW(arena, struct env);
    env->run = run;
    env->parent = parent;
    env->owner = owner;
    env->n = n;
    env->arena = arena;
    env->mark = mark;
    return env;
}

void env_end(struct env *env) {
    struct run *run = env->run;
    assert(run->levels[run->level_count - 1] == env->arena);
    struct env *caller = env->ends_caller ? env->caller : NULL;
    run->level_count--;
    arena_rewind(env->arena, env->mark);
    if (caller)
        env_end(caller);
}

void env_bind(struct env *env, struct binding binding) {
    env->own |= (uint64_t)1 << binding.slot;
    ARENA_PUSH(env->arena, env->bindings, env->binding_count, env->binding_room) = binding;
}

static const struct binding *own_binding(const struct env *env, uint32_t slot) {
    for (size_t i = env->binding_count; i-- > 0;)
        if (env->bindings[i].slot == slot)
            return &env->bindings[i];
    return NULL;
}

const struct binding *env_find(struct env *env, uint32_t slot, struct env **holder) {
    while (!(env->own >> slot & 1))
        env = env->parent;
    *holder = env;
    return own_binding(env, slot);
}

const uint32_t *env_owner(struct env *env) {
    if (env->owner || !env->offsets)
        return env->owner;
    uint32_t *owner = arena_alloc(env->arena, env->n * sizeof *owner), lane = 0;
    while (env->offsets[lane + 1] <= env->first)
        lane++;
    for (uint32_t i = 0; i < env->n; lane++)
        for (uint32_t end = env->offsets[lane + 1] - env->first; i < env->n && i < end; i++)
            owner[i] = lane;
    return env->owner = owner;
}

const uint32_t *env_owners(struct arena *arena, struct env *env, const struct env *holder) {
    const uint32_t *owners = NULL;
    for (struct env *step = env; step != holder; step = step->parent) {
        const uint32_t *owner = env_owner(step);
        if (!owner || !owners) {
            owners = owner ? owner : owners;
            continue;
        }
        uint32_t *composed = arena_alloc(arena, env->n * sizeof *composed);
        for (uint32_t i = 0; i < env->n; i++)
            composed[i] = owner[owners[i]];
        owners = composed;
    }
    return owners;
}

bool env_varies(struct env *env, uint64_t uses) {
    for (uint32_t slot = 0; uses; slot++, uses >>= 1) {
        struct env *holder;
        if ((uses & 1) && env_find(env, slot, &holder)->values.n > 1)
            return true;
    }
    return false;
}

uint64_t env_bound(const struct env *env) {
    uint64_t bound = 0;
    for (; env; env = env->parent)
        bound |= env->own;
    return bound;
}

struct env *env_home(struct env *env, uint64_t uses) {
    if (!uses)
        return env->run->root;
    while (!(env->own & uses))
        env = env->parent;
    return env;
}

uint32_t env_lane_in(struct env *env, uint32_t lane, const struct env *holder) {
    for (; env != holder; env = env->parent) {
        const uint32_t *owner = env_owner(env);
        lane = owner ? owner[lane] : lane;
    }
    return lane;
}

static void bind_at_lane(struct env *single, struct env *env, uint32_t lane, uint32_t slot) {
    struct env *holder;
    struct binding binding = *env_find(env, slot, &holder);
    uint32_t at = env_lane_in(env, lane, holder);
    if (binding.loop) {
        uint32_t *position = arena_alloc(single->arena, sizeof *position);
        *position = binding_position(&binding, at);
        binding.positions = position;
    }
    binding.values = vector_lane(single->arena, &binding.values, at);
    env_bind(single, binding);
}

struct env *env_at_lane(struct env *env, uint32_t lane, uint64_t uses) {
    struct env *frame = env;
    while (frame->parent)
        frame = frame->parent;
    struct env *caller = frame->caller;
    if (caller && caller->n > 1)
        caller = env_at_lane(caller, env_lane_in(env, lane, frame), env_bound(caller));
    struct env *single = env_begin(env->run, NULL, NULL, 1);
    single->caller = caller;
    single->ends_caller = caller != frame->caller;
    for (uint32_t slot = 0; uses; slot++, uses >>= 1)
        if (uses & 1)
            bind_at_lane(single, env, lane, slot);
    return single;
}

// A hash table by pointer, linear probing, at most half full.
struct memo {
    size_t capacity, count;
    const void **keys, **values;
};

static size_t memo_slot(const struct memo *memo, const void *key) {
    size_t at = ((uintptr_t)key >> 4) * 0x9e3779b97f4a7c15u >> 20;
    while (memo->keys[at & (memo->capacity - 1)] && memo->keys[at & (memo->capacity - 1)] != key)
        at++;
    return at & (memo->capacity - 1);
}

const void *memo_find(const struct env *env, const void *key) {
    return env->memo ? env->memo->values[memo_slot(env->memo, key)] : NULL;
}

static struct memo *memo_sized(struct arena *arena, size_t capacity) {
    struct memo *memo = ARENA_NEW(arena, struct memo);
    memo->capacity = capacity;
    memo->keys = ARENA_ARRAY(arena, const void *, capacity);
    memo->values = ARENA_ARRAY(arena, const void *, capacity);
    return memo;
}

void memo_add(struct env *env, const void *key, const void *value) {
    struct memo *memo = env->memo;
    if (!memo || memo->count * 2 >= memo->capacity) {
        env->memo = memo_sized(env->arena, memo ? memo->capacity * 2 : 8);
        for (size_t i = 0; memo && i < memo->capacity; i++)
            if (memo->keys[i])
                memo_add(env, memo->keys[i], memo->values[i]);
        memo = env->memo;
    }
    size_t slot = memo_slot(memo, key);
    memo->count += !memo->keys[slot];
    memo->keys[slot] = key;
    memo->values[slot] = value;
}
