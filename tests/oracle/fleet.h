// The model of a fleet, in which places have keys and there is a list of them (pick.c).
#ifndef PLIM_ORACLE_FLEET_H
#define PLIM_ORACLE_FLEET_H

#include "case.h"

// The two places that are picked from a fleet.
extern const char *const fleet_places[2];

// The folder that has the model, or NULL; the policy of a case as one of that model.
const char *fleet_folder(struct arena *arena);
const char *fleet_policy(const struct trial *trial, struct arena *arena);

// A path into one of the places as one into the fleet by the keys of both, or NULL.
const char *fleet_path(const char *const keys[2], const char *path, struct arena *arena);

// Gives an object a text as a member, in the place of what that is.
void put_text(cJSON *object, const char *name, const char *text);

#endif
