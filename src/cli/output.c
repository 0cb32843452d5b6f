// Writing reports to standard output and to files.
#include "config.h"

#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "cli/kept.h"
#include "cli/option.h"

static bool unknown_format(const char *command, const char *const *formats, const char *name) {
    struct text all = {0};
    size_t count = 0;
    for (; formats[count] != NULL; count++)
        text_addf(&all, "%s%s", count == 0 ? "" : ", ", formats[count]);
    const char *near = nearest_word(name, formats, count);
    if (near != NULL)
        complain(command, "there is no format %s; did you mean %s?", name, near);
    else
        complain(command, "there is no format %s; there are %s", name, text_data(&all));
    text_clear(&all);
    return false;
}

bool output_is_standard(const char *file) {
    struct stat one, other;
    if (file == NULL || strcmp(file, "-") == 0)
        return true;
    return stat(file, &one) == 0 && fstat(STDOUT_FILENO, &other) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool outputs_have(const struct outputs *outputs, const char *file) {
    for (size_t i = 0; i < outputs->count; i++) {
        const char *other = outputs->items[i].file;
        if (output_is_standard(file) ? output_is_standard(other)
                                     : other != NULL && file_same(file, other))
            return true;
    }
    return false;
}

// Two reports in one place would be neither.
static bool is_free(const struct outputs *outputs, const char *command, const char *file) {
    if (!outputs_have(outputs, file))
        return true;
    if (!output_is_standard(file))
        return complain(command, "two formats for %s", file);
    return complain(command, "two formats for standard output; write --format FORMAT=FILE for one");
}

static const char *find_format(const char *const *formats, const char *name) {
    while (*formats != NULL && strcmp(*formats, name) != 0)
        formats++;
    return *formats;
}

bool outputs_take(struct outputs *outputs, const char *command, const char *const *formats,
                  const char *value) {
    char name[32];
    size_t length = strcspn(value, "=");
    const char *file = value[length] == '=' ? value + length + 1 : NULL;
    snprintf(name, sizeof name, "%.*s", (int)length, value);
    const char *format = find_format(formats, name);
    if (format == NULL)
        return unknown_format(command, formats, name);
    if (file != NULL && file[0] == '\0')
        return complain(command, "--format %s needs a file after the =", value);
    if (!is_free(outputs, command, file))
        return false;
    if (outputs->count == OUTPUT_LIMIT)
        return complain(command, "more than %d formats", OUTPUT_LIMIT);
    outputs->items[outputs->count++] = (struct output){format, file};
    return true;
}

bool output_failed(const char *command, const char *file, int problem) {
    const char *slash = strrchr(file, '/');
    size_t length = slash == NULL ? 1 : slash == file ? 1 : (size_t)(slash - file);
    const char *folder = slash != NULL ? file : ".";
    if (file[0] == '\0')
        return complain(command, "the name of a file to write is empty");
    if (problem == ENOENT || problem == ENOTDIR)
        return complain(command, "cannot write %s: there is no folder %.*s", file, (int)length,
                        folder);
    if (problem == EISDIR)
        return complain(command, "cannot write %s: it is a folder; name a file in it", file);
    return complain(command, "cannot write %s: %s", file, strerror(problem));
}

// Where a report goes, piece by piece.
struct sink {
    struct drain drain; // first, so that it is found by it
    const char *file;   // NULL: standard output
    struct file_out *out;
    FILE *stream; // without `out`: standard output, or what keeps the output for the file
    int error;    // the first errno
};

static void sink_begin(struct sink *sink, const char *file) {
    *sink = (struct sink){.file = output_is_standard(file) ? NULL : file};
    sink->stream = sink->file != NULL ? kept_for(file) : stdout;
    if (sink->stream == NULL)
        sink->out = file_out_begin(sink->file);
}

static void sink_add(struct sink *sink, const char *bytes, size_t size) {
    if (sink->out != NULL)
        file_out_add(sink->out, bytes, size);
    else if (sink->error == 0 && fwrite(bytes, 1, size, sink->stream) != size)
        sink->error = errno;
}

static void sink_take(struct drain *drain, const char *bytes, size_t size) {
    sink_add((struct sink *)drain, bytes, size);
}

static bool sink_end(struct sink *sink, const char *command) {
    if (sink->out != NULL)
        sink->error = file_out_end(sink->out);
    else if (fflush(sink->stream) != 0 && sink->error == 0)
        sink->error = errno;
    if (sink->error == 0)
        return true;
    return sink->file != NULL
               ? output_failed(command, sink->file, sink->error)
               : complain(command, "cannot write to standard output: %s", strerror(sink->error));
}

bool output_write(const char *command, const char *file, const char *text, size_t size) {
    struct sink sink;
    sink_begin(&sink, file);
    sink_add(&sink, text, size);
    return sink_end(&sink, command);
}

bool output_replace(const char *command, const char *file, const char *text, size_t size) {
    int lock = output_is_standard(file) ? -1 : file_lock(file);
    bool good = output_write(command, file, text, size);
    if (lock >= 0)
        close(lock);
    return good;
}

bool output_print(const char *command, const struct text *text) {
    return output_write(command, NULL, text_data(text), text->size);
}

bool output_take_colour(const char *command, const char *value, enum output_colour *colour) {
    for (int i = OUTPUT_AUTO; i <= OUTPUT_NEVER; i++)
        if (strcmp(value, value_word(VALUE_COLOUR, (size_t)i)) == 0) {
            *colour = (enum output_colour)i;
            return true;
        }
    return complain(command, "--color %s: write auto, always or never", value);
}

static bool shows_colour(const char *file) {
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return file == NULL && isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

size_t output_width(const char *file) {
    struct winsize size;
    const char *given = getenv("COLUMNS");
    int columns = given != NULL ? atoi(given) : 0;
    if (file != NULL)
        return 0;
    if (columns <= 0 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    return columns > 0 ? (size_t)columns : 0;
}

static bool has_colour(enum output_colour colour, const char *file) {
    return colour == OUTPUT_ALWAYS || (colour == OUTPUT_AUTO && shows_colour(file));
}

static bool write_one(const struct outputs *outputs, const struct output *output,
                      const char *command, output_writer *write, void *state) {
    struct sink sink;
    struct output_view view = {has_colour(outputs->colour, output->file),
                               output_width(output->file)};
    sink_begin(&sink, output->file);
    sink.drain.take = sink_take;
    struct text text = {.drain = &sink.drain};
    write(state, output->format, &view, &text);
    sink_add(&sink, text_data(&text), text.size);
    text_clear(&text);
    return sink_end(&sink, command);
}

bool outputs_write(const struct outputs *outputs, const char *command, output_writer *write,
                   void *state) {
    static const struct output standard = {"text", NULL};
    bool good = true;
    for (size_t i = 0; i < outputs->count; i++)
        good = write_one(outputs, &outputs->items[i], command, write, state) && good;
    return outputs->count > 0 ? good : write_one(outputs, &standard, command, write, state);
}
