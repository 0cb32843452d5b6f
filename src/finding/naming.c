// Naming many subjects of the same loops, one after the other.
#include "finding/naming.h"

#include "eval/rounds.h"
#include "finding/evidence.h"

struct named_element {
    struct element_name name;
    bool may_be_waived;
};

// Whether elements are named often enough that keeping their names pays.
static bool pays(const struct naming *naming, uint64_t count) {
    enum { OFTEN = 4 };
    uint64_t rows = 0;
    for (uint32_t i = 0; i < naming->loops->count; i++) {
        const struct space_def *space = naming->loops->loops[i]->space;
        if (space == NULL)
            return false;
        rows += naming->rule->run->store->spaces[space->id].rows;
    }
    return naming->loops->count > 1 && count / OFTEN > rows;
}

static void begin_elements(struct naming *naming) {
    const struct run *run = naming->rule->run;
    naming->env = env_begin(naming->rule->run, naming->rule->base, lanes_zero, 1);
    for (uint32_t i = 0; i < naming->loops->count; i++)
        naming->elements[i] =
            ARENA_ARRAY(naming->arena, struct named_element *,
                        run->store->spaces[naming->loops->loops[i]->space->id].rows);
    naming->subject.paths = ARENA_ARRAY(naming->arena, struct fact_path, naming->loops->count);
}

struct naming naming_begin(struct rule_state *rule, const struct subject_loops *loops,
                           uint64_t count, struct arena *arena) {
    struct naming naming = {.rule = rule, .loops = loops, .arena = arena};
    if (pays(&naming, count))
        begin_elements(&naming);
    naming.mark = arena_mark(arena);
    return naming;
}

void naming_end(struct naming *naming) {
    text_clear(&naming->text);
    if (naming->env != NULL)
        env_end(naming->env);
}

static const struct named_element *element_at(struct naming *naming, uint32_t loop, uint32_t row) {
    struct named_element **kept = &naming->elements[loop][row];
    if (*kept == NULL) {
        *kept = ARENA_NEW(naming->env->arena, struct named_element);
        (*kept)->name = subject_name_element(naming->env, naming->loops->loops[loop], row);
        (*kept)->may_be_waived = waivers_may_cover(naming->rule->waivers, &(*kept)->name.path);
    }
    return *kept;
}

// A name that is made anew is work, as those that are kept are by their bytes.
static const struct found_subject *make_subject(struct naming *naming, const uint32_t *at) {
    enum { NAME_STEPS = 100 };
    arena_rewind(naming->arena, naming->mark);
    if (naming->loops->count > 1)
        run_step(naming->rule->run, NAME_STEPS);
    return evidence_subject_in(naming->rule, naming->loops, at, naming->arena);
}

const struct found_subject *naming_subject(struct naming *naming, const uint32_t *at) {
    if (naming->env == NULL)
        return make_subject(naming, at);
    text_reset(&naming->text);
    naming->subject.path_count = 0;
    naming->subject.nameless = false;
    for (uint32_t i = 0; i < naming->loops->count; i++)
        subject_join(&naming->subject, &naming->text, naming->loops, i,
                     &element_at(naming, i, at[i])->name);
    naming->subject.text = text_data(&naming->text);
    return &naming->subject;
}

bool naming_may_be_waived(struct naming *naming, const uint32_t *at) {
    if (naming->env == NULL)
        return true;
    for (uint32_t i = 0; i < naming->loops->count; i++)
        if (element_at(naming, i, at[i])->may_be_waived)
            return true;
    return false;
}
