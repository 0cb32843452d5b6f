// Texts of help, filled into lines of a terminal.
#ifndef PLIM_CLI_FILL_H
#define PLIM_CLI_FILL_H

#include <stddef.h>

// Prints the words of TEXT to stdout in lines that end before column 80; the first begins at column
// INDENT, where the output stands, the others are indented so far. Ends the last line.
void fill_words(const char *text, size_t size, int indent);

// Prints TEXT to stdout with its paragraphs filled: lines that begin with a letter and follow each
// other. Other lines, and those of a usage, stay as they are.
void fill_text(const char *text);

#endif
