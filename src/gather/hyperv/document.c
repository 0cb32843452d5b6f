// Reads files of an export: encoding, JSON (RFC 8259), doubled members.
#include "config.h"

#include "gather/hyperv/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts/input.h"
#include "base/encoding.h"

// Sizes of tokens have 32 bits.
enum { LARGEST_FILE = 1 << 30 };

static void add_error(struct diagnostics *errors, const char *file, const char *place,
                      const char *format, va_list arguments) {
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    if (diagnostics_count(errors, DIAGNOSTIC_ERROR) == 0)
        diagnostic_fact(errors, CODE_INVALID_EXPORT, DIAGNOSTIC_ERROR, file, place, "%s", message);
}

void document_error(struct diagnostics *errors, const char *file, const char *place,
                    const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_error(errors, file, place, format, arguments);
    va_end(arguments);
}

void document_wrong(const struct document *document, const struct scan_token *token,
                    const char *format, ...) {
    struct text place = {0};
    va_list arguments;
    tokens_add_place(&place, document->tokens, token);
    va_start(arguments, format);
    add_error(document->errors, document->file, place.size > 0 ? place.data : NULL, format,
              arguments);
    va_end(arguments);
    text_clear(&place);
}

static void keep_tokens(struct document *document, struct arena *arena, const struct scan *scan) {
    document->tokens = tokens_keep(arena, scan);
    const struct scan_token *doubled = tokens_doubled(document->tokens, scan->count, arena);
    if (doubled != NULL)
        document_wrong(document, doubled, "this name stands twice in one object");
}

static void wrong_at(const struct document *document, const char *text, const char *at,
                     const char *what) {
    unsigned long line, column;
    char place[64];
    tokens_line(text, at, &line, &column);
    snprintf(place, sizeof place, "line %lu, column %lu", line, column);
    document_error(document->errors, document->file, place, "%s", what);
}

// PowerShell 7 writes a drive letter that is missing as "\u0000", which is no text of facts: it
// becomes "". Any other NUL stays, and is an error.
static void drop_lone_nuls(struct text *text) {
    static const char lone[] = "\"\\u0000\"";
    const size_t length = sizeof lone - 1;
    size_t kept = 0;
    for (size_t i = 0; i < text->size; i++) {
        bool is_lone = text->size - i >= length && memcmp(text->data + i, lone, length) == 0;
        text->data[kept++] = text->data[i];
        if (is_lone)
            i += length - 2;
        else if (text->data[i] == '\\' && i + 1 < text->size)
            text->data[kept++] = text->data[++i];
    }
    text->size = kept;
}

// The text is followed by SCAN_PADDING NULs.
static void scan_document(struct document *document, struct arena *arena, const char *text,
                          size_t size) {
    const char *end = text + size;
    const char *at = scan_blanks(text);
    struct scan scan;
    if (at == end)
        return;
    scan_init(&scan);
    const char *after = scan_value(&scan, at, end, 0);
    if (after == NULL)
        wrong_at(document, text, scan.failed, scan.problem);
    else if (scan_blanks(after) != end)
        wrong_at(document, text, scan_blanks(after), "something follows the JSON value");
    else
        keep_tokens(document, arena, &scan);
    scan_clear(&scan);
}

// Returns 0 or the errno.
static int read_bytes(const char *file, struct text *bytes) {
    struct stat about;
    struct input input;
    if (stat(file, &about) != 0)
        return errno;
    if (!S_ISREG(about.st_mode))
        return S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
    if (about.st_size > LARGEST_FILE)
        return EFBIG;
    int error = input_open_file(&input, file);
    if (error != 0)
        return error;
    while (input_more(&input)) {
        text_add_bytes(bytes, input.at, (size_t)(input.end - input.at));
        input.at = input.end;
    }
    error = input.error;
    input_close(&input);
    return error;
}

struct document document_load(struct arena *arena, struct diagnostics *errors, const char *file) {
    struct document document = {file, NULL, errors};
    struct text bytes = {0}, text = {0};
    int error = read_bytes(file, &bytes);
    const char *wrong = NULL;
    if (error != 0)
        document_error(errors, file, NULL, "cannot be read: %s", strerror(error));
    else
        wrong = encoding_to_utf8(&text, text_data(&bytes), bytes.size);
    if (wrong != NULL)
        document_error(errors, file, NULL, "%s", wrong);
    if (error == 0 && wrong == NULL) {
        drop_lone_nuls(&text);
        char *kept = arena_zero(arena, text.size + SCAN_PADDING, 1);
        memcpy(kept, text_data(&text), text.size);
        scan_document(&document, arena, kept, text.size);
    }
    text_clear(&bytes);
    text_clear(&text);
    return document;
}
