// The limit of steps: a run ends as it does without one, or is refused, whatever the limit.
#include "config.h"

#include <string.h>

#include "checked_session.h"
#include "report/report.h"
#include "suites.h"

static const char declaration[] =
    "facts yard 1\n"
    "record ship key name { name: text  length: number  crew: int  armed: bool\n"
    "    mark: list of text  cargo: list of cargo }\n"
    "record cargo key id { id: int  weight: int  label: text }\n"
    "root ship: list of ship\n"
    "root other: list of ship\n"
    "root word: list of text\n"
    "root hold: list of number\n";

static const char facts[] =
    "{\"word\": [\"b\", \"a\", \"c\", \"a\"], \"hold\": [40, 70, 20], \"other\": ["
    "{\"name\": \"b\", \"length\": 5, \"crew\": 2, \"mark\": [\"x\"]},"
    "{\"name\": \"a\", \"length\": 50, \"crew\": 1, \"mark\": []}], \"ship\": ["
    "{\"name\": \"a\", \"length\": 20, \"armed\": true, \"crew\": 3, \"mark\": [\"a\", \"b\"],"
    " \"cargo\": [{\"id\": 1, \"weight\": 5, \"label\": \"b2\"}, {\"id\": 2, \"weight\": 50}]},"
    "{\"name\": \"b\", \"length\": 90, \"mark\": [\"b\", \"a\"], \"cargo\": [{\"id\": 1, "
    "\"weight\": 3}]},"
    "{\"name\": \"c\", \"armed\": false, \"crew\": 1, \"mark\": [], \"cargo\": []}]}";

static const char *const rules[] = {
    "require join(word, \"-\") == \"b-a-c-a\"",
    "require every s in ship has join(s.mark, \", \") != \"x\"",
    "require every p in split(join(word, \",\"), \",\") has length(p) == 1",
    "require every t in distinct(ship.mark) has t < \"c\"",
    "for each ship require same_elements(distinct(ship.mark), ship.mark)",
    "for each ship require count(missing(word, ship.mark)) > 1",
    "for each ship require unique(ship.mark) and ascending(ship.mark)",
    "require sum(largest(2, ship.length)) > 100",
    "for each ship require sum(largest(ship.crew, ship.cargo.weight)) >= 0",
    "require packs(ship.cargo.weight, hold)",
    "for each ship require packs(ship.cargo.weight, hold)",
    "require not packs([50, 50, 30], [60, 59, 11])",
    "for each ship require part(\"a,b,c\", \",\", ship.crew) > \"a\"",
    "for each ship require replace(ship.name, \"a\", \"aa\") != upper(ship.name)",
    "for each ship require capture(ship.cargo[1].label, \"([0-9])\", 1) == \"2\"",
    "for each ship require ship.name matches \"^[ab]$\" and ship.name like ship.name + \"*\"",
    "for each ship require ship.name in word and \"a\" in ship.mark",
    "for each ship require every t in ship.mark has t in word",
    "for each ship require some o in other has o.name == ship.name and o.crew < ship.crew",
    "for each ship require no o in other has o.crew == ship.crew",
    "for each s in ship for each c in s.cargo require some d in ship[\"a\"].cargo has d.id == c.id",
    "for each s in ship require some o in other has some t in o.mark has t == s.name",
    "for each ship require some t in other.mark has t == ship.name",
    "for each ship require ship.name in (other where other.crew == 1).name",
    ("for each ship require sum(ship.cargo.weight) <= 20 message \"{ship.name}: "
     "{ship.cargo.weight}\""),
    "require sum(count(other where other.crew == s.crew) for each s in ship) >= 0",
    // truths, and margins, that bounds tell
    "for each s in ship require count(other where other.crew == s.crew) <= 2",
    "for each s in ship for each o in other where o.crew > 0 require count(s.cargo) <= o.crew + 9",
    "for each s in ship require sum(count(other where other.crew == s.crew) for each s.cargo) < 9",
    "require every a in ship where a.armed has every b in other has b.length < a.length",
    "for each ship require starts_with(ship.name, \"a\") or ends_with(ship.name, \"b\")",
    // a long list among the values that are shown
    ("require \"x\" in split(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
     " \"a\")"),
    "require \"x\" in word or same_elements(word, split(\"a b c\", \" \"))",
};

static struct checked_session test;

static void begin(void) {
    checked_session_begin(&test);
}

static void end(void) {
    checked_session_end(&test);
}

static void load(const char *rule) {
    checked_session_policy(&test, declaration,
                           arena_printf(test.arena, "rule r \"It holds\" { %s }", rule));
    checked_session_facts(&test, facts, NULL);
}

// The report, or NULL where the steps did not do.
static const char *report_within(uint64_t steps, bool all) {
    struct verdict_options options = {
        .fail_on = SEVERITY_ERROR, .step_limit = steps, .name_unknown = all, .judge_all = all};
    struct report report = {.program = test.session->program, .version = "", .digest = ""};
    struct text out = {0};
    report.findings = findings_make(test.session->program, test.facts->store, &options, test.arena);
    if (report.findings == NULL)
        return NULL;
    report_json.write(&report, &out);
    const char *text = text_copy(&out, test.arena);
    text_clear(&out);
    return text;
}

enum { ENOUGH = 100000 };

START_TEST(ends_or_is_refused) {
    load(rules[_i]);
    for (int all = 0; all < 2; all++) {
        const char *whole = report_within(0, all);
        uint64_t steps = 1;
        while (steps < ENOUGH && report_within(steps, all) == NULL)
            steps += 1 + steps / 40;
        ck_assert_uint_gt(steps, 1);
        ck_assert_uint_lt(steps, ENOUGH);
        for (uint64_t more = 0; more < 3; more++) {
            const char *within = report_within(steps + more, all);
            ck_assert_ptr_nonnull(within);
            ck_assert_str_eq(within, whole);
        }
    }
}
END_TEST

SUITE(steps, begin, end, EACH(ends_or_is_refused, rules))
