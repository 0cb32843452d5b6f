// Elements of the root's lists: which of them a rule fails, cannot decide or excuses.
#include "finding/elements.h"

#include <string.h>

#include "eval/locate.h"
#include "facts/rows.h"
#include "finding/excused.h"
#include "finding/rule.h"

// One rule on its way into the lists.
struct tally {
    struct findings *findings;
    struct rule_state *state;
    struct arena *arena; // of the findings
};

// ---- lists ----

// A key that is no text.
static struct fact_step value_step(const struct store *store, const struct column *column,
                                   uint32_t row, struct arena *arena) {
    struct text shown = {0};
    struct fact_path key = {0};
    rows_show_cell(&shown, store, column->def, column_cell(column, row));
    fact_path_add_value(&key, arena, text_copy(&shown, arena));
    text_clear(&shown);
    return key.steps[0];
}

// Of an element of a list of the root.
static struct fact_step key_at(const struct store *store, const struct space_def *space,
                               uint32_t row, struct arena *arena) {
    const struct column *column = space->key != NULL ? store_column(store, space->key) : NULL;
    if (column == NULL || !column_known(column, row))
        return (struct fact_step){FACT_STEP_POSITION, NULL, row};
    if (!type_is_textual(&space->key->type))
        return value_step(store, column, row, arena);
    const char *text = intern_text(store->dictionary, column_text(column, row));
    return (struct fact_step){FACT_STEP_KEY, text, 0};
}

struct fact_step elements_key(const struct element_list *list, uint32_t row, struct arena *arena) {
    return key_at(list->store, list->space, row, arena);
}

// Both lists are in the order of their keys, and this one has some of the other's elements.
static const uint32_t *rows_by_key(struct run *run, const struct element_list *list,
                                   struct arena *arena) {
    const struct space_def *other = list->space->fallback;
    uint32_t count = list->store->spaces[other->id].rows, row = 0;
    if (count == list->rows)
        return NULL;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(run->arena);
        struct fact_step key = key_at(list->store, other, i, run->arena), own;
        bool same = row < list->rows;
        if (same)
            own = elements_key(list, row, run->arena);
        same = same && fact_step_compare(&key, &own) == 0;
        rows[i] = same ? row : POSITION_NONE;
        row += same;
        arena_rewind(run->arena, mark);
    }
    return rows;
}

static void add_list(struct tally *tally, const struct space_def *space) {
    struct findings *findings = tally->findings;
    struct run *run = tally->state->run;
    const struct space *rows = &run->store->spaces[space->id];
    struct element_list list = {.path = space->path,
                                .description = space->field->description,
                                .present = bit_get(rows->present, 0),
                                .rows = rows->rows,
                                .store = run->store,
                                .space = space};
    if (rows->stands_in) {
        list.stands_for = space->fallback->path;
        list.rows_of_other = rows_by_key(run, &list, tally->arena);
    }
    ARENA_PUSH(tally->arena, findings->lists, findings->list_count, findings->list_room) = list;
}

static bool has_list(const struct findings *findings, const struct space_def *space) {
    for (uint32_t i = 0; i < findings->list_count; i++)
        if (findings->lists[i].space == space)
            return true;
    return false;
}

// Whether what is found by looping over a space is of a list.
static bool is_of(const struct element_list *list, const struct space_def *space) {
    return list->space == space || (list->stands_for != NULL && list->space->fallback == space);
}

// A list that another stands in for as a whole is no list of its own.
static void need_lists(struct tally *tally, const struct space_def *space) {
    const struct store *store = tally->state->run->store;
    const struct space_def *root = store->model->spaces[0];
    bool whole = false;
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *other = root->children[i];
        if (other->fallback != space || !store->spaces[other->id].stands_in)
            continue;
        whole |= store->spaces[other->id].rows == store->spaces[space->id].rows;
        if (!has_list(tally->findings, other))
            add_list(tally, other);
    }
    if (!whole && !has_list(tally->findings, space))
        add_list(tally, space);
}

// What is found before any element is looked at.
static enum verdict verdict_of_all(const struct rule_state *rule) {
    if (rule->when == TRUTH_UNKNOWN)
        return rule->whole;
    return rule->when == TRUTH_FALSE ? VERDICT_SKIP : VERDICT_PASS;
}

// The entry of the rule in a list; made where it has none.
static struct element_rule *entry_of(struct tally *tally, struct element_list *list) {
    uint32_t index = tally->findings->rule_count - 1;
    struct element_rule entry = {.rule = index, .rest = verdict_of_all(tally->state)};
    if (list->rule_count == 0 || list->rules[list->rule_count - 1].rule != index)
        ARENA_PUSH(tally->arena, list->rules, list->rule_count, list->rule_room) = entry;
    return &list->rules[list->rule_count - 1];
}

// ---- loops ----

// The list of the root that a loop's elements are of, or lie in; NULL for computed values.
static const struct space_def *root_of(const struct loop *loop) {
    const struct space_def *space = loop->space;
    if (space == NULL || space->parent == NULL)
        return NULL;
    while (space->parent->parent != NULL)
        space = space->parent;
    return space;
}

// Whether a loop goes through a list of the element of an earlier one, which then counts for both.
static bool is_within(const struct subject_loops *loops, uint32_t index) {
    const struct loop *loop = loops->loops[index];
    if (loop->space == NULL || loop->parent->kind != EXPR_SLOT)
        return false;
    for (uint32_t i = 0; i < index; i++)
        if (loops->loops[i]->slot == loop->parent->index && root_of(loops->loops[i]) != NULL)
            return true;
    return false;
}

static uint32_t outermost_row(const struct run *run, const struct space_def *space, uint32_t row) {
    for (; space->parent->parent != NULL; space = space->parent)
        row = locate_parent(run, space, row);
    return row;
}

// ---- what a rule comes to ----

static void set_bit(struct tally *tally, struct element_list *list, enum verdict verdict,
                    uint32_t row) {
    struct element_rule *entry = entry_of(tally, list);
    uint64_t **bits = &entry->bits[verdict];
    if (*bits == NULL)
        *bits = ARENA_ARRAY(tally->arena, uint64_t, list->rows / 64 + 1);
    bit_set(*bits, row);
}

static void mark_row(struct tally *tally, const struct space_def *space, uint32_t row,
                     enum verdict verdict) {
    for (uint32_t i = 0; i < tally->findings->list_count; i++) {
        struct element_list *list = &tally->findings->lists[i];
        if (!is_of(list, space))
            continue;
        bool other = list->space != space && list->rows_of_other != NULL;
        uint32_t own = other ? list->rows_of_other[row] : row;
        if (own != POSITION_NONE)
            set_bit(tally, list, verdict, own);
    }
}

static void mark_rest(struct tally *tally, const struct space_def *space, enum verdict verdict) {
    for (uint32_t i = 0; i < tally->findings->list_count; i++) {
        struct element_list *list = &tally->findings->lists[i];
        if (!is_of(list, space))
            continue;
        struct element_rule *entry = entry_of(tally, list);
        entry->rest = verdict_graver(entry->rest, verdict);
    }
}

// Where a loop has no element, any of its list may be concerned.
static void mark(struct tally *tally, const struct subject_loops *loops, const uint32_t *at,
                 enum verdict verdict) {
    for (uint32_t i = 0; i < loops->count; i++) {
        const struct space_def *root = root_of(loops->loops[i]);
        if (root == NULL || is_within(loops, i))
            continue;
        if (at[i] == POSITION_NONE)
            mark_rest(tally, root, verdict);
        else
            mark_row(tally, root, outermost_row(tally->state->run, loops->loops[i]->space, at[i]),
                     verdict);
    }
}

// Of positions that a list does not keep; only one of which nothing is excused leaves any out.
static void mark_left_out(struct tally *tally, const struct subject_loops *loops,
                          const struct position_list *list, enum verdict verdict) {
    const struct positions_left_out *out = list->left_out;
    for (uint32_t i = 0; out != NULL && i < loops->count; i++) {
        const struct space_def *root = root_of(loops->loops[i]);
        if (root == NULL || is_within(loops, i))
            continue;
        if (out->none[i])
            mark_rest(tally, root, verdict);
        for (uint32_t row = 0; row < out->words[i] * 64; row++)
            if (bit_get(out->elements[i], row))
                mark_row(tally, root, outermost_row(tally->state->run, loops->loops[i]->space, row),
                         verdict);
    }
}

// Those that are not excused, and those that are.
static void mark_all(struct tally *tally, const struct subject_loops *loops,
                     const struct position_list *list, const struct excused *excused,
                     enum verdict verdict) {
    size_t width = subject_width(loops);
    mark_left_out(tally, loops, list, verdict);
    for (size_t i = 0; i < list->count; i++)
        mark(tally, loops, list->at + i * width, excused_verdict(excused, list->count, i, verdict));
}

// An element is excused with the subject that it is looked at in.
static void mark_open(struct tally *tally, const struct requirement_state *state,
                      const struct excused *excused) {
    const struct subject_loops *subjects = &tally->state->loops;
    size_t width = subject_width(&state->loops);
    for (size_t i = 0; i < state->open.count; i++) {
        const uint32_t *at = state->open.at + i * width;
        enum verdict verdict = excused_at(&state->unknown, subjects, excused, at, VERDICT_UNKNOWN);
        mark(tally, &state->loops, at, verdict == VERDICT_PASS ? VERDICT_UNKNOWN : verdict);
    }
    mark_left_out(tally, &state->loops, &state->open, VERDICT_UNKNOWN);
}

static void mark_requirement(struct tally *tally, const struct requirement_state *state,
                             const struct requirement_finding *finding) {
    const struct subject_loops *loops = &tally->state->loops;
    mark_all(tally, &state->loops, &state->failed, &finding->failed_excused, VERDICT_FAIL);
    mark_all(tally, loops, &state->unknown, &finding->unknown_excused, VERDICT_UNKNOWN);
    mark_open(tally, state, &finding->unknown_excused);
}

// Where a list of the subjects is absent; requirements have further loops.
static void mark_absent(struct tally *tally, const struct subject_loops *loops) {
    const struct rule_state *rule = tally->state;
    size_t width = rule->loops.count;
    mark_left_out(tally, &rule->loops, &rule->absent, rule->whole);
    for (size_t i = 0; i < rule->absent.count; i++) {
        uint32_t at[SUBJECT_LOOPS];
        for (uint32_t l = 0; l < loops->count; l++)
            at[l] = l < width ? rule->absent.at[i * width + l] : POSITION_NONE;
        mark(tally, loops, at, rule->whole);
    }
}

// ---- a rule ----

static void join(struct tally *tally, const struct subject_loops *loops) {
    for (uint32_t i = 0; i < loops->count; i++) {
        const struct space_def *root = root_of(loops->loops[i]);
        if (root == NULL)
            continue;
        need_lists(tally, root);
        for (uint32_t l = 0; l < tally->findings->list_count; l++)
            if (is_of(&tally->findings->lists[l], root))
                entry_of(tally, &tally->findings->lists[l]);
    }
}

static bool speaks_of(const struct subject_loops *loops, const struct element_list *list) {
    for (uint32_t i = 0; i < loops->count; i++) {
        const struct space_def *root = root_of(loops->loops[i]);
        if (root != NULL && is_of(list, root))
            return true;
    }
    return false;
}

static bool is_in(const struct tally *tally, const struct element_list *list) {
    return list->rule_count > 0 &&
           list->rules[list->rule_count - 1].rule == tally->findings->rule_count - 1;
}

static void mark_whole(struct tally *tally, const struct subject_loops *loops,
                       enum verdict verdict) {
    for (uint32_t i = 0; i < tally->findings->list_count; i++) {
        struct element_list *list = &tally->findings->lists[i];
        if (!is_in(tally, list) || speaks_of(loops, list))
            continue;
        struct element_rule *entry = entry_of(tally, list);
        entry->whole = verdict_graver(entry->whole, verdict);
    }
}

// Takes from a bitmap, if there is one, what is in another.
static void take_away(uint64_t *bits, const uint64_t *others, uint32_t rows) {
    for (uint32_t w = 0; bits != NULL && others != NULL && w <= rows / 64; w++)
        bits[w] &= ~others[w];
}

// What the rest outranks needs no bit.
static void drop_below(struct element_rule *entry, enum verdict rest) {
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        if (verdicts_told[i] != rest && verdict_graver(verdicts_told[i], rest) == rest)
            entry->bits[verdicts_told[i]] = NULL;
}

static void settle(struct tally *tally) {
    for (uint32_t i = 0; i < tally->findings->list_count; i++) {
        struct element_list *list = &tally->findings->lists[i];
        if (!is_in(tally, list))
            continue;
        struct element_rule *entry = entry_of(tally, list);
        for (size_t less = 1; less < VERDICTS_TOLD; less++)
            for (size_t graver = 0; graver < less; graver++)
                take_away(entry->bits[verdicts_told[less]], entry->bits[verdicts_told[graver]],
                          list->rows);
        drop_below(entry, entry->rest);
    }
}

void elements_note(struct findings *findings, struct rule_state *state, struct arena *arena) {
    struct tally tally = {findings, state, arena};
    const struct rule_finding *finding = &findings->rules[findings->rule_count - 1];
    for (uint32_t i = 0; i < state->rule->requirement_count; i++)
        join(&tally, &state->requirements[i].loops);
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_state *requirement = &state->requirements[i];
        mark_requirement(&tally, requirement, &finding->requirements[i]);
        mark_absent(&tally, &requirement->loops);
        mark_whole(&tally, &requirement->loops, finding->requirements[i].verdict);
    }
    settle(&tally);
}

// ---- for who asks ----

const struct element_list *elements_find(const struct findings *findings, const char *path) {
    for (uint32_t i = 0; i < findings->list_count; i++)
        if (strcmp(findings->lists[i].path, path) == 0)
            return &findings->lists[i];
    for (uint32_t i = 0; i < findings->list_count; i++)
        if (findings->lists[i].stands_for != NULL &&
            strcmp(findings->lists[i].stands_for, path) == 0)
            return &findings->lists[i];
    return NULL;
}

enum verdict elements_beside(const struct findings *findings, const struct element_list *list,
                             uint32_t rule) {
    for (uint32_t i = 0; i < list->rule_count; i++)
        if (list->rules[i].rule == rule)
            return list->rules[i].whole;
    return findings->rules[rule].verdict;
}
