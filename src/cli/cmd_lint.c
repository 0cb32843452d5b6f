// plimsoll lint: what policies say that their authors can hardly mean.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/file.h"
#include "cli/setup.h"
#include "lint/lint_report.h"
#include "program/program_list.h"

static const char name[] = "lint";

enum { OPTION_RULE = OPTION_OWN, OPTION_EXCEPT, OPTION_FIX, OPTION_FORMAT, OPTION_RULES };

static const struct option_row own[] = {
    {OPTION_RULE, "rule", 'r', "NAME", VALUE_LINT_RULE,
     "only that rule, or the rules of that category: bugs,\n"
     "silent-pass, performance, style or portability; repeatable"},
    {OPTION_EXCEPT, "except", 'x', "NAME", VALUE_LINT_RULE, "all but those; repeatable"},
    {OPTION_FIX, "fix", 0, NULL, VALUE_NONE,
     "write the changes that cure findings back to the files, and\nreport what is left"},
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_LINT_REPORT,
     "text (default), json, sarif or github"},
    {OPTION_RULES, "rules", 0, NULL, VALUE_NONE, "list the rules instead"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
static const struct option_table options[] = {{own, NULL}, {option_now, NULL}, {NULL, NULL}};

// Names of rules and categories.
struct chosen {
    const char **names;
    size_t count, room;
};

struct linting {
    struct request request;
    struct chosen only, except;
    bool fix, lists;
    struct lint_settings settings;
    struct lint_report report;
    int status;
};

// ---- options ----

static bool is_category(const char *word) {
    for (int i = 0; i < LINT_CATEGORIES; i++)
        if (strcmp(lint_category_text((enum lint_category)i), word) == 0)
            return true;
    return false;
}

static bool choose(struct linting *linting, struct chosen *chosen, const char *option,
                   const char *word) {
    if (lint_rule_find(word) == NULL && !is_category(word)) {
        const char *near = lint_rule_nearest(word);
        return complain(name, "--%s %s: there is no such rule; %s%s%s", option, word,
                        near != NULL ? "did you mean " : "plimsoll lint --rules lists them",
                        near != NULL ? near : "", near != NULL ? "?" : "");
    }
    ARENA_PUSH(linting->request.arena, chosen->names, chosen->count, chosen->room) = word;
    return true;
}

static bool take_format(struct linting *linting, const char *value) {
    for (int i = 0; i < LINT_FORMATS; i++)
        if (strcmp(lint_formats[i], value) == 0) {
            linting->report.format = (enum lint_format)i;
            return true;
        }
    return complain(name, "--format %s: write text, json, sarif or github", value);
}

static bool take(void *state, int option, char *value) {
    struct linting *linting = state;
    switch (option) {
    case OPTION_RULE:
        return choose(linting, &linting->only, "rule", value);
    case OPTION_EXCEPT:
        return choose(linting, &linting->except, "except", value);
    case OPTION_FORMAT:
        return take_format(linting, value);
    case OPTION_FIX:
        linting->fix = true;
        break;
    case OPTION_RULES:
        linting->lists = true;
        break;
    }
    return true;
}

static bool names_rule(const struct chosen *chosen, const struct lint_rule *rule) {
    for (size_t i = 0; i < chosen->count; i++)
        if (strcmp(chosen->names[i], lint_rule_name(rule)) == 0 ||
            strcmp(chosen->names[i], lint_category_text(lint_rule_category(rule))) == 0)
            return true;
    return false;
}

static bool is_wanted(const void *state, const struct lint_rule *rule) {
    const struct linting *linting = state;
    return (linting->only.count == 0 || names_rule(&linting->only, rule)) &&
           !names_rule(&linting->except, rule);
}

// ---- the list of rules ----

static int list_rules(const struct linting *linting) {
    struct text out = {0};
    const struct lint_rule *rule;
    for (size_t i = 0; (rule = lint_rule_at(i)) != NULL; i++)
        if (is_wanted(linting, rule))
            text_addf(&out, "%-11s %-7s %-22s %s\n", lint_category_text(lint_rule_category(rule)),
                      diagnostic_level_text(lint_rule_level(rule)), lint_rule_name(rule),
                      lint_rule_says(rule));
    bool printed = output_print(name, &out);
    text_clear(&out);
    return printed ? STATUS_PASS : STATUS_INPUT;
}

// ---- files ----

static bool is_input(const char *path) {
    return strcmp(path, "-") == 0;
}

static const char *shown(const char *path) {
    return is_input(path) ? "standard input" : path;
}

static void look(const struct linting *linting, const char *path, const struct text *text,
                 struct lint_text *out) {
    lint_text(out, &linting->settings, shown(path), text_data(text), text->size);
}

// One cure may uncover another; what does not end is a mistake of a rule. False where a change
// would be one for the worse.
enum { ROUNDS = 10 };
static bool fix_text(struct linting *linting, const char *path, struct text *text,
                     struct lint_text *lint) {
    for (int round = 0; round < ROUNDS && lint->sound; round++) {
        struct text fixed = {0};
        if (lint_text_fix(lint, &fixed) == 0) {
            text_clear(&fixed);
            return true;
        }
        lint_text_clear(lint);
        text_clear(text);
        *text = fixed;
        look(linting, path, text, lint);
    }
    return lint->sound;
}

static int fix_file(struct linting *linting, const char *path, struct text *text,
                    struct lint_text *lint) {
    size_t size = text->size;
    char *before = arena_copy(linting->request.arena, text_data(text), size);
    if (!fix_text(linting, path, text, lint)) {
        complain(name, "%s was left alone: a change would be a mistake, which is one in Plimsoll",
                 path);
        return STATUS_INTERNAL;
    }
    if (size == text->size && memcmp(before, text_data(text), size) == 0)
        return STATUS_PASS;
    return output_write(name, path, text_data(text), text->size) ? STATUS_PASS : STATUS_INPUT;
}

static void worsen(struct linting *linting, int status) {
    if (status > linting->status)
        linting->status = status;
}

static void lint_read(struct linting *linting, const char *path, struct text *text) {
    struct lint_text lint;
    look(linting, path, text, &lint);
    if (linting->fix && lint.sound)
        worsen(linting, fix_file(linting, path, text, &lint));
    struct text mistakes = {0};
    diagnostics_render(lint.program->diagnostics, &mistakes);
    fputs(text_data(&mistakes), stderr);
    text_clear(&mistakes);
    if (lint.sound)
        lint_report_add(&linting->report, &lint);
    else
        worsen(linting, STATUS_INPUT);
    lint_text_clear(&lint);
}

static void lint_path(struct linting *linting, const char *path) {
    struct text text = {0};
    int problem = file_read(is_input(path) ? "/dev/stdin" : path, SOURCE_FILE_LIMIT, &text);
    if (problem != 0) {
        complain(name, "%s cannot be read: %s", path, strerror(problem));
        worsen(linting, STATUS_INPUT);
    } else {
        lint_read(linting, path, &text);
    }
    text_clear(&text);
}

static void lint_folder(struct linting *linting, const char *folder) {
    struct listed_files files = list_folder(linting->request.arena, folder);
    if (files.cut || files.count == 0) {
        complain(name,
                 files.cut ? "%s is too large a folder; name one within it"
                           : "there is no .plim file in %s",
                 folder);
        worsen(linting, STATUS_INPUT);
        return;
    }
    for (size_t i = 0; i < files.count; i++)
        lint_path(linting, files.items[i].path);
}

static void lint_all(struct linting *linting) {
    const struct request *request = &linting->request;
    lint_report_begin(&linting->report);
    for (size_t i = 0; i < request->operand_count; i++)
        if (is_folder(request->operands[i]))
            lint_folder(linting, request->operands[i]);
        else
            lint_path(linting, request->operands[i]);
    lint_report_end(&linting->report);
    if (lint_report_count(&linting->report) > 0)
        worsen(linting, STATUS_FAIL);
}

static bool makes_sense(const struct linting *linting) {
    const struct request *request = &linting->request;
    if (request->operand_count == 0)
        return complain(name, "name a policy: plimsoll lint POLICY");
    for (size_t i = 0; linting->fix && i < request->operand_count; i++)
        if (is_input(request->operands[i]))
            return complain(name, "standard input cannot be written back; leave out --fix");
    return true;
}

static int run(void *state) {
    struct linting *linting = state;
    if (linting->lists)
        return list_rules(linting);
    if (!makes_sense(linting))
        return STATUS_INPUT;
    struct text path = {0}, out = {0};
    setup_search_path(&path);
    linting->settings =
        (struct lint_settings){text_data(&path), is_wanted, linting, linting->request.now};
    linting->report.version = PACKAGE_VERSION;
    linting->report.out = &out;
    lint_all(linting);
    if (!output_print(name, &out))
        worsen(linting, STATUS_INPUT);
    text_clear(&out);
    text_clear(&path);
    return linting->status;
}

const struct command cmd_lint = {
    .name = name,
    .summary = "find what policies can hardly mean",
    .help =
        "usage: plimsoll lint PATH... [OPTION]...\n"
        "\n"
        "Finds what a policy says without a mistake and its author can hardly mean: conditions\n"
        "that are always true, rules that pass where a fact is missing, patterns that describe a\n"
        "part of a text only, names that nothing uses. A PATH is a policy, a fact model, a file "
        "of\n"
        "settings or waivers, - for standard input, or a folder of such files.\n"
        "\n"
        "Each finding ends with the name of its rule, which has a page in docs/lint/. A comment\n"
        "above a statement, or at the end of a line, allows what a rule finds there:\n"
        "\n"
        "    # lint: allow NAME because \"...\"\n",
    .options = options,
    .notes = "The exit status is 0 where nothing is found, 1 where something is, or 3 if a file\n"
             "cannot be read or has a mistake.\n",
    .examples = {{"Look at all policies of a folder", "plimsoll lint policies"},
                 {"Mend what can be mended", "plimsoll lint --fix site.plim"}},
    .operands = {0, OPERANDS_ANY, NULL, ""},
    .kinds = {VALUE_FILE, VALUE_FILE},
    .size = sizeof(struct linting),
    .take = take,
    .run = run,
};
