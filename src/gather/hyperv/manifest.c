// Reads manifest.json, which docs/hyperv.md describes.
#include "config.h"

#include "gather/hyperv/manifest.h"

#include <string.h>
#include <unistd.h>

#include "gather/hyperv/export.h"

static const char format[] = "plimsoll-hyperv-export";
enum { LAYOUT = 1 };

// A file lies in the folder of its manifest, so its name has no folder.
static bool is_file_name(const char *name) {
    return *name != '\0' && strpbrk(name, "/\\") == NULL && strcmp(name, "..") != 0;
}

static const char *one_line(struct arena *arena, const char *error) {
    char *line = arena_copy(arena, error, strlen(error));
    for (char *c = line; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = c[1] == '\0' ? '\0' : ' ';
    return line;
}

static void add_failed(void *state, const struct row *row, const struct scan_token *element) {
    struct manifest_entry *entry = state;
    const char *id = element_text(row, element);
    if (id != NULL)
        ARENA_PUSH(row->arena, entry->failed, entry->failed_count, entry->failed_room) =
            export_lower(row->arena, id);
}

static void add_entry(void *state, const struct row *manifest_row,
                      const struct scan_token *element) {
    struct manifest *manifest = state;
    struct row row = {manifest_row->document, element, NULL, manifest_row->arena};
    if (element->kind != SCAN_OBJECT) {
        document_wrong(row.document, element, "an object of a cmdlet is expected");
        return;
    }
    struct manifest_entry entry = {.name = field_text(&row, "name"),
                                   .file = field_text(&row, "file")};
    const char *error = field_text(&row, "error");
    entry.error = error && *error ? one_line(row.arena, error) : "the export gives no reason";
    entry.counted = field_number(&row, "count", &entry.count);
    field_bool(&row, "absent", &entry.absent);
    entry.told = field_list(&row, "failed", add_failed, &entry);
    if (entry.name == NULL || !field_bool(&row, "ok", &entry.ok))
        document_wrong(row.document, element, "a cmdlet needs name and ok");
    else if (entry.file == NULL && entry.ok)
        document_wrong(row.document, element, "%s succeeded, but has no file", entry.name);
    else if (entry.file != NULL && !is_file_name(entry.file))
        document_wrong(row.document, element, "file must be a name without a folder");
    else if (entry.file != NULL && !entry.counted)
        document_wrong(row.document, element, "%s has a file, but no count", entry.name);
    else if (manifest_find(manifest, entry.name) != NULL)
        document_wrong(row.document, element, "%s is listed twice", entry.name);
    else
        ARENA_PUSH(row.arena, manifest->entries, manifest->count, manifest->room) = entry;
}

static void read_manifest(struct manifest *manifest, const struct row *row) {
    uint64_t version = 0;
    const char *name = field_text(row, "format");
    if (name == NULL || strcmp(name, format) != 0)
        document_wrong(row->document, row->object, "format is not %s", format);
    else if (!field_number(row, "version", &version) || version != LAYOUT)
        document_wrong(row->document, row->object,
                       "version is not %d: this program is older than the export", LAYOUT);
    manifest->host = field_text(row, "host");
    manifest->at = field_time(row, "at");
    manifest->powershell = field_text(row, "powershell");
    if (!field_list(row, "cmdlets", add_entry, manifest))
        document_wrong(row->document, row->object, "cmdlets is missing");
    else if (manifest->count == 0)
        document_wrong(row->document, row->object,
                       "names no cmdlets: the export did not end; make it again");
}

bool manifest_read(struct manifest *manifest, struct arena *arena, struct diagnostics *errors,
                   const char *folder) {
    const char *file = arena_printf(arena, "%s/manifest.json", folder);
    if (access(file, F_OK) != 0)
        return false;
    struct document document = document_load(arena, errors, file);
    struct row row = {&document, document.tokens, NULL, arena};
    if (document.tokens == NULL)
        document_error(errors, file, NULL, "is empty");
    else if (document.tokens->kind != SCAN_OBJECT)
        document_wrong(&document, document.tokens, "an object is expected");
    else
        read_manifest(manifest, &row);
    return true;
}

const struct manifest_entry *manifest_find(const struct manifest *manifest, const char *name) {
    for (size_t i = 0; i < manifest->count; i++)
        if (strcmp(manifest->entries[i].name, name) == 0)
            return &manifest->entries[i];
    return NULL;
}
