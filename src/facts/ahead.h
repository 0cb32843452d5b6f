// Elements of a long list that a second thread scans while the first places those before them.
#ifndef PLIM_FACTS_AHEAD_H
#define PLIM_FACTS_AHEAD_H

#include "facts/awaited.h"
#include "facts/input.h"
#include "facts/scan.h"

// From its start to its end the second thread has the input, and takes only what is plain: whole
// elements, each with the separator and the beginning of another behind it. It ends before the
// first that is not: the last one, one that is wrong, one larger than the window. So that one is
// read as if nothing had been ahead, and says what it says anyway.
struct ahead;

// At the beginning of an element inside `depth` lists and objects; the separator is ',', or '\n' of
// elements on lines. The texts awaited are settled before their bytes go. NULL where there is no
// second thread to be had.
struct ahead *ahead_start(struct input *input, struct awaited *awaited, unsigned depth,
                          char separator);

// The tokens of the next element, valid until the next call. NULL after the last; then the input is
// at the beginning of an element, and all of `ahead` is freed.
const struct scan_token *ahead_next(struct ahead *ahead);

#endif
