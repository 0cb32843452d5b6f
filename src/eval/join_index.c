// Indexes of joins: values are collected batch by batch, then sorted by value and element.
#include "eval/join_index.h"

#include <string.h>

#include "base/hash.h"
#include "eval/evaluate.h"
#include "eval/rounds.h"

// Distinct values are numbered; the elements of value v are those from starts[v] on.
struct join_index {
    struct hash table;
    __int128 *values;
    uint32_t *starts, *elements, *open;
    uint32_t open_count;
};

struct pairing {
    uint32_t value, element;
};

struct building {
    struct join_index *index;
    struct arena *arena, *scratch;
    const struct join_leaf *leaf;
    struct pairing *pairs;
    size_t count, room, value_count, value_room;
    uint64_t *open; // by element
};

// Numbers of either rep are equal as decimals; texts by their ids.
static __int128 value_at(const struct vector *values, uint32_t lane) {
    return values->rep == REP_TEXT ? values->at.ids[lane] : vector_decimal(values, lane).nano;
}

static uint32_t value_hash(__int128 value) {
    return hash_words((uint64_t)((unsigned __int128)value >> 64), (uint64_t)value);
}

struct sought_value {
    const struct join_index *index;
    __int128 value;
};

static bool is_sought(const void *state, uint32_t number) {
    const struct sought_value *sought = state;
    return sought->index->values[number] == sought->value;
}

static struct hash_slot *slot_of(const struct join_index *index, __int128 value, uint32_t hash) {
    return hash_find(&index->table, hash, is_sought, &(struct sought_value){index, value});
}

static uint32_t number_of(struct building *building, __int128 value) {
    struct join_index *index = building->index;
    uint32_t hash = value_hash(value);
    struct hash_slot *slot = slot_of(index, value, hash);
    if (slot->link != 0)
        return slot->link - 1;
    uint32_t number = (uint32_t)building->value_count;
    hash_take(&index->table, building->arena, slot, hash, number);
    ARENA_PUSH(building->arena, index->values, building->value_count, building->value_room) = value;
    return number;
}

// Lanes of an environment on the way from elements to their values: of which element each is.
struct stage {
    struct building *building;
    const struct join_step *step;
    const uint32_t *elements;
};

static void go_on(const struct stage *stage, struct env *env, const uint64_t *maybe);

static void collect(const struct stage *stage, struct env *env, const uint64_t *maybe) {
    struct building *building = stage->building;
    struct vector values = evaluate_lanes(env, building->leaf->key);
    for (uint32_t lane = 0; lane < env->n; lane++) {
        uint32_t element = stage->elements[lane];
        if (!bit_get(maybe, lane))
            continue;
        if (!bit_get(values.valid, lane)) {
            bit_set(building->open, element);
            continue;
        }
        struct pairing pairing = {number_of(building, value_at(&values, lane)), element};
        ARENA_PUSH(building->scratch, building->pairs, building->count, building->room) = pairing;
    }
}

static void visit(void *state, const struct round *round) {
    const struct stage *stage = state;
    uint32_t elements[BATCH];
    for (uint32_t i = 0; i < round->env->n; i++)
        elements[i] = stage->elements[round_owner(round, i)];
    struct stage next = {stage->building, stage->step->next, elements};
    if (run_step(round->env->run, round->env->n))
        go_on(&next, round->env, round->maybe);
}

static void absent(void *state, const struct absence *absence) {
    const struct stage *stage = state;
    bit_set(stage->building->open, stage->elements[absence->owner]);
}

static void go_on(const struct stage *stage, struct env *env, const uint64_t *maybe) {
    const struct join_step *step = stage->step;
    if (step == NULL) {
        collect(stage, env, maybe);
    } else if (step->call != NULL) {
        struct stage next = {stage->building, step->next, stage->elements};
        struct env *body = call_begin_with(env, step->call, step->binds);
        go_on(&next, body, maybe);
        env_end(body);
    } else {
        struct rounds rounds = {.loops = step->loop,
                                .loop_count = 1,
                                .visit = visit,
                                .absent = absent,
                                .state = (void *)stage};
        rounds_run(&rounds, env, maybe, maybe);
    }
}

static void collect_all(struct building *building, struct env *home, const struct lists *lists) {
    uint32_t elements[BATCH], room = lists_room(lists);
    for (uint32_t first = 0, n; first < room; first += n) {
        n = room - first < BATCH ? room - first : BATCH;
        for (uint32_t i = 0; i < n; i++)
            elements[i] = first + i;
        struct env *env = env_begin(home->run, home, lanes_zero, n);
        struct binding binding = {.slot = lists->loop->slot,
                                  .loop = lists->loop,
                                  .positions = elements,
                                  .values = lists_elements(env, lists, first, n)};
        env_bind(env, binding);
        go_on(&(struct stage){building, building->leaf->inside, elements}, env, bits_all);
        env_end(env);
    }
}

// Stable, by one of the two: those of number v go to where ends[v - 1] ends.
static void scatter(struct pairing *to, const struct pairing *from, size_t count, uint32_t *ends,
                    bool by_value) {
    for (size_t i = 0; i < count; i++)
        to[ends[by_value ? from[i].value : from[i].element]++] = from[i];
}

static uint32_t *starts_of(struct arena *arena, const struct building *building, size_t numbers,
                           bool by_value) {
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, numbers + 1), total = 0;
    for (size_t i = 0; i < building->count; i++)
        starts[by_value ? building->pairs[i].value : building->pairs[i].element]++;
    for (size_t i = 0; i <= numbers; i++) {
        uint32_t own = starts[i];
        starts[i] = total;
        total += own;
    }
    return starts;
}

static struct pairing *sorted(struct building *building, size_t numbers, bool by_value) {
    struct pairing *pairs =
        arena_alloc(building->scratch, building->count * sizeof *building->pairs);
    scatter(pairs, building->pairs, building->count,
            starts_of(building->scratch, building, numbers, by_value), by_value);
    return pairs;
}

static void finish(struct building *building, uint32_t room) {
    struct join_index *index = building->index;
    index->starts = starts_of(building->arena, building, building->value_count, true);
    building->pairs = sorted(building, room, false);
    building->pairs = sorted(building, building->value_count, true);
    index->elements = arena_alloc(building->arena, building->count * sizeof *index->elements);
    for (size_t i = 0; i < building->count; i++)
        index->elements[i] = building->pairs[i].element;
    for (uint32_t i = 0; i < room; i++)
        index->open_count += bit_get(building->open, i);
    index->open = arena_alloc(building->arena, index->open_count * sizeof *index->open);
    index->open_count = 0;
    for (uint32_t i = 0; i < room; i++)
        if (bit_get(building->open, i))
            index->open[index->open_count++] = i;
}

const struct join_index *join_index_new(struct env *home, const struct lists *lists,
                                        const struct join_leaf *leaf) {
    uint32_t room = lists_room(lists);
    struct building building = {.index = ARENA_NEW(home->arena, struct join_index),
                                .arena = home->arena,
                                .scratch = arena_new(),
                                .leaf = leaf};
    building.open = ARENA_ARRAY(building.scratch, uint64_t, words_for(room));
    hash_reserve(&building.index->table, home->arena, 1);
    collect_all(&building, home, lists);
    finish(&building, room);
    arena_free(building.scratch);
    return building.index;
}

struct join_elements join_index_open(const struct join_index *index) {
    return (struct join_elements){index->open, index->open_count};
}

struct join_elements join_index_find(const struct join_index *index, const struct vector *value,
                                     uint32_t lane) {
    __int128 wanted = value_at(value, value->n == 1 ? 0 : lane);
    uint32_t link = slot_of(index, wanted, value_hash(wanted))->link;
    if (link == 0)
        return (struct join_elements){NULL, 0};
    uint32_t start = index->starts[link - 1];
    return (struct join_elements){index->elements + start, index->starts[link] - start};
}
