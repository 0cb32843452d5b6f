// Live verdicts: the facts that a text names, read, and its rules evaluated for them.
#include "config.h"

#include "workspace/live.h"

#include <string.h>

#include "finding/verdict.h"

// ---- which facts ----

static const char word[] = "# facts:";

// A file, relative to that of the document.
static const char *beside(struct arena *arena, const char *path, const char *name) {
    const char *slash = strrchr(path, '/');
    if (name[0] == '/' || slash == NULL)
        return name;
    return arena_printf(arena, "%.*s/%s", (int)(slash - path), path, name);
}

// The name of a file in a comment, without the blanks around it; empty where it has none.
static struct span name_in(const char *text, struct span comment) {
    struct span name = {comment.begin + (uint32_t)sizeof word - 1, comment.end};
    if (comment.end - comment.begin < sizeof word ||
        strncmp(text + comment.begin, word, sizeof word - 1) != 0)
        return (struct span){0, 0};
    while (name.begin < name.end && text[name.begin] == ' ')
        name.begin++;
    while (name.begin < name.end && (text[name.end - 1] == ' ' || text[name.end - 1] == '\r'))
        name.end--;
    return name;
}

static void find_facts(struct live *live, const struct analysis *analysis, const char *setting) {
    const struct file_node *tree = analysis->tree;
    const char *text = text_data(&analysis->document->text);
    uint32_t first = analysis->tokens.count > 0 ? analysis->tokens.items[0].span.begin : UINT32_MAX;
    live->facts = setting;
    for (uint32_t i = 0; i < tree->remark_count && tree->remarks[i].span.begin < first; i++) {
        struct span name = tree->remarks[i].kind == REMARK_COMMENT
                               ? name_in(text, tree->remarks[i].span)
                               : (struct span){0, 0};
        if (name.end == name.begin)
            continue;
        live->named = name;
        live->facts = beside(live->arena, analysis->document->path,
                             arena_copy(live->arena, text + name.begin, name.end - name.begin));
        return;
    }
}

// ---- evaluating ----

static bool is_ready(const struct analysis *analysis) {
    const struct program *program = analysis->program;
    if (analysis->tests != NULL || !analysis->session->understood ||
        analysis_policy(analysis) == NULL ||
        diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) > 0)
        return false;
    for (uint32_t i = 0; i < program->policy_count; i++)
        for (uint32_t j = 0; j < program->policies[i]->param_count; j++)
            if (program->policies[i]->params[j].value == NULL)
                return false;
    return true;
}

// Rules of policies that are used have no place in the text.
static bool is_own(const struct policy *policy, const struct rule *rule, void *state) {
    (void)rule;
    return policy == state;
}

static void evaluate(struct live *live, const struct analysis *analysis, int64_t now) {
    const struct session_facts facts = {.store = live->store};
    const char *digest;
    struct verdict_options options = {.now = now, .fail_on = SEVERITY_ERROR, .chosen = is_own};
    options.state = (void *)analysis_policy(analysis);
    live->findings = session_evaluate(analysis->session, &facts, &options, live->arena, &digest);
    if (live->findings == NULL)
        live->trouble = "the policies take more steps than a run may";
}

static void load(struct live *live, const struct analysis *analysis) {
    const struct model *model = analysis->program->model;
    if (!analysis->session->loadable || analysis->tests != NULL || model->column_count == 0)
        return;
    live->kept = kept_take(analysis->document, model, live->facts);
    live->trouble = live->kept->trouble;
    if (live->trouble == NULL)
        live->store = store_over(live->arena, live->kept->facts->store, model);
}

struct live *live_make(const struct analysis *analysis, const char *setting, int64_t now) {
    struct arena *arena = arena_new();
    struct live *live = ARENA_NEW(arena, struct live);
    live->arena = arena;
    find_facts(live, analysis, setting);
    if (live->facts == NULL) {
        arena_free(arena);
        return NULL;
    }
    load(live, analysis);
    if (live->store != NULL && is_ready(analysis))
        evaluate(live, analysis, now);
    return live;
}

void live_free(struct live *live) {
    if (live == NULL)
        return;
    kept_release(live->kept);
    arena_free(live->arena);
}

const struct rule_finding *live_rule(const struct live *live, const struct analysis *analysis,
                                     uint32_t rule) {
    const struct findings *findings = live != NULL ? live->findings : NULL;
    if (findings == NULL || findings->rule_count != analysis->tree->rule_count)
        return NULL;
    return &findings->rules[rule]; // in the order of the text
}
