// plimsoll plan: what people intend with machines, put into a facts file.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/time.h"
#include "base/utf8.h"
#include "cli/facts_file.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "facts/edit_find.h"

static const char name[] = "plan";

enum { NAMES = 64 };

static const struct option_table options[] = {{option_use, NULL}, {NULL, NULL}};

// What the changes touch that wait until the file is turned.
struct batch {
    struct arena *arena;
    struct intern *touched; // bytes of struct touch
};

// One assignment on its way. `written` is how the command line has it.
struct setting {
    struct facts_file *file;
    const char *written;
    struct fact_path path;     // of what is set
    struct fact_path objects;  // of the objects that hold it; keys may be globs
    const struct field *field; // to be set
    const char *value;         // as given; "" takes the field away
    const char *json;          // NULL: likewise
    struct part *objects_found;
    size_t places, room;
};

// ---- reading ----

static bool malformed(const char *written) {
    return complain(name, "%s: write PATH=VALUE, such as 'vm[\"db01\"].to_pool=fast'", written);
}

static bool read_setting(struct setting *setting) {
    struct arena *arena = setting->file->program->arena;
    struct fact_path *path = &setting->path;
    const char *rest = fact_path_parse_typed(setting->written, arena, path);
    if (rest == NULL || *rest != '=' || path->count < 2 ||
        fact_step_is_index(&path->steps[path->count - 1]))
        return malformed(setting->written);
    setting->value = rest + 1;
    fact_path_join(&setting->objects, arena, path, 0);
    setting->objects.count--;
    return true;
}

// ---- the model ----

// The fields of a model that are plans: "runs, to_pool, to_network".
static bool no_plan(const struct model *model, const char *word) {
    struct text all = {0};
    for (uint32_t r = 0; r < model->record_count; r++)
        for (uint32_t i = 0; i < model->records[r]->field_count; i++)
            if (model->records[r]->fields[i]->plan)
                text_addf(&all, "%s%s", all.size > 0 ? ", " : "",
                          model->records[r]->fields[i]->name);
    complain(name, "%s is not for people to set; they plan %s", word,
             all.size > 0 ? text_data(&all) : "nothing in this model");
    text_clear(&all);
    return false;
}

static bool unknown_field(const struct model *model, const struct record *record,
                          const char *word) {
    const char *names[NAMES];
    size_t count = 0;
    for (uint32_t i = 0; i < record->field_count && count < NAMES; i++)
        names[count++] = record->fields[i]->name;
    const char *near = nearest_word(word, names, count);
    return near != NULL ? complain(name, "there is no %s; did you mean %s?", word, near)
                        : no_plan(model, word);
}

// A plan of the elements of one of a record's lists, which are all meant then.
static const struct field *plan_below(const struct record *record, const char *word,
                                      const struct field **list) {
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct type *type = &record->fields[i]->type;
        const struct record *element = type->kind == TYPE_LIST ? record_held(type) : NULL;
        const struct field *field = element != NULL ? record_find(element, word) : NULL;
        if (field != NULL && field->plan) {
            *list = record->fields[i];
            return field;
        }
    }
    return NULL;
}

// Finds the field in the record that the path leads to, or in the elements of its lists.
static bool bind_field(struct setting *setting, const struct record *record) {
    const char *word = setting->path.steps[setting->path.count - 1].text;
    const struct model *model = setting->file->program->model;
    const struct field *below = NULL;
    setting->field = record_find(record, word);
    if (setting->field == NULL)
        setting->field = plan_below(record, word, &below);
    if (setting->field == NULL)
        return unknown_field(model, record, word);
    if (below != NULL)
        fact_path_add_name(&setting->objects, setting->file->program->arena, below->name);
    return setting->field->plan || no_plan(model, word);
}

static bool is_keyed(const struct setting *setting, size_t index) {
    return fact_step_is_index(&setting->path.steps[index + 1]);
}

// Elements have keys, one each, where their list has.
static bool may_be_keyed(const struct setting *setting, size_t index, const struct field *field) {
    return field->type.kind == TYPE_LIST && !is_keyed(setting, index + 1);
}

// vm.mail.runs: the name of an element stands in brackets.
static bool unknown_step(const struct setting *setting, const struct record *record, size_t index,
                         const struct field *before) {
    const struct fact_step *steps = setting->path.steps;
    const char *word = steps[index].text;
    if (before == NULL || before->type.kind != TYPE_LIST || record->key == NULL)
        return unknown_field(setting->file->program->model, record, word);
    return complain(name, "%s: the name of an element stands in brackets: %s[\"%s\"]",
                    setting->written, before->name, word);
}

static bool bind(struct setting *setting) {
    const struct model *model = setting->file->program->model;
    const struct record *record = model->root;
    const struct field *before = NULL;
    for (size_t i = 0; i + 1 < setting->path.count; i++) {
        const struct fact_step *step = &setting->path.steps[i];
        if (fact_step_is_index(step))
            continue;
        const struct field *field = record_find(record, step->text);
        if (field == NULL)
            return unknown_step(setting, record, i, before);
        before = field;
        record = record_held(&field->type);
        if (record == NULL || (is_keyed(setting, i) && !may_be_keyed(setting, i, field)))
            return malformed(setting->written);
        if (is_keyed(setting, i) && record->key == NULL)
            return complain(name, "%s: elements of %s have no key; without brackets all are meant",
                            setting->written, field->name);
    }
    return bind_field(setting, record);
}

// Numbers are numbers in JSON; quantities stay as they are written, with their units.
static const char *json_of(struct setting *setting, const struct expr *value) {
    struct edit *edit = &setting->file->edit;
    char number[DECIMAL_TEXT], time[TIME_TEXT];
    bool quantity = !dimension_equal(value->type.dimension, DIMENSION_NONE);
    if (value->type.kind == TYPE_BOOL)
        return value->truth ? "true" : "false";
    if (value->type.kind == TYPE_TIME) {
        time_format(value->time, time);
        return edit_quote(edit, time);
    }
    if (!type_is_numeric(&value->type) || quantity)
        return edit_quote(edit, setting->value);
    decimal_format(value->number, number);
    return arena_copy(edit->arena, number, strlen(number));
}

static bool read_value(struct setting *setting) {
    if (*setting->value == '\0')
        return true;
    if (setting->field->type.kind == TYPE_LIST)
        return complain(name, "%s is a list; write it into the file by hand", setting->field->name);
    const struct expr *value = program_value(setting->file->program, &setting->field->type,
                                             setting->written, setting->value);
    if (value == NULL)
        return setup_diagnose(setting->file->session);
    setting->json = json_of(setting, value);
    return true;
}

// ---- the file ----

static void add_object(void *state, const struct part *object) {
    struct setting *setting = state;
    ARENA_PUSH(setting->file->program->arena, setting->objects_found, setting->places,
               setting->room) = *object;
}

static void set_in(const struct setting *setting, const struct part *object) {
    if (setting->json != NULL)
        edit_set(&setting->file->edit, object, (struct pair){setting->field->name, setting->json});
    else
        edit_remove(&setting->file->edit, object, setting->field->name);
}

// A field of an object that is changed; of an object alone, that something of it is (NULL), or that
// nothing more of it may be before the file is turned (ALONE).
struct touch {
    const char *object;
    const void *field;
};
static const char ALONE;

static bool is_touched(const struct batch *batch, const char *object, const void *field) {
    const struct touch touch = {object, field};
    return intern_find(batch->touched, (const char *)&touch, sizeof touch) != INTERN_NONE;
}

static void touch(struct batch *batch, const char *object, const void *field) {
    const struct touch touched = {object, field};
    intern_add(batch->touched, (const char *)&touched, sizeof touched);
}

// What is taken away, or is the first of an object, goes with what stands beside it.
static bool is_alone(const struct setting *setting, const struct part *object) {
    return setting->json == NULL ||
           edit_next(&setting->file->edit, object, (struct part){0}).begin == NULL;
}

static bool must_wait(const struct batch *batch, const struct setting *setting) {
    for (size_t i = 0; i < setting->places; i++) {
        const struct part *object = &setting->objects_found[i];
        if (is_touched(batch, object->begin, setting->field) ||
            is_touched(batch, object->begin, &ALONE) ||
            (is_alone(setting, object) && is_touched(batch, object->begin, NULL)))
            return true;
    }
    return false;
}

static bool found_nothing(const struct setting *setting, const struct edit_find *find) {
    if (find->missed == NULL)
        return complain(name, "%s: the file lists nothing to set that on", setting->written);
    const char *near = nearest_word(find->key, find->near, find->near_count);
    struct text message = {0};
    text_addf(&message, "%s has no ", find->missed);
    text_add_quoted(&message, find->key);
    if (near != NULL) {
        text_add(&message, "; did you mean ");
        text_add_quoted(&message, near);
        text_add_char(&message, '?');
    }
    complain(name, "%s", text_data(&message));
    text_clear(&message);
    return false;
}

static void show_setting(const struct setting *setting, struct text *shown) {
    struct text raw = {0};
    text_addf(&raw, "%s: %s in %zu place%s", setting->file->path, setting->written, setting->places,
              setting->places == 1 ? "" : "s");
    text_add_clean(shown, text_data(&raw));
    text_add_char(shown, '\n');
    text_clear(&raw);
}

static void find_objects(struct setting *setting, struct edit_find *find) {
    *find = (struct edit_find){.edit = &setting->file->edit,
                               .model = setting->file->program->model,
                               .path = &setting->objects,
                               .visit = add_object,
                               .state = setting};
    setting->places = 0;
    edit_find(find);
}

static void batch_end(struct batch *batch) {
    arena_free(batch->arena);
    *batch = (struct batch){0};
}

static void batch_begin(struct batch *batch) {
    batch->arena = arena_new();
    batch->touched = intern_new(batch->arena);
}

// Those that touch the same are made one after the other.
static void set_all(struct setting *setting, struct batch *batch, struct edit_find *find) {
    if (must_wait(batch, setting)) {
        facts_file_turn(setting->file);
        batch_end(batch);
        batch_begin(batch);
        find_objects(setting, find);
    }
    for (size_t i = 0; i < setting->places; i++) {
        const struct part *object = &setting->objects_found[i];
        touch(batch, object->begin, NULL);
        touch(batch, object->begin,
              is_alone(setting, object) ? (const void *)&ALONE : setting->field);
        set_in(setting, object);
    }
}

static bool set(struct facts_file *file, struct batch *batch, const char *written,
                struct text *shown) {
    struct setting setting = {.file = file, .written = written};
    struct edit_find find;
    if (!read_setting(&setting) || !bind(&setting) || !read_value(&setting))
        return false;
    find_objects(&setting, &find);
    if (setting.places == 0)
        return found_nothing(&setting, &find);
    set_all(&setting, batch, &find);
    show_setting(&setting, shown);
    return true;
}

// ---- the command ----

static bool are_text(const struct request *request) {
    for (size_t i = 1; i < request->operand_count; i++) {
        const char *value = request->operands[i];
        if (utf8_check(value, strlen(value)) != strlen(value))
            return complain(name, "%s is not UTF-8", value);
    }
    return true;
}

static int run(void *state) {
    const struct request *request = state;
    struct facts_file file;
    struct text shown = {0};
    if (!are_text(request))
        return STATUS_INPUT;
    struct batch batch;
    bool good = facts_file_open(&file, name, request->operands[0], request->model, false);
    batch_begin(&batch);
    for (size_t i = 1; good && i < request->operand_count; i++)
        good = set(&file, &batch, request->operands[i], &shown);
    batch_end(&batch);
    good = good && facts_file_save(&file) && output_print(name, &shown);
    text_clear(&shown);
    facts_file_close(&file);
    return good ? STATUS_PASS : STATUS_INPUT;
}

const struct command cmd_plan = {
    .name = name,
    .summary = "put what people intend with machines into a facts file",
    .help = "usage: plimsoll plan FACTS PATH=VALUE... [OPTION]...\n"
            "\n"
            "Sets what no host knows: whether a machine is to run at once with the others, and\n"
            "where its disks and adapters are to go.\n"
            "\n"
            "Keys are names or globs, with or without quotes. to_pool of a machine is that of all\n"
            "its disks, to_network that of all its adapters. An empty value takes a field away.\n"
            "All else in the file stays as it is.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault; then nothing was written.\n",
    .examples = {{"A machine is to stay off, and others get their disks on a fast pool",
                  "plimsoll plan pair.json 'vm[mail].runs=false' 'vm[web*].to_pool=fast'"},
                 {"One disk of a machine alone",
                  "plimsoll plan pair.json 'vm[web].disk[vda].to_pool=fast'"}},
    .operands = {2, OPERANDS_ANY,
                 "say what is planned: plimsoll plan FACTS 'vm[\"db01\"].to_pool=fast'", NULL},
    .kinds = {VALUE_FACTS, VALUE_CHANGE},
    .size = sizeof(struct request),
    .run = run,
};
