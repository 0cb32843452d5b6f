// Evidence: the values and facts behind a verdict.
#include "finding/evidence.h"

#include <string.h>

#include "base/hash.h"
#include "eval/evaluate.h"
#include "eval/packs.h"
#include "eval/rounds.h"
#include "eval/show.h"
#include "finding/margin.h"
#include "finding/names.h"

// The values that a verdict rests on, each text once, in the order of the text.
struct value_list {
    struct env *env;
    const struct expr *body;
    struct arena *arena;
    struct shown_value *values;
    size_t count, room;
    struct hash table; // of the texts
};

struct sought_text {
    const struct value_list *list;
    const char *text;
};

static bool is_sought(const void *wanted, uint32_t number) {
    const struct sought_text *sought = wanted;
    return strcmp(sought->list->values[number].text, sought->text) == 0;
}

static bool is_new(struct value_list *list, const char *text) {
    uint32_t hash = hash_bytes(NULL, text, strlen(text)), next = (uint32_t)list->count;
    return hash_number(&list->table, list->env->arena, hash, is_sought,
                       &(struct sought_text){list, text}, next) == next;
}

// What is kept for reports counts as steps by its bytes, once it is made.
static void count_kept(struct run *run, const struct arena *arena, size_t before) {
    enum { KEPT_BYTE = 4 };
    run_step(run, KEPT_BYTE * (arena_taken(arena) - before));
}

// A list may be long, and is no amount.
static const char *exact_value(struct value_list *list, const struct expr *expr) {
    struct vector value = evaluate(list->env, expr);
    if (expr->type.kind == TYPE_LIST || !vector_known(&value, 0))
        return NULL;
    struct text json = {0};
    show_json(list->env->run, &json, &expr->type, &value, 0);
    const char *exact = text_copy(&json, list->arena);
    text_clear(&json);
    return exact;
}

static void add_value(struct value_list *list, const struct expr *expr) {
    struct run *run = list->env->run;
    size_t before = arena_taken(list->arena);
    const char *source = show_source(run, expr, list->arena);
    count_kept(run, list->arena, before);
    if (run_is_spent(run) || !is_new(list, source))
        return;
    struct text shown = {0};
    before = arena_taken(list->arena);
    show_part(list->env, &shown, expr, list->body, true);
    struct shown_value entry = {source, text_copy(&shown, list->arena), show_type(run, expr),
                                exact_value(list, expr)};
    ARENA_PUSH(list->arena, list->values, list->count, list->room) = entry;
    text_clear(&shown);
    count_kept(run, list->arena, before);
}

// The thing that found no room where packs is not true.
static void add_misfit(struct value_list *list, const struct expr *expr) {
    struct text shown = {0};
    packs_misfit(list->env, expr, &shown);
    if (shown.size > 0) {
        struct shown_value entry = {.text = "fits nowhere",
                                    .value = text_copy(&shown, list->arena),
                                    .type = {.kind = TYPE_TEXT}};
        ARENA_PUSH(list->arena, list->values, list->count, list->room) = entry;
    }
    text_clear(&shown);
}

static void collect_values(void *state, const struct expr *expr) {
    struct value_list *list = state;
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_ITEMS:
    case EXPR_ROOT:
    case EXPR_TEMPLATE:
        return;
    case EXPR_APPLY:
        if (expr->op == BUILTIN_PACKS)
            add_misfit(list, expr);
        expr_each_child(expr, collect_values, list);
        if (expr->type.kind != TYPE_BOOL)
            add_value(list, expr);
        return;
    case EXPR_IF:
    case EXPR_DEFAULT:
        expr_each_child(expr, collect_values, list);
        return;
    case EXPR_FOLD:
        if (expr->type.kind != TYPE_BOOL || expr->fold == FOLD_KNOWN)
            add_value(list, expr);
        return;
    case EXPR_SLOT:
    case EXPR_COLUMN:
    case EXPR_LOOKUP:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_KNOWN:
    case EXPR_CALL:
    case EXPR_SEQUENCE:
        if (expr->type.kind != TYPE_RECORD)
            add_value(list, expr);
        return;
    }
}

static bool is_comparison(const struct expr *expr) {
    return expr->kind == EXPR_APPLY && expr->op >= BUILTIN_EQUAL && expr->op <= BUILTIN_AT_LEAST;
}

struct type evidence_margin_type(struct run *run, const struct expr *body) {
    struct type type = show_type(run, body->items[0]), other = show_type(run, body->items[1]);
    bool percent = type.percent || other.percent;
    if (type.kind == TYPE_TIME)
        return (struct type){.kind = TYPE_NUMBER, .dimension = DIMENSION_DURATION};
    bool plain = dimension_equal(type.dimension, DIMENSION_NONE) && other.kind != TYPE_INT;
    if (type.kind == TYPE_INT || plain)
        type = other; // a literal 0 or a whole number takes the type of the other side
    type.percent = percent;
    return type;
}

struct shown_value *evidence_values(struct env *env, const struct expr *body, struct arena *arena,
                                    uint32_t *count) {
    struct value_list values = {.env = env, .body = body, .arena = arena};
    collect_values(&values, body);
    *count = (uint32_t)values.count;
    return values.values;
}

static void describe_failed(struct rule_state *rule, const struct requirement_state *state,
                            const uint32_t *at, struct failed_subject *failed) {
    if (run_is_spent(rule->run))
        return;
    struct env *env = subject_env(rule->base, &state->loops, state->loops.count, at);
    failed->values = evidence_values(env, state->body, rule->arena, &failed->value_count);
    size_t before = arena_taken(rule->arena);
    if (state->requirement->message)
        failed->message = show_template(env, state->requirement->message, state->body, rule->arena);
    if (rule->rule->remedy)
        failed->remedy = show_template(env, rule->rule->remedy, state->body, rule->arena);
    env_end(env);
    count_kept(rule->run, rule->arena, before);
}

// Once the steps are spent, no name is made.
const struct found_subject *evidence_subject_in(struct rule_state *rule,
                                                const struct subject_loops *loops,
                                                const uint32_t *at, struct arena *arena) {
    static const struct found_subject none = {.text = ""};
    struct found_subject *subject = names_place(rule->names, rule->run, loops, at);
    if (subject != NULL && subject->text != NULL)
        return subject;
    if (run_is_spent(rule->run))
        return &none;
    size_t before = arena_taken(rule->arena);
    if (subject == NULL)
        subject = ARENA_NEW(arena, struct found_subject);
    else
        arena = rule->arena;
    struct env *env = subject_env(rule->base, loops, loops->count, at);
    *subject = subject_found(env, loops, arena);
    env_end(env);
    count_kept(rule->run, rule->arena, before);
    return subject;
}

const struct found_subject *
evidence_subject(struct rule_state *rule, const struct subject_loops *loops, const uint32_t *at) {
    return evidence_subject_in(rule, loops, at, rule->arena);
}

// Whether a subject may be kept; one that all rules share takes only a pointer to it.
static bool take_name(struct rule_state *rule, const struct subject_loops *loops,
                      const uint32_t *at, const struct found_subject *subject) {
    enum { APART = 256 }; // about what it takes beside its text
    bool shared = names_place(rule->names, rule->run, loops, at) != NULL;
    return shared ? names_take(rule->names, NAMES_SHARED, sizeof subject)
                  : names_take(rule->names, NAMES_APART, APART + strlen(subject->text));
}

// The first of a list, as many as may be kept, and always some.
static struct named_subjects name_first(struct rule_state *rule, const struct subject_loops *loops,
                                        const struct position_list *list) {
    enum { ALWAYS = 100 };
    struct named_subjects named = {0};
    size_t room = 0, always = rule->options->failed_shown;
    if (always < ALWAYS)
        always = ALWAYS;
    for (size_t i = 0; i < list->count; i++) {
        const uint32_t *at = list->at + i * subject_width(loops);
        const struct found_subject *subject = evidence_subject(rule, loops, at);
        if (!take_name(rule, loops, at, subject) && i >= always)
            break;
        ARENA_PUSH(rule->arena, named.subjects, named.count, room) = subject;
    }
    named.left_out = position_list_all(list) - named.count;
    return named;
}

void evidence_subjects(struct rule_state *rule, const struct requirement_state *state,
                       struct requirement_finding *finding) {
    finding->failed_subjects = name_first(rule, &state->loops, &state->failed);
    finding->names_unknown = rule_may_excuse(rule) || rule->options->name_unknown;
    if (!finding->names_unknown)
        return;
    finding->unknown_subjects = name_first(rule, &rule->loops, &state->unknown);
    finding->partly_unknown = name_first(rule, &rule->loops, &state->both);
}

void evidence_failed(struct rule_state *rule, const struct requirement_state *state,
                     struct requirement_finding *finding) {
    size_t count = state->failed.count, width = subject_width(&state->loops);
    uint32_t most = rule->options->failed_shown;
    finding->failed_shown = (uint32_t)(count < most ? count : most);
    finding->failed = ARENA_ARRAY(rule->arena, struct failed_subject, finding->failed_shown);
    for (size_t i = 0; i < finding->failed_shown; i++) {
        finding->failed[i].subject = finding->failed_subjects.subjects[i];
        finding->failed[i].verdict =
            excused_verdict(&finding->failed_excused, count, i, VERDICT_FAIL);
        describe_failed(rule, state, state->failed.at + i * width, &finding->failed[i]);
    }
}

const char *evidence_remedy(const struct rule_state *rule, struct env *env) {
    const struct expr *remedy = rule->rule->remedy;
    return remedy != NULL ? show_template(env, remedy, NULL, rule->arena) : NULL;
}

// What a rule without subjects misses as a whole has the remedy of the one that it is about.
void evidence_whole_remedy(const struct rule_state *rule, struct missing_list *missing) {
    if (rule->rule->loop_count > 0 || missing->count == 0)
        return;
    if (rule->when != TRUTH_TRUE) // else they are bound
        bind_lets(rule->base, rule->rule->lets, rule->rule->let_count);
    const char *remedy = evidence_remedy(rule, rule->base);
    for (size_t i = 0; i < missing->count; i++)
        missing->facts[i].remedy = remedy;
}

// A subject whose failing elements are all waived is unknown for its other elements.
static void missing_own(struct missing_list *list, struct env *env,
                        const struct requirement_state *state) {
    const struct sequence own = {state->own, state->own_count, state->body};
    const struct expr quantifier = {.kind = EXPR_FOLD,
                                    .fold = state->negated ? FOLD_NO : FOLD_EVERY,
                                    .type = {.kind = TYPE_BOOL},
                                    .sequence = &own};
    if (state->own_count > 0)
        missing_elements(list, env, &quantifier);
}

// What makes a subject unknown: its requirement, or an unknown guard.
void evidence_missing(struct rule_state *rule, const struct requirement_state *state,
                      struct requirement_finding *finding) {
    struct missing_list list = missing_list_another(rule->missing, rule->arena);
    size_t known = 0;
    for (size_t i = 0; i < state->unknown.count && missing_list_goes_on(&list); i++) {
        list.only_counting = i >= rule->options->walked;
        const uint32_t *at = state->unknown.at + i * subject_width(&rule->loops);
        struct env *env = subject_env(rule->base, &rule->loops, rule->loops.count, at);
        for (uint32_t l = 0; l < rule->loops.count; l++)
            if (rule->loops.loops[l]->guard)
                missing_collect(&list, env, rule->loops.loops[l]->guard);
        missing_collect(&list, env, state->requirement->condition);
        if (rule_may_excuse(rule))
            missing_own(&list, env, state);
        const char *remedy = known < list.count ? evidence_remedy(rule, env) : NULL;
        for (; known < list.count; known++)
            list.facts[known].remedy = remedy;
        env_end(env);
    }
    finding->missing = missing_list_end(&list);
    finding->missing.bounded |= state->unknown.left_out != NULL;
}

// What a strict comparison of equal sides misses.
static const char *equal_text(enum builtin op, bool bounded) {
    bool less = op == BUILTIN_LESS;
    if (bounded)
        return less ? "equal at best, but must be less" : "equal at best, but must be more";
    return less ? "equal, but must be less" : "equal, but must be more";
}

static const char *margin_text(const struct margin *margin, bool passes, enum builtin op,
                               struct arena *arena) {
    struct text shown = {0};
    struct decimal size = margin->value;
    if (!decimal_absolute(margin->value, &size))
        size = margin->value;
    if (passes && size.nano == 0 && !margin->bounded) {
        text_add(&shown, "nothing to spare");
    } else if (!passes && size.nano == 0) {
        text_add(&shown, equal_text(op, margin->bounded));
    } else {
        text_add(&shown, margin->bounded ? "at least " : "");
        number_show(&shown, size, &margin->type);
        text_add(&shown, passes ? " to spare" : " short");
    }
    char *text = text_copy(&shown, arena);
    text_clear(&shown);
    return text;
}

// An undecided requirement has none: a subject that is unknown may be the tightest.
static bool has_margin(const struct requirement_state *state,
                       const struct requirement_finding *finding) {
    return state->margin_found && finding->verdict != VERDICT_UNKNOWN;
}

struct margin evidence_margin_of(struct rule_state *rule, const struct expr *comparison,
                                 struct decimal value, bool bounded) {
    struct margin margin = {.present = true, .bounded = bounded, .value = value};
    bool strict = comparison->op == BUILTIN_LESS || comparison->op == BUILTIN_GREATER;
    margin.type = evidence_margin_type(rule->run, comparison);
    margin.of_times = comparison->items[0]->type.kind == TYPE_TIME;
    margin.capacity_left = capacity_side(comparison) == 0;
    bool passes = value.nano > 0 || (value.nano == 0 && !strict);
    margin.text = margin_text(&margin, passes, comparison->op, rule->arena);
    return margin;
}

struct margin evidence_margin_at(struct rule_state *rule, const struct requirement_state *state,
                                 const uint32_t *at) {
    struct margin margin = {0};
    struct vector sides[2];
    struct decimal value;
    if (!state->has_margin)
        return margin;
    struct env *env = subject_env(rule->base, &state->loops, state->loops.count, at);
    compare_sides(env, state->body, sides);
    if (vector_known(&sides[0], 0) && vector_known(&sides[1], 0) &&
        margin_exact(state->body, sides, 0, &value))
        margin = evidence_margin_of(rule, state->body, value, false);
    env_end(env);
    return margin;
}

// What is unknown may fall shorter still, if it counts as much as what fails.
static bool may_be_tighter(const struct rule_state *rule, const struct requirement_state *state,
                           const struct requirement_finding *finding) {
    const struct excused *unknown = &finding->unknown_excused;
    uint64_t same = finding->verdict == VERDICT_WAIVED ? unknown->waived
                    : finding->verdict == VERDICT_BASELINE
                        ? unknown->baseline
                        : excused_not(state->unknown.count, unknown);
    enum verdict whole = finding->verdict == VERDICT_FAIL ? VERDICT_UNKNOWN : finding->verdict;
    return same > 0 || (rule->lists_unknown && rule->whole == whole);
}

void evidence_margin(struct rule_state *rule, const struct requirement_state *state,
                     struct requirement_finding *finding) {
    if (!has_margin(state, finding))
        return;
    bool bounded = state->margin_bounded || may_be_tighter(rule, state, finding);
    finding->margin = evidence_margin_of(rule, state->body, state->margin, bounded);
    finding->margin.limit = margin_of_limit(rule->rule, state->body);
    finding->margin.subject = *evidence_subject(rule, &state->loops, state->tightest);
}

// A time counts nanoseconds, as a decimal does.
static struct decimal number_of(const struct margin *margin, const struct vector *side,
                                uint32_t lane) {
    return margin->of_times ? (struct decimal){.nano = side->at.ints[side->n == 1 ? 0 : lane]}
                            : vector_decimal(side, lane);
}

void evidence_keep_sides(struct margin *margin, const struct vector sides[2], uint32_t lane) {
    margin->sides_known = true;
    margin->left = number_of(margin, &sides[0], lane);
    margin->right = number_of(margin, &sides[1], lane);
}

static const char *show_comparison(struct env *env, const struct expr *body, struct margin *margin,
                                   struct arena *arena) {
    static const char *const operators[] = {
        [BUILTIN_EQUAL] = "==",   [BUILTIN_UNEQUAL] = "!=", [BUILTIN_LESS] = "<",
        [BUILTIN_AT_MOST] = "<=", [BUILTIN_GREATER] = ">",  [BUILTIN_AT_LEAST] = ">=",
    };
    struct vector sides[2];
    compare_sides(env, body, sides);
    struct text left = {0}, right = {0};
    struct type type = body->items[0]->type;
    if (type_is_numeric(&type))
        type = evidence_margin_type(env->run, body);
    bool known = vector_known(&sides[0], 0) && vector_known(&sides[1], 0);
    if (known && margin->present)
        evidence_keep_sides(margin, sides, 0);
    if (!known && (type_is_numeric(&type) || type.kind == TYPE_TIME)) {
        enum bounds_end end = bounds_deciding(env, body);
        show_expression(env, &left, body->items[0], end, true);
        show_expression(env, &right, body->items[1], bounds_opposite(end), true);
    } else {
        show_sides(env->run, &left, &right, &type, sides, 0);
    }
    const char *shown =
        arena_printf(arena, "%s %s %s", text_data(&left), operators[body->op], text_data(&right));
    text_clear(&left);
    text_clear(&right);
    return shown;
}

// The comparison at the tightest subject, else at the first that failed, else where there is only
// one.
void evidence_shown(struct rule_state *rule, const struct requirement_state *state,
                    struct requirement_finding *finding) {
    static const uint32_t only[SUBJECT_LOOPS];
    const uint32_t *at = has_margin(state, finding) ? state->tightest
                         : state->failed.count      ? state->failed.at
                         : !state->loops.count      ? only
                                                    : NULL;
    if (!at || !is_comparison(state->body) || !rule->subjects)
        return;
    struct env *env = subject_env(rule->base, &state->loops, state->loops.count, at);
    finding->shown = show_comparison(env, state->body, &finding->margin, rule->arena);
    env_end(env);
}

// Whether a loop only leads to the next one.
static bool leads_on(const struct loop *loop, const struct loop *next) {
    return loop->guard == NULL && loop->space != NULL && next->space != NULL &&
           next->space->parent == loop->space;
}

// no vm where vm.saved_state, dest.pool
static const char *no_rounds(struct run *run, const struct loop *loops, uint32_t count,
                             struct arena *arena) {
    struct text reason = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (i + 1 < count && leads_on(&loops[i], &loops[i + 1]))
            continue;
        text_addf(&reason, "%s%s", reason.size > 0 ? ", " : "no ",
                  loops[i].space ? loops[i].space->path : loops[i].name);
        if (loops[i].guard)
            text_addf(&reason, " where %s", show_source(run, loops[i].guard, arena));
    }
    char *text = text_copy(&reason, arena);
    text_clear(&reason);
    return text;
}

const char *evidence_skipped(const struct rule_state *rule, struct arena *arena) {
    struct run *run = rule->run;
    if (rule->when == TRUTH_FALSE)
        return arena_printf(arena, "when %s is false", show_source(run, rule->rule->when, arena));
    return no_rounds(run, rule->rule->loops, rule->rule->loop_count, arena);
}

const char *evidence_empty(const struct rule_state *rule, const struct requirement_state *state) {
    return no_rounds(rule->run, state->own, state->own_count, rule->arena);
}

const char *evidence_template_source(struct run *run, const struct expr *expr,
                                     struct arena *arena) {
    const char *source = show_source(run, expr, arena);
    size_t size = strlen(source);
    bool quoted = size >= 2 && source[0] == '"' && source[size - 1] == '"';
    return quoted ? arena_copy(arena, source + 1, size - 2) : source;
}
