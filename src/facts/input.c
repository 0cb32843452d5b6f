// The window on an input: large reads, and what is being looked at kept whole.
#include "config.h"

#include "facts/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "facts/scan.h"

enum { WINDOW = 256 * 1024 };

static void start(struct input *input) {
    input->room = WINDOW;
    input->buffer = malloc(input->room + SCAN_PADDING);
    if (input->buffer == NULL)
        out_of_memory();
    memset(input->buffer, 0, SCAN_PADDING);
    input->at = input->end = input->buffer;
}

int input_open_file(struct input *input, const char *path) {
    memset(input, 0, sizeof *input);
    bool standard = strcmp(path, "-") == 0;
    input->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (input->fd < 0)
        return errno;
    struct stat about;
    int error = fstat(input->fd, &about) != 0 ? errno : S_ISDIR(about.st_mode) ? EISDIR : 0;
    if (error == 0)
        start(input);
    else if (!standard)
        close(input->fd);
    return error;
}

void input_open_text(struct input *input, const char *text, size_t size) {
    memset(input, 0, sizeof *input);
    input->fd = -1;
    input->memory = text;
    input->memory_size = size;
    start(input);
}

static void end_observing(struct input *input) {
    if (input->observe != NULL)
        input->observe(input->state, NULL, 0);
    input->observe = NULL;
}

void input_close(struct input *input) {
    end_observing(input);
    free(input->buffer);
    free(input->other);
    text_clear(&input->converted);
    if (input->fd > STDIN_FILENO)
        close(input->fd);
}

void input_convert(struct input *input, struct text *bytes) {
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
    input->converted = *bytes;
    input->memory = text_data(&input->converted);
    input->memory_size = bytes->size;
    end_observing(input); // which has seen what was opened
    input->ended = false;
    input->before = 0;
    input->at = input->end = input->buffer;
    *bytes = (struct text){0};
}

// Bytes read, 0 at the end or after an error.
static size_t read_some(struct input *input, char *into, size_t room) {
    if (input->fd < 0) {
        size_t done = (size_t)input_offset(input, into);
        size_t left = input->memory_size - done;
        size_t size = left < room ? left : room;
        if (size > 0)
            memcpy(into, input->memory + done, size);
        return size;
    }
    ssize_t size;
    do
        size = read(input->fd, into, room);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        input->error = errno;
    return size > 0 ? (size_t)size : 0;
}

void input_observe(struct input *input, void (*observe)(void *, const char *, size_t),
                   void *state) {
    input->observe = observe;
    input->state = state;
}

static void widen_other(struct input *input, size_t room) {
    if (input->other_room >= room)
        return;
    free(input->other);
    input->other = malloc(room + SCAN_PADDING);
    if (input->other == NULL)
        out_of_memory();
    input->other_room = room;
}

// Moves the window to the beginning of the other buffer, which has twice the room where this one is
// full.
static void make_room(struct input *input) {
    struct input old = *input;
    size_t size = (size_t)(old.end - old.at);
    if (size < old.room && old.at == old.buffer)
        return;
    widen_other(input, size == old.room ? 2 * old.room : old.room);
    memcpy(input->other, old.at, size);
    input->before += (uint64_t)(old.at - old.buffer);
    input->buffer = input->at = input->other;
    input->end = input->at + size;
    input->room = input->other_room;
    input->other = old.buffer;
    input->other_room = old.room;
}

bool input_more(struct input *input) {
    if (input->ended)
        return false;
    make_room(input);
    const char *old_end = input->end;
    char *full = input->buffer + input->room;
    while (input->end < full && !input->ended) {
        size_t size = read_some(input, input->end, (size_t)(full - input->end));
        input->end += size;
        input->ended = size == 0;
        if (size > 0 && input->observe != NULL)
            input->observe(input->state, input->end - size, size);
    }
    memset(input->end, 0, SCAN_PADDING);
    return input->end > old_end;
}

uint64_t input_offset(const struct input *input, const char *place) {
    return input->before + (uint64_t)(place - input->buffer);
}

static void count_lines(const char *bytes, size_t size, uint64_t *line, uint64_t *column) {
    for (size_t i = 0; i < size; i++) {
        *column += 1;
        if (bytes[i] == '\n') {
            *line += 1;
            *column = 1;
        }
    }
}

bool input_place(const struct input *input, uint64_t offset, uint64_t *line, uint64_t *column) {
    uint64_t at_line = 1, at_column = 1;
    if (input->fd < 0)
        count_lines(input->memory, (size_t)offset, &at_line, &at_column);
    char piece[4096];
    for (uint64_t done = 0; input->fd >= 0 && done < offset;) {
        size_t wanted = offset - done < sizeof piece ? (size_t)(offset - done) : sizeof piece;
        ssize_t size = pread(input->fd, piece, wanted, (off_t)done);
        if (size <= 0)
            return false;
        count_lines(piece, (size_t)size, &at_line, &at_column);
        done += (uint64_t)size;
    }
    *line = at_line;
    *column = at_column;
    return true;
}
