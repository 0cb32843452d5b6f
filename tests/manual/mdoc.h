// Text as a man page in mdoc has it.
#ifndef PLIM_TESTS_MDOC_H
#define PLIM_TESTS_MDOC_H

#include "base/text.h"

// Adds text from `at` up to `end` as lines of running text: a line for each sentence, none longer
// than 80 characters, with every sign shown as it is. Where it is a sentence, it begins with a
// capital and ends with a full stop.
void mdoc_text(struct text *out, const char *at, const char *end, bool sentence);

// Adds a usage such as "POLICY... [--facts FILE]..." as the arguments of a macro, which begin with
// one: "Ar policy ... Oo Fl -facts Ar file Oc ...".
void mdoc_usage(struct text *out, const char *at, const char *end);

// Adds lines that are shown as they are, with INDENT before all but the first.
void mdoc_literal(struct text *out, const char *lines, const char *indent);

#endif
