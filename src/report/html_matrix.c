// The table of the HTML report that says which elements, such as machines, fail which rules.
#include "report/html.h"

#include <inttypes.h>

#include "base/intern.h"

enum { ROWS_MOST = 500 };

// The elements of the root's lists that fail, each once, and the rules that any of them fails.
struct matrix {
    const struct report *report;
    struct intern *rows; // vm["db01"]
    uint32_t *columns;   // indexes of rules
    uint32_t column_count;
    bool *failed; // by row and column
};

// The path of the outermost element that a subject is of.
static void add_element(struct text *out, const struct fact_path *path) {
    struct fact_path outer = *path;
    size_t count = 0;
    while (count < path->count && path->steps[count].kind == FACT_STEP_NAME)
        count++;
    outer.count = count < path->count ? count + 1 : path->count;
    fact_path_show(out, &outer);
}

static bool fails(const struct report *report, const struct rule_finding *finding) {
    enum plain_state state = plain_state(report, finding);
    return state == PLAIN_FAIL || (state == PLAIN_NOTED && finding->verdict == VERDICT_FAIL);
}

// Calls VISIT with the number of the row of each failing subject that is an element.
static void each_failed(struct matrix *matrix, uint32_t rule,
                        void (*visit)(struct matrix *matrix, uint32_t row, uint32_t rule)) {
    const struct rule_finding *finding = &matrix->report->findings->rules[rule];
    struct text name = {0};
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        for (uint64_t j = 0; j < at->failed_elements - at->waived_count; j++) {
            if (at->failed_subjects[j].path_count == 0)
                continue;
            text_reset(&name);
            add_element(&name, &at->failed_subjects[j].paths[0]);
            visit(matrix, intern_add(matrix->rows, text_data(&name), name.size), rule);
        }
    }
    text_clear(&name);
}

static void note_column(struct matrix *matrix, uint32_t row, uint32_t rule) {
    (void)row;
    if (matrix->column_count == 0 || matrix->columns[matrix->column_count - 1] != rule)
        matrix->columns[matrix->column_count++] = rule;
}

static void note_failed(struct matrix *matrix, uint32_t row, uint32_t rule) {
    uint32_t column = 0;
    while (matrix->columns[column] != rule)
        column++;
    if (row < ROWS_MOST)
        matrix->failed[row * matrix->column_count + column] = true;
}

static void fill(struct matrix *matrix,
                 void (*visit)(struct matrix *matrix, uint32_t row, uint32_t rule)) {
    for (uint32_t i = 0; i < matrix->report->findings->rule_count; i++)
        if (fails(matrix->report, &matrix->report->findings->rules[i]))
            each_failed(matrix, i, visit);
}

static void write_row(struct text *out, const struct matrix *matrix, uint32_t row) {
    const bool *failed = &matrix->failed[row * matrix->column_count];
    uint32_t count = 0;
    for (uint32_t i = 0; i < matrix->column_count; i++)
        count += failed[i];
    text_add(out, "<tr><th scope=\"row\">");
    html_add(out, intern_text(matrix->rows, row));
    text_addf(out, "</th><td>%" PRIu32 "</td>", count);
    for (uint32_t i = 0; i < matrix->column_count; i++)
        text_add(out, failed[i] ? "<td class=\"fail\">✗ fail</td>" : "<td></td>");
    text_add(out, "</tr>\n");
}

static void write_table(struct text *out, const struct matrix *matrix, uint32_t rows,
                        struct arena *arena) {
    enum { BEFORE = 2 };
    uint32_t shown = rows < ROWS_MOST ? rows : ROWS_MOST;
    size_t count = BEFORE + matrix->column_count;
    const char **columns = ARENA_ARRAY(arena, const char *, count);
    columns[0] = "Element";
    columns[1] = "Fails";
    for (uint32_t i = 0; i < matrix->column_count; i++)
        columns[BEFORE + i] = matrix->report->findings->rules[matrix->columns[i]].rule->name;
    html_table_begin(out, "who", "Who fails what", columns, count);
    for (uint32_t i = 0; i < shown; i++)
        write_row(out, matrix, i);
    html_table_end(out);
    if (rows > shown)
        text_addf(out, "<p>and %" PRIu32 " more; the report in JSON has all</p>\n", rows - shown);
    text_add(out, "</section>\n");
}

void html_matrix(struct text *out, const struct report *report) {
    struct arena *arena = arena_new();
    struct matrix matrix = {
        .report = report,
        .rows = intern_new(arena),
        .columns = ARENA_ARRAY(arena, uint32_t, report->findings->rule_count + 1),
    };
    fill(&matrix, note_column);
    uint32_t rows = intern_count(matrix.rows);
    uint32_t kept = rows < ROWS_MOST ? rows : ROWS_MOST;
    matrix.failed = ARENA_ARRAY(arena, bool, (size_t)kept *matrix.column_count + 1);
    fill(&matrix, note_failed);
    if (rows > 0)
        write_table(out, &matrix, rows, arena);
    arena_free(arena);
}
