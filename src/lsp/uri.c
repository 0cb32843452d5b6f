// URIs of files: escapes read and written.
#include "lsp/uri.h"

#include <ctype.h>
#include <string.h>

static int digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The byte of %41 at the text, or -1; a path has no NUL.
static int escape(const char *text) {
    if (text[0] != '%' || digit(text[1]) < 0 || digit(text[2]) < 0)
        return -1;
    int byte = digit(text[1]) * 16 + digit(text[2]);
    return byte == 0 ? -1 : byte;
}

static const char *unescaped(struct arena *arena, const char *text) {
    struct text out = {0};
    while (*text != '\0') {
        int byte = escape(text);
        text_add_char(&out, byte < 0 ? *text : (char)byte);
        text += byte < 0 ? 1 : 3;
    }
    const char *path = text_copy(&out, arena);
    text_clear(&out);
    return path;
}

const char *uri_path(struct arena *arena, const char *uri) {
    static const char file[] = "file://";
    if (strchr(uri, ':') == NULL)
        return NULL;
    if (strncmp(uri, file, sizeof file - 1) != 0)
        return arena_printf(arena, "/dev/null/%s", unescaped(arena, uri));
    const char *path = strchr(uri + sizeof file - 1, '/'); // behind the name of the machine
    return path != NULL ? unescaped(arena, path) : NULL;
}

const char *uri_of(struct arena *arena, const char *path) {
    static const char other[] = "/dev/null/";
    if (strncmp(path, other, sizeof other - 1) == 0)
        return path + sizeof other - 1;
    struct text out = {0};
    text_add(&out, "file://");
    for (; *path != '\0'; path++) {
        unsigned char c = (unsigned char)*path;
        if (isalnum(c) || strchr("/-._~", c) != NULL)
            text_add_char(&out, (char)c);
        else
            text_addf(&out, "%%%02X", c);
    }
    const char *uri = text_copy(&out, arena);
    text_clear(&out);
    return uri;
}
