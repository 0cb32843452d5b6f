// Reading the properties of an exported object, in every form that ConvertTo-Json gives them
// (PowerShell 5.1 and 7).
#ifndef PLIM_GATHER_HYPERV_FIELD_H
#define PLIM_GATHER_HYPERV_FIELD_H

#include "base/arena.h"
#include "gather/hyperv/document.h"
#include "gather/hyperv/enumeration.h"

// Where objects come from: a cmdlet, and why its output is not complete; NULL where it is.
struct origin {
    const char *cmdlet, *reason;
};

// An object that a cmdlet gave. `object` is NULL where there is none, which has no properties.
struct row {
    const struct document *document;
    const struct scan_token *object;
    const struct origin *origin; // NULL: an object of the manifest
    struct arena *arena;         // of the texts that are read from it
};

// Why a property is missing: from the output of a cmdlet, or from an object that has an origin.
const char *origin_reason(const struct origin *origin, struct arena *arena, const char *property);
const char *field_reason(const struct row *row, const char *property);

// Each returns false or NULL where the property is absent or null. A value of another kind, and
// one that was cut to the name of its type, is an error of the document.
const char *field_text(const struct row *row, const char *name);
// Whether the property is this text, but for its case.
bool field_is(const struct row *row, const char *name, const char *value);
bool field_bool(const struct row *row, const char *name, bool *value);
bool field_number(const struct row *row, const char *name, uint64_t *value);
// The name of a value of an enumeration: the text where there is one, else the table's name of the
// number; a number that the table has no name of gives its digits.
const char *field_enum(const struct row *row, const char *name, const struct enumerator *table);
// Likewise, but NULL also for a value that the table does not have.
const char *field_known(const struct row *row, const char *name, const struct enumerator *table);
// An instant as RFC 3339; also NULL where the value has no zone, or is before 1678 or after 2261,
// as unset ones are.
const char *field_time(const struct row *row, const char *name);

// Whether the property is there and not null.
bool field_has(const struct row *row, const char *name);

// Calls `visit` with each element of the property, which may be one value instead of a list of one.
// False if it is absent or null.
bool field_list(const struct row *row, const char *name,
                void (*visit)(void *state, const struct row *row, const struct scan_token *element),
                void *state);
// An element of a list as a text, a number or a name of an enumeration.
const char *element_text(const struct row *row, const struct scan_token *element);
bool element_number(const struct row *row, const struct scan_token *element, uint64_t *value);
const char *element_enum(const struct row *row, const struct scan_token *element,
                         const struct enumerator *table);

// The elements of a list wherever ConvertTo-Json hid them: {"value": [...], "Count": N}; else the
// token itself.
const struct scan_token *list_behind(const struct scan_token *token);

// Whether a text stands for a value beyond the depth of an export.
bool is_cut(const struct scan_token *token);
// Adds the error that it is.
void cut_wrong(const struct document *document, const struct scan_token *token);

#endif
