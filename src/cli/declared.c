// What people have put into a facts file, which collecting anew would drop.
#include "config.h"

#include "cli/declared.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/option.h"
#include "cli/setup.h"
#include "facts/store.h"

static bool is_any_known(const struct store *store, const struct column_def *def) {
    const struct column *column = store_column(store, def);
    for (uint32_t row = 0; row < store->spaces[def->space->id].rows; row++)
        if (column_known(column, row))
            return true;
    return false;
}

// The list of answers, or a fact that only people set; NULL where there is neither.
static const char *find_declared(const struct store *store, struct arena *arena) {
    const struct space_def *answers = store->model->purposes[PURPOSE_ANSWERS].space;
    if (answers != NULL && store->spaces[answers->id].rows > 0)
        return answers->path;
    for (uint32_t i = 0; i < store->model->column_count; i++) {
        const struct column_def *def = store->model->columns[i];
        if (def->field != NULL && def->field->plan && is_any_known(store, def))
            return arena_printf(arena, "%s%s%s", def->space->path,
                                def->space->path[0] != '\0' ? "." : "", def->path);
    }
    return NULL;
}

static bool spare(struct session *session, const char *command, const char *path,
                  const struct text *text) {
    struct session_facts *facts = session_facts_new(session, session->program->diagnostics);
    session_facts_add_text(facts, path, text_data(text), text->size);
    const char *found =
        session_facts_load(facts) ? find_declared(facts->store, session->program->arena) : NULL;
    bool good =
        found == NULL || complain(command,
                                  "%s has %s, which people set and collecting would drop; name "
                                  "another file",
                                  path, found);
    session_facts_free(facts);
    return good;
}

bool declared_spare(const char *command, const char *path) {
    struct stat status;
    if (path == NULL || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return true;
    struct text text = {0};
    struct session *session = setup_model(NULL);
    int problem = file_read(path, SIZE_MAX, &text);
    bool good = problem == 0 ? (session_check(session) || setup_diagnose(session)) &&
                                   spare(session, command, path, &text)
                             : complain(command, "%s cannot be read: %s", path, strerror(problem));
    session_free(session);
    text_clear(&text);
    return good;
}
