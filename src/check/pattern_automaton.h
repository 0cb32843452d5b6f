// Automata of small expressions, which need none of RE2; private to the patterns.
#ifndef PLIM_CHECK_PATTERN_AUTOMATON_H
#define PLIM_CHECK_PATTERN_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

// It lives in the arena, and grows there by what it has met in texts, up to a limit.
struct automaton;

// NULL where the expression is no small one.
struct automaton *automaton_of(struct arena *arena, const char *expression, size_t size);

// Whether there is a match in a text, which is UTF-8.
bool automaton_finds(struct automaton *automaton, const char *text, size_t size);

#endif
