// The tables of the HTML report that say what rules come to for each element of a list, such as
// machines.
#include <inttypes.h>

#include "report/counted.h"
#include "report/html.h"

enum { CELLS_MOST = 10000, ROWS_MOST = 500 };

// A list with the rules that do not simply pass for all of it.
struct matrix {
    const struct report *report;
    struct counted_list counted;
    const struct element_rule **columns;
    uint32_t column_count;
    uint32_t rows_left; // that may still be written
};

static bool speaks(enum verdict verdict) {
    return verdict == VERDICT_FAIL || verdict == VERDICT_UNKNOWN || verdict == VERDICT_WAIVED;
}

static bool row_speaks(const struct matrix *matrix, uint32_t row) {
    for (uint32_t i = 0; i < matrix->column_count; i++)
        if (speaks(element_verdict(matrix->columns[i], row)))
            return true;
    return false;
}

static struct matrix matrix_of(const struct report *report, const struct element_list *list,
                               struct arena *arena) {
    struct matrix matrix = {.report = report, .counted = counted_list(report, list, arena)};
    matrix.columns = ARENA_ARRAY(arena, const struct element_rule *, list->rule_count);
    for (uint32_t i = 0; i < list->rule_count; i++) {
        const struct element_rule *rule = &list->rules[i];
        if (speaks(rule->rest) || rule->failed != NULL || rule->unknown != NULL ||
            rule->waived != NULL)
            matrix.columns[matrix.column_count++] = rule;
    }
    uint32_t most = matrix.column_count > 0 ? CELLS_MOST / matrix.column_count : 0;
    matrix.rows_left = most < ROWS_MOST ? most : ROWS_MOST;
    return matrix;
}

static void add_cell(struct text *out, enum verdict verdict) {
    static const char *const cells[] = {
        [VERDICT_PASS] = "<td data-key=\"3\">pass</td>",
        [VERDICT_FAIL] = "<td data-key=\"0\" class=\"fail\">✗ fail</td>",
        [VERDICT_UNKNOWN] = "<td data-key=\"1\" class=\"unknown\">? unknown</td>",
        [VERDICT_WAIVED] = "<td data-key=\"2\" class=\"skip\">– waived</td>",
        [VERDICT_SKIP] = "<td data-key=\"4\">skip</td>",
    };
    text_add(out, cells[verdict]);
}

static void write_row(struct text *out, const struct matrix *matrix, uint32_t row) {
    const struct element_list *list = matrix->counted.list;
    const struct fact_step *key = &list->keys[row];
    text_add(out, "<tr><th scope=\"row\">");
    if (key->kind == FACT_STEP_POSITION)
        text_addf(out, "%" PRIu64, key->position);
    else
        html_add(out, key->text);
    text_add(out, "</th>");
    add_cell(out, element_verdict(&matrix->counted.all, row));
    for (uint32_t i = 0; i < matrix->column_count; i++)
        add_cell(out, element_verdict(matrix->columns[i], row));
    text_add(out, "</tr>\n");
}

// Those that come to a verdict, as far as there is room for them; returns how many found none.
static uint32_t write_rows(struct text *out, struct matrix *matrix, enum verdict verdict) {
    uint32_t left_out = 0;
    for (uint32_t row = 0; row < matrix->counted.list->rows; row++) {
        if (element_verdict(&matrix->counted.all, row) != verdict || !row_speaks(matrix, row))
            continue;
        if (matrix->rows_left > 0)
            write_row(out, matrix, row);
        left_out += matrix->rows_left == 0;
        matrix->rows_left -= matrix->rows_left > 0;
    }
    return left_out;
}

static const char **headings(const struct matrix *matrix, struct arena *arena) {
    const struct report *report = matrix->report;
    const char **columns = ARENA_ARRAY(arena, const char *, matrix->column_count + 2);
    columns[0] = matrix->counted.list->path;
    columns[1] = "Verdict";
    for (uint32_t i = 0; i < matrix->column_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[matrix->columns[i]->rule];
        struct text id = {0};
        plain_add_id(&id, finding);
        columns[i + 2] =
            report->program->policy_count > 1 ? text_copy(&id, arena) : finding->rule->name;
        text_clear(&id);
    }
    return columns;
}

// "2 of 5 vm pass: 2 fail, 1 unknown"
static const char *sentence_of(const struct matrix *matrix, struct arena *arena) {
    static const enum verdict others[] = {VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_WAIVED};
    const struct counted_list *counted = &matrix->counted;
    const char *joint = ":";
    struct text said = {0};
    text_addf(&said, "%" PRIu32 " of %" PRIu32 " %s pass", counted->counts[VERDICT_PASS],
              counted->list->rows, counted->list->path);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (counted->counts[others[i]] > 0) {
            text_addf(&said, "%s %" PRIu32 " %s", joint, counted->counts[others[i]],
                      verdict_text(others[i]));
            joint = ",";
        }
    const char *sentence = text_copy(&said, arena);
    text_clear(&said);
    return sentence;
}

static void write_table(struct text *out, struct matrix *matrix, struct arena *arena) {
    static const enum verdict order[] = {VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_WAIVED,
                                         VERDICT_PASS};
    const char *path = matrix->counted.list->path;
    const char *id = arena_printf(arena, "of-%s", path);
    const char *heading = arena_printf(arena, "%s: each by the rules about it", path);
    uint32_t left_out = 0;
    html_table_begin(out, id, heading, sentence_of(matrix, arena), headings(matrix, arena),
                     matrix->column_count + 2);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        left_out += write_rows(out, matrix, order[i]);
    html_table_end(out);
    if (left_out > 0)
        text_addf(out, "<p>and %" PRIu32 " more; the report in JSON has all</p>\n", left_out);
    text_add(out, "</section>\n");
}

void html_matrix(struct text *out, const struct report *report) {
    const struct findings *findings = report->findings;
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < findings->list_count; i++) {
        struct matrix matrix = matrix_of(report, &findings->lists[i], arena);
        if (matrix.column_count > 0 && matrix.counted.list->rows > 0)
            write_table(out, &matrix, arena);
    }
    arena_free(arena);
}
