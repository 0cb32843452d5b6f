// A session for tests that evaluate.
#include "config.h"

#include "checked_session.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Models are files.
static struct session *session_in(const char *folder, const char *file, const char *declaration,
                                  const char *policy) {
    FILE *model = fopen(file, "w");
    ck_assert(model != NULL && fputs(declaration, model) >= 0 && fclose(model) == 0);
    struct session *session = session_new(folder);
    session_add_text(session, "yard", policy, strlen(policy));
    session_check(session);
    unlink(file);
    return session;
}

struct session *checked_session(const char *model, const char *declaration, const char *policy) {
    char folder[] = "/tmp/session.XXXXXX";
    ck_assert(mkdtemp(folder) != NULL);
    struct arena *arena = arena_new();
    const char *facts = arena_printf(arena, "%s/facts", folder);
    ck_assert_int_eq(mkdir(facts, 0700), 0);
    struct session *session =
        session_in(folder, arena_printf(arena, "%s/%s.plim", facts, model), declaration, policy);
    rmdir(facts);
    rmdir(folder);
    arena_free(arena);
    struct text said = {0};
    diagnostics_render(session->program->diagnostics, &said);
    ck_assert_str_eq(text_data(&said), "");
    text_clear(&said);
    return session;
}
