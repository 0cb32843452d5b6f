// A fact model as JSON Schema.
#ifndef PLIM_REPORT_SCHEMA_H
#define PLIM_REPORT_SCHEMA_H

#include "base/text.h"
#include "lang/model.h"

// Adds the schema (draft 2020-12) of a facts file: every record under $defs, every fact nullable,
// members that the model does not know allowed unless it is strict.
void schema_write(const struct model *model, bool strict, struct text *out);

#endif
