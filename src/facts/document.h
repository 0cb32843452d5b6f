// One input as it streams by: its top is walked here, what lies in lists is read an element at a
// time.
#ifndef PLIM_FACTS_DOCUMENT_H
#define PLIM_FACTS_DOCUMENT_H

#include "facts/input.h"
#include "facts/says.h"

// The element of a root list, by its key, that becomes a root. `others` are the keys of those that
// were seen and not picked.
struct pick {
    const char *list, *key;
    struct slot *root;
    bool found;
    uint32_t found_in; // 1 + the input that had it last
    const char **others;
    size_t other_count, other_room;
};

// What is taken from an input.
struct document_options {
    const char *take; // only this root, or NULL
    struct pick *picks;
    size_t pick_count;
};

// A facts file: an object whose members are the roots. Mistakes go to the reader.
void document_read(struct reader *reader, struct input *input,
                   const struct document_options *options);

// Newline-delimited JSON, or one list in JSON: the elements of one list of a root ("vm") or below
// one
// ("source.vm").
void document_read_lines(struct reader *reader, struct input *input, const char *list,
                         const struct document_options *options);

#endif
