// Reading a file with tests: its cases, their facts and what they expect.
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/numbered.h"
#include "program/program_find.h"
#include "testing/expectation.h"
#include "testing/given.h"

// Tests without `at` have this time, so that they never age.
static const int64_t default_now = INT64_C(946684800) * 1000000000; // 2000-01-01

// A file whose tests are being read. What may stand there once is told apart by number.
struct reading {
    struct test_file *file;
    struct intern *texts;   // names, and what is given
    struct numbered names;  // of tests, and of the cases of each
    struct numbered givens; // those of the file, in their order
    const struct test_node *test;
    const struct given *given; // of the cases of the test without any of their own, once one asked
};

static uint32_t number_of_text(struct reading *reading, const char *text) {
    return intern_add(reading->texts, text, strlen(text));
}

static struct diagnostic *mistake(const struct test_file *file, enum code code, struct span span,
                                  const char *problem) {
    return diagnostic_error(file->session->program->diagnostics, code, span, "%s", problem);
}

static void cure(const struct test_file *file, struct diagnostic *error, const char *text) {
    diagnostic_cure(file->session->program->diagnostics, error, "%s", text);
}

// ---- facts ----

static bool is_given(const struct step_node *step) {
    return step->kind == STEP_GIVEN || step->kind == STEP_GIVEN_FILE;
}

static bool is_change(const struct step_node *step) {
    return step->kind == STEP_WITH || step->kind == STEP_WITHOUT;
}

// Relative to the file that the test stands in.
static const char *given_path(const struct test_file *file, const struct step_node *step) {
    const char *slash = strrchr(file->path, '/');
    if (step->file[0] == '/' || slash == NULL)
        return step->file;
    return arena_printf(file->arena, "%.*s/%s", (int)(slash - file->path), file->path, step->file);
}

static void add_key(const struct test_file *file, const struct steps *steps, struct text *key) {
    for (uint32_t i = 0; i < steps->count; i++)
        if (is_given(&steps->items[i]))
            text_addf(key, "%s\n",
                      sources_excerpt(file->session->program->sources, steps->items[i].span,
                                      file->arena));
}

// Facts in place are called by the line that they begin in.
static bool add_object(const struct test_file *file, const struct step_node *step,
                       struct session_facts *facts) {
    struct program *program = file->session->program;
    struct place place = sources_place(program->sources, step->span.begin);
    struct text text = {0};
    bool good = given_write(program, step->object, &text);
    session_facts_add_text(facts,
                           arena_printf(file->arena, "%s:%u", place.source->name, place.line),
                           text_data(&text), text.size);
    text_clear(&text);
    return good;
}

// A file that is not there is a mistake of the test.
static bool add_file(const struct test_file *file, const struct step_node *step,
                     struct session_facts *facts) {
    const char *path = given_path(file, step);
    if (access(path, R_OK) == 0) {
        session_facts_add_file(facts, path);
        return true;
    }
    diagnostic_error(file->session->program->diagnostics, CODE_UNREADABLE_FILE, step->file_span,
                     "%s cannot be read: %s", path, strerror(errno));
    return false;
}

static bool add_facts(const struct test_file *file, const struct steps *steps,
                      struct session_facts *facts) {
    bool good = true;
    for (uint32_t i = 0; i < steps->count; i++) {
        const struct step_node *step = &steps->items[i];
        if (step->kind == STEP_GIVEN_FILE)
            good = add_file(file, step, facts) && good;
        else if (step->kind == STEP_GIVEN)
            good = add_object(file, step, facts) && good;
    }
    return good;
}

static struct session_facts *load_facts(struct test_file *file, const struct steps *common,
                                        const struct steps *own) {
    struct session_facts *facts =
        session_facts_new(file->session, file->session->program->diagnostics);
    bool good = add_facts(file, common, facts);
    good = add_facts(file, own, facts) && good;
    if (good && session_facts_load(facts))
        return facts;
    session_facts_free(facts);
    return NULL;
}

// Facts that are given alike are read once.
static const struct given *find_given(struct reading *reading, const struct steps *common,
                                      const struct steps *own) {
    struct test_file *file = reading->file;
    struct text key = {0};
    add_key(file, common, &key);
    add_key(file, own, &key);
    uint32_t number = numbered_add(&reading->givens,
                                   (struct number_key){{number_of_text(reading, text_data(&key))}});
    text_clear(&key);
    if (number == file->given_count) {
        struct given *given = ARENA_NEW(file->arena, struct given);
        given->facts = load_facts(file, common, own);
        ARENA_PUSH(file->arena, file->givens, file->given_count, file->given_room) = given;
    }
    return file->givens[number];
}

// ---- cases ----

static bool bind_step(struct test_case *test, const struct step_node *step) {
    switch (step->kind) {
    case STEP_GIVEN_FILE:
    case STEP_GIVEN:
        return true; // read with the others
    case STEP_SET:
        return setting_bind(test, step);
    case STEP_WITH:
    case STEP_WITHOUT:
        return change_bind(test, step);
    case STEP_AT:
        test->now = step->time->time;
        return step->time->kind == NODE_TIME;
    case STEP_EXPECT:
        return expectation_bind(test, step);
    }
    return false;
}

// What a step says something of, on the arena, which for paths is as they are written; NULL where
// others may say something of it, too.
static const char *subject_of(const struct test_file *file, const struct step_node *step,
                              struct arena *arena) {
    const struct tailor_node *set = &step->set;
    if (is_change(step))
        return sources_excerpt(file->session->program->sources, step->path->span, arena);
    if (step->kind == STEP_SET)
        return arena_printf(arena, " set %s/%s",
                            set->target.policy.text != NULL ? set->target.policy.text : "",
                            set->target.name.text);
    return step->kind == STEP_AT ? " at" : NULL;
}

// What holds for all cases may be another for one; within the same braces it may not.
static bool is_repeated(const struct test_file *file, const struct step_node *step,
                        struct intern *seen, struct arena *arena) {
    const char *subject = subject_of(file, step, arena);
    uint32_t count = intern_count(seen);
    if (subject == NULL || intern_add(seen, subject, strlen(subject)) == count)
        return false;
    cure(file,
         mistake(file, CODE_REPEATED_STATEMENT, step->span,
                 "this overrides a statement of the same test or case"),
         "leave one of the two out");
    return true;
}

static bool bind_steps(struct test_case *test, const struct steps *steps) {
    struct arena *arena = arena_new();
    struct intern *seen = intern_new(arena);
    bool good = true;
    for (uint32_t i = 0; i < steps->count; i++)
        good = !is_repeated(test->file, &steps->items[i], seen, arena) &&
               bind_step(test, &steps->items[i]) && good;
    arena_free(arena);
    return good;
}

static bool has_values(const struct test_case *test) {
    const struct program *program = test->file->session->program;
    struct numbered set = {.arena = test->file->arena};
    bool good = true;
    for (uint32_t i = 0; i < test->setting_count; i++)
        numbered_add(&set,
                     (struct number_key){{test->settings[i].policy, test->settings[i].param}});
    for (uint32_t p = 0; p < program->policy_count; p++)
        for (uint32_t i = 0; i < program->policies[p]->param_count; i++) {
            const struct param *param = &program->policies[p]->params[i];
            if (param->value != NULL || numbered_has(&set, (struct number_key){{p, i}}))
                continue;
            struct diagnostic *error =
                diagnostic_error(program->diagnostics, CODE_MISSING_VALUE, test->span,
                                 "the param %s has no value here", param->name);
            diagnostic_cure(program->diagnostics, error, "set it: set %s = … (%s)", param->name,
                            type_text(program->arena, &param->type));
            good = false;
        }
    return good;
}

static bool expects_something(const struct test_case *test) {
    if (test->expectation_count > 0)
        return true;
    cure(test->file, mistake(test->file, CODE_NO_EXPECT, test->span, "this case expects nothing"),
         "add what is expected, such as expect pass RULE");
    return false;
}

static const struct steps no_steps;

static bool gives(const struct steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++)
        if (is_given(&steps->items[i]))
            return true;
    return false;
}

static const struct given *given_of(struct reading *reading, const struct steps *own) {
    const struct steps *common = &reading->test->steps;
    if (gives(own))
        return find_given(reading, common, own);
    if (reading->given == NULL)
        reading->given = find_given(reading, common, &no_steps);
    return reading->given;
}

// A test without cases is one, and has no part.
static void add_case(struct reading *reading, const struct case_node *part) {
    struct test_file *file = reading->file;
    const struct test_node *node = reading->test;
    const struct steps *own = part != NULL ? &part->steps : &no_steps;
    struct test_case test = {.file = file, .test = node, .now = default_now};
    test.name =
        part != NULL ? arena_printf(file->arena, "%s / %s", node->name, part->name) : node->name;
    test.span = part != NULL ? part->name_span : node->name_span;
    test.given = given_of(reading, own);
    bool common = bind_steps(&test, &node->steps), good = bind_steps(&test, own);
    bool complete = common && good && has_values(&test), expects = expects_something(&test);
    test.sound = test.given->facts != NULL && complete && expects;
    ARENA_PUSH(file->arena, file->cases, file->case_count, file->case_room) = test;
}

// Of a test, or (NULL) of the file.
static void check_name(struct reading *reading, const struct test_node *test, const char *name,
                       struct span span, const char *problem) {
    struct number_key key = {{key_pointer(test), number_of_text(reading, name)}};
    if (!numbered_is_new(&reading->names, key))
        mistake(reading->file, CODE_DUPLICATE_NAME, span, problem);
}

static void add_test(struct reading *reading, const struct test_node *test) {
    reading->test = test;
    reading->given = NULL;
    for (uint32_t i = 0; i < test->case_count; i++)
        check_name(reading, test, test->cases[i].name, test->cases[i].name_span,
                   "the test has two cases of this name");
    for (uint32_t i = 0; i < test->case_count; i++)
        add_case(reading, &test->cases[i]);
    if (test->case_count == 0)
        add_case(reading, NULL);
}

// ---- files ----

static void read_tests(struct test_file *file) {
    const struct program *program = file->session->program;
    const struct file_node *tree = program->first->tree;
    struct reading reading = {.file = file,
                              .texts = intern_new(file->arena),
                              .names = {.arena = file->arena},
                              .givens = {.arena = file->arena}};
    file->path = tree->source->name;
    file->written = tree->test_count;
    for (uint32_t i = 0; i < tree->test_count; i++)
        check_name(&reading, NULL, tree->tests[i].name, tree->tests[i].name_span,
                   "there are two tests of this name");
    for (uint32_t i = 0; file->understood && i < tree->test_count; i++)
        add_test(&reading, &tree->tests[i]);
}

struct test_file *test_file_of(struct session *session, const char *path) {
    struct arena *arena = session->program->arena;
    struct test_file *file = ARENA_NEW(arena, struct test_file);
    file->arena = arena;
    file->session = session;
    file->path = arena_text(arena, path);
    session->everything = true;
    session->open = true;
    session_check(session);
    file->understood = session->understood;
    if (session->program->first != NULL)
        read_tests(file);
    return file;
}

struct test_file *test_file_new(struct session *session, const char *path_or_name) {
    session_add_file(session, path_or_name);
    return test_file_of(session, path_or_name);
}

void test_file_free(struct test_file *file) {
    for (uint32_t i = 0; i < file->given_count; i++)
        session_facts_free(file->givens[i]->facts);
    session_free(file->session);
}
