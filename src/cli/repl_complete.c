// Completion of the lines of plimsoll repl.
#include "config.h"

#include <string.h>

#include "cli/repl.h"

static struct completing complete_names(struct arena *arena, const char *word) {
    struct completing completing = {.arena = arena, .lead = "", .word = word};
    for (const struct repl_command *one = repl_commands; one->name != NULL; one++)
        complete_add(&completing,
                     arena_printf(arena, "%s%s", one->name, one->argument != NULL ? " " : ""),
                     one->about);
    return completing;
}

static enum value_kind kind_of(const char *name, size_t length) {
    for (const struct repl_command *one = repl_commands; one->name != NULL; one++)
        if (strlen(one->name) == length && strncmp(one->name, name, length) == 0)
            return one->kind;
    return VALUE_NONE;
}

struct completing repl_complete(void *state, struct arena *arena, const char *line,
                                const char **word) {
    const struct repl *repl = state;
    const struct request *request = &repl->request;
    enum value_kind kind = VALUE_EXPRESSION;
    *word = line + strspn(line, " \t");
    if (**word == ':') {
        size_t length = strcspn(*word, " \t");
        if ((*word)[length] == '\0')
            return complete_names(arena, *word);
        kind = kind_of(*word, length);
        *word += length;
        *word += strspn(*word, " \t");
    }
    char **words = ARENA_ARRAY(arena, char *, request->argument_count + 1);
    for (size_t i = 0; i < request->argument_count; i++)
        words[i] = request->arguments[i];
    words[request->argument_count] = arena_text(arena, *word);
    return complete_as(arena, &cmd_repl, words, request->argument_count + 1, kind);
}
