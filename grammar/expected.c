// Folds the tokens that could stand at a place into a few words: "a value", "an operator".
#include "grammar/parse.h"

#include <string.h>

#include "grammar/parser.h"

enum { SHOWN_LIMIT = 4 };

bool expects(struct expected expected, const char *name) {
    for (size_t i = 0; i < expected.count; i++)
        if (strcmp(expected.names[i], name) == 0)
            return true;
    return false;
}

bool expects_value(struct expected expected) {
    return expects(expected, "a number") && expects(expected, "'('");
}

bool expects_operator(struct expected expected) {
    return expects(expected, "==");
}

bool expects_name(struct expected expected) {
    return expects(expected, "a name") && !expects(expected, "a unit") && !expects_value(expected);
}

bool expects_rule_statement(struct expected expected) {
    return expects(expected, "require") && !expects(expected, "'{'");
}

bool expects_statement(struct expected expected) {
    return expects(expected, "rule") && !expects(expected, "require");
}

bool expects_label(struct expected expected) {
    return expects(expected, "a name with ':'");
}

static bool expects_text(struct expected expected) {
    return expects(expected, "a text") && !expects_value(expected) && !expects_operator(expected);
}

static bool expects_brace(struct expected expected) {
    return expects(expected, "'{'");
}

static const char *const value_words[] = {"a name",   "a name in capitals",
                                          "a number", "a time",
                                          "a text",   "'('",
                                          "'['",      "'-'",
                                          "true",     "false",
                                          "not",      "every",
                                          "some",     "no",
                                          "if",       "version",
                                          "key",      "list",
                                          "of",       "one",
                                          "each",     "min",
                                          "max",      "plan",
                                          NULL};
static const char *const name_words[] = {"a name",  "a name in capitals",
                                         "version", "key",
                                         "list",    "of",
                                         "one",     "each",
                                         "min",     "max",
                                         "plan",    NULL};
static const char *const operator_words[] = {"or",       "and",
                                             "not",      "==",
                                             "!=",       "<=",
                                             ">=",       "'<'",
                                             "'>'",      "'='",
                                             "in",       "matches",
                                             "like",     "default",
                                             "'+'",      "'-'",
                                             "'*'",      "'/'",
                                             "mod",      "'['",
                                             "'('",      "where",
                                             "for each", "a unit",
                                             "a name",   "a name in capitals",
                                             "min",      "a number",
                                             "a text",   NULL};
static const char *const statement_words[] = {"severity",
                                              "when",
                                              "for",
                                              "let",
                                              "require",
                                              "message",
                                              "remedy",
                                              "see",
                                              "tag",
                                              "policy",
                                              "facts",
                                              "use",
                                              "summary",
                                              "param",
                                              "define",
                                              "rule",
                                              "root",
                                              "record",
                                              "extend",
                                              "import",
                                              "waive",
                                              "test",
                                              "a statement with ':'",
                                              "end of file",
                                              NULL};
static const char *const body_words[] = {"severity",    "when",
                                         "for",         "let",
                                         "require",     "message",
                                         "remedy",      "see",
                                         "tag",         "a statement with ':'",
                                         "'}'",         "policy",
                                         "facts",       "use",
                                         "summary",     "param",
                                         "define",      "rule",
                                         "root",        "record",
                                         "extend",      "import",
                                         "waive",       "test",
                                         "end of file", "a name with ':'",
                                         NULL};
static const char *const label_words[] = {"a name with ':'", "a statement with ':'", "plan", NULL};
static const char *const text_words[] = {"a text", NULL};

// The groups; names that belong to none of those that apply are quoted as they are.
static const struct group {
    bool (*applies)(struct expected);
    const char *shown; // NULL: left out
    const char *const *members;
} groups[] = {
    {expects_value, "a value", value_words},
    {expects_name, "a name", name_words},
    {expects_operator, "an operator", operator_words},
    {expects_text, "a text in quotes", text_words},
    {expects_rule_statement, "a statement of the rule", statement_words},
    {expects_statement, "a statement", statement_words},
    {expects_brace, NULL, body_words},
    {expects_label, "a name with ':'", label_words},
};

enum { GROUP_COUNT = sizeof groups / sizeof *groups };

static bool is_member(const char *const *members, const char *name) {
    for (; *members; members++)
        if (strcmp(*members, name) == 0)
            return true;
    return false;
}

// In a group that applies, or of no help to anyone.
static bool is_folded(struct expected expected, const char *name) {
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].applies(expected) && is_member(groups[i].members, name))
            return true;
    return strcmp(name, "a field") == 0 || strcmp(name, "BAD") == 0 ||
           (strcmp(name, "'['") == 0 && expects(expected, "a field"));
}

static const char *quote(struct parser *p, const char *name) {
    if (strcmp(name, "end of file") == 0)
        return p->interpolated ? "the closing }" : "the end";
    if (name[0] == '\'' || strncmp(name, "a ", 2) == 0)
        return name;
    return arena_printf(p->parse->arena, "'%s'", name);
}

// A name after a colon, and after "list of", is a type's.
static const char *group_text(struct parser *p, const struct group *group) {
    int before = p->before.kind;
    bool type =
        before == TOKEN_LABEL || before == TOKEN_COLON_WORD || before == ':' || before == TOKEN_OF;
    return group->applies == expects_name && type ? "a type" : group->shown;
}

static size_t fold(struct parser *p, struct expected expected, const char *shown[SHOWN_LIMIT]) {
    size_t count = 0;
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].shown && groups[i].applies(expected) && count < SHOWN_LIMIT)
            shown[count++] = group_text(p, &groups[i]);
    for (size_t i = 0; i < expected.count && count < SHOWN_LIMIT; i++)
        if (!is_folded(expected, expected.names[i]))
            shown[count++] = quote(p, expected.names[i]);
    return count;
}

const char *expected_text(struct parser *p, struct expected expected) {
    const char *shown[SHOWN_LIMIT];
    size_t count = fold(p, expected, shown);
    const char *joined = count > 0 ? shown[0] : "something else";
    for (size_t i = 1; i < count; i++)
        joined = arena_printf(p->parse->arena, "%s%s%s", joined, i + 1 < count ? ", " : " or ",
                              shown[i]);
    return joined;
}
