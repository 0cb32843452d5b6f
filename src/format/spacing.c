// Which pieces a blank parts.
#include "format/pieces.h"
#include "grammar/parser.h"

// What a piece stands in: the first word of its statement, and whether it belongs to the name of
// what the statement is about, such as kvm.prepare/host_reserve.
struct standing {
    int statement;
    bool target;
};

static int kind_before(const struct pieces *pieces, uint32_t at, uint32_t steps) {
    return at >= steps ? pieces->items[at - steps].kind : 0;
}

// "one of [", "for each [", "expect value [" and "expect value (": the word before is no name.
static bool follows_word(const struct pieces *pieces, uint32_t at) {
    int word = kind_before(pieces, at, 1), before = kind_before(pieces, at, 2);
    return (word == TOKEN_OF && before == TOKEN_ONE) ||
           (word == TOKEN_EACH && (before == TOKEN_FOR || before == TOKEN_INNER_FOR)) ||
           (word == TOKEN_VALUE && before == TOKEN_EXPECT);
}

static bool is_purpose(int statement) {
    return statement == TOKEN_REASONS || statement == TOKEN_ANSWERS || statement == TOKEN_ORIGINS;
}

static bool parts_bracket(const struct pieces *pieces, uint32_t at,
                          const struct standing *standing) {
    int before = kind_before(pieces, at, 1);
    if (follows_word(pieces, at))
        return true;
    if (pieces->items[at].kind == '(')
        return !piece_is_name(before) || is_purpose(standing->statement);
    return !piece_follows_value(pieces, at);
}

// A sign is as near to a name as the source has it: "-le" would be an operator of other languages.
static bool parts_from_sign(const struct pieces *pieces, uint32_t at) {
    const struct piece *piece = &pieces->items[at], *sign = piece - 1;
    return piece->kind != TOKEN_NUMBER && piece->kind != '(' && piece->kind != '-' &&
           piece->text != sign->text + sign->size;
}

static bool parts(const struct pieces *pieces, uint32_t at, const struct standing *standing) {
    int kind = pieces->items[at].kind, before = kind_before(pieces, at, 1);
    bool at_slash = kind == '/' || before == '/';
    if (before == 0 || kind == ',' || kind == ')' || kind == TOKEN_FIELD || kind == ':')
        return false;
    if (kind == ']')
        return before == '}';
    if (before == '(' || before == '[')
        return kind == '{';
    if (before == '{' && kind == '}')
        return false;
    if (standing->target && at_slash)
        return false;
    if (before == '-' && !piece_follows_value(pieces, at - 1))
        return parts_from_sign(pieces, at);
    return (kind != '(' && kind != '[') || parts_bracket(pieces, at, standing);
}

// Whether the words after this one name what the statement is about.
static bool names_target(int kind) {
    return kind == TOKEN_SET || kind == TOKEN_SEVERITY || kind == TOKEN_SKIP ||
           kind == TOKEN_WAIVE || kind == TOKEN_EXPECT;
}

static struct standing stands(struct standing standing, const struct piece *piece) {
    if (piece->begins)
        return (struct standing){piece->kind, names_target(piece->kind)};
    standing.target = standing.target && piece->kind != '=' && piece->kind != TOKEN_FOR;
    if (standing.statement == TOKEN_EXPECT && piece->kind == TOKEN_VALUE)
        standing.target = false;
    return standing;
}

void pieces_space(struct pieces *pieces) {
    struct standing standing = {0};
    for (uint32_t i = 0; i < pieces->count; i++) {
        standing = stands(standing, &pieces->items[i]);
        pieces->items[i].apart = parts(pieces, i, &standing);
    }
}
