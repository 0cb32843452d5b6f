// Constructors of what ties policies together: use policy, import, tailoring, waivers.
#include "grammar/tree_make.h"

#include <string.h>

static struct diagnostics *messages(struct parser *p) {
    return p->parse->diagnostics;
}

static struct diagnostic *report(struct parser *p, enum code code, struct span span,
                                 const char *message) {
    return diagnostic_error(messages(p), code, span, "%s", message);
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

// ---- tailoring ----

struct qualified_name make_qualified(struct parser *p, struct name policy, struct name name,
                                     struct span span) {
    (void)p;
    return (struct qualified_name){policy, name, span};
}

static struct tailor_node *make_tailor(struct parser *p, enum tailor_kind kind,
                                       struct qualified_name target, struct span span) {
    struct tailor_node *made = ARENA_NEW(p->parse->arena, struct tailor_node);
    *made = (struct tailor_node){.kind = kind, .span = span, .target = target};
    return made;
}

struct tailor_node *make_set(struct parser *p, struct qualified_name param, struct node *value,
                             struct span span) {
    struct tailor_node *made = make_tailor(p, TAILOR_SET, param, span);
    made->value = value;
    return made;
}

struct tailor_node *make_severity(struct parser *p, struct qualified_name rule, struct name level,
                                  struct span span) {
    struct tailor_node *made = make_tailor(p, TAILOR_SEVERITY, rule, span);
    made->severity = severity_of(p, level);
    return made;
}

struct tailor_node *make_skip(struct parser *p, struct qualified_name rule, const char *because,
                              struct span span) {
    const char *problem = because == NULL     ? "a skip says why"
                          : is_blank(because) ? "the reason of a skip is blank"
                                              : NULL;
    if (problem != NULL)
        diagnostic_cure(messages(p), report(p, CODE_MISSING_CLAUSE, span, problem),
                        "write skip %s because \"…\"", rule.name.text);
    struct tailor_node *made = make_tailor(p, TAILOR_SKIP, rule, span);
    made->because = because;
    return made;
}

struct tailors add_tailor(struct parser *p, struct tailors list, const struct tailor_node *tailor) {
    ARENA_PUSH(p->parse->arena, list.items, list.count, list.capacity) = *tailor;
    return list;
}

// ---- other policies ----

struct use_node *make_use(struct parser *p, struct name policy) {
    struct use_node *use = ARENA_NEW(p->parse->arena, struct use_node);
    *use = (struct use_node){.policy = policy, .named = policy.span};
    return use;
}

struct use_node *make_use_path(struct parser *p, struct span path) {
    struct use_node *use = ARENA_NEW(p->parse->arena, struct use_node);
    *use = (struct use_node){.path = make_string(p, path), .named = path};
    return use;
}

void want_version(struct use_node *use, const char *version, struct span span) {
    use->version = version;
    use->version_span = span;
}

static void add_use(struct parser *p, struct use_node *use, struct span span) {
    use->span = span;
    ARENA_PUSH(p->parse->arena, p->file->uses, p->file->use_count, p->use_room) = *use;
    note_statement(p, STATEMENT_USE_POLICY, p->file->use_count - 1);
}

void file_use_policy(struct parser *p, struct use_node *use, struct tailors tailors,
                     struct span span) {
    use->tailors = tailors;
    add_use(p, use, span);
}

void file_import(struct parser *p, struct use_node *use, struct span span) {
    use->imports = true;
    add_use(p, use, span);
}

void file_set(struct parser *p, const struct tailor_node *set) {
    ARENA_PUSH(p->parse->arena, p->file->sets, p->file->set_count, p->set_room) = *set;
    note_statement(p, STATEMENT_SET, p->file->set_count - 1);
}

// ---- waivers ----

struct waive_node *make_waiver(struct parser *p, struct qualified_name rule) {
    struct waive_node *waive = ARENA_NEW(p->parse->arena, struct waive_node);
    *waive = (struct waive_node){.rule = rule, .sound = true};
    return waive;
}

void waive_subject(struct parser *p, struct waive_node *waive, struct node *subject,
                   const char *like) {
    if (waive->subject != NULL)
        diagnostic_cure(
            messages(p),
            report(p, CODE_REPEATED_STATEMENT, subject->span, "this waiver already has a for"),
            "write a waiver for each");
    waive->subject = subject;
    waive->like = like;
}

void waive_until(struct parser *p, struct waive_node *waive, struct span time) {
    enum { DAY_SIZE = 10 }; // 2027-01-31
    const struct node *node = make_time(p, time);
    if (waive->until_span.end > 0)
        report(p, CODE_REPEATED_STATEMENT, time, "this waiver already has an until");
    waive->until_span = time;
    waive->until = node->time;
    waive->sound &= node->kind == NODE_TIME;
    if (node->kind == NODE_TIME && time.end - time.begin != DAY_SIZE) {
        waive->sound = false;
        diagnostic_cure(
            messages(p),
            report(p, CODE_INVALID_DAY, time, "a waiver ends with a day, not within it"),
            "write until %.*s", DAY_SIZE, parser_text(p, time));
    }
}

// A text of a waiver that is not blank, and stands once.
static const char *waive_text(struct parser *p, const char *before, struct span span,
                              const char *what) {
    const char *text = make_string(p, span);
    if (before != NULL)
        report(p, CODE_REPEATED_STATEMENT, span,
               arena_printf(p->parse->arena, "this waiver already has %s", what));
    else if (is_blank(text))
        report(p, CODE_MISSING_CLAUSE, span,
               arena_printf(p->parse->arena, "%s of a waiver is blank", what));
    return text;
}

void waive_because(struct parser *p, struct waive_node *waive, struct span text) {
    waive->because = waive_text(p, waive->because, text, "the because");
}

void waive_approved(struct parser *p, struct waive_node *waive, struct span text) {
    waive->approved = waive_text(p, waive->approved, text, "the approved");
}

// What every waiver says, and how it is written.
static void require_clause(struct parser *p, struct waive_node *waive, bool there,
                           const char *problem, const char *cure) {
    if (there || !waive->sound)
        return;
    waive->sound = false;
    diagnostic_cure(messages(p), report(p, CODE_MISSING_CLAUSE, waive->rule.span, problem), "%s",
                    cure);
}

void file_waive(struct parser *p, struct waive_node *waive, struct span span) {
    waive->span = span;
    require_clause(p, waive, waive->until_span.end > 0, "a waiver has an end",
                   "write until and a day, as in until 2027-01-31");
    require_clause(p, waive, waive->because != NULL, "a waiver says why", "write because \"…\"");
    require_clause(p, waive, waive->approved != NULL, "a waiver says who approved it",
                   "write approved \"…\"");
    ARENA_PUSH(p->parse->arena, p->file->waives, p->file->waive_count, p->waive_room) = *waive;
    note_statement(p, STATEMENT_WAIVE, p->file->waive_count - 1);
}
