// The lines of plimsoll repl: expressions, and commands behind a colon.
#include "config.h"

#include <string.h>

#include "cli/option.h"
#include "cli/output.h"
#include "cli/repl.h"
#include "cli/setup.h"

static const char name[] = "repl";
static const char blanks[] = " \t";

// ---- what a line is over ----

static void open_session(struct repl *repl) {
    struct request *request = &repl->request;
    if (request->operand_count > 0) {
        setup_policies(request);
    } else {
        request->session = setup_model(NULL);
        setup_settings(request);
    }
    request->session->everything = request->from.change_count > 0;
    setup_check(request);
}

bool repl_open(struct repl *repl) {
    struct request *request = &repl->request;
    open_session(repl);
    if (request->session->loadable)
        request->facts = facts_from_load(&request->from, name, request->session, request->now_text);
    return setup_diagnose(request->session) && request->facts != NULL;
}

void repl_close(struct repl *repl) {
    session_facts_free(repl->request.facts);
    session_free(repl->request.session);
    repl->request.facts = NULL;
    repl->request.session = NULL;
}

// Whether the policies and facts are without a mistake, as they are now.
static bool try(struct repl *repl) {
    bool good = repl_open(repl);
    repl_close(repl);
    return good;
}

// ---- by other commands of the program ----

enum { WORDS = 8 };
struct line_words {
    char *items[WORDS];
    int count;
};

static void add_word(struct line_words *words, const char *word) {
    words->items[words->count++] = (char *)word; // commands do not write to their arguments
}

static bool run_words(struct repl *repl, const struct command *command, struct line_words *words) {
    return command_run_over(command, &repl->request, words->count, words->items) < STATUS_INPUT;
}

static bool evaluate(struct repl *repl, const char *expression) {
    struct line_words words = {0};
    add_word(&words, cmd_eval.name);
    if (repl->request.operand_count > 0) {
        add_word(&words, "--use");
        add_word(&words, repl->request.operands[0]);
    }
    add_word(&words, "--");
    add_word(&words, expression);
    return run_words(repl, &cmd_eval, &words);
}

static bool has_policy(const struct repl *repl, const char *command) {
    return repl->request.operand_count > 0 ||
           complain(name, "%s is about rules: name a policy, as in plimsoll repl POLICY", command);
}

// Ends the first word of a text; returns what follows it.
static char *split(char *text) {
    char *rest = text + strcspn(text, blanks);
    if (*rest != '\0')
        *rest++ = '\0';
    return rest + strspn(rest, blanks);
}

static bool run_explain(struct repl *repl, char *argument) {
    struct line_words words = {0};
    char *subject = split(argument);
    if (!has_policy(repl, ":explain"))
        return false;
    add_word(&words, cmd_explain.name);
    if (*subject != '\0') {
        add_word(&words, "--subject");
        add_word(&words, subject);
    }
    add_word(&words, "--");
    add_word(&words, repl->request.operands[0]);
    add_word(&words, argument);
    return run_words(repl, &cmd_explain, &words);
}

static bool run_check(struct repl *repl, char *argument) {
    struct line_words words = {0};
    if (!has_policy(repl, ":check"))
        return false;
    add_word(&words, cmd_check.name);
    if (*argument != '\0') {
        add_word(&words, "--rule");
        add_word(&words, argument);
    }
    add_word(&words, "--");
    add_word(&words, repl->request.operands[0]);
    return run_words(repl, &cmd_check, &words);
}

// ---- of its own ----

static bool print(struct text *out) {
    bool printed = output_print(name, out);
    text_clear(out);
    return printed;
}

static bool run_type(struct repl *repl, char *argument) {
    struct request *request = &repl->request;
    struct text out = {0};
    request->model = request->operand_count > 0 ? request->operands[0] : NULL;
    setup_question(request, argument);
    bool good = setup_diagnose(request->session);
    if (good) {
        type_show(&out, &request->session->expression->type);
        text_add_char(&out, '\n');
    }
    repl_close(repl);
    return print(&out) && good;
}

static bool same_name(const char *left, const char *right) {
    size_t length = strcspn(left, "=");
    return strncmp(left, right, length + 1) == 0;
}

// What was set here before under the same name is forgotten.
static bool run_set(struct repl *repl, char *argument) {
    struct request *request = &repl->request;
    char **before = request->settings;
    size_t before_count = request->setting_count, count = 0;
    char **settings = ARENA_ARRAY(request->arena, char *, before_count + 1);
    if (!setup_setting(name, argument))
        return false;
    for (size_t i = 0; i < before_count; i++)
        if (i < repl->given_settings || !same_name(before[i], argument))
            settings[count++] = before[i];
    settings[count++] = arena_text(request->arena, argument);
    request->settings = settings;
    request->setting_count = count;
    if (try(repl))
        return true;
    request->settings = before;
    request->setting_count = before_count;
    return false;
}

static bool change(struct repl *repl, enum facts_option option, const char *argument) {
    struct facts_from *from = &repl->request.from;
    size_t before = from->change_count;
    bool good =
        facts_from_take(from, name, option, arena_text(repl->request.arena, argument)) && try(repl);
    if (!good)
        from->change_count = before;
    return good;
}

static bool run_with(struct repl *repl, char *argument) {
    return change(repl, FACTS_WITH, argument);
}

static bool run_without(struct repl *repl, char *argument) {
    return change(repl, FACTS_WITHOUT, argument);
}

static void add_rules(const struct program *program, struct text *out) {
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        for (uint32_t i = 0; i < policy->rule_count; i++) {
            const struct rule *rule = &policy->rules[i];
            text_addf(out, "%s/%s  ", policy->name, rule->name);
            text_add_clean(out, rule->title);
            text_add_char(out, '\n');
        }
    }
}

static bool run_rules(struct repl *repl, char *argument) {
    struct text out = {0};
    (void)argument;
    if (!has_policy(repl, ":rules"))
        return false;
    open_session(repl);
    bool good = setup_diagnose(repl->request.session);
    if (good)
        add_rules(repl->request.session->program, &out);
    repl_close(repl);
    return print(&out) && good;
}

static bool run_reload(struct repl *repl, char *argument) {
    (void)argument;
    repl->request.setting_count = repl->given_settings;
    repl->request.from.change_count = repl->given_changes;
    return try(repl);
}

enum { WIDTH = 24 }; // of what may be typed

static bool run_help(struct repl *repl, char *argument) {
    struct text out = {0};
    (void)repl;
    (void)argument;
    text_addf(&out, "%-*s %s\n", WIDTH, "EXPRESSION", "its value, or what is missing for it");
    for (const struct repl_command *one = repl_commands; one->name != NULL; one++) {
        size_t begun = out.size;
        text_addf(&out, "%s%s%s", one->name, one->argument != NULL ? " " : "",
                  one->argument != NULL ? one->argument : "");
        text_addf(&out, "%*s %s\n", WIDTH - (int)(out.size - begun), "", one->about);
    }
    text_add(&out, "A line goes on while brackets are open; an empty one ends it.\n");
    return print(&out);
}

static bool run_quit(struct repl *repl, char *argument) {
    (void)argument;
    repl->ended = true;
    return true;
}

// ---- lines ----

const struct repl_command repl_commands[] = {
    {":type", "EXPRESSION", VALUE_EXPRESSION, "the type of an expression", run_type},
    {":explain", "RULE [SUBJECT]", VALUE_RULE, "how a rule came to its verdict", run_explain},
    {":check", "[RULE]", VALUE_RULE, "the report, of one rule or of all", run_check},
    {":rules", NULL, VALUE_NONE, "the rules and their titles", run_rules},
    {":set", "NAME=VALUE", VALUE_PARAM, "set a parameter", run_set},
    {":with", "PATH=VALUE", VALUE_CHANGE, "what if: a fact has another value", run_with},
    {":without", "PATH", VALUE_FACT, "what if: a fact is unknown, or an element not there",
     run_without},
    {":reload", NULL, VALUE_NONE, "forget what :set, :with and :without did; read all again",
     run_reload},
    {":help", NULL, VALUE_NONE, "this list", run_help},
    {":quit", NULL, VALUE_NONE, "the end, as Ctrl-D is", run_quit},
    {NULL, NULL, VALUE_NONE, NULL, NULL},
};

enum { COMMANDS = sizeof repl_commands / sizeof *repl_commands - 1 };

static bool refuse(const char *word) {
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = repl_commands[i].name;
    const char *near = nearest_word(word, names, COMMANDS);
    if (near != NULL)
        return complain(name, "there is no %s; did you mean %s?", word, near);
    return complain(name, "there is no %s; :help lists what there is", word);
}

static bool run_command(struct repl *repl, char *word) {
    char *argument = split(word);
    const struct repl_command *one = repl_commands;
    while (one->name != NULL && strcmp(one->name, word) != 0)
        one++;
    if (one->name == NULL)
        return refuse(word);
    if (one->argument == NULL && *argument != '\0')
        return complain(name, "%s takes no argument", word);
    if (one->argument != NULL && one->argument[0] != '[' && *argument == '\0')
        return complain(name, "write %s %s", word, one->argument);
    return one->run(repl, argument);
}

bool repl_run(struct repl *repl, char *line) {
    line += strspn(line, blanks);
    size_t length = strlen(line);
    while (length > 0 && strchr(blanks, line[length - 1]) != NULL)
        line[--length] = '\0';
    if (*line == '\0' || *line == '#')
        return true;
    return *line == ':' ? run_command(repl, line) : evaluate(repl, line);
}
