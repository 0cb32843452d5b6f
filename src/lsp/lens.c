// Lenses: above each rule what it comes to for facts of one's own, and above tests how to run them.
#include "config.h"

#include "lsp/commands.h"
#include "lsp/methods.h"
#include "report/page.h"

const struct live *server_live(struct server *server, struct workfile *document) {
    workfile_analysis(document);
    struct analysis *analysis = document->analysis;
    if (!analysis->live_made)
        analysis->live = live_make(analysis, server->facts, server_now(server));
    analysis->live_made = true;
    return analysis->live;
}

// What a lens runs: a command of commands.c with one argument, { "uri": …, MEMBER: NAME }. Without
// a command it only says something.
struct lens {
    const char *title, *command, *member, *name;
};

static void put_lens(struct server *server, struct json *reply, const struct analysis *analysis,
                     struct span span, struct lens lens) {
    json_begin(reply, NULL, '{');
    range_put(reply, "range", analysis->sources, span, server->utf8);
    json_begin(reply, "command", '{');
    json_text(reply, "title", lens.title);
    json_text(reply, "command", lens.command != NULL ? lens.command : "");
    if (lens.command != NULL) {
        json_begin(reply, "arguments", '[');
        json_begin(reply, NULL, '{');
        json_text(reply, "uri", server_uri(server, analysis->document->path));
        json_text(reply, lens.member, lens.name);
        json_end(reply, '}');
        json_end(reply, ']');
    }
    json_end(reply, '}');
    json_end(reply, '}');
}

static void put_rule(struct server *server, struct json *reply, const struct analysis *analysis,
                     uint32_t rule) {
    const struct rule_finding *finding = live_rule(analysis->live, analysis, rule);
    const struct rule_node *node = &analysis->tree->rules[rule];
    struct text title = {0}, clean = {0};
    if (finding == NULL)
        return;
    page_add_verdict(&title, finding);
    text_add_clean(&clean, text_data(&title));
    put_lens(server, reply, analysis, node->name.span, (struct lens){.title = text_data(&clean)});
    put_lens(server, reply, analysis, node->name.span,
             (struct lens){"explain", command_explain, "rule", node->name.text});
    text_clear(&title);
    text_clear(&clean);
}

static void put_rules(struct server *server, struct json *reply, const struct analysis *analysis) {
    const struct live *live = analysis->live;
    if (live != NULL && live->trouble != NULL)
        put_lens(server, reply, analysis, live->named, (struct lens){.title = live->trouble});
    for (uint32_t i = 0; live != NULL && i < analysis->tree->rule_count; i++)
        put_rule(server, reply, analysis, i);
}

static void put_test(struct server *server, struct json *reply, const struct analysis *analysis,
                     struct span span, const char *title, const char *name) {
    put_lens(server, reply, analysis, span, (struct lens){title, command_run_test, "name", name});
}

static void put_tests(struct server *server, struct json *reply, const struct analysis *analysis) {
    for (uint32_t i = 0; i < analysis->tree->test_count; i++) {
        const struct test_node *test = &analysis->tree->tests[i];
        put_test(server, reply, analysis, test->name_span, "run test", test->name);
        for (uint32_t k = 0; k < test->case_count; k++)
            put_test(server, reply, analysis, test->cases[k].name_span, "run case",
                     arena_printf(server->arena, "%s / %s", test->name, test->cases[k].name));
    }
}

void code_lenses(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document == NULL)
        return;
    server_live(server, document);
    json_begin(reply, NULL, '[');
    put_rules(server, reply, document->analysis);
    put_tests(server, reply, document->analysis);
    json_end(reply, ']');
}
