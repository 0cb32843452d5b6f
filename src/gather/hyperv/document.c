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
#include "facts/path.h"
#include "facts/record.h"
#include "base/encoding.h"

// Sizes of tokens have 32 bits.
enum { LARGEST_FILE = 1 << 30 };

bool token_is_text(const struct scan_token *token, const char *text) {
    return token->kind == SCAN_TEXT && token->size == strlen(text) &&
           memcmp(token->as.at, text, token->size) == 0;
}

const struct scan_token *document_member(const struct scan_token *object, const char *name) {
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *at = object + 1; at < end; at = scan_next(at + 1))
        if (token_is_text(at, name))
            return at + 1;
    return NULL;
}

// Adds the path of WANTED, which lies within VALUE, which is at PATH.
static void add_place(struct text *out, const struct scan_token *value,
                      const struct scan_token *wanted, const struct path *path) {
    const struct scan_token *end = scan_next(value);
    struct path step = {path, NULL, 0};
    struct text name = {0};
    bool object = value->kind == SCAN_OBJECT;
    if (value == wanted || value->kind < SCAN_LIST) {
        path_show(out, path);
        return;
    }
    for (const struct scan_token *at = value + 1; at < end; step.index++) {
        const struct scan_token *element = object ? at + 1 : at;
        if (at <= wanted && wanted < scan_next(element)) {
            if (object) {
                text_add_bytes(&name, at->as.at, at->size);
                step.name = text_data(&name);
            }
            add_place(out, element, wanted > element ? wanted : element, &step);
            break;
        }
        at = scan_next(element);
    }
    text_clear(&name);
}

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
    add_place(&place, document->tokens, token, NULL);
    va_start(arguments, format);
    add_error(document->errors, document->file, place.size > 0 ? place.data : NULL, format,
              arguments);
    va_end(arguments);
    text_clear(&place);
}

static int compare_names(const void *a, const void *b) {
    const struct scan_token *left = *(const struct scan_token *const *)a;
    const struct scan_token *right = *(const struct scan_token *const *)b;
    uint32_t size = left->size < right->size ? left->size : right->size;
    int compared = memcmp(left->as.at, right->as.at, size);
    return compared != 0 ? compared : (left->size > right->size) - (left->size < right->size);
}

static void check_doubled(const struct document *document, struct arena *arena,
                          const struct scan_token *object) {
    struct arena_mark mark = arena_mark(arena);
    const struct scan_token **names =
        ARENA_ARRAY(arena, const struct scan_token *, object->size / 2 + 1);
    size_t count = 0;
    const struct scan_token *end = scan_next(object);
    for (const struct scan_token *name = object + 1; name < end; name = scan_next(name + 1))
        names[count++] = name;
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (compare_names(&names[i - 1], &names[i]) == 0)
            document_wrong(document, names[i], "this name stands twice in one object");
    arena_rewind(arena, mark);
}

// Puts the scan's tokens into the arena, texts decoded.
static void keep_tokens(struct document *document, struct arena *arena, const struct scan *scan) {
    struct reader reader = {.scratch = arena};
    struct scan_token *tokens = ARENA_ARRAY(arena, struct scan_token, scan->count);
    for (size_t i = 0; i < scan->count; i++)
        tokens[i] = read_json_decode(&reader, &scan->tokens[i]);
    document->tokens = tokens;
    for (size_t i = 0; i < scan->count; i++)
        if (tokens[i].kind == SCAN_OBJECT)
            check_doubled(document, arena, &tokens[i]);
}

static void wrong_at(const struct document *document, const char *text, const char *at,
                     const char *what) {
    unsigned long line = 1, column = 1;
    for (const char *c = text; c < at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    char place[64];
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
