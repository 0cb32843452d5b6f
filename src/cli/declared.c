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

static bool spare_facts(const struct session_facts *facts, const char *command, const char *path) {
    const char *found = find_declared(facts->store, facts->program->arena);
    return found == NULL || complain(command,
                                     "%s has %s, which people set and collecting would drop; name "
                                     "another file",
                                     path, found);
}

// An object with mistakes, as an editor may leave one, may have answers behind them; what the model
// does not know is of a policy that adds to it.
static bool spare_others(struct session *session, const char *command, const char *path,
                         const struct text *text) {
    const char *at = text_data(text);
    at += strncmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (at[strspn(at, " \t\r\n")] != '{')
        return true;
    setup_diagnose(session);
    return complain(command,
                    "%s is not as collecting writes it, and would lose what people set in it; mend "
                    "it, or name another file",
                    path);
}

static bool spare(struct session *session, const char *command, const char *path,
                  const struct text *text) {
    struct session_facts *facts = session_facts_new(session, session->program->diagnostics);
    session_facts_be_strict(facts);
    session_facts_add_text(facts, path, text_data(text), text->size);
    bool good = session_facts_load(facts) ? spare_facts(facts, command, path)
                                          : spare_others(session, command, path, text);
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
