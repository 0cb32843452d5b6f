// Building fact models from the files that declare them.
#ifndef PLIM_CHECK_MODEL_BUILD_H
#define PLIM_CHECK_MODEL_BUILD_H

#include "grammar/tree.h"
#include "lang/model.h"

// Fields counted in each place where their record stands; levels of records in records; bytes of a
// path.
enum { MODEL_LAYOUT_LIMIT = 50000, MODEL_NESTING_LIMIT = 32, MODEL_PATH_LIMIT = 1000 };

// Adds the records, extensions and roots of a file to a model that is not sealed; mistakes go to
// the diagnostics (unknown and recursive records, doubled names, a key that is no plain field,
// constraints that do not fit …). A file that extends a record is added after the one that declares
// it. Extensions of two files may declare the same field in the same way.
struct model *model_new(struct arena *arena, struct intern *names);
void model_add(struct model *model, const struct file_node *file, struct parse *parse);

// Resolves types and computes the layout. Nothing may be added afterwards.
void model_seal(struct model *model, struct parse *parse);

// Frees what model_add has gathered of a model that is given up before it is sealed.
void model_end_draft(struct model *model);

// The type of a written type; poison after a diagnostic.
struct type model_type(const struct model *model, const struct type_node *node,
                       struct parse *parse);

#endif
