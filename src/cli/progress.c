// Drawing a bar of progress.
#include "config.h"

#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lang/diagnostic.h"

enum {
    PATIENCE = 1000, // ms without a bar
    STEP = 200,      // ms between two of them
    BAR = 20,        // columns
};

void progress_begin(struct progress *progress) {
    const char *kind = getenv("TERM");
    *progress = (struct progress){
        .possible = isatty(STDERR_FILENO) && kind != NULL && strcmp(kind, "dumb") != 0,
        .begun = clock_milliseconds(),
    };
}

static size_t terminal_columns(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// Cuts the line to what fits: one that wraps could not be erased.
static void fit(struct text *line, size_t columns) {
    while (utf8_width(line->data, line->size) >= columns) {
        do
            line->size--;
        while (utf8_is_continuation(line->data[line->size]));
        line->data[line->size] = '\0';
    }
}

void progress_show(void *state, size_t done, size_t count, const char *now) {
    struct progress *progress = state;
    int64_t moment = clock_milliseconds();
    if (!progress->possible || moment - progress->begun < PATIENCE ||
        moment - progress->drawn < STEP)
        return;
    struct text line = {0};
    size_t full = count > 0 ? done * BAR / count : BAR;
    text_add_char(&line, '[');
    text_add_repeat(&line, '#', full);
    text_add_repeat(&line, '-', BAR - full);
    text_addf(&line, "] %zu/%zu  ", done, count);
    text_add_clean(&line, now);
    fit(&line, terminal_columns());
    fprintf(stderr, "\r%s\x1b[K", text_data(&line));
    fflush(stderr);
    progress->shown = true;
    progress->drawn = moment;
    text_clear(&line);
}

void progress_end(struct progress *progress) {
    if (progress->shown)
        fputs("\r\x1b[K", stderr);
    progress->shown = false;
}
