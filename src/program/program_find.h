// Finding and reading the files of a program; private to program.c.
#ifndef PLIM_PROGRAM_PROGRAM_FIND_H
#define PLIM_PROGRAM_PROGRAM_FIND_H

#include "grammar/tree_use.h"
#include "program/program.h"

// The path of a policy by path or name where `folder` is ""; where it is "facts/", of a fact model,
// else of a policy, for that has one; in the arena. NULL after a diagnostic.
const char *find_named(struct program *program, const char *path_or_name, const char *folder);

// The path of the fact model that a file uses: beside it, in facts/ beside it, or in a folder of
// the search path. NULL after a diagnostic.
const char *find_used(struct program *program, const struct file_node *user);

// The path of the policy that a file uses or imports: relative to the file where it is a path; by
// name beside the file, in a folder above it for each dot of the name, or in the search path. NULL
// after a diagnostic.
const char *find_used_policy(struct program *program, const struct file_node *user,
                             const struct use_node *use);

// Whether a folder of policies is meant: there is one, and no policy of this name.
bool find_folder(struct program *program, const char *path_or_name);

// Reads a file whole into *out, which the caller clears. False after a diagnostic.
bool read_whole(struct program *program, const char *path, struct text *out);

// The same of a file that another one names: no pipe or device, which may never end.
bool read_used(struct program *program, const char *path, struct text *out);

// Adds a text to the sources. NULL after a diagnostic.
const struct source *add_source(struct program *program, const char *name, const char *text,
                                size_t size);

// The program's parts as the checker takes them.
struct checking program_checking(struct program *program);

#endif
