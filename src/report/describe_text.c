// A policy described for a terminal.
#include <inttypes.h>
#include <string.h>

#include "report/describe.h"
#include "report/page.h"

// Columns of the first word of a row, and the most that it may take before the rest goes on below.
enum { HEAD_WIDTH = 10, NAME_WIDTH = 24 };

// A row: a word, and what is said of it beside it.
static void write_row(struct page *page, size_t width, const char *word, const char *text) {
    size_t column = PAGE_MARGIN + width, taken = PAGE_MARGIN + utf8_width(word, strlen(word));
    text_add_repeat(page->out, ' ', PAGE_MARGIN);
    text_add_clean(page->out, word);
    if (taken + 2 > column) {
        text_add_char(page->out, '\n');
        taken = 0;
    }
    text_add_repeat(page->out, ' ', column - taken);
    page_flow(page, column, column, text);
    text_add_char(page->out, '\n');
}

static void write_more(struct page *page, size_t width, const char *text) {
    if (text[0] == '\0')
        return;
    text_add_repeat(page->out, ' ', PAGE_MARGIN + width);
    page_flow(page, PAGE_MARGIN + width, PAGE_MARGIN + width, text);
    text_add_char(page->out, '\n');
}

// Of one thing the last letter of "rules" is left out.
static void write_heading(struct page *page, size_t count, const char *what) {
    int length = (int)strlen(what) - (count == 1 ? 1 : 0);
    text_addf(page->out, "\n%zu %.*s\n", count, length, what);
}

// ---- the policy ----

static void add_names(const struct policy *policy, struct text *out) {
    text_addf(out, "%s ", policy->name);
    text_add_clean(out, policy->version != NULL ? policy->version : "-");
}

static void write_uses(struct page *page, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->use_count; i++) {
        const struct use_node *use = &tree->uses[i];
        struct text text = {0};
        text_add(&text, use->path != NULL ? use->path : use->policy.text);
        if (use->version != NULL)
            text_addf(&text, " %s", use->version);
        write_row(page, HEAD_WIDTH, use->imports ? "imports" : "uses", text_data(&text));
        text_clear(&text);
    }
}

static void write_head(struct page *page, const struct description *described) {
    const struct policy *policy = described->policy;
    const struct file_node *tree = described->tree;
    add_names(policy, page->out);
    text_add_char(page->out, '\n');
    if (policy->title != NULL)
        write_row(page, HEAD_WIDTH, "title", policy->title);
    write_row(page, HEAD_WIDTH, "file", policy->source->name);
    if (tree->use_facts.text != NULL)
        write_row(
            page, HEAD_WIDTH, "facts",
            arena_printf(described->arena, "%s %" PRId64, tree->use_facts.text, tree->use_version));
    if (tree->summary != NULL)
        write_row(page, HEAD_WIDTH, "summary", describe_excerpt(described, tree->summary->span));
    write_uses(page, tree);
}

// ---- what is in it ----

static void write_rule(struct page *page, const struct rule_description *one) {
    const struct rule *rule = one->rule;
    struct text text = {0}, more = {0};
    text_addf(&text, "%-7s  %s", severity_text(rule->severity), rule->title);
    write_row(page, NAME_WIDTH, rule->name, text_data(&text));
    if (describe_is_mandatory(one))
        text_add(&more, "mandatory");
    for (uint32_t i = 0; i < rule->tag_count; i++)
        text_addf(&more, "%s%s", i > 0 ? ", " : more.size > 0 ? "; tags " : "tags ", rule->tags[i]);
    write_more(page, NAME_WIDTH + 9, text_data(&more));
    text_clear(&text);
    text_clear(&more);
}

static void write_param(struct page *page, const struct description *described,
                        const struct param *param) {
    const char *value = describe_param_value(described, param);
    struct text text = {0};
    text_add(&text, describe_param_type(described, param));
    if (value != NULL)
        text_addf(&text, " = %s", value);
    else
        text_add(&text, ", has to be set");
    write_row(page, NAME_WIDTH, param->name, text_data(&text));
    write_more(page, NAME_WIDTH, param->description != NULL ? param->description : "");
    text_clear(&text);
}

static void write_fact(struct page *page, const struct description *described,
                       const struct read_fact *fact) {
    static const char *const sources[] = {"", "planned, ", "attested, ", "written by hand, "};
    struct text text = {0};
    text_addf(&text, "%s%s: %s", sources[describe_source(described, fact)],
              type_text(described->arena, &fact->type), fact->field->description);
    write_row(page, NAME_WIDTH, fact->path, text_data(&text));
    text_clear(&text);
}

static void write_answer(struct page *page, const char *answer, const struct rule_list *askers) {
    struct text text = {0};
    for (size_t i = 0; i < askers->count; i++)
        text_addf(&text, "%s%s", i == 0 ? "for " : ", ", askers->rules[i]->name);
    write_row(page, NAME_WIDTH, answer, text_data(&text));
    text_clear(&text);
}

void describe_text(const struct description *described, size_t width, struct text *out) {
    const struct policy *policy = described->policy;
    struct report report = {.width = width};
    struct page page = {.report = &report, .out = out};
    write_head(&page, described);
    write_heading(&page, policy->rule_count, "rules");
    for (uint32_t i = 0; i < policy->rule_count; i++)
        write_rule(&page, &described->rules[i]);
    write_heading(&page, policy->param_count, "params");
    for (uint32_t i = 0; i < policy->param_count; i++)
        write_param(&page, described, &policy->params[i]);
    write_heading(&page, described->facts.count, "facts");
    for (size_t i = 0; i < described->facts.count; i++)
        write_fact(&page, described, &described->facts.items[i]);
    write_heading(&page, described->reads.answer_count, "attestations");
    for (size_t i = 0; i < described->reads.answer_count; i++)
        write_answer(&page, described->reads.answers[i], &described->askers[i]);
}

// The rules that a run of the policy evaluates: its own, and those of what it uses.
static uint32_t count_rules(const struct program *program) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        count += program->policies[i]->rule_count;
    return count;
}

// How many rules there are, in nine columns; a policy without any is there for others to import.
static void add_rule_count(struct text *out, uint32_t rules) {
    if (rules == 0)
        text_add(out, " imported");
    else
        text_addf(out, "%3" PRIu32 " rule%s", rules, rules == 1 ? " " : "s");
}

void describe_line(const struct description *described, const char *name, size_t width,
                   struct text *out) {
    const struct policy *policy = described->policy;
    struct report report = {.width = width};
    struct page page = {.report = &report, .out = out};
    struct text text = {0};
    text_addf(&text, "%-8s ", policy->version != NULL ? policy->version : "-");
    add_rule_count(&text, count_rules(described->program));
    if (policy->title != NULL)
        text_addf(&text, "  %s", policy->title);
    write_row(&page, NAME_WIDTH, name, text_data(&text));
    text_clear(&text);
}
