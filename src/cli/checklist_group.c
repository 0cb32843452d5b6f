// Why questions are open, and which of them are one.
#include "cli/checklist.h"

#include <string.h>

#include "facts/column.h"

// ---- what was answered already ----

static const char *text_of(const struct checklist *list, const struct column_def *def,
                           uint32_t row) {
    uint32_t id =
        def != NULL ? column_text(store_column(list->store, def), row) : (uint32_t)INTERN_NONE;
    return id != INTERN_NONE ? intern_text(list->store->dictionary, id) : NULL;
}

static void add_age(const struct checklist *list, const struct column_def *at, uint32_t row,
                    struct text *out) {
    struct cell then = {.known = false};
    if (at != NULL)
        then = column_cell(store_column(list->store, at), row);
    if (!then.known)
        return;
    int64_t seconds = list->findings->now / 1000000000 - then.as.integer / 1000000000;
    text_add(out, seconds < 0 ? ", dated in the future by " : ", ");
    quantity_show(out, decimal_from_int(seconds < 0 ? -seconds : seconds), DIMENSION_DURATION);
    text_add(out, seconds < 0 ? "" : " ago");
}

// The row of an answer by its key; the number of rows where there is none.
static uint32_t find_answer(const struct checklist *list, const char *answer) {
    const struct space_def *space = list->questions->answers->space;
    uint32_t rows = list->store->spaces[space->id].rows, row = 0;
    for (; row < rows; row++) {
        const char *key = text_of(list, space->key, row);
        if (key != NULL && strcmp(key, answer) == 0)
            break;
    }
    return row;
}

// answered "restorable" by ops, 2 d 3 h ago
static void add_given(const struct checklist *list, const struct question *question,
                      struct text *out) {
    const struct purpose_list *answers = list->questions->answers;
    uint32_t row = find_answer(list, question->answer);
    if (row == list->store->spaces[answers->space->id].rows) {
        text_add(out, "not in the facts");
        return;
    }
    const char *answer = text_of(list, answers->parts[ANSWERS_ANSWER], row);
    const char *by = text_of(list, answers->parts[ANSWERS_BY], row);
    if (answer != NULL)
        text_addf(out, "answered \"%s\"", answer);
    else
        text_add(out, "declared");
    text_addf(out, "%s%s", by != NULL ? " by " : "", by != NULL ? by : "");
    add_age(list, answers->parts[ANSWERS_AT], row, out);
    text_add(out, question->given ? "; a rule fails with it" : "; a part of it is missing");
}

static const char *state_of(const struct checklist *list, const struct question *question) {
    struct text state = {0};
    if (question->answer != NULL)
        add_given(list, question, &state);
    else
        text_add(&state,
                 question->planned ? "a rule fails, which another plan may mend" : question->words);
    const char *text = text_copy(&state, list->questions->arena);
    text_clear(&state);
    return text;
}

// ---- grouping ----

// Whether two paths are alike but for their keys.
static bool is_alike(const struct fact_path *a, const struct fact_path *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (fact_step_is_index(&a->steps[i]) != fact_step_is_index(&b->steps[i]) ||
            (!fact_step_is_index(&a->steps[i]) &&
             fact_step_compare(&a->steps[i], &b->steps[i]) != 0))
            return false;
    return a->count > 0;
}

static bool ask_alike(const struct question *a, const struct question *b) {
    if (a->rule_count != b->rule_count || a->needs_answer != b->needs_answer ||
        !is_alike(&a->path, &b->path))
        return false;
    for (size_t i = 0; i < a->rule_count; i++)
        if (a->rules[i].finding != b->rules[i].finding)
            return false;
    return true;
}

static bool belongs(const struct question_group *group, const struct question_group *one) {
    if (group->how != one->how || strcmp(group->state, one->state) != 0)
        return false;
    if (group->how == HOW_COLLECT)
        return strcmp(group->root, one->root) == 0;
    return ask_alike(group->questions[0], one->questions[0]);
}

static struct question_group *find(struct question_groups *groups,
                                   const struct question_group *one) {
    for (size_t i = 0; i < groups->count; i++)
        if (belongs(&groups->items[i], one))
            return &groups->items[i];
    return NULL;
}

static void add_rule(struct arena *arena, struct question_group *group,
                     const struct question_rule *rule) {
    for (size_t i = 0; i < group->rule_count; i++)
        if (group->rules[i].finding == rule->finding)
            return;
    ARENA_PUSH(arena, group->rules, group->rule_count, group->rule_room) = *rule;
}

static void add(const struct checklist *list, struct question_groups *groups,
                const struct question *question) {
    struct arena *arena = list->questions->arena;
    struct question_group one = {
        .state = state_of(list, question), .questions = &question, .count = 1};
    one.how = checklist_how(list, question, &one.root);
    struct question_group *group = find(groups, &one);
    if (group == NULL) {
        one.questions = NULL;
        one.count = 0;
        group = &ARENA_PUSH(arena, groups->items, groups->count, groups->room);
        *group = one;
    }
    ARENA_PUSH(arena, group->questions, group->count, group->room) = question;
    for (size_t i = 0; i < question->rule_count; i++)
        add_rule(arena, group, &question->rules[i]);
}

struct question_groups checklist_groups(const struct checklist *list) {
    struct question_groups groups = {0};
    for (size_t i = 0; i < list->questions->count; i++)
        add(list, &groups, &list->questions->items[i]);
    return groups;
}

// ---- what a group is about ----

static void add_pattern(const struct fact_path *path, struct text *out) {
    for (size_t i = 0; i < path->count; i++)
        if (fact_step_is_index(&path->steps[i]))
            text_add(out, "[*]");
        else
            text_addf(out, "%s%s", i == 0 ? "" : ".", path->steps[i].text);
}

// How many of the group are alike to the one at i; 0 where an earlier one was counted with it.
static size_t count_alike(const struct question_group *group, size_t i) {
    const struct fact_path *path = &group->questions[i]->path;
    size_t count = 1;
    for (size_t k = 0; k < i; k++)
        if (is_alike(&group->questions[k]->path, path))
            return 0;
    for (size_t k = i + 1; k < group->count; k++)
        count += is_alike(&group->questions[k]->path, path);
    return count;
}

static void add_code(const struct checklist *list, struct text *out, const char *code) {
    if (list->markdown)
        text_add_markdown_code(out, code);
    else
        text_add(out, code);
}

// One of them, or all that are alike.
static void add_alike(const struct checklist *list, const struct question *question, size_t count,
                      struct text *out) {
    struct text code = {0};
    if (count > 1)
        add_pattern(&question->path, &code);
    else
        text_add(&code, question->fact);
    add_code(list, out, text_data(&code));
    if (count > 1)
        text_addf(out, " (%zu)", count);
    text_clear(&code);
}

static void add_answers(const struct checklist *list, const struct question_group *group,
                        struct text *out) {
    for (size_t i = 0; i < group->count && i < CHECKLIST_SHOWN; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_code(list, out, group->questions[i]->answer);
    }
    if (group->count > CHECKLIST_SHOWN)
        text_addf(out, " and %zu more", group->count - CHECKLIST_SHOWN);
}

void checklist_add_subject(const struct checklist *list, const struct question_group *group,
                           struct text *out) {
    if (group->how == HOW_ATTEST) {
        add_answers(list, group, out);
        return;
    }
    for (size_t i = 0, added = 0; i < group->count; i++) {
        size_t count = count_alike(group, i);
        if (count == 0)
            continue;
        text_add(out, added++ > 0 ? ", " : "");
        add_alike(list, group->questions[i], count, out);
    }
}
