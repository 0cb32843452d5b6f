// Elements: what rules come to for each element of the root's lists, bit by bit.
#include "config.h"

#include <string.h>

#include "checked_session.h"
#include "finding/elements.h"
#include "suites.h"

static const char declaration[] =
    "facts yard 1\n"
    "record ship key name { name: text  length: number  armed: bool  cargo: list of cargo\n"
    "    mate: text }\n"
    "record cargo key id { id: text  weight: int }\n"
    "record port { depth: number  berth: list of berth }\n"
    "record berth { free: bool }\n"
    "root fleet: fleet\n"
    "record fleet { ship: list of ship }\n"
    "root ship: list of ship default fleet.ship\n"
    "root port: port\n"
    "root lock: list of berth\n"
    "root sluice: list of berth\n"
    "root open: bool\n"
    "root depth: number\n";

// d has no cargo that is known; one berth is unknown, and there is no list of sluices.
static const char facts[] =
    "{\"open\": true, \"fleet\": {\"ship\": ["
    "{\"name\": \"a\", \"length\": 20, \"armed\": true,"
    " \"cargo\": [{\"id\": \"x\", \"weight\": 5}, {\"id\": \"y\", \"weight\": 50}]},"
    "{\"name\": \"b\", \"length\": 90, \"armed\": false, \"cargo\": [{\"id\": \"z\"}]},"
    "{\"name\": \"c\", \"armed\": false, \"cargo\": []},"
    "{\"name\": \"d\", \"length\": 40}]},"
    "\"port\": {\"depth\": 5, \"berth\": [{\"free\": true}, {}, {\"free\": false}]},"
    "\"lock\": [{\"free\": true}]}";

static struct checked_session test;

static void begin(void) {
    checked_session_begin(&test);
}

static void end(void) {
    checked_session_end(&test);
}

static const struct findings *find(const char *rules, const char *selected) {
    struct verdict_options options = {.fail_on = SEVERITY_ERROR};
    checked_session_policy(&test, declaration, rules);
    checked_session_facts(&test, facts, selected);
    return findings_make(test.session->program, test.facts->store, &options, test.arena);
}

// A line for each rule of each list: a letter by element, then what it comes to beside them.
static const char *shown(const struct findings *findings) {
    static const char letters[] = {[VERDICT_PASS] = '.',
                                   [VERDICT_FAIL] = 'F',
                                   [VERDICT_UNKNOWN] = '?',
                                   [VERDICT_SKIP] = '-',
                                   [VERDICT_WAIVED] = 'W'};
    struct text out = {0};
    for (uint32_t l = 0; l < findings->list_count; l++) {
        const struct element_list *list = &findings->lists[l];
        for (uint32_t i = 0; i < list->rule_count; i++) {
            text_addf(&out, "%s%s ", list->path, list->present ? "" : " (absent)");
            for (uint32_t row = 0; row < list->rows; row++)
                text_add_char(&out, letters[element_verdict(&list->rules[i], row)]);
            text_addf(&out, " %s %s\n", verdict_text(list->rules[i].rest),
                      verdict_text(elements_beside(findings, list, list->rules[i].rule)));
        }
    }
    const char *text = text_copy(&out, test.arena);
    text_clear(&out);
    return text;
}

static const struct text_pair rules[] = {
    {"for each ship require ship.length < 50", "ship .F?. pass pass\n"},
    // What a where leaves out passes; what it may mean is unknown where it would fail.
    {"for each ship where ship.length > 30 require ship.armed", "ship .F?? pass pass\n"},
    {"for each ship where ship.length > 30 require ship.name != \"z\"", "ship .... pass pass\n"},
    // Elements that lie deeper count for the outermost one.
    {"for each ship for each c in ship.cargo require c.weight < 9", "ship F?.? pass pass\n"},
    {"require every s in ship has every c in s.cargo has c.weight < 9", "ship F?.? pass pass\n"},
    {"require no s in ship has s.length > 50", "ship .F?. pass pass\n"},
    // Two lists, and one below a record of the root.
    {"for each ship for each b in port.berth require b.free or ship.armed",
     "ship .FF? pass pass\nport.berth .?F pass pass\n"},
    {"for each ship for each l in lock require l.free and ship.length < 50",
     "ship .F?. pass pass\nlock F pass pass\n"},
    // What is of no element stands beside them.
    {"for each ship require ship.length < 99 require depth > 3", "ship ???? pass pass\n"},
    {"require depth > 3 require every s in ship has s.length < 50", "ship .F?. pass unknown\n"},
    {"require port.depth > 9 require every s in ship has s.length < 50", "ship .F?. pass fail\n"},
    {"require every b in lock has b.free require every s in ship has s.length < 50",
     "lock . pass fail\nship .F?. pass pass\n"},
    // A list that is absent leaves all undecided.
    {"for each ship for each b in sluice require b.free",
     "ship ???? pass pass\nsluice (absent)  unknown pass\n"},
    {"for each b in sluice for each ship require b.free and ship.armed",
     "sluice (absent)  unknown pass\nship ???? unknown pass\n"},
    {"for each ship require every b in sluice has b.free",
     "ship ???? pass pass\nsluice (absent)  unknown pass\n"},
    {"when open for each ship require ship.length < 50", "ship .F?. pass pass\n"},
    {"when not open for each ship require ship.length < 50", "ship ---- skip pass\n"},
    {"when depth > 3 for each ship require ship.length < 50", "ship ???? unknown pass\n"},
    // A list that a policy computes has elements of the facts, or none.
    {"let long = ship where ship.length > 30 require every l in long has l.armed",
     "ship .F?? pass pass\n"},
    {"require every n in distinct(ship.name) has n != \"a\"", ""},
    // A list that stands in for another has what is said of both.
    {"for each s in fleet.ship require s.length < 50", "ship .F?. pass pass\n"},
    {"for each ship require ship.armed require every s in fleet.ship has s.length < 99",
     "ship ?FF? pass pass\n"},
};

START_TEST(has_a_bit_by_element) {
    const struct findings *findings =
        find(arena_printf(test.arena, "rule one \"One\" { %s }", rules[_i].given), NULL);
    ck_assert_str_eq(shown(findings), rules[_i].wanted);
}
END_TEST

// Of a selection both lists are there, and what is selected has what is said of either.
START_TEST(selects) {
    const struct findings *findings =
        find("rule one \"One\" { for each s in fleet.ship require s.length < 50 }\n"
             "rule two \"Two\" { for each ship require ship.armed }",
             "[bd]");
    ck_assert_str_eq(shown(findings), "ship F. pass pass\nship F? pass pass\n"
                                      "fleet.ship .F?. pass pass\n");
}
END_TEST

START_TEST(names_elements) {
    const struct findings *findings =
        find("rule one \"One\" { for each ship for each b in port.berth require b.free }", NULL);
    const struct element_list *ships = elements_find(findings, "ship");
    const struct element_list *berths = elements_find(findings, "port.berth");
    ck_assert_str_eq(elements_key(ships, 1, test.arena).text, "b");
    ck_assert_int_eq(elements_key(berths, 2, test.arena).kind, FACT_STEP_POSITION);
    ck_assert_uint_eq(elements_key(berths, 2, test.arena).position, 2);
    ck_assert_ptr_eq(elements_find(findings, "fleet.ship"), ships);
    ck_assert_ptr_null(elements_find(findings, "ship.cargo"));
}
END_TEST

SUITE(elements, begin, end, EACH(has_a_bit_by_element, rules), ONCE(selects), ONCE(names_elements))
