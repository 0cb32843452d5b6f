// Constructors of tests: their cases, steps and facts.
#include "grammar/tree_make.h"

#include <string.h>

#include "base/nearest.h"

#define ADD(p, list, count, room) ARENA_PUSH((p)->parse->arena, list, count, room)

void test_begin(struct parser *p, struct span name) {
    p->test = (struct test_node){.name = make_string(p, name), .name_span = name};
}

void test_end(struct parser *p, struct span span) {
    p->test.span = span;
    ADD(p, p->file->tests, p->file->test_count, p->test_room) = p->test;
    note_statement(p, STATEMENT_TEST, p->file->test_count - 1);
}

void case_begin(struct parser *p, struct span name) {
    p->part = (struct case_node){.name = make_string(p, name), .name_span = name};
    p->in_case = true;
}

void case_end(struct parser *p, struct span span) {
    p->part.span = span;
    p->in_case = false;
    ADD(p, p->test.cases, p->test.case_count, p->test.case_room) = p->part;
}

void add_step(struct parser *p, struct step_node step, struct span span) {
    struct steps *steps = p->in_case ? &p->part.steps : &p->test.steps;
    step.span = span;
    if (!p->in_case && p->test.case_count > 0)
        diagnostic_cure(p->parse->diagnostics,
                        diagnostic_error(p->parse->diagnostics, CODE_MISPLACED_STEP, span,
                                         "this stands after a case"),
                        "what holds for all cases stands before the first; a case has { }");
    ADD(p, steps->items, steps->count, steps->capacity) = step;
}

static uint16_t value_depth(const struct object_value *value) {
    uint16_t depth = value->kind == OBJECT_OBJECT ? value->object->depth : 0;
    for (uint32_t i = 0; i < value->objects.count; i++)
        if (value->objects.items[i]->depth > depth)
            depth = value->objects.items[i]->depth;
    return depth;
}

struct object_node *add_member(struct parser *p, struct object_node *object, struct name name,
                               struct object_value value) {
    uint16_t depth = (uint16_t)(value_depth(&value) + 1);
    if (depth >= TREE_DEPTH_LIMIT) {
        say_nesting(p, name.span);
        return object;
    }
    object->depth = depth > object->depth ? depth : object->depth;
    ADD(p, object->members, object->count, object->capacity) = (struct member_node){name, value};
    return object;
}

struct object_list add_object(struct parser *p, struct object_list list,
                              const struct object_node *object) {
    ADD(p, list.items, list.count, list.capacity) = object;
    return list;
}

struct name make_verdict(struct parser *p, struct span word) {
    static const char *const verdicts[] = {"pass", "fail", "unknown", "skip", "waived"};
    enum { VERDICTS = sizeof verdicts / sizeof *verdicts };
    struct name verdict = make_word(p, word);
    for (size_t i = 0; i < VERDICTS; i++)
        if (strcmp(verdict.text, verdicts[i]) == 0)
            return verdict;
    const char *near = nearest_word(verdict.text, verdicts, VERDICTS);
    struct diagnostic *d = diagnostic_error(p->parse->diagnostics, CODE_UNKNOWN_VERDICT, word,
                                            "%s is no verdict", verdict.text);
    diagnostic_cure(p->parse->diagnostics, d,
                    near ? "write %s" : "write pass, fail, unknown, skip or waived", near);
    if (near)
        diagnostic_fix(p->parse->diagnostics, d, word, near);
    return verdict;
}

struct step_node *make_expect(struct parser *p, struct expect_node expect) {
    struct step_node *step = ARENA_NEW(p->parse->arena, struct step_node);
    *step = (struct step_node){.kind = STEP_EXPECT, .expect = expect};
    return step;
}

// What only an expect of a rule has; elsewhere nothing would look at it.
static bool is_of_rule(struct parser *p, const struct step_node *step, const struct node *clause,
                       const char *word) {
    struct diagnostics *all = p->parse->diagnostics;
    if (step->expect.kind == EXPECT_RULE)
        return true;
    diagnostic_cure(all,
                    diagnostic_error(all, CODE_UNEXPECTED_TOKEN, clause->span,
                                     "%s belongs to an expect of a rule", word),
                    "write expect VERDICT RULE %s …", word);
    return false;
}

static void say_clause_twice(struct parser *p, const struct node *clause, const char *word) {
    diagnostic_error(p->parse->diagnostics, CODE_REPEATED_STATEMENT, clause->span,
                     "this expect already has a %s", word);
}

void expect_subject(struct parser *p, struct step_node *step, struct node *subject) {
    if (is_of_rule(p, step, subject, "for") && step->expect.subject != NULL)
        say_clause_twice(p, subject, "for");
    step->expect.subject = subject;
}

void expect_margin(struct parser *p, struct step_node *step, struct node *margin) {
    if (is_of_rule(p, step, margin, "margin") && step->expect.margin != NULL)
        say_clause_twice(p, margin, "margin");
    step->expect.margin = margin;
}

void expect_missing(struct parser *p, struct step_node *step, struct node *path) {
    if (is_of_rule(p, step, path, "missing"))
        step->expect.missing = add_node(p, step->expect.missing, path);
}
