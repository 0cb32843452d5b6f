// Choosing the subject of an explanation: the one that was asked for, or the one that says most.
#include "finding/explanation_subject.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "eval/logic.h"
#include "eval/rounds.h"
#include "eval/show.h"
#include "finding/evidence.h"
#include "finding/excused.h"

// ---- verdicts of subjects ----

static bool begins(const uint32_t *positions, const uint32_t *at, size_t count) {
    return memcmp(positions, at, count * sizeof *at) == 0;
}

// The gravest verdict of a place of the list that begins with these positions; those that are
// excused stand behind the others.
static enum verdict listed_verdict(const struct position_list *list, size_t width,
                                   const struct excused *excused, const uint32_t *at, size_t count,
                                   enum verdict verdict) {
    enum verdict found = VERDICT_PASS;
    for (size_t i = 0; i < list->count && found != verdict; i++)
        if (begins(list->at + i * width, at, count))
            found = verdict_graver(found, excused_verdict(excused, list->count, i, verdict));
    return found;
}

// Of a subject of the rule, or of an element of a requirement (`count` is then that of its loops).
static enum verdict requirement_verdict_at(const struct explaining *x, uint32_t index,
                                           const uint32_t *at, size_t count) {
    const struct requirement_state *state = &x->state->requirements[index];
    const struct requirement_finding *finding = &x->finding->requirements[index];
    enum verdict failed = listed_verdict(&state->failed, subject_width(&state->loops),
                                         &finding->failed_excused, at, count, VERDICT_FAIL);
    if (count > x->state->loops.count)
        return failed;
    return verdict_graver(failed,
                          listed_verdict(&state->unknown, subject_width(&x->state->loops),
                                         &finding->unknown_excused, at, count, VERDICT_UNKNOWN));
}

// Whether the guards of the loops keep a subject out.
static enum truth belongs(const struct explaining *x, const struct subject_loops *loops,
                          const uint32_t *at) {
    struct env *env = subject_env(x->state->base, loops, loops->count, at);
    enum truth all = TRUTH_TRUE;
    for (uint32_t i = 0; i < loops->count; i++) {
        if (loops->loops[i]->guard == NULL)
            continue;
        struct vector guard = evaluate(env, loops->loops[i]->guard);
        all = kleene_and[all][truth_at(&guard, 0)];
    }
    env_end(env);
    return all;
}

static enum verdict verdict_at(const struct explaining *x, const uint32_t *at) {
    enum verdict verdict = VERDICT_PASS;
    if (belongs(x, &x->state->loops, at) == TRUTH_FALSE)
        return VERDICT_SKIP;
    for (uint32_t i = 0; i < x->finding->requirement_count; i++)
        verdict = verdict_graver(verdict, requirement_verdict_at(x, i, at, x->state->loops.count));
    return verdict;
}

// An element that neither fails nor holds is unknown, or excused with the subject that it is looked
// at in.
static enum verdict element_verdict(const struct explaining *x, uint32_t index,
                                    const uint32_t *at) {
    const struct requirement_state *state = &x->state->requirements[index];
    enum verdict verdict = requirement_verdict_at(x, index, at, state->loops.count);
    if (verdict != VERDICT_PASS)
        return verdict;
    if (belongs(x, &state->loops, at) == TRUTH_FALSE)
        return VERDICT_SKIP;
    struct env *env = subject_env(x->state->base, &state->loops, state->loops.count, at);
    struct vector body = evaluate(env, state->body);
    bool holds = truth_at(&body, 0) == (state->negated ? TRUTH_FALSE : TRUTH_TRUE);
    env_end(env);
    if (holds)
        return VERDICT_PASS;
    verdict = excused_at(&state->unknown, &x->state->loops,
                         &x->finding->requirements[index].unknown_excused, at, VERDICT_UNKNOWN);
    return verdict == VERDICT_PASS ? VERDICT_UNKNOWN : verdict;
}

static struct subject_chosen candidate_at(const struct explaining *x, const uint32_t *at) {
    struct subject_chosen candidate = {.found = true, .verdict = x->finding->verdict};
    memcpy(candidate.at, at, x->state->loops.count * sizeof *at);
    return candidate;
}

// Whether the subject that falls shortest is one of those that decide.
static bool tightest_decides(const struct explaining *x, uint32_t index) {
    const struct requirement_state *state = &x->state->requirements[index];
    return state->margin_found && requirement_verdict_at(x, index, state->tightest,
                                                         state->loops.count) == x->finding->verdict;
}

static struct subject_chosen failing(const struct explaining *x, uint32_t index) {
    const struct requirement_state *state = &x->state->requirements[index];
    return candidate_at(x, tightest_decides(x, index) ? state->tightest : state->failed.at);
}

// ---- going through subjects ----

// A look through the subjects of the rule, or of a requirement, until `take` returns true.
struct look {
    struct explaining *x;
    const struct subject_loops *loops;
    uint32_t requirement; // the number of the requirement whose elements they are
    bool (*take)(struct look *look, const uint32_t *at);
    struct subject_chosen *best;
    bool ended;
};

static void visit(void *state, const struct round *round) {
    struct look *look = state;
    for (uint32_t lane = 0; lane < round->env->n && !look->ended; lane++) {
        uint32_t at[SUBJECT_LOOPS] = {0};
        if (!bit_get(round->maybe, lane))
            continue;
        positions_of(round->env, lane, look->loops, at);
        look->ended = look->take(look, at);
    }
}

static void absent(void *state, const struct absence *absence) {
    (void)state;
    (void)absence; // the rule is unknown as a whole
}

// Those that guards keep out, too, where something is looked for.
static void look_through(struct look *look, bool guarded) {
    static const uint64_t one = 1;
    struct explaining *x = look->x;
    struct loop *loops = ARENA_ARRAY(x->deriving.arena, struct loop, look->loops->count);
    for (uint32_t i = 0; i < look->loops->count; i++) {
        loops[i] = *look->loops->loops[i];
        if (!guarded)
            loops[i].guard = NULL;
    }
    struct rounds rounds = {.loops = loops,
                            .loop_count = look->loops->count,
                            .visit = visit,
                            .absent = absent,
                            .state = look};
    rounds_run(&rounds, x->state->base, &one, &one);
}

static bool take_any(struct look *look, const uint32_t *at) {
    *look->best = candidate_at(look->x, at);
    return true;
}

// ---- the subject that says most ----

// The first place of a list is of the gravest that stand in it.
static bool begins_as(enum verdict verdict, const struct position_list *list,
                      const struct excused *excused, enum verdict otherwise) {
    return list->count > 0 && excused_verdict(excused, list->count, 0, otherwise) == verdict;
}

// Of the first requirement that decides the rule's verdict; else the tightest.
struct subject_chosen explanation_foremost(struct explaining *x) {
    struct subject_chosen best = {0};
    for (uint32_t i = 0; i < x->finding->requirement_count && !best.found; i++) {
        const struct requirement_state *state = &x->state->requirements[i];
        const struct requirement_finding *finding = &x->finding->requirements[i];
        enum verdict verdict = finding->verdict;
        if (verdict != x->finding->verdict)
            continue;
        if (begins_as(verdict, &state->failed, &finding->failed_excused, VERDICT_FAIL))
            best = failing(x, i);
        else if (begins_as(verdict, &state->unknown, &finding->unknown_excused, VERDICT_UNKNOWN))
            best = candidate_at(x, state->unknown.at);
        else if (state->margin_found && verdict == VERDICT_PASS)
            best = candidate_at(x, state->tightest);
    }
    struct look look = {.x = x, .loops = &x->state->loops, .take = take_any, .best = &best};
    if (!best.found)
        look_through(&look, true);
    return best;
}

// ---- the subject that was asked for ----

static void list_subject(struct explaining *x, const char *text) {
    struct explanation *out = x->out;
    if (out->subject_count < SUBJECTS_LISTED)
        ARENA_PUSH(x->deriving.arena, out->subjects, out->subject_count, out->subject_room) = text;
    else
        out->subjects_left_out++;
}

// As reports name it, or the beginning of that; or a path to it, or to what it lies in.
static bool is_asked(const struct explaining *x, const struct found_subject *subject) {
    size_t size = strlen(x->out->asked);
    bool begun = strncmp(subject->text, x->out->asked, size) == 0;
    char next = begun ? subject->text[size] : 'x';
    return next == '\0' || next == ' ' || next == ',' ||
           (x->path.count > 0 && subject_is_within(subject, &x->path)) ||
           (x->typed.count > 0 && subject_is_within(subject, &x->typed));
}

static bool take_asked(struct look *look, const uint32_t *at) {
    struct explaining *x = look->x;
    struct found_subject subject = *evidence_subject(x->state, look->loops, at);
    if (!is_asked(x, &subject)) {
        list_subject(x, subject.text);
        return false;
    }
    bool own = look->loops != &x->state->loops;
    struct subject_chosen found = {.found = true};
    memcpy(found.at, at, look->loops->count * sizeof *at);
    found.verdict = own ? element_verdict(x, look->requirement, at) : verdict_at(x, at);
    enum verdict best = look->best->verdict;
    if (!look->best->found ||
        (found.verdict != best && verdict_graver(found.verdict, best) != best))
        *look->best = found;
    return found.verdict == VERDICT_FAIL;
}

struct subject_chosen explanation_asked(struct explaining *x) {
    struct subject_chosen best = {0};
    struct look look = {.x = x, .loops = &x->state->loops, .take = take_asked, .best = &best};
    look_through(&look, false);
    return best;
}

struct subject_chosen explanation_element(struct explaining *x, uint32_t requirement) {
    struct subject_chosen best = {0};
    const struct requirement_state *state = &x->state->requirements[requirement];
    struct look look = {x, &state->loops, requirement, take_asked, &best, false};
    if (state->own_count > 0)
        look_through(&look, false);
    return best;
}

// ---- a key by itself ----

static bool is_listed(const struct explanation *out, const char *text) {
    for (size_t i = 0; i < out->subject_count; i++)
        if (strcmp(out->subjects[i], text) == 0)
            return true;
    return false;
}

// The way to the element that has the key.
static void add_key(struct explaining *x, const struct fact_path *path, size_t count) {
    struct fact_path way = *path;
    way.count = count;
    const char *text = fact_path_text(&way, x->deriving.arena);
    if (is_listed(x->out, text))
        return;
    list_subject(x, text);
    x->path = way;
}

static bool take_key(struct look *look, const uint32_t *at) {
    struct explaining *x = look->x;
    struct found_subject subject = *evidence_subject(x->state, look->loops, at);
    for (size_t p = 0; p < subject.path_count; p++)
        for (size_t i = 0; i < subject.paths[p].count; i++) {
            const struct fact_step *step = &subject.paths[p].steps[i];
            if (step->kind == FACT_STEP_KEY && strcmp(step->text, x->out->asked) == 0)
                add_key(x, &subject.paths[p], i + 1);
        }
    return false;
}

bool explanation_key(struct explaining *x) {
    const char **subjects = x->out->subjects;
    size_t count = x->out->subject_count, room = x->out->subject_room;
    size_t left_out = x->out->subjects_left_out;
    struct look look = {.x = x, .loops = &x->state->loops, .take = take_key};
    x->out->subject_count = x->out->subject_room = 0; // in an array of their own
    x->out->subjects_left_out = 0;
    look_through(&look, false);
    for (uint32_t i = 0; i < x->finding->requirement_count; i++) {
        look.loops = &x->state->requirements[i].loops;
        if (x->state->requirements[i].own_count > 0)
            look_through(&look, false);
    }
    x->out->ambiguous = x->out->subject_count > 1;
    if (x->out->subject_count == 1) {
        x->out->subject_count = 0;
        return true;
    }
    if (!x->out->ambiguous) {
        x->out->subjects = subjects;
        x->out->subject_count = count;
        x->out->subject_room = room;
        x->out->subjects_left_out = left_out;
    }
    return false;
}

enum verdict explanation_requirement(const struct explaining *x, uint32_t index,
                                     const struct subject_chosen *subject) {
    return requirement_verdict_at(x, index, subject->at, x->state->loops.count);
}
