// What stands on a command line before its last word, and what may stand in that one's place.
#include "config.h"

#include "cli/complete.h"

#include <string.h>

#include "base/sort.h"

// ---- candidates ----

void complete_add(struct completing *completing, const char *text, const char *about) {
    struct arena *arena = completing->arena;
    if (strncmp(text, completing->word, strlen(completing->word)) == 0)
        ARENA_PUSH(arena, completing->candidates, completing->count, completing->room) =
            (struct completion){arena_printf(arena, "%s%s", completing->lead, text),
                                arena_text(arena, about)};
}

void complete_enter(struct completing *completing, size_t length) {
    completing->lead =
        arena_printf(completing->arena, "%s%.*s", completing->lead, (int)length, completing->word);
    completing->word += length;
}

static int compare_completions(const void *left, const void *right) {
    return strcmp(((const struct completion *)left)->text,
                  ((const struct completion *)right)->text);
}

static void sort_candidates(struct completing *completing) {
    struct completion *candidates = completing->candidates;
    size_t kept = 0;
    sort_array(candidates, completing->count, sizeof *candidates, compare_completions);
    for (size_t i = 0; i < completing->count; i++)
        if (kept == 0 || strcmp(candidates[kept - 1].text, candidates[i].text) != 0)
            candidates[kept++] = candidates[i];
    completing->count = kept;
}

// ---- the words before ----

static void add_given(struct completing *completing, const struct option_row *row,
                      enum value_kind kind, const char *value) {
    ARENA_PUSH(completing->arena, completing->given, completing->given_count,
               completing->given_room) = (struct stated){row, kind, value};
}

static enum value_kind operand_kind(const struct completing *completing) {
    const struct command *command = completing->command;
    size_t most = command->operands.most;
    bool full = command->take_operand == NULL && completing->operand_count >= most;
    return full ? VALUE_NONE : command->kinds[completing->operand_count > 0];
}

static const struct option_row *find_option(const struct command *command, const char *name,
                                            size_t length, char letter) {
    const struct option_table *table = command->options;
    const struct option_row *row = NULL;
    while (table != NULL && (row = option_next(&table, row)) != NULL)
        if (name != NULL ? strlen(row->name) == length && strncmp(row->name, name, length) == 0
                         : row->letter == letter)
            return row;
    return NULL;
}

// The option that a word begins with, and where its value begins in it; *value is NULL where it
// does not.
static const struct option_row *option_of(const struct command *command, const char *word,
                                          const char **value) {
    size_t length = strcspn(word, "=");
    *value = NULL;
    if (strncmp(word, "--", 2) == 0) {
        *value = word[length] == '=' ? word + length + 1 : NULL;
        return find_option(command, word + 2, length - 2, 0);
    }
    const struct option_row *row =
        word[0] == '-' && word[1] != '\0' ? find_option(command, NULL, 0, word[1]) : NULL;
    if (row != NULL && option_needs_value(row) && word[2] != '\0')
        *value = word + 2;
    return row;
}

// Takes a word that is not the last. Returns the option whose value is the next, or NULL.
static const struct option_row *take_word(struct completing *completing, const char *word,
                                          bool ended) {
    const char *value;
    const struct option_row *row =
        ended || word[0] != '-' ? NULL : option_of(completing->command, word, &value);
    if (row != NULL && option_needs_value(row) && value == NULL)
        return row;
    if (row != NULL) {
        add_given(completing, row, row->kind, value);
    } else if (ended || word[0] != '-') {
        add_given(completing, NULL, operand_kind(completing), word);
        completing->operand_count++;
    }
    return NULL;
}

// ---- the last word ----

static bool is_given(const struct completing *completing, const struct option_row *row) {
    for (size_t i = 0; i < completing->given_count; i++)
        if (completing->given[i].row == row)
            return true;
    return false;
}

// What an option does, on one line and without what more there is to say.
static const char *in_short(struct completing *completing, const char *help) {
    const char *end = strstr(help, "; ");
    char *line = arena_copy(completing->arena, help,
                            end != NULL ? (size_t)(end - help) : strcspn(help, ";"));
    for (char *at = line; *at != '\0'; at++)
        *at = *at == '\n' ? ' ' : *at;
    return line;
}

static void complete_options(struct completing *completing) {
    const struct option_table *table = completing->command->options;
    const struct option_row *row = NULL;
    while (table != NULL && (row = option_next(&table, row)) != NULL)
        if (value_repeats(row->kind) || !is_given(completing, row))
            complete_add(completing, arena_printf(completing->arena, "--%s", row->name),
                         in_short(completing, row->help));
    complete_add(completing, "--help", "explain the command");
}

static void complete_parts(struct completing *completing) {
    const struct command *const *part = completing->command->parts;
    for (; part != NULL && *part != NULL; part++)
        complete_add(completing, command_word(*part), (*part)->summary);
}

static void complete_commands(struct completing *completing) {
    for (size_t i = 0; commands[i] != NULL; i++)
        complete_add(completing, commands[i]->name, commands[i]->summary);
}

// The words of 'plimsoll help'.
static void complete_help(struct completing *completing) {
    if (completing->operand_count == 0) {
        complete_commands(completing);
        return;
    }
    completing->command = command_find(completing->given[0].value);
    if (completing->command != NULL && completing->operand_count == 1)
        complete_parts(completing);
}

static void complete_operand(struct completing *completing, bool first) {
    enum value_kind kind = operand_kind(completing);
    if (first)
        complete_parts(completing);
    if (kind == VALUE_COMMAND)
        complete_help(completing);
    else
        complete_value(completing, kind);
    if (completing->count == 0 && completing->word[0] == '\0' && completing->command != NULL)
        complete_options(completing);
}

static void complete_last(struct completing *completing, const struct option_row *waiting,
                          bool first, bool ended) {
    const char *value, *word = completing->word;
    const struct option_row *row = waiting;
    if (waiting == NULL && !ended && word[0] == '-') {
        row = option_of(completing->command, word, &value);
        if (row == NULL || row->argument == NULL || value == NULL) {
            complete_options(completing);
            return;
        }
        complete_enter(completing, (size_t)(value - word));
    }
    if (row != NULL)
        complete_value(completing, row->kind);
    else
        complete_operand(completing, first);
}

// Takes all words but the last. Returns the option whose value that is, or NULL; *ended: it is no
// option.
static const struct option_row *take_words(struct completing *completing, char **words,
                                           size_t count, bool *ended) {
    const struct option_row *waiting = NULL;
    *ended = false;
    for (size_t i = 0; i + 1 < count; i++) {
        if (waiting != NULL) {
            add_given(completing, waiting, waiting->kind, words[i]);
            waiting = NULL;
        } else if (!*ended && strcmp(words[i], "--") == 0) {
            *ended = true;
        } else {
            waiting = take_word(completing, words[i], *ended);
        }
    }
    return waiting;
}

// Completes the last of the words behind the name of a command.
static void complete_arguments(struct completing *completing, char **words, size_t count) {
    bool ended;
    const struct option_row *waiting = take_words(completing, words, count, &ended);
    complete_last(completing, waiting, count == 1, ended);
}

struct completing complete_as(struct arena *arena, const struct command *command, char **words,
                              size_t count, enum value_kind kind) {
    struct completing completing = {
        .arena = arena, .command = command, .lead = "", .word = words[count - 1]};
    bool ended;
    take_words(&completing, words, count, &ended);
    complete_value(&completing, kind);
    sort_candidates(&completing);
    return completing;
}

struct completing complete_words(struct arena *arena, char **words, size_t count) {
    struct completing completing = {.arena = arena, .lead = "", .word = ""};
    if (count > 0)
        completing.word = words[count - 1];
    if (count < 2) {
        complete_commands(&completing);
    } else if ((completing.command = command_find(words[0])) != NULL) {
        const struct command *part = count > 2 ? command_part(completing.command, words[1]) : NULL;
        size_t taken = part != NULL ? 2 : 1;
        if (part != NULL)
            completing.command = part;
        complete_arguments(&completing, words + taken, count - taken);
    }
    sort_candidates(&completing);
    return completing;
}

void complete_clear(struct completing *completing) {
    session_facts_free(completing->facts);
    session_free(completing->session);
}
