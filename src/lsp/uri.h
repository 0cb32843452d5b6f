// URIs of files, and the paths that they stand for.
#ifndef PLIM_LSP_URI_H
#define PLIM_LSP_URI_H

#include "base/text.h"

// The path of a file: URI; of any other, a path that no file has, so that texts without a file are
// told apart. NULL where it is no URI. In the arena.
const char *uri_path(struct arena *arena, const char *uri);

// The URI of a path, in the arena.
const char *uri_of(struct arena *arena, const char *path);

#endif
