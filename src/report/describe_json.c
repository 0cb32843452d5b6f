// A policy described in JSON.
#include "report/describe.h"

#include <inttypes.h>

#include "finding/verdict.h"

static void write_texts(struct json *json, const char *name, const char *const *texts,
                        size_t count) {
    json_begin(json, name, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, NULL, texts[i]);
    json_end(json, ']');
}

static void write_reads(struct json *json, const struct description *described,
                        const struct rule_description *rule) {
    const struct policy *policy = described->policy;
    json_begin(json, "params", '[');
    for (uint32_t i = 0; i < policy->param_count; i++)
        if (rule->reads.params[i])
            json_text(json, NULL, policy->params[i].name);
    json_end(json, ']');
    json_begin(json, "facts", '[');
    for (size_t i = 0; i < rule->facts.count; i++)
        json_text(json, NULL, rule->facts.items[i].path);
    json_end(json, ']');
    write_texts(json, "attestations", rule->reads.answers, rule->reads.answer_count);
}

static void write_requires(struct json *json, const struct description *described,
                           const struct rule_node *node) {
    json_begin(json, "requires", '[');
    for (uint32_t i = 0; i < node->require_count; i++)
        json_text(json, NULL, describe_excerpt(described, node->requires[i].condition->span));
    json_end(json, ']');
}

static void write_rule(struct json *json, const struct description *described,
                       const struct rule_description *one) {
    const struct rule *rule = one->rule;
    json_begin(json, NULL, '{');
    json_text(json, "name", rule->name);
    json_text(json, "title", rule->title);
    json_text(json, "severity", severity_text(rule->severity));
    json_bool(json, "mandatory", describe_is_mandatory(one));
    write_requires(json, described, one->node);
    write_texts(json, "see", rule->see, rule->see_count);
    write_texts(json, "tags", rule->tags, rule->tag_count);
    write_reads(json, described, one);
    json_end(json, '}');
}

static void write_limit(struct json *json, const struct description *described, const char *name,
                        const struct expr *limit) {
    if (limit != NULL)
        json_text(json, name, describe_excerpt(described, limit->node->span));
}

static void write_param(struct json *json, const struct description *described,
                        const struct param *param) {
    json_begin(json, NULL, '{');
    json_text(json, "name", param->name);
    json_text(json, "type", type_text(described->arena, &param->type));
    write_limit(json, described, "min", param->min);
    write_limit(json, described, "max", param->max);
    json_text(json, "default", describe_param_value(described, param));
    json_text(json, "description", param->description);
    json_end(json, '}');
}

static void write_fact(struct json *json, const struct description *described,
                       const struct read_fact *fact) {
    static const char *const sources[] = {"hosts", "plan", "people", "hand"};
    json_begin(json, NULL, '{');
    json_text(json, "path", fact->path);
    json_text(json, "type", type_text(described->arena, &fact->type));
    json_text(json, "from", sources[describe_source(described, fact)]);
    json_text(json, "description", fact->field->description);
    json_end(json, '}');
}

static void write_answer(struct json *json, const char *answer, const struct rule_list *askers) {
    json_begin(json, NULL, '{');
    json_text(json, "id", answer);
    json_begin(json, "rules", '[');
    for (size_t i = 0; i < askers->count; i++)
        json_text(json, NULL, askers->rules[i]->name);
    json_end(json, ']');
    json_end(json, '}');
}

static void write_use(struct json *json, const struct use_node *use) {
    json_begin(json, NULL, '{');
    json_text(json, "policy", use->path != NULL ? use->path : use->policy.text);
    if (use->version != NULL)
        json_text(json, "version", use->version);
    json_bool(json, "import", use->imports);
    json_end(json, '}');
}

static void write_head(struct json *json, const struct description *described) {
    const struct policy *policy = described->policy;
    const struct file_node *tree = described->tree;
    json_text(json, "name", policy->name);
    json_text(json, "version", policy->version);
    json_text(json, "title", policy->title);
    json_text(json, "file", policy->source->name);
    json_text(json, "facts_model", tree->use_facts.text);
    json_int(json, "facts_version", tree->use_version);
    json_text(json, "summary",
              tree->summary != NULL ? describe_excerpt(described, tree->summary->span) : NULL);
    json_begin(json, "uses", '[');
    for (uint32_t i = 0; i < tree->use_count; i++)
        write_use(json, &tree->uses[i]);
    json_end(json, ']');
}

void describe_json(const struct description *described, struct json *json) {
    const struct policy *policy = described->policy;
    json_begin(json, NULL, '{');
    write_head(json, described);
    json_begin(json, "rules", '[');
    for (uint32_t i = 0; i < policy->rule_count; i++)
        write_rule(json, described, &described->rules[i]);
    json_end(json, ']');
    json_begin(json, "params", '[');
    for (uint32_t i = 0; i < policy->param_count; i++)
        write_param(json, described, &policy->params[i]);
    json_end(json, ']');
    json_begin(json, "facts", '[');
    for (size_t i = 0; i < described->facts.count; i++)
        write_fact(json, described, &described->facts.items[i]);
    json_end(json, ']');
    json_begin(json, "attestations", '[');
    for (size_t i = 0; i < described->reads.answer_count; i++)
        write_answer(json, described->reads.answers[i], &described->askers[i]);
    json_end(json, ']');
    json_end(json, '}');
}
