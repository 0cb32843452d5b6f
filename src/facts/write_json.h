// Writing JSON: a thin layer over cJSON that keeps integers exact.
#ifndef PLIM_FACTS_WRITE_JSON_H
#define PLIM_FACTS_WRITE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Out of memory ends the program in every function below: a value silently left out of a
// document would read as "could not be told". Trees are freed with cJSON_Delete.

// Returns a new empty object or list, owned by the caller.
cJSON *json_object(void);
cJSON *json_list(void);

// Add a member to an object; NAME and VALUE are copied.
void json_add_text(cJSON *object, const char *name, const char *value);
void json_add_bool(cJSON *object, const char *name, bool value);
void json_add_int(cJSON *object, const char *name, int64_t value);
// Adds a number written as TEXT, which must be a JSON number.
void json_add_raw_number(cJSON *object, const char *name, const char *text);
// Adds a quantity in its base unit: a number while JSON carries it exactly (below 2^53), else the
// text "VALUE UNIT".
void json_add_quantity(cJSON *object, const char *name, uint64_t value, const char *unit);
// Add an existing tree, which OBJECT or LIST then owns.
void json_add(cJSON *object, const char *name, cJSON *value);
void json_append(cJSON *list, cJSON *value);

// Add an empty object or list and return it; it is owned by its parent.
cJSON *json_add_object(cJSON *object, const char *name);
cJSON *json_add_list(cJSON *object, const char *name);
cJSON *json_append_object(cJSON *list);
void json_append_text(cJSON *list, const char *value);

// Makes the whole numbers of a tree that cJSON parsed print as they were read: cJSON would write
// those above 1e15 with fifteen digits.
void json_exact_integers(cJSON *tree);

// Returns the tree as text, to be freed by the caller: on one line, or indented by two blanks and
// ended by a newline.
char *json_print(const cJSON *tree, bool pretty);

#endif
