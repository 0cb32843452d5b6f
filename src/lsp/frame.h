// Messages with a header that says how long they are, as language servers send them.
#ifndef PLIM_LSP_FRAME_H
#define PLIM_LSP_FRAME_H

#include <stdio.h>

#include "base/text.h"

enum { FRAME_LIMIT = 64 << 20 };

enum frame_result {
    FRAME_READ,
    FRAME_END,   // nothing follows
    FRAME_WRONG, // no header, or a body that is too long or cut off: nothing can be read any more
};

// Reads one message into *body, which is emptied before.
enum frame_result frame_read(FILE *in, struct text *body);

// Writes one. False where it could not be written.
bool frame_write(FILE *out, const struct text *body);

#endif
