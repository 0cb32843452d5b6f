// Automata of small expressions.
//
// A state is the set of places that a text may have reached, and a row of a table says which comes
// next; rows are filled when they are first asked for. Symbols that the same places take are one
// class, so that most tables are some hundred bytes: thousands of patterns stay near the processor.
#include "check/pattern_automaton.h"

#include <string.h>

#include "check/pattern_places.h"

// What a row says, and the first of the states.
enum { UNMADE, NOWHERE, FOUND, FIRST };

// Sets of places that have been made; those beyond are computed again each time.
enum { STATES = 128 };

// Without a state, a set is looked up in parts.
enum { PART_BITS = 4, PART_VALUES = 1 << PART_BITS, PARTS = (PLACES + 1) / PART_BITS };

// A byte that goes on with a character of more than one changes nothing.
enum { CLASS_INSIDE = 0 };

struct automaton {
    uint8_t *next; // by state and class: 1 << shift of them
    uint8_t shift, start, end_class, class_count;
    unsigned count, room; // of the states
    unsigned places;
    place_set *sets;                 // by state
    place_set *follows;              // by place
    place_set *takes;                // by class
    place_set (*parts)[PART_VALUES]; // what follows PART_BITS of a set; NULL while states do
    place_set lasts, again;
    struct arena *arena;
    uint8_t classes[256]; // by byte
};

// ---- making ----

static uint8_t class_of(struct automaton *automaton, place_set takes) {
    uint8_t class = CLASS_INSIDE + 1;
    while (class < automaton->class_count && automaton->takes[class] != takes)
        class ++;
    automaton->takes[class] = takes;
    if (class == automaton->class_count)
        automaton->class_count++;
    return class;
}

static void make_classes(struct automaton *automaton, const struct places *places) {
    place_set takes[SYMBOLS + 1] = {0};
    automaton->takes = takes;
    automaton->class_count = CLASS_INSIDE + 1;
    for (int c = 0; c < SYMBOL_OTHER; c++)
        automaton->classes[c] = class_of(automaton, places->takes[c]);
    memset(automaton->classes + 0x80, CLASS_INSIDE, 0x40);
    memset(automaton->classes + 0xc0, class_of(automaton, places->takes[SYMBOL_OTHER]), 0x40);
    automaton->end_class = automaton->class_count++;
    takes[automaton->end_class] = places->takes[SYMBOL_END];
    while (1u << automaton->shift < automaton->class_count)
        automaton->shift++;
    size_t size = automaton->class_count * sizeof *takes;
    automaton->takes = memcpy(arena_alloc(automaton->arena, size), takes, size);
}

static void make_follows(struct automaton *automaton, const struct places *places) {
    size_t size = (places->count + 1) * sizeof *automaton->follows;
    automaton->follows = memcpy(arena_alloc(automaton->arena, size), places->follows, size);
}

static place_set step(const struct automaton *automaton, place_set set, place_set takes) {
    place_set reached = 0;
    for (; set != 0; set &= set - 1)
        reached |= automaton->follows[place_first(set)];
    return (reached & takes) | automaton->again;
}

static void grow(struct automaton *automaton) {
    unsigned room = automaton->room > 0 ? 2 * automaton->room : 8;
    size_t old = (size_t)automaton->room << automaton->shift,
           size = (size_t)room << automaton->shift;
    uint8_t *next = arena_zero(automaton->arena, size, 1);
    place_set *sets = ARENA_ARRAY(automaton->arena, place_set, room);
    if (automaton->room > 0) {
        memcpy(next, automaton->next, old);
        memcpy(sets, automaton->sets, automaton->count * sizeof *sets);
    }
    automaton->next = next;
    automaton->sets = sets;
    automaton->room = room;
}

// What a row is to say of a set of places: UNMADE where there are too many.
static uint8_t state_of(struct automaton *automaton, place_set set) {
    unsigned state = FIRST;
    if ((set & automaton->lasts) != 0)
        return FOUND;
    if (set == 0)
        return NOWHERE;
    while (state < automaton->count && automaton->sets[state] != set)
        state++;
    if (state == STATES)
        return UNMADE;
    if (state == automaton->room)
        grow(automaton);
    automaton->sets[state] = set;
    if (state == automaton->count)
        automaton->count++;
    return (uint8_t)state;
}

// A match may begin anywhere, unless it has to be at the start.
static void make_start(struct automaton *automaton, const struct places *places) {
    place_set start = places->takes[SYMBOL_START];
    automaton->again = (places->follows[0] & ~start) != 0 || (places->lasts & 1) != 0;
    automaton->lasts = places->lasts;
    automaton->count = FIRST;
    grow(automaton);
    automaton->start = state_of(automaton, step(automaton, 1, start));
}

struct automaton *automaton_of(struct arena *arena, const char *expression, size_t size) {
    struct places places;
    if (!places_of(expression, size, &places))
        return NULL;
    struct automaton *automaton = ARENA_NEW(arena, struct automaton);
    automaton->arena = arena;
    automaton->places = places.count;
    make_follows(automaton, &places);
    make_classes(automaton, &places);
    make_start(automaton, &places);
    return automaton;
}

// ---- going on ----

// Behind the end of a text only what was found matters.
static uint8_t move(struct automaton *automaton, uint8_t state, uint8_t class) {
    place_set set = automaton->sets[state];
    uint8_t next;
    if (class != CLASS_INSIDE)
        set = step(automaton, set, automaton->takes[class]);
    if (class == automaton->end_class && (set & automaton->lasts) == 0)
        next = NOWHERE;
    else
        next = state_of(automaton, set);
    automaton->next[(size_t)state << automaton->shift | class] = next;
    return next;
}

// ---- matching without states ----

static void make_parts(struct automaton *automaton) {
    if (automaton->parts != NULL)
        return;
    automaton->parts = arena_zero(automaton->arena, PARTS, sizeof *automaton->parts);
    for (unsigned place = 0; place <= automaton->places; place++)
        for (unsigned value = 0; value < PART_VALUES; value++)
            if (value >> place % PART_BITS & 1)
                automaton->parts[place / PART_BITS][value] |= automaton->follows[place];
}

// The same as step, in a time that does not depend on the set.
static place_set step_by_parts(const struct automaton *automaton, place_set set, place_set takes) {
    place_set reached = 0;
    for (unsigned part = 0; set != 0; part++, set >>= PART_BITS)
        reached |= automaton->parts[part][(unsigned)set % PART_VALUES];
    return (reached & takes) | automaton->again;
}

static bool finds_from(struct automaton *automaton, place_set set, const char *text, size_t size) {
    make_parts(automaton);
    for (size_t i = 0; i < size && set != 0 && (set & automaton->lasts) == 0; i++) {
        uint8_t class = automaton->classes[(unsigned char)text[i]];
        if (class != CLASS_INSIDE)
            set = step_by_parts(automaton, set, automaton->takes[class]);
    }
    set |= step(automaton, set, automaton->takes[automaton->end_class]);
    return (set & automaton->lasts) != 0;
}

// ---- matching ----

bool automaton_finds(struct automaton *automaton, const char *text, size_t size) {
    uint8_t state = automaton->start;
    for (size_t i = 0; i <= size && state >= FIRST; i++) {
        uint8_t class =
            i < size ? automaton->classes[(unsigned char)text[i]] : automaton->end_class,
                before = state;
        state = automaton->next[(size_t)state << automaton->shift | class];
        if (state == UNMADE && (state = move(automaton, before, class)) == UNMADE)
            return finds_from(automaton, automaton->sets[before], text + i, size - i);
    }
    return state == FOUND;
}
