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

static struct session *session_over(struct arena *arena, const char *declaration,
                                    const char *policy) {
    char folder[] = "/tmp/session.XXXXXX";
    ck_assert(mkdtemp(folder) != NULL);
    const char *facts = arena_printf(arena, "%s/facts", folder);
    ck_assert_int_eq(mkdir(facts, 0700), 0);
    struct session *session =
        session_in(folder, arena_printf(arena, "%s/yard.plim", facts), declaration, policy);
    rmdir(facts);
    rmdir(folder);
    return session;
}

void checked_session_begin(struct checked_session *test) {
    *test = (struct checked_session){.arena = arena_new()};
}

void checked_session_end(struct checked_session *test) {
    if (test->facts != NULL)
        session_facts_free(test->facts);
    session_free(test->session);
    arena_free(test->arena);
}

void checked_session_policy(struct checked_session *test, const char *declaration,
                            const char *rules) {
    const char *policy =
        arena_printf(test->arena, "policy yard \"Ships\"\nuse facts yard 1\n%s\n", rules);
    test->session = session_over(test->arena, declaration, policy);
    struct text said = {0};
    diagnostics_render(test->session->program->diagnostics, &said);
    ck_assert_str_eq(text_data(&said), "");
    text_clear(&said);
}

void checked_session_facts(struct checked_session *test, const char *facts, const char *ships) {
    test->facts = session_facts_new(test->session, test->session->program->diagnostics);
    session_facts_add_text(test->facts, "facts.json", facts, strlen(facts));
    if (ships != NULL)
        session_facts_select(test->facts, "ship", ships);
    ck_assert(session_facts_load(test->facts));
}
