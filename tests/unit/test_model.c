// Fact models: the layout of spaces and columns, and every mistake in a model.
#include <stdlib.h>
#include <string.h>

#include "check/model_build.h"
#include "lang/model.h"
#include "suites.h"

static struct parse parse;
static struct sources *sources;
static struct model *model;

static void begin(void) {
    parse.arena = arena_new();
    parse.names = intern_new(parse.arena);
    sources = sources_new(parse.arena);
    parse.diagnostics = diagnostics_new(parse.arena, sources);
    model = model_new(parse.arena, parse.names);
}

static void end(void) {
    arena_free(parse.arena);
}

static void add(const char *name, const char *text) {
    const struct source *source = sources_add(sources, name, text, strlen(text));
    model_add(model, parse_file(&parse, source), &parse);
}

// The messages and cures, one a line.
static const char *messages(void) {
    struct text out;
    text_init(&out);
    size_t index = 0;
    for (const struct diagnostic *at; (at = diagnostics_next(parse.diagnostics, &index)) != NULL;)
        text_addf(&out, "%s%s%s\n", at->message, at->cure != NULL ? "; " : "",
                  at->cure != NULL ? at->cure : "");
    const char *copy = text_copy(&out, parse.arena);
    text_clear(&out);
    return copy;
}

static const struct space_def *space(const char *path) {
    for (uint32_t i = 0; i < model->space_count; i++)
        if (strcmp(model->spaces[i]->path, path) == 0)
            return model->spaces[i];
    ck_abort_msg("no space %s", path);
    return NULL;
}

static const struct column_def *column(const struct space_def *in, const char *path) {
    for (uint32_t i = 0; i < in->column_count; i++)
        if (strcmp(in->columns[i]->path, path) == 0)
            return in->columns[i];
    ck_abort_msg("no column %s in %s", path, in->path);
    return NULL;
}

static const char small[] =
    "facts small 1\n"
    "record host key name \"a host\" {\n"
    "    name: text\n"
    "    cpu: cpu\n"
    "    vm: list of machine \"machines\"\n"
    "}\n"
    "record cpu { vendor: text feature: list of text cores: int min 1 max 100 }\n"
    "record machine key name {\n"
    "    name: text\n"
    "    memory: bytes min 0 max 1 TiB \"size\"\n"
    "    state: one of [\"on\", \"off\"]\n"
    "    disk: list of disk\n"
    "}\n"
    "record disk { size: bytes }\n"
    "root source: host\n"
    "root vm: list of machine default source.vm \"the machines\"\n"
    "root site: text\n";

START_TEST(lays_out_spaces) {
    add("small.plim", small);
    model_seal(model, &parse);
    ck_assert_str_eq(messages(), "");
    static const char *const paths[] = {
        "", "source.cpu.feature", "source.vm", "source.vm.disk", "vm", "vm.disk"};
    ck_assert_uint_eq(model->space_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        ck_assert_str_eq(model->spaces[i]->path, paths[i]);
        ck_assert_uint_eq(model->spaces[i]->id, i);
    }
    ck_assert_ptr_null(model->spaces[0]->parent);
    ck_assert_uint_eq(model->spaces[0]->child_count, 3);
    ck_assert_str_eq(space("source.cpu.feature")->name, "feature");
    ck_assert_str_eq(space("source.cpu.feature")->member, "source.cpu.feature");
    ck_assert_str_eq(space("vm.disk")->member, "disk");
    ck_assert_ptr_eq(space("vm.disk")->parent, space("vm"));
    ck_assert_ptr_eq(space("vm")->children[0], space("vm.disk"));
}
END_TEST

START_TEST(lays_out_columns) {
    add("small.plim", small);
    model_seal(model, &parse);
    const struct space_def *root = model->spaces[0];
    ck_assert_uint_eq(root->column_count, 4);
    ck_assert_str_eq(root->columns[0]->path, "source.name");
    ck_assert_str_eq(root->columns[1]->path, "source.cpu.vendor");
    ck_assert_str_eq(root->columns[2]->path, "source.cpu.cores");
    ck_assert_str_eq(root->columns[3]->path, "site");
    for (uint32_t i = 0; i < model->column_count; i++) {
        ck_assert_uint_eq(model->columns[i]->id, i);
        ck_assert_ptr_eq(model->columns[i]->space->columns[model->columns[i]->index],
                         model->columns[i]);
    }
    const struct column_def *memory = column(space("vm"), "memory");
    ck_assert_int_eq(memory->type.kind, TYPE_NUMBER);
    ck_assert_int_eq(memory->type.dimension.information, 1);
    ck_assert(memory->field->has_min && memory->field->has_max);
    ck_assert(memory->field->min.nano == 0);
    ck_assert(memory->field->max.nano == ((__int128)1 << 40) * DECIMAL_ONE);
    ck_assert_str_eq(memory->field->description, "size");
    ck_assert_str_eq(space("vm")->field->description, "the machines");
}
END_TEST

START_TEST(lays_out_shapes) {
    add("small.plim", small);
    model_seal(model, &parse);
    ck_assert_ptr_eq(model->root_shape->record, model->root);
    const struct member *source = &model->root_shape->members[0];
    ck_assert_int_eq(source->kind, MEMBER_NESTED);
    ck_assert_str_eq(source->nested->prefix, "source.");
    ck_assert_ptr_eq(source->nested->space, model->spaces[0]);
    ck_assert_str_eq(source->nested->members[1].nested->prefix, "source.cpu.");
    ck_assert_ptr_eq(source->nested->members[2].list, space("source.vm"));
    const struct space_def *vm = space("vm");
    ck_assert_ptr_eq(vm->element.shape, vm->shape);
    ck_assert_str_eq(vm->shape->prefix, "");
    ck_assert_ptr_eq(vm->key, column(vm, "name"));
    ck_assert_ptr_eq(vm->shape->members[1].column, column(vm, "memory"));
    ck_assert_ptr_ne(vm->shape, space("source.vm")->shape);
    ck_assert_ptr_null(space("vm.disk")->key);
}
END_TEST

START_TEST(lays_out_plain_lists) {
    add("small.plim", small);
    model_seal(model, &parse);
    const struct space_def *feature = space("source.cpu.feature");
    ck_assert_ptr_null(feature->shape);
    ck_assert_ptr_null(feature->key);
    ck_assert_uint_eq(feature->column_count, 1);
    ck_assert_str_eq(feature->columns[0]->path, "value");
    ck_assert_int_eq(feature->columns[0]->type.kind, TYPE_TEXT);
    ck_assert_str_eq(feature->columns[0]->field->name, "feature");
}
END_TEST

START_TEST(finds_defaults) {
    add("small.plim", small);
    model_seal(model, &parse);
    ck_assert_ptr_eq(space("vm")->fallback, space("source.vm"));
    ck_assert_ptr_null(space("source.vm")->fallback);
    ck_assert_ptr_null(space("vm.disk")->fallback);
}
END_TEST

START_TEST(extends) {
    add("small.plim", small);
    add("a.plim", "policy a extend record machine { owner: text rank: int min 1 }");
    add("b.plim",
        "policy b extend record machine { owner: text } extend record disk { ssd: bool }");
    model_seal(model, &parse);
    ck_assert_str_eq(messages(), "");
    ck_assert_int_eq(column(space("vm"), "owner")->type.kind, TYPE_TEXT);
    ck_assert_uint_eq(column(space("vm"), "owner")->field->index, 4);
    ck_assert_uint_eq(column(space("source.vm"), "rank")->field->index, 5);
    column(space("vm.disk"), "ssd");
}
END_TEST

// What a model declares, and all that is wrong with it.
static const struct text_pair mistakes[] = {
    {"root a: list of machin record machine { }",
     "there is no type machin; did you mean machine?\n"},
    {"root a: string", "there is no type string; write text\n"},
    {"root a: byts", "there is no type byts; did you mean bytes?\n"},
    {"root a: zzzzzzzz", "there is no type zzzzzzzz\n"},
    {"record r { a: list of list of text }",
     "a list of lists is not possible; write a list of a record that holds the inner list\n"},
    {"record r { a: one of [\"x\", \"y\", \"x\"] }", "\"x\" is listed twice\n"},
    {"record r { a: int a: text }", "r.a is declared twice\n"},
    {"record r { } record r { }",
     "record r is declared twice; to add fields to it, write extend record r { … }\n"},
    {"record text { }", "text is a type of the language, so no record can have this name\n"},
    {"root a: int root a: int", "a is declared twice\n"},
    {"extend record machin { } record machine { }",
     "there is no record machin to extend; did you mean machine?\n"},
    {"extend record machine { }",
     "there is no record machine to extend; say whose record it is: use facts NAME VERSION\n"},
    {"record machine { a: int } extend record machine { a: int }", "machine.a is declared twice\n"},
    // keys
    {"record r key nam { name: text }", "the key nam is not a field of r; did you mean name?\n"},
    {"record r key a { a: bool }", "r.a cannot be a key, because it is a bool; a key is a text, a "
                                   "number, a quantity or a time\n"},
    {"record r key a { a: list of text }", "r.a cannot be a key, because it is a list of text; a "
                                           "key is a text, a number, a quantity or a "
                                           "time\n"},
    {"record r key a { a: s } record s { }",
     "r.a cannot be a key, because it is a s; a key is a text, a number, a quantity or a time\n"},
    {"record r key a { a: version }",
     "r.a cannot be a key, because it is a version; a key is a text, a number, a quantity or a "
     "time\n"},
    {"record r key a { a: bytes } record s key a { a: int } record t key a { a: time }", ""},
    // recursion
    {"record r { a: r }",
     "r.a makes r contain itself, and facts have to end somewhere; hold the key of the other r in "
     "a text, and look it up in a list\n"},
    {"record r { a: list of s } record s { b: t } record t { c: list of r }",
     "t.c makes r contain itself, and facts have to end somewhere; hold the key of the other r in "
     "a text, and look it up in a list\n"},
    {"record r { a: s b: s } record s { c: t } record t { }", ""},
    // constraints
    {"record r { a: text min 1 }", "r.a is text, which has no min\n"},
    {"record r { a: bool max 1 }", "r.a is a bool, which has no max\n"},
    {"record r { a: time min 1 }", "r.a is a time, which has no min\n"},
    {"record r { a: bytes min 16 }",
     "r.a is bytes, but 16 is a plain number; write for example min 16 GiB\n"},
    {"record r { a: duration max 16 GiB }",
     "r.a is a duration, but 16 GiB is bytes; write for example max 5 min\n"},
    {"record r { a: int min 5 s }",
     "r.a is an int, but 5 s is a duration; write for example min 16\n"},
    {"record r { a: int min 0.5 }", "r.a is an int, but this is not a whole number\n"},
    {"record r { a: int min 2026-01-01 }",
     "r.a is an int, but this is neither a number nor a quantity\n"},
    {"record r { a: int min 5 max 4 }", "the min of r.a is above its max\n"},
    {"record r { a: bytes min 0 max 0 b: number min -5 max 90% c: list of int min 1 }", ""},
    // defaults of roots
    {"root a: text default b root b: text",
     "the default of root a has no use, because only a list can have one\n"},
    {"root a: list of text default c root bc: list of text", "c is not in the model\n"},
    {"root vm: list of text default source.vmm root source: s record s { vm: list of text }",
     "source.vmm is not in the model; did you mean vm?\n"},
    {"root a: list of text default b root b: list of int",
     "the default of root a is not a list of the same type; it has to be a list of text\n"},
    {"root a: list of text default b root b: text",
     "the default of root a is not a list of the same type; it has to be a list of text\n"},
    {"root a: list of text default b.c root b: list of s record s { c: list of text }",
     "the default of root a cannot lie within a list\n"},
    {"root a: list of text default b.c root b: int",
     "the default of root a cannot lie within a single value\n"},
    {"root a: list of text default a",
     "the default of root a is a root that has a default itself\n"},
    {"root a: list of text default b root b: list of text default a",
     "the default of root a is a root that has a default itself\n"
     "the default of root b is a root that has a default itself\n"},
};

START_TEST(mistake) {
    struct text text;
    text_init(&text);
    text_addf(&text, "facts m 1 %s", mistakes[_i].given);
    add("m.plim", text_data(&text));
    model_seal(model, &parse);
    ck_assert_str_eq(messages(), mistakes[_i].wanted);
    text_clear(&text);
}
END_TEST

START_TEST(repeated_differently) {
    add("small.plim", small);
    add("a.plim", "policy a extend record machine { owner: text rank: int }");
    add("b.plim", "policy b extend record machine { owner: int rank: int min 1 }");
    model_seal(model, &parse);
    ck_assert_str_eq(messages(),
                     "machine.owner is declared already, and not in the same way; it is text "
                     "there\nmachine.rank is declared already, and not in the same way\n");
}
END_TEST

// Every record holds the next one twice: 2^30 places from 30 lines.
START_TEST(grows_too_large) {
    struct text text;
    text_init(&text);
    text_add(&text, "facts m 1 root r: r0");
    for (int i = 0; i < 30; i++)
        text_addf(&text, " record r%d { a: r%d b: r%d }", i, i + 1, i + 1);
    text_add(&text, " record r30 { }");
    add("m.plim", text_data(&text));
    model_seal(model, &parse);
    ck_assert(model->incomplete);
    ck_assert_str_eq(messages(), "the model has more than 50000 places for facts, or paths of more "
                                 "than 1000 bytes\n");
    text_clear(&text);
}
END_TEST

START_TEST(nests_too_deep) {
    struct text text;
    text_init(&text);
    text_add(&text, "facts m 1");
    for (int i = 0; i < 1500; i++)
        text_addf(&text, " record r%d { a: r%d }", i, i + 1);
    text_add(&text, " record r1500 { }");
    add("m.plim", text_data(&text));
    model_seal(model, &parse);
    ck_assert_ptr_nonnull(strstr(messages(), "more than 32 levels deep"));
    text_clear(&text);
}
END_TEST

SUITE(model, begin, end, ONCE(lays_out_spaces), ONCE(lays_out_columns), ONCE(lays_out_shapes),
      ONCE(lays_out_plain_lists), ONCE(finds_defaults), ONCE(extends), EACH(mistake, mistakes),
      ONCE(repeated_differently), ONCE(grows_too_large), ONCE(nests_too_deep))
