// Whether what a waiver names is among the facts.
#include <string.h>

#include "eval/locate.h"
#include "eval/lookup.h"
#include "facts/column.h"
#include "finding/waiver.h"

// What an element costs whose key is written out to be compared.
enum { ELEMENT_STEPS = 100 };

// The search for what a waiver names among the facts.
struct hunt {
    struct run *run;
    const struct waiver *waiver;
    struct arena *arena;
    bool twice; // a key of the path is that of two elements of a list
};

// The list that the next names of the path lead to, or NULL; *step goes on behind them.
static const struct space_def *list_at(const struct hunt *hunt, const struct space_def *space,
                                       size_t *step) {
    const struct fact_path *path = &hunt->waiver->subject;
    for (uint32_t i = 0; i < space->child_count; i++) {
        const char *member = space->children[i]->member;
        size_t at = *step;
        for (bool fits = true; fits && at < path->count && !fact_step_is_index(&path->steps[at]);) {
            size_t size = strlen(path->steps[at].text);
            fits = strncmp(member, path->steps[at].text, size) == 0 &&
                   (member[size] == '.' || member[size] == '\0');
            at += fits;
            if (fits && member[size] == '\0') {
                *step = at;
                return space->children[i];
            }
            member += fits ? size + 1 : 0;
        }
    }
    return NULL;
}

static bool is_element(const struct hunt *hunt, const struct space_def *space, uint32_t row,
                       const struct fact_step *step) {
    if (space->key == NULL)
        return locate_place(hunt->run, space, row) == step->position;
    struct vector key = locate_key(hunt->run, space, row, hunt->arena);
    if (!bit_get(key.valid, 0))
        return false;
    struct fact_path path = {0};
    locate_add_key(&path, hunt->run, &space->key->type, &key, 0, hunt->arena);
    return fact_step_compare(&path.steps[0], step) == 0;
}

static bool is_like(const struct hunt *hunt, const struct space_def *space, uint32_t row) {
    uint32_t id = column_text(store_column(hunt->run->store, space->key), row);
    if (id == INTERN_NONE)
        return false;
    const char *text = run_text(hunt->run, id);
    return pattern_match(hunt->waiver->like, hunt->run->scratch, text, strlen(text)) == 1;
}

static bool leads(struct hunt *hunt, const struct space_def *space, uint32_t first, uint32_t last,
                  size_t step);

// Whether the rest leads anywhere from the rows that an index names of the lists of those parents.
static bool leads_by_index(struct hunt *hunt, const struct space_def *list, uint32_t first,
                           uint32_t last, size_t step) {
    const struct space *rows = &hunt->run->store->spaces[list->id];
    const struct fact_step *index = &hunt->waiver->subject.steps[step];
    bool by_text =
        index->kind == FACT_STEP_KEY && list->key != NULL && type_is_textual(&list->key->type);
    uint32_t text = 0, row;
    if (by_text)
        text = run_text_id(hunt->run, index->text, strlen(index->text));
    bool any = false;
    for (uint32_t parent = first; parent < last; parent++) {
        uint32_t found = 2, named = 0; // elements with one key are looked at one by one
        if (by_text)
            found = lookup_text(hunt->run, list, parent, text, &row);
        if (found == 1)
            any |= leads(hunt, list, row, row + 1, step + 1);
        for (row = rows->offsets[parent]; found == 2 && row < rows->offsets[parent + 1]; row++) {
            if (!run_step(hunt->run, ELEMENT_STEPS))
                return any;
            if (!is_element(hunt, list, row, index))
                continue;
            named++;
            any |= leads(hunt, list, row, row + 1, step + 1);
        }
        hunt->twice |= named > 1;
    }
    return any;
}

// Whether the rest of the path leads anywhere from rows of a space. The recursion is as deep as the
// path has lists.
static bool leads(struct hunt *hunt, const struct space_def *space, uint32_t first, uint32_t last,
                  size_t step) {
    const struct fact_path *path = &hunt->waiver->subject;
    const struct space_def *list = list_at(hunt, space, &step);
    if (list == NULL)
        return first < last;
    const struct space *rows = &hunt->run->store->spaces[list->id];
    uint32_t from = rows->offsets[first], to = rows->offsets[last];
    if (step == path->count && hunt->waiver->like == NULL)
        return from < to;
    if (step < path->count && fact_step_is_index(&path->steps[step]))
        return leads_by_index(hunt, list, first, last, step);
    if (step < path->count)
        return leads(hunt, list, from, to, step);
    while (from < to && !is_like(hunt, list, from))
        from++;
    return from < to;
}

static bool hunt_for(struct hunt *hunt) {
    hunt->arena = arena_new();
    bool there = leads(hunt, hunt->run->store->model->spaces[0], 0, 1, 0);
    arena_free(hunt->arena);
    return there;
}

bool waiver_leads(struct run *run, const struct waiver *waiver) {
    return waiver->subject.count == 0 || hunt_for(&(struct hunt){.run = run, .waiver = waiver});
}

// Whether a list that the path goes through has elements with the same key.
static bool has_doubled_keys(const struct hunt *hunt) {
    const struct fact_path *path = &hunt->waiver->subject;
    const struct space_def *list = hunt->run->store->model->spaces[0];
    for (size_t step = 0; (list = list_at(hunt, list, &step)) != NULL;) {
        if (hunt->run->store->spaces[list->id].duplicate_keys)
            return true;
        step += step < path->count && fact_step_is_index(&path->steps[step]);
    }
    return false;
}

bool waiver_is_ambiguous(struct run *run, const struct waiver *waiver) {
    struct hunt hunt = {.run = run, .waiver = waiver};
    if (has_doubled_keys(&hunt))
        hunt_for(&hunt);
    return hunt.twice;
}
