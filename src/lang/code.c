// The codes of diagnostics: their names and meanings.
#include "lang/code.h"

#define CODE_ROW(enumerator, name, meaning) {name, meaning},

static const struct { const char *name, *meaning; } rows[] = {DIAGNOSTIC_CODES(CODE_ROW)};

const char *code_name(enum code code) {
    return rows[code].name;
}

const char *code_meaning(enum code code) {
    return rows[code].meaning;
}
