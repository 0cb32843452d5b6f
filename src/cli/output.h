// Where reports and other results go: --format FORMAT[=FILE], several in one run.
#ifndef PLIM_CLI_OUTPUT_H
#define PLIM_CLI_OUTPUT_H

#include "base/text.h"

// A report that was asked for.
struct output {
    const char *format;
    const char *file; // NULL: standard output
};

// Whether texts have escape sequences: where a terminal shows them, always, never.
enum output_colour { OUTPUT_AUTO, OUTPUT_ALWAYS, OUTPUT_NEVER };

// Reads the value of --color; false after a message.
bool output_take_colour(const char *command, const char *value, enum output_colour *colour);

enum { OUTPUT_LIMIT = 16 };
struct outputs {
    struct output items[OUTPUT_LIMIT];
    size_t count;
    enum output_colour colour; // set it before they are written
};

// Reads FORMAT[=FILE], one of the formats, which NULL ends; false after a message.
bool outputs_take(struct outputs *outputs, const char *command, const char *const *formats,
                  const char *value);

// Whether one of them goes to FILE, which NULL is standard output.
bool outputs_have(const struct outputs *outputs, const char *file);

// How a report will be seen: with escape sequences, on lines of so many columns (0: of any length).
struct output_view {
    bool colour;
    size_t width;
};
typedef void output_writer(void *state, const char *format, const struct output_view *view,
                           struct text *out);

// Has each of them written, text to standard output where there is none; a file is there wholly or
// not at all. False after a message.
bool outputs_write(const struct outputs *outputs, const char *command, output_writer *write,
                   void *state);

// Columns of the terminal that standard output is, or those that the environment asks for; 0 where
// there are neither, and of a FILE.
size_t output_width(const char *file);

// Whether FILE is standard output: NULL, "-", or another name of it, such as /dev/stdout.
bool output_is_standard(const char *file);

// Writes SIZE bytes to a file, which is then there wholly or not at all, or to standard output
// where FILE is that; false after a message.
bool output_write(const char *command, const char *file, const char *text, size_t size);
// The same once nobody edits the file any more.
bool output_replace(const char *command, const char *file, const char *text, size_t size);
// Writes a text to standard output; false after a message.
bool output_print(const char *command, const struct text *text);

// Says that FILE cannot be written, for the errno PROBLEM; returns false.
bool output_failed(const char *command, const char *file, int problem);

#endif
