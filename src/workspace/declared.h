// The names that a text declares, beside those that checking notes.
#ifndef PLIM_WORKSPACE_DECLARED_H
#define PLIM_WORKSPACE_DECLARED_H

struct analysis;

// Adds them, and the records that its types name, to the uses of an analysis.
void declared_add(struct analysis *analysis);

#endif
