// The words that the messages of the checker are made of.
#ifndef PLIM_CHECK_CHECK_MESSAGE_H
#define PLIM_CHECK_CHECK_MESSAGE_H

#include "check/check_reach.h"

// Words of messages (check_message.c).

const char *shown(struct checker *c,
                  const struct node *node); // the text of an expression, shortened
const char *noun(struct checker *c,
                 const struct type *type);              // "bytes", "a text", "a list of machine"
const char *example_field(const struct record *record); // its key, or its first field
struct diagnostic *mistake(struct checker *c, enum code code, struct span span, const char *format,
                           ...) __attribute__((format(printf, 4, 5)));
void cure(struct checker *c, struct diagnostic *mistake, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// The cure is other text in place of a span.
void fix(struct checker *c, struct diagnostic *mistake, struct span span, const char *text);
// "write length(x)", in place of a span.
void cure_call(struct checker *c, struct diagnostic *mistake, const char *function,
               const struct node *argument, struct span span);
void list_mistake(struct checker *c, const struct scope *scope, const struct reached *reached);
// "write it without quotes: …" where the text of a literal is a value of the type.
void cure_quotes(struct checker *c, struct diagnostic *d, const struct expr *text,
                 const struct type *type);
void mismatch(struct checker *c, const struct expr *a, const struct expr *b);
// "write 16 GiB, 16 GB ..." for a plain literal where a quantity is needed.
void cure_unit(struct checker *c, struct diagnostic *d, const struct expr *plain,
               struct dimension dimension);
struct span outer_span(struct checker *c, const struct node *node); // with its parentheses
const char *link_text(struct checker *c, const struct node *left, enum op op,
                      const struct node *right);

#endif
