// The facts as the JSON they were written in: rows are JSON values, found anew by walking.
#ifndef PLIM_ORACLE_FACTS_H
#define PLIM_ORACLE_FACTS_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "lang/model.h"

// One element of a list, or the root. object is NULL for an element whose fields are all unknown.
struct row {
    const cJSON *object;
    const struct space_def *space;
    const char *path;  // device["a"].slot[3]; "" for the root
    const char *label; // slot 3
    uint32_t place;    // in the file
    bool doubled;      // another element has its key too
};

struct rows {
    const struct row *at;
    uint32_t count;
};

struct facts {
    struct arena *arena;
    const struct model *model;
    cJSON *json;
    struct row root;
    struct kept_rows *kept; // lists put in order, by JSON value and space
};

// NULL where the text is no JSON. Free it with facts_free.
struct facts *facts_new(struct arena *arena, const struct model *model, const char *text);
void facts_free(struct facts *facts);

// What a path of field names leads to from a row; NULL where it is absent or null.
const cJSON *facts_field(const struct row *row, const char *path);

// The elements of a list that belongs to a row, in key order; false where it is absent.
bool facts_list(struct facts *facts, const struct row *parent, const struct space_def *space,
                struct rows *out);

// A number of the facts, exactly.
bool facts_number(const cJSON *json, struct decimal *out);

// The path of a member of a row, and why it is missing: the reason of its source, if it gave one.
const char *facts_path(struct facts *facts, const struct row *row, const char *member);
const char *facts_cause(struct facts *facts, const struct space_def *space, const char *path);

const char *facts_quoted(struct facts *facts, const char *text);

#endif
