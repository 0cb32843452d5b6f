// Reading values of a facts file into a store in the making.
#ifndef PLIM_FACTS_SAYS_H
#define PLIM_FACTS_SAYS_H

#include "facts/awaited.h"
#include "facts/build.h"
#include "facts/path.h"
#include "facts/member.h"
#include "facts/value.h"
#include "lang/diagnostic.h"

enum { UNKNOWN_NAMED = 5, CONFLICTS_SHOWN = 5 };

// Fields of one file that the model does not know.
struct unknown_fields {
    uint64_t count;
    uint32_t names;    // distinct ones, up to PLAN_UNKNOWN for each record
    struct text named; // the first few of them
};

// What reading all the files of a load shares.
struct reader {
    const struct model *model;
    const struct load_options *options;
    struct diagnostics *diagnostics;
    struct build *build;
    struct arena *arena; // of the plans
    struct plan *roots;
    uint64_t objects; // the number of the last one
    bool muted;       // mistakes were reported already
    bool broken;      // the file is no JSON, and what its members are says nothing
    uint16_t input;
    struct unknown_fields unknown;
    uint64_t conflicts; // of the file with others
    struct complaint complaint;
    struct awaited awaited; // texts in the window of the input
    struct arena *scratch;  // of the value that is being read
    struct arena_mark empty;
};

void reader_init(struct reader *reader, struct build *build, const struct load_options *options,
                 struct diagnostics *diagnostics);
void reader_clear(struct reader *reader);

// Gives back what decoding the last value took.
void reader_begin_value(struct reader *reader);

// Reports a mistake at a path; name is one more step, or NULL. muted swallows it.
void reader_error(struct reader *reader, enum code code, const struct path *path, const char *name,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
void reader_say_doubled(struct reader *reader, const struct path *path, const char *name);

// The number of an object that is begun. `seen` of a member's slot is below it until the member
// stands in the object, then that number, and the next one where it was said to be doubled.
static inline uint64_t reader_begin_object(struct reader *reader) {
    return reader->objects += 2;
}
// Says once of a member that was seen in the object that it stands there again.
void reader_doubled(struct reader *reader, const struct path *path, struct slot *slot,
                    uint64_t number);
// Reports what the complaint says and empties it.
void reader_complain(struct reader *reader, const struct path *path, const char *name);
// Says that another input gave another value for a row. Of a file that has more of them than a few,
// the rest are only counted.
void reader_conflict(struct reader *reader, const struct path *path, const char *name,
                     const struct column_def *column, uint32_t row, struct cell cell);
// Says that another input gave a list of a row that cannot be joined with this one.
void reader_list_conflict(struct reader *reader, const struct path *path, const char *name,
                          const struct space_def *list, uint32_t row);

// Counts a field that the model does not know; slot NULL where names are too many.
void reader_unknown(struct reader *reader, const struct plan *plan, struct slot *slot,
                    const struct path *path, const char *name);
// One message about unknown fields, and one about what contradicts other files, at the end of a
// file.
void reader_end_file(struct reader *reader);

#endif
