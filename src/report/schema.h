// A fact model as JSON Schema.
#ifndef PLIM_REPORT_SCHEMA_H
#define PLIM_REPORT_SCHEMA_H

#include "base/text.h"
#include "lang/model.h"

// Adds the schema (draft 2020-12) of a facts file: every record under $defs, every fact nullable,
// members that the model does not know allowed.
void schema_write(const struct model *model, struct text *out);

#endif
