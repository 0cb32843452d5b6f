// Paths of facts: reading what was shown, and which facts a path covers.
#include <stdlib.h>
#include <string.h>

#include "../random.h"
#include "lang/fact_index.h"
#include "lang/fact_path.h"
#include "suites.h"

static struct arena *arena;

static void begin(void) {
    arena = arena_new();
}

static void end(void) {
    arena_free(arena);
}

static struct fact_path parsed(const char *text) {
    struct fact_path path = {0};
    size_t wrong = 0;
    if (!fact_path_parse(text, arena, &path, &wrong))
        ck_abort_msg("%s: no path from %zu", text, wrong);
    return path;
}

// How a path is written, and how it is shown where that differs.
static const struct {
    const char *written, *shown;
    size_t steps;
} paths[] = {
    {"vm", NULL, 1},
    {"dest.cpu.vendor", NULL, 3},
    {"vm[\"db01\"].disk[0].cpu.vendor", NULL, 6},
    {"vm[\"\"]", NULL, 2},
    {"vm[\"a.b[\\\"c\\\"]\\\\\"].memory", NULL, 3},
    {"vm[\"a\\tb\\nc\\u{1b}\\u{7f}\\u{85}\"]", NULL, 2},
    {"vm[\"a\tb\"]", "vm[\"a\\tb\"]", 2},
    {"vm[\"\\u{41}\\u{1F600}é\"]", "vm[\"A😀é\"]", 2},
    {"vm['a\\n\"b\"']", "vm[\"a\\\\n\\\"b\\\"\"]", 2},
    {"vm[\"it's\"]", NULL, 2},
    {"x[0][12]", NULL, 3},
    {"x[18446744073709551615]", NULL, 2},
    {"x[18446744073709551616]", NULL, 2},
    {"x[007]", "x[7]", 2},
    {"page[2 MiB].free", NULL, 3},
    {"at[-3]", NULL, 2},
    {"at[-12.5 °C]", NULL, 2},
    {"at[2026-11-23T10:00:00Z]", NULL, 2},
    {"_a1.B_2", NULL, 2},
};

START_TEST(test_shown_and_read_again) {
    struct fact_path path = parsed(paths[_i].written), again;
    const char *shown = fact_path_text(&path, arena);
    ck_assert_str_eq(shown, paths[_i].shown ? paths[_i].shown : paths[_i].written);
    ck_assert_uint_eq(path.count, paths[_i].steps);
    again = parsed(shown);
    ck_assert_int_eq(fact_path_compare(&path, &again), 0);
}
END_TEST

// What is no path, and from which byte on.
static const struct {
    const char *text;
    size_t wrong;
} mistakes[] = {
    {"", 0},
    {".vm", 0},
    {"[0]", 0},
    {"1vm", 0},
    {"vm.", 3},
    {"vm..a", 3},
    {"vm.1", 3},
    {"vm a", 2},
    {"vm[", 3},
    {"vm[]", 3},
    {"vm[db01]", 3},
    {"vm[-]", 3},
    {"vm[ 1]", 3},
    {"vm[1", 4},
    {"vm[1 ]", 5},
    {"vm[1]a", 5},
    {"vm[1\t]", 4},
    {"vm[\"db01]", 9},
    {"vm['db01]", 9},
    {"vm[\"db01\"", 9},
    {"vm[\"db01\"x]", 9},
    {"vm[\"a\\x\"]", 5},
    {"vm[\"a\\u{}\"]", 5},
    {"vm[\"a\\u{0}\"]", 5},
    {"vm[\"a\\u{d800}\"]", 5},
    {"vm[\"a\\u{1234567}\"]", 5},
    {"vm[\"a\\", 5},
    {"a / b", 1},
};

START_TEST(test_where_it_is_no_path) {
    struct fact_path path = {.count = 7};
    size_t wrong = 999;
    ck_assert_msg(!fact_path_parse(mistakes[_i].text, arena, &path, &wrong), "%s is a path",
                  mistakes[_i].text);
    ck_assert_uint_eq(wrong, mistakes[_i].wrong);
    ck_assert_uint_eq(path.count, 7);
}
END_TEST

// What a person types for a shell: the path that it begins with, and what follows.
static const struct {
    const char *text, *shown, *rest; // shown is NULL where it begins with no path
} typed[] = {
    {"vm[db01].to_pool=fast", "vm[\"db01\"].to_pool", "=fast"},
    {"vm[\"web*\"].runs=", "vm[\"web*\"].runs", "="},
    {"vm[web[1].runs", "vm[\"web[1\"].runs", ""},
    {"vm[7]", "vm[\"7\"]", ""},
    {"vm['a'] x", "vm[\"'a'\"]", " x"},
    {"vm[\"a\\t\\u{1b}]\"].x", "vm[\"a\\t\\u{1b}]\"].x", ""},
    {"vm[]", "vm[\"\"]", ""},
    {"vm a", "vm", " a"},
    {"vm[a", NULL, NULL},
    {"vm[\"a]", NULL, NULL},
    {"vm[\"a\"x]", NULL, NULL},
    {"vm[\"a\\q\"]", NULL, NULL},
    {"vm.", NULL, NULL},
    {"[a]", NULL, NULL},
    {"", NULL, NULL},
};

START_TEST(test_typed) {
    struct fact_path path = {.count = 7};
    const char *rest = fact_path_parse_typed(typed[_i].text, arena, &path);
    if (typed[_i].shown == NULL) {
        ck_assert_ptr_null(rest);
        ck_assert_uint_eq(path.count, 7);
        return;
    }
    ck_assert_str_eq(fact_path_text(&path, arena), typed[_i].shown);
    ck_assert_str_eq(rest, typed[_i].rest);
}
END_TEST

// ---- made step by step ----

START_TEST(test_added_steps) {
    struct fact_path path = {0}, rest = {0};
    ck_assert_str_eq(fact_path_text(&path, arena), "");
    fact_path_add_name(&path, arena, "source.vm");
    fact_path_add_key(&path, arena, "a\tb");
    fact_path_add_name(&rest, arena, "x.cpu");
    fact_path_add_value(&rest, arena, "12");
    fact_path_add_value(&rest, arena, "2 MiB");
    fact_path_add_position(&rest, arena, 3);
    fact_path_join(&path, arena, &rest, 1);
    ck_assert_str_eq(fact_path_text(&path, arena), "source.vm[\"a\\tb\"].cpu[12][2 MiB][3]");
    struct fact_path again = parsed(fact_path_text(&path, arena));
    ck_assert_int_eq(fact_path_compare(&path, &again), 0);
}
END_TEST

START_TEST(test_a_copy_stands_alone) {
    char key[] = "db01";
    struct fact_path path = {0}, copy;
    fact_path_add_name(&path, arena, "vm");
    fact_path_add_key(&path, arena, key);
    copy = fact_path_copy(&path, arena);
    memset(key, 'x', sizeof key - 1);
    fact_path_add_name(&copy, arena, "memory");
    ck_assert_str_eq(fact_path_text(&path, arena), "vm[\"xxxx\"]");
    ck_assert_str_eq(fact_path_text(&copy, arena), "vm[\"db01\"].memory");
}
END_TEST

// ---- by chance ----

static struct random state;

static uint32_t chance(uint32_t below) {
    return random_below(&state, below);
}

static const char *any_key(void) {
    static const char *const parts[] = {"a", "\"", "\\", "\n", "\t", "\x01", "\x7f", "\xc2\x80",
                                        ".", "[",  "]",  "é",  "{",  "u{9}", "'",    "😀"};
    struct text key = {0};
    for (uint32_t count = chance(6); count > 0; count--)
        text_add(&key, parts[chance(sizeof parts / sizeof *parts)]);
    const char *copy = text_copy(&key, arena);
    text_clear(&key);
    return copy;
}

// Few names and keys, so that paths meet.
static struct fact_path any_path(bool simple) {
    static const char *const names[] = {"vm", "disk", "cpu.vendor"};
    struct fact_path path = {0};
    for (uint32_t count = 1 + chance(4); count > 0; count--) {
        fact_path_add_name(&path, arena, names[chance(simple ? 2 : 3)]);
        switch (chance(4)) {
        case 0:
            fact_path_add_key(&path, arena, simple ? (chance(2) ? "a" : "b") : any_key());
            break;
        case 1:
            fact_path_add_position(&path, arena, chance(simple ? 2 : 100));
            break;
        }
    }
    return path;
}

START_TEST(test_any_path_is_read_again) {
    state = random_new(1);
    for (int i = 0; i < 20000; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct fact_path path = any_path(false), again;
        const char *shown = fact_path_text(&path, arena);
        again = parsed(shown);
        if (fact_path_compare(&path, &again) != 0)
            ck_abort_msg("%s is read as %s", shown, fact_path_text(&again, arena));
        for (const char *at = shown; *at != '\0'; at++)
            ck_assert_msg((unsigned char)*at >= ' ' && *at != 0x7f, "%s", shown);
        arena_rewind(arena, mark);
    }
}
END_TEST

START_TEST(test_the_order_is_total) {
    enum { MANY = 60 };
    struct fact_path all[MANY];
    state = random_new(2);
    for (int i = 0; i < MANY; i++)
        all[i] = any_path(true);
    for (int a = 0; a < MANY; a++)
        for (int b = 0; b < MANY; b++) {
            int order = fact_path_compare(&all[a], &all[b]);
            ck_assert_int_eq(order<0, fact_path_compare(&all[b], &all[a])> 0);
            ck_assert_int_eq(order == 0, strcmp(fact_path_text(&all[a], arena),
                                                fact_path_text(&all[b], arena)) == 0);
            for (int c = 0; c < MANY; c++)
                if (order <= 0 && fact_path_compare(&all[b], &all[c]) <= 0)
                    ck_assert_int_le(fact_path_compare(&all[a], &all[c]), 0);
        }
}
END_TEST

// ---- covers ----

// How many steps of the fact the listed path takes.
static const struct {
    const char *listed, *fact;
    size_t takes;
} covers[] = {
    // the same, or what holds it
    {"vm[\"a\"].memory", "vm[\"a\"].memory", 3},
    {"vm[\"a\"]", "vm[\"a\"].memory", 2},
    {"dest", "dest.cpu.vendor", 1},
    {"dest.cpu", "dest.cpu.vendor", 2},
    // not what it holds, nor its neighbours
    {"dest.cpu.vendor", "dest.cpu", 0},
    {"vm[\"a\"].memory", "vm[\"a\"]", 0},
    {"vm[\"a\"]", "vm[\"b\"].memory", 0},
    {"dest.cp", "dest.cpu", 0},
    {"dest.cpu", "source.cpu", 0},
    {"vm", "dest.vm", 0},
    // a list without an index stands for its elements
    {"vm", "vm[\"a\"].memory", 1},
    {"vm.memory", "vm[\"a\"].memory", 3},
    {"vm.disk.size", "vm[\"a\"].disk[0].size", 5},
    {"vm[\"a\"].disk.size", "vm[\"a\"].disk[0].size", 5},
    {"vm.disk[0]", "vm[\"a\"].disk[0].size", 4},
    {"vm.disk[1]", "vm[\"a\"].disk[0].size", 0},
    {"vm.memory", "vm.memory", 2},
    // an element does not stand for its list, nor for its place among elements
    {"vm[\"a\"].memory", "vm.memory", 0},
    {"x[1]", "x[0][1]", 0},
    {"x[0]", "x[0][1]", 2},
    // a position is no key
    {"x[0]", "x[\"0\"]", 0},
};

START_TEST(test_covers) {
    struct fact_path listed = parsed(covers[_i].listed), fact = parsed(covers[_i].fact);
    ck_assert_uint_eq(fact_path_covers(&listed, &fact), covers[_i].takes);
}
END_TEST

START_TEST(test_no_steps_cover_nothing) {
    struct fact_path none = {0}, fact = parsed("vm");
    ck_assert_uint_eq(fact_path_covers(&none, &fact), 0);
    ck_assert_uint_eq(fact_path_covers(&fact, &none), 0);
}
END_TEST

static struct fact_path without_indexes(const struct fact_path *path) {
    struct fact_path names = {0};
    for (size_t i = 0; i < path->count; i++)
        if (!fact_step_is_index(&path->steps[i]))
            fact_path_add_name(&names, arena, path->steps[i].text);
    return names;
}

START_TEST(test_laws_of_covers) {
    state = random_new(3);
    for (int i = 0; i < 20000; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct fact_path a = any_path(true), b = any_path(true), c = any_path(true), longer, names;
        const char *shown = fact_path_text(&a, arena);
        ck_assert_msg(fact_path_covers(&a, &a) == a.count, "%s and itself", shown);
        longer = fact_path_copy(&a, arena);
        fact_path_join(&longer, arena, &b, 0);
        ck_assert_msg(fact_path_covers(&a, &longer) == a.count, "%s within it", shown);
        ck_assert_msg(fact_path_covers(&longer, &a) == 0, "%s around it", shown);
        names = without_indexes(&a);
        ck_assert_msg(fact_path_covers(&names, &a) > 0, "%s without indexes", shown);
        if (fact_path_covers(&a, &b) > 0 && fact_path_covers(&b, &a) > 0)
            ck_assert_msg(fact_path_compare(&a, &b) == 0, "%s both ways", shown);
        if (fact_path_covers(&a, &b) > 0 && fact_path_covers(&b, &c) > 0)
            ck_assert_msg(fact_path_covers(&a, &c) > 0, "%s by way of another", shown);
        arena_rewind(arena, mark);
    }
}
END_TEST

// ---- many ----

// Of paths that have as many steps: whether one has the first index that the other leaves out.
static bool has_first_index(const struct fact_path *one, const struct fact_path *other) {
    size_t same = 0;
    while (same < one->count && fact_step_compare(&one->steps[same], &other->steps[same]) == 0)
        same++;
    return same < one->count && fact_step_is_index(&one->steps[same]);
}

static bool is_closer(const struct fact_path *one, size_t takes, const struct fact_path *other,
                      size_t most) {
    if (takes != most || other == NULL)
        return takes > most;
    return one->count != other->count ? one->count > other->count : has_first_index(one, other);
}

// What the index finds, looked for one by one.
static const struct fact_note *closest(const struct fact_note *notes, size_t count,
                                       const struct fact_path *fact) {
    const struct fact_note *found = NULL;
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t takes = fact_path_covers(&notes[i].path, fact);
        if (is_closer(&notes[i].path, takes, found != NULL ? &found->path : NULL, most)) {
            found = &notes[i];
            most = takes;
        }
    }
    return found;
}

START_TEST(test_index_finds_the_closest) {
    enum { MANY = 40 };
    state = random_new(4);
    for (int run = 0; run < 200; run++) {
        struct arena_mark mark = arena_mark(arena);
        struct fact_note notes[MANY];
        struct fact_index index = {0};
        for (size_t i = 0; i < MANY; i++) {
            notes[i] = (struct fact_note){any_path(true), arena_printf(arena, "%zu", i), i};
            fact_index_add(&index, arena, notes[i].path, notes[i].note);
        }
        fact_index_seal(&index);
        for (int i = 0; i < 200; i++) {
            struct fact_path fact = any_path(true);
            const struct fact_note *wanted = closest(notes, MANY, &fact);
            const char *note = fact_index_find(&index, &fact);
            ck_assert_msg(note == (wanted != NULL ? wanted->note : NULL), "%s: note %s, not %s",
                          fact_path_text(&fact, arena), note, wanted != NULL ? wanted->note : "-");
        }
        arena_rewind(arena, mark);
    }
}
END_TEST

// Listed, and the note that each fact gets.
START_TEST(test_index_by_closeness) {
    static const char *const listed[] = {
        "vm",   "vm[\"a\"]", "vm.memory",           "vm[\"a\"].memory",   "vm.memory",
        "dest", "vm.disk",   "vm.nic[\"b\"].speed", "vm[\"a\"].nic.speed"};
    static const char *const facts[][2] = {
        {"vm[\"a\"].memory", "3"}, {"vm[\"b\"].memory", "2"}, {"vm[\"a\"].disk[0].size", "6"},
        {"vm[\"a\"].cpus", "1"},   {"vm[\"b\"].cpus", "0"},   {"vm", "0"},
        {"vm.memory", "2"},        {"dest.memory", "5"},      {"vm[\"a\"].nic[\"b\"].speed", "8"},
    };
    struct fact_index index = {0};
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        fact_index_add(&index, arena, parsed(listed[i]), arena_printf(arena, "%zu", i));
    fact_index_seal(&index);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct fact_path fact = parsed(facts[i][0]);
        ck_assert_str_eq(fact_index_find(&index, &fact), facts[i][1]);
    }
    struct fact_path fact = parsed("source.memory");
    ck_assert_ptr_null(fact_index_find(&index, &fact));
    ck_assert_ptr_null(fact_index_find(&(struct fact_index){0}, &fact));
}
END_TEST

SUITE(fact_path, begin, end, EACH(test_shown_and_read_again, paths),
      EACH(test_where_it_is_no_path, mistakes), EACH(test_typed, typed), ONCE(test_added_steps),
      ONCE(test_a_copy_stands_alone), ONCE(test_any_path_is_read_again),
      ONCE(test_the_order_is_total), EACH(test_covers, covers), ONCE(test_no_steps_cover_nothing),
      ONCE(test_laws_of_covers), ONCE(test_index_finds_the_closest), ONCE(test_index_by_closeness))
