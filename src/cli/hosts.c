// Reading the hosts of a fleet.
#include "config.h"

#include "cli/hosts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/utf8.h"
#include "cli/option.h"
#include "gather/gather.h"

static const char blanks[] = " \t\r\n";

static const struct host *find_host(const struct hosts *hosts, const char *name) {
    for (size_t i = 0; i < hosts->count; i++)
        if (strcmp(hosts->items[i].name, name) == 0)
            return &hosts->items[i];
    return NULL;
}

// Adds a host, whose name is length bytes long. False after a message that begins with the place.
static bool add_host(struct hosts *hosts, const char *command, const char *place, const char *text,
                     size_t length) {
    const char *address = text + length;
    address += strspn(address, blanks);
    if (*address == '=')
        address++;
    address += strspn(address, blanks);
    const char *name = arena_copy(hosts->arena, text, length), *uri = NULL;
    const struct host *other = find_host(hosts, name);
    if (!gather_is_name(name))
        complain(command, "%s: '%s' is no name for a host: write letters, digits and . _ -", place,
                 name);
    else if (other != NULL)
        complain(command, "%s: %s is named twice, first in %s", place, name, other->place);
    else if (*address == '\0')
        complain(command, "%s: %s has no URI: write NAME=URI", place, name);
    else if (address[strcspn(address, blanks)] != '\0')
        complain(command, "%s: a URI has no blanks: %s", place, address);
    else if ((uri = gather_uri(hosts->arena, address)) == NULL)
        complain(command, "%s: %s: %s", place, address, strerror(errno));
    if (uri == NULL)
        return false;
    ARENA_PUSH(hosts->arena, hosts->items, hosts->count, hosts->room) =
        (struct host){name, uri, arena_text(hosts->arena, place)};
    return true;
}

bool hosts_add(struct hosts *hosts, const char *command, const char *text) {
    const char *equals = strchr(text, '=');
    if (equals == NULL)
        return complain(command, "--host %s: write NAME=URI", text);
    return option_is_text(command, "host", text) &&
           add_host(hosts, command, "--host", text, (size_t)(equals - text));
}

// A comment begins the line or follows a blank: URIs may hold a '#'.
static void cut_comment(char *line) {
    for (char *at = line; *at != '\0'; at++)
        if (*at == '#' && (at == line || strchr(blanks, at[-1]) != NULL))
            *at = '\0';
    size_t length = strlen(line);
    while (length > 0 && strchr(blanks, line[length - 1]) != NULL)
        line[--length] = '\0';
}

static bool add_line(struct hosts *hosts, const char *command, const char *place, char *line,
                     size_t size) {
    if (utf8_check(line, size) != size || strlen(line) != size)
        return complain(command, "%s: the line is not UTF-8 text", place);
    cut_comment(line);
    line += strspn(line, blanks);
    return *line == '\0' || add_host(hosts, command, place, line, strcspn(line, " \t="));
}

static bool read_lines(struct hosts *hosts, const char *command, const char *file, FILE *stream) {
    char *line = NULL;
    size_t room = 0, before = hosts->count;
    ssize_t size;
    bool good = true;
    for (size_t number = 1; (size = getline(&line, &room, stream)) >= 0; number++) {
        const char *place = arena_printf(hosts->arena, "%s:%zu", file, number);
        good &= add_line(hosts, command, place, line, (size_t)size);
    }
    if (ferror(stream))
        good = complain(command, "%s: cannot be read: %s", file, strerror(errno));
    else if (good && hosts->count == before)
        good = complain(command, "%s: the file names no host", file);
    free(line);
    return good;
}

bool hosts_add_file(struct hosts *hosts, const char *command, const char *file) {
    if (strcmp(file, "-") == 0)
        return read_lines(hosts, command, "standard input", stdin);
    FILE *stream = fopen(file, "re");
    if (stream == NULL)
        return complain(command, "%s: cannot be read: %s", file, strerror(errno));
    bool good = read_lines(hosts, command, file, stream);
    fclose(stream);
    return good;
}

static int compare_hosts(const void *left, const void *right) {
    return strcmp(((const struct host *)left)->name, ((const struct host *)right)->name);
}

void hosts_sort(struct hosts *hosts) {
    sort_array(hosts->items, hosts->count, sizeof *hosts->items, compare_hosts);
}
