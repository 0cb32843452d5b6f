// Constructors of the statements of a file and of a rule.
#include "grammar/tree_make.h"

#include <string.h>

static struct diagnostics *messages(struct parser *p) {
    return p->parse->diagnostics;
}

#define ADD(p, list, count, room) ARENA_PUSH((p)->parse->arena, list, count, room)

// ---- the order of statements, and what stands between them ----

void note_statement(struct parser *p, enum statement_kind kind, uint32_t index) {
    p->statement = (struct statement_node){kind, index, {0, 0}};
}

void add_statement(struct parser *p, struct statements *order, struct span span) {
    struct statement_node statement = p->statement;
    p->statement.kind = STATEMENT_NONE;
    statement.span = span;
    if (statement.kind != STATEMENT_NONE)
        ADD(p, order->list, order->count, order->capacity) = statement;
}

static void keep_remark(struct parser *p, struct remark_node remark) {
    if (p->file)
        ADD(p, p->file->remarks, p->file->remark_count, p->remark_room) = remark;
}

void keep_comment(struct parser *p, struct span span) {
    if (*parser_text(p, (struct span){span.end - 1, span.end}) == '\r')
        span.end--;
    keep_remark(p, (struct remark_node){REMARK_COMMENT, span});
}

void keep_blanks(struct parser *p, struct span span) {
    const char *text = parser_text(p, span), *first = memchr(text, '\n', span.end - span.begin);
    if (first && memchr(first + 1, '\n', span.end - span.begin - (size_t)(first + 1 - text)))
        keep_remark(p, (struct remark_node){REMARK_EMPTY_LINES, span});
}

// ---- statements of a file ----

// The header: one statement, the first.
static bool begin_file(struct parser *p, struct name name, const char *word) {
    if (p->file->name.text) {
        diagnostic_error(messages(p), CODE_SECOND_HEADER, name.span, "this file is already %s",
                         p->file->kind == FILE_NODE_FACTS ? "a fact model"
                                                          : "a policy with a name");
        return false;
    }
    if (!p->begins_well)
        diagnostic_error(messages(p), CODE_LATE_HEADER, name.span,
                         "%s comes before every other statement", word);
    p->file->name = name;
    return true;
}

void file_policy(struct parser *p, struct name name, const char *title, const char *version) {
    if (!begin_file(p, name, "policy"))
        return;
    p->file->kind = FILE_NODE_POLICY;
    p->file->title = title;
    p->file->version = version;
    note_statement(p, STATEMENT_HEADER, 0);
}

// The number of a fact model's version: whole, at least 1.
static int64_t model_version(struct parser *p, struct span span) {
    struct node *number = make_number(p, span);
    int64_t version = 1;
    if (number->kind == NODE_NUMBER && (!decimal_to_int(number->number, &version) || version < 1))
        diagnostic_error(messages(p), CODE_MODEL_VERSION, span,
                         "the version of a fact model is a whole number from 1 on");
    return version;
}

void file_facts(struct parser *p, struct name name, struct span version) {
    if (!begin_file(p, name, "facts"))
        return;
    p->file->kind = FILE_NODE_FACTS;
    p->file->facts_version = model_version(p, version);
    note_statement(p, STATEMENT_HEADER, 0);
}

void file_use(struct parser *p, struct name name, struct span version, struct span span) {
    if (p->file->use_facts.text) {
        diagnostic_error(messages(p), CODE_SECOND_USE, span,
                         "a file uses one fact model, and %s is already used",
                         p->file->use_facts.text);
        return;
    }
    p->file->use_facts = name;
    p->file->use_version = model_version(p, version);
    note_statement(p, STATEMENT_USE, 0);
}

void file_summary(struct parser *p, struct node *text, struct span span) {
    if (p->file->summary)
        diagnostic_error(messages(p), CODE_REPEATED_STATEMENT, span,
                         "this policy already has a summary");
    p->file->summary = text;
    note_statement(p, STATEMENT_SUMMARY, 0);
}

void file_param(struct parser *p, struct name name, struct type_node *type, struct limits bounds,
                struct node *value, const char *description) {
    declare_name(p, name, "param");
    ADD(p, p->file->params, p->file->param_count, p->param_room) =
        (struct param_node){name, type, bounds.min, bounds.max, value, description};
    note_statement(p, STATEMENT_PARAM, p->file->param_count - 1);
}

void file_root(struct parser *p, struct name name, struct type_node *type, struct node *fallback,
               const char *description) {
    declare_name(p, name, "root");
    ADD(p, p->file->roots, p->file->root_count, p->root_room) =
        (struct root_node){name, type, fallback, description};
    note_statement(p, STATEMENT_ROOT, p->file->root_count - 1);
}

void file_purpose(struct parser *p, struct name word, struct name list, struct parts parts) {
    ADD(p, p->file->purposes, p->file->purpose_count, p->purpose_room) =
        (struct purpose_node){word, list, parts.items, parts.count};
    note_statement(p, STATEMENT_PURPOSE, p->file->purpose_count - 1);
}

void file_define(struct parser *p, struct name name, struct parameters parameters,
                 struct type_node *type, struct node *body) {
    declare_name(p, name, "define");
    ADD(p, p->file->defines, p->file->define_count, p->define_room) =
        (struct define_node){name, parameters.items, parameters.count, type, body};
    note_statement(p, STATEMENT_DEFINE, p->file->define_count - 1);
}

void record_begin(struct parser *p, struct name name, struct name key, bool extends,
                  const char *description) {
    p->record = (struct record_node){
        .name = name, .key = key, .extends = extends, .description = description};
    p->field_room = 0;
}

void record_add_field(struct parser *p, struct name name, struct type_node *type,
                      struct limits bounds, const char *description, bool plan) {
    if (type->kind == TYPE_NODE_LIST) // its elements are called by the field's name
        declare_name(p, name, "list");
    ADD(p, p->record.fields, p->record.field_count, p->field_room) =
        (struct field_node){name, type, bounds.min, bounds.max, description, plan};
    note_statement(p, STATEMENT_FIELD, p->record.field_count - 1);
}

void record_end(struct parser *p) {
    p->unopened = false;
    ADD(p, p->file->records, p->file->record_count, p->record_room) = p->record;
    note_statement(p, STATEMENT_RECORD, p->file->record_count - 1);
}

void say_header(struct parser *p, struct span span) {
    bool blank = p->bare && p->tokens->count == 0;
    if (p->begins_well || p->headless || blank)
        return;
    struct diagnostic *d =
        diagnostic_error(messages(p), CODE_MISSING_HEADER, span,
                         p->empty ? "this file is empty" : "this file does not say what it is");
    char first = p->source->text[strspn(p->source->text, " \t\r\n")];
    if (first == '{' || first == '[')
        diagnostic_cure(messages(p), d,
                        "it looks like facts: --facts %s; each file has its own --facts",
                        p->source->name);
    else
        diagnostic_cure(
            messages(p), d,
            "a policy begins with: policy NAME \"title\"; a fact model with: facts NAME 1");
    p->begins_well = true;
}

bool file_holds_only(const struct file_node *file, enum statement_kind kind) {
    const struct statements *order = &file->order;
    uint32_t first = order->count > 0 && order->list[0].kind == STATEMENT_HEADER ? 1 : 0;
    for (uint32_t i = first; i < order->count; i++)
        if (order->list[i].kind != kind)
            return false;
    return order->count > first;
}

const char *file_kind_text(const struct file_node *file) {
    static const char *const texts[] = {
        [FILE_NODE_POLICY] = "a policy",
        [FILE_NODE_FACTS] = "a fact model",
        [FILE_NODE_SETTINGS] = "a file of settings",
        [FILE_NODE_WAIVERS] = "a file of waivers",
        [FILE_NODE_BAD] = "",
    };
    return texts[file->kind];
}

void file_end(struct parser *p) {
    struct file_node *file = p->file;
    if (file->kind != FILE_NODE_BAD)
        return;
    file->kind = FILE_NODE_POLICY;
    if (file_holds_only(file, STATEMENT_SET))
        file->kind = FILE_NODE_SETTINGS;
    else if (file_holds_only(file, STATEMENT_WAIVE))
        file->kind = FILE_NODE_WAIVERS;
    else
        say_header(p, (struct span){p->begin, p->begin});
}

void rule_begin(struct parser *p, struct name name, const char *title, struct span span) {
    p->rule =
        (struct rule_node){.span = span, .name = name, .title = title, .severity = SEVERITY_ERROR};
    p->binding_room = p->require_room = p->see_room = p->tag_room = 0;
    p->has_severity = p->after_require = false;
    p->mistakes = diagnostics_count(messages(p), DIAGNOSTIC_ERROR);
}

static void say_twice(struct parser *p, struct span span, const char *what) {
    diagnostic_error(messages(p), CODE_REPEATED_STATEMENT, span, "this rule already has a %s",
                     what);
}

enum severity severity_of(struct parser *p, struct name level) {
    static const char *const levels[] = {
        [SEVERITY_INFO] = "info", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
        if (strcmp(level.text, levels[i]) == 0)
            return (enum severity)i;
    const char *near = nearest_word(level.text, levels, 3);
    struct diagnostic *d = diagnostic_error(messages(p), CODE_UNKNOWN_SEVERITY, level.span,
                                            "%s is not a severity", level.text);
    diagnostic_cure(messages(p), d, near ? "write %s" : "write error, warning or info", near);
    if (near)
        diagnostic_fix(messages(p), d, level.span, near);
    return SEVERITY_ERROR;
}

void rule_severity(struct parser *p, struct name level, struct span span) {
    p->after_require = false;
    if (p->has_severity)
        say_twice(p, span, "severity");
    note_statement(p, STATEMENT_SEVERITY, 0);
    p->has_severity = true;
    p->rule.severity = severity_of(p, level);
}

void rule_mandatory(struct parser *p, struct span word) {
    p->after_require = false;
    if (p->rule.mandatory.end > 0)
        say_twice(p, word, "mandatory");
    p->rule.mandatory = word;
    note_statement(p, STATEMENT_MANDATORY, 0);
}

void rule_when(struct parser *p, struct node *condition, struct span span) {
    p->after_require = false;
    if (p->rule.when)
        diagnostic_cure(messages(p),
                        diagnostic_error(messages(p), CODE_REPEATED_STATEMENT, span,
                                         "this rule already has a when"),
                        "join the two conditions with and");
    p->rule.when = condition;
    note_statement(p, STATEMENT_WHEN, 0);
}

static void add_binding(struct parser *p, struct binding_node binding) {
    binding.require_count = p->rule.require_count;
    p->after_require = false;
    ADD(p, p->rule.bindings, p->rule.binding_count, p->binding_room) = binding;
    note_statement(p, STATEMENT_BINDING, p->rule.binding_count - 1);
}

void rule_each(struct parser *p, struct binder binder, struct span span) {
    add_binding(p, (struct binding_node){.kind = BINDING_EACH,
                                         .span = span,
                                         .name = binder.name,
                                         .value = binder.list,
                                         .where = binder.where});
}

void rule_let(struct parser *p, struct name name, struct node *value, struct span span) {
    add_binding(
        p, (struct binding_node){.kind = BINDING_LET, .span = span, .name = name, .value = value});
}

void rule_require(struct parser *p, struct node *condition) {
    p->after_require = true;
    ADD(p, p->rule.requires, p->rule.require_count, p->require_room) =
        (struct require_node){condition, NULL};
    note_statement(p, STATEMENT_REQUIRE, p->rule.require_count - 1);
}

void rule_message(struct parser *p, struct node *text, struct span span) {
    if (!p->after_require)
        diagnostic_cure(messages(p),
                        diagnostic_error(messages(p), CODE_MISPLACED_MESSAGE, span,
                                         "a message belongs to a require"),
                        "write it directly after the condition of a require");
    else
    p->rule.requires[p->rule.require_count - 1].message = text;
    note_statement(p, STATEMENT_MESSAGE, p->rule.require_count - 1);
    p->after_require = false;
}

void rule_remedy(struct parser *p, struct node *text, struct span span) {
    p->after_require = false;
    if (p->rule.remedy)
        say_twice(p, span, "remedy");
    p->rule.remedy = text;
    note_statement(p, STATEMENT_REMEDY, 0);
}

void rule_see(struct parser *p, const char *text) {
    p->after_require = false;
    ADD(p, p->rule.see, p->rule.see_count, p->see_room) = text;
    note_statement(p, STATEMENT_SEE, p->rule.see_count - 1);
}

void rule_tag(struct parser *p, struct name name) {
    p->after_require = false;
    ADD(p, p->rule.tags, p->rule.tag_count, p->tag_room) = name;
    note_statement(p, STATEMENT_TAG, p->rule.tag_count - 1);
}

void rule_colon(struct parser *p, struct span label, struct node *value, struct span span) {
    struct name word = make_word(p, label);
    struct diagnostic *d =
        diagnostic_error(messages(p), CODE_STRAY_COLON, label, "%s takes no colon", word.text);
    diagnostic_fix(messages(p), d, label, word.text);
    if (span.end - span.begin <= 60)
        diagnostic_cure(messages(p), d, "write %s %s", word.text,
                        sources_excerpt(diagnostics_sources(messages(p)),
                                        (struct span){label.end, span.end}, p->parse->arena));
    if (strcmp(word.text, "require") == 0)
        rule_require(p, value);
    else if (strcmp(word.text, "when") == 0)
        rule_when(p, value, span);
    else if (strcmp(word.text, "severity") == 0)
        p->has_severity = true;
}

static bool has_open_text(const struct parser *p, struct span span) {
    return p->open_text.begin > span.begin && p->open_text.end <= span.end;
}

void rule_end(struct parser *p, struct span span) {
    p->rule.span = span;
    p->unopened = false;
    if (p->rule.require_count == 0 && !has_open_text(p, span) &&
        diagnostics_count(messages(p), DIAGNOSTIC_ERROR) == p->mistakes)
        diagnostic_cure(messages(p),
                        diagnostic_error(messages(p), CODE_EMPTY_RULE, p->rule.name.span,
                                         "rule %s requires nothing", p->rule.name.text),
                        "write: require CONDITION");
    ADD(p, p->file->rules, p->file->rule_count, p->rule_room) = p->rule;
    note_statement(p, STATEMENT_RULE, p->file->rule_count - 1);
}
