// Patterns say what those of PCRE2 say: random ones on random texts, and what their groups capture.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "../random.h"
#include "base/text.h"
#include "check/pattern.h"
#include "suites.h"

enum { PATTERNS = 20000, TEXTS = 10, ROUNDS = 8, GROUPS = 50 };

struct peer {
    struct random random;
    struct text pattern, text;
    pcre2_compile_context *context;
    pcre2_match_data *data;
    bool repeats_groups; // rounds of nothing count for us, and not always for the other
};

static uint32_t below(struct peer *peer, uint32_t n) {
    return random_below(&peer->random, n);
}

#define ONE_OF(peer, table) RANDOM_OF(&(peer)->random, table)

static const char *const items[] = {
    "a",
    "b",
    "c",
    "ab",
    ".",
    "\\d",
    "\\w",
    "\\s",
    "[ab]",
    "[^a]",
    "[a-c]",
    "é",
    "[é-ü]",
    "\\n",
    "x",
    "1",
    "_",
    "-",
    "\\.",
    "[^\\d]",
    "[]a]",
    "[[:alpha:]]",
    "K",
    "A",
    "{",
    "}",
    "\\x{e9}",
    "\\W",
    "\\x61",
    "[\\w-]",
    "\\D",
    "\\S",
    "]",
    "ö",
    "\\p{L}",
    "\\pN",
    "[[:^space:]b]",
    "a{,2}",
};
// These are not repeated: PCRE2 refuses some of it.
static const char *const places[] = {"\\b",  "^",    "$",    "\\A",  "\\z",
                                     "(?i)", "(?s)", "(?m)", "(?-i)"};
static const char *const groups[] = {"(", "(?:", "(?i:", "(?s-i:", "(?m:"};
static const char *const repeats[] = {"*",   "+",     "?",      "*?",   "+?", "??",
                                      "{2}", "{1,3}", "{0,2}?", "{2,}", "{0}"};
static const char *const parts[] = {"a", "b", "c", "A", "B", " ", "\n", "1", "_", "-",  ".",
                                    "x", "k", "K", "é", "ö", "€", "]",  "{", "}", "ab", "\t"};

static void add_choice(struct peer *peer, unsigned depth);

static void add_item(struct peer *peer, unsigned depth) {
    bool group = depth > 0 && below(peer, 10) > 5;
    bool place = !group && below(peer, 5) == 0;
    text_add(&peer->pattern, group   ? ONE_OF(peer, groups)
                             : place ? ONE_OF(peer, places)
                                     : ONE_OF(peer, items));
    if (group) {
        add_choice(peer, depth - 1);
        text_add_char(&peer->pattern, ')');
    }
    bool repeat = !place && below(peer, group ? 5 : 3) == 0;
    if (repeat)
        text_add(&peer->pattern, ONE_OF(peer, repeats));
    peer->repeats_groups = peer->repeats_groups || (repeat && group);
}

static void add_choice(struct peer *peer, unsigned depth) {
    for (unsigned i = below(peer, 4) == 0 ? 1 + below(peer, 3) : 1; i > 0; i--) {
        for (unsigned n = below(peer, 5); n > 0; n--)
            add_item(peer, depth);
        if (i > 1)
            text_add_char(&peer->pattern, '|');
    }
}

static void make_text(struct peer *peer) {
    text_reset(&peer->text);
    for (unsigned n = below(peer, 12); n > 0; n--)
        text_add(&peer->text, ONE_OF(peer, parts));
}

static pcre2_code *compile_peer(struct peer *peer) {
    int error;
    size_t offset;
    return pcre2_compile((PCRE2_SPTR)text_data(&peer->pattern), peer->pattern.size,
                         PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &error, &offset, peer->context);
}

// PCRE2 10.42 looks for /(?:|^a){0}b/ at the beginning only, and for /(?:|.*a){0}b/ at those of
// lines.
static bool is_misread(const struct peer *peer, const pcre2_code *code) {
    uint32_t options = 0, first = 0;
    pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &first);
    bool held = (options & PCRE2_ANCHORED) != 0 || first == 2;
    return held && strstr(text_data(&peer->pattern), "){0}") != NULL;
}

static void compare_group(struct peer *peer, const struct pattern *pattern,
                          struct pattern_scratch *scratch, uint32_t group, uint32_t set) {
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(peer->data) + 2 * group;
    bool part = group < set && bounds[0] != PCRE2_UNSET;
    const char *text = text_data(&peer->text);
    size_t begin = 1, end = 0;
    ck_assert_int_eq(pattern_capture(pattern, scratch, text, peer->text.size, group, &begin, &end),
                     1);
    ck_assert_msg(begin == (part ? bounds[0] : 0) && end == (part ? bounds[1] : 0),
                  "/%s/ on \"%s\": group %u is %zu-%zu", text_data(&peer->pattern), text,
                  (unsigned)group, begin, end);
}

static void compare_groups(struct peer *peer, const pcre2_code *code, const struct pattern *pattern,
                           struct pattern_scratch *scratch, uint32_t set) {
    uint32_t count = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &count);
    for (uint32_t group = 0; group <= count && group < GROUPS; group++)
        compare_group(peer, pattern, scratch, group, set);
}

static void compare_texts(struct peer *peer, const pcre2_code *code,
                          const struct pattern *pattern) {
    struct pattern_scratch *scratch = pattern_scratch_new();
    for (int i = 0; i < TEXTS; i++) {
        make_text(peer);
        const char *text = text_data(&peer->text);
        int peers = pcre2_match(code, (PCRE2_SPTR)text, peer->text.size, 0, 0, peer->data, NULL);
        bool ours = pattern_match(pattern, scratch, text, peer->text.size) == 1;
        if (peers < 0 && peers != PCRE2_ERROR_NOMATCH)
            continue;
        ck_assert_msg(ours == (peers >= 0), "/%s/ on \"%s\": %d, not %d", text_data(&peer->pattern),
                      text, ours, peers);
        if (ours && !peer->repeats_groups)
            compare_groups(peer, code, pattern, scratch, (uint32_t)peers);
    }
    pattern_scratch_free(scratch);
}

// Compares where both take a pattern; one that only we take would be a mistake of ours.
static bool compare_pattern(struct peer *peer) {
    text_reset(&peer->pattern);
    peer->repeats_groups = false;
    add_choice(peer, 3);
    struct arena *arena = arena_new();
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(arena, PATTERN_MATCHES, text_data(&peer->pattern),
                                              peer->pattern.size, &error);
    pcre2_code *code = compile_peer(peer);
    ck_assert_msg(pattern == NULL || code != NULL, "only ours: /%s/", text_data(&peer->pattern));
    bool both = pattern != NULL && code != NULL && !is_misread(peer, code);
    if (both)
        compare_texts(peer, code, pattern);
    pcre2_code_free(code);
    arena_free(arena);
    return both;
}

static const uint64_t seeds[ROUNDS] = {1, 2, 3, 4, 5, 6, 7, 8};

START_TEST(alike) {
    struct peer peer = {.random = random_new(seeds[_i])};
    int compared = 0;
    peer.context = pcre2_compile_context_create(NULL);
    peer.data = pcre2_match_data_create(GROUPS, NULL);
    pcre2_set_newline(peer.context, PCRE2_NEWLINE_LF);
    for (int i = 0; i < PATTERNS / ROUNDS; i++)
        compared += compare_pattern(&peer);
    ck_assert_int_gt(compared, PATTERNS / ROUNDS / 3);
    pcre2_match_data_free(peer.data);
    pcre2_compile_context_free(peer.context);
    text_clear(&peer.pattern);
    text_clear(&peer.text);
}
END_TEST

SUITE(pattern_peer, NULL, NULL, EACH(alike, seeds))
