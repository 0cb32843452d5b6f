// Messages about mistakes: collected, sorted by place, rendered with carets and cures.
#ifndef PLIM_LANG_DIAGNOSTIC_H
#define PLIM_LANG_DIAGNOSTIC_H

#include <stdbool.h>
#include <stdarg.h>

#include "base/nearest.h"
#include "base/text.h"
#include "lang/code.h"
#include "lang/source.h"

enum diagnostic_level { DIAGNOSTIC_ERROR, DIAGNOSTIC_WARNING, DIAGNOSTIC_INFO };
enum { DIAGNOSTIC_LEVELS = DIAGNOSTIC_INFO + 1 };
const char *diagnostic_level_text(enum diagnostic_level level); // "error", "warning", "info"

// A change of a source: the text in place of the span, which is empty where something is added.
struct fix {
    struct span span;
    const char *text;
};

// One message. Either it has a span (policy text), or a file and a path within it (facts), or
// neither.
struct diagnostic {
    enum diagnostic_level level;
    enum code code;
    const char *rule; // of plimsoll lint that found it, else NULL
    bool has_span;
    struct span span; // the caret's line and column
    bool has_also;
    struct span also;    // a second stretch to underline with ~~~ (same line)
    const char *file;    // without a span: the file, or NULL
    const char *path;    // without a span: the JSON path in the file, or NULL
    const char *message; // one sentence, lower case, no full stop
    const char *cure;    // "write 16 GiB, 16 GB …", or NULL
    struct fix *fixes;   // the cure where it is a change of the text, in order of place; else none
    uint32_t fix_count;
    size_t fix_room;
};

// The messages of one run. At most DIAGNOSTIC_LIMIT are kept, the rest are counted ("and N more").
struct diagnostics;

enum { DIAGNOSTIC_LIMIT = 1000 };

struct diagnostics *diagnostics_new(struct arena *arena, const struct sources *sources);

// Each returns the diagnostic, whose also/cure may then be filled in. Two errors at the very same
// span are one (the first).
struct diagnostic *diagnostic_error(struct diagnostics *all, enum code code, struct span span,
                                    const char *format, ...) __attribute__((format(printf, 4, 5)));
struct diagnostic *diagnostic_warning(struct diagnostics *all, enum code code, struct span span,
                                      const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// What a rule of plimsoll lint found; the name of the rule lives at least as long as the messages.
struct diagnostic *diagnostic_lint(struct diagnostics *all, enum diagnostic_level level,
                                   const char *rule, struct span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
// file and path may be NULL; they are copied.
struct diagnostic *diagnostic_fact(struct diagnostics *all, enum code code,
                                   enum diagnostic_level level, const char *file, const char *path,
                                   const char *format, ...) __attribute__((format(printf, 6, 7)));
// "= cure" under the message; formatted into the arena; NULL diagnostic is ignored.
void diagnostic_cure(struct diagnostics *all, struct diagnostic *diagnostic, const char *format,
                     ...) __attribute__((format(printf, 3, 4)));

// Adds to the edits that are the cure; the text is copied. NULL diagnostic is ignored.
void diagnostic_fix(struct diagnostics *all, struct diagnostic *diagnostic, struct span span,
                    const char *text);

// The sources that the spans lie in.
const struct sources *diagnostics_sources(const struct diagnostics *all);

size_t diagnostics_count(const struct diagnostics *all, enum diagnostic_level level);

// Walks them in order of place (file order, then offset; facts by file and order of finding):
// *index starts at 0; NULL at the end.
const struct diagnostic *diagnostics_next(struct diagnostics *all, size_t *index);

// Renders all into text: "policy.plim:12:13: error: …", the line with its
// number, ~~~ and ^~, "= cure". Facts: "facts.json: source.vm[3].memory: error: …".
void diagnostics_render(struct diagnostics *all, struct text *out);

#endif
