// The state of the language server, and what its methods share.
#ifndef PLIM_LSP_SERVER_H
#define PLIM_LSP_SERVER_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "lsp/folders.h"
#include "lsp/position.h"
#include "workspace/live.h"

struct server {
    FILE *out;
    struct workspace workspace;
    bool utf8;               // positions count bytes, else units of UTF-16
    bool initialized, ended; // was told to shut down
    bool left;               // exit, or nobody can be answered any more
    struct folders folders;
    char *facts;    // the file of facts that was set, or NULL
    bool lint;      // findings of the linter are told
    bool now_given; // the time that was set, else that of the clock
    int64_t now;
    struct arena *arena; // of the message that is being answered
    const char *id;      // of that, as its text has it, or NULL
    const char *refusal; // why it is refused, or NULL
};

// A method that answers adds one value, without a name, to the reply; where it adds none, the
// answer is null. What params ask for and is not there is none of its troubles: it adds nothing.
typedef void lsp_method(struct server *server, const cJSON *params, struct json *reply);

// Has the message answered with an error that says why, in place of what was added to the reply.
// The text lives as long as the message.
void server_refuse(struct server *server, const char *why);

// Sends a notification, whose params were written.
void server_notify(struct server *server, const char *method, const struct text *params);

// The URI of a file: as the editor writes it where it has the file open, for editors compare them
// letter by letter.
const char *server_uri(const struct server *server, const char *path);

// The document that params speak of, or NULL; the same with what was found, and the offset of their
// position in the text.
struct workfile *server_document(struct server *server, const cJSON *params);
struct place_asked {
    struct workfile *document;
    const struct analysis *analysis;
    uint32_t offset;
};
bool server_place(struct server *server, const cJSON *params, struct place_asked *place);

// The time of verdicts and findings: that which was set, or that of the clock.
int64_t server_now(const struct server *server);

// What the linter finds in a document; NULL where it has a mistake, or nobody wants to know.
struct diagnostics *server_lint(struct server *server, struct workfile *document);

// What a diagnostic is called: "unknown-field", or the rule of the linter.
const char *diagnostic_name(const struct diagnostic *one);

// The verdicts of a document, or NULL where nothing names facts (lens.c).
const struct live *server_live(struct server *server, struct workfile *document);

// Looks at all files of the folders that are open, until the message is answered (names.c).
void server_look(struct server *server);

// Adds { "uri": …, "range": … } of a span of a program.
void location_put(struct server *server, struct json *json, const char *name,
                  const struct program *program, struct span span);

// Tells the diagnostics of a document.
void publish(struct server *server, struct workfile *document);
void publish_none(struct server *server, const char *path);

#endif
