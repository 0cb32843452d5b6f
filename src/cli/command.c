// Running a command: options it shares with others, operands, its help, and what is released.
#include "config.h"

#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/fill.h"
#include "cli/setup.h"
#include "lang/diagnostic.h"

const struct option_row option_use[] = {
    {OPTION_USE, "use", 0, "MODEL", VALUE_MODEL,
     "the fact model, by name or file (virtualization);\n"
     "of a policy its model, with what the policy adds"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row option_set[] = {
    {OPTION_SET, "set", 0, "NAME=VALUE", VALUE_PARAM,
     "set a parameter; POLICY/NAME=VALUE that of one policy"},
    {OPTION_PARAMS, "params", 0, "FILE", VALUE_SETTINGS,
     "set parameters as the set statements of a file say"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row option_now[] = {
    {OPTION_NOW, "now", 0, "TIME", VALUE_TIME,
     "the time of the run, such as 2026-11-23T10:00:00Z (the clock's)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row option_json[] = {
    {OPTION_JSON, "format", 'f', "FORMAT", VALUE_FORMAT, "text (default) or json"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row option_steps[] = {
    {OPTION_STEPS, "steps", 0, "COUNT", VALUE_TEXT, "give up after that much work (1000000000)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};
const struct option_row option_output[] = {
    {OPTION_OUTPUT, "output", 'o', "FILE", VALUE_FILE, "write there instead of to standard output"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

const struct option_row option_waivers[] = {
    {OPTION_WAIVERS, "waivers", 0, "FILE", VALUE_WAIVERS,
     "waive what the file says; repeat for several files"},
    {OPTION_MAX_WAIVER, "max-waiver", 0, "DURATION", VALUE_TEXT,
     "refuse waivers that end later than that from now, such as 90d"},
    {OPTION_NO_WAIVERS, "no-waivers", 0, NULL, VALUE_NONE, "apply no waiver"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

const struct option_row option_baseline[] = {
    {OPTION_BASELINE, "baseline", 0, "REPORT", VALUE_FILE,
     "a report in JSON of an earlier run: what failed or was unknown in\nit does not fail this "
     "one"},
    {OPTION_BASELINE_STRICT, "baseline-strict", 0, NULL, VALUE_NONE,
     "but it does where its margin is worse now"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

const struct option_row option_colour[] = {
    {OPTION_COLOUR, "color", 0, "WHEN", VALUE_COLOUR,
     "text: colours always, never, or where a terminal shows them\n(auto, the default)"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

// A command that is being run, with its state.
struct running {
    const struct command *command;
    struct request *request;
};

int command_spent(const char *name) {
    complain(name, "the run takes more steps than it may; --steps allows more");
    return STATUS_INPUT;
}

static bool take_shared(struct request *request, const char *name, int option, char *value) {
    switch (option) {
    case OPTION_USE:
        request->model = value;
        request->model_count++;
        return true;
    case OPTION_SET:
        request->settings[request->setting_count++] = value;
        return setup_setting(name, value);
    case OPTION_PARAMS:
        request->params[request->params_count++] = value;
        return true;
    case OPTION_STEPS:
        return option_take_count(name, "steps", value, INT64_MAX, &request->step_limit);
    case OPTION_NOW:
        request->now_text = value;
        return setup_now(name, value, &request->now);
    case OPTION_JSON:
        request->json = strcmp(value, "json") == 0;
        return request->json || strcmp(value, "text") == 0 ||
               complain(name, "--format %s: write text or json", value);
    case OPTION_OUTPUT:
        request->output = value;
        return true;
    case OPTION_WAIVERS:
        request->waivers[request->waiver_count++] = value;
        return true;
    case OPTION_MAX_WAIVER:
        request->max_waiver = value;
        return option_is_text(name, "--max-waiver", value);
    case OPTION_NO_WAIVERS:
        request->no_waivers = true;
        return true;
    case OPTION_BASELINE:
        request->baseline = value;
        return option_is_text(name, "--baseline", value) &&
               (strcmp(value, "-") != 0 || complain(name, "--baseline -: name a file"));
    case OPTION_BASELINE_STRICT:
        request->baseline_strict = true;
        return true;
    case OPTION_COLOUR:
        return output_take_colour(name, value, &request->colour);
    default:
        return facts_from_take(&request->from, name, (enum facts_option)option, value);
    }
}

static bool take_operand(const struct running *running, char *value) {
    const struct command *command = running->command;
    struct request *request = running->request;
    if (command->take_operand != NULL)
        return command->take_operand(request, value);
    if (command->run != NULL && request->operand_count == command->operands.most)
        return complain(command->name, "%s: %s", command->operands.too_many, value);
    request->operands[request->operand_count++] = value;
    return true;
}

static bool take(void *state, int option, char *value) {
    const struct running *running = state;
    const struct command *command = running->command;
    if (value != NULL)
        running->request->words.items[running->request->words.count++] = value;
    if (option == OPTION_OPERAND)
        return take_operand(running, value);
    return option >= OPTION_OWN ? command->take(running->request, option, value)
                                : take_shared(running->request, command->name, option, value);
}

// Without a part that it names, a command of parts only can say what there is.
static int run_no_part(const struct command *command, const struct request *request) {
    enum { PARTS = 16 };
    const char *words[PARTS], *word = request->operand_count > 0 ? request->operands[0] : NULL;
    size_t count = 0;
    struct text all = {0};
    for (; command->parts[count] != NULL && count < PARTS; count++) {
        words[count] = command_word(command->parts[count]);
        text_addf(&all, "%s%s", count == 0 ? "" : ", ", words[count]);
    }
    const char *near = word != NULL ? nearest_word(word, words, count) : NULL;
    if (word == NULL)
        complain(command->name, "say what to do, such as %s; there are %s",
                 command->examples[0].line, text_data(&all));
    else if (near != NULL)
        complain(command->name, "there is no '%s %s'; did you mean %s?", command->name, word, near);
    else
        complain(command->name, "there is no '%s %s'; there are %s", command->name, word,
                 text_data(&all));
    text_clear(&all);
    return STATUS_INPUT;
}

static int run(const struct command *command, struct request *request) {
    if (command->run == NULL)
        return run_no_part(command, request);
    if (request->operand_count < command->operands.least)
        complain(command->name, "%s", command->operands.too_few);
    else if (target_try(command->name, request->output, &request->words))
        return command->run(request);
    return STATUS_INPUT;
}

static struct request *request_new(const struct command *command, int argc, char **argv) {
    struct arena *arena = arena_new();
    struct request *request = arena_zero(arena, 1, command->size);
    if (command->initial != NULL)
        memcpy(request, command->initial, command->size);
    request->arena = arena;
    request->operands = ARENA_ARRAY(arena, char *, (size_t)argc);
    request->settings = ARENA_ARRAY(arena, char *, (size_t)argc);
    request->words.items = ARENA_ARRAY(arena, char *, (size_t)argc);
    request->params = ARENA_ARRAY(arena, char *, (size_t)argc);
    request->waivers = ARENA_ARRAY(arena, char *, (size_t)argc);
    request->arguments = argv + 1;
    request->argument_count = (size_t)argc - 1;
    request->now = clock_now();
    return request;
}

static char **joined(struct arena *arena, char **given, size_t count, size_t more) {
    char **all = ARENA_ARRAY(arena, char *, count + more);
    for (size_t i = 0; i < count; i++)
        all[i] = given[i];
    return all;
}

// What more is read of the command line goes into this request's own memory.
static void begin_with(struct request *request, const struct request *given, int argc) {
    request->from = given->from;
    request->from.arena = NULL;
    request->settings = joined(request->arena, given->settings, given->setting_count, (size_t)argc);
    request->setting_count = given->setting_count;
    request->params = joined(request->arena, given->params, given->params_count, (size_t)argc);
    request->params_count = given->params_count;
    request->step_limit = given->step_limit;
    request->now_text = given->now_text;
    if (given->now_text != NULL)
        request->now = given->now;
}

static void request_free(const struct command *command, struct request *request) {
    if (command->clear != NULL)
        command->clear(request);
    session_facts_free(request->facts);
    session_free(request->session);
    facts_from_clear(&request->from);
    arena_free(request->arena);
}

int command_run(const struct command *command, int argc, char **argv) {
    return command_run_over(command, NULL, argc, argv);
}

int command_run_over(const struct command *command, const struct request *given, int argc,
                     char **argv) {
    struct running running = {command, request_new(command, argc, argv)};
    int status = STATUS_INPUT;
    if (given != NULL)
        begin_with(running.request, given, argc);
    switch (options_read(command->name, command->options, argc, argv, take, &running)) {
    case OPTIONS_GOOD:
        status = run(command, running.request);
        break;
    case OPTIONS_HELP:
        status = command_help(command);
        break;
    case OPTIONS_BAD:
        break;
    }
    request_free(command, running.request);
    return status;
}

// ---- help ----

int command_flush(void) {
    if (fflush(stdout) == 0)
        return STATUS_PASS;
    fprintf(stderr, "plimsoll: cannot write to standard output: %s\n", strerror(errno));
    return STATUS_INPUT;
}

static void show_example(const struct command_example *example) {
    printf("  %s\n      ", example->does);
    for (const char *at = example->line; *at != '\0'; at++) {
        putchar(*at);
        if (*at == '\n')
            fputs("          ", stdout);
    }
    putchar('\n');
}

static void show_examples(const struct command *command) {
    fputs("\nexamples:\n", stdout);
    for (size_t i = 0; i < COMMAND_EXAMPLES && command->examples[i].line != NULL; i++)
        show_example(&command->examples[i]);
}

int command_help(const struct command *command) {
    fill_text(command->help);
    if (command->options != NULL) {
        putchar('\n');
        options_help(command->options);
    }
    if (command->notes != NULL) {
        putchar('\n');
        fill_text(command->notes);
    }
    if (command->examples[0].line != NULL)
        show_examples(command);
    return command_flush();
}

const char *command_word(const struct command *part) {
    return strchr(part->name, ' ') + 1;
}

const struct command *command_part(const struct command *command, const char *word) {
    const struct command *const *part = command->parts;
    while (part != NULL && *part != NULL && word != NULL && strcmp(command_word(*part), word) != 0)
        part++;
    return part != NULL && word != NULL ? *part : NULL;
}
