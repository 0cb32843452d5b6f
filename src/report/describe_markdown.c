// A policy described as a page in Markdown.
#include <inttypes.h>
#include <string.h>

#include "finding/verdict.h"
#include "report/doc_page.h"

// ---- the head ----

// The page of a policy has its name, however the policy is found.
static void write_use(const struct doc_page *page, uint32_t index) {
    const struct description *described = page->described;
    const struct use_node *use = &described->tree->uses[index];
    const struct file_node *used = program_used(described->program, described->tree, index);
    text_addf(page->out, "%s ", use->imports ? "- imports" : "- uses");
    doc_page_link_page(page, use->path != NULL ? use->path : use->policy.text, used->name.text);
    if (use->version != NULL) {
        text_add(page->out, ", version ");
        doc_page_words(page, use->version);
        text_add(page->out, " or later");
    }
    text_add_char(page->out, '\n');
    for (uint32_t j = 0; j < use->tailors.count; j++) {
        text_add(page->out, "  - ");
        doc_page_excerpt(page, use->tailors.items[j].span);
        text_add_char(page->out, '\n');
    }
}

static void write_uses(const struct doc_page *page) {
    const struct file_node *tree = page->described->tree;
    text_add(page->out, tree->use_count > 0 ? "\n" : "");
    for (uint32_t i = 0; i < tree->use_count; i++)
        write_use(page, i);
}

static void write_head(const struct doc_page *page) {
    const struct policy *policy = page->described->policy;
    const struct file_node *tree = page->described->tree;
    text_addf(page->out, "<!-- Made by 'plimsoll doc %s'. -->\n\n# ", policy->name);
    doc_page_words(page, policy->title != NULL ? policy->title : policy->name);
    text_addf(page->out, "\n\nPolicy `%s`", policy->name);
    if (policy->version != NULL) {
        text_add(page->out, ", version ");
        doc_page_words(page, policy->version);
    }
    if (tree->use_facts.text != NULL) {
        text_add(page->out, ", about the facts ");
        doc_page_link_page(page, tree->use_facts.text, tree->use_facts.text);
        text_addf(page->out, " %" PRId64, tree->use_version);
    }
    text_add(page->out, ".\n");
    if (tree->summary != NULL) {
        text_add(page->out, "\nIn short: ");
        doc_page_template(page, tree->summary);
        text_add_char(page->out, '\n');
    }
    write_uses(page);
}

// ---- tables ----

static void write_index(const struct doc_page *page) {
    const struct policy *policy = page->described->policy;
    if (policy->rule_count == 0)
        return;
    text_add(page->out, "\n## Rules\n\n| rule | severity | title |\n|---|---|---|\n");
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        text_add(page->out, "| ");
        doc_page_link(page, ANCHOR_RULE, policy->rules[i].name);
        text_addf(page->out, " | %s%s | ", severity_text(policy->rules[i].severity),
                  describe_is_mandatory(&page->described->rules[i]) ? ", mandatory" : "");
        doc_page_words(page, policy->rules[i].title);
        text_add(page->out, " |\n");
    }
}

static void write_param(const struct doc_page *page, const struct param *param) {
    const char *value = describe_param_value(page->described, param);
    text_add(page->out, "| ");
    doc_page_anchor(page, ANCHOR_PARAM, param->name);
    text_addf(page->out, "`%s` | ", param->name);
    doc_page_cell_code(page, describe_param_type(page->described, param));
    text_add(page->out, " | ");
    if (value != NULL)
        doc_page_cell_code(page, value);
    else
        text_add(page->out, "has to be set");
    text_add(page->out, " | ");
    doc_page_words(page, param->description != NULL ? param->description : "");
    text_add(page->out, " |\n");
}

static void write_params(const struct doc_page *page) {
    const struct policy *policy = page->described->policy;
    if (policy->param_count == 0)
        return;
    text_add(page->out, "\n## Parameters\n\n`--set NAME=VALUE` sets one.\n\n"
                        "| parameter | type | default | meaning |\n|---|---|---|---|\n");
    for (uint32_t i = 0; i < policy->param_count; i++)
        write_param(page, &policy->params[i]);
}

static void write_answer(const struct doc_page *page, const char *key,
                         const struct rule_list *askers) {
    text_add(page->out, "| ");
    doc_page_anchor(page, ANCHOR_ANSWER, key);
    doc_page_cell_code(page, key);
    text_add(page->out, " | ");
    for (size_t i = 0; i < askers->count; i++) {
        text_add(page->out, i == 0 ? "" : ", ");
        doc_page_link(page, ANCHOR_RULE, askers->rules[i]->name);
    }
    text_add(page->out, " |\n");
}

static void write_answers(const struct doc_page *page) {
    const struct reads *reads = &page->described->reads;
    if (reads->answer_count == 0)
        return;
    text_add(page->out, "\n## Attestations\n\n"
                        "People declare these: `plimsoll attest FACTS ID --by WHO`.\n\n"
                        "| id | asked by |\n|---|---|\n");
    for (size_t i = 0; i < reads->answer_count; i++)
        write_answer(page, reads->answers[i], &page->described->askers[i]);
}

// ---- facts ----

// The fields of a record that the rules read, in the order of the facts' paths.
static bool holds(const struct record *record, const struct read_fact *fact) {
    return record_field(record, fact->field->name) == fact->field;
}

static bool is_read(const struct doc_page *page, const struct record *record) {
    const struct read_facts *facts = &page->facts;
    for (size_t i = 0; i < facts->count; i++)
        if (holds(record, &facts->items[i]))
            return true;
    return false;
}

// The record of a type leads to the table of it where there is one.
static void write_type(const struct doc_page *page, const struct type *type) {
    const struct record *record = record_held(type);
    bool links = record != NULL && is_read(page, record);
    text_add(page->out, links ? "[" : "");
    doc_page_cell_code(page, type_text(page->described->arena, type));
    if (links)
        text_addf(page->out, "](#record-%s)", record->name);
}

static void write_fact(const struct doc_page *page, const struct read_fact *fact) {
    static const char *const ways[] = {"`plimsoll collect`", "`plimsoll plan`", "`plimsoll attest`",
                                       "by hand"};
    text_add(page->out, "| ");
    doc_page_anchor(page, ANCHOR_FACT, fact->path);
    text_addf(page->out, "`%s` | ", fact->path);
    write_type(page, &fact->type);
    text_add(page->out, " | ");
    doc_page_words(page, fact->field->description);
    text_addf(page->out, " | %s |\n", ways[describe_source(page->described, fact)]);
}

static void write_held(const struct doc_page *page, const struct record *record) {
    const struct read_facts *facts = &page->facts;
    text_add(page->out, "| fact | type | meaning | from |\n|---|---|---|---|\n");
    for (size_t i = 0; i < facts->count; i++)
        if (holds(record, &facts->items[i]))
            write_fact(page, &facts->items[i]);
}

static void write_record(const struct doc_page *page, const struct record *record) {
    text_addf(page->out, "\n### Record `%s`\n\n", record->name);
    if (record->description[0] != '\0') {
        doc_page_words(page, record->description);
        text_add(page->out, "\n\n");
    }
    if (page->linked)
        text_addf(page->out, "[All its fields](%s.md#record-%s)\n\n",
                  page->described->program->model->name, record->name);
    write_held(page, record);
}

static void write_facts(const struct doc_page *page) {
    const struct model *model = page->described->program->model;
    if (page->facts.count == 0)
        return;
    text_add(
        page->out,
        "\n## Facts\n\n"
        "`plimsoll collect` asks hosts over libvirt, and `plimsoll collect hyperv` reads what\n"
        "was exported on a Hyper-V server. `plimsoll plan` and `plimsoll attest` take what only\n"
        "people know. A fact that is missing leaves its rules undecided; `plimsoll checklist`\n"
        "lists what is missing.\n");
    if (is_read(page, model->root)) {
        text_add_char(page->out, '\n');
        write_held(page, model->root);
    }
    for (uint32_t i = 0; i < model->record_count; i++)
        if (model->records[i] != model->root && is_read(page, model->records[i]))
            write_record(page, model->records[i]);
}

// ---- rules ----

static void write_bindings(const struct doc_page *page, const struct rule_node *node) {
    for (uint32_t i = 0; i < node->binding_count; i++) {
        text_add(page->out, "- ");
        doc_page_excerpt(page, node->bindings[i].span);
        text_add_char(page->out, '\n');
    }
    if (node->when == NULL)
        return;
    text_add(page->out, "- When: ");
    doc_page_excerpt(page, node->when->span);
    text_add_char(page->out, '\n');
}

static void write_requires(const struct doc_page *page, const struct rule_node *node) {
    for (uint32_t i = 0; i < node->require_count; i++) {
        const struct require_node *require = &node->requires[i];
        text_add(page->out, "- Requires: ");
        doc_page_excerpt(page, require->condition->span);
        text_add_char(page->out, '\n');
        if (require->message == NULL)
            continue;
        text_add(page->out, "  - Why: ");
        doc_page_template(page, require->message);
        text_add_char(page->out, '\n');
    }
}

static void write_see(const struct doc_page *page, const struct rule *rule) {
    for (uint32_t i = 0; i < rule->see_count; i++) {
        text_add(page->out, "- See: ");
        doc_page_words(page, rule->see[i]);
        text_add_char(page->out, '\n');
    }
}

static void write_tags(const struct doc_page *page, const struct rule *rule) {
    for (uint32_t i = 0; i < rule->tag_count; i++) {
        text_add(page->out, i == 0 ? "- Tags: " : ", ");
        doc_page_code(page, rule->tags[i]);
    }
    text_add(page->out, rule->tag_count > 0 ? "\n" : "");
}

// What a rule reads, each with a link to where the page tells of it.
static void write_links(const struct doc_page *page, enum anchor kind, const char *title,
                        const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        text_addf(page->out, "%s", i == 0 ? title : ", ");
        doc_page_link(page, kind, names[i]);
    }
    text_add(page->out, count > 0 ? "\n" : "");
}

static void write_reads(const struct doc_page *page, const struct rule_description *one) {
    const struct policy *policy = page->described->policy;
    size_t count = 0;
    const char **names =
        ARENA_ARRAY(page->described->arena, const char *, policy->param_count + one->facts.count);
    for (uint32_t i = 0; i < policy->param_count; i++)
        if (one->reads.params[i])
            names[count++] = policy->params[i].name;
    write_links(page, ANCHOR_PARAM, "- [Parameters](#parameters): ", names, count);
    for (size_t i = 0; i < one->facts.count; i++)
        names[i] = one->facts.items[i].path;
    write_links(page, ANCHOR_FACT, "- [Facts](#facts): ", names, one->facts.count);
    write_links(page, ANCHOR_ANSWER, "- [Attestations](#attestations): ", one->reads.answers,
                one->reads.answer_count);
}

static void write_rule(const struct doc_page *page, const struct rule_description *one) {
    const struct rule *rule = one->rule;
    text_addf(page->out, "\n### Rule `%s`\n\n**", rule->name);
    doc_page_words(page, rule->title);
    text_addf(page->out, "**\n\n- Severity: %s%s\n", severity_text(rule->severity),
              describe_is_mandatory(one) ? "; mandatory: nobody may skip, soften or waive it" : "");
    write_bindings(page, one->node);
    write_requires(page, one->node);
    if (one->node->remedy != NULL) {
        text_add(page->out, "- Remedy: ");
        doc_page_template(page, one->node->remedy);
        text_add_char(page->out, '\n');
    }
    write_see(page, rule);
    write_tags(page, rule);
    doc_page_terms(page, "- Terms: ", one->node->span);
    write_reads(page, one);
}

static void write_rules(const struct doc_page *page) {
    const struct description *described = page->described;
    if (described->policy->rule_count > 0)
        text_add(page->out, "\n## Each rule\n");
    for (uint32_t i = 0; i < described->policy->rule_count; i++)
        write_rule(page, &described->rules[i]);
}

// Of the defines from one on, the first that a statement of the file declares: of all defines,
// those of imports come first.
static uint32_t define_in(const struct file_node *tree, uint32_t from, struct span statement) {
    while (tree->defines[from].name.span.begin < statement.begin ||
           tree->defines[from].name.span.begin >= statement.end)
        from++;
    return from;
}

// The terms that the rules are written in.
static void write_defines(const struct doc_page *page) {
    const struct file_node *tree = page->described->tree;
    bool first = true;
    for (uint32_t i = 0, define = 0; i < tree->order.count; i++) {
        const struct statement_node *statement = &tree->order.list[i];
        if (statement->kind != STATEMENT_DEFINE)
            continue;
        text_add(page->out, first ? "\n## Terms\n\n- " : "- ");
        define = define_in(tree, define, statement->span);
        doc_page_anchor(page, ANCHOR_TERM, tree->defines[define].name.text);
        doc_page_excerpt(page, statement->span);
        text_add_char(page->out, '\n');
        doc_page_terms(page, "  - Terms: ", statement->span);
        first = false;
    }
}

void describe_markdown(const struct description *described, bool linked, struct text *out) {
    struct doc_page page = doc_page_new(described, linked, out);
    write_head(&page);
    write_index(&page);
    write_params(&page);
    write_answers(&page);
    write_rules(&page);
    write_defines(&page);
    write_facts(&page);
}
