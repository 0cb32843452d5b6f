// Text to tree: how expressions group, what statements hold, and that hostile input ends in a
// message.
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/tree.h"
#include "suites.h"

static struct arena *arena;
static struct sources *sources;
static struct parse parse;
static struct text shown;

static void setup(void) {
    arena = arena_new();
    sources = sources_new(arena);
    parse = (struct parse){arena, intern_new(arena), diagnostics_new(arena, sources)};
    memset(&shown, 0, sizeof shown);
}

static void teardown(void) {
    text_clear(&shown);
    arena_free(arena);
}

static const struct node *expression(const char *text) {
    return parse_expression(&parse, sources_add(sources, "expression", text, strlen(text)));
}

static struct file_node *file(const char *text) {
    return parse_file(&parse, sources_add(sources, "policy.plim", text, strlen(text)));
}

static void show(const struct node *node);

static void show_items(const struct node *node) {
    for (uint32_t i = 0; i < node->count; i++) {
        text_add_char(&shown, ' ');
        show(node->items[i]);
    }
}

static void show_number(const struct node *node) {
    char number[DECIMAL_TEXT], symbol[32];
    decimal_format(node->number, number);
    text_addf(&shown, "%s%s", number, dimension_symbol(node->dimension, symbol));
}

static const char *head(const struct node *node) {
    static const char *const heads[] = {
        [NODE_BAD] = "bad",     [NODE_LIST] = "list",         [NODE_FIELD] = ".",
        [NODE_INDEX] = "[]",    [NODE_NOT] = "not",           [NODE_NEGATE] = "-",
        [NODE_IF] = "if",       [NODE_WHERE] = "where",       [NODE_EACH] = "each",
        [NODE_CHAIN] = "chain", [NODE_TEMPLATE] = "template",
    };
    static const char *const quantifiers[] = {"every", "some", "no"};
    if (node->kind == NODE_BINARY)
        return operator_text(node->op);
    if (node->kind == NODE_QUANTIFIER)
        return quantifiers[node->quantifier];
    return node->kind == NODE_CALL ? node->name.text : heads[node->kind];
}

static void show_form(const struct node *node) {
    text_addf(&shown, "(%s", head(node));
    for (uint32_t i = 0; node->kind == NODE_CHAIN && i + 1 < node->count; i++)
        text_addf(&shown, " %s", operator_text(node->operators[i]));
    bool named =
        node->kind == NODE_FIELD || node->kind == NODE_EACH || node->kind == NODE_QUANTIFIER;
    if (named && node->name.text)
        text_addf(&shown, " %s", node->name.text);
    show_items(node);
    text_add_char(&shown, ')');
}

static void show(const struct node *node) {
    if (!node)
        text_add_char(&shown, '_');
    else if (node->kind == NODE_NAME)
        text_add(&shown, node->name.text);
    else if (node->kind == NODE_BOOL)
        text_add(&shown, node->truth ? "true" : "false");
    else if (node->kind == NODE_NUMBER || node->kind == NODE_QUANTITY)
        show_number(node);
    else if (node->kind == NODE_TEXT)
        text_addf(&shown, "\"%s\"", node->text);
    else if (node->kind == NODE_TIME)
        text_addf(&shown, "%lld", (long long)node->time);
    else
        show_form(node);
}

static const struct text_pair expressions[] = {
    {"a or b and not c == d default (e + f * -g.h[i])",
     "(or a (and b (not (== c (default d (+ e (* f (- ([] (. h g) i)))))))))"},
    {"a or b or c", "(or (or a b) c)"},
    {"a - b - c", "(- (- a b) c)"},
    {"a / b mod c", "(mod (/ a b) c)"},
    {"(a - b) * c", "(* (- a b) c)"},
    {"not a == b", "(not (== a b))"},
    {"not a and b", "(and (not a) b)"},
    {"-a + b", "(+ (- a) b)"},
    {"a default b default c", "(default (default a b) c)"},
    {"a < b", "(< a b)"},
    {"a <= b < c <= d", "(chain <= < <= a b c d)"},
    {"a == b == c", "(chain == == a b c)"},
    {"a > b >= c", "(chain > >= a b c)"},
    {"(a < b) == c", "(== (< a b) c)"},
    {"a in b", "(in a b)"},
    {"a not in b", "(not in a b)"},
    {"a matches 'x' or a like \"y*\"", "(or (matches a \"x\") (like a \"y*\"))"},
    {"if a then b else if c then d else e", "(if a b (if c d e))"},
    {"(if a then b else c) + d", "(+ (if a b c) d)"},
    {"every a.b has c", "(every (. b a) _ c)"},
    {"every x in a where c has d", "(every x a c d)"},
    {"some a has b and c or d", "(some a _ (or (and b c) d))"},
    {"a and no x in b has x", "(and a (no x b _ x))"},
    {"every a has some b has c", "(every a _ (some b _ c))"},
    {"every a where some b has c has d", "(every a (some b _ c) d)"},
    {"not every a has b and c", "(not (every a _ (and b c)))"},
    {"every [1, 2] has true", "(every (list 1 2) _ true)"},
    {"sum(a.b where c)", "(sum (where (. b a) c))"},
    {"sum(a + b for each c)", "(sum (each (+ a b) c _))"},
    {"sum(x.m for each x in y where z)", "(sum (each x (. m x) y z))"},
    {"count((a where b).c)", "(count (. c (where a b)))"},
    {"f()", "(f)"},
    {"f(a, b)", "(f a b)"},
    {"[]", "(list)"},
    {"a[b].c[\"d\"]", "([] (. c ([] a b)) \"d\")"},
    {"a.in.rule.version", "(. version (. rule (. in a)))"},
    {"version(\"1\") == list", "(== (version \"1\") list)"},
    {"min(max) + key", "(+ (min max) key)"},
    {"3 d 4 h", "273600s"},
    {"16GiB", "17179869184B"},
    {"5 min + 10 Gbit/s / b", "(+ 300s (/ 1250000000B/s b))"},
    {"1 GiB/s", "1073741824B/s"},
    {"1 GiB/size", "(/ 1073741824B size)"},
    {"90% * a", "(* 0.9 a)"},
    {"90%", "0.9"},
    {"12.50", "12.5"},
    {"2026-11-23T10:00:00.5Z", "1795428000500000000"},
    {"2026-11-23", "1795392000000000000"},
    {"2026 - 11", "(- 2026 11)"},
    {"\"a\\\"\\\\\\n\\t\\u{e4}\\u{1F600}\"", "\"a\"\\\n\t\xC3\xA4\xF0\x9F\x98\x80\""},
    {"'a\\d\"{x}'", "\"a\\d\"{x}\""},
    {"\"{x} {{\"", "\"{x} {{\""},
    {"true and false", "(and true false)"},
    {"a # comment\n + b", "(+ a b)"},
    {"vm where vm.runs", "(where vm (. runs vm))"},
};

START_TEST(groups_expressions) {
    show(expression(expressions[_i].given));
    ck_assert_str_eq(text_data(&shown), expressions[_i].wanted);
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
}
END_TEST

// Each has one mistake.
static const char *const mistakes[] = {
    "",
    "a +",
    "(a",
    "a)",
    "a b",
    "a, b",
    "a where b where c",
    "every a",
    "every a has",
    "if a then b",
    "a.b.",
    "f(a for b)",
    "f(a,)",
    "[a",
    "a[",
    "a[]",
    "not",
    "a not b",
    "a in",
    "1 2",
    "1 xyz",
    "\"a",
    "'a",
    "a = b",
    "a && b",
    "1 < a > b",
    "a + b default c",
    "null",
    "A",
    "rule",
    "a\nrule",
    "1.2.3",
    "2026-99-99",
    "\"\\q\"",
    "a ? b",
};

START_TEST(refuses_mistakes) {
    ck_assert_ptr_null(expression(mistakes[_i]));
    ck_assert_msg(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR) == 1, "%s", mistakes[_i]);
}
END_TEST

static const struct text_pair templates[] = {
    {"\"plain\"", "\"plain\""},
    {"\"{a.b}\"", "(template \"\" (. b a) \"\")"},
    {"\"x {a} y {b + 1} z\"", "(template \"x \" a \" y \" (+ b 1) \" z\")"},
    {"\"{{a}} {b['}']}\"", "(template \"{a} \" ([] b \"}\") \"\")"},
    {"\"{{}}\"", "\"{}\""},
    {"'{a}'", "\"{a}\""},
};

START_TEST(interpolates) {
    struct file_node *policy =
        file(arena_printf(arena, "policy p\nsummary %s", templates[_i].given));
    show(policy->summary);
    ck_assert_str_eq(text_data(&shown), templates[_i].wanted);
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
}
END_TEST

START_TEST(knows_the_place_of_interpolated_expressions) {
    struct file_node *policy = file("policy p\nsummary \"a {b.c}\"");
    struct place place = sources_place(sources, policy->summary->items[1]->span.begin);
    ck_assert_uint_eq(place.line, 2);
    ck_assert_uint_eq(place.column, 13);
}
END_TEST

static const char policy_text[] = "policy a.b \"Title\" version \"1.0\"\n"
                                  "use facts virtualization 2\n"
                                  "param p: bytes = 2 GiB \"why\"\n"
                                  "param q: list of text\n"
                                  "param r: one of [\"x\", \"y\"] = \"x\"\n"
                                  "define f(h: host, n: int): bytes = h.memory * n\n"
                                  "define g = 3\n"
                                  "define big: list of machine = vm where vm.vcpus > 8\n"
                                  "rule c.d \"Rule\" {\n"
                                  "    severity info\n"
                                  "    when p > 0\n"
                                  "    let k = 3\n"
                                  "    require k > 2\n"
                                  "    for each vm where vm.runs\n"
                                  "    for each x in vm.disk\n"
                                  "    require x.size > k message \"{x.name}\"\n"
                                  "    remedy \"do\"\n"
                                  "    see \"S01\" see \"S02\" tag fast\n"
                                  "}\n";

START_TEST(reads_a_policy) {
    struct file_node *f = file(policy_text);
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
    ck_assert(f->kind == FILE_NODE_POLICY);
    ck_assert_str_eq(f->name.text, "a.b");
    ck_assert_str_eq(f->title, "Title");
    ck_assert_str_eq(f->version, "1.0");
    ck_assert_str_eq(f->use_facts.text, "virtualization");
    ck_assert_int_eq(f->use_version, 2);
    ck_assert_uint_eq(f->param_count, 3);
    ck_assert_str_eq(f->params[0].description, "why");
    ck_assert_ptr_null(f->params[1].value);
    ck_assert(f->params[1].type->kind == TYPE_NODE_LIST);
    ck_assert_uint_eq(f->params[2].type->choice_count, 2);
    ck_assert_uint_eq(f->define_count, 3);
    ck_assert_uint_eq(f->defines[0].parameter_count, 2);
    ck_assert_ptr_null(f->defines[1].type);
    ck_assert(f->defines[2].body->kind == NODE_WHERE);
}
END_TEST

START_TEST(reads_a_rule) {
    struct rule_node *r = &file(policy_text)->rules[0];
    ck_assert_str_eq(r->name.text, "c.d");
    ck_assert_int_eq(r->severity, SEVERITY_INFO);
    ck_assert_ptr_nonnull(r->when);
    ck_assert_uint_eq(r->binding_count, 3);
    ck_assert(r->bindings[0].kind == BINDING_LET && r->bindings[1].kind == BINDING_EACH);
    ck_assert_uint_eq(r->bindings[0].require_count, 0);
    ck_assert_uint_eq(r->bindings[1].require_count, 1);
    ck_assert_ptr_null(r->bindings[1].name.text);
    ck_assert_ptr_nonnull(r->bindings[1].where);
    ck_assert_str_eq(r->bindings[2].name.text, "x");
    ck_assert_uint_eq(r->require_count, 2);
    ck_assert_ptr_null(r->requires[0].message);
    ck_assert(r->requires[1].message->kind == NODE_TEMPLATE);
    ck_assert_uint_eq(r->see_count, 2);
    ck_assert_str_eq(r->tags[0].text, "fast");
    ck_assert_uint_eq(sources_place(sources, r->span.begin).line, 9);
    ck_assert_uint_eq(sources_place(sources, r->span.end - 1).line, 19);
}
END_TEST

START_TEST(reads_a_fact_model) {
    struct file_node *f = file("facts m 3\n"
                               "record r key name \"described\" {\n"
                               "    name: text\n"
                               "    version: version \"its version\"\n"
                               "    share: number min -1.5 max 90%\n"
                               "    age: duration min 5 min max 3 d 4 h \"old\"\n"
                               "    in: list of one of [\"a\"]\n"
                               "}\n"
                               "extend record s { x: int }\n"
                               "root v: list of r default w.v \"roots\"\n");
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR),
                      1); // in: names a list
    ck_assert(f->kind == FILE_NODE_FACTS);
    ck_assert_int_eq(f->facts_version, 3);
    ck_assert_uint_eq(f->record_count, 2);
    ck_assert_str_eq(f->records[0].key.text, "name");
    ck_assert_str_eq(f->records[0].description, "described");
    ck_assert_uint_eq(f->records[0].field_count, 5);
    ck_assert_str_eq(f->records[0].fields[1].name.text, "version");
    show(f->records[0].fields[2].min);
    show(f->records[0].fields[3].min);
    show(f->records[0].fields[3].max);
    ck_assert_str_eq(text_data(&shown), "-1.5300s273600s");
    ck_assert(f->records[1].extends);
    ck_assert_ptr_nonnull(f->roots[0].fallback);
}
END_TEST

START_TEST(goes_on_after_a_mistake) {
    struct file_node *f = file("policy p\n"
                               "param a: int = 3 +\n"
                               "define b: int = )\n"
                               "rule c \"C\" {\n"
                               "    let d = *\n"
                               "    for each in in\n"
                               "    require e f\n"
                               "    require g\n"
                               "rule h \"H\" { require i }\n");
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 7);
    ck_assert_uint_eq(f->param_count, 1);
    ck_assert_uint_eq(f->define_count, 1);
    ck_assert_uint_eq(f->rule_count, 2);
    ck_assert_uint_eq(f->rules[0].require_count, 2);
    ck_assert_str_eq(f->rules[0].bindings[0].name.text, "d");
    ck_assert(f->rules[0].bindings[0].value->kind == NODE_BAD);
}
END_TEST

// A policy with one requirement: before, middle repeated count times, after.
static struct file_node *repeated(const char *before, const char *middle, size_t count,
                                  const char *after) {
    struct text text = {0};
    text_addf(&text, "policy p\nrule a \"A\" { require %s", before);
    for (size_t i = 0; i < count; i++)
        text_add(&text, middle);
    text_addf(&text, "%s }", after);
    const struct source *source = sources_add(sources, "policy.plim", text.data, text.size);
    text_clear(&text);
    ck_assert_ptr_nonnull(source);
    return parse_file(&parse, source);
}

static const struct {
    const char *before, *middle, *after;
    size_t count, errors;
} hostile[] = {
    {"", "(", "1", 100000, 1},
    {"", "[", "1", 100000, 1},
    {"", "not ", "a", 100000, 1},
    {"", "not ", "a", 199, 0},
    {"", "not ", "a", 200, 1},
    {"", "-", "a", 100000, 1},
    {"", "1+", "1", 200000, 1},
    {"", "1+", "1", 199, 0},
    {"", "1+", "1", 200, 1},
    {"", "a and ", "a", 200000, 1},
    {"a", ".b", "", 200000, 1},
    {"", "f(", "1", 100000, 1},
    {"", "1 < ", "2", 200000, 0},
    {"x in [", "1,", "1]", 200000, 0},
    {"", "if a then b else ", "c", 100000, 1},
    {"", "every a has ", "c", 100000, 1},
    {"x < ", "1 h ", "", 200000, 0},
    {"x < ", "1", "", 1000000, 1},
    {"x < 0.", "1", "", 1000000, 1},
    {"a", "b", "", 3000000, 0},
    {"x == \"", "b", "\"", 3000000, 0},
    {"x == \"", "b", "", 3000000, 1},
    {"a ", "(((", "", 20, 1},
};

START_TEST(survives_hostile_input) {
    repeated(hostile[_i].before, hostile[_i].middle, hostile[_i].count, hostile[_i].after);
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), hostile[_i].errors);
}
END_TEST

static uint16_t deepest(const struct node *node) {
    uint16_t depth = 0;
    for (uint32_t i = 0; i < node->count; i++)
        if (node->items[i] && node->items[i]->depth > depth)
            depth = node->items[i]->depth;
    return depth;
}

START_TEST(bounds_the_depth_of_trees) {
    const struct node *good = repeated("", "1+", 199, "1")->rules[0].requires[0].condition;
    ck_assert_uint_eq(good->depth, TREE_DEPTH_LIMIT);
    ck_assert_uint_eq(deepest(good), TREE_DEPTH_LIMIT - 1);
    const struct node *bad = repeated("", "1+", 1000, "1")->rules[0].requires[0].condition;
    ck_assert(bad->kind == NODE_BAD);
    ck_assert_uint_eq(bad->count, 0);
}
END_TEST

static const struct {
    const char *bytes;
    size_t size;
    uint32_t line, column;
} malformed[] = {
    {"policy p\n\0", 10, 2, 1},         {"policy p\n\xFF", 10, 2, 1},
    {"policy \xC3\xB6\xC3", 10, 1, 9},  {"policy p\n\xED\xA0\x80", 12, 2, 1},
    {"policy p\n\xC0\x80\0", 12, 2, 1},
};

START_TEST(refuses_what_is_no_text) {
    const struct source *source =
        sources_add(sources, "policy.plim", malformed[_i].bytes, malformed[_i].size);
    size_t index = 0;
    ck_assert(parse_file(&parse, source)->kind == FILE_NODE_BAD);
    const struct diagnostic *only = diagnostics_next(parse.diagnostics, &index);
    struct place place = sources_place(sources, only->span.begin);
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 1);
    ck_assert_uint_eq(place.line, malformed[_i].line);
    ck_assert_uint_eq(place.column, malformed[_i].column);
}
END_TEST

// Whatever is cut off or broken, parsing ends, and a broken file has at least one message.
START_TEST(survives_cuts_and_broken_bytes) {
    size_t size = strlen(policy_text);
    for (size_t cut = 0; cut < size; cut++) {
        char *text = arena_copy(arena, policy_text, size);
        file(arena_copy(arena, policy_text, cut));
        text[cut] = "\"'{}()[]=.,:#\\&|!$\x01"[cut % 19];
        file(text);
    }
    ck_assert_uint_gt(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), size / 2);
}
END_TEST

SUITE(parse, setup, teardown, EACH(groups_expressions, expressions),
      EACH(refuses_mistakes, mistakes), EACH(interpolates, templates),
      ONCE(knows_the_place_of_interpolated_expressions), ONCE(reads_a_policy), ONCE(reads_a_rule),
      ONCE(reads_a_fact_model), ONCE(goes_on_after_a_mistake),
      EACH(survives_hostile_input, hostile), ONCE(bounds_the_depth_of_trees),
      EACH(refuses_what_is_no_text, malformed), ONCE(survives_cuts_and_broken_bytes))
