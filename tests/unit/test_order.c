// What the tree keeps for those that write a file again: the order of statements, comments, and
// empty lines.
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/tree.h"
#include "suites.h"

static struct arena *arena;
static struct parse parse;
static struct sources *sources;

static void setup(void) {
    arena = arena_new();
    sources = sources_new(arena);
    parse = (struct parse){arena, intern_new(arena), diagnostics_new(arena, sources)};
}

static void teardown(void) {
    arena_free(arena);
}

static struct file_node *file(const char *text) {
    return parse_file(&parse, sources_add(sources, "policy.plim", text, strlen(text)));
}

static const char *span_text(const struct file_node *f, struct span span) {
    return arena_copy(arena, f->source->text + (span.begin - f->source->base),
                      span.end - span.begin);
}

static void check_statement(const struct file_node *f, struct statement_node got,
                            enum statement_kind kind, uint32_t index, const char *text) {
    ck_assert_int_eq(got.kind, kind);
    ck_assert_uint_eq(got.index, index);
    ck_assert_str_eq(span_text(f, got.span), text);
}

START_TEST(keeps_the_order_of_statements) {
    struct file_node *f = file("policy p \"P\"\n"
                               "define a = 1\n"
                               "param b: int = 2 \"B\"\n"
                               "use facts virtualization 1\n"
                               "rule r \"R\" {\n"
                               "    see \"x\"\n"
                               "    let c = 3\n"
                               "    for each vm\n"
                               "    require c > a\n"
                               "        message \"m {c}\"\n"
                               "    tag t\n"
                               "    require b > a\n"
                               "    remedy \"y\"\n"
                               "    when b > 1\n"
                               "    severity info\n"
                               "}\n"
                               "define d = 4\n"
                               "summary \"s\"\n");
    static const struct {
        enum statement_kind kind;
        uint32_t index;
        const char *text;
    } of_file[] = {{STATEMENT_HEADER, 0, "policy p \"P\""},
                   {STATEMENT_DEFINE, 0, "define a = 1"},
                   {STATEMENT_PARAM, 0, "param b: int = 2 \"B\""},
                   {STATEMENT_USE, 0, "use facts virtualization 1"},
                   {STATEMENT_RULE, 0, NULL},
                   {STATEMENT_DEFINE, 1, "define d = 4"},
                   {STATEMENT_SUMMARY, 0, "summary \"s\""}},
      of_rule[] = {{STATEMENT_SEE, 0, "see \"x\""},
                   {STATEMENT_BINDING, 0, "let c = 3"},
                   {STATEMENT_BINDING, 1, "for each vm"},
                   {STATEMENT_REQUIRE, 0, "require c > a"},
                   {STATEMENT_MESSAGE, 0, "message \"m {c}\""},
                   {STATEMENT_TAG, 0, "tag t"},
                   {STATEMENT_REQUIRE, 1, "require b > a"},
                   {STATEMENT_REMEDY, 0, "remedy \"y\""},
                   {STATEMENT_WHEN, 0, "when b > 1"},
                   {STATEMENT_SEVERITY, 0, "severity info"}};
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
    ck_assert_uint_eq(f->order.count, 7);
    for (uint32_t i = 0; i < 7; i++)
        check_statement(f, f->order.list[i], of_file[i].kind, of_file[i].index,
                        of_file[i].text ? of_file[i].text : span_text(f, f->rules[0].span));
    ck_assert_uint_eq(f->rules[0].order.count, 10);
    for (uint32_t i = 0; i < 10; i++)
        check_statement(f, f->rules[0].order.list[i], of_rule[i].kind, of_rule[i].index,
                        of_rule[i].text);
}
END_TEST

START_TEST(keeps_the_order_of_fields) {
    struct file_node *f = file("facts f 1\n"
                               "root a: r \"A\"\n"
                               "record r \"R\" {\n"
                               "    n: int min 1 \"N\"\n"
                               "    plan m: text\n"
                               "}\n"
                               "root b: int\n");
    ck_assert_uint_eq(f->order.count, 4);
    check_statement(f, f->order.list[1], STATEMENT_ROOT, 0, "root a: r \"A\"");
    ck_assert_int_eq(f->order.list[2].kind, STATEMENT_RECORD);
    check_statement(f, f->order.list[3], STATEMENT_ROOT, 1, "root b: int");
    ck_assert_uint_eq(f->records[0].order.count, 2);
    check_statement(f, f->records[0].order.list[0], STATEMENT_FIELD, 0, "n: int min 1 \"N\"");
    check_statement(f, f->records[0].order.list[1], STATEMENT_FIELD, 1, "plan m: text");
}
END_TEST

START_TEST(keeps_comments_and_empty_lines) {
    struct file_node *f = file("# top\r\n"
                               "policy p\n"
                               "\n"
                               "# one\n"
                               "define a = 1 # after # it\n"
                               "\n"
                               "\n"
                               "rule r \"# no comment\" { require a > 0 # in\n"
                               "}\n"
                               "# last");
    static const char *const wanted[] = {"# top", "",     "# one", "# after # it",
                                         "",      "# in", "# last"};
    ck_assert_uint_eq(f->remark_count, 7);
    for (uint32_t i = 0; i < f->remark_count; i++) {
        bool empty = f->remarks[i].kind == REMARK_EMPTY_LINES;
        const char *text = span_text(f, f->remarks[i].span);
        ck_assert_str_eq(empty ? "" : text, wanted[i]);
        ck_assert(!empty || strspn(text, "\n") == strlen(text));
    }
}
END_TEST

// The lines that begin with #, which are comments wherever they stand.
static uint32_t comment_lines(const char *text) {
    uint32_t count = 0;
    for (; text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
        count += text[strspn(text, " \t")] == '#';
    return count;
}

// Every byte of a file lies in a statement or a remark, or is a blank.
static void check_cover(const struct file_node *f) {
    uint32_t at = f->source->base, end = at + f->source->size, statement = 0, remark = 0;
    while (at < end) {
        while (statement < f->order.count && f->order.list[statement].span.end <= at)
            statement++;
        while (remark < f->remark_count && f->remarks[remark].span.end <= at)
            remark++;
        if (statement < f->order.count && f->order.list[statement].span.begin <= at)
            at = f->order.list[statement].span.end;
        else if (remark < f->remark_count && f->remarks[remark].span.begin <= at)
            at = f->remarks[remark].span.end;
        else
            ck_assert_msg(strchr(" \t\r\n", f->source->text[at++ - f->source->base]) != NULL,
                          "%s: byte %u", f->source->name, at - f->source->base);
    }
}

// Without its comments a file has the same statements and no comment; with them again it is itself.
static void check_comments(const struct file_node *f) {
    struct text without = {0}, again = {0};
    uint32_t at = 0, comments = 0, lines = 0, kept = 0;
    for (uint32_t i = 0; i < f->remark_count; i++) {
        struct span span = f->remarks[i].span;
        uint32_t begin = span.begin - f->source->base;
        if (f->remarks[i].kind != REMARK_COMMENT)
            continue;
        comments++;
        ck_assert_uint_ge(begin, at);
        text_add_bytes(&without, f->source->text + at, begin - at);
        text_add_bytes(&again, without.data + kept, without.size - kept);
        text_add(&again, span_text(f, span));
        kept = (uint32_t)without.size;
        at = span.end - f->source->base;
    }
    text_add_bytes(&without, f->source->text + at, f->source->size - at);
    text_add_bytes(&again, without.data + kept, without.size - kept);
    ck_assert_str_eq(text_data(&again), f->source->text);
    lines = comment_lines(f->source->text);
    ck_assert_uint_ge(comments, lines);
    const struct file_node *bare = file(text_data(&without));
    ck_assert_uint_eq(bare->order.count, f->order.count);
    for (uint32_t i = 0; i < bare->remark_count; i++)
        ck_assert_int_eq(bare->remarks[i].kind, REMARK_EMPTY_LINES);
    text_clear(&without);
    text_clear(&again);
}

static const char *read_text(const char *path) {
    struct text text = {0};
    FILE *in = fopen(path, "rb");
    ck_assert_ptr_nonnull(in);
    for (int c; (c = getc(in)) != EOF;)
        text_add_char(&text, (char)c);
    fclose(in);
    const char *copy = text_copy(&text, arena);
    text_clear(&text);
    return copy;
}

START_TEST(covers_the_shipped_policies) {
    glob_t found;
    const char *path = getenv("PLIMSOLL_PATH");
    ck_assert_ptr_nonnull(path);
    ck_assert_int_eq(glob(arena_printf(arena, "%s/*/*.plim", path), 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const struct file_node *f = file(read_text(found.gl_pathv[i]));
        ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
        ck_assert_uint_gt(f->order.count, 2);
        check_cover(f);
        check_comments(f);
    }
    ck_assert_uint_ge(found.gl_pathc, 3);
    globfree(&found);
}
END_TEST

Suite *order_suite(void) {
    Suite *suite = suite_create("order");
    TCase *tests = tcase_create("order");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, keeps_the_order_of_statements);
    tcase_add_test(tests, keeps_the_order_of_fields);
    tcase_add_test(tests, keeps_comments_and_empty_lines);
    tcase_add_test(tests, covers_the_shipped_policies);
    suite_add_tcase(suite, tests);
    return suite;
}
