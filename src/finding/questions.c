// Gathers the open questions from the findings of rules.
#include "finding/questions.h"

#include <string.h>

#include "base/numbered.h"

void questions_want_answers(struct program *program) {
    const struct space_def *space = program->model->purposes[PURPOSE_ANSWERS].space;
    for (uint32_t i = 0; space != NULL && i < space->column_count; i++)
        wanted_column(program->wanted, space->columns[i]);
}

void questions_expect_answers(struct store *store) {
    const struct space_def *space = store->model->purposes[PURPOSE_ANSWERS].space;
    if (space != NULL)
        bit_set(store->spaces[space->id].present, 0);
}

// ---- what a rule reads ----

static struct number_key key_of(const void *thing) {
    return (struct number_key){{key_pointer(thing)}};
}

// The fields that a rule reads, and the defines that it calls, each looked into once.
static void note(void *state, const struct expr *expr) {
    struct numbered *read = state;
    if (expr->kind == EXPR_COLUMN)
        numbered_add(read, key_of(expr->column->field));
    expr_each_child(expr, note, read);
    if (expr->kind == EXPR_CALL && numbered_is_new(read, key_of(expr->function)))
        note(read, expr->function->body);
}

static void note_loop(struct numbered *read, const struct loop *loop) {
    const struct expr *parts[] = {loop->parent, loop->values, loop->guard};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] != NULL)
            note(read, parts[i]);
    for (uint32_t i = 0; i < loop->let_count; i++)
        note(read, loop->lets[i].value);
}

// A let may hold the answer that a requirement is about.
static struct numbered read_by(const struct rule *rule, struct arena *arena) {
    struct numbered read = {.arena = arena};
    if (rule->when != NULL)
        note(&read, rule->when);
    for (uint32_t i = 0; i < rule->let_count; i++)
        note(&read, rule->lets[i].value);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        note_loop(&read, &rule->loops[i]);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        note(&read, rule->requirements[i].condition);
    return read;
}

static bool has_field(const struct numbered *read, const struct field *field) {
    return numbered_has(read, key_of(field));
}

// Whether the answer itself is read, not only when or by whom it was given.
static bool has_answer(const struct numbered *read, const struct purpose_list *answers) {
    const struct column_def *answer = answers->parts[ANSWERS_ANSWER];
    return answer != NULL && has_field(read, answer->field);
}

// ---- gathering ----

// A rule that asks, what it reads, and whether that is what is answered.
struct asking {
    struct questions *all;
    const struct model *model;
    const struct rule_finding *finding;
    struct numbered read;
    bool needs_answer;
};

// The key of attest["backup.source"] or of a field of it, or NULL.
static const char *answer_key(const struct purpose_list *answers, const struct fact_path *path) {
    bool is_answer = answers->space != NULL && path->count > 1 &&
                     strcmp(path->steps[0].text, answers->space->path) == 0 &&
                     path->steps[1].kind == FACT_STEP_KEY;
    return is_answer ? path->steps[1].text : NULL;
}

struct sought {
    const struct questions *all;
    const struct question *question;
};

static bool is_same(const void *wanted, uint32_t number) {
    const struct sought *sought = wanted;
    const struct question *a = &sought->all->items[number], *b = sought->question;
    if (a->answer != NULL || b->answer != NULL)
        return a->answer != NULL && b->answer != NULL && strcmp(a->answer, b->answer) == 0;
    return strcmp(a->fact, b->fact) == 0;
}

// The question that asks for the same, which is a new one where there was none.
static struct question *find_or_add(struct questions *all, const struct question *asked) {
    const char *text = asked->answer != NULL ? asked->answer : asked->fact;
    uint32_t number = hash_number(&all->table, all->arena, hash_bytes(NULL, text, strlen(text)),
                                  is_same, &(struct sought){all, asked}, (uint32_t)all->count);
    if (number == all->count)
        ARENA_PUSH(all->arena, all->items, all->count, all->room) = *asked;
    return &all->items[number];
}

// A template that nothing was put into helps only where it has nothing to put in.
static const char *remedy_of(const struct rule_finding *finding, const char *rendered) {
    const char *template = finding->remedy;
    return rendered != NULL || template == NULL || strchr(template, '{') != NULL ? rendered
                                                                                 : template;
}

static void add(const struct asking *asking, const struct question *asked, const char *remedy) {
    struct questions *all = asking->all;
    struct question *question = find_or_add(all, asked);
    question->needs_answer = question->needs_answer || asking->needs_answer;
    if (question->rule_count == 0 ||
        question->rules[question->rule_count - 1].finding != asking->finding)
        ARENA_PUSH(all->arena, question->rules, question->rule_count, question->rule_room) =
            (struct question_rule){asking->finding, remedy_of(asking->finding, remedy)};
}

static void add_missing(const struct asking *asking, const struct missing_facts *missing) {
    for (uint32_t i = 0; i < missing->count; i++) {
        const struct missing_fact *fact = &missing->facts[i];
        add(asking,
            &(struct question){.path = fact->path,
                               .fact = fact->fact,
                               .words = fact->words,
                               .answer = answer_key(asking->all->answers, &fact->path)},
            fact->remedy);
    }
}

static void add_consulted(const struct asking *asking, const struct requirement_finding *failing) {
    for (size_t i = 0; i < failing->consulted_count; i++) {
        const struct fact_path *path = &failing->consulted[i].path;
        const char *answer = answer_key(asking->all->answers, path);
        if (answer != NULL)
            add(asking,
                &(struct question){.path = *path,
                                   .fact = fact_path_text(path, asking->all->arena),
                                   .words = "",
                                   .answer = answer,
                                   .given = true},
                failing->consulted[i].remedy);
    }
}

// ---- plans ----

// The list that an element stands in; NULL for what is no element of the facts.
static const struct space_def *space_of(const struct model *model, const struct fact_path *path) {
    const struct space_def *found = NULL;
    struct text names = {0};
    for (size_t i = 0; i < path->count; i++)
        if (path->steps[i].kind == FACT_STEP_NAME)
            text_addf(&names, "%s%s", names.size > 0 ? "." : "", path->steps[i].text);
    for (uint32_t i = 0; i < model->space_count && found == NULL; i++)
        if (strcmp(model->spaces[i]->path, text_data(&names)) == 0)
            found = model->spaces[i];
    text_clear(&names);
    return found;
}

static void add_plan(const struct asking *asking, const struct fact_path *element,
                     const struct column_def *column, const char *remedy) {
    struct arena *arena = asking->all->arena;
    struct fact_path path = {0};
    fact_path_join(&path, arena, element, 0);
    fact_path_add_name(&path, arena, column->path);
    add(asking,
        &(struct question){
            .path = path, .fact = fact_path_text(&path, arena), .words = "", .planned = true},
        remedy);
}

// What the rule reads of the plans of a failing element.
static void add_plans_of(const struct asking *asking, const struct fact_path *element,
                         const char *remedy) {
    const struct space_def *space = space_of(asking->model, element);
    for (uint32_t i = 0; space != NULL && i < space->column_count; i++) {
        const struct column_def *column = space->columns[i];
        if (column->field->plan && has_field(&asking->read, column->field))
            add_plan(asking, element, column, remedy);
    }
}

static bool says_to_plan(const struct rule_finding *finding) {
    const char *remedy = finding->remedy;
    return remedy != NULL && (strstr(remedy, "plan ") != NULL || strstr(remedy, "Plan ") != NULL);
}

static void add_planned(const struct asking *asking, const struct requirement_finding *failing) {
    const struct named_subjects *named = &failing->failed_subjects;
    uint64_t count = excused_not(failing->failed_elements, &failing->failed_excused);
    if (!says_to_plan(asking->finding))
        return;
    for (uint64_t i = 0; i < count && i < named->count && i < UNKNOWN_WALKED; i++) {
        const struct found_subject *subject = named->subjects[i];
        const char *remedy = i < failing->failed_shown ? failing->failed[i].remedy : NULL;
        for (size_t p = 0; p < subject->path_count && !subject->nameless; p++)
            add_plans_of(asking, &subject->paths[p], remedy);
    }
}

// ---- all of them ----

static void gather_rule(struct questions *all, const struct model *model,
                        const struct rule_finding *finding) {
    if (finding->verdict == VERDICT_WAIVED)
        return;
    struct asking asking = {all, model, finding, read_by(finding->rule, all->arena), false};
    asking.needs_answer = has_answer(&asking.read, all->answers);
    add_missing(&asking, &finding->missing);
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *one = &finding->requirements[i];
        if (one->verdict == VERDICT_FAIL) {
            add_consulted(&asking, one);
            add_planned(&asking, one);
        }
        add_missing(&asking, &one->missing);
    }
}

struct questions questions_make(const struct model *model, const struct findings *findings,
                                struct arena *arena) {
    struct questions all = {.arena = arena, .answers = &model->purposes[PURPOSE_ANSWERS]};
    for (uint32_t i = 0; i < findings->rule_count; i++)
        gather_rule(&all, model, &findings->rules[i]);
    return all;
}

// Only of answers is it of use to know what the rule reads.
static bool asks_for_answer(const struct rule *rule, const struct purpose_list *answers) {
    struct arena *arena = arena_new();
    struct numbered read = read_by(rule, arena);
    bool asks = has_answer(&read, answers);
    arena_free(arena);
    return asks;
}

struct question questions_of(const struct model *model, const struct rule *rule,
                             const struct missing_fact *missing) {
    const struct purpose_list *answers = &model->purposes[PURPOSE_ANSWERS];
    const char *answer = answer_key(answers, &missing->path);
    return (struct question){.path = missing->path,
                             .fact = missing->fact,
                             .words = missing->words,
                             .answer = answer,
                             .needs_answer =
                                 answer != NULL && rule != NULL && asks_for_answer(rule, answers)};
}
