// plimsoll plan: what people intend with machines, put into a facts file.
#include "config.h"

#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/facts_file.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "check/pattern.h"

static const char name[] = "plan";

enum { STEPS = 16, NAMES = 64 };

static const struct option_table options[] = {{option_use, NULL}, {NULL, NULL}};

// vm["db01"].disk.to_pool: names, each of a list's elements with the key that is wanted, or NULL.
struct step {
    const char *name, *key;
};

// One assignment on its way. `written` is how the command line has it.
struct setting {
    struct facts_file *file;
    const char *written;
    struct step steps[STEPS];
    size_t count;
    const char *value;         // as given; "" takes the field away
    const char *json;          // NULL: likewise
    const struct field *field; // that is set
    const struct field *below; // the list below the object that holds it, or NULL
    size_t places;
    const char *list, *key; // a look-up that found nothing
    const char **near;      // the keys that were seen instead
    size_t near_count, near_room;
};

// ---- reading ----

static bool malformed(const char *written) {
    return complain(name, "%s: write PATH=VALUE, such as 'vm[\"db01\"].to_pool=fast'", written);
}

// The key at `at`, after '['; quotes may be left out, for shells take them away. Returns what
// follows ']', or NULL.
static const char *read_key(struct arena *arena, const char *at, const char **key) {
    struct text text = {0};
    bool quoted = *at == '"';
    at += quoted;
    while (*at != '\0' && *at != (quoted ? '"' : ']')) {
        if (quoted && at[0] == '\\' && (at[1] == '"' || at[1] == '\\'))
            at++;
        text_add_char(&text, *at++);
    }
    bool ended = quoted ? at[0] == '"' && at[1] == ']' : at[0] == ']';
    *key = text_copy(&text, arena);
    text_clear(&text);
    return ended ? at + 1 + quoted : NULL;
}

static bool read_setting(struct setting *setting) {
    struct arena *arena = setting->file->program->arena;
    const char *at = setting->written;
    while (at != NULL && setting->count < STEPS) {
        struct step *step = &setting->steps[setting->count++];
        size_t size = strcspn(at, "[.=");
        step->name = arena_copy(arena, at, size);
        at += size;
        if (size > 0 && *at == '[')
            at = read_key(arena, at + 1, &step->key);
        if (size == 0 || at == NULL || (*at != '.' && *at != '='))
            break;
        if (*at++ == '=') {
            setting->value = at;
            return (setting->count > 1 && step->key == NULL) || malformed(setting->written);
        }
    }
    return malformed(setting->written);
}

// ---- the model ----

static const struct field *field_of(const struct record *record, const char *word) {
    for (uint32_t i = 0; i < record->field_count; i++)
        if (strcmp(record->fields[i]->name, word) == 0)
            return record->fields[i];
    return NULL;
}

// The record of a field's value or of the elements of its list, or NULL.
static const struct record *record_of(const struct field *field) {
    const struct type *type = &field->type;
    if (type->kind == TYPE_LIST)
        type = type->element;
    return type->kind == TYPE_RECORD ? type->record : NULL;
}

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

// Finds the field in the record, or in the elements of one of its lists.
static bool bind_field(struct setting *setting, const struct record *record) {
    const char *word = setting->steps[setting->count - 1].name;
    setting->field = field_of(record, word);
    for (uint32_t i = 0; i < record->field_count && setting->field == NULL; i++) {
        const struct field *list = record->fields[i];
        const struct record *element = list->type.kind == TYPE_LIST ? record_of(list) : NULL;
        const struct field *field = element != NULL ? field_of(element, word) : NULL;
        if (field != NULL && field->plan) {
            setting->field = field;
            setting->below = list;
        }
    }
    if (setting->field == NULL)
        return unknown_field(setting->file->program->model, record, word);
    return setting->field->plan || no_plan(setting->file->program->model, word);
}

static bool bind(struct setting *setting) {
    const struct record *record = setting->file->program->model->root;
    for (size_t i = 0; i + 1 < setting->count; i++) {
        const struct step *step = &setting->steps[i];
        const struct field *field = field_of(record, step->name);
        if (field == NULL)
            return unknown_field(setting->file->program->model, record, step->name);
        record = record_of(field);
        if (record == NULL ||
            (step->key != NULL && (field->type.kind != TYPE_LIST || record->key == NULL)))
            return malformed(setting->written);
    }
    return bind_field(setting, record);
}

// A list of the root that the file leaves out stands for another (vm for source.vm).
static void follow_default(struct setting *setting) {
    struct edit *edit = &setting->file->edit;
    const struct model *model = setting->file->program->model;
    struct part root = edit_root(edit);
    struct part member = edit_member(edit, &root, setting->steps[0].name);
    const struct field *field = field_of(model->root, setting->steps[0].name);
    const struct member *place = &model->root_shape->members[field->index];
    if ((member.begin != NULL && !part_is(&member, 'n')) || place->kind != MEMBER_LIST ||
        place->list->fallback == NULL || setting->count == STEPS)
        return;
    const char *path = place->list->fallback->path, *dot = strchr(path, '.');
    if (dot == NULL)
        return;
    memmove(&setting->steps[1], &setting->steps[0], setting->count++ * sizeof *setting->steps);
    setting->steps[0] =
        (struct step){arena_copy(setting->file->program->arena, path, (size_t)(dot - path)), NULL};
    setting->steps[1].name = dot + 1;
}

static bool read_value(struct setting *setting) {
    if (*setting->value == '\0')
        return true;
    const struct expr *value = program_value(setting->file->program, &setting->field->type,
                                             setting->written, setting->value);
    if (value == NULL)
        return setup_diagnose(setting->file->session);
    setting->json = value->type.kind == TYPE_BOOL
                        ? (value->truth ? "true" : "false")
                        : edit_quote(&setting->file->edit, setting->value);
    return true;
}

// ---- the file ----

static void set_in(struct setting *setting, const struct part *object) {
    if (!part_is(object, '{'))
        return;
    if (setting->json != NULL)
        edit_set(&setting->file->edit, object, (struct pair){setting->field->name, setting->json});
    else
        edit_remove(&setting->file->edit, object, setting->field->name);
    setting->places++;
}

// In one object, or in each element of its list.
static void set_below(struct setting *setting, const struct part *object) {
    struct edit *edit = &setting->file->edit;
    if (setting->below == NULL) {
        set_in(setting, object);
        return;
    }
    struct part list = edit_member(edit, object, setting->below->name), element = {0};
    if (!part_is(&list, '['))
        return;
    while ((element = edit_next(edit, &list, element)).begin != NULL)
        set_in(setting, &element);
}

static const char *key_text(struct edit *edit, const struct record *record,
                            const struct part *element) {
    struct part key = edit_member(edit, element, record->key->name);
    return edit_text(edit, &key);
}

// An element of that very name is meant even if the name reads like a glob.
static bool has_key(struct edit *edit, const struct record *record, const struct part *list,
                    const char *key) {
    struct part element = {0};
    while ((element = edit_next(edit, list, element)).begin != NULL) {
        const char *text = key_text(edit, record, &element);
        if (text != NULL && strcmp(text, key) == 0)
            return true;
    }
    return false;
}

static void walk(struct setting *setting, size_t index, const struct record *record,
                 const struct part *object);

// The elements of a list whose key is the step's, or matches it as a glob.
static void walk_keys(struct setting *setting, size_t index, const struct record *record,
                      const struct part *list) {
    struct edit *edit = &setting->file->edit;
    struct arena *arena = setting->file->program->arena;
    const struct step *step = &setting->steps[index];
    struct pattern_error error;
    bool exact = has_key(edit, record, list, step->key), any = false;
    struct pattern *glob =
        exact ? NULL : pattern_compile(PATTERN_LIKE, step->key, strlen(step->key), &error);
    struct pattern_scratch *scratch = pattern_scratch_new();
    struct part element = {0};
    while ((element = edit_next(edit, list, element)).begin != NULL) {
        const char *text = key_text(edit, record, &element);
        bool wanted = text != NULL && (exact ? strcmp(text, step->key) == 0
                                             : glob != NULL && pattern_match(glob, scratch, text,
                                                                             strlen(text)) == 1);
        if (text != NULL && !wanted)
            ARENA_PUSH(arena, setting->near, setting->near_count, setting->near_room) = text;
        if (wanted)
            walk(setting, index + 1, record, &element);
        any = any || wanted;
    }
    if (!any) {
        setting->list = step->name;
        setting->key = step->key;
    }
    pattern_scratch_free(scratch);
    pattern_free(glob);
}

static void walk(struct setting *setting, size_t index, const struct record *record,
                 const struct part *object) {
    struct edit *edit = &setting->file->edit;
    const struct step *step = &setting->steps[index];
    if (index + 1 == setting->count) {
        set_below(setting, object);
        return;
    }
    struct part member = edit_member(edit, object, step->name), element = {0};
    const struct record *next = record_of(field_of(record, step->name));
    if (part_is(&member, '[') && step->key != NULL)
        walk_keys(setting, index, next, &member);
    else if (part_is(&member, '['))
        while ((element = edit_next(edit, &member, element)).begin != NULL)
            walk(setting, index + 1, next, &element);
    else if (part_is(&member, '{'))
        walk(setting, index + 1, next, &member);
}

static bool found_nothing(const struct setting *setting) {
    const char *near = setting->key != NULL
                           ? nearest_word(setting->key, setting->near, setting->near_count)
                           : NULL;
    if (setting->key == NULL)
        return complain(name, "%s: the file lists nothing to set that on", setting->written);
    return near != NULL ? complain(name, "%s has no \"%s\"; did you mean \"%s\"?", setting->list,
                                   setting->key, near)
                        : complain(name, "%s has no \"%s\"", setting->list, setting->key);
}

static bool set(struct facts_file *file, const char *written, struct text *told) {
    struct setting setting = {.file = file, .written = written};
    if (!read_setting(&setting) || !bind(&setting) || !read_value(&setting))
        return false;
    follow_default(&setting);
    struct part root = edit_root(&file->edit);
    walk(&setting, 0, file->program->model->root, &root);
    if (setting.places == 0)
        return found_nothing(&setting);
    facts_file_turn(file);
    struct text raw = {0};
    text_addf(&raw, "%s: %s in %zu place%s", file->path, written, setting.places,
              setting.places == 1 ? "" : "s");
    text_add_clean(told, text_data(&raw));
    text_add_char(told, '\n');
    text_clear(&raw);
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
    struct text told = {0};
    if (!are_text(request))
        return STATUS_INPUT;
    bool good = facts_file_open(&file, name, request->operands[0], request->model, false);
    for (size_t i = 1; good && i < request->operand_count; i++)
        good = set(&file, request->operands[i], &told);
    good = good && facts_file_save(&file) && output_print(name, &told);
    text_clear(&told);
    facts_file_close(&file);
    return good ? STATUS_PASS : STATUS_INPUT;
}

const struct command cmd_plan = {
    .name = name,
    .summary = "put what people intend with machines into a facts file",
    .help = "usage: plimsoll plan FACTS PATH=VALUE... [OPTION]...\n"
            "\n"
            "Sets what no host can tell: whether a machine is to run at once with the others, and\n"
            "where its disks and adapters are to go.\n"
            "\n"
            "  plimsoll plan pair.json 'vm[\"db01\"].runs=false' 'vm[\"web*\"].to_pool=fast'\n"
            "  plimsoll plan pair.json 'vm[\"db01\"].disk[\"vda\"].to_pool=fast'\n"
            "\n"
            "Keys are names or globs, with or without quotes. to_pool of a machine is that of all\n"
            "its disks, to_network that of all its adapters. An empty value takes a field away.\n"
            "All else in the file stays as it is.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault; then nothing was written.\n",
    .operands = {2, OPERANDS_ANY,
                 "say what is planned: plimsoll plan FACTS 'vm[\"db01\"].to_pool=fast'", NULL},
    .size = sizeof(struct request),
    .run = run,
};
