// A list of open questions, as text or as Markdown to tick off, with the commands that answer them.
#include "cli/checklist.h"

#include <string.h>

#include "base/intern.h"
#include "report/page.h"

// A line below a question, or the question itself: what it begins with, and the columns of what
// follows it. A command is never broken, so that it can be copied.
struct line {
    const char *text_mark, *markdown_mark;
    size_t column, hang;
    bool whole;
};
static const struct line head = {"  [ ] ", "- [ ] ", 6, 6, false};
static const struct line below = {"      ", "  - ", 6, 8, false};
static const struct line command = {"      ", "  - ", 6, 6, true};

static void add_line(const struct checklist *list, struct text *out, const struct line *line,
                     struct text *raw) {
    struct report report = {.width = line->whole || list->markdown ? 0 : list->width};
    struct page page = {.report = &report, .out = out};
    text_add(out, list->markdown ? line->markdown_mark : line->text_mark);
    page_flow(&page, line->column, line->hang, text_data(raw));
    text_add_char(out, '\n');
    text_clear(raw);
}

static void add_words(const struct checklist *list, struct text *out, const char *words) {
    if (list->markdown)
        text_add_markdown(out, words);
    else
        text_add(out, words);
}

static void write_head(const struct checklist *list, const struct question_group *group,
                       struct text *out) {
    struct text raw = {0};
    checklist_add_subject(list, group, &raw);
    text_add(&raw, ": ");
    add_words(list, &raw, group->state);
    add_line(list, out, &head, &raw);
}

// A remedy says how a fact is mended that fails a rule, but not how one is collected.
static const char *remedy_of(const struct question_group *group, size_t i) {
    bool helps = group->how == HOW_ATTEST || group->how == HOW_PLAN;
    return helps ? group->rules[i].remedy : NULL;
}

static void write_rule(const struct checklist *list, const struct rule_finding *finding,
                       struct text *out) {
    struct text raw = {0};
    text_addf(&raw, "needed by %s/%s: ", finding->policy->name, finding->rule->name);
    add_words(list, &raw, finding->rule->title);
    add_line(list, out, &below, &raw);
}

static void write_remedy(const struct checklist *list, const char *remedy, struct text *out) {
    struct text raw = {0};
    text_add(&raw, list->markdown ? "" : "-> ");
    add_words(list, &raw, remedy);
    add_line(list, out, &below, &raw);
}

// Rules that have one remedy stand above it, each other with its own.
static void write_rules(const struct checklist *list, const struct question_group *group,
                        struct text *out) {
    struct arena_mark mark = arena_mark(list->questions->arena);
    struct intern *said = intern_new(list->questions->arena);
    for (size_t i = 0; i < group->rule_count; i++)
        write_rule(list, group->rules[i].finding, out);
    for (size_t i = 0; i < group->rule_count; i++) {
        const char *remedy = remedy_of(group, i);
        uint32_t before = intern_count(said);
        if (remedy != NULL && intern_add(said, remedy, strlen(remedy)) == before)
            write_remedy(list, remedy, out);
    }
    arena_rewind(list->questions->arena, mark);
}

static void write_commands(const struct checklist *list, const struct question_group *group,
                           struct text *out) {
    struct text code = {0}, raw = {0};
    for (size_t i = 0; checklist_add_command(list, group, i, &code); i++) {
        if (list->markdown)
            text_add_markdown_code(&raw, text_data(&code));
        else
            text_add(&raw, text_data(&code));
        add_line(list, out, &command, &raw);
        text_reset(&code);
    }
    text_clear(&code);
    if (group->count <= CHECKLIST_SHOWN || group->how > HOW_PLAN)
        return;
    text_addf(&raw, "and the same for %zu more", group->count - CHECKLIST_SHOWN);
    add_line(list, out, &below, &raw);
}

// What fails with no question open is not for this list.
static void write_none(const struct checklist *list, struct text *out) {
    bool fails = list->findings->verdict == VERDICT_FAIL;
    text_addf(out, "nothing open%s\n",
              fails ? ", but a rule fails: plimsoll check says which, and why" : "");
}

void checklist_write(const struct checklist *list, struct text *out) {
    struct question_groups groups = checklist_groups(list);
    for (size_t i = 0; i < groups.count; i++) {
        write_head(list, &groups.items[i], out);
        write_rules(list, &groups.items[i], out);
        write_commands(list, &groups.items[i], out);
    }
    if (groups.count == 0)
        write_none(list, out);
    else
        text_addf(out, "\n%zu open question%s\n", groups.count, groups.count == 1 ? "" : "s");
}
