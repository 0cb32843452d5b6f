// plimsoll repl: expressions and rules tried one after the other.
#include "config.h"

#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/lines.h"
#include "cli/repl.h"

static const char name[] = "repl";

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {facts_changes, NULL}, {option_set, NULL},
    {option_now, NULL},    {option_steps, NULL}, {NULL, NULL},
};

// Whether brackets that a text opens outside of quotes are not closed.
static bool is_open(const char *text) {
    int depth = 0;
    bool quoted = false;
    for (; *text != '\0'; text++) {
        if (quoted && *text == '\\' && text[1] != '\0')
            text++;
        else if (*text == '"' || (quoted && *text == '\n'))
            quoted = !quoted;
        else if (!quoted && strchr("([{", *text) != NULL)
            depth++;
        else if (!quoted && strchr(")]}", *text) != NULL)
            depth--;
    }
    return depth > 0;
}

// Reads a line with those that it goes on in. False at the end.
static bool read_whole(struct lines *lines, struct text *whole) {
    struct text line = {0};
    enum line_result result = LINE_READ;
    bool more = false;
    text_reset(whole);
    while (result != LINE_END && (!more || is_open(text_data(whole)))) {
        result = lines_next(lines, more, &line);
        if (result == LINE_DROPPED)
            text_reset(whole);
        if (result == LINE_READ && more && line.size == 0)
            break;
        if (result == LINE_READ)
            text_addf(whole, "%s", more ? "\n" : "");
        if (result == LINE_READ)
            text_add_bytes(whole, text_data(&line), line.size);
        more = result == LINE_READ;
    }
    text_clear(&line);
    return result != LINE_END || whole->size > 0;
}

// The line as it is found in the history: on one line.
static void remember(struct lines *lines, struct text *whole) {
    struct text one = {0};
    for (const char *at = text_data(whole); *at != '\0'; at++)
        text_add_char(&one, *at == '\n' ? ' ' : *at);
    if (one.size > 0)
        lines_remember(lines, text_data(&one));
    text_clear(&one);
}

static bool run_whole(struct repl *repl, struct text *whole) {
    if (strlen(text_data(whole)) != whole->size)
        return complain(name, "a line with a NUL byte is no text");
    return repl_run(repl, whole->data);
}

// Returns whether all lines were without a mistake.
static bool run_lines(struct repl *repl, struct lines *lines) {
    struct text whole = {0};
    bool good = true;
    while (!repl->ended && read_whole(lines, &whole)) {
        if (whole.size == 0)
            continue;
        remember(lines, &whole);
        good = run_whole(repl, &whole) && good;
    }
    text_clear(&whole);
    return good;
}

static bool refuse_once(const char *facts) {
    return complain(
        name,
        "each line reads the facts anew, which %s does not allow; put them into a file, "
        "as plimsoll collect -o FILE does",
        facts);
}

static int run(void *state) {
    struct repl *repl = state;
    const char *once = facts_from_unrepeatable(&repl->request.from);
    if (once != NULL && !refuse_once(once))
        return STATUS_INPUT;
    repl->given_settings = repl->request.setting_count;
    repl->given_changes = repl->request.from.change_count;
    bool good = repl_open(repl);
    repl_close(repl);
    if (!good)
        return STATUS_INPUT;
    struct lines *lines = lines_new(repl_complete, repl);
    if (lines_typed(lines))
        printf("plimsoll %s; :help lists what may be typed\n", PACKAGE_VERSION);
    good = run_lines(repl, lines) || lines_typed(lines);
    lines_free(lines);
    return good ? STATUS_PASS : STATUS_INPUT;
}

const struct command cmd_repl = {
    .name = name,
    .summary = "try expressions and rules one after the other",
    .help = "usage: plimsoll repl [POLICY] [--facts FILE]... [OPTION]...\n"
            "\n"
            "Reads lines: an expression is answered with its value, over the facts and with the\n"
            "params and defines of the policy; :help lists the commands, which explain and check\n"
            "rules, set params and change facts. At a terminal lines are edited, TAB completes\n"
            "them, and those of earlier runs are found again. Files are read anew for each line.\n",
    .options = options,
    .notes =
        "The exit status is 0, or 3 if the input is at fault: a file, or a line where lines are\n"
        "not typed at a terminal.\n",
    .examples = {{"With a policy and facts", "plimsoll repl kvm.prepare --facts pair.json"},
                 {"Lines of another program",
                  "echo ':type sum(vm.memory)' | plimsoll repl --facts pair.json"}},
    .operands = {0, 1, NULL, "one policy is enough; name facts with --facts"},
    .kinds = {VALUE_POLICY, VALUE_NONE},
    .size = sizeof(struct repl),
    .run = run,
};
