// The checker: the shape of the checked tree, which no message shows.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/program.h"
#include "suites.h"

static struct program *program;

static const char model[] =
    "facts hosts 1\n"
    "record cpu { vendor: text feature: list of text }\n"
    "record disk key target { target: text size: bytes min 0 }\n"
    "record machine key name { name: text memory: bytes min 0 runs: bool cpu: cpu\n"
    "    state: one of [\"on\", \"off\"] disk: list of disk }\n"
    "record host { name: text memory: bytes cpu: cpu at: time vm: list of machine }\n"
    "root source: host root dest: host root vm: list of machine\n";

static char folder[32], facts[64], path[96];

static void begin(void) {
    strcpy(folder, "/tmp/check.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(facts, sizeof facts, "%s/facts", folder);
    snprintf(path, sizeof path, "%s/hosts.plim", facts);
    ck_assert_int_eq(mkdir(facts, 0700), 0);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(model, file);
    fclose(file);
    program = program_new(folder);
}

static void end(void) {
    program_free(program);
    unlink(path);
    rmdir(facts);
    rmdir(folder);
}

// The rules of a policy without mistakes.
static const struct rule *rules(const char *text) {
    const char *whole = arena_printf(program->arena, "policy p use facts hosts 1 %s", text);
    program_add_text(program, "p.plim", whole, strlen(whole));
    if (!program_check(program)) {
        struct text out;
        text_init(&out);
        diagnostics_render(program->diagnostics, &out);
        ck_abort_msg("%s", text_data(&out));
    }
    return program->policies[0]->rules;
}

static const struct expr *condition(const char *text) {
    const struct rule *rule =
        rules(arena_printf(program->arena, "rule r \"R\" { require %s }", text));
    return rule->requirements[0].condition;
}

START_TEST(path_is_loops) {
    const struct expr *sum = condition("sum(vm.disk.size) > 0 B")->items[0];
    ck_assert_int_eq(sum->kind, EXPR_FOLD);
    ck_assert_int_eq(sum->fold, FOLD_SUM);
    ck_assert(sum->has_fold);
    ck_assert_uint_eq(sum->uses, 0);
    const struct sequence *sequence = sum->sequence;
    ck_assert_uint_eq(sequence->loop_count, 2);
    ck_assert_str_eq(sequence->loops[0].space->path, "vm");
    ck_assert_str_eq(sequence->loops[1].space->path, "vm.disk");
    ck_assert_int_eq(sequence->loops[1].parent->kind, EXPR_SLOT);
    ck_assert_uint_eq(sequence->loops[1].parent->index, sequence->loops[0].slot);
    ck_assert_str_eq(sequence->element->column->path, "size");
    ck_assert_uint_eq(sequence->element->uses, 1u << sequence->loops[1].slot);
}
END_TEST

START_TEST(filter_is_a_guard) {
    const struct expr *count =
        condition("count((vm where vm.runs) where vm.memory > 1 B) > 0")->items[0];
    const struct loop *loop = &count->sequence->loops[0];
    ck_assert_uint_eq(count->sequence->loop_count, 1);
    ck_assert_int_eq(loop->guard->op, BUILTIN_AND);
    ck_assert_uint_eq(loop->guard->uses, 1u << loop->slot);
    ck_assert_int_eq(count->sequence->element->kind, EXPR_SLOT);
}
END_TEST

START_TEST(named_list_is_spliced) {
    const struct rule *rule = rules("rule r \"R\" { let big = vm where vm.runs"
                                    " require every big has big.memory > 1 B"
                                    " require count(big.disk) > 0 }");
    ck_assert_uint_eq(rule->let_count, 0);
    const struct sequence *every = rule->requirements[0].condition->sequence;
    const struct sequence *count = rule->requirements[1].condition->items[0]->sequence;
    ck_assert_str_eq(every->loops[0].name, "big");
    ck_assert_ptr_nonnull(every->loops[0].guard);
    ck_assert_uint_eq(count->loop_count, 2);
    ck_assert_ptr_nonnull(count->loops[0].guard);
    ck_assert_ptr_null(count->loops[1].guard);
    ck_assert_uint_ne(every->loops[0].slot, count->loops[0].slot);
}
END_TEST

START_TEST(let_is_a_variable) {
    const struct rule *rule = rules("rule r \"R\" { let all = sum(vm.memory) for each vm"
                                    " let part = vm.memory * 2 require part <= all }");
    ck_assert_uint_eq(rule->let_count, 1);
    ck_assert_str_eq(rule->lets[0].name, "all");
    ck_assert_uint_eq(rule->loops[0].let_count, 1);
    const struct expr *compared = rule->requirements[0].condition;
    ck_assert_uint_eq(compared->uses, 1u << rule->lets[0].slot | 1u << rule->loops[0].lets[0].slot);
    ck_assert(compared->has_fold);
    ck_assert(!compared->items[0]->has_fold);
}
END_TEST

START_TEST(requirements_are_operands_and_links) {
    const struct rule *rule =
        rules("rule r \"R\" { require dest.memory > 1 B and (source.at <= dest.at <=  now"
              " and (dest.name == \"a\" or dest.name == \"b\")) message \"M\" }");
    static const char *const texts[] = {"dest.memory > 1 B", "source.at <= dest.at",
                                        "dest.at <= now",
                                        "dest.name == \"a\" or dest.name == \"b\""};
    ck_assert_uint_eq(rule->requirement_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_str_eq(rule->requirements[i].text, texts[i]);
        ck_assert_str_eq(rule->requirements[i].message->text, "M");
    }
}
END_TEST

START_TEST(link_keeps_its_parentheses) {
    const struct rule *rule =
        rules("rule r \"R\" { require 1 B < (dest.memory + 1 B) * 2 <= ( source.memory ) }");
    ck_assert_str_eq(rule->requirements[0].text, "1 B < (dest.memory + 1 B) * 2");
    ck_assert_str_eq(rule->requirements[1].text, "(dest.memory + 1 B) * 2 <= ( source.memory )");
}
END_TEST

START_TEST(chain_shares_operands) {
    const struct expr *not = condition("not (1 B < dest.memory <= 2 B)");
    const struct expr *both = not ->items[0];
    ck_assert_int_eq(both->op, BUILTIN_AND);
    ck_assert_ptr_eq(both->items[0]->items[1], both->items[1]->items[0]);
}
END_TEST

START_TEST(define_once_for_each_place) {
    const struct rule *rule = rules("define big(m: machine): bool = m.memory > 1 B"
                                    " rule r \"R\" { require every vm has big(vm)"
                                    " require some vm has big(vm)"
                                    " require every d in dest.vm has big(d) }");
    const struct function *functions[3];
    for (uint32_t i = 0; i < 3; i++)
        functions[i] = rule->requirements[i].condition->sequence->element->function;
    ck_assert_ptr_eq(functions[0], functions[1]);
    ck_assert_ptr_ne(functions[0], functions[2]);
    ck_assert_uint_eq(functions[0]->slot_count, 1);
    ck_assert_str_eq(functions[2]->body->items[0]->column->space->path, "dest.vm");
}
END_TEST

START_TEST(define_knows_of_aggregates) {
    const struct rule *rule = rules("define fits(b: bytes): bool = b <= dest.memory"
                                    " rule r \"R\" { require fits(1 B)"
                                    " require fits(sum(vm.memory)) }");
    ck_assert(!rule->requirements[0].condition->function->body->has_fold);
    ck_assert(rule->requirements[1].condition->function->body->has_fold);
    ck_assert(rule->requirements[1].condition->has_fold);
}
END_TEST

START_TEST(define_of_a_list_is_spliced) {
    const struct expr *count = rules("define running(h: host) = h.vm where h.name == vm.name"
                                     " rule r \"R\" { require count(running(dest).disk) > 0 }")
                                   ->requirements[0]
                                   .condition->items[0];
    ck_assert_uint_eq(count->sequence->loop_count, 2);
    ck_assert_str_eq(count->sequence->loops[0].space->path, "dest.vm");
    ck_assert_ptr_nonnull(count->sequence->loops[0].guard);
}
END_TEST

START_TEST(parameter_of_a_list_is_spliced) {
    const struct expr *more =
        rules("define twice(l: list of bytes): bytes = sum(l) * 2"
              " rule r \"R\" { require twice(vm.memory where vm.runs) > 0 B }")
            ->requirements[0]
            .condition->items[0];
    ck_assert_int_eq(more->kind, EXPR_APPLY);
    ck_assert_str_eq(more->items[0]->sequence->element->column->path, "memory");
    ck_assert_ptr_nonnull(more->items[0]->sequence->loops[0].guard);
}
END_TEST

START_TEST(lookup_takes_no_slot) {
    const struct rule *rule =
        rules("rule r \"R\" { require dest.vm[source.name].disk[\"a\"].size > 1 B }");
    ck_assert_uint_eq(rule->slot_count, 0);
    const struct expr *disk = rule->requirements[0].condition->items[0]->items[0];
    ck_assert_int_eq(disk->kind, EXPR_LOOKUP);
    ck_assert_str_eq(disk->space->path, "dest.vm.disk");
    ck_assert_int_eq(disk->items[0]->kind, EXPR_LOOKUP);
    ck_assert(program->wanted->spaces[disk->space->id]);
    ck_assert(program->wanted->columns[disk->space->key->id]);
}
END_TEST

START_TEST(only_what_is_read_is_wanted) {
    const struct expr *compared = condition("dest.memory > 1 B");
    const struct column_def *memory = compared->items[0]->column;
    for (uint32_t i = 0; i < program->model->column_count; i++)
        ck_assert_int_eq(program->wanted->columns[i], i == memory->id);
}
END_TEST

START_TEST(names_of_elements) {
    const struct rule *rule =
        rules("rule r \"R\" { require every dest.cpu.feature has feature != \"x\""
              " require some n in vm.name has n == dest.name }");
    const struct expr *feature = rule->requirements[0].condition->sequence->element->items[0];
    ck_assert_int_eq(feature->kind, EXPR_SLOT);
    const struct expr *name = rule->requirements[1].condition->sequence->element->items[0];
    ck_assert_str_eq(name->column->path, "name");
}
END_TEST

START_TEST(literals_take_the_other_type) {
    const struct rule *rule = rules("rule r \"R\" { require dest.memory > 0"
                                    " require every vm has vm.state in [\"on\"] }");
    const struct expr *zero = rule->requirements[0].condition->items[1];
    ck_assert_int_eq(zero->type.kind, TYPE_NUMBER);
    ck_assert(dimension_equal(zero->type.dimension, DIMENSION_BYTES));
    const struct expr *in = rule->requirements[1].condition->sequence->element;
    ck_assert_int_eq(in->items[1]->items[0]->type.kind, TYPE_ENUM);
}
END_TEST

START_TEST(dimensions) {
    const struct expr *compared = condition("dest.memory / 10 MB/s < 3 h");
    ck_assert(dimension_equal(compared->items[0]->type.dimension, DIMENSION_DURATION));
}
END_TEST

START_TEST(quotient_of_ints_is_a_number) {
    const struct expr *compared = condition("count(vm) / 2 < count(vm) * 2");
    ck_assert_int_eq(compared->items[0]->type.kind, TYPE_NUMBER);
    ck_assert_int_eq(compared->items[1]->type.kind, TYPE_INT);
}
END_TEST

START_TEST(known_of_lists_and_values) {
    const struct rule *rule =
        rules("rule r \"R\" { require known(vm.memory) require known(dest.memory) }");
    ck_assert_int_eq(rule->requirements[0].condition->fold, FOLD_KNOWN);
    ck_assert_int_eq(rule->requirements[1].condition->kind, EXPR_KNOWN);
}
END_TEST

// ---- mistakes ----

// The policy, checked, with its only mistake.
static const struct diagnostic *mistake_of(const char *policy) {
    size_t at = 0;
    program_add_text(program, "p.plim", policy, strlen(policy));
    ck_assert(!program_check(program));
    const struct diagnostic *mistake = diagnostics_next(program->diagnostics, &at);
    ck_assert_ptr_nonnull(mistake);
    ck_assert_ptr_null(diagnostics_next(program->diagnostics, &at));
    return mistake;
}

// A condition that is wrong, and what the cure makes of it.
static const struct text_pair cures[] = {
    {"dest[\"memory\"] > 1 B", "dest.memory > 1 B"},
    {"dest.cpu[vendor] == \"x\"", "dest.cpu.vendor == \"x\""},
    {"spare() > 1 B", "spare > 1 B"},
    {"dest.memroy > 1 B", "dest.memory > 1 B"},
    {"dst.memory > 1 B", "dest.memory > 1 B"},
    {"every vm has runs", "every vm has vm.runs"},
    {"cuont(vm) > 1", "count(vm) > 1"},
    {"every vm has vm.state == \"offf\"", "every vm has vm.state == \"off\""},
    {"dest.memory in source.memory", "dest.memory == source.memory"},
    {"version(dest.name) > 9.5", "version(dest.name) > \"9.5\""},
};

START_TEST(cure_is_an_edit) {
    const char *policy = arena_printf(program->arena,
                                      "policy p use facts hosts 1 define spare: bytes = dest.memory"
                                      " rule r \"R\" { require %s }",
                                      cures[_i].given);
    const struct diagnostic *mistake = mistake_of(policy);
    ck_assert_uint_eq(mistake->fix_count, 1);
    const struct fix *fix = &mistake->fixes[0];
    const struct source *source = sources_find(program->sources, fix->span.begin);
    const char *cured =
        arena_printf(program->arena, "%.*s%s%s", (int)(fix->span.begin - source->base), policy,
                     fix->text, policy + (fix->span.end - source->base));
    ck_assert_str_eq(strstr(cured, "require ") + strlen("require "),
                     arena_printf(program->arena, "%s }", cures[_i].wanted));
}
END_TEST

// Patterns up to the limit are taken; the first beyond it is told, and those behind it are not.
START_TEST(patterns_are_too_large_together) {
    program->pattern_size = 4000000 - 2;
    const struct diagnostic *mistake =
        mistake_of("policy p use facts hosts 1 rule r \"R\" { require dest.name like \"a\" and"
                   " dest.name like \"b\" and dest.name like \"c\" and dest.name like \"d\" }");
    ck_assert_str_eq(mistake->message, "the patterns of these policies are too large together");
    ck_assert_str_eq(sources_excerpt(program->sources, mistake->span, program->arena), "\"c\"");
}
END_TEST

// ---- walks over all expressions of a rule ----

typedef void visitor(void *state, const struct expr *expr);

struct walk {
    visitor *visit;
    void *state;
};

static void walk_expr(void *state, const struct expr *expr) {
    struct walk *walk = state;
    walk->visit(walk->state, expr);
    if (expr->outer != NULL)
        walk_expr(walk, expr->outer);
    expr_each_child(expr, walk_expr, walk);
    if (expr->function != NULL)
        walk_expr(walk, expr->function->body);
}

static void walk_lets(struct walk *walk, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        walk_expr(walk, lets[i].value);
}

static void walk_rule(const struct rule *rule, visitor *visit, void *state) {
    struct walk walk = {visit, state};
    walk_lets(&walk, rule->lets, rule->let_count);
    for (uint32_t i = 0; i < rule->loop_count; i++) {
        const struct loop *loop = &rule->loops[i];
        walk_expr(&walk, loop->parent);
        if (loop->guard != NULL)
            walk_expr(&walk, loop->guard);
        walk_lets(&walk, loop->lets, loop->let_count);
    }
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        walk_expr(&walk, rule->requirements[i].condition);
}

// ---- declarations ----

static const char *text_of(struct span span) {
    return sources_excerpt(program->sources, span, program->arena);
}

struct used {
    enum expr_kind kind;
    const char *text; // as written
    const char *name; // whose declaration it is
    uint32_t line, column;
    const char *file;
    bool found;
};

static void find_use(void *state, const struct expr *expr) {
    struct used *use = state;
    bool unnamed = expr->kind == EXPR_ROOT && expr->outer == NULL; // the row that holds the roots
    if (unnamed || expr->kind != use->kind || strcmp(text_of(expr->node->span), use->text) != 0)
        return;
    struct place place = sources_place(program->sources, expr->declaration.begin);
    ck_assert_str_eq(text_of(expr->declaration), use->name);
    ck_assert_str_eq(strrchr(place.source->name, '/') ? strrchr(place.source->name, '/') + 1
                                                      : place.source->name,
                     use->file);
    ck_assert_uint_eq(place.line, use->line);
    ck_assert_uint_eq(place.column, use->column);
    use->found = true;
}

static const char uses_policy[] =
    "param limit: bytes = 1 B\n"
    "define twice(x: bytes): bytes = x * 2\n"
    "define least = 2 B\n"
    "define larger(l: list of bytes): bool = some y in l has y > 1 B\n"
    "rule r \"R\" {\n"
    "  let all = sum(vm.memory)\n"
    "  for each m in vm\n"
    "  let few = [1 B, least]\n"
    "  require twice(m.memory) < all + limit\n"
    "  require every d in m.disk has d.size > 0 B\n"
    "  require every disk in m.disk has disk.target == 'x'\n"
    "  require vm['a'].cpu.vendor == dest.cpu.vendor\n"
    "  require m.memory in few and larger([limit])\n"
    "}\n";

START_TEST(every_use_knows_its_declaration) {
    struct used uses[] = {
        {EXPR_PARAM, "limit", "limit", 1, 34, "p.plim", false},
        {EXPR_CALL, "twice(m.memory)", "twice", 2, 8, "p.plim", false},
        {EXPR_SLOT, "x", "x", 2, 14, "p.plim", false},
        {EXPR_CALL, "least", "least", 3, 8, "p.plim", false},
        {EXPR_SLOT, "y", "y", 4, 46, "p.plim", false},
        {EXPR_SLOT, "all", "all", 6, 7, "p.plim", false},
        {EXPR_SLOT, "m", "m", 7, 12, "p.plim", false},
        {EXPR_ITEMS, "[1 B, least]", "few", 8, 7, "p.plim", false},
        {EXPR_SLOT, "d", "d", 10, 17, "p.plim", false},
        {EXPR_COLUMN, "d.size", "size", 3, 39, "hosts.plim", false},
        {EXPR_COLUMN, "m.memory", "memory", 4, 38, "hosts.plim", false},
        {EXPR_SLOT, "disk", "disk", 11, 17, "p.plim", false},
        {EXPR_LOOKUP, "vm['a']", "vm", 7, 40, "hosts.plim", false},
        {EXPR_COLUMN, "dest.cpu.vendor", "vendor", 2, 14, "hosts.plim", false},
        {EXPR_LOOKUP, "vm['a'].cpu", "cpu", 4, 69, "hosts.plim", false},
        {EXPR_ROOT, "dest", "dest", 7, 24, "hosts.plim", false},
    };
    const struct rule *rule = rules(uses_policy);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        walk_rule(rule, find_use, &uses[i]);
        ck_assert_msg(uses[i].found, "%s", uses[i].text);
    }
    const struct expr *every = rule->requirements[1].condition;
    ck_assert_str_eq(text_of(every->sequence->loops[0].declaration), "disk");
    ck_assert_str_eq(text_of(rule->loops[0].declaration), "vm");
    ck_assert_str_eq(text_of(rule->lets[0].span), "all");
    ck_assert_str_eq(text_of(rule->requirements[0].condition->items[0]->function->span), "twice");
    const struct record *machine = rule->loops[0].type.record;
    ck_assert_str_eq(text_of(machine->span), "machine");
    ck_assert_str_eq(text_of(machine->fields[0]->span), "name");
    ck_assert_str_eq(text_of(machine->fields[3]->type.record->span), "cpu");
}
END_TEST

// ---- ids ----

struct ids {
    const struct expr **by_id; // the expression of an id, which may be met again
    uint32_t met;
};

static void note_id(void *state, const struct expr *expr) {
    struct ids *ids = state;
    ck_assert_uint_lt(expr->id, program->expression_count);
    ck_assert(ids->by_id[expr->id] == NULL || ids->by_id[expr->id] == expr);
    ids->met += ids->by_id[expr->id] == NULL;
    ids->by_id[expr->id] = expr;
}

START_TEST(ids_are_distinct_and_dense) {
    const struct rule *rule = rules(uses_policy);
    struct ids ids = {calloc(program->expression_count, sizeof *ids.by_id), 0};
    ck_assert_ptr_nonnull(ids.by_id);
    walk_rule(rule, note_id, &ids);
    note_id(&ids, program->policies[0]->params[0].value);
    ck_assert_uint_gt(ids.met, 40);
    ck_assert_uint_eq(ids.met, program->expression_count);
    free(ids.by_id);
    uint32_t slots, before = program->expression_count;
    const struct expr *expr = program_expression(program, "count(vm) + 1", &slots);
    ck_assert_uint_eq(program->expression_count, before + 5);
    ck_assert_uint_ge(expr->id, before);
}
END_TEST

START_TEST(signatures_stand_as_they_are_written) {
    static const char *const expected[] = {"-number: number", "not bool: bool",
                                           "number + number: number"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        bool found = false;
        for (int row = 0; row < BUILTIN_COUNT_OF; row++) {
            struct text signature = {0};
            builtin_signature(&signature, &builtin_rows[row]);
            found |= strcmp(text_data(&signature), expected[i]) == 0;
            text_clear(&signature);
        }
        ck_assert_msg(found, "%s", expected[i]);
    }
}
END_TEST

SUITE(check, begin, end, ONCE(path_is_loops), ONCE(filter_is_a_guard), ONCE(named_list_is_spliced),
      ONCE(let_is_a_variable), ONCE(requirements_are_operands_and_links),
      ONCE(link_keeps_its_parentheses), ONCE(chain_shares_operands),
      ONCE(define_once_for_each_place), ONCE(define_knows_of_aggregates),
      ONCE(define_of_a_list_is_spliced), ONCE(parameter_of_a_list_is_spliced),
      ONCE(lookup_takes_no_slot), ONCE(only_what_is_read_is_wanted), ONCE(names_of_elements),
      ONCE(literals_take_the_other_type), ONCE(dimensions), ONCE(quotient_of_ints_is_a_number),
      ONCE(known_of_lists_and_values), EACH(cure_is_an_edit, cures),
      ONCE(patterns_are_too_large_together), ONCE(every_use_knows_its_declaration),
      ONCE(ids_are_distinct_and_dense), ONCE(signatures_stand_as_they_are_written))
