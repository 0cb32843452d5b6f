// Diagnostics of the reader: mistakes with their place, contradictions, unknown fields.
#include "facts/says.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts/rows.h"

void reader_init(struct reader *reader, struct build *build, const struct load_options *options,
                 struct diagnostics *diagnostics) {
    memset(reader, 0, sizeof *reader);
    reader->model = build->store->model;
    reader->options = options;
    reader->diagnostics = diagnostics;
    reader->build = build;
    reader->arena = arena_new();
    reader->roots = plan_new(reader->arena, reader->model->root_shape);
    reader->awaited.dictionary = build->store->dictionary;
    reader->scratch = arena_new();
    reader->empty = arena_mark(reader->scratch);
}

void reader_clear(struct reader *reader) {
    arena_free(reader->scratch);
    arena_free(reader->arena);
    text_clear(&reader->unknown.named);
    text_clear(&reader->complaint.message);
    text_clear(&reader->complaint.cure);
}

void reader_begin_value(struct reader *reader) {
    arena_rewind(reader->scratch, reader->empty);
}

// The name that messages give the file that is being read.
static const char *reader_file(const struct reader *reader) {
    return reader->build->store->files[reader->input];
}

static struct diagnostic *report(struct reader *reader, enum code code, const struct path *path,
                                 const char *name, const char *message) {
    struct text shown;
    text_init(&shown);
    struct path leaf = {path, name, 0};
    path_show(&shown, name == NULL ? path : &leaf);
    struct diagnostic *made =
        diagnostic_fact(reader->diagnostics, code, DIAGNOSTIC_ERROR, reader_file(reader),
                        shown.size == 0 ? NULL : text_data(&shown), "%s", message);
    text_clear(&shown);
    return made;
}

void reader_error(struct reader *reader, enum code code, const struct path *path, const char *name,
                  const char *format, ...) {
    if (reader->muted)
        return;
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    report(reader, code, path, name, message);
}

void reader_say_doubled(struct reader *reader, const struct path *path, const char *name) {
    reader_error(reader, CODE_DUPLICATE_MEMBER, path, name,
                 "the member stands twice in one object");
}

void reader_doubled(struct reader *reader, const struct path *path, struct slot *slot,
                    uint64_t number) {
    if (slot->seen == number)
        reader_say_doubled(reader, path, slot->name);
    slot->seen = number + 1;
}

void reader_complain(struct reader *reader, const struct path *path, const char *name) {
    struct complaint *complaint = &reader->complaint;
    if (!reader->muted) {
        struct diagnostic *made =
            report(reader, CODE_INVALID_FACT, path, name, text_data(&complaint->message));
        if (complaint->cure.size > 0)
            diagnostic_cure(reader->diagnostics, made, "%s", text_data(&complaint->cure));
    }
    text_reset(&complaint->message);
    text_reset(&complaint->cure);
}

// A contradiction between files is reported even while mistakes of the element are muted.
static void complain_aloud(struct reader *reader, const struct path *path, const char *name) {
    bool muted = reader->muted;
    reader->muted = false;
    reader_complain(reader, path, name);
    reader->muted = muted;
}

// Counts a contradiction. Of many the first are shown, for which this is true: who gave the other
// value is looked up for no more.
static bool add_conflict(struct reader *reader) {
    return reader->conflicts++ < CONFLICTS_SHOWN;
}

void reader_conflict(struct reader *reader, const struct path *path, const char *name,
                     const struct column_def *column, uint32_t row, struct cell cell) {
    if (!add_conflict(reader))
        return;
    const struct build *build = reader->build;
    const struct store *store = build->store;
    struct text *message = &reader->complaint.message;
    rows_show_cell(message, store, column, cell);
    text_add(message, " here, but ");
    rows_show_cell(message, store, column, column_cell(store_column(store, column), row));
    text_addf(message, " in %s (", store->files[build_input_of(build, column->space, column, row)]);
    rows_show_path(message, build, column->space, row, column->path);
    text_add_char(message, ')');
    complain_aloud(reader, path, name);
}

void reader_list_conflict(struct reader *reader, const struct path *path, const char *name,
                          const struct space_def *list, uint32_t row) {
    if (!add_conflict(reader))
        return;
    const struct build *build = reader->build;
    struct text *message = &reader->complaint.message;
    text_addf(message, "the list stands in %s too (",
              build->store->files[build_input_of(build, list, NULL, row)]);
    rows_show_path(message, build, list->parent, row, list->member);
    text_add(message, "), and lists without a key cannot be joined");
    complain_aloud(reader, path, name);
}

static void name_unknown(struct reader *reader, const struct plan *plan, const struct path *path,
                         const char *name) {
    struct text *named = &reader->unknown.named;
    struct path leaf = {path, name, 0};
    const struct record *record = plan->shape->record;
    const char **fields = ARENA_ARRAY(reader->arena, const char *, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++)
        fields[i] = record->fields[i]->name;
    text_add(named, named->size == 0 ? "" : ", ");
    path_show(named, &leaf);
    const char *nearest = nearest_word(name, fields, record->field_count);
    if (nearest != NULL)
        text_addf(named, " (did you mean %s?)", nearest);
}

void reader_unknown(struct reader *reader, const struct plan *plan, struct slot *slot,
                    const struct path *path, const char *name) {
    if (reader->muted)
        return;
    reader->unknown.count++;
    if (slot == NULL || slot->counted == reader->input + 1U)
        return;
    slot->counted = reader->input + 1U;
    if (reader->unknown.names++ < UNKNOWN_NAMED)
        name_unknown(reader, plan, path, name);
}

// Two files about one host mostly, of which one was collected again.
static void end_conflicts(struct reader *reader) {
    uint64_t more = reader->conflicts > CONFLICTS_SHOWN ? reader->conflicts - CONFLICTS_SHOWN : 0;
    reader->conflicts = 0;
    if (more == 0)
        return;
    struct diagnostic *made = diagnostic_fact(
        reader->diagnostics, CODE_INVALID_FACT, DIAGNOSTIC_ERROR, reader_file(reader), NULL,
        "%llu more of its facts contradict the files before it", (unsigned long long)more);
    diagnostic_cure(
        reader->diagnostics, made,
        "of two files about one host leave the older one out; the destination of a move is "
        "collected with --dest");
}

static void say_unknown(struct reader *reader) {
    const char *name = reader->model->name;
    const struct unknown_fields *unknown = &reader->unknown;
    bool strict = reader->options->strict;
    struct diagnostic *made = diagnostic_fact(
        reader->diagnostics, CODE_UNKNOWN_FACTS, strict ? DIAGNOSTIC_ERROR : DIAGNOSTIC_WARNING,
        reader_file(reader), NULL, "%llu field%s not in %s%s: %s%s",
        (unsigned long long)unknown->count, unknown->count == 1 ? " is" : "s are",
        name[0] == '\0' ? "a fact model, for none is used" : "the model ", name,
        text_data(&unknown->named), unknown->names > UNKNOWN_NAMED ? ", …" : "");
    if (strict)
        diagnostic_cure(reader->diagnostics, made, "a policy adds fields with extend record");
}

static void end_unknown(struct reader *reader) {
    struct unknown_fields *unknown = &reader->unknown;
    if (unknown->count > 0 && !reader->broken)
        say_unknown(reader);
    reader->broken = false;
    unknown->count = 0;
    unknown->names = 0;
    text_reset(&unknown->named);
}

void reader_end_file(struct reader *reader) {
    end_unknown(reader);
    end_conflicts(reader);
}
