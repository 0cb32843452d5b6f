// The id of a message as its text has it.
#ifndef PLIM_LSP_MESSAGE_ID_H
#define PLIM_LSP_MESSAGE_ID_H

#include "base/arena.h"

// The number or word that the member "id" of an object is, in the arena; NULL where it has none.
// The text has been read as JSON and ends with a NUL.
const char *message_id(struct arena *arena, const char *message, size_t size);

#endif
