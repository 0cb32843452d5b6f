// Shows JSON paths.
#include "facts/path.h"

#include <string.h>

#include "base/utf8.h"

enum { QUOTED_LENGTH = 60 };

static bool is_plain(const char *name) {
    size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return plain > 0 && plain <= QUOTED_LENGTH && name[plain] == '\0';
}

void path_add_quoted(struct text *out, const char *bytes, size_t size) {
    size_t cut = utf8_cut(bytes, size, QUOTED_LENGTH);
    text_add_char(out, '"');
    text_add_escaped(out, bytes, cut);
    text_add(out, cut < size ? "…\"" : "\"");
}

void path_add_step(struct text *out, const char *name, bool first) {
    if (is_plain(name)) {
        text_addf(out, "%s%s", first ? "" : ".", name);
        return;
    }
    text_add_char(out, '[');
    path_add_quoted(out, name, strlen(name));
    text_add_char(out, ']');
}

void path_show(struct text *out, const struct path *path) {
    if (path == NULL)
        return;
    path_show(out, path->up);
    if (path->name == NULL)
        text_addf(out, "[%llu]", (unsigned long long)path->index);
    else
        path_add_step(out, path->name, path->up == NULL);
}
