// The open questions of policies, as text or as Markdown to tick off.
#include "report/checklist.h"

#include <stdlib.h>
#include <string.h>

#include "lang/diagnostic.h"

static const char answers[] = "attest";

// One question. Of an answer, `id` is what is asked for; else it is NULL.
struct question {
    const char *fact, *cause, *id;
    bool given;         // there is an answer, with which a rule fails
    bool needs_answer;  // not only when it was done
    const char *remedy; // of the first rule, or NULL
    const struct rule_finding **rules;
    size_t rule_count, rule_room;
};

struct questions {
    const struct checklist *checklist;
    struct arena *arena;
    struct question *items;
    size_t count, room;
};

static const struct space_def *answer_space(const struct model *model) {
    return model->purposes[PURPOSE_ANSWERS].space;
}

void checklist_want_answers(struct program *program) {
    const struct space_def *space = answer_space(program->model);
    for (uint32_t i = 0; space != NULL && i < space->column_count; i++)
        wanted_column(program->wanted, space->columns[i]);
}

void checklist_expect_answers(struct store *store) {
    const struct space_def *space = answer_space(store->model);
    if (space != NULL)
        bit_set(store->spaces[space->id].present, 0);
}

// ---- gathering ----

// The key of attest["backup.source"] or of a field of it, or NULL.
static const char *answer_id(const struct fact_path *fact) {
    bool is_answer = fact->count > 1 && strcmp(fact->steps[0].text, answers) == 0 &&
                     fact->steps[1].kind == FACT_STEP_KEY;
    return is_answer ? fact->steps[1].text : NULL;
}

static bool is_same(const struct question *question, const char *id, const char *fact) {
    if (id != NULL || question->id != NULL)
        return id != NULL && question->id != NULL && strcmp(id, question->id) == 0;
    return strcmp(question->fact, fact) == 0;
}

static struct question *find(struct questions *all, const char *id, const char *fact) {
    for (size_t i = 0; i < all->count; i++)
        if (is_same(&all->items[i], id, fact))
            return &all->items[i];
    return NULL;
}

// A let may hold the answer that a requirement is about.
static bool asks_answer(const struct questions *all, const struct rule *rule) {
    const struct sources *sources = all->checklist->program->sources;
    return strstr(sources_excerpt(sources, rule->span, all->arena), ".answer") != NULL;
}

static void add(struct questions *all, const struct rule_finding *finding, const char *fact,
                const char *id, const char *cause, bool given) {
    struct question *question = find(all, id, fact);
    if (question == NULL) {
        question = &ARENA_PUSH(all->arena, all->items, all->count, all->room);
        *question = (struct question){
            .fact = fact, .cause = cause, .id = id, .given = given, .remedy = finding->remedy};
    }
    question->needs_answer = question->needs_answer || asks_answer(all, finding->rule);
    if (question->rule_count == 0 || question->rules[question->rule_count - 1] != finding)
        ARENA_PUSH(all->arena, question->rules, question->rule_count, question->rule_room) =
            finding;
}

static void add_missing(struct questions *all, const struct rule_finding *finding,
                        const struct missing_fact *missing, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        add(all, finding, missing[i].fact, answer_id(&missing[i].path), missing[i].words, false);
}

static void add_consulted(struct questions *all, const struct rule_finding *finding,
                          const struct requirement_finding *failing) {
    for (size_t i = 0; i < failing->consulted_count; i++) {
        const struct fact_path *path = &failing->consulted[i];
        if (answer_id(path) != NULL)
            add(all, finding, fact_path_text(path, all->arena), answer_id(path), "", true);
    }
}

static void gather_rule(struct questions *all, const struct rule_finding *finding) {
    add_missing(all, finding, finding->missing, finding->missing_count);
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *one = &finding->requirements[i];
        if (one->verdict == VERDICT_FAIL)
            add_consulted(all, finding, one);
        add_missing(all, finding, one->missing, one->missing_count);
    }
}

// ---- what there is already ----

static const struct column *answer_column(const struct store *store, const char *field) {
    const struct space_def *space = answer_space(store->model);
    for (uint32_t i = 0; space != NULL && i < space->column_count; i++)
        if (strcmp(space->columns[i]->path, field) == 0)
            return store_column(store, space->columns[i]);
    return NULL;
}

static const char *text_of(const struct store *store, const char *field, uint32_t row) {
    const struct column *column = answer_column(store, field);
    return column != NULL && column_known(column, row)
               ? intern_text(store->dictionary,
                             column->chunks[row / CHUNK_ROWS]->at.ids[row % CHUNK_ROWS])
               : NULL;
}

static void add_age(const struct checklist *list, uint32_t row, struct text *out) {
    const struct column *at = answer_column(list->store, "at");
    if (at == NULL || !column_known(at, row))
        return;
    int64_t then = at->chunks[row / CHUNK_ROWS]->at.ints[row % CHUNK_ROWS];
    int64_t seconds = list->findings->now / 1000000000 - then / 1000000000;
    text_add(out, seconds < 0 ? ", dated in the future by " : ", ");
    quantity_show(out, decimal_from_int(seconds < 0 ? -seconds : seconds), DIMENSION_DURATION);
    text_add(out, seconds < 0 ? "" : " ago");
}

// answered "restorable" by ops, 2 d 3 h ago
static void add_given(const struct checklist *list, const char *id, bool given, struct text *out) {
    const struct space_def *space = answer_space(list->store->model);
    uint32_t rows = space != NULL ? list->store->spaces[space->id].rows : 0, row = 0;
    while (row < rows) {
        const char *key = text_of(list->store, space->key->path, row);
        if (key != NULL && strcmp(key, id) == 0)
            break;
        row++;
    }
    if (row == rows) {
        text_add(out, "not in the facts");
        return;
    }
    const char *answer = text_of(list->store, "answer", row), *by = text_of(list->store, "by", row);
    if (answer != NULL)
        text_addf(out, "answered \"%s\"", answer);
    else
        text_add(out, "declared");
    text_addf(out, "%s%s", by != NULL ? " by " : "", by != NULL ? by : "");
    add_age(list, row, out);
    text_add(out, given ? "; a rule fails with it" : "; a part of it is missing");
}

// ---- how to get it ----

static void add_word(struct text *out, const char *word) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,";
    if (*word != '\0' && word[strspn(word, plain)] == '\0') {
        text_add(out, word);
        return;
    }
    text_add_char(out, '\'');
    for (; *word != '\0'; word++)
        text_add(out, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
    text_add_char(out, '\'');
}

// Whether a person plans the fact, by the last name of its path.
static bool is_plan(const struct model *model, const char *fact) {
    const char *last = strrchr(fact, '.');
    for (uint32_t r = 0; last != NULL && r < model->record_count; r++)
        for (uint32_t i = 0; i < model->records[r]->field_count; i++)
            if (model->records[r]->fields[i]->plan &&
                strcmp(model->records[r]->fields[i]->name, last + 1) == 0)
                return true;
    return false;
}

static bool begins(const char *fact, const char *root) {
    size_t size = strlen(root);
    return strncmp(fact, root, size) == 0 &&
           (fact[size] == '.' || fact[size] == '[' || !fact[size]);
}

static bool is_path(const struct model *model, const char *fact) {
    for (uint32_t i = 0; i < model->root->field_count; i++)
        if (begins(fact, model->root->fields[i]->name))
            return true;
    return false;
}

// The fact as its file has it: in a fleet the source and the destination are two of its hosts, and
// the machines are those of the source.
static void add_place(const struct checklist *list, const char *fact, struct text *out) {
    bool dest = begins(fact, "dest");
    const char *host = dest ? list->dest : list->source;
    const char *rest = dest ? fact + 4 : begins(fact, "source") ? fact + 6 : fact;
    if (host == NULL || (rest == fact && !begins(fact, "vm"))) {
        text_add(out, fact);
        return;
    }
    text_add(out, "host[\"");
    for (; *host != '\0'; host++)
        text_addf(out, *host == '"' || *host == '\\' ? "\\%c" : "%c", *host);
    text_addf(out, "\"]%s%s", rest == fact ? "." : "", rest);
}

static void add_command(const struct checklist *list, const struct question *question,
                        struct text *out) {
    const struct model *model = list->program->model;
    struct text word = {0};
    if (question->id != NULL) {
        text_add(out, "plimsoll attest ");
        add_word(out, list->facts);
        text_add_char(out, ' ');
        add_word(out, question->id);
        text_addf(out, " --by WHO%s", question->needs_answer ? " --answer ANSWER" : "");
    } else if (is_plan(model, question->fact)) {
        text_add(out, "plimsoll plan ");
        add_word(out, list->facts);
        add_place(list, question->fact, &word);
        text_add(&word, "=VALUE");
        text_add_char(out, ' ');
        add_word(out, text_data(&word));
    } else if (begins(question->fact, "dest")) {
        text_add(out, "plimsoll collect --dest URI, or written by hand");
    } else if (begins(question->fact, "source") || begins(question->fact, "vm")) {
        text_add(out, "plimsoll collect --source URI, or written by hand");
    } else if (is_path(model, question->fact)) {
        text_add(out, "written into the facts by hand");
    }
    text_clear(&word);
}

// ---- writing ----

// What Markdown would take for its own in words.
static void add_words(struct text *out, const char *words, bool markdown) {
    for (; *words != '\0'; words++) {
        if (markdown && strchr("\\`*_[]<>&|", *words) != NULL)
            text_add_char(out, '\\');
        text_add_char(out, *words);
    }
}

// In Markdown code stands between more backticks in a row than it holds itself.
static void add_code(struct text *out, const char *code, bool markdown) {
    size_t run = 0, longest = 0;
    for (const char *at = code; *at != '\0'; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; markdown && i <= longest; i++)
        text_add_char(out, '`');
    text_addf(out, markdown && longest > 0 ? " %s " : "%s", code);
    for (size_t i = 0; markdown && i <= longest; i++)
        text_add_char(out, '`');
}

static void add_clean_line(struct text *out, const char *indent, const char *mark,
                           const struct text *raw) {
    text_addf(out, "%s%s", indent, mark);
    text_add_clean(out, text_data(raw));
    text_add_char(out, '\n');
}

static void write_rules(const struct question *question, const char *indent, bool markdown,
                        struct text *out) {
    for (size_t i = 0; i < question->rule_count; i++) {
        struct text raw = {0};
        const struct rule_finding *finding = question->rules[i];
        text_addf(&raw, "%s/%s: ", finding->policy->name, finding->rule->name);
        add_words(&raw, finding->rule->title, markdown);
        add_clean_line(out, indent, "needed by ", &raw);
        text_clear(&raw);
    }
}

static void write_question(const struct questions *all, const struct question *question,
                           struct text *out) {
    const struct checklist *list = all->checklist;
    bool markdown = list->markdown;
    const char *indent = markdown ? "  - " : "      ";
    struct text head = {0}, state = {0}, command = {0}, last = {0};
    add_code(&head, question->id != NULL ? question->id : question->fact, markdown);
    text_add(&head, ": ");
    if (question->id != NULL)
        add_given(list, question->id, question->given, &state);
    else
        text_add(&state, question->cause);
    add_words(&head, text_data(&state), markdown);
    add_clean_line(out, "", markdown ? "- [ ] " : "  [ ] ", &head);
    write_rules(question, indent, markdown, out);
    add_command(list, question, &command);
    if (question->id != NULL && question->remedy != NULL) {
        struct text remedy = {0};
        add_words(&remedy, question->remedy, markdown);
        add_clean_line(out, indent, markdown ? "" : "-> ", &remedy);
        text_clear(&remedy);
    }
    if (command.size > 0) {
        add_code(&last, text_data(&command), markdown);
        add_clean_line(out, indent, "", &last);
    }
    text_clear(&head);
    text_clear(&state);
    text_clear(&command);
    text_clear(&last);
}

size_t checklist_write(const struct checklist *checklist, struct text *out) {
    struct questions all = {.checklist = checklist, .arena = arena_new()};
    const struct findings *findings = checklist->findings;
    for (uint32_t i = 0; i < findings->rule_count; i++)
        gather_rule(&all, &findings->rules[i]);
    for (size_t i = 0; i < all.count; i++)
        write_question(&all, &all.items[i], out);
    size_t count = all.count;
    if (count == 0)
        text_add(out, "nothing open\n");
    else
        text_addf(out, "\n%zu open question%s\n", count, count == 1 ? "" : "s");
    arena_free(all.arena);
    return count;
}
