/* Facts of ships at random, for the model of test_overlay.c, and changes of them. */
#ifndef TESTS_UNIT_RANDOM_SHIPS_H
#define TESTS_UNIT_RANDOM_SHIPS_H

#include <cjson/cJSON.h>

#include "lang/fact_path.h"

/* What is random follows from the seed. A number below the limit. */
void ships_seed(uint64_t seed);
uint32_t ships_below(uint32_t limit);

/* A field below a ship, with values to set: as the language writes them and as JSON does. Fields
   without values are removed only. */
struct ship_field {
    const char *path;
    const char *values[2], *jsons[2];
};

/* Facts, which the caller deletes. */
cJSON *ships_facts(void);

/* The path of a field of some ship, or (*field is NULL) of a ship or a list; in the arena. */
const char *ships_path(struct arena *arena, const struct ship_field **field);

/* Sets what a path leads to, or removes it where json is NULL. False where the path leads to an
   element that is not there and cannot be added. */
bool ships_change(cJSON *root, const struct fact_path *path, const char *json);

/* Whether a list on the way is missing, which would become empty: the file does not say so. */
bool ships_lack_list(cJSON *root, const struct fact_path *path);

#endif
