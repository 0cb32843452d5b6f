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
    struct arena *arena;
};

static bool speaks(enum verdict verdict) {
    return verdict != VERDICT_PASS && verdict != VERDICT_SKIP;
}

static bool row_speaks(const struct matrix *matrix, uint32_t row) {
    for (uint32_t i = 0; i < matrix->column_count; i++)
        if (speaks(element_verdict(matrix->columns[i], row)))
            return true;
    return false;
}

static struct matrix matrix_of(const struct report *report, const struct element_list *list,
                               struct arena *arena) {
    struct matrix matrix = {
        .report = report, .counted = counted_list(report, list, arena), .arena = arena};
    matrix.columns = ARENA_ARRAY(arena, const struct element_rule *, list->rule_count);
    for (uint32_t i = 0; i < list->rule_count; i++) {
        const struct element_rule *rule = &list->rules[i];
        bool any = speaks(rule->rest);
        for (size_t v = 0; v < VERDICTS_TOLD; v++)
            any |= rule->bits[verdicts_told[v]] != NULL;
        if (any)
            matrix.columns[matrix.column_count++] = rule;
    }
    uint32_t most = matrix.column_count > 0 ? CELLS_MOST / matrix.column_count : 0;
    matrix.rows_left = most < ROWS_MOST ? most : ROWS_MOST;
    return matrix;
}

static void add_cell(struct text *out, enum verdict verdict) {
    static const char *const cells[] = {
        [VERDICT_PASS] = "<td data-key=\"4\">pass</td>",
        [VERDICT_FAIL] = "<td data-key=\"0\" class=\"fail\">✗ fail</td>",
        [VERDICT_UNKNOWN] = "<td data-key=\"1\" class=\"unknown\">? unknown</td>",
        [VERDICT_BASELINE] = "<td data-key=\"2\" class=\"skip\">– baseline</td>",
        [VERDICT_WAIVED] = "<td data-key=\"3\" class=\"skip\">– waived</td>",
        [VERDICT_SKIP] = "<td data-key=\"5\">skip</td>",
    };
    text_add(out, cells[verdict]);
}

// What a rule comes to that does not fail the run stands by its severity where it is not pass.
static void add_rule_cell(struct text *out, const struct matrix *matrix, uint32_t column,
                          uint32_t row) {
    const struct element_rule *rule = matrix->columns[column];
    const struct rule *of = matrix->report->findings->rules[rule->rule].rule;
    enum verdict verdict = element_verdict(rule, row);
    if (report_fails(matrix->report, of) ||
        (verdict != VERDICT_FAIL && verdict != VERDICT_UNKNOWN)) {
        add_cell(out, verdict);
        return;
    }
    text_addf(out, "<td data-key=\"%d\" class=\"noted\">! %s, %s</td>",
              verdict == VERDICT_FAIL ? 0 : 1, verdict_text(verdict), severity_text(of->severity));
}

static void add_key(struct text *out, const struct matrix *matrix, uint32_t row) {
    struct fact_step key = elements_key(matrix->counted.list, row, matrix->arena);
    struct text name = {0};
    if (key.kind == FACT_STEP_POSITION)
        text_addf(&name, "%" PRIu64, key.position);
    else
        text_add_name(&name, key.text);
    html_add(out, text_data(&name));
    text_clear(&name);
}

static void write_row(struct text *out, const struct matrix *matrix, uint32_t row) {
    text_add(out, "<tr><th scope=\"row\">");
    add_key(out, matrix, row);
    text_add(out, "</th>");
    add_cell(out, element_verdict(&matrix->counted.all, row));
    for (uint32_t i = 0; i < matrix->column_count; i++)
        add_rule_cell(out, matrix, i, row);
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

// "2 of 5 vm pass all rules about each of them, but 1 other rule fails; 2 fail; 1 unknown"
static const char *sentence_of(const struct matrix *matrix, struct arena *arena) {
    static const enum verdict others[] = {VERDICT_FAIL, VERDICT_UNKNOWN};
    const struct counted_list *counted = &matrix->counted;
    struct text said = {0};
    counted_add_promise(&said, matrix->report, counted, false, arena);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (counted->counts[others[i]] > 0)
            text_addf(&said, "; %" PRIu32 " %s", counted->counts[others[i]],
                      verdict_text(others[i]));
    const char *sentence = text_copy(&said, arena);
    text_clear(&said);
    return sentence;
}

static bool is_other(const struct matrix *matrix, uint32_t row) {
    return element_verdict(&matrix->counted.all, row) == VERDICT_PASS && !row_speaks(matrix, row);
}

// Those that pass without anything to be said of them have no row.
static void write_others(struct text *out, const struct matrix *matrix) {
    enum { NAMES_MOST = 500 };
    const struct element_list *list = matrix->counted.list;
    uint32_t count = 0, told = 0;
    for (uint32_t row = 0; row < list->rows; row++)
        count += is_other(matrix, row);
    if (count == 0)
        return;
    text_addf(out, "<details>\n<summary>%" PRIu32 " %s</summary>\n<p>", count,
              count == 1 ? "other passes" : "others pass");
    for (uint32_t row = 0; row < list->rows && told < NAMES_MOST; row++) {
        if (!is_other(matrix, row))
            continue;
        text_add(out, told++ > 0 ? ", " : "");
        add_key(out, matrix, row);
    }
    if (count > told)
        text_addf(out, ", and %" PRIu32 " more", count - told);
    text_add(out, "</p>\n</details>\n");
}

static void write_table(struct text *out, struct matrix *matrix, struct arena *arena) {
    const char *path = matrix->counted.list->path;
    const char *id = arena_printf(arena, "of-%s", path);
    const char *heading = arena_printf(arena, "%s, one by one", path);
    uint32_t left_out = 0;
    html_table_begin(out, id, heading, sentence_of(matrix, arena), headings(matrix, arena),
                     matrix->column_count + 2);
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        left_out += write_rows(out, matrix, verdicts_told[i]);
    left_out += write_rows(out, matrix, VERDICT_PASS);
    html_table_end(out);
    if (left_out > 0)
        text_addf(out, "<p>and %" PRIu32 " more; the report in JSON has all</p>\n", left_out);
    write_others(out, matrix);
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
