// A comparison as a comment on a merge request. What would make it too long is left out, and
// counted.
#include "report/read/compare_words.h"
#include "report/report.h"

// GitHub takes 65,536 characters.
enum { MOST = 60000, ROOM_FOR_END = 1000, NAMED = 10 };

// A table in the making, of one comment.
struct rows {
    struct text *out;
    const char *run; // NULL: there is only one
    size_t left_out;
};

static const char *mark_of(enum rule_change_kind kind) {
    static const char *const marks[] = {"❌", "⚠️", "✅", "➖", "➕", "➖"};
    return marks[kind];
}

static void add_row(struct rows *rows, const char *mark, const char *what, const char *about,
                    const char *text) {
    struct text row = {0};
    text_add(&row, "| ");
    if (rows->run != NULL) {
        report_add_cell(&row, rows->run, true);
        text_add(&row, " | ");
    }
    text_addf(&row, "%s %s | ", mark, what);
    report_add_cell(&row, about, true);
    text_add(&row, " | ");
    report_add_cell(&row, text, true);
    text_add(&row, " |\n");
    if (rows->out->size + row.size + ROOM_FOR_END <= MOST)
        text_add_bytes(rows->out, text_data(&row), row.size);
    else
        rows->left_out++;
    text_clear(&row);
}

static void add_part(struct text *out, const char *words, const struct text *part) {
    if (part->size > 0)
        text_addf(out, "; %s%s", words, text_data(part));
}

static void add_subjects(struct text *out, const char *words, const struct subject_change *change) {
    struct text part = {0};
    compare_add_subjects(&part, change, NAMED);
    add_part(out, words, &part);
    text_clear(&part);
}

static void add_reasons(struct text *text, const struct rule_change *change) {
    struct text part = {0};
    compare_add_severity(&part, change);
    add_part(text, "", &part);
    add_subjects(text, "fails now: ", &change->failing);
    add_subjects(text, "unknown now: ", &change->unknown);
    text_reset(&part);
    compare_add_keys(&part, change->missing, change->missing_count, NAMED);
    add_part(text, "missing now: ", &part);
    add_subjects(text, "no longer: ", &change->mended);
    text_reset(&part);
    compare_add_left_out(&part, change);
    add_part(text, "", &part);
    for (size_t i = 0; i < change->tailored_count; i++) {
        text_reset(&part);
        compare_add_tailoring(&part, change, i);
        add_part(text, "", &part);
    }
    text_clear(&part);
}

static void add_rule(struct rows *rows, const struct rule_change *change) {
    struct text about = {0}, text = {0};
    compare_add_rule(&about, change->after != NULL ? change->after : change->before);
    compare_add_verdicts(&text, change);
    if (change->after != NULL)
        add_reasons(&text, change);
    add_row(rows, mark_of(change->kind), rule_change_word(change->kind), text_data(&about),
            text_data(&text));
    text_clear(&about);
    text_clear(&text);
}

static void add_margin(struct rows *rows, const struct margin_change *change) {
    struct text about = {0}, text = {0};
    compare_add_rule(&about, change->rule);
    compare_add_loss(&text, change);
    text_add(&text, ": ");
    compare_add_margins(&text, change);
    add_row(rows,
            change->worse         ? "❌"
            : change->by.nano < 0 ? "🔻"
                                  : "🔺",
            change->by.nano < 0 ? "less" : "more", text_data(&about), text_data(&text));
    text_clear(&about);
    text_clear(&text);
}

static void add_keys(struct rows *rows, const char *mark, const char *word, const char *list,
                     const char *const *keys, size_t count) {
    struct text text = {0};
    compare_add_keys(&text, keys, count, NAMED);
    if (count > 0)
        add_row(rows, mark, word, list, text_data(&text));
    text_clear(&text);
}

static void add_pair(struct rows *rows, const struct run_pair *pair) {
    if (pair->before == NULL || pair->after == NULL)
        add_row(rows, pair->before == NULL ? "➕" : "➖", pair->before == NULL ? "came" : "went",
                "run", verdict_text((pair->after != NULL ? pair->after : pair->before)->verdict));
    for (size_t i = 0; i < pair->rule_count; i++)
        add_rule(rows, &pair->rules[i]);
    for (size_t i = 0; i < pair->margin_count; i++)
        add_margin(rows, &pair->margins[i]);
    for (size_t i = 0; i < pair->list_count; i++) {
        const struct list_change *list = &pair->lists[i];
        add_keys(rows, "➕", "came", list->name, list->came, list->came_count);
        add_keys(rows, "➖", "went", list->name, list->went, list->went_count);
    }
    for (size_t i = 0; i < pair->about_count; i++) {
        struct text text = {0};
        compare_add_about(&text, &pair->about[i]);
        add_row(rows, "ℹ️", "run", "", text_data(&text));
        text_clear(&text);
    }
}

void compare_markdown(const struct run_comparison *comparison, struct text *out) {
    struct rows rows = {out, NULL, 0};
    size_t told = 0;
    text_addf(out, "### Plimsoll: what changed\n\n%s ",
              comparison->worse ? "❌ **worse**:" : "✅ nothing got worse:");
    compare_add_sum(out, comparison);
    text_add(out, ".\n");
    for (size_t i = 0; i < comparison->count; i++)
        told += compare_is_told(&comparison->pairs[i]);
    if (told > 0)
        text_addf(out, "\n%s| change | of | what |\n%s|---|---|---|\n",
                  comparison->several ? "| run " : "", comparison->several ? "|---" : "");
    for (size_t i = 0; i < comparison->count; i++) {
        rows.run = comparison->several ? comparison->pairs[i].name : NULL;
        add_pair(&rows, &comparison->pairs[i]);
    }
    if (rows.left_out > 0)
        text_addf(out, "\n_%zu row%s left out, as the comment would be too long._\n", rows.left_out,
                  rows.left_out == 1 ? " is" : "s are");
}
