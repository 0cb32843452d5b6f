// Programs: finding policies and fact models, sharing one model, setting parameters.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/program.h"
#include "suites.h"

static char folder[] = "/tmp/program.XXXXXX";
static char came_from[4096];
static struct program *program;

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

// lib/ is the search path, site/ holds policies of a site.
static void begin(void) {
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(getcwd(came_from, sizeof came_from));
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    static const char *const folders[] = {"lib", "lib/facts", "lib/hyperv", "site"};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(mkdir(folders[i], 0700), 0);
    write_file("lib/facts/hosts.plim",
               "facts hosts 1 record machine key name { name: text memory: bytes min 0 }"
               " record host { vm: list of machine memory: bytes cpus: int }"
               " root source: host root vm: list of machine default source.vm");
    write_file("lib/facts/other.plim", "facts other 1 root x: int");
    write_file("lib/facts/wrong.plim", "facts right 1");
    write_file("lib/facts/rules.plim", "policy rules");
    write_file("lib/facts/bad.plim", "facts bad 1 record r { a: nonsense } root x: r");
    write_file("lib/hyperv/prepare.plim", "policy hyperv.prepare use facts hosts 1");
    write_file("site/acme.plim", "facts acme 3 use facts hosts 1"
                                 " extend record machine { owner: text }");
    program = program_new("nowhere:lib:");
}

static void end(void) {
    program_free(program);
    ck_assert_int_eq(chdir(came_from), 0);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static const char *messages(void) {
    struct text out;
    text_init(&out);
    size_t index = 0;
    for (const struct diagnostic *at;
         (at = diagnostics_next(program->diagnostics, &index)) != NULL;)
        text_addf(&out, "%s%s%s%s%s\n", at->file != NULL ? at->file : "",
                  at->file != NULL ? ": " : "", at->message, at->cure != NULL ? "; " : "",
                  at->cure != NULL ? at->cure : "");
    const char *copy = text_copy(&out, program->arena);
    text_clear(&out);
    return copy;
}

static void policy(const char *text) {
    program_add_text(program, "site/p.plim", text, strlen(text));
}

// ---- finding ----

START_TEST(finds_by_name) {
    program_add_file(program, "hyperv.prepare");
    ck_assert(program_check(program));
    ck_assert_str_eq(messages(), "");
    ck_assert_uint_eq(program->policy_count, 1);
    ck_assert_str_eq(program->policies[0]->name, "hyperv.prepare");
    ck_assert_str_eq(program->policies[0]->source->name, "lib/hyperv/prepare.plim");
    ck_assert_str_eq(program->model->name, "hosts");
    ck_assert_int_eq(program->model->version, 1);
}
END_TEST

START_TEST(finds_path_first) {
    write_file("hyperv.prepare", "policy mine use facts other 1");
    program_add_file(program, "hyperv.prepare");
    ck_assert(program_check(program));
    ck_assert_str_eq(program->policies[0]->name, "mine");
}
END_TEST

START_TEST(finds_beside_first) {
    write_file("site/hosts.plim", "facts hosts 2 root y: int");
    write_file("site/p.plim", "policy p use facts hosts 2");
    program_add_file(program, "site/p.plim");
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert_int_eq(program->model->version, 2);
}
END_TEST

START_TEST(finds_models_alone) {
    program_use_facts(program, "other");
    program_use_facts(program, "lib/facts/other.plim");
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert_str_eq(program->model->name, "other");
    ck_assert_uint_eq(program->policy_count, 0);
}
END_TEST

START_TEST(checks_without_facts) {
    policy("policy p rule r \"t\" { require 1 < 2 }");
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert_uint_eq(program->model->space_count, 1);
}
END_TEST

static const struct text_pair missing[] = {
    {"site/none.plim", "site/none.plim: cannot be read: No such file or directory\n"},
    {"site", "site: no policy is in this folder\n"},
    {"site/", "site/: no policy is in this folder\n"},
    {"hyperv.prepar", "hyperv.prepar: is neither a file nor the name of a policy in the search "
                      "path; did you mean hyperv.prepare?\n"},
    {"zzzzzz", "zzzzzz: is neither a file nor the name of a policy in the search path; the search "
               "path has hyperv.prepare\n"},
};

START_TEST(misses) {
    program_add_file(program, missing[_i].given);
    ck_assert_str_eq(messages(), missing[_i].wanted);
    ck_assert(!program_check(program));
    ck_assert_uint_eq(program->policy_count, 0);
}
END_TEST

START_TEST(misses_search_path) {
    program_free(program);
    program = program_new("nowhere:");
    program_add_file(program, "hyperv.prepare");
    policy("policy p use facts hosts 1");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(),
                     "there is no fact model hosts; the search path is nowhere:\n"
                     "hyperv.prepare: is neither a file nor the name of a policy in the search "
                     "path; the search path is nowhere:\n");
}
END_TEST

START_TEST(refuses_large_files) {
    FILE *file = fopen("large.plim", "w");
    fputs("policy large #", file);
    for (int i = 0; i < 4 << 20; i++)
        putc('x', file);
    fclose(file);
    program_add_file(program, "large.plim");
    program_add_file(program, "/dev/zero");
    ck_assert_str_eq(messages(),
                     "large.plim: is larger than 4 MiB\n/dev/zero: is larger than 4 MiB\n");
}
END_TEST

// ---- models ----

static const struct text_pair models[] = {
    {"policy p use facts host 1", "there is no fact model host; did you mean hosts?\n"},
    {"policy p use facts hosts 2", "lib/facts/hosts.plim is version 1 of hosts, not 2; write use "
                                   "facts hosts 1\n"},
    {"policy p use facts wrong 1", "lib/facts/wrong.plim declares the facts right, not wrong\n"},
    {"policy p use facts rules 1", "lib/facts/rules.plim is a policy, not a fact model\n"},
    {"policy p use facts bad 1", "there is no type nonsense\n"},
    {"policy p use facts acme 3 rule r \"t\" { for each vm require vm.owner == \"x\" }", ""},
    // One mistake, one message: names are not looked up in a model that was not found.
    {"policy p use facts host 1 extend record machine { owner: text }",
     "there is no fact model host; did you mean hosts?\n"},
    {"policy p use facts host 1 rule r \"t\" { require source.memory > 1 GiB }",
     "there is no fact model host; did you mean hosts?\n"},
};

START_TEST(uses_model) {
    policy(models[_i].given);
    bool good = program_check(program);
    ck_assert_str_eq(messages(), models[_i].wanted);
    ck_assert(good == (models[_i].wanted[0] == '\0'));
}
END_TEST

START_TEST(extension_keeps_name) {
    policy("policy p use facts acme 3");
    program_add_file(program, "hyperv.prepare");
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert_str_eq(program->model->name, "hosts");
    ck_assert_uint_eq(program->policy_count, 2);
}
END_TEST

// The model that it uses is not there, and its name is in capitals: two mistakes at one place.
START_TEST(model_in_capitals) {
    write_file("lib/facts/site.plim", "facts site 1 use facts AB 1 root c: int");
    policy("policy p use facts site 1 rule r \"t\" { require c == 1 and d == 2 }");
    program_use_facts(program, "site");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(), "names are written in lower case; write ab\n");
    ck_assert_uint_eq(program->policy_count, 0);
}
END_TEST

// What is wrong in a model is said once, and no policy is checked against it.
START_TEST(wrong_model_twice) {
    write_file("lib/facts/half.plim", "facts half 1 root c: int root text");
    policy("policy p use facts half 1 rule r \"t\" { require d == 1 }");
    policy("policy q use facts half 1 rule r \"t\" { require d == 1 }");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(), "'text' needs a type; write text: TYPE\n");
    ck_assert_uint_eq(program->policy_count, 0);
}
END_TEST

START_TEST(one_model_only) {
    program_add_file(program, "hyperv.prepare");
    policy("policy p use facts other 1");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(), "lib/facts/other.plim does not go with what else is used; all "
                                 "policies of a run share one fact model, and others use hosts\n");
}
END_TEST

START_TEST(model_in_circle) {
    write_file("lib/facts/circle.plim", "facts circle 1 use facts round 1");
    write_file("lib/facts/round.plim", "facts round 1 use facts circle 1");
    policy("policy p use facts circle 1");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(), "lib/facts/circle.plim uses itself\n");
}
END_TEST

// What is freed before it was checked leaves nothing to the leak checker.
START_TEST(given_up) {
    policy("policy p use facts hosts 1");
}
END_TEST

START_TEST(same_policy_twice) {
    program_add_file(program, "hyperv.prepare");
    program_add_file(program, "lib/hyperv/prepare.plim");
    ck_assert(!program_check(program));
    ck_assert_str_eq(messages(), "policy hyperv.prepare is in this run already; it is also in "
                                 "lib/hyperv/prepare.plim\n");
}
END_TEST

// ---- what is read ----

static const struct space_def *space(const char *path) {
    for (uint32_t i = 0; i < program->model->space_count; i++)
        if (strcmp(program->model->spaces[i]->path, path) == 0)
            return program->model->spaces[i];
    ck_abort_msg("no space %s", path);
    return NULL;
}

static size_t count_wanted(const bool *wanted, uint32_t count) {
    size_t found = 0;
    for (uint32_t i = 0; i < count; i++)
        found += wanted[i];
    return found;
}

START_TEST(wants) {
    program_use_facts(program, "hosts");
    ck_assert(program_check(program));
    const struct model *model = program->model;
    ck_assert_uint_eq(count_wanted(program->wanted->columns, model->column_count), 0);
    wanted_column(program->wanted, space("vm")->columns[1]);
    ck_assert(program->wanted->spaces[0]);
    ck_assert(program->wanted->spaces[space("vm")->id]);
    ck_assert(program->wanted->spaces[space("source.vm")->id]);
    for (uint32_t i = 0; i < 2; i++) { // the key and the column, here and where the default is
        ck_assert(program->wanted->columns[space("vm")->columns[i]->id]);
        ck_assert(program->wanted->columns[space("source.vm")->columns[i]->id]);
    }
    ck_assert_uint_eq(count_wanted(program->wanted->columns, model->column_count), 4);
}
END_TEST

// ---- values ----

static struct type type_of(const char *text) {
    char policy_text[200];
    snprintf(policy_text, sizeof policy_text, "policy p param x: %s", text);
    policy(policy_text);
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert_uint_eq(program->policies[0]->param_count, 1);
    return program->policies[0]->params[0].type;
}

// A value as text, its kind aside.
static const char *value_text(const struct expr *value) {
    char buffer[DECIMAL_TEXT];
    struct arena *arena = program->arena;
    if (value->kind == EXPR_ITEMS) {
        const char *all = "";
        for (uint32_t i = 0; i < value->count; i++)
            all = arena_printf(arena, "%s<%s>", all, value_text(value->items[i]));
        return all;
    }
    switch (value->type.kind) {
    case TYPE_BOOL:
        return value->truth ? "true" : "false";
    case TYPE_INT:
    case TYPE_NUMBER:
        decimal_format(value->number, buffer);
        return arena_printf(arena, "%s", buffer);
    case TYPE_TIME:
        return arena_printf(arena, "%lld", (long long)value->time);
    case TYPE_TEXT:
    case TYPE_ENUM:
    case TYPE_VERSION:
        return value->text;
    case TYPE_POISON:
    case TYPE_LIST:
    case TYPE_RECORD:
        break;
    }
    return "?";
}

static const struct {
    const char *type, *text, *value; // NULL: the message
    const char *message;
} values[] = {
    {"bool", "true", "true", NULL},
    {"bool", " false ", "false", NULL},
    {"bool", "yes", NULL, "\"yes\" is not a bool; write true or false"},
    {"int", "-12", "-12", NULL},
    {"int", "10.0", "10", NULL},
    {"int", "1.5", NULL, "\"1.5\" is not an int; write a whole number within 64 bits"},
    {"int", "9223372036854775808", NULL,
     "\"9223372036854775808\" is not an int; write a whole number within 64 bits"},
    {"number", "0.5", "0.5", NULL},
    {"number", "90%", "0.9", NULL},
    {"number", "x", NULL,
     "\"x\" cannot be read where a number is needed; write for example 12, 0.5 or 90%"},
    {"number", "5 GiB", NULL,
     "\"5 GiB\" is bytes where a number is needed; write for example 12, 0.5 or 90%"},
    {"bytes", "12 GiB", "12884901888", NULL},
    {"bytes", "0", "0", NULL},
    {"bytes", "16", NULL,
     "\"16\" is a plain number where bytes are needed; write for example 16 GiB or 16 GB"},
    {"bytes", "5 min", NULL,
     "\"5 min\" is a duration where bytes are needed; write for example 16 GiB or 16 GB"},
    {"duration", "3 d 4 h", "273600", NULL},
    {"duration", "5 minutes", NULL,
     "\"5 minutes\" cannot be read where a duration is needed; a unit is min"},
    {"bandwidth", "10 Gbit/s", "1250000000", NULL},
    {"frequency", "2.4 GHz", "2400000000", NULL},
    {"text", " a b ", " a b ", NULL},
    {"text", "", "", NULL},
    {"time", "1970-01-01", "0", NULL},
    {"time", "1970-01-01T00:00:01+00:00", "1000000000", NULL},
    {"time", "1970-1-1", NULL,
     "\"1970-1-1\" is not a time; write 2026-11-23 or 2026-11-23T10:00:00Z"},
    {"version", "10.0.17763", "10.0.17763", NULL},
    {"version", "", NULL, "\"\" is not a version; write for example 10.0.17763"},
    {"one of [\"on\", \"off\"]", "off", "off", NULL},
    {"one of [\"on\", \"off\"]", "offf", NULL,
     "\"offf\" is not one of [\"on\", \"off\"]; did you mean off?"},
    {"list of text", "a, b", "<a><b>", NULL},
    {"list of text", "", "", NULL},
    {"list of bytes", "1 KiB,0", "<1024><0>", NULL},
    {"list of text", "a,,b", NULL,
     "\"a,,b\" has an element without a value; write for example a,b"},
    {"list of int", "1,x", NULL, "\"x\" is not an int; write a whole number within 64 bits"},
};

START_TEST(reads_value) {
    struct type type = type_of(values[_i].type);
    const struct expr *value = program_value(program, &type, "--set x", values[_i].text);
    if (values[_i].value != NULL) {
        ck_assert_msg(value != NULL, "%s", messages());
        ck_assert_str_eq(value_text(value), values[_i].value);
        ck_assert_str_eq(messages(), "");
        ck_assert_str_eq(sources_find(program->sources, value->node->span.begin)->name, "--set x");
    } else {
        ck_assert_ptr_null(value);
        ck_assert_str_eq(messages(), arena_printf(program->arena, "%s\n", values[_i].message));
    }
}
END_TEST

START_TEST(sets) {
    program_add_text(program, "a", "policy a param x: int = 1 param y: int", 38);
    program_add_text(program, "b", "policy b.c param x: int = 1", 27);
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert(program_set(program, "x", "5"));
    ck_assert_str_eq(value_text(program->policies[0]->params[0].value), "5");
    ck_assert_str_eq(value_text(program->policies[1]->params[0].value), "5");
    ck_assert(program_set(program, "b.c/x", "6"));
    ck_assert_str_eq(value_text(program->policies[0]->params[0].value), "5");
    ck_assert_str_eq(value_text(program->policies[1]->params[0].value), "6");
    ck_assert(!program_complete(program));
    ck_assert_str_eq(messages(), "parameter y has no value; set it: --set y=… (int)\n");
    ck_assert(program_set(program, "a/y", "7"));
    ck_assert(program_complete(program));
}
END_TEST

static const struct {
    const char *name, *value, *message;
} settings[] = {
    {"host_reserv", "1",
     "--set host_reserv: there is no parameter host_reserv; did you mean host_reserve?\n"},
    {"a/y", "1", "--set a/y: there is no parameter y in policy a\n"},
    {"hypervv/x", "1",
     "--set hypervv/x: there is no policy hypervv in this run; write --set a/x=…\n"},
    {"aa/x", "1", "--set aa/x: there is no policy aa in this run; write --set a/x=…\n"},
    {"host_reserve", "x", "\"x\" is not an int; write a whole number within 64 bits\n"},
};

START_TEST(refuses_setting) {
    policy("policy a param host_reserve: int = 1");
    ck_assert_msg(program_check(program), "%s", messages());
    ck_assert(!program_set(program, settings[_i].name, settings[_i].value));
    ck_assert_str_eq(messages(), settings[_i].message);
    ck_assert_str_eq(value_text(program->policies[0]->params[0].value), "1");
}
END_TEST

START_TEST(checks_expressions) {
    program_use_facts(program, "hosts");
    ck_assert(program_check(program));
    uint32_t slots = 99;
    const struct expr *sum = program_expression(program, "sum(vm.memory) / 2", &slots);
    ck_assert_msg(sum != NULL, "%s", messages());
    ck_assert_int_eq(sum->type.kind, TYPE_NUMBER);
    ck_assert_uint_le(slots, SLOT_LIMIT);
    ck_assert(program->wanted->columns[space("vm")->columns[1]->id]);
    ck_assert_ptr_null(program_expression(program, "sum(", &slots));
    ck_assert_str_ne(messages(), "");
}
END_TEST

SUITE(program, begin, end, ONCE(finds_by_name), ONCE(finds_path_first), ONCE(finds_beside_first),
      ONCE(finds_models_alone), ONCE(checks_without_facts), EACH(misses, missing),
      ONCE(misses_search_path), ONCE(refuses_large_files), EACH(uses_model, models),
      ONCE(extension_keeps_name), ONCE(model_in_capitals), ONCE(wrong_model_twice),
      ONCE(one_model_only), ONCE(model_in_circle), ONCE(same_policy_twice), ONCE(given_up),
      ONCE(wants), EACH(reads_value, values), ONCE(sets), EACH(refuses_setting, settings),
      ONCE(checks_expressions))
