// The editor of lines at a terminal, where the program was built with libedit.
#ifndef PLIM_CLI_LINES_EDIT_H
#define PLIM_CLI_LINES_EDIT_H

#include "cli/lines.h"

// The functions of lines.h of the same names. line_editor_new is NULL where there is no editor.
struct line_editor;
struct line_editor *line_editor_new(line_completer *complete, void *state);
void line_editor_free(struct line_editor *editor);
enum line_result line_editor_next(struct line_editor *editor, bool more, struct text *line);
void line_editor_remember(struct line_editor *editor, const char *text);

// What stands before a line that a person types.
const char *line_prompt(bool more);

#endif
