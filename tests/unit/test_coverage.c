// Coverage: every value of every condition is counted where it may matter, and nowhere else.
#include "config.h"

#include <string.h>

#include "checked_session.h"
#include "suites.h"
#include "testing/covered.h"

static const char declaration[] = "facts yard 1\n"
                                  "record ship key name { name: text  length: number  armed: bool\n"
                                  "    crew: int  cargo: list of cargo }\n"
                                  "record cargo key id { id: text  weight: int }\n"
                                  "root ship: list of ship\n"
                                  "root open: bool\n"
                                  "root depth: number\n";

static const char facts[] =
    "{\"open\": true, \"depth\": 10, \"ship\": ["
    "{\"name\": \"a\", \"length\": 20, \"armed\": true, \"crew\": 3,"
    " \"cargo\": [{\"id\": \"x\", \"weight\": 5}, {\"id\": \"y\", \"weight\": 50}]},"
    "{\"name\": \"b\", \"length\": 90, \"armed\": false, \"cargo\": [{\"id\": \"z\"}]},"
    "{\"name\": \"c\", \"armed\": false, \"crew\": 1, \"cargo\": []},"
    "{\"name\": \"d\", \"length\": 40, \"crew\": 9}]}";

static struct coverage *counted;
static struct checked_session test;

static void begin(void) {
    checked_session_begin(&test);
}

static void end(void) {
    checked_session_end(&test);
}

static void check_rules(const char *rule) {
    checked_session_policy(&test, declaration,
                           arena_printf(test.arena, "param longest: number = 50\n%s", rule));
}

// A line for every condition: its text, how often it was true, false and unknown.
static const char *counts_of(const struct covered *covered) {
    struct text out = {0};
    for (size_t i = 0; i < covered->condition_count; i++) {
        const struct covered_condition *condition = &covered->conditions[i];
        const uint64_t *seen = condition->outcomes.seen;
        text_addf(&out, "%s: %d %d %d%s\n", condition->text, (int)seen[TRUTH_TRUE],
                  (int)seen[TRUTH_FALSE], (int)seen[TRUTH_UNKNOWN],
                  condition->certain ? " certain" : "");
    }
    const char *text = text_copy(&out, test.arena);
    text_clear(&out);
    return text;
}

static struct covered *cover(const char *ships) {
    checked_session_facts(&test, ships, NULL);
    counted = coverage_new(test.session->program, test.arena);
    struct verdict_options options = {.fail_on = SEVERITY_ERROR, .coverage = counted};
    const struct policy *policy = test.session->program->policies[0];
    struct findings *findings =
        findings_make(test.session->program, test.facts->store, &options, test.arena);
    struct covered *covered = ARENA_NEW(test.arena, struct covered);
    covered->arena = test.arena;
    covered_add(covered, test.session->program, policy, counted);
    for (uint32_t i = 0; i < findings->rule_count; i++)
        covered_verdict(covered, policy, findings->rules[i].rule, findings->rules[i].verdict);
    return covered;
}

static const struct text_pair rules[] = {
    // Operands count in every subject; not is its operand.
    {"for each ship require ship.armed or not (ship.crew > 2)",
     "ship.armed or not (ship.crew > 2): 2 0 2\nship.armed: 1 2 1\nship.crew > 2: 2 1 1\n"},
    // What where leaves out does not count inside.
    {"for each ship where ship.length > 30 require ship.crew >= 9 and ship.armed",
     "ship.length > 30: 2 1 1\nship.crew >= 9: 1 1 1\nship.armed: 0 2 1\n"},
    // Each link of a chain.
    {"for each ship require 2 <= ship.crew <= 5", "2 <= ship.crew: 2 1 1\nship.crew <= 5: 2 1 1\n"},
    // Alternatives count where they are taken.
    {"for each ship require if ship.armed then ship.crew > 2 else ship.length < 60",
     "ship.armed: 1 2 1\nship.crew > 2: 1 0 0\nship.length < 60: 0 1 1\n"},
    // Elements of those in which an alternative is not taken do not count, the first ones included.
    {"for each ship require if ship.armed then ship.crew > 2 else no c in ship.cargo has c.weight "
     "> 9",
     "ship.armed: 1 2 1\nship.crew > 2: 1 0 0\nno c in ship.cargo has c.weight > 9: 1 0 "
     "1\nc.weight > 9: 0 0 1\n"},
    // Nor are their elements asked whether where leaves them out.
    {"for each ship require if ship.armed then ship.crew > 2 else no c in ship.cargo where c.id != "
     "\"y\" has c.weight > 9",
     "ship.armed: 1 2 1\nship.crew > 2: 1 0 0\nno c in ship.cargo where c.id != \"y\" has c.weight "
     "> "
     "9: 1 0 1\nc.id != \"y\": 1 0 0 certain\nc.weight > 9: 0 0 1\n"},
    {"for each ship require ship.armed default (ship.crew > 5)",
     "ship.armed default (ship.crew > 5): 2 2 0\nship.crew > 5: 1 0 0\n"},
    // The elements of an outermost every are subjects; those of another are not.
    {"for each ship require every c in ship.cargo where c.id != \"y\" has c.weight < 9",
     "c.id != \"y\": 2 1 0 certain\nc.weight < 9: 1 0 1\n"},
    {"for each ship require not (some c in ship.cargo has c.weight > 9)",
     "some c in ship.cargo has c.weight > 9: 1 1 2\nc.weight > 9: 1 1 1\n"},
    {"require no s in ship where s.armed has every c in s.cargo has c.weight > 9",
     "s.armed: 1 2 1\nevery c in s.cargo has c.weight > 9: 0 1 1\nc.weight > 9: 1 1 0\n"},
    // What never applies is never evaluated.
    {"when not open let deep = depth > 5 for each ship require deep",
     "open: 1 0 0\ndepth > 5: 0 0 0\ndeep: 0 0 0\n"},
    // A let counts once for each element, its uses where they stand.
    {"let deep = depth > 5 for each ship require deep and ship.length < longest",
     "depth > 5: 1 0 0\ndeep: 4 0 0\nship.length < longest: 2 1 1\n"},
    // Neither evidence nor bounds count.
    {"for each ship require sum((ship.cargo where cargo.weight > 9).weight) <= 20",
     "sum((ship.cargo where cargo.weight > 9).weight) <= 20: 1 1 2\ncargo.weight > 9: 1 1 1\n"},
    {"for each ship require ship.crew not in [1, 2]", "ship.crew not in [1, 2]: 2 1 1\n"},
    // What cannot be unknown is not asked for.
    {"for each ship require known(ship.crew) and longest > 3",
     "known(ship.crew): 3 1 0 certain\nlongest > 3: 4 0 0 certain\n"},
};

START_TEST(counts_conditions) {
    check_rules(arena_printf(test.arena, "rule one \"One\" { %s }\n", rules[_i].given));
    ck_assert_str_eq(counts_of(cover(facts)), rules[_i].wanted);
}
END_TEST

// In turn armed, not armed, and not known to be either.
static const char *many_ships(uint32_t count) {
    static const char *const armed[] = {", \"armed\": true", ", \"armed\": false", ""};
    struct text out = {0};
    text_add(&out, "{\"ship\": [");
    for (uint32_t i = 0; i < count; i++)
        text_addf(&out, "%s{\"name\": \"%u\"%s}", i > 0 ? ", " : "", i, armed[i % 3]);
    text_add(&out, "]}");
    const char *text = text_copy(&out, test.arena);
    text_clear(&out);
    return text;
}

// Of more lanes than a word has bits, and than go through at once.
START_TEST(counts_all_lanes) {
    check_rules("rule one \"One\" { for each ship require ship.armed }");
    ck_assert_str_eq(counts_of(cover(many_ships(6000))), "ship.armed: 2000 2000 2000\n");
}
END_TEST

static const char ships[] =
    "define large(s: ship) = s.length > 30\n"
    "rule crew \"Crews\" { for each ship where large(ship) require ship.crew >= 3 }\n"
    "rule depth \"Depth\" { require open and depth > longest }\n"
    "rule length \"Lengths\" { require longest < 60 }\n";

static const char lacks[] =
    "coverage: 60.0 %, 15 of 25 values of 6 conditions and verdicts of 3 rules\n"
    "yard:5:1: rule crew: never pass, never fail\n"
    "yard:6:1: rule depth: never pass, never unknown\n"
    "yard:6:30: open: never false, never unknown\n"
    "yard:6:39: depth > longest: never true, never unknown\n"
    "yard:7:1: rule length: never fail\n"
    "yard:7:33: longest < 60: never false\n"
    "\n"
    "TN:\n"
    "SF:yard\n"
    "FN:5,crew\n"
    "FN:6,depth\n"
    "FN:7,length\n"
    "FNDA:1,crew\n"
    "FNDA:1,depth\n"
    "FNDA:1,length\n"
    "FNF:3\n"
    "FNH:3\n"
    "BRDA:4,0,0,2\n"
    "BRDA:4,0,1,1\n"
    "BRDA:4,0,2,1\n"
    "BRDA:5,0,0,2\n"
    "BRDA:5,0,1,1\n"
    "BRDA:5,0,2,1\n"
    "BRDA:5,1,0,1\n"
    "BRDA:5,1,1,1\n"
    "BRDA:5,1,2,1\n"
    "BRDA:6,0,0,1\n"
    "BRDA:6,0,1,0\n"
    "BRDA:6,0,2,0\n"
    "BRDA:6,1,0,0\n"
    "BRDA:6,1,1,1\n"
    "BRDA:6,1,2,0\n"
    "BRDA:7,0,0,1\n"
    "BRDA:7,0,1,0\n"
    "BRF:17\n"
    "BRH:12\n"
    "DA:4,4\n"
    "DA:5,1\n"
    "DA:6,1\n"
    "DA:7,1\n"
    "LF:4\n"
    "LH:4\n"
    "end_of_record\n";

START_TEST(shows_what_lacks) {
    check_rules(ships);
    struct covered *covered = cover(facts);
    struct text out = {0};
    covered_text(&out, covered);
    text_add_char(&out, '\n');
    covered_lcov(&out, covered);
    ck_assert_str_eq(text_data(&out), lacks);
    text_clear(&out);
}
END_TEST

// What the same file holds counts together, whatever program it was read for.
START_TEST(adds_up) {
    check_rules(ships);
    struct covered *covered = cover(facts);
    uint64_t before = covered->conditions[0].outcomes.seen[TRUTH_TRUE];
    size_t conditions = covered->condition_count;
    covered_add(covered, test.session->program, test.session->program->policies[0], counted);
    ck_assert_uint_eq(covered->conditions[0].outcomes.seen[TRUTH_TRUE], 2 * before);
    ck_assert_uint_eq(covered->condition_count, conditions);
}
END_TEST

SUITE(coverage, begin, end, EACH(counts_conditions, rules), ONCE(counts_all_lanes),
      ONCE(shows_what_lacks), ONCE(adds_up))
