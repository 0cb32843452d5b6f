// Keeps the first mistake of an export, and warnings.
#include "gather/hyperv/problem.h"

#include <stdarg.h>
#include <stdio.h>

static void add_formatted(struct text *text, const char *format, va_list arguments) {
    char line[1024];
    vsnprintf(line, sizeof line, format, arguments);
    text_add(text, line);
    text_add_char(text, '\n');
}

void problem_set(struct problem *problem, const char *file, const char *place, const char *format,
                 ...) {
    if (problem_is_set(problem))
        return;
    text_addf(&problem->message, "%s: ", file);
    if (place != NULL && *place != '\0')
        text_addf(&problem->message, "%s: ", place);
    text_add(&problem->message, "error: ");
    va_list arguments;
    va_start(arguments, format);
    add_formatted(&problem->message, format, arguments);
    va_end(arguments);
}

void problem_warn(struct problem *problem, const char *where, const char *format, ...) {
    text_addf(&problem->warnings, "%s: warning: ", where);
    va_list arguments;
    va_start(arguments, format);
    add_formatted(&problem->warnings, format, arguments);
    va_end(arguments);
}

bool problem_is_set(const struct problem *problem) {
    return problem->message.size > 0;
}

void problem_clear(struct problem *problem) {
    text_clear(&problem->message);
    text_clear(&problem->warnings);
}
