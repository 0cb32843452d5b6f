// A facts file that a command edits: read, checked, and replaced as a whole.
#ifndef PLIM_CLI_FACTS_FILE_H
#define PLIM_CLI_FACTS_FILE_H

#include <sys/stat.h>

#include "facts/edit.h"
#include "session.h"

// One facts file in memory, sound by its model. The session owns the model and everything made
// while editing. Released by facts_file_close.
struct facts_file {
    const char *command, *path;
    char *real; // the file that a link leads to; NULL: it does not exist yet
    int lock;   // held while the file is edited, or -1
    struct stat status;
    struct session *session;
    struct program *program; // the session's
    struct text text;        // SCAN_PADDING NULs follow
    struct edit edit;
};

// Reads the file and checks it against the model, which is "virtualization" where it is NULL. Where
// `make`, one that does not exist is created. False after a message; close it in any case.
bool facts_file_open(struct facts_file *file, const char *command, const char *path,
                     const char *model, bool make);

// Makes the changes of file->edit in memory, so that others can follow.
void facts_file_turn(struct facts_file *file);

// Makes the changes of file->edit, checks the result and writes it; the file is replaced wholly or
// not at all. False after a message.
bool facts_file_save(struct facts_file *file);

void facts_file_close(struct facts_file *file);

#endif
