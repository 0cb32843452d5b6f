// What regular expressions of the language have, and what to write for those of other engines.
#include "config.h"

#include "check/pattern_dialect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What other engines have behind a '(' or a '\', by how it begins.
struct foreign {
    const char *words, *message, *cure;
};

static const char no_look_ahead[] = "a pattern does not look ahead";
static const char no_look_behind[] = "a pattern does not look behind";
static const char no_back_reference[] = "a pattern does not refer back to a group";
static const char both[] = "write a comparison for each: TEXT matches \"A\" and TEXT matches \"B\"";
static const char but_not[] =
    "write a comparison for each: TEXT matches \"A\" and not (TEXT matches \"B\")";
static const char captured[] = "compare what capture(TEXT, PATTERN, N) gives for each group";
static const char no_call[] = "a pattern does not call itself";

static const struct foreign groups[] = {
    {"?=", no_look_ahead, both},
    {"?!", no_look_ahead, but_not},
    {"?<=", no_look_behind, "write what stands before as a part of the pattern"},
    {"?<!", no_look_behind, but_not},
    {"?>", "a pattern has no atomic groups", "write (?: for (?>"},
    {"?|", "a pattern has no groups that share a number", "write (?: and number each group"},
    {"?(", "a pattern has no conditions", "write one alternative for each case"},
    {"?R", no_call, NULL},
    {"?&", no_call, NULL},
    {"?P>", no_call, NULL},
    {"?P=", no_back_reference, captured},
    {"?#", "a pattern has no comments", "leave (?#…) out, and write # behind the line"},
    {"?C", "a pattern has no callouts", NULL},
    {"?'", "a pattern has no such names of groups", "write (?<name>…)"},
    {"*", "a pattern has no verbs", "write \\( for a bracket"},
};

static const struct foreign escapes[] = {
    {"1", no_back_reference, captured},
    {"2", no_back_reference, captured},
    {"3", no_back_reference, captured},
    {"4", no_back_reference, captured},
    {"5", no_back_reference, captured},
    {"6", no_back_reference, captured},
    {"7", no_back_reference, captured},
    {"8", no_back_reference, captured},
    {"9", no_back_reference, captured},
    {"g", no_back_reference, captured},
    {"k", no_back_reference, captured},
    {"h", "a pattern has no \\h", "write [ \\t]"},
    {"H", "a pattern has no \\H", "write [^ \\t]"},
    {"v", "a pattern has no \\v", "write [\\n\\r\\f\\x0b]"},
    {"V", "a pattern has no \\V", "write [^\\n\\r\\f\\x0b]"},
    {"N", "a pattern has no \\N", "write [^\\n]"},
    {"R", "a pattern has no \\R", "write (?:\\r\\n|\\n)"},
    {"Z", "a pattern has no \\Z", "write \\n?\\z"},
    {"G", "a pattern has no \\G", "write \\A"},
    {"K", "a pattern has no \\K", "capture the group that is wanted"},
    {"X", "a pattern has no \\X", "write . for one character"},
    {"C", "a pattern has no \\C", "write . for one character"},
    {"B", "a pattern has no \\B", "write \\w where a letter, a digit or _ goes on"},
    {"e", "a pattern has no \\e", "write \\x1b"},
    {"c", "a pattern has no \\c", "write \\x and two hexadecimal digits"},
    {"o", "a pattern has no \\o", "write \\x{…} with hexadecimal digits"},
};

static const char no_group[] = "this group means nothing";
static const char a_group[] =
    "write (?: for a group, (?<name> for one with a name, or \\( for a bracket";

static bool fails(struct pattern_error *error, size_t offset, const char *message,
                  const char *cure) {
    snprintf(error->message, sizeof error->message, "%s", message);
    error->cure = cure;
    error->offset = offset;
    return false;
}

// ---- reading an expression part by part ----

struct scan {
    const char *text;
    size_t size, at;
    size_t depth, open; // groups within each other, and where the outermost begins
    bool in_set;
    size_t set; // where the set begins
    struct text *out;
    struct pattern_error *error;
};

static bool begins(const struct scan *scan, size_t at, const char *words) {
    size_t size = strlen(words);
    return at <= scan->size && scan->size - at >= size && memcmp(scan->text + at, words, size) == 0;
}

static bool is_foreign(struct scan *scan, const struct foreign *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (begins(scan, scan->at + 1, rows[i].words))
            return !fails(scan->error, scan->at, rows[i].message, rows[i].cure);
    return false;
}

#define IS_FOREIGN(scan, rows) is_foreign((scan), (rows), sizeof(rows) / sizeof *(rows))

// Where the next such words end, or 0.
static size_t end_of(const struct scan *scan, size_t from, const char *words) {
    const char *found = memmem(scan->text + from, scan->size - from, words, strlen(words));
    return found == NULL ? 0 : (size_t)(found - scan->text) + strlen(words);
}

// A backslash with what it escapes, or \Q up to \E.
static size_t escape_end(const struct scan *scan) {
    bool quotes = !scan->in_set && begins(scan, scan->at, "\\Q");
    size_t end = quotes ? end_of(scan, scan->at + 2, "\\E") : scan->at + 2;
    return end == 0 || end > scan->size ? scan->size : end;
}

// What opens a set, with a ']' that is its first member.
static size_t set_start_end(const struct scan *scan) {
    size_t at = scan->at + 1;
    at += begins(scan, at, "^");
    return at + begins(scan, at, "]");
}

// Where the part ends that begins here.
static size_t part_end(const struct scan *scan) {
    if (begins(scan, scan->at, "\\"))
        return escape_end(scan);
    if (begins(scan, scan->at, "[") && !scan->in_set)
        return set_start_end(scan);
    size_t end = begins(scan, scan->at, "[:") ? end_of(scan, scan->at + 2, ":]") : 0;
    return end == 0 ? scan->at + 1 : end;
}

static void step(struct scan *scan, size_t end) {
    if (scan->out != NULL)
        text_add_bytes(scan->out, scan->text + scan->at, end - scan->at);
    if (begins(scan, scan->at, "[") && !scan->in_set) {
        scan->in_set = true;
        scan->set = scan->at;
    } else if (begins(scan, scan->at, "]")) {
        scan->in_set = false;
    }
    scan->at = end;
}

// ---- what is refused, and what is written anew ----

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool open_group(struct scan *scan) {
    if (IS_FOREIGN(scan, groups))
        return false;
    if (scan->depth++ == 0)
        scan->open = scan->at;
    if (!begins(scan, scan->at, "(?<"))
        return true;
    if (scan->at + 3 == scan->size || !is_letter(scan->text[scan->at + 3]))
        return fails(scan->error, scan->at, no_group, a_group);
    // Older versions of RE2 have the other form only.
    text_add(scan->out, "(?P<");
    scan->at += strlen("(?<");
    return true;
}

static bool close_group(struct scan *scan) {
    if (scan->depth == 0)
        return fails(scan->error, scan->at, "the ) closes nothing", "write \\) for a bracket");
    scan->depth--;
    return true;
}

static bool check_escape(struct scan *scan) {
    if (scan->at + 1 == scan->size)
        return fails(scan->error, scan->at, "nothing follows the last \\", NULL);
    // In a set a digit begins a character's code.
    bool digit = scan->text[scan->at + 1] >= '0' && scan->text[scan->at + 1] <= '9';
    return (scan->in_set && digit) || !IS_FOREIGN(scan, escapes);
}

static bool is_collating(const struct scan *scan) {
    return (begins(scan, scan->at, "[.") && end_of(scan, scan->at + 2, ".]") > 0) ||
           (begins(scan, scan->at, "[=") && end_of(scan, scan->at + 2, "=]") > 0);
}

static bool check_part(struct scan *scan) {
    if (scan->in_set && is_collating(scan))
        return fails(scan->error, scan->at, "a set has no collating elements",
                     "write \\[ for a bracket");
    if (begins(scan, scan->at, "\\"))
        return check_escape(scan);
    if (begins(scan, scan->at, "(") && !scan->in_set)
        return open_group(scan);
    if (begins(scan, scan->at, ")") && !scan->in_set)
        return close_group(scan);
    return true;
}

bool dialect_translate(const char *text, size_t size, struct text *out,
                       struct pattern_error *error) {
    struct scan scan = {.text = text, .size = size, .out = out, .error = error};
    while (scan.at < size) {
        if (!check_part(&scan))
            return false;
        step(&scan, part_end(&scan));
    }
    if (scan.in_set)
        return fails(error, scan.set, "the set has no closing ]", "write \\[ for a bracket");
    if (scan.depth > 0)
        return fails(error, scan.open, "the ( has no closing )", "write \\( for a bracket");
    return true;
}

// ---- what RE2 says ----

static const struct foreign faults[] = {
    [EXPRESSION_TOO_LARGE] = {NULL, "its repeats make it too large", NULL},
    [EXPRESSION_ESCAPE] = {NULL, "this escape means nothing",
                           "write the letter alone, or \\\\ for a backslash"},
    [EXPRESSION_SET] = {NULL, "this is no set of characters", "write \\[ for a bracket"},
    [EXPRESSION_RANGE] = {NULL, "this is no range of characters",
                          "the lower one comes first; write \\- for a dash"},
    [EXPRESSION_GROUP] = {NULL, no_group, a_group},
    [EXPRESSION_NAME] = {NULL, "this is no name for a group",
                         "write letters, digits and _, each name once"},
    [EXPRESSION_REPEATED_NOTHING] = {NULL, "there is nothing to repeat",
                                     "write \\ before the character"},
    [EXPRESSION_REPEAT_SIZE] = {NULL, "it repeats more than 1000 times",
                                "write it in parts, such as a{1000}a{1000}"},
    [EXPRESSION_REPEATED_REPEAT] = {NULL, "it repeats a repeat", "write (?:…) around the first"},
    [EXPRESSION_OTHER] = {NULL, "this is no regular expression", NULL},
};

// What one fault of RE2 says of several things, told apart by the part that is wrong.
static struct foreign words_of(const struct expression_error *fault) {
    const char *part = fault->part, *comma = strchr(part, ',');
    size_t size = strlen(part);
    if (fault->fault == EXPRESSION_RANGE && strncmp(part, "[:", 2) == 0)
        return (struct foreign){NULL, "there is no set with this name",
                                "write \\[ for a bracket, or a name such as [:alpha:]"};
    if (fault->fault == EXPRESSION_RANGE && part[0] == '\\')
        return (struct foreign){NULL, "there is no class of characters with this name",
                                "write \\p{L} for letters, \\p{Nd} for digits, or a script such as "
                                "\\p{Greek}"};
    if (fault->fault == EXPRESSION_ESCAPE && part[0] == '\\' && part[1] != '\0' &&
        strchr("dDsSwWpP", part[1]) != NULL)
        return faults[EXPRESSION_RANGE];
    if (fault->fault == EXPRESSION_REPEATED_REPEAT && part[size - 1] == '+')
        return (struct foreign){NULL, "a pattern has no possessive repeats",
                                "leave out the second +"};
    if (fault->fault == EXPRESSION_REPEAT_SIZE && comma != NULL && comma[1] != '}' &&
        strtoul(comma + 1, NULL, 10) < strtoul(part + 1, NULL, 10))
        return (struct foreign){NULL, "the numbers of the repeat run backwards", NULL};
    return faults[fault->fault];
}

// Whether what is wrong in the translation begins here.
static bool is_wrong(const struct scan *scan, const char *wrong) {
    return begins(scan, scan->at, wrong) ||
           (begins(scan, scan->at, "(?<") && strncmp(wrong, "(?P<", 4) == 0 &&
            begins(scan, scan->at + 3, wrong + 4));
}

// The first part of an expression that begins with what is wrong.
static size_t place_of(const char *text, size_t size, const char *wrong) {
    struct scan scan = {.text = text, .size = size};
    while (scan.at < size && !is_wrong(&scan, wrong))
        step(&scan, part_end(&scan));
    return scan.at < size ? scan.at : 0;
}

void dialect_explain(const char *text, size_t size, const struct expression_error *fault,
                     struct pattern_error *error) {
    struct foreign words = words_of(fault);
    fails(error, place_of(text, size, fault->part), words.message, words.cure);
}
