// Finds out early that results could not be written, or would be written over what they are made
// of.
#include "config.h"

#include "cli/target.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/option.h"
#include "lang/source.h"

static bool is_read(const char *command, const char *file) {
    return complain(command, "cannot write %s: this run reads it; write to another file", file);
}

static bool is_within(const char *file, const char *word) {
    return file >= word && file <= word + strlen(word);
}

// A word that happens to be the name of a file that is not there yet is none that is read.
static bool is_input(const char *word, const char *file) {
    return access(word, F_OK) == 0 && file_shared(word, file);
}

static bool names(const char *word, const char *file) {
    const char *equals = strchr(word, '=');
    return is_input(word, file) || (equals != NULL && is_input(equals + 1, file));
}

static bool is_apart(const char *command, const char *file, const struct words *words) {
    for (size_t i = 0; i < words->count; i++)
        if (!is_within(file, words->items[i]) && names(words->items[i], file))
            return is_read(command, file);
    return true;
}

bool target_try(const char *command, const char *file, const struct words *words) {
    if (output_is_standard(file))
        return true;
    int problem = file_try(file);
    return problem == 0 ? is_apart(command, file, words) : output_failed(command, file, problem);
}

bool targets_try(const char *command, const struct outputs *outputs, const struct words *words) {
    bool good = true;
    for (size_t i = 0; i < outputs->count; i++)
        good = target_try(command, outputs->items[i].file, words) && good;
    return good;
}

bool target_spares(const char *command, const char *file, const struct session *session) {
    const struct sources *sources = session->program->sources;
    const struct source *source;
    for (size_t i = 0; !output_is_standard(file) && (source = sources_at(sources, i)) != NULL; i++)
        if (file_shared(source->name, file))
            return is_read(command, file);
    return true;
}

bool targets_spare(const char *command, const struct outputs *outputs,
                   const struct session *session) {
    bool good = true;
    for (size_t i = 0; i < outputs->count; i++)
        good = target_spares(command, outputs->items[i].file, session) && good;
    return good;
}
