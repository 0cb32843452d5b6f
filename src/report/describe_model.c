// A fact model described as a page in Markdown.
#include "report/describe_model.h"

#include <inttypes.h>

struct model_page {
    const struct model *model;
    struct arena *arena;
    struct text *out;
};

// "bytes min 64 MiB", which leads to the record of the type where there is one.
static void write_type(const struct model_page *page, const struct field *field) {
    const struct record *record = record_held(&field->type);
    struct text type = {0}, clean = {0};
    type_show(&type, &field->type);
    if (field->has_min) {
        text_add(&type, " min ");
        number_show_exact(&type, field->min, &field->type);
    }
    if (field->has_max) {
        text_add(&type, " max ");
        number_show_exact(&type, field->max, &field->type);
    }
    text_add(page->out, record != NULL ? "[" : "");
    text_add_clean(&clean, text_data(&type));
    text_add_markdown_cell(page->out, text_data(&clean));
    if (record != NULL)
        text_addf(page->out, "](#record-%s)", record->name);
    text_clear(&type);
    text_clear(&clean);
}

static void write_words(const struct model_page *page, const char *words) {
    struct text clean = {0};
    text_add_clean(&clean, words);
    text_add_markdown(page->out, text_data(&clean));
    text_clear(&clean);
}

// The list that stands in for a root where facts leave it out.
static const char *fallback(const struct model *model, const struct field *root) {
    for (uint32_t i = 0; i < model->space_count; i++)
        if (model->spaces[i]->field == root && model->spaces[i]->fallback != NULL)
            return model->spaces[i]->fallback->path;
    return NULL;
}

static void write_field(const struct model_page *page, const struct record *record,
                        const struct field *field) {
    const char *instead = fallback(page->model, field);
    text_addf(page->out, "| <a id=\"field-%s\"></a>`%s` | ", field_path(page->arena, record, field),
              field->name);
    write_type(page, field);
    text_add(page->out, " | ");
    write_words(page, field->description);
    if (instead != NULL)
        text_addf(page->out, " (`default %s`)", instead);
    text_add(page->out, field->plan ? " (a plan: `plimsoll plan`) |\n" : " |\n");
}

static void write_fields(const struct model_page *page, const char *head,
                         const struct record *record) {
    text_addf(page->out, "| %s | type | meaning |\n|---|---|---|\n", head);
    for (uint32_t i = 0; i < record->field_count; i++)
        write_field(page, record, record->fields[i]);
}

static void write_index(const struct model_page *page) {
    text_add(page->out, "\n## Records\n\n| record | is |\n|---|---|\n");
    for (uint32_t i = 0; i < page->model->record_count; i++) {
        const struct record *record = page->model->records[i];
        if (record == page->model->root)
            continue;
        text_addf(page->out, "| [`%s`](#record-%s) | ", record->name, record->name);
        write_words(page, record->description);
        text_add(page->out, " |\n");
    }
}

static void write_record(const struct model_page *page, const struct record *record) {
    text_addf(page->out, "\n### Record `%s`\n\n", record->name);
    if (record->description[0] != '\0') {
        write_words(page, record->description);
        text_add(page->out, "\n\n");
    }
    if (record->key != NULL)
        text_addf(page->out, "Key: [`%s`](#field-%s)\n\n", record->key->name,
                  field_path(page->arena, record, record->key));
    write_fields(page, "field", record);
}

void describe_model_markdown(const struct model *model, struct arena *arena, struct text *out) {
    struct model_page page = {model, arena, out};
    text_addf(out,
              "<!-- Made by 'plimsoll doc' of the facts %s. -->\n\n# Facts `%s` %" PRId64
              "\n\n## Roots\n\n",
              model->name, model->name, model->version);
    write_fields(&page, "root", model->root);
    write_index(&page);
    for (uint32_t i = 0; i < model->record_count; i++)
        if (model->records[i] != model->root)
            write_record(&page, model->records[i]);
}
