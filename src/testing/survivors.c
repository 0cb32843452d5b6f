// The list of mutants that may survive, and the report of those that may not.
#include <inttypes.h>
#include <string.h>

#include "testing/mutate.h"

// One line of the list.
struct listed_line {
    const char *path;
    uint32_t number;
    const char *text;
    struct text *messages;
};

static bool complain_of(const struct listed_line *line, const char *problem) {
    text_addf(line->messages, "%s:%" PRIu32 ": error: %s\n", line->path, line->number, problem);
    text_add(line->messages, "    ");
    text_add_clean(line->messages, line->text);
    text_add_char(line->messages, '\n');
    return false;
}

static const char *skip_blanks(const char *text) {
    return text + strspn(text, " \t\r");
}

// What stands after the name of a mutant: '#' or "because", then the reason. NULL where something
// else does, so that it is another name.
static const char *reason_after(const char *text) {
    const char *word = skip_blanks(text);
    if (*word == '\0' || *word == '#')
        return skip_blanks(word + strspn(word, "#"));
    if (word > text && strncmp(word, "because", 7) == 0 && strchr(" \t\r", word[7]) != NULL)
        return skip_blanks(word + 7);
    return NULL;
}

// The mutant that a line names: the longest name that it begins with.
static struct fate *named_fate(const struct fates *fates, const char *text, const char **reason) {
    struct fate *named = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < fates->count; i++) {
        size_t size = strlen(fates->items[i].name);
        if (size <= longest || strncmp(text, fates->items[i].name, size) != 0 ||
            reason_after(text + size) == NULL)
            continue;
        named = &fates->items[i];
        longest = size;
        *reason = reason_after(text + size);
    }
    return named;
}

static bool list_line(struct fates *fates, const struct listed_line *line) {
    const char *text = skip_blanks(line->text), *reason = "";
    if (*text == '\0' || *text == '#')
        return true;
    struct fate *fate = named_fate(fates, text, &reason);
    if (fate == NULL)
        return complain_of(line, "there is no such mutant");
    if (fate->noticed)
        return complain_of(line, "this mutant is noticed now: take it off the list");
    if (*reason == '\0')
        return complain_of(line, "write why no test notices it: NAME # REASON");
    if (fate->reason != NULL)
        return complain_of(line, "this mutant is on the list twice");
    fate->reason = arena_text(fates->arena, reason);
    return true;
}

bool fates_list(struct fates *fates, const char *path, const char *text, struct text *messages) {
    bool good = true;
    struct listed_line line = {.path = path, .messages = messages};
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        line.number++;
        line.text = arena_copy(fates->arena, text, size);
        good = list_line(fates, &line) && good;
        text += size + (text[size] == '\n');
    }
    return good;
}

static void add_survivor(struct text *out, const struct fate *fate) {
    text_add_clean(out, fate->file);
    text_addf(out, ":%" PRIu32 ":%" PRIu32 ": ", fate->line, fate->column);
    text_add_clean(out, fate->name);
    text_add_char(out, '\n');
}

bool fates_text(struct text *out, const struct fates *fates) {
    size_t noticed = 0, listed = 0;
    for (size_t i = 0; i < fates->count; i++) {
        const struct fate *fate = &fates->items[i];
        noticed += fate->noticed;
        listed += !fate->noticed && fate->reason != NULL;
        if (!fate->noticed && fate->reason == NULL)
            add_survivor(out, fate);
    }
    text_addf(out, "%zu mutants, %zu noticed", fates->count, noticed);
    if (listed > 0)
        text_addf(out, ", %zu on the list of survivors", listed);
    text_addf(out, ", %zu survived\n", fates->count - noticed - listed);
    return noticed + listed == fates->count;
}
