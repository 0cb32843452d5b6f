// plimsoll completion words: what the scripts of shells ask for.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/complete.h"
#include "cli/output.h"
#include "cli/shell_line.h"

static const char name[] = "completion words";

enum { OPTION_BASH = OPTION_OWN };

static const struct option_row own[] = {
    {OPTION_BASH, "bash", 0, "TEXT", VALUE_TEXT,
     "WORD is a line for bash; print what to type in the place of\n"
     "TEXT, which ends it, with quotes and blanks"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {{own, NULL}, {NULL, NULL}};

struct asking {
    struct request request;
    const char *replaced; // of --bash, or NULL
};

static bool take(void *state, int option, char *value) {
    struct asking *asking = state;
    (void)option; // the only one
    asking->replaced = value;
    return true;
}

// More of the same word follows these.
static bool is_open(const char *text) {
    size_t length = strlen(text);
    return length > 0 && strchr("=/.:[", text[length - 1]) != NULL;
}

static void write_plain(const struct completing *completing, struct text *out) {
    for (size_t i = 0; i < completing->count; i++) {
        const struct completion *candidate = &completing->candidates[i];
        text_addf(out, "%s\t%s\n", candidate->text, candidate->about);
    }
}

// bash replaces no more of a word than what follows a character of COMP_WORDBREAKS, or a quote.
static void write_bash(const struct completing *completing, const char *word, const char *replaced,
                       struct text *out) {
    struct arena *arena = completing->arena;
    size_t length = strlen(word), tail = strlen(replaced);
    const char *kept = arena_copy(arena, word, tail <= length ? length - tail : 0);
    const char *before = shell_line_split(arena, kept).words[0];
    char quote = shell_line_quote(kept), last = shell_line_quote(replaced);
    bool begins = quote == 0 && last != 0 && replaced[0] == last;
    char open = begins ? last : quote;
    for (size_t i = 0; i < completing->count; i++) {
        const char *text = completing->candidates[i].text;
        if (strncmp(text, before, strlen(before)) != 0)
            continue;
        text_addf(out, "%.*s%s%s\n", begins ? 1 : 0, replaced,
                  shell_line_type(arena, text + strlen(before), open),
                  open != 0 || is_open(text) ? "" : " ");
    }
}

static void write(const struct asking *asking, struct text *out) {
    const struct request *request = &asking->request;
    struct arena *arena = request->arena;
    struct completing completing;
    if (asking->replaced == NULL) {
        completing = complete_words(arena, request->operands, request->operand_count);
        write_plain(&completing, out);
    } else {
        const char *line = request->operand_count > 0 ? request->operands[0] : "";
        struct shell_line split = shell_line_split(arena, line);
        completing = complete_words(arena, split.words + 1, split.count - 1);
        write_bash(&completing, split.last, asking->replaced, out);
    }
    complete_clear(&completing);
}

static int run(void *state) {
    struct text out = {0};
    write(state, &out);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

const struct command completion_words = {
    .name = name,
    .summary = "print what may stand in the place of a word",
    .help = "usage: plimsoll completion words [--bash TEXT] -- WORD...\n"
            "\n"
            "Prints what may stand in the place of the last WORD, each on a line, with a tab and\n"
            "what it is; the words are those behind the name of the program. Where a line ends\n"
            "with one of = / . : [ more of the same word follows. What goes wrong is not said.\n",
    .options = options,
    .notes = "The exit status is 0.\n",
    .examples = {{"The options of a command", "plimsoll completion words -- check --"},
                 {"The rules of a policy",
                  "plimsoll completion words -- check kvm.live --rule ''"}},
    .operands = {0, OPERANDS_ANY, NULL, NULL},
    .kinds = {VALUE_TEXT, VALUE_TEXT},
    .size = sizeof(struct asking),
    .take = take,
    .run = run,
    .inner = true,
};
