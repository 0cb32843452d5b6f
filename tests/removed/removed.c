// What happens to a verdict of pass when one fact is missing: a table, a line for each fact.
//
// removed POLICY FACTS takes every value and every list of the file out alone and prints
//   - unknown, its path, and the rules that are undecided then; one of them names it as missing,
//     or (default) where their text has a default for it, another missing fact;
//   - pass, its path, and why: not read by any rule, or the rules and defines that read it, each
//     with the words of its text that may do without it.
//
// The naive evaluator of tests/oracle/ has to agree in everything that is found. The exit status is
// 1 where the law is broken: a fail, a missing fact that is not named, a pass that nothing
// explains.
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "finding/verdict.h"
#include "facts/load.h"
#include "oracle/account.h"
#include "oracle/facts.h"
#include "oracle/naive.h"

struct table {
    struct program *program;
    cJSON *facts;
    int64_t now;
    bool broken;
};

// A place in the facts: where it is, which list of the model it is an element of, and the path
// within that element.
struct fact {
    char path[256];
    char element[256]; // the element's own path, or ""
    char list[256];    // the list it is an element of
    char space[128];
    char member[128];
    bool is_key; // the list's key
};

static char *read_file(const char *path) {
    struct text text = {0};
    char buffer[4096];
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(3);
    }
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;)
        text_add_bytes(&text, buffer, size);
    fclose(file);
    return text.data;
}

static void give_up(struct diagnostics *diagnostics) {
    struct text text = {0};
    diagnostics_render(diagnostics, &text);
    fputs(text_data(&text), stderr);
    exit(3);
}

// What the naive evaluator finds has to be what was found, to the word.
static void ask_oracle(struct table *table, const struct findings *findings, const char *json,
                       struct arena *arena) {
    struct text found = {0}, expected = {0};
    struct naive naive = {.arena = arena,
                          .program = table->program,
                          .policy = table->program->policies[0],
                          .facts = facts_new(arena, table->program->model, json),
                          .now = table->now,
                          .element_limit = UINT64_MAX};
    account_findings(&found, findings, arena);
    account_naive(&expected, &naive);
    if (strcmp(text_data(&found), text_data(&expected)) != 0) {
        printf("BROKEN   the naive evaluator finds otherwise:\n%s--- naive\n%s", text_data(&found),
               text_data(&expected));
        table->broken = true;
    }
    facts_free(naive.facts);
    text_clear(&found);
    text_clear(&expected);
}

static struct findings *evaluate(struct table *table, struct arena *arena) {
    char *json = cJSON_PrintUnformatted(table->facts);
    struct load_options wanted = {.wanted_columns = table->program->wanted->columns,
                                  .wanted_spaces = table->program->wanted->spaces};
    struct diagnostics *diagnostics = diagnostics_new(arena, table->program->sources);
    struct loader *loader = loader_new(table->program->model, &wanted, diagnostics);
    loader_add_text(loader, "facts", json, strlen(json));
    struct store *store = loader_finish(loader);
    if (!store)
        give_up(diagnostics);
    struct verdict_options options = {.now = table->now, .fail_on = SEVERITY_INFO};
    struct findings *findings = findings_make(table->program, store, &options, arena);
    options.fail_on = SEVERITY_ERROR;
    ask_oracle(table, findings_make(table->program, store, &options, arena), json, arena);
    store_free(store);
    cJSON_free(json);
    return findings;
}

// "source.vm[...]" is vm[...] to a policy where the root list vm is left out.
static bool is_path(const char *named, const char *path) {
    return strcmp(named, path) == 0 ||
           (strncmp(path, "source.vm", 9) == 0 && strcmp(named, path + 7) == 0);
}

// An element without its key is named by its place, which depends on the order of keys.
static bool is_key_of(const char *named, const struct fact *fact) {
    size_t list = strlen(fact->list), name = strlen(named), key = strlen(fact->member);
    const char *at =
        strncmp(fact->list, "source.vm", 9) == 0 && strncmp(named, fact->list, list) != 0
            ? fact->list + 7
            : fact->list;
    return fact->is_key && strncmp(named, at, strlen(at)) == 0 && name > key &&
           strcmp(named + name - key, fact->member) == 0;
}

static bool names(const struct missing_facts *missing, const struct fact *fact) {
    for (uint32_t i = 0; i < missing->count; i++) {
        const char *name = missing->facts[i].fact;
        if (is_path(name, fact->path) || is_path(name, fact->element) || is_key_of(name, fact))
            return true;
    }
    return false;
}

static bool rule_names(const struct rule_finding *rule, const struct fact *fact) {
    bool named = names(&rule->missing, fact);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        named |= names(&rule->requirements[i].missing, fact);
    return named;
}

static bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool has_word(const char *text, size_t size, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= size; i++)
        if (memcmp(text + i, word, length) == 0 && (i == 0 || !is_word_character(text[i - 1])) &&
            (i + length == size || !is_word_character(text[i + length])))
            return true;
    return false;
}

// The name of a rule or define whose text names the member, with the words that may make it
// dispensable.
static bool explain_one(const char *text, const char *member, bool explained, struct text *out) {
    static const char *const words[] = {"default", "known", "if", "or", "some", "where", "when"};
    const size_t size = strlen(text);
    const char *name = strchr(text, ' ') + 1;
    bool any = false;
    for (size_t w = 0; has_word(text, size, member) && w < sizeof words / sizeof *words; w++) {
        if (!has_word(text, size, words[w]))
            continue;
        text_addf(out, any ? " %s" : "%s%.*s (%s",
                  any         ? words[w]
                  : explained ? ", "
                              : "",
                  (int)strcspn(name, " (:="), name, words[w]);
        any = true;
    }
    text_add(out, any ? ")" : "");
    return any;
}

static bool begins_block(const char *at) {
    return strncmp(at, "\nrule ", 6) == 0 || strncmp(at, "\ndefine ", 8) == 0;
}

typedef bool block_look(const char *text, const char *member, bool explained, struct text *out);

// Each rule and define of all files, the policy's and those that it imports, without comments,
// which explain nothing.
static bool each_block(const struct program *program, const char *member, block_look *look,
                       struct text *out) {
    bool explained = false;
    const struct source *source;
    struct arena *arena = arena_new();
    for (size_t i = 0; (source = sources_at(program->sources, i)); i++) {
        const char *end = source->text + source->size, *next;
        for (const char *at = source->text; at < end; at = next) {
            for (next = at + 1; next < end && !begins_block(next);)
                next++;
            const struct span span = {source->base + (uint32_t)(at - source->text),
                                      source->base + (uint32_t)(next - source->text)};
            if (begins_block(at))
                explained |=
                    look(sources_excerpt(program->sources, span, arena), member, explained, out);
        }
    }
    arena_free(arena);
    return explained;
}

// The last define that names the member.
static bool name_define(const char *text, const char *member, bool explained, struct text *out) {
    (void)explained;
    const char *name = strchr(text, ' ') + 1;
    size_t size = strcspn(name, " (:=");
    bool found = strncmp(text, "define ", 7) == 0 && has_word(text, strlen(text), member) &&
                 (size != strlen(member) || strncmp(name, member, size) != 0);
    if (found) {
        text_reset(out);
        text_add_bytes(out, name, size);
    }
    return found;
}

// What is read by a define alone may be explained by who uses that.
static bool explain(const struct program *program, const char *member, struct text *out) {
    if (each_block(program, member, explain_one, out))
        return true;
    struct text define = {0};
    bool explained = each_block(program, member, name_define, &define) &&
                     each_block(program, text_data(&define), explain_one, out);
    text_clear(&define);
    return explained;
}

static const struct column_def *column_of(const struct model *model, const char *space,
                                          const char *member) {
    for (uint32_t i = 0; i < model->column_count; i++)
        if (strcmp(model->columns[i]->space->path, space) == 0 &&
            strcmp(model->columns[i]->path, member) == 0)
            return model->columns[i];
    return NULL;
}

static const struct space_def *space_of(const struct model *model, const char *path) {
    for (uint32_t i = 0; i < model->space_count; i++)
        if (strcmp(model->spaces[i]->path, path) == 0)
            return model->spaces[i];
    return NULL;
}

static bool is_read(const struct program *program, const struct fact *fact) {
    char list[260];
    snprintf(list, sizeof list, "%s%s%s", fact->space, *fact->space ? "." : "", fact->member);
    const struct column_def *column = column_of(program->model, fact->space, fact->member);
    const struct space_def *space = space_of(program->model, list);
    return (column && program->wanted->columns[column->id]) ||
           (space && program->wanted->spaces[space->id]);
}

static const char *last_name(const char *member) {
    const char *dot = strrchr(member, '.');
    return dot ? dot + 1 : member;
}

static void print_pass(struct table *table, const struct fact *fact) {
    struct text why = {0};
    if (!is_read(table->program, fact))
        text_add(&why, "not read");
    else if (!explain(table->program, last_name(fact->member), &why)) {
        text_add(&why, "BROKEN: nothing in the policy explains it");
        table->broken = true;
    }
    printf("pass     %-52s %s\n", fact->path, text_data(&why));
    text_clear(&why);
}

static bool is_defaulted(const struct table *table, const struct fact *fact) {
    struct text why = {0};
    bool defaulted = explain(table->program, last_name(fact->member), &why) &&
                     strstr(text_data(&why), "default");
    text_clear(&why);
    return defaulted;
}

static void print_unknown(struct table *table, const struct fact *fact,
                          const struct findings *findings) {
    bool named = false, any = false;
    printf("unknown  %-52s ", fact->path);
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        if (findings->rules[i].verdict != VERDICT_UNKNOWN)
            continue;
        printf("%s%s", any ? ", " : "", findings->rules[i].rule->name);
        named |= rule_names(&findings->rules[i], fact);
        any = true;
    }
    bool defaulted = !named && is_defaulted(table, fact);
    puts(named ? "" : defaulted ? " (default)" : " BROKEN: the fact is not named");
    table->broken |= !named && !defaulted;
}

static void try_without(struct table *table, const struct fact *fact) {
    struct arena *arena = arena_new();
    const struct findings *findings = evaluate(table, arena);
    if (findings->verdict == VERDICT_PASS)
        print_pass(table, fact);
    else if (findings->verdict == VERDICT_UNKNOWN)
        print_unknown(table, fact, findings);
    else {
        printf("BROKEN   %-52s a missing fact makes it fail\n", fact->path);
        table->broken = true;
    }
    arena_free(arena);
}

static void walk_members(struct table *table, cJSON *object, const struct fact *at);

static void walk_elements(struct table *table, cJSON *array, const struct fact *list) {
    const struct space_def *space = space_of(table->program->model, list->space);
    int index = 0;
    for (cJSON *element = array->child; element; element = element->next, index++) {
        const cJSON *key = space && space->key
                               ? cJSON_GetObjectItemCaseSensitive(element, space->key->path)
                               : NULL;
        struct fact fact = *list;
        snprintf(fact.list, sizeof fact.list, "%s", list->path);
        if (cJSON_IsString(key))
            snprintf(fact.element, sizeof fact.element, "%.120s[\"%.100s\"]", list->path,
                     key->valuestring);
        else
            snprintf(fact.element, sizeof fact.element, "%.120s[%d]", list->path, index);
        memcpy(fact.path, fact.element, sizeof fact.path);
        fact.member[0] = '\0';
        if (cJSON_IsObject(element))
            walk_members(table, element, &fact);
    }
}

// Takes each member out in turn, by giving it another name that no model knows.
static void walk_members(struct table *table, cJSON *object, const struct fact *at) {
    for (cJSON *item = object->child; item; item = item->next) {
        struct fact fact = *at;
        snprintf(fact.path, sizeof fact.path, "%.200s%s%.50s", at->path, *at->path ? "." : "",
                 item->string);
        snprintf(fact.member, sizeof fact.member, "%.60s%s%.60s", at->member,
                 *at->member ? "." : "", item->string);
        const struct space_def *space = space_of(table->program->model, at->space);
        fact.is_key = space && space->key && strcmp(space->key->path, fact.member) == 0;
        if (cJSON_IsObject(item)) {
            walk_members(table, item, &fact);
            continue;
        }
        int type = item->type;
        item->type = cJSON_NULL;
        try_without(table, &fact);
        item->type = type;
        if (cJSON_IsArray(item)) {
            snprintf(fact.space, sizeof fact.space, "%.60s%s%.60s", at->space,
                     *at->space ? "." : "", fact.member);
            walk_elements(table, item, &fact);
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: removed POLICY FACTS\n", stderr);
        return 2;
    }
    const char *path = getenv("PLIMSOLL_PATH");
    struct table table = {.program = program_new(path ? path : "policies")};
    time_parse("2026-11-23T10:00:00Z", strlen("2026-11-23T10:00:00Z"), true, &table.now);
    program_add_file(table.program, argv[1]);
    if (!program_check(table.program))
        give_up(table.program->diagnostics);
    char *json = read_file(argv[2]);
    table.facts = cJSON_Parse(json);
    cJSON_DeleteItemFromObjectCaseSensitive(table.facts, "facts");
    cJSON_DeleteItemFromObjectCaseSensitive(table.facts, "version");
    walk_members(&table, table.facts, &(struct fact){0});
    cJSON_Delete(table.facts);
    free(json);
    program_free(table.program);
    return table.broken;
}
