// What the fuzz targets share: the parts of an input, files for what reads files, and expectations.
#ifndef TESTS_FUZZ_FRAME_H
#define TESTS_FUZZ_FRAME_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The function that each target has: it ends the process where something is wrong with the program.
// Returns 0, or -1 for an input that is not worth keeping.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The parts of an input, which lines "%%" divide; a NUL follows each.
enum { PART_LIMIT = 16 };
struct part {
    const char *text;
    size_t size;
};
struct parts {
    struct part items[PART_LIMIT];
    size_t count;
};
struct parts parts_split(const uint8_t *data, size_t size, struct arena *arena);

// Cuts the first line off a part; returns it.
const char *part_line(struct part *part, struct arena *arena);

// Whether it is a JSON object, which facts and reports are, and policies are not.
bool part_is_object(const struct part *part);

// A path in the source tree, which lives as long as the process.
const char *fuzz_source(const char *path);

// Writes a file in a folder of the process, which is there until its end; returns its path.
const char *fuzz_file(const char *name, const struct part *part, struct arena *arena);
const char *fuzz_folder(void);

// Ends the process with this message where something is not as it has to be.
void fuzz_expect(bool holds, const char *what);

#endif
