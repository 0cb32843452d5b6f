// Waivers in a run: which are in force, and which subjects they cover.
#include "finding/waiver.h"

#include <string.h>

#include "base/hash.h"
#include "finding/names.h"

const char *waiver_state_text(enum waiver_state state) {
    static const char *const texts[] = {"in_force",  "unused",      "unknown_subject",
                                        "replaced",  "expired",     "too_long",
                                        "ambiguous", "not_applied", "not_evaluated"};
    return texts[state];
}

// ---- in force ----

static int64_t day_of(int64_t time) {
    static const int64_t day = INT64_C(86400000000000);
    return time / day - (time % day < 0);
}

static enum waiver_state state_at(const struct program *program, const struct waiver *waiver,
                                  const struct verdict_options *options) {
    if (options->now >= waiver->end)
        return WAIVER_EXPIRED;
    if (waiver_is_too_long(program, waiver, options->now))
        return WAIVER_TOO_LONG;
    return options->no_waivers ? WAIVER_OFF : WAIVER_IN_FORCE;
}

// Texts of one program are interned.
static bool names_same(const struct waiver *a, const struct waiver *b) {
    return a->root == b->root && waiver_is_of(a, b->policy, b->rule) &&
           fact_path_compare(&a->subject, &b->subject) == 0 && a->node->like == b->node->like;
}

// Of two for the same subject the one that ends later counts, else the first.
static void replace(struct waiver_finding *first, struct waiver_finding *second) {
    bool both = first->state == WAIVER_IN_FORCE && second->state == WAIVER_IN_FORCE;
    if (!both || !names_same(first->waiver, second->waiver))
        return;
    bool later = second->waiver->end > first->waiver->end;
    struct waiver_finding *replaced = later ? first : second;
    replaced->state = WAIVER_REPLACED;
    replaced->other = later ? second->waiver : first->waiver;
}

// Waivers in force by what they name: of those with the same name the one that is not replaced.
struct foremost {
    const struct findings *findings;
    struct arena *arena;
    struct hash table;
};

struct sought_name {
    const struct foremost *foremost;
    const struct waiver *waiver;
};

static bool is_named_so(const void *state, uint32_t number) {
    const struct sought_name *sought = state;
    return names_same(sought->foremost->findings->waivers[number].waiver, sought->waiver);
}

static uint32_t name_hash(const struct waiver *waiver) {
    uint32_t hash = hash_words(fact_path_hash(&waiver->subject), (uintptr_t)waiver->rule->name);
    return hash_words(hash, (uintptr_t)waiver->node->like);
}

static void replace_former(struct foremost *foremost, uint32_t number) {
    struct waiver_finding *findings = foremost->findings->waivers;
    const struct waiver *waiver = findings[number].waiver;
    uint32_t hash = name_hash(waiver);
    struct hash_slot *slot =
        hash_find(&foremost->table, hash, is_named_so, &(struct sought_name){foremost, waiver});
    if (slot->link == 0) {
        hash_take(&foremost->table, foremost->arena, slot, hash, number);
        return;
    }
    replace(&findings[slot->link - 1], &findings[number]);
    if (findings[number].state == WAIVER_IN_FORCE)
        slot->link = number + 1;
}

// ---- by rule ----

static struct number_key name_key(const struct policy *policy, const struct rule *rule) {
    return (struct number_key){{key_pointer(policy->name), key_pointer(rule->name)}};
}

static void chain_by_rule(struct findings *findings, struct arena *arena) {
    findings->waived_names.arena = arena;
    findings->first_waivers =
        ARENA_ARRAY(arena, const struct waiver_finding *, findings->waiver_count);
    for (uint32_t i = findings->waiver_count; i-- > 0;) {
        struct waiver_finding *finding = &findings->waivers[i];
        const struct waiver *waiver = finding->waiver;
        uint32_t name =
            numbered_add(&findings->waived_names, name_key(waiver->policy, waiver->rule));
        finding->next = findings->first_waivers[name];
        findings->first_waivers[name] = finding;
    }
}

static const struct waiver_finding *first_of(const struct waiver_finding *finding,
                                             const struct policy *policy, const struct rule *rule) {
    while (finding != NULL && !waiver_is_of(finding->waiver, policy, rule))
        finding = finding->next;
    return finding;
}

const struct waiver_finding *findings_waiver(const struct findings *findings,
                                             const struct policy *policy, const struct rule *rule) {
    uint32_t name = numbered_find(&findings->waived_names, name_key(policy, rule));
    return name == NUMBER_NONE ? NULL : first_of(findings->first_waivers[name], policy, rule);
}

const struct waiver_finding *findings_next_waiver(const struct waiver_finding *finding,
                                                  const struct policy *policy,
                                                  const struct rule *rule) {
    return first_of(finding->next, policy, rule);
}

void waivers_begin(struct findings *findings, const struct program *program,
                   const struct verdict_options *options, struct arena *arena) {
    struct foremost foremost = {.findings = findings, .arena = arena};
    hash_reserve(&foremost.table, arena, program->waiver_count);
    findings->no_waivers = options->no_waivers;
    findings->waiver_count = program->waiver_count;
    findings->waivers = ARENA_ARRAY(arena, struct waiver_finding, program->waiver_count);
    for (uint32_t i = 0; i < program->waiver_count; i++) {
        struct waiver_finding *finding = &findings->waivers[i];
        finding->waiver = &program->waivers[i];
        finding->state = state_at(program, finding->waiver, options);
        finding->days_left = day_of(finding->waiver->node->until) - day_of(options->now);
        if (finding->state == WAIVER_IN_FORCE)
            replace_former(&foremost, i);
    }
    chain_by_rule(findings, arena);
}

static void add_of_rule(struct rule_waivers *waivers, struct waiver_finding *finding) {
    const struct waiver *waiver = finding->waiver;
    struct arena *arena = waivers->arena;
    finding->evaluated = true;
    if (finding->state == WAIVER_IN_FORCE && waiver_is_ambiguous(waivers->run, waiver))
        finding->state = WAIVER_AMBIGUOUS;
    ARENA_PUSH(arena, waivers->items, waivers->count, waivers->room) = finding;
    if (waiver->subject.count == 0 || waiver->like != NULL) {
        ARENA_PUSH(arena, waivers->others, waivers->other_count, waivers->other_room) = finding;
        return;
    }
    fact_index_add(&waivers->index, arena, waiver->subject, NULL);
    ARENA_PUSH(arena, waivers->named, waivers->named_count, waivers->named_room) = finding;
}

struct rule_waivers waivers_of_rule(const struct findings *findings, struct run *run,
                                    const struct policy *policy, const struct rule *rule,
                                    struct arena *arena) {
    struct rule_waivers waivers = {.run = run, .arena = arena, .names = findings->names};
    for (const struct waiver_finding *at = findings_waiver(findings, policy, rule); at != NULL;
         at = findings_next_waiver(at, policy, rule))
        add_of_rule(&waivers, &findings->waivers[at - findings->waivers]);
    fact_index_seal(&waivers.index);
    return waivers;
}

// ---- what they cover ----

// Once the budget is spent, nothing matches.
static bool matches_key(struct run *run, const struct waiver *waiver,
                        const struct fact_step *step) {
    if (step->kind != FACT_STEP_KEY || !run_step(run, CALL_STEPS))
        return false;
    uint64_t before = pattern_scratch_work(run->scratch);
    bool matches = pattern_match(waiver->like, run->scratch, step->text, strlen(step->text)) == 1;
    run_step(run, pattern_scratch_work(run->scratch) - before);
    return matches;
}

static bool has_position(const struct fact_path *path) {
    for (size_t i = 0; i < path->count; i++)
        if (path->steps[i].kind == FACT_STEP_POSITION)
            return true;
    return false;
}

static bool names_path(struct run *run, const struct waiver *waiver, const struct fact_path *path) {
    size_t taken = fact_path_covers(&waiver->subject, path);
    return taken > 0 && taken < path->count && matches_key(run, waiver, &path->steps[taken]);
}

// The place of an element whose key is unknown is not the key of another.
static bool is_misplaced(const struct waiver *waiver, const struct found_subject *subject) {
    return subject->nameless && has_position(&waiver->subject);
}

// By its pattern, or as it names all subjects of the rule.
static bool names_subject(struct run *run, const struct waiver *waiver,
                          const struct found_subject *subject) {
    if (waiver->subject.count == 0)
        return true;
    for (size_t i = 0; i < subject->path_count && !is_misplaced(waiver, subject); i++)
        if (names_path(run, waiver, &subject->paths[i]))
            return true;
    return false;
}

static bool is_noted(const struct waiver_finding *finding, const char *text) {
    return finding->seen != NULL
               ? intern_find(finding->seen, text, strlen(text)) != INTERN_NONE
               : finding->subject_count > 0 && strcmp(finding->subjects[0], text) == 0;
}

static void add_seen(struct waiver_finding *finding, const char *text, struct arena *arena) {
    if (finding->seen == NULL) {
        finding->seen = intern_new(arena);
        intern_add(finding->seen, finding->subjects[0], strlen(finding->subjects[0]));
    }
    intern_add(finding->seen, text, strlen(text));
}

// The first is always kept, and most waivers cover one.
static void note_subject(struct waiver_finding *finding, const char *text,
                         const struct rule_waivers *waivers) {
    enum { APART = 64 }; // about what it takes beside its text, which is kept twice
    struct arena *arena = waivers->arena;
    if (is_noted(finding, text))
        return;
    if (!names_take(waivers->names, NAMES_WAIVED, APART + 2 * strlen(text)) &&
        finding->subject_count > 0) {
        finding->left_out++;
        return;
    }
    if (finding->subject_count > 0)
        add_seen(finding, text, arena);
    ARENA_PUSH(arena, finding->subjects, finding->subject_count, finding->subject_room) =
        arena_text(arena, text);
}

// A subject that is looked at.
struct covering {
    const struct rule_waivers *waivers;
    const struct found_subject *subject;
    bool unknown, covered;
};

// What is not applied notes what it would cover.
static void cover(struct covering *covering, struct waiver_finding *finding) {
    bool covers = !covering->unknown || finding->waiver->node->even_if_unknown;
    finding->unknown |= !covers;
    if (covers)
        note_subject(finding, covering->subject->text, covering->waivers);
    covering->covered |= covers && finding->state == WAIVER_IN_FORCE;
}

static void visit_named(void *state, size_t place) {
    struct covering *covering = state;
    struct waiver_finding *finding = covering->waivers->named[place];
    if (!is_misplaced(finding->waiver, covering->subject))
        cover(covering, finding);
}

bool waivers_cover(const struct rule_waivers *waivers, const struct found_subject *subject,
                   bool unknown) {
    struct covering covering = {waivers, subject, unknown, false};
    for (size_t i = 0; i < subject->path_count; i++)
        fact_index_each(&waivers->index, &subject->paths[i], visit_named, &covering);
    for (size_t i = 0; i < waivers->other_count; i++)
        if (names_subject(waivers->run, waivers->others[i]->waiver, subject))
            cover(&covering, waivers->others[i]);
    return covering.covered;
}

static void note_any(void *state, size_t place) {
    (void)place;
    *(bool *)state = true;
}

bool waivers_may_cover(const struct rule_waivers *waivers, const struct fact_path *path) {
    bool any = false;
    fact_index_each(&waivers->index, path, note_any, &any);
    for (size_t i = 0; i < waivers->other_count && !any; i++) {
        const struct waiver *waiver = waivers->others[i]->waiver;
        any = waiver->subject.count == 0 || names_path(waivers->run, waiver, path);
    }
    return any;
}

bool waivers_cover_rule(const struct rule_waivers *waivers) {
    bool covered = false;
    for (size_t i = 0; i < waivers->count; i++) {
        struct waiver_finding *finding = waivers->items[i];
        finding->whole =
            finding->waiver->node->even_if_unknown && finding->waiver->subject.count == 0;
        finding->unknown |= !finding->whole;
        covered |= finding->whole && finding->state == WAIVER_IN_FORCE;
    }
    return covered;
}

// ---- the end ----

void waivers_end(struct findings *findings, struct run *run) {
    for (uint32_t i = 0; i < findings->waiver_count; i++) {
        struct waiver_finding *finding = &findings->waivers[i];
        if (!finding->evaluated)
            finding->state = WAIVER_APART;
        else if (finding->state == WAIVER_IN_FORCE && finding->subject_count == 0 &&
                 !finding->whole)
            finding->state = finding->unknown || waiver_leads(run, finding->waiver)
                                 ? WAIVER_UNUSED
                                 : WAIVER_UNKNOWN_SUBJECT;
    }
}
