// Lines of standard input: from a terminal by the editor, where there is one, or as they are.
#include "config.h"

#include "cli/lines.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/lines_edit.h"

struct lines {
    struct arena *arena; // of this as well
    bool typed;
    struct line_editor *editor; // NULL: none
};

struct lines *lines_new(line_completer *complete, void *state) {
    struct arena *arena = arena_new();
    struct lines *lines = ARENA_NEW(arena, struct lines);
    lines->arena = arena;
    lines->typed = isatty(STDIN_FILENO) != 0;
    if (lines->typed)
        lines->editor = line_editor_new(complete, state);
    return lines;
}

void lines_free(struct lines *lines) {
    if (lines->editor != NULL)
        line_editor_free(lines->editor);
    arena_free(lines->arena);
}

bool lines_typed(const struct lines *lines) {
    return lines->typed;
}

enum line_result lines_next(struct lines *lines, bool more, struct text *line) {
    int next;
    if (lines->editor != NULL)
        return line_editor_next(lines->editor, more, line);
    if (lines->typed) {
        fputs(line_prompt(more), stdout);
        fflush(stdout);
    }
    text_reset(line);
    while ((next = getchar()) != EOF && next != '\n')
        text_add_char(line, (char)next);
    return next != EOF || line->size > 0 ? LINE_READ : LINE_END;
}

void lines_remember(struct lines *lines, const char *text) {
    if (lines->editor != NULL)
        line_editor_remember(lines->editor, text);
}

const char *line_prompt(bool more) {
    return more ? "     ...> " : "plimsoll> ";
}
