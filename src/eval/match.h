// Pattern matching.
#ifndef PLIM_EVAL_MATCH_H
#define PLIM_EVAL_MATCH_H

#include "eval/run.h"

// The patterns of a run that come from the facts, and what is known of texts.
struct patterns;

struct patterns *patterns_new(struct arena *arena);
void patterns_free(struct patterns *patterns);

enum match { MATCH_NO, MATCH_YES, MATCH_EXHAUSTED, MATCH_MALFORMED };

// Whether the text with this id matches the expression's pattern (BUILTIN_MATCHES or BUILTIN_LIKE),
// whose own text id is `pattern` where it is not a literal. Exhausted: the text is too long for the
// pattern. What it costs counts as steps of the run.
enum match match_text(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text);

// What a group of the expression's pattern (its second item) captures in a text: its id, or false
// where the pattern is malformed, exhausted or not found, or has no such group.
bool match_capture(struct run *run, const struct expr *expr, uint32_t pattern, uint32_t text,
                   uint32_t group, uint32_t *id);

#endif
