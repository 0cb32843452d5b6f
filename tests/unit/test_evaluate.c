// Values of expressions over many lanes, of which not all are asked for.
#include "config.h"

#include "checked_session.h"
#include "eval/evaluate.h"
#include "eval/rounds.h"
#include "suites.h"

static struct checked_session test;

static void begin(void) {
    checked_session_begin(&test);
    checked_session_policy(
        &test,
        "facts yard 1\n"
        "record ship key name { name: text  cargo: list of cargo }\n"
        "record cargo { weight: int }\n"
        "root ship: list of ship\n",
        "rule one \"One\" { for each ship require count(ship.cargo) > sum(ship.cargo.weight) }");
    checked_session_facts(&test,
                          "{\"ship\": [{\"name\": \"a\", \"cargo\": [{}, {}]},"
                          " {\"name\": \"b\", \"cargo\": [{}]}, {\"name\": \"c\", \"cargo\": []}]}",
                          NULL);
}

static void end(void) {
    checked_session_end(&test);
}

enum { SHIPS = 3 };

// The ships, bound as the rule's loop binds them.
static struct env *ships(struct run *run, const struct rule *rule) {
    struct env *env = env_begin(run, run->root, lanes_zero, SHIPS);
    struct binding binding = {.slot = rule->loops[0].slot, .loop = &rule->loops[0]};
    binding.values =
        (struct vector){.rep = REP_ROW, .n = SHIPS, .valid = bits_all, .contiguous = true};
    env_bind(env, binding);
    return env;
}

START_TEST(what_is_asked_of_some_lanes_is_not_kept_for_all) {
    static const uint64_t second[BATCH_WORDS] = {1 << 1};
    const struct rule *rule = &test.session->program->policies[0]->rules[0];
    const struct expr *const *sides = rule->requirements[0].condition->items;
    struct run *run = run_new(test.session->program, test.facts->store, 0, 0);
    run_policy(run, test.session->program->policies[0]);
    struct env *env = ships(run, rule);
    evaluate(env, sides[1]);
    struct vector some = evaluate_asked(env, sides[0], second);
    ck_assert_int_eq(some.at.ints[1], 1);
    struct vector all = evaluate(env, sides[0]);
    for (int64_t lane = 0; lane < SHIPS; lane++)
        ck_assert_int_eq(all.at.ints[lane], 2 - lane);
    env_end(env);
    run_free(run);
}
END_TEST

SUITE(evaluate, begin, end, ONCE(what_is_asked_of_some_lanes_is_not_kept_for_all))
