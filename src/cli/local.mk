# src/cli/: the program; a line per file.
