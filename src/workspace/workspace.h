// Open files: their texts, which stand for the files, and what checking them found.
#ifndef PLIM_WORKSPACE_WORKSPACE_H
#define PLIM_WORKSPACE_WORKSPACE_H

#include "program/program.h"

struct analysis;
struct kept_facts;

// A file with a text in memory. It is checked when its analysis is first asked for after a change
// of it, or of an open file that it reads.
struct workfile {
    struct workspace *workspace;
    char *path;
    char *uri; // as the editor writes it, or NULL
    struct text text;
    bool open;                 // in an editor; else it was only looked at
    struct analysis *analysis; // NULL: to be made
};

// Some files and where names of policies are looked for. Zero it, and set the search path. Files
// are those of an editor or a page: what is in memory wins over what is on disk.
enum { WORKSPACE_FACTS = 4 };
struct workspace {
    struct shadow shadow; // what programs read through
    const char *search_path;
    struct workfile **documents;
    size_t count, room;
    struct kept_facts *kept[WORKSPACE_FACTS]; // those used last first (kept.h)
};
void workspace_init(struct workspace *workspace, const char *search_path);
void workspace_clear(struct workspace *workspace);

// Opens a file with a text. The path is absolute.
struct workfile *workspace_open(struct workspace *workspace, const char *path, const char *text,
                                size_t size);
void workspace_close(struct workfile *document);
// Keeps how the editor writes the URI of a file.
void workfile_name(struct workfile *document, const char *uri);

// The document of a path, open or looked at, or NULL.
struct workfile *workspace_find(const struct workspace *workspace, const char *path);

// That, or the file on disk, which is then looked at; NULL where it cannot be read.
struct workfile *workspace_look(struct workspace *workspace, const char *path);

// Forgets the files that were only looked at.
void workspace_forget(struct workspace *workspace);

// Puts a text in place of the bytes [begin, end) of the document.
void workfile_edit(struct workfile *document, size_t begin, size_t end, const char *text,
                   size_t size);

// Has the document of a path, and those that read it, checked anew when they are next asked for;
// all documents where the path is NULL. `changed` is called for each open one.
void workspace_touch(struct workspace *workspace, const char *path,
                     void (*changed)(void *state, struct workfile *one), void *state);

// What checking found; made where it is not there. It lives until the document is touched or
// closed.
const struct analysis *workfile_analysis(struct workfile *document);

#endif
