// Members of the params of a message: nothing of what an editor sends is taken for granted.
#include "lsp/params.h"

#include <string.h>

const cJSON *param_at(const cJSON *params, const char *path) {
    char name[64];
    while (params != NULL && *path != '\0') {
        size_t size = strcspn(path, ".");
        if (size >= sizeof name || !cJSON_IsObject(params))
            return NULL;
        memcpy(name, path, size);
        name[size] = '\0';
        params = cJSON_GetObjectItemCaseSensitive(params, name);
        path += size + (path[size] == '.');
    }
    return params;
}

const char *param_text(const cJSON *params, const char *path) {
    const cJSON *item = param_at(params, path);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

// A count that is no number is none; one beyond the range is the largest.
static bool read_count(const cJSON *item, uint32_t *count) {
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0))
        return false;
    *count = item->valuedouble >= UINT32_MAX ? UINT32_MAX : (uint32_t)item->valuedouble;
    return true;
}

bool param_position(const cJSON *params, const char *path, struct position *position) {
    const cJSON *item = param_at(params, path);
    return read_count(param_at(item, "line"), &position->line) &&
           read_count(param_at(item, "character"), &position->character);
}

bool param_range(struct server *server, const cJSON *params, const char *path,
                 const struct text *text, struct span *span) {
    const cJSON *item = param_at(params, path);
    struct position begin, end;
    if (!param_position(item, "start", &begin) || !param_position(item, "end", &end))
        return false;
    span->begin = (uint32_t)position_offset(text, begin, server->utf8);
    span->end = (uint32_t)position_offset(text, end, server->utf8);
    return span->begin <= span->end;
}
