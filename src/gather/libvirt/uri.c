// The parts of libvirt's addresses of hosts that matter here.
#include "config.h"

#include "gather/libvirt/uri.h"

#include <string.h>

bool uri_is_local(const char *uri) {
    const char *host = strstr(uri, "://");
    size_t scheme = host ? (size_t)(host - uri) : strlen(uri);
    const char *transport = memchr(uri, '+', scheme);
    bool unix_socket = transport && strncmp(transport, "+unix:", 6) == 0;
    return (!host || host[3] == '/') && (!transport || unix_socket);
}

const char *uri_file_name(struct arena *arena, const char *uri) {
    const char *path = strstr(uri, "://");
    path = path ? strchr(path + 3, '/') : NULL;
    if (!path)
        return "test";
    size_t length = strcspn(path, "?#");
    const char *end = path + length;
    const char *start = end;
    while (start > path && start[-1] != '/')
        start--;
    if (end - start > 4 && strncmp(end - 4, ".xml", 4) == 0)
        end -= 4;
    return arena_copy(arena, start, (size_t)(end - start));
}
