// Bytes of a file, a pipe or a text through a window that slides.
#ifndef PLIM_FACTS_INPUT_H
#define PLIM_FACTS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

// An input that is read once from beginning to end. The window begins at `at`, which the user moves
// forward, and ends at `end`, where NULs follow; it grows only while something larger than it is
// looked at. All of it may be written to. Owned by who opened it, released by input_close.
struct input {
    char *at, *end;
    bool ended;           // nothing follows the window
    int error;            // errno of a read that failed (which also ends the input), or 0
    char *buffer, *other; // the window's, and the one that it was in before, or NULL
    size_t room, other_room;
    uint64_t before; // bytes of the input before buffer
    int fd;          // or -1: memory
    const char *memory;
    size_t memory_size;
    struct text converted; // the memory, where that is not what was opened
    void (*observe)(void *state, const char *bytes, size_t size); // as input_observe has it
    void *state;
};

// Returns 0 or the errno. "-" is the standard input. A directory gives EISDIR.
int input_open_file(struct input *input, const char *path);
void input_open_text(struct input *input, const char *text, size_t size);
void input_close(struct input *input);

// Goes on with other bytes in place of the whole input, which is in the window; takes them over.
void input_convert(struct input *input, struct text *bytes);

// Shows all that is read from now on to observe, which may be NULL; size 0 says that it ends. The
// bytes stay until its next call.
void input_observe(struct input *input,
                   void (*observe)(void *state, const char *bytes, size_t size), void *state);

// Fills the window up, moving its bytes; false if there is nothing more. Places in the window are
// invalid afterwards.
bool input_more(struct input *input);

// The offset of a place in the window, in bytes from the beginning.
uint64_t input_offset(const struct input *input, const char *place);

// Line and column of an offset, both from 1, the column in bytes; false where the input cannot be
// read again.
bool input_place(const struct input *input, uint64_t offset, uint64_t *line, uint64_t *column);

#endif
