// plimsoll attest: what a person declares to be so, or done, put into a facts file.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/clock.h"
#include "base/time.h"
#include "base/utf8.h"
#include "cli/asked.h"
#include "cli/facts_file.h"
#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "attest";

enum {
    OPTION_BY = OPTION_OWN,
    OPTION_ANSWER,
    OPTION_AT,
    OPTION_NOTE,
    OPTION_EVIDENCE,
    OPTION_ENTERED,
};

static const struct option_row own[] = {
    {OPTION_BY, "by", 'b', "WHO", VALUE_TEXT, "who declares it; needed"},
    {OPTION_ANSWER, "answer", 'a', "ANSWER", VALUE_TEXT,
     "the answer, where the question has several"},
    {OPTION_AT, "at", 0, "TIME", VALUE_TIME,
     "when the thing was done, such as 2026-11-22T22:00:00Z (now)"},
    {OPTION_NOTE, "note", 0, "NOTE", VALUE_TEXT, "a remark"},
    {OPTION_EVIDENCE, "evidence", 0, "WHERE", VALUE_TEXT,
     "where the proof is, such as a ticket number"},
    {OPTION_ENTERED, "now", 0, "TIME", VALUE_TIME, "the time it is written down (the clock's)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {{own, NULL}, {option_use, NULL}, {NULL, NULL}};

// The texts that make an answer, in the order in which they are written: its key, and the parts
// that the model gives to answers.
enum {
    ID,
    ANSWER = 1 + ANSWERS_ANSWER,
    BY = 1 + ANSWERS_BY,
    AT = 1 + ANSWERS_AT,
    ENTERED = 1 + ANSWERS_ENTERED,
    NOTE = 1 + ANSWERS_NOTE,
    EVIDENCE = 1 + ANSWERS_EVIDENCE,
    TEXTS
};
static const char *const names[TEXTS] = {"id", "answer", "by", "at", "entered", "note", "evidence"};

struct attest {
    struct request request;
    const char *path;
    const char *texts[TEXTS]; // NULL: not given
    char at_text[TIME_TEXT], now_text[TIME_TEXT];
    int64_t at, now;
    bool at_given, now_given;
};

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

static bool take_text(struct attest *attest, int which, const char *value) {
    if (!option_is_text(name, names[which], value))
        return false;
    if (is_blank(value))
        return complain(name, "--%s is empty", names[which]);
    attest->texts[which] = value;
    return true;
}

static bool take_at(struct attest *attest, const char *value) {
    attest->at_given = true;
    return time_parse(value, strlen(value), false, &attest->at) ||
           complain(name, "--at %s is no time; write it like 2026-11-23T10:00:00Z", value);
}

static bool take(void *state, int option, char *value) {
    struct attest *attest = state;
    switch (option) {
    case OPTION_BY:
        return take_text(attest, BY, value);
    case OPTION_ANSWER:
        return take_text(attest, ANSWER, value);
    case OPTION_AT:
        return take_at(attest, value);
    case OPTION_NOTE:
        return take_text(attest, NOTE, value);
    case OPTION_EVIDENCE:
        return take_text(attest, EVIDENCE, value);
    case OPTION_ENTERED:
        attest->now_given = true;
        return setup_now(name, value, &attest->now);
    default:
        return false;
    }
}

// Times are written to the second, which is as well as a person knows them.
static void set_times(struct attest *attest) {
    if (!attest->now_given)
        attest->now = clock_now();
    if (!attest->at_given)
        attest->at = attest->now;
    time_format(attest->at, attest->at_text);
    time_format(attest->now, attest->now_text);
    attest->texts[AT] = attest->at_text;
    attest->texts[ENTERED] = attest->now_text;
}

static bool take_operands(struct attest *attest) {
    const char *id = attest->request.operands[1];
    attest->path = attest->request.operands[0];
    attest->texts[ID] = id;
    if (is_blank(id))
        return complain(name, "the ID is empty");
    return utf8_check(id, strlen(id)) == strlen(id) || complain(name, "the ID %s is not UTF-8", id);
}

static bool is_complete(struct attest *attest) {
    if (!take_operands(attest))
        return false;
    if (attest->texts[BY] == NULL)
        return complain(name, "say who declares it: --by WHO");
    set_times(attest);
    return attest->at <= attest->now ||
           complain(name, "--at %s is in the future; attest what was done", attest->at_text);
}

static const struct column_def *column_of(const struct purpose_list *answers, int text) {
    return text == ID ? answers->space->key : answers->parts[text - 1];
}

// A model may lack what is to be written; the times are left out then, unless they were given.
static bool has_answers(const struct attest *attest, const struct model *model) {
    const struct purpose_list *answers = &model->purposes[PURPOSE_ANSWERS];
    if (answers->space == NULL)
        return complain(name, "the model %s has no list of answers", model->name);
    for (int i = 0; i < TEXTS; i++) {
        bool given = i == AT ? attest->at_given : i != ENTERED && attest->texts[i] != NULL;
        if (given && column_of(answers, i) == NULL)
            return complain(name, "answers have no part %s in the model %s", names[i], model->name);
    }
    return true;
}

// The answer that is there already; begin is NULL where there is none. False after a message.
static bool find_answer(struct edit *edit, const struct purpose_list *answers, const char *id,
                        struct part *answer) {
    struct part root = edit_root(edit), list = edit_member(edit, &root, answers->space->path);
    struct part element = {0}, found = {0};
    if (part_is(&list, '['))
        element = edit_next(edit, &list, element);
    for (; element.begin != NULL; element = edit_next(edit, &list, element)) {
        struct part key = edit_member(edit, &element, answers->space->key->path);
        const char *text = edit_text(edit, &key);
        if (text == NULL || strcmp(text, id) != 0)
            continue;
        if (found.begin != NULL)
            return complain(name, "two answers have the id %s; take one of them away", id);
        found = element;
    }
    *answer = found;
    return true;
}

static void put(const struct attest *attest, const struct purpose_list *answers, struct edit *edit,
                const struct part *old) {
    struct pair pairs[TEXTS];
    size_t count = 0;
    for (int i = 0; i < TEXTS; i++)
        if (attest->texts[i] != NULL && column_of(answers, i) != NULL)
            pairs[count++] =
                (struct pair){column_of(answers, i)->path, edit_quote(edit, attest->texts[i])};
    edit_put(edit, answers->space->path, old->begin != NULL ? old : NULL, pairs, count);
}

static bool confirm(const struct attest *attest, const struct facts_file *file, bool replaced) {
    struct text out = {0}, raw = {0};
    text_addf(&raw, "%s: %s by %s, %s", attest->path, attest->texts[ID], attest->texts[BY],
              replaced             ? "in place of an earlier answer"
              : file->real == NULL ? "in a new file"
                                   : "added");
    text_add_clean(&out, text_data(&raw));
    text_add_char(&out, '\n');
    bool good = output_print(name, &out);
    text_clear(&raw);
    text_clear(&out);
    return good;
}

// A misspelt ID answers nothing, and the question stays open.
static void warn_of_id(const struct attest *attest) {
    struct arena *arena = arena_new();
    const char *near = asked_nearest(arena, attest->texts[ID], attest->request.model);
    if (near != NULL)
        complain(name, "warning: no policy in the search path asks for %s; did you mean %s?",
                 attest->texts[ID], near);
    arena_free(arena);
}

static bool attest_in(const struct attest *attest, struct facts_file *file) {
    const struct model *model = file->program->model;
    const struct purpose_list *answers = &model->purposes[PURPOSE_ANSWERS];
    struct part old = {0};
    if (!has_answers(attest, model) || !find_answer(&file->edit, answers, attest->texts[ID], &old))
        return false;
    put(attest, answers, &file->edit, &old);
    return facts_file_save(file) && confirm(attest, file, old.begin != NULL);
}

static int attest_all(const struct attest *attest) {
    struct facts_file file;
    bool good = facts_file_open(&file, name, attest->path, attest->request.model, true) &&
                attest_in(attest, &file);
    facts_file_close(&file);
    if (good)
        warn_of_id(attest);
    return good ? STATUS_PASS : STATUS_INPUT;
}

static int run(void *state) {
    struct attest *attest = state;
    return is_complete(attest) ? attest_all(attest) : STATUS_INPUT;
}

const struct command cmd_attest = {
    .name = name,
    .summary = "put what a person declares into a facts file",
    .help =
        "usage: plimsoll attest FACTS ID --by WHO [OPTION]...\n"
        "\n"
        "Adds the answer to the question ID, such as backup.source, or puts it in the place of\n"
        "an earlier one. All else in the file stays as it is; a file that does not exist is\n"
        "begun. 'plimsoll checklist' lists the questions that are open.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault; then nothing was written.\n",
    .examples = {{"A backup was made, and by whom",
                  "plimsoll attest attest.json backup.source --by 'Ada Lovelace'"},
                 {"The same, but done yesterday evening, with its ticket",
                  "plimsoll attest attest.json backup.source --by ada \\\n"
                  "--at 2026-11-22T22:00:00Z --evidence OPS-117"}},
    .operands = {2, 2, "name a facts file and what is declared: plimsoll attest FACTS ID --by WHO",
                 "one ID at a time"},
    .kinds = {VALUE_FACTS, VALUE_ANSWER},
    .size = sizeof(struct attest),
    .take = take,
    .run = run,
};
