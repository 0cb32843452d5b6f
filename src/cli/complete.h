// Completion: what may stand in the place of the last word of a command line.
#ifndef PLIM_CLI_COMPLETE_H
#define PLIM_CLI_COMPLETE_H

#include "cli/command.h"

// Something that may stand there. Where more of the same word follows, it ends with '=', '/', '[',
// '.' or ':'.
struct completion {
    const char *text, *about; // about: what it is, or ""
};

// A value that stands before the last word: of an option, or an operand.
struct stated {
    const struct option_row *row; // NULL: an operand
    enum value_kind kind;
    const char *value;
};

// A completion in the making. Nothing that goes wrong is said: then there are fewer candidates.
// Everything is in the arena but the session and the facts.
struct completing {
    struct arena *arena;
    const struct command *command; // NULL while it is the last word
    struct stated *given;
    size_t given_count, given_room, operand_count;
    const char *lead, *word; // the last word: what remains of it, and what is to be completed
    struct completion *candidates;
    size_t count, room;
    // Made when first needed:
    struct session *session; // of the policies before the last word, or of a fact model
    struct session_facts *facts;
    bool facts_tried;
};

// What is not read, so that completion takes no time, and waits for nothing: what is no regular
// file, or larger.
enum { COMPLETE_FILE_LIMIT = 8 << 20 };

// Completes the last of the words, which are those behind the name of the program; candidates are
// sorted, each once. The words are not copied. complete_clear releases what was made.
struct completing complete_words(struct arena *arena, char **words, size_t count);

// Completes the last of them as a value of that kind; they are those behind the name of a command.
struct completing complete_as(struct arena *arena, const struct command *command, char **words,
                              size_t count, enum value_kind kind);
void complete_clear(struct completing *completing);

// Adds a candidate, if the word begins it; copied.
void complete_add(struct completing *completing, const char *text, const char *about);

// Adds LENGTH bytes of the word to what remains.
void complete_enter(struct completing *completing, size_t length);

// Adds the candidates for a value of that kind.
void complete_value(struct completing *completing, enum value_kind kind);

// Adds the files whose names have one of the endings, which NULL ends, and folders; all files where
// there is none of them, or endings is NULL.
void complete_files(struct completing *completing, const char *const *endings);
void complete_folders(struct completing *completing);

// The path of a file that may be read, with the home folder for ~; NULL where it may not.
const char *complete_readable(struct completing *completing, const char *path);

// The session of the policies, or else of the model, on the line, checked.
struct session *complete_session(struct completing *completing);

// Adds what is in the facts on the line: keys of a list of the root, as LEAD, key, TAIL; the lists
// of the root, "vm="; those and the ones of records in it, "dest.pool"; paths, with the keys of
// lists and a value behind, or without.
void complete_keys(struct completing *completing, const char *list, const char *lead,
                   const char *tail);
void complete_selection(struct completing *completing);
void complete_list(struct completing *completing);
void complete_path(struct completing *completing, bool keys, bool value);

// Adds what the last name or path of an expression may be: that of a fact, a function, or a param.
void complete_expression(struct completing *completing);

// Adds what the policy of --use asks people for, or what all do that can be named.
void complete_answers(struct completing *completing);

// Adds the values that a type lists: those of an enum, true and false.
void complete_type(struct completing *completing, const struct type *type);

#endif
