// Why questions are open, and which of them are one.
#include "cli/checklist.h"

#include <string.h>

#include "base/intern.h"
#include "base/numbered.h"
#include "facts/column.h"

// Groups in the making. What decides where a question belongs is told apart by number.
struct grouping {
    const struct checklist *list;
    struct question_groups *groups;
    struct intern *texts;           // states, roots and paths without keys
    struct numbered askers;         // rules in a row
    struct numbered kinds, members; // groups; rules of groups
    struct intern *keys;            // of answers in the facts,
    uint32_t *rows;                 // and the first row of each
};

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

static void index_answers(struct grouping *grouping) {
    const struct checklist *list = grouping->list;
    const struct space_def *space = list->questions->answers->space;
    uint32_t rows = space != NULL ? list->store->spaces[space->id].rows : 0;
    grouping->keys = intern_new(list->questions->arena);
    grouping->rows = ARENA_ARRAY(list->questions->arena, uint32_t, rows);
    for (uint32_t row = 0; row < rows; row++) {
        const char *key = text_of(list, space->key, row);
        uint32_t known = intern_count(grouping->keys);
        if (key != NULL && intern_add(grouping->keys, key, strlen(key)) == known)
            grouping->rows[known] = row;
    }
}

// answered "restorable" by ops, 2 d 3 h ago
static void add_given(const struct grouping *grouping, const struct question *question,
                      struct text *out) {
    const struct checklist *list = grouping->list;
    const struct purpose_list *answers = list->questions->answers;
    uint32_t key = intern_find(grouping->keys, question->answer, strlen(question->answer));
    if (key == INTERN_NONE) {
        text_add(out, "not in the facts");
        return;
    }
    uint32_t row = grouping->rows[key];
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

static uint32_t number_of_text(const struct grouping *grouping, const char *text) {
    return intern_add(grouping->texts, text, strlen(text));
}

// Why a question is open, as the number of a text.
static uint32_t state_of(const struct grouping *grouping, const struct question *question) {
    struct text state = {0};
    if (question->answer != NULL)
        add_given(grouping, question, &state);
    else
        text_add(&state,
                 question->planned ? "a rule fails, which another plan may mend" : question->words);
    uint32_t number = number_of_text(grouping, text_data(&state));
    text_clear(&state);
    return number;
}

// ---- grouping ----

static void add_pattern(const struct fact_path *path, struct text *out) {
    for (size_t i = 0; i < path->count; i++)
        if (fact_step_is_index(&path->steps[i]))
            text_add(out, "[*]");
        else
            text_addf(out, "%s%s", i == 0 ? "" : ".", path->steps[i].text);
}

// Paths that are alike but for their keys have one.
static uint32_t pattern_of(struct intern *texts, const struct fact_path *path) {
    struct text pattern = {0};
    add_pattern(path, &pattern);
    uint32_t number = intern_add(texts, text_data(&pattern), pattern.size);
    text_clear(&pattern);
    return number;
}

// The rules of a question, from the first on: each has a number for what came before it.
static uint64_t askers_of(struct grouping *grouping, const struct question *question) {
    uint64_t before = 0;
    for (size_t i = 0; i < question->rule_count; i++) {
        struct number_key key = {{before, key_pointer(question->rules[i].finding)}};
        before = 1 + (uint64_t)numbered_add(&grouping->askers, key);
    }
    return before;
}

// Where a question belongs. What has no path is alike to nothing else.
static struct number_key kind_of(struct grouping *grouping, const struct question *question,
                                 const struct question_group *one, uint32_t state) {
    uint64_t how = (uint64_t)one->how << 1 | question->needs_answer;
    if (one->how == HOW_COLLECT)
        return (struct number_key){{one->how << 1, state, number_of_text(grouping, one->root)}};
    if (question->path.count == 0)
        return (struct number_key){{how, key_pointer(question)}};
    return (struct number_key){
        {how, state, pattern_of(grouping->texts, &question->path), askers_of(grouping, question)}};
}

static void add_rule(struct grouping *grouping, uint32_t number, const struct question_rule *rule) {
    struct question_group *group = &grouping->groups->items[number];
    struct number_key key = {{number, key_pointer(rule->finding)}};
    if (numbered_is_new(&grouping->members, key))
        ARENA_PUSH(grouping->members.arena, group->rules, group->rule_count, group->rule_room) =
            *rule;
}

static void add(struct grouping *grouping, const struct question *question) {
    struct arena *arena = grouping->list->questions->arena;
    struct question_groups *groups = grouping->groups;
    uint32_t state = state_of(grouping, question);
    struct question_group one = {.state = intern_text(grouping->texts, state)};
    one.how = checklist_how(grouping->list, question, &one.root);
    uint32_t number = numbered_add(&grouping->kinds, kind_of(grouping, question, &one, state));
    if (number == groups->count)
        ARENA_PUSH(arena, groups->items, groups->count, groups->room) = one;
    struct question_group *group = &groups->items[number];
    ARENA_PUSH(arena, group->questions, group->count, group->room) = question;
    for (size_t i = 0; i < question->rule_count; i++)
        add_rule(grouping, number, &question->rules[i]);
}

struct question_groups checklist_groups(const struct checklist *list) {
    struct question_groups groups = {0};
    struct arena *arena = list->questions->arena;
    struct grouping grouping = {
        .list = list,
        .groups = &groups,
        .texts = intern_new(arena),
        .askers = {.arena = arena},
        .kinds = {.arena = arena},
        .members = {.arena = arena},
    };
    index_answers(&grouping);
    for (size_t i = 0; i < list->questions->count; i++)
        add(&grouping, &list->questions->items[i]);
    return groups;
}

// ---- what a group is about ----

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

// Those of a group that are alike, by the numbers of their paths without keys.
struct alike {
    const struct question *first;
    size_t count;
};

static void add_all(const struct checklist *list, const struct question_group *group,
                    struct text *out) {
    struct arena *arena = list->questions->arena;
    struct arena_mark mark = arena_mark(arena);
    struct intern *patterns = intern_new(arena);
    struct alike *alike = ARENA_ARRAY(arena, struct alike, group->count);
    for (size_t i = 0; i < group->count; i++) {
        struct alike *own = &alike[pattern_of(patterns, &group->questions[i]->path)];
        if (own->count++ == 0)
            own->first = group->questions[i];
    }
    for (uint32_t i = 0; i < intern_count(patterns); i++) {
        text_add(out, i > 0 ? ", " : "");
        add_alike(list, alike[i].first, alike[i].count, out);
    }
    arena_rewind(arena, mark);
}

void checklist_add_subject(const struct checklist *list, const struct question_group *group,
                           struct text *out) {
    if (group->how == HOW_ATTEST)
        add_answers(list, group, out);
    else
        add_all(list, group, out);
}
