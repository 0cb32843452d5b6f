// Text without the passwords of the URIs in it.
#include "config.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

static const char ends[] = " \t\r\n\"'<>";

// How many bytes a secret parameter's name and its '=' take at the start of a parameter; 0 for
// others.
static size_t secret_name(const char *parameter) {
    static const char *const names[] = {
        "password=", "passwd=", "pass=", "passphrase=", "secret=", "token="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(parameter, names[i], strlen(names[i])) == 0)
            return strlen(names[i]);
    return 0;
}

// Adds "user:***@" for "user:secret@" at the start of an authority; returns how much of it is done.
static size_t add_user(struct text *out, const char *authority) {
    size_t length = strcspn(authority, "/?# \t\r\n\"'<>");
    const char *at = memrchr(authority, '@', length);
    const char *colon = at != NULL ? memchr(authority, ':', (size_t)(at - authority)) : NULL;
    if (colon == NULL)
        return 0;
    text_add_bytes(out, authority, (size_t)(colon - authority));
    text_add(out, ":***");
    return (size_t)(at - authority);
}

// Adds a parameter's name, and *** for what it has; returns how much of it is done.
static size_t add_parameter(struct text *out, const char *parameter) {
    size_t name = secret_name(parameter);
    text_add_bytes(out, parameter, name);
    if (name == 0)
        return 0;
    text_add(out, "***");
    size_t length = name + strcspn(parameter + name, "&#; \t\r\n\"'<>");
    return parameter[length - 1] == ':' ? length - 1 : length; // of the sentence around it
}

void text_add_public(struct text *out, const char *text) {
    bool within = false;
    while (*text != '\0') {
        char last = *text;
        bool begins = strncmp(text, "://", 3) == 0;
        size_t size = begins ? 3 : 1;
        within = (within || begins) && strchr(ends, last) == NULL;
        text_add_bytes(out, text, size);
        text += size;
        if (begins)
            text += add_user(out, text);
        else if (within && (last == '?' || last == '&' || last == ';'))
            text += add_parameter(out, text);
    }
}

const char *text_public(struct arena *arena, const char *text) {
    struct text out = {0};
    text_add_public(&out, text);
    const char *copy = text_copy(&out, arena);
    text_clear(&out);
    return copy;
}
