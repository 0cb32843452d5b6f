// Loading facts: what was asked for is noted, then read in order, arranged and selected from.
#include "config.h"

#include "facts/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "facts/arrange.h"
#include "facts/document.h"
#include "facts/filter.h"
#include "facts/select.h"
#include "facts/stand_in.h"

// Something to read.
struct source_of_facts {
    const char *name; // in messages
    const char *path; // NULL: a text
    const char *text;
    size_t size;
    const char *list; // newline-delimited elements of this list, or NULL
    const char *take; // only this root, or NULL
};

struct loader {
    struct arena *arena; // of what was asked for
    const struct model *model;
    struct load_options options;
    struct diagnostics *diagnostics;
    size_t errors_before;
    struct source_of_facts *inputs;
    size_t input_count, input_room;
    struct pick *picks;
    const char **pick_roots;
    size_t pick_count, pick_room, root_room;
    struct selection *selections;
    size_t selection_count, selection_room;
};

struct loader *loader_new(const struct model *model, const struct load_options *options,
                          struct diagnostics *diagnostics) {
    struct arena *arena = arena_new();
    struct loader *loader = ARENA_NEW(arena, struct loader);
    loader->arena = arena;
    loader->model = model;
    loader->diagnostics = diagnostics;
    loader->errors_before = diagnostics_count(diagnostics, DIAGNOSTIC_ERROR);
    if (options != NULL)
        loader->options = *options;
    return loader;
}

static const char *keep_text(struct loader *loader, const char *text) {
    return arena_copy(loader->arena, text, strlen(text));
}

static void add_input(struct loader *loader, struct source_of_facts input) {
    ARENA_PUSH(loader->arena, loader->inputs, loader->input_count, loader->input_room) = input;
}

static struct source_of_facts file_input(struct loader *loader, const char *path) {
    struct source_of_facts input = {.path = keep_text(loader, path)};
    input.name = strcmp(path, "-") == 0 ? "standard input" : input.path;
    return input;
}

// The length of LIST in LIST=FILE, or 0: a path that holds '=' has other characters before it, or
// "./".
size_t loader_list_length(const char *spec) {
    size_t length = strspn(spec, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    return spec[length] == '=' && spec[0] != '.' ? length : 0;
}

void loader_add_file(struct loader *loader, const char *spec) {
    size_t length = loader_list_length(spec);
    struct source_of_facts input = file_input(loader, length > 0 ? spec + length + 1 : spec);
    if (length > 0)
        input.list = arena_copy(loader->arena, spec, length);
    add_input(loader, input);
}

void loader_add_text(struct loader *loader, const char *name, const char *text, size_t size) {
    struct source_of_facts input = {.name = keep_text(loader, name), .size = size};
    input.text = arena_copy(loader->arena, text, size);
    add_input(loader, input);
}

void loader_take(struct loader *loader, const char *file, const char *root) {
    struct source_of_facts input = file_input(loader, file);
    input.take = keep_text(loader, root);
    add_input(loader, input);
}

void loader_pick(struct loader *loader, const char *list, const char *key, const char *root) {
    struct pick pick = {.list = keep_text(loader, list), .key = keep_text(loader, key)};
    size_t count = loader->pick_count;
    ARENA_PUSH(loader->arena, loader->pick_roots, count, loader->root_room) =
        keep_text(loader, root);
    ARENA_PUSH(loader->arena, loader->picks, loader->pick_count, loader->pick_room) = pick;
}

// The rows and keys of a list that is selected from are read, be it that no policy asks for them.
static void want_list(struct loader *loader, const char *member) {
    const struct space_def *root = loader->model->spaces[0];
    size_t count = loader->model->space_count;
    if (loader->options.wanted_spaces == NULL)
        return;
    bool *wanted = ARENA_ARRAY(loader->arena, bool, count);
    memcpy(wanted, loader->options.wanted_spaces, count * sizeof *wanted);
    for (uint32_t i = 0; i < root->child_count; i++)
        wanted[root->children[i]->id] |= strcmp(root->children[i]->member, member) == 0;
    loader->options.wanted_spaces = wanted;
}

void loader_select(struct loader *loader, const char *root, const char *glob) {
    want_list(loader, root);
    struct selection selection = {keep_text(loader, root), keep_text(loader, glob)};
    ARENA_PUSH(loader->arena, loader->selections, loader->selection_count, loader->selection_room) =
        selection;
}

static void report_errno(struct reader *reader, int error) {
    if (error == ENOENT)
        reader_error(reader, CODE_UNREADABLE_FILE, NULL, NULL, "there is no such file");
    else if (error == EISDIR)
        reader_error(reader, CODE_UNREADABLE_FILE, NULL, NULL, "is a directory; name a file in it");
    else
        reader_error(reader, CODE_UNREADABLE_FILE, NULL, NULL, "cannot be read: %s",
                     strerror(error));
}

static void read_input(struct loader *loader, struct reader *reader,
                       const struct source_of_facts *from) {
    struct input input;
    int error = 0;
    if (from->path == NULL)
        input_open_text(&input, from->text, from->size);
    else
        error = input_open_file(&input, from->path);
    if (error != 0) {
        report_errno(reader, error);
        return;
    }
    input_observe(&input, loader->options.observe, loader->options.state);
    struct document_options options = {from->take, loader->picks, loader->pick_count};
    if (from->list != NULL)
        document_read_lines(reader, &input, from->list, &options);
    else
        document_read(reader, &input, &options);
    awaited_settle(&reader->awaited);
    input_close(&input);
    reader_end_file(reader);
}

static void fault(struct loader *loader, enum code code, const char *format, const char *a,
                  const char *b) {
    diagnostic_fact(loader->diagnostics, code, DIAGNOSTIC_ERROR, NULL, NULL, format, a, b);
}

static bool is_list_of(const struct slot *list, const struct slot *root) {
    return list != NULL && list->member != NULL && list->member->kind == MEMBER_LIST &&
           root != NULL && root->member != NULL && root->member->kind == MEMBER_NESTED &&
           list->member->list->shape != NULL &&
           list->member->list->shape->record == root->member->nested->record &&
           root->member->nested->record->key != NULL;
}

static bool bind_picks(struct loader *loader, struct reader *reader) {
    struct plan *roots = reader->roots;
    for (size_t i = 0; i < loader->pick_count; i++) {
        struct pick *pick = &loader->picks[i];
        const char *root = loader->pick_roots[i];
        struct slot *list =
            plan_find(roots, &roots->first, pick->list, (uint32_t)strlen(pick->list));
        pick->root = plan_find(roots, &roots->first, root, (uint32_t)strlen(root));
        if (!is_list_of(list, pick->root)) {
            fault(loader, CODE_UNKNOWN_LIST, "no element of %s can be %s", pick->list, root);
            return false;
        }
    }
    return true;
}

static void report_no_list(struct loader *loader, const char *option, const struct pick *pick) {
    struct diagnostic *error = diagnostic_fact(
        loader->diagnostics, CODE_UNKNOWN_LIST, DIAGNOSTIC_ERROR, option, NULL,
        "no file of facts has a list %s to pick \"%s\" from", pick->list, pick->key);
    diagnostic_cure(loader->diagnostics, error,
                    "a facts file has a / or ends in .json; a host is asked by its URI, such as "
                    "qemu+ssh://%s/system",
                    pick->key);
}

// A name that is in no file is mostly a misspelt one.
static void report_pick(struct loader *loader, const struct pick *pick, const char *root) {
    const char *near = nearest_word(pick->key, pick->others, pick->other_count);
    struct text option = {0};
    text_addf(&option, "--%s %s", root, pick->key);
    if (pick->other_count == 0) {
        report_no_list(loader, text_data(&option), pick);
    } else {
        struct diagnostic *error = diagnostic_fact(
            loader->diagnostics, CODE_UNKNOWN_ELEMENT, DIAGNOSTIC_ERROR, text_data(&option), NULL,
            "no element of %s has the key \"%s\"", pick->list, pick->key);
        if (near != NULL)
            diagnostic_cure(loader->diagnostics, error, "did you mean %s?", near);
    }
    text_clear(&option);
}

static void check_picks(struct loader *loader) {
    for (size_t i = 0; i < loader->pick_count; i++)
        if (!loader->picks[i].found)
            report_pick(loader, &loader->picks[i], loader->pick_roots[i]);
}

// Facts of a picked element may be listed as missing under the name of its list.
static void note_picks(struct loader *loader, struct store *store) {
    store->picked = ARENA_ARRAY(store->arena, struct picked, loader->pick_count);
    store->picked_count = loader->pick_count;
    for (size_t i = 0; i < loader->pick_count; i++) {
        const struct pick *pick = &loader->picks[i];
        const char *root = loader->pick_roots[i];
        store->picked[i] = (struct picked){
            .root = arena_copy(store->arena, root, strlen(root)),
            .list = arena_copy(store->arena, pick->list, strlen(pick->list)),
            .key = arena_copy(store->arena, pick->key, strlen(pick->key)),
        };
    }
}

// What is added to a list later may be selected too.
static void note_selections(const struct loader *loader, struct store *store) {
    store->selections = ARENA_ARRAY(store->arena, struct selection, loader->selection_count);
    store->selection_count = loader->selection_count;
    for (size_t i = 0; i < loader->selection_count; i++) {
        const struct selection *selection = &loader->selections[i];
        store->selections[i] = (struct selection){
            .root = arena_copy(store->arena, selection->root, strlen(selection->root)),
            .glob = arena_copy(store->arena, selection->glob, strlen(selection->glob)),
        };
    }
}

static void name_files(struct loader *loader, struct store *store) {
    store->files = ARENA_ARRAY(store->arena, const char *, loader->input_count);
    store->file_count = (uint32_t)loader->input_count;
    for (size_t i = 0; i < loader->input_count; i++)
        store->files[i] =
            arena_copy(store->arena, loader->inputs[i].name, strlen(loader->inputs[i].name));
}

static void read_all(struct loader *loader, struct build *build) {
    struct reader reader;
    reader_init(&reader, build, &loader->options, loader->diagnostics);
    if (bind_picks(loader, &reader)) {
        for (size_t i = 0; i < loader->input_count; i++) {
            reader.input = (uint16_t)i;
            build_begin_input(build, reader.input);
            read_input(loader, &reader, &loader->inputs[i]);
        }
        check_picks(loader);
    }
    reader_clear(&reader);
}

static bool has_errors(const struct loader *loader) {
    return diagnostics_count(loader->diagnostics, DIAGNOSTIC_ERROR) > loader->errors_before;
}

static struct store *finish_store(struct loader *loader) {
    if (loader->input_count > INPUT_LIMIT) {
        fault(loader, CODE_TOO_LARGE, "more than %s files of facts%s", "65535", "");
        return NULL;
    }
    bool several = loader->input_count > 1 || loader->pick_count > 0;
    struct build *build = build_new(loader->model, &loader->options, several);
    struct store *store = build->store;
    name_files(loader, store);
    note_picks(loader, store);
    note_selections(loader, store);
    read_all(loader, build);
    arrange(build, loader->diagnostics); // which finds doubled keys, whatever else is wrong
    if (!has_errors(loader)) {
        stand_in_check(store, loader->diagnostics);
        select_rows(store, loader->diagnostics);
    }
    build_free(build);
    if (has_errors(loader)) {
        store_free(store);
        return NULL;
    }
    return store;
}

void loader_be_strict(struct loader *loader) {
    loader->options.strict = true;
}

void loader_free(struct loader *loader) {
    arena_free(loader->arena);
}

struct store *loader_finish(struct loader *loader) {
    struct store *store = finish_store(loader);
    loader_free(loader);
    return store;
}
