// Facts files that are edited: their bytes from the disk and back.
#include "config.h"

#include "cli/facts_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/file.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "facts/input.h"
#include "facts/load.h"

static void pad(struct text *text) {
    static const char padding[SCAN_PADDING] = {0};
    text_add_bytes(text, padding, sizeof padding);
    text->size -= sizeof padding;
}

// Only a single file that can be replaced can be edited.
static bool is_editable(struct facts_file *file) {
    const char *path = file->path;
    struct stat link;
    if (strcmp(path, "-") == 0)
        return complain(file->command, "standard input cannot be edited; name a facts file");
    if (stat(path, &file->status) != 0) {
        size_t list = loader_list_length(path);
        if (list > 0)
            return complain(file->command,
                            "%s is a list of newline-delimited JSON; name a facts file", path);
        if (errno != ENOENT)
            return complain(file->command, "%s cannot be read: %s", path, strerror(errno));
        return lstat(path, &link) != 0 ||
               complain(file->command, "%s is a link to a file that does not exist", path);
    }
    if (S_ISDIR(file->status.st_mode))
        return complain(file->command, "%s is a directory; name a file in it", path);
    if (!S_ISREG(file->status.st_mode))
        return complain(file->command, "%s is no regular file, so it cannot be edited", path);
    file->real = realpath(path, NULL);
    return file->real != NULL ||
           complain(file->command, "%s cannot be read: %s", path, strerror(errno));
}

static bool read_bytes(struct facts_file *file) {
    struct input input;
    int error = input_open_file(&input, file->real);
    if (error == 0) {
        while (input_more(&input))
            ;
        text_add_bytes(&file->text, input.at, (size_t)(input.end - input.at));
        error = input.error;
        input_close(&input);
    }
    return error == 0 ||
           complain(file->command, "%s cannot be read: %s", file->path, strerror(error));
}

static void replace_text(struct facts_file *file, struct text *text) {
    pad(text);
    text_clear(&file->text);
    file->text = *text;
}

// Edits are of UTF-8, and so is what they write. Sound JSON has NULs only as UTF-16.
static void make_utf8(struct facts_file *file) {
    struct text utf8 = {0};
    if (memchr(text_data(&file->text), '\0', file->text.size) == NULL)
        return;
    encoding_to_utf8(&utf8, text_data(&file->text), file->text.size);
    replace_text(file, &utf8);
}

static bool begin_file(struct facts_file *file) {
    const struct model *model = file->program->model;
    text_addf(&file->text, "{\n  \"facts\": \"%s\",\n  \"version\": %lld\n}\n", model->name,
              (long long)model->version);
    return true;
}

static bool is_sound(const struct facts_file *file, const struct text *text,
                     struct diagnostics *diagnostics) {
    struct loader *loader = loader_new(file->program->model, NULL, diagnostics);
    loader_add_text(loader, file->path, text_data(text), text->size);
    struct store *store = loader_finish(loader);
    store_free(store);
    return store != NULL;
}

static bool load_model(struct facts_file *file, const char *model) {
    file->session = setup_model(model);
    file->program = file->session->program;
    return session_check(file->session) || setup_diagnose(file->session);
}

bool facts_file_open(struct facts_file *file, const char *command, const char *path,
                     const char *model, bool make) {
    *file = (struct facts_file){.command = command, .path = path, .lock = file_lock(path)};
    if (!is_editable(file) || !load_model(file, model))
        return false;
    if (file->real == NULL && !make)
        return complain(command, "%s: there is no such file", path);
    if (file->real == NULL ? !begin_file(file) : !read_bytes(file))
        return false;
    pad(&file->text);
    bool sound = is_sound(file, &file->text, file->program->diagnostics);
    if (!setup_diagnose(file->session) || !sound)
        return false;
    make_utf8(file);
    edit_init(&file->edit, text_data(&file->text), file->text.size, file->program->arena);
    return true;
}

// Where there are no locks, the file may have been changed meanwhile: that change must not be lost.
static bool is_unchanged(const struct facts_file *file) {
    struct stat now;
    if (file->real == NULL)
        return lstat(file->path, &now) != 0 && errno == ENOENT;
    const struct stat *then = &file->status;
    return stat(file->real, &now) == 0 && now.st_ino == then->st_ino &&
           now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

static bool write_text(const struct facts_file *file, const struct text *text) {
    if (!is_unchanged(file))
        return complain(file->command, "%s was changed meanwhile; nothing was written, try again",
                        file->path);
    int error =
        file_write(file->real != NULL ? file->real : file->path, text_data(text), text->size);
    return error == 0 || output_failed(file->command, file->path, error);
}

void facts_file_turn(struct facts_file *file) {
    struct text edited = {0};
    edit_apply(&file->edit, &edited);
    edit_clear(&file->edit);
    replace_text(file, &edited);
    edit_init(&file->edit, text_data(&file->text), file->text.size, file->program->arena);
}

bool facts_file_save(struct facts_file *file) {
    struct program *program = file->program;
    struct diagnostics *found = diagnostics_new(program->arena, program->sources);
    struct text edited = {0};
    edit_apply(&file->edit, &edited);
    bool good = is_sound(file, &edited, found);
    if (!good) {
        struct text out = {0};
        diagnostics_render(found, &out);
        fputs(text_data(&out), stderr);
        text_clear(&out);
    }
    good = good && write_text(file, &edited);
    text_clear(&edited);
    return good;
}

void facts_file_close(struct facts_file *file) {
    if (file->edit.text != NULL)
        edit_clear(&file->edit);
    text_clear(&file->text);
    free(file->real);
    if (file->lock >= 0)
        close(file->lock);
    session_free(file->session);
}
