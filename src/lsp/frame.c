// Messages with a header: Content-Length: N, an empty line, and N bytes.
#include "lsp/frame.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEADER_LINE = 256, HEADER_LINES = 16 };

// The length that a line of a header gives; false where it is none that can be.
static bool read_length(const char *line, size_t *length) {
    static const char name[] = "Content-Length:";
    if (strncasecmp(line, name, sizeof name - 1) != 0)
        return true;
    const char *digits = line + sizeof name - 1;
    digits += strspn(digits, " \t");
    char *end;
    if (*digits < '0' || *digits > '9')
        return false;
    unsigned long long value = strtoull(digits, &end, 10);
    *length = (size_t)value;
    return end[strspn(end, " \t\r\n")] == '\0' && value > 0 && value <= FRAME_LIMIT;
}

static enum frame_result read_header(FILE *in, size_t *length) {
    char line[HEADER_LINE];
    *length = 0;
    for (int i = 0; i < HEADER_LINES; i++) {
        if (fgets(line, sizeof line, in) == NULL)
            return i == 0 && feof(in) ? FRAME_END : FRAME_WRONG;
        if (strchr(line, '\n') == NULL)
            return FRAME_WRONG;
        if (strcmp(line, "\r\n") == 0 || strcmp(line, "\n") == 0)
            return *length > 0 ? FRAME_READ : FRAME_WRONG;
        if (!read_length(line, length))
            return FRAME_WRONG;
    }
    return FRAME_WRONG;
}

enum frame_result frame_read(FILE *in, struct text *body) {
    char block[1 << 14];
    size_t left;
    text_reset(body);
    enum frame_result result = read_header(in, &left);
    while (result == FRAME_READ && left > 0) {
        size_t size = fread(block, 1, left < sizeof block ? left : sizeof block, in);
        if (size == 0)
            return FRAME_WRONG;
        text_add_bytes(body, block, size);
        left -= size;
    }
    return result;
}

bool frame_write(FILE *out, const struct text *body) {
    fprintf(out, "Content-Length: %zu\r\n\r\n", body->size);
    fwrite(text_data(body), 1, body->size, out);
    return fflush(out) == 0;
}
