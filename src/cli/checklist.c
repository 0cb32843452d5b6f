// A list of open questions, as text or as Markdown to tick off, with the commands that answer them.
#include "cli/checklist.h"

#include <string.h>

#include "cli/facts_from.h"
#include "facts/column.h"

// ---- what was answered already ----

static const char *text_of(const struct checklist *list, const struct column_def *def,
                           uint32_t row) {
    uint32_t id =
        def != NULL ? column_text(store_column(list->store, def), row) : (uint32_t)INTERN_NONE;
    return id != INTERN_NONE ? intern_text(list->store->dictionary, id) : NULL;
}

static void add_age(const struct checklist *list, const struct column_def *at, uint32_t row,
                    struct text *out) {
    struct cell then = {.known = false};
    if (at != NULL)
        then = column_cell(store_column(list->store, at), row);
    if (!then.known)
        return;
    int64_t seconds = list->now / 1000000000 - then.as.integer / 1000000000;
    text_add(out, seconds < 0 ? ", dated in the future by " : ", ");
    quantity_show(out, decimal_from_int(seconds < 0 ? -seconds : seconds), DIMENSION_DURATION);
    text_add(out, seconds < 0 ? "" : " ago");
}

// The row of an answer by its key; the number of rows where there is none.
static uint32_t find_answer(const struct checklist *list, const char *answer) {
    const struct space_def *space = list->questions->answers->space;
    uint32_t rows = list->store->spaces[space->id].rows, row = 0;
    for (; row < rows; row++) {
        const char *key = text_of(list, space->key, row);
        if (key != NULL && strcmp(key, answer) == 0)
            break;
    }
    return row;
}

// answered "restorable" by ops, 2 d 3 h ago
static void add_given(const struct checklist *list, const struct question *question,
                      struct text *out) {
    const struct purpose_list *answers = list->questions->answers;
    uint32_t row = find_answer(list, question->answer);
    if (row == list->store->spaces[answers->space->id].rows) {
        text_add(out, "not in the facts");
        return;
    }
    const char *answer = text_of(list, answers->parts[ANSWERS_ANSWER], row);
    const char *by = text_of(list, answers->parts[ANSWERS_BY], row);
    if (answer != NULL)
        text_addf(out, "answered \"%s\"", answer);
    else
        text_add(out, "declared");
    text_addf(out, "%s%s", by != NULL ? " by " : "", by != NULL ? by : "");
    add_age(list, answers->parts[ANSWERS_AT], row, out);
    text_add(out, question->given ? "; a rule fails with it" : "; a part of it is missing");
}

// ---- how to get it ----

// A path as the model has it: a list that stands in for a list of the root has a path of its own.
static struct fact_path real_path(const struct checklist *list, const struct fact_path *path) {
    const struct space_def *root = list->store->model->spaces[0];
    struct arena *arena = list->questions->arena;
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *child = root->children[i];
        if (strcmp(child->path, path->steps[0].text) != 0 ||
            !list->store->spaces[child->id].stands_in)
            continue;
        struct fact_path real = {0};
        fact_path_add_name(&real, arena, child->fallback->path);
        fact_path_join(&real, arena, path, 1);
        return real;
    }
    return *path;
}

// The fact as its file has it: what was picked from a fleet is an element of a list there.
static struct fact_path place_in_file(const struct checklist *list, const struct fact_path *path) {
    struct arena *arena = list->questions->arena;
    struct fact_path real = real_path(list, path), place = {0};
    for (size_t i = 0; i < list->store->picked_count; i++) {
        const struct picked *picked = &list->store->picked[i];
        if (strcmp(picked->root, real.steps[0].text) != 0)
            continue;
        fact_path_add_name(&place, arena, picked->list);
        fact_path_add_key(&place, arena, picked->key);
        fact_path_join(&place, arena, &real, 1);
        return place;
    }
    return *path;
}

static void add_attest(const struct checklist *list, const struct question *question,
                       struct text *out) {
    text_add(out, "plimsoll attest ");
    text_add_shell_word(out, list->facts);
    text_add_char(out, ' ');
    text_add_shell_word(out, question->answer);
    text_addf(out, " --by WHO%s", question->needs_answer ? " --answer ANSWER" : "");
}

static void add_plan(const struct checklist *list, const struct question *question,
                     struct text *out) {
    struct fact_path place = place_in_file(list, &question->path);
    struct text word = {0};
    fact_path_show(&word, &place);
    text_add(&word, "=VALUE");
    text_add(out, "plimsoll plan ");
    text_add_shell_word(out, list->facts);
    text_add_char(out, ' ');
    text_add_shell_word(out, text_data(&word));
    text_clear(&word);
}

static void add_collect(const struct checklist *list, const struct question *question,
                        const struct field *field, struct text *out) {
    const char *root = real_path(list, &question->path).steps[0].text;
    for (int i = 0; i < 2; i++)
        if (!field->added && strcmp(root, facts_from_roots[i]) == 0) {
            text_addf(out, "plimsoll collect --%s URI or collect hyperv FOLDER, or written by hand",
                      root);
            return;
        }
    text_add(out, "written into the facts by hand");
}

static void add_command(const struct checklist *list, const struct question *question,
                        struct text *out) {
    const struct field *field = model_find(list->store->model, &question->path);
    if (question->answer != NULL)
        add_attest(list, question, out);
    else if (field != NULL && field->plan)
        add_plan(list, question, out);
    else if (field != NULL)
        add_collect(list, question, field, out);
}

// ---- writing ----

static void add_words(const struct checklist *list, struct text *out, const char *words) {
    if (list->markdown)
        text_add_markdown(out, words);
    else
        text_add(out, words);
}

static void add_code(const struct checklist *list, struct text *out, const char *code) {
    if (list->markdown)
        text_add_markdown_code(out, code);
    else
        text_add(out, code);
}

static void add_line(struct text *out, const char *before, struct text *raw) {
    text_add(out, before);
    text_add_clean(out, text_data(raw));
    text_add_char(out, '\n');
    text_clear(raw);
}

static void write_head(const struct checklist *list, const struct question *question,
                       struct text *out) {
    struct text head = {0}, state = {0};
    add_code(list, &head, question->answer != NULL ? question->answer : question->fact);
    text_add(&head, ": ");
    if (question->answer != NULL)
        add_given(list, question, &state);
    else
        text_add(&state, question->words);
    add_words(list, &head, text_data(&state));
    add_line(out, list->markdown ? "- [ ] " : "  [ ] ", &head);
    text_clear(&state);
}

static void write_rules(const struct checklist *list, const struct question *question,
                        struct text *out) {
    for (size_t i = 0; i < question->rule_count; i++) {
        const struct rule_finding *finding = question->rules[i];
        struct text raw = {0};
        text_addf(&raw, "needed by %s/%s: ", finding->policy->name, finding->rule->name);
        add_words(list, &raw, finding->rule->title);
        add_line(out, list->markdown ? "  - " : "      ", &raw);
    }
}

static void write_question(const struct checklist *list, const struct question *question,
                           struct text *out) {
    struct text remedy = {0}, command = {0}, code = {0};
    write_head(list, question, out);
    write_rules(list, question, out);
    if (question->answer != NULL && question->remedy != NULL) {
        add_words(list, &remedy, question->remedy);
        add_line(out, list->markdown ? "  - " : "      -> ", &remedy);
    }
    add_command(list, question, &command);
    if (command.size > 0) {
        add_code(list, &code, text_data(&command));
        add_line(out, list->markdown ? "  - " : "      ", &code);
    }
    text_clear(&command);
}

void checklist_write(const struct checklist *checklist, struct text *out) {
    size_t count = checklist->questions->count;
    for (size_t i = 0; i < count; i++)
        write_question(checklist, &checklist->questions->items[i], out);
    if (count == 0)
        text_add(out, "nothing open\n");
    else
        text_addf(out, "\n%zu open question%s\n", count, count == 1 ? "" : "s");
}
