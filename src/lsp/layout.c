// The layout of a text: the blanks that are others in the one that plimsoll fmt would give it.
#include "config.h"

#include <string.h>

#include "format/format.h"
#include "lsp/methods.h"
#include "lsp/params.h"

// The text as it is and as it is laid out. They have the same bytes but for blanks, so that both
// are walked at once.
struct laying {
    struct server *server;
    struct json *reply;
    const struct analysis *analysis;
    const struct text *was, *made;
    struct span asked;
};

// The end of the blanks that begin at an offset.
static size_t skip_blanks(const struct text *text, size_t at) {
    while (at < text->size && strchr(" \t\r\n\f\v", text->data[at]) != NULL && text->data[at] != 0)
        at++;
    return at;
}

static bool has_mark(const struct text *text) {
    return text->size >= 3 && memcmp(text_data(text), "\xEF\xBB\xBF", 3) == 0;
}

// Blanks of the one text, and those of the other at the same place.
static void put_blanks(const struct laying *l, struct span was, const char *made, size_t size) {
    bool same =
        was.end - was.begin == size && memcmp(text_data(l->was) + was.begin, made, size) == 0;
    if (!same && was.end >= l->asked.begin && was.begin <= l->asked.end)
        text_edit_put(l->reply, l->analysis->sources, was, arena_copy(l->server->arena, made, size),
                      l->server->utf8);
}

static void put_changes(const struct laying *l) {
    size_t was = 0, made = 0, mark = has_mark(l->was) ? 3 : 0;
    for (;; was++, made++, mark = 0) {
        size_t was_end = skip_blanks(l->was, was + mark), made_end = skip_blanks(l->made, made);
        put_blanks(l, (struct span){(uint32_t)was, (uint32_t)was_end}, text_data(l->made) + made,
                   made_end - made);
        was = was_end;
        made = made_end;
        if (was >= l->was->size || made >= l->made->size)
            return;
    }
}

// A text with mistakes of syntax, or that is laid out, is left as it is.
static void lay_out(struct server *server, struct workfile *document, struct span asked,
                    struct json *reply) {
    const struct text *text = &document->text;
    struct text made = {0};
    struct laying laying = {server, reply, workfile_analysis(document), text, &made, asked};
    bool done = laying.analysis->source != NULL &&
                format_text(document->path, text_data(text), text->size, &made) == FORMAT_DONE;
    if (done) {
        json_begin(reply, NULL, '[');
        put_changes(&laying);
        json_end(reply, ']');
    }
    text_clear(&made);
}

void formatting(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document != NULL)
        lay_out(server, document, (struct span){0, (uint32_t)document->text.size}, reply);
}

// What lies between two words that are both outside of the range stays as it is.
void range_formatting(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    struct span asked;
    if (document != NULL && param_range(server, params, "range", &document->text, &asked))
        lay_out(server, document, asked, reply);
}
