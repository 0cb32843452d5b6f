// What the names of a text stand for, noted while it is checked: for editors.
#ifndef PLIM_LANG_USES_H
#define PLIM_LANG_USES_H

#include "lang/source.h"
#include "lang/type.h"

// What a name can be.
enum use_kind {
    USE_POLICY,
    USE_MODEL,
    USE_RECORD,
    USE_ROOT,
    USE_FIELD,
    USE_PARAM,
    USE_DEFINE,
    USE_PARAMETER, // of a define
    USE_RULE,
    USE_LET,
    USE_ELEMENT, // of a list: a loop variable, or a step of a path
};
const char *use_kind_text(enum use_kind kind); // "param", "loop variable"

// One name in a text: where it stands, and the name where that is declared; the same place for the
// declaration itself. The type is that of what it stands for, poison where it has none. Texts and
// types live as long as what was checked.
struct use {
    struct span span, declaration;
    enum use_kind kind;
    struct type type;
    const char *about; // the description that it was declared with, or ""
};

// A name in sight at the probe.
struct use_sight {
    const char *name;
    enum use_kind kind;
    struct type type;
};

// The names of a run. Zero it, and set the arena; one of a probe, the offset of a name, also learns
// what else could stand there: the names in sight, or the record of which it is a field.
struct uses {
    struct arena *arena;
    struct use *items;
    uint32_t count;
    size_t room;
    uint32_t probe; // 0: none
    bool probed;    // the probe was met
    const struct record *record;
    struct use_sight *sights;
    uint32_t sight_count;
    size_t sight_room;
};

// Notes a name. Nothing is noted where uses is NULL or a place is empty.
void uses_add(struct uses *uses, struct use use);

// Whether the probe lies in a name that is looked up for the first time.
bool uses_meets_probe(const struct uses *uses, struct span name);

#endif
