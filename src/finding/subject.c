// Subjects: one combination of elements of a rule's loops.
#include "finding/subject.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/locate.h"
#include "eval/rounds.h"
#include "eval/show.h"

int positions_compare(const struct subject_loops *loops, const uint32_t *a, const uint32_t *b) {
    for (uint32_t i = 0; i < loops->count; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static uint32_t position_of(struct env *env, uint32_t lane, const struct loop *loop) {
    struct env *holder;
    const struct binding *binding = env_find(env, loop->slot, &holder);
    return binding_position(binding, env_lane_in(env, lane, holder));
}

struct positions_source positions_source(struct env *env, const struct subject_loops *loops) {
    struct positions_source source = {.env = env, .count = loops->count};
    for (uint32_t i = 0; i < loops->count; i++)
        source.loops[i].binding = env_find(env, loops->loops[i]->slot, &source.loops[i].holder);
    return source;
}

void positions_at(const struct positions_source *source, uint32_t lane, uint32_t *at) {
    for (uint32_t i = 0; i < source->count; i++)
        at[i] = binding_position(source->loops[i].binding,
                                 env_lane_in(source->env, lane, source->loops[i].holder));
}

void positions_of(struct env *env, uint32_t lane, const struct subject_loops *loops, uint32_t *at) {
    for (uint32_t i = 0; i < loops->count; i++)
        at[i] = position_of(env, lane, loops->loops[i]);
}

void positions_around(struct env *env, uint32_t lane, const struct subject_loops *loops,
                      const struct loop *absent, uint32_t *at) {
    bool within = false;
    for (uint32_t i = 0; i < loops->count; i++) {
        within |= loops->loops[i] == absent;
        at[i] = within ? POSITION_NONE : position_of(env, lane, loops->loops[i]);
    }
}

static void merge_sort(uint32_t *at, uint32_t *spare, size_t n, const struct subject_loops *loops) {
    size_t width = loops->count, half = n / 2;
    if (n < 2)
        return;
    merge_sort(at, spare, half, loops);
    merge_sort(at + half * width, spare, n - half, loops);
    memcpy(spare, at, half * width * sizeof *at);
    size_t left = 0, right = half;
    for (size_t to = 0; left < half; to++) {
        bool from_right =
            right < n && positions_compare(loops, at + right * width, spare + left * width) < 0;
        const uint32_t *from = from_right ? at + right++ * width : spare + left++ * width;
        memmove(at + to * width, from, width * sizeof *at);
    }
}

static bool is_sorted(const struct position_list *list, const struct subject_loops *loops) {
    size_t width = loops->count;
    for (size_t i = 1; width > 0 && i < list->count; i++)
        if (positions_compare(loops, list->at + (i - 1) * width, list->at + i * width) > 0)
            return false;
    return true;
}

static void put_in_order(struct position_list *list, struct arena *arena,
                         const struct subject_loops *loops) {
    if (is_sorted(list, loops))
        return;
    if (list->spare_room < list->count) {
        list->spare_room = list->room;
        list->spare = arena_alloc(arena, list->room * loops->count * sizeof *list->at);
    }
    merge_sort(list->at, list->spare, list->count, loops);
}

static void note_element(struct positions_left_out *out, struct arena *arena, uint32_t loop,
                         uint32_t position) {
    size_t word = position / 64, words = out->words[loop];
    if (word >= words) {
        size_t more = word >= 2 * words ? word + 1 : 2 * words;
        uint64_t *grown = ARENA_ARRAY(arena, uint64_t, more);
        if (words > 0)
            memcpy(grown, out->elements[loop], words * sizeof *grown);
        out->elements[loop] = grown;
        out->words[loop] = more;
    }
    bit_set(out->elements[loop], position);
}

static void leave_out(struct position_list *list, struct arena *arena,
                      const struct subject_loops *loops, const uint32_t *at) {
    if (list->left_out == NULL)
        list->left_out = ARENA_NEW(arena, struct positions_left_out);
    list->left_out->count++;
    for (uint32_t i = 0; i < loops->count; i++) {
        list->left_out->none[i] |= at[i] == POSITION_NONE;
        if (at[i] != POSITION_NONE)
            note_element(list->left_out, arena, i, at[i]);
    }
}

void position_list_sort(struct position_list *list, struct arena *arena,
                        const struct subject_loops *loops) {
    put_in_order(list, arena, loops);
    if (list->most == 0 || list->count < list->most)
        return;
    for (size_t i = list->most; i < list->count; i++)
        leave_out(list, arena, loops, list->at + i * subject_width(loops));
    list->count = list->most;
    list->full = true;
}

// Half of what a full list holds comes behind the last that it keeps, and goes when it is put in
// order.
void position_list_add(struct position_list *list, struct arena *arena,
                       const struct subject_loops *loops, const uint32_t *at) {
    size_t width = subject_width(loops), size = width * sizeof *list->at;
    if (list->full && positions_compare(loops, list->at + (list->most - 1) * width, at) < 0) {
        leave_out(list, arena, loops, at);
        return;
    }
    if (list->count == list->room)
        list->at = arena_grow(arena, list->at, list->count, &list->room, size);
    memcpy(list->at + list->count++ * width, at, loops->count * sizeof *at);
    if (list->most > 0 && list->count >= 2 * list->most)
        position_list_sort(list, arena, loops);
}

bool position_list_has(const struct position_list *list, size_t from, size_t to,
                       const struct subject_loops *loops, const uint32_t *at) {
    size_t width = subject_width(loops), low = from, high = to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = positions_compare(loops, list->at + middle * width, at);
        if (order == 0)
            return true;
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return false;
}

struct loop *subject_loops_all(const struct subject_loops *loops, struct arena *arena) {
    struct loop *all = ARENA_ARRAY(arena, struct loop, loops->count);
    for (uint32_t i = 0; i < loops->count; i++)
        all[i] = *loops->loops[i];
    return all;
}

static struct vector element_at(struct env *env, const struct loop *loop, uint32_t position) {
    struct vector row = {
        .rep = REP_ROW, .n = 1, .valid = bits_all, .contiguous = true, .first = position};
    if (loop->space)
        return loop->type.kind == TYPE_RECORD
                   ? row
                   : column_load(env->arena, &env->run->store->spaces[loop->space->id].columns[0],
                                 &row);
    struct vector lists = evaluate(env, loop->values);
    if (run_is_spent(env->run))
        return vector_unknown(env->arena, rep_of(&loop->type), 1); // the list may be shorter now
    return vector_lane(env->arena, lists.elements, lists.at.segments[0].start + position);
}

struct env *subject_env(struct env *base, const struct subject_loops *loops, uint32_t count,
                        const uint32_t *at) {
    struct env *env = env_begin(base->run, base, lanes_zero, 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct loop *loop = loops->loops[i];
        uint32_t *position = arena_alloc(env->arena, sizeof *position);
        *position = at[i];
        struct binding binding = {.slot = loop->slot, .loop = loop, .positions = position};
        binding.values = element_at(env, loop, at[i]);
        env_bind(env, binding);
        bind_lets(env, loop->lets, loop->let_count);
    }
    return env;
}

static bool can_be_key(const struct type *type) {
    return type_is_numeric(type) || type->kind == TYPE_TEXT || type->kind == TYPE_ENUM ||
           type->kind == TYPE_TIME;
}

static struct fact_path element_path(struct env *env, const struct binding *binding) {
    const struct loop *loop = binding->loop;
    uint32_t position = binding_position(binding, 0);
    if (loop->space)
        return locate_row(env->run, loop->space, position, env->arena);
    struct fact_path path = {0};
    fact_path_add_name(&path, env->arena, loop->name);
    if (can_be_key(&loop->type) && bit_get(binding->values.valid, 0))
        locate_add_key(&path, env->run, &loop->type, &binding->values, 0, env->arena);
    else
        fact_path_add_position(&path, env->arena, position);
    return path;
}

// Of a list that is no fact, an element whose value would be its key, and is unknown.
static bool is_nameless(struct env *env, const struct binding *binding) {
    const struct loop *loop = binding->loop;
    return loop->space != NULL
               ? !locate_is_named(env->run, loop->space, binding_position(binding, 0))
               : can_be_key(&loop->type) && !bit_get(binding->values.valid, 0);
}

static struct element_name name_of(struct env *env, const struct binding *binding) {
    struct element_name element = {.path = element_path(env, binding),
                                   .nameless = is_nameless(env, binding)};
    struct text text = {0};
    show_element(env->run, &text, binding->loop, &binding->values, binding_position(binding, 0));
    element.text = text_copy(&text, env->arena);
    text_clear(&text);
    return element;
}

struct element_name subject_name_element(struct env *env, const struct loop *loop,
                                         uint32_t position) {
    struct binding binding = {.slot = loop->slot, .loop = loop, .positions = &position};
    binding.values = element_at(env, loop, position);
    return name_of(env, &binding);
}

// Takes the paths away that the one behind them goes on from.
static void drop_begun(struct found_subject *subject) {
    const struct fact_path *last = &subject->paths[subject->path_count - 1];
    size_t kept = 0;
    for (size_t i = 0; i < subject->path_count; i++) {
        const struct fact_path *path = &subject->paths[i];
        if (path == last || path->count >= last->count ||
            fact_path_covers(path, last) != path->count)
            subject->paths[kept++] = *path;
    }
    subject->path_count = kept;
}

static const char *list_name(const struct loop *loop) {
    return loop->space != NULL ? loop->space->name : loop->name;
}

// Whether another loop goes through a list of the same name, so that only their own names tell
// their elements apart.
static bool shares_list(const struct subject_loops *loops, uint32_t index) {
    for (uint32_t i = 0; i < loops->count; i++)
        if (i != index && strcmp(list_name(loops->loops[i]), list_name(loops->loops[index])) == 0)
            return true;
    return false;
}

// vm "db01" disk "vda"; a = host "hv001", b = host "hv004" of for each a in host, for each b in
// host
void subject_join(struct found_subject *subject, struct text *name,
                  const struct subject_loops *loops, uint32_t index,
                  const struct element_name *element) {
    const struct loop *loop = loops->loops[index];
    bool shared = shares_list(loops, index);
    if (index > 0)
        text_add(name, shared ? ", " : " ");
    if (shared && strcmp(loop->name, list_name(loop)) != 0) {
        text_add(name, loop->name);
        text_add(name, " = ");
    }
    text_add(name, element->text);
    subject->paths[subject->path_count++] = element->path;
    subject->nameless |= element->nameless;
    drop_begun(subject);
}

struct found_subject subject_found(struct env *env, const struct subject_loops *loops,
                                   struct arena *arena) {
    struct found_subject subject = {.paths = ARENA_ARRAY(arena, struct fact_path, loops->count)};
    struct text name = {0};
    for (uint32_t i = 0; i < loops->count; i++) {
        struct env *holder;
        struct element_name element = name_of(env, env_find(env, loops->loops[i]->slot, &holder));
        subject_join(&subject, &name, loops, i, &element);
    }
    for (size_t i = 0; i < subject.path_count; i++)
        subject.paths[i] = fact_path_copy(&subject.paths[i], arena);
    subject.text = text_copy(&name, arena);
    text_clear(&name);
    return subject;
}

bool subject_is_within(const struct found_subject *subject, const struct fact_path *path) {
    for (size_t i = 0; i < subject->path_count; i++)
        if (fact_path_covers(path, &subject->paths[i]) > 0)
            return true;
    return false;
}
