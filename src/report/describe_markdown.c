// A policy described as a page in Markdown.
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "finding/verdict.h"
#include "report/describe.h"

// ---- words ----

static void add_words(struct text *out, const char *words) {
    struct text clean = {0};
    text_add_clean(&clean, words);
    text_add_markdown(out, text_data(&clean));
    text_clear(&clean);
}

static void add_code(struct text *out, const char *code) {
    struct text clean = {0};
    text_add_clean(&clean, code);
    text_add_markdown_code(out, text_data(&clean));
    text_clear(&clean);
}

// Code in a table, where a bar would end the cell.
static void add_cell_code(struct text *out, const char *words) {
    struct text code = {0};
    add_code(&code, words);
    for (const char *at = text_data(&code); *at != '\0'; at++)
        text_addf(out, "%s%c", *at == '|' ? "\\" : "", *at);
    text_clear(&code);
}

static void add_excerpt(struct text *out, const struct description *described, struct span span) {
    add_code(out, describe_excerpt(described, span));
}

// A text of the policy, with the expressions in it as code.
static void add_template(struct text *out, const struct description *described,
                         const struct node *node) {
    if (node->kind == NODE_TEXT)
        add_words(out, node->text);
    else if (node->kind == NODE_TEMPLATE)
        for (uint32_t i = 0; i < node->count; i++)
            add_template(out, described, node->items[i]);
    else
        add_code(out,
                 arena_printf(described->arena, "{%s}", describe_excerpt(described, node->span)));
}

// ---- links ----

// What readers of Markdown make of the heading of a rule, but for a number where two are the same.
static void add_slug(struct text *out, const char *rule) {
    text_add(out, "rule-");
    for (; *rule != '\0'; rule++)
        if (isalnum((unsigned char)*rule) || *rule == '_' || *rule == '-')
            text_add_char(out, (char)tolower((unsigned char)*rule));
}

static bool same_slug(const char *rule, const char *other) {
    struct text a = {0}, b = {0};
    add_slug(&a, rule);
    add_slug(&b, other);
    bool same = strcmp(text_data(&a), text_data(&b)) == 0;
    text_clear(&a);
    text_clear(&b);
    return same;
}

static void add_link(struct text *out, const struct description *described, uint32_t index) {
    const struct rule *rules = described->policy->rules;
    uint32_t before = 0;
    for (uint32_t i = 0; i < index; i++)
        before += same_slug(rules[i].name, rules[index].name);
    text_addf(out, "[`%s`](#", rules[index].name);
    add_slug(out, rules[index].name);
    if (before > 0)
        text_addf(out, "-%" PRIu32, before);
    text_add_char(out, ')');
}

// ---- the head ----

static void write_uses(struct text *out, const struct description *described) {
    const struct file_node *tree = described->tree;
    for (uint32_t i = 0; i < tree->use_count; i++) {
        const struct use_node *use = &tree->uses[i];
        text_addf(out, "%s ", use->imports ? "- imports" : "- uses");
        add_code(out, use->path != NULL ? use->path : use->policy.text);
        if (use->version != NULL) {
            text_add(out, ", version ");
            add_words(out, use->version);
            text_add(out, " or later");
        }
        text_add_char(out, '\n');
        for (uint32_t j = 0; j < use->tailors.count; j++) {
            text_add(out, "  - ");
            add_excerpt(out, described, use->tailors.items[j].span);
            text_add_char(out, '\n');
        }
    }
    if (tree->use_count > 0)
        text_add_char(out, '\n');
}

static void write_head(struct text *out, const struct description *described) {
    const struct policy *policy = described->policy;
    const struct file_node *tree = described->tree;
    text_addf(out, "<!-- Made by 'plimsoll doc %s'. -->\n\n# ", policy->name);
    add_words(out, policy->title != NULL ? policy->title : policy->name);
    text_addf(out, "\n\nPolicy `%s`", policy->name);
    if (policy->version != NULL) {
        text_add(out, ", version ");
        add_words(out, policy->version);
    }
    if (tree->use_facts.text != NULL)
        text_addf(out, ", about the facts `%s` %" PRId64, tree->use_facts.text, tree->use_version);
    text_add(out, ".\n\n");
    if (tree->summary != NULL) {
        text_add(out, "In short: ");
        add_template(out, described, tree->summary);
        text_add(out, "\n\n");
    }
    write_uses(out, described);
}

// ---- tables ----

static void write_index(struct text *out, const struct description *described) {
    const struct policy *policy = described->policy;
    text_add(out, "## Rules\n\n| rule | severity | title |\n|---|---|---|\n");
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        text_add(out, "| ");
        add_link(out, described, i);
        text_addf(out, " | %s%s | ", severity_text(policy->rules[i].severity),
                  describe_is_mandatory(&described->rules[i]) ? ", mandatory" : "");
        add_words(out, policy->rules[i].title);
        text_add(out, " |\n");
    }
}

static void write_param(struct text *out, const struct description *described,
                        const struct param *param) {
    const char *value = describe_param_value(described, param);
    text_addf(out, "| `%s` | ", param->name);
    add_cell_code(out, describe_param_type(described, param));
    text_add(out, " | ");
    if (value != NULL)
        add_cell_code(out, value);
    else
        text_add(out, "has to be set");
    text_add(out, " | ");
    add_words(out, param->description != NULL ? param->description : "");
    text_add(out, " |\n");
}

static void write_params(struct text *out, const struct description *described) {
    const struct policy *policy = described->policy;
    if (policy->param_count == 0)
        return;
    text_add(out, "\n## Parameters\n\n`--set NAME=VALUE` sets one.\n\n"
                  "| parameter | type | default | meaning |\n|---|---|---|---|\n");
    for (uint32_t i = 0; i < policy->param_count; i++)
        write_param(out, described, &policy->params[i]);
}

static void write_answers(struct text *out, const struct description *described) {
    const struct reads *reads = &described->reads;
    if (reads->answer_count == 0)
        return;
    text_add(out, "\n## Attestations\n\nPeople declare these: `plimsoll attest FACTS ID --by WHO`."
                  "\n\n| id | asked by |\n|---|---|\n");
    for (size_t i = 0; i < reads->answer_count; i++) {
        const char *before = "";
        text_add(out, "| ");
        add_cell_code(out, reads->answers[i]);
        text_add(out, " | ");
        for (uint32_t j = 0; j < described->policy->rule_count; j++) {
            if (!describe_asks(&described->rules[j], reads->answers[i]))
                continue;
            text_add(out, before);
            add_link(out, described, j);
            before = ", ";
        }
        text_add(out, " |\n");
    }
}

static void write_fact(struct text *out, const struct description *described,
                       const struct read_fact *fact) {
    static const char *const ways[] = {"`plimsoll collect`", "`plimsoll plan`", "`plimsoll attest`",
                                       "by hand"};
    text_addf(out, "| `%s` | ", fact->path);
    add_cell_code(out, type_text(described->arena, &fact->type));
    text_add(out, " | ");
    add_words(out, fact->field->description);
    text_addf(out, " | %s |\n", ways[describe_source(described, fact)]);
}

static void write_facts(struct text *out, const struct description *described) {
    if (described->facts.count == 0)
        return;
    text_add(
        out,
        "\n## Facts\n\n"
        "`plimsoll collect` asks hosts over libvirt, and `plimsoll collect hyperv` reads what\n"
        "was exported on a Hyper-V server. `plimsoll plan` and `plimsoll attest` take what only\n"
        "people know. A fact that is missing leaves its rules undecided; `plimsoll checklist`\n"
        "lists what is missing.\n\n"
        "| fact | type | meaning | from |\n|---|---|---|---|\n");
    for (size_t i = 0; i < described->facts.count; i++)
        write_fact(out, described, &described->facts.items[i]);
}

// ---- rules ----

static void write_bindings(struct text *out, const struct description *described,
                           const struct rule_node *node) {
    for (uint32_t i = 0; i < node->binding_count; i++) {
        text_add(out, "- ");
        add_excerpt(out, described, node->bindings[i].span);
        text_add_char(out, '\n');
    }
    if (node->when == NULL)
        return;
    text_add(out, "- When: ");
    add_excerpt(out, described, node->when->span);
    text_add_char(out, '\n');
}

static void write_requires(struct text *out, const struct description *described,
                           const struct rule_node *node) {
    for (uint32_t i = 0; i < node->require_count; i++) {
        const struct require_node *require = &node->requires[i];
        text_add(out, "- Requires: ");
        add_excerpt(out, described, require->condition->span);
        text_add_char(out, '\n');
        if (require->message == NULL)
            continue;
        text_add(out, "  - Why: ");
        add_template(out, described, require->message);
        text_add_char(out, '\n');
    }
}

static void write_list(struct text *out, const char *title, const char *const *items,
                       size_t count) {
    if (count == 0)
        return;
    text_addf(out, "- %s: ", title);
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_code(out, items[i]);
    }
    text_add_char(out, '\n');
}

static void write_see(struct text *out, const struct rule *rule) {
    for (uint32_t i = 0; i < rule->see_count; i++) {
        text_add(out, "- See: ");
        add_words(out, rule->see[i]);
        text_add_char(out, '\n');
    }
}

static void write_reads(struct text *out, const struct description *described,
                        const struct rule_description *one) {
    const struct policy *policy = described->policy;
    size_t count = 0;
    const char **names =
        ARENA_ARRAY(described->arena, const char *, policy->param_count + one->facts.count);
    for (uint32_t i = 0; i < policy->param_count; i++)
        if (one->reads.params[i])
            names[count++] = policy->params[i].name;
    write_list(out, "[Parameters](#parameters)", names, count);
    for (size_t i = 0; i < one->facts.count; i++)
        names[i] = one->facts.items[i].path;
    write_list(out, "[Facts](#facts)", names, one->facts.count);
    write_list(out, "[Attestations](#attestations)", one->reads.answers, one->reads.answer_count);
}

static void write_rule(struct text *out, const struct description *described,
                       const struct rule_description *one) {
    const struct rule *rule = one->rule;
    text_addf(out, "\n### Rule `%s`\n\n**", rule->name);
    add_words(out, rule->title);
    text_addf(out, "**\n\n- Severity: %s%s\n", severity_text(rule->severity),
              describe_is_mandatory(one) ? "; mandatory: nobody may skip, soften or waive it" : "");
    write_bindings(out, described, one->node);
    write_requires(out, described, one->node);
    if (one->node->remedy != NULL) {
        text_add(out, "- Remedy: ");
        add_template(out, described, one->node->remedy);
        text_add_char(out, '\n');
    }
    write_see(out, rule);
    write_list(out, "Tags", rule->tags, rule->tag_count);
    write_reads(out, described, one);
}

// The terms that the rules are written in.
static void write_defines(struct text *out, const struct description *described) {
    const struct statements *order = &described->tree->order;
    if (described->tree->define_count > 0)
        text_add(out, "\n## Terms\n\n");
    for (uint32_t i = 0; i < order->count; i++) {
        if (order->list[i].kind != STATEMENT_DEFINE)
            continue;
        text_add(out, "- ");
        add_excerpt(out, described, order->list[i].span);
        text_add_char(out, '\n');
    }
}

void describe_markdown(const struct description *described, struct text *out) {
    write_head(out, described);
    write_index(out, described);
    write_params(out, described);
    write_answers(out, described);
    text_add(out, "\n## Each rule\n");
    for (uint32_t i = 0; i < described->policy->rule_count; i++)
        write_rule(out, described, &described->rules[i]);
    write_defines(out, described);
    write_facts(out, described);
}
