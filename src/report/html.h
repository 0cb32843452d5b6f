// The report as a page of HTML in the making: what its parts share.
#ifndef PLIM_REPORT_HTML_H
#define PLIM_REPORT_HTML_H

#include "report/plain.h"

// A heading, and how the state of a rule is told: by a word, not by its colour alone.
void html_heading(struct text *out, const char *id, const char *heading);

// A section with a table: its heading, a sentence about it or NULL, what filters its rows, and its
// columns, each of which sorts them; the rows follow.
void html_table_begin(struct text *out, const char *id, const char *heading, const char *sentence,
                      const char *const *columns, size_t count);
void html_table_end(struct text *out);

const char *html_class(enum plain_state state);
void html_add_word(struct text *out, const struct rule_finding *finding, enum plain_state state);

// Adds a text of the facts or of a policy, made clean.
void html_add(struct text *out, const char *string);

// One rule that needs attention: what does not hold, for whom, by how much, and what to do.
void html_rule(struct text *out, const struct report *report, const struct rule_finding *finding);

// Adds the load line of a requirement that has a margin: capacity, load and what is between them,
// drawn where both are amounts that are known.
bool html_is_drawn(const struct requirement_finding *requirement);
void html_load_line(struct text *out, const struct rule_finding *finding,
                    const struct requirement_finding *requirement);

// A table of each list of the root, such as machines, by the rules that do not pass for all of
// them.
void html_matrix(struct text *out, const struct report *report);

#endif
