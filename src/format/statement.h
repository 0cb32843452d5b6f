// Laying out statements and the blocks that they open.
#ifndef PLIM_FORMAT_STATEMENT_H
#define PLIM_FORMAT_STATEMENT_H

#include "format/layout.h"

// Lays out all statements of a file.
void statements_put(struct layout *layout);

#endif
