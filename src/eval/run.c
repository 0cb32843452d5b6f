// The run and its environments.
#include "eval/run.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/version.h"
#include "eval/lookup.h"
#include "eval/match.h"

uint64_t run_step_limit(uint64_t given) {
    return given > 0 ? given : UINT64_C(1000000000);
}

static void begin_root(struct run *run) {
    run->root = env_begin(run, NULL, NULL, 1);
}

struct run *run_new(const struct program *program, const struct store *store, int64_t now,
                    uint64_t step_limit) {
    struct arena *arena = arena_new();
    struct run *run = ARENA_NEW(arena, struct run);
    run->arena = arena;
    run->program = program;
    run->store = store;
    run->now = now;
    run->step_limit = run_step_limit(step_limit);
    run->texts = intern_new(arena);
    run->nameless = ARENA_ARRAY(arena, enum nameless, store->model->space_count);
    run->indexes = ARENA_ARRAY(arena, struct lookup_index *, store->model->space_count);
    run->scratch = pattern_scratch_new();
    run->patterns = patterns_new(arena);
    begin_root(run);
    return run;
}

void run_free(struct run *run) {
    if (!run)
        return;
    for (size_t i = 0; i < run->levels_made; i++)
        arena_free(run->levels[i]);
    patterns_free(run->patterns);
    pattern_scratch_free(run->scratch);
    arena_free(run->arena);
}

void run_policy(struct run *run, const struct policy *policy) {
    run->policy = policy;
    env_end(run->root);
    begin_root(run);
}

// Where texts lie has to be known before they are fetched, a group later.
void run_fetch_group(const struct run *run, const struct vector *texts, uint32_t lane) {
    const struct intern *stored = run->store->dictionary;
    const uint32_t *ids = texts->at.ids, count = intern_count(stored), n = texts->n;
    uint32_t known = lane == 0 ? 0 : lane + FETCH_GROUP, next = lane + 2 * FETCH_GROUP;
    for (uint32_t i = lane == 0 ? 0 : next; i < next + FETCH_GROUP && i < n; i++)
        if (ids[i] < count)
            intern_fetch_entry(stored, ids[i]);
    for (uint32_t i = known; i < next && i < n; i++)
        if (ids[i] < count)
            intern_fetch_text(stored, ids[i]);
}

uint32_t run_text_id(struct run *run, const char *bytes, size_t length) {
    uint32_t id = intern_find(run->store->dictionary, bytes, length);
    if (id != INTERN_NONE)
        return id;
    return intern_count(run->store->dictionary) + intern_add(run->texts, bytes, length);
}

// A text that is kept takes that much beside its bytes. What a byte that is kept counts bounds the
// memory of a run.
enum { ENTRY = 64, KEPT_BYTE = 4 };

bool run_computed(struct run *run, const char *bytes, size_t length, uint32_t *id) {
    if (length > TEXT_LIMIT || !run_step(run, length))
        return false;
    uint32_t count = intern_count(run->texts);
    *id = run_text_id(run, bytes, length);
    return intern_count(run->texts) == count || run_step(run, KEPT_BYTE * (length + ENTRY));
}

// A comparison by bytes is a call of C's library, one of versions reads their parts.
enum { COMPARISON_STEPS = 20 };

int run_text_order(struct run *run, uint32_t a, uint32_t b, bool versions) {
    if (a == b)
        return 0;
    uint64_t work = versions ? CALL_STEPS : COMPARISON_STEPS;
    uint32_t left = run_text_length(run, a), right = run_text_length(run, b);
    if (!run_step(run, work + (left < right ? left : right)))
        return a < b ? -1 : 1;
    return versions ? version_compare(run_text(run, a), run_text(run, b))
                    : strcmp(run_text(run, a), run_text(run, b));
}

struct vector run_same_texts(struct run *run, struct arena *arena, const struct vector *texts) {
    struct cells out = cells_new(arena, REP_TEXT, texts->n);
    memcpy(out.valid, texts->valid, words_for(out.n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < out.n; i++) {
        uint32_t id = texts->at.ids[i];
        if (bit_get(out.valid, i))
            out.at.ids[i] = run_text_id(run, run_text(run, id), run_text_length(run, id));
    }
    return cells_vector(out);
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

struct env *env_of_source(struct env *env, struct env *holder) {
    while (holder->parent != NULL)
        holder = holder->parent;
    return holder->caller != NULL ? holder->caller : env;
}

// Lists that follow each other are known by their offsets alone. Most folds over them never ask for
// the owners, so they are written out at the first question only.
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

// Composes the owners of one step outwards after the other; steps with the same lanes on both sides
// are left out.
const uint32_t *env_compose_owners(struct env *env, const struct env *holder) {
    const uint32_t *owners = NULL;
    for (struct env *step = env; step != holder; step = step->parent) {
        const uint32_t *owner = env_owner(step);
        if (!owner || !owners) {
            owners = owner ? owner : owners;
            continue;
        }
        uint32_t *composed = arena_alloc(env->arena, env->n * sizeof *composed);
        for (uint32_t i = 0; i < env->n; i++)
            composed[i] = owner[owners[i]];
        owners = composed;
    }
    env->composed_in = holder;
    return env->composed = owners;
}

bool env_varies(struct env *env, uint64_t uses) {
    for (uint32_t slot = 0; uses; slot++, uses >>= 1) {
        struct env *holder;
        if ((uses & 1) && env_find(env, slot, &holder)->values.n > 1)
            return true;
    }
    return false;
}

// Other variables in use are bound further out: from the home they are seen through its owners.
struct env *env_home(struct env *env, uint64_t uses) {
    if (!uses)
        return env->run->root;
    while (!(env->own & uses))
        env = env->parent;
    return env;
}

// What env_owner says of one lane, without writing out all of them: the last lane of the parent
// whose list begins at or before it.
static uint32_t owner_of_lane(const struct env *env, uint32_t lane) {
    if (env->owner != NULL || env->offsets == NULL)
        return env->owner != NULL ? env->owner[lane] : lane;
    uint32_t low = 0, high = env->parent->n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (env->offsets[middle] <= env->first + lane)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t env_lane_in(struct env *env, uint32_t lane, const struct env *holder) {
    for (; env != holder; env = env->parent)
        lane = owner_of_lane(env, lane);
    return lane;
}

// Binds a variable as it is at one lane. An element keeps its position, by which the evidence names
// it.
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

static uint64_t slots_bound(const struct env *env) {
    uint64_t bound = 0;
    for (; env; env = env->parent)
        bound |= env->own;
    return bound;
}

// The new environment has no parent: the variables are bound again, so that nothing of the batch
// can be seen from it. Within a function's body, what an argument stands for is looked for in the
// caller's environment (binding.source), which therefore has to be at one lane as well, the one
// that the body's lane belongs to; made here, it ends with the new environment.
struct env *env_at_lane(struct env *env, uint32_t lane) {
    enum { BOUND_STEPS = 12 };
    struct env *frame = env;
    while (frame->parent)
        frame = frame->parent;
    struct env *caller = frame->caller;
    if (caller && caller->n > 1)
        caller = env_at_lane(caller, env_lane_in(env, lane, frame));
    struct env *single = env_begin(env->run, NULL, NULL, 1);
    single->caller = caller;
    single->ends_caller = caller != frame->caller;
    uint64_t bound = slots_bound(env);
    run_step(env->run, BOUND_STEPS * (uint64_t)__builtin_popcountll(bound));
    for (uint32_t slot = 0; bound; slot++, bound >>= 1)
        if (bound & 1)
            bind_at_lane(single, env, lane, slot);
    return single;
}

// Values by what they are of. Those over all lanes serve where some are asked for, too.
struct memo {
    const struct memo *outer; // or NULL
    struct hash table;
    struct kept {
        enum memo_kind kind;
        const struct expr *expr;
        const void *value;
    } * kept;
    size_t count, room;
};

struct sought_value {
    const struct memo *memo;
    enum memo_kind kind;
    const struct expr *expr;
};

static bool is_sought(const void *state, uint32_t number) {
    const struct sought_value *sought = state;
    const struct kept *kept = &sought->memo->kept[number];
    return kept->expr == sought->expr && kept->kind == sought->kind;
}

static struct hash_slot *memo_slot(const struct memo *memo, enum memo_kind kind,
                                   const struct expr *expr, uint32_t hash) {
    return hash_find(&memo->table, hash, is_sought, &(struct sought_value){memo, kind, expr});
}

const void *memo_find(const struct env *env, enum memo_kind kind, const struct expr *expr) {
    uint32_t hash = hash_words((uintptr_t)expr, kind);
    for (const struct memo *memo = env->memo; memo != NULL; memo = memo->outer) {
        uint32_t link = memo_slot(memo, kind, expr, hash)->link;
        if (link)
            return memo->kept[link - 1].value;
    }
    return NULL;
}

static struct memo *memo_new(struct env *env, const struct memo *outer) {
    struct memo *memo = ARENA_NEW(env->arena, struct memo);
    memo->outer = outer;
    hash_reserve(&memo->table, env->arena, 1);
    return memo;
}

void memo_add(struct env *env, enum memo_kind kind, const struct expr *expr, const void *value) {
    if (env->memo == NULL)
        env->memo = memo_new(env, NULL);
    struct memo *memo = env->memo;
    uint32_t hash = hash_words((uintptr_t)expr, kind);
    struct hash_slot *slot = memo_slot(memo, kind, expr, hash);
    if (slot->link) {
        memo->kept[slot->link - 1].value = value;
        return;
    }
    hash_take(&memo->table, env->arena, slot, hash, (uint32_t)memo->count);
    ARENA_PUSH(env->arena, memo->kept, memo->count, memo->room) = (struct kept){kind, expr, value};
}

// ---- lanes whose values matter ----

bool env_ask(struct env *env, const uint64_t *lanes, struct asking *before) {
    uint32_t words = words_for(env->n), rest = env->n % 64;
    uint64_t *asked = arena_alloc(env->arena, words * sizeof *asked), any = 0;
    for (uint32_t w = 0; w < words; w++) {
        asked[w] = lanes[w] & env_asked(env)[w];
        any |= w == words - 1 && rest > 0 ? asked[w] & (((uint64_t)1 << rest) - 1) : asked[w];
    }
    if (any == 0)
        return false;
    *before = (struct asking){env->asked, env->memo};
    env->asked = asked;
    env->memo = memo_new(env, env->memo);
    return true;
}

void env_ask_end(struct env *env, const struct asking *before) {
    env->asked = before->asked;
    env->memo = before->memo;
}
