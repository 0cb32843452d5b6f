// Facts of ships, loaded for a test, and what was said of them.
#include "config.h"

#include "sea.h"

#include <check.h>
#include <string.h>

#include "check/model_build.h"
#include "facts/column.h"

struct sea sea;

static const char declaration[] =
    "facts sea 1\n"
    "record ship key name { name: text  length: number min 0 max 500  crew: int min 1  hold: bytes "
    "min 0\n"
    "    speed: bandwidth  launched: time  armed: bool  class: one of [\"tug\", \"liner\"]\n"
    "    build: version  engine: engine  cargo: list of cargo  port: list of text  log: list of "
    "log }\n"
    "record engine { maker: text  power: number  part: list of text }\n"
    "record cargo key id { id: int  what: text }\n"
    "record log { line: text }\n"
    "record fleet { flag: list of text }\n"
    "root home: ship\n"
    "root ship: list of ship\n"
    "root chosen: list of ship default ship\n"
    "root log: list of log\n"
    "root fleet: list of fleet\n";

void sea_model(void) {
    struct sources *sources = sources_new(sea.arena);
    struct parse parse = {sea.arena, intern_new(sea.arena), diagnostics_new(sea.arena, sources)};
    const struct source *source =
        sources_add(sources, "sea.plim", declaration, strlen(declaration));
    sea.model = model_new(sea.arena, parse.names);
    const struct file_node *file = parse_file(&parse, source);
    model_add(sea.model, file, &parse);
    model_seal(sea.model, &parse);
    sea.model->name = file->name.text;
    sea.model->version = file->facts_version;
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
}

void sea_start(void) {
    if (sea.loader != NULL)
        store_free(loader_finish(sea.loader));
    sea.diagnostics = diagnostics_new(sea.arena, sources_new(sea.arena));
    sea.loader = loader_new(sea.model, &sea.options, sea.diagnostics);
}

void sea_begin(void) {
    sea = (struct sea){.arena = arena_new()};
    sea_model();
    sea_start();
}

void sea_end(void) {
    if (sea.loader != NULL)
        store_free(loader_finish(sea.loader));
    store_free(sea.store);
    arena_free(sea.arena);
}

void sea_finish(void) {
    struct text out;
    text_init(&out);
    store_free(sea.store);
    sea.store = loader_finish(sea.loader);
    sea.loader = NULL;
    size_t index = 0;
    for (const struct diagnostic *at; (at = diagnostics_next(sea.diagnostics, &index)) != NULL;)
        text_addf(&out, "%s|%s|%s%s%s\n", at->file == NULL ? "" : at->file,
                  at->path == NULL ? "" : at->path, at->message, at->cure != NULL ? "; " : "",
                  at->cure != NULL ? at->cure : "");
    sea.said = text_copy(&out, sea.arena);
    text_clear(&out);
}

void sea_add(const char *name, const char *json) {
    loader_add_text(sea.loader, name, json, strlen(json));
}

void sea_load(const char *json) {
    sea_add("f", json);
    sea_finish();
}

static void show_cell(struct text *out, struct cell cell) {
    char digits[DECIMAL_TEXT];
    if (!cell.known) {
        text_add_char(out, '?');
    } else if (cell.rep == REP_BIT) {
        text_add(out, cell.as.bit ? "true" : "false");
    } else if (cell.rep == REP_TEXT) {
        text_add(out, intern_text(sea.store->dictionary, cell.as.id));
    } else {
        decimal_format(cell.rep == REP_INT ? decimal_from_int(cell.as.integer) : cell.as.decimal,
                       digits);
        text_add(out, digits);
    }
}

const struct space *sea_space(const char *path) {
    for (uint32_t i = 0; i < sea.model->space_count; i++)
        if (strcmp(sea.model->spaces[i]->path, path) == 0)
            return &sea.store->spaces[i];
    ck_abort_msg("no space %s", path);
    return NULL;
}

const char *sea_values(const char *of, const char *path) {
    ck_assert_msg(sea.store != NULL, "no store: %s", sea.said);
    const struct space *in = sea_space(of);
    struct text out;
    text_init(&out);
    for (uint32_t c = 0; c < in->def->column_count; c++) {
        if (strcmp(in->def->columns[c]->path, path) != 0)
            continue;
        for (uint32_t parent = 0; parent < (in->def->parent == NULL ? 1 : in->parent_rows);
             parent++) {
            text_add(&out, parent > 0 ? "| " : "");
            if (in->offsets != NULL && !bit_get(in->present, parent))
                text_add(&out, "~ ");
            for (uint32_t row = in->offsets == NULL ? 0 : in->offsets[parent];
                 row < (in->offsets == NULL ? 1 : in->offsets[parent + 1]); row++) {
                show_cell(&out, column_cell(&in->columns[c], row));
                text_add_char(&out, ' ');
            }
        }
    }
    const char *copy = text_copy(&out, sea.arena);
    text_clear(&out);
    return copy;
}
