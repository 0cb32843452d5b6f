// What the policies in the search path ask people to attest.
#include "config.h"

#include "cli/asked.h"

#include <string.h>

#include "base/nearest.h"
#include "cli/described.h"
#include "cli/setup.h"
#include "program/program_list.h"

// The IDs that may have been meant.
struct asked {
    struct arena *arena;
    const char *id;
    const char **near;
    size_t count, room;
    bool known; // a policy asks for the very ID
};

// An ID that has the name of an element in it, such as "tested.{vm.name}", with the end of the ID
// that was written in its place.
static const char *filled(const struct asked *asked, const char *answer) {
    const char *brace = strchr(answer, '{'), *dot = strchr(asked->id, '.');
    if (brace == NULL)
        return answer;
    return arena_printf(asked->arena, "%.*s%s", (int)(brace - answer), answer,
                        dot != NULL ? dot + 1 : "");
}

static void add(struct asked *asked, const char *answer) {
    const char *id = filled(asked, answer);
    if (id[0] == '\0')
        return;
    asked->known |= strcmp(id, asked->id) == 0;
    ARENA_PUSH(asked->arena, asked->near, asked->count, asked->room) =
        arena_copy(asked->arena, id, strlen(id));
}

static void add_policy(struct asked *asked, const char *path) {
    struct described described;
    if (described_read_quietly(&described, path))
        for (size_t i = 0; i < described.description.reads.answer_count; i++)
            add(asked, described.description.reads.answers[i]);
    session_free(described.session);
}

const char *asked_nearest(struct arena *arena, const char *id, const char *use) {
    struct asked asked = {.arena = arena, .id = id};
    struct session *session = setup_session();
    struct listed_files files = list_search_path(session->program, "");
    for (size_t i = 0; i < files.count && !asked.known; i++)
        if (!listed_is_test(&files.items[i]))
            add_policy(&asked, files.items[i].path);
    if (use != NULL && !asked.known)
        add_policy(&asked, use);
    session_free(session);
    return asked.known ? NULL : nearest_word(id, asked.near, asked.count);
}
