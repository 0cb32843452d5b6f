// Fact models: records, roots, and the layout of spaces and columns that follows from them.
#ifndef PLIM_LANG_MODEL_H
#define PLIM_LANG_MODEL_H

#include "base/intern.h"
#include "lang/diagnostic.h"
#include "lang/fact_path.h"
#include "lang/type.h"

// A field of a record, or a root.
struct field {
    const char *name;        // interned
    const char *description; // or ""
    struct type type;
    bool plan;  // only people set it: no source collects what they intend
    bool added; // by extend: no source collects it
    bool has_min, has_max;
    struct decimal min, max; // in base units
    uint32_t index;          // in its record
    struct span span;
};

struct record {
    const char *name;
    const char *description;
    const struct field *key; // or NULL
    struct field **fields;
    uint32_t field_count;
    size_t field_capacity;
    struct span span;
};

// The layout. A *space* is a set of rows in the store: the root space has one row, every list that
// can be reached from it is a space of its own ("vm", "source.vm", "source.vm.disk"), a child of
// the space that holds the list. Nested records
// ("cpu") are more columns of the same space. A list of texts or numbers is a space with one column
// named "value".
struct column_def {
    uint32_t id;      // over all columns of the model, dense
    uint32_t index;   // within its space
    const char *path; // from its row: "cpu.vendor"
    const struct field
        *field; // constraints and description; for "value" of a list of texts, the list's field
    struct type type; // never a list or a record
    const struct space_def *space;
};

struct space_def {
    uint32_t id; // over all spaces, dense, parents before children; 0 is the root
    const struct space_def *parent; // NULL for the root
    const char *name;               // the list field's name: "disk"; "" for the root
    const char *path;               // of the whole: "source.vm.disk"; "" for the root
    const char *member; // from the parent's row: "disk", or "os.language" within nested records
    const struct field *field; // the list field
    struct type element;       // of one element; a record's has its shape
    const struct shape *shape; // the element's shape, NULL for a list of plain values
    struct column_def **columns;
    uint32_t column_count;
    size_t column_capacity;
    const struct column_def *key; // the key field's column, or NULL
    struct space_def **children;
    uint32_t child_count;
    size_t child_capacity;
    const struct space_def
        *fallback; // root vm … default source.vm: the space used where the list is absent, or NULL
};

// What a field of a record is in one particular place of the store.
struct member {
    enum { MEMBER_COLUMN, MEMBER_NESTED, MEMBER_LIST } kind;
    const struct column_def *column; // COLUMN
    const struct shape *nested;      // NESTED
    const struct space_def *list;    // LIST
};
// A record in one particular place: the root, an element of a list, or nested in one of those.
struct shape {
    const struct record *record;
    const struct space_def *space; // whose rows its values are
    const char *prefix;            // "" or "cpu." within the row
    const struct member *members;  // one per field of the record, by field index
};

// What a list of records is for that the language itself reads: why facts are missing, what people
// answer, who asked for facts. A model says which list it is and which of its fields are the parts:
//     reasons in collected.missing (fact, reason)
enum purpose { PURPOSE_REASONS, PURPOSE_ANSWERS, PURPOSE_ORIGINS, PURPOSES };
enum { REASONS_FACT, REASONS_REASON };
enum { ORIGINS_ABOUT, ORIGINS_BY, ORIGINS_FROM, ORIGINS_AT };
enum {
    ANSWERS_ANSWER,
    ANSWERS_BY,
    ANSWERS_AT,
    ANSWERS_ENTERED,
    ANSWERS_NOTE,
    ANSWERS_EVIDENCE,
    PURPOSE_PARTS
};
// space is NULL where the model has no such list, a part where the list has no such field. Reasons
// have both parts; answers stand in a list of the root whose key is a text; origins say which host
// was asked.
struct purpose_list {
    const struct space_def *space;
    const struct column_def *parts[PURPOSE_PARTS];
};

// A checked fact model, immutable once sealed. Lives in its own arena; policies and stores point to
// it.
struct model {
    const char *name;
    int64_t version;
    struct intern *names;
    struct record **records;
    uint32_t record_count;
    size_t record_capacity;
    struct record *root; // the roots are its fields
    const struct shape *root_shape;
    struct purpose_list purposes[PURPOSES];
    struct space_def **spaces; // by id
    uint32_t space_count;
    size_t space_capacity;
    struct column_def **columns; // by id
    uint32_t column_count;
    size_t column_capacity;
    struct arena *arena;
    struct model_draft *draft; // what model_add has gathered; NULL once sealed
    bool incomplete; // it passes a limit, which was reported: nothing can be checked against it
};

const struct record *model_record(const struct model *model,
                                  const char *name); // interned name; NULL
const struct field *record_field(const struct record *record,
                                 const char *name); // interned name; NULL
const struct field *record_find(const struct record *record, const char *name); // any text; NULL

// The record of a value or of the elements of a list; NULL where it is none.
const struct record *record_held(const struct type *type);

// The field that a path leads to, through lists with or without an index; NULL where it leads to
// none.
const struct field *model_find(const struct model *model, const struct fact_path *path);

// Whether two models lay facts out alike, with the same types and limits: facts that were read for
// the one are facts for the other.
bool model_alike(const struct model *a, const struct model *b);

// "machine.memory", or "vm" for a root; in the arena.
const char *field_path(struct arena *arena, const struct record *record, const struct field *field);

#endif
