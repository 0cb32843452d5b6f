// Members of a report that is read: each is what it has to be, or there is one error with its
// place.
#ifndef PLIM_REPORT_READ_PAST_MEMBER_H
#define PLIM_REPORT_READ_PAST_MEMBER_H

#include "report/read/past.h"

// One JSON value of a file while it is read. After the first error what is read is worthless, and
// further errors are not kept.
struct past_reading {
    struct past *past;
    const char *file;
    const char *text, *at; // all of the file, and where the value begins
    bool several;          // the file has others
    const struct scan_token *root;
    bool failed;
};

enum past_shape {
    PAST_TEXT,
    PAST_TEXT_OR_NULL,
    PAST_COUNT,
    PAST_NUMBER,
    PAST_BOOL,
    PAST_LIST,
    PAST_OBJECT,
    PAST_OBJECT_OR_NULL,
};

// Adds an error about a token, or about the whole value where TOKEN is NULL; returns false. The
// cure may be NULL.
bool past_refuse(struct past_reading *reading, const struct scan_token *token, const char *problem,
                 const char *cure);
// The same, formatted and without a cure.
bool past_wrong(struct past_reading *reading, const struct scan_token *token, const char *format,
                ...) __attribute__((format(printf, 3, 4)));

// The value if it is of that shape; else NULL after an error.
const struct scan_token *past_shaped(struct past_reading *reading, const struct scan_token *token,
                                     enum past_shape shape);

// The value of a member that has to be there; NULL after an error. A member that may be missing is
// NULL without one.
const struct scan_token *past_member(struct past_reading *reading, const struct scan_token *object,
                                     const char *name, enum past_shape shape);
const struct scan_token *past_optional(struct past_reading *reading,
                                       const struct scan_token *object, const char *name,
                                       enum past_shape shape);

// A text in the arena: "" after an error, NULL for null.
const char *past_text(struct past_reading *reading, const struct scan_token *object,
                      const char *name, enum past_shape shape);
uint64_t past_count(struct past_reading *reading, const struct scan_token *object,
                    const char *name);
bool past_bool(struct past_reading *reading, const struct scan_token *object, const char *name);
struct decimal past_number(struct past_reading *reading, const struct scan_token *object,
                           const char *name);
enum verdict past_verdict(struct past_reading *reading, const struct scan_token *object);

// How many elements a list has; 0 for NULL.
size_t past_length(const struct scan_token *list);

#endif
