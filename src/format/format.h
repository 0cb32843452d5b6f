// The one layout of policies, fact models and files of settings and waivers: plimsoll fmt.
#ifndef PLIM_FORMAT_FORMAT_H
#define PLIM_FORMAT_FORMAT_H

#include <stdbool.h>

#include "base/text.h"

enum format_result {
    FORMAT_DONE,
    FORMAT_MISTAKES,  // the text has mistakes of syntax
    FORMAT_TOO_LARGE, // the layout would be larger than a file may be
    FORMAT_CHANGED,   // the layout would change the tokens: a mistake of this program
};

// Adds the text, laid out, to *out; or where it has mistakes, their messages, which call it `name`.
// Only blanks, line ends and empty lines change.
enum format_result format_text(const char *name, const char *text, size_t size, struct text *out);

#endif
