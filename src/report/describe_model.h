// A fact model described: its roots and records, for those who write facts or rules about them.
#ifndef PLIM_REPORT_DESCRIBE_MODEL_H
#define PLIM_REPORT_DESCRIBE_MODEL_H

#include "base/text.h"
#include "lang/model.h"

// Adds a page in Markdown, with an anchor for each record (record-disk) and each field
// (field-disk.target, field-vm for a root); types lead to their records.
void describe_model_markdown(const struct model *model, struct arena *arena, struct text *out);

#endif
