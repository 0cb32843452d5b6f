// Live verdicts as an editor shows them.
#ifndef PLIM_LSP_VERDICTS_H
#define PLIM_LSP_VERDICTS_H

#include "finding/verdict.h"
#include "lsp/server.h"

// Adds all that a hover says of a verdict, in Markdown.
void describe_verdict(struct text *out, const struct rule_finding *finding);

// Adds a diagnostic for each rule that fails, with the subjects that do and where the facts have
// them.
void verdicts_put(struct server *server, struct workfile *document, struct json *json);

#endif
