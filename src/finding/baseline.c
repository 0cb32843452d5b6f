// Baselines in a run: which entries excuse something, and which are needed no more.
#include "finding/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "eval/evaluate.h"
#include "finding/evidence.h"
#include "finding/subject_key.h"

const char *baseline_state_text(enum baseline_state state) {
    static const char *const texts[] = {"not_evaluated", "excuses", "waived", "worse",
                                        "not_excused",   "mended",  "gone"};
    return texts[state];
}

// ---- the items of rules ----

static size_t count_items(const struct baseline_rule *rule) {
    size_t count = rule->whole;
    for (size_t i = 0; i < rule->requirement_count; i++)
        count += rule->requirements[i].count;
    return count;
}

static struct baseline_item *add_items(struct baseline_item *to, const struct baseline_rule *rule) {
    if (rule->whole)
        *to++ = (struct baseline_item){.rule = rule};
    for (size_t i = 0; i < rule->requirement_count; i++) {
        const struct baseline_requirement *requirement = &rule->requirements[i];
        for (size_t e = 0; e < requirement->count; e++)
            *to++ =
                (struct baseline_item){rule, requirement, &requirement->entries[e], BASELINE_APART};
    }
    return to;
}

void baseline_begin(struct findings *findings, const struct baseline *given, struct arena *arena) {
    if (given == NULL)
        return;
    struct baseline_finding *made = ARENA_NEW(arena, struct baseline_finding);
    made->given = given;
    made->starts = ARENA_ARRAY(arena, size_t, given->rule_count);
    made->seen = ARENA_ARRAY(arena, bool, given->rule_count);
    for (size_t i = 0; i < given->rule_count; i++) {
        made->starts[i] = made->count;
        made->count += count_items(&given->rules[i]);
    }
    struct baseline_item *to = made->items = ARENA_ARRAY(arena, struct baseline_item, made->count);
    for (size_t i = 0; i < given->rule_count; i++)
        to = add_items(to, &given->rules[i]);
    findings->baseline = made;
}

static int compare_rules(const void *left, const void *right) {
    const struct baseline_rule *a = left, *b = right;
    int compared = strcmp(a->id, b->id);
    return compared != 0 ? compared : strcmp(a->root, b->root);
}

static const struct baseline_rule *find_rule(const struct baseline_finding *finding,
                                             const struct policy *policy, const struct rule *rule) {
    if (finding == NULL || finding->given->rule_count == 0)
        return NULL;
    const struct baseline *given = finding->given;
    struct text id = {0};
    text_addf(&id, "%s/%s", policy->name, rule->name);
    const struct baseline_rule wanted = {.id = text_data(&id), .root = policy->root};
    const struct baseline_rule *found =
        bsearch(&wanted, given->rules, given->rule_count, sizeof *given->rules, compare_rules);
    text_clear(&id);
    return found;
}

static struct rule_baseline make_of(struct baseline_finding *finding,
                                    const struct baseline_rule *found, const struct rule *rule) {
    size_t index = (size_t)(found - finding->given->rules);
    return (struct rule_baseline){finding, found, finding->items + finding->starts[index],
                                  rule->mandatory.end == 0};
}

const struct rule_baseline *baseline_of_rule(const struct findings *findings,
                                             const struct policy *policy, const struct rule *rule,
                                             struct arena *arena) {
    struct baseline_finding *finding = findings->baseline;
    const struct baseline_rule *found = find_rule(finding, policy, rule);
    if (found == NULL)
        return NULL;
    struct rule_baseline *of = ARENA_NEW(arena, struct rule_baseline);
    finding->seen[found - finding->given->rules] = true;
    *of = make_of(finding, found, rule);
    return of;
}

static void find_requirement(struct baseline_part *part, const char *text) {
    struct baseline_item *items = part->of->items + part->of->rule->whole;
    for (size_t i = 0; i < part->of->rule->requirement_count; i++) {
        const struct baseline_requirement *at = &part->of->rule->requirements[i];
        if (strcmp(at->text, text) == 0) {
            part->requirement = at;
            part->items = items;
        }
        items += at->count;
    }
}

struct baseline_part baseline_part(struct rule_state *rule, struct requirement_state *state) {
    struct baseline_part part = {.rule = rule, .state = state, .of = rule->baseline};
    if (part.of == NULL)
        return part;
    find_requirement(&part, state->requirement->text);
    position_list_sort(&state->open, rule->arena, &state->loops);
    return part;
}

// ---- the rule as a whole ----

static bool was_missing(const struct baseline_rule *rule, const char *fact) {
    for (size_t i = 0; i < rule->missing_count; i++)
        if (strcmp(rule->missing[i], fact) == 0)
            return true;
    return false;
}

// What is not listed may be anything.
bool baseline_excuses_whole(const struct rule_baseline *baseline,
                            const struct missing_list *missing) {
    if (baseline == NULL || !baseline->rule->whole)
        return false;
    bool excused = baseline->excuses && missing->count > 0 && !missing->bounded &&
                   missing->count == missing->distinct;
    for (size_t i = 0; i < missing->count && excused; i++)
        excused = was_missing(baseline->rule, missing->facts[i].fact);
    baseline->items->state = excused ? BASELINE_EXCUSES : BASELINE_REFUSED;
    return excused;
}

// ---- subjects ----

static int compare_keys(const void *left, const void *right) {
    const struct baseline_entry *a = left, *b = right;
    return strcmp(a->key, b->key);
}

// The item of a subject, or NULL. A place that stands for a key that is unknown may be that of
// another; reports show it in other words than a key.
static struct baseline_item *item_of(const struct baseline_part *part,
                                     const struct found_subject *subject) {
    if (part->requirement == NULL || part->requirement->count == 0 || subject->nameless)
        return NULL;
    struct text key = {0};
    subject_key_of(&key, subject);
    const struct baseline_entry wanted = {.key = text_data(&key)};
    const struct baseline_entry *found = bsearch(
        &wanted, part->requirement->entries, part->requirement->count, sizeof wanted, compare_keys);
    text_clear(&key);
    return found == NULL || strcmp(found->text, subject->text) != 0
               ? NULL
               : &part->items[found - part->requirement->entries];
}

const struct baseline_item *baseline_find(const struct findings *findings,
                                          const struct rule_finding *rule,
                                          const struct requirement_finding *requirement,
                                          const struct found_subject *subject) {
    const struct baseline_rule *found = find_rule(findings->baseline, rule->policy, rule->rule);
    if (found == NULL)
        return NULL;
    struct rule_baseline of = make_of(findings->baseline, found, rule->rule);
    struct baseline_part part = {.of = &of};
    find_requirement(&part, requirement->requirement->text);
    return item_of(&part, subject);
}

bool baseline_has_rule(const struct findings *findings, const struct rule_finding *rule) {
    return find_rule(findings->baseline, rule->policy, rule->rule) != NULL;
}

static bool is_of_type(const struct margin *margin, const char *type) {
    struct text shown = {0};
    type_show(&shown, &margin->type);
    bool same = strcmp(text_data(&shown), type) == 0;
    text_clear(&shown);
    return same;
}

// What cannot be compared may be worse.
static bool is_worse(const struct baseline_part *part, const uint32_t *at,
                     const struct baseline_entry *entry) {
    struct margin margin = evidence_margin_at(part->rule, part->state, at);
    if (!margin.present || !entry->measured)
        return part->state->has_margin || entry->measured;
    return decimal_compare(margin.value, entry->margin) < 0 || !is_of_type(&margin, entry->type);
}

// Notes the state of what excuses, or of why it does not; that counts which was noted first.
static bool settle(const struct baseline_part *part, struct baseline_item *item,
                   enum baseline_state state) {
    if (!part->of->excuses)
        state = BASELINE_REFUSED;
    if (item->state != BASELINE_EXCUSES)
        item->state = state;
    return state == BASELINE_EXCUSES;
}

bool baseline_excuses_failed(const struct baseline_part *part, const uint32_t *at,
                             const struct found_subject *subject) {
    struct baseline_item *item = item_of(part, subject);
    if (item == NULL)
        return false;
    if (!item->entry->failed)
        return settle(part, item, BASELINE_REFUSED);
    bool worse = part->of->finding->given->strict && is_worse(part, at, item->entry);
    return settle(part, item, worse ? BASELINE_WORSE : BASELINE_EXCUSES);
}

// The margin of what is unknown cannot be compared.
static enum baseline_state state_unknown(const struct baseline_part *part,
                                         const struct baseline_item *item) {
    bool strict = part->of->finding->given->strict;
    return item->entry->failed && strict && item->entry->measured ? BASELINE_WORSE
                                                                  : BASELINE_EXCUSES;
}

// The first of the elements that are unknown in a subject of the rule.
static size_t first_open(const struct baseline_part *part, const uint32_t *at) {
    const struct position_list *open = &part->state->open;
    size_t width = subject_width(&part->state->loops), low = 0, high = open->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool less = positions_compare(&part->rule->loops, open->at + middle * width, at) < 0;
        *(less ? &low : &high) = less ? middle + 1 : middle;
    }
    return low;
}

static bool has_all(const struct subject_loops *loops, const uint32_t *at) {
    for (uint32_t i = 0; i < loops->count; i++)
        if (at[i] == POSITION_NONE)
            return false;
    return true;
}

// The item of an element, or NULL; that of a list that is absent has none.
static struct baseline_item *item_at(const struct baseline_part *part, const uint32_t *at) {
    const struct subject_loops *loops = &part->state->loops;
    if (!has_all(loops, at))
        return NULL;
    struct arena *working = arena_new();
    struct baseline_item *item = item_of(part, evidence_subject_in(part->rule, loops, at, working));
    arena_free(working);
    return item;
}

// Whether each element that is unknown in a subject failed then; noted for all of them.
static bool excuses_elements(const struct baseline_part *part, const uint32_t *at) {
    const struct position_list *open = &part->state->open;
    size_t width = subject_width(&part->state->loops), first = first_open(part, at), end = first;
    enum baseline_state all = BASELINE_EXCUSES;
    for (; end < open->count &&
           positions_compare(&part->rule->loops, open->at + end * width, at) == 0;
         end++) {
        const struct baseline_item *item = item_at(part, open->at + end * width);
        enum baseline_state state = item != NULL ? state_unknown(part, item) : BASELINE_REFUSED;
        all = state != BASELINE_EXCUSES ? state : all;
    }
    for (size_t i = first; i < end; i++) {
        struct baseline_item *item = item_at(part, open->at + i * width);
        if (item != NULL)
            settle(part, item, all);
    }
    return all == BASELINE_EXCUSES && end > first && part->of->excuses;
}

bool baseline_excuses_unknown(const struct baseline_part *part, const uint32_t *at,
                              const struct found_subject *subject) {
    struct baseline_item *item = item_of(part, subject);
    if (item != NULL)
        return settle(part, item, state_unknown(part, item));
    return part->requirement != NULL && part->state->own_count > 0 && excuses_elements(part, at);
}

void baseline_note_waived(const struct baseline_part *part, const struct found_subject *subject) {
    struct baseline_item *item = item_of(part, subject);
    if (item != NULL)
        item->state = BASELINE_WAIVED;
}

// ---- what is needed no more ----

// Keys in their order.
struct keys {
    struct arena *arena;
    const char **items;
    size_t count, room;
};

static void add_key(struct keys *keys, const struct baseline_part *part,
                    const struct subject_loops *loops, const uint32_t *at) {
    struct arena *working = arena_new();
    struct text key = {0};
    subject_key_of(&key, evidence_subject_in(part->rule, loops, at, working));
    ARENA_PUSH(keys->arena, keys->items, keys->count, keys->room) = text_copy(&key, keys->arena);
    text_clear(&key);
    arena_free(working);
}

static void add_keys(struct keys *keys, const struct baseline_part *part,
                     const struct subject_loops *loops, const struct position_list *list,
                     uint64_t count) {
    size_t width = subject_width(loops);
    for (uint64_t i = 0; i < count; i++)
        add_key(keys, part, loops, list->at + i * width);
}

// Elements that are unknown; where their list is absent, the subject whose list it is.
static void add_open(struct keys *keys, const struct baseline_part *part) {
    const struct subject_loops *loops = &part->state->loops;
    size_t width = subject_width(loops);
    for (size_t i = 0; i < part->state->open.count; i++) {
        const uint32_t *at = part->state->open.at + i * width;
        const struct subject_loops *of = has_all(loops, at) ? loops : &part->rule->loops;
        add_key(keys, part, of, at);
    }
}

static int compare_texts(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

// What of a requirement is not mended: what fails or is unknown, its elements apart from its
// subjects, and what fails and is not excused.
struct open_keys {
    struct keys elements, subjects, failing;
};

static struct open_keys open_keys(const struct baseline_part *part,
                                  const struct requirement_finding *finding, struct arena *arena) {
    const struct requirement_state *state = part->state;
    struct open_keys open = {{.arena = arena}, {.arena = arena}, {.arena = arena}};
    const struct subject_loops *loops = &part->rule->loops;
    add_keys(&open.elements, part, &state->loops, &state->failed, state->failed.count);
    add_open(&open.elements, part);
    add_keys(&open.subjects, part, loops, &state->unknown, state->unknown.count);
    add_keys(&open.subjects, part, loops, &state->both, state->both.count);
    add_keys(&open.failing, part, &state->loops, &state->failed,
             excused_not(state->failed.count, &finding->failed_excused));
    sort_array(open.elements.items, open.elements.count, sizeof(char *), compare_texts);
    sort_array(open.subjects.items, open.subjects.count, sizeof(char *), compare_texts);
    sort_array(open.failing.items, open.failing.count, sizeof(char *), compare_texts);
    return open;
}

// A subject that was unknown, and of which an element fails now, is not mended.
static bool is_open(const struct open_keys *open, const char *key) {
    return subject_key_outer(open->elements.items, open->elements.count, sizeof(char *), key) ||
           subject_key_same(open->subjects.items, open->subjects.count, sizeof(char *), key) ||
           subject_key_inner(open->failing.items, open->failing.count, sizeof(char *), key);
}

static bool any_is_apart(const struct baseline_part *part) {
    for (size_t i = 0; i < part->requirement->count; i++)
        if (part->items[i].state == BASELINE_APART)
            return true;
    return false;
}

void baseline_end_part(const struct baseline_part *part,
                       const struct requirement_finding *finding) {
    if (part->requirement == NULL || part->rule->lists_unknown || !any_is_apart(part))
        return;
    struct arena *arena = arena_new();
    struct open_keys open = open_keys(part, finding, arena);
    for (size_t i = 0; i < part->requirement->count; i++) {
        struct baseline_item *item = &part->items[i];
        if (item->state == BASELINE_APART)
            item->state = is_open(&open, item->entry->key) ? BASELINE_REFUSED : BASELINE_MENDED;
    }
    arena_free(arena);
}

static bool has_requirement(const struct rule *rule, const char *text) {
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        if (strcmp(rule->requirements[i].text, text) == 0)
            return true;
    return false;
}

void baseline_end_rule(const struct rule_state *state) {
    const struct rule_baseline *of = state->baseline;
    if (of == NULL)
        return;
    bool unknown = state->when == TRUTH_UNKNOWN || state->lists_unknown;
    struct baseline_item *item = of->items;
    if (of->rule->whole && !unknown)
        item->state = BASELINE_MENDED;
    item += of->rule->whole;
    for (size_t i = 0; i < of->rule->requirement_count; i++) {
        const struct baseline_requirement *requirement = &of->rule->requirements[i];
        bool gone = !has_requirement(state->rule, requirement->text);
        for (size_t e = 0; e < requirement->count; e++, item++)
            item->state = gone ? BASELINE_GONE : item->state;
    }
}

// Notes which rules of the baseline the policies of the run have.
static void note_rules(const struct baseline_finding *finding, const struct program *program,
                       bool *has) {
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++) {
            const struct baseline_rule *found = find_rule(finding, policy, &policy->rules[r]);
            if (found != NULL)
                has[found - finding->given->rules] = true;
        }
    }
}

// Whether a policy of the run would have the rule.
static bool has_policy(const struct program *program, const struct baseline_rule *rule) {
    const char *slash = strrchr(rule->id, '/');
    for (uint32_t p = 0; slash != NULL && p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        size_t size = strlen(policy->name);
        if (size == (size_t)(slash - rule->id) && strncmp(policy->name, rule->id, size) == 0 &&
            strcmp(policy->root, rule->root) == 0)
            return true;
    }
    return false;
}

void baseline_end(struct findings *findings, const struct program *program) {
    struct baseline_finding *finding = findings->baseline;
    if (finding == NULL)
        return;
    const struct baseline *given = finding->given;
    struct arena *arena = arena_new();
    bool *has = ARENA_ARRAY(arena, bool, given->rule_count);
    note_rules(finding, program, has);
    for (size_t i = 0; i < given->rule_count; i++) {
        bool gone = !finding->seen[i] && !has[i] && has_policy(program, &given->rules[i]);
        size_t count = count_items(&given->rules[i]);
        for (size_t e = 0; e < count && gone; e++)
            finding->items[finding->starts[i] + e].state = BASELINE_GONE;
    }
    for (size_t i = 0; i < finding->count; i++)
        finding->counts[finding->items[i].state]++;
    arena_free(arena);
}
